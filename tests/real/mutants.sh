#!/bin/bash
# A few hundred mutants of real code: each whose object differs must be found.
# timeout: 1200
# `tests/real/soundness mutants` tries tens of thousands.
. "$(dirname "$0")/projects"
. "$SOURCE/tests/lib.sh"
"$real/soundness" --quick --projects lua5.4,cjson,jansson mutants || exit 1
