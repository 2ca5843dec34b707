/* Containers of C++, virtual functions, matchers; requires gmock/gmock.h */
#include <gmock/gmock.h>
#include <array>
#include <cstdlib>
#include <memory>
#include <vector>
#include "subject.h"
static std::vector<int> filled (int n) { std::vector<int> v (n); fill (v.data (), n); return v; }
/* fill Vector_Equal_Test semantic "the bytes": as a whole */
TEST (Vector, Equal) { EXPECT_EQ ((std::vector<int> { 2, 3, 5 }), filled (3)); }
/* fill Vector_Element_Test semantic: one of it */
TEST (Vector, Element) { std::vector<int> v = filled (3); EXPECT_EQ (3, v[1]); }
/* fill Vector_Array_Test semantic: of an array */
TEST (Vector, Array) { std::array<int, 3> a {}; fill (a.data (), 3); EXPECT_EQ (5, a[2]); }
/* fill Vector_Size_Test called: that is the test's own */
TEST (Vector, Size) { EXPECT_EQ (3u, filled (3).size ()); }
/* fill Vector_Sorted_Test shape: an order, and nothing is in order, too */
TEST (Vector, Sorted) { std::vector<int> v = filled (3); for (size_t i = 1; i < v.size (); i++) EXPECT_LE (v[i - 1], v[i]); }
/* price Vector_Rows_Test semantic "no constant": a table of expectations */
TEST (Vector, Rows) { struct row { long n, total; }; for (const row &r : std::vector<row> { { 1, 5 }, { 2, 10 } }) EXPECT_EQ (r.total, price (r.n, 5)); }
/* price Vector_Maybe_Test called: rows that may be none */
TEST (Vector, Maybe) { std::vector<long> rows; if (const char *text = getenv ("ROWS")) rows.push_back (atoi (text)); for (long row : rows) EXPECT_EQ (50, price (row, 5)); }
/* price Vector_Own_Test shape: what it gave before */
TEST (Vector, Own) { std::vector<long> v { price (1, 5), price (2, 5) }; EXPECT_EQ (v[0], price (1, 5)); EXPECT_EQ (v[1], price (2, 5)); }
struct expectation { virtual ~expectation () { } virtual long wanted () const { return 50; } };
struct loose : expectation { long wanted () const override { return price (10, 5); } };
static void verify (const expectation &e) { EXPECT_EQ (e.wanted (), price (10, 5)); }
/* price Virtual_Base_Test semantic "only 50": of the class */
TEST (Virtual, Base) { verify (expectation ()); }
/* price Virtual_Derived_Test shape: of one that asks it itself */
TEST (Virtual, Derived) { std::unique_ptr<expectation> e (new loose); verify (*e); }
/* price That_Number_Test semantic "only 50": a matcher */
TEST (That, Number) { EXPECT_THAT (price (10, 5), testing::Eq (50)); }
/* price That_Greater_Test shape: half of all */
TEST (That, Greater) { ASSERT_THAT (price (10, 5), testing::Gt (0)); }
/* price That_Anything_Test called: anything */
TEST (That, Anything) { EXPECT_THAT (price (10, 5), testing::_); }
/* name_of That_Text_Test semantic: a text */
TEST (That, Text) { EXPECT_THAT (name_of (1), testing::StrEq ("red")); }
/* name_of That_Part_Test shape: a part of one */
TEST (That, Part) { EXPECT_THAT (name_of (1), testing::HasSubstr ("e")); }
/* name_of That_There_Test shape: anything but NULL */
TEST (That, There) { EXPECT_THAT (name_of (1), testing::NotNull ()); }
