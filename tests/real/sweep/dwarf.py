"""What functions return, as the compiler's debugging information has it (`readelf --debug-dump=info`)."""
import re
import subprocess

ENTRY = re.compile(r"^ <(\w+)><(\w+)>: Abbrev Number: \d+ \((\w+)\)")
ATTRIBUTE = re.compile(r"^ +<\w+> +(DW_AT_\w+) *: (?:\(\w+\) )?(.*)$")
NAME = re.compile(r"(?:\(.*?\): )(.*)$")


class Entry:
    """CHILDREN: the enumerators of an enumeration, the parameters of a function."""

    def __init__(self, offset, tag):
        self.offset, self.tag, self.attributes, self.children = offset, tag, {}, []


def entries(path):
    """All entries of the object PATH by offset."""
    text = subprocess.run(["readelf", "-W", "--debug-dump=info", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True, errors="replace", check=True).stdout
    found, entry, parent = {}, None, None
    for line in text.splitlines():
        match = ENTRY.match(line)
        if match:
            depth, entry = int(match.group(1)), Entry(int(match.group(2), 16), match.group(3))
            found[entry.offset] = entry
            if entry.tag in ("DW_TAG_enumeration_type", "DW_TAG_subprogram"):
                parent = depth, entry
            elif parent and depth == parent[0] + 1 and entry.tag in ("DW_TAG_enumerator", "DW_TAG_formal_parameter"):
                parent[1].children.append(entry)
            continue
        match = ATTRIBUTE.match(line)
        if match and entry:
            value = match.group(2).strip()
            named = NAME.match("(x): " + value) if not value.startswith("(") else NAME.match(value)
            entry.attributes[match.group(1)] = named.group(1).strip() if named else value
    return found


def reference(value):
    match = re.match(r"<0x(\w+)>", value)
    return int(match.group(1), 16) if match else None


class Type:
    """KIND: void, bool, signed, unsigned, float, text (const char *), pointer, enumeration, record. TEXT: its name in C,
    for records. VALUES: those of an enumeration, in order."""

    def __init__(self, kind, text=None, values=()):
        self.kind, self.text, self.values = kind, text, list(values)


PLAIN = {"boolean": "bool", "signed": "signed", "signed char": "signed", "unsigned": "unsigned",
         "unsigned char": "unsigned", "float": "float"}


def resolve(found, value, text=None):
    if value is None:
        return Type("void")
    entry = found.get(reference(value))
    if entry is None:
        return Type("unknown")
    name, inner = entry.attributes.get("DW_AT_name"), entry.attributes.get("DW_AT_type")
    if entry.tag == "DW_TAG_typedef":
        return resolve(found, inner, text or name)
    if entry.tag in ("DW_TAG_const_type", "DW_TAG_volatile_type", "DW_TAG_atomic_type"):
        return resolve(found, inner, text)
    if entry.tag == "DW_TAG_base_type":
        encoding = re.search(r"\((.*?)\)", entry.attributes["DW_AT_encoding"])
        return Type(PLAIN.get(encoding.group(1) if encoding else "", "unknown"))
    if entry.tag == "DW_TAG_pointer_type":
        pointee = found.get(reference(inner)) if inner else None
        constant = pointee is not None and pointee.tag == "DW_TAG_const_type"
        if constant and pointee.attributes.get("DW_AT_type"):
            to = found.get(reference(pointee.attributes["DW_AT_type"]))
            if to is not None and to.tag == "DW_TAG_base_type" and to.attributes.get("DW_AT_name") == "char":
                return Type("text")
        return Type("pointer")
    if entry.tag == "DW_TAG_enumeration_type":
        return Type("enumeration", values=[int(child.attributes["DW_AT_const_value"], 0) for child in entry.children
                                           if "DW_AT_const_value" in child.attributes])
    if entry.tag in ("DW_TAG_structure_type", "DW_TAG_union_type"):
        keyword = "struct " if entry.tag == "DW_TAG_structure_type" else "union "
        return Type("record", text or (keyword + name if name else None))
    return Type("unknown")


def functions(path):
    """Function -> (Type of its result, names of its parameters), for what object PATH defines and others can call."""
    found = entries(path)
    results = {}
    for entry in found.values():
        external, here = "DW_AT_external" in entry.attributes, "DW_AT_low_pc" in entry.attributes
        if entry.tag == "DW_TAG_subprogram" and external and here and "DW_AT_name" in entry.attributes:
            results[entry.attributes["DW_AT_name"]] = (resolve(found, entry.attributes.get("DW_AT_type")),
                                                       [c.attributes.get("DW_AT_name", "") for c in entry.children])
    return results
