"""C functions made by chance, each of one of the patterns in which ways of writing are brought to one form: values that meet
and have an operation in common, lookups in tables, tests of bits and ranges, numbers of few bits in wider types, loops by bounds
in memory, graphs of goto, copies and clears of structures, 128 bits, bit-fields and enumerations, floating point.

They end or not, and are defined for some inputs or for none: whoever runs them finds that out (observed.py). What they read is
set, structures have no padding, and no pointer is null.
"""
import random

PARAMETERS = "int a, unsigned b, long c, unsigned char d, signed char e, short g, unsigned long u, _Bool w, int *p, int *q, unsigned char *s"
HEAD = """#include <string.h>

enum small { S0, S1, S9 = 9 };
enum with_sign { NEGATIVE = -3, TWO = 2, SEVEN = 7 };
struct fields { int ma : 3; unsigned mb : 5; signed char mc : 4; unsigned long md : 33; long me : 40; _Bool mf : 1; int mg : 1; int mh; };
extern struct fields fields;
extern long counted;
extern double measured;
extern void told (long);
extern void shown (void *, unsigned long);

"""
SCALARS = "abcdeguw"
COUNTERS = ["int", "unsigned", "long", "unsigned long", "short", "unsigned short", "unsigned char", "signed char"]
INTEGERS = COUNTERS + ["int", "unsigned", "_Bool", "enum small", "enum with_sign"]
WIDE = ["__int128", "unsigned __int128", "enum small", "enum with_sign", "int", "long", "unsigned", "_Bool", "signed char"]
SMALL = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12"]
NUMBERS = SMALL + ["15", "16", "31", "32", "48", "57", "63", "64", "97", "100", "127", "128", "255", "256", "1000", "-1", "-2", "-3", "-5",
                   "-128", "-100", "2147483647", "65535", "4294967295u", "2147483648u"]
RELATIONS = ["<", "<=", ">", ">=", "==", "!="]
REALS = ["y", "z", "y", "z", "measured", "1.0", "0.0", "-0.0", "2.5", "(double) a", "(float) b"]
MEMBERS = ["ma", "mb", "mc", "md", "me", "mf", "mg", "mh"]
# Members of structures, in an order that leaves no padding.
LAYOUTS = [["int", "int"], ["int", "int", "long"], ["short", "short", "int"], ["unsigned char"] * 4, ["long", "int", "int"], ["int", "float"],
           ["int"], ["_Bool", "signed char", "short", "int"]]


class Maker:
    """Makes the function NAME of the pattern KIND."""

    def __init__(self, seed, name, kind):
        self.dice, self.name, self.kind = random.Random(f"{seed} {name}"), name, kind
        self.scalars = self.dice.sample(SCALARS, self.dice.randint(2, 4)) + ["r", "x"]
        self.outside, self.loops, self.tables = "", 0, 0

    def chance(self, share):
        return self.dice.random() < share

    def pick(self, *choices):
        return self.dice.choice(choices)

    def any(self, *makers):
        """What one of MAKERS makes; a text stands for itself."""
        maker = self.dice.choice(makers)
        return maker if isinstance(maker, str) else maker()

    def some(self, least, most, *makers):
        return "\n".join(self.any(*makers) for _ in range(self.dice.randint(least, most)))

    # Values and conditions.

    def scalar(self):
        return self.pick(*self.scalars)

    def small(self):
        return self.pick(*SMALL)

    def number(self):
        return self.pick(*(SMALL if self.chance(0.7) else NUMBERS))

    def type(self):
        return self.pick(*INTEGERS)

    def read(self):
        if self.kind == "wide" and self.chance(0.5):
            return "fields." + self.pick(*MEMBERS)
        return self.pick("p", "q", "s") + f"[{self.dice.randrange(4)}]"

    def atom(self):
        return self.any(self.scalar, self.scalar, self.scalar, self.read, self.number)

    def value(self, depth=2):
        if depth <= 0 or self.chance(0.15):
            return self.atom()
        below = depth - 1
        return self.any(*[lambda: f"({self.value(below)} {self.pick('+', '-', '+', '-', '*')} {self.value(below)})"] * 5,
                        *[lambda: f"({self.value(below)} {self.pick('&', '|', '^')} {self.value(below)})"] * 2,
                        *[lambda: f"({self.type()}) {self.value(below)}"] * 3,
                        lambda: f"({self.value(below)} {self.pick('<<', '>>')} {self.pick('0', '1', '2', '3', '4', '7', '8', '16', '24', '31')})",
                        lambda: f"({self.value(below)} {self.pick('/', '%')} {self.pick('2', '3', '4', '7', '8', '10', '16', '256', '-1', '-2')})",
                        lambda: f"{self.pick('-', '~', '!')}({self.value(below)})",
                        lambda: f"({self.condition()} ? {self.value(below)} : {self.value(below)})", self.condition)

    def relation(self, left, right):
        return f"({left} {self.pick(*RELATIONS)} {right})"

    def bits(self):
        one, other = self.scalar(), self.any(self.small, self.atom)
        return f"(({one} & {other}) {self.pick('==', '!=')} {self.pick('0', self.small(), other)})"

    def in_range(self):
        return f"(({self.type()}) ({self.scalar()} {self.pick('+', '-', '&')} {self.small()}) {self.pick(*RELATIONS)} {self.small()})"

    def condition(self, depth=1):
        if depth > 0 and self.chance(0.3):
            return f"({self.condition(depth - 1)} {self.pick('&&', '||')} {self.condition(depth - 1)})"
        return self.any(*[lambda: self.relation(self.scalar(), self.number())] * 3, *[self.bits] * 3, self.in_range,
                        lambda: self.relation(self.value(1), self.value(1)), lambda: f"({self.scalar()})",
                        lambda: self.relation(self.scalar(), self.scalar()))

    # Statements.

    def assignment(self):
        target = self.pick("r", "x")
        return f"{target} {self.pick('+', '-', '^', '|', '&', '+')}= {self.value(1)};" if self.chance(0.4) else f"{target} = {self.value()};"

    def effect(self):
        if self.kind == "wide" and self.chance(0.3):
            return f"fields.{self.pick(*MEMBERS)} = {self.value(1)};"
        return self.any(*[lambda: f"told ({self.value(1)});"] * 4,
                        *[lambda: f"{self.pick('p', 'q', 's')}[{self.dice.randrange(4)}] = {self.value(1)};"] * 5,
                        lambda: f"counted {self.pick('+', '^')}= {self.value(1)};", 'asm volatile ("" ::: "memory");')

    def block(self, depth):
        return "{\n" + self.some(1, 3, lambda: self.statement(depth)) + "\n}"

    def branch(self, depth):
        return f"if {self.condition()} {self.block(depth)}" + (f" else {self.block(depth)}" if self.chance(0.6) else "")

    def switch(self, depth):
        text = f"switch ({self.any(self.scalar, lambda: self.value(1))}) {{\n"
        for label in self.dice.sample(range(-2, 12), self.dice.randint(2, 4)):
            text += f"case {label}:\n{self.assignment() if self.chance(0.7) else self.statement(depth)}\n{self.pick('break;', 'break;', '')}\n"
        return text + (f"default:\n{self.assignment()}\n" if self.chance(0.6) else "") + "}"

    def statement(self, depth):
        if depth <= 0:
            return self.any(*[self.assignment] * 3, self.effect)
        below = depth - 1
        return self.any(*[self.assignment] * 5, *[self.effect] * 2, *[lambda: self.branch(below)] * 3, self.merge, lambda: self.switch(below),
                        self.loop, lambda: f"if {self.condition()} return {self.value(1)};")

    def merge(self):
        """Ways that meet, with values that have an operation and an operand in common."""
        target, common, operation = self.pick("r", "x"), self.atom(), self.pick("+", "-", "*", "&", "|", "^", "<<", ">>", "/", "%", "cast", "-1")
        kind, on_the_right = self.type(), self.chance(0.3) and operation in "+-*&|^"

        def arm():
            if self.chance(0.2):
                return self.pick("0", "1", "-1", "5", "256", common)
            if operation == "cast":
                return f"({kind}) {self.atom()}"
            if operation == "-1":
                return f"-({self.atom()})"
            if operation in ("<<", ">>", "/", "%"):
                return f"({self.atom()} {operation} 3)" if self.chance(0.5) else f"({common} {operation} {self.pick('1', '2', '3', '8', '16')})"
            other = self.any(self.number, self.number, self.atom)
            return f"({other} {operation} {common})" if on_the_right else f"({common} {operation} {other})"

        def way():
            return "{\n" + "\n".join([*([self.effect()] if self.chance(0.12) else []), f"{target} = {arm()};",
                                      *([self.effect()] if self.chance(0.12) else [])]) + "\n}"

        text = f"if {self.condition(0)} {way()}"
        for _ in range(self.dice.randint(0, 2)):
            text += f" else if {self.condition(0)} {way()}"
        return text + f" else {way()}"

    def lookup(self):
        """An element of a table of constants, behind a test of the index that may be too wide."""
        self.tables += 1
        table = f"{self.name}_table{self.tables}"
        kind = self.pick("int", "unsigned char", "short", "long", "signed char", "double", "unsigned", "_Bool")
        values = self.pick(["0.0", "-0.0", "1.5"], ["2.5", "3.5"]) if kind == "double" else \
            self.pick(["0", "1"], ["3", "3", "7", "9"], ["-1", "0", "1"], [str(n) for n in range(-9, 90)])
        length = self.dice.randint(2, 7)

        def elements():
            return "{ " + ", ".join(self.pick(*values) for _ in range(length)) + " }"

        place = f"{table}[j]"
        form = self.dice.randrange(4)
        if form < 2:
            self.outside += f"static const {kind} {table}[{self.pick('', str(length), str(length + 2))}] = {elements()};\n"
        elif form == 2:
            self.outside += f"static const struct {{ char c; {kind} t[{length}]; int z; }} {table} = {{ 1, {elements()}, 3 }};\n"
            place = f"{table}.t[j]"
        else:
            self.outside += f"static const {kind} {table}[2][{length}] = {{ {elements()}, {elements()} }};\n"
            place = f"{table}[{self.pick('0', '1')}][j]"
        last = str(max(1, length - self.pick(1, 1, 1, 2)))
        test = self.pick(f"j >= 0 && j <= {last}", f"j < {length}", f"(unsigned) j <= {last}", f"j >= {self.pick('0', '1')} && j <= {last}",
                         f"!(j > {last} || j < 0)", f"j != -1 && j >= 0 && j <= {last}", "(j == 0 || j == 1)")
        use = self.pick(f"measured = {place};", f"measured = {place};\nr = 1;") if kind == "double" else \
            self.pick(f"r = {place};", f"r += {place};", f"told ({place});", f"if ({place}) r ^= 9;")
        index = self.any(self.scalar, lambda: f"({self.pick(*COUNTERS)}) {self.scalar()}")
        index = self.any(index, lambda: f"({index} - {self.pick('1', '2', '5')})")
        declared = f"{{\n{self.pick(*COUNTERS)} j = {index};\n"
        if self.chance(0.25):
            return f"{declared}if (!({test})) return {self.number()};\n{use}\n}}"
        other = self.any("", lambda: f" else {{\n{self.assignment()}\n}}", lambda: f" else {{\nr = {self.number()};\n}}")
        return f"{declared}if ({test}) {{\n{use}\n}}{other}\n}}"

    def few_bits(self, depth=3):
        """A number that needs few bits, or nearly: signs, differences and wide numbers are among what it is made of."""
        if depth <= 0 or self.chance(0.15):
            return self.any(f"s[{self.dice.randrange(4)}]", "d", "w", "(a & 15)", "(unsigned char) c", "(u % 10)", "(e & 7)", f"(unsigned short) p[{self.dice.randrange(4)}]",
                            self.small, self.small, self.pick("e", "g", "(s[0] - s[1])", "b", "(u >> 40)"))
        below = depth - 1
        return self.any(*[lambda: f"({self.few_bits(below)} {self.pick('+', '*', '|', '&', '^')} {self.few_bits(below)})"] * 4,
                        *[lambda: f"({self.few_bits(below)} {self.pick('<< 8', '<< 4', '<< 1', '>> 3', '>> 9', '* 256', '* 12', '/ 10', '% 7', '& 63', '& -2')})"] * 4,
                        *[lambda: f"({self.type()}) {self.few_bits(below)}"] * 3,
                        lambda: f"({self.condition(0)} ? {self.few_bits(below)} : {self.few_bits(below)})",
                        lambda: f"({self.few_bits(below)} {self.pick('-', '+')} {self.small()})")

    def narrow(self):
        """A local of some width that holds such a number, merged, taken together in a loop, and compared with others."""
        self.loops += 1
        n, kind = f"n{self.loops}", self.pick(*COUNTERS)
        text = f"{{\n{kind} {n} = {self.few_bits()};\n"
        if self.chance(0.4):
            text += f"if {self.condition(0)} {n} = {self.few_bits(1)};\n"
        if self.chance(0.4):
            taken = self.pick("^=", "|=", "+=", "&=")
            text += f"for (unsigned k = 0; k < ({self.scalar()} & 3); k++) {n} {taken} {self.pick('s[k]', 's[k] & 15', 'd', 'k')};\n"
        asked = self.any(self.number, lambda: self.few_bits(1), "u", "b", "a", "c")
        text += f"if ({n} {self.pick(*RELATIONS)} {self.any(asked, lambda: f'({self.type()}) {asked}')}) {self.pick('r += 3;', 'told (r);', 'return 5;')}\n"
        return text + self.pick(f"r ^= {n};", f"r += {n} {self.pick('*', '+', '/')} 3;", f"told ({n});", f"p[1] = {n};", f"s[1] = {n} >> 2;") + "\n}"

    def bound(self):
        return self.any(lambda: "*" + self.pick("p", "q", "s"), "p[1]", "(unsigned) *q", "s[1] + 2", self.small, self.scalar,
                        lambda: f"({self.pick(*COUNTERS)}) {self.scalar()}", lambda: f"({self.scalar()} {self.pick('+', '-')} {self.small()})")

    def loop(self, inner=True):
        """A loop by one of the ways to count."""
        self.loops += 1
        i = f"i{self.loops}"
        begin, bound, relation = self.pick("0", "0", "1", "-1", "2"), self.bound(), self.pick("<", "<", "<=", "!=", ">", ">=")
        body = self.some(1, 3, f"r += s[(unsigned) {i} & 15];", f"r += {i};", f"r ^= (long) ({i} + x);", f"told ({i});", self.effect, self.assignment,
                         lambda: f"if {self.condition(0)} {self.pick('break;', 'continue;')}", lambda: f"p[{i} & 7] = {self.value(1)};",
                         lambda: f"r ^= ({self.pick(*COUNTERS)}) ({i} {self.pick('+', '*', '-')} {self.small()});")
        if inner and self.chance(0.3):
            body += "\n" + self.loop(False)
        if self.chance(0.4):
            body += "\nif (++fuel > 40) break;"
        declared = f"{self.pick(*COUNTERS)} {i}"
        down = self.pick(f"{i}-- > 0", f"{i}--", f"--{i} > 0", f"--{i}", f"{i}-- != 0", f"{i} > 0 && {i}--")
        end = f"x{i} + {self.pick('8', f'({self.scalar()} & 15)')}"
        return self.any(*[lambda: f"for ({declared} = {begin}; {i} {relation} {bound}; {self.pick(i + '++', i + '++', i + '--', i + ' += 2')}) {{\n{body}\n}}"] * 3,
                        f"{{\n{declared} = {bound};\nwhile ({down}) {{\n{body}\n}}\n}}",
                        lambda: f"{{\n{declared} = {begin};\ndo {{\n{body}\n}} while ({self.pick('++' + i, i + '++')} {relation} {bound});\n}}",
                        lambda: f"{{\n{declared} = 0;\nunsigned char *x{i} = s, *e{i} = {end};\nfor (; x{i} {self.pick('<', '!=')} e{i}; x{i}++) {{\nr += *x{i};\n"
                                f"{i}++;\n{body}\n}}\n}}",
                        f"{{\n{declared} = {begin};\nfor (;;) {{\nif (!({i} {relation} {bound})) break;\n{body}\n{i}++;\n}}\n}}")

    def gotos(self):
        """Labels, and tests that go on at others; a way back only while there is fuel."""
        count, back = self.dice.randint(3, 7), self.chance(0.6)

        def target(here):
            return f"goto L{self.dice.randrange(count) if back and self.chance(0.35) else self.dice.randint(here + 1, count)};"

        def simple():
            return self.any(lambda: f"x = {self.pick('0', '1', '2', '3', '5', '-1')};", lambda: f"x = {self.scalar()};", lambda: f"x += {self.pick('1', '2')};",
                            lambda: f"told ({self.pick('x', 'r', '1')});", self.effect, self.merge, self.assignment)

        text = ""
        for here in range(count):
            text += f"L{here}: ;\n" + ("if (++fuel > 50) return r;\n" if back else "") + self.some(0, 2, simple) + "\n"
            text += self.some(0, 2, lambda here=here: f"if {self.condition(0)} {target(here)}") + "\n"
            if self.chance(0.2):
                labels = "".join(f"case {label}:\n{self.pick('', target(here))}\n" for label in self.dice.sample(range(-1, 9), 4))
                text += f"switch ({self.scalar()}) {{\n{labels}{target(here)}\n}}\n"
            if self.chance(0.35):
                text += target(here) + "\n"
        return text + f"L{count}: ;"

    def copies(self):
        """Structures and arrays that are copied, cleared, and read and set by member, by byte and through a pointer."""
        struct = f"struct {self.name}_type"
        layout = self.pick(*LAYOUTS)
        members = [f"m{number}" for number in range(len(layout))]
        more = self.pick("", "", "struct { int i0, i1; } in; ", "int ar[2]; ")
        members += {"s": ["in.i0", "in.i1"], "i": ["ar[0]", "ar[1]", f"ar[{self.scalar()} & 1]"]}.get(more[:1], [])
        self.outside += f"{struct} {{ " + "".join(f"{kind} m{number}; " for number, kind in enumerate(layout)) + more + "};\n"

        def step(depth):
            one, member, byte = self.pick("z", "z", "y"), self.pick(*members), self.pick("0", "1", "2", "3")
            makers = [*[lambda: f"{one}.{member} = {self.value(1)};"] * 4, *[f"r += {one}.{member} * 3;"] * 3, f"shown (&{one}, sizeof z);",
                      "z = y;", "z = y;", "y = z;", "y = z;", "t = z;\nz = y;\ny = t;", f"memset (&{one}, {self.pick('0', '0', '1')}, {self.pick('4', 'sizeof z')});",
                      f"{one} = ({struct}) {{ {self.pick('0', '', '1')} }};", f"memcpy (&{one}, p, {self.pick('4', 'sizeof z')});",
                      f"memcpy (p, &{one}, sizeof z);", f"((unsigned char *) &{one})[{byte}] = {self.scalar()};", f"r ^= ((unsigned char *) &{one})[{byte}];",
                      "told (r);", lambda: f"array[{self.scalar()} & 7] = {self.value(1)};", lambda: f"r += array[{self.scalar()} & 7];",
                      "memset (array, 0, sizeof array);", lambda: f"array[{self.pick('0', '1', '7')}] = {self.scalar()};", "shown (array, sizeof array);",
                      lambda: f"to = {self.condition(0)} ? &z : &y;", lambda: f"to->{member} = {self.scalar()};", f"r -= to->{member};"]
            if depth > 0:
                makers += [lambda: f"if {self.condition(0)} {{\n{step(depth - 1)}\n{step(depth - 1)}\n}}"] * 3 + \
                          [lambda: f"if {self.condition(0)} {{\n{step(depth - 1)}\n}} else {{\n{step(depth - 1)}\n{step(0)}\n}}"] + \
                          [lambda: f"for (int i = 0; i < 3; i++) {{\n{step(depth - 1)}\n{step(depth - 1)}\n{step(0)}\n}}"] * 2
            return self.any(*makers)

        first = self.pick("memset (&y, 0, sizeof y);", "y = z;", f"y = ({struct}) {{ 0 }};")
        return f"{struct} z = {{ 0 }}, y, t, *to = &z;\nint array[8] = {{ {self.pick('0', '1, 2', '5')} }};\n{first}\n" + \
            self.some(3, 8, lambda: step(2))

    # Floating point.

    def real(self, depth=2):
        if depth <= 0 or self.chance(0.2):
            return self.pick(*REALS)
        below = depth - 1
        return self.any(*[lambda: f"({self.real(below)} {self.pick('+', '-', '*', '+', '-', '/')} {self.real(below)})"] * 7,
                        lambda: f"-({self.real(below)})", lambda: f"({self.pick('float', 'double')}) ({self.real(below)})",
                        lambda: f"({self.real_condition()} ? {self.real(below)} : {self.real(below)})")

    def real_condition(self):
        return self.any(*[lambda: self.relation(self.real(0), self.real(0))] * 5, lambda: "(!" + self.relation(self.real(0), self.real(0)) + ")",
                        lambda: f"({self.real_condition()} {self.pick('&&', '||')} {self.real_condition()})", lambda: self.condition(0))

    def real_merge(self):
        target, common, operation = self.pick("y", "z"), self.real(0), self.pick("+", "-", "*")

        def way():
            value = self.any(f"({common} {operation} {self.real(0)})", f"({self.real(0)} {operation} {common})", common, lambda: self.real(0),
                             f"({common} {operation} {self.pick('0.0', '-0.0', '1.0')})")
            return "{\n" + f"{target} = {value};\n" + (self.effect() if self.chance(0.1) else "") + "\n}"

        return f"if {self.real_condition()} {way()}" + (f" else if {self.real_condition()} {way()}" if self.chance(0.5) else "") + f" else {way()}"

    def real_statement(self):
        return self.any(*[self.real_merge] * 5, lambda: f"{self.pick('y', 'z', 'measured')} = {self.real()};", lambda: f"r = {self.real_condition()};",
                        lambda: f"if {self.real_condition()} {{\n{self.real_statement()}\n}} else {{\n{self.assignment()}\n}}",
                        lambda: f"if {self.real_condition()} r += 3;",
                        lambda: f"for (int i = 0; i < 3 && {self.real_condition()}; i++) {{\n{self.real_statement()}\nr++;\n}}")

    def text(self):
        """The function, after the tables and types that it uses."""
        types = WIDE if self.kind == "wide" else INTEGERS
        first = f"unsigned fuel = 0;\n{self.pick(*types)} r = {self.pick('a', 'b', 'c', '0', '1')};\n{self.pick(*types)} x = {self.pick('d', 'u', 'g', '0')};\n"
        last = f"return (long) ({self.pick('r', 'r', 'r + x', 'r ^ x')});"
        if self.kind == "floats":
            first += f"double y = {self.pick('measured', 'a', 'u', '0.0')};\nfloat z = {self.pick('measured', 'b', '1', '-0.0')};\n"
            last = "measured = y + 3 * z;\n" + last
        body = PATTERNS[self.kind](self)
        return f"{self.outside}long\n{self.name} ({PARAMETERS})\n{{\n{first}{body}\n{last}\n}}\n\n"


PATTERNS = {
    "merges": lambda maker: maker.some(1, 3, maker.merge, maker.merge, lambda: maker.statement(1)),
    "lookups": lambda maker: maker.some(1, 3, maker.lookup, maker.lookup, lambda: maker.statement(1)),
    "tests": lambda maker: maker.some(1, 3, lambda: f"r = {maker.value(4)};", lambda: f"if {maker.condition(3)} {maker.block(1)}"),
    "narrow": lambda maker: maker.some(1, 3, maker.narrow, maker.narrow, lambda: maker.statement(1)),
    "loops": lambda maker: maker.some(1, 2, maker.loop),
    "gotos": Maker.gotos,
    "statements": lambda maker: maker.some(1, 3, lambda: maker.statement(2)),
    "copies": Maker.copies,
    "wide": lambda maker: maker.some(1, 4, maker.merge, maker.merge, lambda: maker.branch(1), lambda: maker.switch(1), maker.loop,
                                     lambda: f"r = {maker.value(3)};"),
    "floats": lambda maker: maker.some(1, 4, maker.real_statement),
}
