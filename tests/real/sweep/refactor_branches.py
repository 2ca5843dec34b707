"""Rewriter's kinds: branches and returns.  See refactor.py."""
import syntax
from refactor_kinds import kind


@kind("redundant else added")
def else_added(code):
    for block in syntax.blocks(code.body):
        for at, s in enumerate(block.children[:-1]):
            rest = block.children[at + 1:]
            if s.kind == "if" and not s.otherwise and code.leaves(s.children[0]) and \
                    code.source.plain(s.start, rest[-1].end) and \
                    not any(r.kind in ("case", "label", "declaration") for r in rest):
                yield code.source.replace(s.start, rest[-1].end, code.whole(s) + " else { " +
                                          code.text(rest[0].start, rest[-1].end) + " }")


@kind("redundant else dropped")
def else_dropped(code):
    for block in syntax.blocks(code.body):
        for s in block.children:
            if s.kind == "if" and s.otherwise and code.leaves(s.children[0]) and code.plain(s) and \
                    s.otherwise.kind != "declaration":
                yield code.new(s, code.text(s.start, s.otherwise.start - 1) + " " + code.inner(s.otherwise))


@kind("early return")
def early_return(code):
    """A last `if (c) ...` of a function without value becomes `if (!c) return; ...`."""
    if not code.body.children or code.words[code.span[0]:code.span[1]].count("void") == 0:
        return
    s = code.body.children[-1]
    if s.kind == "if" and not s.otherwise and code.plain(s):
        yield code.new(s, f"if (!({code.condition(s)})) return; {code.inner(s.children[0])}")


@kind("early return nested")
def early_nested(code):
    """`if (c) return; rest` becomes `if (!c) { rest }`."""
    for at, s in enumerate(code.body.children[:-1]):
        rest = code.body.children[at + 1:]
        if s.kind == "if" and not s.otherwise and code.only(s.children[0]).kind == "return" and \
                code.only(s.children[0]).parts["value"][0] == code.only(s.children[0]).parts["value"][1] and \
                code.source.plain(s.start, rest[-1].end):
            yield code.source.replace(s.start, rest[-1].end, f"if (!({code.condition(s)})) {{ " +
                                      code.text(rest[0].start, rest[-1].end) + " }")


@kind("ternary into if")
def ternary_into_if(code):
    for s in code.of_kind("expression", "return"):
        start, end = s.parts["value"]
        before = ""
        found = code.assignment(s)
        if s.kind == "return":
            before = "return "
        elif found and code.simple(*found[0]):
            before, start = code.text(found[0][0], found[1] + 1), found[1] + 1
        else:
            continue
        question = code.source.top_level(start, end, {"?", ","})
        colon = code.source.top_level(start, end, {":"})
        if len(question) == 1 and len(colon) == 1 and code.words[question[0]] == "?":
            yield code.new(s, f"{{ if ({code.text(start, question[0])}) {before} {code.text(question[0] + 1, colon[0])};"
                              f" else {before} {code.text(colon[0] + 1, end)}; }}")


@kind("if into ternary")
def if_into_ternary(code):
    for s in code.of_kind("if"):
        if not s.otherwise:
            continue
        one, other = code.only(s.children[0]), code.only(s.otherwise)
        if one.kind == other.kind == "return":
            values = one.parts["value"], other.parts["value"]
            before = "return"
        else:
            first, second = code.assignment(one), code.assignment(other)
            if not first or not second or code.text(*first[0]) != code.text(*second[0]) or not code.simple(*first[0]):
                continue
            values, before = (first[2], second[2]), code.text(*first[0]) + " ="
        if values[0][0] < values[0][1] and values[1][0] < values[1][1]:
            yield code.new(s, f"{before} ({code.condition(s)}) ? ({code.text(*values[0])}) : ({code.text(*values[1])});")


@kind("ternary inverted")
def ternary_inverted(code):
    for s in code.of_kind("expression", "return"):
        start, end = s.parts["value"]
        equals = code.source.top_level(start, end, {"="})
        if len(equals) == 1:
            start = equals[0] + 1
        question, colon = code.source.top_level(start, end, {"?", ","}), code.source.top_level(start, end, {":"})
        if len(question) == 1 and len(colon) == 1 and code.words[question[0]] == "?":
            yield code.source.replace(start, end, f"!({code.text(start, question[0])}) ? "
                                      f"({code.text(colon[0] + 1, end)}) : ({code.text(question[0] + 1, colon[0])})")


@kind("if-return into return")
def if_return(code):
    """`if (c) return a; return b;` in one."""
    for one, other in code.neighbours():
        if one.kind == "if" and not one.otherwise and other.kind == "return":
            first = code.only(one.children[0])
            if first.kind == "return" and first.parts["value"][0] < first.parts["value"][1] and \
                    other.parts["value"][0] < other.parts["value"][1]:
                yield code.pair(one, other, f"return ({code.condition(one)}) ? ({code.text(*first.parts['value'])}) : "
                                            f"({code.text(*other.parts['value'])});")
