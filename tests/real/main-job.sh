#!/bin/bash
# The main job on code that nobody here wrote: each project is built by its own
# build system with the plugin added through its flags, what exists is exempted,
# the gate is green; one function's behaviour is edited, and the gate fails on
# exactly that function and on what rests on it; the edit is taken back, and the
# gate is green again.
#
#   tests/real/main-job.sh [PROJECT...]
set -u
. "$(dirname "${BASH_SOURCE[0]}")/projects"

scratch=$(mktemp -d "${TMPDIR:-/tmp}/loadbearing-main-job.XXXXXX") || exit 1
trap '[ -n "${KEEP_SCRATCH:-}" ] || rm -rf "$scratch"' EXIT
failed=0

# point STATUS NAME [FILE]: one TAP line; FILE explains a failure.
point ()
{
  if [ "$1" -eq 0 ]; then
    echo "ok - $2"
  else
    echo "not ok - $2"
    [ $# -gt 2 ] && tail -n 25 "$3" | sed 's/^/# /'
    failed=1
    return 1
  fi
}

# The findings of severity error in a report's text: "FUNCTION RULE", sorted.
findings_of ()
{
  sed -n "s/^[^ ].*:[0-9]*:[0-9]*: error: '\([^']*\)' .*\[loadbearing: \([a-z-]*\)\]\$/\1 \2/p" "$@" | sort -u
}

# gate NAME: the gate over the whole build; text in $scratch/check, status returned.
gate ()
{
  (cd "$tree" && "$loadbearing" check --color never .) > "$scratch/check" 2> "$scratch/check.err"
}

# green NAME: the gate passes, and says that it looked at MARKED functions or more.
green ()
{
  gate
  local status=$?
  cat "$scratch/check.err" >> "$scratch/check"
  point $status "$1" "$scratch/check"
}

# expect_exactly NAME FILE "FUNCTION RULE"...: the findings in FILE are these and no others.
expect_exactly ()
{
  local name=$1 file=$2
  shift 2
  printf '%s\n' "$@" | sort -u > "$scratch/expected"
  findings_of "$file" > "$scratch/actual"
  diff -u "$scratch/expected" "$scratch/actual" > "$scratch/difference"
  point $? "$name" "$scratch/difference"
}

# Builds with the plugin; $1 is added to the flags, the rest goes to make.
build ()
{
  local extra=$1
  shift
  project_build "$project" "$tree" "-O1 -fplugin=$plugin$extra" gcc "$@" > "$scratch/build" 2>&1
}

# run_edit NAME FILE SED "FUNCTION RULE"...: edit, build, gate; revert, build, gate.
run_edit ()
{
  local name=$1 file=$2 edit=$3 line
  shift 3
  cp "$tree/$file" "$scratch/original"
  sed -i "$edit" "$tree/$file"
  [ "$(diff "$scratch/original" "$tree/$file" | grep -c '^>')" -eq 1 ]
  point $? "$project: $name: the edit changed one line" || return
  line=$(diff "$scratch/original" "$tree/$file" | sed -n '1s/[^0-9].*//p')

  build "" -k
  [ $? -ne 0 ]
  point $? "$project: $name: the build fails" "$scratch/build"
  grep -q "\[loadbearing: changed\]" "$scratch/build"
  point $? "$project: $name: the compiler names the rule" "$scratch/build"
  gate
  [ $? -eq 1 ]
  point $? "$project: $name: check exits with status 1" "$scratch/check"
  expect_exactly "$project: $name: check fails on exactly what changed and what rests on it" "$scratch/check" "$@"

  # Only the time stamp tells make that the file changed back.
  cp "$scratch/original" "$tree/$file"
  build ""
  point $? "$project: $name: reverted, it builds" "$scratch/build"
  [ -z "$(find "$tree" -name '*.loadbearing' -print -quit)" ]
  point $? "$project: $name: no records of a failed compilation are left"
  green "$project: $name: reverted, check is green"
  : "$line"
}

run_project ()
{
  local reason status marked
  project=$1
  tree=$scratch/$project
  reason=$(project_copy "$project" "$tree")
  status=$?
  if [ $status -eq 77 ]; then
    echo "ok - $project # SKIP $reason"
    return
  fi
  point $status "$project: sources" || return

  mkdir -p "$tree/loadbearing" && cp "$real/policies/$project.json" "$tree/loadbearing/policy.json"
  git -C "$tree" init -q &&
    git -C "$tree" config user.name "Ada Okafor" && git -C "$tree" config user.email ada@example.com &&
    git -C "$tree" config commit.gpgsign false && git -C "$tree" config core.excludesFile /dev/null &&
    git -C "$tree" add -A -f . > /dev/null 2>&1 && git -C "$tree" commit -q -m "sources as they came"
  point $? "$project: a repository" || return

  # Day one: nothing is audited, so the gate stops the build.
  build "" -k
  [ $? -ne 0 ] && grep -q '\[loadbearing: unaudited\]' "$scratch/build"
  point $? "$project: day one: the build fails on unaudited functions" "$scratch/build" || return
  project_clean "$project" "$tree" > /dev/null 2>&1
  find "$tree" -name '*.loadbearing' -delete

  build " -fplugin-arg-loadbearing-gate=warn"
  point $? "$project: with gate=warn it builds" "$scratch/build" || return
  (cd "$tree" && "$loadbearing" init --exempt-existing --until "$until" --reason "existing code" .) > "$scratch/init" 2>&1
  point $? "$project: init --exempt-existing" "$scratch/init" || return
  cmp -s "$real/policies/$project.json" "$tree/loadbearing/policy.json"
  point $? "$project: init leaves the policy that is there"
  marked=$(find "$tree/loadbearing/audits" -name '*.json' | wc -l)
  [ "$marked" -ge "$2" ]
  point $? "$project: init exempted at least $2 functions ($marked)"
  git -C "$tree" add -A -f loadbearing && git -C "$tree" commit -q -m "what exists is exempted"

  project_clean "$project" "$tree" > /dev/null 2>&1
  build ""
  point $? "$project: under the gate it builds" "$scratch/build" || return
  green "$project: check is green" || return
  "edits_$(printf %s "$project" | tr -c 'a-z0-9' _)"
  rm -rf "$tree"
}

edits_lua5_4 ()
{
  run_edit "a static helper of the bytecode reader" src/lundump.c \
    '/^static size_t loadUnsigned/,/^}/s/if (x >= limit)/if (x > limit)/' \
    "loadUnsigned changed" \
    "loadSize dependency-changed" "loadInt dependency-changed" "loadStringN dependency-changed" \
    "loadString dependency-changed" "loadCode dependency-changed" "loadConstants dependency-changed" \
    "loadProtos dependency-changed" "loadUpvalues dependency-changed" "loadDebug dependency-changed" \
    "loadFunction dependency-changed" "luaU_undump dependency-changed"
  run_edit "a function that only other units call" src/lmem.c \
    '/^void luaM_free_ /,/^}/s/g->GCdebt -= osize/g->GCdebt += osize/' \
    "luaM_free_ changed"
}

edits_zlib ()
{
  run_edit "a static helper of inflate" inflate.c \
    '/^local int updatewindow(strm, end, copy)/,/^}/s/if (copy >= state->wsize)/if (copy > state->wsize)/' \
    "updatewindow changed" "inflate dependency-changed" "inflateSetDictionary dependency-changed"
  run_edit "a function that only other units call" inftrees.c \
    '/^int ZLIB_INTERNAL inflate_table/,/^}/s/if (left < 0) return -1;/if (left <= 0) return -1;/' \
    "inflate_table changed"
}

edits_cjson ()
{
  run_edit "a static helper of the parser" cJSON.c \
    "/^static unsigned parse_hex4/,/^}/s/10 + input\[i\] - 'A'/11 + input[i] - 'A'/" \
    "parse_hex4 changed" \
    "parse_string dependency-changed" "parse_value dependency-changed" "parse_array dependency-changed" \
    "parse_object dependency-changed" "cJSON_Parse dependency-changed" "cJSON_ParseWithLength dependency-changed" \
    "cJSON_ParseWithOpts dependency-changed" "cJSON_ParseWithLengthOpts dependency-changed"
  run_edit "a function that nothing marked calls" cJSON.c \
    '/cJSON_CreateNumber(double num)$/,/^}/s/item->valuedouble = num;/item->valuedouble = -num;/' \
    "cJSON_CreateNumber changed"
}

edits_redis ()
{
  run_edit "the comparison of passwords" src/acl.c \
    '/^int time_independent_strcmp/,/^}/s/diff |= (a\[j\] ^ b\[j\])/diff = (a[j] ^ b[j])/' \
    "time_independent_strcmp changed" "ACLCheckUserCredentials dependency-changed" \
    "ACLAuthenticateUser dependency-changed" "authCommand dependency-changed"
  run_edit "a function that only other units call" src/sha256.c \
    '/^void sha256_init/,/^}/s/0x6a09e667/0x6a09e668/' \
    "sha256_init changed"
}

for file in "$plugin" "$loadbearing"; do
  [ -e "$file" ] || { echo "not ok - '$file' is not there: make all"; exit 1; }
done
until=$(date -d '+30 days' +%Y-%m-%d)
export GIT_CONFIG_NOSYSTEM=1 HOME="$scratch" XDG_CACHE_HOME="${XDG_CACHE_HOME:-}" LOADBEARING_CACHE="$cache"
unset CI # the date of an exemption is the real one

for name in ${*:-$all_projects}; do
  case $name in
    lua5.4) run_project "$name" 40 ;;
    zlib) run_project "$name" 9 ;;
    cjson) run_project "$name" 14 ;;
    redis) run_project "$name" 120 ;;
    *) echo "not ok - no project '$name'"; failed=1 ;;
  esac
done
exit $failed
