"""The upgrade of a whole system: another compiler, another C library, other headers, the same source.

    upgrade.py make FOLDER PROJECT     on the old system: the project's tree, its build, its ledger
    upgrade.py judge FOLDER PROJECT    on the new one: compiled again and judged by that ledger

Called by tests/real/compilers-in-chroot.
"""
import os
import shutil
import sys

sys.dont_write_bytecode = True

import commands
import ledgered
import stability
import tap


def make(folder, name):
    project = commands.load(name, every=commands.SAMPLE).copy(os.path.join(folder, "tree"))
    ledgered.Ledgered(project, os.path.join(folder, "base"), ["-O2"], commands.compilers()[-1])


def judge(folder, name):
    """Compiled by the new system's own record of the build, in the tree that the old one left."""
    recorded = commands.load(name, every=commands.SAMPLE)
    gate = ledgered.Ledgered.__new__(ledgered.Ledgered)
    gate.project = recorded.at(os.path.join(folder, "tree"))
    old = gate.judge(os.path.join(folder, "base"))
    told = stability.TELL_THE_COMPILER.get(name, set())
    for compiler in commands.compilers():
        for flags in (["-O2"], ["-O0"]):
            build = os.path.join(folder, "new")
            shutil.rmtree(build, ignore_errors=True)
            gate.build(build, flags, compiler)
            standing = gate.judge(build)
            incomparable = standing.having({"incomparable"})
            wrong = [key for key in standing.rules if key not in incomparable and key[0] not in told]
            lines = [line for key in wrong + incomparable for line in standing.messages[key]]
            tap.comment(f"{name}: {compiler} {' '.join(flags)}: of {standing.functions} functions (then {old.functions}) "
                        f"{standing.functions - len(wrong) - len(incomparable)} not changed, {len(incomparable)} incomparable, {len(wrong)} changed")
            for line in lines[:40]:
                tap.comment("    " + line)
    tap.point(old.functions > 0 and not old.rules, f"upgrade: {name}: the old build stands on the new system")


if __name__ == "__main__":
    try:
        {"make": make, "judge": judge}[sys.argv[1]](sys.argv[2], sys.argv[3])
    except (RuntimeError, commands.Unavailable) as error:
        tap.point(False, f"upgrade: {sys.argv[3]}", error)
    sys.exit(1 if tap.failures else 0)
