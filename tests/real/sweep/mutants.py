"""No change of behaviour is missed: mutants of real code, each of which must be found
if its object code differs.

mutator.py makes them; trial.py says for each whose code moved and which records did. A
function whose code moved must not be "not changed". A mutant that moved no record at all
is compiled once more, alone, with plain -O2: if any section of the object then differs,
it is missed. A part of the mutants is also judged by `check` with a ledger made of the
base, which must say the same as the comparison of records.

Of a large number, only every tenth is looked at so closely from the start. Of the others the
records are made first, and no code: where the mutated function is found changed, or what rests on a
mutated object, there is nothing to miss, and whether the object differs is not asked. All that is left
is looked at like the tenth.
"""
import concurrent.futures
import os
import random
import shutil
import time

import commands
import elf
import ledgered
import mutator
import records
import tap
import trial

# About three quarters compile and differ: 20,000 of them are wanted.
COUNT, QUICK_COUNT = 27000, 240
PLAIN = ["-O2", "-w", "-Wno-error"]
# Other ways to compile in which equal objects prove a mutant to be none. All of them rely on the same
# rules of the language: at -O1, int and unsigned may look alike that are not.
PROOFS = [[*flags.split(), "-w", "-Wno-error"]
          for flags in ("-O3", "-Os", "-O2 -fno-schedule-insns2 -fno-reorder-blocks", "-O2 -fno-ivopts")]
# How many of the mutants come from each project, in parts of the whole.
SHARES = {"lua5.4": 6, "zlib": 3, "cjson": 2, "jansson": 2, "redis": 7}
EQUIVALENTS = set()
# Which part of the mutants is compiled to code in any case, when there are more than so many.
CLOSELY, MANY = 10, 2000
# How many units of a project, with how many mutants each, are also judged with a ledger.
ASKED_UNITS, ASKED = 2, 3


def read_equivalents():
    """What a person read and found to do what it did: `equivalents.txt`."""
    with open(os.path.join(commands.HERE, "equivalents.txt")) as file:
        return {" ".join(line.split()) for line in file if not line.startswith("#")}


class Tally:
    """The counts of one kind."""

    def __init__(self):
        self.mutants = self.broken = self.equal = self.differing = self.missed = self.proved = self.read = 0
        self.functions = self.functions_missed = self.silent = self.by_record = 0

    def add(self, other):
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


class Project:
    def __init__(self, name, scratch, count, seed, until):
        self.name, self.count, self.seed, self.until = name, count, seed, until
        self.compiler = commands.compilers()[-1]
        self.scratch = os.path.join(scratch, name)
        os.makedirs(self.scratch)
        self.project = commands.load(name).copy(os.path.join(self.scratch, "tree"))
        self.project.policy(commands.EVERYTHING)
        self.first_looks = self.ledgered("first") if count > MANY else None
        self.tallies = {kind: Tally() for kind in mutator.KINDS}
        self.misses, self.crashes = [], []

    def ledgered(self, name):
        """A copy of the project in which every function is exempted as it is, so that what stays as it is
        is not normalised again."""
        copy = commands.load(self.name).copy(os.path.join(self.scratch, name))
        return ledgered.Ledgered(copy, os.path.join(self.scratch, name + "-objects"), trial.RECORDS_ONLY, self.compiler)

    def chosen(self):
        """(command, Mutator, mutants) of the units that the seed chooses."""
        dice = random.Random(f"{self.seed} {self.name}")
        units = list(self.project.commands)
        dice.shuffle(units)
        # Few mutants of many units cost more than many of few: each is compiled once more.
        units = units[:max(1, min(len(units), self.count // 25))]
        left = self.count
        for number, command in enumerate(units):
            with open(os.path.join(self.project.root, self.project.path(command)), encoding="latin-1", newline="") as file:
                maker = mutator.Mutator(file.read(), f"{self.seed} {self.project.path(command)}")
            yield command, maker, dice, left // (len(units) - number)
            left -= left // (len(units) - number)

    def unit(self, item):
        number, (command, maker, dice, wanted) = item
        if time.monotonic() > self.until:
            return []
        mutants = maker.run()
        scratch = os.path.join(self.scratch, str(number))
        bench = trial.Bench(self.project, command, maker.source, scratch, self.compiler)
        mutants = [m for m in mutants if m.is_object or bench.resting(m)]
        mutants = spread(mutants, wanted, random.Random(f"{self.seed} {number}"))
        alone = None
        found, mutants = self.first_look(command, maker, mutants, scratch)
        for outcome in bench.run(mutants):
            missed = sorted((outcome.moved & bench.base.functions.keys()) - outcome.found)
            if missed and len(outcome.batch) > 1:
                # What moves a function that does not rest on it is the worst of misses: who was it?
                strangers = self.strangers(bench, outcome, set(missed))
                found += [(other.kind, self.miss(), self.told(command, other, moved, ())) for other, moved in strangers]
                outcome.moved -= {name for _other, moved in strangers for name in moved}
                missed = sorted((outcome.moved & bench.base.functions.keys()) - outcome.found)
            tally = Tally()
            tally.mutants = 1
            if not outcome.compiled:
                tally.broken = 1
                found.append((outcome.edit.kind, tally, None))
                continue
            differs = bool(outcome.moved or outcome.data)
            tally.functions, tally.functions_missed = len(outcome.moved), len(missed)
            if not outcome.found:
                alone = alone or self.alone(bench, {}, "base.o")
                differs = differs or bool(elf.difference(alone, self.alone(bench, outcome.edit.edits, "mutant.o"), note))
                tally.silent = not differs
            rests = bool(bench.resting(outcome.edit))
            tally.differing, tally.equal = int(differs), int(not differs)
            # An object on which no recorded function rests is nobody's.
            about = outcome.edit.about in missed
            if missed and outcome.found and not about:
                # What rests on the mutated function inlined it, and may do what it did: its arguments are known there.
                tap.comment(f"functions whose code moved, by behaviour the same: {missed}: {self.name} "
                            f"{self.project.path(command)}:{outcome.edit.line}: {outcome.edit.kind}: {outcome.edit.what}")
            if differs and rests and (not outcome.found or about):
                # Another way to compile may show that nothing but the order of instructions moved.
                if " ".join(self.named(command, outcome.edit).split()) in EQUIVALENTS:
                    tally.read, tally.functions_missed = 1, len(missed) - about
                elif self.proved_equal(bench, outcome.edit):
                    tally.proved, tally.functions_missed = 1, len(missed) - about
                else:
                    tally.missed = 1
            told = self.told(command, outcome.edit, outcome.moved, outcome.found)
            if tally.proved:
                tap.comment("proved equal: " + told)
            found.append((outcome.edit.kind, tally, told if tally.missed else None))
        shutil.rmtree(scratch)
        return found

    def first_look(self, command, maker, mutants, scratch):
        """What records alone tell of MUTANTS: (what is found, as unit () has it; the mutants left)."""
        if not self.first_looks:
            return [], mutants
        dice = random.Random(f"{self.seed} {self.project.path(command)} closely")
        closely, others = [], []
        for mutant in mutants:
            (others if dice.randrange(CLOSELY) else closely).append(mutant)
        project = self.first_looks.project
        bench = trial.Bench(project, next(c for c in project.commands if project.path(c) == self.project.path(command)),
                            maker.source, os.path.join(scratch, "first"), self.compiler, records_only=True)
        found = []
        for outcome in bench.run(others):
            tally = Tally()
            tally.mutants = 1
            if not outcome.compiled:
                tally.broken = 1
            elif outcome.found if outcome.edit.is_object else outcome.edit.about in outcome.found:
                tally.by_record = 1
            else:
                closely.append(outcome.edit)
                continue
            found.append((outcome.edit.kind, tally, None))
        return found, closely

    def named(self, command, mutant):
        return f"{self.name} {self.project.path(command)}:{mutant.line}: {mutant.about}: {mutant.kind}: {mutant.what}"

    def told(self, command, mutant, moved, found):
        return f"{self.named(command, mutant)}: moved {sorted(moved)}, found {sorted(found)}"

    @staticmethod
    def miss():
        tally = Tally()
        tally.missed = 1
        return tally

    @staticmethod
    def strangers(bench, outcome, missed):
        """(mutant, functions of MISSED) of those in OUTCOME's batch that move functions of which
        the records do not say that they rest on them."""
        found = []
        if not missed & bench.moved_by(outcome.edit.edits):
            for other in outcome.batch:
                moved = missed & bench.moved_by(other.edits) if other is not outcome.edit else set()
                if moved:
                    found.append((other, moved))
        return found

    def proved_equal(self, bench, mutant):
        """At some level of optimisation the object with MUTANT is the same in all sections."""
        return any(not elf.difference(self.alone(bench, {}, "before.o", flags),
                                      self.alone(bench, mutant.edits, "after.o", flags), note)
                   for flags in PROOFS)

    def alone(self, bench, edits, name, flags=tuple(PLAIN)):
        """The object of EDITS alone, at plain -O2; its path."""
        result = bench.compile(edits, list(flags))
        if result.status:
            raise RuntimeError("a mutant compiles only with others: " + result.errors[-500:])
        path = os.path.join(bench.scratch, name)
        os.replace(bench.object, path)
        return path

    def run(self):
        items = list(enumerate(self.chosen()))
        with concurrent.futures.ThreadPoolExecutor(commands.JOBS) as pool:
            jobs = [pool.submit(self.unit, item) for item in items]
            for job in jobs:
                try:
                    for kind, tally, miss in job.result():
                        self.tallies[kind].add(tally)
                        if miss:
                            tap.comment("missed: " + miss)
                            self.misses.append(miss)
                except (trial.Crash, RuntimeError) as error:
                    self.crashes.append(str(error))


    def agreement(self, quick):
        """Asks `check` and `report`, with a true ledger, about mutants of a few units. Returns
        (how many, what they say otherwise than the records do)."""
        some = [item for item in self.chosen() if item[1].source.functions][:1 if quick else ASKED_UNITS]
        whole, self.project.commands = self.project.commands, [item[0] for item in some]
        base = ledgered.Ledgered(self.project, os.path.join(self.scratch, "base"), PLAIN, self.compiler)
        self.project.commands = whole
        asked, wrong = 0, []
        for number, (command, maker, _dice, _wanted) in enumerate(some):
            scratch = os.path.join(self.scratch, f"asked{number}")
            bench = trial.Bench(self.project, command, maker.source, scratch, self.compiler)
            then = records.Unit(os.path.join(base.folder, commands.object_name(self.project, command)))
            mutants = spread([m for m in maker.run() if bench.resting(m)], 4 * ASKED, random.Random(self.seed))
            left = 1 if quick else ASKED
            for mutant in mutants:
                if not left or bench.compile(mutant.edits, PLAIN).status:
                    continue
                left -= 1
                asked += 1
                now = records.Unit(bench.object).changed_since(then)
                says = {function for function, _file in base.judge(scratch).having(ledgered.CHANGED)}
                if says != now:
                    wrong.append(f"{mutant.about}: {mutant.what}: the records say {sorted(now)}, check {sorted(says)}")
            shutil.rmtree(scratch)
        return asked, wrong


def note(name):
    return name == ".note.loadbearing"


def spread(mutants, wanted, dice):
    """WANTED of MUTANTS, from every kind in turn, so that rare kinds are not lost."""
    by_kind = {}
    for mutant in mutants:
        by_kind.setdefault(mutant.kind, []).append(mutant)
    for listed in by_kind.values():
        dice.shuffle(listed)
    taken = []
    while len(taken) < wanted and by_kind:
        for kind in sorted(by_kind):
            if len(taken) < wanted:
                taken.append(by_kind[kind].pop())
            if not by_kind[kind]:
                del by_kind[kind]
    return taken


def show(title, tallies):
    tap.comment(f"{title:<16}{'mutants':>9}{'not compiling':>15}{'by record':>11}{'equal':>8}{'differing':>11}{'functions':>11}"
                f"{'proved equal':>14}{'read':>6}{'missed':>8}{'functions missed':>18}")
    total = Tally()
    for kind in mutator.KINDS:
        total.add(tallies[kind])
    for kind, tally in [*((kind, tallies[kind]) for kind in mutator.KINDS), ("all", total)]:
        tap.comment(f"{kind:<16}{tally.mutants:>9}{tally.broken:>15}{tally.by_record:>11}{tally.equal:>8}{tally.differing:>11}"
                    f"{tally.functions:>11}{tally.proved:>14}{tally.read:>6}{tally.missed:>8}{tally.functions_missed:>18}")
    tap.comment(f"of the {total.equal} with equal objects, {total.silent} moved no record")
    return total


def run(scratch, names, quick, count=None, seed=1, minutes=None):
    """MINUTES: no unit is begun after so many; what was made counts."""
    until = commands.until(minutes)
    EQUIVALENTS.update(read_equivalents())
    count = count or (QUICK_COUNT if quick else COUNT)
    parts = sum(SHARES[name] for name in names)
    whole = {kind: Tally() for kind in mutator.KINDS}
    for name in names:
        try:
            project = Project(name, scratch, max(1, count * SHARES[name] // parts), seed, until)
            project.run()
        except commands.Unavailable as reason:
            tap.skip(f"mutants: {name}", reason)
            continue
        for kind, tally in project.tallies.items():
            whole[kind].add(tally)
        mutants = sum(t.mutants for t in project.tallies.values())
        differing = sum(t.differing for t in project.tallies.values())
        tap.point(not project.misses and differing > 0,
                  f"mutants: {name}: {mutants} mutants, {differing} differ, {len(project.misses)} missed",
                  "\n".join(project.misses))
        asked, wrong = project.agreement(quick)
        tap.point(asked and not wrong, f"mutants: {name}: check says the same as the records of {asked} mutants",
                  "\n".join(wrong))
        tap.point(not project.crashes, f"mutants: {name}: no unit failed", "\n".join(project.crashes))
        shutil.rmtree(project.scratch, ignore_errors=True)
    show(f"seed {seed}", whole)
