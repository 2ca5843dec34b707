/* The difference between two texts: git makes it, from two temporary files.  */
#include "text_difference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "git.h"

/* "@@ -3,4 +5 @@ ..." with the lines counted from the files' beginnings.  */
static void
add_hunk (const char *head, size_t length, unsigned line, unsigned other_line, struct strbuf *out)
{
  unsigned first[2] = { 0, 0 }, count[2] = { 1, 1 };
  const char *at = head + 3;
  for (int i = 0; i < 2; i++) {
    char *end;
    first[i] = (unsigned) strtoul (at + 1, &end, 10);
    if (*end == ',')
      count[i] = (unsigned) strtoul (end + 1, &end, 10);
    at = end + strspn (end, " ");
    if (at > head + length)
      return;
  }
  strbuf_addf (out, "@@ -%u,%u +%u,%u @@\n", first[0] + line - 1, count[0], first[1] + other_line - 1, count[1]);
}

bool
text_difference (const char *text, unsigned line, const char *other, unsigned other_line, struct strbuf *out)
{
  const char *temporary = getenv ("TMPDIR");
  struct strbuf folder, before, after, err, answer;
  bool fine = false;

  strbuf_init (&folder);
  strbuf_init (&before);
  strbuf_init (&after);
  strbuf_init (&err);
  strbuf_init (&answer);
  strbuf_addf (&folder, "%s/loadbearing.XXXXXX", temporary && *temporary ? temporary : "/tmp");
  if (mkdtemp (folder.text)) {
    strbuf_addf (&before, "%s/before", folder.text);
    strbuf_addf (&after, "%s/after", folder.text);
    const char *const words[] = { "diff", "--no-index", "--no-ext-diff", "--no-textconv", "--no-color", "--no-prefix",
                                  "-U3",  "--",         "before",        "after",         NULL };
    if (file_write (before.text, text, strlen (text), &err) && file_write (after.text, other, strlen (other), &err)) {
      int status = git_run (folder.text, &answer, words);
      fine = status == 0 || status == 1;
    }
    unlink (before.text);
    unlink (after.text);
    rmdir (folder.text);
  }
  bool body = false;
  for (const char *at = strbuf_text (&answer); fine && *at;) {
    size_t length = strcspn (at, "\n");
    if (strncmp (at, "@@ -", 4) == 0) {
      add_hunk (at, length, line, other_line, out);
      body = true;
    } else if (body && *at != '\\') {
      strbuf_add (out, at, length);
      strbuf_add_char (out, '\n');
    }
    at += length;
    at += *at == '\n';
  }
  strbuf_release (&folder);
  strbuf_release (&before);
  strbuf_release (&after);
  strbuf_release (&err);
  strbuf_release (&answer);
  return fine;
}
