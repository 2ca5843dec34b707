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

static void
release_parts (vec<struct format_part> *parts)
{
  for (unsigned i = 0; i < parts->length (); i++) {
    free ((*parts)[i].text);
    free ((*parts)[i].conversion);
  }
  parts->release ();
}

void
formats_truncate (unsigned count)
{
  for (unsigned i = count; i < formats->length (); i++)
    release_parts (&(*formats)[i].parts);
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
add_known (vec<struct format_part> *parts, const char *text)
{
  if (!*text)
    return;
  struct format_part *last = parts->is_empty () ? NULL : &parts->last ();
  if (last && last->text) {
    char *joined = concat (last->text, text, NULL);
    free (last->text);
    last->text = joined;
    return;
  }
  struct format_part part = { xstrdup (text), -1, NULL };
  parts->safe_push (part);
}

static void
add_conversion (vec<struct format_part> *parts, int symbol, const char *percent, size_t length)
{
  struct format_part part = { NULL, symbol, symbol < 0 ? NULL : xstrndup (percent, length) };
  parts->safe_push (part);
}

static void
add_parts (vec<struct format_part> *parts, const vec<struct format_part> &others)
{
  for (unsigned i = 0; i < others.length (); i++)
    if (others[i].text)
      add_known (parts, others[i].text);
    else
      add_conversion (parts, others[i].symbol, others[i].conversion ? others[i].conversion : "",
                      others[i].conversion ? strlen (others[i].conversion) : 0);
}

/* The first symbol among PARTS, or -1; adds to *MASK all of them.  */
static int
symbols_among (const vec<struct format_part> &parts, uint64_t *mask)
{
  int first = -1;
  for (unsigned i = 0; i < parts.length (); i++)
    if (parts[i].symbol >= 0) {
      first = first < 0 ? parts[i].symbol : first;
      *mask |= (uint64_t) 1 << parts[i].symbol;
    }
  return first;
}

/* F, whose parts go over to it, is written to TO.  */
static void
store_formatted (struct state *s, const struct value *to, struct formatted f, uint64_t mask)
{
  struct cell c = cell_at (CELL_TEXT, to->offset, -1);
  f.symbol = symbols_among (f.parts, &mask);
  c.value.mask = mask;
  c.from = (int) formats->length ();
  formats->safe_push (f);
  add_cell (s, to->region, &c);
}

static HOST_WIDE_INT
smaller_limit (HOST_WIDE_INT a, HOST_WIDE_INT b)
{
  return a < 1 ? b : b < 1 ? a : MIN (a, b);
}

/* Adds to PARTS the text that V leads to, as far as it is known, and to *LIMIT what room there was for it.  False if nothing is known.  */
static bool
add_text (struct state *s, const struct value *v, vec<struct format_part> *parts, HOST_WIDE_INT *limit)
{
  struct strbuf text = STRBUF_INIT;
  const struct formatted *how = NULL;
  bool known = known_text (s, v, &text);
  if (known)
    add_known (parts, strbuf_text (&text));
  strbuf_release (&text);
  if (known)
    return true;
  int symbol = text_symbol (s, v, &how);
  if (symbol < 0)
    return false;
  if (how) {
    *limit = smaller_limit (*limit, how->limit);
    add_parts (parts, how->parts);
  } else
    add_conversion (parts, symbol, "%s", 2);
  return true;
}

bool
is_copy (const struct formatted *f)
{
  return f->parts.length () == 1 && f->parts[0].symbol >= 0 && !strcmp (f->parts[0].conversion, "%s");
}

static struct formatted
no_format (void)
{
  struct formatted f;
  memset (&f, 0, sizeof f);
  f.symbol = -1;
  f.parts = vNULL;
  f.whole = ++run.next_opaque;
  return f;
}

/* F, which rests on MASK, is written to TO: byte by byte, if all of it is known.  False, with F's parts released, if there is no room for it, or if it says
   nothing of a symbol.  */
static bool
store_parts (struct state *s, const struct value *to, struct formatted f, uint64_t mask, HOST_WIDE_INT *length)
{
  uint64_t symbols = 0;
  const char *text = f.parts.is_empty () ? "" : f.parts.length () == 1 ? f.parts[0].text : NULL;
  bool fine = text ? f.limit < 0 || (HOST_WIDE_INT) strlen (text) < f.limit : symbols_among (f.parts, &symbols) >= 0;
  *length = fine && text ? (HOST_WIDE_INT) strlen (text) : -1;
  if (fine && !text) {
    store_formatted (s, to, f, mask);
    return true;
  }
  if (fine)
    store_text (s, to, text, mask);
  release_parts (&f.parts);
  return fine;
}

bool
copy_text (struct state *s, const struct value *to, const struct value *from)
{
  struct formatted f = no_format ();
  HOST_WIDE_INT length;
  f.limit = -1;
  if (to->kind != VALUE_ADDRESS || to->offset == OFFSET_UNKNOWN || !add_text (s, from, &f.parts, &f.limit)) {
    release_parts (&f.parts);
    return false;
  }
  return store_parts (s, to, f, from->mask, &length);
}

/* The text at the end of which V leads, of which only that is known; or NULL.  *START becomes where it begins.  */
static const struct formatted *
text_before_end (const struct state *s, const struct value *v, struct value *start)
{
  const struct memory *memory = v->kind == VALUE_ADDRESS && v->offset == OFFSET_UNKNOWN && v->opaque
                                    ? memory_of (s, v->region)
                                    : NULL;
  if (!memory || memory->cells.is_empty ())
    return NULL;
  const struct cell *c = &memory->cells[memory->cells.length () - 1];
  const struct formatted *f = c->kind == CELL_TEXT ? format_of (c) : NULL;
  HOST_WIDE_INT from = (HOST_WIDE_INT) v->add - c->offset;
  if (!f || !(from == 0 ? f->whole == v->opaque : from == f->behind * BITS_PER_UNIT && f->rest == v->opaque))
    return NULL;
  *start = address (v->region, c->offset);
  return f;
}

unsigned
length_with (unsigned before, HOST_WIDE_INT behind, unsigned own)
{
  for (unsigned i = formats ? formats->length () : 0; i-- > 0 && (before || behind) && own;) {
    const struct formatted *f = &(*formats)[i];
    if (f->own == own && f->before == before && (before || f->behind == behind))
      return f->whole;
    if (f->own == own && before && f->rest_before == before)
      return f->rest;
  }
  return 0;
}

unsigned
length_of_formatted (const struct state *s, const struct value *v)
{
  const struct memory *memory = v->kind == VALUE_ADDRESS ? memory_of (s, v->region) : NULL;
  const struct cell *c = memory && !memory->cells.is_empty () ? &memory->cells[memory->cells.length () - 1] : NULL;
  return c && c->kind == CELL_TEXT && c->offset == v->offset ? format_of (c)->whole : 0;
}

bool
append_text (struct state *s, const struct value *to, const struct value *from)
{
  struct formatted f = no_format ();
  struct value start = *to;
  HOST_WIDE_INT length;
  f.limit = -1;
  text_before_end (s, to, &start);
  if (start.kind != VALUE_ADDRESS || start.offset == OFFSET_UNKNOWN || !add_text (s, &start, &f.parts, &f.limit)
      || !add_text (s, from, &f.parts, &f.limit)) {
    release_parts (&f.parts);
    return false;
  }
  return store_parts (s, &start, f, from->mask | to->mask | mask_behind (s, start.region, 0), &length);
}

/* What V is in the conversion from PERCENT on, of LENGTH letters, is added to PARTS, if it can be told, else that it may be anything.  False if nothing is
   known of what such a conversion writes.  */
static bool
add_converted (struct state *s, vec<struct format_part> *parts, const struct value *v, const char *percent,
               size_t length, HOST_WIDE_INT *limit)
{
  char letter = percent[length - 1];
  struct strbuf text = STRBUF_INIT;
  bool fine = letter && strchr ("diuxXocsfFeEgGp", letter);
  char *conversion = xstrndup (percent, length);
  if (!fine)
    ;
  else if (letter == 's' && length == 2) {
    if (!add_text (s, v, parts, limit))
      add_conversion (parts, -1, percent, length);
  } else if (v->kind == VALUE_CONSTANT && strchr ("diuxXoc", letter)) {
    fine = print_number (&text, percent, length, v);
    add_known (parts, strbuf_text (&text));
  } else if (v->kind == VALUE_SYMBOL && v->add == 0 && !v->negated && !v->absolute && !v->wrapped
             && conversion_tells (conversion, v->symbol))
    add_conversion (parts, v->symbol, percent, length);
  else
    add_conversion (parts, -1, percent, length);
  free (conversion);
  strbuf_release (&text);
  return fine;
}

/* LIMIT: how many bytes there is room for, or -1.  */
bool
write_format (struct state *s, gcall *call, unsigned format_argument, const struct value *to, HOST_WIDE_INT limit,
              bool listed, struct value *result)
{
  struct strbuf format = STRBUF_INIT;
  struct value f = argument (s, call, format_argument), start = *to;
  struct formatted made = no_format ();
  uint64_t mask = to->mask;
  unsigned next = format_argument + 1;
  struct value list = argument (s, call, next);
  /* Behind what was printed there before, of which only the end is known.  */
  const struct formatted *before = text_before_end (s, to, &start);
  made.limit = limit;
  if (before) {
    made.limit = smaller_limit (before->limit, limit);
    made.before = before->whole;
    made.behind = before->behind;
    made.rest_before = before->rest;
    mask |= mask_behind (s, start.region, 0);
    add_parts (&made.parts, before->parts);
  } else if (to->kind == VALUE_ADDRESS && to->offset != OFFSET_UNKNOWN && to->offset > 0) {
    /* Behind a text that is known.  */
    struct strbuf text = STRBUF_INIT;
    struct value whole = address (to->region, 0);
    if (known_text (s, &whole, &text) && (HOST_WIDE_INT) text.length * BITS_PER_UNIT == to->offset) {
      start = whole;
      made.behind = (HOST_WIDE_INT) text.length;
      made.limit = limit < 0 ? limit : limit + made.behind;
      add_known (&made.parts, strbuf_text (&text));
    }
    strbuf_release (&text);
  }
  bool fine = start.kind == VALUE_ADDRESS && start.offset != OFFSET_UNKNOWN && known_text (s, &f, &format);
  for (const char *at = strbuf_text (&format); fine && *at;) {
    if (*at != '%' || at[1] == '%') {
      char letter[2] = { *at, 0 };
      add_known (&made.parts, letter);
      at += *at == '%' ? 2 : 1;
      continue;
    }
    size_t length = 1 + strspn (at + 1, "-+ #0123456789.hlzjtq") + 1;
    struct value v;
    if (!listed)
      v = argument (s, call, next);
    else if (!variadic_at (s, &list, next - format_argument - 1, long_long_integer_type_node, &v)) {
      fine = false;
      break;
    }
    next++;
    mask |= v.mask;
    fine = add_converted (s, &made.parts, &v, at, length, &made.limit);
    at += length;
  }
  HOST_WIDE_INT length = -1;
  struct value printed = unknown (mask);
  made.own = printed.opaque;
  if (!before && !made.behind)
    made.whole = made.own;
  made.rest = before ? ++run.next_opaque : made.own;
  HOST_WIDE_INT behind = before ? 0 : made.behind;
  if (fine)
    fine = store_parts (s, &start, made, mask, &length);
  else
    release_parts (&made.parts);
  *result = length >= 0 ? number (integer_type_node, length - behind, mask) : printed;
  strbuf_release (&format);
  return fine;
}
