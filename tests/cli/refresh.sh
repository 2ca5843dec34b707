#!/bin/sh
# loadbearing refresh: audits re-expressed after a change of compiler.
. "$(dirname "$0")/../lib.sh"
RECORDS=$BUILD/unit/make_records
export LOADBEARING_TEST_NOW=1

repository
mkdir -p loadbearing src old new
touch src/price.c
cat > loadbearing/policy.json <<'END'
{ "format": 1, "domains": { "pricing": {} }, "certify": { "yes": true } }
END
# price FOLDER [UNIT-LINES]: two functions, by the words in $source, $tree, $behaviour, $interface, $needs; spelled unless $input
price ()
{
  folder=$1
  shift
  { echo "unit src/price.c"
    echo "policy-of ."
    printf '%s\n' "$@"
    for name in price_quote price_round; do
      echo "function $name"
      [ "$name" = price_quote ] && echo "line 12 6" || echo "line 40 6"
      echo "domain pricing"
      echo "interface ${interface:-I}"
      [ "${source:-S}" = - ] || echo "source ${source:-S}"
      echo "tree ${tree:-T}"
      [ -z "${behaviour:-}" ] || echo "behaviour $behaviour"
      echo "needs option -fwrapv = ${needs:-W}"
    done
  } > "$folder/unit"
  "$RECORDS" "$folder/price.o.loadbearing" < "$folder/unit" || not_ok "records"
}
ledger=loadbearing/audits/pricing/price_quote.json
new="tree-class gcc14/O"
price old
check "certify" "$LOADBEARING" certify price_quote price_round --from old --yes --now 2026-05-01
cp -a loadbearing/audits audited
id=$(grep -o '"[0-9a-f]\{64\}": {' "$ledger")

# ---- what the other compiler makes of preprocessed input is not known
source=- tree=U
price new "input preprocessed" "compiler gcc 14.2.0" "$new"
check_status "preprocessed input of another compiler" 1 "$LOADBEARING" check new --now 2026-06-01
check_contains "is one finding" "$out" "loadbearing: error: 2 functions cannot be compared with what was audited"
check_contains "that names refresh" "$out" "loadbearing: note: without a new audit, where the build that was audited exists and one of the same source by this compiler: loadbearing refresh --old BUILD --new BUILD"
check_status "refresh from it" 1 "$LOADBEARING" refresh --old old --new new
check_contains "is refused: nothing says that it is the same source" "$err" "loadbearing: refused: price_quote (src/price.c:12): the new build has no spelled source of it"
check_output "and counted" <<'END'
0 audited states re-expressed, 0 already were, 2 refused
END
check_equal "nothing was written" "" "$(diff -r audited loadbearing/audits)"
mkdir preprocessed
mv new/price.o.loadbearing preprocessed

# ---- the same source by the other compiler
source=S tree=U
price new "compiler gcc 14.2.0" "$new"
check_status "the same source" 0 "$LOADBEARING" refresh --old old --new new
check_output "is re-expressed" <<'END'
2 audited states re-expressed, 0 already were, 0 refused
END
check_contains "outside of what was seen" "$ledger" '        { "variant": "x86_64-linux-gnu", "compiler": "gcc 14.2.0", "source": '
check_contains "the state is the same" "$ledger" "$id"
check_equal "and so are the entries" "$(grep '"kind"' "audited/pricing/price_quote.json")" "$(grep '"kind"' "$ledger")"
check "in the ledger's one true form" "$LOADBEARING" fmt --check
check_status "then preprocessed input is recognised by its tree" 0 "$LOADBEARING" check preprocessed --now 2026-06-01
check_contains "as audited" "$out" "2 load-bearing functions: 2 audited; 0 findings"
check_status "explain" 0 "$LOADBEARING" explain price_quote preprocessed --now 2026-06-01
check_contains "says whence" "$out" "               tree         equal to what refresh added for gcc 14.2.0: "
check_matches "and what nobody knows differs in nothing" "$out" "^ +source +cannot be compared: audited [0-9a-f]{12}, now unknown"
check_status "a second time" 0 "$LOADBEARING" refresh --old old --new new
check_output "there is nothing to do" <<'END'
0 audited states re-expressed, 2 already were, 0 refused
END
source=- tree=V
price new "input preprocessed" "compiler gcc 14.2.0" "$new"
check_status "another tree of that compiler" 1 "$LOADBEARING" check new --now 2026-06-01
check_contains "is a change now" "$out" "error: 'price_quote' changed since its audit"
cp "$ledger" kept
sed -i 's/"variant": "x86_64-linux-gnu", "compiler"/"variant": "arm", "compiler"/' "$ledger"
check_status "a view of a variant that was not audited" 2 "$LOADBEARING" check old --now 2026-06-01
check_contains "is a fault of the ledger" "$err" "variant 'arm' of this derived view is not among 'seen'; remove the view"
# A view of another source says nothing about this state.
cp kept "$ledger"
sed -i 's/"compiler": "gcc 14.2.0", "source": "[0-9a-f]\{8\}/"compiler": "gcc 14.2.0", "source": "00000000/' "$ledger"
check_status "a view of another source" 1 "$LOADBEARING" check preprocessed --now 2026-06-01
check_contains "does not count" "$out" "'price_quote' cannot be compared with its audit"
cp kept "$ledger"

# ---- merges keep the views of both sides
cp -a loadbearing/audits refreshed
rm -r loadbearing/audits && cp -a audited loadbearing/audits
git add -A && git commit -qm "before refresh" && git checkout -qb other
source=S tree=X
price new "compiler gcc 15.1.0" "tree-class gcc15/O"
"$LOADBEARING" refresh --old old --new new > /dev/null
git add -A && git commit -qm "refreshed for one" && git checkout -q main
rm -r loadbearing/audits && cp -a refreshed loadbearing/audits
git add -A && git commit -qm "refreshed for another"
check_not "a merge that conflicts" git merge -q other
check "is resolved" "$LOADBEARING" fmt
check_contains "of one compiler" "$ledger" '"gcc 15.1.0"'
check_contains "and of the other" "$ledger" '"gcc 14.2.0"'
check_status "in a ledger that can be read" 0 "$LOADBEARING" check preprocessed --now 2026-06-01
cp -a audited/pricing/. loadbearing/audits/pricing/
source=S tree=U
price new "compiler gcc 14.2.0" "$new"
"$LOADBEARING" refresh --old old --new new > /dev/null
source=S tree=X
price new "compiler gcc 15.1.0" "tree-class gcc15/O"
check_status "two compilers one after the other" 0 "$LOADBEARING" refresh --old old --new new
check_equal "are two views" "gcc 14.2.0 gcc 15.1.0" "$(sed -n '/derived/,$s/.*"compiler": "\([^"]*\)".*/\1/p' "$ledger" | xargs)"

# ---- behaviour by the new compiler
rm -r loadbearing/audits && cp -a audited loadbearing/audits
source=S tree=U behaviour=B
price new "compiler gcc 14.2.0" "$new"
check_status "a state of before behaviour was known" 0 "$LOADBEARING" refresh --old old --new new
source=S2 tree=U2 behaviour=B
price new "compiler gcc 14.2.0" "$new"
check_status "a refactoring afterwards" 0 "$LOADBEARING" check new --now 2026-06-01
check_contains "is as audited" "$out" "2 load-bearing functions: 2 audited; 0 findings"
source=S2 tree=U2 behaviour=B2
price new "compiler gcc 14.2.0" "$new"
check_status "a change of behaviour" 1 "$LOADBEARING" check new --now 2026-06-01

# ---- rewritten since the audit: only the old compiler's behaviour says that it is the same
rm -r loadbearing/audits
source=S tree=T behaviour=B
price old
check "certify with behaviour" "$LOADBEARING" certify price_quote price_round --from old --yes --now 2026-05-01
cp -a loadbearing/audits behaving
source=S2 tree=T2
price old
price new "compiler gcc 14.2.0" "$new" "behaviour-class gcc12/O0/1"
check_status "rewritten, and of equal behaviour by both compilers" 0 "$LOADBEARING" refresh --old old --new new
check_output "there is nothing to do" <<'END'
0 audited states re-expressed, 2 already were, 0 refused
END
behaviour=C
price new "compiler gcc 14.2.0" "$new" "behaviour-class gcc14/O/1"
check_status "and of a behaviour that does not compare" 1 "$LOADBEARING" refresh --old old --new new
check_contains "is refused: such a view would not count" "$err" \
  "refused: price_quote (src/price.c:12): it was rewritten since its audit, and only its behaviour in the old build is the audited one; refresh from two builds of the audited text, or certify it"
check_equal "and not written" "" "$(diff -r behaving loadbearing/audits)"
check_status "explain" 0 "$LOADBEARING" explain price_quote new --now 2026-06-01
check_contains "does not call two compilers' views different" "$out" \
  "               behaviour    cannot be compared: audited as gcc12/O/1, now gcc14/O/1"
check_contains "nor their trees" "$out" "               tree         cannot be compared: audited as gcc12/O, now gcc14/O"
source=S tree=T behaviour=B
price old
source=S tree=U behaviour=
price new "compiler gcc 14.2.0" "$new"

# ---- refused, with the reason
rm -r loadbearing/audits && cp -a audited loadbearing/audits
refused ()
{
  name=$1 text=$2
  shift 2
  price new "$@"
  check_status "$name" 1 "$LOADBEARING" refresh --old old --new new
  check_contains "$name: the reason" "$err" "refused: price_round (src/price.c:40): $text"
  check_equal "$name: nothing is written" "" "$(diff -r audited loadbearing/audits)"
}
source=S2 tree=U
refused "another source" "its source differs" "compiler gcc 14.2.0" "$new"
source=S interface=J
refused "another interface" "its interface differs" "compiler gcc 14.2.0" "$new"
interface='' needs=X
refused "other options" "dependency 'option -fwrapv' changed" "compiler gcc 14.2.0" "$new"
needs=''
refused "another variant" "it is built as variant 'arm', and was audited as 'x86_64-linux-gnu'" "variant arm"
refused "another scheme" "fingerprint scheme 2, audited under 1" "scheme 2"
echo "unit src/price.c" > new/unit
"$RECORDS" new/price.o.loadbearing < new/unit
check_status "a function that is not there" 1 "$LOADBEARING" refresh --old old --new new
check_contains "is named" "$err" "refused: price_round (src/price.c:40): it is not load-bearing in the new build, or not there"
source=S2
price old
price new "compiler gcc 14.2.0" "$new"
check_status "an old build that is not what was audited" 1 "$LOADBEARING" refresh --old old --new new
check_contains "is no ground" "$err" "refused: price_round (src/price.c:40): the old build is not as audited: it is changed there"

# ---- wrong use
check_status "without builds" 2 "$LOADBEARING" refresh --old old
check_contains "the usage is said" "$err" "refresh: which two builds? usage: loadbearing refresh --old BUILD... --new BUILD..."
check_status "a build that is not there" 2 "$LOADBEARING" refresh --old old --new gone

# ---- two real compilers, and preprocessed input by the newer one
first=${GCCS%% *}
if [ "$first" = "$GCC" ] || [ ! -e "$PLUGIN" ]; then
  skip "audited by one compiler, refreshed for the other" "there is one compiler only"
else
  mkdir real real/loadbearing real/src real/old real/new real/kept && cd real || exit 1
  repository
  cp ../loadbearing/policy.json loadbearing
  cat > src/price.c <<'END'
struct order { long cents; int count; };
__attribute__ ((load_bearing ("pricing"))) long
price_quote (const struct order *o)
{
  long sum = 0;
  for (int i = 0; i < o->count; i++)
    sum += o->cents;
  return sum;
}
END
  # compile COMPILER SOURCE OBJECT
  compile () { "$1" -O2 -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=policy -c "$2" -o "$3" > /dev/null 2>&1; }
  compile "$first" src/price.c old/price.o
  check "certify what $first saw" "$LOADBEARING" certify price_quote --from old --yes --now 2026-05-01
  check "which $GCC recognises by its source" compile "$GCC" src/price.c new/price.o
  "$GCC" -E src/price.c -o kept/price.i
  check_not "but not when it was preprocessed before" compile "$GCC" kept/price.i kept/price.o
  compile "$first" src/price.c old/price.o
  check_status "refresh for $GCC" 0 "$LOADBEARING" refresh --old old --new new
  check_output "re-expresses it" <<'END'
1 audited state re-expressed, 0 already were, 0 refused
END
  check "and then it is recognised" compile "$GCC" kept/price.i kept/price.o
  sed -i 's/sum += o->cents/sum -= o->cents/' kept/price.i
  check_not "as long as it is the same" compile "$GCC" kept/price.i kept/price.o
  cd ..
fi
