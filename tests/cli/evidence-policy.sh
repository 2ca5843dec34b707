#!/bin/bash
# The policy's assertions: functions of the house, by the roles of their arguments.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing tests
cat > loadbearing/policy.json <<'END'
{ "format": 1, "tests": ["tests/**"],
  "assertions": { "expect_number": ["actual", "expected"], "expect_text": ["ignored", "expected", "actual"], "must": ["condition"],
                  "expect_object": ["actual", "expected"], "is_number": ["gives", "expected", "actual"],
                  "same_place": ["gives", "*expected", "*actual"], "expect_place": ["*actual", "*expected"],
                  "same_number": ["gives", "*expected", "*actual"], "same_object": ["gives", "*expected", "*actual"] } }
END
cat > tests/house.c <<'END'
struct object;
long price (long, long);
const char *name_of (int);
struct object *find (int), *other (int);
void expect_number (long got, long want), expect_text (int line, const char *want, const char *got), must (int), say (long, long);
void expect_object (const struct object *got, const struct object *want);
struct place { int x, y; };
void locate (int, struct place *), measure (int, long *);
_Bool is_number (long want, long got), same_place (const struct place *want, const struct place *got);
_Bool same_number (const long *want, const long *got), same_object (const struct object *want, const struct object *got);
void expect_place (const struct place *got, const struct place *want);
void number (void) { expect_number (price (1, 5), 5); }
void text (void) { expect_text (1, "red", name_of (1)); }
void text_of_its_own (void) { expect_text (1, name_of (1), name_of (1)); }
void condition (void) { must (price (1, 5) > 0); }
void object (void) { expect_object (find (1), other (1)); }
void unknown_function (void) { say (price (1, 5), 5); }
void gives (void) { must (is_number (5, price (1, 5))); }
void gives_not (void) { must (!is_number (5, price (1, 5))); }
void gives_unused (void) { is_number (5, price (1, 5)); }
void place (void) { struct place want = { 1, 2 }, got = { 0, 0 }; locate (1, &got); must (same_place (&want, &got)); }
void places (void) { struct place want = { 1, 2 }, got = { 0, 0 }; locate (1, &got); expect_place (&got, &want); }
void place_itself (void) { struct place one, got; locate (1, &one); locate (1, &got); must (same_place (&one, &got)); }
void place_of_its_own (void) { struct place got; locate (1, &got); must (same_place (&got, &got)); }
void behind (void) { long want = 7, got = 0; measure (1, &got); must (same_number (&want, &got)); }
void incomplete (void) { must (same_object (find (1), other (1))); }
END
$GCC -w -fplugin="$PLUGIN" -c tests/house.c -o house.o
"$LOADBEARING" dump house.o |
  sed -n 's/.*"test":"\([^"]*\)","function":"\([^"]*\)".*"grade":"\([^"]*\)".*"reason":"\(.*\)","outputs".*/\1 \2 \3: \4/p' > found
check_contains "a number" found "number price semantic: only 5 would pass for its result"
check_contains "strings are compared as strings, not as addresses" found 'text name_of semantic: only \"red\" would pass'
check_contains "with itself" found "text_of_its_own name_of shape"
check_contains "a condition" found "condition price shape: anything from 1 would pass"
check_contains "other pointers are addresses" found "object find semantic: only one value that comes from elsewhere"
check_contains "what the policy does not name asserts nothing" found "unknown_function price called"

# What the result of a function says, and what its arguments lead to.
check_contains "its result says whether it is so" found "gives price semantic: only 5 would pass"
check_contains "or is not" found "gives_not price shape"
check_contains "where nobody looks at the result, nothing is asserted" found "gives_unused price called"
check_contains "objects are compared as a whole" found 'place locate semantic'
check_contains "also where the function itself fails" found 'places locate semantic'
check_contains "one that the same function filled is none to compare with" found 'place_itself locate shape'
check_contains "nor is the object itself" found 'place_of_its_own locate shape'
check_contains "and numbers behind pointers" found 'behind measure semantic: only 7 would pass'
check_contains "of an object that the unit cannot look into no bytes are compared" found 'incomplete find shape: its result decides about a failure, but no constant is known'

# A helper that lies in another unit, whose failures that one counts: the policy's word makes it an assertion.
mkdir -p ../apart/loadbearing ../apart/tests ../apart/build
cd ../apart || exit 1
cat > loadbearing/policy.json <<'END'
{ "format": 1,
  "domains": { "pricing": { "tests": { "stub_proof": true } } },
  "mark": [ { "function": "*", "file": "price.c", "domain": "pricing" } ],
  "tests": ["tests/**"],
  "assertions": { "check_int": ["ignored", "expected", "actual"], "same_place": ["gives", "*expected", "*actual"] },
  "severity": { "*": { "unaudited": "off", "hollow-test": "error", "untested": "error" } } }
END
cat > price.h <<'END'
struct place { int x, y; };
int price (int, int);
void locate (int, struct place *);
END
cat > price.c <<'END'
#include "price.h"
int price (int n, int c) { return n * c; }
void locate (int n, struct place *p) { p->x = n / 10; p->y = n % 10; }
END
cat > tests/util.h <<'END'
#include "../price.h"
void check_int (const char *what, int want, int got);
_Bool same_place (const struct place *want, const struct place *got);
int failures (void);
END
cat > tests/util.c <<'END'
#include <stdio.h>
#include "util.h"
static int failed;
void check_int (const char *what, int want, int got)
{
  if (want == got)
    return;
  printf ("%s: %d, not %d\n", what, got, want);
  failed++;
}
_Bool same_place (const struct place *want, const struct place *got) { return want->x == got->x && want->y == got->y; }
int failures (void) { return failed; }
END
cat > tests/prices.c <<'END'
#include <assert.h>
#include "util.h"
static void test_price (void) { check_int ("one", 5, price (1, 5)); check_int ("two", 10, price (2, 5)); }
static void test_locate (void)
{
  struct place want = { 1, 2 }, got = { 0, 0 };
  locate (12, &got); assert (same_place (&want, &got));
  want.x = 3; want.y = 4;
  locate (34, &got); assert (same_place (&want, &got));
}
int main (void) { test_price (); test_locate (); return failures () != 0; }
END
build ()
{
  for unit in price tests/util tests/prices; do $GCC -fplugin="$PLUGIN" -c $unit.c -o "$(basename $unit).o" || return; done
  $GCC price.o util.o prices.o -o build/prices && build/prices
}
check "helpers of another unit" build
check_status "that the policy names" 0 "$LOADBEARING" check build
check_lacks "are assertions" "$out" hollow-test
sed -i '/"assertions"/d' loadbearing/policy.json
check "the same without the policy's word" build
check_status "is another matter" 1 "$LOADBEARING" check build
check_contains "they are functions like any" "$out" "'price' is not stub-proof"
check_contains "both" "$out" "'locate' is not stub-proof"
