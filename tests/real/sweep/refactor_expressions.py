"""Rewriter's kinds: expressions.  See refactor.py."""
import re

import mutator
import syntax
from refactor_kinds import kind


@kind("parentheses")
def parentheses_added(code):
    for s in code.of_kind("return", "expression"):
        found = code.assignment(s)
        span = s.parts["value"] if s.kind == "return" else found[2] if found else None
        if span and span[0] < span[1]:
            yield code.source.replace(*span, f" ({code.text(*span)})")


@kind("compound assignment taken apart")
def compound(code):
    for s in code.of_kind("expression"):
        found = code.assignment(s, syntax.ASSIGNMENTS - {"="})
        if found and code.simple(*found[0]):
            target = code.text(*found[0])
            yield code.new(s, f"{target} = {target} {code.words[found[1]][:-1]} ({code.text(*found[2])});")


# How tightly the operators of an assignment's value bind.
BINDING = {"*": 9, "/": 9, "%": 9, "+": 8, "-": 8, "<<": 7, ">>": 7, "<": 6, ">": 6, "<=": 6, ">=": 6, "==": 5, "!=": 5,
           "&": 4, "^": 3, "|": 2, "&&": 1, "||": 1, "?": 0, ":": 0}


def compound_value(code, target, value):
    """(operator, rest) where the span VALUE is TARGET OPERATOR REST, or REST OPERATOR TARGET if that is
    the same; None if it is not."""
    size = target[1] - target[0]
    operators = [at for at in code.source.top_level(*value, set(BINDING)) if code.source.binary(at) or
                 code.words[at] in ("?", ":")]
    if not operators:
        return None
    first, last = operators[0], operators[-1]
    words = code.words[target[0]:target[1]]
    loosest = min(BINDING[code.words[at]] for at in operators)
    operator = code.words[first]
    if code.words[value[0]:first] == words and first == value[0] + size and operator in ("+", "-", "*", "/", "%", "&", "|", "^",
                                                                                        "<<", ">>"):
        others = [BINDING[code.words[at]] for at in operators[1:]]
        # `x - a + b` is not `x -= a + b`.
        if all(o > BINDING[operator] or o == BINDING[operator] and operator in ("&", "|", "^") for o in others):
            return operator, (first + 1, value[1])
    operator = code.words[last]
    if code.words[last + 1:value[1]] == words and operator in ("+", "*", "&", "|", "^") and \
            BINDING[operator] == loosest and (len(operators) == 1 or operator in ("&", "|", "^")):
        return operator, (value[0], last)
    return None


@kind("compound assignment made")
def compound_made(code):
    for s in code.of_kind("expression", "for"):
        if s.kind == "for":
            start, end = s.parts["step"]
            equals = code.source.top_level(start, end, syntax.ASSIGNMENTS | {","})
            found = ((start, equals[0]), equals[0], (equals[0] + 1, end)) if len(equals) == 1 and \
                code.words[equals[0]] == "=" else None
        else:
            found = code.assignment(s)
        if not found or code.has(*found[0], "(", "++", "--", "*"):
            continue
        made = compound_value(code, found[0], found[2])
        if made:
            yield code.source.replace(found[0][0], found[2][1], f"{code.text(*found[0])} {made[0]}= {code.text(*made[1])}")


@kind("increment's form")
def increment(code):
    for s in code.of_kind("expression"):
        start, end = s.parts["value"]
        if code.words[end - 1] in ("++", "--") and code.simple(start, end - 1):
            target, sign = code.text(start, end - 1), code.words[end - 1][0]
            yield code.new(s, f"{target} = {target} {sign} 1;")
            yield code.new(s, f"{sign}{sign}{target};")
            yield code.new(s, f"{target} {sign}= 1;")


@kind("index into pointer")
def index_into_pointer(code):
    for at in range(code.span[1] + 1, code.span[2] - 1):
        if code.words[at] == "[" and code.kindof(at - 1) == "name" and at in code.source.match:
            start, close = code.operand_before(at), code.source.match[at]
            if start and code.words[start - 1] in ("=", "(", "==", "+", "return", ",", "!=", "<", ">", ";") and \
                    code.words[close + 1] in (";", ")", "==", "!=", "<", ">", ",", "=", "+"):
                yield code.source.replace(start, close + 1, f" (*({code.text(start, at)} + ({code.text(at + 1, close)})))")


@kind("pointer into index")
def pointer_into_index(code):
    for at in range(code.span[1] + 1, code.span[2] - 1):
        if code.words[at] == "*" and code.words[at - 1] in ("=", "(", "return", "==", "!=", "&&", "||", "<", ">") and \
                code.kindof(at + 1) == "name":
            end = code.operand_after(at)
            if end and code.words[end] in (";", ")", "==", "!=", "<", ">", "&&", "||") and code.words[end + 1] != "(":
                yield code.source.replace(at, end, f"{code.text(at + 1, end)}[0]")


@kind("arrow into star")
def arrow(code):
    for at in range(code.span[1] + 1, code.span[2] - 1):
        if code.words[at] == "->" and code.kindof(at - 1) == "name" and code.words[at - 2] not in (".", "->"):
            yield code.source.replace(at - 1, at + 1, f"(*{code.words[at - 1]}).")


@kind("constant's spelling")
def spelling(code):
    for at in range(code.span[1] + 1, code.span[2] - 1):
        word = code.words[at]
        if code.kindof(at) == "number" and word.isdigit() and word[0] != "0":
            yield {code.source.solid[at]: hex(int(word))}
        elif code.kindof(at) == "number" and re.match(r"0[xX][0-9a-fA-F]{1,7}$", word):
            yield {code.source.solid[at]: word.upper().replace("X", "x") if word.upper().replace("X", "x") != word
                   else "0x0" + word[2:]}
        elif code.kindof(at) == "character" and len(word) == 3:
            yield {code.source.solid[at]: str(ord(word[1]))}


@kind("string split")
def string_split(code):
    for at in range(code.span[1] + 1, code.span[2] - 1):
        word = code.words[at]
        if code.kindof(at) == "string" and len(word) > 4 and word[0] == '"' and "\\" not in word:
            middle = len(word) // 2
            yield {code.source.solid[at]: word[:middle] + '" "' + word[middle:]}


@kind("NULL and 0")
def null(code):
    for at in range(code.span[1] + 1, code.span[2] - 1):
        if code.words[at] == "NULL" and code.words[at - 1] in ("==", "!=", "="):
            yield {code.source.solid[at]: "0"}


@kind("commuted operands")
def commuted(code):
    for at in range(code.span[1] + 1, code.span[2] - 1):
        if code.words[at] in ("+", "*", "&", "|", "^") and code.source.binary(at):
            start, end = code.operand_before(at), code.operand_after(at)
            if start and end and code.lone(start, end, {"(", ")", "=", ";", ",", "[", "]", "return"}):
                yield code.source.replace(start, end, f" {code.text(at + 1, end)} {code.words[at]} {code.text(start, at)}")


@kind("subtraction into addition")
def subtraction(code):
    for at in range(code.span[1] + 1, code.span[2] - 1):
        if code.words[at] == "-" and code.source.binary(at) and code.words[at + 1].isdigit():
            start = code.operand_before(at)
            if start and code.lone(start, at + 2, {"(", ")", "=", ";", ",", "[", "]", "return"}):
                yield code.source.replace(at, at + 2, f"+ (-{code.words[at + 1]})")


@kind("multiplication into shift")
def shift(code):
    for at in range(code.span[1] + 1, code.span[2] - 1):
        start, end = code.operand_before(at), code.operand_after(at)
        if not start or not end or not code.lone(start, end, {"(", ")", "=", ";", ",", "[", "]", "return"}):
            continue
        if code.words[at] == "*" and code.words[at + 1] in ("2", "4", "8", "16"):
            yield code.source.replace(at, at + 2, f"<< {int(code.words[at + 1]).bit_length() - 1}")
        elif code.words[at] == "<<" and code.words[at + 1] in ("1", "2", "3", "4", "8"):
            yield code.source.replace(at, at + 2, f"* {1 << int(code.words[at + 1])}")


@kind("cast that does nothing")
def cast(code):
    for s in code.of_kind("declaration"):
        local = syntax.single_declaration(code.source, s)
        if not local:
            continue
        name, type_ = code.words[local.name], code.text(*local.type)
        uses = [at for at in range(s.end, code.span[2]) if code.words[at] == name and
                code.words[at - 1] in ("=", "(", ",", "return", "==", "<") and
                code.words[at + 1] in (";", ")", ",", "==", "<")]
        if uses:
            yield {code.source.solid[code.dice.choice(uses)]: f"({type_}) {name}"}


@kind("type's spelling")
def type_spelling(code):
    for at in range(code.span[1] + 1, code.span[2] - 1):
        word, after = code.words[at], code.words[at + 1]
        if code.words[at - 1] in syntax.TYPE_WORDS or after in syntax.TYPE_WORDS:
            continue
        if word in ("long", "short", "unsigned"):
            yield {code.source.solid[at]: word + " int"}
        elif word == "int":
            yield {code.source.solid[at]: "signed int"}


@kind("const added")
def const_added(code):
    for s in code.of_kind("declaration"):
        local = syntax.single_declaration(code.source, s)
        if local and local.value and "const" not in code.words[local.type[0]:local.type[1]]:
            name = code.words[local.name]
            if not any(code.words[at] == name and code.words[at + 1] in syntax.ASSIGNMENTS | {"++", "--"}
                       for at in range(s.end, code.span[2])):
                yield {code.source.solid[local.name]: "const " + name}


@kind("result cast to void")
def to_void(code):
    for s in code.of_kind("expression"):
        for name, _arguments in mutator.calls(code.source, s.start, s.end):
            if name == s.start and code.source.match[name + 1] == s.end - 2:
                yield code.new(s, f"(void) {code.whole(s)}")
