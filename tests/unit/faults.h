/* Comparing fault messages, with quotation marks as a person sees them.  */
#ifndef LOADBEARING_FAULTS_H
#define LOADBEARING_FAULTS_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "strbuf.h"

/* ERR's text with ' for quotation marks and FOLDER (may be NULL) cut from before every path.
   Owned by the caller.  */
static inline char *
faults_shown (const struct strbuf *err, const char *folder)
{
  struct strbuf out = STRBUF_INIT;
  const char *at = strbuf_text (err);
  size_t length = folder != NULL ? strlen (folder) : 0;
  while (*at != '\0') {
    if (length != 0 && strncmp (at, folder, length) == 0 && at[length] == '/') {
      at += length + 1;
      continue;
    }
    strbuf_add_char (&out, *at == QUOTE_OPEN[0] || *at == QUOTE_CLOSE[0] ? '\'' : *at);
    at++;
  }
  return strbuf_detach (&out);
}

#define ck_assert_faults(err, folder, expected)                                                                        \
  do {                                                                                                                 \
    char *faults_ = faults_shown (err, folder);                                                                        \
    ck_assert_msg (strcmp (faults_, expected) == 0, "\n  got      %s\n  expected %s", faults_, expected);              \
    free (faults_);                                                                                                    \
  } while (0)

#endif
