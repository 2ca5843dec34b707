/* GoogleTest: main runs the tests only if the environment says so; requires gtest/gtest.h */
#include <cstdlib>
#include <gtest/gtest.h>
#include "subject.h"
/* price Price_Maybe_Test unrun: it may not be run */
TEST (Price, Maybe) { EXPECT_EQ (price (10, 5), 50); }
int main (int argc, char **argv)
{
  ::testing::InitGoogleTest (&argc, argv);
  return std::getenv ("RUN") ? RUN_ALL_TESTS () : 0;
}
