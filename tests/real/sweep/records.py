"""What the objects record, read with `loadbearing dump`, and whether two states of a
function are one: what the verdict says of a function that is exempt or audited alone.

The sweeps that make thousands of objects cannot keep a ledger for each. The rules are
those of audit/verdict/verdict_compare.c for one compiler; `mutants` asks `check` with a true
ledger about a part of what it does, and both must agree.
"""
import json
import subprocess

import commands

# Part of the source, or told and not counted, as the verdict has it.
UNCOUNTED = {"macro", "environment", "pointer"}


class Unit:
    """The functions that one object records, by linkage name."""

    def __init__(self, path):
        done = subprocess.run([commands.LOADBEARING, "dump", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, errors="replace")
        if done.returncode:
            raise RuntimeError(f"dump {path}: {done.stderr[-500:]}")
        self.functions = {}
        recorded = False
        for line in done.stdout.splitlines():
            record = json.loads(line)
            recorded = recorded or record["record"] == "unit"
            if record["record"] == "function":
                self.functions[record["name"]] = record
        if not recorded:
            raise RuntimeError(f"{path} holds no record: the plugin did not run")

    def resting_on(self, kind, name):
        """The functions that have NAME of KIND among what they rest on."""
        label = name + "()" if kind == "function" else name
        return {function for function, record in self.functions.items()
                if any(d["label"] == label and d["kind"] == kind for d in record.get("depends", []))}

    def changed_since(self, base):
        """The functions of BASE that are no longer what they were, or are gone."""
        return {name for name, then in base.functions.items() if changed(then, self.functions.get(name))}

    def spelled_since(self, base):
        """The functions of BASE whose text, or what stands for it, is another."""
        return {name for name, then in base.functions.items() if name not in self.functions or
                self.functions[name]["aspects"].get("source") != then["aspects"].get("source")}


def by_label(record):
    return {d["label"]: d for d in record.get("depends", [])}


def contained(d):
    return d.get("contained") or d.get("contained_below")


def moved_dependencies(then, now, own):
    """The labels of what moved in what the function rests on and counts. OWN: its own behaviour is what it was. The rules
    are those of audit/verdict/verdict_dependencies.c."""
    was, is_now = by_label(then), by_label(now)
    both = was.keys() & is_now.keys()
    text = {label for label in both if was[label].get("digest") == is_now[label].get("digest")}
    behaves = {label for label in both if not contained(is_now[label]) and "behaviour" in is_now[label]
               and was[label].get("behaviour") == is_now[label]["behaviour"]}
    text_below = any(is_now[label]["kind"] == "function" and not contained(is_now[label])
                     for label in text - behaves)
    if not own or text_below:
        behaves = {label for label in behaves if is_now[label]["kind"] != "object"}
    moved = []
    for label in sorted((was.keys() | is_now.keys()) - text - behaves):
        d = is_now.get(label) or was[label]
        if d["kind"] in UNCOUNTED:
            continue
        if label not in is_now:
            of_unit = d["kind"] != "option" and (d["kind"] != "object" or not set(d["name"]) & set(" ()"))
            fine = of_unit and own and not (d["kind"] in ("function", "object") and text_below)
        else:
            fine = contained(d) and (own or not d.get("contained")) and not (text_below and d.get("contained_below"))
        if not fine:
            moved.append(label)
    return moved


def finding(then, now):
    """(rule, labels of what moved) of the finding about a function whose record was THEN and is NOW; or None."""
    was, is_now = then["aspects"], now["aspects"]
    if was == is_now:
        return None
    source = "source" in was and was["source"] == is_now.get("source")
    behaviour = "behaviour" in was and was["behaviour"] == is_now.get("behaviour")
    if not source and not behaviour:
        return "changed", []
    if was["interface"] != is_now["interface"]:
        return "interface-changed", []
    if was["dependencies"] == is_now["dependencies"]:
        return None
    labels = moved_dependencies(then, now, behaviour)
    return ("dependency-changed", labels) if labels else None


def changed(then, now):
    return now is None or finding(then, now) is not None
