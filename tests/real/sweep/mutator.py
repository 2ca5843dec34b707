"""First-order mutants of C source: each is one small change of one function or of one
object's initialiser, on the tokens of the real file.

What is done, by kind:

  operator        one arithmetic, bitwise, shift, increment or assignment operator for another
  condition       a comparison, && or || for another; a whole condition negated; ! dropped
  constant        a number or character one more, one less, 0 or 1
  deleted         an expression statement, return, break, continue or else branch gone
  swapped         two neighbouring expression statements in the other order, unless both set a local
                  without a call or any other effect, and neither names what the other sets
  arguments       two arguments of a call swapped
  type            a word of a local's, parameter's or cast's type for another; a cast dropped
  volatile gone   `volatile` dropped, of a local, a cast or an object of the file
  volatile        `volatile` added to a local
  callee          the function called is another that this file calls with as many arguments
  string          one character of a string literal changed, dropped or added
  case label      a label's constant changed, taken from another label, or the label gone
  loop bound      the comparison or the constant of a loop's condition
  field           another member, one that this file uses behind the same name
  initialiser     a constant, string or name in the initialiser of an object of the file
  variable        one use of a local is a use of another
  return value    another value returned: negated, plus one
  storage         `static` of a local dropped

It knows statements, calls and labels (syntax.py), but no types: what does not compile
is counted and left. Lines stay where they are, so that no mutant is one of __LINE__.
"""
import random
import re

import rewrite
import syntax

SWAPS = {
    "operator": [["+", "-"], ["*", "/", "%"], ["<<", ">>"], ["&", "|", "^"], ["+=", "-=", "="], ["*=", "/="],
                 ["&=", "|=", "^=", "="], ["<<=", ">>="], ["++", "--"], ["+", "*"], ["-", "+"], ["&", "+"]],
    "condition": [["<", "<=", ">", ">=", "==", "!="], ["&&", "||"]],
}
TYPES = [["int", "unsigned", "long", "short", "char"], ["long", "int", "short"], ["unsigned", "signed"],
         ["double", "float", "int"], ["float", "double"], ["char", "int", "short"], ["size_t", "int", "unsigned"],
         ["uint8_t", "int8_t", "uint16_t"], ["uint16_t", "uint8_t", "int16_t"], ["uint32_t", "int32_t", "uint16_t"],
         ["uint64_t", "int64_t", "uint32_t"], ["int64_t", "uint64_t", "int32_t"], ["int32_t", "uint32_t", "int16_t"],
         ["ssize_t", "size_t", "int"], ["short", "int", "char"]]
OTHERS = {}
for kind, groups in SWAPS.items():
    for group in groups:
        for word in group:
            OTHERS.setdefault(word, (kind, set()))[1].update(set(group) - {word})
OTHERS = {word: (kind, sorted(words)) for word, (kind, words) in OTHERS.items()}
OTHER_TYPES = {group[0]: group[1:] for group in TYPES}
KINDS = ["operator", "condition", "constant", "deleted", "swapped", "arguments", "type", "volatile gone", "volatile", "callee", "string",
         "case label", "loop bound", "field", "initialiser", "variable", "return value", "storage"]


class Mutant:
    """EDITS (token index -> text) of the function ABOUT, or of the object ABOUT."""

    __slots__ = ("kind", "about", "is_object", "edits", "line", "what")

    def __init__(self, source, kind, about, edits, is_object=False):
        self.kind, self.about, self.edits, self.is_object = kind, about, edits, is_object
        first = min(edits)
        self.line = source.tokens[first].line
        old = " ".join(source.tokens[i].text for i in sorted(edits))
        self.what = f"{old} -> {' '.join(edits[i] for i in sorted(edits))}"[:160]


def character_changed(text, dice):
    """A string literal's text with one plain character changed, dropped or one added."""
    quote = text.index('"')
    inner = text[quote + 1:-1]
    places = [i for i, c in enumerate(inner) if c.isalnum() and (i == 0 or inner[i - 1] not in "\\%0123456789")]
    if not places:
        return text[:quote + 1] + inner + "z" + '"'
    at = dice.choice(places)
    other = dice.choice([("q" if inner[at] != "q" else "r"), "", inner[at] + "k"])
    return text[:quote + 1] + inner[:at] + other + inner[at + 1:] + '"'


def number_changed(text, dice):
    """Other spellings of a number: a little more, a little less, 0 or 1."""
    suffix = ""
    digits = text
    while digits and digits[-1] in "uUlL" and not digits.lower().startswith("0x") or \
            digits.lower().startswith("0x") and digits[-1:] in ("u", "U", "l", "L"):
        suffix, digits = digits[-1] + suffix, digits[:-1]
    try:
        base = 8 if digits[0] == "0" and digits[1:].isdigit() else 0
        value = int(digits, base)
    except ValueError:
        try:
            value = float(digits.rstrip("fF"))
        except ValueError:
            return None
        return repr(value + 1.0)
    others = sorted({value + 1, value - 1, 0, 1} - {value, -1})
    chosen = dice.choice(others)
    return (hex(chosen) if digits.lower().startswith("0x") else str(chosen)) + suffix


def literal_changed(token, dice):
    if token.kind == "string":
        return character_changed(token.text, dice)
    if token.kind == "number":
        return number_changed(token.text, dice)
    if token.kind == "character" and len(token.text) == 3 and token.text[1].isalnum():
        return "'" + chr(ord(token.text[1]) + 1) + "'" if token.text[1] not in "zZ9" else "'b'"
    if token.kind == "character":
        return "'b'"
    return None


def calls(source, start, end):
    """(name's position, [argument spans]) of what looks like a call in the span."""
    for at in range(start, end - 1):
        if source.kind(at) == "name" and source.words[at + 1] == "(" and source.words[at] not in syntax.KEYWORDS \
                and at + 1 in source.match and source.kind(at - 1) != "name":
            close = source.match[at + 1]
            commas = source.top_level(at + 2, close, {","})
            edges = [at + 1] + commas + [close]
            spans = [(a + 1, b) for a, b in zip(edges, edges[1:])]
            yield at, [] if close == at + 2 else spans


class Mutator:
    """All mutants of one file."""

    def __init__(self, text, seed):
        self.source = syntax.Source(text)
        self.dice = random.Random(seed)
        self.found = []
        source = self.source
        self.members, self.callees, self.labels = {}, {}, set()
        for at in range(2, len(source.words)):
            if source.words[at - 1] in (".", "->") and source.kind(at) == "name" and source.kind(at - 2) == "name":
                self.members.setdefault(source.words[at - 2], set()).add(source.words[at])
            if source.words[at - 1] == "case" and source.kind(at) == "name" and source.words[at + 1] == ":":
                self.labels.add(source.words[at])
        for name, arguments in calls(source, 1, len(source.words)):
            self.callees.setdefault(len(arguments), set()).add(source.words[name])

    def add(self, kind, function, edits, is_object=False):
        if edits and any(self.source.tokens[i].text != text for i, text in edits.items()):
            self.found.append(Mutant(self.source, kind, function, edits, is_object))

    def other(self, choices, but):
        choices = sorted(set(choices) - {but})
        return self.dice.choice(choices) if choices else None

    def run(self):
        source = self.source
        inside = set()
        for function in source.functions:
            inside.update(range(function.start, function.end))
            self.tokens(function)
            try:
                self.statements(function, source.statements(function))
            except (syntax.Confused, IndexError):
                pass
        for name, start, end in syntax.initialisers(source):
            self.initialiser(name, start, end)
        for at, word in enumerate(source.words):
            if word == "volatile" and source.solid[at] not in inside:
                self.volatile_object(at)
        return self.found

    def initialiser(self, name, start, end):
        source = self.source
        names = [source.words[at] for at in range(start, end) if source.kind(at) == "name"]
        for at in range(start, end):
            index = source.solid[at]
            text = literal_changed(source.tokens[index], self.dice)
            if source.kind(at) == "name" and source.words[at - 1] != ".":
                text = self.other(names, source.words[at])
            if text is not None:
                self.add("initialiser", name, {index: text}, True)

    def volatile_object(self, at):
        """Drops the `volatile` at AT, of an object at file scope."""
        source = self.source
        for end in range(at, min(at + 12, len(source.words))):
            if source.words[end] in ("=", ";", "[", ","):
                if source.kind(end - 1) == "name":
                    self.add("volatile gone", source.words[end - 1], {source.solid[at]: ""}, True)
                return

    def tokens(self, function):
        """What a single token, or a call, shows."""
        source = self.source
        head, body, end = source.span(function)
        locals_here = rewrite.locals_of(source.tokens, function)
        in_case = False
        for at in range(head, end):
            index = source.solid[at]
            word, kind = source.words[at], source.kind(at)
            if word in OTHER_TYPES and source.words[at + 1] != "(":
                self.add("type", function.name, {index: self.dice.choice(OTHER_TYPES[word])})
            if word == "volatile":
                self.add("volatile gone", function.name, {index: ""})
            if at <= body:
                continue
            if word == "static":
                self.add("storage", function.name, {index: ""})
            if word == "case":
                in_case = True
            elif word == ":":
                in_case = False
            if word in OTHERS and source.binary(at) and not in_case:
                self.add(OTHERS[word][0], function.name, {index: self.dice.choice(OTHERS[word][1])})
            elif word in ("++", "--"):
                self.add("operator", function.name, {index: "--" if word == "++" else "++"})
            elif word == "!":
                self.add("condition", function.name, {index: ""})
            elif word in ("-", "~") and not in_case:
                self.add("operator", function.name, {index: "+" if word == "-" else ""})
            changed = literal_changed(source.tokens[index], self.dice)
            if changed is not None:
                label = "case label" if in_case else "string" if kind == "string" else "constant"
                self.add(label, function.name, {index: changed})
            elif in_case and kind == "name" and word in self.labels:
                label = self.other(self.labels, word)
                self.add("case label", function.name, {index: label} if label else {})
            if kind == "name" and source.words[at - 1] in (".", "->"):
                member = self.other(self.members.get(source.words[at - 2], ()), word)
                self.add("field", function.name, {index: member} if member else {})
            elif kind == "name" and word in locals_here and source.words[at + 1] != ":" and \
                    source.kind(at - 1) != "name" and self.dice.random() < 0.4:
                other = self.other(locals_here, word)
                self.add("variable", function.name, {index: other} if other else {})
            if word == "(" and source.kind(at - 1) != "name" and at in source.match:
                close = source.match[at]
                inside = source.words[at + 1:close]
                if inside and inside[0] in syntax.TYPE_WORDS and len(inside) < 5 and source.words[at - 1] != ")":
                    self.add("type", function.name, source.replace(at, close + 1, ""))
        for name, arguments in calls(source, body, end):
            callee = self.other(self.callees.get(len(arguments), ()), source.words[name])
            if callee:
                self.add("callee", function.name, {source.solid[name]: callee})
            if len(arguments) > 1:
                first = self.dice.randrange(len(arguments) - 1)
                self.swap("arguments", function, arguments[first], arguments[first + 1])

    def swap(self, kind, function, first, second):
        source = self.source
        if not source.plain(first[0], second[1]) or first[0] >= first[1] or second[0] >= second[1]:
            return
        one, other = source.text(*first), source.text(*second)
        if one != other:
            self.add(kind, function.name, {**source.replace(*first, other), **source.replace(*second, one)})

    def independent(self, one, other, function):
        """Whether it is plain that the order of the two statements cannot matter."""
        source = self.source
        spans = [source.words[s.start:s.end] for s in (one, other)]
        targets = [self.only_sets(span, function) for span in spans]
        head, body, end = source.span(function)
        if not all(targets) or "volatile" in source.words[head:end]:
            return False
        # Nothing else may lead to what is set.
        if any(source.words[at] == "&" and not source.binary(at) and source.words[at + 1] in (targets[0][0], targets[1][0])
               for at in range(body, end - 1)):
            return False
        for (target, others) in ((targets[0], spans[1]), (targets[1], spans[0])):
            for at, word in enumerate(others):
                named = others[at:at + len(target)]
                if word == target[0] and target[:len(named)] == named[:len(target)] or others[at:at + 1] == target[:1] and \
                        others[at + 1:at + 2] != ["."]:
                    return False
        return True

    def only_sets(self, words, function):
        """The words of the local, or of its member, that an expression statement sets, where it
        does nothing else; or None."""
        effects = [word for word in words if word in syntax.ASSIGNMENTS | {"++", "--"}]
        calls = any(b == "(" and re.match(r"\w", a) and a not in syntax.KEYWORDS for a, b in zip(words, words[1:]))
        if len(effects) != 1 or calls:
            return None
        at = words.index(effects[0])
        target = words[1:-1] if at == 0 else words[:at]
        if effects[0] in ("++", "--") and at not in (0, len(words) - 2):
            return None
        known = target and target[0] in rewrite.locals_of(self.source.tokens, function)
        return target if known and all(re.match(r"\w", word) or word == "." for word in target) else None

    def statements(self, function, body):
        source = self.source
        for block in syntax.blocks(body):
            for one, other in zip(block.children, block.children[1:]):
                if one.kind == other.kind == "expression" and not self.independent(one, other, function):
                    self.swap("swapped", function, (one.start, one.end), (other.start, other.end))
        for found in syntax.walk(body):
            # No edit reaches over a directive, but one within the branch is fine.
            if not source.plain(found.start, found.end):
                continue
            if found.kind in ("expression", "return", "break", "continue"):
                self.add("deleted", function.name, source.replace(found.start, found.end, ";"))
            if found.kind == "return" and found.end - found.start > 2:
                text = source.text(*found.parts["value"])
                changed = self.dice.choice([f" !({text})", f" ({text}) + 1", " 0", " 1"])
                self.add("return value", function.name, source.replace(*found.parts["value"], changed))
            if found.otherwise:
                before = found.otherwise.start - 1
                self.add("deleted", function.name, source.replace(before, found.otherwise.end, ""))
            if found.kind in ("if", "while", "do") and "condition" in found.parts:
                start, end = found.parts["condition"]
                self.add("condition", function.name, source.replace(start, end, f"!({source.text(start, end)})"))
            if found.kind in ("for", "while", "do"):
                self.loop_bound(function, *found.parts["condition"])
            if found.kind == "case" and source.words[found.start] == "case":
                self.add("case label", function.name, source.replace(found.start, found.end, ""))
            local = syntax.single_declaration(source, found)
            if local and local.value and "volatile" not in source.words[local.type[0]:local.type[1]]:
                index = source.solid[local.name]
                self.add("volatile", function.name, {index: "volatile " + source.tokens[index].text})

    def loop_bound(self, function, start, end):
        source = self.source
        for at in range(start, end):
            index = source.solid[at]
            if source.words[at] in ("<", "<=", ">", ">=", "!="):
                others = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "!=": "<"}
                self.add("loop bound", function.name, {index: others[source.words[at]]})
                if at + 1 < end and source.kind(at + 1) in ("name", "number"):
                    self.add("loop bound", function.name, {index: source.words[at] + " -1 +"})
            elif source.kind(at) in ("number", "character"):
                changed = literal_changed(source.tokens[index], self.dice)
                if changed:
                    self.add("loop bound", function.name, {index: changed})
