/* options: -std=c2x */
[[loadbearing::load_bearing ("pricing")]] int scoped (void);
[[loadbearing::load_bearing ("prcing")]] int misspelt (void); /* expect: error 30: unknown domain 'prcing'; did you mean 'pricing'? */
[[loadbearing::load_bearing_test ("scoped")]] void test (void);
[[loadbearing::prototype_track]] void prototype (void);
[[gnu::load_bearing ("pricing")]] int gnu (void);
