"""The difference of two releases as commits, each of which compiles.

    units_of_change.py OLD NEW RECORDED SEED COMMITS

OLD and NEW hold the trees of two releases. RECORDED is a folder that holds `tree`, OLD with what its build generates, and
`commands`, its compilations. Writes RECORDED/patches and RECORDED/series: COMMITS commits, in their order.

The rules, none of which knows what the plugin says:

- A *hunk* is what `diff -u` would put under one heading, within one function; outside functions it is one changed
  declaration, one new member or enumerator or entry, one macro. Lines that only together keep braces, parentheses and #if
  closed are one hunk, and so is the same change of tokens in several places. Of files that are new, headers are one hunk
  each; a new source file is compiled by nobody at the beginning, and left out. Only what the recorded compilations read
  counts.
- Where NEW has a ChangeLog that names the functions of each commit, a commit begins with the hunks of what its entry names,
  in the order of the entries. Else it begins with one hunk, in an order drawn by SEED.
- It takes along what it does not compile without: the hunks that declare the names which are new in NEW and which it uses,
  with their definitions, and so on; then, while one of the units that it may concern does not compile, the hunks that hold
  the name that the compiler complains of: in the same function first, then outside of functions, then anywhere.
- Without a ChangeLog, what only adds a new name waits for the first commit that uses it; what only takes a name away goes
  with the last that stops to use it. All other hunks begin a commit in their turn, edits of types, macros and tables as well.
- A commit that does not compile after ROUNDS attempts, or takes along more than MANY hunks, is put off until the others had
  their turn.
"""
import collections
import difflib
import os
import random
import re
import shutil
import subprocess
import sys

import change_log
import commands
import livable
import rewrite

ROUNDS = 6
MANY = 40
NEAR = 6           # as many equal lines, and more, part two hunks of `diff -u`
BATCH = 8          # units that are compiled before the complaints are looked at
# Not -w, with which -Werror=... is nothing either.
STRICT = ["-fsyntax-only", "-Wno-error", "-Werror=implicit-function-declaration", "-Werror=int-conversion", "-Werror=incompatible-pointer-types"]
NAME = re.compile(r"[A-Za-z_]\w*")


def names(text):
    return Lines.of(text).names()


KEYWORDS = set("""auto break case char const continue default define do double elif else endif enum extern float for goto if ifdef ifndef
include inline int long register return short signed sizeof static struct switch typedef undef union unsigned void volatile while""".split())


class Lines:
    """Lines of a file: their texts, and the tokens that begin on each, without comments and white space."""

    def __init__(self, texts, tokens):
        self.texts, self.tokens = texts, tokens

    @classmethod
    def of(cls, text):
        texts = re.findall(r"[^\n]*\n|[^\n]+", text)
        tokens = [[] for _ in range(len(texts) + 1)]
        for token in rewrite.tokenize(text):
            if token.kind not in ("comment", "splice", "newline", "space"):
                tokens[token.line - 1].append(token)
        return cls(texts, tokens[:len(texts)])

    def part(self, first, end):
        return Lines(self.texts[first:end], self.tokens[first:end])

    def __add__(self, other):
        return Lines(self.texts + other.texts, self.tokens + other.tokens)

    def __len__(self):
        return len(self.texts)

    def code(self):
        return [token.text for line in self.tokens for token in line]

    def names(self):
        return {token.text for line in self.tokens for token in line if token.kind == "name"} - KEYWORDS

    def balance(self):
        """How many braces, parentheses and #if they leave open. An #else without its #if holds together what is around it as well."""
        counts = collections.Counter()
        before = None
        for token in (t for line in self.tokens for t in line):
            if not token.directive and token.text in "(){}":
                counts["(" if token.text in "()" else "{"] += 1 if token.text in "({" else -1
            elif token.directive and before is not None and before.text == "#":
                counts["if"] += 1 if token.text.startswith("if") else -1 if token.text == "endif" else 0
                counts["else"] += token.text.startswith("el") and not counts["if"]
            before = token
        return counts["("], counts["{"], counts["if"], counts["else"]


NONE = Lines([], [])


class Hunk:
    """Lines of FILE that change together: OLD becomes NEW. PLACE is the entity that holds them."""

    def __init__(self, file, place, old, new):
        self.file, self.place, self.old, self.new = file, place, old, new
        self.made, self.moved = False, None
        self.together = self    # of hunks that are tied, the one that stands for all

    def root(self):
        while self.together is not self:
            self = self.together
        return self

    def tie(self, other):
        if other.root() is not self.root():
            other.root().together = self.root()

    def in_function(self):
        return self.place[0] == "function"

    def change(self):
        """What it does to the tokens, wherever it stands."""
        was, is_now = self.old.code(), self.new.code()
        return tuple(sorted({(tuple(was[a:b]), tuple(is_now[c:d])) for kind, a, b, c, d in
                             difflib.SequenceMatcher(None, was, is_now, autojunk=False).get_opcodes() if kind != "equal"}))

    def words(self):
        """The names on its lines that it brings, and that it takes away."""
        if self.moved is None:
            was, is_now = self.old.names(), self.new.names()
            self.moved = is_now - was, was - is_now
        return self.moved


def entities(text):
    """For each line of TEXT the entity that it belongs to, ("function" or "declaration", name, the how manieth of that name), with the comments and
    blank lines before it."""
    tokens = rewrite.tokenize(text)
    result = [None] * (text.count("\n") + 1)
    functions = {f.start: f for f in rewrite.functions(tokens)}
    count = collections.Counter()

    def note(first, last, kind, name):
        count[kind, name] += 1
        for line in range(first, last + 1):
            result[line - 1] = result[line - 1] or (kind, name, count[kind, name])

    at, begun = 0, None
    while at < len(tokens):
        token = tokens[at]
        if begun is None and at in functions:
            function = functions[at]
            note(token.line, tokens[function.end - 1].line, "function", function.name)
            at = function.end
            continue
        if token.directive and token.kind == "operator" and token.text == "#" and begun is None:
            end = at
            while end < len(tokens) and tokens[end].directive and tokens[end].kind != "newline":
                end += 1
            found = [t.text for t in tokens[at:end] if t.kind == "name"]
            what = found[0] if found else ""
            note(token.line, tokens[min(end, len(tokens)) - 1].line, "declaration",
                 "#" + " ".join(found[:2] if what in ("define", "undef", "include") else [what]))
            at = end
            continue
        if token.solid() and begun is None:
            begun, depth = at, 0
        if begun is not None and token.solid():
            depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(token.text, 0)
            if depth <= 0 and (token.text == ";" or token.text == "}" and at + 1 == len(tokens)):
                span = [t for t in tokens[begun:at] if t.solid()]
                note(tokens[begun].line, token.line, "declaration", declared(span))
                begun = None
        at += 1
    following = ("declaration", "", 0)
    for line in range(len(result) - 1, -1, -1):
        following = result[line] = result[line] or following
    return result


def declared(span):
    """A name for the declaration whose tokens SPAN are, up to its `;`."""
    depth, last = 0, ""
    for i, token in enumerate(span):
        if depth == 0 and token.text in ("struct", "union", "enum") and i + 2 < len(span) and span[i + 2].text == "{":
            return f"{token.text} {span[i + 1].text}"
        if depth == 0 and token.text in ("=", "(", "[") and last:
            return last
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.kind == "name":
            last = token.text
    return last


def pieces(lines, places):
    """(entity, lines) of each run of LINES that belong to one entity by PLACES."""
    result = []
    for i, place in enumerate(places):
        if not result or result[-1][0] != place:
            result.append((place, NONE))
        result[-1] = (place, result[-1][1] + lines.part(i, i + 1))
    return result


def single(lines):
    """LINES, all new in a declaration that was there, one member, enumerator or entry each."""
    result, first = [], 0
    for end in range(1, len(lines) + 1):
        current = lines.part(first, end)
        code = current.code()
        if code and code[-1] in ";,}" and not any(current.balance()):
            result.append(current)
            first = end
    return result + ([lines.part(first, len(lines))] if first < len(lines) else [])


class File:
    """A file of both releases: a list of common texts and Hunks."""

    def __init__(self, path, old, new, places):
        self.path, self.hunks = path, []
        self.parts = []
        if not old:
            self.add(Hunk(path, ("file", path), NONE, Lines.of(new)))
            return
        was, is_now = Lines.of(old), Lines.of(new)
        before, after = entities(old), entities(new)
        known = set(before)
        previous = None
        for a, b, c, d, differs in self.opcodes(*places, len(was)):
            if not differs:
                self.parts.append("".join(was.texts[a:b]))
                previous = previous if b - a <= NEAR else None
                continue
            olds, news = pieces(was.part(a, b), before[a:b]), pieces(is_now.part(c, d), after[c:d])
            common = [place for place, _ in olds if any(place == p for p, _ in news)]
            if [p for p, _ in news if p in common] != common:
                olds, news = [(before[a], was.part(a, b))], [(before[a], is_now.part(c, d))]
            first = len(self.hunks)
            while olds or news:
                if olds and news and olds[0][0] == news[0][0]:
                    self.add(Hunk(path, olds[0][0], olds[0][1], news[0][1]))
                    olds, news = olds[1:], news[1:]
                elif olds and olds[0][0] not in [p for p, _ in news]:
                    self.add(Hunk(path, olds[0][0], olds[0][1], NONE))
                    olds = olds[1:]
                else:
                    place, lines = news[0]
                    for some in [lines] if place not in known or place[0] == "function" else single(lines):
                        self.add(Hunk(path, place, NONE, some))
                    news = news[1:]
            for hunk in self.hunks[first:]:
                if hunk.in_function() and previous and previous.place == hunk.place:
                    previous.tie(hunk)
                previous = hunk
        self.closed()

    @staticmethod
    def opcodes(old, new, many):
        """(first and end of the MANY lines of the file OLD, first and end of those of NEW, whether they differ), white space apart."""
        done = subprocess.run(["git", "diff", "--no-index", "--patience", "-w", "-U0", old, new], stdout=subprocess.PIPE, encoding="latin-1")
        at = other = 0
        for a, count, c, number in re.findall(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", done.stdout, re.M):
            count, number = int(count or 1), int(number or 1)
            a, c = int(a) - (count > 0), int(c) - (number > 0)
            yield at, a, other, c, False
            yield a, a + count, c, c + number, True
            at, other = a + count, c + number
        yield at, many, other, other + many - at, False

    def add(self, hunk):
        self.hunks.append(hunk)
        self.parts.append(hunk)

    def closed(self):
        """Ties what opens to what closes. What both sides leave open alike, they leave to the lines between."""
        since, depths = None, [[0] * 4, [0] * 4]
        for hunk in self.hunks:
            if since:
                since.tie(hunk)
            depths = [[a + b for a, b in zip(depth, lines.balance())] for depth, lines in zip(depths, (hunk.old, hunk.new))]
            closed = depths[0][:3] == depths[1][:3] and (depths[0][3] == depths[1][3] or depths[1][2] <= 0 and since)
            since = None if closed else since or hunk
            if closed:
                depths = [[0] * 4, [0] * 4]

    def text(self):
        return "".join(part if isinstance(part, str) else "".join((part.new if part.made else part.old).texts) for part in self.parts)


class Difference:
    def __init__(self, old, new, recorded):
        self.old, self.new = old, new
        self.tree, self.scratch = (os.path.join(recorded, name) for name in ("tree", "depends"))
        os.makedirs(self.scratch, exist_ok=True)
        self.project = commands.Project("", self.tree, commands.recorded(recorded))
        self.units = {}
        for command in self.project.commands:
            path = self.project.path(command)
            if not path.startswith("..") and os.path.exists(os.path.join(old, path)):
                self.units.setdefault(path, command)
        self.reads, self.unit_words = {}, {}
        self.compile(self.units)
        if not self.units.keys() <= self.reads.keys():
            raise RuntimeError(f"does not compile: {' '.join(sorted(self.units.keys() - self.reads.keys()))}")
        read = set().union(*self.reads.values())
        self.files = {}
        for path in sorted(read):
            if os.path.exists(os.path.join(old, path)) and os.path.exists(os.path.join(new, path)):
                self.enter(path, self.source(old, path))
        for folder, _folders, entries in os.walk(new):
            for entry in entries:
                path = os.path.relpath(os.path.join(folder, entry), new)
                if path.endswith(".h") and not os.path.exists(os.path.join(old, path)):
                    self.enter(path, "")
        self.gather()
        # The same change in several places.
        alike = {}
        for root, hunks in self.groups.items():
            change = tuple(sorted({c for h in hunks for c in h.change()}))
            words = {word for pair in change for side in pair for word in side} - KEYWORDS
            if all(h.in_function() for h in hunks) and any(len(word) > 1 and NAME.match(word) for word in words):
                alike.setdefault(change, root).tie(root)
        self.gather()
        self.spelled = collections.defaultdict(set)   # name -> the groups that bring or take it
        self.declares = collections.defaultdict(set)  # name that is new -> the groups that declare or define it
        there = set().union(*(names(self.source(old, p)) for p in read), *(names(self.source(old, f)) for f in self.files))
        after = set().union(*(names(self.source(new, p)) for p in self.files))
        self.fresh, self.gone = after - there, there - after
        for root, hunks in self.groups.items():
            for hunk in hunks:
                brings, takes = hunk.words()
                for name in brings | takes:
                    self.spelled[name].add(root)
                for name in brings & self.fresh:
                    if not hunk.in_function() or hunk.place[1] == name and not hunk.old:
                        self.declares[name].add(root)
        self.includers = collections.defaultdict(set)
        for path, reads in self.reads.items():
            for header in reads:
                self.includers[header].add(path)

    def gather(self):
        self.groups = collections.defaultdict(list)
        for file in self.files.values():
            for hunk in file.hunks:
                self.groups[hunk.root()].append(hunk)

    @staticmethod
    def source(root, path):
        return livable.read(os.path.join(root, path))

    def enter(self, path, old):
        new = self.source(self.new, path)
        if old != new:
            self.files[path] = File(path, old, new, [os.path.join(root, path) for root in (self.old, self.new)])

    def compile(self, paths):
        """path -> what the compiler says, of those of PATHS that do not compile as the tree is."""
        def one(path):
            command = self.units[path]
            depends = os.path.join(self.scratch, path.replace("/", "__"))
            return path, commands.compile_one(command, "/dev/null", STRICT + ["-MMD", "-MF", depends], mode=()), depends, command

        wrong = {}
        with commands.pool() as pool:
            for path, result, depends, command in pool.map(one, sorted(paths)):
                if result.status:
                    wrong[path] = result.errors
                    continue
                words = livable.read(depends).replace("\\\n", " ").split(":", 1)[-1].split()
                self.reads[path] = {os.path.relpath(os.path.realpath(os.path.join(command.directory, w)), self.tree) for w in words}
        return wrong

    def needs(self, root):
        """The groups that declare what is new and named in the group ROOT."""
        result = set()
        for hunk in self.groups[root]:
            if hunk.place[0] != "file":
                for name in hunk.words()[0] & self.fresh:
                    result |= {r for r in self.declares[name] if not self.made(r)}
        return result

    def made(self, root):
        return self.groups[root][0].made

    def set(self, roots, made):
        for root in roots:
            for hunk in self.groups[root]:
                hunk.made = made

    def closure(self, roots):
        known, pending = set(roots), list(roots)
        while pending:
            more = self.needs(pending.pop()) - known
            known |= more
            pending += more
        return known

    def concerned(self, roots):
        """The units that ROOTS touch, or that read a header that they touch and hold a name that moves there;
        and one of all that read it, alone and with each other header that holds such a name."""
        result = set()
        for root in roots:
            for hunk in self.groups[root]:
                if hunk.file in self.units:
                    result.add(hunk.file)
                    continue
                brings, takes = hunk.words()
                moved = brings | takes | {hunk.place[1].split(" ")[-1]} | hunk.old.names()
                readers = sorted(self.includers[hunk.file])
                result |= {unit for unit in readers if moved & self.words_of(unit)} | set(readers[:1])
                for header, units in self.includers.items():
                    if header not in self.units and header != hunk.file and moved & self.words_of(header):
                        result |= set(sorted(units & self.includers[hunk.file])[:1])
        return result

    def words_of(self, unit):
        if unit not in self.unit_words:
            self.unit_words[unit] = names(self.source(self.tree, unit))
        return self.unit_words[unit]

    def write(self, roots):
        for path in {h.file for r in roots for h in self.groups[r]}:
            text = self.files[path].text()
            place = os.path.join(self.tree, path)
            if text or os.path.exists(os.path.join(self.old, path)):
                os.makedirs(os.path.dirname(place), exist_ok=True)
                with open(place, "w", encoding="latin-1", newline="") as file:
                    file.write(text)
            elif os.path.exists(place):
                os.unlink(place)

    def helpful(self, complaints, roots):
        """The groups not yet made that may settle COMPLAINTS, the nearest kind of them."""
        for path, text in sorted(complaints.items()):
            function = ""
            for line in text.split("\n"):
                inside = re.search(r"In function [‘'](\w+)", line)
                function = inside.group(1) if inside else "" if "At top level" in line else function
                if " error: " not in line:
                    continue
                missing = re.search(r"error: (\S+): No such file", line)
                if missing:
                    ends = missing.group(1).split("/")[-1]
                    found = {h.root() for f in self.files.values() for h in f.hunks if h.place[0] == "file" and f.path.split("/")[-1] == ends}
                    if found - roots:
                        return found - roots
                quoted = re.findall(r"[‘'](\w[^’']*)[’']", line)
                wanted = [n for q in quoted for n in NAME.findall(q)]
                choices = []
                for name in set(wanted) - KEYWORDS:
                    near = {r for r in self.spelled[name] if not self.made(r) and r not in roots}
                    same = {r for r in near if any(h.file == path and h.place[:2] == ("function", function) for h in self.groups[r])}
                    outside = {r for r in near if any(not h.in_function() for h in self.groups[r])}
                    choices.append(same or outside or near)
                found = min((c for c in choices if c), key=len, default=set())
                if not found and function:
                    found = {h.root() for f in [self.files.get(path)] if f for h in f.hunks
                             if h.place[:2] == ("function", function) and not h.made} - roots
                if found:
                    return found
        return set()

    def first_complaints(self, roots):
        """What the compiler says of the first few units, of those that ROOTS may concern, that do not compile."""
        touched = {h.file for r in roots for h in self.groups[r]} & self.units.keys()
        order = sorted(touched) + sorted(self.concerned(roots) - touched)
        for first in range(0, len(order), BATCH):
            wrong = self.compile(order[first:first + BATCH])
            if wrong:
                return wrong
        return {}

    def attempt(self, seed):
        """The groups of the commit that begins with the groups SEED, made and compiling; None if there is no such."""
        roots = self.closure(seed)
        if len(roots) > MANY + len(seed):
            roots = set(seed)
        for _round in range(ROUNDS):
            if len(roots) > MANY + len(seed):
                break
            self.set(roots, True)
            self.write(roots)
            complaints = self.first_complaints(roots)
            if not complaints:
                more = self.left_over(roots)
                if not more:
                    return roots
                self.set(more, True)
                self.write(more)
                if not self.first_complaints(more):
                    return roots | more
                self.set(more, False)
                self.write(more)
                return roots
            more = self.helpful(complaints, roots)
            if not more:
                break
            roots = self.closure(roots | more)
        self.set(roots, False)
        self.write(roots)
        return None

    def left_over(self, roots):
        """The groups that only take names away which nothing uses since ROOTS are made."""
        result = set()
        for name in {n for r in roots for h in self.groups[r] for n in h.words()[1]} & self.gone:
            holders = {r for r in self.spelled[name] if not self.made(r)}
            if holders and all(not len(h.new) and not (h.in_function() and h.place[1] != name) for r in holders for h in self.groups[r]):
                result |= holders
        return result

    def begins(self, root):
        """Whether the group ROOT may begin a commit, and does not wait for another."""
        hunks = self.groups[root]
        if all(h.place[0] == "file" for h in hunks) or not self.changes(hunks):
            return False
        brings = set().union(*(h.words()[0] for h in hunks)) & self.fresh
        takes = set().union(*(h.words()[1] for h in hunks)) & self.gone
        if all(not len(h.old) for h in hunks) and any(root in self.declares[n] for n in brings):
            return not any(self.spelled[n] - {root} for n in brings)
        if all(not len(h.new) for h in hunks) and any(not h.in_function() or h.place[1] in takes for h in hunks):
            return not any(self.spelled[n] - {root} for n in takes)
        return True

    @staticmethod
    def changes(hunks):
        """Whether more than white space and comments differ."""
        return any(h.old.code() != h.new.code() for h in hunks)

    def logged(self):
        """The groups of each commit of NEW's ChangeLog, oldest first. Where several commits name a function, its hunks are dealt out to
        them in the order of both: to the last, where there are fewer hunks."""
        log = [c for _title, c in change_log.commits(self.source(self.new, "ChangeLog"), self.source(self.old, "ChangeLog"))]
        naming = collections.defaultdict(list)
        for number, entries in enumerate(log):
            for entry in dict.fromkeys(entries):
                naming[entry].append(number)
        result, dealt = collections.defaultdict(list), set()
        for (path, name), numbers in naming.items():
            hunks = self.files[path].hunks if path in self.files else []
            roots = list(dict.fromkeys(h.root() for h in hunks if h.place[1].split(" ")[-1] == name))
            for i, root in enumerate(roots):
                if root not in dealt:
                    dealt.add(root)
                    many, few = len(numbers), len(roots)
                    result[numbers[i * many // few if few >= many else many - few + i]].append(root)
        return [result[number] for number in sorted(result)]


def split(old, new, recorded, seed, most):
    difference = Difference(old, new, recorded)
    order = difference.logged()
    if len(order) < most // 2:
        order = [[root] for root in difference.groups if difference.begins(root)]
        random.Random(seed).shuffle(order)
    print(f"{len(difference.units)} units, {sum(len(f.hunks) for f in difference.files.values())} hunks in {len(difference.groups)} groups, "
          f"{len(order)} commits to begin")
    git = ["git", "-C", difference.tree]
    subprocess.run(git + ["checkout", "-q", "-b", "split"], check=True)
    os.makedirs(os.path.join(recorded, "patches"))
    series, put_off, sizes = [], 0, []
    while order and len(series) < most:
        later = []
        before = len(series)
        for begun in order:
            begun = [root for root in begun if not difference.made(root)]
            if len(series) >= most or not begun:
                continue
            roots = difference.attempt(begun)
            if not roots:
                later.append(begun)
                put_off += 1
                continue
            for path in {h.file for r in roots for h in difference.groups[r]}:
                difference.unit_words.pop(path, None)
            subprocess.run(git + ["add", "-A", "-f", "--", *{h.file for r in roots for h in difference.groups[r]}], check=True)
            text = subprocess.run(git + ["diff", "--cached", "--no-color", "--no-renames"], stdout=subprocess.PIPE, check=True).stdout
            name = f"{len(series) + 1:04d}"
            subprocess.run(git + ["commit", "-q", "-m", name], check=True)
            with open(os.path.join(recorded, "patches", name), "wb") as file:
                file.write(text)
            series.append(name)
            sizes.append(sum(len(difference.groups[r]) for r in roots))
        if len(series) == before:
            break
        order = later
    subprocess.run(git + ["checkout", "-q", "-f", "-"], check=True)
    subprocess.run(git + ["branch", "-q", "-D", "split"], check=True)
    shutil.rmtree(difference.scratch)
    with open(os.path.join(recorded, "series"), "w") as file:
        file.write("".join(name + "\n" for name in series))
    print(f"{len(series)} commits; {put_off} times a hunk was put off; hunks of a commit: {sorted(collections.Counter(sizes).items())}")


if __name__ == "__main__":
    split(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
