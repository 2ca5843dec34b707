"""Rewriter's kinds: loops.  See refactor.py."""
from refactor_kinds import kind


@kind("while into for")
def while_into_for(code):
    for s in code.of_kind("while"):
        yield code.new(s, f"for (; {code.condition(s)}; ) {code.whole(s.children[0])}")


@kind("for into while")
def for_into_while(code):
    for s in code.of_kind("for"):
        if not code.has(s.start, s.end, "continue", "case") and s.parts["condition"][0] < s.parts["condition"][1]:
            step = code.text(*s.parts["step"])
            yield code.new(s, f"{{ {code.text(*s.parts['start'])}; while ({code.condition(s)}) "
                              f"{{ {code.whole(s.children[0])} {step}; }} }}")


@kind("while into do")
def while_into_do(code):
    for s in code.of_kind("while"):
        if not code.has(s.start, s.end, "case", "default"):
            yield code.new(s, f"if ({code.condition(s)}) do {code.inner(s.children[0])} while ({code.condition(s)});")


@kind("loop condition into body")
def condition_into_body(code):
    for s in code.of_kind("while"):
        yield code.new(s, f"for (;;) {{ if (!({code.condition(s)})) break; {code.whole(s.children[0])} }}")


@kind("do into endless loop")
def do_into_endless(code):
    for s in code.of_kind("do"):
        if not code.has(s.start, s.end, "continue"):
            yield code.new(s, f"for (;;) {{ {code.whole(s.children[0])} if (!({code.condition(s)})) break; }}")


@kind("endless loop's form")
def endless(code):
    for s in code.of_kind("for", "while"):
        start, end = s.parts["condition"]
        if s.kind == "for" and start == end and s.parts["step"][0] == s.parts["step"][1]:
            yield code.new(s, f"{{ {code.text(*s.parts['start'])}; while (1) {code.whole(s.children[0])} }}")
        elif s.kind == "while" and code.words[start:end] == ["1"]:
            yield code.new(s, f"for (;;) {code.whole(s.children[0])}")


@kind("for's start before it")
def start_before(code):
    for s in code.of_kind("for"):
        start, end = s.parts["start"]
        if start < end:
            yield code.new(s, f"{{ {code.text(start, end)}; for (; {code.condition(s)}; {code.text(*s.parts['step'])}) "
                              f"{code.whole(s.children[0])} }}")
