/* Round trips, which the test's unit took for such (plugin/evidence/machine_alike.cc).  See program_trips.h.

   That a function gives the same for the same is believed as long as no record says that it, or what it calls, stores into an object with static storage.  What it
   stores through its arguments the test's unit has seen to.  */
#include "program_trips.h"

#include "observers.h"

#include <stdlib.h>
#include <string.h>

/* The first function that NAMES, separated by blanks, has which keeps something, in the caller's NAME; false if there is none.  */
static bool
find_keeper (const struct observers *o, const char *names, struct strbuf *name)
{
  for (const char *word = names; *word;) {
    size_t length = strcspn (word, " ");
    strbuf_clear (name);
    strbuf_add (name, word, length);
    if (observers_keeps (o, strbuf_text (name)))
      return true;
    word += length + (word[length] == ' ');
  }
  return false;
}

bool
program_trips_is (const char *name)
{
  return strncmp (name, REFERENCE_ALIKE, strlen (REFERENCE_ALIKE)) == 0;
}

static void
doubt (struct reference_facts *r, const char *keeper)
{
  static char anything[] = REFERENCE_ANYTHING;
  struct strbuf why = STRBUF_INIT;
  for (size_t i = 0; i < r->outputs_count; i++)
    if (strcmp (r->outputs[i].accepts, "none") == 0)
      r->outputs[i].accepts = anything;
  if (r->grade <= GRADE_SHAPE)
    return;
  strbuf_addf (&why, "what it produces is asked for through %s() only, which keeps something from one call to the next",
               keeper);
  free (r->reason);
  r->reason = strbuf_detach (&why);
  r->grade = GRADE_SHAPE;
}

void
program_trips_keep (struct program *p, struct reference_facts *r)
{
  struct strbuf name = STRBUF_INIT;
  for (size_t i = 0; i < r->outputs_count; i++) {
    const char *names = r->outputs[i].name;
    if (!program_trips_is (names))
      continue;
    for (size_t k = i + 1; k < r->outputs_count; k++)
      r->outputs[k - 1] = r->outputs[k];
    r->outputs_count--;
    if (!p->observers)
      p->observers = observers_new (&p->inputs);
    if (find_keeper (p->observers, names + strlen (REFERENCE_ALIKE), &name))
      doubt (r, observers_shown (p->observers, strbuf_text (&name)));
    break;
  }
  strbuf_release (&name);
}
