#!/bin/bash
# `loadbearing dump`: what it prints, and what it says about files that it cannot read.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing
echo '{ "format": 1, "domains": { "pricing": {} } }' > loadbearing/policy.json
cat > price.c <<'END'
static long half (long x) { return x / 2; }
__attribute__ ((load_bearing ("pricing", "say \"why\""))) long price (long x) { return half (x); }
END
compile="$GCC -O2 -fplugin=$PLUGIN -fplugin-arg-loadbearing-gate=off"
$compile -c price.c -o price.o

check_status "an object" 0 "$LOADBEARING" dump price.o
check_equal "a unit and its two functions" 3 "$(wc -l < "$out")"
sed -E 's/"(id|unit|policy|interface|source|tree|behaviour|dependencies|digest)":"[0-9a-f]{16,64}"/"\1":"HEX"/g
        s/"compiler":"gcc [0-9.]+"/"compiler":"gcc V"/; s/"tree_class":"[^"]*"/"tree_class":"T"/; s/"layout":[0-9]+/"layout":N/; s/"behaviour_class":"[^"]*"/"behaviour_class":"B"/; s/"variant":"[^"]*"/"variant":"V"/' "$out" > got
tap_same "every field" got <<'END'
{"record":"unit","id":"HEX","source":"price.c","compiler":"gcc V","language":"C","variant":"V","options":"","tree_class":"T","behaviour_class":"B","scheme":1,"input":"spelled","role":"production","track":"production","gate":"off","policy":"HEX","functions":2,"found":["price.o"]}
{"record":"function","unit":"HEX","name":"half","file":"price.c","line":1,"column":13,"flags":["static"],"track":"production","origin":"none","aspects":{"source":"HEX"},"calls":[],"layout":N}
{"record":"function","unit":"HEX","name":"price","file":"price.c","line":2,"column":64,"flags":["marked"],"track":"production","origin":"attribute","domain":"pricing","reason":"say \"why\"","aspects":{"interface":"HEX","source":"HEX","tree":"HEX","behaviour":"HEX","dependencies":"HEX"},"calls":["half"],"layout":N,"branches":1,"depends":[{"label":"half()","kind":"function","name":"half","digest":"HEX","contained":true},{"label":"half() interface","kind":"interface","name":"half","digest":"HEX","contained":true}]}
END

# Where it was found, and each unit once.
mkdir -p tree/sub
cp price.o tree/sub/b.o
ar rc tree/a.a price.o
cp price.o 'tree/quote".o'
check_status "a folder" 0 "$LOADBEARING" dump tree
check_equal "one unit" 1 "$(grep -c '"record":"unit"' "$out")"
check_contains "found in three places" "$out" '"found":["tree/a.a(price.o)","tree/quote\".o","tree/sub/b.o"]'
(cd tree && "$LOADBEARING" dump) > here
check_contains "the current folder is the default" here '"found":["./a.a(price.o)","./quote\".o","./sub/b.o"]'

mkdir -p ../shop/loadbearing ../shop/out
echo '{ "format": 1, "domains": { "pricing": {} }, "products": { "shop": { "build": ["out"] } } }' > ../shop/loadbearing/policy.json
cp price.o ../shop/out/
cp price.o ../shop/other.o
(cd ../shop && "$LOADBEARING" dump) > here
check_contains "the policy's products come before it" here '"found":["out/price.o"]'

# File names are bytes.
odd=$(printf 'caf\303\251 \377 new\nline\\.o')
cp price.o "$odd"
check_status "a file name with everything in it" 0 "$LOADBEARING" dump "$odd"
check_contains "is valid JSON" "$out" '"found":["caf'"$(printf '\303\251')"' \udcff new\u000aline\\.o"]'
rm "$odd"

# A failed compilation.
$compile -fplugin-arg-loadbearing-gate=off -c price.c -o failed.o
"$LOADBEARING" dump failed.o | sed '/"record":"unit"/d' > expected
python3 - failed.o failed.o.loadbearing <<'END'
import sys
data = open(sys.argv[1], "rb").read()
at = data.index(b"loadbearing\0") - 12
size = int.from_bytes(data[at + 4:at + 8], "little")
open(sys.argv[2], "wb").write(data[at:at + 24 + size + -size % 4])
END
rm failed.o
check_status "records of a failed compilation, by the object's name" 0 "$LOADBEARING" dump failed.o
sed '/"record":"unit"/d' "$out" > got
tap_same "are the same records" got expected

# refuses NAME MESSAGE PATH: exit status 2, and exactly that message.
refuses ()
{
  check_status "$1: exit status" 2 "$LOADBEARING" dump "$3"
  printf 'loadbearing: %s\n' "$2" > message
  tap_same "$1: message" "$err" message
}

size=$(wc -c < price.o)
refuses "no such file" 'nothing.o: cannot be read: No such file or directory' nothing.o
refuses "a text file, by name" 'price.c: is neither ELF, an archive, nor records of loadbearing; name what the build made' price.c
: > empty.o
refuses "an empty file, by name" 'empty.o: is empty; build it again' empty.o
mkfifo fifo
refuses "a FIFO" 'fifo: is neither a file nor a folder; name what the build made' fifo
head -c 40 price.o > cut.o
refuses "half an ELF header" 'cut.o: truncated or corrupt ELF header; is it still being written?' cut.o
head -c $((size - 64)) price.o > cut.o
check_status "the last section header missing: exit status" 2 "$LOADBEARING" dump cut.o
check_matches "the last section header missing: message" "$err" "^loadbearing: cut\.o: truncated: [0-9]+ section headers at byte [0-9]+ of $((size - 64)); is it still being written\?\$"
head -c 200 tree/a.a > cut.a
check_status "half an archive: exit status" 2 "$LOADBEARING" dump cut.a
check_matches "half an archive: message" "$err" '^loadbearing: cut\.a: truncated archive: [0-9]+ bytes announced at byte [0-9]+, [0-9]+ there; is it still being written\?$'
ar rcT thin.a price.o failed.o 2> /dev/null || { cp price.o gone.o; ar rcT thin.a gone.o; rm gone.o; }
refuses "a thin archive without its member" 'thin.a(gone.o): the member of this thin archive cannot be read: No such file or directory' thin.a

# Damage in the record itself.
python3 - price.o hurt.o <<'END'
import sys
data = bytearray(open(sys.argv[1], "rb").read())
at = data.index(b"loadbearing\0") + 12
data[at + 100] ^= 1
open(sys.argv[2], "wb").write(data)
END
check_status "one bit of a record altered: exit status" 2 "$LOADBEARING" dump hurt.o
check_equal "one bit of a record altered: one message" 1 "$(wc -l < "$err")"
check_output "one bit of a record altered: nothing else" /dev/null

# What can be read is, and the rest is not forgotten.
cp hurt.o tree/hurt.o
check_status "a folder with one damaged object: exit status" 2 "$LOADBEARING" dump tree
check_contains "a folder with one damaged object: the others are read" "$out" '"name":"price"'
check_contains "a folder with one damaged object: it is named" "$err" 'tree/hurt.o: '

# Loops and strangers in folders.
rm tree/hurt.o
ln -s .. tree/sub/loop
ln -s nowhere tree/dangling
mkfifo tree/fifo
echo text > tree/notes.txt
check_status "a folder with loops, FIFOs and text" 0 "$LOADBEARING" dump tree
check_errors "is read without a word" /dev/null
check_contains "and completely" "$out" '"found":["tree/a.a(price.o)","tree/quote\".o","tree/sub/b.o"]'

check_status "an unknown option" 2 "$LOADBEARING" dump --nonsense
check_status "help" 0 "$LOADBEARING" dump --help
check_contains "help says what it prints" "$out" 'one JSON object a line'
