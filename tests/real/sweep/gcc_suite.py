"""GCC's own test suite, from Debian's source package of it, in which GCC's sources are an archive.

It is unpacked once, beside that archive in the cache: the archive is large.
"""
import glob
import os
import shutil
import subprocess
import tempfile

import commands

PACKAGE = "gcc-12"


def folder():
    """Where the suite is: what GCC's sources have as gcc/testsuite."""
    done = subprocess.run([os.path.join(commands.REAL, "fetch"), PACKAGE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode == 77:
        raise commands.Unavailable(done.stdout.strip())
    if done.returncode:
        raise RuntimeError(done.stderr)
    package = done.stdout.strip()
    suite = os.path.join(os.path.dirname(package), "testsuite")
    if os.path.isdir(suite):
        return suite
    archives = glob.glob(os.path.join(package, "gcc-*.tar.xz"))
    if len(archives) != 1:
        raise RuntimeError(f"{package} holds no archive of GCC's sources: {archives}")
    scratch = tempfile.mkdtemp(prefix=".testsuite.", dir=os.path.dirname(package))
    try:
        subprocess.run(["tar", "-xf", archives[0], "-C", scratch, "--wildcards", "*/gcc/testsuite/*"], check=True)
        os.rename(*glob.glob(os.path.join(scratch, "*/gcc/testsuite")), suite)
    finally:
        shutil.rmtree(scratch)
    return suite
