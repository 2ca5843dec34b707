"""A close look at mutants of one source file: whose code and whose object moved, and is that found?

A function whose code moved must not be "not changed", in compilations in which no function rests on two mutants (trial.py); but first
many may be looked at together (`glance`). A mutant that no record shows is compiled once more, alone, with plain -O2 as a user would: if any section of the object then differs, it is missed,
unless another way to compile proves it equal, or a person read it.
"""
import os

import across
import batches
import commands
import elf
import tap
import trial
from tallies import Tally

PLAIN = ["-O2", "-w", "-Wno-error"]
# Other ways to compile in which equal objects prove a mutant to be none. All of them rely on the same
# rules of the language: at -O1, int and unsigned may look alike that are not.
PROOFS = [[*flags.split(), "-w", "-Wno-error"]
          for flags in ("-Os", "-O2 -fno-schedule-insns2 -fno-reorder-blocks", "-O2 -fno-ivopts", "-O3")]


def read_equivalents():
    """What a person read and found to do what it did: `equivalents.txt`."""
    with open(os.path.join(commands.HERE, "equivalents.txt")) as file:
        return {" ".join(line.split()) for line in file if not line.startswith("#")}


class CloseLook:
    """LABEL: the project and the file, as `equivalents.txt` names them. BENCH: the file's, with code. WHOLE: the project's
    across.Across."""

    def __init__(self, label, bench, equivalents, whole):
        self.label, self.bench, self.equivalents, self.whole = label, bench, equivalents, whole
        # The objects without mutants, by flags.
        self.originals = {}

    def equal(self, mutants):
        """Those of MUTANTS of functions whose objects are what they are without. What the preprocessor drops need not be compiled.
        Of the rest, many are looked at together: those that move no code that rests on them make one object, which must
        not differ either. Where it does, each is looked at alone."""
        found = [mutant for mutant in mutants if self.preprocessed(mutant.edits) == self.preprocessed({})]
        for batch in self.asked([mutant for mutant in mutants if mutant not in found]):
            same = self.bench.same_under(batch, trial.FLAGS) if len(batch) > 1 else batch
            if same and self.differs(same, PLAIN):
                same = [mutant for mutant in same if len(same) > 1 and not self.differs([mutant], PLAIN)]
            found += same
        return found

    def preprocessed(self, edits):
        """What the compiler is given with EDITS, line by line."""
        key = "-E"
        if edits or key not in self.originals:
            path = self.made(edits, "text.i", [*PLAIN, "-E"])
            with open(path, "rb") as file:
                text = file.read()
            if edits:
                return text
            self.originals[key] = text
        return self.originals[key]

    def asked(self, mutants):
        """Those of MUTANTS that are of functions, in batches in which no mutated function rests on another."""
        return batches.filled([mutant for mutant in mutants if not mutant.is_object and self.bench.resting(mutant)],
                              lambda: batches.Asked(self.bench, lambda mutant: mutant.about))

    def glance(self, mutants):
        """(what run () gives, of those of MUTANTS of which all is well; the others). Many are looked at together, so that
        of a function that rests on several it is only known that it is found if its code moved."""
        found, done = [], set()
        for batch in self.asked(mutants):
            for outcome in self.bench.together(batch):
                edit = outcome.edit
                if not outcome.compiled:
                    found.append((edit.kind, Tally(mutants=1, broken=1), None))
                elif edit.about in outcome.moved & outcome.found and not self.unfound(outcome):
                    others = set().union(*(self.bench.resting(other) for other in outcome.batch if other is not edit))
                    found.append((edit.kind, Tally(mutants=1, differing=1, functions=len(outcome.moved - others)), None))
                else:
                    continue
                done.add(id(edit))
        return found, [mutant for mutant in mutants if id(mutant) not in done]

    def run(self, mutants):
        """(kind, Tally, text of the miss if it is one) of each of MUTANTS, and of what else was missed."""
        for outcome in self.bench.run(mutants):
            yield from self.strangers(outcome)
            yield self.judged(outcome)

    def unfound(self, outcome):
        return sorted((outcome.moved & self.bench.base.functions.keys()) - outcome.found)

    def judged(self, outcome):
        edit, missed = outcome.edit, self.unfound(outcome)
        if not outcome.compiled:
            return edit.kind, Tally(mutants=1, broken=1), None
        tally = Tally(mutants=1, functions=len(outcome.moved), functions_missed=len(missed))
        differs = bool(outcome.moved or outcome.data)
        if not outcome.found:
            differs = differs or self.differs([edit], PLAIN)
            tally.silent = int(not differs)
        tally.differing, tally.equal = int(differs), int(not differs)
        if differs and not self.bench.resting(edit):
            return self.judged_across(edit, tally)
        about = edit.about in missed
        if missed and outcome.found and not about:
            # What rests on the mutated function inlined it, and may do what it did: its arguments are known there.
            tap.comment(f"functions whose code moved, by behaviour the same: {missed}: {self.named(edit)}")
        told = f"{self.named(edit)}: moved {sorted(outcome.moved)}, found {sorted(outcome.found)}"
        if differs and (not outcome.found or about):
            # Another way to compile may show that nothing but the order of instructions moved.
            if " ".join(self.named(edit).split()) in self.equivalents:
                tally.read, tally.functions_missed = 1, len(missed) - about
            elif not all(self.differs([edit], flags) for flags in PROOFS):
                tally.proved, tally.functions_missed = 1, len(missed) - about
                tap.comment("proved equal: " + told)
            else:
                tally.missed = 1
        return edit.kind, tally, told if tally.missed else None

    def judged_across(self, edit, tally):
        """The same of EDIT, of an object that no function of its unit reads."""
        state, found = self.whole.judge(self.bench, edit)
        told = f"{self.named(edit)}: in other units found {found}"
        tally.across, tally.unread = int(state == across.FOUND), int(state == across.UNREAD)
        tally.missed = int(state == across.MISSED)
        if state == across.UNREAD:
            tap.comment("read by nobody: " + self.named(edit))
        return edit.kind, tally, told if tally.missed else None

    def strangers(self, outcome):
        """What moves a function that does not rest on it, of those in OUTCOME's batch: the worst of misses. What is told here is
        taken out of OUTCOME."""
        missed = set(self.unfound(outcome))
        if not missed or len(outcome.batch) < 2 or missed & self.bench.moved_by(outcome.edit.edits):
            return
        for other in outcome.batch:
            moved = missed & self.bench.moved_by(other.edits) if other is not outcome.edit else set()
            if moved:
                outcome.moved -= moved
                yield other.kind, Tally(missed=1), f"{self.named(other)}: moved {sorted(moved)}, found []"

    def named(self, mutant):
        return f"{self.label}:{mutant.line}: {mutant.about}: {mutant.kind}: {mutant.what}"

    def differs(self, mutants, flags):
        """Some section of the object is another with MUTANTS, compiled with FLAGS and without the plugin."""
        key = tuple(flags)
        if key not in self.originals:
            self.originals[key] = self.made({}, f"original{len(self.originals)}.o", flags)
        merged = {}
        for mutant in mutants:
            merged.update(mutant.edits)
        return bool(elf.difference(self.originals[key], self.made(merged, "mutant.o", flags), lambda _name: False))

    def made(self, edits, name, flags):
        """The object of EDITS, made with FLAGS; its path."""
        result = self.bench.compile(edits, list(flags), plugin=False)
        if result.status:
            raise RuntimeError("a mutant compiles only with others: " + result.errors[-500:])
        path = os.path.join(self.bench.scratch, name)
        os.replace(self.bench.object, path)
        return path
