/* Which functions only look.  See observers.h.

   A call is followed by the name that the record gives, into whatever unit that is no test's defines such a function: which of them is linked is not asked,
   for if one stores something, nothing is concluded.  */
#include "observers.h"

#include <stdlib.h>
#include <string.h>

struct known_function {
  const char *name;
  const struct function_facts *facts;
  bool is_fake;
  bool stores_static; /* it, or what it calls */
};

struct call {
  const char *callee;
  size_t caller; /* in functions */
};

struct observers {
  struct known_function *functions; /* by name */
  size_t count;
};

static int
compare_functions (const void *a, const void *b)
{
  return strcmp (((const struct known_function *) a)->name, ((const struct known_function *) b)->name);
}

static int
compare_calls (const void *a, const void *b)
{
  return strcmp (((const struct call *) a)->callee, ((const struct call *) b)->callee);
}

/* The first of LIST, COUNT elements of SIZE bytes in the order of COMPARE, that is equal to KEY; or NULL.  */
static const void *
first_equal (const void *key, const void *list, size_t count, size_t size, int (*compare) (const void *, const void *))
{
  const char *found = count ? bsearch (key, list, count, size, compare) : NULL;
  while (found && found > (const char *) list && compare (found - size, key) == 0)
    found -= size;
  return found;
}

static void
add_functions (struct observers *o, const struct inputs *inputs)
{
  size_t all = 0;
  for (size_t u = 0; u < inputs->units_count; u++)
    all += inputs->units[u]->functions_count;
  o->functions = memory_get ((all + 1) * sizeof *o->functions);
  for (size_t u = 0; u < inputs->units_count; u++)
    for (size_t i = 0; i < inputs->units[u]->functions_count; i++) {
      const struct function_facts *f = &inputs->units[u]->functions[i];
      bool is_static = f->stores && ((f->stores - 1) & FUNCTION_STORES_STATIC);
      o->functions[o->count++] = (struct known_function){ f->name, f, inputs->units[u]->role == ROLE_TEST, is_static };
    }
  qsort (o->functions, o->count, sizeof *o->functions, compare_functions);
}

/* The calls of all that is no test's, by callee; *COUNT of them.  The caller frees them.  */
static struct call *
list_calls (const struct observers *o, size_t *count)
{
  size_t all = 0;
  for (size_t i = 0; i < o->count; i++)
    all += o->functions[i].facts->calls_count;
  struct call *calls = memory_get ((all + 1) * sizeof *calls);
  *count = 0;
  for (size_t i = 0; i < o->count; i++)
    for (size_t c = 0; !o->functions[i].is_fake && c < o->functions[i].facts->calls_count; c++)
      calls[(*count)++] = (struct call){ o->functions[i].facts->calls[c], i };
  qsort (calls, *count, sizeof *calls, compare_calls);
  return calls;
}

/* Who calls what stores into static objects does so, too.  */
static void
spread (struct observers *o)
{
  size_t calls_count, queued = 0;
  struct call *calls = list_calls (o, &calls_count);
  size_t *queue = memory_get ((o->count + 1) * sizeof *queue);
  for (size_t i = 0; i < o->count; i++)
    if (o->functions[i].stores_static && !o->functions[i].is_fake)
      queue[queued++] = i;
  for (size_t done = 0; done < queued; done++) {
    struct call key = { o->functions[queue[done]].name, 0 };
    const struct call *found = first_equal (&key, calls, calls_count, sizeof *calls, compare_calls);
    for (; found && found < calls + calls_count && compare_calls (found, &key) == 0; found++)
      if (!o->functions[found->caller].stores_static) {
        o->functions[found->caller].stores_static = true;
        queue[queued++] = found->caller;
      }
  }
  free (queue);
  free (calls);
}

struct observers *
observers_new (const struct inputs *inputs)
{
  struct observers *o = memory_get (sizeof *o);
  *o = (struct observers){ NULL, 0 };
  add_functions (o, inputs);
  spread (o);
  return o;
}

void
observers_free (struct observers *o)
{
  if (o)
    free (o->functions);
  free (o);
}

bool
observers_has (const struct observers *o, const char *name, bool recorded)
{
  struct known_function key = { .name = name };
  const struct known_function *d = first_equal (&key, o->functions, o->count, sizeof *d, compare_functions);
  bool known = false;
  if (!d)
    return !recorded;
  for (; d < o->functions + o->count && compare_functions (d, &key) == 0; d++) {
    if (d->is_fake || d->stores_static || d->facts->stores > 1)
      return false;
    known |= d->facts->stores != 0;
  }
  return known || !recorded;
}

bool
observers_keeps (const struct observers *o, const char *name)
{
  struct known_function key = { .name = name };
  const struct known_function *d = first_equal (&key, o->functions, o->count, sizeof *d, compare_functions);
  bool keeps = false;
  for (; d && d < o->functions + o->count && compare_functions (d, &key) == 0; d++)
    keeps |= d->is_fake || d->stores_static;
  return keeps;
}

const char *
observers_shown (const struct observers *o, const char *name)
{
  struct known_function key = { .name = name };
  const struct known_function *d = first_equal (&key, o->functions, o->count, sizeof *d, compare_functions);
  return d ? function_shown (d->facts) : name;
}
