#!/bin/sh
# OBJECT.loadbearing: what a compilation that a finding stopped leaves, from which certify works, and
# which the next success removes.
. "$(dirname "$0")/../lib.sh"
. "$SOURCE/tests/compile/frame.sh"

# fails NAME KEPT COMMAND...: COMMAND fails and leaves the records in KEPT, and no object beside it.
fails ()
{
  fails_name=$1 kept=$2
  shift 2
  check_status "$fails_name fails" 1 "$@"
  check "$fails_name leaves $kept" test -s "$kept"
  check_not "$fails_name leaves no object" test -e "${kept%.loadbearing}"
  check "$fails_name: they can be dumped" "$LOADBEARING" dump "$kept"
  check_matches "$fails_name: they are about the function" "$out" '"name": *"price"'
  rm -f "$kept"
}

for gcc in $GCCS; do
  project strict
  mkdir out
  marked price > x.c
  fails "$gcc -c" x.o.loadbearing "$gcc" -fplugin="$PLUGIN" -c x.c
  fails "$gcc -c -o" out/y.o.loadbearing "$gcc" -fplugin="$PLUGIN" -c x.c -o out/y.o
  fails "$gcc -c -oFILE" out/y.o.loadbearing "$gcc" -fplugin="$PLUGIN" -c x.c -oout/y.o
  fails "$gcc -S -o" out/y.s.loadbearing "$gcc" -fplugin="$PLUGIN" -S x.c -o out/y.s
  fails "$gcc with a quote in the name" "out/it's here.o.loadbearing" "$gcc" -fplugin="$PLUGIN" -c x.c -o "out/it's here.o"
  fails "$gcc -pipe" x.o.loadbearing "$gcc" -pipe -fplugin="$PLUGIN" -c x.c
  fails "$gcc -save-temps" x.o.loadbearing "$gcc" -save-temps -fplugin="$PLUGIN" -c x.c
  fails "$gcc -Wfatal-errors" x.o.loadbearing "$gcc" -Wfatal-errors -fplugin="$PLUGIN" -c x.c
  mkdir sub
  cp x.c sub/z.c
  fails "$gcc -c of a file in a folder" z.o.loadbearing "$gcc" -fplugin="$PLUGIN" -c sub/z.c
  check_status "$gcc -c of two files fails" 1 "$gcc" -fplugin="$PLUGIN" -c x.c sub/z.c
  check "$gcc: ... and leaves the first's records" test -s x.o.loadbearing
  check "$gcc: ... and the second's" test -s z.o.loadbearing
  rm -f x.o.loadbearing z.o.loadbearing
  echo 'int main (void) { return 0; }' > main.c
  check_status "$gcc, compiling and linking at once, fails" 1 "$gcc" -fplugin="$PLUGIN" x.c main.c -o out/program
  check "$gcc: ... and leaves the unit's records" test -s out/program-x.o.loadbearing
  check_not "$gcc: ... none for the unit without a finding" test -e out/program-main.o.loadbearing
  check_not "$gcc: ... none for the program" test -e out/program.loadbearing
  check_status "$gcc, to a device, fails" 1 "$gcc" -fplugin="$PLUGIN" -c x.c -o /dev/null
  check_not "$gcc: ... and writes nothing there" test -e /dev/null.loadbearing
  rm -rf out x.o.loadbearing

  # From failure to success.
  check_status "$gcc: fails" 1 "$gcc" -fplugin="$PLUGIN" -c x.c -o x.o
  check "$gcc: the records are there" test -s x.o.loadbearing
  cp x.o.loadbearing first
  check_status "$gcc: fails again" 1 "$gcc" -fplugin="$PLUGIN" -c x.c -o x.o
  check "$gcc: same input, same records" cmp first x.o.loadbearing
  check_equal "$gcc: no temporary file is left" "" "$(find . -name "*tmp*")"
  echo 'int other_error (void) { return no_such_name; }' >> x.c
  check_status "$gcc: another error in between" 1 "$gcc" -fplugin="$PLUGIN" -c x.c -o x.o
  check "$gcc: ... leaves them alone" cmp first x.o.loadbearing
  { marked price; echo 'static int unused (void) { return 1; }'; } > x.c
  check_status "$gcc: a warning made an error" 1 "$gcc" -Wall -Werror -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=warn -c x.c -o x.o
  check "$gcc: ... leaves them alone, too" cmp first x.o.loadbearing
  marked price > x.c
  check_status "$gcc: succeeds" 0 "$gcc" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=warn -c x.c -o x.o
  check_not "$gcc: success removes them" test -e x.o.loadbearing
  check_equal "$gcc: ... and the object has its own" 1 "$(notes x.o)"
  check_status "$gcc: success without any before" 0 "$gcc" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=warn -c x.c -o x.o

  # Where they cannot be written, that is said, beside the finding.
  mkdir x2.o.loadbearing
  check_status "$gcc: they cannot be written" 1 "$gcc" -fplugin="$PLUGIN" -c x.c -o x2.o
  check_contains "$gcc: ... which is said" "$err" "cannot write x2.o.loadbearing"
  check_contains "$gcc: ... and the finding, too" "$err" "'price' is load-bearing and not audited"
done
