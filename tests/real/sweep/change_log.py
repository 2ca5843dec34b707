"""A ChangeLog in GNU's form: which functions each commit edited, as its author wrote it down."""
import re

ENTRY = re.compile(r"^\* ([^\n(:]+?)\s*((?:\([^()]*\)[\s,]*)*):", re.M)
MORE = re.compile(r"^\(([^()]*)\)", re.M)
TITLE = re.compile(r"[a-z0-9\[\]*,+./_ -]+: ")


def commits(text, before):
    """What TEXT has and BEFORE, the ChangeLog of an earlier release, has not: (title, [(path, name)]), oldest first."""
    first = re.search(r"^\d{4}-\d\d-\d\d .*\n\n((?:\t.*\n)+)", before, re.M)
    end = text.find("\n" + first.group(1)) if first else -1
    result, after_blank = [], True
    for line in text[:end if end >= 0 else len(text)].split("\n"):
        if re.match(r"\d{4}-\d\d-\d\d ", line):
            begins = True
        elif not line.strip():
            after_blank = True
            continue
        else:
            if begins or after_blank and TITLE.match(line[1:]):
                result.append((line[1:], []))
            result[-1][1].append(line[1:] if not after_blank else "\n" + line[1:])
            begins = False
        after_blank = False
    return [(title, entries("\n".join(lines))) for title, lines in reversed(result)]


def entries(text):
    result = []
    for part in re.split(r"^(?=\* )|\n\n", text, flags=re.M):
        head = ENTRY.match(part)
        if head:
            places = re.findall(r"\(([^()]*)\)", head.group(2)) + MORE.findall(part)
            names = [word.split()[-1] for place in places for word in place.split(",") if word.split()]
            result += [(path, name) for path in re.split(r"[\s,]+", head.group(1)) for name in names]
    return result
