/* What a symbol is if a text that printf made with it, and with others, is a certain one.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

/* No more parts of which nothing is known are tried at all lengths, and no longer texts where there is one.  */
#define WILD_MAXIMUM 3
#define LENGTH_MAXIMUM 64

bool
print_number (struct strbuf *out, const char *percent, size_t length, const struct value *v)
{
  char format[32], text[128];
  size_t used = 0;
  char letter = percent[length - 1];
  if (length + 3 > sizeof format || TREE_CODE (v->constant) != INTEGER_CST)
    return false;
  for (size_t i = 0; i + 1 < length; i++)
    if (!strchr ("hlzjtq", percent[i]))
      format[used++] = percent[i];
  bool is_signed = letter == 'd' || letter == 'i';
  if (letter == 'c') {
    strbuf_add_char (out, (char) wi::to_wide (v->constant).ulow ());
    return length == 2;
  }
  format[used++] = 'l';
  format[used++] = 'l';
  format[used++] = letter;
  format[used] = 0;
  unsigned precision = TYPE_PRECISION (TREE_TYPE (v->constant));
  long long n = is_signed ? (long long) wi::to_wide (v->constant).slow ()
                          : (long long) wi::extract_uhwi (wi::to_widest (v->constant), 0, MIN (precision, 64u));
  int written = snprintf (text, sizeof text, format, n);
  if (written < 0 || written >= (int) sizeof text)
    return false;
  strbuf_add (out, text, (size_t) written);
  return true;
}

/* The digits that CONVERSION, of a number that is none of whole ones, writes after the point; or -1.  */
static int
digits_of (const char *conversion)
{
  int digits = -1, end = 0;
  if (!strcmp (conversion, "%f") || !strcmp (conversion, "%lf"))
    return 6;
  return sscanf (conversion, "%%.%df%n", &digits, &end) == 1 && end && !conversion[end] && digits < 16 ? digits : -1;
}

bool
conversion_tells (const char *conversion, int symbol)
{
  tree type = run.m->symbols[symbol].type;
  char letter = conversion[strlen (conversion) - 1];
  if (SCALAR_FLOAT_TYPE_P (type))
    return letter == 'f' && digits_of (conversion) >= 0;
  if (!INTEGRAL_TYPE_P (type) || TYPE_PRECISION (type) > 64)
    return false;
  unsigned precision = TYPE_PRECISION (type);
  bool is_signed = letter == 'd' || letter == 'i', small = precision < TYPE_PRECISION (integer_type_node);
  if (letter == 'c')
    return precision <= BITS_PER_UNIT && strlen (conversion) == 2;
  /* Fewer bytes than the number has.  */
  bool wide = strpbrk (conversion, "lzjtq") != NULL;
  if (strchr (conversion, 'h') || (precision > TYPE_PRECISION (integer_type_node) && !wide))
    return false;
  if (strchr (conversion, '.'))
    return false;
  return is_signed || (strchr ("uxXo", letter) && (TYPE_UNSIGNED (type) || !small));
}

/* The numbers of SYMBOL that CONVERSION writes as TEXT.  False if there are none.  */
static bool
number_written (const char *conversion, int symbol, const char *text, struct accepting *set)
{
  tree type = run.m->symbols[symbol].type;
  char letter = conversion[strlen (conversion) - 1], *end;
  struct strbuf again = STRBUF_INIT;
  if (SCALAR_FLOAT_TYPE_P (type)) {
    char written[400];
    int digits = digits_of (conversion);
    double n = strtod (text, &end);
    long double half = __builtin_powl (10, -digits) / 2;
    if (!*text || *end || snprintf (written, sizeof written, "%.*f", digits, n) >= (int) sizeof written
        || strcmp (written, text) != 0)
      return false;
    if (n != n) {
      *set = accepting_none ();
      set->is_real = set->nan = true;
      return true;
    }
    *set = accepting_range ((long double) n - half, (long double) n + half, true);
    return true;
  }
  tree t;
  if (letter == 'c') {
    if (!*text || text[1])
      return false;
    t = wide_int_to_tree (type, wi::uhwi ((unsigned char) *text, TYPE_PRECISION (type)));
  } else {
    int base = letter == 'x' || letter == 'X' ? 16 : letter == 'o' ? 8 : 10;
    errno = 0;
    unsigned long long n = letter == 'd' || letter == 'i' ? (unsigned long long) strtoll (text, &end, base)
                                                          : strtoull (text, &end, base);
    if (end == text || errno)
      return false;
    t = wide_int_to_tree (type, wi::uhwi (n, TYPE_PRECISION (type)));
  }
  /* As it is written, with a sign or without.  */
  tree as = type;
  if (TYPE_PRECISION (type) >= TYPE_PRECISION (integer_type_node))
    as = build_nonstandard_integer_type (TYPE_PRECISION (type), letter != 'd' && letter != 'i');
  struct value v = constant (fold_convert (as, t), 0);
  long double n;
  bool is = print_number (&again, conversion, strlen (conversion), &v) && !strcmp (strbuf_text (&again), text)
            && tree_number (t, &n);
  strbuf_release (&again);
  if (is)
    *set = accepting_number (n, false);
  return is;
}

/* A text that SYMBOL may be, from TEXT on.  */
struct candidate {
  int symbol;
  const char *conversion, *text;
  size_t length;
};

/* Whether the parts of F from I on are TEXT if C's symbol is that.  */
static bool
matches (const struct formatted *f, unsigned i, const char *text, const struct candidate *c)
{
  for (; i < f->parts.length (); i++) {
    const struct format_part *part = &f->parts[i];
    bool same = part->symbol >= 0 && part->symbol == c->symbol;
    if (!part->text && !same) {
      for (size_t n = 0;; n++) {
        if (matches (f, i + 1, text + n, c))
          return true;
        if (!text[n])
          return false;
      }
    }
    const char *expected = same ? c->text : part->text;
    size_t length = same ? c->length : strlen (part->text);
    if (strncmp (text, expected, length) != 0)
      return false;
    text += length;
  }
  return !*text;
}

bool
text_within_format (const struct formatted *f, int symbol, const char *text, struct accepting *set, bool *exactly)
{
  size_t length = strlen (text), before = 0;
  unsigned wild = 0;
  bool seen = false, anywhere = false, others = false;
  struct candidate c = { symbol, NULL, NULL, 0 };
  *set = accepting_none ();
  set->is_real = run.m->symbols[symbol].all.is_real;
  /* What there was no room for is cut off.  */
  if (f->limit > 0 && (HOST_WIDE_INT) length >= f->limit - 1)
    return false;
  for (unsigned i = 0; i < f->parts.length (); i++) {
    const struct format_part *part = &f->parts[i];
    if (part->symbol >= 0 && part->symbol == symbol) {
      /* One way to write it alone.  */
      if (c.conversion && strcmp (c.conversion, part->conversion) != 0)
        return false;
      c.conversion = part->conversion;
      seen = true;
    } else if (part->text)
      before += seen ? 0 : strlen (part->text);
    else {
      others = true;
      anywhere |= !seen;
      wild++;
    }
  }
  if (wild > WILD_MAXIMUM || (wild && length > LENGTH_MAXIMUM) || !c.conversion)
    return false;
  *exactly = !others;
  bool is_text = !strcmp (c.conversion, "%s");
  for (size_t from = anywhere ? 0 : before; from <= (anywhere ? length : before) && from <= length; from++)
    for (size_t n = 0; from + n <= length; n++) {
      c.text = text + from;
      c.length = n;
      if (!matches (f, 0, text, &c))
        continue;
      char *written = xstrndup (c.text, n);
      struct accepting one = accepting_none ();
      if (is_text)
        one = accepting_text (written);
      if (is_text || number_written (c.conversion, symbol, written, &one))
        accepting_unite (set, &one);
      accepting_release (&one);
      free (written);
    }
  accepting_intersect (set, &run.m->symbols[symbol].all);
  return true;
}
