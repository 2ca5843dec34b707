/* Of two domains the one that demands more holds.  */
__attribute__ ((load_bearing ("pricing"))) int stronger (void);
__attribute__ ((load_bearing ("payment", "money moves"))) int stronger (void);
int stronger (void) { return 1; } /* expect: warning 5: 'stronger' is load-bearing and not audited [loadbearing: unaudited] */ /* expect: note 5: load-bearing in 'payment': money moves */
