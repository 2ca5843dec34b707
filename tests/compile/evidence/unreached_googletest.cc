/* Assertions in C++ that no way leads to, and neighbours; requires gtest/gtest.h */
#include <cassert>
#include <gtest/gtest.h>
#include "subject.h"
/* price S_AfterReturn_Test unreached: after a return */
TEST (S, AfterReturn) { long p = price (10, 5); return; EXPECT_EQ (p, 50); }
/* price S_WithinTry_Test unreached: the same in a block that may throw */
TEST (S, WithinTry) { try { price (10, 5); return; ASSERT_GT (price (1, 2), 2); } catch (...) { FAIL (); } }
/* price S_AfterTry_Test reached: what throws comes to what stands behind */
TEST (S, AfterTry) { try { price (10, 5); return; } catch (...) { } ASSERT_GT (price (1, 2), 2); }
/* price S_UnderFalse_Test unreached: under a constant */
TEST (S, UnderFalse) { if (false) EXPECT_STREQ ("a", "b"); EXPECT_TRUE (price (1, 1) == 1); }
/* price S_Plain_Test unreached: an assert of C */
TEST (S, Plain) { long p = price (1, 2); return; assert (p == 3); }
/* price S_AfterSkip_Test unreached: after a skip that nothing decides */
TEST (S, AfterSkip) { GTEST_SKIP (); EXPECT_EQ (price (1, 5), 5); }
/* price S_Loop_Test reached: in a loop, after a continue under a condition */
TEST (S, Loop) { for (int i = 0; i < 3; i++) { if (i == 2) continue; ASSERT_EQ (price (i, 5), 5 * i) << "m"; } EXPECT_NEAR (price (1, 2), 2.0, 0.1); }
/* price S_Throws_Test reached: what the macros make of exceptions jumps about */
TEST (S, Throws) { EXPECT_THROW (price (1, 2), int); EXPECT_NO_THROW (price (2, 2)); EXPECT_DEATH (abort (), ""); EXPECT_EQ (price (1, 5), 5); }
/* price S_Early_Test reached: after a return under a condition */
TEST (S, Early) { if (price (1, 5) > 3) { SUCCEED (); return; } EXPECT_EQ (price (1, 5), 5); }
/* price S_Switched_Test reached: behind a case */
TEST (S, Switched) { switch (price (1, 2)) { case 1: EXPECT_EQ (price (1, 1), 1); break; default: FAIL () << "x"; } }
