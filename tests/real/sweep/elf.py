"""Just enough of a reader of ELF64 little-endian objects to compare two of them."""
import hashlib
import re
import struct

SHT_SYMTAB, SHT_RELA, SHT_NOBITS, SHT_GROUP = 2, 4, 8, 17
SHF_MERGE, SHF_STRINGS = 0x10, 0x20
R_X86_64_PC32 = 2
STT_SECTION = 3


class Section:
    def __init__(self, name, kind, flags, content, link, info):
        self.name, self.kind, self.flags = name, kind, flags
        self.content, self.link, self.info = content, link, info


class Object:
    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        if data[:6] != b"\x7fELF\x02\x01":
            raise ValueError(f"{path}: not a 64-bit little-endian ELF file")
        offset, = struct.unpack_from("<Q", data, 0x28)
        entry, count, names = struct.unpack_from("<HHH", data, 0x3A)
        headers = [struct.unpack_from("<IIQQQQIIQQ", data, offset + i * entry) for i in range(count)]

        def string(table, at):
            start = headers[table][4] + at
            return data[start:data.index(b"\0", start)].decode("utf-8", "replace")

        self.sections = []
        for h in headers:
            content = b"" if h[1] == SHT_NOBITS else data[h[4]:h[4] + h[5]]
            if h[1] == SHT_NOBITS:
                content = struct.pack("<Q", h[5])
            self.sections.append(Section(string(names, h[0]), h[1], h[2], content, h[6], h[7]))
        self.symbols = []
        for index, section in enumerate(self.sections):
            if section.kind == SHT_SYMTAB:
                for at in range(0, len(section.content), 24):
                    name, info, _other, where, value, size = struct.unpack_from("<IBBHQQ", section.content, at)
                    self.symbols.append((string(section.link, name), info, where, value, size))

    def section(self, name):
        for section in self.sections:
            if section.name == name:
                return section
        return None

    def relocations(self):
        """Section index -> sorted [(offset, type, symbol, addend)]."""
        found = {}
        for section in self.sections:
            if section.kind == SHT_RELA:
                for at in range(0, len(section.content), 24):
                    offset, info, addend = struct.unpack_from("<QQq", section.content, at)
                    found.setdefault(section.info, []).append((offset, info & 0xFFFFFFFF, info >> 32, addend))
        return {where: sorted(entries) for where, entries in found.items()}

    def target(self, symbol, addend, kind):
        """What a relocation means, without regard to where things happen to lie."""
        name, info, where, value, _size = self.symbols[symbol]
        if info & 15 != STT_SECTION and not name.startswith(".L"):
            return (name, addend)
        if where >= len(self.sections):
            return (name, addend)
        section = self.sections[where]
        at = value + addend
        # PC-relative operands point four bytes (or the immediate's size) before what they mean.
        if section.flags & SHF_MERGE:
            for slack in ((4, 5, 6, 8) if kind in (2, 4, 9, 41, 42) else (0,)):
                if 0 <= at + slack < len(section.content):
                    if section.flags & SHF_STRINGS:
                        end = section.content.find(b"\0", at + slack)
                        return ("string", section.content[at + slack:end])
                    return ("constant", section.content[at + slack:at + slack + 8])
        return (section.name, at)


def functions(path):
    """The code of each function of an object made with -ffunction-sections
    -fdata-sections: its name (clones folded into it) -> something to compare."""
    unit = Object(path)
    relocations = unit.relocations()
    code = {}
    for index, section in enumerate(unit.sections):
        match = re.match(r"\.(?:text|rodata)(?:\.(?:unlikely|hot|startup|exit))?\.([A-Za-z_].*)", section.name)
        if section.name.startswith(".rodata.") and (section.flags & SHF_MERGE or not relocations.get(index)):
            continue
        if not match or section.kind == SHT_RELA:
            continue
        name = re.sub(r"\.(part|cold|constprop|isra)(\.\d+)?", "", match.group(1))
        body = (section.name, section.content,
                tuple((offset, kind, unit.target(symbol, addend, kind))
                      for offset, kind, symbol, addend in relocations.get(index, [])))
        code.setdefault(name, []).append(body)
    return {name: tuple(sorted(bodies, key=repr)) for name, bodies in code.items()}


class Code:
    """The code of each function as `functions` gives it, for looking closer: what a
    relocation means includes the content of the data that it leads to."""

    def __init__(self, path):
        self.unit = Object(path)
        self.relocations = self.unit.relocations()
        self.contents, self.starts = {}, {}
        self.functions, self.data = {}, {}
        for index, section in enumerate(self.unit.sections):
            match = re.match(r"\.text(?:\.(?:unlikely|hot|startup|exit))?\.([A-Za-z_].*)", section.name)
            if section.kind == SHT_RELA:
                continue
            if match:
                name = re.sub(r"\.(part|cold|constprop|isra)(\.\d+)?", "", match.group(1))
                self.functions.setdefault(name, []).append((section.name, self.content(index)))
            elif re.match(r"\.(data|rodata|bss|tdata|tbss|init_array|fini_array)", section.name):
                if not section.flags & SHF_MERGE:
                    self.data.setdefault(self.plain(section.name), []).append(repr(self.content(index)))
        self.functions = {name: sorted(map(repr, bodies)) for name, bodies in self.functions.items()}
        self.data = {name: sorted(contents) for name, contents in self.data.items()}

    @staticmethod
    def plain(name):
        """A name without the number that the compiler gave it."""
        return re.sub(r"\.\d+$", "", name)

    def content(self, index):
        """Section INDEX's content with what its relocations mean; a digest of it."""
        if index not in self.contents:
            self.contents[index] = "within itself"
            entries = [(offset, kind, self.meaning(symbol, addend, kind))
                       for offset, kind, symbol, addend in self.relocations.get(index, [])]
            whole = repr((self.unit.sections[index].content, entries))
            self.contents[index] = hashlib.sha256(whole.encode()).hexdigest()
        return self.contents[index]

    def meaning(self, symbol, addend, kind):
        name, info, where, value, _size = self.unit.symbols[symbol]
        if not 0 < where < len(self.unit.sections):
            return (name, addend)
        section = self.unit.sections[where]
        if section.name.startswith(".text"):
            return self.unit.target(symbol, addend, kind)
        if section.flags & SHF_MERGE:
            return self.unit.target(symbol, addend, kind)
        if section.name == ".rodata":
            return (section.name, self.table(where, self.start(value, addend, kind)))
        return (self.plain(section.name), value + addend, self.content(where))

    @staticmethod
    def start(value, addend, kind):
        """Where what a relocation refers to begins: an instruction's operand is told from four bytes further."""
        return value + addend + (4 if kind == R_X86_64_PC32 else 0)

    def table(self, where, start):
        """What is in section WHERE from START up to where something else is referred to. Functions share the section for
        their tables of jumps: each is its function's, wherever it lies. A digest of it."""
        if where not in self.starts:
            self.starts[where] = sorted({self.start(value, addend, kind)
                                         for entries in self.relocations.values() for _at, kind, symbol, addend in entries
                                         for _name, _info, section, value, _size in [self.unit.symbols[symbol]]
                                         if section == where})
        end = next((other for other in self.starts[where] if other > start), len(self.unit.sections[where].content))
        entries = [(at - start, kind, self.meaning(symbol, addend, kind))
                   for at, kind, symbol, addend in self.relocations.get(where, []) if start <= at < end]
        return hashlib.sha256(repr((self.unit.sections[where].content[start:end], entries)).encode()).hexdigest()


def data_sections(path):
    """Name -> content and relocations of sections of initialised objects."""
    unit = Object(path)
    relocations = unit.relocations()
    return {section.name: (section.content, tuple(relocations.get(index, [])))
            for index, section in enumerate(unit.sections)
            if re.match(r"\.(data|rodata|bss|tdata|tbss)", section.name)}


def difference(one, other, ignored):
    """Which sections of two objects differ; "" if none (but for those IGNORED)."""
    first, second = Object(one), Object(other)

    def by_name(unit):
        found = {}
        for section in unit.sections:
            if not ignored(section.name):
                found.setdefault(section.name, []).append(section.content)
        return found

    a, b = by_name(first), by_name(second)
    return " ".join(sorted(name or "(null)" for name in a.keys() | b.keys() if a.get(name) != b.get(name)))
