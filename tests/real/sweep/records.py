"""What the objects record, read with `loadbearing dump`, and whether two states of a
function are one: what the verdict says of a function that is exempt or audited alone.

The sweeps that make thousands of objects cannot keep a ledger for each. The rules are
those of audit/verdict_compare.c for one compiler; `mutants` asks `check` with a true
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


def dependencies(record):
    return {d["label"]: d.get("digest") for d in record.get("depends", []) if d["kind"] not in UNCOUNTED}


def changed(then, now):
    if now is None:
        return True
    was, is_now = then["aspects"], now["aspects"]
    if was == is_now:
        return False
    if was["interface"] != is_now["interface"]:
        return True
    if was.get("source") != is_now.get("source") or "source" not in was:
        if "behaviour" not in was or was["behaviour"] != is_now.get("behaviour"):
            return True
    return was["dependencies"] != is_now["dependencies"] and dependencies(then) != dependencies(now)
