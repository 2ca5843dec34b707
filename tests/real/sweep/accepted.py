"""Accepting sets as `dump` writes them (audit/accepting.h says how), read again: which constants do all tests let pass?"""
import re

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\S+')


class Accepted:
    def __init__(self, text):
        self.intervals, self.texts, self.all_but, self.unknown = [], set(), False, text == "unknown"
        self.real = text.startswith("#real")
        for word in TOKEN.findall(text) if text not in ("none", "unknown") else []:
            if word == "!":
                self.all_but = True
            elif word.startswith('"'):
                self.texts.add(re.sub(r"\\(.)", r"\1", word[1:-1]))
            elif word != "#real":
                low, _, high = word.partition(":")
                self.intervals.append((number(low), number(high or low)))

    def has_number(self, value):
        return self.unknown or any(low <= value <= high for low, high in self.intervals)

    def has_text(self, text):
        return self.unknown or (text in self.texts) != self.all_but


def number(text):
    return float.fromhex(text) if "x" in text else float(text)


class Output:
    """What all references together accept of one output."""

    def __init__(self):
        self.sets = []

    def has(self, shown):
        """Whether the stub SHOWN (stubs.values) passes everywhere."""
        if shown.startswith('"'):
            return all(s.has_text(shown[1:-1]) for s in self.sets)
        value = {"NULL": 0}.get(shown)
        return all(s.has_number(int(shown) if value is None else value) for s in self.sets)

    def everything(self):
        """Whether nothing is asked of it."""
        return all(any(high - low > 2 ** 31 for low, high in s.intervals) for s in self.sets)

    def numbers(self):
        """Whole numbers that pass everywhere, the small ones first: 0, and those at the ends of intervals."""
        ends = {int(end) for s in self.sets for interval in s.intervals for end in interval if abs(end) < 2 ** 62} | {0}
        return sorted((n for n in ends if all(s.has_number(n) for s in self.sets)), key=abs)

    def strings(self):
        return sorted(text for text in {t for s in self.sets for t in s.texts if not s.all_but}
                      if all(s.has_text(text) for s in self.sets))

    def pointers(self):
        """Whether an address that is not NULL passes everywhere."""
        return all(s.unknown or s.all_but or any(high > 0 for _, high in s.intervals) for s in self.sets)


def outputs(records):
    """Function -> output as `dump` names it -> Output: what the references among RECORDS accept together."""
    found, seen = {}, set()
    for record in records:
        if record["record"] != "reference":
            continue
        key = (record["file"], record["line"], record["test"], record["function"])
        if key in seen:
            continue
        seen.add(key)
        of = found.setdefault(record["function"], {})
        for output in record["outputs"]:
            of.setdefault(output["output"], Output()).sets.append(Accepted(output["accepts"]))
    return found
