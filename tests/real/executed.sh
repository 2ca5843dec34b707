#!/bin/bash
# Bodies that were reshaped for real: the programs do what they did.
# timeout: 1200
# `tests/real/soundness executed` runs hundreds.
. "$(dirname "$0")/projects"
. "$SOURCE/tests/lib.sh"
"$real/soundness" --quick executed || exit 1
