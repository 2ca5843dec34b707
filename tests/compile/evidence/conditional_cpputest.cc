/* CppUTest: arguments of the program's own making, which choose a group; requires CppUTest/TestHarness.h */
#include <CppUTest/CommandLineTestRunner.h>
#include <CppUTest/TestHarness.h>
#include "subject.h"
TEST_GROUP (Price) { };
/* price TEST_Price_Other_Test unrun: another group is run */
TEST (Price, Other) { LONGS_EQUAL (50, price (10, 5)); }
int main ()
{
  const char *arguments[] = { "tests", "-g", "Names" };
  return CommandLineTestRunner::RunAllTests (3, arguments);
}
