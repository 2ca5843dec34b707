/* Values of a canonical form, written as C has them.  See form_private.h.

   Where C would need a type to say it, the operator says it: `<u`, `/u`, `%u` and `>>u` are of unsigned operands.  A read
   whose memory is not that of the place where it is written tells whose: `order->count @entry`.  */
#include "form_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What would overflow the stack is written as it stands.  */
#define DEPTH_LIMIT 400

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

/* "{ 0=s32#1 1=V3}" or "{clobber}" */
static void
add_constructor (struct form_writer *w, const char **at, struct strbuf *out)
{
  form_expect (w, at, "{");
  if (form_starts (*at, "clobber")) {
    *at += strlen ("clobber");
    form_expect (w, at, "}");
    strbuf_add_text (out, "<end of life>");
    return;
  }
  strbuf_add_char (out, '{');
  for (bool first = true; form_starts (*at, " ") && !w->confused; first = false) {
    (*at)++;
    size_t length = strcspn (*at, "=");
    strbuf_addf (out, "%s", first ? "" : ", ");
    if (length)
      strbuf_addf (out, "[%.*s] = ", (int) length, *at);
    *at += length;
    form_expect (w, at, "=");
    form_operand (w, at, BINDS_CONDITIONAL, out);
  }
  form_expect (w, at, "}");
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
  a.binds = form_bare_operand (w, at, &a.text);
  form_expect (w, at, " ");
  b.binds = form_bare_operand (w, at, &b.text);
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
    form_expect (w, at, " ");
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
    size_t length = form_word_length (*at + 1) + 1;
    strbuf_add (out, *at, length);
    *at += length;
  } else {
    const char *callee = *at;
    if (*callee == 'D' || form_starts (callee, "SELF"))
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
    size_t length = form_word_length (*at);
    if (!length || (*at)[length] != ' ') {
      w->confused = true;
      break;
    }
    *at += length + 1;
    strbuf_add_text (out, first ? "" : ", ");
    form_operand (w, at, BINDS_CONDITIONAL, out);
    form_expect (w, at, ",");
  }
  form_expect (w, at, ")");
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
  if (length == 7 && form_starts (code, "convert")) {
    strbuf_addf (out, "(%.*s) ", (int) strcspn (type, " "), type);
    form_operand (w, at, BINDS_UNARY, out);
    return BINDS_UNARY;
  }
  if ((length == 11 && form_starts (code, "negate_expr")) || (length == 12 && form_starts (code, "bit_not_expr"))) {
    strbuf_add_char (out, *code == 'n' ? '-' : '~');
    form_operand (w, at, BINDS_UNARY, out);
    return BINDS_UNARY;
  }
  if (length == 9 && form_starts (code, "cond_expr")) {
    if (**at == '(') {
      const char *compared = *at + 1;
      size_t named = form_word_length (compared), typed;
      *at = compared + named;
      form_expect (w, at, " ");
      const char *of = *at;
      typed = form_word_length (of);
      *at += typed;
      form_expect (w, at, " ");
      form_comparison (w, compared, named, of, at, false, out);
      form_expect (w, at, ")");
    } else
      form_operand (w, at, BINDS_OR, out);
    form_expect (w, at, " ");
    strbuf_add_text (out, " ? ");
    form_operand (w, at, BINDS_CONDITIONAL, out);
    form_expect (w, at, " ");
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
      form_expect (w, at, " ");
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
  size_t length = form_word_length (at);
  const char *code = at;
  at += length;
  at += *at == ' ';
  if (form_starts (code, "load ")) {
    binds = form_bare_operand (w, &at, out);
    form_expect (w, &at, " ");
    size_t place = out->length;
    form_memory (w, &at, out);
    if (out->length > place)
      binds = BINDS_CONDITIONAL; /* " @entry" is of all before it */
  } else if (form_starts (code, "initial ") || form_starts (code, "part "))
    binds = form_bare_operand (w, &at, out);
  else if (form_starts (code, "call "))
    form_call (w, &at, out);
  else if (form_starts (code, "undefined"))
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
enum form_binding
form_bare_operand (struct form_writer *w, const char **at, struct strbuf *out)
{
  const char *start = *at;
  size_t length = form_word_length (start);
  enum form_binding binds = BINDS_PRIMARY;
  if (w->confused)
    return binds;
  if (*start == '[')
    binds = form_memory_place (w, at, out);
  else if (*start == '<')
    form_special_place (w, at, out);
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
  } else if (form_starts (start, "SELF")) {
    *at += 4;
    strbuf_add_text (out, "self");
  } else if (length && start[length] == '#') {
    *at += length + 1;
    form_constant (start, length, at, out);
  } else if (*start == 'T') {
    /* A type, then what is of it.  */
    const char *end = start + 1 + strspn (start + 1, "0123456789");
    if (*end != ' ') {
      w->confused = true;
      return binds;
    }
    *at = end + 1;
    binds = form_bare_operand (w, at, out);
  } else if (isdigit ((unsigned char) *start)) {
    form_string (w, at, out);
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
      binds = form_bare_operand (w, &only, out);
      w->depth--;
    } else if (t->name)
      strbuf_add_text (out, t->name);
    else
      binds = add_definition (w, t, out);
    form_parts (w, at, out);
  }
  return binds;
}

void
form_operand (struct form_writer *w, const char **at, enum form_binding binding, struct strbuf *out)
{
  struct strbuf text;
  strbuf_init (&text);
  enum form_binding binds = form_bare_operand (w, at, &text);
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
