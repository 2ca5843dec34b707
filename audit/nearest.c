/* The nearest known name: fewest insertions, removals, replacements and swaps of
   neighbours, without regard to case, '-' and '_' being alike.  */
#include "nearest.h"

#include <string.h>

/* Longer names are compared up to here: enough to tell keys and domains apart.  */
#define NEAREST_LONGEST 64

static unsigned char
folded (char c)
{
  if (c >= 'A' && c <= 'Z')
    return (unsigned char) (c - 'A' + 'a');
  return c == '_' ? '-' : (unsigned char) c;
}

static unsigned
distance_between (const char *a, const char *b)
{
  unsigned rows[3][NEAREST_LONGEST + 1];
  size_t a_length = strlen (a), b_length = strlen (b);
  if (a_length > NEAREST_LONGEST)
    a_length = NEAREST_LONGEST;
  if (b_length > NEAREST_LONGEST)
    b_length = NEAREST_LONGEST;
  unsigned *before = rows[0], *previous = rows[1], *row = rows[2];
  for (size_t j = 0; j <= b_length; j++)
    previous[j] = (unsigned) j;
  memcpy (before, previous, sizeof rows[0]);
  for (size_t i = 1; i <= a_length; i++) {
    row[0] = (unsigned) i;
    for (size_t j = 1; j <= b_length; j++) {
      unsigned best = previous[j - 1] + (folded (a[i - 1]) != folded (b[j - 1]));
      if (previous[j] + 1 < best)
        best = previous[j] + 1;
      if (row[j - 1] + 1 < best)
        best = row[j - 1] + 1;
      if (i > 1 && j > 1 && folded (a[i - 1]) == folded (b[j - 2]) && folded (a[i - 2]) == folded (b[j - 1])
          && before[j - 2] + 1 < best)
        best = before[j - 2] + 1;
      row[j] = best;
    }
    unsigned *oldest = before;
    before = previous;
    previous = row;
    row = oldest;
  }
  return previous[b_length];
}

void
nearest_start (struct nearest *n, const char *word)
{
  n->word = word;
  n->best = NULL;
  n->distance = 0;
}

void
nearest_offer (struct nearest *n, const char *known)
{
  size_t length = strlen (n->word), known_length = strlen (known);
  size_t longer = length > known_length ? length : known_length;
  unsigned distance = distance_between (n->word, known);
  /* A third of the letters may be wrong; in a word of three, one.  */
  if (distance > (longer + 2) / 3 || distance >= longer)
    return;
  if (n->best == NULL || distance < n->distance) {
    n->best = known;
    n->distance = distance;
  }
}

const char *
nearest_result (const struct nearest *n)
{
  return n->best;
}
