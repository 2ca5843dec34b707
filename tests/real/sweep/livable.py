"""Can a team live with it? Real histories replayed, commit by commit, with twenty functions marked.

A history is the patches of a Debian source package (tests/real/record-history), most of
them commits of the project itself, or the difference of two releases (units_of_change.py). What
any choice of twenty functions with at least MANY statements would meet is worked out from one
replay with all of them marked (census.py). To try that, twenty are marked alone, under the
shipped policy, and exempted as they are; then each
commit is made, what it touches is compiled, and `report` is asked. What it finds is settled
at once (exempted anew), as a team would, so that each finding counts at one commit only.

How many commits *edit* a marked function is measured without the plugin: by the tokens of
its text, before and after. Commits with a finding at severity error may be MOST times as
many.
"""
import collections
import datetime
import functools
import json
import os
import random
import re
import shutil
import subprocess

import census
import commands
import rewrite
import tap

NAMES = ["grub2", "imagemagick@bullseye-security", "exim4@bookworm", "systemd@bullseye-security"]
MARKED = 20
MANY = 5
COMMITS = 200
MOST = 1.5
DOMAIN = "service-contract"


def load(name):
    """(folder of the history NAME as recorded, names of its patches)."""
    done = subprocess.run([os.path.join(commands.REAL, "record-history"), name], stdout=subprocess.PIPE, text=True)
    if done.returncode == 77:
        raise commands.Unavailable(done.stdout.strip())
    if done.returncode:
        raise RuntimeError(f"cannot record the history of {name}")
    folder = done.stdout.strip()
    with open(os.path.join(folder, "series")) as file:
        return folder, file.read().split("\n")[:-1]


def read(path):
    try:
        with open(path, encoding="latin-1", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return ""


@functools.lru_cache(4096)
def functions(text):
    """Name -> tokens of each function of TEXT of that name, directives too, but no white space or comments;
    and name -> (first line, last line, statements) of those that are there once."""
    tokens = rewrite.tokenize(text)
    texts, places = collections.defaultdict(list), {}
    for function in rewrite.functions(tokens):
        span = tokens[function.start:function.end]
        texts[function.name].append(tuple(t.text for t in span if t.kind not in ("comment", "newline", "splice", "space")))
        places[function.name] = (span[0].line, span[-1].line, sum(t.text == ";" for t in span if t.solid()))
    return texts, {name: place for name, place in places.items() if len(texts[name]) == 1}


class Replay:
    """One history, in a copy of its tree that may be written to."""

    def __init__(self, name, scratch):
        self.name = name
        self.folder, self.patches = load(name)
        self.root = os.path.join(os.path.realpath(scratch), "tree")
        self.objects = os.path.join(scratch, "objects")
        shutil.copytree(os.path.join(self.folder, "tree"), self.root, symlinks=True)
        recorded = commands.Project(name, os.path.join(self.folder, "tree"), commands.recorded(self.folder))
        self.project = commands.Project(name, self.root, [])
        known = set()
        for command in sorted(recorded.commands, key=lambda c: (recorded.path(c), c.arguments)):
            moved = commands.Command(self.root + command.directory[len(recorded.root):], [])
            moved.arguments = [a.replace(recorded.root, self.root) for a in command.arguments]
            moved.source, moved.output = command.source.replace(recorded.root, self.root), command.output
            # A folder of links that a build makes: what is compiled is the file behind.
            behind = os.path.realpath(os.path.join(moved.directory, moved.source))
            if behind != os.path.abspath(os.path.join(moved.directory, moved.source)):
                moved.source = behind
            path = self.project.path(moved)
            # A source that is compiled for several programs counts once; not what the build generates.
            if path not in known and not path.startswith("..") and self.is_committed(path):
                known.add(path)
                self.project.commands.append(moved)
        self.units = {self.project.path(command): command for command in self.project.commands[::commands.SAMPLE]}
        self.rests = {}
        self.base = self.git("rev-parse", "HEAD").strip()

    def is_committed(self, path):
        if not hasattr(self, "committed"):
            self.committed = set(self.git("ls-files").split("\n"))
        return path in self.committed

    def git(self, *arguments, check=True):
        done = subprocess.run(["git", "-c", "core.safecrlf=false", *arguments], cwd=self.root, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, errors="replace")
        if check and done.returncode:
            raise RuntimeError(f"git {' '.join(arguments)}: {done.stderr[-1000:]}")
        return done.stdout

    def object(self, path):
        return os.path.join(self.objects, commands.object_name(self.project, self.units[path]))

    def compile(self, paths, gate="warn"):
        """Compiles the units PATHS; those that do not compile keep their object, and are returned."""
        os.makedirs(self.objects, exist_ok=True)

        def flags(path):
            return ["-O2", "-w", "-Wno-error", "-MMD", "-MF", self.object(path) + ".d"] + commands.plugin_flags(gate)

        wrong = []
        with commands.pool() as pool:
            results = pool.map(lambda p: (p, commands.compile_one(self.units[p], self.object(p) + ".new", flags(p))), paths)
            for path, result in results:
                if "internal compiler error" in result.errors:
                    raise RuntimeError(f"{path}: {result.errors[-2000:]}")
                if result.status:
                    wrong.append(path)
                    continue
                os.rename(self.object(path) + ".new", self.object(path))
                words = read(self.object(path) + ".d").replace("\\\n", " ").split(":", 1)[-1].split()
                self.rests[path] = {os.path.relpath(os.path.realpath(os.path.join(self.units[path].directory, w)), self.root)
                                    for w in words}
        return wrong

    def tool(self, *arguments):
        return subprocess.run([commands.LOADBEARING, *arguments], cwd=self.root, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, errors="replace")

    def report(self):
        done = self.tool("report", "--format", "json", self.objects)
        if done.returncode:
            raise RuntimeError(f"report: {done.stderr[-2000:]}")
        return json.loads(done.stdout)

    def settle(self, report):
        """Exempts anew every function that does not stand."""
        until = (datetime.date.today() + datetime.timedelta(days=90)).isoformat()
        names = [f"{f['file']}:{f['function']}" for f in report["functions"] if f["standing"] not in ("audited", "exempt")]
        if names:
            done = self.tool("exempt", *names, "--until", until, "--reason", "read at this commit", "--from", self.objects)
            if done.returncode:
                raise RuntimeError(f"exempt: {done.stderr[-2000:]}")

    def touched(self, patch):
        """The files that PATCH touches."""
        names = re.findall(r"^(?:---|\+\+\+) (\S+)", read(os.path.join(self.folder, "patches", patch)), re.M)
        return {name.split("/", 1)[1] for name in names if "/" in name and name != "/dev/null"}

    def commit(self, patch, touched):
        """Makes the commit that is PATCH, which touches the files TOUCHED."""
        path = os.path.join(self.folder, "patches", patch)
        done = subprocess.run(["patch", "-p1", "-s", "-f", "--no-backup-if-mismatch", "-i", path], cwd=self.root,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        if done.returncode:
            raise RuntimeError(f"{patch} does not apply: {done.stdout[-1000:]}")
        there = [t for t in touched if os.path.lexists(os.path.join(self.root, t)) or self.is_committed(t)]
        self.git("add", "-A", "-f", "--", *there)
        self.git("commit", "-q", "--allow-empty", "-m", patch)
        self.committed.update(there)

    def texts(self, marked, touched):
        """(name, tokens) of those of MARKED whose files are in TOUCHED."""
        return [(f"{path}:{name}", functions(read(os.path.join(self.root, path)))[0].get(name))
                for path, name in marked if path in touched]

    def run(self, marked):
        """Replays with the functions MARKED, (path, name), marked and exempted as they are. Compiled are the units that hold
        one of them: it is there that findings of the severity error arise."""
        self.git("reset", "-q", "--hard", self.base)
        self.git("clean", "-q", "-f", "-d", "-x", "--", "loadbearing")
        shutil.rmtree(self.objects, ignore_errors=True)
        del self.committed
        self.is_committed("")
        outcome = Outcome(marked)
        with open(os.path.join(commands.SOURCE, "attributes", "policy.json")) as file:
            policy = file.read()
        marks = ",\n".join(json.dumps({"function": name, "file": path, "domain": DOMAIN}) for path, name in marked)
        self.project.policy(policy.replace('"format": 1,', f'"format": 1,\n  "mark": [\n{marks}\n],', 1))
        units = {path for path, _name in marked}
        pending = set(self.compile(sorted(units)))
        if pending:
            raise RuntimeError(f"does not compile: {' '.join(pending)}")
        until = (datetime.date.today() + datetime.timedelta(days=90)).isoformat()
        done = self.tool("init", "--exempt-existing", "--until", until, "--reason", "as it is", self.objects)
        if done.returncode:
            raise RuntimeError(f"init: {done.stdout[-1000:]}{done.stderr[-1000:]}")
        before = keys(self.report())
        for patch in self.patches[:COMMITS]:
            touched = self.touched(patch)
            texts = self.texts(marked, touched)
            self.commit(patch, touched)
            edited = [now[0] for then, now in zip(texts, self.texts(marked, touched)) if then != now]
            affected = {path for path in units if touched & self.rests[path]} | pending
            pending = set(self.compile(sorted(affected)))
            report = self.report() if affected else None
            found = keys(report) if report else before
            outcome.commits.append((patch, edited, [found[k] for k in sorted(found.keys() - before.keys())], sorted(pending)))
            if report:
                self.settle(report)
                before = keys(self.report())
        return outcome


def keys(report):
    """The findings of REPORT that are no longer excused, each once: what it is -> the finding."""
    return {(f["rule"], f["severity"], f.get("function", ""), f.get("file", ""), f.get("cause", "") or f["message"]): f
            for f in report["findings"] if not f["exempted"]}


class Outcome:
    """What came of one replay: for each commit the marked functions that it edits (FILE:NAME), the findings that are
    new, and the units that did not compile."""

    def __init__(self, marked):
        self.marked, self.commits = marked, []

    def editing(self):
        return sum(1 for commit in self.commits if commit[1])

    def failing(self):
        return sum(1 for commit in self.commits if errors(commit))

    def rules(self):
        return collections.Counter((f["rule"], f["severity"]) for commit in self.commits for f in commit[2])


def errors(commit):
    return [finding for finding in commit[2] if finding["severity"] == "error"]


def show(label, outcome):
    total = len(outcome.commits)
    tap.comment(f"{label}: {len(outcome.marked)} functions marked, {total} commits: {outcome.editing()} edit a marked one, "
                f"{outcome.failing()} have a finding at severity error")
    for (rule, severity), count in sorted(outcome.rules().items()):
        tap.comment(f"    {rule} ({severity}): {count}, {count / total:.3f} a commit")


def replay_one(name, scratch, seed):
    """What any choice of twenty would meet, from one replay with every function marked (census.py). That the command says the
    same with twenty marked alone is tried with SEED's choice of those that something happens to."""
    replay = Replay(name, scratch)
    all_marked = census.Census(replay)
    all_marked.run()
    all_marked.show(name)
    failing, editing = all_marked.ratio()
    met = sorted({event.function for event in all_marked.events.values()})
    marked = [tuple(function.rsplit(":", 1)) for function in random.Random(seed).sample(met, min(MARKED, len(met)))]
    alone = replay.run(marked)
    show(f"{name}, {len(marked)} of those that something happens to, alone", alone)
    wrong = []
    for function in (f"{path}:{function}" for path, function in marked):
        told = collections.defaultdict(set)
        for patch, _edited, findings, _wrong in alone.commits:
            for f in errors((patch, [], findings, [])):
                if f"{f.get('file')}:{f.get('function')}" == function:
                    told[patch].add(f["rule"])
        # What a function is, what it does and what it rests on may all change at once: the census names the first.
        expected = dict(all_marked.finds(function))
        if told.keys() != expected.keys() or any(rule not in told[patch] for patch, rule in expected.items()):
            wrong.append(f"{function}: {dict(told)}, and not {expected}")
    tap.point(marked and not wrong, f"livable: {name}: the command finds the same with {len(marked)} marked alone", "\n".join(wrong))
    tap.point(editing > 0 and failing <= MOST * editing,
              f"livable: {name}: {MARKED} functions marked, all choices, {len(all_marked.patches)} commits: {failing:.2f} with a finding at "
              f"severity error, {editing:.2f} that edit a marked function: {failing / max(editing, 1e-9):.2f} times as many")


def run(scratch, names, quick, seed=1):
    for name in names:
        try:
            replay_one(name, os.path.join(scratch, name), seed)
        except commands.Unavailable as reason:
            tap.skip(f"livable: {name}", reason)
        except RuntimeError as error:
            tap.point(False, f"livable: {name}", error)
        shutil.rmtree(os.path.join(scratch, name), ignore_errors=True)
