#!/bin/bash
# A framework knows which tests failed, and the program, from another unit, makes nothing of it.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing tests build
cat > loadbearing/policy.json <<'EOF'
{ "format": 1,
  "domains": { "pricing": { "tests": { "stub_proof": true, "indirect": true } } },
  "mark": [ { "function": "*", "file": "price.c", "domain": "pricing" } ],
  "tests": ["tests/**"],
  "severity": { "*": { "unaudited": "off", "hollow-test": "error", "untested": "error" } } }
EOF
cat > price.c <<'EOF'
long price (long n, long c) { return n * c; }
long total (long n) { return price (n, 2); }
long tax (long x) { return x / 5; }
EOF
# The framework itself, of which nothing is known but the names.
cat > frame.c <<'EOF'
int CU_initialize_registry (void) { return 0; }
void *CU_add_suite (const char *name, int (*before) (void), int (*after) (void)) { return 0; }
void *CU_add_test (void *suite, const char *name, void (*test) (void)) { return 0; }
int CU_basic_run_tests (void) { return 0; }
unsigned CU_get_number_of_failures (void) { return 0; }
int CU_assertImplementation (int value, unsigned line, const char *text, const char *file, const char *function, int fatal) { return value; }
EOF
cat > tests/cunit.h <<'EOF'
int CU_initialize_registry (void);
void *CU_add_suite (const char *, int (*) (void), int (*) (void));
void *CU_add_test (void *, const char *, void (*) (void));
int CU_basic_run_tests (void);
unsigned CU_get_number_of_failures (void);
int CU_assertImplementation (int, unsigned, const char *, const char *, const char *, int);
#define CU_ASSERT(v) CU_assertImplementation ((v), __LINE__, #v, __FILE__, "", 0)
void add_prices (void), report (void);
int failures (void);
EOF
cat > tests/prices.c <<'EOF'
#include <assert.h>
#include "cunit.h"
long price (long, long), total (long), tax (long);
static void test_total (void) { CU_ASSERT (total (1) == 2); CU_ASSERT (total (3) == 6); }
static void test_price (void) { CU_ASSERT (price (1, 5) == 5); CU_ASSERT (price (2, 5) == 10); }
static void test_tax (void) { assert (tax (100) == 20); assert (tax (50) == 10); }
void add_prices (void)
{
  void *suite = CU_add_suite ("prices", 0, 0);
  CU_add_test (suite, "total", test_total);
  CU_add_test (suite, "price", test_price);
  CU_add_test (suite, "tax", test_tax);
}
EOF
compile="$GCC -O2 -fplugin=$PLUGIN"
$compile -c price.c -o price.o
$compile -c tests/prices.c -o prices.o
$GCC -O2 -c frame.c -o frame.o

# main WHAT: `main` with these statements at its end.
main ()
{
  printf '#include "cunit.h"\nint main (void)\n{\n  CU_initialize_registry ();\n  add_prices ();\n%s\n}\n' "$1" > tests/main.c
  $compile -c tests/main.c -o main.o
  $GCC price.o prices.o main.o frame.o ${2:+"$2"} -o build/tests
}

main '  return CU_basic_run_tests ();'
check_status "whether the framework could run is no count of failures" 1 "$LOADBEARING" check build
check_contains "so a test that another unit holds fails nothing" "$out" "'price' is not called by any test that counts"
check_contains "with the reason" "$out" \
  "'test_price' does not count: the program runs its tests, and nothing comes of what says whether they failed"
check_contains "nor through others" "$out" "'total' is not called by any test that counts"
check_lacks "an assertion that ends the program is heard" "$out" "'tax'"

main '  CU_basic_run_tests ();
  CU_get_number_of_failures ();
  return 0;'
check_status "nor is a count that nobody looks at" 1 "$LOADBEARING" check build
check_contains "one" "$out" "'price' is not called by any test that counts"

main '  CU_basic_run_tests ();
  return CU_get_number_of_failures () > 100 ? 0 : 0;'
check_status "nor one that decides nothing" 1 "$LOADBEARING" check build

main '  CU_basic_run_tests ();
  return CU_get_number_of_failures () ? 1 : 0;'
check_status "main asks for the failures" 0 "$LOADBEARING" check build

echo '#include "cunit.h"
#include <stdlib.h>
void report (void) { if (CU_get_number_of_failures ()) exit (1); }' > tests/report.c
$compile -c tests/report.c -o report.o
main '  CU_basic_run_tests ();
  report ();
  return 0;' report.o
check_status "so does another unit that it calls" 0 "$LOADBEARING" check build

# What such a main makes of them is not known.
sed 's/#include/#include "tests\/cunit.h"\n#include/; s/"cunit.h"//' tests/main.c | grep -v '^#include *$' > main.c
sed -i 's/ *report ();//' main.c
$compile -c main.c -o main.o
$GCC price.o prices.o main.o frame.o -o build/tests
check_status "of a main that is no test nothing is concluded" 0 "$LOADBEARING" check build

# Unity's fixtures: the framework's own units are among the tests, and UnityMain, which asks UnityEnd nothing, gives the count itself.
cp -r "$SOURCE/tests/compile/evidence/frameworks" tests/
cat > tests/prices.c <<'EOF'
#include "frameworks/unity_fixture.h"
long price (long, long), total (long), tax (long);
TEST_GROUP (prices);
TEST_SETUP (prices) {}
TEST_TEAR_DOWN (prices) {}
TEST (prices, price) { TEST_ASSERT_EQUAL (5, price (1, 5)); TEST_ASSERT_EQUAL (10, price (2, 5)); }
TEST (prices, total) { TEST_ASSERT_EQUAL (2, total (1)); TEST_ASSERT_EQUAL (6, total (3)); }
IGNORE_TEST (prices, tax) { TEST_ASSERT_EQUAL (20, tax (100)); TEST_ASSERT_EQUAL (10, tax (50)); }
TEST_GROUP_RUNNER (prices) { RUN_TEST_CASE (prices, price); RUN_TEST_CASE (prices, total); RUN_TEST_CASE (prices, tax); }
EOF
cat > tests/unity_fixture.c <<'EOF'
#include "frameworks/unity_fixture.h"
extern struct { unsigned TestFailures; } Unity;
void UnityTestRunner (void (*setup) (void), void (*body) (void), void (*teardown) (void), const char *printable, const char *group,
                      const char *name, const char *file, unsigned line) { setup (); body (); teardown (); }
void UnityIgnoreTest (const char *printable, const char *group, const char *name) {}
int UnityMain (int argc, const char **argv, void (*run_all) (void))
{
  UnityBegin (argv[0]);
  run_all ();
  UnityEnd ();
  return (int) Unity.TestFailures;
}
EOF
cat > unity.c <<'EOF'
struct { unsigned TestFailures; } Unity;
void UnityBegin (const char *file) {}
int UnityEnd (void) { return Unity.TestFailures; }
void UnityAssertEqualNumber (const long expected, const long actual, const char *message, const unsigned line, int style)
{ Unity.TestFailures += expected != actual; }
EOF
for unit in prices unity_fixture; do $compile -c tests/$unit.c -o $unit.o; done
$GCC -c unity.c -o unity.o
for gives in 'return UnityMain (argc, argv, run_all);' 'UnityMain (argc, argv, run_all); return 0;'; do
  printf '#include "frameworks/unity_fixture.h"\nstatic void run_all (void) { RUN_TEST_GROUP (prices); }
int main (int argc, const char **argv) { %s }\n' "$gives" > tests/main.c
  $compile -c tests/main.c -o main.o
  $GCC price.o prices.o main.o unity_fixture.o unity.o -o build/tests
  run "$LOADBEARING" check build
  if [ "$gives" = "${gives#return}" ]; then
    check_contains "a main that drops what UnityMain gives" "$out" "'price' is not called by any test that counts"
  else
    check_lacks "a main that gives what UnityMain gives" "$out" "'price'"
    check_contains "runs no test that is ignored" "$out" "'tax' is not called by any test that counts"
  fi
done
