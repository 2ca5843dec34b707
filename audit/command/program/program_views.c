/* What a function stores, as others show it that look into the object: list_push (l, 5); assert (list_length (l) == 1).

   The test's unit works out what follows if these change nothing themselves (plugin/evidence/machine_views.cc).  That they do not, their own units' records have to
   say (observers.h); of one that takes the object as const, it is enough that no record says otherwise.  See program_views.h.  */
#include "program_views.h"

#include "accepting.h"
#include "observers.h"

#include <stdlib.h>
#include <string.h>

#define ROUGHLY "roughly "
#define BY "by "

bool
program_views_is (const char *name)
{
  return strncmp (name, "argument ", 9) == 0 && strstr (name, REFERENCE_SEEN) != NULL;
}

/* The parts of an output's name.  */
struct view {
  size_t base; /* "argument 1" */
  bool roughly;
  const char *names, *colon;
};

static struct view
parse (const char *name)
{
  const char *seen = strstr (name, REFERENCE_SEEN), *at = seen + strlen (REFERENCE_SEEN);
  struct view v = { (size_t) (seen - name), strncmp (at, ROUGHLY, strlen (ROUGHLY)) == 0, NULL, NULL };
  v.names = strstr (at, BY);
  v.names = v.names ? v.names + strlen (BY) : at + strlen (at);
  v.colon = v.names + strcspn (v.names, ":");
  return v;
}

static bool
holds (const struct observers *o, const struct view *v)
{
  bool all = v->names < v->colon;
  for (const char *word = v->names; all && word < v->colon;) {
    size_t length = strcspn (word, " :?");
    struct strbuf name = STRBUF_INIT;
    strbuf_add (&name, word, length);
    all = length && observers_has (o, strbuf_text (&name), word[length] == '?');
    strbuf_release (&name);
    word += length + (word[length] == '?');
    word += *word == ' ';
  }
  return all;
}

/* Whether O is all of the argument that V shows, which nobody reads otherwise.  */
static bool
is_shown (const struct reference_output *o, const char *seen, const struct view *v)
{
  return strlen (o->name) == v->base && strncmp (o->name, seen, v->base) == 0;
}

static void
drop_shown (struct reference_facts *r, const char *seen, const struct view *v)
{
  size_t kept = 0;
  for (size_t i = 0; i < r->outputs_count; i++) {
    struct accepting set;
    bool all = is_shown (&r->outputs[i], seen, v) && accepting_read (r->outputs[i].accepts, &set);
    if (all) {
      all = set.all_texts && set.intervals_count;
      accepting_release (&set);
    }
    if (!all)
      r->outputs[kept++] = r->outputs[i];
  }
  r->outputs_count = kept;
}

static void
raise (struct reference_facts *r, const char *name, const struct view *v, const struct observers *o)
{
  enum test_grade grade = v->roughly ? GRADE_SHAPE : GRADE_SEMANTIC;
  struct strbuf why = STRBUF_INIT, observer = STRBUF_INIT;
  if (r->grade >= grade)
    return;
  strbuf_add (&observer, v->names, strcspn (v->names, " :?"));
  strbuf_addf (&why, "what it stores through %.*s is seen through %s()%s", (int) v->base, name,
               observers_shown (o, strbuf_text (&observer)), v->colon);
  strbuf_release (&observer);
  free (r->reason);
  r->reason = strbuf_detach (&why);
  r->grade = grade;
}

void
program_views_keep (struct program *p, struct reference_facts *r)
{
  size_t kept = 0;
  for (size_t i = 0; i < r->outputs_count; i++) {
    struct view v;
    if (program_views_is (r->outputs[i].name)) {
      v = parse (r->outputs[i].name);
      if (!p->observers)
        p->observers = observers_new (&p->inputs);
      if (!holds (p->observers, &v))
        continue;
      raise (r, r->outputs[i].name, &v, p->observers);
    }
    r->outputs[kept++] = r->outputs[i];
  }
  r->outputs_count = kept;
  for (size_t i = 0; i < r->outputs_count; i++)
    if (program_views_is (r->outputs[i].name)) {
      struct view v = parse (r->outputs[i].name);
      const char *name = r->outputs[i].name;
      drop_shown (r, name, &v);
    }
}
