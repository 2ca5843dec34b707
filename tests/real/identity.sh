#!/bin/bash
# Objects are the same with and without the plugin but for the note section.
# timeout: 2400
# The part that runs in a few minutes; `tests/real/soundness identity` runs all.
. "$(dirname "$0")/projects"
. "$SOURCE/tests/lib.sh"
"$real/soundness" --quick identity || exit 1
