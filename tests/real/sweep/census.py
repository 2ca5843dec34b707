"""A history with every function marked, and only as much compiled as it takes.

What is exempted vouches for nothing, so what a commit makes of one function does not
depend on which others are marked: the outcome for any twenty is a part of the outcome
for all. Which commits that is, is found by halving: a unit is compiled before the first
and after the last commit that touches it or what it includes, and in between only where
some function differs. What differs is judged by records.finding.

One thing is not seen: what a commit changes and a later one changes back, where the state in the
middle was not looked at.
"""
import collections
import math
import os

import commands
import livable
import records
import tap


class Event:
    """What a commit makes of one function: a finding, or an edit of its text, or both."""

    def __init__(self, commit, function):
        self.commit, self.function = commit, function
        self.edited = False
        self.rule, self.labels = None, []
        self.record = None     # of the function after the commit, where there is a finding


class Census:
    """REPLAY is a livable.Replay."""

    def __init__(self, replay):
        self.replay = replay
        self.patches = replay.patches[:livable.COMMITS]
        self.events = {}       # (commit, "PATH:NAME") -> Event
        self.compilations = 0
        self.units = {}        # (path, state) -> records.Unit, or None where it does not compile
        self.commits = [replay.base]
        self.touched = [set()]
        self.names = []        # what may be chosen: (path, name)
        self.at = 0
        self.patches_made()

    def patches_made(self):
        """Makes all commits, so that each state can be had."""
        replay = self.replay
        for patch in self.patches:
            touched = replay.touched(patch)
            replay.commit(patch, touched)
            self.touched.append(touched)
            self.commits.append(replay.git("rev-parse", "HEAD").strip())
        self.at = len(self.patches)

    def checkout(self, state):
        if state != self.at:
            self.replay.git("checkout", "-q", "-f", self.commits[state])
            self.at = state

    def text(self, path, state):
        return self.replay.git("show", f"{self.commits[state]}:{path}", check=False)

    def compile(self, wanted):
        """Compiles the (path, state) WANTED that are not known."""
        replay = self.replay
        for state in sorted({s for _p, s in wanted}, key=lambda s: (abs(s - self.at), s)):
            paths = sorted({p for p, s in wanted if s == state and (p, s) not in self.units})
            if not paths:
                continue
            self.checkout(state)
            self.compilations += len(paths)
            wrong = set(replay.compile(paths, "off"))
            for path in paths:
                self.units[path, state] = None if path in wrong else records.Unit(replay.object(path))

    def run(self):
        replay, last = self.replay, len(self.patches)
        replay.project.policy(commands.EVERYTHING)
        self.compile([(path, 0) for path in replay.units])
        rests = {path: set(replay.rests.get(path, ())) for path in replay.units}
        paths = [path for path in sorted(replay.units) if self.units[path, 0]]
        self.choose(paths)
        self.edits(paths)
        states = {p: [0] + [c for c in range(1, last + 1) if self.touched[c] & rests[p]] for p in paths}
        self.compile([(p, states[p][-1]) for p in paths if len(states[p]) > 1])
        for path in paths:
            # What it came to include counts from the beginning: an include is no commit of its own.
            new = replay.rests.get(path, set()) | rests[path]
            states[path] = [0] + [c for c in range(1, last + 1) if self.touched[c] & new]
        spans = []
        for path in paths:
            end = self.last_compiled(path, states[path])
            if end:
                spans.append((path, 0, end))
        while spans:
            split = [(path, first, self.middle(path, states[path], first, end), end) for path, first, end in spans]
            self.compile([(path, states[path][middle]) for path, _first, middle, _end in split if middle])
            spans = []
            for path, first, middle, end in split:
                if middle and not self.units[path, states[path][middle]]:
                    spans.append((path, first, end))  # another one, then
                elif middle:
                    spans += [(path, first, middle), (path, middle, end)]
        self.settled()
        self.checkout(last)

    def last_compiled(self, path, states):
        """The place in STATES of the last one in which PATH compiles."""
        self.compile([(path, states[-1])])
        end = len(states) - 1
        while end and not self.units[path, states[end]]:
            end -= 1
            self.compile([(path, states[end])])
        return end

    def middle(self, path, states, first, end):
        """Which of STATES between FIRST and END, in both of which PATH compiles, is to be looked at; None if nothing differs,
        or if it was the commit END that made it differ, which is noted then. A commit with which it does not compile is as if it
        had come with the next one."""
        found = self.differences(self.units[path, states[first]], self.units[path, states[end]])
        between = [i for i in range(first + 1, end) if self.units.get((path, states[i]), True)]
        if found and between:
            return between[len(between) // 2]
        for name, rule, labels in found:
            if (path, name) in self.chosen:
                event = self.event(states[end], f"{path}:{name}")
                event.rule, event.labels = rule, labels
                event.record = self.units[path, states[end]].functions[name]
        return None

    def settled(self):
        """What was settled stays so: a commit that takes an earlier one back, to a state that was exempted, finds nothing."""
        known = collections.defaultdict(list)
        for (_commit, function), event in sorted(self.events.items()):
            if not event.rule:
                continue
            path, name = function.rsplit(":", 1)
            states = known[function] or [self.units[path, 0].functions[name]]
            if any(not records.finding(state, event.record) for state in states[:-1]):
                event.rule, event.labels = None, []
            known[function] = states + [event.record]

    @staticmethod
    def differences(then, now):
        result = []
        for name, record in then.functions.items():
            other = now.functions.get(name)
            found = records.finding(record, other) if other else None
            if found:
                result.append((name, *found))
        return result

    def event(self, commit, function):
        return self.events.setdefault((commit, function), Event(commit, function))

    def choose(self, paths):
        """As livable.Replay.population: functions whose text and record are there at the beginning."""
        for path in paths:
            seen = self.units[path, 0].functions
            for name, (first, last, statements) in livable.functions(self.text(path, 0))[1].items():
                record = seen.get(name)
                if statements >= livable.MANY and record and record.get("file") == path and first <= record.get("line", 0) <= last:
                    self.names.append((path, name))
        self.chosen = set(self.names)

    def edits(self, paths):
        """Which commits edit the text of which function."""
        for path in paths:
            names = {n for p, n in self.names if p == path}
            for commit in range(1, len(self.commits)):
                if path not in self.touched[commit]:
                    continue
                then, now = (livable.functions(self.text(path, state))[0] for state in (commit - 1, commit))
                for name in names:
                    if then.get(name) != now.get(name):
                        self.event(commit, f"{path}:{name}").edited = True

    def shape(self):
        """For each commit, how many functions it edits, marked or not, compiled or not."""
        result = []
        for commit in range(1, len(self.commits)):
            count = 0
            for path in self.touched[commit]:
                if path.endswith((".c", ".h")):
                    then, now = (livable.functions(self.text(path, state))[0] for state in (commit - 1, commit))
                    count += sum(texts != now.get(name) for name, texts in then.items())
            result.append(count)
        return result

    # ---- What it comes to.

    def expected(self, commits):
        """How many of COMMITS (commit -> number of functions) meet at least one of livable.MARKED functions, on average over
        all choices."""
        total, drawn = len(self.names), min(livable.MARKED, len(self.names))
        none = [math.comb(total - count, drawn) / math.comb(total, drawn) if total - count >= drawn else 0 for count in commits.values()]
        return sum(1 - n for n in none)

    def of_commits(self, wanted):
        return collections.Counter(e.commit for e in self.events.values() if wanted(e))

    def ratio(self):
        """(commits with a finding at severity error, commits that edit a marked function), expected."""
        return self.expected(self.of_commits(lambda e: e.rule)), self.expected(self.of_commits(lambda e: e.edited))

    def show(self, name):
        failing, editing = self.ratio()
        drawn = livable.MARKED / max(len(self.names), 1)
        tap.comment(f"{name}: {len(self.names)} functions of {len(self.replay.units)} units, {len(self.patches)} commits, "
                    f"{self.compilations} compilations")
        shape = [n for n in self.shape() if n]
        tap.comment(f"    {len(shape)} commits edit a function: one {shape.count(1)}, two or three {sum(2 <= n <= 3 for n in shape)}, "
                    f"more {sum(n > 3 for n in shape)}; {sum(shape) / max(len(shape), 1):.1f} each on average")
        edits = [e for e in self.events.values() if e.edited]
        unseen = [e for e in edits if not e.rule]
        tap.comment(f"    a function is edited {len(edits)} times; {len(unseen)} of these without a finding, all others with one")
        for rule, count in sorted(collections.Counter(e.rule for e in self.events.values() if e.rule).items()):
            tap.comment(f"    {rule}: {count} functions; {livable.MARKED} marked: {count * drawn / max(len(self.patches), 1):.4f} findings a commit")
        alarms = [e for e in self.events.values() if e.rule and not e.edited]
        tap.comment(f"    {len(alarms)} findings about functions that the commit does not edit, "
                    f"{self.expected(collections.Counter(e.commit for e in alarms)):.4f} commits with one, by cause:")
        causes = collections.defaultdict(list)
        for e in alarms:
            for cause in {self.cause(e)}:
                causes[cause].append(e)
        for cause, events in sorted(causes.items(), key=lambda item: -len(item[1])):
            tap.comment(f"        {cause}: {len(events)} functions, {len({e.commit for e in events})} commits")
        if os.environ.get("LOADBEARING_EVENTS"):
            for key in sorted(self.events):
                e = self.events[key]
                tap.comment(f"    {self.patches[e.commit - 1]}: {e.function}: {'edited' if e.edited else '-'} {e.rule or '-'} {' '.join(e.labels)}")

    @staticmethod
    def cause(event):
        """The kind of thing that moved."""
        if event.rule != "dependency-changed":
            return f"{event.rule}, though its own text is the same"
        kinds = set()
        for label in event.labels:
            if label.startswith(("struct ", "union ", "typedef ")):
                kinds.add("a type")
            elif label.endswith(" interface"):
                kinds.add("a callee's interface")
            elif label.endswith("()"):
                kinds.add("a function of the unit")
            else:
                kinds.add("an object, option or constant")
        return ", ".join(sorted(kinds))

    def finds(self, function):
        """[(patch, rule)] of FUNCTION, "PATH:NAME"."""
        return sorted((self.patches[e.commit - 1], e.rule) for e in self.events.values() if e.function == function and e.rule)
