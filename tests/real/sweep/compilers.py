"""Every compiler against every other: the same source is nowhere found changed.

All compilers that the plugin was built for read the same headers here. Each compiles each
project at each setting. Then every function is exempted as one compiler made it at one setting, and
all builds are judged by that ledger. `refresh` must then express each audit for each other compiler:
afterwards also preprocessed input, which has no spelled source to compare, is recognised.
tests/real/compilers-in-chroot brings more compilers together than one system has.
"""
import datetime
import os
import re
import shutil
import subprocess

import commands
import ledgered
import stability
import tap

SETTINGS = [["-O2"], ["-O0"], ["-O1"], ["-O3"], ["-Os"], ["-Og"], ["-O2", "-march=native"], ["-O0", "-g"]]
BASES = [["-O2"], ["-O0"]]
LEAST = 0.995


class Matrix:
    """PROJECT compiled by each compiler at each setting, every function load-bearing."""

    def __init__(self, name, scratch, settings):
        self.name, self.scratch, self.settings = name, os.path.join(scratch, name), settings
        os.makedirs(self.scratch)
        project = commands.load(name, every=commands.SAMPLE).copy(os.path.join(self.scratch, "tree"))
        # The ledger is written anew for each base; Ledgered's other methods are what is needed.
        self.gate = ledgered.Ledgered.__new__(ledgered.Ledgered)
        self.gate.project = project
        project.policy(commands.EVERYTHING)
        for arguments in (["init", "-q"], ["config", "user.name", "Ada Okafor"], ["config", "user.email", "ada@example.com"]):
            subprocess.run(["git", *arguments], cwd=project.root, check=True)
        self.compilers = commands.compilers()
        self.builds = {}
        for compiler in self.compilers:
            for flags in settings:
                self.build(compiler, flags)

    def build(self, compiler, flags):
        folder = os.path.join(self.scratch, "build", compiler + "".join(flags))
        self.gate.build(folder, flags, compiler)
        self.builds[compiler, " ".join(flags)] = folder
        return folder

    def exempt(self, folder):
        """A new ledger, with every function exempted as it is in FOLDER."""
        shutil.rmtree(os.path.join(self.gate.project.root, "loadbearing", "audits"), ignore_errors=True)
        until = datetime.date.today() + datetime.timedelta(days=90)
        done = self.gate.run("init", "--exempt-existing", "--until", until.isoformat(), "--reason", "existing code", folder)
        if done.returncode:
            raise RuntimeError("init --exempt-existing: " + (done.stdout + done.stderr)[-2000:])

    def judge(self, base, other):
        """(functions, not changed, incomparable, otherwise, lines about the latter two) of the build OTHER by BASE's ledger."""
        standing = self.gate.judge(self.builds[other])
        told = stability.TELL_THE_COMPILER.get(self.name, set()) if base[0] != other[0] else set()
        incomparable = standing.having({"incomparable"})
        wrong = [key for key in standing.rules if key not in incomparable and key[0] not in told]
        lines = [line for key in wrong + incomparable for line in standing.messages[key]]
        same = standing.functions - len(wrong) - len(incomparable)
        return standing.functions, same, len(incomparable), len(wrong), lines

    def pairings(self):
        """One point for each base: every other build by its ledger."""
        for base in [(c, " ".join(f)) for c in self.compilers for f in BASES if f in self.settings]:
            self.exempt(self.builds[base])
            worst, detail, table = 1.0, [], []
            for other in self.builds:
                total, same, incomparable, wrong, lines = self.judge(base, other)
                table.append(f"{base[0]} {base[1]:<4} as {other[0]} {other[1]:<22}{total:>7}{same:>7}{incomparable:>6}{wrong:>6}")
                worst = min(worst, same / total if total else 0)
                detail += [f"{other[0]} {other[1]}: {line}" for line in lines] if wrong or same < LEAST * total else []
                if wrong:
                    worst = 0
            tap.point(worst >= LEAST, f"compilers: {self.name}: audited with {base[0]} {base[1]}, in {len(table)} builds: "
                      f"at least {100 * worst:.2f} % of {total} not changed", "\n".join(detail))
            for line in table:
                tap.comment(line)

    def refreshed(self):
        """`refresh` from each compiler to each other expresses every audit, and then preprocessed input stands."""
        preprocessed = {}
        for compiler in self.compilers:
            flags = ["-O2", "-save-temps=obj"]
            preprocessed[compiler] = (compiler, " ".join(flags))
            self.build(compiler, flags)
        for old in self.compilers:
            for new in self.compilers:
                if old == new:
                    continue
                self.exempt(self.builds[old, "-O2"])
                before = self.judge((old, "-O2"), preprocessed[new])
                done = self.gate.run("refresh", "--old", self.builds[old, "-O2"], "--new", self.builds[new, "-O2"])
                counts = [int(n) for n in re.findall(r"(\d+) (?:audited|already|refused)", done.stdout)] + \
                    [int(n) for n in re.findall(r"(\d+) refused", done.stdout)]
                told = stability.TELL_THE_COMPILER.get(self.name, set())
                refused = [line for line in done.stderr.splitlines() if "refused:" in line and
                           not any(f"refused: {name} " in line for name in told)]
                after = self.judge((old, "-O2"), preprocessed[new])
                tap.point(counts and counts[0] > 0 and not refused and after[1] > before[1] and not after[3],
                          f"compilers: {self.name}: refresh from {old} to {new}: {done.stdout.strip()}; of preprocessed input "
                          f"{before[1]} of {before[0]} not changed before, {after[1]} after, {after[3]} changed",
                          "\n".join(refused[:20] + after[4][:20]))


def run(scratch, names, quick):
    for name in names:
        if name == "jansson":  # for the mutants; its headers are made by its configure
            continue
        try:
            matrix = Matrix(name, scratch, SETTINGS[:2] if quick else SETTINGS)
            if len(matrix.compilers) < 2:
                tap.skip(f"compilers: {name}", "one compiler only")
                continue
            matrix.pairings()
            matrix.refreshed()
        except commands.Unavailable as reason:
            tap.skip(f"compilers: {name}", reason)
        except RuntimeError as error:
            tap.point(False, f"compilers: {name}", error)
        shutil.rmtree(os.path.join(scratch, name), ignore_errors=True)
