#!/bin/sh
# The policy and the ledger in -MD's output: make compiles again when they change, and goes on when they go.
. "$(dirname "$0")/../lib.sh"
. "$SOURCE/tests/compile/frame.sh"

for gcc in $GCCS; do
  project standard
  marked price > x.c
  echo 'int f (void) { return 1; }' > y.c
  policy=$PWD/loadbearing/policy.json
  check "$gcc: -MD" "$gcc" -fplugin="$PLUGIN" -MD -MF x.d -c x.c -o x.o
  check_contains "$gcc: the policy is a prerequisite" x.d " $policy"
  check_matches "$gcc: ... and a target of its own" x.d "^$policy:\$"
  check "$gcc: -MMD" "$gcc" -fplugin="$PLUGIN" -MMD -c y.c -o y.o
  check_contains "$gcc: ... also where nothing is marked, since the policy marks, too" y.d " $policy"
  check "$gcc: -MD -MP" "$gcc" -fplugin="$PLUGIN" -MD -MP -MF x.d -c x.c -o x.o
  check_equal "$gcc: ... one target" 1 "$(grep -c "^$policy:" x.d)"

  # With make.
  cat > Makefile <<END
x.o: x.c
	$gcc -fplugin=$PLUGIN -MD -c x.c -o x.o
-include x.d
END
  rm -f x.o x.d
  check "$gcc: make" make
  check "$gcc: make has nothing to do" make -q
  touch -d '+2 seconds' loadbearing/policy.json
  check_not "$gcc: the policy changed" make -q
  touch -d '+4 seconds' x.o
  check "$gcc: make has nothing to do again" make -q
  rm -r loadbearing
  check "$gcc: the policy is gone, and make goes on" make

  # Names that make reads in its own way.
  project standard
  mkdir "a b\$c#d"
  mv loadbearing "a b\$c#d/"
  marked price > "a b\$c#d/x.c"
  check "$gcc: a folder with a blank, a dollar and a hash" "$gcc" -fplugin="$PLUGIN" -MD -MF x.d -c "a b\$c#d/x.c" -o x.o
  echo "include x.d" > Makefile
  check "$gcc: ... is read by make" make -n x.o
  rm -r "a b\$c#d/loadbearing"
  check "$gcc: ... and again without it" make -n x.o
  check_equal "$gcc: no -MD, no file" "" "$(rm x.d; "$gcc" -fplugin="$PLUGIN" -c "a b\$c#d/x.c" -o x.o 2> /dev/null; find . -name '*.d')"
done
