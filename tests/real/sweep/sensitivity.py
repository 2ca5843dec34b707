"""Single edits of real code: each must be found, for every function whose code changed.

An edit is shown to be one first: the unit is compiled without the plugin before and
after, at -O2, each function's machine code is compared, and those that differ are
what must be found.  Interprocedural passes that carry facts from callers into
callees are off for that comparison: there a caller's edit moves a callee's code,
which does what it did.
"""
import concurrent.futures
import os
import shutil

import commands
import edits
import elf
import ledgered
import records
import tap

# No matter at which level: each function's code alone, without what callers tell callees.
CODE_OF_EACH = ["-w", "-Wno-error", "-ffunction-sections", "-fdata-sections", "-fno-ipa-cp", "-fno-ipa-sra",
                "-fno-ipa-ra", "-fno-ipa-icf", "-fno-ipa-vrp", "-fno-ipa-bit-cp", "-fno-partial-inlining"]
CODE = ["-O2"] + CODE_OF_EACH


class Unit:
    """The objects of one edit, before and after."""

    def __init__(self, project, edit, scratch):
        self.project, self.edit = project, edit
        self.command = project.find(edit.unit)
        os.makedirs(scratch, exist_ok=True)
        self.before = os.path.join(scratch, "before.o")
        self.after = os.path.join(scratch, "after.o")

    def edited(self, action):
        """Runs ACTION while the edit is in the tree."""
        path = os.path.join(self.project.root, self.edit.file)
        with open(path, encoding="latin-1", newline="") as file:
            text = file.read()
        try:
            if self.edit.old:
                with open(path, "w", encoding="latin-1", newline="") as file:
                    file.write(self.edit.apply(text))
            return action()
        finally:
            with open(path, "w", encoding="latin-1", newline="") as file:
                file.write(text)

    def moved(self, compiler):
        """The functions whose machine code the edit changes, and whether any object
        in memory does."""
        first = commands.compile_one(self.command, self.before, CODE, compiler)
        second = self.edited(lambda: commands.compile_one(self.command, self.after, CODE + self.edit.flags, compiler))
        for result in (first, second):
            if result.status:
                raise RuntimeError("does not compile: " + result.errors[-1000:])
        before, after = elf.functions(self.before), elf.functions(self.after)
        names = {name for name in before.keys() & after.keys() if before[name] != after[name]}
        return names, elf.data_sections(self.before) != elf.data_sections(self.after)


def sweep(name, scratch, wanted):
    compiler = commands.compilers()[-1]
    root = os.path.join(scratch, name)
    project = commands.load(name).copy(os.path.join(root, "tree"))
    # Only what is edited need be recorded.
    units = sorted({edit.unit for edit in wanted})
    project.commands = [project.find(unit) for unit in units]
    base = ledgered.Ledgered(project, os.path.join(root, "base"), ["-O2"], compiler)
    recorded = {function for function, _file in base.recorded(base.folder, project.root)}
    counts = [0, 0, 0]
    for number, edit in enumerate(wanted):
        label = f"sensitivity: {edit.name()}"
        work = os.path.join(root, "edit")
        shutil.rmtree(work, ignore_errors=True)
        try:
            unit = Unit(project, edit, work)
            code, data = unit.moved(compiler)
            if not code and not data:
                tap.point(False, label + ": the edit changes the object code")
                continue
            expected = (code & recorded) | set(edit.must)
            objects = os.path.join(work, "objects")
            unit.edited(lambda: base.build(objects, ["-O2", "-w", "-Wno-error"] + edit.flags, compiler, only=[unit.command]))
            standing = base.judge(objects)
        except (RuntimeError, ValueError, KeyError) as error:
            tap.point(False, label, error)
            continue
        found = {function for function, _file in standing.having(ledgered.CHANGED)}
        # A function that inlined what was edited may do what it did, in other instructions: its behaviour is equal,
        # and what was edited is found itself.
        then, now = (records.Unit(os.path.join(folder, commands.object_name(project, unit.command))).functions
                     for folder in (base.folder, objects))
        same = {function for function in expected - found - set(edit.must) if found and function in now
                and then[function]["aspects"]["source"] == now[function]["aspects"]["source"]
                and "behaviour" in then[function]["aspects"]
                and then[function]["aspects"]["behaviour"] == now[function]["aspects"].get("behaviour")}
        if same:
            tap.comment(f"{label}: other code and the same behaviour: {' '.join(sorted(same))}")
        missed = sorted(expected - found - same)
        counts[0] += 1
        counts[1] += len(expected)
        counts[2] += len(missed)
        tap.point(not missed, f"{label}: {len(expected)} functions affected, {len(missed)} missed, {len(found)} reported",
                  "missed: " + " ".join(missed))
    tap.comment(f"{name}: {counts[0]} edits, {counts[1]} affected functions, {counts[2]} missed")
    shutil.rmtree(root, ignore_errors=True)


def run(scratch, names, quick):
    for name in names:
        wanted = [edit for edit in edits.EDITS if edit.project == name]
        try:
            sweep(name, scratch, wanted)
        except commands.Unavailable as reason:
            tap.skip(f"sensitivity: {name}", reason)
        except RuntimeError as error:
            tap.point(False, f"sensitivity: {name}", error)
