/* What the commands share: their table, exit statuses and messages.  */
#ifndef LOADBEARING_COMMAND_H
#define LOADBEARING_COMMAND_H

#include "options.h"

enum exit_status {
  EXIT_CLEAN = 0,    /* nothing at severity error */
  EXIT_FINDINGS = 1, /* findings at severity error */
  EXIT_TROUBLE = 2   /* wrong use or bad input */
};

/* Each gets ARGV[0], its own name; returns an exit status.  */
int cmd_certify (int argc, char **argv);
int cmd_check (int argc, char **argv);
int cmd_diff (int argc, char **argv);
int cmd_dump (int argc, char **argv);
int cmd_exempt (int argc, char **argv);
int cmd_explain (int argc, char **argv);
int cmd_fmt (int argc, char **argv);
int cmd_init (int argc, char **argv);
int cmd_refresh (int argc, char **argv);
int cmd_report (int argc, char **argv);
int cmd_revoke (int argc, char **argv);

/* "loadbearing: MESSAGE" on stderr.  */
void message_error (const char *format, ...) __attribute__ ((format (printf, 1, 2)));
/* The same, unless -q.  */
void message_note (const char *format, ...) __attribute__ ((format (printf, 1, 2)));
/* Lines of an error buffer as a library filled it, each with the prefix.  */
void message_lines (const char *text);

#endif
