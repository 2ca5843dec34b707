/* Stub-proofness: whether some constant in the place of one of a function's outputs would pass all tests.  See program_stubs.h.  */
#include "program_stubs.h"

#include "accepting.h"

#include <stdlib.h>
#include <string.h>

/* What all references together accept of one output.  */
struct output {
  const char *name;
  struct accepting set;
  size_t references;
};

/* "return" of "return->8:32" and of "return+0:16".  */
static size_t
base_length (const char *name)
{
  size_t length = strcspn (name, "+");
  const char *arrow = strstr (name, "->");
  return arrow && (size_t) (arrow - name) < length ? (size_t) (arrow - name) : length;
}

static struct output *
find_output (struct output *list, size_t count, const char *name)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp (list[i].name, name) == 0)
      return &list[i];
  return NULL;
}

static size_t
collect_outputs (const struct reference_facts *const *counted, size_t counted_count, struct output **list)
{
  size_t count = 0;
  *list = NULL;
  for (size_t i = 0; i < counted_count; i++) {
    const struct reference_facts *r = counted[i];
    for (size_t o = 0; o < r->outputs_count; o++) {
      struct accepting set;
      struct output *known = find_output (*list, count, r->outputs[o].name);
      /* What cannot be read accepts everything.  */
      if (!accepting_read (r->outputs[o].accepts, &set))
        set = accepting_all (-__builtin_infl (), __builtin_infl (), false, true);
      if (known) {
        accepting_intersect (&known->set, &set);
        known->references++;
        accepting_release (&set);
        continue;
      }
      *list = memory_grow (*list, count + 1, sizeof **list);
      (*list)[count++] = (struct output){ r->outputs[o].name, set, 1 };
    }
  }
  return count;
}

static void
describe_name (const char *name, struct strbuf *out)
{
  size_t length = base_length (name);
  if (strncmp (name, "return", length) == 0)
    strbuf_add_text (out, "its result");
  else if (strncmp (name, "global ", 7) == 0)
    strbuf_addf (out, "the global %.*s", (int) length - 7, name + 7);
  else
    strbuf_addf (out, "what it stores through %.*s", (int) length, name);
}

/* Whether a part of output I of LIST leaves no constant, or, if not STRICT, none but NaN.  */
static bool
is_shut (const struct output *list, size_t count, size_t i, bool strict)
{
  size_t length = base_length (list[i].name);
  for (size_t k = 0; k < count; k++)
    if (base_length (list[k].name) == length && strncmp (list[k].name, list[i].name, length) == 0
        && (strict ? accepting_is_empty (&list[k].set) : accepting_is_shut (&list[k].set)))
      return true;
  return false;
}

/* The first output that some constant would satisfy in all tests, or NULL.  */
static const struct output *
first_hole (const struct output *list, size_t count, bool strict)
{
  for (size_t i = 0; i < count; i++)
    if (!is_shut (list, count, i, strict))
      return &list[i];
  return NULL;
}

/* Whether SET, as accepting_describe has it, is a number, a string or NULL, which could stand in a program.  */
static bool
is_one_value (const char *set)
{
  size_t length = strlen (set);
  const char *digits = set + (*set == '-');
  return strcmp (set, "NULL") == 0 || (*digits && strspn (digits, "0123456789.") == strlen (digits))
         || (length > 1 && *set == '"' && strchr (set + 1, '"') == set + length - 1);
}

/* COUNTED: the references to the function itself that count.  */
void
program_stubs (struct evidence *e, const struct reference_facts *const *counted, size_t counted_count)
{
  struct output *list;
  struct strbuf why = STRBUF_INIT;
  size_t count = collect_outputs (counted, counted_count, &list);
  const struct output *hole = first_hole (list, count, false);
  e->stub_proof = count > 0 && !hole;
  if (e->stub_proof)
    strbuf_add_text (&why,
                     first_hole (list, count, true)
                         ? "no number in its place would pass all tests; only NaN would, which no comparison finds"
                         : "no constant in its place would pass all tests");
  else if (!hole)
    strbuf_add_text (&why, "nothing that it produces is looked at");
  else {
    struct strbuf set = STRBUF_INIT;
    accepting_describe (&hole->set, &set);
    if (strcmp (hole->name, "return") == 0 && is_one_value (strbuf_text (&set)))
      strbuf_addf (&why, "the body 'return %s;'", strbuf_text (&set));
    else if (strcmp (hole->name, "unchanged") == 0)
      strbuf_add_text (&why, "a body that stores nothing");
    else {
      strbuf_addf (&why, "a body that always gives %s for ", strbuf_text (&set));
      describe_name (hole->name, &why);
    }
    if (counted_count == 1)
      strbuf_add_text (&why, " would pass the test");
    else
      strbuf_addf (&why, " would pass all %zu tests", counted_count);
    strbuf_release (&set);
  }
  for (size_t i = 0; i < count; i++)
    accepting_release (&list[i].set);
  free (list);
  e->why = strbuf_detach (&why);
}
