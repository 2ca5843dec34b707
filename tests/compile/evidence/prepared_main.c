/* What a constructor, or main itself, did before the test.  */
/* clang-format off */
#include <stdlib.h>
#include "subject.h"
static long asked;
static void __attribute__ ((constructor)) begin (void) { asked = price (10, 5); }
/* price main shape: a constructor asked the function itself */
int main (void) { if (price (10, 5) != asked) return 1; return 0; }
