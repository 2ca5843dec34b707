#!/bin/sh
# loadbearing certify, exempt, revoke, init, fmt: what they write, and what they refuse.
. "$(dirname "$0")/../lib.sh"
has_terminals || skip_all "no terminals here (/dev/pts), and certify asks on one"
RECORDS=$BUILD/unit/make_records
export LOADBEARING_TEST_NOW=1

repository
check "init" "$LOADBEARING" init
check_output "init says what it wrote" <<'END'
wrote loadbearing/policy.json
wrote loadbearing/loadbearing.h
wrote loadbearing/.gitignore
END
check "init writes the shipped policy" cmp loadbearing/policy.json "$SOURCE/attributes/policy.json"
check "init writes the header" cmp loadbearing/loadbearing.h "$SOURCE/attributes/loadbearing.h"
check "init makes the ledger's folder" test -d loadbearing/audits
check_equal "init has the cache ignored, and what a killed command leaves" "/pending.json .lock .writing-*" "$(xargs < loadbearing/.gitignore)"
echo '{ "format": 1, "domains": { "pricing": {}, "billing": {} }, "exemptions": { "max_days": 365, "warn_days": 20 } }' \
  > loadbearing/policy.json
cp loadbearing/policy.json kept
check "init again" "$LOADBEARING" init
check "init overwrites nothing" cmp kept loadbearing/policy.json

mkdir src o
touch src/price.c
# price SOURCE [LINE...]: price_quote with that source, and more lines
price ()
{
  { printf 'unit src/price.c\npolicy-of .\nfunction price_quote\nline 12 6\ndomain pricing\ninterface I\nsource %s\n' "$1"
    shift
    for line; do echo "$line"; done; } | "$RECORDS" o/price.o.loadbearing || not_ok "records"
}
ledger=loadbearing/audits/pricing/price_quote.json

# ---- certify
price one "needs round_cents() = 1"
check_status "no terminal: refused" 2 "$LOADBEARING" certify price_quote
check_errors "with the reason" <<'END'
loadbearing: certify: it asks before it writes, and there is no terminal to ask on; run it in one, or allow --yes in the policy
END
check_status "--yes without the policy's leave: refused" 2 "$LOADBEARING" certify price_quote --yes
check_errors "with the remedy" <<'END'
loadbearing: certify: --yes is refused: the policy wants a person to answer; leave it out, or allow it with "certify": { "yes": true }
END
check_status "nothing was written" 1 test -e "$ledger"
on_terminal n "$LOADBEARING" certify price_quote --now 2026-05-01
check_equal "declined: status 1" 1 "$status"
check_contains "declined: it says so" "$out" "not certified: price_quote"
check_status "still nothing was written" 1 test -e "$ledger"
on_terminal "" "$LOADBEARING" certify price_quote --now 2026-05-01
check_equal "no answer is no" 1 "$status"
on_terminal y "$LOADBEARING" certify price_quote --now 2026-05-01 --notes "discount before markup"
check_equal "answered: status 0" 0 "$status"
for line in "defined at    src/price.c:12" "load-bearing  in 'pricing'" "it asks for   1 auditor" \
  "none audited before" "built as      x86_64-linux-gnu by gcc 12.2.0, in o/price.o.loadbearing" \
  "certify as Ada Okafor <ada@example.com>? [y/N]" "certified price_quote as Ada Okafor <ada@example.com>"; do
  check_contains "certify shows: $line" "$out" "$line"
done
check_contains "the ledger has the person, the date and the notes" "$ledger" \
  '"by": "Ada Okafor <ada@example.com>", "date": "2026-05-01", "notes": "discount before markup"'
check_matches "the text is named by git's blob" "$ledger" '"blob": "src/price.c@e69de29bb2d1"'
check_status "and check is green" 0 "$LOADBEARING" check

sed -i 's/"exemptions"/"certify": { "yes": true }, "exemptions"/' loadbearing/policy.json
price one "needs round_cents() = 1"
check_status "the same person and state: refused" 2 "$LOADBEARING" certify price_quote --yes --now 2026-05-02
check_errors "as a duplicate" <<'END'
loadbearing: certify: Ada Okafor <ada@example.com> has certified 'price_quote' as it is already
END

price two "needs round_cents() = 2"
check "a new state" "$LOADBEARING" certify price_quote --yes --now 2026-05-01 --notes "rounds up"
for line in "last audit by Ada Okafor on 2026-05-01: discount before markup" "interface     as audited" "source        changed" \
  "dependencies  changed" "dependency 'round_cents()' changed"; do
  check_contains "certify shows what moved: $line" "$out" "$line"
done
check_matches "an entry of the same day has a time, so that the order is known" "$ledger" '"from": "[0-9a-f]{64}".*"date": "2026-05-01T00:00:0[01]Z"'
check_status "green" 0 "$LOADBEARING" check
price one "needs round_cents() = 1"
check_status "back to the old state: status 1" 1 "$LOADBEARING" check
check_contains "is reverted" "$out" "[loadbearing: reverted]"
on_terminal n "$LOADBEARING" certify price_quote --now 2026-05-03
sed -n '/last audit/,/aspects\|interface/p' "$out" | tr -d '\r' > shown
cat > expected <<'END'
  last audit by Ada Okafor on 2026-05-01: rounds up
  reverted      it is back in an older state, that of:
  audited by    Ada Okafor on 2026-05-01: discount before markup
  interface     as audited
END
check_equal "certify says so, and which audit is the last" "" "$(diff expected shown)"
check_status "explain" 0 "$LOADBEARING" explain price_quote
check_matches "tells how it differs from the last audit" "$out" "^difference "
price three "needs round_cents() = 3"
check "a third state" "$LOADBEARING" certify price_quote --yes --now 2026-05-02
price four "needs round_cents() = 4"
check "a fourth" "$LOADBEARING" certify price_quote --yes --now 2026-05-03
price three "needs round_cents() = 3"
check_status "back to the third" 1 "$LOADBEARING" check --now 2026-05-04
check_contains "was replaced by the newest" "$out" "of its audit by Ada Okafor on 2026-05-02, which the audit by Ada Okafor on 2026-05-03 replaced"
price one "needs round_cents() = 1"
check_status "back to the first" 1 "$LOADBEARING" check --now 2026-05-04
check_contains "was replaced by the newest" "$out" "of its audit by Ada Okafor on 2026-05-01, which the audit by Ada Okafor on 2026-05-03 replaced"
check "which may be certified again" "$LOADBEARING" certify price_quote --yes --now 2026-05-04
check_status "and then is green" 0 "$LOADBEARING" check

# Records of compilations that failed, as programs of other names.
for copy in one two; do
  mkdir -p "left/$copy"
  printf '%s\n' 'unit src/price.c' 'policy-of .' 'function price_quote' 'line 12 6' 'domain pricing' 'interface I' "source $copy" > left/unit
  "$RECORDS" "left/$copy/price.o.loadbearing" < left/unit || not_ok "records"
done
check_status "records that differ" 2 "$LOADBEARING" certify price_quote --from left --yes
check_contains "may be old ones" "$err" "build it again, remove what an older compilation that failed left, name one build with --from PATH, or name the builds"
rm -r left

# What is read is not what was built.
sleep 0.01
touch src/price.c
check_status "source newer than the build: --yes is refused" 2 "$LOADBEARING" certify price_quote --yes
check_errors "with the reason" <<'END'
loadbearing: certify: src/price.c was written after 'price_quote' was built: build again, so that what is certified is what was read
END
git config user.name "Bo Lind"; git config user.email bo@example.com
on_terminal n "$LOADBEARING" certify price_quote
check_contains "on a terminal it warns" "$out" "beware        src/price.c was written after this was built"
git config user.name "Ada Okafor"; git config user.email ada@example.com

check_status "an unknown function" 2 "$LOADBEARING" certify price_qoute --yes
check_contains "is named" "$err" "no load-bearing function 'price_qoute'"
printf 'unit src/plain.c\npolicy-of .\nfunction plain\nsource P\n' | "$RECORDS" o/plain.o.loadbearing
check_status "a function that is not marked" 2 "$LOADBEARING" certify plain --yes
check_contains "is told apart from one that is not there" "$err" "'plain' (src/plain.c:10) is not marked load-bearing"
check_status "no function" 2 "$LOADBEARING" certify
check_status "every word after --from is a PATH" 2 "$LOADBEARING" certify --from o price_quote
check_contains "as the message says" "$err" "every word after --from is a PATH"

# Copies that differ.
mkdir p
printf 'unit src/two.c\npolicy-of .\noptions -DA\nfunction f\ndomain pricing\nsource A\n' | "$RECORDS" p/a.o.loadbearing
printf 'unit src/two.c\npolicy-of .\noptions -DB\nfunction f\ndomain pricing\nsource B\n' | "$RECORDS" p/b.o.loadbearing
check_status "copies that differ: refused" 2 "$LOADBEARING" certify f --yes --from p
check_contains "with both" "$err" "-DA: p/a.o.loadbearing"
check_contains "and both" "$err" "-DB: p/b.o.loadbearing"
printf 'unit src/two.c\npolicy-of .\nvariant second\nfunction f\ndomain pricing\nsource B\n' | "$RECORDS" p/b.o.loadbearing
check "two variants are one state" "$LOADBEARING" certify f --yes --from p --now 2026-05-01
check_equal "which holds both" "1 1 1" \
  "$(for w in '"kind"' '"x86_64-linux-gnu": {' '"second": {'; do grep -c "$w" loadbearing/audits/pricing/f.json; done | xargs)"
check_status "and both match" 0 "$LOADBEARING" check p

# Who.
git config user.name "dependabot[bot]" && git config user.email "49699333+dependabot[bot]@users.noreply.github.com"
price three
check_status "a program may not certify" 2 "$LOADBEARING" certify price_quote --yes
check_contains "and is told" "$err" "is a program: certifying is for people"
check_status "nor exempt" 2 "$LOADBEARING" exempt price_quote --until 2026-12-31 --reason x --now 2026-05-01
git config user.name "Ada Okafor" && git config user.email ""
check_status "nobody" 2 "$LOADBEARING" certify price_quote --yes
check_contains "is told how to say who" "$err" "git config --global user.name"
PATH=/nowhere check_status "without git" 2 "$LOADBEARING" certify price_quote --yes
check_contains "is told" "$err" "git could not be run"
git config user.email ada@example.com
sed -i 's/"yes": true/"yes": true, "machines": true/' loadbearing/policy.json
price three
git config user.name "dependabot[bot]"
check "unless the policy allows it" "$LOADBEARING" certify price_quote --yes --now 2026-05-03
git config user.name "Ada Okafor"

# ---- renamed
printf 'unit src/price.c\npolicy-of .\nfunction price_offer\nline 12 6\ndomain pricing\ninterface I\nsource three\n' |
  "$RECORDS" o/price.o.loadbearing
check_status "a renamed function is unaudited" 1 "$LOADBEARING" check o
check_contains "but known" "$out" "it equals the audited 'price_quote' of src/price.c"
check_contains "with the command that takes the audit along" "$out" "loadbearing certify price_offer --was price_quote"
check_status "--was a name that is not in the ledger" 2 "$LOADBEARING" certify price_offer --was price_qoute --yes
check "--was the old name" "$LOADBEARING" certify price_offer --was price_quote --yes --now 2026-05-04
check_contains "is in the ledger" loadbearing/audits/pricing/price_offer.json '"was": "price_quote"'

# ---- exempt
rm -r p o/plain.o.loadbearing
price four
check_status "exempt needs --until" 2 "$LOADBEARING" exempt price_quote --reason x
check_status "exempt needs --reason" 2 "$LOADBEARING" exempt price_quote --until 2026-12-31
check_status "a date in the past" 2 "$LOADBEARING" exempt price_quote --until 2026-04-01 --reason x --now 2026-05-05
check_errors "is refused" <<'END'
loadbearing: --until 2026-04-01 is past: today is 2026-05-05
END
check_status "a date too far ahead" 2 "$LOADBEARING" exempt price_quote --until 2027-12-31 --reason x --now 2026-05-05
check_contains "is refused by the policy" "$err" "the policy allows exemptions of at most 365 days"
check "exempt" "$LOADBEARING" exempt price_quote --until 2026-06-30 --reason "before the release" --now 2026-05-05
check_output "exempt says so" <<'END'
exempted price_quote until 2026-06-30
END
check_status "exempted: status 0" 0 "$LOADBEARING" check --now 2026-05-06
check_contains "exempted: counted" "$out" "1 load-bearing function: 1 exempt; 0 findings"
check_status "exempted, -v: shown" 0 "$LOADBEARING" check -v --now 2026-05-06
check_contains "exempted, -v: with the reason" "$out" "the reason given: before the release"
check_status "soon past: status 0" 0 "$LOADBEARING" check --now 2026-06-20
check_contains "soon past: a note" "$out" "loadbearing: note: 1 exemption ends within 20 days [loadbearing: audit-expired]"
check_status "past: status 1" 1 "$LOADBEARING" check --now 2026-07-01
check_contains "past: it is said" "$out" "'price_quote' was exempted by Ada Okafor until 2026-06-30, which is past [loadbearing: audit-expired]"
check "exempt twice" "$LOADBEARING" exempt price_quote --until 2026-06-30 --reason x --now 2026-05-05
check_contains "is not written twice" "$out" "needs no exemption"
price five
check_status "an exempted function that changes" 1 "$LOADBEARING" check --now 2026-05-06
check_contains "is changed" "$out" "'price_quote' changed since its exemption by Ada Okafor on 2026-05-05 [loadbearing: changed]"

# ---- init --exempt-existing
printf 'unit src/legacy.c\npolicy-of .\nfunction a\nstatic\ndomain pricing\nsource A\nfunction b\ndomain billing\nsource B\n' |
  "$RECORDS" o/legacy.o.loadbearing
check_status "what exists" 1 "$LOADBEARING" check --now 2026-05-06
check_status "init --exempt-existing needs its options" 2 "$LOADBEARING" init --exempt-existing
check "init --exempt-existing" "$LOADBEARING" init -q --exempt-existing --until 2026-08-31 --reason "existing code" --now 2026-05-06 o
check_output "exempts all that is not audited" <<'END'
exempted 3 load-bearing functions until 2026-08-31
END
check_status "and the gate is green" 0 "$LOADBEARING" check --now 2026-05-06
check "again" "$LOADBEARING" init -q --exempt-existing --until 2026-08-31 --reason "existing code" --now 2026-05-06 o
check_output "there is nothing left to exempt" <<'END'
exempted 0 load-bearing functions until 2026-08-31; 3 were audited or exempt already
END
check "without -q" "$LOADBEARING" init --exempt-existing --until 2026-08-31 --reason "existing code" --now 2026-05-06 o
check_errors "it says that a build which failed may not have come to all files" <<'END'
loadbearing: init: a compilation failed (o/legacy.o.loadbearing and 1 more); files to which the build did not come after it are not exempted: build again, with 'make -k' or -fplugin-arg-loadbearing-gate=warn, and repeat this if it finds more
END

# ---- revoke
check_status "revoke needs --reason" 2 "$LOADBEARING" revoke b
check_status "revoke what the ledger does not know" 2 "$LOADBEARING" revoke nothing --reason x
check_errors "is an error" <<'END'
loadbearing: revoke: the ledger does not speak of 'nothing'
END
check_status "a state that is not there" 2 "$LOADBEARING" revoke b --state 0123456789 --reason x
check "revoke" "$LOADBEARING" revoke b --reason "wrong above 2^31" --now 2026-05-07
check_matches "revoke says what it withdrew" "$out" '^withdrew state [0-9a-f]{12} of b$'
check_status "withdrawn: status 1" 1 "$LOADBEARING" check --now 2026-05-08
check_contains "withdrawn: the reason is told" "$out" "its audit was withdrawn by Ada Okafor on 2026-05-07: wrong above 2^31"
check_status "revoke twice" 2 "$LOADBEARING" revoke b --reason x
check_errors "is an error, too" <<'END'
loadbearing: revoke: everything about 'b' is withdrawn already
END
check_status "a withdrawn state cannot be certified again" 2 "$LOADBEARING" certify b --yes --now 2026-05-08
check_contains "and is told why" "$err" "this state of 'b' was withdrawn"
check_status "nor excused" 2 "$LOADBEARING" exempt b --until 2026-06-01 --reason later --now 2026-05-08
check_contains "with the same reason" "$err" "this state of 'b' was withdrawn, and a withdrawn state cannot be excused"
check_status "the verdict does not send to certify either" 1 "$LOADBEARING" check --now 2026-05-08
check_contains "but says what helps" "$out" "a withdrawn state cannot be certified again: change the function first"
check_contains "and where the story is told" "$out" "to settle it: loadbearing explain b"

# ---- fmt
check "fmt --check on what the commands wrote" "$LOADBEARING" fmt --check
check "fmt says nothing then" test ! -s "$out"
sed -i 's/"format": 1,/"format":1,/' "$ledger"
check_status "another form" 1 "$LOADBEARING" fmt --check
check_output "is named, with the command" <<'END'
loadbearing/audits/pricing/price_quote.json is not in its one true form
run: loadbearing fmt
END
check "fmt" "$LOADBEARING" fmt
check_output "says what it did" <<'END'
formatted loadbearing/audits/pricing/price_quote.json
END
check "and then all is in form" "$LOADBEARING" fmt --check
mkdir loadbearing/audits/pricing/inner
check_status "a folder that nobody reads" 2 "$LOADBEARING" fmt --check
check_contains "is not in form" "$err" "loadbearing/audits/pricing/inner: folder within a domain's folder, which nobody would read"
rmdir loadbearing/audits/pricing/inner
mkdir loadbearing/audits/other
cp "$ledger" loadbearing/audits/other
check_status "nor is a file in another domain's folder" 2 "$LOADBEARING" fmt --check
check_contains "as the gate says" "$err" "the file is of domain 'pricing', but stands in the folder 'other'; move it back"
rm -r loadbearing/audits/other
mv loadbearing/audits kept-audits
echo > loadbearing/audits
check_status "nor a ledger that is a file" 2 "$LOADBEARING" fmt --check
check_contains "which is said" "$err" "loadbearing/audits: the ledger's folder cannot be read: Not a directory"
rm loadbearing/audits
mv kept-audits loadbearing/audits

# Two branches certify different states of one function, and are merged.
git add -A && git commit -qm base
git checkout -qb left && price left && run "$LOADBEARING" certify price_quote --yes --now 2026-05-10
git commit -qam left
git checkout -q main && price right && run "$LOADBEARING" certify price_quote --yes --now 2026-05-11
git commit -qam right
check_not "git sees a conflict" git merge -q left
check_status "a conflicted ledger is an error" 2 "$LOADBEARING" check --now 2026-05-12
check_contains "that names the file and fmt" "$err" "loadbearing fmt"
check_equal "once" 1 "$(grep -c . "$err")"
check_contains "and the rest is judged all the same" "$out" "'b' is load-bearing and not audited"
check "fmt resolves it" "$LOADBEARING" fmt
check "as the union" grep -q '2026-05-10' "$ledger"
check "of both sides" grep -q '2026-05-11' "$ledger"
check_status "so that only b is left" 1 "$LOADBEARING" check --now 2026-05-12
check_contains "in the summary" "$out" "1 finding (1 error)"
echo '{' > "$ledger"
mkdir -p loadbearing/audits/billing && echo '{}' > loadbearing/audits/billing/nobody.json
check_status "a broken file about nobody" 2 "$LOADBEARING" check o
check_contains "is an error, too" "$err" "loadbearing/audits/billing/nobody.json:1:1:"
rm loadbearing/audits/billing/nobody.json
check_status "a broken file" 2 "$LOADBEARING" fmt
check_contains "is named" "$err" "price_quote.json:"
check_equal "and stays as it is" "{" "$(cat "$ledger")"
rm "$ledger"

# ---- two at once, and no room
price crowd
for i in 1 2 3 4 5 6 7 8; do
  GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=user.name GIT_CONFIG_VALUE_0="Person $i" \
    GIT_CONFIG_KEY_1=user.email GIT_CONFIG_VALUE_1="p$i@example.com" \
    "$LOADBEARING" certify price_quote --yes --now 2026-05-10 --from o > crowd.$i 2>&1 &
done
wait
check_equal "eight who certify at once lose nothing" "8 8" \
  "$(cat crowd.* | grep -c '^certified') $(grep -o '"by": "Person [0-9]' "$ledger" | sort -u | wc -l)"
check "and leave the ledger in form" "$LOADBEARING" fmt --check
check_equal "and nothing beside it" "price_quote.json" \
  "$(find loadbearing/audits/pricing -mindepth 1 ! -name '[abf].json' ! -name '*~*' ! -name '*offer*' -printf '%f ' | xargs)"

cp "$ledger" before
# A limit of 0 bytes for files, which only files meet: the pipes stay open.
answer=$(trap '' XFSZ; ulimit -f 0; git config user.name > /dev/null
         "$LOADBEARING" certify price_quote --yes --now 2026-05-11 --from o 2>&1; echo "status $?")
check_equal "no room: status 2" "status 2" "$(echo "$answer" | tail -n 1)"
check_equal "no room: the ledger's file is named" 1 "$(echo "$answer" | grep -c 'price_quote.json: cannot be written')"
check "no room: the ledger is as it was" cmp before "$ledger"
check_equal "no room: nothing is left beside it" "" "$(find loadbearing/audits/pricing -name '*writing*')"
