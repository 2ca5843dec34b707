/* Tests that are given their row where they are registered, each row by another call: together they are what the test asks for.  */
/* clang-format off */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
void g_test_add_data_func (const char *path, const void *data, void (*test) (const void *));
int g_test_run (void);
struct row { const char *text; int expected; };
static const struct row one = { "a", 1 }, same = { "b", 1 }, two = { "ab", 2 }, none = { 0, 0 };
static const struct row table[] = { { "a", 1 }, { "ab", 2 } };
static struct row late = { "a", 1 }, made = { "a", 1 };

static void test_rows (const void *data)
{
  const struct row *row = data;
  assert (count (row->text) == row->expected);
}
/* count test_rows semantic "no constant": two rows, and no constant passes both */
/* count test_row semantic "only 1 would": one row */
static void test_row (const void *data)
{
  const struct row *row = data;
  assert (count (row->text) == row->expected);
}
/* count test_alike semantic "only 1 would": two rows that ask for the same */
static void test_alike (const void *data)
{
  const struct row *row = data;
  assert (count (row->text) == row->expected);
}
/* count test_elements semantic "no constant": the rows are elements of a table */
static void test_elements (const void *data)
{
  const struct row *row = data;
  assert (count (row->text) == row->expected);
}
/* count test_optional semantic "only 1 would": the second row is there only if the environment says so */
static void test_optional (const void *data)
{
  const struct row *row = data;
  assert (count (row->text) == row->expected);
}
/* count test_early semantic "only 2 would": of the row without a text nothing is asserted */
static void test_early (const void *data)
{
  const struct row *row = data;
  if (!row->text)
    return;
  assert (count (row->text) == row->expected);
}
/* count test_other_row called: what it asserts is of a row that is not there */
static void test_other_row (const void *data)
{
  const struct row *row = data;
  int got = count (row->text);
  if (strcmp (row->text, "abc") == 0)
    assert (got == 3);
}
/* count test_truth shape: not 0, in both rows */
static void test_truth (const void *data)
{
  const struct row *row = data;
  assert (!count (row->text) == !row->expected);
}
/* level test_numbers semantic "no constant": numbers in place of pointers */
static void test_numbers (const void *data)
{
  assert (level (1) == (long) data);
}
/* count test_late semantic "elsewhere": main changes the row before */
static void test_late (const void *data)
{
  const struct row *row = data;
  assert (count (row->text) == row->expected);
}
/* count test_made shape: the function itself made the row */
static void test_made (const void *data)
{
  const struct row *row = data;
  assert (count (row->text) == row->expected);
}
/* parse test_loop semantic "elsewhere": which rows there are is not known */
static void test_loop (const void *data)
{
  const struct row *row = data;
  int value = 0;
  assert (parse (row->text, &value) == row->expected);
}
/* count test_loop_made shape: which row is not known, and the function itself made some */
static void test_loop_made (const void *data)
{
  const struct row *row = data;
  assert (count (row->text) == row->expected);
}
/* name_of test_either semantic: a row may have a text or none */
/* name_of test_either reached: so neither assertion is one that no way leads to */
static void test_either (const void *data)
{
  const struct row *row = data;
  const char *name = name_of (row->expected);
  if (row->text)
    assert (name && strcmp (name, row->text) == 0);
  else
    assert (!name);
}
static struct row filled[3];
static void set_made (void)
{
  made.expected = count ("a");
  for (int i = 0; i < 3; i++) {
    filled[i].text = table[i & 1].text;
    filled[i].expected = count (filled[i].text);
  }
}
int main (int argc, char **argv)
{
  late.expected = argc;
  set_made ();
  g_test_add_data_func ("/rows/1", &one, test_rows);
  g_test_add_data_func ("/rows/2", &two, test_rows);
  g_test_add_data_func ("/row", &one, test_row);
  g_test_add_data_func ("/alike/1", &one, test_alike);
  g_test_add_data_func ("/alike/2", &same, test_alike);
  g_test_add_data_func ("/elements/1", &table[0], test_elements);
  g_test_add_data_func ("/elements/2", &table[1], test_elements);
  g_test_add_data_func ("/optional/1", &one, test_optional);
  if (getenv ("MORE"))
    g_test_add_data_func ("/optional/2", &two, test_optional);
  g_test_add_data_func ("/early/1", &none, test_early);
  g_test_add_data_func ("/early/2", &two, test_early);
  g_test_add_data_func ("/other/1", &one, test_other_row);
  g_test_add_data_func ("/other/2", &two, test_other_row);
  g_test_add_data_func ("/truth/1", &one, test_truth);
  g_test_add_data_func ("/truth/2", &two, test_truth);
  g_test_add_data_func ("/numbers/1", (void *) 1, test_numbers);
  g_test_add_data_func ("/numbers/2", (void *) 2, test_numbers);
  g_test_add_data_func ("/late", &late, test_late);
  g_test_add_data_func ("/made", &made, test_made);
  for (int i = 0; i < argc; i++) {
    g_test_add_data_func ("/loop", &table[i], test_loop);
    g_test_add_data_func ("/either", &table[i], test_either);
    g_test_add_data_func ("/loop/made", &filled[i], test_loop_made);
  }
  return g_test_run ();
}
