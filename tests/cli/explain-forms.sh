#!/bin/sh
# loadbearing explain: the change of meaning, from the canonical forms that certify kept or an old build holds.
. "$(dirname "$0")/../lib.sh"
export LOADBEARING_TEST_NOW=1
[ -e "$PLUGIN" ] || { not_ok "the plugin is there" "$PLUGIN"; exit 1; }

repository
mkdir -p loadbearing src o
echo '{ "format": 1, "domains": { "pricing": {} }, "certify": { "yes": true } }' > loadbearing/policy.json
cat > src/price.c <<'END'
struct order { long cents; int count; };
int log_it (const char *text);
static long markup (long cents) { return cents * 110 / 100; }

__attribute__ ((load_bearing ("pricing"))) long
price_quote (const struct order *o, int bulk)
{
  long cents = o->cents;
  if (o->count > bulk)
    cents = cents * 9 / 10;
  log_it ("quoted");
  return markup (cents) * o->count;
}
END
cp src/price.c start.c
# compile OPTION...: what there is, into o; a failed one leaves o/price.o.loadbearing
compile ()
{
  rm -rf o && mkdir o
  "$GCC" -O2 -w -fplugin="$PLUGIN" "$@" -c src/price.c -o o/price.o 2> /dev/null
}
keep="-fplugin-arg-loadbearing-gate=off -fplugin-arg-loadbearing-forms"
explain () { "$LOADBEARING" explain price_quote "$@" --now 2026-06-01; }
# about LABEL: the lines from LABEL to the next label, without digests
about () { sed -n "/^$1 /,\$p" "$out" | sed '1!{/^[^ ]/,$d;}; s/^ \{15\}//'; }
form=loadbearing/forms/pricing/price_quote.form

# The gate stops the build; what that leaves holds the form, and certify keeps it: no option is needed.
compile && not_ok "the gate stops the first build"
check "certify what the failed build left" "$LOADBEARING" certify price_quote --from o --yes --now 2026-05-01
check_contains "the form is kept" "$form" "behaviour gcc"
git add -A && git commit -qm certified
check "the audited state compiles" compile
check_equal "its object holds no form" "" "$("$LOADBEARING" dump o | grep '"form"')"
check "as audited" explain o
check_lacks "nothing is said of meaning" "$out" "meaning"

sed -i 's/count > bulk/count >= bulk/; s|9 / 10|19 / 20|' src/price.c
compile && not_ok "the gate stops the changed text"
check "changed" explain o
about meaning > shown
cat > expected <<'END'
meaning        of 'price_quote' since it was audited, in its canonical form (arg1 is the first parameter):
@@ -1,3 +1,3 @@
 log_it ("quoted");
-t1 = (arg1->count @entry) > arg2 ? (arg1->cents @entry) * 9 / 10 : arg1->cents @entry;
+t1 = (arg1->count @entry) < arg2 ? arg1->cents @entry : (arg1->cents @entry) * 19 / 20;
 return (s64) arg1->count * (t1 * 110 / 100);
END
check_equal "the difference is of the two things that changed" "" "$(diff expected shown)"
check_contains "the text's follows" "$out" "difference     of 'price_quote' since src/price.c@"

# A helper changed, which is part of the behaviour; the function's own text is the same.
cp start.c src/price.c
sed -i 's/110/115/' src/price.c
compile && not_ok "the gate stops the changed helper"
check "a helper changed" explain o
check_contains "the function's meaning changed" "$out" "               -return (s64) arg1->count * (t1 * 110 / 100);"
check_contains "and how" "$out" "               +return (s64) arg1->count * (t1 * 115 / 100);"

# Written otherwise, meaning the same.
cp start.c src/price.c
sed -i 's/if (o->count > bulk)/if (!(bulk >= o->count))/; s/long cents = o->cents;/long cents; cents = o->cents;/' src/price.c
check "a refactored text compiles" compile
check "refactored" explain o
check_contains "the meaning is the same" "$out" "meaning        the same: it is written otherwise, and its canonical form is equal"

cp start.c src/price.c
sed -i 's/cents \* 110 \/ 100/110 * cents \/ 100/' src/price.c
check "a refactored helper compiles" compile
check "refactored below" explain o
check_contains "it is what it rests on that is written otherwise" "$out" \
  "meaning        the same: what it rests on is written otherwise, and its canonical form is equal"
check_equal "what was not counted is told once" 1 "$(grep -c "dependency 'markup()' changed" "$out")"

# Forms on request, and where none is there.
cp start.c src/price.c
sed -i 's/count > bulk/count > bulk + 1/' src/price.c
# shellcheck disable=SC2086
check "compile with forms" compile $keep
check "explain" explain o
check_contains "the object's form is shown" "$out" "               +t1 = (arg1->count @entry) > arg2 + 1 ? (arg1->cents @entry) * 9 / 10 : arg1->cents @entry;"
check "compile without" compile -fplugin-arg-loadbearing-gate=off
check "explain without the new form" explain o
check_contains "it says what to do" "$out" \
  "meaning        cannot be shown: this build holds no canonical form; compile with -fplugin-arg-loadbearing-forms"
# A form that somebody altered is not the audited one.
sed -i 's/s64#10$/s64#12/' "$form"
check_equal "the form was altered" " M $form" "$(git status --porcelain "$form")"
# shellcheck disable=SC2086
check "compile with forms again" compile $keep
check "explain with an altered form" explain o
check_contains "it is not taken for the audited one" "$out" "meaning        cannot be shown: the audited form was not kept"
git checkout -q "$form"

# An old build, with forms.
cp start.c src/price.c
# shellcheck disable=SC2086
check "compile the old text" compile $keep
mv o old
sed -i 's/"quoted"/"asked"/' src/price.c
# shellcheck disable=SC2086
check "compile the new text" compile $keep
rm -rf loadbearing/forms loadbearing/audits
check "explain against an old build" explain --old old o
check_contains "the build is told" "$out" "old build      old: src/price.c:6, compiled from src/price.c by gcc"
check_contains "its aspects are compared" "$out" "               source       differs: then "
check_contains "the interface's too" "$out" "               interface    equal: "
check_contains "the meaning" "$out" "meaning        of 'price_quote' since that build, in its canonical form"
check_contains "what went" "$out" '               -log_it ("quoted");'
check_contains "what came" "$out" '               +log_it ("asked");'
cp start.c src/price.c
sed -i 's/^price_quote/  price_quote/' src/price.c
# shellcheck disable=SC2086
check "compile equal text" compile $keep
check "equal behaviour" explain --old old o
check_contains "is told" "$out" "meaning        the same: the canonical forms are equal"
mkdir none
check_status "an old build without records" 2 explain --old none o
check_contains "is an error" "$err" "explain: none holds no record of 'price_quote'; name what was built with the plugin from the old text"

# Sizes: without the option, a note is as large as ever.
cp start.c src/price.c
# shellcheck disable=SC2086
compile $keep
with=$(wc -c < o/price.o)
compile -fplugin-arg-loadbearing-gate=off
without=$(wc -c < o/price.o)
if [ "$with" -gt $((without + 300)) ]; then
  ok "the option makes the note larger"
else
  not_ok "the option makes the note larger" "$with, $without"
fi
check_status "a wrong value is told" 1 "$GCC" -w -fplugin="$PLUGIN" -fplugin-arg-loadbearing-forms=all -c src/price.c -o o/x.o
check_contains "with what it takes" "$err" "it takes: none, keep"
