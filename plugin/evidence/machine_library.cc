/* Functions of the C library that the machine knows.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

static bool
has_prefix (const char *name, const char *prefix)
{
  return strncmp (name, prefix, strlen (prefix)) == 0;
}

/* How many bytes the text that V leads to takes with its zero byte, or -1.  */
static HOST_WIDE_INT
length_of_text (struct state *s, const struct value *v)
{
  struct strbuf text = STRBUF_INIT;
  HOST_WIDE_INT length = v->kind == VALUE_ADDRESS && known_text (s, v, &text) ? (HOST_WIDE_INT) text.length + 1 : -1;
  strbuf_release (&text);
  return length;
}

/* What the arguments of CALL rest on, and what they lead to.  */
static uint64_t
mask_of_sources (struct state *s, gcall *call, unsigned first)
{
  uint64_t mask = 0;
  for (unsigned i = first; i <= gimple_call_num_args (call); i++) {
    struct value v = argument (s, call, i);
    mask |= POINTER_TYPE_P (TREE_TYPE (gimple_call_arg (call, i - 1))) ? mask_of_pointed (s, &v) : v.mask;
  }
  return mask;
}

/* How long a text is that rests on MASK says next to nothing of what was printed; an expectation it is not.  */
static struct value
length_printed (uint64_t mask)
{
  return unknown (mask && run.focused && !run.surveying ? FOCUS_MASK : mask);
}

struct value
duplicated_text (struct state *s, gcall *call, const struct value *from)
{
  int region = heap_region (s, call);
  HOST_WIDE_INT length = length_of_text (s, from);
  struct value made = address (region, 0);
  struct cell c = cell_at (CELL_UNKNOWN, 0, -1);
  c.value.mask = mask_of_pointed (s, from);
  if (c.value.mask)
    add_cell (s, region, &c);
  if (length > 0)
    copy_cells (s, region, 0, from->region, from->offset, length * BITS_PER_UNIT);
  else
    copy_text (s, &made, from);
  return made;
}

/* memset of few bytes with a number other than 0.  */
static bool
fill_bytes (struct state *s, const struct value *to, const struct value *byte, HOST_WIDE_INT size)
{
  HOST_WIDE_INT with;
  if (!known_number (byte, &with) || size < 0 || size > 64 * BITS_PER_UNIT)
    return false;
  for (HOST_WIDE_INT n = 0; n < size; n += BITS_PER_UNIT) {
    struct cell c = cell_at (CELL_VALUE, to->offset + n, BITS_PER_UNIT);
    c.value = number (unsigned_char_type_node, with & 0xff, byte->mask);
    add_cell (s, to->region, &c);
  }
  return true;
}

/* V, as the number that S knows it to be.  */
static struct value
settled (const struct state *s, struct value v)
{
  if (v.kind != VALUE_SYMBOL || v.negated || v.absolute || v.wrapped || !s->bounds[v.symbol])
    return v;
  const struct accepting *set = &s->bounds[v.symbol]->set;
  tree type = run.m->symbols[v.symbol].type;
  if (!INTEGRAL_TYPE_P (type) || set->intervals_count != 1 || !accepting_is_number (set, set->intervals[0].low))
    return v;
  return number (type, (HOST_WIDE_INT) (set->intervals[0].low + v.add), v.mask);
}

bool
is_given_file (struct state *s, gcall *call)
{
  for (unsigned i = 1; i <= gimple_call_num_args (call); i++) {
    struct value v = argument (s, call, i);
    gimple *source = v.kind == VALUE_ADDRESS ? (*run.regions)[v.region].source : NULL;
    gcall *maker = source && (*run.regions)[v.region].ordinal >= 0 ? safe_dyn_cast<gcall *> (source) : NULL;
    tree callee = maker ? gimple_call_fndecl (maker) : NULL_TREE;
    const char *name = callee && DECL_NAME (callee) ? IDENTIFIER_POINTER (DECL_NAME (callee)) : "";
    if (!strcmp (name, "fopen") || !strcmp (name, "tmpfile"))
      return true;
  }
  return false;
}

/* S goes on, and so does another way, on which CALL, that reads from a file, gives NOTHING: the file is empty.  */
static void
suppose_empty (struct state *s, gcall *call, struct value nothing)
{
  tree to = gimple_call_lhs (call);
  if (!run.focused || run.pending->length () > PENDING_MAXIMUM)
    return;
  struct state *other = copy_state (s);
  run.parted = true;
  other->empty = true;
  other->last_known = s->last_known = false;
  if (to && !define (other, to, nothing)) {
    free_state (other);
    return;
  }
  gsi_next (&top (other)->at);
  run.pending->safe_push (other);
}

/* Whether a file is there, or has more in it, is no guess of a run in which the function in focus stores nothing: where it is, the test says what then.  */
static void
not_by_guess (struct outcomes *o)
{
  if (!run.idle)
    return;
  o->list[0].opaque = o->list[1].opaque = ++run.next_opaque;
  o->list[1].opaque_zero = true;
}

/* CALL reads from a file, for which a test has been given one: the first time at this place there is something to read.  */
static struct outcomes
read_something (struct state *s, gcall *call, struct value got, struct value nothing)
{
  for (unsigned i = 0; i < s->choices.length (); i++)
    if (s->choices[i].at == call) {
      struct outcomes o = either (integer_type_node, 0);
      o.list[0].value = got;
      o.list[1].value = nothing;
      not_by_guess (&o);
      return o;
    }
  struct choice c = { call, 1 };
  s->choices.safe_push (c);
  suppose_empty (s, call, nothing);
  return one (got);
}

/* How many things the format V asks for, or -1.  */
static HOST_WIDE_INT
conversions_of (struct state *s, const struct value *v)
{
  struct strbuf format = STRBUF_INIT;
  HOST_WIDE_INT count = known_text (s, v, &format) ? 0 : -1;
  for (const char *at = strbuf_text (&format); count >= 0 && *at; at++)
    if (*at == '%') {
      at++;
      count += *at != '%' && *at != '*' && *at != 'n';
      if (!*at)
        break;
    }
  strbuf_release (&format);
  return count;
}

/* The function of the C library that has NAME; *CHECKED: as _FORTIFY_SOURCE has it.  */
enum library_function
library_function (const char *name, bool *checked)
{
  static const struct {
    const char *name;
    enum library_function function;
  } known[] = {
    { "abs", LIBRARY_ABS },
    { "calloc", LIBRARY_CALLOC },
    { "expect", LIBRARY_EXPECT },
    { "fabs", LIBRARY_ABS },
    { "fabsf", LIBRARY_ABS },
    { "fabsl", LIBRARY_ABS },
    { "tolower", LIBRARY_TOLOWER },
    { "toupper", LIBRARY_TOUPPER },
    { "fgets", LIBRARY_FGETS },
    { "fmax", LIBRARY_MAX },
    { "fmin", LIBRARY_MIN },
    { "fopen", LIBRARY_FOPEN },
    { "free", LIBRARY_FREE },
    { "fscanf", LIBRARY_FSCANF },
    { "getopt", LIBRARY_GETOPT },
    { "getopt_long", LIBRARY_GETOPT },
    { "getopt_long_only", LIBRARY_GETOPT },
    { "isnan", LIBRARY_ISNAN },
    { "labs", LIBRARY_ABS },
    { "llabs", LIBRARY_ABS },
    { "malloc", LIBRARY_MALLOC },
    { "memcmp", LIBRARY_MEMCMP },
    { "memcpy", LIBRARY_MEMCPY },
    { "memmove", LIBRARY_MEMCPY },
    { "memset", LIBRARY_MEMSET },
    { "snprintf", LIBRARY_SNPRINTF },
    { "sprintf", LIBRARY_SPRINTF },
    { "strcasecmp", LIBRARY_STRCASECMP },
    { "strcat", LIBRARY_STRCAT },
    { "strcmp", LIBRARY_STRCMP },
    { "strcpy", LIBRARY_STRCPY },
    { "strdup", LIBRARY_STRDUP },
    { "strlen", LIBRARY_STRLEN },
    { "strncasecmp", LIBRARY_STRNCASECMP },
    { "strncmp", LIBRARY_STRNCMP },
    { "strncpy", LIBRARY_STRNCPY },
    { "tmpfile", LIBRARY_TMPFILE },
    { "vsnprintf", LIBRARY_VSNPRINTF },
    { "vsprintf", LIBRARY_VSPRINTF },
    { "__isnan", LIBRARY_ISNAN },
    { "__isoc99_fscanf", LIBRARY_FSCANF },
    { "__strdup", LIBRARY_STRDUP },
    { "_ZdaPv", LIBRARY_FREE },
    { "_ZdlPv", LIBRARY_FREE },
    { "_ZdlPvj", LIBRARY_FREE },
    { "_ZdlPvm", LIBRARY_FREE },
    { "_Znaj", LIBRARY_MALLOC },
    { "_Znam", LIBRARY_MALLOC },
    { "_Znwj", LIBRARY_MALLOC },
    { "_Znwm", LIBRARY_MALLOC },
    { "g_free", LIBRARY_FREE },
    { "g_strdup", LIBRARY_STRDUP },
  };
  char plain[40];
  if (has_prefix (name, "__builtin_"))
    name += strlen ("__builtin_");
  size_t length = strlen (name);
  *checked = length > 6 && length < sizeof plain && has_prefix (name, "__") && !strcmp (name + length - 4, "_chk");
  if (*checked) {
    memcpy (plain, name + 2, length - 6);
    plain[length - 6] = 0;
    name = plain;
  }
  for (const auto &k : known)
    if (!strcmp (k.name, name))
      return k.function;
  return LIBRARY_NONE;
}

bool
call_library (struct state *s, gcall *call, enum library_function f, bool checked, struct outcomes *o)
{
  tree to = gimple_call_lhs (call), type = to ? TREE_TYPE (to) : integer_type_node;
  if (f == LIBRARY_NONE)
    return false;
  struct value a = argument (s, call, 1), b = argument (s, call, 2), n = argument (s, call, 3);
  n = settled (s, n);
  bool counted = f == LIBRARY_STRNCMP || f == LIBRARY_MEMCMP || f == LIBRARY_STRNCASECMP;
  bool any_case = f == LIBRARY_STRCASECMP || f == LIBRARY_STRNCASECMP;
  if (counted || any_case || f == LIBRARY_STRCMP) {
    tree length = counted ? (n.kind == VALUE_CONSTANT ? n.constant : integer_minus_one_node) : NULL_TREE;
    *o = f == LIBRARY_MEMCMP ? compare_bytes (s, a, b, length, type)
         : any_case          ? compare_texts_without_case (s, a, b, length, type)
                             : compare_texts (s, a, b, length, type);
    *o = as_comparison (*o, type);
    return true;
  }
  if (f == LIBRARY_ABS) {
    tree t = a.kind == VALUE_CONSTANT ? fold_unary (ABS_EXPR, TREE_TYPE (a.constant), a.constant) : NULL_TREE;
    if (a.kind == VALUE_SYMBOL)
      a.absolute = true;
    else
      a = t && CONSTANT_CLASS_P (t) ? constant (t, a.mask) : unknown (a.mask);
    *o = one (a);
    return true;
  }
  if (f == LIBRARY_TOLOWER || f == LIBRARY_TOUPPER) {
    /* Letters of ASCII, which are the same wherever the test runs.  */
    HOST_WIDE_INT letter;
    if (!known_number (&a, &letter) || letter < 0 || letter > 127)
      return false;
    *o = one (number (type, f == LIBRARY_TOLOWER ? TOLOWER (letter) : TOUPPER (letter), a.mask));
    return true;
  }
  if (f == LIBRARY_MAX || f == LIBRARY_MIN) {
    tree t = a.kind == VALUE_CONSTANT && b.kind == VALUE_CONSTANT
                 ? fold_binary (f == LIBRARY_MAX ? MAX_EXPR : MIN_EXPR, TREE_TYPE (a.constant), a.constant, b.constant)
                 : NULL_TREE;
    *o = one (t && CONSTANT_CLASS_P (t) ? constant (t, a.mask | b.mask) : unknown (a.mask | b.mask));
    return true;
  }
  if (f == LIBRARY_GETOPT) {
    /* Of a program that is given none there are no options.  */
    if (a.kind != VALUE_CONSTANT || !integer_onep (a.constant))
      return false;
    *o = one (number (type, -1, 0));
    return true;
  }
  if (f == LIBRARY_ISNAN) {
    *o = compare (s, UNORDERED_EXPR, a, a, type);
    return true;
  }
  if (f == LIBRARY_EXPECT) {
    *o = one (convert (a, type));
    return true;
  }
  if (f == LIBRARY_FREE) {
    /* What stood there nobody reads again.  */
    *o = one (unknown (0));
    return true;
  }
  if (f == LIBRARY_FSCANF) {
    HOST_WIDE_INT count = conversions_of (s, &b);
    /* What the test itself wrote there comes back.  */
    uint64_t mask = s->filed | from_abroad (s) | mask_through (s, &a, 0);
    for (unsigned i = 3; i <= gimple_call_num_args (call); i++) {
      struct value to_fill = argument (s, call, i);
      if (region_behind (&to_fill) >= 0 && !earlier_fills (s, call, i, &to_fill))
        forget_region (s, region_behind (&to_fill), mask);
    }
    *o = count > 0 ? read_something (s, call, number (type, count, 0), number (type, -1, 0)) : one (unknown (0));
    return true;
  }
  if (f == LIBRARY_FGETS) {
    if (region_behind (&a) >= 0 && !earlier_fills (s, call, 1, &a))
      forget_region (s, region_behind (&a), s->filed | from_abroad (s) | mask_of_sources (s, call, 3));
    *o = read_something (s, call, a, number (ptr_type_node, 0, 0));
    return true;
  }
  if (f == LIBRARY_STRLEN) {
    struct strbuf text = STRBUF_INIT;
    const struct formatted *how;
    int symbol = text_symbol (s, &a, &how);
    if (symbol >= 0) {
      struct value length = unknown (a.mask | (uint64_t) 1 << symbol);
      if (unsigned known = length_of_formatted (s, &a))
        length.opaque = known;
      *o = one (length);
    } else if (known_text (s, &a, &text))
      *o = one (number (type, (HOST_WIDE_INT) text.length, a.mask));
    else
      *o = one (unknown (mask_of_sources (s, call, 1)));
    strbuf_release (&text);
    return true;
  }
  if (f == LIBRARY_STRDUP) {
    *o = one (duplicated_text (s, call, &a));
    return true;
  }
  if (f == LIBRARY_MALLOC || f == LIBRARY_CALLOC || f == LIBRARY_FOPEN || f == LIBRARY_TMPFILE) {
    int region = heap_region (s, call);
    struct cell c = cell_at (f == LIBRARY_CALLOC ? CELL_ZERO : CELL_UNKNOWN, 0, -1);
    if (f == LIBRARY_FOPEN && names_what_focus_was_given (s, &a))
      c.value.mask = FOCUS_MASK;
    if (c.kind == CELL_ZERO || c.value.mask)
      add_cell (s, region, &c);
    struct value made = address (region, 0);
    *o = one (made);
    /* A file may not be there.  */
    if (f == LIBRARY_FOPEN) {
      *o = either (type, 0);
      o->list[0].value = made;
      o->list[1].value = number (ptr_type_node, 0, 0);
      not_by_guess (o);
    }
    return true;
  }
  bool prints = f == LIBRARY_SNPRINTF || f == LIBRARY_SPRINTF || f == LIBRARY_VSNPRINTF || f == LIBRARY_VSPRINTF;
  if (f == LIBRARY_MEMSET || f == LIBRARY_MEMCPY || f == LIBRARY_STRCPY || f == LIBRARY_STRNCPY || f == LIBRARY_STRCAT
      || prints) {
    if (prints) {
      bool counts = f == LIBRARY_SNPRINTF || f == LIBRARY_VSNPRINTF,
           listed = f == LIBRARY_VSNPRINTF || f == LIBRARY_VSPRINTF;
      HOST_WIDE_INT room = -1;
      struct value result;
      if (counts)
        known_number (&b, &room);
      /* How much room is left behind what is there is not known, but how much there was.  */
      bool behind = a.kind == VALUE_ADDRESS && a.offset == OFFSET_UNKNOWN && b.kind == VALUE_UNKNOWN;
      if ((!counts || room > 0 || behind)
          && write_format (s, call, (counts ? 3 : 2) + (checked ? 2 : 0), &a, room, listed, &result)) {
        if (result.kind == VALUE_UNKNOWN)
          result.mask = length_printed (result.mask).mask;
        *o = one (result);
        return true;
      }
    }
    /* What stood there before is a part of what strcat makes.  */
    unsigned first = f == LIBRARY_STRCAT ? 1 : 2;
    if (a.kind == VALUE_SYMBOL && region_behind (&a) >= 0)
      forget_region (s, region_behind (&a), mask_of_sources (s, call, first));
    /* Behind a text of which only the end is known: so the compiler writes strcat of a literal, too.  */
    bool ends = a.kind == VALUE_ADDRESS && a.offset == OFFSET_UNKNOWN && a.opaque;
    HOST_WIDE_INT bytes;
    bool text = f == LIBRARY_STRCPY
                || (f == LIBRARY_MEMCPY && known_number (&n, &bytes) && length_of_text (s, &b) == bytes);
    if ((f == LIBRARY_STRCPY && copy_text (s, &a, &b))
        || ((f == LIBRARY_STRCAT || (ends && text)) && append_text (s, &a, &b))) {
      *o = one (a);
      return true;
    }
    if (a.kind == VALUE_ADDRESS) {
      bool whole = f == LIBRARY_MEMSET || f == LIBRARY_MEMCPY;
      HOST_WIDE_INT count, size = whole && known_number (&n, &count) ? count * BITS_PER_UNIT : -1;
      if (f == LIBRARY_STRCPY) {
        size = length_of_text (s, &b);
        size = size < 0 ? -1 : size * BITS_PER_UNIT;
        whole = size >= 0;
      }
      struct cell c = cell_at (CELL_UNKNOWN, a.offset, size);
      c.value.mask = mask_of_sources (s, call, first);
      /* Somewhere in what stood there before, and stays around it.  */
      if (a.offset == OFFSET_UNKNOWN)
        c.offset = 0, c.size = -1, c.value.mask |= a.mask | mask_behind (s, a.region, 0);
      else if (f == LIBRARY_MEMSET && is_zero (&b))
        c.kind = CELL_ZERO;
      if (f == LIBRARY_MEMSET && a.offset != OFFSET_UNKNOWN && c.kind != CELL_ZERO && fill_bytes (s, &a, &b, size))
        ;
      else if (a.offset != OFFSET_UNKNOWN && size >= 0 && whole && f != LIBRARY_MEMSET && b.kind == VALUE_ADDRESS
               && b.offset != OFFSET_UNKNOWN)
        copy_cells (s, a.region, a.offset, b.region, b.offset, size);
      else
        add_cell (s, a.region, &c);
    }
    *o = one (prints ? length_printed (mask_of_sources (s, call, 2)) : a);
    return true;
  }
  return false;
}
