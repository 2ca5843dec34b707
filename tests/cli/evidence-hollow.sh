#!/bin/bash
# Truth by experiment: tests that a constant in the function's place passes may not make it stub-proof, and good ones must.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir tests build loadbearing stub
cat > loadbearing/policy.json <<'END_OF_POLICY'
{ "format": 1, "domains": { "d": { "tests": { "grade": "semantic", "stub_proof": true, "at_least": 1 } } },
  "mark": [ { "function": "f_*", "domain": "d" } ], "tests": ["tests/**"], "severity": { "*": { "unaudited": "off" } } }
END_OF_POLICY
cat > run.py <<'END_OF_SCRIPT'
import os, re, subprocess, sys
lines, compiler, plugin, command = sys.argv[1:5]
HEAD = "".join("#include <%s.h>\n" % h for h in "assert errno stdio stdlib string math limits unistd".split())
MAIN = "int main (void) { test_F (); return 0; }"
cases = []
for line in open(lines):
    line = line.rstrip("\n")
    if line.startswith("## "):
        name, _, kind = line[3:].partition(" ")
        cases.append({"name": name, "good": kind == "good"})
    elif cases and line:
        text = line[2:].replace("\\n#", "\n#").replace("\\nstatic", "\nstatic")
        cases[-1][line[0]] = cases[-1].get(line[0], "") + text
def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr
def build(*arguments):
    status, text = run(compiler, "-O0", "-w", *arguments)
    return "" if status == 0 else text
failed = 0
for c in cases:
    name = c["name"]
    def fill(text):
        text = re.sub(r"_F\b", "_" + name, re.sub(r"\bF\b", "f_" + name, text))
        return re.sub(r" (#define|#include)", r"\n\1", text)
    for path, part in ((name + ".c", "R"), ("stub/" + name + ".c", "S")):
        open(path, "w").write(HEAD + fill(c["D"]) + "\n" + fill(c.get(part, c["R"])) + "\n")
    open("tests/%s.c" % name, "w").write("".join([
        "#define NDEBUG\n" if "N" in c else "", HEAD, fill(c["D"]), "\n", fill(c.get("P", "")), "\n", fill(c.get("U", "")),
        "\nstatic void test_%s (void) " % name, fill(c["T"]), "\n", fill(c.get("M", MAIN)), "\n"]))
    with_plugin = "-fplugin=" + plugin
    trouble = build(with_plugin, "-c", name + ".c", "-o", name + ".o") \
        or build(with_plugin, "-c", "tests/%s.c" % name, "-o", name + ".t.o") \
        or build(name + ".o", name + ".t.o", "-o", "build/" + name, "-lm") \
        or build("-c", "stub/%s.c" % name, "-o", name + ".s.o") or build(name + ".s.o", name + ".t.o", "-o", name + ".stub", "-lm")
    if not trouble:
        if run("build/" + name)[0] != 0:
            trouble = "the test fails"
        elif not c["good"] and run("./%s.stub" % name)[0] != 0:
            trouble = "the constant does not pass"
    if not trouble:
        text = run(command, "explain", "f_" + name, "build/" + name)[1]
        if not text.strip():
            trouble = "explain says nothing"
        proof = re.search(r"(not )?stub-proof", text)
        if (bool(proof) and proof.group(1) is None) != c["good"]:
            trouble = text
    if trouble:
        print("%s: %s" % (name, trouble))
        failed += 1
    os.path.exists("build/" + name) and os.remove("build/" + name)
print("%d cases, %d wrong" % (len(cases), failed))
sys.exit(failed > 0 or len(cases) < 100)
END_OF_SCRIPT
check "hollow and good tests are told apart" python3 run.py "$SOURCE/tests/cli/evidence-hollow.txt" "$GCC" "$PLUGIN" "$LOADBEARING"
