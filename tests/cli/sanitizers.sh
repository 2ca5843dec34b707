#!/bin/bash
# The command and the units once more, with AddressSanitizer and
# UndefinedBehaviorSanitizer: the unit tests, and the scripts of tests/cli that use
# the command.
# timeout: 3000
. "$(dirname "$0")/../lib.sh"

[ -z "${LOADBEARING_SANITIZED:-}" ] || skip_all "this is the run with sanitizers"
cat > probe.c <<'END'
int main (void) { return 0; }
END
run gcc -fsanitize=address,undefined probe.c -o probe
[ "$status" -eq 0 ] && run ./probe
[ "$status" -eq 0 ] || skip_all "no sanitizers here"

build=$SOURCE/build-asan
export LOADBEARING_SANITIZED=yes
check "it builds with sanitizers" make -s -j2 -C "$SOURCE" BUILD=build-asan CFLAGS='-O1 -g' \
  SANITIZE='-fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all' \
  build-asan/loadbearing unit-tests
[ "$status" -eq 0 ] || exit 1
# The plugin runs inside an ordinary compiler, so that it stays as it is.
# shellcheck disable=SC2153
cp "$BUILD"/*.so "$build/"

# A finding of the sanitizers ends the program with a status that no test expects,
# and leaves a report that is looked for as well.
export ASAN_OPTIONS=exitcode=99:abort_on_error=0:detect_leaks=1:log_path=$SCRATCH/tap/sanitizer
export UBSAN_OPTIONS=exitcode=99:print_stacktrace=1:log_path=$SCRATCH/tap/sanitizer
export LOADBEARING_BUILD=$build
for test in "$build"/unit/test_* "$SOURCE"/tests/cli/*.sh; do
  [ -x "$test" ] || continue
  name=${test#"$SOURCE"/}
  case $test in
  *.d) continue ;;
  */self-check.sh | */sanitizers.sh | */harness.sh | */install*.sh | */demo.sh) continue ;;
  *.sh) grep -qE '\$\{?LOADBEARING\b' "$test" || continue ;;
  esac
  rm -f "$SCRATCH"/tap/sanitizer*
  # As tests/run does it: unit tests find the repository's files from where they are run.
  run env -C "$SOURCE" timeout -k 5 900 "$test"
  reports=$(cat "$SCRATCH"/tap/sanitizer* 2> /dev/null)
  if [ "$status" -eq 0 ] && [ -z "$reports" ]; then
    ok "$name under sanitizers"
  else
    grep -vE '^ok\b' "$out" | sed 's/^not ok/not_ok/' > "$out.failures"
    mv "$out.failures" "$out"
    tap_failed "$name under sanitizers" "$reports"
  fi
done
