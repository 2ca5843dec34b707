#!/bin/bash
# The labelled tests of evidence/: each gets the grade that design and page (docs/test-evidence.md) say, at every -O.
#
# A label: a comment of its own line before the test function, FUNCTION GRADE: REASON; or, where macros make the test,
# FUNCTION TEST GRADE: REASON anywhere.  `absent`: there is no reference.  FUNCTION GRADE, LESS: REASON labels what is known to get the lower
# grade LESS, and why.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

cat > labels.py <<'END'
import json, re, subprocess, sys
source, dump = sys.argv[1:3]
label = re.compile(r"/\* (\w+)(?: (\w+))? (semantic|shape|called|absent)(?:, (shape|called))?: .*\*/$")
definition = re.compile(r"^(?:static )?(?:void|int) (\w+) \((?:void|void \*\*state)\)")
wanted, pending = {}, []
for line in open(source):
    found = label.match(line.rstrip())
    if found:
        function, test, grade, less = found.groups()
        if test:
            wanted[test, function] = less or grade
        else:
            pending.append((function, less or grade))
        continue
    found = definition.match(line)
    if found:
        for function, grade in pending:
            wanted[found.group(1), function] = grade
        pending = []
got = {}
for line in open(dump):
    record = json.loads(line)
    if record["record"] == "reference":
        got[record["test"], record["function"]] = (record["grade"], record["reason"])
wrong = 0
for (test, function), grade in sorted(wanted.items()):
    have, reason = got.get((test, function), ("absent", ""))
    if have != grade:
        print("%s: %s: %s expected, %s found: %s" % (test, function, grade, have, reason))
        wrong += 1
print("%d labels, %d wrong" % (len(wanted), wrong))
sys.exit(wrong > 0 or not wanted)
END
for source in "$SOURCE"/tests/compile/evidence/*.c; do
  name=$(basename "$source" .c)
  for option in -O0 -O2; do
    $GCC $option -w -fplugin="$PLUGIN" -fplugin-arg-loadbearing-role=test -c "$source" -o "$name.o" || { not_ok "$name $option compiles"; continue; }
    "$LOADBEARING" dump "$name.o" > dump
    check "the labels of $name.c, $option" python3 labels.py "$source" dump
  done
done
