#!/bin/bash
# The main job on code that nobody here wrote: each project is built by its own
# build system with the plugin added through its flags, what exists is exempted,
# the gate is green; one function's behaviour is edited, and the gate fails on
# exactly that function and on what rests on it; the edit is taken back, and the
# gate is green again.
#
#   tests/real/main-job.sh [PROJECT...]
# timeout: 2400
. "$(dirname "$0")/projects"
. "$SOURCE/tests/lib.sh"
set -u

# point STATUS NAME [FILE]: one TAP point, which fails if STATUS is not 0; FILE
# then shows why.  Returns STATUS.
point ()
{
  if [ "$1" -eq 0 ]; then
    ok "$2"
  else
    not_ok "$2" "$([ $# -gt 2 ] && tail -n 25 "$3")"
    return 1
  fi
}

# The findings of severity error in a report's text: "FUNCTION RULE", sorted.
findings_of ()
{
  sed -n "s/^[^ ].*:[0-9]*:[0-9]*: error: '\([^']*\)' .*\[loadbearing: \([a-z-]*\)\]\$/\1 \2/p" "$@" | sort -u
}

# gate NAME: the gate over the whole build; text in $SCRATCH/check, status returned.
gate ()
{
  (cd "$tree" && "$LOADBEARING" check --color never .) > "$SCRATCH/check" 2> "$SCRATCH/check.err"
}

# green NAME: the gate passes.
green ()
{
  gate
  local status=$?
  cat "$SCRATCH/check.err" >> "$SCRATCH/check"
  point $status "$1" "$SCRATCH/check"
}

# expect_exactly NAME FILE "FUNCTION RULE"...: the findings in FILE are these and no others.
expect_exactly ()
{
  local name=$1 file=$2
  shift 2
  printf '%s\n' "$@" | sort -u > "$SCRATCH/expected"
  findings_of "$file" > "$SCRATCH/actual"
  diff -u "$SCRATCH/expected" "$SCRATCH/actual" > "$SCRATCH/difference"
  point $? "$name" "$SCRATCH/difference"
}

# Builds with the plugin; $1 is added to the flags, the rest goes to make.
build ()
{
  local extra=$1
  shift
  project_build "$project" "$tree" "-O1 -fplugin=$PLUGIN$extra" gcc "$@" > "$SCRATCH/build" 2>&1
}

# run_edit NAME FILE SED "FUNCTION RULE"...: edit, build, gate; revert, build, gate.
run_edit ()
{
  local name=$1 file=$2 edit=$3
  shift 3
  cp "$tree/$file" "$SCRATCH/original"
  sed -i "$edit" "$tree/$file"
  [ "$(diff "$SCRATCH/original" "$tree/$file" | grep -c '^>')" -eq 1 ]
  point $? "$project: $name: the edit changed one line" || return

  build "" -k
  [ $? -ne 0 ]
  point $? "$project: $name: the build fails" "$SCRATCH/build"
  grep -q "\[loadbearing: changed\]" "$SCRATCH/build"
  point $? "$project: $name: the compiler names the rule" "$SCRATCH/build"
  gate
  [ $? -eq 1 ]
  point $? "$project: $name: check exits with status 1" "$SCRATCH/check"
  expect_exactly "$project: $name: check fails on exactly what changed and what rests on it" "$SCRATCH/check" "$@"

  # Only the time stamp tells make that the file changed back.
  cp "$SCRATCH/original" "$tree/$file"
  build ""
  point $? "$project: $name: reverted, it builds" "$SCRATCH/build"
  [ -z "$(find "$tree" -name '*.loadbearing' -print -quit)" ]
  point $? "$project: $name: no records of a failed compilation are left"
  green "$project: $name: reverted, check is green"
}

run_project ()
{
  local reason status marked
  project=$1
  tree=$SCRATCH/$project
  reason=$(project_copy "$project" "$tree")
  status=$?
  if [ $status -eq 77 ]; then
    skip "$project" "$reason"
    return
  fi
  point $status "$project: sources" || return

  mkdir -p "$tree/loadbearing" && cp "$real/policies/$project.json" "$tree/loadbearing/policy.json"
  git -C "$tree" init -q && git -C "$tree" add -A -f . > /dev/null 2>&1 &&
    git -C "$tree" commit -q -m "sources as they came"
  point $? "$project: a repository" || return

  # Day one: nothing is audited, so the gate stops the build.
  build "" -k
  [ $? -ne 0 ] && grep -q '\[loadbearing: unaudited\]' "$SCRATCH/build"
  point $? "$project: day one: the build fails on unaudited functions" "$SCRATCH/build" || return
  project_clean "$project" "$tree" > /dev/null 2>&1
  find "$tree" -name '*.loadbearing' -delete

  build " -fplugin-arg-loadbearing-gate=warn"
  point $? "$project: with gate=warn it builds" "$SCRATCH/build" || return
  (cd "$tree" && "$LOADBEARING" init --exempt-existing --until "$until" --reason "existing code" .) > "$SCRATCH/init" 2>&1
  point $? "$project: init --exempt-existing" "$SCRATCH/init" || return
  cmp -s "$real/policies/$project.json" "$tree/loadbearing/policy.json"
  point $? "$project: init leaves the policy that is there"
  marked=$(find "$tree/loadbearing/audits" -name '*.json' | wc -l)
  [ "$marked" -ge "$2" ]
  point $? "$project: init exempted at least $2 functions ($marked)"
  git -C "$tree" add -A -f loadbearing && git -C "$tree" commit -q -m "what exists is exempted"

  project_clean "$project" "$tree" > /dev/null 2>&1
  build ""
  point $? "$project: under the gate it builds" "$SCRATCH/build" || return
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

for file in "$PLUGIN" "$LOADBEARING"; do
  [ -e "$file" ] || { not_ok "'$file' is there" "make all"; exit 1; }
done
# The day an exemption ends has to lie ahead.
until=$(date -d '+30 days' +%Y-%m-%d)

# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $all_projects
for name; do
  case $name in
    lua5.4) run_project "$name" 35 ;;
    zlib) run_project "$name" 9 ;;
    cjson) run_project "$name" 14 ;;
    redis) run_project "$name" 120 ;;
    *) not_ok "there is a project '$name'" ;;
  esac
done
