#!/bin/sh
# The harness itself: what tests/run and lib.sh count as a failure.
. "$(dirname "$0")/../lib.sh"

# Its runs are of this repository in miniature alone.
unset LOADBEARING_BUILD TEST_JOBS

# A miniature repository with the real harness and made-up tests.
mkdir -p mini/tests/cli mini/scripts mini/tests/unit
cp "$SOURCE/tests/run" "$SOURCE/tests/lib.sh" mini/tests/
echo 'echo gcc' > mini/scripts/list-gccs
chmod +x mini/scripts/list-gccs

# write NAME: a test script from stdin
write ()
{
  { echo '#!/bin/sh'; cat; } > "mini/tests/cli/$1.sh"
  chmod +x "mini/tests/cli/$1.sh"
}
last_line ()
{
  tail -n 1 "$out"
}

write good <<'END'
. "$(dirname "$0")/../lib.sh"
ok one
check two true
check_status three 3 sh -c 'exit 3'
run printf 'a\nb\n'
check_output four <<'X'
a
b
X
run sh -c 'echo oops >&2; exit 1'
check_errors five <<'X'
oops
X
check_equal six 1 "$status"
END
write other <<'END'
. "$(dirname "$0")/../lib.sh"
skip seven "no such thing here"
( ok eight )
END
run mini/tests/run
check_equal "passing tests: status" 0 "$status"
check_equal "passing tests: last line" "7 passed, 0 failed" "$(last_line)"
check_contains "a skipped point is shown with its reason" "$out" "no such thing here"
check_contains "skipped points are counted" "$out" "1 skipped"
run mini/tests/run goo
check_equal "a filter chooses" "6 passed, 0 failed" "$(last_line)"
run mini/tests/run no-such-test
check_equal "a filter that matches nothing fails" "1:0 passed, 1 failed" "$status:$(last_line)"
rm mini/tests/cli/*.sh

# fails NAME LAST-LINE: the test from stdin must make the run fail
fails ()
{
  write subject
  run mini/tests/run
  check_equal "$1" "1:$2" "$status:$(last_line)"
}
fails "no TAP point" "0 passed, 1 failed" <<'END'
echo fine
END
fails "a bad end without 'not ok'" "1 passed, 1 failed" <<'END'
echo "ok - one"
exit 3
END
fails "killed by a signal" "1 passed, 1 failed" <<'END'
echo "ok - one"
kill -SEGV $$
END
fails "'not ok' but status 0" "1 passed, 1 failed" <<'END'
echo "ok - one"
echo "not ok - two"
END
fails "too slow" "1 passed, 1 failed" <<'END'
# timeout: 1
echo "ok - one"
sleep 20
END
fails "check of a failing command" "0 passed, 1 failed" <<'END'
. "$(dirname "$0")/../lib.sh"
check one false
END
fails "check_not of a succeeding command" "0 passed, 1 failed" <<'END'
. "$(dirname "$0")/../lib.sh"
check_not one true
END
fails "check_not of a command that does not exist" "0 passed, 1 failed" <<'END'
. "$(dirname "$0")/../lib.sh"
check_not one ./no-such-command
END
fails "check_status with another status" "0 passed, 1 failed" <<'END'
. "$(dirname "$0")/../lib.sh"
check_status one 1 sh -c 'exit 2'
END
fails "check_output with other output" "0 passed, 1 failed" <<'END'
. "$(dirname "$0")/../lib.sh"
run echo a
check_output one <<'X'
b
X
END
fails "check_output with one line too few" "0 passed, 1 failed" <<'END'
. "$(dirname "$0")/../lib.sh"
run printf 'a\n'
check_output one <<'X'
a
b
X
END
fails "check_contains, check_lacks, check_matches, check_equal" "0 passed, 5 failed" <<'END'
. "$(dirname "$0")/../lib.sh"
echo text > file
check_contains one file other
check_lacks two file text
check_lacks three no-such-file text
check_matches four file '^ext'
check_equal five a b
END
fails "a failure in a subshell" "0 passed, 1 failed" <<'END'
. "$(dirname "$0")/../lib.sh"
( not_ok one )
true
END
write long <<'END'
#!/bin/sh
echo "ok - one"
echo "not ok - two: its reason"
seq 200 | sed 's/^/# /'
END
run mini/tests/run long
check_equal "a point that failed is named once more at the end, with its file" \
  "FAIL  tests/cli/long.sh       not ok - two: its reason 1 passed, 1 failed" "$(tail -n 3 "$out" | tr '\n' ' ' | sed 's/ $//')"
rm mini/tests/cli/long.sh

write where <<'END'
. "$(dirname "$0")/../lib.sh"
check_equal empty "" "$(ls)"
echo "$SCRATCH" > "$SOURCE/where"
check_equal "git's person" "Ada Okafor <ada@example.com>" "$(git config user.name) <$(git config user.email)>"
check_equal "no CI" "" "${CI-}"
END
rm mini/tests/cli/subject.sh
CI=true
export CI
run mini/tests/run
unset CI
check_equal "a test's surroundings are its own" "3 passed, 0 failed" "$(last_line)"
check "the scratch folder is gone afterwards" test -s mini/where
check_not "really gone" test -e "$(cat mini/where)"
