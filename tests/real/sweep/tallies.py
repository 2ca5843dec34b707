"""What came of mutants, counted, and the table of it."""
import mutator
import tap

# What is counted of a kind, and how the table calls it: `equal` and `differing` are the objects of what was compiled to code,
# `silent` those of `equal` that moved no record either; `across` and `unread` those of `differing` whose object no function of the file
# reads: found by one of another file, and read by none.
COUNTED = {"mutants": "mutants", "broken": "not compiling", "by_record": "by record", "equal": "equal", "differing": "differing",
           "functions": "functions", "proved": "proved equal", "read": "read", "missed": "missed",
           "functions_missed": "functions missed", "silent": None, "across": None, "unread": None}


class Tally:
    """The counts of one kind, or of one mutant."""

    def __init__(self, **counts):
        for name in COUNTED:
            setattr(self, name, counts.get(name, 0))

    def add(self, other):
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def show(title, tallies):
    """Prints TALLIES, by kind; returns their sum."""
    columns = [(name, text, max(9, len(text) + 2)) for name, text in COUNTED.items() if text]
    tap.comment(f"{title:<16}" + "".join(f"{text:>{width}}" for _name, text, width in columns))
    total = Tally()
    for kind in mutator.KINDS:
        total.add(tallies[kind])
    for kind, tally in [*((kind, tallies[kind]) for kind in mutator.KINDS), ("all", total)]:
        tap.comment(f"{kind:<16}" + "".join(f"{getattr(tally, name):>{width}}" for name, _text, width in columns))
    tap.comment(f"of the {total.equal} with equal objects, {total.silent} moved no record")
    tap.comment(f"of the {total.differing} with differing objects, {total.across} are initialisers that other units alone read, and found there; "
                f"{total.unread} initialisers that nobody reads")
    return total
