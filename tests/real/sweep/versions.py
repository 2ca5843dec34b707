"""Two of Debian's own versions of a project, as input for `loadbearing diff`.

The system's suite against the next one: every function is load-bearing, so that each
record holds all aspects. The classes are printed with their counts, and compared with the text: the tokens
of each function in both versions, without comments and white space, by a tokenizer that has nothing to do
with the plugin. Then SAMPLE functions, chosen by a seed over all classes but `unchanged`, are printed for
a person to read: their verdict is in docs/real-code.md.
"""
import json
import os
import random
import shutil
import subprocess

import commands
import livable
import tap

NAMES = ["lua5.4", "zlib"]
NEXT = "trixie"
SAMPLE = 10
KEPT = ("unchanged", "moved")


class Version:
    """One version, built with every function load-bearing."""

    def __init__(self, name, scratch, compiler):
        self.project = commands.load(name).copy(os.path.join(scratch, "tree"))
        self.project.policy(commands.EVERYTHING)
        self.folder = os.path.join(scratch, "build")
        for command, result in commands.compile_all(self.project, self.folder, ["-O2"] + commands.plugin_flags("off"), compiler):
            if result.status:
                raise RuntimeError(f"{name}: {self.project.path(command)} does not compile: {result.errors[-1000:]}")

    def text(self, place, name):
        """The tokens of the function NAME at PLACE of the diff's JSON; None if they are not there just once."""
        texts, _places = livable.functions(livable.read(os.path.join(self.project.root, place["file"])))
        found = texts.get(name, [])
        return found[0] if len(found) == 1 else None


def compare(name, scratch, seed):
    compiler = commands.compilers()[-1]
    old = Version(name, os.path.join(scratch, "old"), compiler)
    new = Version(f"{name}@{NEXT}", os.path.join(scratch, "new"), compiler)
    done = subprocess.run([commands.LOADBEARING, "diff", "--format", "json", old.folder, new.folder], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, errors="replace", cwd=new.project.root)
    if done.returncode:
        raise RuntimeError(f"diff: status {done.returncode}: {done.stderr[-1000:]}")
    report = json.loads(done.stdout)
    shutil.copy(os.path.join(scratch, "old", "tree", "loadbearing", "policy.json"), scratch)
    counts = report["summary"]
    for key, value in counts.items():
        tap.comment(f"{name}: {key}: {value}")
    for function in report["functions"]:
        function["texts"] = None
        if "old" in function and "new" in function:
            function["texts"] = (old.text(function["old"], function["function"]), new.text(function["new"], function["function"]))
    equal = {}
    for function in report["functions"]:
        if function["texts"] and None not in function["texts"]:
            same = function["texts"][0] == function["texts"][1]
            equal.setdefault(function["class"], []).append(same)
    for kind in sorted(equal):
        tap.comment(f"{name}: {kind}: {sum(equal[kind])} of {len(equal[kind])} with the same tokens")
    wrong = [f["function"] for f in report["functions"] if f["class"] in ("behaviour-changed", "refactored") and f["texts"] and
             f["texts"][0] and f["texts"][0] == f["texts"][1]]
    tap.comment(f"{name}: body told to differ with the same tokens (then a macro's definition differs): {' '.join(wrong) or 'none'}")
    classes = [c for c in ("moved", "refactored", "dependency-changed", "interface-changed", "changed", "behaviour-changed",
                           "incomparable", "added", "removed") if counts.get(c)]
    total = sum(counts.get(c, 0) for c in classes) + counts["unchanged"]
    tap.point(total == counts["old"] + counts.get("added", 0) and not counts.get("incomparable") and not counts.get("changed"),
              f"versions: {name}: each of {counts['old']} functions of the old version is of one class, and none incomparable")
    dice = random.Random(seed)
    by_class = {c: sorted((f for f in report["functions"] if f["class"] == c), key=lambda f: f["function"]) for c in classes}
    for functions in by_class.values():
        dice.shuffle(functions)
    sample = []
    while len(sample) < SAMPLE and any(by_class.values()):
        for kind in classes:
            if by_class[kind] and len(sample) < SAMPLE:
                sample.append(by_class[kind].pop())
    for function in sample:
        places = [f"{side} {function[side]['file']}:{function[side]['line']}" for side in ("old", "new") if side in function]
        tap.comment(f"to read: {function['function']}: {function['class']}; {', '.join(places)}; moved: "
                    f"{' '.join(function.get('moved', []))}; {'; '.join(function.get('dependencies_moved', []))[:600]}")


def run(scratch, names, quick, count=None, seed=1):
    for name in names:
        try:
            compare(name, os.path.join(scratch, name), seed)
        except commands.Unavailable as reason:
            tap.skip(f"versions: {name}", reason)
        except RuntimeError as error:
            tap.point(False, f"versions: {name}", error)
