"""Which edits of one source file may share a compilation, so that each can be judged as if it were the only one.

An edit has `about` (a function, or an object if `is_object`) and `edits` (token index -> text). What rests on what is known from the
records of the file as it is (`bench.resting`).
"""
import re

# How many edits share a compilation at most: what does not compile costs more than one.
MOST = 40


class Apart:
    """Edits on no two of which one function rests: whatever moves in a function, code or record, comes from one alone."""

    def __init__(self, bench):
        self.bench, self.edits, self.touched = bench, [], set()

    def fits(self, edit):
        return len(self.edits) < MOST and not self.touched & self.touches(edit)

    def take(self, edit):
        self.edits.append(edit)
        self.touched |= self.touches(edit)

    def touches(self, edit):
        return self.bench.resting(edit) | {(edit.about, edit.is_object)} | set(edit.edits)


class Asked:
    """Edits of each of which one function is asked, its *witness*: the edited function, or one that rests on the edited
    object. No witness rests on what another edits: what moves in a witness comes from its own edit, whatever else rests on
    both. Nor does the text of one name what another edits: a function that calls another one now rests on that
    one, and no record said so before."""

    def __init__(self, bench, witness):
        self.bench, self.witness = bench, witness
        self.edits, self.tokens = [], set()
        # What is edited; what rests on that; the witnesses; the names in the edits' texts.
        self.edited, self.resting, self.asked, self.named = set(), set(), set(), set()

    def fits(self, edit):
        return len(self.edits) < MOST and not (
            edit.about in self.edited or edit.about in self.named or self.edited & names(edit)
            or self.witness(edit) in self.resting or self.bench.resting(edit) & self.asked or self.tokens & edit.edits.keys())

    def take(self, edit):
        self.edits.append(edit)
        self.tokens |= edit.edits.keys()
        self.edited.add(edit.about)
        self.resting |= self.bench.resting(edit)
        self.asked.add(self.witness(edit))
        self.named |= names(edit)


def names(edit):
    return {name for text in edit.edits.values() for name in re.findall(r"[A-Za-z_]\w*", text)}


def filled(edits, new):
    """EDITS in batches, each begun by NEW (). What is edited most needs most compilations: it comes into each."""
    left = {}
    for edit in edits:
        left.setdefault((edit.about, edit.is_object), []).append(edit)
    while left:
        batch = new()
        for key in sorted(left, key=lambda key: (-len(left[key]), key)):
            edit = next((edit for edit in left[key] if batch.fits(edit)), None)
            if edit:
                batch.take(edit)
                left[key].remove(edit)
                if not left[key]:
                    del left[key]
        yield batch.edits
