#!/bin/sh
# The policy alone decides what is said: nothing hides a finding or promotes one, and where nothing
# is to be said, nothing is.
. "$(dirname "$0")/../lib.sh"
. "$SOURCE/tests/compile/frame.sh"

for gcc in $GCCS; do
  project strict
  marked price > x.c
  found="x.c:1:48: error: 'price' is load-bearing and not audited [loadbearing: unaudited]"
  for flag in -w -Wno-error -Wno-attributes -Wfatal-errors -fmax-errors=1 -fpermissive -O3 -fno-diagnostics-show-option; do
    check_status "$gcc: an error stays one under $flag" 1 "$gcc" $flag -fplugin="$PLUGIN" -c x.c -o x.o
    check_contains "$gcc: ... said under $flag" "$err" "$found"
  done

  # All findings, though the user wants to see one error.
  marked price tax > two.c
  check_status "$gcc: -fmax-errors=1 with two findings" 1 "$gcc" -fmax-errors=1 -fplugin="$PLUGIN" -c two.c -o x.o
  check_contains "$gcc: ... the first" "$err" "'price' is load-bearing and not audited"
  check_contains "$gcc: ... and the second" "$err" "'tax' is load-bearing and not audited"

  # Headers, system or not.
  mkdir include
  marked in_header > include/header.h
  printf '#pragma GCC system_header\n' | cat - include/header.h > include/pragma.h
  printf '#include <header.h>\n' > user.c
  printf '#include <pragma.h>\n' > pragma.c
  for folder in -I -isystem; do
    check_status "$gcc: a function in a header under $folder" 1 "$gcc" -fplugin="$PLUGIN" $folder include -c user.c -o x.o
    check_contains "$gcc: ... is found under $folder" "$err" "include/header.h:1:48: error: 'in_header' is load-bearing"
    check_status "$gcc: a function after #pragma GCC system_header under $folder" 1 "$gcc" -w -fplugin="$PLUGIN" $folder include -c pragma.c -o x.o
    check_contains "$gcc: ... is found after the pragma under $folder" "$err" "include/pragma.h:2:48: error: 'in_header' is load-bearing"
  done

  # A function that a system header declares: the compiler keeps that place, the definition is the project's.
  project located
  mkdir include
  echo 'long price (long);' > include/declared.h
  printf '#include <declared.h>\n#include <stdlib.h>\nlong\nprice (long n)\n{\n  return n;\n}\nint atoi (const char *s) { return 5 + price (s[0]); }\n' > x.c
  for folder in -I -isystem; do
    check_status "$gcc: functions that are declared under $folder" 1 "$gcc" -w -fplugin="$PLUGIN" $folder include -c x.c -o x.o
    check_contains "$gcc: ... are found where they are defined under $folder" "$err" "x.c:4:1: error: 'price' is load-bearing"
    check_contains "$gcc: ... one that the C library declares, too, under $folder" "$err" "x.c:8:5: error: 'atoi' is load-bearing"
  done

  project strict
  # Pragmas and line markers of the source.
  { printf '#pragma GCC diagnostic ignored "-Wall"\n#pragma GCC diagnostic ignored "-Wattributes"\n'; marked price; } > quiet.c
  check_status "$gcc: #pragma GCC diagnostic hides nothing" 1 "$gcc" -fplugin="$PLUGIN" -c quiet.c -o x.o
  check_contains "$gcc: ... and it is said" "$err" "quiet.c:3:48: error: 'price' is load-bearing"
  { printf '# 1 "/usr/include/stdio.h" 3\n'; marked price; } > claims.c
  check_status "$gcc: a line marker that claims a system header hides nothing" 1 "$gcc" -w -fplugin="$PLUGIN" -c claims.c -o x.o
  check_contains "$gcc: ... at the place that it claims" "$err" "/usr/include/stdio.h:1:48: error: 'price' is load-bearing"

  # A claim that moves code into another glob is a finding itself.
  mkdir lab
  printf 'int before;\n#line 1 "lab/x.c"\nint ordinary (void) { return 1; }\n' > moved.c
  check_status "$gcc: #line into the prototypes" 1 "$gcc" -fplugin="$PLUGIN" -c moved.c -o x.o
  check_contains "$gcc: ... is a finding" "$err" "'ordinary' stands in moved.c, and #line says lab/x.c, which the policy sees otherwise [loadbearing: glob-mismatch]"
  printf 'int before;\n#line 1 "generated/x.c"\nint ordinary (void) { return 1; }\n' > moved.c
  check_status "$gcc: #line to where no glob is" 0 "$gcc" -fplugin="$PLUGIN" -c moved.c -o x.o

  # Warnings: neither hidden nor promoted.
  project standard
  marked price > x.c
  warned="x.c:1:48: warning: 'price' is load-bearing and not audited [loadbearing: unaudited]"
  for flag in -w -Werror -Wall -Wextra -pedantic-errors -Wfatal-errors -Wno-system-headers; do
    check_status "$gcc: a warning stays one under $flag" 0 "$gcc" $flag -fplugin="$PLUGIN" -c x.c -o x.o
    check_contains "$gcc: ... said under $flag" "$err" "$warned"
  done
  # ... while the user's own flags rule the compiler's own warnings, before and after.
  { echo 'static int unused (void) { return 1; }'; marked price; } > own.c
  check_status "$gcc: -Werror still promotes the compiler's" 1 "$gcc" -Wall -Werror -fplugin="$PLUGIN" -c own.c -o x.o
  check_contains "$gcc: ... as such" "$err" "[-Werror=unused-function]"
  check_status "$gcc: -w still hides the compiler's" 0 "$gcc" -Wall -w -fplugin="$PLUGIN" -c own.c -o x.o
  check_lacks "$gcc: ... wholly" "$err" "unused"

  # Another format of diagnostics.
  check_status "$gcc: diagnostics in JSON" 0 "$gcc" -fdiagnostics-format=json -fplugin="$PLUGIN" -c x.c -o x.o
  cp "$err" found.json
  check "$gcc: ... are JSON, findings included" python3 -c '
import json, sys
found = json.load(open(sys.argv[1]))
assert found[0]["kind"] == "warning" and "[loadbearing: unaudited]" in found[0]["message"], found
assert found[0]["locations"][0]["caret"]["line"] == 1, found
assert any("loadbearing certify price" in child["message"] for child in found[0]["children"]), found' found.json

  # Nothing to say: -E, -fsyntax-only, conftest.
  project strict
  marked price > x.c
  printf '__attribute__ ((load_bearing ("no-domain"))) int f (void);\n#pragma loadbearing psuh\n' >> x.c
  check_status "$gcc: -fsyntax-only says nothing" 0 "$gcc" -fsyntax-only -Wall -fplugin="$PLUGIN" x.c
  check_errors "$gcc: ... at all" < /dev/null
  check_status "$gcc: -E says nothing" 0 "$gcc" -E -Wall -fplugin="$PLUGIN" x.c -o x.i
  check_errors "$gcc: ... at all either" < /dev/null
  check_status "$gcc: -M says nothing" 0 "$gcc" -M -fplugin="$PLUGIN" x.c
  check_errors "$gcc: ... nothing more" < /dev/null
  cp x.c conftest.c
  sed -i '$d' conftest.c
  check_status "$gcc: conftest.c compiles" 0 "$gcc" -fplugin="$PLUGIN" -c conftest.c
  check_errors "$gcc: ... in silence" < /dev/null
  check_equal "$gcc: ... with its records" 1 "$(notes conftest.o)"
  check_not "$gcc: ... and nothing beside the object" test -e conftest.o.loadbearing
  echo 'int broken (void) { return no_such_name; }' > y.c
  check_status "$gcc: another error" 1 "$gcc" -fplugin="$PLUGIN" -c y.c
  check_lacks "$gcc: ... is said without a word of ours" "$err" "loadbearing"
  check_not "$gcc: ... and nothing is written" test -e y.o.loadbearing

  # A broken policy is said at its own place, and moves no place of the compiler's own errors.
  project standard
  printf '{ "format": 1,\n  "domians": {} }\n' > loadbearing/policy.json
  printf 'int before;\n#include "x.h"\nint f (void) { return missing; }\n' > x.c
  echo 'int wrong = absent;' > x.h
  for language in c c++; do
    check_status "$gcc: a broken policy in $language" 1 "$gcc" -g -fplugin="$PLUGIN" -x $language -c x.c -o x.o
    grep -v '^ \|note:' "$err" > said
    check_matches "$gcc: ... at its own place in $language" said "^/.*/loadbearing/policy.json:2:3: error: unknown key 'domians' in the policy; did you mean 'domains'\\?$"
    grep -v policy.json said > with
    run "$gcc" -g -x $language -c x.c -o x.o
    grep -v '^ \|note:' "$err" > without
    check "$gcc: ... and the others at theirs in $language" diff with without
    check "$gcc: ... which are some" grep -q x.h:1:13: with
    check_not "$gcc: no object" test -e x.o
  done
  run "$gcc" -fplugin="$PLUGIN" -fdiagnostics-format=json -c x.c -o x.o
  cp "$err" said
  check "$gcc: ... for a program that reads the compiler's JSON, too" python3 -c '
import json, sys
caret = json.JSONDecoder().raw_decode(open(sys.argv[1]).read())[0][0]["locations"][0]["caret"]
sys.exit(not caret["file"].endswith("/loadbearing/policy.json") or (caret["line"], caret["column"]) != (2, 3))' said
  cp "$SOURCE/tests/compile/policies/standard.json" loadbearing/policy.json
  mkdir -p loadbearing/audits/pricing
  echo '{ "format": 1, "entires": [] }' > loadbearing/audits/pricing/price.json
  marked price > x.c
  check_status "$gcc: a broken ledger file" 1 "$gcc" -fplugin="$PLUGIN" -c x.c -o x.o
  check_contains "$gcc: ... at its own place" "$err" "loadbearing/audits/pricing/price.json:1:16: error: unknown key 'entires' in a ledger file"
done
