#!/bin/sh
# Calls through pointers: explain says that they cannot be followed, and where they may go.
. "$(dirname "$0")/../lib.sh"

repository
mkdir -p loadbearing
cat > loadbearing/policy.json <<'END'
{ "format": 1, "domains": { "pricing": {} }, "mark": [ { "function": "quote", "domain": "pricing" } ] }
END
cat > quote.c <<'END'
struct rate { long (*apply) (long); };
static long half (long x) { return x / 2; }
static long direct (long x) { return x * 3; }
static int narrow (int x) { return x; }
int (*narrower) (int) = narrow;
long full (long x);
static const struct rate rates[] = { { half }, { full } };
long quote (int kind, long x) { return rates[kind].apply (x) + direct (x); }
END
cat > full.c <<'END'
long full (long x) { return x; }
long other (long x) { return x + 1; }
long (*chosen) (long) = other;
END
for gcc in $GCCS; do
  for level in -O0 -O2; do
    check "$gcc $level: compile" "$gcc" $level -c -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off quote.c
    check "$gcc $level: compile another unit" "$gcc" $level -c -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off full.c
    run "$LOADBEARING" explain quote quote.o
    check_contains "$gcc $level: of one unit" "$out" \
      "pointer (long int) long int: a call that cannot be followed; it may go to one of full(), half()"
    run "$LOADBEARING" explain quote quote.o full.o
    check_contains "$gcc $level: of the program" "$out" \
      "pointer (long int) long int: a call that cannot be followed; it may go to one of full(), half(), other()"
  done
done
sed -i 's/^static const struct rate.*/extern const struct rate rates[];/; /^long full/d' quote.c
check "nobody takes an address: compile" "$GCC" -c -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off quote.c
run "$LOADBEARING" explain quote quote.o
check_contains "nobody takes an address" "$out" \
  "cannot be followed; no function of that type has its address taken in what was given"
