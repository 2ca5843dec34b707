/* Places in memory that a form names, as C writes them.  */
#include "form_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* " @entry": of which state of memory, unless it is the one in which it is written.  */
void
form_memory (struct form_writer *w, const char **at, struct strbuf *out)
{
  const char *start = *at;
  size_t length = form_word_length (start);
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
    if (effect && form_starts (effect->text, "call ")) {
      const char *name = effect->text + 5;
      callee = form_thing_at (w->form, &name, "D");
    }
    strbuf_addf (out, " @%s",
                 callee && callee->name                          ? callee->name
                 : effect && form_starts (effect->text, "call ") ? "call"
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
  form_expect (w, at, ".");
  const struct form_thing *type = form_thing_at (w->form, at, "T");
  form_expect (w, at, "@");
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
  form_expect (w, at, ":");
  pass_access (w, at, NULL);
}

/* "{s32 V3+1}:T7", "{+2}:T7", or without the type where it is an address.  */
static void
add_plain_element (struct form_writer *w, const char **at, struct strbuf *out)
{
  form_expect (w, at, "{");
  strbuf_add_char (out, '[');
  bool indexed = **at != '+';
  if (indexed) {
    *at += form_word_length (*at);
    form_expect (w, at, " ");
    form_operand (w, at, BINDS_ADD, out);
  }
  form_expect (w, at, "+");
  const char *number = *at;
  *at += strspn (*at, "-0123456789");
  int length = (int) (*at - number);
  if (!indexed)
    strbuf_addf (out, "%.*s", length, number);
  else if (*number == '-')
    strbuf_addf (out, " - %.*s", length - 1, number + 1);
  else if (*number != '0')
    strbuf_addf (out, " + %.*s", length, number);
  form_expect (w, at, "}");
  strbuf_add_char (out, ']');
  if (form_starts (*at, ":T")) {
    (*at)++;
    pass_access (w, at, NULL);
  }
}

/* "{V3 - -:T7}" */
static void
add_element (struct form_writer *w, const char **at, struct strbuf *out)
{
  if ((*at)[1] == '+' || (strchr ("su", (*at)[1]) && (*at)[1 + form_word_length (*at + 1)] == ' ')) {
    add_plain_element (w, at, out);
    return;
  }
  form_expect (w, at, "{");
  bool range = form_starts (*at, "..");
  *at += range ? 2 : 0;
  strbuf_add_char (out, '[');
  form_operand (w, at, BINDS_CONDITIONAL, out);
  for (int i = 0; i < 2; i++) {
    form_expect (w, at, " ");
    if (**at == '-')
      (*at)++;
    else {
      strbuf_add_text (out, i ? " size " : " from ");
      form_operand (w, at, BINDS_CONDITIONAL, out);
    }
  }
  strbuf_add_text (out, range ? "...]" : "]");
  form_expect (w, at, ":");
  pass_access (w, at, NULL);
  form_expect (w, at, "}");
}

/* "<bits u128#8@u128#96:T31>", behind what is in OUT.  */
static void
add_bits (struct form_writer *w, const char **at, const char *before, struct strbuf *out)
{
  form_expect (w, at, "<bits ");
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
  form_expect (w, at, ":");
  pass_access (w, at, NULL);
  form_expect (w, at, ">");
}

/* Parts of what is in OUT: members, elements, bits.  */
void
form_parts (struct form_writer *w, const char **at, struct strbuf *out)
{
  while (!w->confused)
    if (form_starts (*at, ".T"))
      add_component (w, at, false, out);
    else if (**at == '{')
      add_element (w, at, out);
    else if (form_starts (*at, "<bits "))
      add_bits (w, at, ".", out);
    else
      return;
}

/* "[V3+0:T4/T4]" and parts of it.  */
enum form_binding
form_memory_place (struct form_writer *w, const char **at, struct strbuf *out)
{
  struct strbuf pointer;
  bool is_volatile = false;
  enum form_binding binds = BINDS_PRIMARY;
  strbuf_init (&pointer);
  form_expect (w, at, "[");
  enum form_binding pointer_binds = form_bare_operand (w, at, &pointer);
  form_expect (w, at, "+");
  const char *end = form_constant_end (*at);
  long offset = strtol (*at, NULL, 10);
  *at = end;
  form_expect (w, at, ":");
  const struct form_thing *type = pass_access (w, at, &is_volatile);
  form_expect (w, at, "/");
  pass_access (w, at, NULL);
  *at += strspn (*at, "*r");
  form_expect (w, at, "]");
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
  if (form_starts (*at, ".T") || (form_starts (*at, "<bits ") && type && form_starts (type->text, "struct "))) {
    strbuf_addf (out, pointer_binds < BINDS_PRIMARY ? "(%s)" : "%s", strbuf_text (&pointer));
    if (**at == '<')
      add_bits (w, at, "->", out);
    else
      add_component (w, at, true, out);
  } else {
    bool parts = **at == '{' || form_starts (*at, "<bits ");
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
  form_parts (w, at, out);
  return binds;
}

/* "<realpart_expr PLACE:T>" and its like.  */
void
form_special_place (struct form_writer *w, const char **at, struct strbuf *out)
{
  form_expect (w, at, "<");
  size_t length = form_word_length (*at);
  strbuf_addf (out, "%.*s (", (int) length, *at);
  bool size = length == 4 && form_starts (*at, "size");
  *at += length;
  form_expect (w, at, " ");
  form_operand (w, at, BINDS_CONDITIONAL, out);
  if (size) {
    form_expect (w, at, " ");
    strbuf_add_text (out, ", ");
    form_operand (w, at, BINDS_CONDITIONAL, out);
  } else {
    form_expect (w, at, ":");
    const struct form_thing *type = pass_access (w, at, NULL);
    if (type && !w->confused) {
      strbuf_add_text (out, " as ");
      form_type (type->text, out);
    }
  }
  form_expect (w, at, ">");
  strbuf_add_char (out, ')');
  form_parts (w, at, out);
}
