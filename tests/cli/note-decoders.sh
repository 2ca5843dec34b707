#!/bin/bash
# Two decoders of the note agree: `loadbearing dump`, and tests/decoder/decode.py, which was
# written from docs/note-format.md alone.  And the page's own example is right.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

command -v python3 > /dev/null || skip_all "no python3"
decoder=$SOURCE/tests/decoder/decode.py

# canonical FILE: JSON lines without "found", keys sorted.
canonical ()
{
  python3 -c '
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    record = json.loads(line)
    record.pop("found", None)
    print(json.dumps(record, sort_keys=True))' "$1"
}

# agree NAME RECORDS FILE...: both say the same about the files, and there are that many functions at least.
agree ()
{
  name=$1 least=$2
  shift 2
  check "$name: dump" "$LOADBEARING" dump "$@"
  canonical "$out" > dump.lines
  check "$name: second decoder" python3 "$decoder" "$@"
  tap_same "$name: equal" "$out" dump.lines
  functions=$(grep -c '"record": "function"' dump.lines)
  if [ "$functions" -ge "$least" ]; then
    ok "$name: $functions functions"
  else
    not_ok "$name: at least $least functions" "there are $functions"
  fi
}

mkdir loadbearing
cat > loadbearing/policy.json <<'END'
{ "format": 1, "domains": { "pricing": {}, "migration": {} }, "tests": ["test_*"], "prototypes": ["lab/*"],
  "mark": [ { "function": "*t*", "domain": "migration", "why": "every name with a t" } ] }
END
cat > many.c <<'END'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define RATE 7
enum limit { BULK_MIN = 3, BULK_MAX = 12 };
struct order { int count; struct line { long cents; char name[9]; } lines[4]; union { int a; long b; } u; };
typedef long (*rule) (const struct order *);
static const int rates[] = { 1, 2, RATE };
long total_of (const struct order *o) { long t = 0; for (int i = 0; i < o->count; i++) t += o->lines[i].cents * rates[i % 3]; return t; }
static long bulk (const struct order *o) { return o->count > BULK_MAX ? total_of (o) / 2 : total_of (o); }
static rule table[] = { bulk, total_of };
long quote (const struct order *o, int which) { static int count; count++; printf ("%d\n", count); return table[which & 1] (o); }
__attribute__ ((load_bearing ("pricing", "a \"reason\" with \\ and \303\251")))
long price_quote (const struct order *o) { return quote (o, 0) + RATE; }
__attribute__ ((weak)) void hook (void) { abort (); }
inline int from_here (int x) { return x + 1; }
extern int from_here (int x);
int renamed (void) __asm__ ("odd.name$1");
int renamed (void) { return (int) strlen ("x"); }
END
cat > many.cc <<'END'
namespace shop { template <class T> T larger (T a, T b) { return a < b ? b : a; }
struct item { virtual ~item () {} virtual long cents () const { return 1; } };
inline long twice (long x) { return larger (x, 2 * x); } }
long total (const shop::item &i) { return shop::twice (i.cents ()) + (long) shop::larger (1.0, 2.0); }
END
mkdir lab
cp many.c lab/ha.c
cp many.c test_many.c
: > empty.c
echo 'int bare (int x) { return x; } static int unused; int other (int x) { return bare (x) + unused; }' > bare.c
tail="-fplugin=$PLUGIN -fplugin-arg-loadbearing-gate=off"
for gcc in $GCCS; do
  cxx=g++${gcc#gcc}
  for source in many.c lab/ha.c test_many.c empty.c; do
    # shellcheck disable=SC2086
    check "$gcc compiles $source" "$gcc" -w -O2 $tail -c $source -o "$gcc-$(basename $source .c).o"
  done
  if command -v "$cxx" > /dev/null; then
    # shellcheck disable=SC2086
    check "$cxx compiles many.cc" "$cxx" -w -O2 $tail -c many.cc -o "$gcc-many-cc.o"
  else
    skip "$cxx" "not installed"
  fi
  # shellcheck disable=SC2086
  check "$gcc compiles for 32 bits" "$gcc" -w -m32 $tail -c bare.c -o "$gcc-32.o"
  agree "$gcc's objects" 25 "$gcc"-*.o
done
ld -r -o all.o "$GCC-many.o" "$GCC-test_many.o" -z muldefs 2> /dev/null
[ -f all.o ] || cp "$GCC-many.o" all.o
ar rc all.a ./*-many.o
agree "an archive" 8 all.a
agree "an object made of two" 8 all.o

# A real program's worth: our own sources, marked everywhere.
cat > loadbearing/policy.json <<'END'
{ "format": 1, "domains": { "pricing": {} }, "mark": [ { "function": "*", "domain": "pricing" } ] }
END
count=0
for source in "$SOURCE"/audit/*.c; do
  "$GCC" -w -O2 -I"$SOURCE/audit" -DLOADBEARING_VERSION='"0"' -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off \
    -fplugin-arg-loadbearing-policy=loadbearing/policy.json -c "$source" -o "own-$(basename "$source" .c).o" && count=$((count + 1))
done
if [ $count -gt 10 ]; then ok "our own $count sources compile"; else not_ok "our own sources compile" "$count"; fi
agree "our own objects" 100 own-*.o
check_contains "load-bearing functions are among them" dump.lines '"flags": ["marked"'
check_contains "with dependencies" dump.lines '"kind": "interface"'

# What does not decode, does not for either.
cp "$GCC-many.o" hurt.o
python3 - hurt.o <<'END'
import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[data.index(b"loadbearing\0") + 12] = 9
open(sys.argv[1], "wb").write(data)
END
check_status "an unknown version: dump" 2 "$LOADBEARING" dump hurt.o
check_errors "is one clear message" <<'END'
loadbearing: hurt.o: its record cannot be read: unknown version 9; this loadbearing reads version 1
END
check_not "an unknown version: second decoder" python3 "$decoder" hurt.o

# The page's example, byte for byte.
python3 - "$SOURCE/docs/note-format.md" > example.loadbearing <<'END'
import re, struct, sys
text = open(sys.argv[1], encoding="utf-8").read()
payload = b""
for line in text[text.index("## An example"):].splitlines():
    found = re.match(r"    \s*((?:[0-9a-f]{2} )*[0-9a-f]{2})(?=\s\s)", line)
    if found:
        payload += bytes.fromhex(found.group(1))
note = struct.pack("<III", 12, len(payload), 0x4c420001) + b"loadbearing\0" + payload
sys.stdout.buffer.write(note + bytes(-len(note) % 4))
END
agree "the page's example" 1 example.loadbearing
check_output "says what the page says" <<'END'
{"compiler": "gcc 12.2.0", "functions": 1, "gate": "policy", "id": "05159fc4b55dc98078e7873870d8c8f9", "input": "spelled", "language": "C", "options": "", "record": "unit", "role": "production", "scheme": 1, "source": "t.c", "track": "production", "tree_class": "gcc12/O", "variant": "x86_64-linux-gnu"}
{"aspects": {"source": "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"}, "calls": [], "column": 5, "file": "t.c", "flags": [], "line": 1, "name": "twice", "origin": "none", "record": "function", "track": "production", "unit": "05159fc4b55dc98078e7873870d8c8f9"}
END
