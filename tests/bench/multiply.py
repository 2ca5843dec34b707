"""Many distinct objects out of a few: copies whose functions have other names.

Compiling ten thousand files takes an hour; this takes a minute or two.  A copy's
symbols get a prefix (objcopy), and so do, in its note, the names of its functions
and objects and its source's path, so that for every reader it is another unit with
functions of its own.  The note is decoded by tests/decoder and encoded here, both
from docs/note-format.md.
"""
import concurrent.futures
import hashlib
import os
import struct
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "decoder"))

import decode

NOTE = ".note.loadbearing"
FLAGS = {name: bit for bit, name in enumerate(decode.FLAGS)}
KINDS = {name: number for number, (name, _label) in enumerate(decode.KINDS)}
LABELS = dict(decode.KINDS)


def number(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def size_class(hexadecimal):
    return (0, 16, 32, 64).index(len(hexadecimal))


def raw(text):
    return text.encode("utf-8", "surrogateescape")


class Strings:
    """The table: collected first, then asked for indexes."""

    def __init__(self):
        self.found = set()

    def add(self, *texts):
        self.found.update(raw(text) for text in texts if text is not None)

    def finish(self):
        self.order = sorted(self.found)
        self.index = {string: i for i, string in enumerate(self.order)}

    def at(self, text):
        return self.index[raw(text)]

    def optional(self, text):
        return number(0 if text is None else self.at(text) + 1)

    def encode(self):
        out = bytearray(number(len(self.order)))
        previous, whole, spent = b"", 0, 0
        for string in self.order:
            shared = len(os.path.commonprefix([previous, string]))
            while True:
                entry = number(shared) + number(len(string) - shared) + string[shared:]
                if whole + len(string) + 1 <= 16 * (spent + len(entry)) or shared == 0:
                    break
                shared -= 1
            out += entry
            spent += len(entry)
            whole += len(string) + 1
            previous = string
        return bytes(out)


def renamed(payload, prefix):
    """The payload's unit and functions with PREFIX before what the unit defines and uses."""
    def name(text):
        return None if text is None else prefix + text

    unit = dict(payload.unit, source=prefix + "/" + payload.unit["source"])
    functions = []
    for function in payload.ordinary + payload.load_bearing:
        copy = dict(function, name=name(function["name"]), calls=[name(c) for c in function["calls"]])
        if function["file"] == payload.unit["source"]:
            copy["file"] = unit["source"]
        if "shown" in function:
            copy["shown"] = name(function["shown"])
        if "depends" in function:
            copy["depends"] = [dict(d, via=name(d.get("via")),
                                    name=name(d["name"]) if d["kind"] in ("function", "interface", "object") else d["name"])
                               for d in function["depends"]]
            copy["depends"].sort(key=lambda d: (raw(LABELS[d["kind"]] % d["name"]), raw(d["via"] or "")))
        functions.append(copy)
    functions.sort(key=lambda f: (raw(f["name"]), raw(f["file"])))
    return unit, functions


def encode_function(function, unit, strings, dependencies, last):
    """One function; LAST is the index that its name's is counted from."""
    aspects = [function["aspects"].get(aspect, "") for aspect in decode.ASPECTS]
    classes = sum(size_class(a) << 2 * i for i, a in enumerate(aspects))
    head = sum(1 << FLAGS[flag] for flag in function["flags"])
    head |= (function["file"] != unit["source"]) << 6 | ("shown" in function) << 7 | (classes != 2 << 2) << 8
    marked = function["origin"] != "none" or "domain" in function or "reason" in function
    head |= marked << 9 | ("unknown" in function) << 10 | (function["track"] == "prototype") << 11
    head |= ("depends" in function) << 12
    out = number(head) + number(strings.at(function["name"]) - last)
    if head >> 6 & 1:
        out += number(strings.at(function["file"]))
    if head >> 7 & 1:
        out += number(strings.at(function["shown"]))
    out += number(function["line"]) + number(function["column"])
    if head >> 8 & 1:
        out += number(classes)
    out += b"".join(bytes.fromhex(a) for a in aspects)
    if marked:
        out += number(decode.ORIGINS.index(function["origin"]))
        out += strings.optional(function.get("domain")) + strings.optional(function.get("reason"))
    if head >> 10 & 1:
        out += number(strings.at(function["unknown"]))
    out += number(len(function["calls"]))
    index = 0
    for call in sorted(strings.at(c) for c in function["calls"]):
        out += number(call - index)
        index = call
    if head >> 12 & 1:
        out += number(len(function["depends"]))
        index = 0
        for dependency in function["depends"]:
            where = dependencies[key_of(dependency)]
            step = where - index
            out += number(2 * step if step >= 0 else -2 * step + 1) + strings.optional(dependency.get("via"))
            index = where
        contained = [[dependency.get(key, False) for dependency in function["depends"]]
                     for key in ("contained", "contained_below")]
        if head >> 3 & 1 and any(map(any, contained)):
            for bits in contained:
                out += bytes(sum(bit << i for i, bit in enumerate(bits[at:at + 8])) for at in range(0, len(bits), 8))
    return out


def key_of(dependency):
    return (KINDS[dependency["kind"]], dependency["name"], dependency.get("digest", ""),
            "behaviour" in dependency, dependency.get("behaviour", ""))


def record(kind, body):
    return number(kind) + number(len(body)) + body


def encode(unit, functions):
    """The payload of a unit, as docs/note-format.md says."""
    strings = Strings()
    strings.add(*(unit[key] for key in ("source", "compiler", "language", "variant", "options")), unit.get("tree_class"),
                unit.get("behaviour_class"))
    dependencies = {}
    for function in functions:
        strings.add(function["name"], function["file"], function.get("shown"), function.get("domain"),
                    function.get("reason"), function.get("unknown"), *function["calls"])
        for dependency in function.get("depends", ()):
            strings.add(dependency["name"], dependency.get("via"))
            dependencies.setdefault(key_of(dependency), 0)
    strings.finish()
    labels = [label for _kind, label in decode.KINDS]
    order = sorted(dependencies, key=lambda k: (raw(labels[k[0]] % k[1]), *k[2:]))
    dependencies = {key: i for i, key in enumerate(order)}

    body = b"".join(number(strings.at(unit[key])) for key in ("source", "compiler", "language", "variant", "options"))
    body += strings.optional(unit.get("tree_class"))
    body += number(unit["scheme"]) + number(decode.INPUTS.index(unit["input"])) + number(decode.ROLES.index(unit["role"]))
    body += number(decode.TRACKS.index(unit["track"])) + number(decode.GATES.index(unit["gate"]))
    policy = unit.get("policy", "")
    body += number(size_class(policy)) + bytes.fromhex(policy) + number(len(functions))
    body += strings.optional(unit.get("behaviour_class"))
    out = record(1, strings.encode()) + record(2, body)
    if order:
        table = number(len(order)) + b"".join(
            bytes([kind | size_class(digest) << 5]) + number(strings.at(name)) + bytes.fromhex(digest)
            for kind, name, digest, _behaves, _behaviour in order)
        behaving = [i for i, key in enumerate(order) if key[3]]
        if behaving:
            table += number(len(behaving)) + b"".join(
                number(at - last) + bytes.fromhex(order[at][4]) for last, at in zip([0, *behaving], behaving))
        out += record(3, table)
    ordinary, last = b"", 0
    for function in functions:
        if "marked" not in function["flags"]:
            ordinary += encode_function(function, unit, strings, dependencies, last)
            last = strings.at(function["name"])
    if ordinary:
        out += record(4, ordinary)
    for function in functions:
        if "marked" in function["flags"]:
            out += record(5, encode_function(function, unit, strings, dependencies, 0))
    payload = b"\1" + bytes(16) + out
    identity = hashlib.sha256(b"b" + struct.pack("<Q", len(payload)) + payload).digest()[:16]
    return b"\1" + identity + out


def entry(payload):
    """A note section with one payload."""
    padding = -len(payload) % 4
    return struct.pack("<III", len(decode.OWNER), len(payload), decode.TYPE_UNIT) + decode.OWNER + payload + bytes(padding)


def read_payload(path):
    """The one payload of an object."""
    with open(path, "rb") as file:
        data = file.read()
    found = [p for section, order in decode.note_sections(data) for p in decode.payloads(section, order)]
    if len(found) != 1:
        raise ValueError(f"{path}: {len(found)} units where one was expected")
    return decode.Payload(found[0]), found[0]


def copies(objects, folder, count, jobs):
    """Writes COUNT objects, made from OBJECTS, into FOLDER and folders below it.

    Objects from one folder belong together, and get one prefix in each round, so that they
    still call each other; those of another folder are another program's, which may have
    functions of the same names (Redis brings a Lua of its own).
    """
    decoded = [(path, read_payload(path)[0]) for path in objects]
    programs = sorted({os.path.dirname(path) for path in objects})

    def one(i):
        path, payload = decoded[i % len(decoded)]
        round_ = i // len(decoded)
        program = programs.index(os.path.dirname(path))
        prefix = f"p{program}r{round_:04}_"
        target = os.path.join(folder, f"r{round_:04}", f"p{program}", os.path.basename(path))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        note = target + ".note"
        with open(note, "wb") as file:
            file.write(entry(encode(*renamed(payload, prefix))))
        subprocess.run(["objcopy", "--prefix-symbols=" + prefix, "--update-section", f"{NOTE}={note}", path, target],
                       check=True, stderr=subprocess.DEVNULL)
        os.unlink(note)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        list(pool.map(one, range(count)))
