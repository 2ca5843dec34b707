/* #line and the flags of line markers change the place that is shown, never whether it is.  */
# 3 "line-directive.c" 3
__attribute__ ((load_bearing ("pricing"))) int hidden (void) { return 1; } /* expect: warning 48: 'hidden' is load-bearing and not audited [loadbearing: unaudited] */
# 5 "line-directive.c" 2
int legacy_shown (void) { return 1; } /* expect: warning 5: 'legacy_shown' is load-bearing and not audited [loadbearing: unaudited] */
