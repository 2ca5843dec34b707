#!/bin/bash
# The demo tells its story to the end, and the README shows what it prints.
#
# To write the demo's output into the README:   tests/cli/demo.sh --update
. "$(dirname "$0")/../lib.sh"

check "the demo has what it shows" test -x "$LOADBEARING" -a -e "$PLUGIN"
readme=$SOURCE/README.md
# What differs from day to day and from one compiler to the next.
normal ()
{
  sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]+Z)?/DATE/g; s/\b[0-9a-f]{7,64}\b/HEX/g; s/gcc [0-9]+(\.[0-9]+)*/gcc N/g; /^make/d
    s/ +$//'
}
# The fenced block after the marker.
shown ()
{
  awk '/^<!-- demo output/ { marked = 1; next }
    marked && /^```$/ { if (++fences == 2) exit; next }
    fences == 1' "$readme"
}

git -C "$SOURCE" status --porcelain --ignored examples > before 2> /dev/null
check "the demo runs to its end" env LOADBEARING_BUILD="$BUILD" "$SOURCE/examples/marketplace/demo"
if [ "$status" -ne 0 ]; then
  exit 1
fi
sed '1{/^$/d}' "$out" > printed
check_equal "it says nothing on stderr" "" "$(cat "$err")"
if [ "${1-}" = --update ]; then
  awk -v printed=printed '
    /^<!-- demo output/ { print; print "```"; while ((getline line < printed) > 0) print line; print "```"; fences = 2; next }
    fences > 0 { if (/^```$/) fences--; next }
    { print }' "$readme" > rewritten
  cp rewritten "$readme"
fi
normal < printed > printed.normal
shown | normal > shown.normal
if ! has_terminals; then
  skip "the README shows the demo's output" "no terminals here (/dev/pts): the demo does it another way"
elif diff -u shown.normal printed.normal > difference; then
  ok "the README shows the demo's output"
else
  not_ok "the README shows the demo's output" "$(cat difference)" "tests/cli/demo.sh --update writes it there"
fi
git -C "$SOURCE" status --porcelain --ignored examples > after 2> /dev/null
check "the demo leaves the example as it was" diff before after
