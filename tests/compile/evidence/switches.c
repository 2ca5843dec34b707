/* What a switch on a result says of it.  */
#include <assert.h>
#include <stdlib.h>
#include "subject.h"
/* count one_case semantic "only 3": every other one fails */
void one_case (void) { switch (count ("abc")) { case 3: break; default: abort (); } }
/* count some_cases semantic "only 3 to 5": a range, and another one */
void some_cases (void) { switch (count ("abc")) { case 3 ... 4: case 5: return; default: exit (1); } }
/* count left_out shape: all but one pass */
void left_out (void) { switch (count ("abc")) { case 0: abort (); default: break; } }
/* colour_of named semantic "no constant": one after the other */
void named (void)
{
  switch (colour_of (1)) { case RED: break; case GREEN: case BLUE: default: abort (); }
  switch (colour_of (2)) { case GREEN: break; default: abort (); }
}
/* colour_of all_named shape: each that there is passes */
void all_named (void) { switch (colour_of (1)) { case RED: case GREEN: case BLUE: return; } abort (); }
/* count text_of_case semantic "only 2": what the cases lead to is asserted */
void text_of_case (void)
{
  int n = 0;
  switch (count ("ab")) { case 1: n = 10; break; case 2: n = 20; break; default: n = 30; }
  assert (n == 20);
}
/* count no_failure called: the cases only choose */
void no_failure (void) { int n; switch (count ("ab")) { case 1: n = 10; break; default: n = 20; } assert (n > 0); }
/* price moved semantic "only 12": a number is added before */
void moved (void) { switch (price (1, 2) + 1) { case 13: break; default: abort (); } }
/* level narrowed semantic "only 7": of a smaller type */
void narrowed (void) { switch (level (2)) { case 7: break; default: abort (); } }
/* count other_function semantic "only 1": the others fail */
/* is_valid other_function shape: in one of the cases */
void other_function (void) { switch (count ("a")) { case 1: assert (is_valid (3)); break; default: abort (); } }
