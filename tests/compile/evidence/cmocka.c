/* cmocka: what its macros expand to, written out.  */
#include "subject.h"
void _assert_true (unsigned long, const char *, const char *, int);
void _assert_int_equal (unsigned long, unsigned long, const char *, int);
void _assert_int_not_equal (unsigned long, unsigned long, const char *, int);
void _assert_string_equal (const char *, const char *, const char *, int);
void _assert_in_range (unsigned long, unsigned long, unsigned long, const char *, int);
void _fail (const char *, int);
#define assert_true(c) _assert_true ((unsigned long) (c), #c, __FILE__, __LINE__)
#define assert_int_equal(a, b) _assert_int_equal ((unsigned long) (a), (unsigned long) (b), __FILE__, __LINE__)
#define assert_int_not_equal(a, b) _assert_int_not_equal ((unsigned long) (a), (unsigned long) (b), __FILE__, __LINE__)
#define assert_string_equal(a, b) _assert_string_equal (a, b, __FILE__, __LINE__)
#define assert_in_range(a, l, h) _assert_in_range (a, l, h, __FILE__, __LINE__)
#define assert_non_null(p) _assert_true ((unsigned long) (p), #p, __FILE__, __LINE__)
#define fail() _fail (__FILE__, __LINE__)
/* price semantic: only 50 */
void equal (void **state) { (void) state; assert_int_equal (price (10, 5), 50); }
/* count semantic: only -1, through an unsigned conversion */
void negative (void **state) { (void) state; assert_int_equal (count (""), -1); }
/* price shape: all but one */
void not_equal (void **state) { (void) state; assert_int_not_equal (price (10, 5), 0); }
/* name_of semantic: only "red" */
void text (void **state) { (void) state; assert_string_equal (name_of (1), "red"); }
/* order_new shape: any order */
void there (void **state) { (void) state; assert_non_null (order_new (1)); }
/* is_valid shape: anything but 0 */
void truth (void **state) { (void) state; assert_true (is_valid (1)); }
/* price shape: a thousand numbers */
void in_range (void **state) { (void) state; assert_in_range (price (10, 5), 0, 1000); }
/* price semantic: a failure where it is not 50 */
void failing (void **state) { (void) state; if (price (10, 5) != 50) fail (); }
/* price shape: compared with itself */
void itself (void **state) { (void) state; assert_int_equal (price (1, 1), price (1, 1)); }
/* parse shape: its status, and nothing of what it stored */
void status (void **state) { int v; (void) state; assert_int_equal (parse ("1", &v), 0); }
/* parse semantic: what it stored */
void stored (void **state) { int v; (void) state; assert_int_equal (parse ("1", &v), 0); assert_int_equal (v, 1); }
/* price called: nothing is asserted */
void smoke (void **state) { (void) state; price (10, 5); }
