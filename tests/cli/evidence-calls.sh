#!/bin/bash
# Calls that a test expects of a function: they stay out if it is gutted, unless what the test calls later makes them.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing tests build
cat > loadbearing/policy.json <<'END'
{ "format": 1,
  "domains": { "wire": { "tests": { "grade": "semantic", "at_least": 1, "stub_proof": true } } },
  "mark": [ { "function": "*", "file": "wire.c", "domain": "wire" } ],
  "tests": ["tests/**"], "severity": { "*": { "unaudited": "off" } } }
END
compile="$GCC -O0 -fplugin=$PLUGIN -fplugin-arg-loadbearing-gate=warn"
cat > wire.c <<'END'
int dev_send (int fd);
void tidy (int fd);
int submit (int fd) { return dev_send (fd); }
int prepare (int fd) { return fd < 0 ? -1 : 0; }
void shut (int fd) { (void) fd; }
void flush_it (int fd) { dev_send (fd); }
void finish (int fd) { tidy (fd); }
static void leave (int fd) { (void) fd; }
void part (int fd) { leave (fd); }
END
cat > tidy.c <<'END'
int dev_send (int fd);
void tidy (int fd) { dev_send (fd); }
static void leave (int fd) { dev_send (fd); }
void go (int fd) { leave (fd); }
END
cat > framework.c <<'END'
void _expect_value (const char *f, const char *p, const char *file, int line, unsigned long v, int n) {}
unsigned long _mock (const char *f, const char *file, int line) { return 0; }
int run (void (*t) (void)) { t (); return 0; }
END
cat > head.h <<'END'
#include <assert.h>
void _expect_value (const char *f, const char *p, const char *file, int line, unsigned long v, int n);
unsigned long _mock (const char *f, const char *file, int line);
int run (void (*t) (void));
#define expect_value(f, p, v) _expect_value (#f, #p, __FILE__, __LINE__, v, 1)
int submit (int), prepare (int);
void shut (int), flush_it (int), finish (int), part (int), go (int);
int dev_send (int fd) { return (int) _mock (__func__, __FILE__, __LINE__); }
END
$compile -c wire.c -o wire.o
$compile -c tidy.c -o tidy.o
$GCC -w -c framework.c -o framework.o
others="wire.o tidy.o framework.o"

# FUNCTION BODY [DECLARATIONS]: what is said of FUNCTION, of which a test with this body speaks
try () {
  printf '#include "../head.h"\n%s\nstatic void test (void) { %s }\nint main (void) { return run (test); }\n' "${3-}" "$2" > tests/one.c
  # shellcheck disable=SC2086
  $compile -c tests/one.c -o one.o 2> /dev/null && $GCC one.o $others -o build/one
  run "$LOADBEARING" explain "$1" build/one
}
passes="not stub-proof: the body 'return 0;' would pass the test"

try submit "expect_value (dev_send, fd, 3); assert (submit (3) == 0);"
check_contains "with nothing called later, the expected call stays out" "$out" "grade 'semantic'; stub-proof"
try submit "expect_value (dev_send, fd, 3); assert (submit (3) == 0); shut (3);"
check_contains "nor does what is called later make it" "$out" "grade 'semantic'; stub-proof"
check_contains "which is the reason" "$out" "no constant makes the calls that the test expects, nor does what it calls later"
try prepare "expect_value (dev_send, fd, 3); assert (prepare (3) == 0); flush_it (3);"
check_contains "unless that makes it itself" "$out" "$passes"
try prepare "expect_value (dev_send, fd, 3); assert (prepare (3) == 0); finish (3);"
check_contains "or through another unit" "$out" "$passes"
try prepare "expect_value (dev_send, fd, 3); assert (prepare (3) == 0); go (3);"
check_contains "or through a function of its own unit, whatever another unit calls so" "$out" "$passes"
try submit "expect_value (dev_send, fd, 3); assert (submit (3) == 0); part (3);"
check_contains "and one of its own unit that makes none is not taken for another unit's" "$out" "grade 'semantic'; stub-proof"
try submit "expect_value (dev_send, fd, 3); assert (submit (3) == 0); expect_value (dev_send, fd, 3); flush_it (3);"
check_contains "who makes such calls may make the missing one as well" "$out" "$passes"
try prepare "expect_value (dev_send, fd, 3); assert (prepare (3) == 0); shut (3);" "int (*hook) (int) = dev_send;"
check_contains "a mock may be called through a pointer" "$out" "$passes"
try submit "assert (submit (3) == 0); shut (3);"
check_contains "without an expectation nothing is missed" "$out" "$passes"
try prepare "expect_value (dev_send, fd, 3); flush_it (3); assert (prepare (3) == 0); shut (3);"
check_contains "nor where it was another one's" "$out" "$passes"

# Of what was compiled without the plugin, nobody knows whom it calls.
sed -i '/shut/d' wire.c
echo 'void shut (int fd) { (void) fd; }' > shut.c
$compile -c wire.c -o wire.o
$GCC -c shut.c -o shut.o
others="$others shut.o"
try submit "expect_value (dev_send, fd, 3); assert (submit (3) == 0); shut (3);"
check_contains "a function without a record may make it" "$out" "$passes"
# The same a call further on; what the file only refers to is a library's, which makes none.
echo 'void shut (int fd); int puts (const char *); void park (int fd) { shut (fd); } void tell (int fd) { puts (fd ? "1" : "0"); }' > park.c
$compile -c park.c -o park.o
others="$others park.o"
sed -i 's/^void shut/void park (int), tell (int), shut/' head.h
try submit "expect_value (dev_send, fd, 3); assert (submit (3) == 0); park (3);"
check_contains "and so may one that leads to such a function" "$out" "$passes"
try submit "expect_value (dev_send, fd, 3); assert (submit (3) == 0); tell (3);"
check_contains "a library outside the program does not" "$out" "grade 'semantic'; stub-proof"
try submit "expect_value (dev_send, fd, 3); assert (submit (3) == 0); part (3);"
check_contains "without a pointer to it, the mock is called by name" "$out" "grade 'semantic'; stub-proof"
echo 'int dev_send (int fd); struct { int (*send) (int); } ops = { dev_send }; void through (int fd) { ops.send (fd); }' > ops.c
$compile -c ops.c -o ops.o
others="$others ops.o"
sed -i 's/^void park/void through (int), park/' head.h
try submit "expect_value (dev_send, fd, 3); assert (submit (3) == 0); through (3);"
check_contains "another unit's pointer to the mock may lead there" "$out" "$passes"
