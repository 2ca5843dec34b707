#!/bin/sh
# Names by which compiled units reach each other's functions: what changed behind one is reach-changed.
. "$(dirname "$0")/../lib.sh"
export LOADBEARING_TEST_NOW=1

# reaches TITLE: of caller.c, which `quote` is load-bearing in, and callee.c, in which @ is 2 when it is certified, and then 3
reaches ()
{
  rm -rf unit
  mkdir -p unit/loadbearing
  repository unit
  cat > unit/loadbearing/policy.json <<'POLICY'
{ "format": 1, "domains": { "pricing": { "distinct": 1 } }, "certify": { "yes": true }, "mark": [ { "function": "quote", "domain": "pricing" } ] }
POLICY
  cp caller.c unit
  sed 's/@/2/' callee.c > unit/callee.c
  (
    cd unit || exit 1
    for c in caller callee; do "$GCC" -w -O2 -c -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off $c.c -o $c.o || exit 1; done
    "$LOADBEARING" certify quote --yes --now 2026-05-01 > certified 2>&1 || exit 1
    "$LOADBEARING" check --now 2026-05-02 > before 2>&1
    sed 's/@/3/' ../callee.c > callee.c
    "$GCC" -w -O2 -c -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off callee.c -o callee.o || exit 1
    "$LOADBEARING" check --now 2026-05-02 > after 2>&1
    exit 0
  ) || not_ok "$1: builds and is certified" "$(cat unit/certified)"
  check_lacks "$1: as it was" unit/before "reach-changed"
  check_contains "$1: changed" unit/after "[loadbearing: reach-changed]"
}

echo 'long rate (long x) { return x * @; }' > callee.c
echo 'long rate (long); long quote (long x) { return rate (x); }' > caller.c
reaches "a plain name"
echo 'long other (long) asm ("rate"); long quote (long x) { return other (x); }' > caller.c
reaches "an asm label"
printf '#pragma redefine_extname other rate\nlong other (long); long quote (long x) { return other (x); }\n' > caller.c
reaches "a name that a pragma gives"
echo 'static long other (long) __attribute__ ((weakref ("rate"))); long quote (long x) { return other (x); }' > caller.c
reaches "a weakref"
echo 'long rate (long); static long (*const table[]) (long) = { rate }; long quote (long x) { return table[x & 0] (x); }' > caller.c
reaches "a table that only its unit can name"
echo 'long other (long) asm ("rate"); static long (*table[2]) (long) = { other }; long quote (long x) { return table[x & 1] (x); }' > caller.c
reaches "a table of what has an asm label"
echo 'long rate (long); long quote (long x) { asm ("call rate" : "=a" (x) : "D" (x)); return x; }' > caller.c
reaches "the template of an asm"
echo '__attribute__ ((weak)) long rate (long x) { return x; } long quote (long x) { return rate (x); }' > caller.c
reaches "a weak definition that gives way"
cat > callee.c <<'END_OF_TEXT'
long rate_2 (long x) { return x * 2; }
long rate_3 (long x) { return x * 3; }
#pragma weak rate = rate_@
END_OF_TEXT
echo 'long rate (long); long quote (long x) { return rate (x); }' > caller.c
reaches "what a pragma makes another name of"
