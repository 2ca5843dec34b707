#!/bin/bash
# Two libraries with their own tests, one of them with mocks: compiled with the plugin, and every function's tests explained.
# timeout: 900
# `tests/real/suites` does so with all, `tests/real/gutted` compares what is said with what the suites find out.
. "$(dirname "$0")/projects"
. "$SOURCE/tests/lib.sh"
"$real/suites" --quick cjson mtd-utils || exit 1
