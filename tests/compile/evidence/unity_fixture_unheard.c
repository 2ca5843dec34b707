/* The same, where main makes nothing of what UnityMain gives.  */
#include "frameworks/unity_fixture.h"
#include "subject.h"
TEST_GROUP (prices);
TEST_SETUP (prices) {}
TEST_TEAR_DOWN (prices) {}
/* price TEST_prices_small_ called: the program ends well, whatever fails */
TEST (prices, small) { TEST_ASSERT_EQUAL (50, price (10, 5)); }
TEST_GROUP_RUNNER (prices) { RUN_TEST_CASE (prices, small); }
static void run_all (void) { RUN_TEST_GROUP (prices); }
int main (int argc, const char **argv) { UnityMain (argc, argv, run_all); return 0; }
