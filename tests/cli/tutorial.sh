#!/bin/bash
# The tutorial's commands print what the tutorial says.
#
# To bring the tutorial up to date:   tests/cli/tutorial.sh --update
. "$(dirname "$0")/../lib.sh"

command -v python3 > /dev/null || skip_all "no python3"
has_terminals || skip_all "no terminals here (/dev/pts), and certify asks on one"
# As after `make install`: the command in PATH, the plugin where the linker looks.
check "there is something to show" test -x "$LOADBEARING" -a -e "$PLUGIN"
export PATH="$BUILD:$PATH" LD_LIBRARY_PATH="$BUILD"
"$SOURCE/tests/transcript" "$@" "$SOURCE/docs/tutorial.md"
