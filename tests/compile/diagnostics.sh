#!/bin/sh
# The files in cases/ say beside their code which diagnostics the compiler gives there, and
# which it does not: any error or warning that no comment expects is a failure.
#
#   /* expect: KIND COLUMN: TEXT */     on the line it is given for; KIND is error, warning or note
#   /* options: ... */                  more options
#   /* compilers: gcc g++ */            which front ends; gcc if there is none
#   /* policy: NAME */                  policies/NAME.json; none.json, which does not exist, for no policy
. "$(dirname "$0")/../lib.sh"
here=$SOURCE/tests/compile

# setting NAME DEFAULT FILE: what the comment "NAME: ..." in FILE says.
setting ()
{
  found=$(sed -n "s|^/\* $1: \(.*\) \*/\$|\1|p" "$3" | head -1)
  echo "${found:-$2}"
}

# run_case FILE COMPILER
run_case ()
{
  name=$(basename "$1")
  rm -rf "$SCRATCH/work/case"
  mkdir -p "$SCRATCH/work/case/loadbearing"
  cp "$1" "$SCRATCH/work/case/$name"
  cp "$SOURCE/attributes/loadbearing.h" "$SCRATCH/work/case/loadbearing/"
  policy=$here/policies/$(setting policy standard "$1").json
  if [ -e "$policy" ]; then
    cp "$policy" "$SCRATCH/work/case/loadbearing/policy.json"
  fi
  cd "$SCRATCH/work/case" || exit 2
  # shellcheck disable=SC2046
  run $2 -fplugin="$PLUGIN" -fno-diagnostics-show-caret -Iloadbearing $(setting options "" "$1") -c "$name" -o x.o
  awk -v name="$name" -v status="$status" -f "$here/expectations.awk" "$name" "$err" > "$SCRATCH/tap/verdict" 2>&1
  if [ $? -eq 0 ]; then
    ok "$name with $2"
  else
    not_ok "$name with $2" "$(cat "$SCRATCH/tap/verdict")"
  fi
  cd "$SCRATCH/work" || exit 2
}

for file in "$here"/cases/*; do
  for front in $(setting compilers gcc "$file"); do
    for gcc in $GCCS; do
      compiler=$front-${gcc#gcc-}
      if [ "$gcc" = gcc ]; then compiler=$front; fi
      if command -v "$compiler" > /dev/null; then
        run_case "$file" "$compiler"
      else
        skip "$(basename "$file") with $compiler" "$compiler is not installed"
      fi
    done
  done
done
