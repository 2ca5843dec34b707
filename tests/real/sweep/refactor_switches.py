"""Rewriter's kinds: switches.  See refactor.py."""
from refactor_kinds import kind


@kind("case labels reordered")
def labels_reordered(code):
    for one, other in code.neighbours():
        if one.kind == other.kind == "case":
            yield {**code.new(one, code.whole(other)), **code.new(other, code.whole(one))}


def sections(code, s):
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
        if not code.leaves(body[-1]) and not last or \
                any(code.has(b.start, b.end, "break") for b in (body[:-1] if body[-1].kind == "break" else body)):
            return None
    return found


@kind("switch sections reordered")
def sections_reordered(code):
    for s in code.of_kind("switch"):
        found = sections(code, s)
        if not found or len(found) < 2:
            continue
        at = code.dice.randrange(len(found) - 1)
        if not code.leaves(found[at + 1][1][-1]):
            continue
        one, other = ((f[0][0].start, f[1][-1].end) for f in found[at:at + 2])
        yield {**code.source.replace(*one, code.text(*other)), **code.source.replace(*other, code.text(*one))}


@kind("switch into ifs")
def switch_into_ifs(code):
    for s in code.of_kind("switch"):
        found = sections(code, s)
        if not found or len(found) > 6 or not code.simple(*s.parts["condition"]):
            continue
        default = [f for f in found if any(code.words[label.start] == "default" for label in f[0])]
        if default and (default != [found[-1]] or len(default[0][0]) > 1):
            continue
        text = ""
        for labels, body in found:
            inside = code.text(body[0].start, (body[-1].start if body[-1].kind == "break" else body[-1].end))
            if default and labels is default[0][0]:
                text += f"{{ {inside} }}"
            else:
                tests = " || ".join(f"{code.condition(s)} == {code.text(*label.parts['value'])}" for label in labels)
                text += f"if ({tests}) {{ {inside} }} else "
        yield code.new(s, text if default else text + ";")


@kind("ifs into switch")
def ifs_into_switch(code):
    for s in code.of_kind("if"):
        chain, at, subject = [], s, None
        while at is not None and at.kind == "if":
            start, end = at.parts["condition"]
            found = code.source.top_level(start, end, {"==", "&&", "||", "!=", "=", "?"})
            if len(found) != 1 or code.words[found[0]] != "==" or not code.simple(start, found[0]) or \
                    end - found[0] != 2:
                chain = None
                break
            if subject not in (None, code.text(start, found[0]).strip()):
                chain = None
                break
            subject = code.text(start, found[0]).strip()
            chain.append((code.text(found[0] + 1, end), at.children[0]))
            at = at.otherwise
        if chain and len(chain) > 1 and not code.has(s.start, s.end, "break"):
            text = "".join(f"case {value}: {code.inner(body)} break; " for value, body in chain)
            if at is not None:
                text += f"default: {code.inner(at)} break; "
            yield code.new(s, f"switch ({subject}) {{ {text} }}")
