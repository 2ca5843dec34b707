/* Plain C: what ends a program with a failure.  */
#include <err.h>
#include <error.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "subject.h"
/* price semantic "only 50 would pass": err ends it with 1 */
void by_err (void) { if (price (10, 5) != 50) err (1, "wrong"); }
/* price semantic: so does errx */
void by_errx (void) { if (price (10, 5) != 50) errx (EXIT_FAILURE, "wrong"); }
/* price called: warnx only prints */
void by_warnx (void) { if (price (10, 5) != 50) warnx ("wrong"); }
/* price semantic: error with a status ends it */
void by_error (void) { if (price (10, 5) != 50) error (2, 0, "wrong"); }
/* price called: error with the status 0 goes on */
void by_error_printed (void) { if (price (10, 5) != 50) error (0, 0, "wrong"); }
/* price semantic: _exit */
void by_underscore_exit (void) { if (price (10, 5) != 50) _exit (3); }
/* price semantic: _Exit */
void by_capital_exit (void) { if (price (10, 5) != 50) _Exit (3); }
/* price semantic: the trap ends it by a signal */
void by_trap (void) { if (price (10, 5) != 50) __builtin_trap (); }
/* price semantic: SIGABRT that nobody catches */
void by_raise (void) { if (price (10, 5) != 50) raise (SIGABRT); }
/* price semantic: exit's status is the comparison */
void by_status (void) { exit (price (10, 5) != 50); }
/* price called: exit's status is always 0 */
void by_no_status (void) { exit (price (10, 5) != 50 ? 0 : 0); }
/* price called: 77 says to what runs it that it was skipped */
void exits_skipped (void) { if (price (10, 5) != 50) exit (77); }
/* price semantic: 78 does not */
void exits_beside (void) { if (price (10, 5) != 50) exit (78); }
/* price called: the exit is successful, however it came */
void success_either_way (void) { if (price (10, 5) != 50) exit (EXIT_SUCCESS); exit (EXIT_SUCCESS); }
static void bye (void) { puts ("bye"); }
/* price called: an exit handler is registered, nothing fails */
void registers (void) { price (10, 5); atexit (bye); }
/* price semantic: the failing way is the first */
void right_first (void) { if (price (10, 5) == 50) return; abort (); }
/* price semantic: two conditions in one */
void two_in_one (void) { if (price (10, 5) != 50 || price (20, 5) != 90) abort (); }
/* price shape: wrong only where both are */
void both_wrong (void) { if (price (10, 5) < 0 && price (20, 5) < 0) abort (); }
/* is_valid semantic: a conditional expression decides */
void conditional (void) { int bad = is_valid (3) ? 0 : 1; if (is_valid (-3)) bad = 1; if (bad) abort (); }
/* is_valid shape: the same without the second polarity */
void conditional_once (void) { int bad = is_valid (3) ? 0 : 1; if (bad) abort (); }
/* price called: it is compared, and nothing comes of it */
void compared (void) { int same = price (10, 5) == 50; (void) same; }
/* price called: the loop has no iteration */
void no_iteration (void) { long p = price (10, 5); for (int i = 0; i < 0; i++) if (p != 50) abort (); }
/* price semantic: the loop has three */
void iterations (void) { for (int i = 1; i < 4; i++) if (price (i, 5) != 5 * i) abort (); }
/* price called: abort stands behind a return */
void behind_return (void) { long p = price (10, 5); return; if (p != 50) abort (); }
/* price called: the condition is about the argument */
void about_argument (void) { long n = 10; price (n, 5); if (n != 10) abort (); }
/* price called: abort stands in dead code that the compiler takes away */
void never (void) { long p = price (10, 5); if (0 && p != 50) abort (); }
/* price called: a signal that is ignored by default */
void harmless_signal (void) { if (price (10, 5) != 50) raise (SIGCHLD); }
/* fail_with called: that the program ends in it is not looked at */
void ends_in_it (void) { fail_with (3); }
/* price semantic: a message first, by a helper that does not return */
static _Noreturn void die (const char *why) { fprintf (stderr, "%s\n", why); exit (1); }
void dies (void) { if (price (10, 5) != 50) die ("price"); }
/* price called: a helper that ends the program well */
static _Noreturn void leave (const char *why) { fprintf (stderr, "%s\n", why); exit (0); }
void leaves (void) { if (price (10, 5) != 50) leave ("price"); }
/* other called: a loop of thousands of rounds comes first, and the test is not followed to its end */
void after_a_long_loop (void) { long sum = 0; for (int i = 0; i < 100000; i++) sum += i; assert (other (2) == sum); }
