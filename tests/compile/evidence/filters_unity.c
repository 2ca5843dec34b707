/* Unity's setUp ignores the test.  */
#include "frameworks/unity.h"
#include "subject.h"
void setUp (void) { TEST_IGNORE (); }
void tearDown (void) { }
/* price ignored unrun: it is ignored before it begins */
static void ignored (void) { TEST_ASSERT_EQUAL_INT (50, price (10, 5)); }
int main (void) { UNITY_BEGIN (); RUN_TEST (ignored); return UNITY_END (); }
