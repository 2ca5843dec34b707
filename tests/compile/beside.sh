#!/bin/sh
# The unit is judged beside the compiler: what is said, and what becomes of the object, must not depend on that.
. "$(dirname "$0")/../lib.sh"
. "$SOURCE/tests/compile/frame.sh"

# compile GCC [FLAGS...] FILE: x.o.
compile ()
{
  gcc=$1
  shift
  "$gcc" -O2 -fplugin="$PLUGIN" "$@" -c -o x.o
}

# functions N: load-bearing ones that take the child a while.
functions ()
{
  i=0
  while [ $i -lt "$1" ]; do
    echo "__attribute__ ((load_bearing (\"pricing\"))) int f$i (int *a, int n)"
    echo "{ int s = 0; for (int i = 0; i < n; i++) for (int k = i; k < n; k++) if (a[i] > a[k] * $i) s += a[k] / (i + 1); else s ^= k; return s; }"
    i=$((i + 1))
  done
}

# compilers_of PROCESS: the compilers proper that it has started; without procps, which a small system lacks.
compilers_of ()
{
  for stat in /proc/[0-9]*/stat; do
    # A process may end before it is read.
    if read -r process name _ parent _ 2> /dev/null < "$stat" && [ "$parent" = "$1" ] && [ "$name" = "(cc1)" ]; then
      echo "$process"
    fi
  done
}

# state_of PROCESS: R, S, Z (ended, and nobody asked) ..., or nothing if there is none.
state_of ()
{
  read -r _ _ state _ 2> /dev/null < "/proc/$1/stat" && echo "$state"
}

# start_and_find GCC [FLAGS...]: compiles slow.c in the background as $driver, with output in $SCRATCH/tap/said, and finds
# $compiler, the compiler proper, and $judge, its child that judges.
start_and_find ()
{
  rm -f slow.o
  "$@" -O2 -c slow.c > "$SCRATCH/tap/said" 2>&1 &
  driver=$!
  judge=
  tries=0
  while [ -z "$judge" ] && [ $tries -lt 400 ] && kill -0 "$driver" 2> /dev/null; do
    compiler=$(compilers_of "$driver")
    judge=$(compilers_of "${compiler:-none}")
    tries=$((tries + 1))
    sleep 0.02
  done
}

for gcc in $GCCS; do
  project
  marked price legacy_total > unit.c
  cat >> unit.c <<'END'
int card_charge (int x) { return price (x) * 2; }
END

  # LTO needs the note before the compiler's passes, so there the compiler waits.
  check_status "$gcc: an error fails" 1 compile "$gcc" unit.c
  cp "$err" beside.txt
  check_status "$gcc: and where it is found first" 1 compile "$gcc" -flto unit.c
  check_equal "$gcc: both say the same" "$(cat beside.txt)" "$(cat "$err")"

  check "$gcc: with the gate open" compile "$gcc" -fplugin-arg-loadbearing-gate=warn unit.c
  check_equal "$gcc: one note" 1 "$(notes x.o)"
  "$LOADBEARING" dump x.o > beside.json
  check "$gcc: -flto -ffat-lto-objects" compile "$gcc" -fplugin-arg-loadbearing-gate=warn -flto -ffat-lto-objects unit.c
  "$LOADBEARING" dump x.o > first.json
  check_equal "$gcc: the same record" "$(cat first.json)" "$(cat beside.json)"

  # The compiler finds an error of its own when the child is at work already.
  cat unit.c - > late.c <<'END'
int late (int x) { __asm__ ("# %0" : : "i" (x)); return x; }
END
  check_status "$gcc: an error of the compiler's passes" 1 compile "$gcc" late.c
  check_contains "$gcc: is said" "$err" "impossible constraint"
  check_contains "$gcc: and so is what was found" "$err" "[loadbearing: unannotated]"

  # Who judges dies.
  functions 300 > slow.c
  start_and_find "$gcc" -fplugin="$PLUGIN"
  check "$gcc: a process judges beside the compiler" test -n "$judge"
  kill -9 "$judge"
  wait "$driver"
  check_equal "$gcc: when it dies, the compilation fails" 1 $?
  check_contains "$gcc: and says so" "$SCRATCH/tap/said" "this unit was not judged"
  check_not "$gcc: and leaves no object" test -e slow.o

  start_and_find "$gcc" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=warn
  kill -9 "$judge"
  wait "$driver"
  check_equal "$gcc: with the gate open it goes on" 0 $?
  check_contains "$gcc: and warns" "$SCRATCH/tap/said" "warning: loadbearing: this unit was not judged"
  run "$LOADBEARING" check slow.o
  check_contains "$gcc: and the object is known to have no record" "$out" "[loadbearing: unrecorded]"

  # Who compiles dies.
  start_and_find "$gcc" -fplugin="$PLUGIN"
  kill -9 "$compiler"
  wait "$driver"
  gone=no
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    case $(state_of "$judge") in '' | Z) gone=yes ;; esac
    [ $gone = yes ] && break
    sleep 0.1
  done
  check_equal "$gcc: a compiler that dies leaves no process behind" yes "$gone"
done
