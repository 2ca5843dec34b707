"""C that nobody would write: GCC's own test suite, every function load-bearing and none audited.

Every file of these folders is compiled as it stands, with its own options where they can be read off its text, else at -O0
and at -O2; without the plugin, with it, and with it again. What must hold of each:

- the same exit status, whether it compiles or not, and the same diagnostics but for loadbearing's own;
- the same object but for the note, and the same note twice;
- no function without what ought to be known of it, but for the reasons that docs/fingerprint.md gives: a child that crashed or gave up
  is none of these;
- `dump` and `check` read the note.

A table tells how many functions have no behaviour, by the reason that is recorded.
"""
import collections
import glob
import json
import os
import random
import re
import shutil
import subprocess
import time

import commands
import gcc_suite
import identity
import tap

FOLDERS = ["gcc.c-torture", "gcc.dg", "c-c++-common", "gcc.target/i386"]
LEVELS = [["-O0"], ["-O2"]]
# A file that takes longer is left out; with the plugin a child may take its minute.
SECONDS, PLUGIN_SECONDS = 20, 200
BATCH = 200
ALWAYS = ["-frandom-seed=1", "-fdiagnostics-format=json"]
# What makes no object, or another kind of it; writes elsewhere; or prints what is no diagnostic.
DROPPED = re.compile(r"-(?:S|E|c|v|P|Q|M.*|d[A-Z].*|da|fdump.*|fopt-info.*|fsyntax-only|save-temps.*|flto.*|fno-fat.*|ffat-lto.*|"
                     r"fwpa.*|fcompare-debug.*|fdiagnostics.*|fmem-report.*|ftime-report.*|fno-diagnostics.*)$")
SIMPLE = re.compile(r"-(?:O|W|f|m|g|D|U|std=|ansi|pedantic|w$|trigraphs|-param=|P?include$)")
# Reasons that say that something went wrong, and not what the function is.
WRONG = re.compile(r"crash|signal|gave up|time|memory|child|fork|pipe|status|answer", re.I)


def own_options(text):
    """The options that TEXT asks to be compiled with on this target, or None if it asks for none that can be read."""
    found = []
    for option in re.findall(r'\{\s*dg-(?:additional-)?options\s+"([^"]*)"\s*\}', text):
        words = iter(option.split())
        for word in words:
            if DROPPED.match(word):
                continue
            if word == "--param":
                found += [word, next(words, "")]
            elif SIMPLE.match(word) and not re.search(r"[$\[\\]|^-fplugin", word):
                found.append(word)
            else:
                return None
    return found or None


def settings(path):
    """The lists of options with which the file at PATH is compiled."""
    with open(path, encoding="latin-1") as file:
        options = own_options(file.read())
    if options is None:
        return LEVELS
    if any(word.startswith("-O") for word in options):
        return [options]
    return [level + options for level in LEVELS]


def diagnostics(text):
    """What the compiler said, as JSON tells it, without what loadbearing did, the names of temporary files, and addresses."""
    said = []
    for line in re.sub(r"/cc\w{6}\.|0x[0-9a-f]{8,}", "/.", text).splitlines():
        try:
            said += [entry for entry in json.loads(line) if "[loadbearing: " not in entry.get("message", "")]
        except (ValueError, AttributeError):
            said.append(line)
    return said


class Trial:
    """What came of one file at one setting."""

    def __init__(self, path, flags):
        self.path, self.flags = path, flags
        self.object, self.state, self.problems = None, "compiled", []

    def __str__(self):
        return f"{self.path.partition('/testsuite/')[2]} {' '.join(self.flags)}"

    def wrong(self, what):
        self.problems.append(f"{self}: {what}")


def compiled(compiler, path, flags, output, limit):
    """(status, what was said); None if it took too long."""
    try:
        done = subprocess.run([compiler, *flags, *ALWAYS, "-c", path, "-o", output], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, cwd=os.path.dirname(output), timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    return done.returncode, done.stderr.decode("utf-8", "replace")


def apart(path):
    """(the object at PATH without its note, the note), both as bytes."""
    found = []
    for options, output in (["--remove-section", identity.NOTE, path], ".bare"), (["-O", "binary", "--only-section", identity.NOTE,
                                                                            "--set-section-flags", identity.NOTE + "=alloc", path], ".note"):
        subprocess.run(["objcopy", *options, path + output], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
        with open(path + output, "rb") as file:
            found.append(file.read())
        os.remove(path + output)
    return found


def attempt(compiler, path, flags, policy, folder):
    """A Trial of the file at PATH with FLAGS under POLICY, in FOLDER, which is its own."""
    trial, output = Trial(path, flags), os.path.join(folder, "unit.o")
    os.makedirs(folder)
    plain = compiled(compiler, path, flags, output, SECONDS)
    if plain is None:
        trial.state = "left out"
        return trial
    there = os.path.exists(output)
    if there:
        os.rename(output, output + ".plain")
    plugin = flags + commands.plugin_flags("warn") + ["-fplugin-arg-loadbearing-policy=" + policy]
    done = compiled(compiler, path, plugin, output, PLUGIN_SECONDS)
    if done is None:
        trial.wrong("takes too long with the plugin")
        return trial
    if done[0] != plain[0]:
        trial.wrong(f"ends with {done[0]}, not with {plain[0]}: {done[1][-600:]}")
    else:
        then, now = diagnostics(plain[1]), diagnostics(done[1])
        if then != now:
            trial.wrong(f"other diagnostics: {str([d for d in now if d not in then])[:600]} instead of {str([d for d in then if d not in now])[:600]}")
    if plain[0] or not there:
        trial.state = "not compiled"
        return trial
    if not os.path.exists(output):
        trial.wrong("no object with the plugin")
        return trial
    before, (after, first) = apart(output + ".plain")[0], apart(output)
    compiled(compiler, path, plugin, output, PLUGIN_SECONDS)
    if not first:
        trial.wrong("no record: the plugin did not run")
    elif apart(output)[1] != first:
        trial.wrong("another note the second time")
    trial.object = output
    if before != after:
        # Some compilations differ by themselves (-gbtf).
        os.rename(output, output + ".first")
        compiled(compiler, path, flags, output, SECONDS)
        if before == apart(output)[0]:
            trial.wrong("another object with the plugin")
        else:
            trial.state = "another object each time"
        os.rename(output + ".first", output)
    os.remove(output + ".plain")
    return trial


class Tally:
    """What a whole run came to."""

    def __init__(self):
        self.states, self.problems = collections.Counter(), []
        self.functions, self.reasons, self.examples = 0, collections.Counter(), {}

    def add(self, trials, policy, batch):
        self.states.update(trial.state for trial in trials)
        for trial in trials:
            self.problems += trial.problems
        by_object = {trial.object: trial for trial in trials if trial.object}
        self.read(by_object, batch)
        done = subprocess.run([commands.LOADBEARING, "check", "-q", "--policy", policy, batch], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, errors="replace")
        if by_object and done.returncode not in (0, 1):
            self.problems.append(f"check over {len(by_object)} objects ends with {done.returncode}: {done.stderr[-600:]}")

    def read(self, by_object, batch):
        for path, trial in by_object.items():
            done = subprocess.run([commands.LOADBEARING, "dump", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            if done.returncode or done.stderr:
                trial.wrong(f"dump ends with {done.returncode}: {done.stderr[-300:]}")
                self.problems.append(trial.problems[-1])
            for line in done.stdout.splitlines():
                self.count(json.loads(line), trial)

    def count(self, record, trial):
        # Another name of a function (alias, weakref) has no body, and so no branches.
        if record["record"] != "function" or "marked" not in record["flags"] or "branches" not in record:
            return
        self.functions += 1
        where = f"{trial}: {record['name']}"
        if "behaviour" not in record["aspects"] or record.get("unknown"):
            reason = record.get("unknown") or "no reason is recorded"
            if "behaviour" in record["aspects"]:
                reason = "behaviour is known, but: " + reason
            self.reasons[reason] += 1
            self.examples.setdefault(reason, where)
            if WRONG.search(reason) or not record.get("unknown"):
                self.problems.append(f"{where}: {reason}")


def sweep(scratch, compiler, files, end):
    """A Tally of FILES, of which those are left that come after END."""
    tally, run, work = Tally(), 0, os.path.join(scratch, compiler)
    policy = os.path.join(scratch, "loadbearing", "policy.json")
    os.makedirs(os.path.dirname(policy), exist_ok=True)
    with open(policy, "w") as file:
        file.write(commands.EVERYTHING)
    with commands.pool() as pool:
        for start in range(0, len(files), BATCH):
            if time.monotonic() > end:
                break
            chosen = [(path, flags) for path in files[start:start + BATCH] for flags in settings(path)]
            run += len(files[start:start + BATCH])
            trials = list(pool.map(lambda numbered: attempt(compiler, *numbered[1], policy, os.path.join(work, str(numbered[0]))), enumerate(chosen)))
            tally.add(trials, policy, work)
            shutil.rmtree(work)
    return tally, run


def run(scratch, names, quick, count=None, seed=1, minutes=None):
    """COUNT files, drawn by SEED, instead of all, or as many as MINUTES suffice for; with compilers other than the newest every tenth of them."""
    try:
        suite = gcc_suite.folder()
    except commands.Unavailable as reason:
        tap.skip("torture", reason)
        return
    files = sorted(path for folder in FOLDERS for path in glob.glob(os.path.join(suite, folder, "**", "*.c"), recursive=True))
    random.Random(seed).shuffle(files)
    newest = commands.compilers()[-1]
    for compiler in reversed(commands.compilers()):
        chosen = files[:count][::1 if compiler == newest else 10]
        tally, tried = sweep(scratch, compiler, chosen, commands.until(minutes))
        tap.comment(f"{compiler}: {tried} of {len(files)} files; {', '.join(f'{n} {what}' for what, n in sorted(tally.states.items()))}; "
                    f"{tally.functions} functions, {sum(tally.reasons.values())} of them without behaviour")
        for reason, number in tally.reasons.most_common():
            tap.comment(f"{number:6} {reason} (as {tally.examples[reason]})")
        tap.point(tally.functions and not tally.problems, f"torture: {compiler}: {tried} files, {len(tally.problems)} that the plugin disturbs",
                  "\n".join(tally.problems))
