"""Extreme stubs put into C sources: one build with all of them, one chosen at run time by the environment.

LOADBEARING_GUTTED=N:K makes function number N return its stub number K at once, and leaves everything else as it is.
"""
import os
import re

CHOICE = """static __attribute__ ((unused)) int loadbearing_gutted_%d (int f) { extern char *getenv (const char *); \
static int function = -1, stub; if (function < 0) { const char *s = getenv ("LOADBEARING_GUTTED"); function = 0; if (s) { \
while (*s >= '0' && *s <= '9') function = function * 10 + *s++ - '0'; if (*s) while (*++s >= '0' && *s <= '9') \
stub = stub * 10 + *s - '0'; } } return f == function ? stub : 0; }
"""


def values(returned):
    """The extreme stubs of a function that returns dwarf.Type RETURNED: (shown, statement); none: it cannot be gutted."""
    constants = {"bool": ["0", "1"], "signed": ["0", "1", "-1"], "unsigned": ["0", "1"], "float": ["0", "1"],
                 "pointer": ["0"], "text": ["0", '""', '"A"']}
    if returned.kind == "void":
        return [("nothing", "return;")]
    if returned.kind == "enumeration":
        ends = sorted({returned.values[0], returned.values[-1]}) if returned.values else []
        return [(str(value), f"return {value};") for value in ends]
    if returned.kind == "record" and returned.text:
        return [("zeros", "{ static %s none; return none; }" % returned.text)]
    shown = "NULL" if returned.kind in ("pointer", "text") else "0"
    return [(value if value != "0" else shown, f"return {value};") for value in constants.get(returned.kind, [])]


FIELD = re.compile(r"(?:return->|argument (\d+)\+)(\d+):(\d+)$")


def quoted(text):
    return '"' + re.sub(r'[^ !#-\[\]-~]', lambda m: f"\\{ord(m.group()) & 255:03o}", text) + '"'


def stores(outputs, parameters):
    """Statements that store, through the arguments and behind the result (`none`), what OUTPUTS let pass; None if that
    cannot be told of one of them."""
    statements = []
    for name, output in sorted(outputs.items()):
        if name == "return" or output.everything():
            continue
        field, numbers = FIELD.match(name), output.numbers()
        if not field or not numbers or int(field.group(3)) not in (8, 16, 32, 64):
            return None
        argument, offset, size = field.group(1), int(field.group(2)), int(field.group(3)) // 8
        if argument and int(argument) > len(parameters):
            return None
        base = parameters[int(argument) - 1] if argument else "none"
        kind = {4: "float", 8: "double"}.get(size) if any(s.real for s in output.sets) else f"__INT{8 * size}_TYPE__"
        if not kind:
            return None
        statements.append(f"{{ {kind} value = {numbers[0]}; __builtin_memcpy ((char *) {base} + {offset}, &value, {size}); }}")
    return statements


def witnesses(returned, outputs, parameters):
    """Bodies of constants that pass all tests, by what OUTPUTS (accepted.outputs) say of a function with PARAMETERS:
    at most one, as (shown, statement)."""
    stored = stores(outputs, parameters)
    result = outputs.get("return")
    if stored is None or (returned.kind == "void" and not stored):
        return []
    constant, shown = "", "nothing"
    if returned.kind in ("bool", "signed", "unsigned", "enumeration", "float"):
        numbers = result.numbers() if result else [0]
        if not numbers:
            return []
        constant = shown = str(numbers[0])
    elif returned.kind in ("text", "pointer"):
        texts = result.strings() if result else []
        if texts and not stored:
            constant = shown = quoted(texts[0])
            constant = "(void *) " + constant
        elif result and result.pointers():
            constant, shown = "(void *) none", "an object"
        else:
            return []
    elif returned.kind != "void":
        return []
    if not stored and shown in {known for known, _ in values(returned)}:
        return []
    if stored:
        shown += " and " + "; ".join(re.sub(r".* value = (\S+); \S+ \(\(char \*\) (\S+) \+ (\d+).*", r"\1 at \2+\3", s) for s in stored)
    return [(shown, "{ static long none[512]; (void) none; " + " ".join(stored) + f" return {constant}; }}")]


COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)


def body(text, name, line, column):
    """Where the body of NAME, defined at LINE and COLUMN of TEXT, begins (behind the brace); None if it is not there,
    as where a macro makes the function."""
    # Comments keep their length, so that offsets hold.
    blank = COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
    start = 0
    for _ in range(line - 1):
        start = blank.find("\n", start) + 1
    at = start + column - 1
    if not re.match(re.escape(name) + r"\b", blank[at:]):
        # The column may be that of the macro that the declaration begins with.
        found = re.compile(r"\b" + re.escape(name) + r"\s*\(").search(blank, start)
        if not found or blank.count("\n", start, found.start()) > 3:
            return None
        at = found.start()
    at = blank.find("(", at)
    depth = 0
    while at < len(blank):
        depth += {"(": 1, ")": -1}.get(blank[at], 0)
        at += 1
        if depth == 0:
            break
    rest = re.match(r"[\s)]*\{", blank[at:])
    return at + rest.end() if rest else None


class Guttable:
    """One function: NAME in FILE of the tree, its extreme STUBS, and the WITNESSES: constants that the tests would
    let pass, as loadbearing sees them."""

    def __init__(self, name, file, line, column, stubs, witnesses=()):
        self.name, self.file, self.line, self.column, self.stubs = name, file, line, column, stubs
        self.witnesses = list(witnesses)
        self.number = None


def insert(root, chosen):
    """Gives each of CHOSEN (Guttable) a number from 1, and its stubs, in the sources at ROOT."""
    for number, function in enumerate(chosen, 1):
        function.number = number
    for index, file in enumerate(sorted({function.file for function in chosen})):
        path = os.path.join(root, file)
        with open(path, errors="surrogateescape") as stream:
            text = stream.read()
        places = []
        for function in chosen:
            if function.file == file:
                cases = " ".join(f"case {k}: {statement}" for k, (_, statement) in enumerate(function.stubs + function.witnesses, 1))
                places.append((body(text, function.name, function.line, function.column),
                               f" switch (loadbearing_gutted_{index} ({function.number})) {{ {cases} default: break; }}"))
        for at, switch in sorted(places, reverse=True):
            text = text[:at] + switch + text[at:]
        with open(path, "w", errors="surrogateescape") as stream:
            stream.write(CHOICE % index + text)
