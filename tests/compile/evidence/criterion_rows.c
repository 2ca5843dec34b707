/* Criterion's parameters, as rows; requires criterion/criterion.h  */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include "subject.h"
struct row {
  int x;
  long want;
};
ParameterizedTestParameters (rows, different)
{
  static struct row rows[] = { { 10, 50 }, { 20, 90 } };
  return cr_make_param_array (struct row, rows, sizeof rows / sizeof rows[0]);
}
/* price rows_different_impl semantic "no constant for its result": two rows, two numbers */
ParameterizedTest (struct row *row, rows, different)
{
  cr_assert_eq (price (row->x, 5), row->want);
}
ParameterizedTestParameters (rows, same)
{
  static struct row rows[] = { { 10, 50 }, { 25, 50 } };
  return cr_make_param_array (struct row, rows, 2);
}
/* price rows_same_impl semantic "only 50": one number */
ParameterizedTest (struct row *row, rows, same)
{
  cr_assert_eq (price (row->x, 5), row->want);
}
ParameterizedTestParameters (rows, valid)
{
  static int rows[] = { 3, 5 };
  return cr_make_param_array (int, rows, 2);
}
/* is_valid rows_valid_impl shape: one polarity */
ParameterizedTest (int *row, rows, valid)
{
  cr_assert (is_valid (*row));
}
ParameterizedTestParameters (rows, filled)
{
  static struct row rows[2];
  rows[0].want = price (1, 1);
  rows[1].want = price (2, 1);
  return cr_make_param_array (struct row, rows, 2);
}
/* price rows_filled_impl shape: what it is compared with the function itself gave */
ParameterizedTest (struct row *row, rows, filled)
{
  cr_assert_eq (price (row->x, 5), row->want);
}
ParameterizedTestParameters (rows, none)
{
  static struct row rows[] = { { 10, 50 } };
  return cr_make_param_array (struct row, rows, 0);
}
/* price rows_none_impl unrun: no row */
ParameterizedTest (struct row *row, rows, none)
{
  cr_assert_eq (price (row->x, 5), row->want);
}
