/* Branches that lead to a failure and to nothing else, and such that only look like it.  */
#include <stdio.h>
#include <stdlib.h>

int price (int);
int stock (int);
int setup (int);
const char *last_error (void);

#define FAIL(text)                                       \
  do {                                                   \
    fprintf (stderr, "%s:%d: ", __FILE__, __LINE__);     \
    fprintf (stderr, "%s\n", text);                      \
    exit (1);                                            \
  } while (0)
#define CHECK(n) \
  if (setup (n) != n) \
  FAIL ("setup")
#define TEN(n) \
  CHECK (n); CHECK (n + 1); CHECK (n + 2); CHECK (n + 3); CHECK (n + 4); CHECK (n + 5); CHECK (n + 6); CHECK (n + 7); \
  CHECK (n + 8); CHECK (n + 9)
#define HUNDRED(n) \
  TEN (n); TEN (n + 10); TEN (n + 20); TEN (n + 30); TEN (n + 40); TEN (n + 50); TEN (n + 60); TEN (n + 70); \
  TEN (n + 80); TEN (n + 90)

/* price semantic "only 12 would pass": hundreds of assertions about others stand before the one that counts */
void test_after_many (void)
{
  int n = price (3);
  HUNDRED (0);
  HUNDRED (100);
  HUNDRED (200);
  HUNDRED (300);
  if (n != 12)
    FAIL ("price");
}

/* price called: the branch says that it failed, and leaves with 0 */
void test_leaves_with_0 (void)
{
  if (price (3) != 12) {
    fprintf (stderr, "price\n");
    exit (0);
  }
}

/* price called: the parent sees the last eight bits, which are 0 */
void test_leaves_with_256 (void)
{
  if (price (3) != 12) {
    fprintf (stderr, "price\n");
    exit (256);
  }
}

/* stock semantic "only 4 would pass": the message of another's failure tells what it gave, too */
void test_message_reads (void)
{
  int n = stock (1);
  if (setup (1) != 1) {
    fprintf (stderr, "stock was %d\n", n);
    exit (1);
  }
  if (n != 4)
    exit (1);
}

static int failures;

/* stock called: what the branch counts nobody looks at */
void test_counts_only (void)
{
  if (stock (1) != 4) {
    fprintf (stderr, "stock\n");
    failures++;
  }
}

/* stock semantic "only 7 would pass": an unrelated branch that goes on is followed */
void test_goes_on (void)
{
  int n = 0;
  if (setup (2) != 2) {
    fprintf (stderr, "setup\n");
    n = 1;
  }
  if (stock (n) != 7)
    FAIL (last_error ());
}
