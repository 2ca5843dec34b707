#!/bin/bash
# timeout: 1800
# Bad input gets a clear error and loses nothing.  The rows are in bad-input.txt, whose head
# says how they are written; what cannot be a row (two writers at once, a full disk) is below.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
export LOADBEARING_TEST_NOW=1
TABLE=$SOURCE/tests/cli/bad-input.txt

# What rows may use.
compile () { "$GCC" -fplugin="$PLUGIN" -fno-diagnostics-show-caret "$@"; }
lb () { "$LOADBEARING" "$@"; }
# policy JSON: it, with a format, on one line of its own after the brace
policy () { printf '{ "format": 1,\n%s }\n' "$1" > loadbearing/policy.json; }
# patch FILE OFFSET BYTES: writes them over what is there; BYTES as for printf %b, octal ones \0NNN
patch () { printf '%b' "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }
# cut_to FILE BYTES: only that many are left
cut_to () { head -c "$2" "$1" > "$1.cut" && mv "$1.cut" "$1"; }
ledger=loadbearing/audits/pricing/price.json

# The folder that rows start in, "green", holds a build whose one load-bearing function is
# certified; "fresh" is the same with nothing built or certified.
mkdir -p fresh/loadbearing fresh/src
(
  cd fresh || exit 2
  repository .
  cp "$SOURCE/attributes/loadbearing.h" loadbearing/
  policy '  "domains": { "pricing": {}, "payment": {} },
  "certify": { "yes": true }, "exemptions": { "max_days": 365, "warn_days": 20 }'
  echo '__attribute__ ((load_bearing ("pricing"))) int price (int x) { return x + 1; }' > src/price.c
  cp -a . ../green
) || not_ok "the folder to start from"
(
  cd green || exit 2
  compile -c src/price.c -o price.o 2> /dev/null
  lb certify price --yes --now 2026-05-01 > /dev/null
  compile -c src/price.c -o price.o
  check_status "the folder to start from is green" 0 "$LOADBEARING" check --now 2026-05-02
)
# "other" has another plugin, which takes part in what ours does.
cp -a green other
cat > other/other.cc <<'END'
#include "gcc-plugin.h"
#include "tree.h"
#include <stdio.h>
int plugin_is_GPL_compatible;
static void on_declaration (void *, void *) { fprintf (stderr, "the other plugin works\n"); }
int plugin_init (struct plugin_name_args *info, struct plugin_gcc_version *)
{
  register_callback (info->base_name, PLUGIN_FINISH_DECL, on_declaration, NULL);
  register_callback (info->base_name, PLUGIN_PRE_GENERICIZE, on_declaration, NULL);
  return 0;
}
END
rm other/price.o
(cd other && "g++-${GCC#gcc-}" -shared -fPIC -fno-rtti -w -I"$("$GCC" -print-file-name=plugin)/include" other.cc -o other.so) > /dev/null 2>&1

# manifest: every file below with its digest, but for git's and what was last read
manifest () { find . -name .git -prune -o -name pending.json -o -type f -print0 | sort -z | xargs -0r sha256sum; }

# row: does what the variables name, start, needs, why, make, command, expected, says, like say
row ()
{
  cd "$SCRATCH/work" || exit 2
  rm -rf row
  cp -a "$start" row
  cd row || exit 2
  if [ -n "$needs" ] && ! (eval "$needs") > /dev/null 2>&1; then
    skip "$name" "${why:-needs: $needs}"
    return
  fi
  if [ -n "$make" ] && ! (eval "$make") > "$SCRATCH/tap/make" 2>&1; then
    not_ok "$name" "its input could not be made:" "$(cat "$SCRATCH/tap/make")"
    return
  fi
  manifest > "$SCRATCH/tap/before"
  run in_row "$command"
  wrong=
  [ "$status" = "$expected" ] || wrong="exit status $status, expected $expected"
  # The folder's own name differs from run to run.
  cat "$out" "$err" | sed "s|$SCRATCH/work/row/||g" > "$SCRATCH/tap/both"
  while IFS= read -r line; do
    [ -z "$line" ] || grep -qxF -e "$line" "$SCRATCH/tap/both" || wrong="$wrong${wrong:+; }no line is: $line"
  done <<< "$says"
  while IFS= read -r line; do
    [ -z "$line" ] || grep -qxE -e "$line" "$SCRATCH/tap/both" || wrong="$wrong${wrong:+; }no line is like: $line"
  done <<< "$like"
  # Whatever went wrong, each file that was there is there, with its content; nothing half
  # written stays beside the policy and the ledger, and a failed compilation leaves no object.
  if ! sha256sum -c --quiet "$SCRATCH/tap/before" > "$SCRATCH/tap/lost" 2>&1; then
    wrong="$wrong${wrong:+; }lost: $(cat "$SCRATCH/tap/lost")"
  fi
  manifest | diff "$SCRATCH/tap/before" - | grep '^>.* \./loadbearing/' > "$SCRATCH/tap/left" && wrong="$wrong${wrong:+; }left: $(cat "$SCRATCH/tap/left")"
  if [ -n "$wrong" ]; then tap_failed "$name" "$wrong" "run: $command"; else ok "$name"; fi
}

in_row () { eval "$1"; }

clear_row () { name=$1 start=green needs='' why='' make='' command='' expected='' says='' like=''; }

rows=0
clear_row
while IFS= read -r text || [ -n "$text" ]; do
  value=${text#*: }
  case $text in
  '' | '#'*) ;;
  '== '*)
    if [ -n "$command" ]; then row; fi
    clear_row "${text#== }"
    rows=$((rows + 1))
    ;;
  'start: '*) start=$value ;;
  'needs: '*) needs=$value ;;
  'why: '*) why=$value ;;
  'make: '*) make+=${make:+$'\n'}$value ;;
  'run: '*) command=$value ;;
  'status: '*) expected=$value ;;
  'says: '*) says+=${says:+$'\n'}$value ;;
  'like: '*) like+=${like:+$'\n'}$value ;;
  *) not_ok "bad-input.txt" "not understood: $text" ;;
  esac
done < "$TABLE"
if [ -n "$command" ]; then row; fi
cd "$SCRATCH/work" || exit 2
if [ "$rows" -lt 50 ]; then not_ok "the table has its rows" "only $rows"; fi

# ---- File names through the whole circle: compile, certify, check, and the ledger's true form.
cp -a fresh names
cd names || exit 2
rm src/price.c
n=0
# shellcheck disable=SC2016
for word in 'with blank' "with'quote" 'with"double' 'back\slash' $'new\nline' 'ünï-код' 'percent%s%n' '-dash' 'semi;$HOME#'; do
  n=$((n + 1))
  shown=${word//$'\n'/\\n}
  mkdir -p "in $word"
  echo "static int helper (int x) { return x * $n; } __attribute__ ((load_bearing (\"pricing\"))) int price$n (int x) { return helper (x); }" > "in $word/$word.c"
  check_status "$shown: compiles, but for what is found" 1 compile -c "in $word/$word.c" -o "in $word/$word.o"
  check_status "$shown: is unaudited" 1 "$LOADBEARING" check "in $word"
  check_status "$shown: certified" 0 "$LOADBEARING" certify "price$n" --yes --now 2026-05-01 --from "in $word"
  check_status "$shown: green" 0 "$LOADBEARING" check --now 2026-05-02 "in $word"
  check_status "$shown: compiles against its ledger" 0 compile -c "in $word/$word.c" -o "in $word/$word.o"
  check_errors "$shown: ... and nothing is found" < /dev/null
  sed -i 's/x \*/x +/' "in $word/$word.c"
  check_status "$shown: changed" 0 compile -fplugin-arg-loadbearing-gate=warn -c "in $word/$word.c" -o "in $word/$word.o"
  check_contains "$shown: ... is found" "$err" "'price$n' rests on what changed since its audit"
  sed -i 's/x +/x */' "in $word/$word.c"
  compile -c "in $word/$word.c" -o "in $word/$word.o"
done
check_status "names: the whole folder is green" 0 "$LOADBEARING" check --now 2026-05-02
check_contains "names: all of them" "$out" "$n load-bearing functions: $n audited; 0 findings"
check_status "names: the ledger has its one true form" 0 "$LOADBEARING" fmt --check
if command -v python3 > /dev/null; then
  check "names: the ledger is JSON" python3 -c 'import glob, json; [json.load (open (f)) for f in glob.glob ("loadbearing/audits/*/*.json")]'
else
  skip "names: the ledger is JSON" "no python3"
fi
# The ledger's folder itself below such a name.
cd ..
mkdir "$(printf "a \"b\" 'c' \\d\ne é")"
mv names a*
cd a*/names || exit 2
check_status "names: the repository in a folder with such a name" 0 "$LOADBEARING" check --now 2026-05-02
sed -i '$d' loadbearing/audits/pricing/price1.json
check_status "names: and a broken ledger file there" 2 "$LOADBEARING" check
check_equal "names: the message keeps to its lines" 0 "$(grep -vc '^loadbearing: \|^.*loadbearing/audits/pricing/price1.json:[0-9]*:[0-9]*: ' "$err")"
cd "$SCRATCH/work" || exit 2

# ---- Two certify at once: both entries are there, whoever wins.
cp -a green together
cd together || exit 2
for round in 1 2 3 4 5 6 7 8 9 10; do
  for who in bo cy; do
    GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=user.name GIT_CONFIG_VALUE_0="$who$round" GIT_CONFIG_KEY_1=user.email \
      GIT_CONFIG_VALUE_1="$who$round@example.com" "$LOADBEARING" certify price --yes --now 2026-05-03 > "said.$who" 2>&1 &
  done
  wait
  if [ "$(grep -c "\"by\": \"\(bo\|cy\)$round <" $ledger)" -ne 2 ]; then
    not_ok "two certify at once: round $round" "$(cat said.bo said.cy $ledger)"
  fi
done
check_equal "two certify at once: every entry is there" 21 "$(grep -c '"kind": "audit"' $ledger)"
check_status "two certify at once: the file has its true form" 0 "$LOADBEARING" fmt --check
check_equal "two certify at once: nothing else is left" price.json "$(ls -A loadbearing/audits/pricing)"
cd "$SCRATCH/work" || exit 2

# ---- A full disk while certifying: the old file is whole, the message names the remedy.
mkdir disk
end_status=0
if mount -t tmpfs -o size=256k,mode=777 tmpfs disk 2> /dev/null; then
  trap 'end_status=$?; cd /; umount "$SCRATCH/work/disk"; (exit "$end_status"); tap_end' EXIT
  mkdir disk/shop
  cp -a green/src green/price.o green/loadbearing disk/shop/
  cd disk/shop || exit 2
  git config --global user.name "Bo Lind"
  git config --global user.email bo@example.com
  cp -a loadbearing "$SCRATCH/work/kept"
  dd if=/dev/zero of=fill bs=1k status=none 2> /dev/null
  run "$LOADBEARING" certify price --yes --now 2026-05-03
  check_equal "a full disk: status 2" 2 "$status"
  check_contains "a full disk: what to do" "$err" "No space left on device; nothing was changed: make room, then repeat the command"
  rm fill
  rm -f loadbearing/pending.json "$SCRATCH/work/kept/pending.json"
  check "a full disk: nothing was lost and nothing is left" diff -r loadbearing "$SCRATCH/work/kept"
  check_status "a full disk: with room again it works" 0 "$LOADBEARING" certify price --yes --now 2026-05-03
  cd "$SCRATCH/work" || exit 2
else
  skip "a full disk" "only root may mount one; tests/unit/test_ledger_folder.c tries it by a limit"
fi
