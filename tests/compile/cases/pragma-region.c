/* compilers: gcc */
/* A region that is left open still marks; functions of headers count, too.  */
#include <loadbearing.h>
LOAD_BEARING_BEGIN ("authentication")
int by_macro (void) { return 1; } /* expect: warning 5: 'by_macro' is load-bearing and not audited [loadbearing: unaudited] */
LOAD_BEARING_END
int outside (void) { return 1; }
#pragma loadbearing push domain("payment") /* expect: error 21: '#pragma loadbearing push' without a 'pop' after it */
int open (void) { return 1; } /* expect: warning 5: 'open' is load-bearing and not audited [loadbearing: unaudited] */
