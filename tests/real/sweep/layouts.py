"""Members added to structures of real code, and members of other types.

Each edit is made in a header or a source; some units that hold it are compiled before and after, once, with
every function marked. The machine code of each function is compared, and what the records say of
it: a function whose code differs must be changed. How many are changed though their code is the
same is told, too: a member that comes to a structure elsewhere is no change of a function that
does not rest on it.

As in sensitivity, interprocedural passes that carry facts from one function into another are off.
"""
import os
import random
import re

import commands
import elf
import records
import sensitivity
import tap

NAMES = ["lua5.4", "cjson", "jansson", "zlib", "redis"]
FLAGS = sensitivity.CODE + ["-fno-ipa-modref", "-fno-ipa-pure-const", "-fno-ipa-reference"] + commands.plugin_flags()
ADDED = ["int lb_added;", "char lb_added;", "void *lb_added;", "double lb_added[3];", "unsigned char lb_added : 3;",
         "struct { int a; short b; } lb_added;", "char *lb_added[2];", "long lb_added;"]
OTHERS = {"int": ["unsigned", "short", "long", "float"], "unsigned": ["int"], "char": ["short", "int"], "long": ["int", "double"],
          "size_t": ["int"], "lu_byte": ["int", "char"], "short": ["int", "unsigned short"]}
# Of the units that an edit concerns, so many are compiled.
UNITS = 4


def bodies(text):
    """(begin, end) of each structure's or union's body in TEXT."""
    for head in re.finditer(r"\b(?:struct|union)\b(?:\s+\w+)?\s*\{", text):
        depth, at = 1, head.end()
        while depth and at < len(text):
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        yield head.end(), at - 1


def edits(text):
    """(begin, end, what stands there instead) of all that may be done to the structures of TEXT."""
    for begin, end in bodies(text):
        depth, start = 0, begin
        places = [begin]
        for at in range(begin, end):
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            if text[at] == ";" and depth == 0:
                places.append(at + 1)
                word = re.match(r"\s*(\w+)\s", text[start:at])
                if word and word[1] in OTHERS and "(" not in text[start:at]:
                    for other in OTHERS[word[1]]:
                        yield start + word.start(1), start + word.end(1), other
                start = at + 1
        for place in places:
            for member in ADDED:
                yield place, place, " " + member + " "


class Project:
    def __init__(self, name, scratch):
        self.scratch = scratch
        self.project = commands.load(name, every=commands.SAMPLE).copy(os.path.join(scratch, "tree"))
        self.project.policy(commands.EVERYTHING)
        self.base, self.rests = {}, {}

    def compile(self, command, label):
        output = os.path.join(self.scratch, label + "-" + commands.object_name(self.project, command))
        result = commands.compile_one(command, output, FLAGS + ["-MMD", "-MF", output + ".d"])
        if result.status:
            return None
        with open(output + ".d") as file:
            words = file.read().replace("\\\n", " ").split(":", 1)[-1].split()
        self.rests[self.project.path(command)] = {os.path.relpath(os.path.join(command.directory, w), self.project.root) for w in words}
        found = elf.functions(output), records.Unit(output)
        os.unlink(output)
        return found

    def files(self):
        """Of each file of the project that the units hold, the units."""
        holders = {}
        for command in self.project.commands:
            path = self.project.path(command)
            self.base[path] = self.compile(command, "before")
            for file in self.rests.get(path, ()) if self.base[path] else ():
                if re.search(r"\.[ch]$", file) and not file.startswith(".."):
                    holders.setdefault(file, []).append(command)
        return holders

    def read(self, file):
        with open(os.path.join(self.project.root, file), encoding="latin-1", newline="") as source:
            return source.read()

    def write(self, file, text):
        with open(os.path.join(self.project.root, file), "w", encoding="latin-1", newline="") as out:
            out.write(text)


def sweep(name, scratch, count, dice):
    project = Project(name, scratch)
    holders = project.files()
    choices = [(file, edit) for file in sorted(holders) for edit in edits(project.read(file))]
    dice.shuffle(choices)
    compared = moved = same = alarms = made = 0
    missed = []
    for file, (begin, end, instead) in choices:
        if made >= count:
            break
        text = project.read(file)
        project.write(file, text[:begin] + instead + text[end:])
        units = sorted(holders[file], key=project.project.path)
        results = [(c, project.compile(c, "after")) for c in dice.sample(units, min(UNITS, len(units)))]
        project.write(file, text)
        made += any(found for _c, found in results)
        for command, found in results:
            then = project.base[project.project.path(command)]
            if not found:
                continue
            for function in then[0].keys() & found[0].keys() & then[1].functions.keys():
                compared += 1
                other = then[0][function] != found[0][function]
                changed = records.changed(then[1].functions[function], found[1].functions.get(function))
                moved += other
                same += not other
                alarms += changed and not other
                if other and not changed:
                    line = text[:begin].count("\n") + 1
                    missed.append(f"{file}:{line}: '{text[begin:end]}' is '{instead.strip()}': {project.project.path(command)}: {function}")
    tap.comment(f"layouts: {name}: {made} edits of {len(choices)}; {compared} times a function, {moved} with other code; of {same} with the same code "
                f"{alarms} are changed ({100 * alarms / max(same, 1):.1f} %)")
    tap.point(made > 0 and not missed, f"layouts: {name}: {moved} functions with other code, {len(missed)} missed", "\n".join(missed[:40]))


def run(scratch, names, quick, count=None, seed=1):
    for name in names:
        try:
            sweep(name, os.path.join(scratch, name), count or (20 if quick else 200), random.Random(seed))
        except commands.Unavailable as reason:
            tap.skip(f"layouts: {name}", reason)
