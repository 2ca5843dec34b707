/* Whether what a unit registers with a framework is ever run by it.  In the forked child only; needs GCC's headers before it.  */
#ifndef LOADBEARING_REGISTRATION_H
#define LOADBEARING_REGISTRATION_H

/* Looks at the whole unit.  HAS_MAIN: the unit has the program's main.  With COURSE, that of main without arguments, only what happens
   on every way through it that passes counts, else whatever is written down.  The calls WITHOUT, or NULL, run nothing.  Release it by registration_release.  */
struct registration *registration_find (bool has_main, struct course *course, hash_set<gimple *> *without);

/* Whether it is certain that what BLOCK of NODE does happens, as far as main, of that COURSE or none, decides.  */
bool registration_is_certain (struct course *course, cgraph_node *node, basic_block block);

/* Whether TEST, whose address the unit takes and which nothing in it calls, is known to be run by nothing: it is handed to nobody but
   functions that keep tests, and what these keep is never run, or it is kept as one that is disabled.  *WHY, a literal,
   is set then.  */
bool registration_leaves_out (struct registration *r, cgraph_node *test, const char **why);

/* R may be NULL.  */
void registration_release (struct registration *r);

#endif
