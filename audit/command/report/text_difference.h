/* The difference between two texts, as people read it.  */
#ifndef LOADBEARING_TEXT_DIFFERENCE_H
#define LOADBEARING_TEXT_DIFFERENCE_H

#include <stdbool.h>

#include "strbuf.h"

/* Appends the difference between two pieces of text as a unified one, without a heading: "@@ -12,3 +14,4 @@", then lines
   with ' ', '-', '+'.  LINE and OTHER_LINE are where the pieces begin in their files.  Nothing is appended where they are
   equal.  False if it cannot be made: there is no git, or no room for temporary files.  */
bool text_difference (const char *text, unsigned line, const char *other, unsigned other_line, struct strbuf *out);

#endif
