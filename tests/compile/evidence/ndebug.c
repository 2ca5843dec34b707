/* Assertions that are compiled out.  */
#define NDEBUG
#include <assert.h>
#include "subject.h"
/* price absent: with NDEBUG the call is gone as well */
void gone (void) { assert (price (10, 5) == 50); }
/* price called: the call is left, the assertion is not */
void left (void) { long p = price (10, 5); assert (p == 50); (void) p; }
