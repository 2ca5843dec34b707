#!/bin/bash
# Single edits of real code, each of which must be found.
# timeout: 2400
# The part that runs in a few minutes; `tests/real/soundness sensitivity` runs all.
. "$(dirname "$0")/projects"
. "$SOURCE/tests/lib.sh"
"$real/soundness" --quick sensitivity || exit 1
