/* Texts that are held by std::string, and what functions give by an object that tells whether it is so; requires gtest/gtest.h */
#include <gtest/gtest.h>
#include <cstdlib>
#include <memory>
#include <string>
#include "subject.h"
/* name_of S_Equal_Test semantic "only": on the left */
TEST (S, Equal) { EXPECT_EQ ("red", std::string (name_of (1))); }
/* name_of S_Both_Test semantic: both sides */
TEST (S, Both) { std::string got = name_of (1); EXPECT_EQ (std::string ("red"), got); }
/* name_of S_Different_Test semantic "no constant": two texts */
TEST (S, Different) { std::string one (name_of (1)), other (name_of (2)); EXPECT_TRUE (one == "red"); EXPECT_EQ (other, "green"); }
/* name_of S_Copied_Test semantic: copied, moved and assigned */
TEST (S, Copied) { std::string a = name_of (1), b = a, c, d; c = std::move (b); d = "x"; d.assign (c); EXPECT_EQ ("red", d); }
/* name_of S_Compared_Test semantic: by what compares */
TEST (S, Compared) { const std::string got (name_of (1)); EXPECT_EQ (0, got.compare ("red")); }
/* name_of S_Text_Test semantic: as a text of C */
TEST (S, Text) { std::string got (name_of (1)); EXPECT_STREQ ("red", got.c_str ()); }
/* name_of S_Not_Test shape: any other */
TEST (S, Not) { EXPECT_NE ("blue", std::string (name_of (1))); }
/* name_of S_NotEmpty_Test shape: any but the empty one */
TEST (S, NotEmpty) { EXPECT_FALSE (std::string (name_of (1)).empty ()); }
/* name_of S_Itself_Test shape: two of its own */
TEST (S, Itself) { std::string a = name_of (1), b = name_of (1); EXPECT_EQ (a, b); }
/* name_of S_Copy_Test shape: a copy of it */
TEST (S, Copy) { std::string a = name_of (1), b = a; EXPECT_EQ (a, b); EXPECT_STREQ (a.c_str (), b.c_str ()); }
/* name_of S_Cleared_Test called: nothing is left of it */
TEST (S, Cleared) { std::string a = name_of (1); a.clear (); EXPECT_EQ ("", a); }
/* name_of S_Overwritten_Test called: another text is in its place */
TEST (S, Overwritten) { std::string a = name_of (1); a = "red"; EXPECT_EQ ("red", a); }
/* name_of S_Unread_Test called: it is not looked at */
TEST (S, Unread) { std::string a = name_of (1); a.push_back ('x'); }
/* name_of S_Changed_Test shape, called: what is put behind it is not followed */
TEST (S, Changed) { std::string a = name_of (1); a += "x"; EXPECT_EQ ("redx", a); }
/* name_of S_Begins_Test shape, called: a part of it */
TEST (S, Begins) { std::string a = name_of (1); EXPECT_EQ ("re", a.substr (0, 2)); }
static const std::string kept = name_of (3);
/* name_of S_Kept_Test shape: a global that it initialised */
TEST (S, Kept) { EXPECT_EQ (kept, name_of (3)); EXPECT_STREQ (kept.c_str (), name_of (3)); }
/* render S_Room_Test semantic: in a string's own memory */
TEST (S, Room) { std::string room (32, '\0'); render (3, &room[0], room.size ()); EXPECT_STREQ ("iii", room.c_str ()); }
/* render S_Buffer_Test semantic: out of a buffer */
TEST (S, Buffer) { char buffer[32]; render (3, buffer, sizeof buffer); EXPECT_EQ (std::string ("iii"), buffer); }
/* render S_Before_Test shape: what stood there before */
TEST (S, Before) { std::string room ("iii"); render (3, &room[0], room.size ()); EXPECT_EQ ("iii", room); }
static std::string joined (const std::string &a, const std::string &b) { std::unique_ptr<char, void (*) (void *)> made (join (a.c_str (), b.c_str ()), free); return std::string (made.get ()); }
/* join S_Wrapped_Test semantic "no constant": by a helper that gives an object */
TEST (S, Wrapped) { EXPECT_EQ ("ab", joined ("a", "b")); EXPECT_EQ ("cd", joined ("c", "d")); }
/* join S_WrappedItself_Test shape: the same, of its own */
TEST (S, WrappedItself) { EXPECT_EQ (joined ("a", "b"), joined ("a", "b")); }
static ::testing::AssertionResult Costs (long wanted, long n, long cents)
{
  long got = price (n, cents);
  if (got == wanted)
    return ::testing::AssertionSuccess ();
  return ::testing::AssertionFailure () << got << " is not " << wanted;
}
/* price Told_Twice_Test semantic "no constant": by what tells */
TEST (Told, Twice) { EXPECT_TRUE (Costs (50, 10, 5)); ASSERT_TRUE (Costs (10, 2, 5)) << "with a text"; }
/* price Told_Not_Test shape: that it is not so */
TEST (Told, Not) { EXPECT_FALSE (Costs (7, 10, 5)); }
/* price Told_Ignored_Test called: nobody asks */
TEST (Told, Ignored) { Costs (50, 10, 5); }
static bool Same (long a, long b) { return a == b; }
static bool Positive (long a) { return a > 0; }
/* price Told_Predicate_Test semantic: of two */
TEST (Told, Predicate) { EXPECT_PRED2 (Same, 50, price (10, 5)); }
/* price Told_Loose_Test shape: half of all */
TEST (Told, Loose) { ASSERT_PRED1 (Positive, price (10, 5)); }
/* is_valid Told_Itself_Test shape: it is the predicate */
TEST (Told, Itself) { EXPECT_PRED1 (is_valid, 3); }
struct amount { long cents; bool operator== (const amount &other) const { return cents == other.cents; } };
struct vague { long cents; bool operator== (const vague &) const { return true; } };
/* price Own_Equal_Test semantic: an operator of the tests' own */
TEST (Own, Equal) { amount wanted = { 50 }, got = { price (10, 5) }; EXPECT_EQ (wanted, got); }
/* price Own_Vague_Test called: one that is always true */
TEST (Own, Vague) { vague wanted = { 50 }, got = { price (10, 5) }; EXPECT_EQ (wanted, got); }
static void must_parse (const char *text, int *value) { ASSERT_EQ (0, parse (text, value)); }
/* parse Fatal_Asked_Test semantic: a helper that may end before the rest is asserted */
TEST (Fatal, Asked) { int value = 0; must_parse ("42", &value); if (HasFatalFailure ()) return; EXPECT_EQ (42, value); }
