/* Calls that a test expects of a function, and that others might make.

   A mock that is told to expect a call fails the test if none comes.  If the function in question is replaced by a constant it makes none; but what the test
   calls after it may.  The test's own unit does not tell whether it does; the records of the program do.  See program_calls.h.  */
#include "program_calls.h"

#include <string.h>

#define BEFORE "calls before "
#define OF " of "
#define WRAPPED "__wrap_"

bool
program_calls_is (const char *name)
{
  return strncmp (name, BEFORE, strlen (BEFORE)) == 0 && strstr (name, OF);
}

/* Whether NAME is one of the words of LIST; those that the linker puts in the place of another function stand for that one.  */
static bool
is_among (const char *name, const void *list)
{
  size_t size = strlen (name);
  for (const char *word = list; *word; word += strspn (word, " ")) {
    size_t length = strcspn (word, " ");
    const char *end = word + length, *plain = word;
    if (length > strlen (WRAPPED) && strncmp (word, WRAPPED, strlen (WRAPPED)) == 0)
      plain += strlen (WRAPPED);
    if ((length == size && memcmp (word, name, size) == 0)
        || ((size_t) (end - plain) == size && memcmp (plain, name, size) == 0))
      return true;
    word = end;
  }
  return false;
}

const char *
program_calls_expected (const struct reference_facts *r)
{
  for (size_t i = 0; i < r->outputs_count; i++)
    if (program_calls_is (r->outputs[i].name))
      return r->outputs[i].name;
  return NULL;
}

bool
program_calls_stay_out (struct call_graph *g, const char *expected)
{
  const char *of = strstr (expected, OF), *mocks = of + strlen (OF);
  bool out = true;
  for (const char *word = expected + strlen (BEFORE); out && word < of; word += strcspn (word, " ") + 1) {
    struct strbuf later = STRBUF_INIT;
    strbuf_add (&later, word, strcspn (word, " "));
    out = call_graph_avoids (g, strbuf_text (&later), is_among, mocks);
    strbuf_release (&later);
  }
  return out;
}
