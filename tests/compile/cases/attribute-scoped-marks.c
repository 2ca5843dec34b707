/* options: -std=c2x */
[[loadbearing::load_bearing ("pricing", "scoped")]] int scoped (void) { return 1; } /* expect: warning 57: 'scoped' is load-bearing and not audited [loadbearing: unaudited] */ /* expect: note 57: load-bearing in 'pricing': scoped */
