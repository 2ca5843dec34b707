#!/bin/bash
# The policy's assertions: functions of the house, by the roles of their arguments.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing tests
cat > loadbearing/policy.json <<'END'
{ "format": 1, "tests": ["tests/**"],
  "assertions": { "expect_number": ["actual", "expected"], "expect_text": ["ignored", "expected", "actual"], "must": ["condition"],
                  "expect_object": ["actual", "expected"] } }
END
cat > tests/house.c <<'END'
struct object;
long price (long, long);
const char *name_of (int);
struct object *find (int), *other (int);
void expect_number (long got, long want), expect_text (int line, const char *want, const char *got), must (int), say (long, long);
void expect_object (const struct object *got, const struct object *want);
void number (void) { expect_number (price (1, 5), 5); }
void text (void) { expect_text (1, "red", name_of (1)); }
void text_of_its_own (void) { expect_text (1, name_of (1), name_of (1)); }
void condition (void) { must (price (1, 5) > 0); }
void object (void) { expect_object (find (1), other (1)); }
void unknown_function (void) { say (price (1, 5), 5); }
END
$GCC -w -fplugin="$PLUGIN" -c tests/house.c -o house.o
"$LOADBEARING" dump house.o |
  sed -n 's/.*"test":"\([^"]*\)","function":"\([^"]*\)".*"grade":"\([^"]*\)".*"reason":"\(.*\)","outputs".*/\1 \2 \3: \4/p' > found
check_contains "a number" found "number price semantic: only 5 would pass for its result"
check_contains "strings are compared as strings, not as addresses" found 'text name_of semantic: only \"red\" would pass'
check_contains "with itself" found "text_of_its_own name_of shape"
check_contains "a condition" found "condition price shape: anything from 1 would pass"
check_contains "other pointers are addresses" found "object find semantic: only one value that comes from elsewhere"
check_contains "what the policy does not name asserts nothing" found "unknown_function price called"
