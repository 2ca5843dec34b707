/* Which units are linked together, as far as what was read shows it.  */
#ifndef LOADBEARING_PROGRAM_LINKS_H
#define LOADBEARING_PROGRAM_LINKS_H

#include "input/inputs.h"

struct program_links {
  const struct inputs *inputs;
  struct program_link *list; /* made when somebody asks first */
  size_t count;
};

void program_links_init (struct program_links *l, const struct inputs *inputs);
void program_links_release (struct program_links *l);

/* True if some program or library among the inputs holds both units, or, where they are one, holds it.  DATA is a struct
   program_links.  */
bool program_links_same (const struct unit_facts *a, const struct unit_facts *b, void *data);

#endif
