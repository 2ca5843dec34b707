#!/bin/bash
# Records of objects that other units can name: what moves them, and what does not.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
command -v python3 > /dev/null || skip_all "no python3"

# digests COMPILER OPTIONS SOURCE: "NAME DIGEST" of each object, sorted
digests ()
{
  # shellcheck disable=SC2086
  "$1" -w $2 -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c "$3" -o digests.o || return 1
  "$LOADBEARING" dump digests.o > digests.json
  python3 -c '
import json
for line in open("digests.json"):
    record = json.loads(line)
    if record["record"] == "object":
        print(record["name"], record["digest"], *record["objects"], *record["functions"], *record["flags"])' | sort
}
# digest NAME < source: the digest of NAME
digest ()
{
  cat > digest.c
  digests "$GCC" -O2 digest.c | awk -v name="$1" '$1 == name { print $2 }'
}
# moves NAME OBJECT OLD NEW
moves ()
{
  a=$(digest "$2" <<< "$3") b=$(digest "$2" <<< "$4")
  if [ -n "$a" ] && [ -n "$b" ] && [ "$a" != "$b" ]; then ok "moves: $1"; else not_ok "moves: $1" "$a" "$b"; fi
}
# stays NAME OBJECT OLD NEW
stays ()
{
  a=$(digest "$2" <<< "$3") b=$(digest "$2" <<< "$4")
  if [ -n "$a" ] && [ "$a" = "$b" ]; then ok "stays: $1"; else not_ok "stays: $1" "$a" "$b"; fi
}

moves "an element" rate 'const int rate[] = { 1, 2 };' 'const int rate[] = { 1, 3 };'
moves "an object that is no constant" rate 'int rate = 1;' 'int rate = 2;'
moves "a tentative definition that begins with something" rate 'int rate;' 'int rate = 2;'
moves "a weak one" rate '__attribute__ ((weak)) int rate = 1;' '__attribute__ ((weak)) int rate = 2;'
moves "one that became weak" rate 'int rate = 1;' '__attribute__ ((weak)) int rate = 1;'
moves "a member" rate 'struct s { int a, b; } rate = { 1, 2 };' 'struct s { int a, b; } rate = { 2, 1 };'
moves "the text of a pointer" rate 'const char *const rate = "x";' 'const char *const rate = "y";'
moves "the size of an array" rate 'int rate[4];' 'int rate[5];'
moves "the size of an array of structures" rate 'struct s { int a; } rate[4];' 'struct s { int a; } rate[5];'
moves "what a static object behind an address holds" rate 'static const int one = 1; const int *const rate = &one;' \
  'static const int one = 2; const int *const rate = &one;'
moves "the same at two removes" rate \
  'static const int one = 1; static const int *const two = &one; const int *const *const rate = &two;' \
  'static const int one = 2; static const int *const two = &one; const int *const *const rate = &two;'
moves "a compound literal behind an address" rate 'const int *const rate = (const int[]) { 1 };' \
  'const int *const rate = (const int[]) { 2 };'
moves "an alias's object" rate 'static const int one = 1; extern const int rate __attribute__ ((alias ("one")));' \
  'static const int one = 2; extern const int rate __attribute__ ((alias ("one")));'
moves "an alias's object that others can name" rate 'const int one = 1; extern const int rate __attribute__ ((alias ("one")));' \
  'const int one = 2; extern const int rate __attribute__ ((alias ("one")));'
moves "another function in a table" rate 'int f (void); int g (void); int (*const rate[]) (void) = { f };' \
  'int f (void); int g (void); int (*const rate[]) (void) = { g };'
moves "an offset" rate 'extern int a[4]; int *rate = a + 1;' 'extern int a[4]; int *rate = a + 2;'
moves "a floating constant" rate 'const double rate = 0.1;' 'const double rate = 0.2;'
moves "the sign of zero" rate 'const double rate = 0.0;' 'const double rate = -0.0;'
moves "volatile" rate 'int rate = 1;' 'volatile int rate = 1;'
moves "alignment" rate 'int rate = 1;' '_Alignas (16) int rate = 1;'
moves "a macro in it" rate '#define R 4
int rate = R;' '#define R 5
int rate = R;'

stays "comments, layout, spelling" rate 'const int rate[] = { 10, 3 * 4, 0x10 };' '/* the rates */ int const rate[3]
 = { [2] = 16u, [0] = 012, 12 };'
stays "what stands around it" rate 'int rate = 1;' 'int before = 3; int f (int x) { return x; } int rate = 1; static int after = 4; int g (void) { return after + rate; }'
stays "a declaration before it" rate 'int rate = 1;' 'extern int rate; int rate = 1;'
stays "a tentative declaration before it" rate 'int rate = 1;' 'int rate; int rate = 1;'
stays "a member of a structure that begins as zeros" rate 'struct s { int a, b; } rate;' 'struct s { int a, n, b; } rate;'
stays "an object behind an address that has its own record" rate 'int one = 1; int *const rate = &one;' 'int one = 2; int *const rate = &one;'
stays "a function's body" rate 'static int f (void) { return 1; } int (*const rate[]) (void) = { f };' \
  'static int f (void) { return 2; } int (*const rate[]) (void) = { f };'

cat > many.c <<'END'
struct point { int x, y; const char *name; };
static const struct point origin = { .name = "origin" };
const struct point points[] = { { 1, 2, "a" }, { .y = 3 } };
const struct point *const first[] = { &origin, points, &points[1] };
static int twice (int x) { return 2 * x; }
int thrice (int x) { return 3 * x; }
extern int outside (int);
int (*const table[]) (int) = { twice, thrice, outside };
extern int there[4];
int *const in_there = &there[2];
const double rate = 0.07;
const float small[] = { 1e-3f, 2 };
__attribute__ ((weak)) int soft = 3;
__thread int own = 4;
char text[] = "text", room[20] = "x";
int plain;
static const int hidden[] = { 1, 2 };
extern const int shown[2] __attribute__ ((alias ("hidden")));
union either { int i; float f; } either = { .f = 1.5f };
const void *const self = &self;
struct bits { unsigned a : 3, b : 5; } bits = { 1, 2 };
int (*const none) (int) = 0;
static int counter;
int next (void) { return ++counter; }
long long big = 1LL << 40;
enum color { RED = 2, BLUE } color = BLUE;
END
digests "$GCC" -O0 many.c > expected
check_matches "objects lead to others, and to functions" expected '^first [0-9a-f]{32} points$'
check_matches "functions of both kinds" expected '^table [0-9a-f]{32} outside thrice twice$'
check_matches "of other units" expected '^in_there [0-9a-f]{32} there$'
check_matches "weak ones say so" expected '^soft [0-9a-f]{32} weak$'
check_lacks "static ones have no record" expected hidden
check_equal "all that others can name" 18 "$(wc -l < expected)"
for gcc in $GCCS; do
  for options in -O0 -O1 -O2 "-O3 -g" "-Os -fno-toplevel-reorder" "-O2 -flto" "-O2 -fdata-sections" -fsanitize=address; do
    digests "$gcc" "$options" many.c > now
    tap_same "$gcc $options: the same digests" now expected
  done
  # How thread-local objects are accessed is another model then.
  digests "$gcc" "-O2 -fPIC" many.c | grep -v '^own ' > now
  grep -v '^own ' expected > without
  tap_same "$gcc -O2 -fPIC: the same digests" now without
  # What is only declared is merged with other definitions then, and says so.
  digests "$gcc" "-O2 -fcommon" many.c > now
  check_matches "$gcc -fcommon: a tentative definition says so" now '^plain [0-9a-f]{32} common$'
  grep -v '^plain \|^shown ' now > others
  grep -v '^plain \|^shown ' expected > without
  tap_same "$gcc -fcommon: the same digests of the others" others without
  mkdir -p "elsewhere/$gcc"
  cp many.c "elsewhere/$gcc/other.c"
  digests "$gcc" -O2 "elsewhere/$gcc/other.c" > now
  tap_same "$gcc, another file: the same digests" now expected
  "$gcc" -E many.c -o many.i
  digests "$gcc" -O2 many.i > now
  tap_same "$gcc, preprocessed: the same digests" now expected
done

# A file of tables alone has its note.
echo 'const int rate[] = { 1, 2 };' > tables.c
digests "$GCC" -O2 tables.c > now
check_matches "a unit without a function" now '^rate '
# What nobody can name is in no record.
echo 'static int count; int f (void) { return ++count; }' > inner.c
digests "$GCC" -O2 inner.c > now
check_equal "a unit without such an object" 0 "$(wc -l < now)"

# Who refers to what: only load-bearing functions' names, by the name that the linker knows.
cat > reader.c <<'END'
extern const int rate[];
extern int renamed __asm__ ("the_name");
extern int unused, other;
static int own = 3;
__attribute__ ((weak)) int soft = 1;
int ordinary (void) { return other; }
__attribute__ ((load_bearing ("pricing"))) int price (int i) { return rate[i] + renamed + own + soft; }
END
for gcc in $GCCS; do
  for options in -O0 -O2; do
    "$gcc" -w $options -fplugin="$PLUGIN" -fplugin-arg-loadbearing-gate=off -c reader.c -o reader.o
    "$LOADBEARING" dump reader.o | grep '"record":"outside"' | sed 's/.*"objects":/"objects":/' > now
    tap_same "$gcc $options: what it refers to" now /dev/stdin <<'END'
"objects":[{"name":"rate","linkage":"rate"},{"name":"renamed","linkage":"the_name"},{"name":"soft","linkage":"soft"}]}
END
  done
done

# C++: as far as initialisers are digested, names are those of the linker.
cat > many.cc <<'END'
namespace shop { extern const int rate[]; const int rate[] = { 1, 2 }; int count = 3; inline int shared = 4; }
extern "C" { extern const char *const name; const char *const name = "n"; }
const int inner = 5;
END
for gcc in $GCCS; do
  cxx=g++${gcc#gcc}
  command -v "$cxx" > /dev/null || { skip "$cxx" "not installed"; continue; }
  for options in "-std=c++17 -O0" "-std=c++17 -O2 -g"; do
    digests "$cxx" "$options" many.cc > now
    [ -f expected-cc ] || cp now expected-cc
    tap_same "$cxx $options: the same digests" now expected-cc
  done
done
if [ -f expected-cc ]; then
  check_matches "C++: linkage names" expected-cc '^_ZN4shop4rateE [0-9a-f]{32}$'
  check_matches "C++: C's names" expected-cc '^name [0-9a-f]{32}$'
  check_lacks "C++: constants are static" expected-cc inner
fi
