#!/bin/sh
# Functions without a body of their own, aliases, ifuncs, weakrefs: marked, certified, and what is found then.
. "$(dirname "$0")/../lib.sh"
. "$SOURCE/tests/compile/frame.sh"

# compile [OPTION...]: quote.c.
# shellcheck disable=SC2120
compile ()
{
  rm -f quote.o
  "$gcc" -O2 "$@" -fplugin="$PLUGIN" -c quote.c -o quote.o
}

# audited: compiles, and certifies quote.
audited ()
{
  check_status "$gcc: $what: unaudited" 1 compile
  check_contains "$gcc: $what: ... at its own place" "$err" "'quote' is load-bearing and not audited [loadbearing: unaudited]"
  check_status "$gcc: $what: certify" 0 "$LOADBEARING" certify quote --from quote.o.loadbearing --yes --notes "read it all"
  check_status "$gcc: $what: compiles" 0 compile
  check_errors "$gcc: $what: in silence" < /dev/null
}

# found SED-SCRIPT TEXT...: quote.c, changed, does not compile, and TEXTs are said.
found ()
{
  cp quote.c original.c
  script=$1
  sed "$script" original.c > quote.c
  check_not "$gcc: $what: $script is a change" cmp quote.c original.c
  shift
  check_status "$gcc: $what: $script is found" 1 compile
  cp "$err" said
  for text; do
    check_contains "$gcc: $what: ... said: $text" said "$text"
  done
  cp original.c quote.c
}

for gcc in $GCCS; do
  what="an alias"
  project strict
  repository
  cat > quote.c <<'END'
static int rate = 3;
int body (int x) { return x * rate; }
int other (int x) { return x * rate; }
int quote (int) __attribute__ ((alias ("body"), load_bearing ("pricing", "what sellers see")));
END
  audited
  found 's/x \* rate/x + rate/' "quote.c:4:5: error: 'quote' rests on what changed" "'body()' changed" "what sellers see"
  found 's/rate = 3/rate = 4/' "'quote' rests on what changed" "'rate' changed"
  found 's/alias ("body")/alias ("other")/' "error: 'quote' changed"
  found 's/, load_bearing (.*)))/))/' "'quote' is in the ledger, but compiled without its mark [loadbearing: unmarked]"
  cp quote.c original.c
  sed 's/int body (int x)/int body (int cents)/; 2s/return x \*/return cents */; 2i /* A comment.  */' original.c > quote.c
  check_status "$gcc: a renamed parameter behind an alias" 0 compile
  cp original.c quote.c
  check_status "$gcc: the other -O" 0 compile -O0 -g
  # In a program: one function, recorded, explained, with no other name that lacks a record.
  compile
  echo 'int quote (int); int main (void) { return quote (0); }' > main.c
  check_status "$gcc: main" 0 "$gcc" -fplugin="$PLUGIN" -c main.c -o main.o
  check_status "$gcc: links" 0 "$gcc" main.o quote.o -o program
  check_status "$gcc: check" 0 "$LOADBEARING" check main.o quote.o program
  check_output "$gcc: ... counts the alias" <<'END'
1 load-bearing function: 1 audited; 0 findings
END
  check_status "$gcc: explain" 0 "$LOADBEARING" explain quote quote.o
  check_contains "$gcc: ... names the body behind it" "$out" "body()"

  # Preprocessed input has no spelled view: like any other function.
  run "$gcc" -E quote.c -fplugin="$PLUGIN" -o quote.i
  run "$gcc" -O2 -fplugin="$PLUGIN" -c quote.i -o quote-i.o
  cp "$err" said
  check_lacks "$gcc: preprocessed: no false change" said "rests on what changed"

  # What vouches for the alias: an audit of the body.
  what="the body is audited, too"
  sed 's/^int body/__attribute__ ((load_bearing ("pricing"))) &/' original.c > quote.c
  run compile
  check_status "$gcc: certify the body, too" 0 "$LOADBEARING" certify body --from quote.o.loadbearing --yes --notes "read it all"
  check_status "$gcc: both compile" 0 compile
  found '2s/x \* rate/x + rate/' "'body' changed"
  cp quote.c original.c
  sed '2s/x \* rate/x + rate/' original.c > quote.c
  run compile
  check_status "$gcc: certify the body alone" 0 "$LOADBEARING" certify body --from quote.o.loadbearing --yes --notes "read it all"
  check_status "$gcc: ... settles both" 0 compile

  what="a rule of the policy"
  project strict
  repository
  sed 's/"format": 1,/&\n "mark": [ { "function": "quote", "domain": "pricing" } ],/' loadbearing/policy.json > policy && mv policy loadbearing/policy.json
  cat > quote.c <<'END'
int body (int x) { return x * 3; }
extern __typeof (body) quote __attribute__ ((weak, alias ("body")));
END
  audited
  found 's/x \* 3/x * 4/' "'quote' rests on what changed" "'body()' changed"

  what="an ifunc"
  project strict
  repository
  cat > quote.c <<'END'
static int plain (int x) { return x * 3; }
static int fast (int x) { return x + x + x; }
int sse;
static int (*choose (void)) (int) { return sse ? fast : plain; }
__attribute__ ((load_bearing ("pricing"))) int quote (int) __attribute__ ((ifunc ("choose")));
END
  audited
  found 's/x + x + x/x + x/' "'quote' rests on what changed" "'fast()' changed"
  found 's/sse ?/!sse ?/' "'quote' rests on what changed" "'choose()' changed"
  found 's/: plain/: fast/' "'quote' rests on what changed"

  what="a weakref"
  project strict
  repository
  cat > quote.c <<'END'
static __attribute__ ((load_bearing ("pricing"))) int quote (int) __attribute__ ((weakref ("outside")));
int user (int x) { return quote ? quote (x) : 0; }
END
  audited
  found 's/"outside"/"elsewhere"/' "'quote' changed"
done
