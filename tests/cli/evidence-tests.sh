#!/bin/bash
# Claims of tests, and tests that nothing runs: what the note carries of them to the program.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing tests build
cp "$SOURCE/attributes/loadbearing.h" loadbearing/
cat > loadbearing/policy.json <<'END'
{ "format": 1,
  "domains": { "pricing": { "tests": { "grade": "semantic", "at_least": 1 } } },
  "mark": [ { "function": "*", "file": "price.c", "domain": "pricing" } ],
  "tests": ["tests/**"],
  "severity": { "*": { "unaudited": "off", "hollow-test": "error", "untested": "error", "unreached-test": "error", "false-claim": "error" } } }
END
compile="$GCC -O2 -Iloadbearing -fplugin=$PLUGIN"
echo 'long price (long n, long c) { return n * c; }' > price.c
cat > tests/prices.c <<'END'
#include <assert.h>
#include <loadbearing.h>
long price (long, long);
LOAD_BEARING_TEST ("price") void test_price (void) { assert (price (1, 5) > 0); }
END
cat > tests/runner.c <<'END'
void test_price (void), test_two (void);
static void run (void (*test) (void)) { test (); }
int main (void) { run (test_price); return 0; }
END
$compile -c price.c -o price.o
$compile -c tests/runner.c -o runner.o
check_status "a false claim stops the test's compilation" 1 $compile -c tests/prices.c -o prices.o
check_contains "at the test" "$err" "tests/prices.c:4:34: error: 'test_price' claims to verify 'price', but anything from 1 would pass for its result: assert asks no more [loadbearing: false-claim]"
check_status "under -gate=warn it does not" 0 $compile -fplugin-arg-loadbearing-gate=warn -c tests/prices.c -o prices.o
$GCC price.o runner.o prices.o -o build/prices
check_status "the claim is in the program" 1 "$LOADBEARING" check build
check_contains "and is judged from there" "$out" "tests/prices.c:4:34: error: 'test_price' claims to verify 'price', but anything from 1 would pass for its result: assert asks no more [loadbearing: false-claim]"
check_lacks "another unit registers the test by its address" "$out" unreached-test
check_contains "so that it counts" "$out" "'test_price': shape: anything from 1 would pass for its result"

sed -i 's/price (1, 5) > 0/price (1, 5) == 5/' tests/prices.c
echo 'void test_two (void) { assert (price (2, 5) == 10); }' >> tests/prices.c
$compile -c tests/prices.c -o prices.o 2> diagnostics
check_equal "alone, a unit does not say that its external test is not run" "" "$(cat diagnostics)"
$GCC price.o runner.o prices.o -o build/prices
check_status "the program does" 1 "$LOADBEARING" check build
check_contains "at the test's line" "$out" "tests/prices.c:5:6: error: 'test_two' is a test that nothing in build/prices runs [loadbearing: unreached-test]"
check_lacks "a true claim is silent" "$out" false-claim
check_status "what it asserts" 0 "$LOADBEARING" explain price build
check_contains "does not count" "$out" "it does not count: nothing in its program is seen to run the test"

# A suite function of another unit, which runs static tests.
cat > tests/suite.c <<'END'
#include <assert.h>
long price (long, long);
void add (void (*) (void));
static void test_three (void) { assert (price (3, 5) == 15); }
void suite (void) { add (test_three); }
END
cat > tests/main.c <<'END'
void suite (void);
void add (void (*test) (void)) { test (); }
#ifdef RUN
int main (void) { suite (); return 0; }
#else
int main (void) { return 0; }
#endif
END
for unit in suite main; do $compile -c tests/$unit.c -o $unit.o; done
$compile -DRUN -c tests/main.c -o run.o
$GCC price.o suite.o main.o -o build/prices
check_status "a suite that nothing calls" 1 "$LOADBEARING" check build
check_contains "leaves its tests unreached" "$out" "tests/suite.c:4:13: error: 'test_three' is a test that nothing in build/prices runs [loadbearing: unreached-test]"
$GCC price.o suite.o run.o -o build/prices
check_status "one that is called" 0 "$LOADBEARING" check build
check_lacks "does not" "$out" unreached-test

# Where main was compiled without the plugin, nobody knows what runs.
$GCC -c tests/main.c -o main.o
$GCC price.o suite.o main.o -o build/prices
run "$LOADBEARING" check build
check_lacks "a program with an unrecorded main" "$out" "unreached-test"

# Frameworks of C++ leave tests out by their names.
if command -v "g++${GCC#gcc}" > /dev/null; then
  cat > tests/names.cc <<'END_OF_TEST'
#include <cassert>
extern "C" long price (long, long);
struct Test { virtual void TestBody () = 0; virtual void testBody () {} };
void enrol (Test *);
struct S_DISABLED_Four_Test : Test { void TestBody () override; };
void S_DISABLED_Four_Test::TestBody () { assert (price (4, 5) == 20); }
struct S_Five_Test : Test { void TestBody () override; };
void S_Five_Test::TestBody () { assert (price (5, 5) == 25); }
int main () { enrol (new S_DISABLED_Four_Test); enrol (new S_Five_Test); }
END_OF_TEST
  echo 'struct Test; void enrol (Test *) {}' > enrol.cc
  "g++${GCC#gcc}" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=warn -c tests/names.cc -o names.o 2> diagnostics
  check_contains "a disabled test is reported" diagnostics "TestBody' is a test that nothing runs: its name disables it"
  "g++${GCC#gcc}" -fplugin="$PLUGIN" -c enrol.cc -o enrol.o
  "g++${GCC#gcc}" price.o names.o enrol.o -o build/prices
  run "$LOADBEARING" explain price build
  check_contains "and does not count, as the other one does" "$out" "does not count: nothing in its program is seen to run the test"
  check_contains "of which there is one" "$out" "tests          1, the best of grade"
else
  skip "tests that are disabled by their names" "no g++${GCC#gcc}"
fi

# A long table of tests in a function is a constant of the compiler's own, which is copied.
cat > tests/table.c <<'END_OF_TEST'
#include <assert.h>
long price (long, long);
struct entry { const char *name; void (*run) (void **); int (*up) (void **), (*down) (void **); void *state; };
int run_group (const struct entry *list, unsigned long count);
static void one (void **s) { (void) s; assert (price (1, 5) == 5); }
static void two (void **s) { (void) s; assert (price (2, 5) == 10); }
int main (void)
{
  const struct entry list[] = { { "1", one, 0, 0, 0 }, { "2", two, 0, 0, 0 }, { "1", one, 0, 0, 0 }, { "2", two, 0, 0, 0 },
                                { "1", one, 0, 0, 0 }, { "2", two, 0, 0, 0 }, { "1", one, 0, 0, 0 }, { "2", two, 0, 0, 0 } };
  return run_group (list, 8);
}
END_OF_TEST
for option in -O0 -O2; do
  $GCC $option -fplugin="$PLUGIN" -c tests/table.c -o table.o 2> diagnostics
  check_equal "its tests are run, at $option" "" "$(cat diagnostics)"
done
