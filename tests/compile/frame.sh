# shellcheck shell=sh
# What the compile tests share; sourced after lib.sh.

# project [POLICY]: an empty folder with that policy of policies/ (standard), entered.
project ()
{
  cd "$SCRATCH/work" || exit 2
  rm -rf project
  mkdir -p project/loadbearing
  cd project || exit 2
  if [ "${1:-standard}" != none ]; then
    cp "$SOURCE/tests/compile/policies/${1:-standard}.json" loadbearing/policy.json
  fi
  cp "$SOURCE/attributes/loadbearing.h" loadbearing/
}

# marked NAME...: C source with these functions, load-bearing in pricing.
marked ()
{
  for function; do
    echo "__attribute__ ((load_bearing (\"pricing\"))) int $function (int x) { return x + 1; }"
  done
}

# notes FILE: how many notes of ours it has.
notes ()
{
  readelf -nW "$1" 2> /dev/null | grep -c '^  loadbearing '
}

# bare FILE: its content without our section, on stdout.
bare ()
{
  objcopy --remove-section .note.loadbearing "$1" "$SCRATCH/tap/bare" && cat "$SCRATCH/tap/bare"
}

# c_compiler GCC, cxx_compiler GCC, fortran_compiler GCC: "g++-12" for "gcc-12".
front_end ()
{
  case $2 in
    gcc) echo "$1" ;;
    *) echo "$1-${2#gcc-}" ;;
  esac
}
