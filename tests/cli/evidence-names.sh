#!/bin/bash
# Tests in C++ have the names that people gave them wherever a person reads, and the linker's where a program does.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

cxx=g++${GCC#gcc}
if ! command -v "$cxx" > /dev/null; then
  skip "names of tests in C++" "no $cxx"
  exit
fi
mkdir loadbearing tests build
cat > loadbearing/policy.json <<'END'
{ "format": 1,
  "products": { "shop": { "build": ["build"] } },
  "domains": { "pricing": { "tests": { "grade": "semantic", "at_least": 5, "indirect": true } } },
  "mark": [ { "function": "price", "file": "price.cc", "domain": "pricing" },
            { "function": "*push", "file": "price.cc", "domain": "pricing" } ],
  "tests": ["tests/**"],
  "evidence": "build/evidence.json",
  "severity": { "*": { "unaudited": "off", "hollow-test": "error", "untested": "error" } } }
END
cat > price.h <<'END'
extern "C" long price (long, long);
namespace shop {
long checkout (long);
struct List;
List *make ();
void push (List *, int);
int length (const List *);
}
END
cat > price.cc <<'END'
#include "price.h"
long price (long n, long c) { return n > 10 ? n * c * 9 / 10 : n * c; }
namespace shop {
struct List { int count, last; };
List *make () { return new List (); }
void push (List *l, int value) { l->last = value; l->count++; }
int length (const List *l) { return l->count; }
long checkout (long n) { return price (n, 5) + 1; }
}
END
cat > tests/prices.cc <<'END'
#include <cassert>
#include "../price.h"
struct Test { virtual void TestBody () = 0; };
namespace shop {
struct Price_Small_Test : Test { void TestBody () override; };
void Price_Small_Test::TestBody () { assert (price (1, 5) == 5); }
struct Price_Through_Test : Test { void TestBody () override; };
void Price_Through_Test::TestBody () { assert (checkout (1) == 6); }
}
template <typename T> void of_type () { T n = 2; assert (price (n, 5) == 10); }
static void list () {
  shop::List *l = shop::make ();
  shop::push (l, 1); assert (shop::length (l) == 1); shop::push (l, 1); assert (shop::length (l) == 2);
}
static void run (Test &test) { test.TestBody (); }
int main () { shop::Price_Small_Test small; run (small); shop::Price_Through_Test through; run (through); of_type<int> (); list (); }
END
"$cxx" -fplugin="$PLUGIN" -c price.cc -o build/price.o
"$cxx" -fplugin="$PLUGIN" -c tests/prices.cc -o prices.o
"$cxx" build/price.o prices.o -o build/prices

check_status "explain" 0 "$LOADBEARING" explain price build
cp "$out" explained
check_contains "a method that is a test" explained "tests/prices.cc:6: shop::Price_Small_Test::TestBody in build/prices: semantic"
check_contains "an instance of a template" explained "tests/prices.cc:10: of_type<int> in build/prices: semantic"
check_contains "through another function" explained \
  "shop::Price_Through_Test::TestBody in build/prices: indirectly, through shop::checkout(), of shop::checkout():"
check_lacks "no linkage name" explained _Z

check_status "explain of what others show" 0 "$LOADBEARING" explain shop::push build
check_contains "names these so, too" "$out" "what it stores through argument 1 is seen through shop::length(): 1, then 2"

check_status "a finding" 1 "$LOADBEARING" check
check_contains "names them so, too" "$out" "'of_type<int>': semantic: only 10 would pass"
grep -v 'to settle it' "$out" > said
check_lacks "and not otherwise, but in the command that settles it" said _Z
check_status "the report for programs" 0 "$LOADBEARING" report --format json build
check_contains "has both names of a test" "$out" '"test": "_Z7of_typeIiEvv", "shown": "of_type<int>"'
check_contains "and one where they are the same" "$out" '"test": "main", "file"'
check_contains "and so has the file of evidence" build/evidence.json '"test": "_Z7of_typeIiEvv", "shown": "of_type<int>", "file"'

"$cxx" -fplugin="$PLUGIN" -c price.cc -o build/price.o 2> diagnostics
check_contains "by which the compiler warns with the readable one" diagnostics "of_type<int>"
grep -v 'to settle it' diagnostics > said
check_lacks "alone" said _Z
