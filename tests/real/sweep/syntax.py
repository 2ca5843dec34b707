"""A light notion of C's statements and declarations, over the tokens of rewrite.py.

No parser of C: brackets, keywords and semicolons tell where statements begin and end,
and what looks like a declaration is one. Whoever edits by it lets the compiler judge
what came out. Spans are pairs of indices into the list of solid tokens, the end excluded.
"""
import rewrite

TYPE_WORDS = set("void char short int long float double signed unsigned const volatile struct union enum static "
                 "register extern inline _Bool size_t ssize_t uint8_t uint16_t uint32_t uint64_t int8_t int16_t "
                 "int32_t int64_t lua_Number lua_Integer lua_Unsigned".split())
KEYWORDS = TYPE_WORDS - {"size_t", "ssize_t"} | set("if else while for do switch case default break continue return goto "
                                                    "sizeof typedef auto restrict".split())
KEYWORDS -= {word for word in KEYWORDS if word.endswith("_t") or word.startswith("lua_")}
ASSIGNMENTS = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="}


class Confused(Exception):
    """The tokens do not look like what was expected; nothing is done with them."""


class Statement:
    """KIND is one of block if while for do switch return goto break continue label case
    declaration expression empty; SPAN is all of it. PARTS has spans by name (condition,
    start, step, value), CHILDREN the statements within, in order."""

    __slots__ = ("kind", "start", "end", "parts", "children", "otherwise")

    def __init__(self, kind, start, end=None):
        self.kind, self.start, self.end = kind, start, end
        self.parts, self.children, self.otherwise = {}, [], None


class Source:
    """A file's tokens; `solid` are the indices of those that make the program."""

    def __init__(self, text):
        self.tokens = rewrite.tokenize(text)
        self.functions = rewrite.functions(self.tokens)
        self.solid = [i for i, token in enumerate(self.tokens) if token.solid()]
        self.position = {index: at for at, index in enumerate(self.solid)}
        self.words = [self.tokens[i].text for i in self.solid]
        self.match = {}
        waiting = []
        for at, word in enumerate(self.words):
            if word in ("(", "[", "{"):
                waiting.append(at)
            elif word in (")", "]", "}") and waiting:
                other = waiting.pop()
                self.match[other], self.match[at] = at, other

    def kind(self, at):
        return self.tokens[self.solid[at]].kind

    def span(self, function):
        """(head, open brace, end) of FUNCTION as positions among the solid tokens."""
        return (self.position[function.start], self.position[function.body], self.position[function.end - 1] + 1)

    def plain(self, start, end):
        """True if no directive lies between the first and the last token of the span."""
        return not any(self.tokens[i].directive for i in range(self.solid[start], self.solid[end - 1]))

    def text(self, start, end):
        """The span on one line, without comments; empty for an empty span."""
        if start >= end:
            return ""
        return "".join(" " if token.kind in ("comment", "newline", "splice", "space") else token.text
                       for token in self.tokens[self.solid[start]:self.solid[end - 1] + 1] if not token.directive)

    def replace(self, start, end, text):
        """An edit: the span becomes TEXT, with every line where it was."""
        edit = {self.solid[start]: text}
        for at in range(start + 1, end):
            edit[self.solid[at]] = ""
        return edit

    def top_level(self, start, end, wanted):
        """Positions in the span, outside of brackets, of words in WANTED."""
        found = []
        at = start
        while at < end:
            word = self.words[at]
            if word in ("(", "[", "{"):
                at = self.match.get(at, end)
            elif word in wanted:
                found.append(at)
            at += 1
        return found

    def binary(self, at):
        """The operator at AT stands between two operands."""
        before = self.words[at - 1]
        if self.kind(at - 1) == "name":
            return before not in KEYWORDS and before not in ("return", "case")
        return self.kind(at - 1) in ("number", "string", "character") or before in (")", "]")

    # Statements.

    def statements(self, function):
        """The statement that is FUNCTION's body; raises Confused."""
        _head, body, end = self.span(function)
        found = self.statement(body)
        if found.end != end:
            raise Confused(function.name)
        return found

    def closing(self, at):
        if self.words[at] not in ("(", "{", "[") or at not in self.match:
            raise Confused(self.words[at])
        return self.match[at]

    def statement(self, at):
        if at >= len(self.words):
            raise Confused("end of file")
        word = self.words[at]
        found = Statement(word, at)
        if word == "{":
            found.kind = "block"
            close = self.closing(at)
            at += 1
            while at < close:
                child = self.statement(at)
                found.children.append(child)
                at = child.end
            if at != close:
                raise Confused("block")
            found.end = close + 1
        elif word in ("if", "while", "switch", "for"):
            close = self.closing(at + 1)
            if word == "for":
                semicolons = self.top_level(at + 2, close, {";"})
                if len(semicolons) != 2:
                    raise Confused("for")
                found.parts["start"] = (at + 2, semicolons[0])
                found.parts["condition"] = (semicolons[0] + 1, semicolons[1])
                found.parts["step"] = (semicolons[1] + 1, close)
            else:
                found.parts["condition"] = (at + 2, close)
            body = self.statement(close + 1)
            found.children.append(body)
            found.end = body.end
            if word == "if" and found.end < len(self.words) and self.words[found.end] == "else":
                found.otherwise = self.statement(found.end + 1)
                found.children.append(found.otherwise)
                found.end = found.otherwise.end
        elif word == "do":
            body = self.statement(at + 1)
            found.children.append(body)
            if self.words[body.end] != "while":
                raise Confused("do")
            close = self.closing(body.end + 1)
            found.parts["condition"] = (body.end + 2, close)
            if self.words[close + 1] != ";":
                raise Confused("do")
            found.end = close + 2
        elif word in ("case", "default"):
            found.kind = "case"
            colon = self.top_level(at + 1, min(at + 40, len(self.words)), {":", ";"})
            if not colon or self.words[colon[0]] != ":":
                raise Confused("case")
            found.parts["value"] = (at + 1, colon[0])
            found.end = colon[0] + 1
        elif word == ";":
            found.kind, found.end = "empty", at + 1
        elif word in ("}", "else"):
            raise Confused(word)
        elif self.kind(at) == "name" and self.words[at + 1] == ":" and word not in KEYWORDS:
            found.kind, found.end = "label", at + 2
        else:
            self.simple(found, at)
        return found

    def simple(self, found, at):
        end = at
        while end < len(self.words) and self.words[end] != ";":
            if self.words[end] in ("(", "[", "{"):
                end = self.closing(end)
            elif self.words[end] == "}":
                raise Confused("no semicolon")
            end += 1
        found.end = end + 1
        word = self.words[at]
        found.parts["value"] = (at, end)
        if word == "return":
            found.kind, found.parts["value"] = "return", (at + 1, end)
        elif word in ("goto", "break", "continue"):
            found.kind = word
        else:
            found.kind = "declaration" if self.declares(at, end) else "expression"

    def declares(self, start, end):
        """The span looks like a declaration: TYPE NAME, or TYPE *NAME."""
        word = self.words[start]
        if self.kind(start) != "name":
            return False
        if word in TYPE_WORDS or word == "typedef":
            return True
        at = start + 1
        while at < end and self.words[at] in ("*", "const"):
            at += 1
        return (at > start + 1 or self.kind(start + 1) == "name") and at < end and self.kind(at) == "name" and \
            (at + 1 == end or self.words[at + 1] in ("=", ",", "["))


def walk(statement):
    """STATEMENT and all within it."""
    yield statement
    for child in statement.children:
        yield from walk(child)


def blocks(statement):
    for found in walk(statement):
        if found.kind == "block":
            yield found


class Declaration:
    """One local's declaration `TYPE NAME = VALUE;` (VALUE may be None), nothing else in it."""

    def __init__(self, statement, kind, name, value):
        self.statement, self.type, self.name, self.value = statement, kind, name, value


def single_declaration(source, statement):
    """STATEMENT as a Declaration, or None: also where there are several declarators, an
    array, a function, a storage class."""
    if statement.kind != "declaration":
        return None
    start, end = statement.parts["value"]
    if source.top_level(start, end, {","}) or source.words[start] in ("static", "extern", "typedef", "register"):
        return None
    equals = source.top_level(start, end, {"="})
    name = (equals[0] if equals else end) - 1
    if name <= start or source.kind(name) != "name" or source.words[name] in KEYWORDS:
        return None
    if any(word in ("(", "[", "{") for word in source.words[start:name]):
        return None
    value = (equals[0] + 1, end) if equals else None
    if value and source.words[value[0]] == "{":
        return None
    return Declaration(statement, (start, name), name, value)


def initialisers(source):
    """(name, start, end) of the initialiser of each object at file scope, and each static
    local's as (name, start, end) as well."""
    found = []
    inside = set()
    for function in source.functions:
        head, body, end = source.span(function)
        inside.update(range(head, end))
    at = 0
    while at < len(source.words):
        word = source.words[at]
        if at not in inside and word == "=":
            end = at + 1
            while end < len(source.words) and source.words[end] not in (";", ","):
                if source.words[end] in ("(", "[", "{") and end in source.match:
                    end = source.match[end]
                end += 1
            name = at - 1
            while name > 0 and source.words[name] == "]" and name in source.match:
                name = source.match[name] - 1
            if source.kind(name) == "name":
                found.append((source.words[name], at + 1, end))
            at = end
        elif at not in inside and word in ("(", "{") and at in source.match and source.words[at - 1] != "=":
            at = source.match[at] + 1
            continue
        at += 1
    return found


def apply(source, edits):
    """The file's text with EDITS (index -> text) applied."""
    return "".join(edits.get(i, token.text) for i, token in enumerate(source.tokens))
