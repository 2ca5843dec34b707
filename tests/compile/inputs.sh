#!/bin/sh
# Every way in which a unit reaches the compiler: preprocessed, over a pipe, from standard input,
# through a precompiled header, and under names that break what is careless.
. "$(dirname "$0")/../lib.sh"
. "$SOURCE/tests/compile/frame.sh"

# finds NAME FILE: $err has the finding about price, in FILE.
finds ()
{
  check_contains "$1: finds" "$err" "$2:1:48: warning: 'price' is load-bearing and not audited [loadbearing: unaudited]"
}

for gcc in $GCCS; do
  project standard
  marked price > x.c

  check_status "$gcc -E" 0 "$gcc" -fplugin="$PLUGIN" -E x.c -o x.i
  check_status "$gcc: preprocessed input" 0 "$gcc" -fplugin="$PLUGIN" -c x.i -o x.o
  finds "$gcc: preprocessed input" x.c
  check "$gcc: ... dumped" "$LOADBEARING" dump x.o
  check_matches "$gcc: ... is recorded as such" "$out" '"input": *"preprocessed"'
  check_matches "$gcc: ... under the name of its source" "$out" '"source": *"x.c"'
  # Only the tree tells: each occurrence of an operand counts, not only its first one.
  printf 'void g (int);\n__attribute__ ((load_bearing ("pricing")))\nint price (int x, int y) { int a = x - y; g (a); return x - y; }\n' > order.i
  printf 'void g (int);\n__attribute__ ((load_bearing ("pricing")))\nint price (int x, int y) { int a = x - y; g (a); return y - x; }\n' > swapped.i
  for file in order swapped; do
    check_status "$gcc: $file.i" 0 "$gcc" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c $file.i -o x.o
    "$LOADBEARING" dump x.o | sed -n 's/.*"tree": *"\([0-9a-f]*\)".*/\1/p' > $file.tree
  done
  check "$gcc: preprocessed input has a tree" test -s order.tree
  check_status "$gcc: preprocessed input, swapped operands" 1 cmp -s order.tree swapped.tree
  check_status "$gcc -fpreprocessed" 0 "$gcc" -fplugin="$PLUGIN" -fpreprocessed -c x.i -o x.o
  finds "$gcc -fpreprocessed" x.c
  check_status "$gcc -fdirectives-only" 0 "$gcc" -fplugin="$PLUGIN" -fdirectives-only -E x.c -o d.i
  check_status "$gcc: what it made" 0 "$gcc" -fplugin="$PLUGIN" -fdirectives-only -fpreprocessed -c d.i -o x.o
  check_equal "$gcc: ... is recorded" 1 "$(notes x.o)"
  check_status "$gcc -save-temps" 0 "$gcc" -fplugin="$PLUGIN" -save-temps -c x.c -o x.o
  finds "$gcc -save-temps" x.c
  check_equal "$gcc -save-temps: records" 1 "$(notes x.o)"
  check_status "$gcc -pipe" 0 "$gcc" -fplugin="$PLUGIN" -pipe -c x.c -o x.o
  finds "$gcc -pipe" x.c
  check_equal "$gcc -pipe: records" 1 "$(notes x.o)"
  check_status "$gcc -S" 0 "$gcc" -fplugin="$PLUGIN" -S x.c -o x.s
  check_status "$gcc: its output assembles" 0 "$gcc" -c x.s -o x.o
  check_equal "$gcc -S: records" 1 "$(notes x.o)"
  check_status "$gcc: standard input" 0 sh -c '"$0" -fplugin="$PLUGIN" -x c -c - -o x.o < x.c' "$gcc"
  finds "$gcc: standard input" "<stdin>"
  check_equal "$gcc: standard input: records" 1 "$(notes x.o)"
  : > empty.c
  check_status "$gcc: an empty unit" 0 "$gcc" -fplugin="$PLUGIN" -c empty.c -o x.o
  check_equal "$gcc: an empty unit: records" 1 "$(notes x.o)"

  # Pragmas through -E and back.
  cat > region.c <<'END'
#include "loadbearing/loadbearing.h"
#define WHAT "payment"
#pragma loadbearing push domain(WHAT)
int first (void) { return 1; }
#pragma loadbearing pop
LOAD_BEARING_BEGIN ("pricing")
int second (void) { return 1; }
LOAD_BEARING_END
int third (void) { return 1; }
END
  check_status "$gcc -E of regions" 0 "$gcc" -fplugin="$PLUGIN" -E region.c -o region.i
  for file in region.c region.i; do
    check_status "$gcc: regions in $file" 0 "$gcc" -fplugin="$PLUGIN" -Wall -c $file -o x.o
    check_contains "$gcc: ... the first of $file" "$err" "region.c:4:5: warning: 'first' is load-bearing"
    check_contains "$gcc: ... its domain in $file" "$err" "load-bearing in 'payment'"
    check_contains "$gcc: ... the second of $file" "$err" "region.c:7:5: warning: 'second' is load-bearing"
    check_lacks "$gcc: ... not the third of $file" "$err" "third"
    check_lacks "$gcc: ... no other warning in $file" "$err" "[-W"
  done

  # The header is quiet without the plugin, in every standard, and with other compilers.
  cat > header.c <<'END'
#include "loadbearing/loadbearing.h"
LOAD_BEARING ("pricing")
int f (void);
LOAD_BEARING_BEGIN ("payment")
PROTOTYPE_TRACK LOAD_BEARING ("pricing", "why") int f (void) { return 1; }
LOAD_BEARING_TEST ("f") int test (void);
int test (void) { return 0; }
struct LOAD_BEARING ("service-contract") s { int x; };
LOAD_BEARING_END
END
  for standard in c90 c99 c11 c17 gnu90; do
    check_status "$gcc: loadbearing.h without the plugin, -std=$standard" 0 "$gcc" -std=$standard -Wall -Wextra -Wpedantic -Werror -c header.c -o x.o
  done
  check_status "$gcc: loadbearing.h in C++ without the plugin" 0 "$(front_end g++ "$gcc")" -x c++ -std=c++98 -Wall -Wextra -Wpedantic -Werror -c header.c -o x.o

  clang=$(command -v clang clang-14 clang-15 clang-16 clang-19 | head -n 1)
  if [ -n "$clang" ]; then
    for standard in c90 c99 c17; do
      check_status "$gcc: loadbearing.h with clang, -std=$standard" 0 "$clang" -std=$standard -Wall -Wextra -Wpedantic -Werror -c header.c -o x.o
    done
  else
    skip "$gcc: loadbearing.h with clang" "it is not installed"
  fi

  # Precompiled headers.
  mkdir pch
  { echo '#include "loadbearing/loadbearing.h"'; echo 'LOAD_BEARING ("pricing") int price (int x);'
    echo '#pragma loadbearing push domain("payment")'; echo 'static inline int small (void) { return 1; }'; echo '#pragma loadbearing pop'; } > pch.h
  printf '#include "pch.h"\nint price (int x) { return small () + x; }\n' > pch.c
  check_status "$gcc: makes a precompiled header" 0 "$gcc" -fplugin="$PLUGIN" -I. pch.h -o pch.h.gch
  check_status "$gcc: uses it" 0 "$gcc" -fplugin="$PLUGIN" -I. -Winvalid-pch -H -c pch.c -o x.o
  check_contains "$gcc: ... really" "$err" "! pch.h.gch"
  check_contains "$gcc: marks come out of it" "$err" "pch.c:2:5: warning: 'price' is load-bearing"
  check_contains "$gcc: ... those of regions, too" "$err" "'small' is load-bearing"
  # What a precompiled header defines is as much a dependency as what any other does.
  for rest in "7 2" "7 3" "8 2"; do
    set -- $rest
    printf '#include "loadbearing/loadbearing.h"\nstatic const int base = %s;\nstatic int times (int x) { return %s * x; }\n' "$1" "$2" > rest.h
    printf '#include "rest.h"\nLOAD_BEARING ("payment") int due (int x) { return times (x) + base; }\n' > rest.c
    "$gcc" -fplugin="$PLUGIN" -I. rest.h -o rest.h.gch 2> /dev/null
    "$gcc" -fplugin="$PLUGIN" -I. -c rest.c -o rest.o 2> /dev/null
    "$LOADBEARING" dump rest.o | grep '"due"' > "rest$1$2"
  done
  check_contains "$gcc: an object and a function of a precompiled header are dependencies" rest72 '"label":"times()"'
  check_contains "$gcc: ... both" rest72 '"label":"base"'
  check_not "$gcc: a change of its function is found" cmp -s rest72 rest73
  check_not "$gcc: a change of its object is found" cmp -s rest72 rest82
  check_status "$gcc: makes one without the plugin" 0 "$gcc" -I. pch.h -Wno-unknown-pragmas -o pch.h.gch
  check_status "$gcc: does not use that one" 0 "$gcc" -fplugin="$PLUGIN" -I. -Winvalid-pch -H -c pch.c -o x.o
  check_contains "$gcc: ... really not" "$err" "x pch.h.gch"
  check_contains "$gcc: ... so no mark is lost" "$err" "pch.c:2:5: warning: 'price' is load-bearing"
  rm -f pch.h.gch

  # Names.
  for name in "with blank.c" "with'quote.c" 'with"double.c' 'back\slash.c' 'percent%s%n.c' "new
line.c" 'ünï.c' 'dollar$HOME.c' 'semi;colon#.c'; do
    mkdir -p "in $name"
    marked price > "in $name/$name"
    shown=$(printf '%s' "$name" | tr '\n' '?')
    check_status "$gcc: $shown" 0 "$gcc" -fplugin="$PLUGIN" -g -c "in $name/$name" -o "in $name/$name.o"
    check_contains "$gcc: $shown: finds" "$err" "warning: 'price' is load-bearing"
    check_equal "$gcc: $shown: records" 1 "$(notes "in $name/$name.o")"
    check "$gcc: $shown: can be dumped" "$LOADBEARING" dump "in $name/$name.o"
    cp "$out" dumped
    check "$gcc: $shown: is recorded as it is" python3 -c '
import json, sys
unit = json.loads(open("dumped").readline())
sys.exit(unit["source"] != sys.argv[1])' "in $name/$name"
  done
done
