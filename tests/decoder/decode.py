#!/usr/bin/env python3
"""A second decoder of loadbearing's notes, written from docs/note-format.md alone.

usage: decode.py FILE...

Prints one JSON object a line for every unit and function found in ELF files, plain
archives and OBJECT.loadbearing files, in the shape of `loadbearing dump` but for "found";
keys sorted; each unit once.  It verifies each unit's id.  Exit status 1 if something is malformed.
"""
import hashlib
import json
import struct
import sys

OWNER = b"loadbearing\0"
TYPE_UNIT = 0x4C420001
SHT_NOTE = 7

SIZES = (0, 8, 16, 32)
FLAGS = ("static", "comdat", "weak", "marked", "from-header", "system")
ASPECTS = ("interface", "source", "tree", "behaviour", "dependencies")
ORIGINS = ("none", "attribute", "pragma", "policy")
INPUTS = ("spelled", "preprocessed")
ROLES = ("production", "test")
TRACKS = ("production", "prototype")
GRADES = ("none", "called", "shape", "semantic", "proven")
OBJECT_FLAGS = ("weak", "common", "comdat")
TEST_FLAGS = ("external", "run", "asserts", "form", "told", "runs", "hears")
GATES = ("policy", "warn", "off")
KINDS = (("function", "%s()"), ("interface", "%s() interface"), ("object", "%s"), ("type", "%s"),
         ("enumerator", "enumerator %s"), ("macro", "macro %s"), ("option", "option %s"),
         ("environment", "environment %s"), ("pointer", "pointer %s"))


class Malformed(Exception):
    pass


class Reader:
    """Bytes, read from front to back, within bounds."""

    def __init__(self, data):
        self.data = data
        self.at = 0

    def left(self):
        return len(self.data) - self.at

    def take(self, size):
        if size > self.left():
            raise Malformed("%d bytes wanted at %d, %d there" % (size, self.at, self.left()))
        self.at += size
        return self.data[self.at - size:self.at]

    def number(self):
        value = 0
        for place in range(5):
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:
                if value >= 1 << 32:
                    break
                return value
        raise Malformed("number too large")

    def choice(self, names):
        value = self.number()
        if value >= len(names):
            raise Malformed("%d is none of %s" % (value, ", ".join(names)))
        return names[value]


def text(raw):
    return raw.decode("utf-8", "surrogateescape")


class Payload:
    """One unit."""

    def __init__(self, data):
        self.strings = None
        self.dependencies = []
        self.unit = None
        self.ordinary = []
        self.load_bearing = []
        self.references = []
        self.tests = []
        self.addresses = []
        self.pointed = []
        self.objects = []
        self.outside = []
        self.reads = []
        reader = Reader(data)
        version = reader.take(1)[0]
        if version != 1:
            raise Malformed("version %d" % version)
        self.id = reader.take(16)
        zeroed = data[:1] + bytes(16) + data[17:]
        if hashlib.sha256(b"b" + struct.pack("<Q", len(zeroed)) + zeroed).digest()[:16] != self.id:
            raise Malformed("the id does not match the payload")
        readers = {1: self.read_strings, 2: self.read_unit, 3: self.read_dependencies, 4: self.read_ordinary,
                   5: self.read_load_bearing, 6: self.read_objects, 8: self.read_references, 9: self.read_form,
                   10: self.read_layouts, 11: self.read_tests, 12: self.read_addresses, 13: self.read_pointed,
                   16: self.read_stores}
        while reader.left():
            kind = reader.number()
            body = Reader(reader.take(reader.number()))
            if kind in readers:
                readers[kind](body)
        if self.unit is None:
            raise Malformed("no unit")
        if len(self.ordinary) + len(self.load_bearing) != self.unit["functions"]:
            raise Malformed("the unit counts %d functions" % self.unit["functions"])

    def read_strings(self, body):
        self.strings = []
        previous = b""
        for _ in range(body.number()):
            shared = body.number()
            rest = body.take(body.number())
            if shared > len(previous):
                raise Malformed("string shares more than there is")
            if b"\0" in rest:
                raise Malformed("zero byte in a string")
            string = previous[:shared] + rest
            if self.strings and string <= previous:
                raise Malformed("strings out of order")
            self.strings.append(string)
            previous = string

    def at(self, index):
        if self.strings is None or index >= len(self.strings):
            raise Malformed("no string %d" % index)
        return self.strings[index]

    def string(self, body):
        return self.at(body.number())

    def string_or_none(self, body):
        index = body.number()
        return self.at(index - 1) if index else None

    @staticmethod
    def digest(body, size_class):
        return body.take(SIZES[size_class]).hex()

    def read_unit(self, body):
        unit = {"record": "unit", "id": self.id.hex()}
        for key in ("source", "compiler", "language", "variant", "options"):
            unit[key] = text(self.string(body))
        tree_class = self.string_or_none(body)
        if tree_class is not None:
            unit["tree_class"] = text(tree_class)
        unit["scheme"] = body.number()
        unit["input"] = body.choice(INPUTS)
        unit["role"] = body.choice(ROLES)
        unit["track"] = body.choice(TRACKS)
        unit["gate"] = body.choice(GATES)
        policy = self.digest(body, body.number())
        if policy:
            unit["policy"] = policy
        unit["functions"] = body.number()
        if body.left():
            behaviour_class = self.string_or_none(body)
            if behaviour_class is not None:
                unit["behaviour_class"] = text(behaviour_class)
        self.unit = unit

    def read_dependencies(self, body):
        for _ in range(body.number()):
            first = body.take(1)[0]
            if first & 0x1F >= len(KINDS) or first & 0x80:
                raise Malformed("kind of dependency %d" % first)
            kind, label = KINDS[first & 0x1F]
            name = text(self.string(body))
            dependency = {"kind": kind, "name": name, "label": label % name}
            digest = self.digest(body, first >> 5)
            if digest:
                dependency["digest"] = digest
            self.dependencies.append(dependency)
        index = 0
        for _ in range(body.number() if body.left() else 0):
            index += body.number()
            if index >= len(self.dependencies):
                raise Malformed("no dependency %d" % index)
            self.dependencies[index]["behaviour"] = body.take(8).hex()

    def read_ordinary(self, body):
        name = 0
        while body.left():
            name, function = self.function(body, name)
            self.ordinary.append(function)

    def read_load_bearing(self, body):
        function = self.function(body, 0)[1]
        depends = function.get("depends", [])
        for key in ("contained", "contained_below"):
            if body.left() >= (len(depends) + 7) // 8:
                bits = body.take((len(depends) + 7) // 8)
                for place, dependency in enumerate(depends):
                    if bits[place // 8] >> place % 8 & 1:
                        dependency[key] = True
        self.load_bearing.append(function)

    def read_references(self, body):
        for _ in range(body.number()):
            reference = {"record": "reference", "unit": self.id.hex()}
            for key in ("test", "function", "file"):
                reference[key] = text(self.string(body))
            reference["line"] = body.number()
            reference["column"] = body.number()
            reference["grade"] = body.choice(GRADES)
            reference["registered"] = body.number()
            reference["reason"] = text(self.string(body))
            reference["outputs"] = []
            for _ in range(body.number()):
                output = text(self.string(body))
                reference["outputs"].append({"output": output, "accepts": text(self.string(body))})
            self.references.append(reference)

    def read_form(self, body):
        number = body.number()
        if number >= len(self.load_bearing):
            raise Malformed("no load-bearing function %d" % number)
        form = body.take(body.left())
        if b"\0" in form:
            raise Malformed("zero byte in a form")
        self.load_bearing[number]["form"] = text(form)

    def read_layouts(self, body):
        for function in self.ordinary + self.load_bearing:
            witness = struct.unpack("<I", body.take(4))[0]
            if witness:
                function["layout"] = witness

    def read_stores(self, body):
        for function in self.load_bearing:
            stores = body.number()
            if stores:
                function["stores_through"] = [i + 1 for i in range(31) if (stores - 1) >> i & 1]
                if (stores - 1) >> 31 & 1:
                    function["stores_static"] = True
        if not body.left():
            return
        for function in self.load_bearing:
            branches = body.number()
            if branches:
                function["branches"] = branches

    def read_tests(self, body):
        for _ in range(body.number()):
            test = {"record": "test", "unit": self.id.hex()}
            test["test"] = text(self.string(body))
            test["file"] = text(self.string(body))
            test["line"] = body.number()
            test["column"] = body.number()
            flags = body.number()
            if flags >> len(TEST_FLAGS):
                raise Malformed("unknown flags of a test")
            test["flags"] = [name for place, name in enumerate(TEST_FLAGS) if flags >> place & 1]
            test["through"] = [text(self.string(body)) for _ in range(body.number())]
            test["claims"] = []
            for _ in range(body.number()):
                claim = {"function": text(self.string(body))}
                written = self.string_or_none(body)
                if written is not None:
                    claim["written"] = text(written)
                claim["declared"] = body.number()
                test["claims"].append(claim)
            test["gaps"] = []
            for _ in range(body.number()):
                gap = {"file": text(self.string(body)), "line": body.number(), "column": body.number()}
                gap["reason"] = text(self.string(body))
                test["gaps"].append(gap)
            self.tests.append(test)

    def read_addresses(self, body):
        self.addresses = [text(self.string(body)) for _ in range(body.number())]

    def read_pointed(self, body):
        for _ in range(body.number()):
            kind = text(self.string(body))
            self.pointed.append({"type": kind, "name": text(self.string(body))})

    def ascending(self, body):
        index, names = 0, []
        for _ in range(body.number()):
            index += body.number()
            names.append(text(self.at(index)))
        return names

    def read_objects(self, body):
        index = 0
        for _ in range(body.number()):
            index += body.number()
            entry = {"record": "object", "unit": self.id.hex(), "name": text(self.at(index))}
            bits = body.number()
            if bits >> 4:
                raise Malformed("unknown flags of an object")
            entry["flags"] = [name for place, name in enumerate(OBJECT_FLAGS) if bits >> place & 1]
            entry["file"] = text(self.string(body)) if bits >> 3 & 1 else self.unit["source"]
            entry["line"] = body.number()
            entry["digest"] = body.take(16).hex()
            entry["objects"] = self.ascending(body)
            entry["functions"] = self.ascending(body)
            self.objects.append(entry)
        for _ in range(body.number()):
            name = text(self.string(body))
            self.outside.append({"name": name, "linkage": text(self.string(body))})
        index = 0
        for _ in range(body.number()):
            index += body.number()
            self.reads.append({"record": "reads", "unit": self.id.hex(), "function": text(self.at(index)),
                               "objects": self.ascending(body), "functions": self.ascending(body)})

    def function(self, body, name):
        head = body.number()
        if head >> 13:
            raise Malformed("unknown bits in a head")
        name += body.number()
        raw_name = self.at(name)
        function = {"record": "function", "unit": self.id.hex(), "name": text(raw_name)}
        function["flags"] = [flag for bit, flag in enumerate(FLAGS) if head >> bit & 1]
        function["file"] = text(self.string(body)) if head >> 6 & 1 else self.unit["source"]
        if head >> 7 & 1:
            function["shown"] = text(self.string(body))
        function["line"] = body.number()
        function["column"] = body.number()
        classes = body.number() if head >> 8 & 1 else 2 << 2
        function["aspects"] = {}
        for place, aspect in enumerate(ASPECTS):
            digest = self.digest(body, classes >> 2 * place & 3)
            if digest:
                function["aspects"][aspect] = digest
        function["origin"] = "none"
        if head >> 9 & 1:
            function["origin"] = body.choice(ORIGINS)
            for key in ("domain", "reason"):
                value = self.string_or_none(body)
                if value is not None:
                    function[key] = text(value)
        if head >> 10 & 1:
            function["unknown"] = text(self.string(body))
        function["track"] = TRACKS[head >> 11 & 1]
        function["calls"] = []
        call = 0
        for _ in range(body.number()):
            call += body.number()
            function["calls"].append(text(self.at(call)))
        if head >> 12 & 1:
            function["depends"] = []
            index = 0
            for _ in range(body.number()):
                step = body.number()
                index += -(step >> 1) if step & 1 else step >> 1
                if not 0 <= index < len(self.dependencies):
                    raise Malformed("no dependency %d" % index)
                dependency = dict(self.dependencies[index])
                via = self.string_or_none(body)
                if via is not None:
                    dependency["via"] = text(via)
                function["depends"].append(dependency)
        return name, function

    def lines(self):
        yield self.unit

        def key(function):
            return tuple(function[k].encode("utf-8", "surrogateescape") for k in ("name", "file"))
        yield from sorted(self.ordinary + self.load_bearing, key=key)
        yield from self.references
        yield from self.tests
        if self.addresses:
            yield {"record": "addresses", "unit": self.id.hex(), "functions": self.addresses}
        if self.pointed:
            yield {"record": "pointed", "unit": self.id.hex(), "functions": self.pointed}
        yield from self.objects
        if self.outside:
            yield {"record": "outside", "unit": self.id.hex(), "objects": self.outside}
        yield from self.reads


def payloads(section, order):
    """The payloads in a note section."""
    at = 0
    while at < len(section):
        if at % 8 == 4 and section[at:at + 4] == bytes(4):
            at += 4
            continue
        if len(section) - at < 12:
            raise Malformed("truncated note header")
        name_size, size, kind = struct.unpack_from(order + "III", section, at)
        at += 12
        name = section[at:at + name_size]
        at += (name_size + 3) // 4 * 4
        if at + size > len(section):
            raise Malformed("truncated note")
        if name == OWNER and kind == TYPE_UNIT:
            yield section[at:at + size]
        at += (size + 3) // 4 * 4


def note_sections(image):
    """The note sections of an ELF image, each with its byte order."""
    order = "<" if image[5] == 1 else ">"
    wide = image[4] == 2
    offset = struct.unpack_from(order + ("Q" if wide else "I"), image, 40 if wide else 32)[0]
    entry, count = struct.unpack_from(order + "HH", image, 58 if wide else 46)
    layout = order + ("IIQQQQ" if wide else "IIIIII")
    if offset and count == 0:
        count = struct.unpack_from(layout, image, offset)[5]
    for index in range(count):
        _, kind, _, _, start, size = struct.unpack_from(layout, image, offset + index * entry)
        if kind == SHT_NOTE:
            yield image[start:start + size], order


def images(data):
    """The ELF images in a file: itself, or the members of an archive."""
    if data[:4] == b"\x7fELF":
        yield data
    elif data[:8] == b"!<arch>\n":
        at = 8
        while at + 60 <= len(data):
            size = int(data[at + 48:at + 58])
            yield from images(data[at + 60:at + 60 + size])
            at += 60 + size + size % 2


def main(paths):
    seen = set()
    status = 0
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        try:
            if data[12:24] == OWNER:
                sections = [(data, "<")]
            else:
                sections = [section for image in images(data) for section in note_sections(image)]
            for section, order in sections:
                for raw in payloads(section, order):
                    payload = Payload(raw)
                    if payload.id in seen:
                        continue
                    seen.add(payload.id)
                    for line in payload.lines():
                        print(json.dumps(line, sort_keys=True))
        except (Malformed, struct.error) as error:
            print("%s: %s" % (path, error), file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
