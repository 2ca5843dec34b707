#!/bin/sh
# The loader, and every compiler that may load the plugin.
. "$(dirname "$0")/../lib.sh"
. "$SOURCE/tests/compile/frame.sh"

# What the loader says when there is no build for this compiler.
mkdir alone
cp "$PLUGIN" alone/loadbearing.so
touch alone/loadbearing-gcc7.so alone/loadbearing-gcc99.so
echo 'int f (void) { return 1; }' > x.c
for gcc in $GCCS; do
  major=$("$gcc" -dumpversion | cut -d. -f1)
  if [ -e "/usr/local/lib/loadbearing/loadbearing-gcc$major.so" ]; then
    skip "$gcc: no build" "one is installed"
  else
    check_status "$gcc: no build for this compiler" 1 "$gcc" -fplugin="$PWD/alone/loadbearing.so" -c x.c
    check_contains "$gcc: ... which one is missing" "$err" "loadbearing-gcc$major.so is missing"
    check_contains "$gcc: ... which ones there are" "$err" "gcc 7 ("
    check_contains "$gcc: ... all of them" "$err" "gcc 99 ("
    check_contains "$gcc: ... what to do" "$err" "make GCCS=gcc-$major"
    check_not "$gcc: ... and no object" test -e x.o
  fi

  # Through a symbolic link, as in a compiler's plugin folder; by a relative name.
  mkdir -p linked-$gcc
  ln -s "$PLUGIN" linked-$gcc/loadbearing.so
  check "$gcc: through a symbolic link" "$gcc" -fplugin="$PWD/linked-$gcc/loadbearing.so" -c x.c -o x.o
  check_equal "$gcc: ... records" 1 "$(notes x.o)"
  check "$gcc: by a relative name" "$gcc" -fplugin=./linked-$gcc/loadbearing.so -c x.c -o x.o
  check "$gcc --version of the plugin" "$gcc" -fplugin="$PLUGIN" -v -c x.c -o x.o
  rm -f x.o

  # A broken build.
  mkdir broken-$gcc
  cp "$PLUGIN" broken-$gcc/loadbearing.so
  echo nonsense > broken-$gcc/loadbearing-gcc$major.so
  check_status "$gcc: a build that is none" 1 "$gcc" -fplugin="$PWD/broken-$gcc/loadbearing.so" -c x.c
  check_contains "$gcc: ... is named" "$err" "cannot load $PWD/broken-$gcc/loadbearing-gcc$major.so"
  # A build for another compiler under this one's name.
  for other in $GCCS; do
    if [ "$other" != "$gcc" ]; then
      cp "$BUILD/loadbearing-gcc$("$other" -dumpversion | cut -d. -f1).so" broken-$gcc/loadbearing-gcc$major.so
      check_status "$gcc: the build for $other" 1 "$gcc" -fplugin="$PWD/broken-$gcc/loadbearing.so" -c x.c
      check_matches "$gcc: ... is refused" "$err" "made for another compiler|cannot load"
      check_lacks "$gcc: ... without a crash" "$err" "internal compiler error"
    fi
  done
done

for gcc in $GCCS; do
  project standard
  marked price > x.c
  echo 'int main (void) { return 0; }' >> x.c

  # C++.
  cxx=$(front_end g++ "$gcc")
  if command -v "$cxx" > /dev/null; then
    cat > x.cc <<'END'
#include <string>
#include <vector>
#include <map>
#include <algorithm>
namespace shop {
template <typename T> struct cart {
  std::vector<T> items;
  [[loadbearing::load_bearing ("pricing")]] T total () const { T sum = T (); for (const T &i : items) sum += i; return sum; }
};
template struct cart<long>;
class account {
public:
  __attribute__ ((load_bearing ("authentication"))) account (const std::string &n);
  virtual ~account ();
  std::map<std::string, int> rights;
};
account::account (const std::string &n) { rights[n] = 1; }
account::~account () { try { rights.clear (); } catch (...) { throw; } }
}
int main () { auto f = [] (int x) { return x + 1; }; shop::account a ("x"); return f (-1); }
END
    for flags in "-O0 -std=c++11" "-O2 -std=c++17" "-O2 -g -std=c++20"; do
      # shellcheck disable=SC2086
      check "$cxx $flags" "$cxx" $flags -Wno-attributes -fplugin="$PLUGIN" -c x.cc -o x.o
      check_contains "$cxx $flags: a template's member" "$err" "total"
      check_contains "$cxx $flags: a constructor" "$err" "account"
      check_equal "$cxx $flags: records" 1 "$(notes x.o)"
      # shellcheck disable=SC2086
      check "$cxx $flags without the plugin" "$cxx" $flags -Wno-attributes -c x.cc -o plain.o
      bare x.o > x.bare
      bare plain.o > plain.bare
      check "$cxx $flags: the same object but for the note" cmp x.bare plain.bare
    done
  else
    skip "$cxx" "it is not installed"
  fi

  # Fortran, Ada: nothing at all.
  if command -v "$(front_end gfortran "$gcc")" > /dev/null; then
    printf '      program p\n      print *, 1\n      end program\n' > p.f
    check "Fortran with $gcc's plugin" "$(front_end gfortran "$gcc")" -fplugin="$PLUGIN" -O2 -g -c p.f -o p.o
    check_errors "... in silence" < /dev/null
    check "Fortran without" "$(front_end gfortran "$gcc")" -O2 -g -c p.f -o q.o
    check_equal "... and no record" 0 "$(notes p.o)"
    check "... and the same object" cmp p.o q.o
  else
    skip "Fortran with $gcc" "$(front_end gfortran "$gcc") is not installed"
  fi
  if [ -x "$("$gcc" -print-prog-name=gnat1)" ]; then
    printf 'procedure P is\nbegin\n   null;\nend P;\n' > p.adb
    # The object has to be called as the unit is.
    mkdir plain with
    run "$gcc" -O2 -c p.adb -o plain/p.o
    if [ "$status" -eq 0 ]; then
      check "Ada with $gcc's plugin" "$gcc" -fplugin="$PLUGIN" -O2 -c p.adb -o with/p.o
      check_errors "... in silence" < /dev/null
      check "... and the same object" cmp plain/p.o with/p.o
    else
      skip "Ada with $gcc" "its library is not installed"
    fi
  else
    skip "Ada with $gcc" "it is not installed"
  fi
  printf '.globl f\nf:\n' > a.S
  check "assembly with $gcc's plugin" "$gcc" -fplugin="$PLUGIN" -c a.S -o a.o
  check_errors "... in silence" < /dev/null

  # Two plugins, in either order.
  cat > other.cc <<'END'
#include "gcc-plugin.h"
#include "tree.h"
#include "stringpool.h"
#include "attribs.h"
#include "tree-pass.h"
#include "context.h"
int plugin_is_GPL_compatible;
/* Names that ours has, too: exported, and opened globally.  */
extern "C" { int session = 1; void strbuf_add () { __builtin_abort (); } void note_encode () { __builtin_abort (); } }
static unsigned seen;
static tree handle (tree *, tree, tree, int, bool *) { seen++; return NULL_TREE; }
static struct attribute_spec spec = { "other_attribute", 0, -1, false, false, false, false, handle, NULL };
static void on_attributes (void *, void *) { register_attribute (&spec); }
static void on_event (void *, void *) { seen++; }
static void on_finish (void *, void *) { fprintf (stderr, "other plugin: %s\n", seen >= 4 ? "saw all" : "missed something"); }
int plugin_init (struct plugin_name_args *args, struct plugin_gcc_version *)
{
  register_callback (args->base_name, PLUGIN_ATTRIBUTES, on_attributes, NULL);
  register_callback (args->base_name, PLUGIN_START_UNIT, on_event, NULL);
  register_callback (args->base_name, PLUGIN_ALL_IPA_PASSES_START, on_event, NULL);
  register_callback (args->base_name, PLUGIN_FINISH_UNIT, on_event, NULL);
  register_callback (args->base_name, PLUGIN_FINISH, on_finish, NULL);
  return 0;
}
END
  if check "another plugin builds for $gcc" "$cxx" -shared -fPIC -fno-rtti -w -I"$("$gcc" -print-file-name=plugin)/include" other.cc -o other.so; then
    sed 's/int price/__attribute__ ((other_attribute)) int price/' x.c > two.c
    for order in "-fplugin=$PLUGIN -fplugin=./other.so" "-fplugin=./other.so -fplugin=$PLUGIN"; do
      # shellcheck disable=SC2086
      check "$gcc ${order##*/} last of two plugins" "$gcc" $order -O2 -c two.c -o x.o
      check_contains "... the other one works" "$err" "other plugin: saw all"
      check_contains "... ours works" "$err" "'price' is load-bearing and not audited"
      check_equal "... and records" 1 "$(notes x.o)"
    done
  fi
  check "$gcc: the plugin given twice" "$gcc" -fplugin="$PLUGIN" -fplugin="$PLUGIN" -c x.c -o x.o
  check_equal "$gcc: ... records once" 1 "$(notes x.o)"
done
