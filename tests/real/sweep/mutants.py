"""No change of behaviour is missed: mutants of real code, each of which must be found
if its object code differs.

mutator.py makes them. Of a small number, each is looked at closely (close_look.py): whose code moved, and which records did. Of a
large number, only every tenth is, chosen by the seed. Of the others the records are made first, and no code (first_look.py): where
the mutated function is found changed, or one that rests on a mutated object, there is nothing to miss, and whether the object
differs is not asked. Of what is left, that is asked first; what differs is looked at like the tenth.

A part of the mutants is also judged by `check` with a ledger made of the
base, which must say the same as the comparison of records.
"""
import concurrent.futures
import os
import random
import shutil
import time

import across
import close_look
import commands
import first_look
import ledgered
import mutator
import records
import tap
import trial
from tallies import Tally, show

# About three quarters compile and differ: 20,000 of them are wanted.
COUNT, QUICK_COUNT = 27000, 240
# How many of the mutants come from each project, in parts of the whole.
SHARES = {"lua5.4": 6, "zlib": 3, "cjson": 2, "jansson": 2, "redis": 7}
# Which part of the mutants is looked at closely in any case, when there are more than so many.
CLOSELY, MANY = 10, 2000
# How many units of a project, with how many mutants each, are also judged with a ledger.
ASKED_UNITS, ASKED = 2, 3


class Project:
    def __init__(self, name, scratch, count, seed, until, equivalents):
        self.name, self.count, self.seed, self.until, self.equivalents = name, count, seed, until, equivalents
        self.compiler = commands.compilers()[-1]
        self.scratch = os.path.join(scratch, name)
        os.makedirs(self.scratch)
        self.project = commands.load(name).copy(os.path.join(self.scratch, "tree"))
        self.project.policy(commands.EVERYTHING)
        self.whole = across.Across(name, self.scratch, self.compiler)
        self.tallies = {kind: Tally() for kind in mutator.KINDS}
        self.misses, self.crashes = [], []

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
        """(kind, Tally, text of the miss if it is one) of the mutants of one unit."""
        number, (command, maker, dice, wanted) = item
        if time.monotonic() > self.until:
            return []
        scratch = os.path.join(self.scratch, str(number))
        bench = trial.Bench(self.project, command, maker.source, scratch, self.compiler)
        mutants = [m for m in maker.run() if m.is_object or bench.resting(m)]
        mutants = spread(mutants, wanted, random.Random(f"{self.seed} {number}"))
        looking = close_look.CloseLook(f"{self.name} {self.project.path(command)}", bench, self.equivalents, self.whole)
        found = []
        if self.count > MANY:
            found, mutants = self.first_look(command, maker, mutants, looking)
        found += looking.run(mutants)
        shutil.rmtree(scratch)
        return found

    def first_look(self, command, maker, mutants, looking):
        """What records and whole objects tell of MUTANTS: (what unit () gives, of what is done; the mutants left)."""
        dice = random.Random(f"{self.seed} {self.project.path(command)} closely")
        closely, others = [], []
        for mutant in mutants:
            (others if dice.randrange(CLOSELY) and looking.bench.resting(mutant) else closely).append(mutant)
        first = first_look.FirstLook(self.project, command, maker.source, looking.bench.scratch + "-first", self.compiler, dice)
        by = {}
        for mutant, state in first.run(others):
            by.setdefault(state, []).append(mutant)
        shutil.rmtree(first.scratch)
        equal = looking.equal(by.get(first_look.LEFT, []))
        glanced, closely = looking.glance(closely)
        found = [(mutant.kind, Tally(mutants=1, broken=1), None) for mutant in by.get(first_look.BROKEN, [])]
        found += [(mutant.kind, Tally(mutants=1, by_record=1), None) for mutant in by.get(first_look.FOUND, [])]
        found += [(mutant.kind, Tally(mutants=1, equal=1), None) for mutant in equal]
        return found + glanced, closely + [mutant for mutant in by.get(first_look.LEFT, []) if mutant not in equal]

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
        base = ledgered.Ledgered(self.project, os.path.join(self.scratch, "base"), close_look.PLAIN, self.compiler)
        self.project.commands = whole
        asked, wrong = 0, []
        for number, (command, maker, _dice, _wanted) in enumerate(some):
            scratch = os.path.join(self.scratch, f"asked{number}")
            bench = trial.Bench(self.project, command, maker.source, scratch, self.compiler)
            then = records.Unit(os.path.join(base.folder, commands.object_name(self.project, command)))
            mutants = spread([m for m in maker.run() if bench.resting(m)], 4 * ASKED, random.Random(self.seed))
            left = 1 if quick else ASKED
            for mutant in mutants:
                if not left or bench.compile(mutant.edits, close_look.PLAIN).status:
                    continue
                left -= 1
                asked += 1
                now = records.Unit(bench.object).changed_since(then)
                says = {function for function, _file in base.judge(scratch).having(ledgered.CHANGED)}
                if says != now:
                    wrong.append(f"{mutant.about}: {mutant.what}: the records say {sorted(now)}, check {sorted(says)}")
            shutil.rmtree(scratch)
        return asked, wrong


def spread(mutants, wanted, dice):
    """WANTED of MUTANTS, from every kind in turn, so that rare kinds are not lost, and of each kind from where the fewest
    were taken, so that a long function is not half of its file."""
    by_kind, taken_of = {}, {}
    for mutant in mutants:
        by_kind.setdefault(mutant.kind, []).append(mutant)
    for listed in by_kind.values():
        dice.shuffle(listed)
    taken = []
    while len(taken) < wanted and by_kind:
        for kind in sorted(by_kind):
            if len(taken) < wanted:
                mutant = min(by_kind[kind], key=lambda m: taken_of.get(m.about, 0))
                taken_of[mutant.about] = taken_of.get(mutant.about, 0) + 1
                by_kind[kind].remove(mutant)
                taken.append(mutant)
            if not by_kind[kind]:
                del by_kind[kind]
    return taken


def run(scratch, names, quick, count=None, seed=1, minutes=None):
    """MINUTES: no unit is begun after so many; what was made counts."""
    until = commands.until(minutes)
    equivalents = close_look.read_equivalents()
    count = count or (QUICK_COUNT if quick else COUNT)
    parts = sum(SHARES[name] for name in names)
    whole = {kind: Tally() for kind in mutator.KINDS}
    for name in names:
        try:
            project = Project(name, scratch, max(1, count * SHARES[name] // parts), seed, until, equivalents)
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
