/* compilers: gcc g++ */
#include <loadbearing.h>

LOAD_BEARING ("pricng") int misspelt (void); /* expect: error 15: unknown domain 'pricng'; did you mean 'pricing'? */
LOAD_BEARING ("zzzzzz") int unknown (void); /* expect: error 15: unknown domain 'zzzzzz' */
LOAD_BEARING ("pricing", "one", "two") int three (void); /* expect: error 33: attribute 'load_bearing' takes at most 2 arguments, a domain and a reason, and has 3 */
LOAD_BEARING ("") int empty (void); /* expect: error 15: argument 1 of attribute 'load_bearing', the domain, is empty */
LOAD_BEARING ("pricing", "") int no_reason (void); /* expect: error 26: argument 2 of attribute 'load_bearing', the reason, is empty */
LOAD_BEARING (3) int number (void); /* expect: error 22: argument 1 of attribute 'load_bearing', the domain, must be a string literal */
LOAD_BEARING (L"pricing") int wide (void); /* expect: error 31: argument 1 of attribute 'load_bearing', the domain, must be a string literal */
LOAD_BEARING ("pricing\0x") int nul (void); /* expect: error 33: argument 1 of attribute 'load_bearing', the domain, must be a string literal */
/* The domain's place, on another line than the function's name.  */
LOAD_BEARING ("paymnt") /* expect: error 15: unknown domain 'paymnt'; did you mean 'payment'? */
int
far_away (void);

LOAD_BEARING_TEST ("price_quote", "price_round") void good_test (void);
LOAD_BEARING_TEST () void test_of_nothing (void); /* expect: error 27: attribute 'load_bearing_test' needs the names of the functions that the test verifies */
LOAD_BEARING_TEST (3) void test_of_number (void); /* expect: error 28: argument 1 of attribute 'load_bearing_test' must be a string literal, the name of a function */
LOAD_BEARING_TEST ("") void test_of_empty (void); /* expect: error 20: argument 1 of attribute 'load_bearing_test' must be a string literal, the name of a function */
PROTOTYPE_TRACK int good_prototype (void);
__attribute__ ((prototype_track ("lab"))) int prototype_with_argument (void); /* expect: error 34: attribute 'prototype_track' takes no arguments */
