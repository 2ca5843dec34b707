/* A claim where no test is.  */
#include <loadbearing.h>

long price_quote (long, long);
LOAD_BEARING_TEST ("price_quote") long twice (long n); /* on a declaration it is the definition's */
long twice (long n) { return 2 * price_quote (n, n); } /* expect: error 6: 'twice' claims to verify 'price_quote', but its unit is not compiled as a test [loadbearing: false-claim] */
LOAD_BEARING_TEST ("price_quote") long defined_elsewhere (long n);
