#!/bin/bash
# timeout: 2400
# The labelled tests of evidence/: each gets the grade that design and page (docs/test-evidence.md) say, at every -O.
#
# A label: a comment of its own line before the test function, FUNCTION GRADE: REASON; or, where macros make the test,
# FUNCTION TEST GRADE: REASON anywhere (in C++, TEST is the class).  `absent`: there is no reference; `unrun`: whatever the test would notice, it is
# said that nothing runs it; `unreached`, `reached`: it is said that an assertion in it is never reached, or not.  After the grade, "TEXT" must occur in what is
# said.  FUNCTION GRADE, LESS: REASON labels what is known to get the lower grade LESS, and why.
#
# requires HEADER [MODULE] in the file's first comment: where there is no such header (and no such module of pkg-config), it is skipped.
# Frameworks that Debian has no package of have a header of our own in evidence/frameworks/.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

cat > labels.py <<'END'
import json, re, subprocess, sys
source, dump = sys.argv[1:3]
label = re.compile(r'/\* (\w+)(?: (\w+))? (semantic|shape|called|absent|unrun|unreached|reached)(?:, (shape|called))?(?: "([^"]*)")?: .*\*/$')
definition = re.compile(r"^(?:static )?(?:void|int) (\w+) \((?:void|void \*\*state)\)")
wanted, pending = {}, []
# A definition may begin with its type on a line of its own.
for line in re.sub(r"(?m)^((?:static )?(?:void|int))\n(?=\w+ \()", r"\1 ", open(source).read()).splitlines():
    found = label.match(line.rstrip())
    if found:
        function, test, grade, less, text = found.groups()
        if test:
            wanted[test, function] = (less or grade, text)
        else:
            pending.append((function, less or grade, text))
        continue
    found = definition.match(line)
    if found:
        for function, grade, text in pending:
            wanted[found.group(1), function] = (grade, text)
        pending = []
def plain(name):
    if not name.startswith("_Z"):
        return name
    return subprocess.run(["c++filt", name], capture_output=True, text=True).stdout.split("::")[0]
def constructs(name):
    parts = subprocess.run(["c++filt", name], capture_output=True, text=True).stdout.split("::") if name.startswith("_Z") else []
    return len(parts) == 2 and parts[1].split("(")[0] == parts[0]
got, unrun, unreached = {}, set(), set()
for line in open(dump):
    record = json.loads(line)
    if record["record"] == "test" and any("that nothing runs" in gap["reason"] for gap in record["gaps"]):
        unrun.add(plain(record["test"]))
    if record["record"] == "test" and any("never reached" in gap["reason"] for gap in record["gaps"]):
        unreached.add(plain(record["test"]))
    # A constructor has its own entry, beside that of the test of its class.
    if record["record"] == "reference" and not constructs(record["test"]):
        got[plain(record["test"]), record["function"]] = (record["grade"], record["reason"])
wrong = 0
for (test, function), (grade, text) in sorted(wanted.items()):
    have, reason = got.get((test, function), ("absent", ""))
    if test in unrun and have != "absent":
        have = "unrun"
    if grade in ("unreached", "reached"):
        have = "unreached" if test in unreached else "reached"
    met = have == grade and (not text or text in reason)
    if not met:
        print("%s: %s: %s%s expected, %s found: %s" % (test, function, grade, ' "%s"' % text if text else "", have, reason))
        wrong += 1
for function, grade, text in pending:
    print("a label of no test: %s %s" % (function, grade))
print("%d labels, %d wrong" % (len(wanted), wrong))
sys.exit(wrong > 0 or not wanted or bool(pending))
END
for source in "$SOURCE"/tests/compile/evidence/*.c "$SOURCE"/tests/compile/evidence/*.cc; do
  name=$(basename "$source")
  name=${name%.*}
  read -r header module <<< "$(sed -n 's/.*requires \([^ *]*\) *\([^ *]*\).*/\1 \2/p' "$source" | head -n 1)"
  flags=$(test -z "$module" || pkg-config --cflags "$module" 2> /dev/null)
  compiler=$GCC
  case $source in *.cc) compiler=g++${GCC#gcc} ;; esac
  if ! command -v "$compiler" > /dev/null; then
    skip "the labels of $name" "no $compiler"
    continue
  fi
  # shellcheck disable=SC2086
  if [ -n "$header" ] && ! echo "#include <$header>" | $compiler $flags -x "$([ "$compiler" = "$GCC" ] && echo c || echo c++)" \
      -include stdarg.h -include stddef.h -include setjmp.h -include stdint.h -fsyntax-only - 2> /dev/null; then
    skip "the labels of $name" "no header $header"
    continue
  fi
  for option in -O0 -O2; do
    # shellcheck disable=SC2086
    $compiler $option -w $flags -fplugin="$PLUGIN" -fplugin-arg-loadbearing-role=test -c "$source" -o "$name.o" ||
      { not_ok "$name $option compiles"; continue; }
    "$LOADBEARING" dump "$name.o" > dump
    check "the labels of $name, $option" python3 labels.py "$source" dump
  done
done

cat > programs.py <<'END'
import json, re, subprocess, sys
source, compiler, plugin, command = sys.argv[1:5]
cxx = compiler.startswith("g++")
frameworks = source.rsplit("/", 1)[0] + "/frameworks"
headers = ("assert", "errno", "math", "pthread", "setjmp", "signal", "stdbool", "stdio", "stdlib", "string", "unistd", "sys/wait")
head = "".join("#include <%s.h>\n" % name for name in headers) + 'extern "C" ' * cxx + "int wrap (int x);\n"
grades = ["called", "shape", "semantic"]
wrong = count = 0
file = "program.cc" if cxx else "program.c"
there = {}
def has_header(line):
    if line not in there:
        got = subprocess.run([compiler, "-fsyntax-only", "-I" + frameworks, "-x", "c++" if cxx else "c", "-"], input=head + line,
                             capture_output=True, text=True)
        there[line] = got.returncode == 0
    return there[line]
for block in re.split(r"(?m)^## ", open(source).read())[1:]:
    label, text = block.split("\n", 1)
    name, grade, less = re.match(r"(\w+) (\w+)(?:, (\w+))?: .", label).groups()
    # A framework that is not here is passed over; our own headers stand in for some.
    if not has_header("\n".join(re.findall(r"(?m)^#include <.*", text))):
        continue
    open(file, "w").write(head + text)
    subprocess.run([compiler, "-w", "-I" + frameworks, "-fplugin=" + plugin, "-fplugin-arg-loadbearing-role=test", "-c", file],
                   check=True, stderr=subprocess.DEVNULL)
    dump = subprocess.run([command, "dump", "program.o"], capture_output=True, text=True, check=True).stdout
    records = [json.loads(line) for line in dump.splitlines()]
    idle = {r["test"] for r in records
            if r["record"] == "test" and any("that nothing runs" in gap["reason"] for gap in r["gaps"])}
    best = max([grades.index(r["grade"]) for r in records
                if r["record"] == "reference" and r["function"] == "wrap" and r["test"] not in idle], default=0)
    count += 1
    if grades[best] != (less or grade):
        print("%s: %s expected, %s found" % (name, less or grade, grades[best]))
        wrong += 1
print("%d programs, %d wrong" % (count, wrong))
sys.exit(wrong > 0 or not count)
END
check "the labels of programs" python3 programs.py "$SOURCE/tests/compile/evidence/programs.txt" "$GCC" "$PLUGIN" "$LOADBEARING"
if command -v "g++${GCC#gcc}" > /dev/null; then
  check "the labels of programs in C++" \
      python3 programs.py "$SOURCE/tests/compile/evidence/programs-cxx.txt" "g++${GCC#gcc}" "$PLUGIN" "$LOADBEARING"
else
  skip "the labels of programs in C++" "no g++${GCC#gcc}"
fi
