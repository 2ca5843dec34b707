"""Real test suites, compiled with the plugin: no crash, an explanation for every function, and what the tests cost.

What is asked of test units is asked in the same run without the plugin: a ratio, never a time.
"""
import concurrent.futures
import json
import os

import commands
import suite_projects
import tap

FLAGS = "-O0 -g -w"
LIMIT = 1.10


def seconds(command, flags):
    """User and system time of one compilation, its children's included; None if it fails."""
    before = os.times()
    result = commands.compile_one(command, os.devnull, flags, commands.compilers()[-1])
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used if result.status == 0 else None


def ratio(tree, rounds=3):
    """What compiling the units of tests takes with the plugin, as a multiple of what it takes without; and the worst unit's."""
    totals, worst = [0, 0], (0, "")
    plugin = commands.plugin_flags("warn") + ([suite_projects.ROLE] if tree.suite.production else [])
    for source, command in sorted(tree.compilations().items()):
        if not tree.is_test(source):
            continue
        best = []
        for flags in (FLAGS.split(), FLAGS.split() + plugin):
            best.append(min(seconds(command, flags) or 0 for _ in range(rounds)))
        totals = [a + b for a, b in zip(totals, best)]
        if best[0] and best[1] / best[0] > worst[0]:
            worst = (best[1] / best[0], source)
    return (totals[1] / totals[0] if totals[0] else 0), worst


def explained(tree, functions):
    """Which of FUNCTIONS of the report get no explanation of their tests."""
    def one(function):
        # Of one name in two files the report has two entries, and explain tells them apart by the file.
        done = tree.loadbearing("explain", f"{function['file']}:{function['function']}")
        lines = [line.split() for line in done.stdout.splitlines()]
        return done.returncode == 0 and any(line[:1] == ["tests"] and len(line) > 2 for line in lines)
    with concurrent.futures.ThreadPoolExecutor(commands.JOBS) as pool:
        good = list(pool.map(one, functions))
    return [function["function"] for function, fine in zip(functions, good) if not fine]


def look_at(name, scratch, quick):
    tree = suite_projects.prepare(name, scratch)
    tree.build_with_plugin(FLAGS)
    with open(tree.root + ".plugin.log", errors="replace") as file:
        log = file.read()
    crashed = [line for line in log.splitlines() if "internal compiler error" in line or "crashed" in line]
    tap.point(not crashed, f"{name}: compiled with the plugin", "\n".join(crashed))

    done = tree.loadbearing("report", "--format", "json")
    try:
        report = json.loads(done.stdout)
    except ValueError:
        report = {"functions": [], "findings": []}
    tap.point(done.returncode == 0 and report["functions"], f"{name}: report", done.stderr)
    check = tree.loadbearing("check")
    tap.point(check.returncode == 0, f"{name}: check, where everything is a note", check.stderr)

    functions = report["functions"]
    silent = explained(tree, functions)
    tap.point(functions and not silent, f"{name}: explain says something of the tests of each function", " ".join(silent))

    grades = {}
    dump = tree.loadbearing("dump", ".")
    references = {}
    for line in dump.stdout.splitlines():
        record = json.loads(line)
        if record["record"] == "reference":
            references[record["file"], record["line"], record["test"], record["function"]] = record
    for record in references.values():
        grades[record["grade"]] = grades.get(record["grade"], 0) + 1
    tap.point(dump.returncode == 0 and references, f"{name}: references are recorded")
    unfinished = sum("not followed to its end" in record["reason"] for record in references.values())
    lost = sum("not understood" in record["reason"] for record in references.values())
    rules = {}
    for finding in report["findings"]:
        rules[finding["rule"]] = rules.get(finding["rule"], 0) + 1
    tested = len(functions) - rules.get("untested", 0)
    tap.comment(f"{name} ({tree.suite.framework}): {len(functions)} functions, {tested} called by tests, "
                f"{tested - rules.get('hollow-test', 0)} stub-proof; {len(references)} references: "
                + ", ".join(f"{grades.get(grade, 0)} {grade}" for grade in ("semantic", "shape", "called"))
                + f"; {unfinished} not followed to the end, {lost} not understood")
    if not quick:
        times, (most, where) = ratio(tree)
        tap.point(times <= LIMIT, f"{name}: units of tests take at most {LIMIT:.2f} times as long ({times:.2f}; worst {most:.2f}, {where})")


def run(scratch, names, quick):
    for name in names:
        try:
            look_at(name, scratch, quick)
        except commands.Unavailable as reason:
            tap.skip(name, reason)
        except suite_projects.Failure as failure:
            tap.point(False, f"{name} builds", failure)
