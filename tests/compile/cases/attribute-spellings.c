/* Every spelling marks; what is marked is told by the finding.  */
int plain (void) __attribute__ ((load_bearing ("pricing")));
int plain (void) { return 1; } /* expect: warning 5: 'plain' is load-bearing and not audited [loadbearing: unaudited] */
__attribute__ ((__load_bearing__ ("pricing"))) int reserved (void) { return 1; } /* expect: warning 52: 'reserved' is load-bearing and not audited [loadbearing: unaudited] */
int later (void) { return 1; } /* expect: warning 5: 'later' is load-bearing and not audited [loadbearing: unaudited] */ /* expect: note 5: load-bearing in 'pricing': said after the definition */
int later (void) __attribute__ ((load_bearing ("pricing", "said after the definition")));
int bare (void) __attribute__ ((load_bearing));
int bare (void) __attribute__ ((load_bearing ("payment")));
int bare (void) { return 1; } /* expect: warning 5: 'bare' is load-bearing and not audited [loadbearing: unaudited] */
int legacy_bare (void) __attribute__ ((load_bearing));
int legacy_bare (void) { return 1; } /* expect: warning 5: 'legacy_bare' is load-bearing and not audited [loadbearing: unaudited] */
int legacy_unmarked (void) { return 1; } /* expect: warning 5: 'legacy_unmarked' is load-bearing and not audited [loadbearing: unaudited] */
int ordinary (void) { return 1; }
int card_charge (void) { return 1; } /* expect: error 5: 'card_charge' must be marked load-bearing in 'payment', and is not [loadbearing: unannotated] */
