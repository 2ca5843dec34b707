"""Rewriting C source without changing what it means: comments, blank lines, #line,
names of locals.

A tokenizer that keeps every byte; rewriters that only touch places where any C
programmer could: white space that is there already (more of it never shows, not
even in a stringified macro argument), starts of statements, names of locals.
"""
import random
import re

TOKEN = re.compile(r"""
    (?P<comment>/\*.*?\*/|//(?:\\\n|[^\n])*)
  | (?P<splice>\\\n)
  | (?P<newline>\n)
  | (?P<space>[ \t\f\v\r]+)
  | (?P<string>(?:u8|[LuU])?"(?:\\.|[^"\\\n])*")
  | (?P<character>[LuU]?'(?:\\.|[^'\\\n])*')
  | (?P<name>[A-Za-z_$][A-Za-z0-9_$]*)
  | (?P<number>\.?[0-9](?:[eEpP][+-]|[A-Za-z0-9_.])*)
  | (?P<operator>->|\+\+|--|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||\.\.\.|[-+*/%&|^]=|\#\#|.)
""", re.S | re.X)


class Token:
    __slots__ = ("kind", "text", "directive", "line")

    def __init__(self, kind, text, directive, line):
        self.kind, self.text, self.directive, self.line = kind, text, directive, line

    def solid(self):
        """Part of the program: neither white space, comment nor directive."""
        return not self.directive and self.kind not in ("comment", "splice", "newline", "space")


def tokenize(text):
    tokens = []
    directive = False
    start_of_line = True
    line = 1
    for match in TOKEN.finditer(text):
        kind, piece = match.lastgroup, match.group()
        if start_of_line and kind == "operator" and piece == "#":
            directive = True
        tokens.append(Token(kind, piece, directive, line))
        line += piece.count("\n")
        if kind == "newline":
            start_of_line, directive = True, False
        elif kind not in ("space", "comment", "splice"):
            start_of_line = False
    return tokens


def joined(tokens):
    return "".join(token.text for token in tokens)


def with_comments(text, seed):
    """Comments wherever there is white space between two tokens of the program;
    no line moves."""
    dice = random.Random(seed)
    out = []
    for token in tokenize(text):
        out.append(token.text)
        if not token.directive and token.kind in ("space", "newline") and dice.random() < 0.3:
            out.append(dice.choice(["/* aside */", "/* if (x) return; */", "/* \" ' */"]) + " ")
    return "".join(out)


def with_line_comments(text, seed):
    """Comments up to the end of lines: not for -std=c89, which has none."""
    dice = random.Random(seed)
    out = []
    for token in tokenize(text):
        if token.kind == "newline" and not token.directive and dice.random() < 0.4:
            out.append(dice.choice([" // aside", "// if (x) return;", " // \" ' /*", " // don't */"]))
        out.append(token.text)
    return "".join(out)


def with_blank_lines(text, seed):
    """Blank lines, tabs and comments of several lines, where lines end already."""
    dice = random.Random(seed)
    out = []
    for token in tokenize(text):
        out.append(token.text)
        if token.kind == "newline" and not token.directive and dice.random() < 0.4:
            out.append("\n" * dice.randint(1, 3) + dice.choice(["", "\t", "  ", "/* of\n   lines */\n"]))
    return "".join(out)


def with_line_directives(text, seed):
    """#line where a statement or a declaration starts a line, outside parentheses."""
    dice = random.Random(seed)
    out = []
    depth = 0
    last = ";"
    for token in tokenize(text):
        out.append(token.text)
        if token.solid():
            last = token.text
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0)
        elif token.kind == "newline" and depth == 0 and last in (";", "}", "{") and dice.random() < 0.15:
            name = dice.choice(["", ' "generated.y"', ' "/elsewhere/other.c"'])
            out.append(f"#line {dice.randint(1, 9000)}{name}\n")
    return "".join(out)


class Function:
    """A function definition: tokens [start, body) are its head, [body, end) its body."""

    def __init__(self, name, start, body, end):
        self.name, self.start, self.body, self.end = name, start, body, end


def functions(tokens):
    """The function definitions of a file, as far as brackets tell."""
    found = []
    solid = [i for i, token in enumerate(tokens) if token.solid()]
    at = 0
    head = 0
    while at < len(solid):
        text = tokens[solid[at]].text
        if text == ";" and not old_style(tokens, solid, head, at):
            head = at + 1
        elif text == "(":
            at = closing(tokens, solid, at)
        elif text == "{":
            end = closing(tokens, solid, at)
            name = called_name(tokens, solid, head, at)
            if name:
                found.append(Function(name, solid[head], solid[at], solid[min(end, len(solid) - 1)] + 1))
                head = end + 1
            at = end
        at += 1
    return found


def closing(tokens, solid, at):
    """The index in SOLID of the bracket that closes the one at AT."""
    depth = 0
    while at < len(solid):
        text = tokens[solid[at]].text
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(text, 0)
        if depth == 0:
            return at
        at += 1
    return at


def called_name(tokens, solid, head, at):
    """The NAME in `... NAME (...) {` or `... NAME (...) declarations {`."""
    for i in range(head, at - 1):
        if tokens[solid[i]].kind == "name" and tokens[solid[i + 1]].text == "(":
            end = closing(tokens, solid, i + 1)
            rest = [tokens[solid[j]].text for j in range(end + 1, at)]
            if not rest or (rest[-1] == ";" and "=" not in rest):
                return tokens[solid[i]].text
            # An attribute, or a macro that makes the linkage: the next one.
    return None


def old_style(tokens, solid, head, at):
    """This semicolon ends a parameter's declaration of an old-style definition."""
    depth_seen = False
    for i in range(head, at):
        if tokens[solid[i]].text == ")":
            depth_seen = tokens[solid[i + 1]].kind == "name"
    if not depth_seen:
        return False
    for i in range(at + 1, len(solid)):
        text = tokens[solid[i]].text
        if text == "{":
            return True
        if text in ("(", "=", "}", ")"):
            return False
    return False


# Words before a name that make it no declaration, and names that are none.
NOT_A_TYPE = set("return goto else case sizeof break continue do if while for switch default typeof".split())


def locals_of(tokens, function):
    """Names that look declared as locals or parameters of FUNCTION, most certain first."""
    solid = [i for i in range(function.body, function.end) if tokens[i].solid()]
    found = []
    # For each open brace: whether it is that of a structure, whose members are no locals.
    members = []
    for at in range(1, len(solid) - 1):
        text = tokens[solid[at]].text
        if text == "{":
            members.append(any(tokens[solid[at - k]].text in ("struct", "union", "enum") for k in (1, 2)))
        elif text == "}" and members:
            members.pop()
        if any(members):
            continue
        token, before, after = (tokens[solid[at + k]] for k in (0, -1, 1))
        if token.kind != "name" or after.text not in ("=", ";", ",", "["):
            continue
        stars = at - 1
        while stars > 0 and tokens[solid[stars]].text == "*":
            stars -= 1
        kind, previous = tokens[solid[stars]], tokens[solid[stars - 1]]
        if kind.kind != "name" or kind.text in NOT_A_TYPE or token.text in NOT_A_TYPE:
            continue
        # The type stands at the start of a statement, perhaps after other words.
        while previous.kind == "name" and previous.text not in NOT_A_TYPE and stars > 1:
            stars -= 1
            kind, previous = tokens[solid[stars]], tokens[solid[stars - 1]]
        if previous.text in ("{", ";", "}", "(") and before.text != "." and token.text not in found:
            found.append(token.text)
    head = [i for i in range(function.start, function.body) if tokens[i].solid()]
    for at in range(1, len(head) - 1):
        token, before, after = (tokens[head[at + k]] for k in (0, -1, 1))
        if token.kind == "name" and token.text != function.name and after.text in (",", ")", ";", "[") \
                and (before.kind == "name" or before.text == "*") and before.text not in ("(", "struct", "union", "enum"):
            if token.text not in found and token.text not in ("void", "int", "char", "long", "unsigned", "double"):
                found.append(token.text)
    return found


def rename(tokens, function, old, new):
    """Replaces the name OLD by NEW in FUNCTION, but for members; in place.
    Returns what undoes it."""
    undo = []
    previous = ""
    for i in range(function.start, function.end):
        token = tokens[i]
        if not token.solid():
            continue
        if token.kind == "name" and token.text == old and previous not in (".", "->"):
            undo.append((i, old))
            token.text = new
        previous = token.text
    return undo


def undo_rename(tokens, undo):
    for i, text in undo:
        tokens[i].text = text
