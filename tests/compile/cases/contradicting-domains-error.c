/* policy: contradicting */
/* Two domains, neither of which demands as much as the other.  */
__attribute__ ((load_bearing ("pricing"))) int both (void);
__attribute__ ((load_bearing ("payment"))) int both (void);
int both (void) { return 1; } /* expect: error 5: 'both' is marked load-bearing in 'pricing' and in 'payment', and neither demands as much as the other; keep one */ /* expect: warning 5: 'both' is load-bearing and not audited */
