"""A project whose every function is load-bearing and exempted as it is now, and
what the gate then says about other builds of it."""
import datetime
import json
import os
import subprocess

import commands

CHANGED = {"changed"}


class Standing:
    """What the gate says about one build: (function, file) -> its standing
    where that is neither audited nor exempt, and why."""

    def __init__(self):
        self.rules, self.messages, self.functions = {}, {}, 0

    def having(self, rules):
        return sorted(key for key, found in self.rules.items() if found & set(rules))


class Ledgered:
    """PROJECT (a copy that may be written to), its baseline compiled with FLAGS by
    COMPILER into FOLDER, and every function of it exempted."""

    def __init__(self, project, folder, flags, compiler, policy=commands.EVERYTHING):
        self.project, self.folder = project, folder
        project.policy(policy)
        environment = dict(os.environ, GIT_AUTHOR_NAME="Ada Okafor")
        for arguments in (["init", "-q"], ["config", "user.name", "Ada Okafor"],
                          ["config", "user.email", "ada@example.com"]):
            subprocess.run(["git", *arguments], cwd=project.root, check=True, env=environment)
        self.build(folder, flags, compiler)
        until = datetime.date.today() + datetime.timedelta(days=90)
        done = self.run("init", "--exempt-existing", "--until", until.isoformat(), "--reason", "existing code", folder)
        if done.returncode:
            raise RuntimeError("init --exempt-existing: " + (done.stdout + done.stderr)[-2000:])

    def run(self, *arguments, root=None):
        return subprocess.run([commands.LOADBEARING, *arguments], cwd=root or self.project.root,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")

    def build(self, folder, flags, compiler, project=None, only=None):
        """Compiles the project with the plugin; raises if anything does not compile."""
        project = project or self.project
        results = commands.compile_all(project, folder, flags + commands.plugin_flags("off"), compiler, only)
        for command, result in results:
            if result.status or "internal compiler error" in result.errors:
                raise RuntimeError(f"{project.path(command)} does not compile with the plugin: {result.errors[-2000:]}")

    def judge(self, *paths, project=None):
        """The gate's view of the objects in PATHS: each function's standing from the
        JSON report; the text of `check` must agree with it on whether anything changed."""
        root = (project or self.project).root
        standing = Standing()
        done = self.run("report", "--format", "json", *paths, root=root)
        if done.returncode != 0:
            raise RuntimeError(f"report: status {done.returncode}: " + done.stderr[-2000:])
        report = json.loads(done.stdout)
        for function in report["functions"]:
            standing.functions += 1
            if function["standing"] in ("exempt", "audited"):
                continue
            key = (function["function"], function["file"])
            standing.rules[key] = {function["standing"]}
            moved = function.get("moved", []) + function.get("dependencies_moved", [])
            standing.messages[key] = [f"{function['file']}:{function.get('line')}: {function['function']}: "
                                      f"{function['standing']}: {function.get('cause', '')}{'; '.join(moved)}"]
        done = self.run("check", "-q", *paths, root=root)
        if done.returncode != (1 if standing.rules else 0):
            raise RuntimeError(f"check: status {done.returncode}, but {len(standing.rules)} functions do not stand: "
                               + done.stdout[-500:] + done.stderr[-1000:])
        return standing

    def recorded(self, folder, root):
        """The load-bearing functions that the objects in FOLDER record."""
        done = self.run("dump", folder, root=root)
        found = set()
        for line in done.stdout.splitlines():
            record = json.loads(line)
            if record.get("domain"):
                found.add((record.get("name") or record.get("function"), record.get("file")))
        return found
