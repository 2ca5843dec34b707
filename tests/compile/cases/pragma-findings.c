int before (void) { return 1; }
#pragma loadbearing push domain("payment") reason("it moves money")
int first (void);
#define IN "pricing"
#pragma loadbearing push domain(IN)
int within (int x) { return x; } /* expect: warning 5: 'within' is load-bearing and not audited [loadbearing: unaudited] */ /* expect: note 5: load-bearing in 'pricing' */
#pragma loadbearing pop
int after (void) { return 2; } /* expect: warning 5: 'after' is load-bearing and not audited [loadbearing: unaudited] */ /* expect: note 5: load-bearing in 'payment': it moves money */
#pragma loadbearing pop
int first (void) { return 1; }
/* The attribute is more special than the region around it.  */
#pragma loadbearing push domain("payment")
__attribute__ ((load_bearing ("pricing"))) int own (void) { return 1; } /* expect: warning 48: 'own' is load-bearing and not audited [loadbearing: unaudited] */ /* expect: note 48: load-bearing in 'pricing' */
__attribute__ ((load_bearing)) int bare (void) { return 1; } /* expect: warning 36: 'bare' is load-bearing and not audited [loadbearing: unaudited] */ /* expect: note 36: load-bearing in 'payment' */
#pragma loadbearing pop
