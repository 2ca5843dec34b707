"""Programs made by chance, of the shapes that reshaping a body is about: tests one after the other, arms that begin or end
alike, loops ended by a flag, values that are set on some ways, stores that may or may not meet.

Each program prints every effect in the order in which it happens, so that two builds of it that do not print the same do not do
the same. All arithmetic is unsigned or small, all loops end, all that is read was set: no behaviour is undefined.
"""
import random

FUNCTIONS, RUNS, DEPTH = 16, 14, 3

HEAD = """#include <stdio.h>

struct point { int x, y; unsigned flags; struct point *next; };
static int table[8], left;
static struct point points[4];

__attribute__ ((noinline, noclone)) static int
effect (int number, long value)
{
  printf ("%d:%ld ", number, value);
  return (int) ((unsigned long) value % 7u) + number % 3;
}

"""


class Function:
    def __init__(self, dice, name, callees):
        self.dice, self.name, self.callees = dice, name, callees
        self.lines, self.loops, self.counters = [], 0, 0

    def local(self):
        return self.dice.choice("abcdr")

    def place(self):
        return self.dice.choice(["table[i & 7]", "table[(i + 1) & 7]", "table[3]", "p->x", "p->y", "p->next->x", "q->y",
                                 "points[a & 3].x", "*t", "t[1]"])

    def value(self, depth=2):
        dice = self.dice
        if depth == 0 or dice.random() < 0.3:
            return dice.choice([self.local(), self.local(), str(dice.randrange(-3, 12)), self.place(), "i"])
        kind = dice.randrange(9)
        a, b = self.value(depth - 1), self.value(depth - 1)
        if kind < 3:
            return f"(int) ((unsigned) {a} {dice.choice('+-*')} (unsigned) ({b}))"
        if kind < 5:
            return f"({a} {dice.choice(['&', '|', '^'])} {b})"
        if kind == 5:
            return f"({self.condition(1)} ? {a} : {b})"
        if kind == 6:
            return f"(int) ((unsigned) {a} {dice.choice(['<<', '>>'])} {dice.randrange(5)})"
        if kind == 7:
            return f"({a} {dice.choice(['/', '%'])} {dice.randrange(2, 9)})"
        return f"({self.condition(1)})"

    def condition(self, depth=2):
        dice = self.dice
        kind = dice.randrange(8)
        if depth and kind < 2:
            return f"({self.condition(depth - 1)} {dice.choice(['&&', '||'])} {self.condition(depth - 1)})"
        if depth and kind == 2:
            return f"!({self.condition(depth - 1)})"
        if kind == 3:
            return f"(p->flags & {1 << dice.randrange(3)}u)"
        if kind == 4:
            return f"((unsigned) {self.local()} {dice.choice(['<', '>'])} {dice.randrange(1, 9)}u)"
        left = self.local() if dice.random() < 0.7 else self.value(1)
        return f"({left} {dice.choice(['==', '!=', '<', '<=', '>', '>='])} {dice.choice([str(dice.randrange(-2, 9)), self.local()])})"

    def simple(self):
        dice = self.dice
        kind = dice.randrange(11)
        if kind < 3:
            return f"{self.local()} = {self.value()};"
        if kind < 5:
            return f"{self.place()} = {self.value(1)};"
        if kind == 5:
            return f"effect ({dice.randrange(9)}, {self.value(1)});"
        if kind == 6:
            return f"{self.local()} = effect ({dice.randrange(9)}, {self.value(1)});"
        if kind == 7:
            return f"{self.local()} {dice.choice(['&=', '|=', '^='])} {self.value(1)};"
        if kind == 8:
            return f"p->flags {dice.choice(['|=', '&= ~', '^='])} {1 << dice.randrange(3)}u;"
        if kind == 9 and self.callees:
            return f"{self.local()} = {dice.choice(self.callees)} ({self.local()} & 15, {self.local()} & 15, {dice.choice('pq')}, {dice.choice('pq')}, t);"
        return f"if ({self.condition()}) {self.local()} = {dice.choice(['0', '1', '-1', self.local()])};"

    def block(self, depth, in_loop=False):
        """Lines; what is in a block may begin or end like another one."""
        lines = []
        for _ in range(self.dice.randrange(1, 4)):
            lines += self.statement(depth, in_loop)
        return lines

    def statement(self, depth, in_loop):
        dice = self.dice
        kind = dice.randrange(14) if depth else 0
        if kind < 4:
            return [self.simple()]
        if kind < 8:
            first, second = self.block(depth - 1, in_loop), self.block(depth - 1, in_loop)
            if dice.random() < 0.35:
                shared = self.block(max(0, depth - 2), in_loop)
                first, second = (shared + first, shared + second) if dice.random() < 0.5 else (first + shared, second + shared)
            lines = [f"if ({self.condition()}) {{", *first]
            return lines + (["}"] if dice.random() < 0.3 else ["} else {", *second, "}"])
        if kind == 8:
            of = dice.choice([self.local(), f"{self.local()} & 7"])
            lines = [f"switch ({of}) {{"]
            for label in sorted(dice.sample(range(-1, 9), dice.randrange(2, 6))):
                lines += [f"case {label}:", *self.block(depth - 1), *([] if dice.random() < 0.25 else ["break;"])]
            return lines + ["default:", *self.block(depth - 1), "}"]
        if kind == 9:
            of = self.local()
            lines = []
            for number in range(dice.randrange(2, 5)):
                lines += [f"{'} else ' if number else ''}if ({of} == {dice.randrange(-1, 6)}) {{", *self.block(depth - 1, in_loop)]
            return lines + ["} else {", *self.block(depth - 1, in_loop), "}"]
        if kind < 12 and self.loops < 3:
            self.loops += 1
            self.counters += 1
            counter = f"n{self.counters}"
            body = self.block(depth - 1, True)
            form = dice.randrange(4)
            bound = f"(({self.local()} & 3) + {dice.randrange(3)})"
            if form == 0:
                lines = [f"for (int {counter} = {bound}; {counter} > 0; {counter}--) {{", f"i = {counter};", *body, "}"]
            elif form == 1:
                lines = ["{", f"int {counter} = {bound};", f"while ({counter}-- > 0 && {self.condition(1)}) {{", *body, "}", "}"]
            elif form == 2:
                lines = ["{", f"int {counter} = 0;", "do {", *body, f"}} while (++{counter} < {dice.randrange(1, 4)} && {self.condition(1)});", "}"]
            else:
                flag = f"done{self.counters}"
                lines = ["{", f"int {counter} = {bound}, {flag} = 0;", f"while (!{flag} && {counter}-- > 0) {{", *body,
                         f"if ({self.condition(1)}) {flag} = 1;", "else effect (8, i);", "}",
                         f"if ({flag}) effect (9, {counter});", "}"]
            self.loops -= 1
            return lines
        if kind == 12:
            return [f"if ({self.condition()}) {dice.choice(['break;', 'continue;'])}"] if in_loop and dice.random() < 0.6 else \
                   [f"if ({self.condition()}) return {self.value(1)};"]
        return [f"if ({self.condition()}) goto out;"]

    def text(self):
        body = self.block(DEPTH) + self.block(DEPTH)
        inner = [f"static int\n{self.name} (int a, int b, struct point *p, struct point *q, int *t)\n{{",
                 "int c = a - b, d = 0, r = b, i = 0;", "if (left-- <= 0) return 0;", *body,
                 *(["out:"] if any("goto out" in line for line in body) else []),
                 "effect (1, c);", "return r ^ d;", "}"]
        return "\n".join(inner) + "\n\n"


def program(seed):
    """The text of one program."""
    dice = random.Random(f"program {seed}")
    text, names = HEAD, []
    for number in range(FUNCTIONS):
        name = f"f{number}"
        text += Function(dice, name, names[-3:]).text()
        names.append(name)
    text += "int\nmain (void)\n{\n"
    for name in names:
        text += f"  for (int k = 0; k < {RUNS}; k++) {{\n    left = 60;\n    for (int m = 0; m < 8; m++) table[m] = m * k - 3;\n" \
                "    for (int m = 0; m < 4; m++) points[m] = (struct point) { k - m, m, (unsigned) k, &points[(m + k) & 3] };\n" \
                f"    long result = {name} (k % 5, k / 5 - 1, &points[k & 3], &points[k % 3], &table[k & 3]);\n" \
                "    for (int m = 0; m < 4; m++) result = result * 31 + points[m].x + points[m].y * 3L + (long) points[m].flags;\n" \
                "    for (int m = 0; m < 8; m++) result = (result * 31 + table[m]) & 0xffffffff;\n" \
                f"    printf (\"{name} %d: %ld\\n\", k, result);\n  }}\n"
    return text + "  return 0;\n}\n"
