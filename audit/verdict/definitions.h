/* What other units' objects begin with: for each load-bearing function, the definitions to which what it reads leads.

   A function's record names the objects of other units that it, or what it reaches in its unit, refers to
   (outside_object); the record of the unit that defines one says what it begins with, and to which further objects the addresses
   in it lead (object_facts).  A name means the object of the unit itself, else that of a unit of the same variant:
   of several the one that is linked with it, a weak one only where there is no other.  Where it is not known what is
   linked, each counts.  What was not read is not known: nothing is said of it.  */
#ifndef LOADBEARING_DEFINITIONS_H
#define LOADBEARING_DEFINITIONS_H

#include "facts.h"

#ifdef __cplusplus
extern "C" {
#endif

struct definitions;

/* Sets `definitions` of all load-bearing functions of UNITS, which must outlive the result; what belongs to it is released with
   definitions_free, and is in the functions until then.  NULL where no unit defines an object that others can name.  SAME_LINK, which is
   asked with DATA until then, tells of two units whether some program or library holds both; of a unit and itself, whether one holds it.  */
struct definitions *
definitions_find (struct unit_facts *const *units, size_t count,
                  bool (*same_link) (const struct unit_facts *a, const struct unit_facts *b, void *data), void *data);
void definitions_free (struct definitions *d);

/* Calls EACH with every object that NAME, a linkage name, may mean in UNIT, one of the units; not those that were linked before they were compiled
   again.  D may be NULL: there is none.  */
void definitions_each (struct definitions *d, const struct unit_facts *unit, const char *name,
                       void (*each) (const struct unit_facts *unit, const struct object_facts *object, void *data),
                       void *data);

#ifdef __cplusplus
}
#endif
#endif
