"""Rewriter's kinds: statements, declarations, helpers.  See refactor.py."""
import re

import mutator
import syntax
from refactor_kinds import kind


@kind("unreachable code")
def unreachable(code):
    for s in code.of_kind("expression"):
        yield code.new(s, f"{{ {code.whole(s)} if (0) {{ {code.whole(s)} }} }}")


@kind("code after return")
def after_return(code):
    for s in code.of_kind("return"):
        yield code.new(s, f"{{ {code.whole(s)} {code.whole(s)} }}")


@kind("wrapped in do-while (0)")
def wrapped(code):
    for s in code.of_kind("expression"):
        yield code.new(s, f"do {{ {code.whole(s)} }} while (0);")


@kind("braces added")
def braces_added(code):
    for s in code.of_kind("if", "while", "for"):
        for child in s.children:
            if child.kind not in ("block", "if"):
                yield code.new(child, f"{{ {code.whole(child)} }}")


@kind("braces dropped")
def braces_dropped(code):
    for s in code.of_kind("while", "for", "if"):
        child = s.children[0]
        if child.kind == "block" and len(child.children) == 1 and \
                child.children[0].kind in ("expression", "return", "break", "continue"):
            yield code.new(child, code.whole(child.children[0]))


@kind("empty statement")
def empty_statement(code):
    for s in code.of_kind("expression"):
        yield code.new(s, f"{{ ; {code.whole(s)} ; }}")


@kind("split declaration")
def split(code):
    for s in code.of_kind("declaration"):
        local = syntax.single_declaration(code.source, s)
        if local and local.value and not code.has(*local.type, "const"):
            name = code.words[local.name]
            yield code.new(s, f"{code.text(s.start, local.name + 1)}; {name} = {code.text(*local.value)};")


@kind("joined declaration")
def join(code):
    for one, other in code.neighbours():
        local, found = syntax.single_declaration(code.source, one), code.assignment(other)
        if local and not local.value and found and code.words[found[0][0]:found[0][1]] == [code.words[local.name]] \
                and not code.has(*found[2], code.words[local.name]):
            yield code.pair(one, other, f"{code.text(one.start, local.name + 1)} = {code.text(*found[2])};")


@kind("one declaration each")
def declarators(code):
    """`int a, b;` as `int a; int b;`."""
    for s in code.of_kind("declaration"):
        start, end = s.parts["value"]
        commas = code.source.top_level(start, end, {","})
        type_end = start
        while code.kindof(type_end + 1) == "name":
            type_end += 1
        if commas and code.words[start] != "static" and code.words[type_end + 1] in (",", "=") and type_end > start:
            kept = code.text(start, type_end)
            edges = [type_end - 1] + commas + [end]
            yield code.new(s, " ".join(f"{kept} {code.text(a + 1, b)};" for a, b in zip(edges, edges[1:])))


@kind("reordered declarations")
def declarations_reordered(code):
    for one, other in code.neighbours():
        if one.kind == other.kind == "declaration" and not code.has(one.start, other.end, "=", "typedef", "("):
            yield {**code.new(one, code.whole(other)), **code.new(other, code.whole(one))}


@kind("extracted variable")
def extracted(code):
    for s in code.of_kind("return"):
        start, end = s.parts["value"]
        if end - start > 2:
            yield code.new(s, f"{{ __typeof__ ({code.text(start, end)}) extracted_ = {code.text(start, end)}; "
                              "return extracted_; }")


@kind("extracted condition")
def extracted_condition(code):
    for s in code.of_kind("if"):
        start, _end = s.parts["condition"]
        yield code.new(s, f"{{ int extracted_ = ({code.condition(s)}) ? 1 : 0; if (extracted_) "
                          f"{code.text(s.children[0].start, s.end)} }}")


@kind("extracted argument")
def extracted_argument(code):
    for s in code.of_kind("expression"):
        for name, arguments in mutator.calls(code.source, s.start, s.end):
            if name == s.start and len(arguments) and arguments[0][1] - arguments[0][0] > 1:
                span = arguments[-1]
                value = code.text(*span)
                yield code.new(s, f"{{ __typeof__ ({value}) extracted_ = {value}; {code.text(s.start, span[0])} "
                                  f"extracted_ {code.text(span[1], s.end)} }}")


@kind("inlined variable")
def inlined(code):
    """`T x = e; statement with one x` loses x, where that is the only use."""
    for one, other in code.neighbours():
        local = syntax.single_declaration(code.source, one)
        if not local or not local.value:
            continue
        name = code.words[local.name]
        uses = [at for at in range(one.end, code.span[2]) if code.words[at] == name]
        if len(uses) == 1 and other.start <= uses[0] < other.end and code.words[uses[0] - 1] not in (".", "->", "&"):
            yield {**code.new(one, ""), code.source.solid[uses[0]]: f"({code.text(*local.value)})"}


@kind("inlined variable")
def returned(code):
    """`x = e; return x;` and `T x = e; return x;` return e, converted as it was."""
    for one, other in code.neighbours():
        if other.kind != "return":
            continue
        value = code.words[other.parts["value"][0]:other.parts["value"][1]]
        found, local = code.assignment(one), syntax.single_declaration(code.source, one)
        if found and value == code.words[found[0][0]:found[0][1]] and code.words[found[0][0]] in code.locals:
            yield code.pair(one, other, f"return {code.text(*found[2])};")
        elif local and local.value and value == [code.words[local.name]]:
            yield code.pair(one, other, f"return {code.text(*local.value)};")


@kind("dead store")
def dead_store(code):
    for s in code.of_kind("expression"):
        found = code.assignment(s)
        if found and found[0][1] - found[0][0] == 1 and code.words[found[0][0]] in code.locals and \
                not code.has(*found[2], code.words[found[0][0]]):
            name = code.words[found[0][0]]
            yield code.new(s, f"{{ {name} = 0; {code.whole(s)} }}")


@kind("dead variable")
def dead_variable(code):
    for s in code.of_kind("expression"):
        yield code.new(s, f"{{ int dead_ = 3; dead_ = dead_ + 1; {code.whole(s)} }}")


@kind("reordered statements")
def reordered(code):
    """Two assignments of which neither names what the other assigns to."""
    for one, other in code.neighbours():
        first, second = code.assignment(one), code.assignment(other)
        if first and second and not code.has(one.start, other.end, "(", "++", "--", "*", "["):
            targets = [code.words[f[0][1] - 1] for f in (first, second)]
            if targets[0] not in code.words[other.start:other.end] and targets[1] not in code.words[one.start:one.end]:
                yield {**code.new(one, code.whole(other)), **code.new(other, code.whole(one))}


@kind("comma into statements")
def comma(code):
    for one, other in code.neighbours():
        if one.kind == other.kind == "expression":
            yield code.pair(one, other, f"{code.text(*one.parts['value'])}, {code.text(*other.parts['value'])};")


@kind("helper extracted")
def helper(code):
    """The body goes to a static helper, which the function calls."""
    head, body, end = code.span
    if not code.source.plain(head, end) or code.has(head, body, ";", "...") or code.words[body - 1] != ")":
        return
    open_ = code.source.match[body - 1]
    name = code.function.name
    if code.words[open_ - 1] != name or code.has(head, body, "inline", "[") or code.words[head:open_].count("("):
        return
    commas = code.source.top_level(open_ + 1, body - 1, {","})
    edges = [open_] + commas + [body - 1]
    arguments = [code.words[b - 1] for b in edges[1:]] if code.words[open_ + 1:body - 1] not in ([], ["void"]) else []
    if any(not re.match(r"[A-Za-z_]\w*$", a) for a in arguments):
        return
    result = " ".join(w for w in code.words[head:open_ - 1] if w not in ("static", "extern", "CJSON_PUBLIC"))
    call = f"{name}_helper ({', '.join(arguments)});"
    call = call if code.words[head:open_ - 1][-1] == "void" else "return " + call
    parameters = code.text(open_, body)
    before = {code.source.solid[head]: f"static {result} {name}_helper {parameters} {code.text(body, end)} " +
              code.words[head]}
    yield {**before, **code.source.replace(body, end, f"{{ {call} }}")}
