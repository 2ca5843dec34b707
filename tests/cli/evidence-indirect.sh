#!/bin/bash
# References through other functions: a test of checkout, which calls price; and tests of another variant.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing tests build
policy ()
{
  cat > loadbearing/policy.json << END
{ "format": 1,
  "domains": { "pricing": { "tests": { "grade": "semantic", "at_least": $1, "indirect": $2, "stub_proof": $3 } } },
  "mark": [ { "function": "price", "domain": "pricing" } ],
  "tests": ["tests/**"],
  "severity": { "*": { "unaudited": "off", "hollow-test": "error", "untested": "error", "policy-mismatch": "off" } } }
END
}
policy 1 false false
echo 'long price (long n) { return 3 * n; }' > price.c
cat > checkout.c <<'END'
long price (long n);
static long total (long n) { return price (n) + 1; }
long checkout (long n) { return total (n); }
long unrelated (long n) { return n; }
END
cat > tests/checkout.c <<'END'
#include <assert.h>
long checkout (long), unrelated (long), price (long);
static void test_checkout (void) { assert (checkout (1) == 4); assert (checkout (2) == 7); }
static void test_shape (void) { assert (checkout (1) > 0); }
static void test_called (void) { checkout (1); }
static void test_unrelated (void) { assert (unrelated (1) == 1); }
#ifdef DIRECT
static void test_price (void) { assert (price (1) > 0); assert (checkout (5) == 16); }
#endif
int main (void)
{
  test_checkout (); test_shape (); test_called (); test_unrelated ();
#ifdef DIRECT
  test_price ();
#endif
  return 0;
}
END
compile="$GCC -O2 -fplugin=$PLUGIN"
for unit in price checkout; do $compile -c $unit.c -o $unit.o; done
$compile -c tests/checkout.c -o tests.o
$GCC price.o checkout.o tests.o -o build/tests

check_status "a test of what calls it" 1 "$LOADBEARING" check build
check_contains "does not count by itself" "$out" "price.c:1:6: error: 'price' is not called by any test that counts [loadbearing: untested]"
check_contains "and is shown with its way" "$out" \
  "tests/checkout.c:3: 'test_checkout' through checkout(), total() does not count: the domain does not let references through other functions count"
check_lacks "another function's is none" "$out" test_unrelated
check_lacks "nor is a mere call" "$out" test_called
"$LOADBEARING" explain price build > explained
check_contains "explain gives the grade that it has there" explained \
  "tests/checkout.c:3: test_checkout in build/tests: indirectly, through checkout(), total(), of checkout(): semantic: no constant for its result would pass"
check_contains "of each test" explained \
  "tests/checkout.c:4: test_shape in build/tests: indirectly, through checkout(), total(), of checkout(): shape: anything from 1 would pass for its result"

"$LOADBEARING" report --format json build > report.json
check "the report has it, too" python3 - report.json <<'END'
import json, sys
tests = json.load(open(sys.argv[1]))["functions"][0]["tests"]
assert (tests["grade"], tests["counted"], tests["sufficient"], tests["stub_proof"]) == ("none", 0, 0, False), tests
found = {reference["test"]: reference for reference in tests["references"]}
assert sorted(found) == ["test_checkout", "test_shape"], found
assert found["test_checkout"]["through"] == ["checkout", "total"]
assert found["test_checkout"]["uncounted"] and found["test_checkout"]["grade"] == "semantic"
END

policy 1 true false
check_status "where the domain lets it count" 0 "$LOADBEARING" check build
check_lacks "nothing is missing" "$out" "untested"
policy 2 true false
check_status "a shape does not" 1 "$LOADBEARING" check build
check_contains "have the grade" "$out" "'price' is called by 2 tests, of which 1 would notice if it were wrong; 'pricing' asks for 2 of grade 'semantic'"
policy 1 true true
check_status "stub-proofness" 1 "$LOADBEARING" check build
check_contains "is the function's own" "$out" "'price' is not stub-proof: nothing that it produces is looked at"

# A test that calls it itself, and asserts more of what calls it.
policy 1 false false
$compile -DDIRECT -c tests/checkout.c -o tests.o
$GCC price.o checkout.o tests.o -o build/tests
check_status "direct and indirect" 1 "$LOADBEARING" check build
check_contains "the direct one counts" "$out" "'price' is called by 1 test, of which 0 would notice"
check_contains "with its grade" "$out" "tests/checkout.c:8: 'test_price': shape: anything from 1 would pass for its result"

# Through a fake nothing leads to the function.
echo 'long checkout (long n) { return 3 * n + 1; }' > tests/fake.c
$compile -c tests/fake.c -o fake.o
echo 'long unrelated (long n) { return n; }' > unrelated.c
$compile -c unrelated.c -o unrelated.o
policy 1 true false
$compile -c tests/checkout.c -o tests.o
$GCC price.o fake.o unrelated.o tests.o -o build/tests
check_status "a fake on the way" 1 "$LOADBEARING" check build
check_contains "is no way" "$out" "'price' is not called by any test that counts"
check_lacks "at all" "$out" "through checkout"

# A claim that only the whole program can check.
sed 's/static void test_checkout/__attribute__ ((load_bearing_test ("price"))) &/' tests/checkout.c > tests/claim.c
policy 1 true false
check_status "a claim is left to the program where indirect references count" 0 $compile -c tests/claim.c -o tests.o
$GCC price.o checkout.o tests.o -o build/tests
check_status "and holds there" 0 "$LOADBEARING" check build
$GCC price.o fake.o unrelated.o tests.o -o build/tests
check_status "or does not" 1 "$LOADBEARING" check build
check_contains "which is said" "$out" "error: 'test_checkout' claims to verify 'price', but no way leads to it from what the test calls [loadbearing: false-claim]"
policy 1 false false
check_status "where they do not count" 1 $compile -c tests/claim.c -o tests.o
check_contains "the unit says so" "$err" "'test_checkout' claims to verify 'price', but never calls it [loadbearing: false-claim]"

# Another variant ships.
$compile -c tests/checkout.c -DDIRECT -o tests.o
$GCC price.o checkout.o tests.o -o build/tests
echo 'long price (long); int main (void) { return (int) price (1); }' > main.c
for unit in price main; do $compile -fplugin-arg-loadbearing-variant=device -c $unit.c -o device-$unit.o; done
$GCC device-price.o device-main.o -o build/device
"$LOADBEARING" explain price build > explained
check_contains "a test of another variant says so" explained "the test is built as x86_64-linux-gnu, and what ships as device"
$GCC price.o -x c main.c -o build/shop
"$LOADBEARING" explain price build > explained
check_lacks "not where that ships, too" explained "the test is built as"

# Many are told as one.
policy 1 false false
for i in 1 2 3; do echo "static void test_more_$i (void) { assert (checkout ($i) == $i + 11); }"; done > more.h
sed -e '/^int main/i #include "../more.h"' -e 's/test_unrelated ();/& test_more_1 (); test_more_2 (); test_more_3 ();/' tests/checkout.c > tests/many.c
$compile -c tests/many.c -o tests.o
$GCC price.o checkout.o tests.o -o build/tests
run "$LOADBEARING" check build
check_contains "five tests that do not count for one reason are one line" "$out" \
  "5 tests that call it through other functions do not count: the domain does not let references through other functions count; explain lists them"
check_lacks "and none by itself" "$out" test_more_2
"$LOADBEARING" explain price build > explained
check_contains "explain lists each" explained test_more_2

# What calls the function is asked for the expectation: gutted, both give the same.
cat > tests/derived.c <<'END'
#include <assert.h>
long checkout (long), unrelated (long), price (long);
static void test_derived (void) { assert (price (1) == checkout (1) - 1); }
static void test_elsewhere (void) { assert (price (1) == unrelated (3)); }
static void test_number (void) { assert (price (1) == 3); assert (checkout (1) == 4); }
static void test_both (void) { assert (price (2) == checkout (2) - 1); assert (price (1) < price (2)); }
int main (void) { test_derived (); test_elsewhere (); test_number (); test_both (); return 0; }
END
$compile -c tests/derived.c -o tests.o
$GCC price.o checkout.o tests.o -o build/tests
"$LOADBEARING" explain price build > explained
check_contains "what leads to the function is no oracle for it" explained \
  "test_derived in build/tests: shape: what it is compared with may be its own: the test calls checkout() as well, which leads to it"
check_lacks "nor is it one as a reference through that" explained "test_derived in build/tests: indirectly"
check_contains "what does not is one" explained \
  "test_elsewhere in build/tests: semantic: only one value that comes from elsewhere would pass for its result"
check_contains "a number of the test's own stays one" explained "test_number in build/tests: semantic: only 3 would pass for its result"
check_contains "and what no constant satisfies" explained "test_both in build/tests: semantic: no constant for its result would pass"
echo 'long checkout (long n) { return 3 * n + 1; }' > fake-checkout.c
$compile -c fake-checkout.c -o fake-checkout.o
$compile -c unrelated.c -o unrelated.o
$GCC price.o fake-checkout.o unrelated.o tests.o -o build/tests
"$LOADBEARING" explain price build > explained
check_contains "nor is it doubted where it does not lead there" explained \
  "test_derived in build/tests: semantic: only one value that comes from elsewhere would pass for its result"

# Where the unit of a test holds the function as well, main, which runs the test, is no second one.
policy 2 false false
rm -f build/*
cat > tests/within.c <<'END'
#include <stdlib.h>
#include "../price.c"
static void test_one (void) { if (price (2) != 6) exit (1); }
int main (void) { test_one (); return 0; }
END
$compile -c tests/within.c -o tests.o
$GCC tests.o -o build/tests
cp price.o build
check_status "a test with the function in its unit" 1 "$LOADBEARING" check build
check_contains "counts once" "$out" "'price' is called by 1 test, "

# A function that runs the tests of its own program: gutted, none of them runs, so that none fails, whatever it asserts and through whom.
policy 1 true false
rm -f build/*
sed -i 's/"function": "price"/"function": "srunner_run_all"/' loadbearing/policy.json
cat > runner.c <<'END'
int srunner_run_all (int suite) { return suite + 1; }
int run_suite (int suite) { return srunner_run_all (suite); }
END
cat > tests/runner.c <<'END'
#include <assert.h>
int srunner_run_all (int), run_suite (int);
static void test_suite (void) { assert (run_suite (1) == 2); assert (run_suite (4) == 5); }
static void test_runner (void) { assert (srunner_run_all (1) == 2); assert (srunner_run_all (4) == 5); }
int main (void) { test_suite (); test_runner (); return srunner_run_all (0) == 1 ? 0 : 1; }
END
$compile -c runner.c -o runner.o
$compile -w -c tests/runner.c -o tests.o
$GCC runner.o tests.o -o build/tests
check_status "what runs the tests" 1 "$LOADBEARING" check build
check_contains "is verified by none of them" "$out" "'srunner_run_all' is called by 2 tests, of which 0 would notice"
"$LOADBEARING" explain srunner_run_all build > explained
check_contains "explain says why" explained "test_runner in build/tests: called: it runs the tests themselves: gutted, none would run and none would fail"
check_contains "and what would pass" explained "not stub-proof: a body that lets no test fail would pass all 2 tests"
check_lacks "nor by one that calls it through another function" explained "test_suite"
# The near miss: it is called otherwise, and nothing else is another.
sed -i 's/srunner_run_all/run_all/g' loadbearing/policy.json runner.c tests/runner.c
$compile -c runner.c -o runner.o
$compile -w -c tests/runner.c -o tests.o
$GCC runner.o tests.o -o build/tests
check_status "one that runs something else" 0 "$LOADBEARING" check build
"$LOADBEARING" explain run_all build > explained
check_contains "is verified" explained "test_runner in build/tests: semantic"
check_contains "and through another function as well" explained "test_suite in build/tests: indirectly, through run_suite(), of run_suite(): semantic"
check_contains "by all of it" explained "stub-proof: no constant in its place would pass all tests"
