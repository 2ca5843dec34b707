/* Calls that a test expects of a function, and that others might make.

   A mock that is told to expect a call fails the test if none comes.  If the function in question is replaced by a constant it makes none; but what the test
   calls after it may.  The test's own unit does not tell whether it does; the records of the program do.  See program_calls.h.  */
#include "program_calls.h"

#include <stdlib.h>
#include <string.h>

#define BEFORE "calls before "
#define OF " of "
#define WRAPPED "__wrap_"

bool
program_calls_is (const char *name)
{
  return strncmp (name, BEFORE, strlen (BEFORE)) == 0 && strstr (name, OF);
}

/* Whether NAME is one of the words of LIST, of LENGTH bytes; those that the linker puts in the place of another function stand for that one.  */
static bool
is_among (const char *name, const char *list, size_t length)
{
  size_t size = strlen (name);
  for (const char *word = list, *end = list + length; word < end;) {
    size_t n = strcspn (word, " ");
    n = n < (size_t) (end - word) ? n : (size_t) (end - word);
    const char *plain = n > strlen (WRAPPED) && strncmp (word, WRAPPED, strlen (WRAPPED)) == 0 ? word + strlen (WRAPPED)
                                                                                               : word;
    if ((n == size && strncmp (word, name, n) == 0)
        || ((size_t) (word + n - plain) == size && strncmp (plain, name, size) == 0))
      return true;
    word += n + 1;
  }
  return false;
}

struct search {
  const struct artefact *artefact;
  const char *mocks;
  const struct function_facts **seen;
  size_t seen_count;
};

static const struct function_facts *
find (const struct artefact *a, const char *name)
{
  for (size_t u = 0; u < a->units_count; u++) {
    const struct unit_facts *unit = a->units[u].unit;
    const struct function_facts *f = unit->role == ROLE_TEST ? NULL : unit_facts_find (unit, name);
    if (f)
      return f;
  }
  return NULL;
}

/* Whether F, or what it calls in the program, may call one of the mocks.  */
static bool
reaches (struct search *s, const struct function_facts *f)
{
  for (size_t i = 0; i < s->seen_count; i++)
    if (s->seen[i] == f)
      return false;
  s->seen = memory_grow (s->seen, s->seen_count + 1, sizeof *s->seen);
  s->seen[s->seen_count++] = f;
  for (size_t i = 0; i < f->calls_count; i++) {
    if (is_among (f->calls[i], s->mocks, strlen (s->mocks)))
      return true;
    const struct function_facts *next = find (s->artefact, f->calls[i]);
    if (next && reaches (s, next))
      return true;
  }
  return false;
}

bool
program_calls_stay_out (const struct artefact *a, const struct reference_facts *r)
{
  const char *name = NULL;
  for (size_t i = 0; i < r->outputs_count && !name; i++)
    name = program_calls_is (r->outputs[i].name) ? r->outputs[i].name : NULL;
  if (!a || !name)
    return false;
  const char *of = strstr (name, OF);
  struct search s = { a, of + strlen (OF), NULL, 0 };
  bool out = true;
  for (const char *word = name + strlen (BEFORE); out && word < of; word += strcspn (word, " ") + 1) {
    struct strbuf later = STRBUF_INIT;
    strbuf_add (&later, word, strcspn (word, " "));
    const struct function_facts *f = find (a, strbuf_text (&later));
    out = f && !is_among (f->name, s.mocks, strlen (s.mocks)) && !reaches (&s, f);
    strbuf_release (&later);
  }
  free (s.seen);
  return out;
}
