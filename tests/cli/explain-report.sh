#!/bin/sh
# loadbearing explain and report; and the manual page against the programs' own help.
. "$(dirname "$0")/../lib.sh"
RECORDS=$BUILD/unit/make_records
export LOADBEARING_TEST_NOW=1

repository
mkdir -p loadbearing src o
cat > loadbearing/policy.json <<'END'
{ "format": 1,
  "domains": { "pricing": { "distinct": 2, "max_age_days": 700 }, "authentication": { "source_equality": true } },
  "certify": { "yes": true }, "severity": { "*": { "auditor-missing": "off" } } }
END
touch src/price.c

# price ROUND RATE LIST...: price_quote, apply_discount (load-bearing) and round_cents
price ()
{
  "$RECORDS" o/price.o.loadbearing <<END || not_ok "records"
unit src/price.c
policy-of .
function price_quote
line 12 6
domain pricing
reason ADR 12
interface I
source S
needs apply_discount() = A
needs apply_discount() interface = AI
needs list_price = $2 via apply_discount
needs round_cents() = $1
function apply_discount
line 5 6
domain pricing
source A
function round_cents
static
source $1
END
}
price one 3
check "certify both" "$LOADBEARING" certify price_quote apply_discount --yes --now 2026-05-01
price two 4

check_status "explain" 0 "$LOADBEARING" explain price_quote --now 2026-06-01
sed 's/[0-9a-f]\{12\}/<digest>/g' "$out" > explained
cat > expected <<'END'
function       price_quote
defined at     src/price.c:12:6
built          o/price.o.loadbearing: failed compilation, compiled from src/price.c by gcc 12.2.0 for x86_64-linux-gnu
marked         load-bearing in 'pricing' by the attribute: ADR 12
policy         loadbearing/policy.json
               'pricing' asks for 2 auditors, not older than 700 days; equal source or equal behaviour will do
rests on       apply_discount()
               apply_discount() interface
               list_price, through apply_discount()
               round_cents()
ledger         loadbearing/audits/pricing/price_quote.json: 'price_quote' of src/price.c in 'pricing'
               2026-05-01  <digest> audited by Ada Okafor <ada@example.com>
against        state <digest>, audited, text src/price.c@<digest>
               interface    equal: <digest>
               source       equal: <digest>
               dependencies differs: audited <digest>, now <digest>
               its source decided about the body: not changed
               dependency 'list_price' changed (reached through 'apply_discount()')
               dependency 'round_cents()' changed
difference     cannot be shown: git does not hold the audited text, src/price.c@<digest>
not counted    dependency 'list_price' changed (reached through 'apply_discount()'): not counted, 'apply_discount' is load-bearing and audited itself
reaches        nothing outside its unit
verdict        changed
               by the entry of 2026-05-01, state <digest>
findings       error: 'price_quote' rests on what changed since its audit by Ada Okafor on 2026-05-01 [loadbearing: dependency-changed]
                 dependency 'round_cents()' changed
                 load-bearing in 'pricing': ADR 12
                 to settle it: loadbearing certify price_quote
END
check_equal "explain tells every fact and step" "" "$(diff expected explained)"
check_status "explain a name that is not there" 2 "$LOADBEARING" explain nothing
check_status "explain by file and name" 0 "$LOADBEARING" explain src/price.c:price_quote o
check_status "explain what is not load-bearing" 2 "$LOADBEARING" explain round_cents
check_contains "and it says so" "$err" "'round_cents' (src/price.c:30) is not marked load-bearing"

mkdir unmarked
printf '%s\n' 'unit src/price.c' 'policy-of .' 'function apply_discount' 'line 5 6' 'source A' > unmarked/unit
"$RECORDS" unmarked/price.o.loadbearing < unmarked/unit || not_ok "records"
check_status "explain what lost its mark" 2 "$LOADBEARING" explain apply_discount unmarked
check_contains "names the ledger's file" "$err" "'apply_discount' (src/price.c:5) is not marked load-bearing, though the ledger speaks of it: loadbearing/audits/pricing/apply_discount.json"
rm -r unmarked
mkdir weaker
printf '%s\n' 'unit src/price.c' 'policy-of .' 'function apply_discount' 'line 5 6' 'domain authentication' 'source A' > weaker/unit
"$RECORDS" weaker/price.o.loadbearing < weaker/unit || not_ok "records"
check_status "explain a function in another domain than its audit" 0 "$LOADBEARING" explain apply_discount weaker
check_contains "the file of the old domain is about it" "$out" \
  "ledger         loadbearing/audits/pricing/apply_discount.json: 'apply_discount' of src/price.c in 'pricing', which it was marked in then"
check_matches "and what was audited is compared" "$out" "^ +source +equal: "
rm -r weaker

check_status "explain --rule" 0 "$LOADBEARING" explain --rule reverted
check_contains "names its severity" "$out" "reverted (error unless the policy says otherwise)"
check_contains "and how it is settled" "$out" "certifying the old state again"
check_status "explain --rule all" 0 "$LOADBEARING" explain --rule all
for rule in $(awk '{ print $1 }' "$out"); do
  "$LOADBEARING" explain --rule "$rule" | grep -q ettled || echo "$rule"
done > silent
check_equal "every rule says how it is settled" "ai-disclosed" "$(xargs < silent)"
# A rule that has its name and that nothing looks for says so; one that something looks for does not.
"$LOADBEARING" explain --rule all | while read -r rule _; do
  name=RULE_$(echo "$rule" | tr a-z- A-Z_)
  found=no
  grep -rqw --include='*.c' --include='*.cc' --exclude=rules.c "$name" "$SOURCE/audit" "$SOURCE/plugin" && found=yes
  said=yes
  "$LOADBEARING" explain --rule "$rule" | grep -q 'does not look for it yet' && said=no
  check_equal "explain --rule $rule says whether anything looks for it" "$found" "$said"
  listed=yes
  grep -A99 '^These rules have a name' "$SOURCE/docs/loadbearing-policy.5" | sed '/^\.Pp/,$d' | grep -q "^\.Ql $rule\b" && listed=no
  check_equal "... and loadbearing-policy(5), too" "$found" "$listed"
done
check_status "explain an unknown rule" 2 "$LOADBEARING" explain --rule change
check_errors "names the list" <<'END'
loadbearing: explain: no rule is called 'change'; `loadbearing explain --rule all` lists them
END

# ---- report
check_status "report --format json" 0 "$LOADBEARING" report --format json --now 2026-06-01
cp "$out" report.json
if command -v python3 > /dev/null; then
  cat > examine.py <<'END'
import json
r = json.load(open("report.json"))
assert r["format"] == 1
assert r["summary"] == dict(functions=2, audited=1, exempt=0, changed=1, unaudited=0, reverted=0, incomparable=0,
                            findings=1, errors=1, warnings=0, notes=0, units=1), r["summary"]
assert [(f["function"], f["standing"]) for f in r["functions"]] == [("apply_discount", "audited"), ("price_quote", "changed")]
f = r["functions"][1]
assert f["file"] == "src/price.c" and f["line"] == 12 and f["column"] == 6 and f["reason"] == "ADR 12"
assert f["moved"] == ["dependencies"] and f["dependencies_moved"] == ["dependency 'round_cents()' changed"]
assert f["entry"]["by"] == "Ada Okafor <ada@example.com>" and f["entry"]["kind"] == "audit"
assert f["copies"][0]["found"] == "o/price.o.loadbearing"
n, = r["findings"]
assert n["rule"] == "dependency-changed" and n["severity"] == "error" and n["exempted"] is False
assert n["command"] == "loadbearing certify price_quote"
END
  check "the JSON says what the text says" python3 examine.py
else
  skip "the JSON" "no python3"
fi
check_status "two formats without a folder" 2 "$LOADBEARING" report --format text,json
check_status "an unknown format" 2 "$LOADBEARING" report --format sarif
check_contains "is named" "$err" "there is no format 'sarif'"
check "two formats into a folder" "$LOADBEARING" report --format text,json -o out/put --now 2026-06-01
check "the JSON is the same" cmp out/put/report.json report.json
check_contains "the text lists the functions" out/put/report.txt "audited      apply_discount  src/price.c:5  pricing  audited by Ada Okafor on 2026-05-01"
check_not "a folder that cannot be" "$LOADBEARING" report -o /dev/null/x

# ---- names that try to be something else
printf 'unit src/evil.c\npolicy-of .\nfunction evil\033[31m\ndomain pricing\nsource S\n' | "$RECORDS" o/evil.o.loadbearing
check_status "a name with an escape sequence" 1 "$LOADBEARING" check o
check_contains "is spelt out" "$out" "'evil\\x1b[31m'"
check_lacks "and not obeyed" "$out" "$(printf '\033[31m')"

# ---- the manual page
page=$SOURCE/docs/loadbearing.1
commands=$("$LOADBEARING" --help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' | xargs)
check_matches "the commands are known" /dev/stdin 'check .*diff' <<END
$commands
END
sed 's/\\-/-/g' "$page" > page
missing=
for command in $commands; do
  grep -q "^.B $command\$" page || missing="$missing $command"
  for option in $("$LOADBEARING" $command --help | sed -n 's/^ .*\(--[a-z-]*\).*/\1/p' | sort -u); do
    grep -q -e "$option" page || missing="$missing $command:$option"
  done
done
check_equal "the manual page has every command and option" "" "$missing"
extra=
for option in $(grep -o -e '--[a-z][a-z-]*' page | sort -u); do
  for command in $commands; do "$LOADBEARING" $command --help; done |
    grep -q -e "$option" || [ "$option" = --version ] || extra="$extra $option"
done
check_equal "and none that does not exist" "" "$extra"
if command -v man > /dev/null; then
  check "the manual page is well-formed" sh -c 'LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -l "$0" 2>&1 >/dev/null | grep . && exit 1 || exit 0' "$page"
else
  skip "the manual page is well-formed" "no man"
fi
