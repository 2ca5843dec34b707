"""Real libraries with the test suites that they came with: how each is built and run.

Everything is compiled by the project's own build system. The compiler that it is told to use is a
script that adds the flags of the environment variable SUITE_FLAGS, and writes down each compilation;
no source and no makefile is touched.
"""
import glob
import json
import os
import re
import shutil
import subprocess

import commands


class Suite:
    """PACKAGE of Debian; FRAMEWORK that its tests use. CONFIGURE and BUILD are shell, run in the tree, where $CC is
    the compiler. LIBRARY: globs of the production files. HEADERS: globs of those that declare what is public. TESTS: globs of the
    files that are tests. MARKS: names of the public functions. PROGRAMS: (folder, command), run in this order.
    PRODUCTION: shell, for what has its tests in the same files: the build without them, which comes first.
    ASSERTIONS: the policy's, where the suite's own lie in another unit than its tests."""

    def __init__(self, package, framework, configure, build, library, headers, tests, marks, programs, production=None,
                 assertions=None):
        self.package, self.framework, self.configure, self.build = package, framework, configure, build
        self.library, self.headers, self.tests, self.marks, self.programs = library, headers, tests, marks, programs
        self.production, self.assertions = production, assertions or {}


CJSON = ["parse_examples", "parse_number", "parse_hex4", "parse_string", "parse_array", "parse_object", "parse_value",
         "print_string", "print_number", "print_array", "print_object", "print_value", "misc_tests", "parse_with_opts",
         "compare_tests", "cjson_add", "readme_examples", "minify_tests", "json_patch_tests", "old_utils_tests",
         "misc_utils_tests"]
JANSSON = ["array", "chaos", "copy", "dump", "dump_callback", "equal", "fixed_size", "load", "load_callback", "loadb",
           "memory_funcs", "number", "object", "pack", "simple", "sprintf", "unpack", "version"]
# ziplist and quicklist spend minutes on sizes.
ROLE = "-fplugin-arg-loadbearing-role=test"
REDIS_FILES = ["intset", "zipmap", "sha1", "util", "endianconv", "crc64", "zmalloc", "sds", "dict", "listpack"]
REDIS_MAKE = "make -j2 -C src MALLOC=libc OPTIMIZATION= DEBUG= CC=$CC"
REDIS = ["intset", "zipmap", "sha1test", "util", "endianconv", "crc64", "zmalloc", "sds", "dict", "listpack"]

MOSQUITTO = ["mosq_test", "bridge_topic_test", "persist_read_test", "persist_write_test", "subs_test"]

# Those that take seconds, of threads and random numbers and of RSA alone, are neither built nor run.
LIBSSH = ["torture_" + name for name in (
    "buffer", "bytearray", "callbacks", "crypto", "init", "list", "misc", "config", "options", "isipaddr", "knownhosts_parsing",
    "hashes", "packet_filter", "temp_dir", "temp_file", "push_pop_dir", "session_keys", "tokens", "packet", "keyfiles", "channel",
    "moduli", "bind_config", "pki_ecdsa", "pki_ed25519", "pki")]

CMAKE = "cmake -S . -B out -DCMAKE_C_COMPILER=$CC -DCMAKE_BUILD_TYPE=None {} > configure.log 2>&1"

SUITES = {suite.package: suite for suite in (
    Suite("cjson", "Unity",
          CMAKE.format("-DENABLE_CJSON_UTILS=On -DENABLE_CUSTOM_COMPILER_FLAGS=Off"), "make -j2 -C out",
          ["*.c"], ["cJSON.h", "cJSON_Utils.h"], ["tests/**"], ["cJSON*"],
          [("out/tests", ["./" + name]) for name in CJSON]),
    # The suites of data files that a shell script feeds to json_process are not C, and left out.
    Suite("jansson", "its own, in main",
          "(autoreconf -fi && ./configure CC=$CC CFLAGS= --disable-shared) > configure.log 2>&1",
          "make -j2 && make -j2 -C test/suites/api check TESTS=",
          ["src/**"], ["src/jansson.h"], ["test/**"], ["json_*"],
          [("test/suites/api", ["./test_" + name]) for name in JANSSON]),
    # Its other programs print what they parsed, for a shell script to compare.
    Suite("libyaml", "its own, in main", CMAKE.format(""), "make -j2 -C out",
          ["src/**"], ["include/yaml.h"], ["tests/**"], ["yaml_*"],
          [("out/tests", ["../test-version"]), ("out/tests", ["../test-reader"])]),
    Suite("check", "Check, of itself",
          "./configure CC=$CC CFLAGS= --disable-shared --disable-timeout-tests --disable-build-docs > configure.log 2>&1",
          "make -j2 -C lib && make -j2 -C src && make -j2 -C tests",
          ["src/**"], ["src/check.h"], ["tests/**"], ["suite_*", "tcase_*", "srunner_*", "check_*", "tr_*", "*fork*"],
          [("tests", ["./check_check_export"]), ("tests", ["./check_check"])]),
    # Each of its tests is a function at the end of the file that it tests, left out of what is shipped.
    Suite("redis", "its own, beside the functions", "true",
          REDIS_MAKE + " REDIS_CFLAGS=-DREDIS_TEST redis-server",
          ["src/**"], ["src/" + name + ".h" for name in REDIS_FILES], ["src/" + name + ".c" for name in REDIS_FILES],
          ["intset*", "zipmap*", "SHA1*", "ll2string", "string2*", "ld2string", "fixedpoint_*", "stringmatch*", "memtoll",
           "digits10", "sdigits10", "memrev*", "intrev*", "crc64*", "zmalloc*", "zfree*", "zrealloc*", "zcalloc*", "zstr*",
           "sds*", "dict*", "lp*"],
          [("src", ["./redis-server", "test", name]) for name in REDIS],
          REDIS_MAKE + " " + " ".join(name + ".o" for name in REDIS_FILES)
          + " && mkdir shipped && mv " + " ".join(f"src/{name}.o" for name in REDIS_FILES) + " shipped"),
    Suite("mtd-utils", "cmocka",
          "(autoreconf -fi && ./configure CC=$CC CFLAGS= --enable-unit-tests --disable-tests --without-jffs --without-ubifs"
          " --without-xattr --without-lzo --without-zstd --without-crypto --disable-ubihealthd --disable-lsmtd)"
          " > configure.log 2>&1",
          "make -j2 ubilib_test mtdlib_test",
          ["lib/**"], ["include/libubi.h", "include/libmtd.h"], ["tests/**"], ["ubi_*", "mtd_*", "libubi_*", "libmtd_*", "legacy_*"],
          [(".", ["./ubilib_test"]), (".", ["./mtdlib_test"])]),
    Suite("nghttp2", "CUnit",
          CMAKE.format("-DENABLE_LIB_ONLY=On -DENABLE_STATIC_LIB=On -DENABLE_SHARED_LIB=Off -DENABLE_DOC=Off"),
          "make -j2 -C out nghttp2_static main failmalloc",
          ["lib/**"], ["lib/includes/nghttp2/nghttp2.h"], ["tests/**"], ["nghttp2_*"],
          [("out/tests", ["./main"]), ("out/tests", ["./failmalloc"])]),
    Suite("mosquitto", "CUnit", "true", "make -j2 -C test/unit CC=$CC build",
          ["lib/**", "src/**"], ["lib/*.h", "src/*.h", "include/*.h"], ["test/unit/**"], ["*"],
          [("test/unit", ["./" + name]) for name in MOSQUITTO]),
    # What its test driver returns says whether CUnit could run, not whether a test failed.
    Suite("libcoap3", "CUnit, unheard",
          "./configure CC=$CC CFLAGS= --disable-shared --enable-static --enable-tests --disable-documentation"
          " --disable-examples --disable-dtls > configure.log 2>&1",
          "make -j2",
          ["src/**"], ["include/coap3/*.h"], ["tests/**"], ["coap_*"],
          [("tests", ["./testdriver"])]),
    Suite("cmark", "its own, in another unit", CMAKE.format("-DCMARK_SHARED=OFF"), "make -j2 -C out",
          ["src/*.c"], ["src/cmark.h"], ["api_test/**"], ["cmark_*"],
          [("out/api_test", ["./api_test"])],
          assertions={"OK": ["ignored", "condition"], "INT_EQ": ["ignored", "actual", "expected"],
                      "STR_EQ": ["ignored", "actual", "expected"]}),
    Suite("libssh", "cmocka",
          CMAKE.format("-DUNIT_TESTING=ON -DBUILD_SHARED_LIBS=OFF -DWITH_EXAMPLES=OFF -DWITH_GSSAPI=OFF"),
          "make -j2 -C out " + " ".join(LIBSSH),
          ["src/**"], ["include/libssh/*.h"], ["tests/**"], ["*"],
          [("out/tests/unittests", ["./" + name]) for name in LIBSSH]),
    Suite("ntpsec", "Unity's fixtures", "CC=$CC python3 waf configure --disable-doc --refclock=generic > configure.log 2>&1",
          "python3 waf build -j2",
          ["libntp/**", "libparse/**", "ntpd/**"], ["include/*.h"], ["tests/**"], ["*"],
          [("build/main/tests", ["./test_" + name]) for name in ("libntp", "libparse", "ntpd")]),
)}


def policy(suite, public):
    """Every public function is load-bearing, by rules of names; their tests have to let no stub pass. Where the tests
    are in the same files, named alike, each of PUBLIC that the rules cover has a rule of its own."""
    names = suite.marks
    if suite.production:
        names = sorted(name for name in public if matches(name, suite.marks) and not name.lower().endswith("test"))
    marks = [{"function": name, "file": file, "domain": "public"} for name in names for file in suite.library]
    return json.dumps({"format": 1,
                       "domains": {"public": {"tests": {"stub_proof": True}}},
                       "mark": marks, "tests": [] if suite.production else suite.tests,
                       "assertions": suite.assertions,
                       "severity": {"*": {"*": "note", "policy-mismatch": "off"}}}, indent=1)


class Failure(Exception):
    """A step of a build failed; the text is the end of its log."""


class Tree:
    """SUITE, unpacked, configured and built at ROOT."""

    def __init__(self, suite, root):
        self.suite, self.root = suite, root
        self.records = root + ".compilations"
        self.compiler = root + ".cc"

    def shell(self, text, flags, name):
        environment = {key: value for key, value in os.environ.items()
                       if key not in ("CFLAGS", "CPPFLAGS", "LDFLAGS", "MAKEFLAGS", "MAKELEVEL", "CI")}
        environment.update(SUITE_FLAGS=flags, CC=self.compiler, LC_ALL="C")
        log = f"{self.root}.{name}.log"
        with open(log, "w") as file:
            done = subprocess.run(["bash", "-c", text], cwd=self.root, env=environment, stdin=subprocess.DEVNULL,
                                  stdout=file, stderr=subprocess.STDOUT)
        if done.returncode:
            with open(log, errors="replace") as file:
                raise Failure(f"{self.suite.package}: '{text}' failed:\n" + file.read()[-2000:])

    def unpack(self):
        done = subprocess.run([os.path.join(commands.REAL, "fetch"), self.suite.package], stdout=subprocess.PIPE, text=True)
        if done.returncode == 77:
            raise commands.Unavailable(done.stdout.strip())
        if done.returncode:
            raise Failure(f"{self.suite.package}: cannot be fetched")
        shutil.copytree(done.stdout.strip(), self.root, symlinks=True)
        for name in ("debian", ".pc"):
            shutil.rmtree(os.path.join(self.root, name), ignore_errors=True)
        # The folder that holds the policy is what file names are relative to.
        os.makedirs(os.path.join(self.root, "loadbearing"))
        with open(os.path.join(self.root, "loadbearing", "policy.json"), "w") as file:
            file.write(policy(self.suite, self.public()))
        os.makedirs(self.records)
        # The role is given for the files with tests in them, as a makefile would for some of its targets.
        tests = "|".join(f'*" {os.path.basename(name)} "*' for name in self.suite.tests if "*" not in name)
        with open(self.compiler, "w") as file:
            file.write(f"""#!/bin/bash
case " $* " in
  *" -c "*) record=$(mktemp '{self.records}/XXXXXXXX') && printf '%s\\0' "$PWD" "$@" > "$record" ;;
esac
case " $* " in
  {tests or "-"}) ;;
  *) SUITE_FLAGS=${{SUITE_FLAGS/{ROLE}/}} ;;
esac
exec {commands.compilers()[-1]} "$@" $SUITE_FLAGS
""")
        os.chmod(self.compiler, 0o755)

    def forget_compilations(self):
        for record in os.listdir(self.records):
            os.unlink(os.path.join(self.records, record))

    def configure(self):
        self.shell(self.suite.configure, "-w", "configure")
        self.forget_compilations()

    def build_with_plugin(self, flags):
        flags = " ".join([flags, *commands.plugin_flags("warn")])
        if self.suite.production:
            self.shell(self.suite.production, flags, "production")
            self.forget_compilations()
            # Which of two builds of a file is the test's, only an option can tell.
            flags += " " + ROLE
        self.shell(self.suite.build, flags, "plugin")

    def build_plainly(self, flags):
        self.shell(self.suite.build, flags, "plain")

    def is_test(self, source):
        return matches(source, self.suite.tests)

    def public(self):
        """The names that stand before a parenthesis in the public headers."""
        names = set()
        for pattern in self.suite.headers:
            for header in glob.glob(os.path.join(self.root, pattern)):
                with open(header, errors="replace") as file:
                    names.update(re.findall(r"\b([A-Za-z_]\w*)\)?\s*\(", file.read()))
        return names

    def compilations(self):
        """What was compiled since `configure`: commands.Command, each source once."""
        found = {}
        for entry in sorted(os.listdir(self.records)):
            with open(os.path.join(self.records, entry), "rb") as file:
                words = [os.fsdecode(word) for word in file.read().split(b"\0")[:-1]]
            command = commands.Command(words[0], words[1:])
            if command.source:
                source = os.path.realpath(os.path.join(command.directory, command.source))
                found.setdefault(os.path.relpath(source, os.path.realpath(self.root)), command)
        return found

    def loadbearing(self, *arguments):
        return subprocess.run([commands.LOADBEARING, *arguments], cwd=self.root, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")


def matches(path, globs):
    """As the policy's globs do it: * within a folder, ** through them."""
    for name in globs:
        pattern = re.escape(name).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
        if re.fullmatch(pattern, path):
            return True
    return False


def prepare(name, scratch):
    """Suite NAME, configured."""
    tree = Tree(SUITES[name], os.path.join(scratch, name))
    tree.unpack()
    try:
        tree.configure()
    except Failure as failure:
        # What a library needs to be configured is not ours to install: a machine without it skips the suite.
        raise commands.Unavailable(f"cannot be configured here: {' '.join(str(failure).split())[-300:]}") from failure
    return tree
