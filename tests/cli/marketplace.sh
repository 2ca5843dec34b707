#!/bin/bash
# What the story of the marketplace rests on: its tests run every line and notice
# nothing, and the program does what the demo's text says.
. "$(dirname "$0")/../lib.sh"

cp -RL "$SOURCE/examples/marketplace/." . && rm -rf build build-coverage
check "it builds without the plugin" make -s
check "without a warning" test ! -s "$err"
check "its tests are green" make -s test
check_contains "... and say so" "$out" "all tests pass"
check "its coverage is measured" make -s coverage
check_equal "every module is covered to the last line" 4 "$(grep -c '^[a-z]*\.c: Lines executed:100\.00%' "$out")"
check_equal "and the whole is" 1 "$(grep -c '^Lines executed:100\.00%' "$out")"

# gutted FILE SED WHAT: the tests stay green although a function does nothing any more
gutted ()
{
  cp "$1" kept
  sed -i "$2" "$1"
  check_not "$3: the edit took" cmp -s "$1" kept
  check "$3: the tests stay green" make -s -B test CFLAGS='-O2 -w'
  mv kept "$1"
}
gutted pricing.c 's/  return cents \* order->quantity;/  return 1;/' "a price of one cent for everything"
gutted accounts.c 's/return buyer->status == ACCOUNT_ACTIVE/return 1/' "nobody is ever suspended"
gutted stock.c 's/^  switch (payment) {/  return;\n&/' "stock is never settled"
gutted pricing.c '/cents += percent_of/{h;d}; /cents -= percent_of/G' "discount before markup, as it should be"

make -s -B
quote ()
{
  check_status "quote $1" 0 build/shop quote "${@:2}"
}
quote "shipped: markup first, wrong" 200 333 8
check_output "200 pieces cost 2.00 too much" <<'END'
634.00
END
sed -i '/cents += percent_of/{h;d}; /cents -= percent_of/G' pricing.c
make -s -B
quote "by ADR 12" 200 333 8
check_output "200 pieces by ADR 12" <<'END'
632.00
END
quote "without discount" 9 333 8
check_output "9 pieces" <<'END'
32.40
END
quote "at the threshold" 10 1000 0
check_output "10 pieces" <<'END'
95.00
END
quote "at the highest discount" 1000 1000 0
check_output "1000 pieces" <<'END'
8500.00
END

buy ()
{
  run build/shop buy kiran 200 333 8 "$1"
  check_equal "buy, $1" "$2" "$status:$(tail -n 1 "$out")"
}
buy accept "0:sold: 4800 available, 0 reserved, 200 sold"
buy decline "1:not paid: 5000 available, 0 reserved, 0 sold"
buy timeout "1:payment pending: 4800 available, 200 reserved, 0 sold"
buy suspend "1:blocked: 4800 available, 200 reserved, 0 sold"
run build/shop buy kiran 6000 333 8 accept
check_output "buy, too many" <<'END'
sold out: 5000 available, 0 reserved, 0 sold
END
check_status "wrong use" 2 build/shop
