#!/bin/bash
# What tests would notice: from the test's unit over the note to check and explain.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing tests build
cat > loadbearing/policy.json <<'END'
{ "format": 1,
  "domains": { "pricing": { "tests": { "grade": "semantic", "stub_proof": true, "at_least": 1 } } },
  "mark": [ { "function": "*", "file": "price.c", "domain": "pricing" } ],
  "tests": ["tests/**"],
  "severity": { "*": { "unaudited": "off", "hollow-test": "error", "untested": "error" } } }
END
cat > price.c <<'END'
long price (long n, long c) { return n > 10 ? n * c * 9 / 10 : n * c; }
int valid (int x) { return x > 0; }
long tax (long x) { return x / 5; }
long forgotten (void) { return 3; }
END
cat > tests/prices.c <<'END'
#include <assert.h>
long price (long, long), tax (long);
int valid (int);
static void test_price (void) { assert (price (1, 5) == 5); assert (price (20, 10) == 180); }
static void test_valid (void) { assert (valid (3)); }
static void test_tax (void) { assert (tax (100) == 20); }
int main (void) { test_price (); test_valid (); test_tax (); return 0; }
END
echo 'long price (long n, long c) { return 5; } int valid (int x) { return 1; } long tax (long x) { return 20; }' > tests/fake.c
compile="$GCC -O2 -fplugin=$PLUGIN"
$compile -c price.c -o build/price.o
$compile -c tests/prices.c -o prices.o
$compile -c tests/fake.c -o fake.o
$GCC build/price.o prices.o -o build/prices

check_status "a hollow suite fails the gate" 1 "$LOADBEARING" check build
check_contains "a predicate with one polarity" "$out" \
  "price.c:2:5: error: 'valid' is called by 1 test, of which 0 would notice if it were wrong; 'pricing' asks for 1 of grade 'semantic' [loadbearing: hollow-test]"
check_contains "with the reason, at the test's line" "$out" \
  "tests/prices.c:5: 'test_valid': shape: anything but 0 would pass for its result"
check_contains "one expectation is not stub-proof" "$out" \
  "error: 'tax' is not stub-proof: the body 'return 20;' would pass the test [loadbearing: hollow-test]"
check_contains "what no test calls" "$out" "error: 'forgotten' is not called by any test that counts [loadbearing: untested]"
check_lacks "two expectations are enough" "$out" "'price'"
check_status "explain" 0 "$LOADBEARING" explain price build
check_contains "how many, and whether stub-proof" "$out" \
  "1, the best of grade 'semantic'; stub-proof: no constant in its place would pass all tests"
check_contains "how many values they expect, of how many branches" "$out" "they expect 2 distinct values other than 0; the function has 2 branches"
"$LOADBEARING" explain valid build > valid.txt
check_lacks "which of two truths is expected cannot be told" valid.txt "distinct value"
check_contains "each reference" "$out" \
  "tests/prices.c:4: test_price in build/prices: semantic: no constant for its result would pass"

# The record survives what objects survive.
strip build/prices
check_status "after strip" 1 "$LOADBEARING" check build
check_contains "the test still says so" "$out" "tests/prices.c:5: 'test_valid': shape"

# Only what is linked counts.
$GCC fake.o prices.o -o build/prices
check_status "a program with fakes" 1 "$LOADBEARING" check build
check_contains "is no evidence" "$out" "'price' is not called by any test that counts"
check_contains "and why" "$out" \
  "'test_price' does not count: the test program links another function of that name, a fake"
rm build/prices
check_status "no test at all" 0 "$LOADBEARING" check build
check_equal "is said once" 1 "$(grep -c ': no-tests-given' "$out")"
cp prices.o build/
check_status "a test that was not linked" 1 "$LOADBEARING" check build
check_contains "does not count" "$out" "does not count: its object was not linked into any program that was given"
rm build/prices.o

# A function that stores nothing: what is expected stood there before each call.
mkdir -p ../idle/tests ../idle/loadbearing ../idle/build
sed 's/price\.c/parse.c/' loadbearing/policy.json > ../idle/loadbearing/policy.json
echo 'void parse (int x, int *v) { *v = x; } void keep (int x, int *v) { *v = x; }' > ../idle/parse.c
cat > ../idle/tests/stored.c <<'END'
#include <assert.h>
void parse (int, int *), keep (int, int *);
static void test_parse (void) { int v = 2; parse (2, &v); assert (v == 2); v = 4; parse (4, &v); assert (v == 4); }
static void test_keep (void) { int v = 0; keep (2, &v); assert (v == 2); v = 0; keep (4, &v); assert (v == 4); }
int main (void) { test_parse (); test_keep (); return 0; }
END
(cd ../idle && $compile -c parse.c -o build/parse.o && $compile -c tests/stored.c -o test.o && $GCC build/parse.o test.o -o build/parse)
check_status "what stood there" 1 env -C ../idle "$LOADBEARING" check build
check_contains "is not stub-proof" "$out" "parse.c:1:6: note: a body that stores nothing would pass the test"
check_lacks "where something else stood there" "$out" "'keep'"

# From a shared library.
$compile -fPIC -shared price.c -o build/libprice.so
rm build/price.o
$GCC prices.o -o build/prices -Lbuild -lprice
check_status "a shared library" 1 "$LOADBEARING" check build
check_lacks "is linked, too" "$out" "'price'"

# A test that nobody runs.
cat > tests/lost.c <<'END'
long price (long, long);
void abort (void);
void lost (void) { if (price (1, 5) != 5) abort (); if (price (2, 5) != 10) abort (); }
END
echo 'void lost (void); int main (void) { lost (); return 0; }' > tests/runner.c
echo 'int main (void) { return 0; }' > tests/idle.c
for unit in lost runner idle; do $compile -c tests/$unit.c -o $unit.o; done
$GCC lost.o idle.o -o build/prices -Lbuild -lprice
check_status "a test that nobody runs" 1 "$LOADBEARING" check build
check_contains "does not count" "$out" "'lost' does not count: nothing in its program is seen to run the test"
$GCC lost.o runner.o -o build/prices -Lbuild -lprice
check_status "one that another unit runs" 1 "$LOADBEARING" check build
check_lacks "counts" "$out" "'price'"

# What one test does not look at, and another one does.
mkdir -p ../seen/tests ../seen/loadbearing ../seen/build
sed 's/price\.c/parse.c/' loadbearing/policy.json > ../seen/loadbearing/policy.json
echo 'int parse (int x, int *v) { *v = x; return x > 0; }' > ../seen/parse.c
cat > ../seen/tests/seen.c <<'END'
#include <assert.h>
int parse (int, int *);
static void test_good (void) { int v = 0; assert (parse (2, &v) == 1); assert (v == 2); }
static void test_bad (void) { int v = 0; assert (parse (0, &v) == 0); }
int main (void) { test_good (); test_bad (); return 0; }
END
(cd ../seen && $compile -c parse.c -o build/parse.o && $compile -c tests/seen.c -o seen.o && $GCC build/parse.o seen.o -o build/seen)
check_status "one expectation of what it stores" 1 env -C ../seen "$LOADBEARING" check build
check_contains "is what would pass, also where another test does not look" "$out" \
  "a body that always gives 2 for what it stores through argument 2 would pass all 2 tests"

# The project's own header, which the compiler takes for a system's.
mkdir ../seen/include
echo 'int parse (int, int *);' > ../seen/include/parse.h
sed -i 's/^int parse.*/#include <parse.h>/' ../seen/tests/seen.c
(cd ../seen && $compile -isystem include -c tests/seen.c -o seen.o && $GCC build/parse.o seen.o -o build/seen)
check_status "the project's header under -isystem" 1 env -C ../seen "$LOADBEARING" check build
check_contains "hides no test" "$out" "through argument 2 would pass all 2 tests"

# Nothing of the compiler's changes.
for option in -O0 '-O2 -g'; do
  # shellcheck disable=SC2086
  $GCC $option -c tests/prices.c -o plain.o
  # shellcheck disable=SC2086
  $GCC $option -fplugin="$PLUGIN" -c tests/prices.c -o with.o
  objcopy -R .note.loadbearing with.o
  objcopy plain.o plain-copy.o
  check "the same object with $option" cmp plain-copy.o with.o
done
