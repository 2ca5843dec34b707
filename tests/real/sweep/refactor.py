"""Rewrites of real C that keep what it does: one site at a time, on the tokens.

What each kind does is said where it is made. TEXTUAL kinds change nothing but what a
compiler drops or what a name is called; the others change the tree. The rewriter has no
types: a site counts only where the object code proves that nothing changed.
"""
import random
import re

import mutator
import rewrite
import syntax

TEXTUAL = ["comments inserted", "comments removed", "blank lines", "line breaks", "indentation", "line splices",
           "#line", "local renamed", "parameter renamed", "label renamed", "moved function", "moved file"]
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
OPPOSITE = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "==": "!=", "!=": "=="}
KINDS = list(TEXTUAL)
MAKERS = []


def kind(name):
    """Registers a method that makes the sites of kind NAME."""
    def register(method):
        KINDS.append(name)
        MAKERS.append((name, method))
        return method
    return register


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
        # The shorthands that the makers below live on.
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
            for name, method in MAKERS:
                for edits in method(self) or ():
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

    # Conditions.

    @kind("inverted condition")
    def inverted(self):
        for s in self.of_kind("if"):
            if s.otherwise:
                yield self.new(s, f"if (!({self.condition(s)})) {self.inner(s.otherwise)} else {self.inner(s.children[0])}")

    @kind("opposite comparison")
    def opposite(self):
        for s in self.of_kind("if"):
            start, end = s.parts["condition"]
            found = self.source.top_level(start, end, set(OPPOSITE) | {"&&", "||", "?", "=", ","})
            if s.otherwise and len(found) == 1 and self.words[found[0]] in ("==", "!="):
                text = self.text(start, found[0]) + OPPOSITE[self.words[found[0]]] + self.text(found[0] + 1, end)
                yield self.new(s, f"if ({text}) {self.inner(s.otherwise)} else {self.inner(s.children[0])}")

    @kind("De Morgan")
    def de_morgan(self):
        for s in self.of_kind("if", "while"):
            start, end = s.parts["condition"]
            found = self.source.top_level(start, end, {"&&", "||", "?", "=", ","})
            if len(found) == 1 and self.words[found[0]] in ("&&", "||"):
                other = "||" if self.words[found[0]] == "&&" else "&&"
                text = f"!(!({self.text(start, found[0])}) {other} !({self.text(found[0] + 1, end)}))"
                yield self.source.replace(start, end, text)

    @kind("double negation")
    def double_negation(self):
        for s in self.of_kind("if", "while"):
            yield self.source.replace(*s.parts["condition"], f"!!({self.condition(s)})")

    @kind("compared with zero")
    def compared_with_zero(self):
        for s in self.of_kind("if", "while"):
            start, end = s.parts["condition"]
            if self.words[start] == "!" and self.simple(start + 1, end):
                yield self.source.replace(start, end, f"{self.text(start + 1, end)} == 0")
            elif self.simple(start, end):
                yield self.source.replace(start, end, f"{self.text(start, end)} != 0")

    @kind("mirrored comparison")
    def mirrored(self):
        for at in range(self.span[1] + 1, self.span[2] - 1):
            if self.words[at] in MIRRORED:
                start, end = self.operand_before(at), self.operand_after(at)
                if start and end and self.lone(start, end, {"(", ")", "&&", "||", ";"}):
                    yield self.source.replace(start, end, f"{self.text(at + 1, end)} {MIRRORED[self.words[at]]} "
                                                          f"{self.text(start, at)}")

    @kind("nested ifs joined")
    def joined_ifs(self):
        for s in self.of_kind("if"):
            inner = self.only(s.children[0])
            if not s.otherwise and inner.kind == "if" and not inner.otherwise:
                yield self.new(s, f"if (({self.condition(s)}) && ({self.condition(inner)})) {self.inner(inner.children[0])}")

    @kind("ifs nested")
    def nested_ifs(self):
        for s in self.of_kind("if"):
            start, end = s.parts["condition"]
            found = self.source.top_level(start, end, {"&&", "||", "?", "=", ","})
            if not s.otherwise and len(found) == 1 and self.words[found[0]] == "&&":
                yield self.new(s, f"if ({self.text(start, found[0])}) {{ if ({self.text(found[0] + 1, end)}) "
                                  f"{self.inner(s.children[0])} }}")

    @kind("split or")
    def split_or(self):
        """`if (a || b) leave;` as two."""
        for s in self.of_kind("if"):
            start, end = s.parts["condition"]
            found = self.source.top_level(start, end, {"&&", "||", "?", "=", ","})
            if not s.otherwise and len(found) == 1 and self.words[found[0]] == "||" and self.leaves(s.children[0]):
                body = self.inner(s.children[0])
                yield self.new(s, f"{{ if ({self.text(start, found[0])}) {body} if ({self.text(found[0] + 1, end)}) {body} }}")

    @kind("assignment out of condition")
    def assignment_out(self):
        for s in self.of_kind("if"):
            start, end = s.parts["condition"]
            if self.words[start] == "(" and self.source.match.get(start, end) < end:
                close = self.source.match[start]
                found = self.source.top_level(start + 1, close, {"=", ","})
                if len(found) == 1 and self.words[found[0]] == "=" and self.simple(start + 1, found[0]):
                    target = self.text(start + 1, found[0])
                    yield self.new(s, f"{{ {self.text(start + 1, close)}; if ({target} {self.text(close + 1, end)}) " +
                                   self.text(end + 1, s.end) + " }")

    # Control flow.

    @kind("redundant else added")
    def else_added(self):
        for block in syntax.blocks(self.body):
            for at, s in enumerate(block.children[:-1]):
                rest = block.children[at + 1:]
                if s.kind == "if" and not s.otherwise and self.leaves(s.children[0]) and \
                        self.source.plain(s.start, rest[-1].end) and \
                        not any(r.kind in ("case", "label", "declaration") for r in rest):
                    yield self.source.replace(s.start, rest[-1].end, self.whole(s) + " else { " +
                                              self.text(rest[0].start, rest[-1].end) + " }")

    @kind("redundant else dropped")
    def else_dropped(self):
        for block in syntax.blocks(self.body):
            for s in block.children:
                if s.kind == "if" and s.otherwise and self.leaves(s.children[0]) and self.plain(s) and \
                        s.otherwise.kind != "declaration":
                    yield self.new(s, self.text(s.start, s.otherwise.start - 1) + " " + self.inner(s.otherwise))

    @kind("early return")
    def early_return(self):
        """A last `if (c) ...` of a function without value becomes `if (!c) return; ...`."""
        if not self.body.children or self.words[self.span[0]:self.span[1]].count("void") == 0:
            return
        s = self.body.children[-1]
        if s.kind == "if" and not s.otherwise and self.plain(s):
            yield self.new(s, f"if (!({self.condition(s)})) return; {self.inner(s.children[0])}")

    @kind("early return nested")
    def early_nested(self):
        """`if (c) return; rest` becomes `if (!c) { rest }`."""
        for at, s in enumerate(self.body.children[:-1]):
            rest = self.body.children[at + 1:]
            if s.kind == "if" and not s.otherwise and self.only(s.children[0]).kind == "return" and \
                    self.only(s.children[0]).parts["value"][0] == self.only(s.children[0]).parts["value"][1] and \
                    self.source.plain(s.start, rest[-1].end):
                yield self.source.replace(s.start, rest[-1].end, f"if (!({self.condition(s)})) {{ " +
                                          self.text(rest[0].start, rest[-1].end) + " }")

    @kind("ternary into if")
    def ternary_into_if(self):
        for s in self.of_kind("expression", "return"):
            start, end = s.parts["value"]
            before = ""
            found = self.assignment(s)
            if s.kind == "return":
                before = "return "
            elif found and self.simple(*found[0]):
                before, start = self.text(found[0][0], found[1] + 1), found[1] + 1
            else:
                continue
            question = self.source.top_level(start, end, {"?", ","})
            colon = self.source.top_level(start, end, {":"})
            if len(question) == 1 and len(colon) == 1 and self.words[question[0]] == "?":
                yield self.new(s, f"{{ if ({self.text(start, question[0])}) {before} {self.text(question[0] + 1, colon[0])};"
                                  f" else {before} {self.text(colon[0] + 1, end)}; }}")

    @kind("if into ternary")
    def if_into_ternary(self):
        for s in self.of_kind("if"):
            if not s.otherwise:
                continue
            one, other = self.only(s.children[0]), self.only(s.otherwise)
            if one.kind == other.kind == "return":
                values = one.parts["value"], other.parts["value"]
                before = "return"
            else:
                first, second = self.assignment(one), self.assignment(other)
                if not first or not second or self.text(*first[0]) != self.text(*second[0]) or not self.simple(*first[0]):
                    continue
                values, before = (first[2], second[2]), self.text(*first[0]) + " ="
            if values[0][0] < values[0][1] and values[1][0] < values[1][1]:
                yield self.new(s, f"{before} ({self.condition(s)}) ? ({self.text(*values[0])}) : ({self.text(*values[1])});")

    @kind("ternary inverted")
    def ternary_inverted(self):
        for s in self.of_kind("expression", "return"):
            start, end = s.parts["value"]
            equals = self.source.top_level(start, end, {"="})
            if len(equals) == 1:
                start = equals[0] + 1
            question, colon = self.source.top_level(start, end, {"?", ","}), self.source.top_level(start, end, {":"})
            if len(question) == 1 and len(colon) == 1 and self.words[question[0]] == "?":
                yield self.source.replace(start, end, f"!({self.text(start, question[0])}) ? "
                                          f"({self.text(colon[0] + 1, end)}) : ({self.text(question[0] + 1, colon[0])})")

    @kind("if-return into return")
    def if_return(self):
        """`if (c) return a; return b;` in one."""
        for one, other in self.neighbours():
            if one.kind == "if" and not one.otherwise and other.kind == "return":
                first = self.only(one.children[0])
                if first.kind == "return" and first.parts["value"][0] < first.parts["value"][1] and \
                        other.parts["value"][0] < other.parts["value"][1]:
                    yield self.pair(one, other, f"return ({self.condition(one)}) ? ({self.text(*first.parts['value'])}) : "
                                                f"({self.text(*other.parts['value'])});")

    @kind("while into for")
    def while_into_for(self):
        for s in self.of_kind("while"):
            yield self.new(s, f"for (; {self.condition(s)}; ) {self.whole(s.children[0])}")

    @kind("for into while")
    def for_into_while(self):
        for s in self.of_kind("for"):
            if not self.has(s.start, s.end, "continue", "case") and s.parts["condition"][0] < s.parts["condition"][1]:
                step = self.text(*s.parts["step"])
                yield self.new(s, f"{{ {self.text(*s.parts['start'])}; while ({self.condition(s)}) "
                                  f"{{ {self.whole(s.children[0])} {step}; }} }}")

    @kind("while into do")
    def while_into_do(self):
        for s in self.of_kind("while"):
            if not self.has(s.start, s.end, "case", "default"):
                yield self.new(s, f"if ({self.condition(s)}) do {self.inner(s.children[0])} while ({self.condition(s)});")

    @kind("loop condition into body")
    def condition_into_body(self):
        for s in self.of_kind("while"):
            yield self.new(s, f"for (;;) {{ if (!({self.condition(s)})) break; {self.whole(s.children[0])} }}")

    @kind("do into endless loop")
    def do_into_endless(self):
        for s in self.of_kind("do"):
            if not self.has(s.start, s.end, "continue"):
                yield self.new(s, f"for (;;) {{ {self.whole(s.children[0])} if (!({self.condition(s)})) break; }}")

    @kind("endless loop's form")
    def endless(self):
        for s in self.of_kind("for", "while"):
            start, end = s.parts["condition"]
            if s.kind == "for" and start == end and s.parts["step"][0] == s.parts["step"][1]:
                yield self.new(s, f"{{ {self.text(*s.parts['start'])}; while (1) {self.whole(s.children[0])} }}")
            elif s.kind == "while" and self.words[start:end] == ["1"]:
                yield self.new(s, f"for (;;) {self.whole(s.children[0])}")

    @kind("for's start before it")
    def start_before(self):
        for s in self.of_kind("for"):
            start, end = s.parts["start"]
            if start < end:
                yield self.new(s, f"{{ {self.text(start, end)}; for (; {self.condition(s)}; {self.text(*s.parts['step'])}) "
                                  f"{self.whole(s.children[0])} }}")

    @kind("case labels reordered")
    def labels_reordered(self):
        for one, other in self.neighbours():
            if one.kind == other.kind == "case":
                yield {**self.new(one, self.whole(other)), **self.new(other, self.whole(one))}

    def sections(self, s):
        """A switch's [(labels, statements)], each of which leaves; None if it is not so simple."""
        if s.children[0].kind != "block":
            return None
        found = []
        for child in s.children[0].children:
            if child.kind == "case":
                if not found or found[-1][1]:
                    found.append(([], []))
                found[-1][0].append(child)
            elif not found:
                return None
            else:
                found[-1][1].append(child)
        for at, (_labels, body) in enumerate(found):
            if not body or any(b.kind == "declaration" for b in body):
                return None
            last = at == len(found) - 1
            if not self.leaves(body[-1]) and not last or \
                    any(self.has(b.start, b.end, "break") for b in (body[:-1] if body[-1].kind == "break" else body)):
                return None
        return found

    @kind("switch sections reordered")
    def sections_reordered(self):
        for s in self.of_kind("switch"):
            found = self.sections(s)
            if not found or len(found) < 2:
                continue
            at = self.dice.randrange(len(found) - 1)
            if not self.leaves(found[at + 1][1][-1]):
                continue
            one, other = ((f[0][0].start, f[1][-1].end) for f in found[at:at + 2])
            yield {**self.source.replace(*one, self.text(*other)), **self.source.replace(*other, self.text(*one))}

    @kind("switch into ifs")
    def switch_into_ifs(self):
        for s in self.of_kind("switch"):
            found = self.sections(s)
            if not found or len(found) > 6 or not self.simple(*s.parts["condition"]):
                continue
            default = [f for f in found if any(self.words[label.start] == "default" for label in f[0])]
            if default and (default != [found[-1]] or len(default[0][0]) > 1):
                continue
            text = ""
            for labels, body in found:
                inside = self.text(body[0].start, (body[-1].start if body[-1].kind == "break" else body[-1].end))
                if default and labels is default[0][0]:
                    text += f"{{ {inside} }}"
                else:
                    tests = " || ".join(f"{self.condition(s)} == {self.text(*label.parts['value'])}" for label in labels)
                    text += f"if ({tests}) {{ {inside} }} else "
            yield self.new(s, text if default else text + ";")

    @kind("ifs into switch")
    def ifs_into_switch(self):
        for s in self.of_kind("if"):
            chain, at, subject = [], s, None
            while at is not None and at.kind == "if":
                start, end = at.parts["condition"]
                found = self.source.top_level(start, end, {"==", "&&", "||", "!=", "=", "?"})
                if len(found) != 1 or self.words[found[0]] != "==" or not self.simple(start, found[0]) or \
                        end - found[0] != 2:
                    chain = None
                    break
                if subject not in (None, self.text(start, found[0]).strip()):
                    chain = None
                    break
                subject = self.text(start, found[0]).strip()
                chain.append((self.text(found[0] + 1, end), at.children[0]))
                at = at.otherwise
            if chain and len(chain) > 1 and not self.has(s.start, s.end, "break"):
                text = "".join(f"case {value}: {self.inner(body)} break; " for value, body in chain)
                if at is not None:
                    text += f"default: {self.inner(at)} break; "
                yield self.new(s, f"switch ({subject}) {{ {text} }}")

    @kind("unreachable code")
    def unreachable(self):
        for s in self.of_kind("expression"):
            yield self.new(s, f"{{ {self.whole(s)} if (0) {{ {self.whole(s)} }} }}")

    @kind("code after return")
    def after_return(self):
        for s in self.of_kind("return"):
            yield self.new(s, f"{{ {self.whole(s)} {self.whole(s)} }}")

    @kind("wrapped in do-while (0)")
    def wrapped(self):
        for s in self.of_kind("expression"):
            yield self.new(s, f"do {{ {self.whole(s)} }} while (0);")

    @kind("braces added")
    def braces_added(self):
        for s in self.of_kind("if", "while", "for"):
            for child in s.children:
                if child.kind not in ("block", "if"):
                    yield self.new(child, f"{{ {self.whole(child)} }}")

    @kind("braces dropped")
    def braces_dropped(self):
        for s in self.of_kind("while", "for", "if"):
            child = s.children[0]
            if child.kind == "block" and len(child.children) == 1 and \
                    child.children[0].kind in ("expression", "return", "break", "continue"):
                yield self.new(child, self.whole(child.children[0]))

    @kind("empty statement")
    def empty_statement(self):
        for s in self.of_kind("expression"):
            yield self.new(s, f"{{ ; {self.whole(s)} ; }}")

    # Declarations and statements.

    @kind("split declaration")
    def split(self):
        for s in self.of_kind("declaration"):
            local = syntax.single_declaration(self.source, s)
            if local and local.value and not self.has(*local.type, "const"):
                name = self.words[local.name]
                yield self.new(s, f"{self.text(s.start, local.name + 1)}; {name} = {self.text(*local.value)};")

    @kind("joined declaration")
    def join(self):
        for one, other in self.neighbours():
            local, found = syntax.single_declaration(self.source, one), self.assignment(other)
            if local and not local.value and found and self.words[found[0][0]:found[0][1]] == [self.words[local.name]] \
                    and not self.has(*found[2], self.words[local.name]):
                yield self.pair(one, other, f"{self.text(one.start, local.name + 1)} = {self.text(*found[2])};")

    @kind("one declaration each")
    def declarators(self):
        """`int a, b;` as `int a; int b;`."""
        for s in self.of_kind("declaration"):
            start, end = s.parts["value"]
            commas = self.source.top_level(start, end, {","})
            type_end = start
            while self.kindof(type_end + 1) == "name":
                type_end += 1
            if commas and self.words[start] != "static" and self.words[type_end + 1] in (",", "=") and type_end > start:
                kept = self.text(start, type_end)
                edges = [type_end - 1] + commas + [end]
                yield self.new(s, " ".join(f"{kept} {self.text(a + 1, b)};" for a, b in zip(edges, edges[1:])))

    @kind("reordered declarations")
    def declarations_reordered(self):
        for one, other in self.neighbours():
            if one.kind == other.kind == "declaration" and not self.has(one.start, other.end, "=", "typedef", "("):
                yield {**self.new(one, self.whole(other)), **self.new(other, self.whole(one))}

    @kind("extracted variable")
    def extracted(self):
        for s in self.of_kind("return"):
            start, end = s.parts["value"]
            if end - start > 2:
                yield self.new(s, f"{{ __typeof__ ({self.text(start, end)}) extracted_ = {self.text(start, end)}; "
                                  "return extracted_; }")

    @kind("extracted condition")
    def extracted_condition(self):
        for s in self.of_kind("if"):
            start, _end = s.parts["condition"]
            yield self.new(s, f"{{ int extracted_ = ({self.condition(s)}) ? 1 : 0; if (extracted_) "
                              f"{self.text(s.children[0].start, s.end)} }}")

    @kind("extracted argument")
    def extracted_argument(self):
        for s in self.of_kind("expression"):
            for name, arguments in mutator.calls(self.source, s.start, s.end):
                if name == s.start and len(arguments) and arguments[0][1] - arguments[0][0] > 1:
                    span = arguments[-1]
                    value = self.text(*span)
                    yield self.new(s, f"{{ __typeof__ ({value}) extracted_ = {value}; {self.text(s.start, span[0])} "
                                      f"extracted_ {self.text(span[1], s.end)} }}")

    @kind("inlined variable")
    def inlined(self):
        """`T x = e; statement with one x` loses x, where that is the only use."""
        for one, other in self.neighbours():
            local = syntax.single_declaration(self.source, one)
            if not local or not local.value:
                continue
            name = self.words[local.name]
            uses = [at for at in range(one.end, self.span[2]) if self.words[at] == name]
            if len(uses) == 1 and other.start <= uses[0] < other.end and self.words[uses[0] - 1] not in (".", "->", "&"):
                yield {**self.new(one, ""), self.source.solid[uses[0]]: f"({self.text(*local.value)})"}

    @kind("returned variable inlined")
    def returned(self):
        for one, other in self.neighbours():
            found = self.assignment(one)
            if found and other.kind == "return" and self.words[found[0][0]:found[0][1]] == \
                    self.words[other.parts["value"][0]:other.parts["value"][1]] and self.words[found[0][0]] in self.locals:
                yield self.pair(one, other, f"return {self.text(*found[2])};")

    @kind("dead store")
    def dead_store(self):
        for s in self.of_kind("expression"):
            found = self.assignment(s)
            if found and found[0][1] - found[0][0] == 1 and self.words[found[0][0]] in self.locals and \
                    not self.has(*found[2], self.words[found[0][0]]):
                name = self.words[found[0][0]]
                yield self.new(s, f"{{ {name} = 0; {self.whole(s)} }}")

    @kind("dead variable")
    def dead_variable(self):
        for s in self.of_kind("expression"):
            yield self.new(s, f"{{ int dead_ = 3; dead_ = dead_ + 1; {self.whole(s)} }}")

    @kind("reordered statements")
    def reordered(self):
        """Two assignments of which neither names what the other assigns to."""
        for one, other in self.neighbours():
            first, second = self.assignment(one), self.assignment(other)
            if first and second and not self.has(one.start, other.end, "(", "++", "--", "*", "["):
                targets = [self.words[f[0][1] - 1] for f in (first, second)]
                if targets[0] not in self.words[other.start:other.end] and targets[1] not in self.words[one.start:one.end]:
                    yield {**self.new(one, self.whole(other)), **self.new(other, self.whole(one))}

    @kind("comma into statements")
    def comma(self):
        for one, other in self.neighbours():
            if one.kind == other.kind == "expression":
                yield self.pair(one, other, f"{self.text(*one.parts['value'])}, {self.text(*other.parts['value'])};")

    @kind("helper extracted")
    def helper(self):
        """The body goes to a static helper, which the function calls."""
        head, body, end = self.span
        if not self.source.plain(head, end) or self.has(head, body, ";", "...") or self.words[body - 1] != ")":
            return
        open_ = self.source.match[body - 1]
        name = self.function.name
        if self.words[open_ - 1] != name or self.has(head, body, "inline", "[") or self.words[head:open_].count("("):
            return
        commas = self.source.top_level(open_ + 1, body - 1, {","})
        edges = [open_] + commas + [body - 1]
        arguments = [self.words[b - 1] for b in edges[1:]] if self.words[open_ + 1:body - 1] not in ([], ["void"]) else []
        if any(not re.match(r"[A-Za-z_]\w*$", a) for a in arguments):
            return
        result = " ".join(w for w in self.words[head:open_ - 1] if w not in ("static", "extern", "CJSON_PUBLIC"))
        call = f"{name}_helper ({', '.join(arguments)});"
        call = call if self.words[head:open_ - 1][-1] == "void" else "return " + call
        parameters = self.text(open_, body)
        before = {self.source.solid[head]: f"static {result} {name}_helper {parameters} {self.text(body, end)} " +
                  self.words[head]}
        yield {**before, **self.source.replace(body, end, f"{{ {call} }}")}

    # Expressions.

    @kind("parentheses")
    def parentheses_added(self):
        for s in self.of_kind("return", "expression"):
            found = self.assignment(s)
            span = s.parts["value"] if s.kind == "return" else found[2] if found else None
            if span and span[0] < span[1]:
                yield self.source.replace(*span, f" ({self.text(*span)})")

    @kind("compound assignment taken apart")
    def compound(self):
        for s in self.of_kind("expression"):
            found = self.assignment(s, syntax.ASSIGNMENTS - {"="})
            if found and self.simple(*found[0]):
                target = self.text(*found[0])
                yield self.new(s, f"{target} = {target} {self.words[found[1]][:-1]} ({self.text(*found[2])});")

    @kind("compound assignment made")
    def compound_made(self):
        for s in self.of_kind("expression"):
            found = self.assignment(s)
            if not found or not self.simple(*found[0]):
                continue
            size, start = found[0][1] - found[0][0], found[2][0]
            operators = self.source.top_level(*found[2], {"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "?", "&&",
                                                          "||", "<", ">", "=="})
            if self.words[start:start + size] == self.words[found[0][0]:found[0][1]] and len(operators) == 1 and \
                    operators[0] == start + size and self.words[operators[0]] in ("+", "-", "*", "/", "%", "&", "|", "^"):
                yield self.new(s, f"{self.text(*found[0])} {self.words[operators[0]]}= "
                                  f"{self.text(operators[0] + 1, found[2][1])};")

    @kind("increment's form")
    def increment(self):
        for s in self.of_kind("expression"):
            start, end = s.parts["value"]
            if self.words[end - 1] in ("++", "--") and self.simple(start, end - 1):
                target, sign = self.text(start, end - 1), self.words[end - 1][0]
                yield self.new(s, f"{target} = {target} {sign} 1;")
                yield self.new(s, f"{sign}{sign}{target};")
                yield self.new(s, f"{target} {sign}= 1;")

    @kind("index into pointer")
    def index_into_pointer(self):
        for at in range(self.span[1] + 1, self.span[2] - 1):
            if self.words[at] == "[" and self.kindof(at - 1) == "name" and at in self.source.match:
                start, close = self.operand_before(at), self.source.match[at]
                if start and self.words[start - 1] in ("=", "(", "==", "+", "return", ",", "!=", "<", ">", ";") and \
                        self.words[close + 1] in (";", ")", "==", "!=", "<", ">", ",", "=", "+"):
                    yield self.source.replace(start, close + 1, f" (*({self.text(start, at)} + ({self.text(at + 1, close)})))")

    @kind("pointer into index")
    def pointer_into_index(self):
        for at in range(self.span[1] + 1, self.span[2] - 1):
            if self.words[at] == "*" and self.words[at - 1] in ("=", "(", "return", "==", "!=", "&&", "||", "<", ">") and \
                    self.kindof(at + 1) == "name":
                end = self.operand_after(at)
                if end and self.words[end] in (";", ")", "==", "!=", "<", ">", "&&", "||") and self.words[end + 1] != "(":
                    yield self.source.replace(at, end, f"{self.text(at + 1, end)}[0]")

    @kind("arrow into star")
    def arrow(self):
        for at in range(self.span[1] + 1, self.span[2] - 1):
            if self.words[at] == "->" and self.kindof(at - 1) == "name" and self.words[at - 2] not in (".", "->"):
                yield self.source.replace(at - 1, at + 1, f"(*{self.words[at - 1]}).")

    @kind("constant's spelling")
    def spelling(self):
        for at in range(self.span[1] + 1, self.span[2] - 1):
            word = self.words[at]
            if self.kindof(at) == "number" and word.isdigit() and word[0] != "0":
                yield {self.source.solid[at]: hex(int(word))}
            elif self.kindof(at) == "number" and re.match(r"0[xX][0-9a-fA-F]{1,7}$", word):
                yield {self.source.solid[at]: word.upper().replace("X", "x") if word.upper().replace("X", "x") != word
                       else "0x0" + word[2:]}
            elif self.kindof(at) == "character" and len(word) == 3:
                yield {self.source.solid[at]: str(ord(word[1]))}

    @kind("string split")
    def string_split(self):
        for at in range(self.span[1] + 1, self.span[2] - 1):
            word = self.words[at]
            if self.kindof(at) == "string" and len(word) > 4 and word[0] == '"' and "\\" not in word:
                middle = len(word) // 2
                yield {self.source.solid[at]: word[:middle] + '" "' + word[middle:]}

    @kind("NULL and 0")
    def null(self):
        for at in range(self.span[1] + 1, self.span[2] - 1):
            if self.words[at] == "NULL" and self.words[at - 1] in ("==", "!=", "="):
                yield {self.source.solid[at]: "0"}

    @kind("commuted operands")
    def commuted(self):
        for at in range(self.span[1] + 1, self.span[2] - 1):
            if self.words[at] in ("+", "*", "&", "|", "^") and self.source.binary(at):
                start, end = self.operand_before(at), self.operand_after(at)
                if start and end and self.lone(start, end, {"(", ")", "=", ";", ",", "[", "]", "return"}):
                    yield self.source.replace(start, end, f" {self.text(at + 1, end)} {self.words[at]} {self.text(start, at)}")

    @kind("subtraction into addition")
    def subtraction(self):
        for at in range(self.span[1] + 1, self.span[2] - 1):
            if self.words[at] == "-" and self.source.binary(at) and self.words[at + 1].isdigit():
                start = self.operand_before(at)
                if start and self.lone(start, at + 2, {"(", ")", "=", ";", ",", "[", "]", "return"}):
                    yield self.source.replace(at, at + 2, f"+ (-{self.words[at + 1]})")

    @kind("multiplication into shift")
    def shift(self):
        for at in range(self.span[1] + 1, self.span[2] - 1):
            start, end = self.operand_before(at), self.operand_after(at)
            if not start or not end or not self.lone(start, end, {"(", ")", "=", ";", ",", "[", "]", "return"}):
                continue
            if self.words[at] == "*" and self.words[at + 1] in ("2", "4", "8", "16"):
                yield self.source.replace(at, at + 2, f"<< {int(self.words[at + 1]).bit_length() - 1}")
            elif self.words[at] == "<<" and self.words[at + 1] in ("1", "2", "3", "4", "8"):
                yield self.source.replace(at, at + 2, f"* {1 << int(self.words[at + 1])}")

    @kind("cast that does nothing")
    def cast(self):
        for s in self.of_kind("declaration"):
            local = syntax.single_declaration(self.source, s)
            if not local:
                continue
            name, type_ = self.words[local.name], self.text(*local.type)
            uses = [at for at in range(s.end, self.span[2]) if self.words[at] == name and
                    self.words[at - 1] in ("=", "(", ",", "return", "==", "<") and
                    self.words[at + 1] in (";", ")", ",", "==", "<")]
            if uses:
                yield {self.source.solid[self.dice.choice(uses)]: f"({type_}) {name}"}

    @kind("type's spelling")
    def type_spelling(self):
        for at in range(self.span[1] + 1, self.span[2] - 1):
            word, after = self.words[at], self.words[at + 1]
            if self.words[at - 1] in syntax.TYPE_WORDS or after in syntax.TYPE_WORDS:
                continue
            if word in ("long", "short", "unsigned"):
                yield {self.source.solid[at]: word + " int"}
            elif word == "int":
                yield {self.source.solid[at]: "signed int"}

    @kind("const added")
    def const_added(self):
        for s in self.of_kind("declaration"):
            local = syntax.single_declaration(self.source, s)
            if local and local.value and "const" not in self.words[local.type[0]:local.type[1]]:
                name = self.words[local.name]
                if not any(self.words[at] == name and self.words[at + 1] in syntax.ASSIGNMENTS | {"++", "--"}
                           for at in range(s.end, self.span[2])):
                    yield {self.source.solid[local.name]: "const " + name}

    @kind("result cast to void")
    def to_void(self):
        for s in self.of_kind("expression"):
            for name, _arguments in mutator.calls(self.source, s.start, s.end):
                if name == s.start and self.source.match[name + 1] == s.end - 2:
                    yield self.new(s, f"(void) {self.whole(s)}")
