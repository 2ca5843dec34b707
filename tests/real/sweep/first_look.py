"""A first look at many mutants of one source file: is each found by one record, without any code?

Of each mutant one function is asked, its *witness*: the mutated function itself, or one that rests on the mutated object. If
the witness's record is no longer "not changed", the mutant is found, whatever the object code is, and nothing is left to ask. All
others are left to a closer look. Only that much is asked, so many mutants share a compilation:

- Two may stand together if neither's witness rests on what the other edits (batches.Asked): then what moves a witness's record
  comes from its own mutant. It does not matter what else rests on both.
- Only the witnesses are load-bearing, by a policy that names them. What a record says does not depend on which other
  functions have one, and the functions that nobody asks about need not be normalised.
- The compilation is at -O2, as the comparison of code is: views of a body at -O0 are kept apart from those at other levels. It
  ends before any code is made.

What cannot be seen so is left to the closer look, never counted: a witness that has a behaviour in the base and none now may have
been left out by the policy, which would look like a change.
"""
import json
import os

import batches
import commands
import records
import trial

# Up to normalising, which is all that a record needs.
RECORDS_ONLY = ["-O2", "-w", "-Wno-error", "-flto", "-fno-fat-lto-objects"]
BROKEN, FOUND, LEFT = "broken", "found", "left"


class FirstLook(trial.Bench):
    """As trial.Bench; DICE chooses witnesses."""

    def __init__(self, project, command, source, scratch, compiler, dice):
        super().__init__(project, command, source, scratch, compiler)
        self.dice, self.witnesses = dice, {}

    def flags(self):
        return RECORDS_ONLY

    def read_code(self):
        return None

    def witness(self, edit):
        """The function that is asked about EDIT; None if none rests on what is edited."""
        if id(edit) not in self.witnesses:
            resting = sorted(self.resting(edit))
            self.witnesses[id(edit)] = (None if not resting else self.dice.choice(resting) if edit.is_object else edit.about)
        return self.witnesses[id(edit)]

    def batches(self, edits):
        """EDITS, which all have witnesses, in groups that may share a compilation."""
        return batches.filled(edits, lambda: batches.Asked(self, self.witness))

    def together(self, batch):
        """(edit, BROKEN, FOUND or LEFT) of each of BATCH."""
        asked = sorted({self.witness(edit) for edit in batch})
        self.policy = os.path.join(self.project.root, "loadbearing", os.path.basename(self.scratch) + ".json")
        with open(self.policy, "w") as file:
            json.dump({**json.loads(commands.EVERYTHING), "mark": [{"function": name, "domain": "everything"} for name in asked]}, file)
        try:
            for compiled, broken in self.compiling(batch):
                yield from ((edit, BROKEN) for edit in broken)
                now = records.Unit(self.object) if compiled else None
                yield from ((edit, FOUND if self.is_found(self.witness(edit), now) else LEFT) for edit in compiled)
        finally:
            os.remove(self.policy)
            self.policy = None

    def is_found(self, name, now):
        then, record = self.base.functions[name], now.functions.get(name)
        if record and "behaviour" in then["aspects"] and "behaviour" not in record["aspects"]:
            return False
        return records.changed(then, record)
