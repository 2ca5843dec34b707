/* Accepting sets.  See accepting.h.  */
#include "accepting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void
add_interval (struct accepting *a, long double low, long double high)
{
  a->intervals = memory_grow (a->intervals, a->intervals_count + 1, sizeof *a->intervals);
  a->intervals[a->intervals_count].low = low;
  a->intervals[a->intervals_count++].high = high;
}

static void
add_text (struct accepting *a, const char *text)
{
  size_t at = 0;
  while (at < a->texts_count && strcmp (a->texts[at], text) < 0)
    at++;
  if (at < a->texts_count && strcmp (a->texts[at], text) == 0)
    return;
  a->texts = memory_grow (a->texts, a->texts_count + 1, sizeof *a->texts);
  memmove (a->texts + at + 1, a->texts + at, (a->texts_count - at) * sizeof *a->texts);
  a->texts[at] = memory_copy_text (text);
  a->texts_count++;
}

static bool
has_text (const struct accepting *a, const char *text)
{
  for (size_t i = 0; i < a->texts_count; i++)
    if (strcmp (a->texts[i], text) == 0)
      return true;
  return false;
}

static bool
contains_text (const struct accepting *a, const char *text)
{
  return has_text (a, text) != a->all_texts;
}

struct accepting
accepting_none (void)
{
  struct accepting a;
  memset (&a, 0, sizeof a);
  return a;
}

struct accepting
accepting_range (long double low, long double high, bool is_real)
{
  struct accepting a = accepting_none ();
  a.is_real = is_real;
  if (low <= high)
    add_interval (&a, low, high);
  return a;
}

struct accepting
accepting_all (long double low, long double high, bool is_real, bool texts)
{
  struct accepting a = accepting_range (low, high, is_real);
  a.all_texts = texts;
  a.nan = is_real || (texts && isinf (low) && isinf (high));
  return a;
}

struct accepting
accepting_number (long double number, bool is_real)
{
  return accepting_range (number, number, is_real);
}

struct accepting
accepting_text (const char *text)
{
  struct accepting a = accepting_none ();
  add_text (&a, text);
  return a;
}

struct accepting
accepting_unknown (void)
{
  struct accepting a = accepting_none ();
  a.unknown = true;
  return a;
}

struct accepting
accepting_copy (const struct accepting *a)
{
  struct accepting copy = *a;
  copy.intervals = NULL;
  copy.intervals_count = 0;
  copy.texts = NULL;
  copy.texts_count = 0;
  for (size_t i = 0; i < a->intervals_count; i++)
    add_interval (&copy, a->intervals[i].low, a->intervals[i].high);
  for (size_t i = 0; i < a->texts_count; i++)
    add_text (&copy, a->texts[i]);
  return copy;
}

void
accepting_release (struct accepting *a)
{
  for (size_t i = 0; i < a->texts_count; i++)
    free (a->texts[i]);
  free (a->texts);
  free (a->intervals);
  memset (a, 0, sizeof *a);
}

static void
replace (struct accepting *a, struct accepting with)
{
  accepting_release (a);
  *a = with;
}

bool
accepting_is_empty (const struct accepting *a)
{
  return accepting_is_shut (a) && !a->nan;
}

bool
accepting_is_shut (const struct accepting *a)
{
  return !a->unknown && !a->intervals_count && !a->texts_count && !a->all_texts;
}

/* How many constants; infinite where there is no end.  */
static long double
size_of (const struct accepting *a)
{
  long double size = 0;
  if (a->all_texts)
    return HUGE_VALL;
  for (size_t i = 0; i < a->intervals_count; i++)
    if (a->is_real)
      size += a->intervals[i].low == a->intervals[i].high ? 1 : HUGE_VALL;
    else
      size += a->intervals[i].high - a->intervals[i].low + 1;
  return size + (long double) a->texts_count + a->unknown + a->nan;
}

void
accepting_intersect (struct accepting *a, const struct accepting *b)
{
  struct accepting both = accepting_none ();
  if (a->unknown || b->unknown) {
    /* One value that may be any of the other's: either set is large enough, the smaller one says more.  */
    if (accepting_is_empty (b) || (a->unknown && size_of (b) < 2))
      replace (a, accepting_copy (b));
    else if (b->unknown && size_of (a) >= 2)
      replace (a, accepting_copy (b));
    return;
  }
  both.is_real = a->is_real || b->is_real;
  both.nan = a->nan && b->nan;
  for (size_t i = 0; i < a->intervals_count; i++)
    for (size_t j = 0; j < b->intervals_count; j++) {
      long double low = fmaxl (a->intervals[i].low, b->intervals[j].low);
      long double high = fminl (a->intervals[i].high, b->intervals[j].high);
      if (low <= high)
        add_interval (&both, low, high);
    }
  both.all_texts = a->all_texts && b->all_texts;
  if (both.all_texts) {
    for (size_t i = 0; i < a->texts_count; i++)
      add_text (&both, a->texts[i]);
    for (size_t i = 0; i < b->texts_count; i++)
      add_text (&both, b->texts[i]);
  } else {
    const struct accepting *finite = a->all_texts ? b : a, *other = a->all_texts ? a : b;
    for (size_t i = 0; i < finite->texts_count; i++)
      if (contains_text (other, finite->texts[i]))
        add_text (&both, finite->texts[i]);
  }
  replace (a, both);
}

static int
compare_intervals (const void *x, const void *y)
{
  const struct accepting_interval *a = x, *b = y;
  return a->low < b->low ? -1 : a->low > b->low ? 1 : a->high < b->high ? -1 : a->high > b->high;
}

/* Sorts, joins what touches, and widens what has become too many.  */
static void
join_intervals (struct accepting *a)
{
  size_t kept = 0;
  long double gap = a->is_real ? 0 : 1;
  if (!a->intervals_count)
    return;
  qsort (a->intervals, a->intervals_count, sizeof *a->intervals, compare_intervals);
  for (size_t i = 1; i < a->intervals_count; i++)
    if (a->intervals[i].low <= a->intervals[kept].high + gap || kept + 1 == ACCEPTING_INTERVALS)
      a->intervals[kept].high = fmaxl (a->intervals[kept].high, a->intervals[i].high);
    else
      a->intervals[++kept] = a->intervals[i];
  a->intervals_count = kept + 1;
}

void
accepting_unite (struct accepting *a, const struct accepting *b)
{
  struct accepting either = accepting_none ();
  if (accepting_is_empty (b))
    return;
  if (accepting_is_empty (a)) {
    replace (a, accepting_copy (b));
    return;
  }
  either.is_real = a->is_real || b->is_real;
  either.nan = a->nan || b->nan;
  if (a->unknown && b->unknown)
    return;
  if (a->unknown || b->unknown) {
    /* What the unknown value adds cannot be named: nothing is too large.  */
    either.all_texts = either.nan = true;
    add_interval (&either, -HUGE_VALL, HUGE_VALL);
    replace (a, either);
    return;
  }
  for (size_t i = 0; i < a->intervals_count; i++)
    add_interval (&either, a->intervals[i].low, a->intervals[i].high);
  for (size_t i = 0; i < b->intervals_count; i++)
    add_interval (&either, b->intervals[i].low, b->intervals[i].high);
  join_intervals (&either);
  if (a->all_texts || b->all_texts) {
    const struct accepting *all = a->all_texts ? a : b, *other = a->all_texts ? b : a;
    either.all_texts = true;
    for (size_t i = 0; i < all->texts_count; i++)
      if (!contains_text (other, all->texts[i]))
        add_text (&either, all->texts[i]);
  } else {
    for (size_t i = 0; i < a->texts_count; i++)
      add_text (&either, a->texts[i]);
    for (size_t i = 0; i < b->texts_count; i++)
      add_text (&either, b->texts[i]);
    if (either.texts_count > ACCEPTING_TEXTS) {
      for (size_t i = 0; i < either.texts_count; i++)
        free (either.texts[i]);
      either.texts_count = 0;
      either.all_texts = true;
    }
  }
  replace (a, either);
}

void
accepting_subtract (struct accepting *a, const struct accepting *b)
{
  struct accepting rest = accepting_none ();
  if (a->unknown || b->unknown)
    return;
  rest.is_real = a->is_real;
  rest.nan = a->nan && !b->nan;
  for (size_t i = 0; i < a->intervals_count; i++) {
    long double low = a->intervals[i].low, high = a->intervals[i].high;
    /* B's are sorted.  Of real numbers only what has a width is taken away, and its ends stay.  */
    for (size_t j = 0; j < b->intervals_count && low <= high; j++) {
      long double from = b->intervals[j].low, to = b->intervals[j].high;
      if (to < low || from > high)
        continue;
      if (a->is_real) {
        if (from <= low && to >= high && (low != high || from <= low)) {
          low = 1;
          high = 0;
        } else if (from > low) {
          add_interval (&rest, low, from);
          low = to;
          /* Nothing lies beyond infinity, and it is no end that may be left over.  */
          if (isinf (to) && to > 0) {
            low = 1;
            high = 0;
          }
        } else
          low = to;
        continue;
      }
      if (from > low)
        add_interval (&rest, low, from - 1);
      low = to + 1;
    }
    if (low <= high)
      add_interval (&rest, low, high);
  }
  join_intervals (&rest);
  if (a->all_texts && b->all_texts) {
    for (size_t i = 0; i < b->texts_count; i++)
      if (contains_text (a, b->texts[i]))
        add_text (&rest, b->texts[i]);
  } else if (a->all_texts) {
    rest.all_texts = true;
    for (size_t i = 0; i < a->texts_count; i++)
      add_text (&rest, a->texts[i]);
    for (size_t i = 0; i < b->texts_count && rest.texts_count < ACCEPTING_TEXTS; i++)
      add_text (&rest, b->texts[i]);
  } else
    for (size_t i = 0; i < a->texts_count; i++)
      if (!contains_text (b, a->texts[i]))
        add_text (&rest, a->texts[i]);
  replace (a, rest);
}

bool
accepting_equal (const struct accepting *a, const struct accepting *b)
{
  if (a->unknown != b->unknown || a->nan != b->nan || a->all_texts != b->all_texts || a->texts_count != b->texts_count
      || a->intervals_count != b->intervals_count)
    return false;
  for (size_t i = 0; i < a->intervals_count; i++)
    if (compare_intervals (&a->intervals[i], &b->intervals[i]) != 0)
      return false;
  for (size_t i = 0; i < a->texts_count; i++)
    if (strcmp (a->texts[i], b->texts[i]) != 0)
      return false;
  return true;
}

bool
accepting_is_small (const struct accepting *a)
{
  long double low, high;
  if (!a->is_real || a->intervals_count == 0)
    return size_of (a) <= ACCEPTING_SMALL;
  if (a->all_texts || a->texts_count || a->intervals_count > ACCEPTING_SMALL)
    return false;
  for (size_t i = 0; i < a->intervals_count; i++) {
    low = a->intervals[i].low;
    high = a->intervals[i].high;
    if (low == high)
      continue;
    /* A twentieth of the middle; around zero there is nothing to compare with.  */
    if (isinf (low) || isinf (high) || high - low > fmaxl (fabsl (low + high) / 40, 1e-3L))
      return false;
  }
  return true;
}

bool
accepting_is_number (const struct accepting *a, long double number)
{
  return !a->unknown && a->intervals_count == 1 && a->intervals[0].low == number && a->intervals[0].high == number
         && !a->all_texts && !a->texts_count && !a->nan;
}

/* ---- Texts.  */

static void
write_number (long double number, struct strbuf *out)
{
  if (isinf (number))
    strbuf_add_text (out, number < 0 ? "-inf" : "inf");
  else if (number == truncl (number) && fabsl (number) < 0x1p64L)
    strbuf_addf (out, "%.0Lf", number);
  else
    strbuf_addf (out, "%La", number);
}

static void
write_quoted (const char *text, struct strbuf *out)
{
  strbuf_add_char (out, '"');
  for (; *text; text++) {
    unsigned char c = (unsigned char) *text;
    if (c == '"' || c == '\\')
      strbuf_addf (out, "\\%c", c);
    else if (c < 0x20 || c == 0x7f)
      strbuf_addf (out, "\\%03o", c);
    else
      strbuf_add_char (out, (char) c);
  }
  strbuf_add_char (out, '"');
}

void
accepting_write (const struct accepting *a, struct strbuf *out)
{
  if (a->unknown || accepting_is_empty (a)) {
    strbuf_add_text (out, a->unknown ? "unknown" : "none");
    return;
  }
  const char *separator = "";
  if (a->is_real) {
    strbuf_add_text (out, "#real");
    separator = " ";
  }
  if (a->nan) {
    strbuf_addf (out, "%snan", separator);
    separator = " ";
  }
  for (size_t i = 0; i < a->intervals_count; i++) {
    strbuf_add_text (out, separator);
    separator = " ";
    write_number (a->intervals[i].low, out);
    if (a->intervals[i].low != a->intervals[i].high) {
      strbuf_add_char (out, ':');
      write_number (a->intervals[i].high, out);
    }
  }
  if (a->all_texts) {
    strbuf_addf (out, "%s!", separator);
    separator = " ";
  }
  for (size_t i = 0; i < a->texts_count; i++) {
    strbuf_add_text (out, separator);
    separator = " ";
    write_quoted (a->texts[i], out);
  }
}

static bool
read_quoted (const char **at, struct strbuf *text)
{
  const char *p = *at + 1;
  for (; *p && *p != '"'; p++) {
    if (*p != '\\') {
      strbuf_add_char (text, *p);
      continue;
    }
    p++;
    if (*p == '"' || *p == '\\')
      strbuf_add_char (text, *p);
    else if (p[0] == '0' || p[0] == '1') {
      unsigned value = 0;
      for (int i = 0; i < 3; i++) {
        if (p[i] < '0' || p[i] > '7')
          return false;
        value = value * 8 + (unsigned) (p[i] - '0');
      }
      if (!value)
        return false;
      strbuf_add_char (text, (char) value);
      p += 2;
    } else
      return false;
  }
  if (*p != '"')
    return false;
  *at = p + 1;
  return true;
}

static bool
read_word (const char **at, struct accepting *a)
{
  if (**at == '"') {
    struct strbuf text = STRBUF_INIT;
    bool fine = read_quoted (at, &text);
    if (fine)
      add_text (a, strbuf_text (&text));
    strbuf_release (&text);
    return fine;
  }
  if (**at == '!') {
    a->all_texts = true;
    ++*at;
    return true;
  }
  if (strncmp (*at, "nan", 3) == 0) {
    a->nan = true;
    *at += 3;
    return true;
  }
  char *end;
  long double low = strtold (*at, &end), high = low;
  if (end == *at || isnan (low))
    return false;
  if (*end == ':') {
    char *from = end + 1;
    high = strtold (from, &end);
    if (end == from || isnan (high) || high < low)
      return false;
  }
  *at = end;
  add_interval (a, low, high);
  return true;
}

bool
accepting_read (const char *text, struct accepting *a)
{
  *a = accepting_none ();
  if (strcmp (text, "none") == 0)
    return true;
  if (strcmp (text, "unknown") == 0) {
    a->unknown = true;
    return true;
  }
  bool fine = *text != '\0';
  if (strncmp (text, "#real", 5) == 0) {
    a->is_real = true;
    text += 5;
    fine = *text == ' ' || !*text;
    text += *text == ' ';
  }
  while (fine && *text) {
    fine = read_word (&text, a) && (*text == ' ' || !*text);
    if (fine && *text == ' ')
      fine = *++text != '\0';
  }
  if (!fine)
    accepting_release (a);
  else
    join_intervals (a);
  return fine;
}

static void
describe_number (long double number, struct strbuf *out)
{
  if (number == truncl (number) && fabsl (number) < 0x1p64L)
    strbuf_addf (out, "%.0Lf", number);
  else
    strbuf_addf (out, "%.6Lg", number);
}

/* The ends of a type are far away: nobody wants to read them.  */
static bool
is_far (long double number)
{
  return fabsl (number) >= 0x1p31L - 1;
}

/* Whether A is all numbers but those in the gaps between its intervals, which hold one each.  */
static bool
is_all_but (const struct accepting *a)
{
  size_t last = a->intervals_count - 1;
  if (a->is_real || a->intervals_count < 2 || !is_far (a->intervals[last].high)
      || (!is_far (a->intervals[0].low) && a->intervals[0].low != 0))
    return false;
  for (size_t i = 0; i < last; i++)
    if (a->intervals[i].high + 2 != a->intervals[i + 1].low)
      return false;
  return true;
}

/* Whether LOW and HIGH are written as the same digits.  */
static bool
look_alike (long double low, long double high)
{
  struct strbuf one = STRBUF_INIT, other = STRBUF_INIT;
  describe_number (low, &one);
  describe_number (high, &other);
  bool alike = strcmp (strbuf_text (&one), strbuf_text (&other)) == 0;
  strbuf_release (&one);
  strbuf_release (&other);
  return alike;
}

static void
describe_interval (const struct accepting *a, const struct accepting_interval *interval, struct strbuf *out)
{
  long double low = interval->low, high = interval->high;
  if (low == 0 && high == 0 && (a->texts_count || a->all_texts))
    strbuf_add_text (out, "NULL"); /* what may be a text is a pointer */
  else if (low == high)
    describe_number (low, out);
  else if (is_far (low) && is_far (high))
    strbuf_add_text (out, "any number");
  else if (is_far (low) && low < 0) {
    strbuf_add_text (out, "anything up to ");
    describe_number (high, out);
  } else if (is_far (high)) {
    strbuf_add_text (out, "anything from ");
    describe_number (low, out);
  } else if (a->is_real && look_alike (low, high)) {
    describe_number (low + (high - low) / 2, out);
    strbuf_addf (out, ", give or take %.3Lg", (high - low) / 2);
  } else {
    describe_number (low, out);
    strbuf_add_text (out, !a->is_real && high == low + 1 ? " or " : " to ");
    describe_number (high, out);
  }
}

/* Bytes are none that somebody wrote as a string.  */
static void
describe_text (const char *text, struct strbuf *out)
{
  if (strncmp (text, "bytes ", 6) == 0)
    strbuf_addf (out, "the %s", text);
  else
    write_quoted (text, out);
}

void
accepting_describe (const struct accepting *a, struct strbuf *out)
{
  const char *separator = "";
  if (accepting_is_empty (a)) {
    strbuf_add_text (out, "nothing");
    return;
  }
  if (a->unknown) {
    strbuf_add_text (out, "one value that comes from elsewhere");
    return;
  }
  bool whole = a->intervals_count == 1 && isinf (a->intervals[0].low) && isinf (a->intervals[0].high);
  if (whole && a->all_texts && !a->texts_count) {
    strbuf_add_text (out, "anything");
    return;
  }
  if (a->intervals_count && is_all_but (a)) {
    strbuf_add_text (out, "anything but ");
    for (size_t i = 0; i + 1 < a->intervals_count; i++) {
      strbuf_add_text (out, i ? " and " : "");
      describe_number (a->intervals[i].high + 1, out);
    }
    separator = " or ";
  } else
    for (size_t i = 0; i < a->intervals_count; i++) {
      strbuf_add_text (out, separator);
      separator = " or ";
      describe_interval (a, &a->intervals[i], out);
    }
  bool every = a->is_real && whole;
  if (a->nan != every) {
    strbuf_addf (out, "%sNaN", every ? " but " : separator);
    separator = " or ";
  }
  if (a->all_texts) {
    /* Of a pointer, 0 is NULL.  */
    if (!a->intervals_count && !a->texts_count) {
      strbuf_add_text (out, "anything but NULL");
      return;
    }
    strbuf_addf (out, "%sany text", separator);
    for (size_t i = 0; i < a->texts_count; i++) {
      strbuf_add_text (out, i ? " or " : " but ");
      describe_text (a->texts[i], out);
    }
    return;
  }
  for (size_t i = 0; i < a->texts_count; i++) {
    strbuf_add_text (out, separator);
    separator = " or ";
    describe_text (a->texts[i], out);
  }
}
