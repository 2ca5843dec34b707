"""What reshaping makes of a body does what the body did: programs that are compiled with it, and run.

The product throws away what it normalises. Here a plugin for tests (tests/real/executed/reshaped.cc) puts the same steps into the
compilation, with GCC's own checks of its intermediate code on; then the program must do what it does without: same output, same exit
status. A step that joins what differs is a missed change, and shows here as a program that is compiled wrongly.

Programs: made by chance (programs.py); by csmith, where it is installed; GCC's own programs for just this (gcc.c-torture/execute),
which are fetched with the sources of gcc-12.
"""
import concurrent.futures
import glob
import os
import random
import re
import shutil
import subprocess

import commands
import gcc_suite
import programs
import tap

MADE, QUICK_MADE, CSMITH = 600, 10, 200
LEVELS = ["-O1", "-O2"]
SECONDS = 20
CSMITH_FLAGS = ["-I/usr/include/csmith", "-I/usr/include/csmith-2.3.0", "-fwrapv"]


def build_plugin(compiler):
    """The plugin that reshapes for real."""
    path = os.path.join(commands.BUILD, "reshaped-gcc" + subprocess.run([compiler, "-dumpversion"], stdout=subprocess.PIPE,
                                                                       text=True, check=True).stdout.strip() + ".so")
    done = subprocess.run(["make", "-s", "-C", commands.SOURCE, "BUILD=" + commands.BUILD, path], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise RuntimeError("the plugin that reshapes is not built: " + done.stdout[-1000:])
    return path


def outcome(compiler, source, flags, program):
    """(whether it could be compiled, what it says or what it printed, and how it ended)."""
    done = subprocess.run([compiler, "-w", *flags, source, "-o", program, "-lm"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, errors="replace", cwd=os.path.dirname(program))
    if done.returncode:
        return False, done.stderr[-600:]
    try:
        run = subprocess.run([program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS,
                             cwd=os.path.dirname(program))
    except subprocess.TimeoutExpired:
        return True, None
    finally:
        os.remove(program)
    return True, (run.returncode, run.stdout)


class Corpus:
    """Programs of one origin, each a function that writes it into a folder and gives (path, flags)."""

    def __init__(self, name, makers):
        self.name, self.makers = name, makers

    def judge(self, scratch, compiler, plugin):
        run, left_out, wrong = 0, 0, []

        def one(number):
            folder = os.path.join(scratch, str(number))
            os.makedirs(folder)
            made = self.makers[number](folder)
            results = []
            for level in LEVELS if made else []:
                source, flags = made
                plain = outcome(compiler, source, [level, *flags], os.path.join(folder, "plain"))
                if not plain[0] or plain[1] is None:
                    continue
                reshaped = outcome(compiler, source, [level, *flags, "-fplugin=" + plugin, "-fchecking"], os.path.join(folder, "reshaped"))
                results.append((f"{os.path.basename(source)} {level}: {plain} without, {reshaped} with", plain == reshaped))
            shutil.rmtree(folder)
            return results

        with concurrent.futures.ThreadPoolExecutor(commands.JOBS) as pool:
            for results in pool.map(one, range(len(self.makers))):
                left_out += not results
                run += bool(results)
                wrong += [text for text, same in results if not same]
        tap.point(run and not wrong, f"executed: {self.name}: {run} programs at {' and '.join(LEVELS)}, {left_out} left out, "
                  f"{len(wrong)} that do something else", "\n".join(text[:1000] for text in wrong))


def made(seed):
    def maker(folder):
        path = os.path.join(folder, f"program{seed}.c")
        with open(path, "w") as file:
            file.write(programs.program(seed))
        return path, []
    return maker


def csmith(seed):
    def maker(folder):
        path = os.path.join(folder, f"csmith{seed}.c")
        done = subprocess.run(["csmith", "--seed", str(seed), "-o", path], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return (path, CSMITH_FLAGS) if done.returncode == 0 else None
    return maker


def torture(source):
    def maker(_folder):
        with open(source, encoding="latin-1") as file:
            options = re.findall(r'dg-(?:additional-)?options "([^"]*)"', file.read())
        return source, options[0].split() if options else []
    return maker


def run(scratch, names, quick, count=None, seed=1):
    """COUNT: programs of each origin; else all there are, or as many as are usual."""
    compiler = commands.compilers()[-1]
    plugin = build_plugin(compiler)

    def judge(name, makers):
        Corpus(name, makers).judge(os.path.join(scratch, name.split()[0]), compiler, plugin)

    first = 1000 * seed
    judge("made by chance", [made(first + n) for n in range(count or (QUICK_MADE if quick else MADE))])
    if quick:
        return
    if shutil.which("csmith"):
        judge("csmith's", [csmith(first + n) for n in range(count or CSMITH)])
    else:
        tap.skip("executed: csmith's", "csmith is not installed")
    try:
        found = sorted(glob.glob(os.path.join(gcc_suite.folder(), "gcc.c-torture/execute/*.c")))
    except commands.Unavailable as reason:
        tap.skip("executed: GCC's", reason)
        return
    random.Random(seed).shuffle(found)
    judge("GCC's own", [torture(path) for path in found[:count]])
