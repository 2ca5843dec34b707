/* Values and places of a canonical form, written as C has them.  See form_private.h.

   Where C would need a type to say it, the operator says it: `<u`, `/u`, `%u` and `>>u` are of unsigned operands.  A read
   whose memory is not that of the place where it is written tells whose: `order->count @entry`.  */
#include "form_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What would overflow the stack is written as it stands.  */
#define DEPTH_LIMIT 400

static bool
starts (const char *text, const char *word)
{
  return strncmp (text, word, strlen (word)) == 0;
}

/* Passes over TEXT at *AT; else W is confused.  */
static void
expect (struct form_writer *w, const char **at, const char *text)
{
  if (starts (*at, text))
    *at += strlen (text);
  else
    w->confused = true;
}

static size_t
word_length (const char *at)
{
  size_t length = 0;
  while (isalnum ((unsigned char) at[length]) || at[length] == '_')
    length++;
  return length;
}

void
form_type (const char *text, struct strbuf *out)
{
  if (*text == '*') {
    form_type (text + 1, out);
    strbuf_add_text (out, out->length && out->text[out->length - 1] == '*' ? "*" : " *");
    return;
  }
  if (*text == '[') {
    char *end;
    unsigned long last = strtoul (text + 1, &end, 10);
    if (*end == ']') {
      form_type (end + 1, out);
      if (end == text + 1)
        strbuf_add_text (out, "[]");
      else
        strbuf_addf (out, "[%lu]", last + 1);
      return;
    }
  }
  static const char *const qualifiers[] = { "const ", "volatile ", "restrict ", "atomic " };
  for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++)
    if (starts (text, qualifiers[i]) && strchr ("*[", text[strlen (qualifiers[i])])) {
      /* A qualified pointer: C writes that behind it.  */
      form_type (text + strlen (qualifiers[i]), out);
      strbuf_addf (out, " %.*s", (int) strlen (qualifiers[i]) - 1, qualifiers[i]);
      return;
    }
  /* "long int:64s", "struct order align 64 ..."; a function's type as it stands.  */
  size_t length = *text == '(' ? strcspn (text, " ") : strcspn (text, ":;{=");
  const char *align = strstr (text, " align ");
  if (align && (size_t) (align - text) < length)
    length = (size_t) (align - text);
  strbuf_add (out, text, length);
}

static enum form_binding add_operand (struct form_writer *w, const char **at, struct strbuf *out);

/* Appends TEXT in parentheses where what binds as BINDS may not stand where BINDING is wanted.  */
static void
add_bound (struct strbuf *out, struct strbuf *text, enum form_binding binds, enum form_binding binding)
{
  bool enclose = binds < binding;
  if (enclose)
    strbuf_add_char (out, '(');
  strbuf_add_text (out, strbuf_text (text));
  if (enclose)
    strbuf_add_char (out, ')');
  strbuf_release (text);
}

/* ---- Constants.  */

/* The end of a constant's text: nested brackets and strings are part of it.  */
static const char *
constant_end (const char *at)
{
  const char *start = at;
  unsigned depth = 0;
  for (; *at; at++) {
    if (*at == '"') {
      const char *end = form_string_from (start, at);
      if (end) {
        at = end;
        continue;
      }
    }
    if (strchr ("({[<", *at))
      depth++;
    else if (strchr (")}]>", *at)) {
      if (!depth)
        return at;
      depth--;
    } else if (!depth && strchr (" ,:+", *at) && !(*at == '+' && (at == start || at[-1] == 'e' || at[-1] == 'p')))
      return at;
  }
  return at;
}

/* "s32#100": a constant of TYPE whose text begins at *AT.  */
static void
add_constant (const char *type, size_t type_length, const char **at, struct strbuf *out)
{
  const char *end = constant_end (*at);
  size_t length = (size_t) (end - *at);
  if (*type == 'p' && length == 1 && **at == '0')
    strbuf_add_text (out, "NULL");
  else {
    strbuf_add (out, *at, length);
    if (*type == 'u' && isdigit ((unsigned char) **at) && type_length > 1)
      strbuf_add_char (out, 'u');
  }
  *at = end;
}

/* A string that begins at *AT with its length, as C has it.  */
static void
add_string (struct form_writer *w, const char **at, struct strbuf *out)
{
  const char *quote = *at + strspn (*at, "0123456789");
  const char *end = *quote == '"' ? form_string_end (quote, strtoul (*at, NULL, 10)) : NULL;
  if (!end) {
    w->confused = true;
    return;
  }
  strbuf_add_char (out, '"');
  for (const char *p = quote + 1; p < end; p++) {
    if (*p == '\\' && p[1] == '0' && p + 2 == end)
      break; /* the zero byte at the end goes without saying */
    if (*p == '\n')
      strbuf_add_text (out, "\\n");
    else if (*p == '\t')
      strbuf_add_text (out, "\\t");
    else if (*p == '"')
      strbuf_add_text (out, "\\\"");
    else if ((unsigned char) *p < 0x20)
      strbuf_addf (out, "\\%03o", (unsigned) (unsigned char) *p);
    else
      strbuf_add_char (out, *p);
  }
  strbuf_add_char (out, '"');
  *at = end + 1;
}

/* ---- Memory.  */

/* " @entry": of which state of memory, unless it is the one in which it is written.  */
static void
add_memory (struct form_writer *w, const char **at, struct strbuf *out)
{
  const char *start = *at;
  size_t length = word_length (start);
  *at += length;
  if (length < 2 || (*start != 'm' && *start != 'M')) {
    w->confused = true;
    return;
  }
  if (!w->memory || (strlen (w->memory) == length && strncmp (w->memory, start, length) == 0))
    return;
  if (length == 2 && start[0] == 'm' && start[1] == '0')
    strbuf_add_text (out, " @entry");
  else if (*start == 'M')
    strbuf_add_text (out, " @join");
  else {
    const char *p = start;
    const struct form_thing *effect = form_thing_at (w->form, &p, "m"), *callee = NULL;
    if (effect && starts (effect->text, "call ")) {
      const char *name = effect->text + 5;
      callee = form_thing_at (w->form, &name, "D");
    }
    strbuf_addf (out, " @%s",
                 callee && callee->name                     ? callee->name
                 : effect && starts (effect->text, "call ") ? "call"
                                                            : "store");
  }
}

/* ---- Places.  */

/* "T12vn": how a place is accessed; the type, which may be NULL.  */
static const struct form_thing *
pass_access (struct form_writer *w, const char **at, bool *is_volatile)
{
  const struct form_thing *t = form_thing_at (w->form, at, "T");
  if (!t)
    w->confused = true;
  while (**at == 'v' || **at == 'n') {
    if (**at == 'v' && is_volatile)
      *is_volatile = true;
    (*at)++;
  }
  return t;
}

/* The bit at which "8.4", bytes and bits, or "68", bits, lies; goes to *END.  */
static long
position_of (const char *at, char **end)
{
  long position = strtol (at, end, 10);
  if (**end == '.')
    position = position * 8 + strtol (*end + 1, end, 10);
  return position;
}

/* The name of the member of TYPE that lies at "OFFSET.BIT+SIZE", LENGTH bytes at PLACE.  */
static void
add_member (const struct form_thing *type, const char *place, size_t length, struct strbuf *out)
{
  char *size;
  long position = position_of (place, &size);
  length = length - (size_t) (size - place);
  for (const char *at = type ? strchr (type->text, ';') : NULL; at; at = strchr (at, ';')) {
    at++;
    size_t name = strcspn (at, "@;");
    char *end;
    if (at[name] == '@' && name > 0 && position_of (at + name + 1, &end) == position && strncmp (end, size, length) == 0
        && end[length] == ' ') {
      strbuf_add (out, at, name);
      return;
    }
  }
  length += (size_t) (size - place);
  strbuf_addf (out, "<at %.*s>", (int) length, place);
}

/* ".T4@0.32+32b:T5" behind what is in OUT, which DEREFERENCED says is a pointer.  */
static void
add_component (struct form_writer *w, const char **at, bool dereferenced, struct strbuf *out)
{
  expect (w, at, ".");
  const struct form_thing *type = form_thing_at (w->form, at, "T");
  expect (w, at, "@");
  size_t length = strspn (*at, "0123456789.+*-");
  strbuf_add_text (out, dereferenced ? "->" : ".");
  if (!length) {
    /* An offset that is computed.  */
    strbuf_add_text (out, "<at ");
    form_operand (w, at, BINDS_PRIMARY, out);
    length = strspn (*at, "0123456789.+*-");
    strbuf_addf (out, "%.*s>", (int) length, *at);
  } else
    add_member (type, *at, length, out);
  *at += length;
  *at += strspn (*at, "barR");
  expect (w, at, ":");
  pass_access (w, at, NULL);
}

/* "{s32 V3+1}:T7", "{+2}:T7", or without the type where it is an address.  */
static void
add_plain_element (struct form_writer *w, const char **at, struct strbuf *out)
{
  expect (w, at, "{");
  strbuf_add_char (out, '[');
  bool indexed = **at != '+';
  if (indexed) {
    *at += word_length (*at);
    expect (w, at, " ");
    form_operand (w, at, BINDS_ADD, out);
  }
  expect (w, at, "+");
  const char *number = *at;
  *at += strspn (*at, "-0123456789");
  int length = (int) (*at - number);
  if (!indexed)
    strbuf_addf (out, "%.*s", length, number);
  else if (*number == '-')
    strbuf_addf (out, " - %.*s", length - 1, number + 1);
  else if (*number != '0')
    strbuf_addf (out, " + %.*s", length, number);
  expect (w, at, "}");
  strbuf_add_char (out, ']');
  if (starts (*at, ":T")) {
    (*at)++;
    pass_access (w, at, NULL);
  }
}

/* "{V3 - -:T7}" */
static void
add_element (struct form_writer *w, const char **at, struct strbuf *out)
{
  if ((*at)[1] == '+' || (strchr ("su", (*at)[1]) && (*at)[1 + word_length (*at + 1)] == ' ')) {
    add_plain_element (w, at, out);
    return;
  }
  expect (w, at, "{");
  bool range = starts (*at, "..");
  *at += range ? 2 : 0;
  strbuf_add_char (out, '[');
  form_operand (w, at, BINDS_CONDITIONAL, out);
  for (int i = 0; i < 2; i++) {
    expect (w, at, " ");
    if (**at == '-')
      (*at)++;
    else {
      strbuf_add_text (out, i ? " size " : " from ");
      form_operand (w, at, BINDS_CONDITIONAL, out);
    }
  }
  strbuf_add_text (out, range ? "...]" : "]");
  expect (w, at, ":");
  pass_access (w, at, NULL);
  expect (w, at, "}");
}

/* "<bits u128#8@u128#96:T31>", behind what is in OUT.  */
static void
add_bits (struct form_writer *w, const char **at, const char *before, struct strbuf *out)
{
  expect (w, at, "<bits ");
  strbuf_addf (out, "%sbits<", before);
  const char *size = strchr (*at, '#');
  char *end;
  unsigned long count = size ? strtoul (size + 1, &end, 10) : 0;
  const char *offset = size && *end == '@' ? strchr (end, '#') : NULL;
  if (!offset) {
    w->confused = true;
    return;
  }
  unsigned long from = strtoul (offset + 1, &end, 10);
  strbuf_addf (out, "%lu..%lu>", from, from + count - 1);
  *at = end + (*end == 'r');
  expect (w, at, ":");
  pass_access (w, at, NULL);
  expect (w, at, ">");
}

/* Parts of what is in OUT: members, elements, bits.  */
static void
add_parts (struct form_writer *w, const char **at, struct strbuf *out)
{
  while (!w->confused)
    if (starts (*at, ".T"))
      add_component (w, at, false, out);
    else if (**at == '{')
      add_element (w, at, out);
    else if (starts (*at, "<bits "))
      add_bits (w, at, ".", out);
    else
      return;
}

/* "[V3+0:T4/T4]" and parts of it.  */
static enum form_binding
add_memory_place (struct form_writer *w, const char **at, struct strbuf *out)
{
  struct strbuf pointer;
  bool is_volatile = false;
  enum form_binding binds = BINDS_PRIMARY;
  strbuf_init (&pointer);
  expect (w, at, "[");
  enum form_binding pointer_binds = add_operand (w, at, &pointer);
  expect (w, at, "+");
  const char *end = constant_end (*at);
  long offset = strtol (*at, NULL, 10);
  *at = end;
  expect (w, at, ":");
  const struct form_thing *type = pass_access (w, at, &is_volatile);
  expect (w, at, "/");
  pass_access (w, at, NULL);
  *at += strspn (*at, "*r");
  expect (w, at, "]");
  if (w->confused) {
    strbuf_release (&pointer);
    return binds;
  }
  if (offset) {
    struct strbuf moved;
    strbuf_init (&moved);
    strbuf_addf (&moved, pointer_binds < BINDS_ADD ? "(%s) %c %ld" : "%s %c %ld", strbuf_text (&pointer),
                 offset < 0 ? '-' : '+', offset < 0 ? -offset : offset);
    strbuf_release (&pointer);
    pointer = moved;
    pointer_binds = BINDS_ADD;
  }
  if (starts (*at, ".T") || (starts (*at, "<bits ") && type && starts (type->text, "struct "))) {
    strbuf_addf (out, pointer_binds < BINDS_PRIMARY ? "(%s)" : "%s", strbuf_text (&pointer));
    if (**at == '<')
      add_bits (w, at, "->", out);
    else
      add_component (w, at, true, out);
  } else {
    bool parts = **at == '{' || starts (*at, "<bits ");
    strbuf_add_text (out, parts ? "(*(" : "*(");
    size_t start = out->length;
    if (type)
      form_type (type->text, out);
    if (is_volatile && !strstr (out->text + start, "volatile"))
      strbuf_add_text (out, " volatile");
    strbuf_addf (out, pointer_binds < BINDS_UNARY ? " *) (%s)" : " *) %s", strbuf_text (&pointer));
    strbuf_add_text (out, parts ? ")" : "");
    binds = parts ? BINDS_PRIMARY : BINDS_UNARY;
  }
  strbuf_release (&pointer);
  add_parts (w, at, out);
  return binds;
}

/* "<realpart_expr PLACE:T>" and its like.  */
static void
add_special_place (struct form_writer *w, const char **at, struct strbuf *out)
{
  expect (w, at, "<");
  size_t length = word_length (*at);
  strbuf_addf (out, "%.*s (", (int) length, *at);
  bool size = length == 4 && starts (*at, "size");
  *at += length;
  expect (w, at, " ");
  form_operand (w, at, BINDS_CONDITIONAL, out);
  if (size) {
    expect (w, at, " ");
    strbuf_add_text (out, ", ");
    form_operand (w, at, BINDS_CONDITIONAL, out);
  } else {
    expect (w, at, ":");
    const struct form_thing *type = pass_access (w, at, NULL);
    if (type && !w->confused) {
      strbuf_add_text (out, " as ");
      form_type (type->text, out);
    }
  }
  expect (w, at, ">");
  strbuf_add_char (out, ')');
  add_parts (w, at, out);
}

/* "{ 0=s32#1 1=V3}" or "{clobber}" */
static void
add_constructor (struct form_writer *w, const char **at, struct strbuf *out)
{
  expect (w, at, "{");
  if (starts (*at, "clobber")) {
    *at += strlen ("clobber");
    expect (w, at, "}");
    strbuf_add_text (out, "<end of life>");
    return;
  }
  strbuf_add_char (out, '{');
  for (bool first = true; starts (*at, " ") && !w->confused; first = false) {
    (*at)++;
    size_t length = strcspn (*at, "=");
    strbuf_addf (out, "%s", first ? "" : ", ");
    if (length)
      strbuf_addf (out, "[%.*s] = ", (int) length, *at);
    *at += length;
    expect (w, at, "=");
    form_operand (w, at, BINDS_CONDITIONAL, out);
  }
  expect (w, at, "}");
  strbuf_add_char (out, '}');
}

/* ---- Values.  */

struct form_operator {
  const char *code, *text;
  enum form_binding binding;
  bool signed_differs;
};

static const struct form_operator operators[] = { { "plus_expr", "+", BINDS_ADD, false },
                                                  { "pointer_plus_expr", "+", BINDS_ADD, false },
                                                  { "minus_expr", "-", BINDS_ADD, false },
                                                  { "pointer_diff_expr", "-", BINDS_ADD, false },
                                                  { "mult_expr", "*", BINDS_MULTIPLY, false },
                                                  { "rdiv_expr", "/", BINDS_MULTIPLY, false },
                                                  { "trunc_div_expr", "/", BINDS_MULTIPLY, true },
                                                  { "exact_div_expr", "/", BINDS_MULTIPLY, true },
                                                  { "trunc_mod_expr", "%", BINDS_MULTIPLY, true },
                                                  { "bit_and_expr", "&", BINDS_BIT_AND, false },
                                                  { "bit_ior_expr", "|", BINDS_BIT_OR, false },
                                                  { "bit_xor_expr", "^", BINDS_BIT_XOR, false },
                                                  { "lshift_expr", "<<", BINDS_SHIFT, false },
                                                  { "rshift_expr", ">>", BINDS_SHIFT, true },
                                                  { "lt_expr", "<", BINDS_LESS, true },
                                                  { "le_expr", "<=", BINDS_LESS, true },
                                                  { "gt_expr", ">", BINDS_LESS, true },
                                                  { "ge_expr", ">=", BINDS_LESS, true },
                                                  { "eq_expr", "==", BINDS_EQUAL, false },
                                                  { "ne_expr", "!=", BINDS_EQUAL, false } };

static const struct form_operator *
operator_of (const char *code, size_t length)
{
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
    if (strlen (operators[i].code) == length && strncmp (operators[i].code, code, length) == 0)
      return &operators[i];
  return NULL;
}

static bool
is_plain_number (const char *text)
{
  text += *text == '-';
  return isdigit ((unsigned char) *text) && text[strspn (text, "0123456789abcdefxpu.+-")] == '\0';
}

/* What an operator is when its operands change places, or NULL where they may not.  */
static const char *
turned_operator (const struct form_operator *o)
{
  static const char *const turned[][2] = { { "+", "+" },   { "*", "*" },   { "&", "&" },   { "|", "|" },
                                           { "^", "^" },   { "==", "==" }, { "!=", "!=" }, { "<", ">" },
                                           { "<=", ">=" }, { ">", "<" },   { ">=", "<=" } };
  for (size_t i = 0; i < sizeof turned / sizeof *turned && strcmp (o->code, "pointer_plus_expr") != 0; i++)
    if (strcmp (turned[i][0], o->text) == 0)
      return turned[i][1];
  return NULL;
}

/* "a OP b"; TYPE is that of the operands, or NULL.  */
static void
add_binary (struct form_writer *w, const struct form_operator *o, const char *type, const char **at, struct strbuf *out)
{
  struct operand {
    struct strbuf text;
    enum form_binding binds;
  } a, b;
  const char *sign = o->signed_differs && type && (*type == 'u' || *type == 'p') ? "u" : "", *word = o->text;
  strbuf_init (&a.text);
  strbuf_init (&b.text);
  a.binds = add_operand (w, at, &a.text);
  expect (w, at, " ");
  b.binds = add_operand (w, at, &b.text);
  /* The order of the form hangs on what was met first, and would show where nothing changed: here the text decides, and
     numbers stand behind.  */
  bool first = is_plain_number (strbuf_text (&a.text)), second = is_plain_number (strbuf_text (&b.text));
  const char *turned = turned_operator (o);
  if (turned && (first != second ? first : strcmp (strbuf_text (&a.text), strbuf_text (&b.text)) > 0)) {
    struct operand other = a;
    a = b;
    b = other;
    word = turned;
  }
  const char *text = strbuf_text (&b.text);
  w->greater = *word == '>' && o->binding == BINDS_LESS;
  strbuf_addf (out, a.binds < o->binding ? "(%s)" : "%s", strbuf_text (&a.text));
  if (strcmp (word, "+") == 0 && text[0] == '-' && isdigit ((unsigned char) text[1]))
    strbuf_addf (out, " - %s", text + 1);
  else
    /* The second operand binds more tightly: a - (b - c).  */
    strbuf_addf (out, b.binds <= o->binding ? " %s%s (%s)" : " %s%s %s", word, sign, text);
  strbuf_release (&a.text);
  strbuf_release (&b.text);
}

void
form_comparison (struct form_writer *w, const char *code, size_t length, const char *type, const char **at, bool not_,
                 struct strbuf *out)
{
  static const char *const opposites[][2] = { { "eq_expr", "ne_expr" }, { "ne_expr", "eq_expr" } };
  static const char *const whole[][2] = {
    { "lt_expr", "ge_expr" }, { "le_expr", "gt_expr" }, { "gt_expr", "le_expr" }, { "ge_expr", "lt_expr" }
  };
  bool floating = type && *type == 'f';
  for (size_t i = 0; i < 2 && not_; i++)
    if (strlen (opposites[i][0]) == length && strncmp (opposites[i][0], code, length) == 0) {
      code = opposites[i][1];
      not_ = false;
    }
  /* Where there may be a NaN, the opposite of a < b is not a >= b.  */
  for (size_t i = 0; i < 4 && not_ && !floating; i++)
    if (strlen (whole[i][0]) == length && strncmp (whole[i][0], code, length) == 0) {
      code = whole[i][1];
      not_ = false;
    }
  const struct form_operator *o = operator_of (code, length);
  if (not_)
    strbuf_add_text (out, "!(");
  if (o)
    add_binary (w, o, type, at, out);
  else {
    strbuf_addf (out, "%.*s (", (int) length, code);
    form_operand (w, at, BINDS_CONDITIONAL, out);
    expect (w, at, " ");
    strbuf_add_text (out, ", ");
    form_operand (w, at, BINDS_CONDITIONAL, out);
    strbuf_add_char (out, ')');
  }
  if (not_)
    strbuf_add_char (out, ')');
}

void
form_call (struct form_writer *w, const char **at, struct strbuf *out)
{
  bool internal = **at == '.';
  if (internal) {
    size_t length = word_length (*at + 1) + 1;
    strbuf_add (out, *at, length);
    *at += length;
  } else {
    const char *callee = *at;
    if (*callee == 'D' || starts (callee, "SELF"))
      form_operand (w, at, BINDS_PRIMARY, out);
    else {
      strbuf_add_text (out, "(*");
      form_operand (w, at, BINDS_UNARY, out);
      strbuf_add_char (out, ')');
    }
  }
  /* Its type and flags.  */
  const char *open = strchr (*at, '(');
  if (!open) {
    w->confused = true;
    return;
  }
  *at = open + 1;
  strbuf_add_text (out, " (");
  for (bool first = true; **at && **at != ')' && !w->confused; first = false) {
    /* The argument's type; of an internal function's what it points to as well.  */
    while (**at == '*')
      (*at)++;
    size_t length = word_length (*at);
    if (!length || (*at)[length] != ' ') {
      w->confused = true;
      break;
    }
    *at += length + 1;
    strbuf_add_text (out, first ? "" : ", ");
    form_operand (w, at, BINDS_CONDITIONAL, out);
    expect (w, at, ",");
  }
  expect (w, at, ")");
  strbuf_add_char (out, ')');
}

/* What CODE, with operands from *AT on, gives; of TYPE.  */
static enum form_binding
add_expression (struct form_writer *w, const char *type, const char *code, size_t length, const char **at,
                struct strbuf *out)
{
  const struct form_operator *o = operator_of (code, length);
  if (o) {
    /* A comparison's type is that of its result, and its operands' types are their own.  */
    bool compares = o->binding == BINDS_LESS || o->binding == BINDS_EQUAL;
    const char *sign = type;
    if (compares) {
      const char *p = *at;
      const struct form_thing *v = form_thing_at (w->form, &p, "V");
      sign = v ? v->text : *at;
    }
    add_binary (w, o, sign, at, out);
    /* A chain, whose operands have no order.  */
    while (**at == ' ' && !w->confused) {
      (*at)++;
      strbuf_addf (out, " %s ", o->text);
      form_operand (w, at, (enum form_binding) (o->binding + 1), out);
    }
    return o->binding;
  }
  if (length == 7 && starts (code, "convert")) {
    strbuf_addf (out, "(%.*s) ", (int) strcspn (type, " "), type);
    form_operand (w, at, BINDS_UNARY, out);
    return BINDS_UNARY;
  }
  if ((length == 11 && starts (code, "negate_expr")) || (length == 12 && starts (code, "bit_not_expr"))) {
    strbuf_add_char (out, *code == 'n' ? '-' : '~');
    form_operand (w, at, BINDS_UNARY, out);
    return BINDS_UNARY;
  }
  if (length == 9 && starts (code, "cond_expr")) {
    if (**at == '(') {
      const char *compared = *at + 1;
      size_t named = word_length (compared), typed;
      *at = compared + named;
      expect (w, at, " ");
      const char *of = *at;
      typed = word_length (of);
      *at += typed;
      expect (w, at, " ");
      form_comparison (w, compared, named, of, at, false, out);
      expect (w, at, ")");
    } else
      form_operand (w, at, BINDS_OR, out);
    expect (w, at, " ");
    strbuf_add_text (out, " ? ");
    form_operand (w, at, BINDS_CONDITIONAL, out);
    expect (w, at, " ");
    strbuf_add_text (out, " : ");
    form_operand (w, at, BINDS_CONDITIONAL, out);
    return BINDS_CONDITIONAL;
  }
  /* By its name: "max_expr" is max.  */
  size_t name = length > 5 && strncmp (code + length - 5, "_expr", 5) == 0 ? length - 5 : length;
  bool sign = (strncmp (code, "max_", 4) == 0 || strncmp (code, "min_", 4) == 0) && *type == 'u';
  strbuf_addf (out, "%.*s%s (", (int) name, code, sign ? "u" : "");
  for (bool first = true; **at && !w->confused; first = false) {
    if (!first)
      expect (w, at, " ");
    strbuf_add_text (out, first ? "" : ", ");
    form_operand (w, at, BINDS_CONDITIONAL, out);
  }
  strbuf_add_char (out, ')');
  return BINDS_PRIMARY;
}

static enum form_binding
add_definition (struct form_writer *w, struct form_thing *thing, struct strbuf *out)
{
  const char *type = thing->text, *at = strchr (type, ' ');
  enum form_binding binds = BINDS_PRIMARY;
  if (!at || w->depth >= DEPTH_LIMIT) {
    strbuf_addf (out, "<%s>", thing->text);
    return binds;
  }
  w->depth++;
  at++;
  size_t length = word_length (at);
  const char *code = at;
  at += length;
  at += *at == ' ';
  if (starts (code, "load ")) {
    binds = add_operand (w, &at, out);
    expect (w, &at, " ");
    size_t place = out->length;
    add_memory (w, &at, out);
    if (out->length > place)
      binds = BINDS_CONDITIONAL; /* " @entry" is of all before it */
  } else if (starts (code, "initial ") || starts (code, "part "))
    binds = add_operand (w, &at, out);
  else if (starts (code, "call "))
    form_call (w, &at, out);
  else if (starts (code, "undefined"))
    strbuf_add_text (out, "<no value>"), at += strlen (at);
  else if (*code == '{') {
    at = code;
    add_constructor (w, &at, out);
  } else
    binds = add_expression (w, type, code, length, &at, out);
  if (*at)
    w->confused = true;
  w->depth--;
  return binds;
}

/* Appends the operand at *AT as it is; returns how tightly it binds.  */
static enum form_binding
add_operand (struct form_writer *w, const char **at, struct strbuf *out)
{
  const char *start = *at;
  size_t length = word_length (start);
  enum form_binding binds = BINDS_PRIMARY;
  if (w->confused)
    return binds;
  if (*start == '[')
    binds = add_memory_place (w, at, out);
  else if (*start == '<')
    add_special_place (w, at, out);
  else if (*start == '{')
    add_constructor (w, at, out);
  else if (*start == '&') {
    struct strbuf text;
    strbuf_init (&text);
    (*at)++;
    form_operand (w, at, BINDS_UNARY, &text);
    /* A string is its address, and a function's name is its own.  */
    if (*strbuf_text (&text) != '"') {
      strbuf_add_char (out, '&');
      binds = BINDS_UNARY;
    }
    strbuf_add_text (out, strbuf_text (&text));
    strbuf_release (&text);
  } else if (starts (start, "SELF")) {
    *at += 4;
    strbuf_add_text (out, "self");
  } else if (length && start[length] == '#') {
    *at += length + 1;
    add_constant (start, length, at, out);
  } else if (*start == 'T') {
    /* A type, then what is of it.  */
    const char *end = start + 1 + strspn (start + 1, "0123456789");
    if (*end != ' ') {
      w->confused = true;
      return binds;
    }
    *at = end + 1;
    binds = add_operand (w, at, out);
  } else if (isdigit ((unsigned char) *start)) {
    add_string (w, at, out);
  } else {
    struct form_thing *t = form_thing_at (w->form, at, "VD");
    if (!t) {
      w->confused = true;
      return binds;
    }
    if (t->kind == FORM_MERGE && !t->name && t->arrivals_count == 1) {
      const char *only = t->arrivals[0].text;
      if (w->depth >= DEPTH_LIMIT) {
        w->confused = true;
        return binds;
      }
      w->depth++;
      binds = add_operand (w, &only, out);
      w->depth--;
    } else if (t->name)
      strbuf_add_text (out, t->name);
    else
      binds = add_definition (w, t, out);
    add_parts (w, at, out);
  }
  return binds;
}

void
form_operand (struct form_writer *w, const char **at, enum form_binding binding, struct strbuf *out)
{
  struct strbuf text;
  strbuf_init (&text);
  enum form_binding binds = add_operand (w, at, &text);
  add_bound (out, &text, binds, binding);
}

void
form_definition (struct form_writer *w, struct form_thing *thing, enum form_binding binding, struct strbuf *out)
{
  struct strbuf text;
  strbuf_init (&text);
  enum form_binding binds = add_definition (w, thing, &text);
  add_bound (out, &text, binds, binding);
}

/* Values without a name are written out, as deep as is good.  */
static void
substitute (struct form *f, const char *line, unsigned depth, struct strbuf *out)
{
  for (const char *at = line; *at;) {
    struct form_thing *t = NULL;
    const char *start = at;
    if (at == line || !isalnum ((unsigned char) at[-1]))
      t = form_thing_at (f, &at, "VTDm");
    if (t && t->name)
      strbuf_add_text (out, t->name);
    else if (t && t->kind == FORM_TYPE)
      form_type (t->text, out);
    else if (t && depth && (t->kind == FORM_VALUE || t->arrivals_count == 1)) {
      strbuf_add_char (out, '(');
      substitute (f, t->kind == FORM_VALUE ? t->text : t->arrivals[0].text, depth - 1, out);
      strbuf_add_char (out, ')');
    } else {
      at = start;
      if (*at == '\n')
        strbuf_add_text (out, "\\n");
      else
        strbuf_add_char (out, *at);
      at++;
    }
  }
}

void
form_substitute (struct form *f, const char *line, struct strbuf *out)
{
  substitute (f, line, 8, out);
}
