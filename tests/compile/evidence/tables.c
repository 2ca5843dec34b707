/* Tables of cases, expectations from elsewhere, and loops.  */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
struct money { const char *label; long n, cents, want; };
/* price semantic "no constant": three expectations */
void with_labels (void)
{
  static const struct money cases[] = { { "one", 1, 5, 5 }, { "ten", 10, 5, 50 }, { "many", 100, 5, 450 } };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (price (cases[i].n, cases[i].cents) != cases[i].want) {
      fprintf (stderr, "%s\n", cases[i].label);
      abort ();
    }
}
/* price semantic: a table of the test's own, not static */
void on_the_stack (void)
{
  struct money cases[] = { { "one", 1, 5, 5 }, { "ten", 10, 5, 50 } };
  for (size_t i = 0; i < 2; i++)
    assert (price (cases[i].n, cases[i].cents) == cases[i].want);
}
/* price semantic: ended by a sentinel */
void sentinel (void)
{
  static const struct money cases[] = { { "one", 1, 5, 5 }, { "ten", 10, 5, 50 }, { NULL, 0, 0, 0 } };
  for (const struct money *c = cases; c->label; c++)
    assert (price (c->n, c->cents) == c->want);
}
/* price semantic: a table that is not const, but that nobody changes */
static struct money changeable[] = { { "one", 1, 5, 5 }, { "ten", 10, 5, 50 } };
void not_const (void)
{
  for (int i = 0; i < 2; i++)
    assert (price (changeable[i].n, changeable[i].cents) == changeable[i].want);
}
static void run_all (const struct money *cases, size_t n)
{
  for (size_t i = 0; i < n; i++)
    assert (price (cases[i].n, cases[i].cents) == cases[i].want);
}
/* price semantic: the table is handed to a helper */
void handed_over (void)
{
  static const struct money cases[] = { { "one", 1, 5, 5 }, { "ten", 10, 5, 50 } };
  run_all (cases, 2);
}
/* price absent: the table that the helper gets is empty */
void handed_nothing (void)
{
  run_all (NULL, 0);
}
/* price absent: the first row is the sentinel */
void sentinel_first (void)
{
  static const struct money cases[] = { { NULL, 0, 0, 0 }, { "ten", 10, 5, 50 } };
  for (const struct money *c = cases; c->label; c++)
    assert (price (c->n, c->cents) == c->want);
}
/* is_valid semantic: both polarities */
void polarities (void)
{
  static const struct { int x; _Bool valid; } cases[] = { { 1, 1 }, { 3, 1 }, { -3, 0 } };
  for (int i = 0; i < 3; i++)
    assert (!is_valid (cases[i].x) == !cases[i].valid);
}
/* is_valid shape: every case is a valid one */
void one_polarity (void)
{
  static const int cases[] = { 1, 3, 5 };
  for (int i = 0; i < 3; i++)
    assert (is_valid (cases[i]));
}
/* name_of semantic: a table of texts */
void of_texts (void)
{
  static const struct { int code; const char *want; } cases[] = { { 1, "red" }, { 2, "green" }, { 9, NULL } };
  for (int i = 0; i < 3; i++)
    if (cases[i].want)
      assert (strcmp (name_of (cases[i].code), cases[i].want) == 0);
    else
      assert (name_of (cases[i].code) == NULL);
}
/* name_of shape: a table of codes without expectations */
void of_codes (void)
{
  static const int codes[] = { 1, 2, 3 };
  for (int i = 0; i < 3; i++)
    assert (name_of (codes[i]) != NULL);
}
/* price semantic: rows that are skipped do not matter, others remain */
void some_skipped (void)
{
  static const struct { int skip; long n, want; } cases[] = { { 1, 1, 99 }, { 0, 10, 50 } };
  for (int i = 0; i < 2; i++) {
    if (cases[i].skip)
      continue;
    assert (price (cases[i].n, 5) == cases[i].want);
  }
}
/* price absent: all rows are skipped */
void all_skipped (void)
{
  static const struct { int skip; long n, want; } cases[] = { { 1, 1, 5 }, { 1, 10, 50 } };
  for (int i = 0; i < 2; i++) {
    if (cases[i].skip)
      continue;
    assert (price (cases[i].n, 5) == cases[i].want);
  }
}
/* price semantic: two dimensions */
void two_dimensions (void)
{
  static const long want[2][3] = { { 0, 0, 0 }, { 0, 1, 2 } };
  for (int n = 0; n < 2; n++)
    for (int c = 0; c < 3; c++)
      assert (price (n, c) == want[n][c]);
}
/* price semantic: what is expected comes from a file */
void from_file (void)
{
  long n, want;
  FILE *f = fopen ("prices.txt", "r");
  if (!f)
    abort ();
  while (fscanf (f, "%ld %ld", &n, &want) == 2)
    assert (price (n, 5) == want);
  fclose (f);
}
/* name_of semantic: a line of a file */
void line_of_file (void)
{
  char line[64];
  FILE *f = fopen ("names.txt", "r");
  if (!f)
    abort ();
  if (!fgets (line, sizeof line, f))
    abort ();
  assert (strcmp (name_of (1), line) == 0);
  fclose (f);
}
/* price called: what comes from the file is compared with itself */
void file_only (void)
{
  long want = 0;
  FILE *f = fopen ("prices.txt", "r");
  price (10, 5);
  assert (f != NULL);
  assert (fscanf (f, "%ld", &want) == 1);
}
/* price semantic: what is expected comes from the command line's environment */
void from_environment (void)
{
  const char *want = getenv ("WANT");
  assert (want != NULL);
  assert (price (10, 5) == atol (want));
}
/* price shape: the expectation is computed by the function itself */
void golden (void)
{
  long want[3];
  for (int i = 0; i < 3; i++)
    want[i] = price (i, 5);
  for (int i = 0; i < 3; i++)
    assert (price (i, 5) == want[i]);
}
/* price shape: all calls give the same, as any constant does */
void stable (void)
{
  long before = price (10, 5);
  for (int i = 0; i < 10; i++)
    assert (price (10, 5) == before);
}
/* price semantic: each is more than the one before */
void rising (void)
{
  long before = 0;
  for (int i = 1; i < 5; i++) {
    long p = price (i, 5);
    assert (p > before);
    before = p;
  }
}
/* price shape: each is no less than the one before, as with any constant from 0 */
void not_falling (void)
{
  long before = 0;
  for (int i = 1; i < 5; i++) {
    long p = price (i, 5);
    assert (p >= before);
    before = p;
  }
}
/* price called: without the file nothing is asserted, and the test passes */
void from_file_if_any (void)
{
  long n, want;
  FILE *f = fopen ("prices.txt", "r");
  if (!f)
    return;
  while (fscanf (f, "%ld %ld", &n, &want) == 2)
    assert (price (n, 5) == want);
  fclose (f);
}
/* price shape: what is read the test itself had written, from the same function */
void from_own_file (void)
{
  long want;
  FILE *f = fopen ("prices.txt", "w+");
  if (!f)
    abort ();
  fprintf (f, "%ld", price (10, 5));
  rewind (f);
  if (fscanf (f, "%ld", &want) != 1)
    abort ();
  fclose (f);
  assert (price (10, 5) == want);
}
/* price semantic: the sum of a loop */
void summed (void)
{
  long sum = 0;
  for (int i = 0; i < 4; i++)
    sum += price (i, 5);
  assert (sum == 30);
}
/* price semantic: results stored in an array, asserted later */
void stored_first (void)
{
  long got[3];
  for (int i = 0; i < 3; i++)
    got[i] = price (i, 5);
  for (int i = 0; i < 3; i++)
    assert (got[i] == 5 * i);
}
/* price called: results stored in an array, printed */
void stored_printed (void)
{
  long got[3];
  for (int i = 0; i < 3; i++)
    got[i] = price (i, 5);
  for (int i = 0; i < 3; i++)
    printf ("%ld\n", got[i]);
}
/* price semantic: a while loop that the table's end ends */
void while_loop (void)
{
  static const long want[] = { 0, 5, 10, -1 };
  int i = 0;
  while (want[i] >= 0) {
    assert (price (i, 5) == want[i]);
    i++;
  }
}
/* price semantic: a do loop, which runs once at least */
void do_loop (void)
{
  int i = 0;
  do
    assert (price (i, 5) == 5 * i);
  while (++i < 3);
}
/* price shape: it breaks at the first, before it asserts more than a sign */
void breaks (void)
{
  static const long want[] = { 0, 5, 10 };
  for (int i = 0; i < 3; i++) {
    long p = price (i, 5);
    assert (p >= 0);
    break;
    assert (p == want[i]);
  }
}
/* price called: it continues before each assertion */
void continues (void)
{
  for (int i = 0; i < 3; i++) {
    long p = price (i, 5);
    if (i < 3)
      continue;
    assert (p == 5 * i);
  }
}
