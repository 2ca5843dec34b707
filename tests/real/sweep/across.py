"""Mutants of objects that no function of their own unit reads: is each found by those that do, in other units?

What an object of another unit begins with is known to no unit that reads it, only to a command that is given both. So the whole
project is compiled once, with every function load-bearing and exempted as it is; then a mutant's object takes the place of its
unit's, and the gate is asked about all of them. Where some function of the project reads the object, or one that leads to it, one must be found.
"""
import json
import os
import subprocess
import threading

import commands
import first_look
import ledgered

FOUND, MISSED, UNREAD = "found", "missed", "unread"


class Across:
    """The whole of project NAME, compiled when it is first asked for, below SCRATCH."""

    def __init__(self, name, scratch, compiler):
        self.name, self.scratch, self.compiler = name, scratch, compiler
        self.lock = threading.Lock()
        self.base = None

    def prepare(self):
        # A copy of its own: the sources of the other one are being written to.
        project = commands.load(self.name).copy(os.path.join(self.scratch, "across"))
        self.base = ledgered.Ledgered(project, os.path.join(self.scratch, "across-objects"), first_look.RECORDS_ONLY, self.compiler)
        self.leads = {}  # object -> objects
        self.reads = {}  # function -> objects of other units, by what its unit calls them
        for unit in dumped(self.base.folder):
            outside = {}
            for record in unit:
                if record["record"] == "outside":
                    for one in record["objects"]:
                        outside.setdefault(one["name"], set()).add(one["linkage"])
                if record["record"] == "object":
                    self.leads.setdefault(record["name"], set()).update(record["objects"])
            for record in unit:
                if record["record"] == "function":
                    named = {d["name"] for d in record.get("depends", []) if d["kind"] == "object"}
                    read = set().union(*(outside.get(name, set()) for name in named))
                    if read:
                        self.reads.setdefault((record["name"], record["file"]), set()).update(read)

    def readers(self, names):
        """The functions that are led to one of NAMES in another unit."""
        wanted, grown = set(names), True
        while grown:
            more = {name for name, leads in self.leads.items() if leads & wanted} - wanted
            wanted |= more
            grown = bool(more)
        return {function for function, read in self.reads.items() if read & wanted}

    def judge(self, bench, edit):
        """What becomes of EDIT, alone, of an object of BENCH's file: FOUND, MISSED or UNREAD; and what the gate finds."""
        with self.lock:
            if not self.base:
                self.prepare()
        place = commands.object_name(bench.project, bench.command)
        result = bench.compile(edit.edits, first_look.RECORDS_ONLY)
        if result.status:
            raise RuntimeError("a mutant compiles only with others: " + result.errors[-500:])
        then, now = objects(os.path.join(self.base.folder, place)), objects(bench.object)
        names = {name for name in then.keys() | now.keys() if then.get(name) != now.get(name)}
        readers = self.readers(names | ({edit.about} & then.keys()))
        folder = os.path.join(bench.scratch, "across")
        os.makedirs(folder)
        for name in os.listdir(self.base.folder):
            source = bench.object if name == place else os.path.join(self.base.folder, name)
            os.link(source, os.path.join(folder, name))
        found = {key for key, rules in self.base.judge(folder).rules.items() if rules & ledgered.CHANGED}
        subprocess.run(["rm", "-r", folder], check=True)
        return (UNREAD if not readers and not found else FOUND if found else MISSED), sorted(found)


def dumped(path):
    """The records of PATH, a list for each unit."""
    done = subprocess.run([commands.LOADBEARING, "dump", path], stdout=subprocess.PIPE, text=True, errors="replace", check=True)
    units = {}
    for line in done.stdout.splitlines():
        record = json.loads(line)
        units.setdefault(record["id"] if record["record"] == "unit" else record["unit"], []).append(record)
    return units.values()


def objects(path):
    """What is recorded of the objects in PATH, an object file: name -> digest."""
    return {record["name"]: record["digest"] for unit in dumped(path) for record in unit if record["record"] == "object"}
