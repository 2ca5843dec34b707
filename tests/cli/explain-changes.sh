#!/bin/sh
# loadbearing explain: what moved since the audit, by which calls, and how the text differs.
. "$(dirname "$0")/../lib.sh"
export LOADBEARING_TEST_NOW=1
[ -e "$PLUGIN" ] || { not_ok "the plugin is there" "$PLUGIN"; exit 1; }

repository
mkdir -p loadbearing src o
echo '{ "format": 1, "domains": { "pricing": {} }, "certify": { "yes": true } }' > loadbearing/policy.json
# build: compiles what there is; the gate does not stop it
build ()
{
  rm -f o/*
  for source in src/*.c; do
    "$GCC" -O1 -w -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c "$source" -o "o/$(basename "$source" .c).o" ||
      not_ok "compile $source"
  done
}
# again: the start, audited and committed
again ()
{
  cat > src/price.c <<'END'
#include <stddef.h>
/* price_quote (x) { of this comment is no definition; nor is "price_quote () {" of that text.  */
struct order { long cents; int count; };
long price_quote (const struct order *o);
int log_it (const char *text);
#define STEP 5
static const long rates[] = { 3, 5, 7 };

static long
round_cents (long cents)
{
	if (cents < 0)
		return 0;
	return cents / STEP * STEP;
}

#ifdef OTHER
static long discount (long cents) {
#else
static long discount (long cents) { /* as many braces as the other */
#endif
  return cents - cents * rates[1] / 100;
}

static long
apply (long cents)
{
  return round_cents (discount (cents));
}

__attribute__ ((load_bearing ("pricing"))) long
price_quote (const struct order *o)
{
  long cents = o->cents * o->count;

  log_it ("price_quote () {");
  return apply (cents);
}
END
  echo 'int deep (int x); int log_it (const char *t) { return deep (*t); }' > src/log.c
  echo 'int deep (int x) { return x + 1; }' > src/deep.c
  rm -rf loadbearing/audits loadbearing/reach
  build
  check "certify" "$LOADBEARING" certify price_quote --from o --yes --now 2026-05-01
  git add src loadbearing && git commit -qm "certified" --allow-empty
}
explain () { "$LOADBEARING" explain price_quote o --now 2026-06-01; }
# about LABEL: the lines from LABEL to the next label
about () { sed -n "/^$1 /,\$p" "$out" | sed '1!{/^[^ ]/,$d;}' | sed 's/[0-9a-f]\{12\}/<digest>/g'; }

again
check_status "as audited" 0 explain
check_lacks "no difference is shown" "$out" "difference"
check_contains "what it reaches is told" "$out" "reaches        2 functions outside its unit"
check_contains "and how it stands" "$out" "               all of them as when it was audited"

sed -i 's/o->cents \* o->count/o->cents * (o->count + 1)/; 1i/* a line more */' src/price.c
build
check_status "the function changed" 0 explain
about difference > shown
cat > expected <<'END'
difference     of 'price_quote' since src/price.c@<digest>:
               @@ -31,7 +32,7 @@
                __attribute__ ((load_bearing ("pricing"))) long
                price_quote (const struct order *o)
                {
               -  long cents = o->cents * o->count;
               +  long cents = o->cents * (o->count + 1);

                  log_it ("price_quote () {");
                  return apply (cents);
END
sed -i 's/ *$//' shown expected
check_equal "its difference is shown, with the lines of both files" "" "$(diff expected shown)"

git checkout -q src
sed -i 's/cents < 0/cents <= 0/; s/{ 3, 5, 7 }/{ 3, 6, 7 }/' src/price.c
build
check_status "a helper's helper and an object changed" 0 explain
check_contains "each is named" "$out" "dependency 'round_cents()' changed"
check_contains "with the way to it" "$out" "                 by way of price_quote -> apply -> round_cents"
check_contains "the object by who reads it" "$out" "                 by way of price_quote -> apply -> discount -> rates"
check_contains "the helper's difference is shown" "$out" "difference     of 'round_cents' since src/price.c@"
check_contains "what went" "$out" "               -        if (cents < 0)"
check_contains "and what came" "$out" "               +        if (cents <= 0)"
check_lacks "the function's own text is the same" "$out" "of 'price_quote' since"

git checkout -q src
sed -i 's/rates\[1\]/rates[2]/' src/price.c
build
check_status "a helper that two branches of an #if begin" 0 explain
check_contains "is found by its line" "$out" "difference     of 'discount' since src/price.c@"
check_contains "to its end" "$out" "               -  return cents - cents * rates[1] / 100;"

git checkout -q src
sed -i 's/STEP 5/STEP 10/' src/price.c
build
check_status "a macro changed" 0 explain
check_contains "the text of the helper is told to be equal" "$out" \
  "difference     none in the text of 'round_cents': what changed is outside it, in a macro, a declaration or an option"

git checkout -q src
"$GCC" -O1 -w -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -fplugin-arg-loadbearing-variant=other -c src/price.c -o o/price.o
check_status "another variant" 0 explain
check_contains "is not said to have changed" "$out" "difference     none in the text of 'price_quote'"
check_lacks "anywhere" "$out" "what changed is outside it"

sed -i 's/x + 1/x + 2/' src/deep.c
build
check_status "a callee in another unit" 0 explain
check_contains "is told below" "$out" "               deep changed since the audit, reached through log_it"
check_contains "and is a finding, as check has it" "$out" \
  "findings       note: 'deep' changed since the audit of 'price_quote', which reaches it [loadbearing: reach-changed]"
check_contains "with the way" "$out" "                 'price_quote' ('pricing', audited by Ada Okafor on 2026-05-01) reaches it through log_it"
check_contains "and the command" "$out" "                 to settle it: loadbearing certify price_quote"

git checkout -q src
sed -i 's/^price_quote (const/#define QUOTE price_quote\nQUOTE (const/; s/o->count;/o->count + 2;/' src/price.c
build
check_status "a definition that a macro makes" 0 explain
check_contains "is not found, and the command is told that shows it" "$out" \
  "difference     of 'price_quote': its text is not found in both; see: git diff "

rm -rf .git && repository
git checkout -q -- src 2> /dev/null
again > /dev/null
rm -rf .git && repository
sed -i 's/o->count;/o->count + 1;/' src/price.c
build
check_status "where git does not hold the text" 0 explain
check_contains "that is told" "$out" "difference     cannot be shown: git does not hold the audited text, src/price.c@"
