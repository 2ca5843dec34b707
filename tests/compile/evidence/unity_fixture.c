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
/* price TEST_prices_large_ unrun "only 500 would pass": ignored, what runs in its place only says so */
IGNORE_TEST (prices, large) { TEST_ASSERT_EQUAL (500, price (100, 5)); }
TEST_GROUP_RUNNER (prices) { RUN_TEST_CASE (prices, small); RUN_TEST_CASE (prices, sign); RUN_TEST_CASE (prices, large); }
static void run_all (void) { RUN_TEST_GROUP (prices); }
int main (int argc, const char **argv) { return UnityMain (argc, argv, run_all); }
