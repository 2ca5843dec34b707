/* What greatest's SET_SETUP has called before the test, with a header of our own.  */
/* clang-format off */
#include "frameworks/greatest.h"
#include "subject.h"
static struct order *order;
static long asked;
static void set_up (void *data) { (void) data; order = order_new (7); asked = price (10, 5); }
static void set_up_other (void *data) { (void) data; asked = other (3); }
/* order_new total semantic "70": what it called */
TEST total (void) { ASSERT_EQ (70, order->total); PASS (); }
/* price compared shape: it was asked for what is expected */
TEST compared (void) { ASSERT_EQ (asked, price (10, 5)); PASS (); }
/* order_new early absent: it is run before that is said */
TEST early (void) { ASSERT_EQ (70, order->total); PASS (); }
/* price changed absent: two are set in its suite */
TEST changed (void) { ASSERT_EQ (50, asked); PASS (); }
/* price twice absent: another suite runs it as well */
TEST twice (void) { ASSERT_EQ (50, asked); PASS (); }
SUITE (orders) { RUN_TEST (early); SET_SETUP (set_up, NULL); RUN_TEST (total); RUN_TEST (compared); RUN_TEST (twice); }
SUITE (others) { SET_SETUP (set_up, NULL); RUN_TEST (changed); SET_SETUP (set_up_other, NULL); RUN_TEST (twice); }
int main (void) { orders (); others (); return !greatest_all_passed (); }
