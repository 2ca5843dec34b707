/* Places in the source, as GCC's location_t.  Internal to plugin/; needs
   GCC's headers before it.  */
#ifndef LOADBEARING_PLACE_H
#define LOADBEARING_PLACE_H

/* Where TEXT stands in the source near NEAR: on its line, else on the lines above, nearest
   first, else below.  NEAR itself if it is not found.  For arguments of attributes: GCC keeps no
   place for them.  */
location_t place_of_text (location_t near, const char *text);

/* Where DECL, a function, is defined.  GCC keeps the place of its declaration where that stands in a system header.  */
location_t place_of_definition (tree decl);

/* The location of FILE (as a unit's file names go), LINE, COLUMN; UNKNOWN_LOCATION if
   no such line was read.  */
location_t place_at (const char *file, unsigned line, unsigned column);

/* A new location in a file that is no source: the policy, the ledger.  FILE is copied.  It lengthens the table of
   lines, so only for an error that leaves no object.  */
location_t place_make (const char *file, unsigned line, unsigned column);

#endif
