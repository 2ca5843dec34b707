#!/bin/bash
# Round trips through functions that may keep something from one call to the next: what a test says by them, records may take back.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing tests build
cat > loadbearing/policy.json <<'END'
{ "format": 1,
  "domains": { "code": { "tests": { "grade": "semantic", "at_least": 1, "stub_proof": true } } },
  "mark": [ { "function": "*", "file": "code.c", "domain": "code" } ],
  "tests": ["tests/**"], "severity": { "*": { "unaudited": "off" } } }
END
cat > code.h <<'END'
#include <assert.h>
int zig (int), zag (int), item (int), add (int), add_below (int), traced (int), faked (int);
END
cat > code.c <<'END'
#include "code.h"
static int added, calls;
static int next (void) { return added++; }
int zig (int n) { return n < 0 ? -2 * n - 1 : 2 * n; }
int zag (int n) { return n % 2 ? -(n + 1) / 2 : n / 2; }
int item (int n) { return n + 100; }
int add (int n) { (void) n; return added++; }
int add_below (int n) { (void) n; return next (); }
int traced (int n) { calls++; return n - 100; }
END
# Of each case: the function that is asked for, its grade, whether it is stub-proof, and the test.
while IFS='|' read -r name function grade proof text; do
  cat > tests/case.c << END
#include "../code.h"
int faked (int n) { static int at; (void) n; return at++; }
static void test (void) { $text }
int main (void) { test (); return 0; }
END
  for option in -O0 -O2; do
    for unit in code tests/case; do
      $GCC $option -w -fplugin="$PLUGIN" -c $unit.c -o "$(basename $unit).o"
    done
    $GCC code.o case.o -o build/case
    check "$name $option: runs" build/case
    "$LOADBEARING" explain "$function" build/case > out 2>&1
    check "$name $option: $grade" grep -q ": test in build/case: $grade: " out
    check "$name $option: $proof" grep -q "$proof" out
  done
done << 'END'
taken back|zig|semantic|no constant in its place would pass|assert (zag (zig (5)) == 5); assert (zag (zig (-3)) == -3);
counted|item|shape|not stub-proof|assert (add (item (0)) == 0); assert (add (item (1)) == 1);
counted below|item|shape|not stub-proof|assert (add_below (item (0)) == 0); assert (add_below (item (1)) == 1);
counted by a fake|item|called|not stub-proof|assert (faked (item (0)) == 0); assert (faked (item (1)) == 1);
calls are counted|item|shape|not stub-proof|assert (traced (item (5)) == 5); assert (traced (item (6)) == 6);
END
