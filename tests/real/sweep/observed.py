"""A function is found changed whenever it does something else, as is seen by running it.

Functions are made by chance (patterns.py), with mutants of each (mutator.py). The original is compiled with UBSan's traps, which tell for
which inputs it is defined, and so is the mutant: what it does for an input for which it is not defined, for instance a shift by the width, is
not counted; nor that it goes on for long, since it may be on its way to an overflow. Both are run on the same inputs (tests/real/observed/driver.c). Where a mutant does something else, and `diff` tells that
it does not, at -O2 or at -O0, a change was missed.

The originals are also compiled with the plugin that reshapes for real (see executed.py), and must do what they did. Two kinds of
crashes of such programs are that plugin's own. It does not emit the constants that stand for tables: a crash of a function that has
a table is counted as left out. It sets no marks that keep a read behind the test for null that guards it: so the functions have no
null pointers.

A function that does something else at -O1 without any plugin is not judged: that would be an accident of the compiler.
"""
import concurrent.futures
import json
import os
import random
import re
import shutil
import signal
import subprocess

import commands
import executed
import mutator
import patterns
import syntax
import tap

BATCHES, QUICK_BATCHES = 60, 2
FUNCTIONS, MUTANTS = 45, 3
# How often other mutants are chosen for those that do not compile.
ATTEMPTS = 6
SECONDS, PLUGIN_SECONDS = 120, 600
# Whoever runs a mutant of these does not see it.
UNSEEN = {"volatile", "volatile gone", "string", "storage"}
EQUAL = {"unchanged", "moved", "reformatted", "refactored"}
UNKNOWN = "changed"
LEVELS = ["-O2", "-O0"]
RESHAPED = {"reshaped1": "-O1", "reshaped2": "-O2"}
PLAIN = ["-std=gnu11", "-w"]
# Without builtins, since of a `memcpy` that is put into place early UBSan does not see that it reads at null.
DEFINED = ["-O0", "-fno-builtin", "-fsanitize=undefined", "-fsanitize-undefined-trap-on-error", "-fsanitize-coverage=trace-pc"]
COUNTED = ["functions", "defined", "mutants", "differing", "not known", "told equal", "missed", "left out", "reshaped"]


class Tools:
    """What every batch is made with; the driver is compiled once."""

    def __init__(self, scratch):
        self.compiler = commands.compilers()[-1]
        self.reshaping = executed.build_plugin(self.compiler)
        self.driver, self.policy = os.path.join(scratch, "driver.o"), os.path.join(scratch, "policy.json")
        with open(self.policy, "w") as file:
            file.write(commands.EVERYTHING)
        done = self.compile([os.path.join(commands.REAL, "observed", "driver.c"), "-c", "-O1", "-o", self.driver], scratch)
        if done.returncode:
            raise RuntimeError("the driver does not compile: " + done.stderr[-1000:])

    def compile(self, arguments, folder, seconds=SECONDS):
        return subprocess.run([self.compiler, *PLAIN, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, errors="replace", timeout=seconds)


class Mutants:
    """TEXT with one mutant of each function, as far as there are any that compile: `text`, and `chosen` by function."""

    def __init__(self, text, seed, tools, folder):
        maker, dice = mutator.Mutator(text, seed), random.Random(seed)
        self.source, self.chosen = maker.source, {}
        candidates = {}
        for mutant in maker.run():
            if mutant.kind not in UNSEEN:
                candidates.setdefault(owner(mutant.about), {}).setdefault(mutant.kind, []).append(mutant)
        wanted = candidates
        for _ in range(ATTEMPTS):
            for name in sorted(wanted):
                self.chosen[name] = dice.choice(candidates[name][dice.choice(sorted(candidates[name]))])
            self.write(folder)
            done = tools.compile(["-fsyntax-only", "unit.c"], folder)
            lines = {int(line) for line in re.findall(r"^unit\.c:(\d+):\d+: (?:fatal )?error", done.stderr, re.M)}
            wanted = {name for name in self.chosen if lines & self.lines(name)}
            if not done.returncode:
                return
            for name in wanted or list(self.chosen):
                del self.chosen[name]
        self.write(folder)

    def lines(self, name):
        """The lines of the function NAME, and that of its mutant."""
        tokens = self.source.tokens
        return {self.chosen[name].line}.union(*(range(tokens[function.start].line, tokens[function.end - 1].line + 1)
                                                for function in self.source.functions if function.name == name))

    def write(self, folder):
        edits = {}
        for mutant in self.chosen.values():
            edits.update(mutant.edits)
        with open(os.path.join(folder, "unit.c"), "w") as file:
            file.write(syntax.apply(self.source, edits))


def owner(name):
    """The function that has the object NAME: f7_table1 is of f7."""
    return name.partition("_")[0]


class Batch:
    """FUNCTIONS functions of KINDS in turn, with MUTANTS units of mutants; what came of them is in `counts`, by kind,
    and, to be read, in `missed`, `reshaped` and `failed`."""

    def __init__(self, number, seed, kinds, tools, scratch):
        self.name, self.kinds, self.tools = f"{seed}.{number}", kinds, tools
        self.scratch = os.path.join(scratch, str(number))
        self.counts = {kind: dict.fromkeys(COUNTED, 0) for kind in kinds}
        self.missed, self.reshaped, self.failed = [], [], []
        self.objects = {}

    def kind(self, n):
        return self.kinds[n % len(self.kinds)]

    def count(self, n, what, much=1):
        self.counts[self.kind(n)][what] += much

    def folder(self, name):
        path = os.path.join(self.scratch, name)
        os.makedirs(path)
        return path

    def run(self):
        try:
            self.judge()
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            self.failed.append(f"batch {self.name}: {error}")
        shutil.rmtree(self.scratch)
        return self

    def judge(self):
        self.functions = [patterns.Maker(self.name, f"f{n}", self.kind(n)).text() for n in range(FUNCTIONS)]
        text = patterns.HEAD + "".join(self.functions)
        original = self.folder("original")
        with open(os.path.join(original, "unit.c"), "w") as file:
            file.write(text)
        folders = {f"mutants{m}": self.folder(f"mutants{m}") for m in range(MUTANTS)}
        mutants = {name: Mutants(text, f"{self.name} {name}", self.tools, folder) for name, folder in folders.items()}
        self.build("original", original, DEFINED)
        self.build("plain", original, ["-O1"])
        for name, level in RESHAPED.items():
            try:
                self.build(name, original, [level, "-fplugin=" + self.tools.reshaping, "-fchecking"])
            except RuntimeError as error:
                self.failed.append(f"batch {self.name}: {error}")
        for name, folder in folders.items():
            self.build(name, folder, DEFINED)
        observed, defined = self.observe()
        for n in range(FUNCTIONS):
            self.count(n, "functions")
            self.count(n, "defined", bool(defined[n]))
            if (n, "plain") in observed:
                self.count(n, "left out")
                continue
            for name in RESHAPED:
                if (n, name) in observed:
                    self.differs_reshaped(n, name, *observed[n, name])
        self.compare(original, folders, mutants, observed)

    def build(self, name, folder, flags):
        """An object whose functions are called NAME_f0 and so on."""
        path = os.path.join(self.scratch, name + ".o")
        done = self.tools.compile([*flags, *[f"-Df{n}={name}_f{n}" for n in range(FUNCTIONS)], "-c", "unit.c", "-o", path], folder)
        if done.returncode:
            raise RuntimeError(f"{name} does not compile: {done.stderr[-1000:]}")
        self.objects[name] = path

    def observe(self):
        """((function, build) -> (how it ended, text) where it does something else than the original; function -> how many inputs are defined)."""
        names = list(self.objects)
        pairs = [f"{name}_f{n}" for n in range(FUNCTIONS) for name in names]
        with open(os.path.join(self.scratch, "all.c"), "w") as file:
            file.write(f"typedef long made ();\nextern made {', '.join(pairs)};\nmade *const all[] = {{ {', '.join(pairs)} }};\n"
                       f"const int functions = {FUNCTIONS}, builds = {len(names)};\n"
                       f"const int trusted[] = {{ {', '.join(str(int(name == 'plain' or name in RESHAPED)) for name in names)} }};\n")
        done = self.tools.compile(["-o", "program", "all.c", self.tools.driver, *self.objects.values()], self.scratch)
        if done.returncode:
            raise RuntimeError("does not link: " + done.stderr[-1000:])
        done = subprocess.run([os.path.join(self.scratch, "program")], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                              timeout=SECONDS)
        if done.returncode:
            raise RuntimeError(f"the driver ends with {done.returncode}")
        observed, defined = {}, {}
        for line in done.stdout.splitlines():
            n, build, end, text = line.split(" ", 3)
            if int(build):
                observed[int(n), names[int(build)]] = int(end), text
            else:
                defined[int(n)] = int(text.split()[1])
        return observed, defined

    def differs_reshaped(self, n, name, end, text):
        if end == signal.SIGSEGV and "_table" in self.functions[n]:
            self.count(n, "left out")
            return
        self.count(n, "reshaped")
        self.reshaped.append(f"batch {self.name}: {self.kind(n)}: f{n} {RESHAPED[name]}: {text}\n{self.functions[n]}")

    def compare(self, original, folders, mutants, observed):
        """Holds what `diff` says of the mutants against what they were seen to do."""
        for level in LEVELS:
            self.record(original, level)
        for name, folder in folders.items():
            classes = {level: self.classes(original, folder, level) for level in LEVELS}
            for function, mutant in mutants[name].chosen.items():
                n = int(function[1:])
                said = {level: classes[level].get(function, "unchanged") for level in LEVELS}
                equal = [level for level in LEVELS if said[level] in EQUAL]
                self.count(n, "mutants")
                self.count(n, "not known", UNKNOWN in said.values())
                self.count(n, "told equal", bool(equal))
                if (n, name) not in observed or (n, "plain") in observed:
                    continue
                self.count(n, "differing")
                if equal:
                    self.count(n, "missed")
                    self.missed.append(f"batch {self.name}: {self.kind(n)}: f{n}, {mutant.kind}: {mutant.what}: {said[equal[0]]} at {equal[0]}: "
                                       f"{observed[n, name][1]}\n{self.functions[n]}")

    def record(self, folder, level):
        """Compiles the unit in FOLDER with the plugin."""
        done = self.tools.compile([level, *commands.plugin_flags("off"), f"-fplugin-arg-loadbearing-policy={self.tools.policy}", "-c", "unit.c",
                                   "-o", f"unit{level}.o"], folder, PLUGIN_SECONDS)
        if done.returncode or "internal compiler error" in done.stderr:
            raise RuntimeError(f"does not compile with the plugin at {level}: {done.stderr[-1000:]}")

    def classes(self, original, folder, level):
        """What `diff` says of each function that it names."""
        self.record(folder, level)
        done = subprocess.run([commands.LOADBEARING, "diff", "--format", "json", *[os.path.join(path, f"unit{level}.o") for path in (original, folder)]],
                              cwd=self.scratch, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")
        if done.returncode:
            raise RuntimeError(f"diff: status {done.returncode}: {done.stderr[-1000:]}")
        return {function["function"]: function["class"] for function in json.loads(done.stdout)["functions"]}


def show(seed, counts):
    """The table of COUNTS, by kind."""
    widths = {what: max(9, len(what) + 2) for what in COUNTED}
    tap.comment(f"{f'seed {seed}':<12}" + "".join(f"{what:>{width}}" for what, width in widths.items()))
    for kind, found in counts.items():
        tap.comment(f"{kind:<12}" + "".join(f"{found[what]:>{width}}" for what, width in widths.items()))


def headings(texts):
    """The first line of each of TEXTS, which go on with the function."""
    return "\n".join(text.splitlines()[0] for text in texts)


def run(scratch, names, quick, count=None, seed=1, kinds=None):
    """COUNT: batches. KINDS: of patterns; else all, copies of structures twice as often: the mutants that show a fault there are rare."""
    kinds = kinds or [*patterns.PATTERNS, "copies"]
    tools = Tools(scratch)
    batches = [Batch(number, seed, kinds, tools, scratch) for number in range(count or (QUICK_BATCHES if quick else BATCHES))]
    counts = {kind: dict.fromkeys(COUNTED, 0) for kind in [*kinds, "all"]}
    missed, reshaped, failed = [], [], []
    with concurrent.futures.ThreadPoolExecutor(min(2, commands.JOBS)) as pool:
        for batch in pool.map(Batch.run, batches):
            missed += batch.missed
            reshaped += batch.reshaped
            failed += batch.failed
            for kind, found in batch.counts.items():
                for what, much in found.items():
                    counts[kind][what] += much
                    counts["all"][what] += much
    tap.comment("\n".join(missed + reshaped))
    show(seed, counts)
    total = counts["all"]
    tap.point(not missed and total["differing"] > 0, f"observed: {total['mutants']} mutants of {total['functions']} functions, {total['differing']} do "
              f"something else, {total['missed']} missed", headings(missed))
    tap.point(not reshaped, f"observed: {total['functions']} functions reshaped at {' and '.join(RESHAPED.values())}, {total['reshaped']} times something else is done",
              headings(reshaped))
    tap.point(not failed, f"observed: no batch of {len(batches)} failed", "\n".join(failed))
