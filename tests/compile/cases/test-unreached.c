/* Tests and assertions that are never reached.  */
/* options: -fplugin-arg-loadbearing-role=test */
#include <assert.h>
#include <stdlib.h>

long price_quote (long, long);
void run (void (*test) (void));
void run_all (void (*const *tests) (void));

/* A static function that nothing leads to.  */
static void lost (void) { assert (price_quote (1, 5) == 5); } /* expect: warning 13: 'lost' is a test that nothing runs: it is neither registered nor called [loadbearing: unreached-test] */
static void in_idle_table (void) { assert (price_quote (1, 5) == 5); } /* expect: warning 13: 'in_idle_table' is a test that nothing runs */
static void (*const idle_table[]) (void) = { in_idle_table };
static void check (long n, long want) { assert (price_quote (n, n) == want); } /* expect: warning 13: 'check' is a test that nothing runs */
static void lost_by_helper (void) { check (1, 1); } /* expect: warning 13: 'lost_by_helper' is a test that nothing runs */
static void test_counts (void) { extern int failures; failures += price_quote (1, 5) != 5; } /* expect: warning 13: 'test_counts' is a test that nothing runs */
/* No test, only unused.  */
static long unused_sum (long a, long b) { return a + b; }

/* Registered in one way or another.  */
static void called (void) { assert (price_quote (1, 5) == 5); }
static void given (void) { assert (price_quote (1, 5) == 5); }
static void in_table (void) { assert (price_quote (1, 5) == 5); }
static void (*const table[]) (void) = { in_table, NULL };
static void in_public_table (void) { assert (price_quote (1, 5) == 5); }
void (*const public_table[]) (void) = { in_public_table };
static void in_section (void) { assert (price_quote (1, 5) == 5); }
static void (*const entry) (void) __attribute__ ((section ("tests"), used)) = in_section;
__attribute__ ((constructor)) static void at_start (void) { assert (price_quote (1, 5) == 5); }
void by_another_unit (void) { assert (price_quote (1, 5) == 5); }
static void by_suite (void) { assert (price_quote (1, 5) == 5); }
void suite (void) { run (by_suite); }

static void after_return (void) { assert (price_quote (1, 5) == 5); return;
  assert (price_quote (2, 5) == 10); /* expect: warning 3: 'after_return' has an assertion that is never reached: it stands after a return [loadbearing: unreached-test] */
}
static void after_exit (void) { exit (0);
  assert (price_quote (2, 5) == 10); /* expect: warning 3: 'after_exit' has an assertion that is never reached: it stands after a call of 'exit', which does not return */
}
static void switched_off (void) { if (0) {
    assert (price_quote (2, 5) == 10); /* expect: warning 5: 'switched_off' has an assertion that is never reached: it stands under a condition that is never true */
  }
}
static void in_loop (void) { while (0) {
    assert (price_quote (2, 5) == 10); /* expect: warning 5: 'in_loop' has an assertion that is never reached: it stands in a loop that never runs */
  }
}
static void both_end (int n) { if (n) return; else exit (0);
  assert (price_quote (2, 5) == 10); /* expect: warning 3: 'both_end' has an assertion that is never reached: it stands after an if of which both branches end */
}
static void after_break (void) { for (int i = 0; i < 3; i++) { break;
    assert (price_quote (2, 5) == 10); /* expect: warning 5: 'after_break' has an assertion that is never reached: it stands after a break */
  }
}

/* What only following the test shows.  */
static void empty_table (void) { static const int rows[1] = { 0 }; for (int i = 0; rows[i] != 0; i++)
    assert (price_quote (rows[i], 5) == 10); /* expect: warning 5: 'empty_table' has an assertion that is never reached: no way through the test leads to it */
}
static void known_zero (void) { int n = 0; price_quote (2, 5); if (n)
    assert (price_quote (2, 5) == 10); /* expect: warning 5: 'known_zero' has an assertion that is never reached: no way through the test leads to it */
}
static int later;
void set_later (void) { later = 1; }
static void by_global (void) { if (later) assert (price_quote (2, 5) == 10); }
static void by_result (void) { if (price_quote (1, 5) > 3) assert (price_quote (2, 5) == 10); }
static void late_row (void) { for (int i = 0; i < 1000; i++) if (i == 999) assert (price_quote (i, 5) == 10); }

/* What looks like it, and is none.  */
static void early (int n) { if (n) return; assert (price_quote (2, 5) == 10); }
static void by_label (int n) { if (n) goto out; return; out: assert (price_quote (2, 5) == 10); }
static void by_case (int n) { switch (n) { case 1: return; case 2: assert (price_quote (2, 5) == 10); } }
static void once (void) { do { assert (price_quote (2, 5) == 10); } while (0); }
static void forever (void) { for (;;) { if (price_quote (2, 5) == 10) return; assert (price_quote (2, 6)); } }
static void known (void) { assert (sizeof (int) == 4); assert (1); }
static void not_here (int n) { if (n) return; if (price_quote (2, 5) != 10) abort (); exit (0); abort (); }
static int switch_value (int n) { switch (n) { case 1: return 2; default: return 3; } abort (); }

int
main (int count, char **words)
{
  called ();
  run (given);
  run_all (table);
  after_return ();
  switched_off ();
  in_loop ();
  both_end (count);
  after_break ();
  empty_table ();
  known_zero ();
  by_global ();
  by_result ();
  late_row ();
  early (count);
  by_label (count);
  by_case (count);
  once ();
  forever ();
  known ();
  not_here (switch_value (count));
  after_exit ();
  return words == NULL;
}
