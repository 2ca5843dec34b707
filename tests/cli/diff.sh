#!/bin/sh
# loadbearing diff: two builds, function by function.  Each class from records made by hand, then
# real objects, archives and programs.
. "$(dirname "$0")/../lib.sh"
RECORDS=$BUILD/unit/make_records
[ -e "$PLUGIN" ] || { not_ok "the plugin is there" "$PLUGIN"; exit 1; }

# records FOLDER/NAME: the units that standard input describes
records ()
{
  mkdir -p "$(dirname "$1")"
  "$RECORDS" "$1.o.loadbearing" || not_ok "records $1"
}
# price FOLDER: a load-bearing function, by the words in $interface, $source, $behaviour, $helper; and ordinary ones
price ()
{
  records "$1/price" <<END
unit src/price.c
function price_quote
line ${line:-12} 6
layout ${layout:-7}
domain ${domain:-pricing}
interface ${interface:-I}
source ${source:-S}
behaviour ${behaviour:-B}
needs round_cents() = ${helper:-R}
function round_cents
static
line 3 12
source ${helper:-R}
END
}
price old

price new
check_status "two equal builds" 0 "$LOADBEARING" diff old new
check_output "have nothing to tell but the totals" <<'END'
2 functions before, 2 after: 2 unchanged
END
(line=14 price new)
check_status "a line further down" 0 "$LOADBEARING" diff old new
check_output "is moved, and not listed" <<'END'
2 functions before, 2 after: 1 unchanged, 1 moved (1 within its file)
END
check_status "with -v" 0 "$LOADBEARING" diff -v old new
check_output "all are listed" <<'END'
moved               price_quote  src/price.c:14  pricing
unchanged           round_cents  src/price.c:3

2 functions before, 2 after: 1 unchanged, 1 moved (1 within its file)
END
(layout=8 line=13 price new)
check_status "other layout" 0 "$LOADBEARING" diff old new
check_output "is reformatted, wherever it stands now" <<'END'
reformatted         price_quote  src/price.c:13  pricing

2 functions before, 2 after: 1 unchanged, 1 reformatted
END
(layout=0 price new)
check_status "layout that is not known" 0 "$LOADBEARING" diff old new
check_contains "says nothing" "$out" "2 functions before, 2 after: 2 unchanged"
(layout=8 source=T price new)
check_status "other source, and so another layout" 0 "$LOADBEARING" diff old new
check_contains "is refactored" "$out" "1 unchanged, 1 refactored"
(source=T price new)
check_status "other source, equal behaviour" 0 "$LOADBEARING" diff old new
check_output "is refactored" <<'END'
refactored          price_quote  src/price.c:12  pricing

2 functions before, 2 after: 1 unchanged, 1 refactored
refactoring: 1 of 1 change (100 %)
END
(source=T behaviour=C interface=J price new)
check_status "source and behaviour differ" 0 "$LOADBEARING" diff old new
check_output "is behaviour-changed, with the interface beside it" <<'END'
behaviour-changed   price_quote  src/price.c:12  pricing
    its interface differs

2 functions before, 2 after: 1 unchanged, 1 behaviour-changed
refactoring: 0 of 1 change (0 %)
END
(interface=J price new)
check_status "another interface" 0 "$LOADBEARING" diff old new
check_contains "is interface-changed" "$out" "interface-changed   price_quote  src/price.c:12  pricing"
(helper=Q price new)
check_status "another helper" 0 "$LOADBEARING" diff old new
check_output "is dependency-changed for who rests on it, and changed itself, since its record does not say more" <<'END'
changed             round_cents  src/price.c:3
dependency-changed  price_quote  src/price.c:12  pricing
    dependency 'round_cents()' changed

2 functions before, 2 after: 1 dependency-changed, 1 changed
refactoring: 0 of 1 change (0 %); 1 more change: the records do not tell whether it is refactoring
END
# A load-bearing helper that was refactored does what it did: who rests on it rests on the same.
chain ()
{
  records "$1/chain" <<END
unit src/chain.c
function outer
domain pricing
interface I
source O
behaviour O
needs inner() = $2
needs other() = ${3:-X} via inner
function inner
domain pricing
interface I
source $2
behaviour N
needs other() = ${3:-X}
function other
static
source ${3:-X}
END
}
chain oldchain N
chain newchain N2
check_status "a helper that was refactored" 0 "$LOADBEARING" diff oldchain newchain
check_output "does not change who rests on it" <<'END'
refactored          inner  src/chain.c:20  pricing

3 functions before, 3 after: 2 unchanged, 1 refactored
refactoring: 1 of 1 change (100 %)
END
chain newchain N2 X2
check_status "with a helper of its own that changed" 0 "$LOADBEARING" diff oldchain newchain
check_contains "it is no refactoring" "$out" "dependency-changed  inner"
check_contains "and who rests on it rests on other things" "$out" "dependency-changed  outer"
# One helper, and three functions that rest on it.
resting ()
{
  { echo "unit src/many.c"
    for name in first second third; do printf 'function %s\nline 1 1\ndomain pricing\ninterface I\nsource S\nbehaviour B\nneeds helper() = %s\n' $name "$2"; done
    [ $# -lt 3 ] || printf 'needs other() = %s\n' "$3"; } > resting.txt
  records "$1/many" < resting.txt
}
resting oldmany H O
resting newmany H2 O2
check_status "a helper on which many rest" 0 "$LOADBEARING" diff oldmany newmany
check_output "is said once" <<'END'
dependency-changed  2 functions
    dependency 'helper()' changed
        first  src/many.c:1  pricing
        second  src/many.c:1  pricing
dependency-changed  third  src/many.c:1  pricing
    dependency 'helper()' changed
    dependency 'other()' changed

3 functions before, 3 after: 3 dependency-changed
refactoring: 0 of 3 changes (0 %)
END
# Without behaviour on both sides a changed source may be a refactoring.
sed_records ()
{
  records "$1/price" <<END
unit src/price.c
$3
function price_quote
line 12 6
domain pricing
interface I
source $2
needs round_cents() = R
END
}
sed_records old2 S
sed_records new2 T
check_status "source differs, behaviour is not known" 0 "$LOADBEARING" diff old2 new2
check_output "is changed, and not counted as the one or the other" <<'END'
changed             price_quote  src/price.c:12  pricing

1 function before, 1 after: 1 changed
refactoring: 1 change: the records do not tell whether it is refactoring
END
sed_records new2 S "variant arm"
check_status "another variant" 0 "$LOADBEARING" diff old2 new2
check_output "is incomparable with its cause" <<'END'
incomparable        1 function: built as variant 'x86_64-linux-gnu' and as variant 'arm'
    price_quote  src/price.c:12

1 function before, 1 after: 1 incomparable
END
sed_records new2 S "scheme 7"
check_status "another scheme" 0 "$LOADBEARING" diff old2 new2
check_contains "too" "$out" "incomparable        1 function: fingerprint scheme 1 and scheme 7"
(domain=payment price new)
check_status "another domain" 0 "$LOADBEARING" diff old new
check_contains "is told, though nothing else changed" "$out" "    was load-bearing in 'pricing', now in 'payment'"

# ---- identity
records many/a <<'END'
unit a/main.c
function usage
source UA
function twice
static
source TA
unit b/main.c
function usage
source UB
function twice
static
source TB
unit c/late.c
function gone
source G
function settle
source M
function far
static
source F
END
records some/a <<'END'
unit b/main.c
function usage
source UB2
function twice
static
source TB
unit a/main.c
function usage
source UA
function twice
static
source TA2
unit d/late.c
function come
source C
function settle
source M
function far
static
source F2
END
check_status "programs with functions of one name" 0 "$LOADBEARING" diff many some
check_output "are matched by file; externals move, statics of another folder are the same by their file's name" <<'END'
changed             far  d/late.c:30, was c/late.c:30
changed             twice  a/main.c:20
changed             usage  b/main.c:10
removed             gone  c/late.c:10
added               come  d/late.c:10
moved               settle  d/late.c:20, was c/late.c:20

7 functions before, 7 after: 2 unchanged, 1 moved, 3 changed, 1 added, 1 removed
refactoring: 3 changes: the records do not tell whether they are refactoring
END

# ---- copies: an inline function in many units is one, and an archive that is older than its objects does not count
records copies/old <<'END'
unit src/a.c
function inlined
file src/inlined.h
comdat
source I
unit src/b.c
function inlined
file src/inlined.h
comdat
source I
END
records copies/new <<'END'
unit src/a.c
function inlined
file src/inlined.h
comdat
source J
unit src/b.c
function inlined
file src/inlined.h
comdat
source J
END
check_status "a header's function in two units" 0 "$LOADBEARING" diff copies/old.o.loadbearing copies/new.o.loadbearing
check_output "is one function" <<'END'
changed             inlined  src/inlined.h:10

1 function before, 1 after: 1 changed
refactoring: 1 change: the records do not tell whether it is refactoring
END

# ---- the environment's functions, preprocessed input
records system/old <<'END'
unit src/a.c
function atoi
file /usr/include/stdlib.h
system
source A
function f
source F
END
records system/new <<'END'
unit src/a.c
input preprocessed
function f
source G
END
check_status "a system header's function, and preprocessed input" 0 "$LOADBEARING" diff system/old.o.loadbearing system/new.o.loadbearing
check_output "is left out and said so; the other cannot be compared" <<'END'
incomparable        1 function: one build has a spelled source of it, and the other, for which it was preprocessed before, has not
    f  src/a.c:10

1 function before, 1 after: 1 incomparable
functions of system headers are left out: 1 before, 0 after
END
records system/marked <<'END'
unit src/a.c
function f
domain pricing
interface I
source F
END
check_status "a function that was marked since" 0 "$LOADBEARING" diff system/old.o.loadbearing system/marked.o.loadbearing
check_contains "cannot be compared" "$out" "incomparable        1 function: it is load-bearing in one build only"
check_contains "and its mark is told" "$out" "    is now load-bearing in 'pricing'"

# ---- JSON
check_status "as JSON" 0 "$LOADBEARING" diff --format json many some
check_output "it names every function that is not unchanged" <<END
{
  "format": 1,
  "tool": "$("$LOADBEARING" --version)",
  "summary": {"old": 7, "new": 7, "unchanged": 2, "moved": 1, "reformatted": 0, "refactored": 0, "dependency-changed": 0, "interface-changed": 0, "changed": 3, "behaviour-changed": 0, "incomparable": 0, "added": 1, "removed": 1, "moved-within": 0, "changes": 3, "decided": 0},
  "functions": [
    {"function": "come", "class": "added", "new": {"file": "d/late.c", "line": 10, "column": 1, "unit": "d/late.c", "variant": "x86_64-linux-gnu", "compiler": "gcc 12.2.0", "found": "a.o.loadbearing"}},
    {"function": "far", "class": "changed", "old": {"file": "c/late.c", "line": 30, "column": 1, "unit": "c/late.c", "variant": "x86_64-linux-gnu", "compiler": "gcc 12.2.0", "found": "a.o.loadbearing"}, "new": {"file": "d/late.c", "line": 30, "column": 1, "unit": "d/late.c", "variant": "x86_64-linux-gnu", "compiler": "gcc 12.2.0", "found": "a.o.loadbearing"}},
    {"function": "gone", "class": "removed", "old": {"file": "c/late.c", "line": 10, "column": 1, "unit": "c/late.c", "variant": "x86_64-linux-gnu", "compiler": "gcc 12.2.0", "found": "a.o.loadbearing"}},
    {"function": "settle", "class": "moved", "old": {"file": "c/late.c", "line": 20, "column": 1, "unit": "c/late.c", "variant": "x86_64-linux-gnu", "compiler": "gcc 12.2.0", "found": "a.o.loadbearing"}, "new": {"file": "d/late.c", "line": 20, "column": 1, "unit": "d/late.c", "variant": "x86_64-linux-gnu", "compiler": "gcc 12.2.0", "found": "a.o.loadbearing"}},
    {"function": "twice", "class": "changed", "old": {"file": "a/main.c", "line": 20, "column": 1, "unit": "a/main.c", "variant": "x86_64-linux-gnu", "compiler": "gcc 12.2.0", "found": "a.o.loadbearing"}, "new": {"file": "a/main.c", "line": 20, "column": 1, "unit": "a/main.c", "variant": "x86_64-linux-gnu", "compiler": "gcc 12.2.0", "found": "a.o.loadbearing"}},
    {"function": "usage", "class": "changed", "old": {"file": "b/main.c", "line": 10, "column": 1, "unit": "b/main.c", "variant": "x86_64-linux-gnu", "compiler": "gcc 12.2.0", "found": "a.o.loadbearing"}, "new": {"file": "b/main.c", "line": 10, "column": 1, "unit": "b/main.c", "variant": "x86_64-linux-gnu", "compiler": "gcc 12.2.0", "found": "a.o.loadbearing"}}
  ]
}
END
(source=T price new)
check_status "a refactoring as JSON" 0 "$LOADBEARING" diff --format json old new
check_contains "with the share" "$out" '"changes": 1, "decided": 1, "refactoring": 1.0000}'
check_contains "and what moved of a load-bearing function" "$out" '"moved": [], "dependencies_moved": []}'

# ---- what the compiler records: an edit, in objects, an archive, a program, and records that were kept
mkdir -p loadbearing src one two
repository
echo '{ "format": 1, "domains": { "pricing": {} } }' > loadbearing/policy.json
cat > src/price.c <<'END'
struct order { int count; long cents; };
static long round_cents (long cents) { return cents / 10 * 10; }
__attribute__ ((load_bearing ("pricing"))) long price_quote (const struct order *o) { return round_cents (o->cents); }
long plain (const struct order *o) { return o->count * 2; }
int same (int x) { return x + 1; }
END
echo 'long price_quote (const void *); int main (void) { return (int) price_quote (0); }' > src/main.c
# build FOLDER
build ()
{
  for source in price main; do
    "$GCC" -O2 -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c "src/$source.c" -o "$1/$source.o" || not_ok "compile $source"
  done
  rm -f "$1/price.a"
  ar cr "$1/price.a" "$1/price.o"
  "$GCC" "$1/main.o" "$1/price.o" -o "$1/shop"
  objcopy -j .note.loadbearing "$1/shop" "$1/shop.records"
}
build one
sed -i 's|cents / 10 \* 10|cents / 5 * 5|; s|int same|/* moved down */\nint same|' src/price.c
build two
cat > expected <<'END'
changed             round_cents  src/price.c:2
dependency-changed  price_quote  src/price.c:3  pricing
    dependency 'round_cents()' changed
END
for what in price.o price.a shop shop.records; do
  check_status "diff of $what" 0 "$LOADBEARING" diff "one/$what" "two/$what"
  head -3 "$out" > changed
  check_equal "names what changed in $what" "" "$(diff expected changed)"
done
check_status "diff of folders, in which each unit stands four times" 0 "$LOADBEARING" diff one two
check_contains "each function once" "$out" "5 functions before, 5 after: 2 unchanged, 1 moved (1 within its file), 1 dependency-changed, 1 changed"
cp one/shop stale
cp two/price.o two/main.o src
mv stale src/shop
check_status "a program older than its objects" 0 "$LOADBEARING" diff one src
check_contains "gives way to them" "$out" "5 functions before, 5 after: 2 unchanged, 1 moved (1 within its file), 1 dependency-changed, 1 changed"
rm src/*.o src/shop

# ---- text that was laid out otherwise
mkdir three
sed -i 's|return x + 1;|return  x + 1; /* one more */|; s|o->cents); }|\n  o->cents);\n}|' src/price.c
build three
check_status "white space and a comment" 0 "$LOADBEARING" diff two/price.o three/price.o
check_contains "are reformatting; what stands below moved" "$out" \
  "4 functions before, 4 after: 1 unchanged, 1 moved (1 within its file), 2 reformatted"
check_contains "a load-bearing one is listed" "$out" "reformatted         price_quote  src/price.c:3  pricing"
check_lacks "others with -v" "$out" "reformatted         same"
check_status "with -v" 0 "$LOADBEARING" diff -v two/price.o three/price.o
check_contains "all are" "$out" "reformatted         same  src/price.c:8"
check_status "as JSON" 0 "$LOADBEARING" diff --format json two/price.o three/price.o
check_contains "the class is told" "$out" '{"function": "same", "class": "reformatted"'
check_contains "and is no change" "$out" '"reformatted": 2, "refactored": 0, '
mkdir four
sed -i 's/int same (int x) { return  x + 1;/int same (int y) { return  y + 1;/' src/price.c
build four
check_status "another name for a parameter" 0 "$LOADBEARING" diff three/price.o four/price.o
check_contains "is reformatting" "$out" "4 functions before, 4 after: 3 unchanged, 1 reformatted"

# ---- code without a record was not removed
mkdir five
build five
"$GCC" -O2 -w -c src/price.c -o five/price.o
rm five/price.a five/shop*
check_status "a unit that was compiled without the plugin" 0 "$LOADBEARING" diff four five
check_output "cannot be compared, its static functions neither" <<'END'
incomparable        4 functions: the new build has code of src/price.c and no record of it: five/price.o was compiled without the plugin
    plain  src/price.c:6
    price_quote  src/price.c:3
    round_cents  src/price.c:2
    same  src/price.c:8

5 functions before, 1 after: 1 unchanged, 4 incomparable
END
check_status "the other way round" 0 "$LOADBEARING" diff five four
check_contains "neither" "$out" \
  "incomparable        4 functions: the old build has code of src/price.c and no record of it: five/price.o was compiled without the plugin"
echo 'int gone (void) { return 1; }' > src/main.c
mkdir six seven
"$GCC" -O2 -w "-fplugin=$PLUGIN" -c src/main.c -o six/other.o
cp four/price.o six
echo 'int fresh (void) { return 2; }' > src/main.c
"$GCC" -O2 -w "-fplugin=$PLUGIN" -c src/main.c -o seven/other.o
cp five/price.o seven
check_status "beside what was removed and added" 0 "$LOADBEARING" diff six seven
check_contains "it is neither" "$out" "5 functions before, 1 after: 4 incomparable, 1 added, 1 removed"
check_status "beside what was added and removed" 0 "$LOADBEARING" diff seven six
check_contains "it is neither" "$out" "1 function before, 5 after: 4 incomparable, 1 added, 1 removed"
check_status "as JSON" 0 "$LOADBEARING" diff --format json four five
cp "$out" json
check "each with the one side that there is" python3 -c '
import json, sys
d = json.load (open (sys.argv[1]))
for f in d["functions"]:
    assert f["class"] == "incomparable" and "old" in f and "new" not in f and "five/price.o" in f["cause"], f
assert len (d["functions"]) == 4' json

# ---- wrong use
check_status "one build is not two" 2 "$LOADBEARING" diff one
check_contains "and the usage says so" "$err" "diff: which two builds? usage: loadbearing diff OLD NEW"
check_status "an unknown format" 2 "$LOADBEARING" diff --format xml one two
check_status "no record at all" 2 "$LOADBEARING" diff /bin/true two
check_contains "is no build" "$err" "diff: /bin/true holds no record"
