"""The real projects' compile commands, and running them with changes.

`tests/real/record-build` builds a project once and writes down its compilations;
here they are read, and repeated with other options, another compiler, another
copy of the tree, with and without the plugin.
"""
import concurrent.futures
import os
import re
import shutil
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
REAL = os.path.dirname(HERE)
SOURCE = os.path.dirname(os.path.dirname(REAL))
BUILD = os.path.abspath(os.path.join(SOURCE, os.environ.get("LOADBEARING_BUILD", "build")))
PLUGIN = os.path.join(BUILD, "loadbearing.so")
LOADBEARING = os.path.join(BUILD, "loadbearing")
JOBS = int(os.environ.get("LOADBEARING_JOBS", "2"))
# Every how manieth source file of a project: more than 1 for a quick look.
SAMPLE = int(os.environ.get("LOADBEARING_SAMPLE", "1"))
PROJECTS = ["lua5.4", "zlib", "cjson", "jansson", "redis"]

# The sweeps compile with the gate off, which is no matter here.
EVERYTHING = '{ "format": 1, "domains": { "everything": {} },\n' \
             '  "mark": [ { "function": "*", "domain": "everything" } ],\n' \
             '  "severity": { "*": { "policy-mismatch": "off" } } }\n'
NOTHING = '{ "format": 1, "domains": { "everything": {} } }\n'


class Unavailable(Exception):
    """The sources cannot be had here; the text says why."""


class Command:
    """One compilation: `arguments` without input, output, -c, -O*, -g* and -M*."""

    def __init__(self, directory, arguments):
        self.directory = directory
        self.arguments = []
        self.source = self.output = None
        words = iter(arguments)
        for word in words:
            if word == "-o":
                self.output = next(words)
            elif word.startswith("-o"):
                self.output = word[2:]
            elif word in ("-MF", "-MT", "-MQ"):
                next(words)
            elif word in ("-I", "-D", "-U", "-include", "-isystem", "-x"):
                self.arguments += [word, next(words)]
            elif word == "-c" or re.match(r"-(O|g|M)", word):
                pass
            elif word.endswith(".c") and not word.startswith("-"):
                self.source = word
            else:
                self.arguments.append(word)
        if self.output is None and self.source is not None:
            self.output = os.path.basename(self.source)[:-2] + ".o"

    def position_independent(self):
        return "-fPIC" in self.arguments


class Project:
    """A recorded project, in place or as a copy."""

    def __init__(self, name, root, commands):
        self.name, self.root, self.commands = name, root, commands

    def copy(self, root):
        """A copy of the whole tree at ROOT, compiled there from now on."""
        shutil.copytree(self.root, root, symlinks=True)
        return self.at(root)

    def at(self, root):
        """This project as compiled at ROOT, where its tree has been copied."""
        moved = []
        for command in self.commands:
            other = Command(root + command.directory[len(self.root):], [])
            other.arguments = [a.replace(self.root, root) for a in command.arguments]
            other.source = command.source.replace(self.root, root)
            other.output = command.output
            moved.append(other)
        return Project(self.name, root, moved)

    def policy(self, text):
        os.makedirs(os.path.join(self.root, "loadbearing"), exist_ok=True)
        with open(os.path.join(self.root, "loadbearing", "policy.json"), "w") as file:
            file.write(text)

    def path(self, command):
        """The source file of COMMAND, relative to the tree."""
        return os.path.relpath(os.path.join(command.directory, command.source), self.root)

    def find(self, path):
        """The command that compiles PATH (relative to the tree)."""
        for command in self.commands:
            if self.path(command) == path:
                return command
        raise KeyError(f"{self.name}: no compilation of {path} was recorded")


def load(name, each_source_once=True, every=1):
    """The project NAME as recorded.  With EACH_SOURCE_ONCE, a source that is
    compiled twice (zlib: with and without -fPIC) is kept in its plain form; of the
    sources every EVERYth is taken."""
    done = subprocess.run([os.path.join(REAL, "record-build"), name], stdout=subprocess.PIPE, text=True)
    if done.returncode == 77:
        raise Unavailable(done.stdout.strip())
    if done.returncode != 0:
        raise RuntimeError(f"cannot record the build of {name}")
    folder = done.stdout.strip()
    return Project(name, os.path.join(folder, "tree"), recorded(folder, each_source_once)[::every])


def recorded(folder, each_source_once=True):
    """The Commands that were recorded in FOLDER, in the order of their sources."""
    commands = {}
    for entry in sorted(os.listdir(os.path.join(folder, "commands"))):
        with open(os.path.join(folder, "commands", entry), "rb") as file:
            words = [os.fsdecode(word) for word in file.read().split(b"\0")[:-1]]
        command = Command(words[0], words[1:])
        # What `configure` compiled to try something is gone, or is no part of the project.
        if command.source is None or not os.path.exists(os.path.join(command.directory, command.source)):
            continue
        key = os.path.join(command.directory, command.source)
        if not each_source_once:
            key += " " + command.output
        if key not in commands or commands[key].position_independent():
            commands[key] = command
    return [commands[key] for key in sorted(commands)]


def plugin_flags(gate="off", plugin=PLUGIN):
    return [f"-fplugin={plugin}", f"-fplugin-arg-loadbearing-gate={gate}"]


class Result:
    def __init__(self, status, errors, output):
        self.status, self.errors, self.output = status, errors, output


def compile_one(command, output, flags, compiler="gcc", source=None, mode=("-c",)):
    """Compiles COMMAND with FLAGS added; OUTPUT is the object's path."""
    arguments = [compiler, *command.arguments, *flags, *mode, "-o", output, source or command.source]
    done = subprocess.run(arguments, cwd=command.directory, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, errors="replace")
    return Result(done.returncode, done.stderr, output)


def object_name(project, command):
    """A name for COMMAND's object that is its own within the project."""
    return project.path(command).replace("/", "__")[:-2] + ("_pic" if command.position_independent() else "") + ".o"


def until(minutes):
    """When, by time.monotonic, MINUTES from now are over; never, without them."""
    return time.monotonic() + 60 * minutes if minutes else float("inf")


def pool():
    return concurrent.futures.ThreadPoolExecutor(JOBS)


def compile_all(project, folder, flags, compiler="gcc", commands=None):
    """Compiles everything into FOLDER.  Returns a list of (command, Result)."""
    os.makedirs(folder, exist_ok=True)
    commands = project.commands if commands is None else commands
    with pool() as workers:
        results = workers.map(lambda c: compile_one(c, os.path.join(folder, object_name(project, c)), flags, compiler),
                           commands)
    return list(zip(commands, results))


def compilers():
    """The compilers with plugin headers: those that the plugin was built for."""
    done = subprocess.run([os.path.join(SOURCE, "scripts", "list-gccs")], stdout=subprocess.PIPE, text=True)
    names = [name for name in done.stdout.split() if shutil.which(name)]
    return names or ["gcc"]
