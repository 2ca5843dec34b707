"""TAP points, for the programs of this folder."""
import sys

failures = 0


def point(good, name, detail=""):
    global failures
    print(("ok - " if good else "not ok - ") + name)
    if not good:
        failures += 1
        for line in str(detail).splitlines()[:40]:
            print("#   " + line)
    sys.stdout.flush()
    return good


def skip(name, reason):
    print(f"ok - {name} # SKIP {reason}")
    sys.stdout.flush()


def comment(text):
    for line in str(text).splitlines():
        print("# " + line)
    sys.stdout.flush()
