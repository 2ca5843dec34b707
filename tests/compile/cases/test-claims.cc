/* Claims in C++, by the name as a person writes it.  */
/* compilers: g++ */
/* options: -fplugin-arg-loadbearing-role=test */
#include <cassert>

namespace shop {
long price (long);
struct cart { long total (int); };
}
__attribute__ ((load_bearing_test ("shop::price"))) static void good () { assert (shop::price (1) == 5); }
__attribute__ ((load_bearing_test ("price"))) static void bare () { assert (shop::price (1) == 5); }
__attribute__ ((load_bearing_test ("shop::price"))) static void weak () { assert (shop::price (1) > 0); } /* expect: error 65: 'weak' claims to verify 'shop::price', but anything from 1 would pass for its result: assert asks no more [loadbearing: false-claim] */
__attribute__ ((load_bearing_test ("shop::cart::total"))) static void method () { shop::cart c; assert (c.total (1) == 4); }
__attribute__ ((load_bearing_test ("nothing"))) static void none () { assert (shop::price (1) == 5); } /* expect: error 61: 'none' claims to verify 'nothing', but no such function is declared here [loadbearing: false-claim] */
static void lost () { assert (shop::price (1) == 5); } /* expect: warning 13: 'lost' is a test that nothing runs: it is neither registered nor called [loadbearing: unreached-test] */

int
main ()
{
  good ();
  bare ();
  weak ();
  method ();
  none ();
  return 0;
}
