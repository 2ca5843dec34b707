#!/bin/sh
# loadbearing check: findings, summary, exit status; on records made without a compiler.
. "$(dirname "$0")/../lib.sh"
RECORDS=$BUILD/unit/make_records
export LOADBEARING_TEST_NOW=1

mkdir -p loadbearing src o
cat > loadbearing/policy.json <<'END'
{ "format": 1,
  "groups": { "@pricing": ["ada@example.com", "bo@example.com"] },
  "domains": { "pricing": { "auditors": ["@pricing"] }, "old": { "max_age_days": 30 },
               "two": { "distinct": 2 } },
  "tests": ["tests/**"],
  "prototypes": ["lab/**"],
  "certify": { "yes": true },
  "exemptions": { "max_days": 365, "warn_days": 20 } }
END
touch src/price.c src/other.c
repository

# records FILE: from a description on stdin, compiled under this policy
records ()
{
  { read -r first; echo "$first"; echo "policy-of ."; cat; } > description
  "$RECORDS" "$1" < description || not_ok "records for $1"
}

check_status "an empty folder is nothing to check" 2 "$LOADBEARING" check o
check_errors "and it says so" <<'END'
loadbearing: no object, library, program or record was found in o; build first, or name where the build is
END
check_status "a folder that is not there" 2 "$LOADBEARING" check nowhere
check_contains "is named" "$err" "nowhere"

records o/price.o.loadbearing <<'END'
unit src/price.c
function price_quote
line 12 6
domain pricing
reason ADR 12
interface I
source S
needs round_cents() = R
function round_cents
static
source R
END
check_status "unaudited: status 1" 1 "$LOADBEARING" check
check_output "unaudited: the finding, why, and the command that settles it" <<'END'
src/price.c:12:6: error: 'price_quote' is load-bearing and not audited [loadbearing: unaudited]
src/price.c:12:6: note: load-bearing in 'pricing': ADR 12
src/price.c:12:6: note: to settle it: loadbearing certify price_quote
1 load-bearing function: 1 unaudited; 1 finding (1 error)
END
check_errors "nothing on stderr" /dev/null
check_contains "what was read is remembered" loadbearing/pending.json '"paths":'

check "certify needs no path then" "$LOADBEARING" certify price_quote --yes --now 2026-05-01
check_status "audited: status 0" 0 "$LOADBEARING" check --now 2026-05-02
check_output "audited: the summary" <<'END'
1 load-bearing function: 1 audited; 0 findings
END

records o/price.o.loadbearing <<'END'
unit src/price.c
function price_quote
line 12 6
domain pricing
interface I
source S
needs round_cents() = other
function round_cents
static
source other
END
check_status "a dependency changed: status 1" 1 "$LOADBEARING" check
check_output "a dependency changed: it is named" <<'END'
src/price.c:12:6: error: 'price_quote' rests on what changed since its audit by Ada Okafor on 2026-05-01 [loadbearing: dependency-changed]
src/price.c:12:6: note: dependency 'round_cents()' changed
src/price.c:12:6: note: load-bearing in 'pricing'
src/price.c:12:6: note: to settle it: loadbearing certify price_quote
1 load-bearing function: 1 changed; 1 finding (1 error)
END

check_status "report does not fail" 0 "$LOADBEARING" report
check_contains "report lists the functions" "$out" "changed      price_quote  src/price.c:12  pricing  audited by Ada Okafor on 2026-05-01"
check_status "color always" 1 "$LOADBEARING" check --color always
check_contains "the severity is red" "$out" "$(printf '\033[1;31merror:')"
check_status "a wrong colour" 2 "$LOADBEARING" check --color sometimes

# The same function in many units is one finding, and one function.
for unit in a b c; do
  records "o/$unit.o.loadbearing" <<END
unit src/$unit.c
function in_header
file src/price.h
line 3 1
comdat
domain pricing
source H
END
done
check_status "a header's function" 1 "$LOADBEARING" check o/a.o.loadbearing o/b.o.loadbearing o/c.o.loadbearing
check_contains "is counted once" "$out" "1 load-bearing function: 1 unaudited; 1 finding (1 error)"
check_equal "is found once" 1 "$(grep -c 'error:' "$out")"
check_status "the same path twice" 1 "$LOADBEARING" check o/a.o.loadbearing o/a.o.loadbearing
check_contains "counts once" "$out" "1 load-bearing function: 1 unaudited; 1 finding (1 error)"
rm o/*

# Two programs may each have a usage ().
touch src/a.c src/b.c
records o/a.o.loadbearing <<'END'
unit src/a.c
function usage
domain pricing
source A
END
records o/b.o.loadbearing <<'END'
unit src/b.c
function usage
domain pricing
source B
END
check_status "two of one name" 1 "$LOADBEARING" check
check_contains "are two functions" "$out" "2 load-bearing functions: 2 unaudited; 2 findings (2 errors)"
check_contains "and the command tells them apart" "$out" "to settle it: loadbearing certify src/b.c:usage"
check_status "a bare name is ambiguous" 2 "$LOADBEARING" certify usage --yes --now 2026-05-01
check_errors "and the candidates are listed" <<'END'
loadbearing: certify: 'usage' may mean any of these; say which:
loadbearing:   src/a.c:usage
loadbearing:   src/b.c:usage
END
check "the file tells them apart" "$LOADBEARING" certify src/a.c:usage --yes --now 2026-05-01
check_status "only one is audited" 1 "$LOADBEARING" check
check_contains "the other is not" "$out" "src/b.c:10:1: error: 'usage' is load-bearing and not audited"
check_contains "as the summary says" "$out" "2 load-bearing functions: 1 audited, 1 unaudited; 1 finding (1 error)"
rm o/*

# Age, auditors.
records o/a.o.loadbearing <<'END'
unit src/a.c
function ages
domain old
source A
function needs_two
domain two
source B
function picky
domain pricing
source C
END
check "certify" "$LOADBEARING" certify ages needs_two picky --yes --now 2026-01-01
check_status "one auditor of two: status 1" 1 "$LOADBEARING" check --now 2026-01-20
check_output "one auditor of two is missing" <<'END'
src/a.c:20:1: error: 'needs_two' is certified by 1 of the 2 auditors that 'two' asks for [loadbearing: auditor-missing]
src/a.c:20:1: note: to settle it: loadbearing certify needs_two
3 load-bearing functions: 3 audited; 1 finding (1 error)
END
git config user.name "Bo Lind" && git config user.email bo@example.com
check "a second auditor is no duplicate" "$LOADBEARING" certify needs_two --yes --now 2026-01-02
check_status "now there are two" 0 "$LOADBEARING" check --now 2026-01-20
check_status "an audit grows too old" 1 "$LOADBEARING" check --now 2026-02-01
check_contains "and says how old" "$out" "the audit of 'ages' by Ada Okafor on 2026-01-01 is 31 days old; 'old' allows 30 [loadbearing: audit-expired]"
git config user.name "Cy Young" && git config user.email cy@example.com
check_status "who may not audit cannot certify" 2 "$LOADBEARING" certify picky --yes --now 2026-01-02
check_contains "and is told" "$err" "Cy Young <cy@example.com> may not audit 'pricing'"
git config --unset user.name && git config --unset user.email
rm o/*

# How it was compiled.
records o/a.o.loadbearing <<'END'
unit src/a.c
gate warn
function plain
source A
END
records o/b.o.loadbearing <<'END'
unit lab/b.c
function plain_b
source A
END
records o/t.o.loadbearing <<'END'
unit src/t.c
role test
function plain_t
source A
END
printf 'unit src/p.c\nfunction plain_p\nsource A\n' | "$RECORDS" o/p.o.loadbearing
check_status "policy-mismatch: status 1" 1 "$LOADBEARING" check
check_contains "another policy" "$out" "src/p.c: error: src/p.c was compiled under another policy [loadbearing: policy-mismatch]"
check_contains "gate" "$out" "src/a.c: error: src/a.c was compiled with -gate=warn [loadbearing: policy-mismatch]"
check_contains "track" "$out" "lab/b.c: error: lab/b.c was compiled as production, but the policy says that it is a prototype"
check_contains "role" "$out" "src/t.c: error: src/t.c was compiled as a test, which the policy does not say it is"
check_contains "four findings" "$out" "0 load-bearing functions; 4 findings (4 errors)"
rm o/*

# One cause is one finding.
records o/a.o.loadbearing <<'END'
unit src/a.c
function one
domain pricing
source A
function two
domain pricing
source B
END
git config user.name "Ada Okafor" && git config user.email ada@example.com
check "certify two functions" "$LOADBEARING" certify one two --yes --now 2026-05-01
records o/a.o.loadbearing <<'END'
unit src/a.c
scheme 2
function one
domain pricing
source A
function two
domain pricing
source B
END
check_status "another scheme: status 1" 1 "$LOADBEARING" check
check_output "another scheme is one finding" <<'END'
loadbearing: error: 2 functions cannot be compared with what was audited: fingerprint scheme 2, audited under 1 [loadbearing: incomparable]
loadbearing: note: src/a.c:10: 'one'
loadbearing: note: src/a.c:20: 'two'
loadbearing: note: to settle it: loadbearing certify one two
2 load-bearing functions: 2 incomparable; 1 finding (1 error)
END
rm o/*

# One unit marks it, another does not.
for unit in a b; do
  records "o/$unit.o.loadbearing" <<END
unit src/$unit.c
function in_other_header
file src/x.h
line 3 1
comdat
source H
$([ $unit = a ] && echo domain pricing)
END
done
check_status "marked in one unit only" 1 "$LOADBEARING" check
check_contains "is unmarked in the other" "$out" "src/x.h:3:1: error: 'in_other_header' is marked load-bearing in one unit and not in another [loadbearing: unmarked]"
check_contains "which is named" "$out" "marked in 'pricing' where src/a.c is compiled, unmarked in src/b.c"
rm o/*

# Bad input.
records o/a.o.loadbearing <<'END'
unit src/a.c
function fine
source A
END
head -c 50 o/a.o.loadbearing > o/cut.o.loadbearing
check_status "a truncated record file" 2 "$LOADBEARING" check
check_contains "is named" "$err" "o/cut.o.loadbearing"
check_contains "and the rest is judged" "$out" "0 load-bearing functions; 0 findings"
rm o/cut.o.loadbearing
echo '{ "format": 1, "domain": {} }' > loadbearing/policy.json
check_status "a broken policy" 2 "$LOADBEARING" check
check_contains "is named with its place" "$err" "loadbearing/policy.json:1:16"
check_lacks "and no control characters are printed" "$err" "$(printf '\001')"

# The command line itself.
check_status "no command" 2 "$LOADBEARING"
check_status "an unknown command" 2 "$LOADBEARING" chekc
check_errors "is named" <<'END'
loadbearing: unknown command 'chekc'; 'loadbearing --help' lists them
END
check_status "an unknown option" 2 "$LOADBEARING" check --colour always
check_errors "is named, too" <<'END'
loadbearing: check: unknown option '--colour'; see 'loadbearing check --help'
END
check_status "a wrong date" 2 "$LOADBEARING" check --now 2026-02-30
check_status "an option without its value" 2 "$LOADBEARING" check --policy
unset LOADBEARING_TEST_NOW
CI=true check_status "--now in CI" 2 "$LOADBEARING" check --now 2026-01-01
check_contains "is refused" "$err" "--now is refused where CI is set"
check_status "--version" 0 "$LOADBEARING" --version
check_matches "tells the version" "$out" '^loadbearing [0-9]+\.[0-9]+\.[0-9]+$'
check_status "--help" 0 "$LOADBEARING" --help
for command in init check report explain certify exempt revoke dump fmt; do
  check_status "$command --help" 0 "$LOADBEARING" $command --help
  check_contains "$command --help shows its usage" "$out" "usage: loadbearing $command"
done
check_status "a full disk is no success" 2 sh -c '"$LOADBEARING" --help > /dev/full'

# ---- a library that was not made again
mkdir stale && cd stale && mkdir loadbearing .git lib build
echo '{ "format": 1, "domains": { "pricing": {} }, "certify": { "yes": true } }' > loadbearing/policy.json
mkdir src && touch src/price.c
printf '%s\n' 'unit src/price.c' 'function price_quote' 'line 12 6' 'domain pricing' 'interface I' 'source S' > unit
records build/price.o.loadbearing < unit
check "certify" "$LOADBEARING" certify price_quote --from build --yes --now 2026-05-01
mv build/price.o.loadbearing lib
sed 's/source S/source T/' unit > changed
records build/price.o.loadbearing < changed
check "certify what changed" "$LOADBEARING" certify price_quote --from build --yes --now 2026-05-02
check_status "the old state in a library" 1 "$LOADBEARING" check lib build --now 2026-05-03
check_contains "is told with its place, since certifying does not help" "$out" \
  "src/price.c:12:6: note: it is so in lib/price.o.loadbearing, and as audited in build/price.o.loadbearing: where the former is older, build it again"
check_status "explain" 0 "$LOADBEARING" explain price_quote lib build --now 2026-05-03
check_contains "says which of them it is about" "$out" "looked at      as it is in lib/price.o.loadbearing, for x86_64-linux-gnu"
check_status "alone" 1 "$LOADBEARING" check lib --now 2026-05-03
check_lacks "it is reverted and nothing else" "$out" "it is so in"
check_status "explain one state" 0 "$LOADBEARING" explain price_quote lib --now 2026-05-03
check_lacks "which there is no choice about" "$out" "looked at"
cd ..

# ---- what the policy demands and nothing acts on is said, once
mkdir unheeded && cd unheeded && mkdir loadbearing .git
cat > loadbearing/policy.json <<'END'
{ "format": 1, "groups": { "@a": ["ada@example.com"] }, "signers": "keys", "evidence": "e.json", "revocations_from": "main",
  "domains": { "one": { "author_may_be_only_auditor": false, "distinct": 2, "max_age_days": 9 },
               "two": { "machine_authorship": "forbid", "signed": true, "auditors": ["@a"] } },
  "assertions": { "EXPECT": ["actual"] }, "boundary": ["log_*"], "exemptions": { "max_days": 3 },
  "severity": { "*": { "contract-drift": "error", "untested": "error", "changed": "error", "*": "warning" } } }
END
echo 'unit src/a.c' > unit && records a.o.loadbearing < unit
check_status "keys that nothing acts on" 0 "$LOADBEARING" check .
check_errors "are named" <<'END'
loadbearing: check: nothing acts yet on this in the policy: 'author_may_be_only_auditor', 'machine_authorship', 'signed', 'revocations_from', 'signers', 'severity of contract-drift'; loadbearing-policy(5) says more
END
for key in author_may_be_only_auditor machine_authorship signed revocations_from signers; do
  check "loadbearing-policy(5) says so of $key" sh -c '
    sed -n "/^These keys are read and checked, but nothing acts/,/^\.Pp/p" "$SOURCE/docs/loadbearing-policy.5" | grep -q "^\(and a domain.s\|\.Ic\) *$0\|^\.Ic $0"' "$key"
done
check_status "-q" 0 "$LOADBEARING" check -q .
check_errors "is silent about it" < /dev/null
echo '{ "format": 1, "domains": { "one": { "distinct": 2 } }, "severity": { "*": { "untested": "warning" } } }' > loadbearing/policy.json
records a.o.loadbearing < unit
check_status "a policy whose every key counts" 0 "$LOADBEARING" check .
check_errors "is told nothing" < /dev/null
cd ..
