#!/bin/sh
# The plugin's options, right and wrong, and what they do; broken policies and ledgers.
. "$(dirname "$0")/../lib.sh"
. "$SOURCE/tests/compile/frame.sh"

# option TEXT: compiles x.c with the option -fplugin-arg-loadbearing-TEXT.
option ()
{
  "$gcc" -fplugin="$PLUGIN" "-fplugin-arg-loadbearing-$1" -c x.c -o x.o
}

for gcc in $GCCS; do
  project strict
  marked price > x.c
  check_status "$gcc: an error of the policy stops the compilation" 1 "$gcc" -fplugin="$PLUGIN" -c x.c -o x.o
  check_contains "$gcc: ... and says why" "$err" "x.c:1:48: error: 'price' is load-bearing and not audited [loadbearing: unaudited]"
  check_contains "$gcc: ... and how to go on" "$err" "loadbearing certify price"
  check_not "$gcc: ... and there is no object" test -e x.o

  check_status "$gcc: gate=warn lowers errors to warnings" 0 option gate=warn
  check_contains "$gcc: ... that are said" "$err" "x.c:1:48: warning: 'price' is load-bearing and not audited [loadbearing: unaudited]"
  check "$gcc: ... and there is an object" test -s x.o
  check_status "$gcc: gate=off says nothing" 0 option gate=off
  check_errors "$gcc: ... at all" < /dev/null
  check_equal "$gcc: ... but records" 1 "$(notes x.o)"
  check_status "$gcc: gate=policy is the default" 1 option gate=policy

  rm -f x.o
  # What is wrong is said, with the nearest right word.
  check_status "$gcc: unknown option" 1 option gat=warn
  check_contains "$gcc: ... the nearest" "$err" "unknown plugin option '-fplugin-arg-loadbearing-gat'; did you mean '-fplugin-arg-loadbearing-gate='?"
  check_status "$gcc: unknown option, nothing near" 1 option zzzzzzzz=1
  check_contains "$gcc: ... all of them" "$err" "there are: policy, gate, role, track, variant, forms"
  check_status "$gcc: unknown value" 1 option gate=wran
  check_contains "$gcc: ... the nearest value" "$err" "did you mean 'warn'? (it takes: policy, warn, off)"
  check_status "$gcc: role with a track's value" 1 option role=prototype
  check_contains "$gcc: ... what it takes" "$err" "production, test"
  check_status "$gcc: an option without a value" 1 "$gcc" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-track -c x.c -o x.o
  check_contains "$gcc: ... needs one" "$err" "'-fplugin-arg-loadbearing-track=' needs a value"
  check_status "$gcc: a variant that is no word" 1 option "variant=a/b c"
  check_contains "$gcc: ... which is said" "$err" "'a/b c' cannot name a variant"
  check_not "$gcc: no object after a wrong option" test -e x.o

  # What they do is in the record.
  for pair in role=test:role:test track=prototype:track:prototype variant=arm-v7:variant:arm-v7 gate=warn:gate:warn; do
    text=${pair%%:*} key=${pair#*:}
    check "$gcc: $text compiles" "$gcc" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off "-fplugin-arg-loadbearing-$text" -c x.c -o x.o
    check "$gcc: $text, dumped" "$LOADBEARING" dump x.o
    check_matches "$gcc: $text is recorded" "$out" "\"${key%%:*}\": *\"${key#*:}\""
  done
  check "$gcc: the variant, if it is not named, is the target" "$LOADBEARING" dump x.o
  check_matches "$gcc: ... which is recorded" "$out" '"variant": *"[a-z0-9_]+-[a-z0-9-]+"'
  if "$gcc" -m32 -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c x.c -o m32.o 2> /dev/null; then
    check "$gcc -m32" "$LOADBEARING" dump m32.o
    check_matches "$gcc -m32 is another variant" "$out" '"variant": *"[a-z0-9_-]+-m32"'
  else
    skip "$gcc -m32 is another variant" "this compiler has no -m32"
  fi
  # What lies in the default folders below --sysroot is the environment, and its inline functions come and go with -O.
  mkdir -p "$SCRATCH/sysroot/usr/include" sysroot
  cat > "$SCRATCH/sysroot/usr/include/tiny.h" <<'END'
#ifdef __OPTIMIZE__
static inline int tiny (int x) { return x + 2; }
#define LEVEL 2
#else
int tiny (int);
#define LEVEL 1
#endif
END
  cp -r "$SCRATCH/sysroot/usr" sysroot
  { echo '#include <tiny.h>'; echo '__attribute__ ((load_bearing ("pricing"))) int price (int x) { return tiny (x) + LEVEL; }'; } > y.c
  for root in "$SCRATCH/sysroot" sysroot; do
    for level in 0 2; do
      "$gcc" -w -O$level --sysroot="$root" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c y.c -o y$level.o || not_ok "compile y.c"
    done
    check_status "$gcc: a sysroot" 0 "$LOADBEARING" diff y0.o y2.o
    if [ "$root" = sysroot ]; then
      check_lacks "$gcc: ... of the repository is its own matter" "$out" "1 unchanged"
    else
      check_contains "$gcc: ... is the environment" "$out" "1 function before, 1 after: 1 unchanged"
    fi
  done
  # -march moves the target's largest alignment, by which GCC splits members' positions, and what _Float16 computes in.
  # It changes no function that computes as before.
  cat > march.c <<'END'
struct order { char *name, *note, *shop, *buyer; int count : 7; int paid : 1; double price; char tail[40]; int last; };
static const struct order none = { 0, 0, 0, 0, 1, 0, 2.0, { 0 }, 5 };
double total (const struct order *o) { return o->count * o->price + o->last + none.last; }
END
  printf '%s\n' '{ "format": 1, "domains": { "d": {} }, "mark": [ { "function": "*", "domain": "d" } ] }' > march.json
  for march in x86-64 x86-64-v3 sapphirerapids; do
    if ! "$gcc" -march="$march" -E -x c /dev/null > /dev/null 2>&1; then
      skip "$gcc -march=$march" "this compiler does not know it"
      continue
    fi
    halves=half
    echo "_Float16 h;" | "$gcc" -march="$march" -fsyntax-only -x c - 2> /dev/null || halves=
    for half in "" $halves; do
      [ -z "$half" ] || echo "_Float16 product (_Float16 a, _Float16 b, _Float16 c) { return a * b + c; }" >> march.c
      check "$gcc -march=$march $half" "$gcc" -O2 -march="$march" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off \
        -fplugin-arg-loadbearing-policy="$PWD/march.json" -c march.c -o march.o || continue
      check "$gcc -march=$march $half, dumped" "$LOADBEARING" dump march.o
      "$LOADBEARING" dump march.o | grep -o '"name":"total".*' > "march$half.$march"
      check "$gcc -march=$march $half: the function is there" test -s "march$half.$march"
      [ -z "$half" ] || sed -i '$d' march.c
    done
    check_equal "$gcc -march=$march is no change" "$(cat march.x86-64)" "$(cat "march.$march")"
    # Where _Float16 is rounded at each step, who computes in it computes something else.
    [ -n "$halves" ] || continue
    case $march in
      sapphirerapids)
        if "$gcc" -march="$march" -dM -E -x c /dev/null | grep -q '__AVX512FP16__ 1'; then
          check_not "$gcc -march=$march with _Float16 is one" cmp -s marchhalf.x86-64 "marchhalf.$march"
        fi ;;
      *) check_equal "$gcc -march=$march with _Float16 is none either" "$(cat marchhalf.x86-64)" "$(cat "marchhalf.$march")" ;;
    esac
  done
  rm -f x.o

  # Globs: a test is one by its file.
  mkdir tests lab
  marked price > tests/x.c
  cp tests/x.c lab/x.c
  check "$gcc: a file of the tests compiles" "$gcc" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c tests/x.c -o t.o
  check "$gcc: ... dumped" "$LOADBEARING" dump t.o
  check_matches "$gcc: ... as a test" "$out" '"role": *"test"'
  check "$gcc: a file of a prototype compiles" "$gcc" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c lab/x.c -o t.o
  check "$gcc: ... dumped" "$LOADBEARING" dump t.o
  check_matches "$gcc: ... as a prototype" "$out" '"track": *"prototype"'

  # The policy: by option; upward from the source, the object, the current folder.
  mkdir -p elsewhere/deep other "$SCRATCH/work/outside"
  cp x.c elsewhere/deep/x.c
  cp x.c "$SCRATCH/work/outside/x.c"
  check_status "$gcc: the policy above the source" 1 sh -c 'cd / && exec "$0" -fplugin="$PLUGIN" -c "$1/elsewhere/deep/x.c" -o /dev/null' "$gcc" "$PWD"
  check_contains "$gcc: ... rules" "$err" "error: 'price' is load-bearing and not audited"
  check_status "$gcc: the policy above the object" 1 sh -c 'cd / && exec "$0" -fplugin="$PLUGIN" -c "$2/x.c" -o "$1/other/x.o"' "$gcc" "$PWD" "$SCRATCH/work/outside"
  check_contains "$gcc: ... rules, too" "$err" "error: 'price' is load-bearing and not audited"
  check_status "$gcc: the policy above the current folder" 1 sh -c 'cd other && exec "$0" -fplugin="$PLUGIN" -x c -c - -o /dev/null < ../x.c' "$gcc"
  check_contains "$gcc: ... rules, too, over standard input" "$err" "error: 'price' is load-bearing and not audited"
  cp "$SOURCE/tests/compile/policies/standard.json" mild.json
  check_status "$gcc: a policy given by name" 0 option policy=mild.json
  check_contains "$gcc: ... rules alone" "$err" "warning: 'price' is load-bearing and not audited"
  check_status "$gcc: a policy that is not there" 1 option policy=missing.json
  check_contains "$gcc: ... is named" "$err" "missing.json"

  # A broken policy stops the compilation at its own place, marks or no marks.
  echo 'int f (void) { return 1; }' > y.c
  printf '{ "format": 1,\n  "domians": {} }\n' > loadbearing/policy.json
  check_status "$gcc: a misspelt key" 1 "$gcc" -fplugin="$PLUGIN" -c y.c -o y.o
  check_contains "$gcc: ... its place" "$err" "loadbearing/policy.json:2:3: "
  check_contains "$gcc: ... its nearest" "$err" "domains"
  check_not "$gcc: ... and no object" test -e y.o
  check_status "$gcc: a broken policy does not bother -E" 0 "$gcc" -fplugin="$PLUGIN" -E y.c
  check_status "$gcc: ... nor -fsyntax-only" 0 "$gcc" -fplugin="$PLUGIN" -fsyntax-only y.c
  check_errors "$gcc: ... with not a word" < /dev/null
  : > loadbearing/policy.json
  check_status "$gcc: an empty policy" 1 "$gcc" -fplugin="$PLUGIN" -c y.c -o y.o
  check_contains "$gcc: ... is named" "$err" "loadbearing/policy.json"
  check_status "$gcc: ... under -w as well" 1 "$gcc" -w -fplugin="$PLUGIN" -c y.c -o y.o
  cp "$SOURCE/tests/compile/policies/strict.json" loadbearing/policy.json

  # A broken ledger file about a function of the unit.
  mkdir -p loadbearing/audits/pricing
  rm -f x.o
  echo '<<<<<<< HEAD' > loadbearing/audits/pricing/price.json
  check_status "$gcc: a ledger file in conflict" 1 "$gcc" -fplugin="$PLUGIN" -c x.c -o x.o
  check_contains "$gcc: ... names what resolves it" "$err" "loadbearing fmt"
  check_not "$gcc: ... no object" test -e x.o
done
