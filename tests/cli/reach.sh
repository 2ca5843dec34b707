#!/bin/sh
# What changed deep below audited functions: reach-changed, and what certify remembers for it.
. "$(dirname "$0")/../lib.sh"
RECORDS=$BUILD/unit/make_records
export LOADBEARING_TEST_NOW=1

repository
mkdir -p loadbearing o src
touch src/price.c
# policy MEMBERS
policy ()
{
  cat > loadbearing/policy.json <<END
{ "format": 1, "domains": { "pricing": { "distinct": 1 }, "payment": { "distinct": 1, "source_equality": true } },
  "boundary": ["log_*"], "certify": { "yes": true }$1 }
END
}
# records NAME: the units that standard input describes, under the policy that is in force
records ()
{
  sed 's/^unit .*/&\npolicy-of ./' | "$RECORDS" "o/$1.o.loadbearing" || not_ok "records $1"
}
# price, and what lies below it: $deep, $deeper, $logger, $helper are their texts
price ()
{
  records price <<END
unit src/price.c
function price_quote
line 12 6
domain pricing
interface I
source ${price:-S}
calls deep log_it round_cents
needs deep() interface = DI
needs round_cents() = ${helper:-R}
function round_cents
static
source ${helper:-R}
calls deep
END
  records deep <<END
unit src/deep.c
function deep
source ${deep:-D}
calls deeper inner
function inner
static
source ${inner:-N}
unit src/deeper.c
function deeper
source ${deeper:-E}
calls deep
unit src/log.c
function log_it
source ${logger:-L}
calls below_log
function below_log
source ${logger:-L}
END
}
check_now () { "$LOADBEARING" check "$@" --now 2026-06-01; }
# forget: the ledger is empty, and nothing is remembered
names () { sed 1d "loadbearing/reach/$1.reach" | cut -f2 | grep -v '^=$'; }
forget () { rm -rf loadbearing/audits loadbearing/reach; }
certify () { "$LOADBEARING" certify "$@" --yes --now 2026-05-01; }

policy
price
check "certify" certify price_quote
check_equal "remembers what lies outside its own record, up to the boundary" \
  "deep deeper src/deep.c:inner" "$(names pricing/price_quote | tr '\n' ' ' | sed 's/ $//')"
check_status "nothing changed" 0 check_now
check_output "is green; functions that call each other end the search" <<'END'
1 load-bearing function: 1 audited; 0 findings
END
(deeper=E2 price)
check_status "a callee's callee changed" 0 check_now
check_output "is a note, with the way to it" <<'END'
src/deeper.c:10:1: note: 'deeper' changed since the audit of 'price_quote', which reaches it [loadbearing: reach-changed]
src/deeper.c:10:1: note: 'price_quote' ('pricing', audited by Ada Okafor on 2026-05-01) reaches it through deep
src/deeper.c:10:1: note: to settle it: loadbearing certify price_quote
1 load-bearing function: 1 audited; 1 finding (1 note)
END
(deep=D2 inner=N2 price)
check_status "a direct callee of another unit, and a static function there" 0 check_now
check_contains "the callee is one finding" "$out" "src/deep.c:10:1: note: 'deep' changed since the audit of 'price_quote', which reaches it"
check_contains "that says that it is called" "$out" "note: 'price_quote' ('pricing', audited by Ada Okafor on 2026-05-01) calls it"
check_contains "the static one another" "$out" "src/deep.c:20:1: note: 'inner' changed since"
(logger=L2 price)
check_status "what changed at the boundary and behind it" 0 check_now
check_output "is not told" <<'END'
1 load-bearing function: 1 audited; 0 findings
END
(helper=R2 price)
check_status "a helper of its own unit" 1 check_now
check_lacks "is dependency-changed and nothing else" "$out" "reach-changed"
(price=S2 deeper=E2 price)
check_status "a function that changed itself" 1 check_now
check_lacks "is reviewed for that" "$out" "reach-changed"

# ---- settled
(deeper=E2 price)
check "certifying again" certify price_quote
check_contains "shows what changed below" "$out" "  below it      deeper changed, reached through deep"
check_status "settles it" 0 check_now
check_contains "for good" "$out" "1 load-bearing function: 1 audited; 0 findings"
check_status "a third time there is nothing to certify" 2 certify price_quote
price
check_status "the older text is a change again" 0 check_now
check_contains "which is told" "$out" "'deeper' changed since"

# ---- the policy
(deeper=E2 price)
policy ', "severity": { "pricing": { "reach-changed": "error" } }'
(deeper=E3 price)
check_status "a domain may raise it" 1 check_now
check_contains "to an error" "$out" "src/deeper.c:10:1: error: 'deeper' changed since the audit of 'price_quote'"
policy ', "severity": { "pricing": { "reach-changed": "off" } }'
(deeper=E3 price)
check_status "or switch it off" 0 check_now
check_lacks "altogether" "$out" "deeper"
policy
price
check "back to the start" certify price_quote

# ---- load-bearing callees
# stop DOMAIN TEXT: deeper is load-bearing in DOMAIN
stop ()
{
  price
  records deep <<END
unit src/deep.c
function deep
source D
calls deeper
unit src/deeper.c
function deeper
domain $1
interface J
source $2
calls deepest
unit src/deepest.c
function deepest
source $3
END
}
forget
stop payment E F
check "a load-bearing callee of a domain that demands as much" certify price_quote deeper
check_equal "ends reach" "deep" "$(names pricing/price_quote | tr '\n' ' ' | sed 's/ $//')"
check_equal "and has its own" "deepest" "$(names payment/deeper)"
stop payment E F2
check_status "a change behind it" 0 check_now
check_contains "is told of it" "$out" "'deepest' changed since the audit of 'deeper', which reaches it"
check_lacks "and not of who rests on it" "$out" "price_quote"
records shop <<END
unit src/shop.c
function settle
domain payment
interface I
source S
calls deepest price_quote
END
price
stop payment E F
check "a domain that demands more" certify settle
check_contains "goes on through one that demands less" loadbearing/reach/payment/settle.reach "price_quote"
stop payment E F3
check_status "a change that two rest on" 0 check_now
check_output "is one finding" <<'END'
src/deepest.c:10:1: note: 'deepest' changed since the audits of 2 functions that reach it [loadbearing: reach-changed]
src/deepest.c:10:1: note: 'deeper' ('payment', audited by Ada Okafor on 2026-05-01) calls it
src/deepest.c:10:1: note: 'settle' ('payment', audited by Ada Okafor on 2026-05-01) calls it
src/deepest.c:10:1: note: to settle it: loadbearing certify deeper settle
3 load-bearing functions: 3 audited; 1 finding (1 note)
END
rm o/shop.o.loadbearing

# ---- what is not known
forget
price
check "once more" certify price_quote
rm o/deep.o.loadbearing
check_status "callees without a record now" 0 check_now
check_contains "are no note" "$out" "1 load-bearing function: 1 audited; 0 findings"
check_status "but with -v" 0 check_now -v
check_contains "they are told together" "$out" "loadbearing: note: what 1 audited function reaches cannot be compared with what was reached then [loadbearing: reach-changed]"
check_contains "by name" "$out" "loadbearing: note: 'deep'"
check "certified while they are not built" certify price_quote
price
check_status "they are not new when they are" 0 check_now
check_contains "if a note is all that is asked for" "$out" "1 load-bearing function: 1 audited; 0 findings"
policy ', "severity": { "pricing": { "reach-changed": "warning" } }'
price
check_status "a domain that asks for more" 0 check_now
check_contains "is told" "$out" "loadbearing: warning: what 1 audited function reaches cannot be compared"
policy
price
records deep <<END
unit src/deep.c
input preprocessed
function deep
source D
calls deeper
END
check_status "preprocessed input of a callee" 0 check_now
check_lacks "is no change" "$out" "'deep' changed"
rm -r loadbearing/reach
price
check_status "an audit of before reach was remembered" 0 check_now
check_contains "is no note" "$out" "0 findings"

# ---- programs may each have a function of one name
program ()
{
  records "$1" <<END
unit src/$1.c
function main_$1
domain pricing
interface I
source $1
calls usage
unit src/usage_$1.c
function usage
source $2
END
}
rm o/*
program one U1
program two U2
check "two programs with a usage() each" certify main_one main_two
check_equal "reach one each" "1 1" "$(grep -c usage loadbearing/reach/pricing/main_one.reach) $(grep -c usage loadbearing/reach/pricing/main_two.reach)"
program two U3
check_status "one of them changed" 0 check_now
check_contains "is told of its own program" "$out" "src/usage_two.c:10:1: note: 'usage' changed since the audit of 'main_two', which reaches it"
check_lacks "and not of the other" "$out" "'main_one'"
program two U2

# ---- the file
reach=loadbearing/reach/pricing/main_one.reach
cp "$reach" kept
{ echo '<<<<<<< ours'; cat kept; echo '======='; sed 's/[0-9a-f]\{16\}/0123456789abcdef/' kept; echo '>>>>>>> theirs'; } > "$reach"
check_status "a merge keeps both sides" 0 check_now
check_contains "and either is right" "$out" "0 findings"
program one U9
check "and certifying" certify main_one
check_lacks "leaves no marker" "$reach" "<<<<<<<"
echo 'x86_64-linux-gnu	usage	ordinary/1	12' >> "$reach"
program one U8
check_status "a broken line" 2 check_now
check_contains "is named" "$err" "loadbearing: $reach:4: is not VARIANT, NAME, KIND and DIGEST between tabs; restore it from git, or remove it and certify again"
check_contains "and the summary says so" "$out" "; not everything could be judged"
echo '{}' > "$reach"
check_status "another file" 2 check_now
check_contains "is refused" "$err" "loadbearing: $reach:1: does not begin with \"loadbearing reach 1\""
rm "$reach"
chmod 555 loadbearing/reach/pricing
if touch loadbearing/reach/pricing/probe 2> /dev/null; then
  rm loadbearing/reach/pricing/probe
  skip "a folder that cannot be written" "root may write everywhere"
else
  program one U10
  check_status "where it cannot be written" 2 certify main_one
  check_contains "nothing is certified" "$err" "$reach"
fi
chmod 755 loadbearing/reach/pricing
