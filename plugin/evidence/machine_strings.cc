/* Strings of C++: std::string, as the text that it holds.

   Most of its functions have no body in the unit, since the library holds them.  An object is seen as libstdc++ lays it out: a pointer to its text first, then
   how long that is; so what has a body, and reads these, finds them.  A text has no zero byte within here: what may have one is unknown.  What is not told
   apart here is a function of the library's like any other.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "subjects.h"

/* No longer texts are made of one letter.  */
#define LETTERS_MAXIMUM 256

/* The name of TYPE, if it is one of the library's classes; or NULL.  */
static const char *
library_class (tree type)
{
  tree name = type && TREE_CODE (type) == RECORD_TYPE ? TYPE_NAME (type) : NULL_TREE;
  return name && DECL_P (name) && DECL_NAME (name) && in_system_header_at (DECL_SOURCE_LOCATION (name))
             ? IDENTIFIER_POINTER (DECL_NAME (name))
             : NULL;
}

/* Whether TYPE is std::string: a pointer to bytes comes first.  */
static bool
is_string (tree type)
{
  const char *name = library_class (type);
  if (!name || strcmp (name, "basic_string") != 0)
    return false;
  tree f = TYPE_FIELDS (type);
  while (f && (TREE_CODE (f) != FIELD_DECL || !RECORD_OR_UNION_TYPE_P (TREE_TYPE (f))))
    f = DECL_CHAIN (f);
  for (tree inner = f && integer_zerop (bit_position (f)) ? TYPE_FIELDS (TREE_TYPE (f)) : NULL_TREE; inner;
       inner = DECL_CHAIN (inner))
    if (TREE_CODE (inner) == FIELD_DECL && POINTER_TYPE_P (TREE_TYPE (inner)))
      return integer_zerop (bit_position (inner)) && INTEGRAL_TYPE_P (TREE_TYPE (TREE_TYPE (inner)))
             && TYPE_PRECISION (TREE_TYPE (TREE_TYPE (inner))) == BITS_PER_UNIT;
  return false;
}

/* Whether TYPE is one of the library's classes of streams.  */
static bool
is_stream (tree type)
{
  const char *text = library_class (type);
  size_t length = text ? strlen (text) : 0;
  return text && !strncmp (text, "basic_", 6)
         && (!strcmp (text + length - 3, "buf") || !strcmp (text + length - 3, "ios")
             || !strcmp (text + length - 6, "stream"));
}

bool
has_to_do_with_streams (tree function)
{
  tree context = DECL_CONTEXT (function), first = parameter_type (TREE_TYPE (function), 0);
  if (!lang_GNU_CXX () || !is_system (function))
    return false;
  if (context && TYPE_P (context) && is_stream (TYPE_MAIN_VARIANT (context)))
    return true;
  return first && TREE_CODE (first) == REFERENCE_TYPE && is_stream (TYPE_MAIN_VARIANT (TREE_TYPE (first)));
}

enum what { WHAT_NOTHING, WHAT_STRING, WHAT_TEXT, WHAT_NUMBER, WHAT_ALLOCATOR };

/* What parameter N, from 0, of FUNCTION is.  */
static enum what
parameter (tree function, unsigned n)
{
  tree type = parameter_type (TREE_TYPE (function), n);
  if (!type)
    return WHAT_NOTHING;
  if (INTEGRAL_TYPE_P (type))
    return WHAT_NUMBER;
  tree of = POINTER_TYPE_P (type) ? TYPE_MAIN_VARIANT (TREE_TYPE (type)) : NULL_TREE;
  if (!of || TREE_CODE (of) != RECORD_TYPE)
    return of == char_type_node && TREE_CODE (type) != REFERENCE_TYPE ? WHAT_TEXT : WHAT_NOTHING;
  return is_string (of)                                            ? WHAT_STRING
         : TREE_CODE (type) == REFERENCE_TYPE && TYPE_EMPTY_P (of) ? WHAT_ALLOCATOR
                                                                   : WHAT_NOTHING;
}

/* The method FUNCTION of std::string called NAME, with COUNT parameters beside the object.  */
static enum string_function
find_method (tree function, const char *name, unsigned count)
{
  static const struct {
    const char *name;
    enum string_function function;
    unsigned count;
  } known[] = {
    { "c_str", STRING_TEXT, 0 },       { "data", STRING_TEXT, 0 },     { "size", STRING_LENGTH, 0 },
    { "length", STRING_LENGTH, 0 },    { "empty", STRING_EMPTY, 0 },   { "operator[]", STRING_LETTER, 1 },
    { "operator=", STRING_ASSIGN, 1 }, { "assign", STRING_ASSIGN, 1 }, { "compare", STRING_COMPARE, 1 },
    { "clear", STRING_MAKE_EMPTY, 0 },
  };
  enum what first = parameter (function, 1), second = parameter (function, 2);
  if (DECL_CXX_DESTRUCTOR_P (function))
    return STRING_DESTROY;
  if (DECL_CXX_CONSTRUCTOR_P (function)) {
    /* An allocator may come last.  */
    count -= count > 0 && parameter (function, count) == WHAT_ALLOCATOR;
    if (count == 2)
      return second == WHAT_NUMBER && first == WHAT_TEXT     ? STRING_BEGINNING
             : second == WHAT_NUMBER && first == WHAT_NUMBER ? STRING_LETTERS
                                                             : STRING_NONE;
    return count == 0                                                   ? STRING_MAKE_EMPTY
           : count == 1 && (first == WHAT_TEXT || first == WHAT_STRING) ? STRING_MAKE
                                                                        : STRING_NONE;
  }
  for (const auto &k : known)
    if (k.count == count && !strcmp (k.name, name)
        && (count == 0 || first == WHAT_STRING || first == WHAT_TEXT
            || (k.function == STRING_LETTER && first == WHAT_NUMBER)))
      return k.function;
  return STRING_NONE;
}

enum string_function
string_function (tree function)
{
  tree context = DECL_CONTEXT (function), name = DECL_NAME (function);
  if (!lang_GNU_CXX () || !context || !name || TREE_CODE (context) == TRANSLATION_UNIT_DECL)
    return STRING_NONE;
  unsigned count = 0;
  while (parameter (function, count) != WHAT_NOTHING)
    count++;
  const char *text = IDENTIFIER_POINTER (name);
  if (TYPE_P (context))
    return is_string (TYPE_MAIN_VARIANT (context)) && TREE_CODE (TREE_TYPE (function)) == METHOD_TYPE
               ? find_method (function, text, count - 1)
               : STRING_NONE;
  if (count != 2 || !is_system (function)
      || (parameter (function, 0) != WHAT_STRING && parameter (function, 1) != WHAT_STRING))
    return STRING_NONE;
  return !strcmp (text, "operator==") ? STRING_EQUAL : !strcmp (text, "operator!=") ? STRING_DIFFERS : STRING_NONE;
}

/* What OBJECT, a pointer to a string, holds at OFFSET.  */
static struct value
part_of_string (struct state *s, const struct value *object, HOST_WIDE_INT offset, tree type)
{
  if (object->kind != VALUE_ADDRESS || object->offset == OFFSET_UNKNOWN)
    return unknown (mask_through (s, object, 0));
  return load (s, object->region, object->offset + offset, bits_of (type), type);
}

static struct value
text_of_string (struct state *s, const struct value *object)
{
  return part_of_string (s, object, 0, ptr_type_node);
}

/* Argument N, from 1, of CALL as a text: itself, or what the string that it is holds.  */
static struct value
text_argument (struct state *s, gcall *call, unsigned n)
{
  struct value v = argument (s, call, n);
  return parameter (gimple_call_fndecl (call), n - 1) == WHAT_STRING ? text_of_string (s, &v) : v;
}

static void
set_part (struct state *s, const struct value *object, HOST_WIDE_INT offset, tree type, struct value v)
{
  struct cell c = cell_at (CELL_VALUE, object->offset + offset, bits_of (type));
  c.value = v;
  add_cell (s, object->region, &c);
}

/* OBJECT, whose place is known, holds TEXT from here on, LENGTH bytes.  */
static void
set_string (struct state *s, const struct value *object, struct value text, struct value length)
{
  set_part (s, object, 0, ptr_type_node, text);
  set_part (s, object, POINTER_SIZE, size_type_node, length);
}

static struct value
length_of_copy (struct state *s, const struct value *text, uint64_t mask)
{
  struct strbuf known = STRBUF_INIT;
  struct value length = unknown (mask | mask_behind (s, text->region, 0));
  if (known_text (s, text, &known))
    length = number (size_type_node, (HOST_WIDE_INT) known.length, mask);
  strbuf_release (&known);
  return length;
}

/* A text of COUNT times LETTER, or what is known of it: in memory of its own.  */
static void
set_letters (struct state *s, gcall *call, const struct value *object, const struct value *count,
             const struct value *letter)
{
  struct value text = address (heap_region (s, call), 0);
  HOST_WIDE_INT n;
  bool known = known_number (count, &n) && n >= 0 && n < LETTERS_MAXIMUM && letter->kind == VALUE_CONSTANT;
  struct cell c = cell_at (is_zero (letter) ? CELL_ZERO : CELL_UNKNOWN, 0, -1);
  c.value.mask = count->mask | letter->mask;
  add_cell (s, text.region, &c);
  for (HOST_WIDE_INT i = 0; known && i <= n; i++) {
    struct cell one = cell_at (CELL_VALUE, i * BITS_PER_UNIT, BITS_PER_UNIT);
    one.value = i < n ? convert (*letter, unsigned_char_type_node) : number (unsigned_char_type_node, 0, 0);
    add_cell (s, text.region, &one);
  }
  set_string (s, object, text, *count);
}

/* The first COUNT letters of the text FROM, if all is known.  */
static void
set_beginning (struct state *s, gcall *call, const struct value *object, const struct value *from,
               const struct value *count)
{
  struct strbuf text = STRBUF_INIT;
  struct value copy = address (heap_region (s, call), 0);
  HOST_WIDE_INT n;
  uint64_t mask = count->mask | mask_through (s, from, 0);
  if (known_number (count, &n) && n >= 0 && known_text (s, from, &text) && (HOST_WIDE_INT) text.length >= n) {
    char *beginning = xstrndup (strbuf_text (&text), (size_t) n);
    store_text (s, &copy, beginning, mask);
    free (beginning);
  } else
    forget_region (s, copy.region, mask);
  strbuf_release (&text);
  set_string (s, object, copy, *count);
}

/* CALL, of F, changes the string that OBJECT leads to, a place that is known.  */
static void
change_string (struct state *s, gcall *call, enum string_function f, const struct value *object)
{
  struct value a = argument (s, call, 2), b = argument (s, call, 3);
  if (f == STRING_BEGINNING)
    set_beginning (s, call, object, &a, &b);
  else if (f == STRING_LETTERS)
    set_letters (s, call, object, &a, &b);
  else if (f == STRING_MAKE_EMPTY) {
    struct value none = number (size_type_node, 0, 0), letter = number (unsigned_char_type_node, 0, 0);
    set_letters (s, call, object, &none, &letter);
  } else {
    struct value text = text_argument (s, call, 2), copy = duplicated_text (s, call, &text);
    set_string (s, object, copy, length_of_copy (s, &copy, text.mask));
  }
}

/* What CALL, of F, which changes nothing, gives.  */
static struct outcomes
ask_string (struct state *s, gcall *call, enum string_function f, const struct value *object)
{
  tree type = gimple_call_return_type (call);
  struct outcomes o;
  if (f == STRING_EQUAL || f == STRING_DIFFERS || f == STRING_COMPARE) {
    o = compare_texts (s, text_argument (s, call, 1), text_argument (s, call, 2), NULL_TREE, type);
    return f == STRING_DIFFERS ? negation (o, type) : f == STRING_COMPARE ? as_comparison (o, type) : o;
  }
  struct value length = part_of_string (s, object, POINTER_SIZE, size_type_node), text = text_of_string (s, object);
  if (f == STRING_LENGTH)
    return one (length);
  if (f == STRING_EMPTY)
    return compare (s, EQ_EXPR, length, number (size_type_node, 0, 0), type);
  struct value at = f == STRING_LETTER ? argument (s, call, 2) : number (size_type_node, 0, 0);
  HOST_WIDE_INT n;
  if (text.kind == VALUE_ADDRESS && text.offset != OFFSET_UNKNOWN && known_number (&at, &n))
    text.offset += n * BITS_PER_UNIT;
  else if (!is_zero (&at))
    text = unknown (text.mask | at.mask);
  return one (text);
}

bool
call_string (struct state *s, gcall *call, enum string_function f, bool *alive)
{
  tree to = gimple_call_lhs (call);
  struct value object = argument (s, call, 1);
  bool operates = f == STRING_EQUAL || f == STRING_DIFFERS;
  if (!operates && (object.kind != VALUE_ADDRESS || object.offset == OFFSET_UNKNOWN))
    return false;
  struct outcomes o = one (object);
  if (f == STRING_DESTROY)
    ;
  else if (f >= STRING_MAKE_EMPTY) {
    steady_change (s);
    change_string (s, call, f, &object);
  } else
    o = ask_string (s, call, f, &object);
  *alive = go_on (s, call, &o, to);
  return true;
}
