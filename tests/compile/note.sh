#!/bin/sh
# The note in what the compiler makes: once a unit, without symbols or relocations, and nothing else changes.
. "$(dirname "$0")/../lib.sh"
. "$SOURCE/tests/compile/frame.sh"

for gcc in $GCCS; do
  project standard
  cat > price.c <<'END'
#include <stdlib.h>
#include <string.h>
static const int rates[] = { 5, 10, 15 };
static int clamp (int x) { switch (x) { case 1: return 3; case 2: return 9; case 3: return 27; case 4: return 81; default: return x < 0 ? 0 : x; } }
__attribute__ ((load_bearing ("pricing", "a reason"))) int price (int n, int cents);
int price (int n, int cents)
{
  static int calls;
  char buffer[32];
  memset (buffer, n, sizeof buffer);
  calls++;
  for (int i = 0; i < n; i++)
    cents += clamp (rates[i % 3]) + buffer[i % 32];
  return cents + calls;
}
__attribute__ ((load_bearing ("pricing"))) int same_a (int x) { return x * 3 + 7; }
int same_b (int x) { return x * 3 + 7; }
int hot (int x) { if (__builtin_expect (x > 100, 0)) { abort (); } return clamp (x) + same_a (x) + same_b (x); }
END
  echo 'int price (int, int); int hot (int); int main (int c, char **v) { (void) v; return price (c, 2) + hot (c) == 12345; }' > main.c
  sed 's/__attribute__ ((load_bearing [^)]*))) *//' price.c > unmarked.c
  check_lacks "$gcc: the plain source has no mark" unmarked.c load_bearing

  # Objects: the same but for the note, whatever is asked for.
  for flags in -O0 -O1 -O2 -O3 -Os "-O2 -g" "-O0 -g3" "-O2 -ggdb3 -frecord-gcc-switches" "-O2 -ffunction-sections -fdata-sections" \
               "-O2 -fno-toplevel-reorder" "-O2 -fopenmp" "-O2 -fPIC -fvisibility=hidden" "-O2 --coverage -frandom-seed=1" "-O2 -fsanitize=address,undefined" \
               "-O2 -fdump-tree-all -fdump-ipa-all" "-O2 -fdump-statistics -fdump-rtl-all" "-O2 -g --param ggc-min-expand=0 --param ggc-min-heapsize=0" \
               "-O2 -masm=intel -fverbose-asm" "-O2 -fprofile-generate -frandom-seed=1" "-O2 -fno-ident -fno-asynchronous-unwind-tables" "-O2 -fipa-pta -fwhole-program" \
               "-O0 -fchecking" "-O2 -fchecking -fno-toplevel-reorder"; do
    for source in price.c unmarked.c; do
      # One name for both, since it stands in the object; dumps go where they are removed.
      mkdir -p dumps
      cp $source same.c
      # shellcheck disable=SC2086
      check "$gcc $flags, $source" "$gcc" $flags -dumpdir dumps/ -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -fplugin-arg-loadbearing-policy=loadbearing/policy.json -c same.c -o same.o
      bare same.o > with
      count=$(notes same.o)
      cp unmarked.c same.c
      # shellcheck disable=SC2086
      run "$gcc" $flags -dumpdir dumps/ -c same.c -o same.o
      bare same.o > without
      rm -rf dumps
      # A mark takes room in its line: what holds columns differs.
      case $source,$flags in
        price.c,*-g* | price.c,*-fsanitize*) ;;
        *) check "$gcc $flags, $source: the same but for the note" cmp with without ;;
      esac
      check_equal "$gcc $flags, $source: one note" 1 "$count"
    done
  done

  # With a region that is compiled for another processor, too.
  echo 'int v; void f (void) { int x = 1; _Pragma ("omp target map(tofrom: x)") { x++; } v = x; }' > region.c
  check "$gcc: a region for another processor" "$gcc" -O2 -fopenmp -frandom-seed=1 -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c region.c -o same.o
  check_equal "$gcc: ... one note" 1 "$(notes same.o)"
  bare same.o > with
  run "$gcc" -O2 -fopenmp -frandom-seed=1 -c region.c -o same.o
  bare same.o > without
  check "$gcc: ... and nothing else changes" cmp with without

  # The section itself.
  check "$gcc: compiles" "$gcc" -O2 -fplugin="$PLUGIN" -c price.c -o price.o
  check "$gcc: readelf" readelf -SW price.o
  check_matches "$gcc: a note, not allocated, aligned to 4" "$out" '\.note\.loadbearing +NOTE +0+ [0-9a-f]+ [0-9a-f]+ 00 +0 +0 +4$'
  check_lacks "$gcc: no relocations for it" "$out" ".rela.note"
  cp price.o first.o
  check "$gcc: compiles again" "$gcc" -O2 -fplugin="$PLUGIN" -c price.c -o price.o
  check "$gcc: same input, same bytes" cmp price.o first.o
  run "$gcc" -O2 -c price.c -w -o plain.o
  nm price.o > with
  nm plain.o > without
  check "$gcc: no symbols of ours" cmp with without

  # LTO: exactly one note a unit in the program, with the plugin at link time and without.
  for lto in "-flto" "-flto -ffat-lto-objects" "-flto=1 -flto-partition=1to1" "-flto -flto-partition=none" "-flto=2"; do
    for file in price main; do
      # shellcheck disable=SC2086
      check "$gcc $lto, $file.c" "$gcc" -O2 $lto -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c $file.c -o $file.o
      check_equal "$gcc $lto: one note in $file.o" 1 "$(notes $file.o)"
      # shellcheck disable=SC2086
      check "$gcc $lto, $file.c without the plugin" "$gcc" -O2 -w $lto -c $file.c -o plain-$file.o
    done
    # shellcheck disable=SC2086
    check "$gcc $lto: links" "$gcc" -O2 $lto price.o main.o -o program
    check_equal "$gcc $lto: two notes in the program" 2 "$(notes program)"
    # shellcheck disable=SC2086
    check "$gcc $lto: links with the plugin" "$gcc" -O2 $lto -fplugin="$PLUGIN" price.o main.o -o program-plugin
    check_lacks "$gcc $lto: ... without a word of ours" "$err" loadbearing
    check_equal "$gcc $lto: two notes in that program" 2 "$(notes program-plugin)"
    # shellcheck disable=SC2086
    run "$gcc" -O2 $lto plain-price.o plain-main.o -o program-plain
    check_equal "$gcc $lto: no note without the plugin" 0 "$(notes program-plain)"
    for section in .text .data .rodata .eh_frame; do
      objcopy -O binary --only-section=$section program with 2> /dev/null
      objcopy -O binary --only-section=$section program-plain without 2> /dev/null
      check "$gcc $lto: the same $section" cmp with without
    done
    nm program | sed 's/^[0-9a-f]*//' > with
    nm program-plain | sed 's/^[0-9a-f]*//' > without
    check "$gcc $lto: the same symbols" cmp with without
  done

  # The linker's ways.
  check "$gcc: compiles in sections" "$gcc" -O2 -ffunction-sections -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c price.c -o price.o
  check "$gcc: ... main" "$gcc" -O2 -ffunction-sections -fplugin="$PLUGIN" -c main.c -o main.o
  for linker in bfd gold lld; do
    if ! command -v ld.$linker > /dev/null; then
      skip "$gcc: ld.$linker" "it is not installed"
      continue
    fi
    check "$gcc: links with $linker --gc-sections" "$gcc" -fuse-ld=$linker -Wl,--gc-sections price.o main.o -o program
    check_equal "$gcc: $linker keeps both notes" 2 "$(notes program)"
    check "$gcc: strip -s after $linker" strip -s program
    check_equal "$gcc: ... keeps both notes" 2 "$(notes program)"
    check "$gcc: ... and it runs" ./program
  done
  check "$gcc: ld -r" ld -r price.o main.o -o both.o
  check_equal "$gcc: ... keeps both notes" 2 "$(notes both.o)"
  check "$gcc: a shared library" "$gcc" -O2 -shared -fPIC -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off price.c -o libprice.so
  check_equal "$gcc: ... keeps its note" 1 "$(notes libprice.so)"
done
