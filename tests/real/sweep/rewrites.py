"""Few false alarms: rewrites of real code that keep what it does, and how many of them
leave their function "not changed".

refactor.py makes them; trial.py compiles them. A rewrite counts only if it is proved:
the code of every function that rests on what was rewritten, and of that itself, is the
same, with all that its relocations mean, at -O2 or under one of PROOFS: the optimisers
under those choose less, so that code that does the same is more often the same. The
others are left out, and counted.

Several sites share a compilation if no rewritten function rests on another one (batches.Asked): the code and the record of each
tell of its own site. Where something else that rests on it moves or is found changed, the site is tried once more, alone.
"""
import os
import random
import shutil
import time

import batches
import commands
import elf
import records
import refactor
import tap
import trial

WANTED, QUICK_WANTED = 60, 4
# Estimates of which way is taken more often decide how blocks lie and what is worth its cost. What is cheapest comes first.
STEADY = ["-fno-guess-branch-probability", "-fno-reorder-blocks", "-fno-schedule-insns2"]
# Every switch becomes a table of jumps, and so does a chain of tests that could be one.
TABLES = ["--param=case-values-threshold=1", "--param=jump-table-max-growth-ratio-for-speed=10000",
          "--param=jump-table-max-growth-ratio-for-size=10000"]
PROOFS = [["-O1", "-fno-guess-branch-probability"], ["-O2", *STEADY], ["-Os", *STEADY], ["-O3", "-fno-guess-branch-probability"],
          ["-O2", *STEADY, *TABLES]]
# Compilations of one unit and pass that are filled with sites, and how many sites of a kind are looked at to fill them.
AT_ONCE, LOOKED_AT = 4, 10
# Which part of what a kind lacks one unit gives at most, so that sites come from many; all that it has of kinds that have
# fewer sites than so many times what is wanted. How many sites of a kind are kept of a unit.
PART, RARE, KEPT = 16, 8, 40
PASSES = 8


class Batch(batches.Asked):
    """Sites that share a compilation. A function without code of its own is seen in what rests on it alone, so nothing else
    may."""

    def __init__(self, bench):
        super().__init__(bench, lambda site: site.about)
        self.only = set()

    def fits(self, site):
        resting = self.bench.resting(site)
        return super().fits(site) and not resting & self.only and (self.has_code(site) or not resting & self.resting)

    def take(self, site):
        super().take(site)
        if not self.has_code(site):
            self.only |= self.bench.resting(site)

    def has_code(self, site):
        return site.about in self.bench.code.functions


class Tally:
    def __init__(self):
        self.sites = self.broken = self.differing = self.verified = self.itself = self.same = self.otherwise = 0
        self.alarms = []


class Place:
    """One unit with its sites that were not tried yet, by kind."""

    def __init__(self, project, command, scratch, seed):
        self.project, self.command, self.scratch = project, command, scratch
        self.path = os.path.join(project.root, project.path(command))
        self.label = f"{project.name} {project.path(command)}"
        with open(self.path, encoding="latin-1", newline="") as file:
            maker = refactor.Rewriter(file.read(), f"{seed} {project.path(command)}")
        self.source = maker.source
        self.sites = {}
        for site in maker.run():
            self.sites.setdefault(site.kind, []).append(site)
        dice = random.Random(f"{seed} {self.label}")
        for listed in self.sites.values():
            dice.shuffle(listed)
            del listed[KEPT:]


class Sweep:
    def __init__(self, scratch, names, wanted, seed, kinds):
        self.wanted, self.kinds = wanted, kinds
        self.compiler = commands.compilers()[-1]
        self.tallies = {kind: Tally() for kind in kinds}
        self.failures = []
        self.places = []
        for name in names:
            try:
                project = commands.load(name).copy(os.path.join(scratch, name))
            except commands.Unavailable as reason:
                tap.skip(f"rewrites: {name}", reason)
                continue
            project.policy(commands.EVERYTHING)
            self.places += [Place(project, command, os.path.join(scratch, f"{name}-{number}"), seed)
                            for number, command in enumerate(project.commands)]
        random.Random(seed).shuffle(self.places)
        self.rare = {kind for kind in kinds
                     if sum(len(place.sites.get(kind, ())) for place in self.places) < RARE * wanted}

    def lacking(self, kind):
        return self.wanted - self.tallies[kind].verified if kind in self.tallies else 0

    def choose(self, bench, place):
        """Sites of PLACE for the kinds that lack the most, as AT_ONCE compilations for textual ones and for others hold."""
        planned, chosen = {}, {True: [], False: []}
        kinds = [kind for kind in place.sites if self.lacking(kind) > 0]
        while kinds:
            kind = min(kinds, key=lambda k: (self.tallies[k].verified + planned.get(k, 0), k))
            if self.fitting(bench, place.sites[kind], chosen[kind in refactor.TEXTUAL]):
                planned[kind] = planned.get(kind, 0) + 1
            else:
                kinds.remove(kind)
                continue
            if not place.sites[kind] or kind not in self.rare and planned[kind] >= max(2, self.lacking(kind) // PART):
                kinds.remove(kind)
        place.sites = {kind: sites for kind, sites in place.sites.items() if sites}
        return chosen[True] + chosen[False]

    @staticmethod
    def fitting(bench, sites, chosen):
        """Takes one of SITES that fits into one of the batches CHOSEN, or begins another, out of them; false if
        there is none among the next few."""
        for site in sites[:-LOOKED_AT:-1]:
            if not bench.resting(site) & bench.code.functions.keys():
                sites.remove(site)
                continue
            batch = next((b for b in chosen if b.fits(site)), None)
            if batch is None and len(chosen) < AT_ONCE:
                batch = Batch(bench)
                chosen.append(batch)
            if batch is not None:
                batch.take(site)
                sites.remove(site)
                return True
        return False

    def unit(self, place):
        bench = trial.Bench(place.project, place.command, place.source, place.scratch, self.compiler)
        try:
            if self.lacking("moved file") > 0:
                self.moved_file(place, bench)
            # Lines that move would put errors at the door of the others, so textual sites have batches of their own.
            outcomes = [self.its_own(bench, outcome) for batch in self.choose(bench, place)
                        for outcome in list(bench.together(batch.edits))]
            proved = self.proved_otherwise(bench, outcomes)
            for outcome in outcomes:
                self.count(place, outcome, outcome.edit in proved)
        finally:
            shutil.rmtree(place.scratch)

    @staticmethod
    def its_own(bench, outcome):
        """OUTCOME, or that of its site alone if what rests on it may have moved for another one."""
        others = (outcome.moved | outcome.found) - {outcome.edit.about}
        return next(bench.together([outcome.edit])) if others and len(outcome.batch) > 1 else outcome

    @staticmethod
    def seen(outcome):
        """Not in a branch that is not compiled, where it would be no site at all."""
        return outcome.compiled and (outcome.spelled or outcome.edit.kind in refactor.TEXTUAL)

    def proved_otherwise(self, bench, outcomes):
        """The edits of OUTCOMES whose code is another at -O2, and the same under one of PROOFS."""
        waiting = [outcome.edit for outcome in outcomes if self.seen(outcome) and outcome.moved]
        proved = []
        for flags in PROOFS:
            left = []
            for batch in batches.filled(waiting, lambda: Batch(bench)):
                same = bench.same_under(batch, flags + trial.CODE_OF_EACH)
                proved += same
                left += [edit for edit in batch if edit not in same]
            waiting = left
        return proved

    def count(self, place, outcome, otherwise):
        tally = self.tallies[outcome.edit.kind]
        tally.sites += 1
        if not outcome.compiled:
            tally.broken += 1
        elif not self.seen(outcome) or outcome.moved and not otherwise:
            tally.differing += 1
        else:
            tally.verified += 1
            tally.otherwise += otherwise
            # The function itself; and with it all that rest on it.
            tally.itself += outcome.edit.about not in outcome.found
            tally.same += not outcome.found
            if outcome.found:
                alarm = f"{place.label}:{outcome.edit.line}: {outcome.edit.about}: {outcome.edit.what} (changed: {sorted(outcome.found)})"
                tally.alarms.append(alarm)
                if os.environ.get("LOADBEARING_KEEP_SCRATCH"):
                    tap.comment(f"{outcome.edit.kind}: {alarm}")

    def moved_file(self, place, bench):
        """The same text under another name; every function of it is a site."""
        other = os.path.join(os.path.dirname(place.path), "moved_unit.c")
        shutil.copy(place.path, other)
        done = commands.compile_one(place.command, bench.object, trial.FLAGS + commands.plugin_flags("off"),
                                    self.compiler, source=other)
        os.remove(other)
        if done.status:
            raise RuntimeError(f"{place.label} does not compile under another name: {done.errors[-500:]}")
        moved = bench.moved(elf.Code(bench.object))
        changed = records.Unit(bench.object).changed_since(bench.base)
        tally = self.tallies["moved file"]
        for name in sorted(bench.base.functions)[:10]:
            tally.sites += 1
            if name in moved:
                tally.differing += 1
                continue
            tally.verified += 1
            tally.itself += name not in changed
            tally.same += name not in changed
            if name in changed:
                tally.alarms.append(f"{place.label}: {name}")

    def run(self, until):
        waiting = self.places
        for _number in range(PASSES):
            places, waiting = waiting, []
            for place in places:
                if not any(self.lacking(kind) > 0 and kind in place.sites for kind in self.kinds):
                    continue
                if time.monotonic() > until:
                    return
                try:
                    self.unit(place)
                    waiting.append(place)
                except (trial.Crash, RuntimeError) as error:
                    self.failures.append(f"{place.label}: {error}")

    def show(self):
        tap.comment(f"{'kind':<32}{'sites':>7}{'not compiling':>15}{'code differs':>14}{'proved':>8}{'not at -O2':>12}"
                    f"{'not changed':>13}{'share':>9}{'and dependents':>16}{'share':>9}")
        groups = {"textual kinds": Tally(), "other kinds": Tally(), "all": Tally()}
        for kind in self.kinds:
            tally = self.tallies[kind]
            self.line(kind, tally)
            for name in ("textual kinds" if kind in refactor.TEXTUAL else "other kinds", "all"):
                for count in ("sites", "broken", "differing", "verified", "otherwise", "itself", "same"):
                    setattr(groups[name], count, getattr(groups[name], count) + getattr(tally, count))
        for name, tally in groups.items():
            self.line(name, tally)

    @staticmethod
    def line(name, tally):
        shares = [f"{100 * count / tally.verified:.1f} %" if tally.verified else "-" for count in (tally.itself, tally.same)]
        tap.comment(f"{name:<32}{tally.sites:>7}{tally.broken:>15}{tally.differing:>14}{tally.verified:>8}{tally.otherwise:>12}"
                    f"{tally.itself:>13}{shares[0]:>9}{tally.same:>16}{shares[1]:>9}")


def run(scratch, names, quick, count=None, seed=1, minutes=None, kinds=None):
    until = commands.until(minutes)
    unknown = set(kinds or ()) - set(refactor.KINDS)
    if unknown:
        tap.point(False, f"rewrites: no kind {sorted(unknown)}", ", ".join(refactor.KINDS))
        return
    sweep = Sweep(scratch, names, count or (QUICK_WANTED if quick else WANTED), seed, kinds or refactor.KINDS)
    if not sweep.places:
        return
    try:
        sweep.run(until)
    finally:
        # Also of what was interrupted: the whole takes its time.
        sweep.show()
    for kind in [kind for kind in sweep.kinds if kind in refactor.TEXTUAL]:
        tally = sweep.tallies[kind]
        tap.point(tally.verified and not tally.alarms, f"rewrites: {kind}: {tally.same} of {tally.verified} not changed",
                  "\n".join(tally.alarms))
    there = [kind for kind in sweep.kinds if sweep.tallies[kind].verified]
    tap.point(len(there) >= (len(kinds) if kinds else 40), f"rewrites: {len(there)} kinds have proved sites")
    tap.point(not sweep.failures, "rewrites: every unit compiles", "\n".join(sweep.failures))
