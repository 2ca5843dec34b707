#!/bin/sh
# What only the assembler sees: top-level asm, and the files that asm reads; from the audit to the change.
. "$(dirname "$0")/../lib.sh"
. "$SOURCE/tests/compile/frame.sh"

compile ()
{
  "$gcc" -O2 "$@" -fplugin="$PLUGIN" -c rates.c -o rates.o
}

# found TEXT: rates.c does not compile, and TEXT is said.
found ()
{
  check_status "$gcc: $what" 1 compile
  cp "$err" said
  check_contains "$gcc: $what: said" said "$1"
  check_contains "$gcc: $what: the rule" said "[loadbearing: dependency-changed]"
}

for gcc in $GCCS; do
  project strict
  repository
  printf '1234' > rates.bin
  printf 'abcd' > "inner rates.bin"
  cat > rates.c <<'END'
extern const int rates[];
__asm__ (".section .rodata\n.globl rates\nrates:\n"
         ".incbin \"rates.bin\"\n.text");
__attribute__ ((load_bearing ("pricing"))) int rate (int x) { return rates[0] * x; }
__attribute__ ((load_bearing ("pricing"))) int inner (int x)
{
  __asm__ (".pushsection .rodata\n .incbin\t\"inner rates.bin\"\n.popsection");
  return x;
}
int ordinary (int x) { return x; }
END
  run compile
  check_status "$gcc: certify" 0 "$LOADBEARING" certify rate inner --from rates.o.loadbearing --yes --notes "read it all"
  check_status "$gcc: certified" 0 compile
  check_errors "$gcc: ... in silence" < /dev/null
  check_status "$gcc: nothing changed at another -O" 0 compile -O0 -g
  check_status "$gcc: explain" 0 "$LOADBEARING" explain rate rates.o
  check_contains "$gcc: ... names the file" "$out" "file rates.bin"
  check_status "$gcc: check" 0 "$LOADBEARING" check rates.o
  check_status "$gcc: the ledger is in form" 0 "$LOADBEARING" fmt --check

  what="another content of a file that top-level asm reads"
  printf '1235' > rates.bin
  found "dependency 'file rates.bin' changed"
  printf '1234' > rates.bin

  what="another content of a file that a function's asm reads"
  printf 'abce' > "inner rates.bin"
  found "'inner' rests on what changed"
  check_contains "$gcc: ... the file named" said "dependency 'file inner rates.bin' changed"
  check_lacks "$gcc: ... and no other function" said "'rate' rests"
  printf 'abcd' > "inner rates.bin"
  check_status "$gcc: both as they were" 0 compile

  what="another top-level asm"
  cp rates.c original.c
  sed 's/.globl rates/.global rates/' original.c > rates.c
  found "dependency '(top-level asm)' changed"
  sed '2s/__asm__ (/__asm__ ( \/* a comment *\/ /' original.c > rates.c
  check_status "$gcc: a comment beside its text" 0 compile
  sed 's/^int ordinary.*/&\n__asm__ ("nop");/' original.c > rates.c
  what="a further top-level asm"
  found "dependency '(top-level asm)' changed"

  # What cannot be read here is said to be so; the assembler may find it elsewhere.
  cp original.c rates.c
  mkdir -p elsewhere
  mv rates.bin elsewhere
  what="a file that only the assembler finds"
  check_status "$gcc: $what" 1 compile -Wa,-Ielsewhere
  check_contains "$gcc: ... said" "$err" "dependency 'file rates.bin (not followed)' is new"
done
