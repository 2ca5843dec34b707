/* policy: none */
/* compilers: gcc */
int ordinary (void) { return 1; }
__attribute__ ((load_bearing ("pricing"))) int price (void) { return 1; } /* expect: warning 48: 'price' is load-bearing and not audited [loadbearing: unaudited] */ /* expect: warning 48: 'price' is load-bearing, but there is no policy */
__attribute__ ((load_bearing ("pricing"))) int tax (void) { return 1; } /* expect: warning 48: 'tax' is load-bearing and not audited [loadbearing: unaudited] */
