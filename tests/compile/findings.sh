#!/bin/sh
# Each finding of the compiler, from the audit to the change: what is said, where, and how it is settled.
. "$(dirname "$0")/../lib.sh"
. "$SOURCE/tests/compile/frame.sh"

# audited: project strict, with price.c compiled and price certified.
audited ()
{
  project strict
  repository
  write_price
  check_status "$gcc: unaudited" 1 "$gcc" -O2 -fplugin="$PLUGIN" -c price.c -o price.o
  check_contains "$gcc: unaudited: said" "$err" "price.c:7:6: error: 'price' is load-bearing and not audited [loadbearing: unaudited]"
  certify price price.o.loadbearing
  compiles "audited"
}

# write_price [SED-SCRIPT]: the source, changed.
write_price ()
{
  cat > original <<'END'
#include "loadbearing/loadbearing.h"
enum { STEP = 100 };
struct order { int quantity; int markup; };
static const int bulk[] = { 0, 5, 10 };
static long round_cents (long x) { return (x + 50) / STEP; }
LOAD_BEARING ("pricing", "discount before markup")
long price (const struct order *o, long cents)
{
  int step = o->quantity / 10;
  if (step > 2)
    step = 2;
  cents -= round_cents (cents * bulk[step]);
  cents += round_cents (cents * o->markup);
  return cents * o->quantity;
}
long other (long x) { return x + 1; }
END
  sed "${1:-}" original > price.c
}

# certify FUNCTION PATH
certify ()
{
  check_status "$gcc: certify $1 from $2" 0 "$LOADBEARING" certify "$1" --from "$2" --yes --notes "read it all"
}

# compiles WHAT [FLAG...]: price.c compiles, without a word.
compiles ()
{
  what=$1
  shift
  check_status "$gcc: $what: compiles" 0 "$gcc" -O2 "$@" -fplugin="$PLUGIN" -c price.c -o price.o
  check_errors "$gcc: $what: in silence" < /dev/null
}

# stopped WHAT TEXT: price.c does not compile, and TEXT is said; all that is, is in the file said.
stopped ()
{
  rm -f price.o
  check_status "$gcc: $1: stopped" 1 "$gcc" -O2 -fplugin="$PLUGIN" -c price.c -o price.o
  cp "$err" said
  check_contains "$gcc: $1: said" said "$2"
  check_not "$gcc: $1: no object" test -e price.o
}

for gcc in $GCCS; do
  audited
  check_not "$gcc: the records are removed" test -e price.o.loadbearing

  # What is no change.
  write_price '7i /* A comment.  */'
  compiles "a comment"
  write_price 's/step/level/g'
  compiles "a renamed local"
  write_price 's/^/ /; s/;/ ; /g'
  compiles "white space"
  write_price 's/^long other.*/long other (long x) { return x * 2; }/'
  compiles "another function"
  write_price
  compiles "another -O" -O0
  compiles "debug information" -g
  compiles "warnings" -Wall -Wextra

  # Changed.
  write_price 's/step = 2;/step = 1;/'
  stopped "changed" "price.c:7:6: error: 'price' changed since its audit by Ada Okafor on "
  check_contains "$gcc: changed: the rule" said "[loadbearing: changed]"
  check_contains "$gcc: changed: what moved" said "its source differs"
  check_contains "$gcc: changed: why it matters" said "load-bearing in 'pricing': discount before markup"
  check_contains "$gcc: changed: what settles it" said "loadbearing certify price"

  # Its interface.
  write_price 's/const struct order \*o, long cents/struct order *o, long cents/'
  stopped "interface-changed" "error: 'price' changed its interface since its audit by Ada Okafor on "
  check_contains "$gcc: interface-changed: the rule" said "[loadbearing: interface-changed]"

  # What it rests on, each named.
  write_price 's/(x + 50)/(x + 49)/'
  stopped "a static helper" "error: 'price' rests on what changed since its audit by Ada Okafor on "
  check_contains "$gcc: a static helper: the rule" said "[loadbearing: dependency-changed]"
  check_contains "$gcc: a static helper: named" said "round_cents"
  write_price 's/0, 5, 10/0, 5, 11/'
  stopped "an initialiser" "[loadbearing: dependency-changed]"
  check_contains "$gcc: an initialiser: named" said "bulk"
  write_price 's/STEP = 100/STEP = 1000/'
  stopped "an enumerator, through a helper" "[loadbearing: dependency-changed]"
  check_contains "$gcc: an enumerator: the helper named" said "round_cents"
  write_price 's/int quantity; int markup;/int markup; int quantity;/'
  stopped "a struct's layout" "[loadbearing: dependency-changed]"
  check_contains "$gcc: a struct's layout: named" said "struct order"

  # Marks.
  write_price 's/^LOAD_BEARING.*//'
  stopped "unmarked" "error: 'price' is in the ledger, but compiled without its mark [loadbearing: unmarked]"
  write_price 's/LOAD_BEARING ("pricing"/LOAD_BEARING ("authentication"/'
  stopped "domain-changed" "error: 'price' is marked in 'authentication', but its ledger file is in 'pricing' [loadbearing: domain-changed]"

  # Reverted: to a state that a newer audit replaced.
  write_price 's/step = 2;/step = 1;/'
  stopped "before a second audit" "[loadbearing: changed]"
  certify price price.o.loadbearing
  compiles "after a second audit"
  write_price
  rm -f price.o
  run "$gcc" -O2 -fplugin="$PLUGIN" -c price.c -o price.o
  cp "$err" said
  check_contains "$gcc: reverted" said "price.c:7:6: error: 'price' is back in the state of its audit by Ada Okafor on "
  check_contains "$gcc: reverted: the rule" said "[loadbearing: reverted]"

  # Preprocessed input is compared by behaviour; where there is none, and in another variant, it cannot be.
  write_price 's/step = 2;/step = 1;/'
  run "$gcc" -E price.c -fplugin="$PLUGIN" -o price.i
  run "$gcc" -O2 -fplugin="$PLUGIN" -c price.i -o price.o
  cp "$err" said
  check_lacks "$gcc: preprocessed input is never a false change" said "[loadbearing: changed]"
  check_lacks "$gcc: ... nor for what it rests on" said "[loadbearing: dependency-changed]"
  check_lacks "$gcc: ... its behaviour is equal" said "[loadbearing:"
  run "$gcc" -O2 -ftrapv -fplugin="$PLUGIN" -c price.i -o price.o
  cp "$err" said
  check_lacks "$gcc: preprocessed input without a behaviour is no false change" said "[loadbearing: changed]"
  check_contains "$gcc: ... it cannot be compared" said "[loadbearing: incomparable]"
  sed 's/step = 1;/step = 3;/' price.i > other.i
  run "$gcc" -O2 -fplugin="$PLUGIN" -c other.i -o price.o
  cp "$err" said
  check_contains "$gcc: preprocessed input that was changed" said "[loadbearing: changed]"

  # What the ledger knows of exactly this state is not computed again.
  write_price 's/step = 2;/step = 1;/'
  rm -f form
  run env LOADBEARING_FORM=form "$gcc" -O2 -fplugin="$PLUGIN" -c price.c -o price.o
  "$LOADBEARING" dump price.o > dumped
  check_status "$gcc: the behaviour that the ledger holds is recorded" 0 grep -q '"behaviour":"[0-9a-f]\{64\}"' dumped
  check_status "$gcc: ... and no body is normalised for it" 1 test -e form

  # Refactored: the behaviour is the audited one.
  compiles "before a refactoring"
  write_price 's/step = 2;/step = 1;/; s/int step = o->quantity .*/int step; step = o->quantity \/ 10;/; s/cents \* o->markup/o->markup * cents/'
  compiles "refactored"
  write_price 's/step = 2;/step = 1;/; s/(x + 50) \/ STEP/(50 + x) \/ STEP/'
  compiles "a static helper refactored"
  write_price 's/step = 2;/step = 1;/; s/^static long round_cents/static int limit (int s) { return s > 2 ? 1 : s; }\n&/; s/if (step > 2)/step = limit (step);/; /^    step = 1;/d'
  compiles "a helper extracted"
  write_price 's/step = 2;/step = 1;/; s/^static long round_cents/static int limit (int s) { return s > 2 ? 2 : s; }\n&/; s/if (step > 2)/step = limit (step);/; /^    step = 1;/d'
  stopped "a helper extracted wrongly" "[loadbearing: changed]"
  write_price 's/step = 2;/step = 1;/; s/(x + 50)/(x + 51)/; s/int step = o->quantity .*/int step; step = o->quantity \/ 10;/'
  stopped "refactored, and a static helper changed" "[loadbearing: changed]"
  write_price 's/step = 2;/step = 1;/'
  sed 's/0, 5, 10/0, 5, 11/' price.i > changed.i
  run "$gcc" -O2 -fplugin="$PLUGIN" -c changed.i -o changed.o
  check_contains "$gcc: preprocessed input: an initialiser is found all the same" "$err" "dependency 'bulk' changed"
  check_status "$gcc: another variant" 1 "$gcc" -O2 -fplugin="$PLUGIN" -fplugin-arg-loadbearing-variant=arm -c price.c -o price.o
  cp "$err" said
  check_contains "$gcc: another variant: incomparable" said "[loadbearing: incomparable]"

  # One class of finding never hides another.
  write_price 's/step = 2;/step = 1;/; s/^long other/LOAD_BEARING ("payment") &/; s/markup; }/markup; int more; }/; s/cents \* o->markup/cents * (o->markup + 1)/'
  stopped "two functions" "[loadbearing: changed]"
  check_contains "$gcc: two functions: the other" said "'other' is load-bearing and not audited [loadbearing: unaudited]"
  check_contains "$gcc: two functions: the struct, too" said "struct order"

  # A line so long that the compiler counts no columns: the behaviour or the tree decides, and where neither can, the cause is said.
  project strict
  repository
  { printf '__attribute__ ((load_bearing ("pricing"))) int price (int x)\n{\n  /*'; head -c 300000 /dev/zero | tr '\0' -
    printf '*/ return x + 1; }\n'; } > price.c
  run "$gcc" -O2 -fplugin="$PLUGIN" -c price.c -o price.o
  certify price price.o.loadbearing
  compiles "a long line"
  compiles "a long line, another -O" -O0
  run "$gcc" -O0 -finstrument-functions -fplugin="$PLUGIN" -c price.c -o price.o
  check_contains "$gcc: a long line, another -O, without a behaviour: said why" "$err" "it stands on a line so long that the compiler counts no columns, so its text cannot be found; break the line"
  check_contains "$gcc: ... incomparable" "$err" "[loadbearing: incomparable]"
  sed 's/x + 1/x + 2/' price.c > other.c && mv other.c price.c
  stopped "a change on a long line" "[loadbearing: changed]"

  # A policy that another user put where everybody may write does not rule; it is named where it would have.
  project none
  marked price > price.c
  if [ "$(id -u)" -eq 0 ]; then
    mkdir open
    cp -r loadbearing price.c open
    echo '{ "format": 1, "severity": { "*": { "*": "off" } } }' > open/loadbearing/policy.json
    chmod 777 open
    chown -R 4242 open/loadbearing
    check_status "$gcc: another user's policy where everybody may write" 0 "$gcc" -fplugin="$PLUGIN" -c open/price.c -o price.o
    check_contains "$gcc: ... does not silence" "$err" "warning: 'price' is load-bearing and not audited"
    check_matches "$gcc: ... and is named" "$err" "note: /.*/open/loadbearing/policy.json was passed over: another user put it where everybody may write"
    check_status "$gcc: ... given by name it rules" 0 "$gcc" -fplugin="$PLUGIN" \
      -fplugin-arg-loadbearing-policy=open/loadbearing/policy.json -c open/price.c -o price.o
    check_errors "$gcc: ... and silences" < /dev/null
    "$gcc" -fplugin="$PLUGIN" -c open/price.c -o open/price.o 2> "$err"
    cd open || exit 2
    check_status "$gcc: check passes it over, too" 0 "$LOADBEARING" check price.o
    check_matches "$gcc: ... and names it" "$out" "/open/loadbearing/policy.json was passed over"
    cd .. || exit 2
  else
    skip "$gcc: another user's policy" "only root can give files away"
  fi
  mkdir -p repository/src repository/.git
  cp price.c repository/src
  mkdir -p loadbearing
  echo '{ "format": 1, "domains": { "pricing": {} }, "severity": { "*": { "*": "off" } } }' > loadbearing/policy.json
  mv repository/src/price.c repository/price.c
  cd repository || exit 2
  check_status "$gcc: a policy beyond the repository" 0 "$gcc" -fplugin="$PLUGIN" -c price.c -o price.o
  check_contains "$gcc: ... does not rule" "$err" "there is no policy"
  cd .. || exit 2

  # As they stand in the file, whatever their names are.
  project strict
  repository
  marked last middle first > price.c
  stopped "in order" "'first' is load-bearing and not audited"
  check_equal "$gcc: in order: by line" "1 2 3 " "$(sed -n 's/^price.c:\([0-9]*\):[0-9]*: error: .*/\1/p' said | tr '\n' ' ')"

  # A mark without a domain, where the policy has several.
  project strict
  repository
  echo '__attribute__ ((load_bearing)) int price (int x) { return x + 1; }' > price.c
  stopped "no domain" "error: 'price' is load-bearing and not audited [loadbearing: unaudited]"
  check_contains "$gcc: no domain: what to do" said "note: its mark names no domain, and the policy has several: 'pricing', 'payment', 'authentication'; name one in the attribute, load_bearing (\"pricing\"), or by a rule in the policy's 'mark'"
  check_lacks "$gcc: no domain: certifying settles nothing" said "to settle it"
  check_status "$gcc: no domain: certify refuses" 2 "$LOADBEARING" certify price --from price.o.loadbearing --yes --notes "read it"
  check_contains "$gcc: ... and says why" "$err" "certify: 'price' cannot be audited: its mark names no domain"
  check_status "$gcc: no domain: exempt" 0 "$LOADBEARING" exempt price --from price.o.loadbearing --until "$(date -d '+30 days' +%Y-%m-%d)" --reason "old code"
  compiles "no domain, exempted"
  sed 's/load_bearing/load_bearing ("pricing")/' price.c > other.c && mv other.c price.c
  stopped "a domain, at last" "'price' is load-bearing and not audited"
  check_contains "$gcc: a domain at last: what the ledger has" said "its mark named no domain then"
  sed 's/"pricing": {}/"pricing": {}, "unspecified": { "distinct": 2 }/' loadbearing/policy.json > policy && mv policy loadbearing/policy.json
  rm -r loadbearing/audits
  echo '__attribute__ ((load_bearing)) int price (int x) { return x + 1; }' > price.c
  stopped "a domain for such marks" "load-bearing in 'unspecified'"
  certify price price.o.loadbearing
  compiles "a domain for such marks"
done
