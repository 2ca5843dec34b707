#!/bin/sh
# The rules that only a whole program shows: unrecorded, conflicting-definitions, stale-audit,
# stale-rule, and stripped files; on real objects and programs.
. "$(dirname "$0")/../lib.sh"
export LOADBEARING_TEST_NOW=1
[ -e "$PLUGIN" ] || { not_ok "the plugin is there" "$PLUGIN"; exit 1; }

repository
mkdir -p loadbearing src build
# policy [MEMBERS]: with these members added
policy ()
{
  cat > loadbearing/policy.json <<END
{ "format": 1, "domains": { "pricing": {} }, "certify": { "yes": true }, $1
  "products": { "shop": { "build": ["build"] } } }
END
}
policy ""
# compile SOURCE OPTIONS...: build/SOURCE.o; the base name only
compile ()
{
  source=$1
  shift
  "$GCC" -O1 "$@" -c "src/$source.c" -o "build/$source.o" || not_ok "compile $source"
}
plugged ()
{
  compile "$@" -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=policy
}

cat > src/main.c <<'END'
int price_quote (int);
int helper (int);
int main (int argc, char **argv) { (void) argv; return price_quote (argc) + helper (argc); }
END
cat > src/helper.c <<'END'
static int inner (int x) { return x ^ 1; }
int helper (int x) { return inner (x) + 1; }
END
cat > src/price.c <<'END'
int price_quote (int x) { return x * 3; }
END

# ---- unrecorded
plugged main
plugged price
compile helper
"$GCC" build/main.o build/price.o build/helper.o -o build/shop
check_status "code without a record is a note" 0 "$LOADBEARING" check build
check_contains "that counts it once, though the program holds it, too" "$out" \
  "loadbearing: note: 1 function in 1 file has no record: the plugin did not see it compiled [loadbearing: unrecorded]"
check_contains "and names it" "$out" "build/helper.o: helper"
check_lacks "start-up code is expected" "$out" "_start"
check_status "a program alone" 0 "$LOADBEARING" check build/shop
check_contains "tells it, too" "$out" "build/shop: helper"
check_status "-q leaves notes out" 0 "$LOADBEARING" check -q build/shop
check_output "but for the summary" <<'END'
0 load-bearing functions; 1 finding (1 note)
END

policy '"unrecorded": { "allow": ["helper*"] },'
plugged main
plugged price
"$GCC" build/main.o build/price.o build/helper.o -o build/shop
check_status "the policy's allow-list" 0 "$LOADBEARING" check build
check_output "by function and by file" <<'END'
0 load-bearing functions; 0 findings
END

policy '"mark": [ { "function": "help*", "domain": "pricing" } ],'
plugged main
plugged price
"$GCC" build/main.o build/price.o build/helper.o -o build/shop
check_status "a marked name without a record is an error" 1 "$LOADBEARING" check build
check_contains "which names function and file" "$out" \
  "build/helper.o: error: 'helper' has no record: it was compiled without the plugin [loadbearing: unrecorded]"
check_equal "once" 1 "$(grep -c "error: 'helper'" "$out")"
check_contains "and who marks it" "$out" "load-bearing in 'pricing': the policy marks it"
check_status "in the program, too" 1 "$LOADBEARING" check build/shop
rm build/*

policy '"mark": [ { "file": "src/helper.c", "domain": "pricing" } ],'
mkdir -p in/src
"$GCC" -c src/helper.c -o src/helper.o
check_status "a marked file, known by where its object lies" 1 "$LOADBEARING" check src
check_contains "is found" "$out" "src/helper.o: error: 'helper' has no record"
rm src/helper.o

# The ledger knows a function that escaped.
policy '"mark": [ { "function": "price_quote", "domain": "pricing" } ],'
"$GCC" -fplugin="$PLUGIN" -O1 -c src/price.c -o build/price.o 2> /dev/null
check "certify from a failed compilation" "$LOADBEARING" certify price_quote --yes --now 2026-05-01 --from build
policy ""
compile price
plugged main
check_status "in the ledger, but compiled without the plugin" 1 "$LOADBEARING" check build
check_contains "is an error" "$out" "load-bearing in 'pricing': the ledger speaks of it"
"$GCC" -O1 -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=warn -c src/price.c -o build/price.o 2> /dev/null
check_status "compiled with the plugin, but without its mark" 1 "$LOADBEARING" check build
check_contains "is unmarked" "$out" "'price_quote' is in the ledger, but compiled without its mark [loadbearing: unmarked]"

# Moved to another file, while the one that the ledger names is still compiled.
cp src/price.c src/price.c.kept
mv src/price.c src/moved.c
echo 'int price_left (int x) { return x; }' > src/price.c
rm build/*
for unit in moved price; do
  check "$unit.c alone cannot tell" "$GCC" -O1 -fplugin="$PLUGIN" -c src/$unit.c -o build/$unit.o
done
check_status "moved to another file, without its mark" 1 "$LOADBEARING" check build
check_contains "is unmarked" "$out" \
  "src/moved.c:1:5: error: 'price_quote' is in the ledger, but compiled without its mark [loadbearing: unmarked]"
check_contains "and where it was is told" "$out" \
  "the ledger knows it in src/price.c, which is compiled, and defines it no more"
mv src/price.c.kept src/price.c
rm -rf src/moved.c build/* loadbearing/audits

# ---- stripped
policy ""
plugged main; compile helper; plugged price
"$GCC" build/main.o build/price.o build/helper.o -o build/shop
"$GCC" -shared -fPIC src/helper.c -o build/libhelper.so
rm build/*.o
strip -s build/shop build/libhelper.so
check_status "stripped and without records" 1 "$LOADBEARING" check build
check_contains "cannot tell" "$out" "build/libhelper.so: error: the file is stripped and has no records: it cannot tell what it contains [loadbearing: incomparable]"
check_contains "stripped with records: a note" "$out" "build/shop: note: the file is stripped: code without a record cannot be seen in it [loadbearing: unrecorded]"
rm build/*

# ---- conflicting-definitions
cat > src/shared.h <<'END'
static inline int kept (int x) { return x; }
inline __attribute__ ((gnu_inline)) int unused (int x);
END
cat > src/one.cc <<'END'
inline __attribute__ ((noinline)) int rate (int x) { return x * RATE; }
int one (int x) { return rate (x); }
END
sed 's/one/two/' src/one.cc > src/two.cc
cat > src/cxxmain.cc <<'END'
int one (int);
int two (int);
int main () { return one (1) - two (1); }
END
if command -v g++ > /dev/null && GXX=$(echo "$GCC" | sed 's/gcc/g++/') && command -v "$GXX" > /dev/null; then
  for unit in one two cxxmain; do
    rate=1
    [ $unit = two ] && rate=2
    "$GXX" -DRATE=$rate -O1 -fplugin="$PLUGIN" -c src/$unit.cc -o build/$unit.o || not_ok "compile $unit.cc"
  done
  "$GXX" build/one.o build/two.o build/cxxmain.o -o build/shop
  check_status "copies that differ in one program" 1 "$LOADBEARING" check build/shop
  check_matches "are a finding" "$out" "^src/one.cc:1:[0-9]+: error: definitions of '[^']*rate[^']*' in one program differ \[loadbearing: conflicting-definitions\]"
  check_contains "that names the units" "$out" "compiled in src/two.cc"
check_status "a C++ function by its plain name" 2 "$LOADBEARING" explain rate build/shop
check_contains "is found" "$err" "is not marked load-bearing"
  check_status "as objects they are not one program yet" 0 "$LOADBEARING" check build/one.o build/two.o
  "$GXX" -DRATE=1 -O1 -fplugin="$PLUGIN" -c src/two.cc -o build/two.o
  "$GXX" build/one.o build/two.o build/cxxmain.o -o build/shop
  check_status "equal copies are none" 0 "$LOADBEARING" check build/shop
  check_contains "indeed" "$out" "0 load-bearing functions; 0 findings"
  for unit in one two; do
    sed -i 's/^inline/__attribute__ ((load_bearing ("pricing"))) inline/' src/$unit.cc
    "$GXX" -DRATE="'$unit'" -O1 -w -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c src/$unit.cc -o build/$unit.o
  done
  "$GXX" build/one.o build/two.o build/cxxmain.o -o build/shop
  check_status "copies of a load-bearing function that differ" 0 "$LOADBEARING" explain src/one.cc:rate build/shop
  check_contains "are among what explain finds of it" "$out" "[loadbearing: conflicting-definitions]"
else
  skip "conflicting definitions" "no $GXX"
fi
rm build/*

# ---- stale-audit, stale-rule
policy '"mark": [ { "function": "price_quote", "domain": "pricing" }, { "function": "gone_*", "file": "src/**", "domain": "pricing" } ],'
"$GCC" -fplugin="$PLUGIN" -O1 -c src/price.c -o build/price.o 2> /dev/null
check "certify" "$LOADBEARING" certify price_quote --yes --now 2026-05-01
plugged price
plugged main
plugged helper
check_status "a rule that matches nothing is a warning" 0 "$LOADBEARING" check
check_contains "with its place" "$out" "loadbearing/policy.json:1: warning: no function matches 'gone_*' in 'src/**' [loadbearing: stale-rule]"
check_status "with a PATH not all was read" 0 "$LOADBEARING" check build
check_lacks "so nothing is stale" "$out" "stale"
sed 's/price_quote/price_offer/' src/price.c > src/offer.c
rm build/price.o
plugged offer
check_status "an audit that matches nothing" 0 "$LOADBEARING" check
check_contains "is stale" "$out" \
  "loadbearing/audits/pricing/price_quote.json: warning: the ledger speaks of 'price_quote' in src/price.c, which no product contains any more [loadbearing: stale-audit]"
check_contains "with the command that settles it" "$out" "to settle it: git rm loadbearing/audits/pricing/price_quote.json"

# ---- prototype-linked
policy '"prototypes": ["lab/**"],'
rm -rf build/* loadbearing/audits
mkdir -p lab
echo 'int helper (int x) { return x; }' > lab/helper.c
echo 'int main (void) { return 0; }' > lab/main.c
plugged main
plugged price
"$GCC" -fplugin="$PLUGIN" -c lab/helper.c -o build/helper.o
"$GCC" build/main.o build/price.o build/helper.o -o build/shop
check_status "a prototype linked into production" 1 "$LOADBEARING" check build
check_contains "is an error" "$out" "lab/helper.c:1:5: error: 'helper' is a prototype, and is linked into build/shop [loadbearing: prototype-linked]"
"$GCC" -fplugin="$PLUGIN" -c lab/main.c -o build/lab.o
"$GCC" build/lab.o build/price.o build/helper.o -o build/shop
check_status "a prototype of its own" 0 "$LOADBEARING" check build/shop

# ---- no policy
mkdir bare
cat > bare/x.c <<'END'
__attribute__ ((load_bearing ("pricing"))) int f (void) { return 1; }
END
mv loadbearing kept
"$GCC" -fplugin="$PLUGIN" -c bare/x.c -o bare/x.o 2> /dev/null
check_status "without a policy nothing is an error" 0 "$LOADBEARING" check bare
check_contains "but it is said" "$out" "loadbearing: warning: there is no policy here or above"
check_contains "and the function is unaudited" "$out" "warning: 'f' is load-bearing and not audited"
check_status "certify needs one" 2 "$LOADBEARING" certify f --from bare --yes
