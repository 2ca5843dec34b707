#!/bin/bash
# What must not count as a change does not, over every function of real code.
# timeout: 2400
# The part that runs in a few minutes; `tests/real/soundness stability` runs all.
. "$(dirname "$0")/projects"
. "$SOURCE/tests/lib.sh"
"$real/soundness" --quick stability || exit 1
