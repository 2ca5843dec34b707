/* Command lines: see options.h.  Not getopt: help comes from the same table as parsing,
   and an option may take several words (`--from PATH...`).  */
#include "options.h"

#include "command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dates.h"
#include "strbuf.h"

struct settings settings = { NULL, NULL, "auto", false, 0 };

static bool help_wanted;

static const struct option_spec common_options[] = {
  { "policy", 0, OPTION_TEXT, "FILE", "use this policy instead of looking upward for loadbearing/policy.json",
    &settings.policy },
  { "now", 0, OPTION_TEXT, "DATE", "take this for today's date; refused when CI is set", &settings.now },
  { "color", 0, OPTION_TEXT, "WHEN", "auto, always or never; auto is a terminal without NO_COLOR", &settings.color },
  { "quiet", 'q', OPTION_FLAG, NULL, "leave out what is not a finding or an error", &settings.quiet },
  { "verbose", 'v', OPTION_COUNT, NULL, "say more", &settings.verbose },
  { "help", 'h', OPTION_FLAG, NULL, "show this help", &help_wanted },
  { NULL, 0, OPTION_FLAG, NULL, NULL, NULL }
};

void
words_add (struct words *w, const char *word)
{
  w->list = memory_grow (w->list, w->count + 1, sizeof *w->list);
  w->list[w->count++] = word;
}

void
words_release (struct words *w)
{
  free (w->list);
  w->list = NULL;
  w->count = 0;
}

static const struct option_spec *
find_option (const struct option_spec *table, const char *name, size_t length, char letter)
{
  for (const struct option_spec *o = table; o && o->name; o++)
    if (letter ? o->letter == letter : strlen (o->name) == length && strncmp (o->name, name, length) == 0)
      return o;
  return NULL;
}

/* The option of that name, or of that letter if LETTER is not 0.  */
static const struct option_spec *
command_option (const struct command_spec *c, const char *name, size_t length, char letter)
{
  const struct option_spec *o = find_option (c->options, name, length, letter);
  return o ? o : find_option (common_options, name, length, letter);
}

/* Prints TEXT in lines of at most 78 columns, those after the first indented.  */
static void
print_wrapped (const char *text, size_t column, size_t indent)
{
  bool first = true;
  while (*text) {
    size_t word = strcspn (text, " \n");
    if (!first && column + 1 + word > 78) {
      printf ("\n%*s", (int) indent, "");
      column = indent;
    } else if (!first) {
      putchar (' ');
      column++;
    }
    printf ("%.*s", (int) word, text);
    column += word;
    text += word;
    first = false;
    if (*text == '\n') {
      printf ("\n%*s", (int) indent, "");
      column = indent;
      first = true;
    }
    if (*text)
      text++;
  }
  putchar ('\n');
}

static void
print_options (const struct option_spec *table)
{
  for (const struct option_spec *o = table; o && o->name; o++) {
    char left[64];
    snprintf (left, sizeof left, "  %c%c%s--%s%s%s%s", o->letter ? '-' : ' ', o->letter ? o->letter : ' ',
              o->letter ? ", " : "  ", o->name, o->argument ? " " : "", o->argument ? o->argument : "",
              o->kind == OPTION_LIST ? "..." : "");
    printf ("%-26s ", left);
    size_t column = strlen (left) < 26 ? 27 : strlen (left) + 1;
    if (column > 27) {
      printf ("\n%27s", "");
      column = 27;
    }
    print_wrapped (o->help, column, 27);
  }
}

static void
print_help (const struct command_spec *c)
{
  printf ("usage: loadbearing %s [options]%s%s\n\n", c->name, c->operands[0] ? " " : "", c->operands);
  print_wrapped (c->details ? c->details : c->summary, 0, 0);
  if (c->options && c->options->name) {
    printf ("\noptions:\n");
    print_options (c->options);
  }
  printf ("\ncommon options:\n");
  print_options (common_options);
}

static int
wrong_use (const struct command_spec *c, const char *format, const char *what)
{
  char cause[512];
  snprintf (cause, sizeof cause, format, what);
  message_error ("%s: %s; see 'loadbearing %s --help'", c->name, cause, c->name);
  return EXIT_TROUBLE;
}

static int
check_common (const struct command_spec *c)
{
  if (strcmp (settings.color, "auto") != 0 && strcmp (settings.color, "always") != 0
      && strcmp (settings.color, "never") != 0)
    return wrong_use (c, "--color takes auto, always or never, not '%s'", settings.color);
  if (settings.now) {
    const char *ci = getenv ("CI");
    /* LOADBEARING_TEST_NOW is for loadbearing's own tests and for nothing else.  */
    if (ci && *ci && !getenv ("LOADBEARING_TEST_NOW"))
      return wrong_use (c, "--now is refused where CI is set: %s must judge by the real date", "a gate");
    if (!date_valid (settings.now))
      return wrong_use (c, "--now takes a date such as 2026-05-01, not '%s'", settings.now);
  }
  return -1;
}

/* Stores a value of option O; LEFT are the words after it, of which *TAKEN were used.  */
static void
store_value (const struct option_spec *o, const char *value)
{
  if (o->kind == OPTION_TEXT)
    *(const char **) o->target = value;
  else
    words_add (o->target, value);
}

int
options_parse (const struct command_spec *c, int argc, char **argv, struct words *operands)
{
  bool only_operands = false;

  operands->list = NULL;
  operands->count = 0;
  for (int i = 1; i < argc; i++) {
    const char *word = argv[i];
    if (only_operands || word[0] != '-' || word[1] == '\0') {
      words_add (operands, word);
      continue;
    }
    if (strcmp (word, "--") == 0) {
      only_operands = true;
      continue;
    }
    bool is_long = word[1] == '-';
    /* Letters may be joined, "-qv"; only flags have letters.  */
    for (const char *letter = word + 1; is_long ? letter == word + 1 : *letter != '\0'; letter++) {
      const char *name = is_long ? word + 2 : letter;
      size_t length = is_long ? strcspn (name, "=") : 1;
      const struct option_spec *o = command_option (c, name, length, is_long ? 0 : *letter);
      const char *value = is_long && name[length] == '=' ? name + length + 1 : NULL;
      if (!o)
        return wrong_use (c, "unknown option '%s'", word);
      if (o->kind == OPTION_FLAG || o->kind == OPTION_COUNT) {
        if (value)
          return wrong_use (c, "option '--%s' takes no value", o->name);
        if (o->kind == OPTION_FLAG)
          *(bool *) o->target = true;
        else
          ++*(unsigned *) o->target;
        continue;
      }
      if (value) {
        store_value (o, value);
        break;
      }
      if (i + 1 >= argc)
        return wrong_use (c, "option '--%s' needs a value", o->name);
      store_value (o, argv[++i]);
      while (o->kind == OPTION_LIST && i + 1 < argc && argv[i + 1][0] != '-')
        store_value (o, argv[++i]);
      break;
    }
  }
  if (help_wanted) {
    print_help (c);
    return EXIT_CLEAN;
  }
  return check_common (c);
}
