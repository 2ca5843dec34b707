#!/bin/bash
# Functions made by chance, and mutants of them, run: each that does something else must be found.
# timeout: 1200
# `tests/real/soundness observed` makes thousands.
. "$(dirname "$0")/projects"
. "$SOURCE/tests/lib.sh"
"$real/soundness" --quick observed || exit 1
