"""The kinds of rewrites: their names, in the order of the files that make them.  See refactor.py."""

TEXTUAL = ["comments inserted", "comments removed", "blank lines", "line breaks", "indentation", "line splices",
           "#line", "local renamed", "parameter renamed", "label renamed", "moved function", "moved file"]
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
OPPOSITE = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "==": "!=", "!=": "=="}
KINDS = list(TEXTUAL)
MAKERS = []


def kind(name):
    """Registers a function that makes the sites of kind NAME of a Rewriter's current function;
    a kind may have several."""
    def register(maker):
        if name not in KINDS:
            KINDS.append(name)
        MAKERS.append((name, maker))
        return maker
    return register
