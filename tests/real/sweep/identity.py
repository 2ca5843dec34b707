"""What the compiler emits is the same with and without the plugin, but for the note.

Every source file of the real projects, by its real compile command, is compiled
without the plugin, with every function load-bearing, and with none; after
`objcopy -R .note.loadbearing` on each, the objects are the same byte for byte.
"""
import concurrent.futures
import filecmp
import os
import shutil
import subprocess

import commands
import elf
import tap

NOTE = ".note.loadbearing"
SAMPLE = [("lua5.4", "src/lapi.c"), ("cjson", "cJSON.c"), ("lua5.4", "src/lvm.c"), ("zlib", "inflate.c"),
          ("redis", "src/acl.c"), ("redis", "src/t_zset.c")]
QUICK_SAMPLE = SAMPLE[:1]


def without_note(path):
    """PATH less its note.  objcopy rewrites the file, so both sides need it."""
    bare = path + ".bare"
    subprocess.run(["objcopy", "-R", NOTE, path, bare], check=True)
    return bare


def has_note(path):
    return elf.Object(path).section(NOTE) is not None


def same_object(plain, with_plugin):
    """"" if equal but for the note, else what differs."""
    if not has_note(with_plugin):
        return "no record: the plugin did not run"
    one, other = without_note(plain), without_note(with_plugin)
    if filecmp.cmp(one, other, shallow=False):
        return ""
    return "differs in " + (elf.difference(one, other, lambda name: False) or "layout only")


class Place:
    """Where one project's sweep happens: a copy of the tree and the two policies."""

    def __init__(self, project, scratch):
        self.project = project.copy(os.path.join(scratch, project.name))
        self.project.policy(commands.EVERYTHING)
        self.nothing = os.path.join(scratch, project.name + "-nothing", "loadbearing", "policy.json")
        os.makedirs(os.path.dirname(self.nothing))
        with open(self.nothing, "w") as file:
            file.write(commands.NOTHING)
        self.objects = os.path.join(scratch, project.name + "-objects")
        os.makedirs(self.objects)

    def plugin(self, marked):
        """Flags: with every function load-bearing by the tree's own policy, or
        with none by one that is given."""
        flags = commands.plugin_flags("warn")
        return flags if marked else flags + [f"-fplugin-arg-loadbearing-policy={self.nothing}"]


def compile_pair(place, command, compiler, flags, marked_runs):
    """Compiles COMMAND without the plugin and with it.  The object has one name in
    all, since its name may appear in what is emitted.  Returns (name, what differs)."""
    name = commands.object_name(place.project, command)
    output = os.path.join(place.objects, name)
    plain = commands.compile_one(command, output, flags, compiler)
    if plain.status != 0:
        return [(name, "does not compile without the plugin: " + plain.errors[-200:])]
    os.rename(output, output + ".plain")
    problems = []
    for marked in marked_runs:
        done = commands.compile_one(command, output, flags + place.plugin(marked), compiler)
        label = f"{name} ({'all' if marked else 'none'} marked)"
        if done.status != 0:
            problems.append((label, "does not compile with the plugin: " + done.errors[-400:]))
            continue
        difference = same_object(output + ".plain", output)
        if difference:
            problems.append((label, difference))
        if not marked and done.errors != plain.errors:
            problems.append((label, "other diagnostics than without the plugin: " + done.errors[-400:]))
        if "[loadbearing: unaudited]" not in done.errors and marked and "T" in symbols(output):
            problems.append((label, "functions were to be marked, but there is no finding"))
    return problems


def symbols(path):
    return subprocess.run(["nm", path], stdout=subprocess.PIPE, text=True).stdout.split()


def sweep(place, compiler, flags, marked_runs=(True, False), limit=None):
    project = place.project
    chosen = project.commands[:limit]
    with concurrent.futures.ThreadPoolExecutor(commands.JOBS) as pool:
        problems = [p for found in pool.map(lambda c: compile_pair(place, c, compiler, flags, marked_runs), chosen)
                    for p in found]
    runs = len(marked_runs) * len(chosen)
    tap.point(not problems, f"identity: {project.name} {compiler} {' '.join(flags)}: "
              f"{runs - len({label for label, _ in problems})} of {runs} objects are the same",
              "\n".join(f"{label}: {what}" for label, what in problems))
    shutil.rmtree(place.objects)
    os.makedirs(place.objects)


def run_in(folder, command, arguments, compiler):
    """A compilation whose every product lies in FOLDER.  Returns its Result."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return commands.compile_one(command, os.path.join(folder, "unit.o"), arguments, compiler)


def products(folder):
    """Every file below FOLDER, by its name."""
    return {os.path.relpath(os.path.join(where, name), folder): os.path.join(where, name)
            for where, _folders, names in os.walk(folder) for name in names}


def dump_form(place, command, compiler, flags, name):
    """The dumps that FLAGS ask for, and the object, are the same.  What differs
    between two runs without the plugin says nothing."""
    folder = os.path.join(place.objects, "form")
    kept = []
    for extra in ([], [], place.plugin(True)):
        done = run_in(folder, command, flags + ["-dumpdir", folder + "/"] + extra, compiler)
        if done.status != 0:
            tap.point(False, name, done.errors[-2000:])
            return
        kept.append(folder + str(len(kept)))
        shutil.rmtree(kept[-1], ignore_errors=True)
        os.rename(folder, kept[-1])
    one, again, other = (products(k) for k in kept)
    stable = [f for f in one if f in again and filecmp.cmp(one[f], again[f], shallow=False)]
    wrong = sorted(set(one) ^ set(other))
    wrong += [f for f in stable if f != "unit.o" and f in other and not filecmp.cmp(one[f], other[f], shallow=False)]
    difference = same_object(one["unit.o"], other["unit.o"])
    tap.point(not wrong and not difference and (len(stable) > 1),
              f"{name}: {len(stable) - 1} dump files and the object are the same",
              f"object: {difference or 'same'}\ndumps: {wrong}")


def object_form(place, command, compiler, flags, name, ignored=()):
    """The object, and whatever else is made beside it (but the files that end in
    one of IGNORED), are the same."""
    folder = os.path.join(place.objects, "form")
    kept = []
    for extra in ([], place.plugin(True)):
        done = run_in(folder, command, flags + extra, compiler)
        if done.status != 0:
            tap.point(False, name, done.errors[-2000:])
            return
        kept.append(folder + str(len(kept)))
        shutil.rmtree(kept[-1], ignore_errors=True)
        os.rename(folder, kept[-1])
    one, other = (products(k) for k in kept)
    difference = same_object(one["unit.o"], other["unit.o"])
    wrong = sorted(set(one) ^ set(other))
    wrong += [f for f in one if f in other and f != "unit.o" and not f.endswith(tuple(ignored) or ("\0",))
              and not filecmp.cmp(one[f], other[f], shallow=False)]
    tap.point(not difference and not wrong, name, f"object: {difference or 'same'}\nfiles: {wrong}")


def preprocessed_form(place, command, compiler, name):
    """-E prints the same with the plugin; its output compiles to the same object."""
    folder = os.path.join(place.objects, "form")
    os.makedirs(folder, exist_ok=True)
    plain, other = os.path.join(folder, "plain.i"), os.path.join(folder, "other.i")
    a = commands.compile_one(command, plain, ["-O2"], compiler, mode=("-E",))
    b = commands.compile_one(command, other, ["-O2"] + place.plugin(True), compiler, mode=("-E",))
    tap.point(a.status == b.status == 0 and a.errors == b.errors and filecmp.cmp(plain, other, shallow=False),
              name + ": -E prints the same", b.errors[-1000:])
    output = os.path.join(folder, "unit.o")
    one = commands.compile_one(command, output, ["-O2"], compiler, source=plain)
    os.rename(output, output + ".plain")
    two = commands.compile_one(command, output, ["-O2"] + place.plugin(True), compiler, source=plain)
    difference = "a compilation failed" if one.status or two.status else same_object(output + ".plain", output)
    tap.point(not difference, name + ": .i input gives the same object", difference + "\n" + two.errors[-1000:])
    a = commands.compile_one(command, output, ["-O2"], compiler, mode=("-fsyntax-only",))
    b = commands.compile_one(command, output, ["-O2"] + place.plugin(True), compiler, mode=("-fsyntax-only",))
    tap.point(a.status == b.status == 0 and a.errors == b.errors, name + ": -fsyntax-only says the same", b.errors)


def precompiled_form(place, command, compiler, name):
    """A header compiled to a PCH with the plugin serves a unit with the plugin,
    and the object is what it is without the plugin altogether."""
    folder = os.path.join(place.objects, "form")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    header, output = os.path.join(folder, "first.h"), os.path.join(folder, "unit.o")
    with open(header, "w") as file:
        file.write("#include <stddef.h>\n#include <stdarg.h>\n"  # nothing that asks for features: the source does
                   "struct from_the_header { int first; char second[10]; };\n"
                   "#define FROM_THE_HEADER(a) ((a) * 3 + 1)\n")
    for extra, kept in (([], ".plain"), (place.plugin(True), "")):
        done = commands.compile_one(command, header + ".gch", ["-O2"] + extra, compiler,
                                    source=header, mode=("-x", "c-header"))
        if done.status == 0:
            done = commands.compile_one(command, output, ["-O2", "-include", header, "-Winvalid-pch",
                                                          "-Werror=invalid-pch"] + extra, compiler)
        if done.status != 0:
            tap.point(False, name, done.errors[-2000:])
            return
        if kept:
            os.rename(output, output + kept)
        os.unlink(header + ".gch")
    difference = same_object(output + ".plain", output)
    tap.point(not difference, name, difference)


def lto_form(place, compiler, flags, name):
    """Link-time optimisation over a whole project: slim and fat objects are the same
    but for the note, which slim ones carry in the section for toplevel asm, and so
    is the program."""
    project = place.project
    programs = []
    problems = []
    for marked, folder in ((False, "lto-plain"), (True, "lto-with")):
        # The same file names in both, since LTO streams them.
        work = os.path.join(place.objects, "lto")
        shutil.rmtree(work, ignore_errors=True)
        extra = place.plugin(True) if marked else []
        results = commands.compile_all(project, work, flags + ["-frandom-seed=1"] + extra, compiler,
                                       [c for c in project.commands if not c.source.endswith("luac.c")])
        bad = [r for _c, r in results if r.status]
        if bad:
            tap.point(False, name, bad[0].errors[-2000:])
            return
        program = os.path.join(work, "program")
        # A build id digests the whole program, the note included.
        done = subprocess.run([compiler, *flags, "-frandom-seed=1", "-o", program, *[r.output for _c, r in results],
                               "-lm", "-ldl", "-Wl,--build-id=none"], cwd=work, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            tap.point(False, name, done.stderr[-2000:])
            return
        kept = os.path.join(place.objects, folder)
        shutil.rmtree(kept, ignore_errors=True)
        os.rename(work, kept)
        programs.append(os.path.join(kept, "program"))
    plain, other = os.path.dirname(programs[0]), os.path.dirname(programs[1])
    for entry in sorted(os.listdir(plain)):
        if entry.endswith(".o"):
            difference = elf.difference(os.path.join(plain, entry), os.path.join(other, entry),
                                        lambda n: n.startswith((NOTE, ".gnu.lto_.asm", ".shstrtab", ".strtab", ".symtab")))
            if difference:
                problems.append(f"{entry}: {difference}")
    tap.point(not problems, name + ": objects", "\n".join(problems))
    difference = same_object(*programs)
    tap.point(not difference, name + ": program", difference)


def forms(places, compiler, sample):
    for project_name, path in sample:
        if project_name not in places:
            continue
        place = places[project_name]
        try:
            command = place.project.find(path)
        except KeyError:
            continue
        label = f"identity: {path} {compiler}"
        dump_form(place, command, compiler, ["-O2", "-fdump-tree-all", "-fdump-ipa-all"], label + " -fdump-tree-all")
        dump_form(place, command, compiler, ["-O2", "-fdump-statistics"], label + " -fdump-statistics")
        object_form(place, command, compiler, ["-O0", "--param", "ggc-min-expand=0", "--param", "ggc-min-heapsize=0"],
                    label + " with the garbage collector at every turn")
        object_form(place, command, compiler, ["-O2", "-g", "-save-temps=obj"], label + " -save-temps", [".s"])
        object_form(place, command, compiler, ["-O2", "-pipe"], label + " -pipe")
        object_form(place, command, compiler, ["-O2", "-g", "-frecord-gcc-switches"], label + " -frecord-gcc-switches")
        object_form(place, command, compiler, ["-O0", "--coverage", "-frandom-seed=1"], label + " --coverage")
        object_form(place, command, compiler, ["-O1", "-fsanitize=address,undefined"], label + " with sanitizers")
        object_form(place, command, compiler, ["-O2", "-ffunction-sections", "-fdata-sections"],
                    label + " -ffunction-sections")
        object_form(place, command, compiler, ["-O2", "-fPIC", "-fopenmp"], label + " -fPIC -fopenmp")
        preprocessed_form(place, command, compiler, label)
        precompiled_form(place, command, compiler, label + " with a precompiled header")


def run(scratch, names, quick):
    places = {}
    for name in names:
        try:
            places[name] = Place(commands.load(name, each_source_once=quick, every=commands.SAMPLE), scratch)
        except commands.Unavailable as reason:
            tap.skip(f"identity: {name}", reason)
    compilers = commands.compilers()
    # In the quick run each file is compiled once more only: everything marked under
    # one compiler, nothing under the other.
    if quick:
        settings = [(compilers[-1], ["-O2", "-g"]), (compilers[0], ["-O0"])]
    else:
        settings = [(c, [o, *g]) for c in compilers for o in ("-O0", "-O2", "-O3") for g in ([], ["-g"])]
    for place in places.values():
        for compiler, flags in settings:
            marked_runs = (True, False) if not quick else (compiler == compilers[-1],)
            sweep(place, compiler, flags, marked_runs)
    for compiler in compilers[-1:] if quick else compilers:
        forms(places, compiler, QUICK_SAMPLE if quick else SAMPLE)
        if "lua5.4" in places:
            lto_form(places["lua5.4"], compiler, ["-O2", "-flto"], f"identity: lua5.4 {compiler} -flto")
            if not quick:
                lto_form(places["lua5.4"], compiler, ["-O2", "-flto", "-ffat-lto-objects", "-g"],
                         f"identity: lua5.4 {compiler} -flto -ffat-lto-objects -g")
