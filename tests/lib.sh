# shellcheck shell=sh
# For test scripts, sh or bash:   . "$(dirname "$0")/../lib.sh"
#
# A test script runs in an empty folder of its own, removed when it ends, and
# prints one TAP line for each thing that it checks.  It fails if any check
# failed, and also if it ends with a status other than 0.
#
#   $SOURCE        the repository (read only, please)
#   $BUILD         the build under test: $LOADBEARING_BUILD, else $SOURCE/build
#   $LOADBEARING   the command
#   $PLUGIN        the plugin, loadbearing.so
#   $GCCS          the compilers that have plugin headers, "gcc-11 gcc-12"; $GCC the last of them
#   $SCRATCH       the script's own folder; it starts in $SCRATCH/work
#   $out $err      files: what the last `run` or check_status printed on stdout and stderr
#   $status        its exit status
#
#   ok NAME                          not_ok NAME [DETAIL...]          skip NAME REASON
#   skip_all REASON                  one skipped point, and the end of the script
#   run COMMAND...                   runs it, without judging
#   check NAME COMMAND...            passes if COMMAND succeeds; shows what it printed if not
#   check_not NAME COMMAND...        passes if COMMAND fails with a status below 126 (not: cannot be run, signal)
#   check_status NAME N COMMAND...   passes if COMMAND exits with N
#   check_output NAME [FILE]         $out is exactly FILE, else exactly stdin (a here-document)
#   check_errors NAME [FILE]         the same for $err
#   check_contains NAME FILE TEXT    a line of FILE contains TEXT (no pattern)
#   check_lacks NAME FILE TEXT       no line of FILE, which exists, does
#   check_matches NAME FILE PATTERN  a line of FILE matches the extended regular expression
#   check_equal NAME EXPECTED ACTUAL two strings
#   repository [FOLDER]              makes FOLDER (.) a git repository; git's person is Ada Okafor
#   has_terminals                    true if on_terminal can work here (a bare chroot has no /dev/pts)
#   on_terminal ANSWER COMMAND...    runs COMMAND on a terminal, typing the line ANSWER; combined output in $out

SOURCE=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
BUILD=${LOADBEARING_BUILD:-$SOURCE/build}
case $BUILD in /*) ;; *) BUILD=$SOURCE/$BUILD ;; esac
LOADBEARING=$BUILD/loadbearing
PLUGIN=$BUILD/loadbearing.so
GCCS=${GCCS:-$("$SOURCE/scripts/list-gccs" | tr '\n' ' ')}
GCCS=${GCCS% }
GCC=${GCCS##* }
TEST_NAME=$(basename "$0")

SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/loadbearing-test.XXXXXX") || exit 2
out=$SCRATCH/tap/out
err=$SCRATCH/tap/err
status=0
mkdir "$SCRATCH/tap" "$SCRATCH/work" "$SCRATCH/home"
: > "$out"
: > "$err"

# Nothing of the caller's surroundings may decide a test.
unset CI GITHUB_ACTIONS GITLAB_CI MAKEFLAGS MAKELEVEL MFLAGS MAKEOVERRIDES CFLAGS CXXFLAGS CPPFLAGS LDFLAGS \
      CPATH C_INCLUDE_PATH LIBRARY_PATH GCC_COLORS GCC_EXEC_PREFIX COMPILER_PATH \
      GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL \
      EMAIL SOURCE_DATE_EPOCH PREFIX DESTDIR NO_COLOR FORCE_COLOR CLICOLOR_FORCE
export LC_ALL=C TZ=UTC TERM=dumb HOME="$SCRATCH/home" XDG_CONFIG_HOME="$SCRATCH/home"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_SYSTEM=/dev/null GIT_CONFIG_GLOBAL="$SCRATCH/home/gitconfig"
export GIT_CEILING_DIRECTORIES="$SCRATCH" GIT_TERMINAL_PROMPT=0 GIT_PAGER=cat
export SOURCE BUILD LOADBEARING PLUGIN GCCS GCC SCRATCH
cat > "$GIT_CONFIG_GLOBAL" <<'END'
[user]
	name = Ada Okafor
	email = ada@example.com
[init]
	defaultBranch = main
[commit]
	gpgsign = false
[advice]
	detachedHead = false
END

# The count of failures lives in a file, so that a subshell's checks count too.
tap_end ()
{
  tap_status=$?
  trap - EXIT
  cd / || tap_status=2
  if [ -s "$SCRATCH/tap/failed" ] && [ "$tap_status" -eq 0 ]; then
    tap_status=1
  fi
  if [ -n "${LOADBEARING_KEEP_SCRATCH:-}" ]; then
    echo "# kept $SCRATCH"
  else
    chmod -R u+rwX "$SCRATCH" 2>/dev/null
    rm -rf "$SCRATCH"
  fi
  exit "$tap_status"
}
trap tap_end EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

ok ()
{
  echo "ok - $1"
}

not_ok ()
{
  echo "not ok - $1"
  echo "$1" >> "$SCRATCH/tap/failed"
  shift
  for tap_detail; do
    printf '%s\n' "$tap_detail" | sed 's/^/# /'
  done
  # The self-check wants to know only whether a script fails.
  if [ -n "${LOADBEARING_STOP_AT_FIRST:-}" ]; then
    exit 1
  fi
}

skip ()
{
  echo "ok - $1 # SKIP $2"
}

skip_all ()
{
  skip "$TEST_NAME" "$1"
  exit 0
}

# What the last command printed, as TAP comments.
tap_show ()
{
  echo "# stdout:"
  sed 's/^/#   /' "$out"
  echo "# stderr:"
  sed 's/^/#   /' "$err"
}

run ()
{
  status=0
  "$@" > "$out" 2> "$err" < /dev/null || status=$?
}

check ()
{
  tap_name=$1
  shift
  run "$@"
  if [ "$status" -eq 0 ]; then
    ok "$tap_name"
  else
    tap_failed "$tap_name" "exit status $status: $*"
  fi
}

# not_ok, with the output before it can end the script.
tap_failed ()
{
  tap_show
  not_ok "$@"
}

check_not ()
{
  tap_name=$1
  shift
  run "$@"
  if [ "$status" -ne 0 ] && [ "$status" -lt 126 ]; then
    ok "$tap_name"
  else
    tap_failed "$tap_name" "exit status $status where a failure was expected: $*"
  fi
}

check_status ()
{
  tap_name=$1
  tap_expected=$2
  shift 2
  run "$@"
  if [ "$status" -eq "$tap_expected" ]; then
    ok "$tap_name"
  else
    tap_failed "$tap_name" "exit status $status, expected $tap_expected: $*"
  fi
}

# tap_same NAME ACTUAL-FILE [EXPECTED-FILE]
tap_same ()
{
  if [ $# -ge 3 ]; then
    cp "$3" "$SCRATCH/tap/expected"
  else
    cat > "$SCRATCH/tap/expected"
  fi
  if diff -u "$SCRATCH/tap/expected" "$2" > "$SCRATCH/tap/diff" 2>&1; then
    ok "$1"
  else
    not_ok "$1" "$(sed '1,2d' "$SCRATCH/tap/diff")"
  fi
}

check_output ()
{
  if [ $# -ge 2 ]; then tap_same "$1" "$out" "$2"; else tap_same "$1" "$out"; fi
}

check_errors ()
{
  if [ $# -ge 2 ]; then tap_same "$1" "$err" "$2"; else tap_same "$1" "$err"; fi
}

check_contains ()
{
  if grep -qF -e "$3" "$2"; then
    ok "$1"
  else
    not_ok "$1" "no line contains: $3" "$(cat "$2")"
  fi
}

check_lacks ()
{
  if [ -e "$2" ] && ! grep -qF -e "$3" "$2"; then
    ok "$1"
  else
    not_ok "$1" "a line contains (or there is no file): $3" "$(cat "$2")"
  fi
}

check_matches ()
{
  if grep -qE -e "$3" "$2"; then
    ok "$1"
  else
    not_ok "$1" "no line matches: $3" "$(cat "$2")"
  fi
}

check_equal ()
{
  if [ "$2" = "$3" ]; then
    ok "$1"
  else
    not_ok "$1" "expected: $2" "actual:   $3"
  fi
}

repository ()
{
  git init -q "${1:-.}"
}

has_terminals ()
{
  script -qec true /dev/null > /dev/null 2>&1 < /dev/null
}

on_terminal ()
{
  tap_answer=$1
  shift
  tap_command=
  for tap_word; do
    tap_command="$tap_command '$(printf '%s' "$tap_word" | sed "s/'/'\\\\''/g")'"
  done
  status=0
  : > "$err"
  # The answer comes after a moment: what is typed before the question may be discarded.
  { sleep 0.3; printf '%s\n' "$tap_answer"; sleep 0.3; } |
    script -qec "$tap_command" /dev/null > "$out" 2> "$err" || status=$?
  tr -d '\r' < "$out" > "$out.plain" && mv "$out.plain" "$out"
}

cd "$SCRATCH/work" || exit 2
