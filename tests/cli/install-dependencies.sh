#!/bin/bash
# scripts/install-dependencies: what it asks of each kind of system, and when it
# keeps still.  Package tools and sudo are stand-ins that write down what is asked.
. "$(dirname "$0")/../lib.sh"

script=$SOURCE/scripts/install-dependencies
mkdir fake
# stand_in NAME: a command of that name from stdin, first in PATH
stand_in ()
{
  { echo '#!/bin/sh'; cat; } > "fake/$1"
  chmod +x "fake/$1"
}
system ()
{
  printf '%s\n' "$@" > os-release
}
# What each does to the outside is recorded in `asked`.
installer ()
{
  run env PATH="$PWD/fake:$PATH" LOADBEARING_OS_RELEASE="$PWD/os-release" ASKED="$PWD/asked" "$script" "$@"
}

stand_in id <<'END'
echo 1000
END
stand_in sudo <<'END'
echo "sudo $*" >> "$ASKED"
exec "$@"
END

# ---- Fedora ----
system 'ID=fedora'
stand_in rpm <<'END'
for last; do :; done
case $last in gcc|make) exit 0 ;; esac
exit 1
END
stand_in dnf <<'END'
echo "dnf $*" >> "$ASKED"
END
installer
check_equal "Fedora: succeeds" 0 "$status"
check_contains "Fedora: says what it installs" "$out" "dnf install"
check_matches "Fedora: asks for what is missing, with sudo" asked \
  '^sudo dnf -q -y install .*gcc-plugin-devel.*elfutils-libelf-devel.*cjson-devel.*nettle-devel'
check_not "Fedora: does not ask for what is there" grep -E ' (gcc|make)( |$)' asked
check_lacks "Fedora: the build needs no test packages" asked check-devel
installer --test
check_matches "Fedora: the tests need more" asked 'install .*check-devel'
stand_in dnf <<'END'
echo "No match for argument: nettle-devel" >&2
exit 1
END
installer
check_contains "Fedora: a failure says what was wanted" "$err" "the packages wanted are: gcc-c++"
check_equal "Fedora: a failure is a failure" 1 "$status"
check_contains "Fedora: and says why" "$err" "No match for argument: nettle-devel"
stand_in rpm <<'END'
exit 0
END
rm -f asked
installer --test
check_equal "Fedora: nothing to do, nothing said" "0::" "$status:$(cat "$out" "$err"):$(cat asked 2>/dev/null)"

# ---- Arch, found by ID_LIKE ----
system 'ID=manjaro' 'ID_LIKE="arch"'
stand_in pacman <<'END'
case $1 in
-T) shift; for package; do [ "$package" = gcc ] || echo "$package"; done; exit 127 ;;
esac
echo "pacman $*" >> "$ASKED"
END
installer
check_matches "Arch: asks for what is missing, with sudo" asked '^sudo pacman -S --needed --noconfirm .*cjson.*nettle'
stand_in pacman <<'END'
exit 0
END
rm -f asked
installer --test
check_equal "Arch: nothing to do, nothing said" "0::" "$status:$(cat "$out" "$err"):$(cat asked 2>/dev/null)"

# ---- Debian and Ubuntu ----
system 'ID=ubuntu' 'ID_LIKE=debian'
# Installed are the names in the file `installed`; the suite offers those in `offered`
# once there are lists, which apt-get update brings.
export STATE="$PWD"
stand_in dpkg-query <<'END'
for last; do :; done
grep -qxF "$last" "$STATE/installed" && printf installed
END
stand_in apt-cache <<'END'
[ -e "$STATE/lists" ] || exit 100
case $1 in
show) for last; do :; done; grep -xF "$last" "$STATE/offered" ;;
depends) echo gcc; echo "  Depends: cpp"; echo "  Depends: gcc-13" ;;
esac
END
stand_in apt-get <<'END'
echo "apt-get $*" >> "$ASKED"
case " $* " in
*" update "*) : > "$STATE/lists" ;;
*" install "*)
  for word; do case $word in -*|install|*=*) ;; *) echo "$word" ;; esac; done | while read -r package; do
    if grep -qxF "$package" "$STATE/offered"; then echo "$package" >> "$STATE/installed"
    else echo "E: Unable to locate package $package"; exit 100; fi
  done ;;
esac
END
# No compiler is there at first: the real ones must not be seen.
mkdir tools
for tool in sh env cat cut grep sed sort tr head tail mktemp rm dirname printf; do
  ln -s "$(command -v $tool)" tools/
done
bare ()
{
  run env PATH="$PWD/fake:$PWD/tools" LOADBEARING_OS_RELEASE="$PWD/os-release" ASKED="$PWD/asked" "$script" "$@"
}
: > installed
printf '%s\n' gcc g++ make git binutils libelf-dev libcjson-dev nettle-dev pkg-config gcc-13-plugin-dev \
  gcc-12 g++-12 gcc-12-plugin-dev check python3 dpkg-dev xz-utils clang shellcheck > offered
rm -f asked
bare
check_equal "Debian: a bare system is served" 0 "$status"
check_matches "Debian: lists are fetched first" asked '^apt-get -q -q update$'
check_matches "Debian: sudo is used" asked '^sudo env DEBIAN_FRONTEND=noninteractive apt-get'
check "Debian: plugin headers for the compiler that comes" grep -qx gcc-13-plugin-dev installed
check_not "Debian: no second compiler for the build alone" grep -qx gcc-12 installed
stand_in gcc <<'END'
echo 13.2.0
END
stand_in gcc-13 <<'END'
echo 13.2.0
END
rm -f asked
bare
check_equal "Debian: nothing to do, nothing said" "0::" "$status:$(cat "$out" "$err"):$(cat asked 2>/dev/null)"
bare --test
check_equal "Debian: the tests' needs are served" 0 "$status"
check "Debian: the second compiler that the suite has" grep -qx gcc-12-plugin-dev installed
check_not "Debian: not one that it has not" grep -qx gcc-11 installed
check_not "Debian: not a linker that it has not" grep -qx lld installed
grep -vx nettle-dev offered > fewer; mv fewer offered
grep -vx nettle-dev installed > fewer; mv fewer installed
bare
check_equal "Debian: a failure is a failure" 1 "$status"
check_contains "Debian: and says why" "$err" "Unable to locate package nettle-dev"

# ---- neither root nor sudo ----
rm fake/sudo
bare
check_equal "no root, no sudo: fails" 1 "$status"
check_contains "no root, no sudo: says what to run" "$err" "as root, run: apt-get update"

# ---- a system that is not known ----
system 'ID=plan9'
bare
check_equal "unknown system: fails where something is missing" 1 "$status"
check_matches "unknown system: says what" "$err" "plan9.*make"
run env LOADBEARING_OS_RELEASE="$PWD/os-release" "$script"
check_equal "unknown system: is content where all is there" "0:" "$status:$(cat "$out" "$err")"
installer --nonsense
check_equal "wrong use" 2 "$status"
