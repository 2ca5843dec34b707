/* Which functions only look: they store nothing, through no parameter and in no object with static storage, and nor does what they call, as far as
   the records of their units say.  */
#ifndef LOADBEARING_OBSERVERS_H
#define LOADBEARING_OBSERVERS_H

#include "input/inputs.h"

struct observers;

/* Works it out for all functions of INPUTS, which must outlive it.  */
struct observers *observers_new (const struct inputs *inputs);
void observers_free (struct observers *o);

/* Whether each function called NAME only looks.  RECORDED: a record has to say so; else it is enough that none says otherwise.  A fake, of a test's
   unit, never does: it shows what the tests make it show.  */
bool observers_has (const struct observers *o, const char *name, bool recorded);

/* Whether a function called NAME may keep something from one call to the next, as far as records say: in an object with static storage.  A fake may.  */
bool observers_keeps (const struct observers *o, const char *name);

/* The function called NAME as people know it; NAME itself where no record says.  */
const char *observers_shown (const struct observers *o, const char *name);

#endif
