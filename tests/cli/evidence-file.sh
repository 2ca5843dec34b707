#!/bin/bash
# The file of test evidence: check writes it, and the compiler warns by it.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing tests build
cat > loadbearing/policy.json <<'END'
{ "format": 1,
  "products": { "shop": { "build": ["build"] } },
  "domains": { "pricing": { "tests": { "grade": "semantic", "at_least": 1, "stub_proof": true } } },
  "mark": [ { "function": "*", "file": "price.c", "domain": "pricing" } ],
  "tests": ["tests/**"],
  "evidence": "build/evidence.json",
  "severity": { "*": { "unaudited": "off", "hollow-test": "error", "untested": "error" } } }
END
cat > price.c <<'END'
static long rate = 9;
long price (long n, long c) { return n > 10 ? n * c * rate / 10 : n * c; }
int valid (int x) { return x > 0; }
long forgotten (void) { return 3; }
END
cat > tests/prices.c <<'END'
#include <assert.h>
long price (long, long);
int valid (int);
static void test_price (void) { assert (price (1, 5) == 5); assert (price (20, 10) == 180); }
static void test_valid (void) { assert (valid (3)); }
int main (void) { test_price (); test_valid (); return 0; }
END
compile="$GCC -O2 -fplugin=$PLUGIN"
check_status "without the file the compiler says nothing" 0 $compile -MD -MF price.d -c price.c -o build/price.o
check_equal "at all" "" "$(cat "$err")"
check_lacks "nor depends on it" price.d evidence.json
$compile -c tests/prices.c -o build/prices.o
$GCC build/price.o build/prices.o -o build/prices

check_status "check finds what it finds" 1 "$LOADBEARING" check
check "and writes the file" test -s build/evidence.json
cp build/evidence.json first.json
check "which is JSON" python3 -m json.tool build/evidence.json
check_lacks "without absolute paths" build/evidence.json "$PWD"
check_contains "a function" build/evidence.json '"function": "valid", "file": "price.c", "stub_proof": false'
check_contains "and its test" build/evidence.json \
  '{ "test": "test_valid", "file": "tests/prices.c", "line": 5, "grade": "shape", "reason": "anything but 0 would pass for its result: assert asks no more", "digest": "'
touch -d '2001-01-01' build/evidence.json
run "$LOADBEARING" check
check_equal "unchanged, it is not written again" 2001 "$(date -r build/evidence.json +%Y)"
check_status "nor by a check of PATHs" 1 "$LOADBEARING" check build/price.o build/prices
check_equal "which sees a part only" 2001 "$(date -r build/evidence.json +%Y)"
check_status "unless it is told to" 1 "$LOADBEARING" check --evidence other.json build/prices
check "the same evidence" cmp first.json other.json
check_status "nothing is written without tests" 2 "$LOADBEARING" check --evidence none.json build/price.o
check_contains "with a word" "$err" "check: no test was among what was read, so none.json was not written"

check_status "the production unit compiles with it" 0 $compile -fno-diagnostics-show-caret -MD -MF price.d -c price.c -o build/price.o
check_contains "a warning, whatever the policy's severity" "$err" \
  "price.c:3:5: warning: 'valid' is called by 1 test, of which 0 would notice if it were wrong; 'pricing' asks for 1 of grade 'semantic' [loadbearing: hollow-test]"
check_contains "with the test" "$err" "tests/prices.c:5: 'test_valid': shape: anything but 0 would pass for its result"
check_contains "what no test calls" "$err" "price.c:4:6: warning: 'forgotten' is not called by any test that counts [loadbearing: untested]"
check_lacks "what is tested well is silent" "$err" "'price'"
check_lacks "nothing is stale" "$err" stale
check_contains "make knows the file" price.d build/evidence.json

# Stale.
sed -i 's/x > 0/x > 1/' price.c
check_status "a changed function" 0 $compile -fno-diagnostics-show-caret -c price.c -o build/price.o
check_contains "makes the evidence stale" "$err" \
  "price.c:3:5: note: stale: the function changed since build/evidence.json was written; loadbearing check writes it anew"
check_equal "of that function only" 1 "$(grep -c stale "$err")"
sed -i 's/x > 1/x > 0/; s/return x > 0/return 0 < x/; s/rate = 9/rate = 8/' price.c
check_status "one that is written otherwise, and a rate that nothing asks about" 0 $compile -fno-diagnostics-show-caret -c price.c -o build/price.o
check_lacks "makes nothing stale that is not" "$err" "stale: the function"
echo 'long added (void) { return 5; }' >> price.c
check_status "a new function" 0 $compile -fno-diagnostics-show-caret -c price.c -o build/price.o
check_contains "is not in it" "$err" "build/evidence.json knows nothing of it: it is older than the function; loadbearing check writes it anew"
sed -i '$d; s/rate = 8/rate = 9/; s/0 < x/x > 0/' price.c
$compile -c price.c -o build/price.o 2> /dev/null

# A changed test is noticed by a check of PATHs, which does not write the file.
sed -i 's/valid (3)/valid (4)/' tests/prices.c
$compile -c tests/prices.c -o build/prices.o
$GCC build/price.o build/prices.o -o build/prices
check_status "a changed test" 1 "$LOADBEARING" check build/prices
check_contains "makes the evidence stale, too" "$err" \
  "check: build/evidence.json is stale: 'test_valid' changed since; loadbearing check without PATH writes it anew"
sed -i 's/valid (4)/valid (3)/' tests/prices.c
$compile -c tests/prices.c -o build/prices.o
$GCC build/price.o build/prices.o -o build/prices
check_status "as it was" 1 "$LOADBEARING" check build/prices
check_lacks "it is not" "$err" stale

# Where no test is given, the command reads it, too.
check_status "check without tests" 1 "$LOADBEARING" check build/price.o
check_contains "judges by the file" "$out" "error: 'valid' is called by 1 test, of which 0 would notice if it were wrong"
check_lacks "and asks for no tests" "$out" no-tests-given
check_status "explain, too" 0 "$LOADBEARING" explain valid build/price.o
check_contains "shows the test" "$out" "tests/prices.c:5: test_valid: shape: anything but 0 would pass for its result: assert asks no more"
check_contains "and where it knows it from" "$out" "by build/evidence.json, since no test is among what was read"

# Broken.
refused ()
{
  check_status "$1" 1 $compile -fno-diagnostics-show-caret -c price.c -o broken.o
  check_contains "... with place and remedy" "$err" "$2"
  check_status "... by check, too" 2 "$LOADBEARING" check build/price.o
  check_contains "... in the same words" "$err" "$2"
}
sed 's/"shape"/"shapely"/' first.json > build/evidence.json
refused "an unknown grade" "build/evidence.json:16:79: "
head -c 200 first.json > build/evidence.json
refused "a file that ends too soon" "build/evidence.json:5:22: "
sed 's/"format": 1/"format": 7/' first.json > build/evidence.json
refused "a format of the future" "build/evidence.json:1:13: "
sed 's/"stub_proof"/"stubproof"/' first.json > build/evidence.json
refused "an unknown key" "did you mean"
