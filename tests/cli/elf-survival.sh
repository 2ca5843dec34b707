#!/bin/bash
# timeout: 1800
# Records survive everything that happens to an object on its way into a product:
# which functions are found says so, each time.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

command -v python3 > /dev/null || skip_all "no python3"

cat > price.c <<'END'
static long round_cents (long cents) { return (cents + 50) / 100 * 100; }
__attribute__ ((load_bearing ("pricing"))) long price_quote (long cents) { return round_cents (cents * 7); }
long price_unused (long cents) { return cents * 11; }
END
cat > main.c <<'END'
long price_quote (long);
static int usage (void) { return 2; }
int main (int argc, char **argv) { (void) argv; return argc > 3 ? usage () : price_quote (argc) == 0; }
END
# A library that needs nothing from the system, and a program without a start file of its own.
cat > shop.h <<'END'
template <class T> T larger (T a, T b) { return a < b ? b : a; }
inline long twice (long x) { return larger (x, 2 * x); }
END
printf '#include "shop.h"\nlong one (long x) { return twice (x); }\n' > one.cc
printf '#include "shop.h"\nlong two (long x) { return twice (x) + 1; }\nint main () { return 0; }\n' > two.cc

price='price.c: price_quote price_unused round_cents'
main='main.c: main usage'
tail="-fplugin=$PLUGIN -fplugin-arg-loadbearing-gate=off"

# functions FILE...: a line for each unit, "SOURCE: FUNCTION...", in order of the sources.
functions ()
{
  "$LOADBEARING" dump "$@" | python3 -c '
import json, sys
units = {}
for line in sys.stdin:
    record = json.loads(line)
    if record["record"] == "unit":
        units[record["id"]] = (record["source"], [])
    else:
        units[record["unit"]][1].append(record["name"])
for source, names in sorted(units.values()):
    print(source + ":", *names)'
}

# found NAME FILE LINE...: FILE holds exactly these units.
found ()
{
  found_name=$1 found_file=$2
  shift 2
  functions "$found_file" > found.lines 2> found.errors
  printf '%s\n' "$@" | LC_ALL=C sort > found.expected
  if cmp -s found.lines found.expected && [ ! -s found.errors ]; then
    ok "$found_name"
  else
    not_ok "$found_name" "expected:" "$(cat found.expected)" "found:" "$(cat found.lines found.errors)"
  fi
}

# made NAME COMMAND...: makes something, quietly; a point only if that fails.
made ()
{
  made_name=$1
  shift
  "$@" > made.log 2>&1 || { not_ok "$made_name: made" "$*" "$(cat made.log)"; return 1; }
}

for gcc in $GCCS; do
  cxx=g++${gcc#gcc}
  rm -rf o
  mkdir o
  # shellcheck disable=SC2086
  made "$gcc" "$gcc" -O2 -g $tail -c price.c -o o/price.o || continue
  # shellcheck disable=SC2086
  made "$gcc" "$gcc" -O2 -g $tail -c main.c -o o/main.o || continue
  found "$gcc: object" o/price.o "$price"

  made "$gcc: ld -r" ld -r -o o/both.o o/price.o o/main.o && found "$gcc: ld -r" o/both.o "$main" "$price"
  made "$gcc: gcc -r" "$gcc" -r -o o/again.o o/both.o && found "$gcc: gcc -r of that" o/again.o "$main" "$price"
  made "$gcc: archive" ar rc o/shop.a o/price.o o/main.o && found "$gcc: archive" o/shop.a "$main" "$price"
  made "$gcc: thin archive" ar rcT o/thin.a o/price.o o/main.o && found "$gcc: thin archive" o/thin.a "$main" "$price"

  # shellcheck disable=SC2086
  made "$gcc: shared" "$gcc" -O2 -fPIC -shared $tail price.c -o o/shop.so && found "$gcc: shared library" o/shop.so "$price"
  made "$gcc: strip" strip -s o/shop.so && found "$gcc: shared library, strip -s" o/shop.so "$price"

  # Every linker that gcc knows; the plugin is not on the link line.
  for linker in bfd gold lld; do
    if [ "$linker" = bfd ] || command -v "ld.$linker" > /dev/null; then
      made "$gcc, $linker" "$gcc" -fuse-ld=$linker o/price.o o/main.o -o o/program-$linker &&
        found "$gcc, $linker: program" o/program-$linker "$main" "$price"
      made "$gcc, $linker" "$gcc" -fuse-ld=$linker -static o/price.o o/main.o -o o/static-$linker &&
        found "$gcc, $linker: static program" o/static-$linker "$main" "$price"
      # shellcheck disable=SC2086
      made "$gcc, $linker" "$gcc" -fuse-ld=$linker -O2 -ffunction-sections -fdata-sections -Wl,--gc-sections $tail price.c main.c \
        -o o/gc-$linker && {
        found "$gcc, $linker: --gc-sections" o/gc-$linker "$main" "$price"
        # The note keeps nothing alive that would go without it.
        if nm o/gc-$linker | grep -q price_unused; then
          not_ok "$gcc, $linker: --gc-sections still discards" "price_unused is there"
        else
          ok "$gcc, $linker: --gc-sections still discards"
        fi
      }
      cp o/program-$linker o/stripped
      made "$gcc, $linker: strip" strip -s o/stripped && found "$gcc, $linker: strip -s" o/stripped "$main" "$price"
      if readelf -lW o/program-$linker | grep -q 'loadbearing'; then
        not_ok "$gcc, $linker: the note is not loaded" "$(readelf -lW o/program-$linker)"
      else
        ok "$gcc, $linker: the note is not loaded"
      fi
    else
      skip "$gcc, $linker" "ld.$linker is not installed"
    fi
  done
  if [ -f o/program-bfd ]; then
    made "$gcc: debug file" objcopy --only-keep-debug o/program-bfd o/program.debug &&
      found "$gcc: debug file" o/program.debug "$main" "$price"
    # The program and its debug file are one; all of the folder counts each unit once for each build of it.
    cp o/program-bfd o/copy
    functions o/copy o/program.debug o/program-bfd > one.lines
    printf '%s\n' "$main" "$price" > one.expected
    tap_same "$gcc: a program, its copy and its debug file hold each unit once" one.lines one.expected
  fi

  # A linker script that takes notes of all owners together.
  "$gcc" -Wl,--verbose 2> /dev/null | sed -n '/^=====/,/^=====/p' | sed '/^=====/d' > all.ld
  sed 's/^  \.note\.gnu\.build-id  *:.*/  .all_notes : { *(.note.*) }/' all.ld > script.ld
  if grep -q all_notes script.ld && made "$gcc: linker script" "$gcc" -Wl,-T,script.ld o/price.o o/main.o -o o/renamed; then
    readelf -SW o/renamed > sections
    check_contains "$gcc: linker script renamed the section" sections .all_notes
    check_lacks "$gcc: and it has no other name" sections .note.loadbearing
    found "$gcc: linker script" o/renamed "$main" "$price"
    # Newer linkers make plain data of it.
    made "$gcc: a section of notes as data" python3 - o/renamed o/data <<'END' && found "$gcc: notes in plain data" o/data "$main" "$price"
import struct, sys
elf = bytearray(open(sys.argv[1], "rb").read())
at, size, count, names = struct.unpack_from("<Q", elf, 40) + struct.unpack_from("<HHH", elf, 58)
strings, = struct.unpack_from("<Q", elf, at + names * size + 24)
for header in range(at, at + count * size, size):
    name, = struct.unpack_from("<I", elf, header)
    if elf[strings + name:].startswith(b".all_notes\0"):
        struct.pack_into("<I", elf, header + 4, 1)
open(sys.argv[2], "wb").write(elf)
END
    readelf -SW o/data > sections
    check_matches "$gcc: ... which they are" sections 'all_notes  *PROGBITS'
  else
    skip "$gcc: linker script" "the linker's own script has another form"
  fi

  # Link-time optimisation: slim and fat, with and without the plugin when linking.
  for form in slim fat; do
    flags="-O2 -flto"
    if [ $form = slim ]; then flags="$flags -fno-fat-lto-objects"; else flags="$flags -ffat-lto-objects"; fi
    for file in price main; do
      # shellcheck disable=SC2086
      made "$gcc, $form LTO" "$gcc" $flags $tail -c $file.c -o o/$form-$file.o
    done
    found "$gcc, $form LTO: object" o/$form-price.o "$price"
    for partition in balanced none one 1to1; do
      # shellcheck disable=SC2086
      made "$gcc, $form LTO" "$gcc" $flags -flto-partition=$partition o/$form-price.o o/$form-main.o -o o/$form-program &&
        found "$gcc, $form LTO, $partition: program linked without the plugin" o/$form-program "$main" "$price"
    done
    # shellcheck disable=SC2086
    made "$gcc, $form LTO" "$gcc" $flags $tail o/$form-price.o o/$form-main.o -o o/$form-with &&
      found "$gcc, $form LTO: program linked with the plugin" o/$form-with "$main" "$price"
    made "$gcc, $form LTO: strip" strip -s o/$form-with && found "$gcc, $form LTO: strip -s" o/$form-with "$main" "$price"
    if command -v ld.gold > /dev/null; then
      # shellcheck disable=SC2086
      made "$gcc, $form LTO, gold" "$gcc" -fuse-ld=gold $flags o/$form-price.o o/$form-main.o -o o/$form-gold &&
        found "$gcc, $form LTO, gold: program" o/$form-gold "$main" "$price"
    fi
    made "$gcc, $form LTO archive" "gcc-ar${gcc#gcc}" rc o/$form.a o/$form-price.o &&
      found "$gcc, $form LTO: archive" o/$form.a "$price"
    # shellcheck disable=SC2086
    made "$gcc, $form LTO archive" "$gcc" $flags o/$form-main.o o/$form.a -o o/$form-archive &&
      found "$gcc, $form LTO: program from an archive" o/$form-archive "$main" "$price"
  done

  # COMDAT: one inline function in two objects, one program.
  if command -v "$cxx" > /dev/null; then
    for file in one two; do
      # shellcheck disable=SC2086
      made "$cxx" "$cxx" -O0 $tail -c $file.cc -o o/$file.o
    done
    one='one.cc: _Z3onel _Z5twicel _Z6largerIlET_S0_S0_'
    two='two.cc: _Z3twol _Z5twicel _Z6largerIlET_S0_S0_ main'
    found "$cxx: object with COMDAT" o/one.o "$one"
    made "$cxx: COMDAT" "$cxx" o/one.o o/two.o -o o/comdat && {
      found "$cxx: COMDAT in a program" o/comdat "$one" "$two"
      "$LOADBEARING" dump o/comdat > comdat.lines
      python3 - comdat.lines > comdat.out <<'END'
import json, sys
copies = [r for r in map(json.loads, open(sys.argv[1])) if r["record"] == "function" and r["name"] == "_Z5twicel"]
print(len(copies), "copies,", len({c["aspects"]["source"] for c in copies}), "source,", *copies[0]["flags"])
END
      check_equal "$cxx: both copies are one function" "2 copies, 1 source, comdat from-header" "$(cat comdat.out)"
    }
  else
    skip "$cxx" "not installed"
  fi
done
