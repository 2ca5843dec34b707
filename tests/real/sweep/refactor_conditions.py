"""Rewriter's kinds: conditions, and what hangs on them.  See refactor.py."""
from refactor_kinds import MIRRORED, OPPOSITE, kind


@kind("inverted condition")
def inverted(code):
    for s in code.of_kind("if"):
        if s.otherwise:
            yield code.new(s, f"if (!({code.condition(s)})) {code.inner(s.otherwise)} else {code.inner(s.children[0])}")


@kind("opposite comparison")
def opposite(code):
    for s in code.of_kind("if"):
        start, end = s.parts["condition"]
        found = code.source.top_level(start, end, set(OPPOSITE) | {"&&", "||", "?", "=", ","})
        if s.otherwise and len(found) == 1 and code.words[found[0]] in ("==", "!="):
            text = code.text(start, found[0]) + OPPOSITE[code.words[found[0]]] + code.text(found[0] + 1, end)
            yield code.new(s, f"if ({text}) {code.inner(s.otherwise)} else {code.inner(s.children[0])}")


@kind("De Morgan")
def de_morgan(code):
    for s in code.of_kind("if", "while"):
        start, end = s.parts["condition"]
        found = code.source.top_level(start, end, {"&&", "||", "?", "=", ","})
        if len(found) == 1 and code.words[found[0]] in ("&&", "||"):
            other = "||" if code.words[found[0]] == "&&" else "&&"
            text = f"!(!({code.text(start, found[0])}) {other} !({code.text(found[0] + 1, end)}))"
            yield code.source.replace(start, end, text)


@kind("double negation")
def double_negation(code):
    for s in code.of_kind("if", "while"):
        yield code.source.replace(*s.parts["condition"], f"!!({code.condition(s)})")


@kind("compared with zero")
def compared_with_zero(code):
    for s in code.of_kind("if", "while"):
        start, end = s.parts["condition"]
        if code.words[start] == "!" and code.simple(start + 1, end):
            yield code.source.replace(start, end, f"{code.text(start + 1, end)} == 0")
        elif code.simple(start, end):
            yield code.source.replace(start, end, f"{code.text(start, end)} != 0")


@kind("mirrored comparison")
def mirrored(code):
    for at in range(code.span[1] + 1, code.span[2] - 1):
        if code.words[at] in MIRRORED:
            start, end = code.operand_before(at), code.operand_after(at)
            if start and end and code.lone(start, end, {"(", ")", "&&", "||", ";"}):
                yield code.source.replace(start, end, f"{code.text(at + 1, end)} {MIRRORED[code.words[at]]} "
                                                      f"{code.text(start, at)}")


@kind("nested ifs joined")
def joined_ifs(code):
    for s in code.of_kind("if"):
        inner = code.only(s.children[0])
        if not s.otherwise and inner.kind == "if" and not inner.otherwise:
            yield code.new(s, f"if (({code.condition(s)}) && ({code.condition(inner)})) {code.inner(inner.children[0])}")


@kind("ifs nested")
def nested_ifs(code):
    for s in code.of_kind("if"):
        start, end = s.parts["condition"]
        found = code.source.top_level(start, end, {"&&", "||", "?", "=", ","})
        if not s.otherwise and len(found) == 1 and code.words[found[0]] == "&&":
            yield code.new(s, f"if ({code.text(start, found[0])}) {{ if ({code.text(found[0] + 1, end)}) "
                              f"{code.inner(s.children[0])} }}")


@kind("split or")
def split_or(code):
    """`if (a || b) leave;` as two."""
    for s in code.of_kind("if"):
        start, end = s.parts["condition"]
        found = code.source.top_level(start, end, {"&&", "||", "?", "=", ","})
        if not s.otherwise and len(found) == 1 and code.words[found[0]] == "||" and code.leaves(s.children[0]):
            body = code.inner(s.children[0])
            yield code.new(s, f"{{ if ({code.text(start, found[0])}) {body} if ({code.text(found[0] + 1, end)}) {body} }}")


@kind("assignment out of condition")
def assignment_out(code):
    for s in code.of_kind("if"):
        start, end = s.parts["condition"]
        if code.words[start] == "(" and code.source.match.get(start, end) < end:
            close = code.source.match[start]
            found = code.source.top_level(start + 1, close, {"=", ","})
            if len(found) == 1 and code.words[found[0]] == "=" and code.simple(start + 1, found[0]):
                target = code.text(start + 1, found[0])
                yield code.new(s, f"{{ {code.text(start + 1, close)}; if ({target} {code.text(close + 1, end)}) " +
                               code.text(end + 1, s.end) + " }")
