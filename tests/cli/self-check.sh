#!/bin/bash
# A test must fail when what it tests is not there.  Every test script whose
# subject is the command is run with /bin/true and with /bin/false in its place,
# every one whose subject is the plugin without it: each must fail.
#
# What a script's subject is, its own text says: it uses $LOADBEARING or $PLUGIN.
# timeout: 1800
. "$(dirname "$0")/../lib.sh"

# These three build or check the build itself, and do not take it from $BUILD.
exempt="self-check.sh harness.sh install-dependencies.sh sanitizers.sh"

# subjects WORD: the test scripts that use $WORD
subjects ()
{
  for script in "$SOURCE"/tests/cli/* "$SOURCE"/tests/compile/*; do
    if [ ! -f "$script" ] || [ ! -x "$script" ]; then continue; fi
    case " $exempt " in *" ${script##*/} "*) continue ;; esac
    if grep -qE "\\\$\\{?$1\\b" "$script"; then
      echo "$script"
    fi
  done
}

# doctored NAME: a copy of the build, in a folder of its own
doctored ()
{
  mkdir "$1"
  cp -P "$BUILD"/loadbearing "$BUILD"/*.so "$1/"
}
doctored true && ln -sf /bin/true true/loadbearing
doctored false && ln -sf /bin/false false/loadbearing
doctored bare && rm bare/*.so

# must_fail WHAT FOLDER SCRIPT
must_fail ()
{
  name="${3#"$SOURCE"/} fails $1"
  status=0
  # A script that waits for ever for what is not there has not passed, either.
  LOADBEARING_STOP_AT_FIRST=1 LOADBEARING_BUILD="$PWD/$2" timeout -k 5 60 "$3" > "$out" 2> "$err" < /dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    ok "$name"
  elif ! grep -qE '^ok' "$out"; then
    ok "$name" # prints no point, which tests/run counts as a failure
  elif ! grep -vE '# SKIP' "$out" | grep -qE '^ok'; then
    skip "$name" "it skips everything here"
  else
    tap_failed "$name"
  fi
}

commands=$(subjects LOADBEARING)
plugins=$(subjects PLUGIN)
check "there are scripts whose subject is the command" test -n "$commands"
check "there are scripts whose subject is the plugin" test -n "$plugins"
for script in $commands; do
  must_fail "when the command is /bin/true" true "$script"
  must_fail "when the command is /bin/false" false "$script"
done
for script in $plugins; do
  must_fail "when there is no plugin" bare "$script"
done
