/* What CppUTest calls before each test of a group, of the test's own object.
   requires CppUTest/TestHarness.h */
#include <CppUTest/TestHarness.h>
#include "subject.h"
TEST_GROUP (G) {
  long total;
  const void *item;
  void setup () { total = price (10, 5); item = find (7); }
  void teardown () { total = 0; }
};
/* price TEST_G_Total_Test semantic "only 50 would pass": what it stored in a member */
TEST (G, Total) { LONGS_EQUAL (50, total); }
/* find TEST_G_Item_Test shape: a member that is not NULL */
TEST (G, Item) { CHECK (item != NULL); }
/* price TEST_G_Overwritten_Test absent: the test has stored the number itself */
TEST (G, Overwritten) { total = 50; LONGS_EQUAL (50, total); }
TEST_GROUP (H) {
  long total;
  void setup () { total = 50; }
  void teardown () { total = price (10, 5); }
};
/* price TEST_H_Total_Test absent: it is called after the test */
TEST (H, Total) { LONGS_EQUAL (50, total); }
