#!/bin/bash
# `make install` and `make uninstall`: into a package's folder, into a prefix of
# its own, and what GCC then finds.
. "$(dirname "$0")/../lib.sh"

case $BUILD in "$SOURCE"/*) ;; *) skip_all "needs a build inside the repository" ;; esac
for plugin in "$BUILD"/loadbearing-gcc*.so; do
  [ -e "$plugin" ] || skip_all "there is no plugin in $BUILD"
done
mkdir unit
echo 'int answer (void) { return 42; }' > unit/unit.c

# make_quietly TARGET VARIABLE...
make_quietly ()
{
  make -s -C "$SOURCE" BUILD="${BUILD#"$SOURCE"/}" "$@"
}

# loads COMPILER SPELLING [VARIABLE=VALUE...]: the plugin ran, which the note shows
loads ()
{
  loads_gcc=$1 loads_spelling=$2
  shift 2
  rm -f unit/unit.o
  (cd unit && env "$@" "$loads_gcc" "-fplugin=$loads_spelling" -c unit.c) &&
    readelf -SW unit/unit.o | grep -q '\.note\.loadbearing'
}

# ---- DESTDIR ----
folder="$SCRATCH/work/a package"
mkdir -p "$folder/usr/share"
echo keep > "$folder/usr/share/other"
find "$folder" | sort > before
check "install into DESTDIR" make_quietly install PREFIX=/usr DESTDIR="$folder"
for file in bin/loadbearing lib/libloadbearing.so lib/loadbearing.so include/loadbearing.h lib/pkgconfig/loadbearing.pc \
            share/man/man1/loadbearing.1 share/man/man5/loadbearing-policy.5 \
            share/loadbearing/policy.json share/loadbearing/policy.schema.json; do
  check "DESTDIR has $file" test -e "$folder/usr/$file"
done
for gcc in $GCCS; do
  major=$("$gcc" -dumpversion | cut -d. -f1)
  check "DESTDIR has the build for $gcc" test -e "$folder/usr/lib/loadbearing/loadbearing-gcc$major.so"
  entry=$folder$(readlink -f "$("$gcc" -print-file-name=plugin)")/loadbearing.so
  check_equal "DESTDIR has the entry in the plugin folder of $gcc" /usr/lib/loadbearing.so "$(readlink "$entry")"
done
run find "$folder" -type f -newer before -exec grep -lF "$folder" {} +
check_equal "no file but for none names DESTDIR" "" "$(cat "$out")"
run env PKG_CONFIG_PATH="$folder/usr/lib/pkgconfig" pkg-config --variable=plugin_cflags loadbearing
check_output "pkg-config gives the flag" <<'END'
-fplugin=/usr/lib/loadbearing.so
END
for gcc in $GCCS; do
  check "$gcc loads it from DESTDIR by its full path" loads "$gcc" "$folder/usr/lib/loadbearing.so"
done
check "uninstall from DESTDIR" make_quietly uninstall PREFIX=/usr DESTDIR="$folder"
find "$folder" | sort > after
check "uninstall removes exactly what install put there" diff before after
check_status "a second uninstall says that there is nothing" 2 make_quietly uninstall PREFIX=/usr DESTDIR="$folder"
check_contains "... and where it looked" "$err" "usr/share/loadbearing/installed-files"

# ---- a prefix of one's own ----
prefix=$SCRATCH/prefix
check "install into a private prefix" make_quietly install PREFIX="$prefix" GCC_PLUGIN_DIRS=no
check_contains "it says what works" "$out" "-fplugin=$prefix/lib/loadbearing.so  works"
check_contains "it says what does not" "$out" "-fplugin=loadbearing  does not work with: ${GCCS}"
check "the installed command runs" "$prefix/bin/loadbearing" --version
check "installing over an installation" make_quietly install PREFIX="$prefix" GCC_PLUGIN_DIRS=no
for gcc in $GCCS; do
  check "$gcc: full path" loads "$gcc" "$prefix/lib/loadbearing.so"
  check "$gcc: loadbearing.so, found by LD_LIBRARY_PATH" loads "$gcc" loadbearing.so LD_LIBRARY_PATH="$prefix/lib"
  check "$gcc: the header is found through pkg-config" sh -c "
    echo '#include <loadbearing.h>
LOAD_BEARING (\"pricing\") int answer (void); int answer (void) { return 42; }' > unit/marked.c &&
    cd unit && $gcc \$(PKG_CONFIG_PATH='$prefix/lib/pkgconfig' pkg-config --cflags loadbearing) -Wall -Werror -c marked.c"
done
check_not "the plugin was not found before by its bare name" loads "$GCC" loadbearing.so
check "uninstall from the private prefix" make_quietly uninstall PREFIX="$prefix"
check_not "nothing is left of it" test -e "$prefix"

# ---- this system, as root: ldconfig and GCC's own folders ----
if [ "$(id -u)" -ne 0 ]; then
  skip "all spellings after an installation on the system" "not root"
elif [ -e /etc/ld.so.conf.d/loadbearing-test.conf ] || ldconfig -p | grep -qF loadbearing.so; then
  skip "all spellings after an installation on the system" "loadbearing is installed on this system already"
else
  # ldconfig is told of the private prefix, so that /usr/local stays as it is.
  clean_up ()
  {
    make_quietly uninstall PREFIX="$prefix" > /dev/null 2>&1
    rm -f /etc/ld.so.conf.d/loadbearing-test.conf
    ldconfig
  }
  trap 'clean_up; tap_end' EXIT
  if mkdir -p "$prefix/lib" && echo "$prefix/lib" > /etc/ld.so.conf.d/loadbearing-test.conf; then
    check "install as root" make_quietly install PREFIX="$prefix" GCC_PLUGIN_DIRS=yes
    check_contains "it says that the short spelling works" "$out" "-fplugin=loadbearing.so  works"
    check_contains "it says that the shortest spelling works" "$out" "-fplugin=loadbearing  works with: $GCCS"
    for gcc in $GCCS; do
      for spelling in loadbearing.so loadbearing "$prefix/lib/loadbearing.so"; do
        check "$gcc -fplugin=${spelling#"$SCRATCH"} in any folder" loads "$gcc" "$spelling"
      done
    done
    check "uninstall as root" make_quietly uninstall PREFIX="$prefix"
    for gcc in $GCCS; do
      check_not "$gcc's folder has no entry any more" test -L "$("$gcc" -print-file-name=plugin)/loadbearing.so"
    done
    check_not "the linker's cache has no entry any more" sh -c "ldconfig -p | grep -F loadbearing.so"
  else
    skip "all spellings after an installation on the system" "/etc/ld.so.conf.d cannot be written"
  fi
fi
