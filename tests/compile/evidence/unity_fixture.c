/* Unity's fixtures: groups, and a main that gives what UnityMain gives.  */
#include "frameworks/unity_fixture.h"
#include "subject.h"
static long expected;
TEST_GROUP (prices);
TEST_SETUP (prices) { expected = 50; }
TEST_TEAR_DOWN (prices) {}
/* price TEST_prices_small_ semantic "only 50 would pass": a case of a group that runs */
TEST (prices, small) { TEST_ASSERT_EQUAL (50, price (10, 5)); }
/* count TEST_prices_sign_ shape: half of all */
TEST (prices, sign) { TEST_ASSERT_GREATER_THAN_INT (0, count ("abc")); }
TEST_GROUP_RUNNER (prices) { RUN_TEST_CASE (prices, small); RUN_TEST_CASE (prices, sign); }
static void run_all (void) { RUN_TEST_GROUP (prices); }
int main (int argc, const char **argv) { return UnityMain (argc, argv, run_all); }
