/* The same where what is expected did not stand there.  */
#include <assert.h>
#include "subject.h"
void point_set (struct point *point, int x, int y);
void point_scale (struct point *point, int by);
/* point_scale semantic: by 2 */
void scales_by_two (void) { struct point p; point_set (&p, 3, 5); point_scale (&p, 2); assert (p.x == 6); assert (p.y == 10); }
