"""The same compilation, time and again, gives the same object to the last byte.

Every function load-bearing. Each run is a process of its own, with another layout of its address space,
another clock and another environment; every second run finds the ledger there, in which all is exempted.
"""
import hashlib
import os
import shutil

import commands
import ledgered
import tap

RUNS = 200


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def repeat(name, scratch, runs):
    project = commands.load(name, every=commands.SAMPLE).copy(os.path.join(scratch, "tree"))
    compiler = commands.compilers()[-1]
    base = ledgered.Ledgered(project, os.path.join(scratch, "base"), ["-O2"], compiler)
    audits = os.path.join(project.root, "loadbearing", "audits")
    first, wrong, functions = {}, set(), base.judge(base.folder).functions
    for number in range(runs):
        with_ledger = number % 2 == 1
        if with_ledger != os.path.exists(audits):
            os.rename(*((audits + ".aside", audits) if with_ledger else (audits, audits + ".aside")))
        os.environ["LOADBEARING_REPEATED"] = "x" * (7 * number % 4096)
        folder = os.path.join(scratch, "again")
        base.build(folder, ["-O2"], compiler)
        for entry in sorted(os.listdir(folder)):
            # With a ledger the records name what they were judged by, and need not say again what is in it.
            if digest(os.path.join(folder, entry)) != first.setdefault((entry, with_ledger), digest(os.path.join(folder, entry))):
                wrong.add(entry)
    standing = base.judge(os.path.join(scratch, "again"))
    tap.point(not wrong and not standing.rules and functions > 0,
              f"repeated: {name}: {runs} times {len(project.commands)} compilations of {functions} functions: "
              f"{len(wrong)} objects that are not the same each time, {len(standing.rules)} functions that do not stand",
              "\n".join(sorted(wrong)))


def run(scratch, names, quick, count=None):
    for name in names:
        try:
            repeat(name, os.path.join(scratch, name), count or (10 if quick else RUNS))
        except commands.Unavailable as reason:
            tap.skip(f"repeated: {name}", reason)
        except RuntimeError as error:
            tap.point(False, f"repeated: {name}", error)
        shutil.rmtree(os.path.join(scratch, name), ignore_errors=True)
