/* What another function made, in a unit of one test: nobody else calls the function that leaves it as it was.  */
#include <assert.h>
#include "subject.h"
void point_set (struct point *point, int x, int y);
void point_scale (struct point *point, int by);
/* point_scale shape "stood there before": by 1 */
void scales_by_one (void) { struct point p; point_set (&p, 3, 4); point_scale (&p, 1); assert (p.x == 3); assert (p.y == 4); }
