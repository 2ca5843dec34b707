#!/bin/bash
# What another unit's object begins with: a load-bearing function that reads it rests on it, through every command.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
export LOADBEARING_TEST_NOW=1

repository
mkdir -p loadbearing src
"$LOADBEARING" init -q || not_ok "init"
# The shipped policy, but that certifying needs no terminal and one auditor will do.
cat > loadbearing/policy.json <<'END'
{ "format": 1, "domains": { "pricing": { "distinct": 1 } }, "certify": { "yes": true } }
END
cat > src/price.c <<'END'
#include "rates.h"
static int step (int i) { return rate[i] + helper_table[i].cents; }
__attribute__ ((load_bearing ("pricing"))) int price (int i) { return step (i) * factor + name[0]; }
END
cat > src/other.c <<'END'
int nothing_of_it (void) { return 1; }
END
cat > src/rates.h <<'END'
struct row { int cents; const char *text; };
extern const int rate[];
extern const struct row helper_table[];
extern int factor;
extern const char *const name;
extern const int *const chain;
END
rates ()
{
  cat > src/rates.c <<'END'
#include "rates.h"
const int rate[] = { 5, 10, 15 };
const struct row helper_table[] = { { 1, "one" }, { 2, "two" } };
int factor = 3;
const char *const name = "name";
int nobody_reads = 1;
END
}
rates
FLAGS=-O2
# build [UNIT...]: objects in o
build ()
{
  mkdir -p o
  for unit in "${@:-price rates other}"; do
    for u in $unit; do
      # shellcheck disable=SC2086
      "${CC:-$GCC}" -w $FLAGS -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=policy -c "src/$u.c" -o "o/$u.o" 2> compile.err \
        || [ -f "o/$u.o.loadbearing" ] || not_ok "compiles $u" "$(cat compile.err)"
    done
  done
}
# audit: certifies price as everything is built now
audit ()
{
  build
  "$LOADBEARING" certify price --yes --from o > certify.out 2>&1 || not_ok "certify" "$(cat certify.out)"
  build
}
# found NAME WHAT: check fails, and says that it rests on WHAT
found ()
{
  check_status "found: $1" 1 "$LOADBEARING" check o
  check_contains "$1: the rule" "$out" "[loadbearing: dependency-changed]"
  check_contains "$1: the object" "$out" "$2"
}
# silent NAME: check passes, without a word about price
silent ()
{
  check_status "not found: $1" 0 "$LOADBEARING" check o
  check_lacks "$1: nothing rests on it" "$out" "dependency-changed"
}
# changed NAME SED WHAT: rates.c edited so
changed ()
{
  rates
  sed -i "$2" src/rates.c
  build rates
  found "$1" "$3"
}
# same NAME SED
same ()
{
  rates
  sed -i "$2" src/rates.c
  build rates
  silent "$1"
}

audit
silent "nothing changed"
cp -r o o.old
changed "an element of an array" 's/10/11/' "dependency 'rate' changed where it is defined, src/rates.c:2 (reached through 'step()')"
changed "the size of an array" 's/, 15//' "'rate' changed where it is defined"
changed "a global that is no constant" 's/factor = 3/factor = 4/' "'factor' changed where it is defined, src/rates.c:4"
changed "a global that begins as zero" 's/factor = 3/factor/' "'factor' changed where it is defined"
changed "a member of a table" 's/{ 2,/{ 7,/' "'helper_table' changed where it is defined"
changed "a text that nobody reads yet" 's/"two"/"zwei"/' "'helper_table' changed where it is defined"
changed "what a pointer points to" 's/"name"/"other"/' "'name' changed where it is defined"
changed "weak" 's/^int factor/__attribute__ ((weak)) int factor/' "'factor' changed where it is defined"
same "an object that nobody load-bearing reads" 's/nobody_reads = 1/nobody_reads = 2/'
same "comments, layout, spelling" 's|const int rate.*|/* cents */ const int rate[3] = { [2] = 0xf, [0] = 3 + 2, [1] = 10 };|'
rates
tac src/rates.c | grep -v include | sed '1i #include "rates.h"' > reversed.c
cp reversed.c src/rates.c
build rates
silent "another order of objects"
rates
for o in -O0 "-O3 -g"; do FLAGS=$o build rates; silent "$o of the unit that defines it"; done
for gcc in $GCCS; do CC=$gcc build rates; silent "$gcc for the unit that defines it"; done
# Moved to another file of the same product.
sed -n '/const int rate/!p' src/rates.c > rest.c
{ echo '#include "rates.h"'; grep 'const int rate' src/rates.c; } > src/more.c
cp rest.c src/rates.c
build rates more
silent "moved to another file"
sed -i 's/10/12/' src/more.c
build more
found "moved to another file, and changed" "'rate' changed where it is defined, src/more.c:2"
rm -f src/more.c o/more.o
rates
build rates

# A definition that was not given is not changed.
check_status "the reader alone" 0 "$LOADBEARING" check o/price.o
check_lacks "the reader alone: silent" "$out" "dependency-changed"
rm o/rates.o
check_status "the definition is not there" 0 "$LOADBEARING" check o
build rates

# The compiler, which sees one unit, neither knows nor complains.
sed -i 's/10/11/' src/rates.c
build
check_lacks "the compiler says nothing" compile.err "price"

# diff: classified, and named.
check "diff" "$LOADBEARING" diff o.old o
check_contains "diff: the class" "$out" "dependency-changed"
check_contains "diff: the object" "$out" "'rate' changed where it is defined, src/rates.c:2"
# explain: by which way.
check "explain" "$LOADBEARING" explain price o
check_contains "explain: what moved" "$out" "dependency 'rate' changed where it is defined, src/rates.c:2"
check_contains "explain: the way" "$out" "by way of price -> step -> rate"
check_contains "explain: where it is defined" "$out" "factor, defined at src/rates.c:4"
check_contains "explain: the verdict" "$out" "rests on what changed"
# report
check "report" "$LOADBEARING" report --format json o
check_contains "report: the rule" "$out" "dependency-changed"

# Certified, it passes; back, it is reverted.
check "certified with the new rate" "$LOADBEARING" certify price --yes --from o
check_contains "certify shows what moved" "$out" "'rate' changed where it is defined"
silent "certified"
rates
build rates
check_status "the old rate again" 1 "$LOADBEARING" check o
check_contains "is reverted" "$out" "[loadbearing: reverted]"
check "fmt is content with the ledger" "$LOADBEARING" fmt --check

# What was not known when it was audited is told, and compared once it is certified again.
rm -rf loadbearing/audits
build
"$LOADBEARING" certify price --yes --from o/price.o > certify.out 2>&1 || not_ok "certify the unit alone" "$(cat certify.out)"
check_status "not known then" 0 "$LOADBEARING" check o
check_contains "it is said" "$out" "what other units' objects begin with was not known"
sed -i 's/10/11/' src/rates.c
build rates
check_status "so a change is not found" 0 "$LOADBEARING" check o
check "certify again, by the same person" "$LOADBEARING" certify price --yes --from o
check_status "known now" 0 "$LOADBEARING" check o
check_lacks "nothing is said any more" "$out" "was not known"
check_not "a third time there is nothing new" "$LOADBEARING" certify price --yes --from o
rates
build rates
check_status "compared now" 1 "$LOADBEARING" check o
check_contains "and changed" "$out" "'rate' changed where it is defined"
check_lacks "not reverted to what did not know it" "$out" "reverted"

# Excused: any change is found.
rm -rf loadbearing/audits
build
check "init --exempt-existing" "$LOADBEARING" init --exempt-existing --until "$(date -d '+10 days' +%F)" --reason legacy o
check_status "green" 0 "$LOADBEARING" check o
sed -i 's/10/11/' src/rates.c
build rates
found "below an exemption" "'rate' changed where it is defined"

# Two programs, each with its own: the one that is linked counts.
rates
rm -rf loadbearing/audits o.old
echo 'int price (int); int main (void) { return price (0); }' > src/main.c
sed 's/10/77/' src/rates.c > src/rates_b.c
build price rates rates_b main
check "certify for both programs" "$LOADBEARING" certify price --yes --from o
build price
programs () { mkdir -p p; "$GCC" o/price.o o/rates.o o/main.o -o p/a; "$GCC" o/price.o o/rates_b.o o/main.o -o p/b; }
programs
check_status "both as audited" 0 "$LOADBEARING" check p
check_status "one of them alone" 0 "$LOADBEARING" check p/b
sed -i 's/77/78/' src/rates_b.c
build rates_b
programs
check_status "the one that changed" 1 "$LOADBEARING" check p/b
check_contains "is found" "$out" "src/rates_b.c:2"
check_status "the other one" 0 "$LOADBEARING" check p/a

# A strong definition that takes a weak one's place.
rm -rf loadbearing/audits p o
rates
sed -i 's/^int factor/__attribute__ ((weak)) int factor/' src/rates.c
rm src/rates_b.c src/main.c
audit
silent "a weak definition"
echo 'int factor = 3;' > src/strong.c
build strong
found "a strong one in its place" "'factor' changed where it is defined, src/strong.c:1"
rm src/strong.c o/strong.o
silent "without it"
# A weak one of its own.
cat > src/price.c <<'END'
__attribute__ ((weak)) int factor = 3;
__attribute__ ((load_bearing ("pricing"))) int price (int i) { return i * factor; }
END
: > src/rates.c
audit
silent "its own weak definition"
echo 'int factor = 4;' > src/strong.c
build strong
found "another unit's in its place" "'factor' changed where it is defined, src/strong.c:1"
rm src/strong.c o/strong.o

# What the addresses in it lead to, in a third unit, too.
cat > src/price.c <<'END'
extern const int *const chain;
extern int (*const table[]) (int);
__attribute__ ((load_bearing ("pricing"))) int price (int i) { return *chain + table[0] (i); }
END
cat > src/rates.c <<'END'
extern const int far;
const int *const chain = &far;
int second (int);
static int first (int x) { return x + 1; }
int third (int x) { return x + 3; }
int (*const table[]) (int) = { first, second };
END
printf 'const int far = 1;\nint second (int x) { return x + 2; }\n' > src/other.c
audit
silent "a chain of objects"
sed -i 's/far = 1/far = 2/' src/other.c
build other
found "the end of the chain" "'far' changed where it is defined, src/other.c:1"
sed -i 's/far = 2/far = 1/' src/other.c
build other
silent "back"
sed -i 's/{ first/{ third/' src/rates.c
build rates
found "another function in a table" "'table' changed where it is defined"
sed -i 's/{ third/{ first/; s/x + 1/x + 9/' src/rates.c
sed -i 's/x + 2/x + 8/' src/other.c
build rates other
run "$LOADBEARING" check o
check_contains "a function in the table: reach" "$out" "'first' changed since the audit of 'price', which reaches it"
check_contains "one of a third unit, too" "$out" "'second' changed since the audit of 'price', which reaches it"
check_contains "by what it is reached" "$out" "reaches it through table"

# An archive's members.
rm -rf loadbearing/audits o p
rates
cat > src/price.c <<'END'
extern const int rate[];
__attribute__ ((load_bearing ("pricing"))) int price (int i) { return rate[i]; }
END
audit
mkdir a
ar rc a/libshop.a o/price.o o/rates.o
rm -r o
check_status "an archive as audited" 0 "$LOADBEARING" check a
sed -i 's/10/11/' src/rates.c
build rates
ar rc a/libshop.a o/rates.o
check_status "a member changed" 1 "$LOADBEARING" check a
check_contains "is found" "$out" "'rate' changed where it is defined, src/rates.c:2"

# C++.
cxx=g++${GCC#gcc}
if command -v "$cxx" > /dev/null; then
  rm -rf loadbearing/audits o
  mkdir o
  echo 'namespace shop { extern const int rate[]; } __attribute__ ((load_bearing ("pricing"))) int price (int i) { return shop::rate[i]; }' > src/price.cc
  echo 'namespace shop { extern const int rate[]; const int rate[] = { 1, 2 }; }' > src/rates.cc
  cc () { "$cxx" -w -O2 -fplugin="$PLUGIN" -c "src/$1.cc" -o "o/$1.o" 2> compile.err; }
  cc price; cc rates
  check "certify C++" "$LOADBEARING" certify price --yes --from o
  cc price; cc rates
  silent "C++ as audited"
  sed -i 's/2 }/3 }/' src/rates.cc
  cc rates
  found "C++" "dependency 'rate' changed where it is defined, src/rates.cc:1"
else
  skip "$cxx" "not installed"
fi

# A callee in another unit that reads a table of its own: what it does changed, though its text did not.
rm -rf loadbearing/audits loadbearing/reach o a src/*.cc
cat > src/price.c <<'END'
int tax (int);
__attribute__ ((load_bearing ("pricing"))) int price (int i) { return tax (i); }
END
cat > src/rates.c <<'END'
static const int rates[] = { 1, 2 };
static const int *const by_country[] = { rates };
int tax (int i) { return by_country[0][i]; }
int other (int i) { return i; }
END
audit
silent "a callee's own table"
sed -i 's/1, 2/1, 3/' src/rates.c
build rates
run "$LOADBEARING" check o
check_contains "a callee's own table changed" "$out" "'tax' changed since the audit of 'price', which reaches it"
check_lacks "and nothing else" "$out" "'other' changed"

# What a callee reads in a third unit, and what it leads to through its own table.
rm -rf loadbearing/audits loadbearing/reach o
cat > src/price.c <<'END'
int tax (int), late (int);
static int mine (int i) { return late (i); }
static int (*const own[]) (int) = { mine };
__attribute__ ((load_bearing ("pricing"))) int price (int i) { return tax (i) + own[i] (i); }
END
cat > src/rates.c <<'END'
extern const int far[];
const int near[] = { 7 };
static int step (int i) { return i + 1; }
static int (*const steps[]) (int) = { step };
int tax (int i) { return far[i] + near[0] + steps[0] (i); }
END
printf 'static const int base = 4;\nconst int *const chain[] = { &base };\nconst int far[] = { 1, 2 };\nint late (int x) { return x + *chain[0]; }\n' > src/other.c
audit
silent "what callees read"
# below NAME FILE SED UNIT WHAT WAY
below ()
{
  cp "src/$2.c" kept.c
  sed -i "$3" "src/$2.c"
  build "$2"
  check_status "below: $1" 0 "$LOADBEARING" check o
  check_contains "below: $1: what" "$out" "'$4' changed since the audit of 'price', which reaches it [loadbearing: reach-changed]"
  check_contains "below: $1: by what" "$out" "reaches it through $5"
  cp kept.c "src/$2.c"
  build "$2"
}
below "another unit's object that a callee reads" other 's/1, 2/1, 3/' far tax
below "its own object that others can name" rates 's/7/8/' near tax
below "a function in its own table" rates 's/i + 1/i + 2/' step tax
below "a callee of a function in a table of the unit itself" other 's/late (int x) { return x/late (int x) { return 2 * x/' late mine
below "a static object behind an object that it reads" other 's/base = 4/base = 5/' chain "mine, late"
silent "all back"
check "explain" "$LOADBEARING" explain price o
check_contains "explain: what it reaches" "$out" "3 functions and 3 objects outside its unit"
