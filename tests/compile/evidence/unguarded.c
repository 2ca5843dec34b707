/* Where a pointer is looked at although it may be NULL.  */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
/* join called: it is asked for NULL before it is read, and nothing comes of what is read */
void guarded (void) { char *s = join ("a", "b"); int bad = s && strcmp (s, "") != 0; free (s); (void) bad; }
/* join shape: with NULL it crashes */
void crashes (void) { char *s = join ("a", "b"); int bad = *s != 'a'; free (s); (void) bad; }
