/* Texts that the test makes itself: copies of what a function gave, and what printf writes into a buffer.

   A text that is known is stored byte by byte.  One with what a single symbol is in it is a cell of its own, which says what stands before
   and after that; what a comparison says of the whole it says of the symbol.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

static auto_vec<struct formatted> *formats;

void
formats_start (void)
{
  if (!formats)
    formats = new auto_vec<struct formatted>;
  formats_truncate (0);
}

unsigned
formats_count (void)
{
  return formats->length ();
}

void
formats_truncate (unsigned count)
{
  for (unsigned i = count; i < formats->length (); i++) {
    free ((*formats)[i].before);
    free ((*formats)[i].after);
  }
  formats->truncate (count);
}

const struct formatted *
format_of (const struct cell *c)
{
  return &(*formats)[c->from];
}

bool
known_text (struct state *s, const struct value *v, struct strbuf *text)
{
  if (tree string = text_at (s, v)) {
    strbuf_add (text, TREE_STRING_POINTER (string),
                strnlen (TREE_STRING_POINTER (string), (size_t) TREE_STRING_LENGTH (string)));
    return true;
  }
  if (v->kind != VALUE_ADDRESS || v->offset == OFFSET_UNKNOWN)
    return false;
  const struct memory *memory = memory_of (s, v->region);
  for (HOST_WIDE_INT n = 0; n < BYTES_MAXIMUM; n++) {
    HOST_WIDE_INT at = v->offset + n * BITS_PER_UNIT;
    /* To read what a function made would make a symbol of it.  */
    for (unsigned i = memory ? memory->cells.length () : 0; i-- > 0;) {
      const struct cell *c = &memory->cells[i];
      if (c->offset > at || (c->size >= 0 && c->offset + c->size <= at))
        continue;
      if (c->kind == CELL_OUTPUT || c->kind == CELL_TEXT || c->kind == CELL_UNKNOWN || c->callee)
        return false;
      break;
    }
    if ((*run.regions)[v->region].symbol >= 0)
      return false;
    struct value byte = load (s, v->region, at, BITS_PER_UNIT, unsigned_char_type_node);
    HOST_WIDE_INT letter;
    if (!known_number (&byte, &letter))
      return false;
    if (letter == 0)
      return true;
    strbuf_add_char (text, (char) letter);
  }
  return false;
}

void
store_text (struct state *s, const struct value *to, const char *text, uint64_t mask)
{
  size_t length = strlen (text) + 1;
  for (size_t i = 0; i < length; i++) {
    struct cell c = cell_at (CELL_VALUE, to->offset + (HOST_WIDE_INT) i * BITS_PER_UNIT, BITS_PER_UNIT);
    c.value = number (unsigned_char_type_node, text[i] & 0xff, mask);
    add_cell (s, to->region, &c);
  }
}

static void
store_formatted (struct state *s, const struct value *to, struct formatted f, uint64_t mask)
{
  struct cell c = cell_at (CELL_TEXT, to->offset, -1);
  c.value.mask = mask | (uint64_t) 1 << f.symbol;
  c.from = (int) formats->length ();
  formats->safe_push (f);
  add_cell (s, to->region, &c);
}

bool
copy_text (struct state *s, const struct value *to, const struct value *from)
{
  struct strbuf text = STRBUF_INIT;
  struct formatted f;
  struct value source = *from;
  if (to->kind != VALUE_ADDRESS || to->offset == OFFSET_UNKNOWN)
    return false;
  bool known = known_text (s, from, &text);
  if (known)
    store_text (s, to, strbuf_text (&text), from->mask);
  strbuf_release (&text);
  if (known)
    return true;
  const struct formatted *how = NULL;
  int symbol = text_symbol (s, &source, &how);
  if (symbol < 0)
    return false;
  memset (&f, 0, sizeof f);
  if (how)
    f = *how;
  f.symbol = symbol;
  f.conversion = how ? how->conversion : 's';
  f.before = xstrdup (how ? how->before : "");
  f.after = xstrdup (how ? how->after : "");
  f.exact = !how || how->exact;
  store_formatted (s, to, f, from->mask);
  return true;
}

/* Writes what the number V is in a conversion of a format, from PERCENT to its letter.  */
static bool
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

/* LIMIT: how many bytes there is room for, or -1.  */
bool
write_format (struct state *s, gcall *call, unsigned format_argument, const struct value *to, HOST_WIDE_INT limit,
              bool listed, struct value *result)
{
  struct strbuf format = STRBUF_INIT, before = STRBUF_INIT, after = STRBUF_INIT;
  struct value f = argument (s, call, format_argument);
  struct formatted made;
  uint64_t mask = 0;
  unsigned next = format_argument + 1;
  struct value list = argument (s, call, next);
  memset (&made, 0, sizeof made);
  made.symbol = -1;
  bool fine = to->kind == VALUE_ADDRESS && to->offset != OFFSET_UNKNOWN && known_text (s, &f, &format);
  for (const char *at = strbuf_text (&format); fine && *at;) {
    struct strbuf *out = made.symbol < 0 ? &before : &after;
    if (*at != '%' || at[1] == '%') {
      strbuf_add_char (out, *at);
      at += *at == '%' ? 2 : 1;
      continue;
    }
    size_t length = 1 + strspn (at + 1, "-+ #0123456789.hlzjtq") + 1;
    char letter = at[length - 1];
    bool plain = strspn (at + 1, "hlzjtq") == length - 2;
    struct value v;
    if (!listed)
      v = argument (s, call, next);
    else if (!variadic_at (s, &list, next - format_argument - 1, long_long_integer_type_node, &v)) {
      fine = false;
      break;
    }
    next++;
    mask |= v.mask;
    if (letter == 's' && length == 2) {
      const struct formatted *how = NULL;
      if (!known_text (s, &v, out)) {
        int symbol = text_symbol (s, &v, &how);
        fine = symbol >= 0 && !how && made.symbol < 0;
        made.symbol = symbol;
        made.conversion = 's';
        made.exact = true;
      }
    } else if (letter && strchr ("diuxXoc", letter)) {
      if (v.kind == VALUE_CONSTANT)
        fine = print_number (out, at, length, &v);
      else {
        fine = v.kind == VALUE_SYMBOL && v.add == 0 && !v.negated && !v.absolute && !v.wrapped && plain
               && made.symbol < 0 && INTEGRAL_TYPE_P (run.m->symbols[v.symbol].type) && strchr ("diu", letter)
               && (letter != 'u') != TYPE_UNSIGNED (run.m->symbols[v.symbol].type);
        made.symbol = v.symbol;
        made.conversion = 'd';
        made.exact = true;
      }
    } else
      fine = false;
    at += length;
  }
  *result = unknown (mask);
  if (fine && made.symbol < 0) {
    strbuf_add (&before, strbuf_text (&after), after.length);
    if (limit >= 0 && (HOST_WIDE_INT) before.length >= limit)
      fine = false;
    else {
      store_text (s, to, strbuf_text (&before), mask);
      *result = number (integer_type_node, (HOST_WIDE_INT) before.length, mask);
    }
  } else if (fine) {
    made.before = xstrdup (strbuf_text (&before));
    made.after = xstrdup (strbuf_text (&after));
    made.limit = limit;
    store_formatted (s, to, made, mask);
    result->mask |= (uint64_t) 1 << made.symbol;
  }
  strbuf_release (&format);
  strbuf_release (&before);
  strbuf_release (&after);
  return fine;
}

bool
text_within_format (const struct formatted *f, const char *text, struct accepting *set)
{
  size_t length = strlen (text), before = strlen (f->before), after = strlen (f->after);
  *set = accepting_none ();
  /* What there was no room for is cut off.  */
  if (!f->exact || (f->limit > 0 && (HOST_WIDE_INT) length >= f->limit - 1))
    return false;
  if (length < before + after || strncmp (text, f->before, before) != 0
      || strcmp (text + length - after, f->after) != 0)
    return true;
  char *middle = xstrndup (text + before, length - before - after);
  if (f->conversion == 's')
    *set = accepting_text (middle);
  else {
    char *end, again[32];
    errno = 0;
    long long n = strtoll (middle, &end, 10);
    snprintf (again, sizeof again, "%lld", n);
    if (*middle && !*end && !errno && strcmp (again, middle) == 0)
      *set = accepting_number ((long double) n, false);
  }
  free (middle);
  return true;
}
