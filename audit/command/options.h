/* Command lines: one table per command, from which parsing and --help both come.  */
#ifndef LOADBEARING_OPTIONS_H
#define LOADBEARING_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum option_kind {
  OPTION_FLAG,  /* target: bool */
  OPTION_COUNT, /* target: unsigned, one more each time */
  OPTION_TEXT,  /* target: const char *; the last one given counts */
  OPTION_LIST,  /* target: struct words; one or more words follow, up to the next option; adds up */
};

struct option_spec {
  const char *name; /* without the dashes; NULL ends a table */
  char letter;      /* 0 if none */
  enum option_kind kind;
  const char *argument; /* shown in help, "DATE"; NULL for a flag */
  const char *help;
  void *target;
};

/* Words of the command line: pointers into argv.  */
struct words {
  const char **list;
  size_t count;
};

struct command_spec {
  const char *name;
  const char *operands;              /* "FUNCTION...", as the usage line shows it */
  const char *summary;               /* one line */
  const char *details;               /* paragraphs for its own --help */
  const struct option_spec *options; /* may be NULL; the common ones are added */
};

/* What every command understands.  */
struct settings {
  const char *policy; /* --policy, or NULL */
  const char *now;    /* --now, checked, or NULL */
  const char *color;  /* "auto", "always", "never" */
  bool quiet;
  unsigned verbose;
};
extern struct settings settings;

/* Parses ARGV (ARGV[0] is the command's name).  Words that are no options go to OPERANDS
   (free its list).  Returns -1 to go on, or the exit status to end with: 0 after --help,
   2 after a message about wrong use.  */
int options_parse (const struct command_spec *command, int argc, char **argv, struct words *operands);

void words_add (struct words *w, const char *word);
void words_release (struct words *w);

#endif
