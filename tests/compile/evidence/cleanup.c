/* goto cleanup.  */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
static int failed;
/* price semantic: through goto and a variable */
static void by_goto (void)
{
  int good = 0;
  char *memory = malloc (10);
  if (price (10, 5) != 50)
    goto out;
  good = 1;
out:
  free (memory);
  if (!good)
    failed = 1;
}
/* price called: the label is reached either way, and nothing is remembered */
static void forgotten (void)
{
  char *memory = malloc (10);
  if (price (10, 5) != 50)
    goto out;
  puts ("fine");
out:
  free (memory);
}
/* parse semantic: the value, after the status */
static void two_steps (void)
{
  int v = 0, result = -1;
  if (parse ("42", &v) != 0)
    goto out;
  if (v != 42)
    goto out;
  result = 0;
out:
  if (result)
    failed = 1;
}
/* parse shape: the status, and the value only printed */
static void one_step (void)
{
  int v = 0, result = -1;
  if (parse ("42", &v) != 0)
    goto out;
  printf ("%d\n", v);
  result = 0;
out:
  if (result)
    failed = 1;
}
/* join semantic: what is freed was compared before */
static void freed (void)
{
  char *text = join ("a", "b");
  if (!text || strcmp (text, "ab") != 0)
    failed = 1;
  free (text);
}
/* join shape: anything but NULL */
static void only_there (void)
{
  char *text = join ("a", "b");
  if (!text)
    failed = 1;
  free (text);
}
int main (void)
{
  by_goto ();
  forgotten ();
  two_steps ();
  one_step ();
  freed ();
  only_there ();
  return failed;
}
