/* A canonical form as people read it: statements, and control flow as C nests it.  See form.h.

   A block stands where control comes to it from its dominator; one to which several ways lead stands behind what leads there,
   and is only named where a way to it is not simply the end of what stands before it.  */
#include "form_private.h"

#include <stdlib.h>
#include <string.h>

/* What follows: where control goes at the end of what is being written, and which loop is around it.  */
struct around {
  uint32_t next;  /* block that follows; FORM_NOWHERE: the function's end */
  uint32_t loop;  /* header of the innermost loop; FORM_NOWHERE */
  uint32_t after; /* block that follows that loop */
};

static void write_tree (struct form_writer *w, uint32_t block, struct around around);

struct digest
form_digest (const char *form)
{
  return digest_of (form, strlen (form), DIGEST_FULL);
}

char *
form_class (const char *form)
{
  struct strbuf name;
  strbuf_init (&name);
  if (strncmp (form, "behaviour ", 10) == 0)
    strbuf_add (&name, form + 10, strcspn (form + 10, ";\n"));
  return name.length ? strbuf_detach (&name) : memory_copy_text ("");
}

static void
add_label (struct form_writer *w, uint32_t block, struct strbuf *out)
{
  /* By its place among those that are named, in the order in which they are written.  */
  struct form *f = w->form;
  unsigned number = 1;
  for (size_t i = 0; i < f->blocks_count; i++)
    number += f->blocks[i].reached && (f->blocks[i].is_join || f->blocks[i].is_loop)
              && f->blocks[i].order < f->blocks[block].order;
  strbuf_addf (out, "L%u", number);
}

/* Exit EXIT of FROM.  */
static void
write_way (struct form_writer *w, uint32_t from, uint32_t exit, struct around around)
{
  struct form *f = w->form;
  uint32_t to = f->blocks[from].targets[exit];
  if (to == FORM_NOWHERE) {
    form_add_line (w, "/* ends here */");
    return;
  }
  if (f->blocks[to].is_return) {
    form_write_return (w, f->blocks[to].lines[0], from, exit, to);
    return;
  }
  form_write_arrivals (w, from, exit, to);
  bool back = f->blocks[to].order <= f->blocks[from].order;
  if (to == around.next)
    return;
  if (!back && !f->blocks[to].is_join) {
    write_tree (w, to, around);
    return;
  }
  if (back && to == around.loop)
    form_add_line (w, "continue;");
  else if (to == around.after)
    form_add_line (w, "break;");
  else {
    struct strbuf text;
    strbuf_init (&text);
    strbuf_add_text (&text, "goto ");
    add_label (w, to, &text);
    strbuf_add_char (&text, ';');
    form_add_line (w, strbuf_text (&text));
    strbuf_release (&text);
    f->blocks[to].labelled = true;
  }
}

/* Writes the way into a text of its own.  */
static void
way_text (struct form_writer *w, uint32_t from, uint32_t exit, struct around around, struct strbuf *out)
{
  struct strbuf *before = w->out;
  strbuf_init (out);
  w->out = out;
  w->indent++;
  write_way (w, from, exit, around);
  w->indent--;
  w->out = before;
}

/* Whether TEXT, the lines of an indented way, never reaches its end.  */
static bool
leaves (const struct strbuf *text, unsigned indent)
{
  const char *last = NULL;
  for (const char *at = strbuf_text (text); *at; at += strcspn (at, "\n") + 1) {
    last = at;
    if (!at[strcspn (at, "\n")])
      break;
  }
  if (!last || strspn (last, " ") != (size_t) 2 * indent)
    return false;
  last += 2 * indent;
  return strncmp (last, "return", 6) == 0 || strncmp (last, "goto ", 5) == 0 || strncmp (last, "break;", 6) == 0
         || strncmp (last, "continue;", 9) == 0 || strncmp (last, "/* ends", 7) == 0;
}

/* Takes one level of indentation away.  */
static void
add_outdented (struct form_writer *w, const struct strbuf *text)
{
  for (const char *at = strbuf_text (text); *at;) {
    size_t length = strcspn (at, "\n");
    size_t skip = strncmp (at, "  ", 2) == 0 ? 2 : 0;
    strbuf_add (w->out, at + skip, length - skip);
    strbuf_add_char (w->out, '\n');
    at += length;
    at += *at == '\n';
  }
}

/* The condition "if lt_expr u32 V1 V6 B2 B6", or its opposite.  */
static void
add_condition (struct form_writer *w, const struct form_condition *c, bool not_, struct strbuf *out)
{
  struct strbuf text;
  const char *code = c->line + 3, *type = strchr (code, ' ');
  const char *at = type ? strchr (type + 1, ' ') : NULL;
  not_ = not_ != c->not_;
  strbuf_init (&text);
  w->confused = !at;
  if (at) {
    at++;
    form_comparison (w, code, (size_t) (type - code), type + 1, &at, not_, &text);
  }
  if (w->confused) {
    strbuf_clear (&text);
    strbuf_add_text (&text, not_ ? "not " : "");
    form_substitute (w->form, code, &text);
    w->confused = false;
  }
  strbuf_add_text (out, strbuf_text (&text));
  strbuf_release (&text);
}

static void
write_if (struct form_writer *w, uint32_t block, struct around around)
{
  const struct form_block *b = &w->form->blocks[block];
  struct strbuf yes, no, condition;
  /* The ways first: how the condition is written depends on them.  What they need a name for has it.  */
  const char *memory = w->memory;
  way_text (w, block, 0, around, &yes);
  w->memory = memory;
  way_text (w, block, 1, around, &no);
  w->memory = memory;
  bool not_ = yes.length == 0 || (!leaves (&yes, w->indent + 1) && leaves (&no, w->indent + 1));
  strbuf_init (&condition);
  /* Where either way may come first: the one for which the condition says <, so that > for >= exchanges nothing.  */
  if (b->conditions_count == 1 && yes.length && leaves (&yes, w->indent + 1) == leaves (&no, w->indent + 1)) {
    struct strbuf trial;
    strbuf_init (&trial);
    w->greater = false;
    add_condition (w, &b->conditions[0], false, &trial);
    not_ = w->greater && *strbuf_text (&trial) != '!' && no.length;
    strbuf_clear (&trial);
    if (not_)
      add_condition (w, &b->conditions[0], true, &trial);
    not_ = not_ && *strbuf_text (&trial) != '!';
    strbuf_release (&trial);
  }
  for (size_t i = 0; i < b->conditions_count; i++) {
    strbuf_add_text (&condition, i == 0 ? "" : not_ ? " && " : " || ");
    add_condition (w, &b->conditions[i], not_, &condition);
  }
  const struct strbuf *first = not_ ? &no : &yes, *second = not_ ? &yes : &no;
  form_begin_line (w);
  strbuf_addf (w->out, "if (%s) {\n%s", strbuf_text (&condition), strbuf_text (first));
  if (second->length && leaves (first, w->indent + 1)) {
    form_add_line (w, "}");
    add_outdented (w, second);
  } else if (second->length) {
    form_add_line (w, "} else {");
    strbuf_add_text (w->out, strbuf_text (second));
    form_add_line (w, "}");
  } else
    form_add_line (w, "}");
  strbuf_release (&yes);
  strbuf_release (&no);
  strbuf_release (&condition);
}

/* "switch s32 V22 1 1 1 2 3 2 B10 B11 B11": ranges of labels with the exit for each; the first exit is the default.  */
static void
write_switch (struct form_writer *w, uint32_t block, const char *line, struct around around)
{
  const struct form_block *b = &w->form->blocks[block];
  const char *at = strchr (line + 7, ' '), *memory = w->memory;
  struct strbuf index;
  struct around inside = around;
  inside.after = FORM_NOWHERE; /* `break` is the switch's */
  strbuf_init (&index);
  w->confused = !at;
  if (at) {
    at++;
    form_operand (w, &at, BINDS_CONDITIONAL, &index);
  }
  if (w->confused) {
    strbuf_clear (&index);
    form_substitute (w->form, line, &index);
    w->confused = false;
    at = "";
  }
  form_begin_line (w);
  strbuf_addf (w->out, "switch (%s) {\n", strbuf_text (&index));
  const char *labels = at;
  for (size_t exit = 1; exit <= b->targets_count; exit++) {
    size_t which = exit == b->targets_count ? 0 : exit;
    struct strbuf way;
    form_begin_line (w);
    if (which == 0)
      strbuf_add_text (w->out, "default:");
    bool any = false;
    for (const char *p = labels; which && *p == ' ';) {
      size_t low = 1 + strspn (p + 1, "-0123456789"), high, to;
      char *end;
      const char *second = p + low;
      if (low == 1 || *second != ' ')
        break;
      high = 1 + strspn (second + 1, "-0123456789");
      to = strtoul (second + high, &end, 10);
      if (to == which) {
        bool range = low != high || strncmp (p, second, low) != 0;
        strbuf_addf (w->out, "%scase%.*s", any ? " " : "", (int) low, p);
        if (range)
          strbuf_addf (w->out, " ...%.*s", (int) high, second);
        strbuf_add_char (w->out, ':');
        any = true;
      }
      p = end;
    }
    strbuf_add_char (w->out, '\n');
    w->memory = memory;
    way_text (w, block, (uint32_t) which, inside, &way);
    strbuf_add_text (w->out, strbuf_text (&way));
    if (!leaves (&way, w->indent + 1)) {
      w->indent++;
      form_add_line (w, "break;");
      w->indent--;
    }
    strbuf_release (&way);
  }
  form_add_line (w, "}");
  strbuf_release (&index);
}

static bool
is_end (const char *line)
{
  return strncmp (line, "if ", 3) == 0 || strncmp (line, "switch ", 7) == 0 || strcmp (line, "to") == 0
         || strncmp (line, "to ", 3) == 0 || strncmp (line, "return", 6) == 0;
}

static void
write_block (struct form_writer *w, uint32_t block, struct around around)
{
  const struct form_block *b = &w->form->blocks[block];
  const char *last = "";
  w->memory = b->in;
  for (size_t i = 0; i < b->lines_count; i++) {
    const char *line = b->lines[i];
    if (i + 1 == b->lines_count && is_end (line)) {
      last = line;
      break;
    }
    form_give_names (w, line, block);
    form_write_statement (w, line);
    w->memory = form_memory_after (line, w->memory);
  }
  form_give_names (w, last, block);
  form_give_rest (w, block);
  const char *memory = w->memory;
  for (size_t i = 1; i < b->conditions_count; i++)
    form_give_names (w, b->conditions[i].line, block);
  if (b->conditions_count)
    write_if (w, block, around);
  else if (strncmp (last, "switch ", 7) == 0 && b->targets_count > 0)
    write_switch (w, block, last, around);
  else if (strncmp (last, "return", 6) == 0)
    form_write_return (w, last, FORM_NOWHERE, 0, block);
  else if (b->targets_count == 1)
    write_way (w, block, 0, around);
  else if (b->targets_count > 1) {
    struct strbuf text;
    strbuf_init (&text);
    form_substitute (w->form, last, &text);
    form_add_line (w, strbuf_text (&text));
    strbuf_release (&text);
    for (uint32_t i = 0; i < b->targets_count; i++)
      write_way (w, block, i, around);
  } else
    form_add_line (w, "/* does not return */");
  w->memory = memory;
}

static int
order_compare (const struct form *f, uint32_t a, uint32_t b)
{
  return f->blocks[a].order < f->blocks[b].order ? -1 : f->blocks[a].order > f->blocks[b].order;
}

/* The joins that stand behind BLOCK (OUTSIDE: behind the loop that it begins), in order; owned by the caller.  */
static uint32_t *
joins_behind (const struct form *f, uint32_t block, bool outside, size_t *count)
{
  uint32_t *joins = memory_get ((f->blocks_count + 1) * sizeof *joins);
  *count = 0;
  for (uint32_t i = 0; i < f->blocks_count; i++) {
    const struct form_block *b = &f->blocks[i];
    if (!b->reached || !b->is_join || b->is_return || b->parent != block || b->outside != outside || i == block)
      continue;
    size_t at = (*count)++;
    for (; at > 0 && order_compare (f, joins[at - 1], i) > 0; at--)
      joins[at] = joins[at - 1];
    joins[at] = i;
  }
  return joins;
}

/* The block and the joins that stand behind it, each after what leads to it.  */
static void
write_with_joins (struct form_writer *w, uint32_t block, struct around around)
{
  size_t count;
  uint32_t *joins = joins_behind (w->form, block, false, &count);
  for (size_t i = 0; i <= count; i++) {
    struct around here = around;
    if (i < count)
      here.next = joins[i];
    if (i == 0)
      write_block (w, block, here);
    else
      write_tree (w, joins[i - 1], here);
  }
  free (joins);
}

/* A loop, whose body ends where it begins, with what stands behind it.  */
static void
write_loop (struct form_writer *w, uint32_t block, struct around around)
{
  size_t count;
  uint32_t *joins = joins_behind (w->form, block, true, &count);
  struct around inner = { block, block, count ? joins[0] : around.next };
  form_add_line (w, "for (;;) {");
  w->indent++;
  write_with_joins (w, block, inner);
  w->indent--;
  form_add_line (w, "}");
  for (size_t i = 0; i < count; i++) {
    struct around here = around;
    if (i + 1 < count)
      here.next = joins[i + 1];
    write_tree (w, joins[i], here);
  }
  free (joins);
}

static void
write_tree (struct form_writer *w, uint32_t block, struct around around)
{
  struct form *f = w->form;
  struct strbuf body, *before = w->out;
  if (++w->depth > 500) {
    form_add_line (w, "/* nested too deep to be shown */");
    w->depth--;
    return;
  }
  strbuf_init (&body);
  w->out = &body;
  if (f->blocks[block].is_loop)
    write_loop (w, block, around);
  else
    write_with_joins (w, block, around);
  w->out = before;
  if (f->blocks[block].labelled) {
    struct strbuf label;
    strbuf_init (&label);
    add_label (w, block, &label);
    strbuf_add_char (&label, ':');
    form_add_line (w, strbuf_text (&label));
    strbuf_release (&label);
  }
  strbuf_add (w->out, strbuf_text (&body), body.length);
  strbuf_release (&body);
  w->depth--;
}

/* What the form says before its first block: pragmas of loops.  */
static void
write_head (struct form_writer *w)
{
  const char *first = w->form->lines_count ? w->form->lines[0] : "";
  const char *rest = strncmp (first, "behaviour ", 10) == 0 ? strchr (first, ';') : NULL;
  if (rest && rest[1])
    form_add_line (w, rest + 1);
}

static void
read_form (struct form *f, struct strbuf *out)
{
  struct form_writer w = { .form = f, .out = out };
  struct around around = { FORM_NOWHERE, FORM_NOWHERE, FORM_NOWHERE };
  write_head (&w);
  if (f->blocks_count)
    write_tree (&w, 0, around);
}

/* All that F holds, line by line, with names that do not shift.  */
static void
list_form (struct form *f, struct strbuf *out)
{
  for (size_t i = 0; i < f->lines_count; i++) {
    form_substitute (f, f->lines[i], out);
    strbuf_add_char (out, '\n');
  }
}

void
form_read (const char *form, struct strbuf *out)
{
  struct form f;
  form_parse (form, &f);
  form_flow (&f);
  form_name (&f, NULL, false);
  read_form (&f, out);
  form_release (&f);
}

bool
form_read_both (const char *old, const char *new_form, struct strbuf *before, struct strbuf *after)
{
  struct form a, b;
  struct strbuf x, y;
  strbuf_init (&x);
  strbuf_init (&y);
  form_parse (old, &a);
  form_parse (new_form, &b);
  form_flow (&a);
  form_flow (&b);
  form_name (&a, &b, false);
  read_form (&a, &x);
  read_form (&b, &y);
  bool told = strcmp (old, new_form) == 0 || strcmp (strbuf_text (&x), strbuf_text (&y)) != 0;
  if (!told) {
    strbuf_clear (&x);
    strbuf_clear (&y);
    form_release (&a);
    form_release (&b);
    form_parse (old, &a);
    form_parse (new_form, &b);
    form_name (&a, &b, true);
    list_form (&a, &x);
    list_form (&b, &y);
  }
  strbuf_add (before, strbuf_text (&x), x.length);
  strbuf_add (after, strbuf_text (&y), y.length);
  strbuf_release (&x);
  strbuf_release (&y);
  form_release (&a);
  form_release (&b);
  return told;
}
