"""Rewrites of real C that keep what it does: one site at a time, on the tokens.

What each kind does is said where it is made: the textual ones here, the others by families
in refactor_*.py. TEXTUAL kinds change nothing but what a compiler drops or what a name is
called; the others change the tree. The rewriter has no types: a site counts only where
rewrites.py has a proof that nothing changed.
"""
import random

import refactor_branches
import refactor_conditions
import refactor_expressions
import refactor_loops
import refactor_statements
import refactor_switches
import rewrite
import syntax
from refactor_kinds import KINDS, MAKERS, TEXTUAL


class Site:
    """EDITS (token index -> text) of the function ABOUT; of all of them if it is None."""

    __slots__ = ("kind", "about", "is_object", "edits", "line", "what")

    def __init__(self, source, kind, about, edits):
        self.kind, self.about, self.edits, self.is_object = kind, about, edits, False
        self.line = source.tokens[min(edits)].line
        first = sorted(edits)[:60]
        old = "".join(source.tokens[i].text + " " for i in first)
        self.what = f"{old} -> {' '.join(edits[i] for i in first)}".replace("\n", " ")[:300]


class Rewriter:
    """The sites of one file."""

    def __init__(self, text, seed):
        self.source = syntax.Source(text)
        self.dice = random.Random(seed)
        self.found = []
        self.function = None
        # The shorthands that the makers live on.
        self.words, self.kindof, self.text = self.source.words, self.source.kind, self.source.text

    def run(self):
        for function in self.source.functions:
            self.function = function
            self.textual(function)
            try:
                self.body = self.source.statements(function)
            except (syntax.Confused, IndexError):
                continue
            self.locals = set(rewrite.locals_of(self.source.tokens, function))
            self.all = list(syntax.walk(self.body))
            self.span = self.source.span(function)
            for name, maker in MAKERS:
                for edits in maker(self) or ():
                    self.add(name, edits)
        return self.found

    def add(self, name, edits):
        if edits and any(self.source.tokens[i].text != text for i, text in edits.items()):
            self.found.append(Site(self.source, name, self.function.name, edits))

    # Textual kinds.

    def textual(self, function):
        tokens, dice = self.source.tokens, self.dice
        inside = range(function.body, function.end)
        spaces = [i for i in inside if tokens[i].kind == "space" and not tokens[i].directive]
        ends = [i for i in inside if tokens[i].kind == "newline" and not tokens[i].directive and
                tokens[i - 1].kind != "splice"]
        some = [i for i in spaces if dice.random() < 0.4]
        self.add("comments inserted", {i: " /* if (x) return; */ " for i in some})
        self.add("comments removed", {i: " " * (tokens[i].text[1] == "*") + "\n" * tokens[i].text.count("\n")
                                      for i in inside if tokens[i].kind == "comment" and not tokens[i].directive})
        self.add("blank lines", {i: "\n\n\t\n" for i in ends if dice.random() < 0.4})
        self.add("line breaks", {i: "\n " for i in some if not tokens[i - 1].kind == "newline"})
        self.add("indentation", {i: "\t   " for i in spaces})
        self.add("line splices", {i: " \\\n " for i in some})
        starts = [i for i in ends if i > 0 and tokens[i - 1].text in (";", "{", "}")]
        depth = self.parentheses(function)
        self.add("#line", {i: '\n#line 77 "generated.y"\n' for i in starts if i not in depth and dice.random() < 0.2})
        names = rewrite.locals_of(tokens, function)
        head = {tokens[i].text for i in range(function.start, function.body) if tokens[i].kind == "name"}
        for label, choice in (("parameter renamed", [n for n in names if n in head]),
                              ("local renamed", [n for n in names if n not in head])):
            if choice:
                name = dice.choice(choice)
                undo = rewrite.rename(tokens, function, name, name + "_renamed")
                edits = {i: tokens[i].text for i, _old in undo}
                rewrite.undo_rename(tokens, undo)
                self.add(label, edits)
        solid = [i for i in inside if tokens[i].solid()]
        for at, i in enumerate(solid[1:-2], 1):
            if tokens[i].text == "goto":
                target = tokens[solid[at + 1]].text
                self.add("label renamed", {j: target + "_renamed" for j in solid if tokens[j].text == target})
                break
        self.moved(function)

    def parentheses(self, function):
        """Token indices within parentheses or brackets."""
        inside, depth = set(), 0
        for i in range(function.body, function.end):
            if self.source.tokens[i].solid():
                depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(self.source.tokens[i].text, 0)
            if depth:
                inside.add(i)
        return inside

    def moved(self, function):
        """The function goes to the end of the file, and a declaration stands in its place."""
        source = self.source
        head, body, end = source.span(function)
        last = source.solid[-1]
        if last < function.end or any(t.directive for t in source.tokens[function.start:function.end]):
            return
        if any(word == ";" for word in source.words[head:body]):
            return
        text = rewrite.joined(source.tokens[function.start:function.end])
        edits = source.replace(head, end, source.text(head, body) + ";")
        for i in range(function.start, function.end):
            if source.tokens[i].kind in ("comment", "splice"):
                edits[i] = ""
        edits[last] = source.tokens[last].text + "\n" + text + "\n"
        self.add("moved function", edits)

    # Shorthands for what follows.

    def plain(self, statement):
        return self.source.plain(statement.start, statement.end)

    def has(self, start, end, *wanted):
        return any(word in wanted for word in self.words[start:end])

    def of_kind(self, *kinds):
        """The statements of KINDS that no directive cuts."""
        return [s for s in self.all if s.kind in kinds and self.plain(s)]

    def condition(self, statement):
        return self.text(*statement.parts["condition"])

    def whole(self, statement):
        return self.text(statement.start, statement.end)

    def new(self, statement, text):
        return self.source.replace(statement.start, statement.end, text)

    def inner(self, statement):
        """The text of STATEMENT in braces."""
        return self.whole(statement) if statement.kind == "block" else "{ " + self.whole(statement) + " }"

    def simple(self, start, end):
        """Nothing in the span has effects or binds loosely: a name, a number, members."""
        return start < end and all(self.kindof(at) in ("name", "number") or self.words[at] in (".", "->")
                                   for at in range(start, end)) and not self.has(start, end, *syntax.KEYWORDS)

    def operand_before(self, at):
        """The start of the simple operand that ends before AT, or None."""
        start = at
        while start > 0 and (self.kindof(start - 1) in ("name", "number") or self.words[start - 1] in (".", "->")):
            if self.kindof(start - 1) in ("name", "number") and start < at and self.kindof(start) in ("name", "number"):
                return None
            start -= 1
        return start if self.simple(start, at) else None

    def operand_after(self, at):
        """The end of the simple operand after AT, or None."""
        end = at + 1
        while end < len(self.words) and (self.kindof(end) in ("name", "number") or self.words[end] in (".", "->")):
            end += 1
        return end if self.simple(at + 1, end) and self.words[end] not in ("(", "[", "++", "--") else None

    def lone(self, start, end, loose):
        """The operators around the span bind less tightly than it: those in LOOSE."""
        return self.words[start - 1] in loose and self.words[end] in loose

    def assignment(self, statement, operators=("=",)):
        """(target span, operator position, value span) of `TARGET = VALUE;`, or None."""
        if statement.kind != "expression":
            return None
        start, end = statement.parts["value"]
        found = self.source.top_level(start, end, syntax.ASSIGNMENTS)
        if len(found) != 1 or self.words[found[0]] not in operators or self.source.top_level(start, end, {","}):
            return None
        return (start, found[0]), found[0], (found[0] + 1, end)

    def only(self, statement):
        """STATEMENT, or the only one in its braces."""
        while statement.kind == "block" and len(statement.children) == 1:
            statement = statement.children[0]
        return statement

    def leaves(self, statement):
        """Control does not reach what comes after STATEMENT."""
        if statement.kind == "block":
            return bool(statement.children) and self.leaves(statement.children[-1])
        return statement.kind in ("return", "goto", "break", "continue")

    def neighbours(self):
        """(statement, next) within each block."""
        for block in syntax.blocks(self.body):
            for one, other in zip(block.children, block.children[1:]):
                if self.source.plain(one.start, other.end):
                    yield one, other

    def pair(self, one, other, text):
        return {**self.new(one, text), **self.new(other, "")}
