"""Truth by experiment: functions with their bodies gutted, their suites run, and what loadbearing said before.

A function is found out if its suite fails for each of its extreme stubs. loadbearing's "stub-proof" is to say
that, without running anything: precision is the share of those called stub-proof that are found out, recall the
share of those found out that it calls stub-proof.

"Stub-proof" says more than that: no constant at all would pass, not only none of the extreme ones. So where a function
is found out and not called stub-proof, the constants that loadbearing thinks would pass are put to the test as well
(witnesses): if the suite passes with one of them, loadbearing was right.
"""
import concurrent.futures
import glob
import json
import os
import random
import resource
import signal
import subprocess
import time

import accepted
import commands
import dwarf
import stubs
import suite_projects
import tap

FLAGS = "-O0 -g -w"


class Result:
    """What came of one function. SAID: loadbearing's verdict. OUTCOMES: stub as shown -> failed PROGRAM, signal N in
    PROGRAM, timeout, or survived."""

    def __init__(self, suite, function, said, why):
        self.suite, self.function, self.said, self.why, self.outcomes = suite, function, said, why, {}
        self.witnesses = {}
        # Whether the accepting sets of the result alone exclude each extreme stub.
        self.excluded = False

    def found_out(self):
        return all(outcome.startswith(("failed", "signal")) for outcome in self.outcomes.values())

    def constant_passes(self):
        return any(outcome == "survived" for outcome in self.witnesses.values())

    def only_crashes(self):
        return self.found_out() and all(outcome.startswith("signal") for outcome in self.outcomes.values())


def verdicts(tree):
    """(function, file) -> (its place, stub-proof?, why not), of the whole build."""
    done = tree.loadbearing("report", "--format", "json")
    if done.returncode:
        raise suite_projects.Failure("report: " + done.stderr)
    report = json.loads(done.stdout)
    why = {(f["function"], f["file"]): f["message"] for f in report["findings"] if f["rule"] in ("untested", "hollow-test")}
    return {(f["function"], f["file"]): (f, (f["function"], f["file"]) not in why, why.get((f["function"], f["file"]), ""))
            for f in report["functions"]}


def library_results(tree):
    """Function -> type of its result, of the library's objects."""
    found = {}
    for source, command in tree.compilations().items():
        if suite_projects.matches(source, tree.suite.library) and (tree.suite.production or not tree.is_test(source)):
            path = os.path.join(command.directory, command.output)
            for candidate in [path] + glob.glob(os.path.splitext(path)[0] + ".o"):
                if os.path.exists(candidate):
                    found.update(dwarf.functions(candidate))
                    break
    return found


def drawable(tree):
    """Everything of the library that can be gutted: (Guttable, said, why, excluded); and the names of what cannot be."""
    results, can, cannot, public = library_results(tree), [], [], tree.public()
    dump = tree.loadbearing("dump", ".")
    if dump.returncode:
        raise suite_projects.Failure("dump: " + dump.stderr)
    passing = accepted.outputs(map(json.loads, dump.stdout.splitlines()))
    for (name, file), (facts, said, why) in sorted(verdicts(tree).items()):
        if name not in results or name not in public:
            continue # static, of no library object, or not public
        with open(os.path.join(tree.root, file), errors="surrogateescape") as stream:
            text = stream.read()
        returned, parameters = results[name]
        possible = stubs.values(returned)
        if possible and stubs.body(text, name, facts["line"], facts["column"]) is not None:
            outputs = passing.get(name, {})
            witnesses = stubs.witnesses(returned, outputs, parameters) if outputs and not said else []
            function = stubs.Guttable(name, file, facts["line"], facts["column"], possible, witnesses)
            excluded = (returned.kind not in ("void", "record") and "return" in outputs
                        and not any(outputs["return"].has(shown) for shown, _ in possible))
            can.append((function, said, why, excluded))
        else:
            cannot.append(name)
    return can, cannot


def limits():
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 28, 1 << 28))


def run(tree, program, choice, seconds):
    """Runs one of the suite's programs. Returns its status (negative: a signal), or None after SECONDS."""
    folder, arguments = program
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("CK_", "MAKE"))}
    environment["LC_ALL"] = "C"
    if choice:
        environment["LOADBEARING_GUTTED"] = choice
    process = subprocess.Popen(arguments, cwd=os.path.join(tree.root, folder), env=environment, preexec_fn=limits,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        # Whatever it left behind is in its own session.
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()


def outcome(tree, programs, choice):
    late = False
    for program, seconds in programs:
        status = run(tree, program, choice, 10 * seconds + 20)
        shown = " ".join(program[1])
        if status is None:
            late = True
        elif status < 0 or 128 < status <= 128 + signal.SIGSYS:
            return f"signal {-status if status < 0 else status - 128} in {shown}"
        elif status > 0:
            return f"failed {shown}"
    return "timeout" if late else "survived"


def experiment(name, scratch, count, seed, only_said):
    """The results of COUNT functions of suite NAME, drawn by SEED, or with ONLY_SAID of all that are called stub-proof; and
    notes about what was left out."""
    tree = suite_projects.prepare(name, scratch)
    tree.build_with_plugin(FLAGS)
    can, cannot = drawable(tree)
    if only_said:
        chosen = [entry for entry in can if entry[1]]
    else:
        chosen = random.Random(f"{seed} {name}").sample(can, min(count, len(can)))
    chosen.sort(key=lambda entry: (entry[0].file, entry[0].line))
    stubs.insert(tree.root, [entry[0] for entry in chosen])
    tree.build_plainly(FLAGS)
    programs, notes = [], [f"{name}: {len(chosen)} of {len(can)} functions drawn; cannot be gutted: {' '.join(cannot) or 'none'}"]
    for program in tree.suite.programs:
        started = time.monotonic()
        status = run(tree, program, None, 600)
        if status == 0:
            programs.append((program, time.monotonic() - started))
        else:
            notes.append(f"{name}: not green to begin with, left out: {' '.join(program[1])} (status {status})")
    results = []
    for function, said, why, excluded in chosen:
        result = Result(name, function, said, why)
        result.excluded = excluded
        for k, (shown, _) in enumerate(function.stubs, 1):
            result.outcomes[shown] = outcome(tree, programs, f"{function.number}:{k}")
        for k, (shown, _) in enumerate(function.witnesses, 1 + len(function.stubs)):
            if result.found_out():
                result.witnesses[shown] = outcome(tree, programs, f"{function.number}:{k}")
        results.append(result)
    return results, notes, bool(programs)


def shares(names, count):
    return {name: count // len(names) + (index < count % len(names)) for index, name in enumerate(names)}


def show(result):
    kind = {(True, True): "agreed, stub-proof", (False, False): "agreed, not stub-proof", (True, False): "FALSELY CALLED STUB-PROOF",
            (False, True): "found out, but a constant passes" if result.constant_passes() else "not recognised"
            }[result.said, result.found_out()]
    tap.comment(f"{result.suite} {result.function.name}: {kind}"
                + (" (by crashes alone)" if result.only_crashes() else "")
                + ": " + "; ".join(f"{stub}: {what}" for stub, what in result.outcomes.items())
                + "".join(f"; constant {stub}: {what}" for stub, what in result.witnesses.items())
                + (f"; said: {result.why}" if result.why else ""))


def measure(results, says=lambda r: r.said):
    """Precision and recall of RESULTS as counts: (right, said), (right, found out)."""
    said = [r for r in results if says(r)]
    truth = [r for r in results if r.found_out()]
    right = [r for r in said if r.found_out()]
    return (len(right), len(said)), (len(right), len(truth))


def percent(part, whole):
    return f"{part} of {whole}" + (f" ({100 * part / whole:.1f} %)" if whole else "")


def run_all(scratch, names, count, seed, output, only_said):
    every = []
    with concurrent.futures.ThreadPoolExecutor(commands.JOBS) as pool:
        futures = {name: pool.submit(experiment, name, scratch, share, seed, only_said) for name, share in shares(names, count).items()}
        for name, future in futures.items():
            try:
                results, notes, green = future.result()
            except commands.Unavailable as reason:
                tap.skip(name, reason)
                continue
            except suite_projects.Failure as failure:
                tap.point(False, f"{name} builds", failure)
                continue
            tap.comment("\n".join(notes))
            tap.point(green, f"{name}: the suite is green with stubs that nobody chose")
            for result in results:
                show(result)
            every += results
            precision, recall = measure(results)
            tap.comment(f"{name}: precision {percent(*precision)}, recall {percent(*recall)}")
    if output:
        with open(output, "w") as file:
            json.dump([{"suite": r.suite, "function": r.function.name, "file": r.function.file, "said": r.said, "why": r.why,
                        "found_out": r.found_out(), "outcomes": r.outcomes,
                        "witnesses": r.witnesses, "excluded": r.excluded} for r in every], file, indent=1)
    precision, recall = measure(every)
    tap.comment(f"{'all that are called stub-proof' if only_said else f'all, seed {seed}'}: {len(every)} functions, {sum(len(r.outcomes) for r in every)} stubs: "
                f"precision {percent(*precision)}, recall {percent(*recall)}")
    proof = [r for r in every if r.found_out() and not r.constant_passes()]
    tap.comment("of those that no constant tried passes, the witnesses included: recall "
                + percent(sum(r.said for r in proof), len(proof)))
    narrow, wide = measure(every, lambda r: r.said or r.excluded)
    tap.comment("were it called stub-proof as soon as no extreme stub of the result passes: "
                f"precision {percent(*narrow)}, recall {percent(*wide)}")
    tap.comment(f"found out by crashes alone: {sum(r.only_crashes() for r in every)}, "
                f"of which called stub-proof: {sum(r.only_crashes() and r.said for r in every)}")
    false = [f"{r.suite} {r.function.name}" for r in every if r.said and not r.found_out()]
    tap.point(not every or len(false) * 50 <= precision[1], "of what is called stub-proof, at least 98 % is found out by the suite",
              "\n".join(false))
    if only_said:
        return
    missed = [f"{r.suite} {r.function.name}: {r.why}" for r in every if r.found_out() and not r.said]
    tap.point(not every or len(missed) * 10 <= recall[1], "of what the suite finds out, at least 90 % is called stub-proof",
              "\n".join(missed))
