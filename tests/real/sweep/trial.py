"""Trying many small edits of one source file, several in one compilation.

Two edits share a compilation only if no function rests on both of what they edit, by
the records of the unit as it is (batches.Apart). So whatever moves in a function, code or record,
comes from one edit alone, and each edit is judged as if it were the only one.
The compilation is at -O2 with the plugin, each function in a section of its own, without
the passes that carry facts between functions (see sensitivity.py).
"""
import os
import re

import batches
import commands
import elf
import records
import sensitivity

FLAGS, CODE_OF_EACH = sensitivity.CODE, sensitivity.CODE_OF_EACH


class Outcome:
    """What came of EDIT: it did not compile; or the functions whose code moved, those
    that are no longer "not changed", whether the object's own data moved, and whether
    the function's text did, which tells that the compiler saw the edit at all."""

    def __init__(self, edit, compiled, moved=(), found=(), data=False, spelled=False, batch=()):
        self.edit, self.compiled, self.batch = edit, compiled, batch
        self.moved, self.found, self.data, self.spelled = set(moved), set(found), data, spelled


class Crash(Exception):
    """The compiler crashed; the text is what it said."""


class Bench:
    """One source file of a project's copy that may be written to. EDITS have `about` (a
    function, or an object if `is_object`), `edits` (token index -> text) and `line`."""

    def __init__(self, project, command, source, scratch, compiler):
        self.project, self.command, self.source, self.compiler = project, command, source, compiler
        # The policy that is compiled with, if not the project's.
        self.policy = None
        self.path = os.path.join(project.root, project.path(command))
        self.scratch = scratch
        os.makedirs(scratch, exist_ok=True)
        self.object = os.path.join(scratch, "unit.o")
        with open(self.path, encoding="latin-1", newline="") as file:
            self.text = file.read()
        self.rests = {}
        self.base = self.code = None
        # What the file's code is under other flags, by these.
        self.other_code = {}
        result = self.compile({})
        if result.status:
            raise RuntimeError(f"{self.path} does not compile: {result.errors[-1000:]}")
        self.base, self.code = records.Unit(self.object), self.read_code()
        self.other_code[tuple(self.flags())] = self.code
        self.lines = {}
        for function in source.functions:
            self.lines.setdefault(function.name, []).append(
                (source.tokens[function.start].line, source.tokens[function.end - 1].line))
        self.certain = {name for name, spans in self.lines.items() if self.is_where_it_seems(name, spans)}

    def is_where_it_seems(self, name, spans):
        """The compiler saw the function NAME, and no other, where the tokens have it: branches
        of #if may mislead, by their brackets or by two definitions."""
        if len(spans) != 1 or name not in self.base.functions:
            return False
        file = self.base.functions[name].get("file")
        first, last = spans[0]
        return [name] == [other for other, record in self.base.functions.items()
                          if record.get("file") == file and first <= record.get("line", 0) <= last]

    def flags(self):
        return FLAGS

    def read_code(self):
        return elf.Code(self.object)

    def compile(self, edits, flags=None, plugin=True):
        """Compiles the file with EDITS into self.object; the file is then as it was."""
        changed = "".join(edits.get(i, token.text) for i, token in enumerate(self.source.tokens))
        try:
            if edits:
                self.write(changed)
            asked = commands.plugin_flags("off") if plugin else []
            if plugin and self.policy:
                asked.append(f"-fplugin-arg-loadbearing-policy={self.policy}")
            result = commands.compile_one(self.command, self.object, (flags or self.flags()) + asked, self.compiler)
        finally:
            if edits:
                self.write(self.text)
        if "internal compiler error" in result.errors:
            raise Crash(result.errors[-2000:])
        return result

    def write(self, text):
        with open(self.path, "w", encoding="latin-1", newline="") as file:
            file.write(text)

    def resting(self, edit):
        """Every function that rests on what EDIT is about; none if the compiler saw none."""
        key = (edit.about, edit.is_object)
        if key not in self.rests:
            if edit.is_object:
                self.rests[key] = self.base.resting_on("object", edit.about)
            elif edit.about in self.certain:
                self.rests[key] = self.base.resting_on("function", edit.about) | {edit.about}
            else:
                self.rests[key] = set()
        return self.rests[key]

    def batches(self, edits):
        """EDITS in groups that may share a compilation."""
        return batches.filled(edits, lambda: batches.Apart(self))

    def run(self, edits):
        """The Outcome of each of EDITS, in any order."""
        for batch in self.batches(edits):
            yield from self.together(batch)

    def compiling(self, batch):
        """Compiles BATCH, in one compilation if that is possible. After each that is done: (the edits that the
        object is made with, those found not to compile)."""
        broken = []
        while batch:
            merged = {}
            for edit in batch:
                merged.update(edit.edits)
            result = self.compile(merged)
            if result.status == 0:
                break
            wrong = self.blamed(batch, result.errors)
            if not wrong and len(batch) > 1:
                middle = len(batch) // 2
                yield [], broken
                yield from self.compiling(batch[:middle])
                yield from self.compiling(batch[middle:])
                return
            wrong = wrong or batch
            broken += wrong
            batch = [edit for edit in batch if edit not in wrong]
        yield batch, broken

    def together(self, batch):
        for compiled, broken in self.compiling(batch):
            yield from (Outcome(edit, False) for edit in broken)
            if compiled:
                yield from self.compare(compiled)

    def compare(self, batch):
        """The Outcomes of BATCH, which the object is made with."""
        now, code = records.Unit(self.object), self.read_code()
        changed, spelled = now.changed_since(self.base), now.spelled_since(self.base)
        moved = self.moved(code)
        data = {n.split(".")[-1] for n in self.code.data.keys() | code.data.keys()
                if self.code.data.get(n) != code.data.get(n)}
        for edit in batch:
            resting = self.resting(edit)
            yield Outcome(edit, True, moved & resting, changed & resting, edit.is_object and edit.about in data,
                          edit.about in spelled, batch)

    def moved(self, code):
        """The functions whose code is not what it is in the base."""
        names = self.code.functions.keys() | code.functions.keys()
        return {n for n in names if self.code.functions.get(n) != code.functions.get(n)}

    def code_under(self, edits, flags):
        """The code of the file with EDITS under FLAGS, without the plugin; None if it does not compile."""
        if self.compile(edits, flags, plugin=False).status:
            return None
        return elf.Code(self.object)

    def same_under(self, batch, flags):
        """Those of BATCH, which may share a compilation, with which all that rests on them is
        the same code under FLAGS as without."""
        key = tuple(flags)
        if key not in self.other_code:
            self.other_code[key] = self.code_under({}, flags)
        before = self.other_code[key]
        merged = {}
        for edit in batch:
            merged.update(edit.edits)
        after = self.code_under(merged, flags)
        if not before or not after:
            return []
        names = before.functions.keys() | after.functions.keys()
        moved = {name for name in names if before.functions.get(name) != after.functions.get(name)}
        return [edit for edit in batch if not moved & self.resting(edit)]

    def moved_by(self, edits):
        """The functions whose code EDITS alone move."""
        result = self.compile(edits)
        return set() if result.status else self.moved(elf.Code(self.object))

    def blamed(self, batch, errors):
        """The edits of BATCH that the compiler's errors point at."""
        # An error within a macro is told where that is written, and then where it is used.
        lines = {int(line) for file, line in
                 re.findall(r"^([^:\n]*):(\d+):\d+: (?:(?:fatal )?error|note: in expansion of macro)", errors, re.M)
                 if os.path.basename(file) == os.path.basename(self.path)}
        wrong = []
        for edit in batch:
            first, last = self.lines.get(edit.about, [(edit.line, edit.line)])[0]
            if any(first <= line <= last for line in lines):
                wrong.append(edit)
        return wrong
