/* The same with CppUTest; requires CppUTest/TestHarness.h */
#include <CppUTest/TestHarness.h>
#include "subject.h"
TEST_GROUP (S) { };
/* price TEST_S_AfterReturn_Test unreached: after a return */
TEST (S, AfterReturn) { long p = price (10, 5); return; LONGS_EQUAL (50, p); }
/* price TEST_S_Fine_Test reached: before it */
TEST (S, Fine) { LONGS_EQUAL (50, price (10, 5)); return; }
