"""What must not count as a change does not, for every function of the real projects.

Every function is load-bearing and exempted as compiled with -O2 by the newest
compiler; then the project is compiled in other ways, and the gate is asked.
"""
import concurrent.futures
import filecmp
import os
import re
import shutil

import commands
import elf
import ledgered
import rewrite
import tap

BASE = ["-O2"]

# What another compiler truly changes: Redis's INFO prints the compiler's version, by
# __GNUC__ and its like, and what calls that rests on it.
TELL_THE_COMPILER = {"redis": {"genRedisInfoString", "infoCommand", "addReplyLoadedModules", "logServerInfo",
                               "printCrashReport", "sigsegvHandler", "_serverAssert"}}


def rewritten(project, root, change, label):
    """A copy of PROJECT at ROOT with CHANGE (text, seed) applied to every source."""
    copy = project.copy(root)
    for seed, command in enumerate(copy.commands):
        path = os.path.join(copy.root, copy.path(command))
        with open(path, encoding="latin-1", newline="") as file:
            text = file.read()
        with open(path, "w", encoding="latin-1", newline="") as file:
            file.write(change(text, seed))
    return copy


class Renamer:
    """Renames a local in every function of one file, where that can be shown to be
    honest: the file compiles, and every function's code is what it was."""

    FLAGS = ["-O0", "-fmerge-constants", "-w", "-ffunction-sections", "-fdata-sections", "-Wno-error", "-fno-diagnostics-show-caret"]

    def __init__(self, command, path, scratch):
        self.command, self.path, self.scratch = command, path, scratch
        with open(path, encoding="latin-1", newline="") as file:
            self.tokens = rewrite.tokenize(file.read())
        self.functions = rewrite.functions(self.tokens)
        self.choices = {id(f): rewrite.locals_of(self.tokens, f) for f in self.functions}
        self.undo = {}

    def next_choice(self, function):
        """Takes back what was tried for FUNCTION and tries the next name."""
        rewrite.undo_rename(self.tokens, self.undo.pop(id(function), []))
        if self.choices[id(function)]:
            name = self.choices[id(function)].pop(0)
            self.undo[id(function)] = rewrite.rename(self.tokens, function, name, name + "_renamed")

    def write(self):
        with open(self.path, "w", encoding="latin-1", newline="") as file:
            file.write(rewrite.joined(self.tokens))

    def run(self):
        """Returns how many functions have a renamed local, of how many."""
        before, after = self.scratch + ".before.o", self.scratch + ".after.o"
        if commands.compile_one(self.command, before, self.FLAGS).status:
            return 0, len(self.functions)
        code = elf.functions(before)
        for function in self.functions:
            self.next_choice(function)
        for _attempt in range(12):
            self.write()
            done = commands.compile_one(self.command, after, self.FLAGS)
            if done.status:
                lines = {int(n) for n in re.findall(r"^[^:\n]*:(\d+):\d+: (?:fatal )?error", done.errors, re.M)}
                wrong = [f for f in self.functions if id(f) in self.undo and any(
                    self.tokens[f.start].line <= n <= self.tokens[f.end - 1].line for n in lines)]
            else:
                now = elf.functions(after)
                if now == code:
                    break
                moved = {name for name in code.keys() | now.keys() if code.get(name) != now.get(name)}
                wrong = [f for f in self.functions if id(f) in self.undo and
                         any(name == f.name or name.startswith(f.name + ".") for name in moved)]
            if not wrong:
                break
            for function in wrong:
                self.next_choice(function)
        else:
            wrong = list(self.functions)
        if not (os.path.exists(after) and done.status == 0 and elf.functions(after) == code):
            for function in self.functions:
                rewrite.undo_rename(self.tokens, self.undo.pop(id(function), []))
            self.write()
        return len(self.undo), len(self.functions)


def renamed(project, root, scratch):
    """A copy of PROJECT with a local renamed in every function where that is safe.
    Returns the copy and (functions renamed, functions)."""
    copy = project.copy(root)
    os.makedirs(scratch)

    def one(item):
        number, command = item
        path = os.path.join(copy.root, copy.path(command))
        return Renamer(command, path, os.path.join(scratch, str(number))).run()

    with concurrent.futures.ThreadPoolExecutor(commands.JOBS) as pool:
        counts = list(pool.map(one, enumerate(copy.commands)))
    return copy, (sum(c[0] for c in counts), sum(c[1] for c in counts))


def honest_comments(project, copy, scratch):
    """The rewriter's own proof: comments in white space leave every object as it was.
    Returns the names of those that differ."""
    os.makedirs(scratch)
    flags = ["-O0", "-w", "-Wno-error"]

    def one(pair):
        first, second = pair
        name = os.path.join(scratch, commands.object_name(project, first))
        objects = []
        for command, suffix in ((first, ".a"), (second, ".b")):
            done = commands.compile_one(command, name, flags)
            if done.status:
                return f"{name}: {done.errors[-300:]}"
            os.rename(name, name + suffix)
            objects.append(name + suffix)
        return "" if filecmp.cmp(*objects, shallow=False) else name

    with concurrent.futures.ThreadPoolExecutor(commands.JOBS) as pool:
        wrong = [r for r in pool.map(one, zip(project.commands, copy.commands)) if r]
    return wrong


class Sweep:
    def __init__(self, name, scratch, quick):
        self.name, self.quick = name, quick
        self.scratch = os.path.join(scratch, name)
        os.makedirs(self.scratch)
        self.compilers = commands.compilers()
        self.compiler = self.compilers[-1]
        self.table = []
        project = commands.load(name, every=commands.SAMPLE).copy(os.path.join(self.scratch, "tree"))
        self.base = ledgered.Ledgered(project, os.path.join(self.scratch, "base"), BASE, self.compiler)

    def verdicts(self, label, standing, least, true_changes=frozenset()):
        """One TAP point: no false change, and LEAST (a share) not changed.  Functions in
        TRUE_CHANGES count as unchanged, whatever is said of them."""
        changed = [k for k in standing.having(ledgered.CHANGED) if k[0] not in true_changes]
        incomparable = [k for k in standing.having({"incomparable"}) if k not in changed]
        other = [k for k in standing.rules if k not in changed and k not in incomparable and k[0] not in true_changes]
        total = standing.functions
        same = total - len(changed) - len(incomparable) - len(other)
        self.table.append((label, total, same, len(incomparable), len(changed), len(other)))
        good = total > 0 and not changed and not other and same >= least * total
        detail = "\n".join(line for key in (changed + other + incomparable)[:12] for line in standing.messages[key])
        tap.point(good, f"stability: {self.name}: {label}: {same} of {total} not changed, "
                  f"{len(incomparable)} incomparable, {len(changed)} changed, {len(other)} other", detail)

    def try_setting(self, label, flags, compiler=None, project=None, least=1.0, order=None):
        """Compiles with FLAGS and asks; with ORDER the objects are named one by one, in that order of their names."""
        folder = os.path.join(self.scratch, "build")
        shutil.rmtree(folder, ignore_errors=True)
        try:
            self.base.build(folder, flags, compiler or self.compiler, project)
            true_changes = TELL_THE_COMPILER.get(self.name, set()) if compiler else frozenset()
            objects = [os.path.join(folder, name) for name in order(sorted(os.listdir(folder)))] if order else [folder]
            self.verdicts(label, self.base.judge(*objects, project=project), least, true_changes)
        except RuntimeError as error:
            tap.point(False, f"stability: {self.name}: {label}", error)

    def try_copy(self, label, copy):
        self.try_setting(label, BASE, project=copy)
        shutil.rmtree(copy.root)

    def run(self):
        project, scratch = self.base.project, self.scratch
        self.verdicts("the same build", self.base.judge(self.base.folder), 1.0)
        for flags in (["-O2", "-g"], ["-O2", "-g3"], ["-O2", "-g0"], ["-O2", "-Wall", "-Wextra"],
                      ["-O2", "-ffunction-sections", "-fdata-sections"], ["-O2", "--coverage"],
                      ["-O2", "-fsanitize=address,undefined"]):
            if self.quick and flags[1] in ("-g3", "-g0", "-Wall", "-ffunction-sections"):
                continue
            self.try_setting(" ".join(flags), flags)
        # Preprocessed input, as caches and -save-temps give it: what has no behaviour (setjmp) is incomparable then.
        for flags in (["-O2", "-no-integrated-cpp"], ["-O2", "-no-integrated-cpp", "-g"]):
            self.try_setting(" ".join(flags), flags, least=0.99)
        backwards = commands.Project(project.name, project.root, project.commands[::-1])
        self.try_setting("the files in the other order", BASE, project=backwards, order=reversed)
        self.try_copy("another absolute path", project.copy(os.path.join(scratch, "else where", "deeper", "tree")))

        kinds = [("comments", rewrite.with_comments)]
        if not any(argument.startswith(("-std=c8", "-std=c90", "-std=iso", "-ansi"))
                   for command in project.commands for argument in command.arguments):
            kinds.append(("comments to the end of lines", rewrite.with_line_comments))
        for label, change in kinds:
            copy = rewritten(project, os.path.join(scratch, label), change, label)
            wrong = honest_comments(project, copy, os.path.join(scratch, "proof " + label))
            tap.point(not wrong, f"stability: {self.name}: the rewriter's {label} leave every object as it was",
                      "\n".join(wrong))
            self.try_copy(label + " inserted", copy)
        self.try_copy("blank lines inserted",
                      rewritten(project, os.path.join(scratch, "blank"), rewrite.with_blank_lines, "blank lines"))
        self.try_copy("#line inserted",
                      rewritten(project, os.path.join(scratch, "line"), rewrite.with_line_directives, "#line"))
        copy, (count, total) = renamed(project, os.path.join(scratch, "renamed"), os.path.join(scratch, "renaming"))
        tap.point(count >= 0.8 * total, f"stability: {self.name}: a local renamed in {count} of {total} functions")
        self.try_copy(f"a local renamed in {count} functions", copy)

        for level in ("-O0", "-O1", "-O3", "-Os", "-Og"):
            if not (self.quick and level in ("-O1", "-Og")):
                self.try_setting(level, [level], least=0.999)
        self.try_setting("-O2 -march=native", ["-O2", "-march=native"], least=0.999)
        self.try_setting("-O2 -D_FORTIFY_SOURCE=2", ["-O2", "-D_FORTIFY_SOURCE=2"], least=0.99)
        for other in self.compilers[:-1]:
            self.try_setting(f"{other} -O2", ["-O2"], compiler=other, least=0.99)
            if not self.quick:
                self.try_setting(f"{other} -O0 -g", ["-O0", "-g"], compiler=other, least=0.99)
        self.show()

    def show(self):
        tap.comment(f"{self.name}: base {self.compiler} {' '.join(BASE)}")
        tap.comment(f"{'setting':<40}{'functions':>10}{'same':>8}{'incomparable':>14}{'changed':>9}{'other':>7}")
        for label, total, same, incomparable, changed, other in self.table:
            tap.comment(f"{label:<40}{total:>10}{same:>8}{incomparable:>14}{changed:>9}{other:>7}")


def run(scratch, names, quick):
    for name in names:
        try:
            Sweep(name, scratch, quick).run()
        except commands.Unavailable as reason:
            tap.skip(f"stability: {name}", reason)
        except RuntimeError as error:
            tap.point(False, f"stability: {name}", error)
        shutil.rmtree(os.path.join(scratch, name), ignore_errors=True)
