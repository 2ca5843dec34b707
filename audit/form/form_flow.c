/* Control flow of a canonical form: order, dominators, loops, states of memory, and where values that need a name get it.
   See form_private.h.  */
#include "form_private.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A value used more than once has a name if it is made of more than this; one used once if it is of more than that.  */
#define SHARED_WEIGHT 4
#define SINGLE_WEIGHT 16
#define CHOICE_WEIGHT 10

/* ---- Conditions: `if (a) if (b)` of one outcome is `if (a && b)`.  */

static void
add_condition (struct form_block *b, const char *line, bool not_)
{
  b->conditions = memory_grow (b->conditions, b->conditions_count + 1, sizeof *b->conditions);
  b->conditions[b->conditions_count++] = (struct form_condition){ line, not_ };
}

/* The text that merge T has when control comes by EXIT of FROM, or NULL.  */
static struct form_arrival *
arrival_of (struct form_thing *t, uint32_t from, uint32_t exit)
{
  for (size_t i = 0; i < t->arrivals_count; i++)
    if (t->arrivals[i].from == from && t->arrivals[i].exit == exit)
      return &t->arrivals[i];
  return NULL;
}

/* Whether it makes no difference for merges in JOIN by which of two exits control comes.  */
static bool
arrive_alike (struct form *f, uint32_t join, uint32_t from, uint32_t exit, uint32_t other, uint32_t other_exit)
{
  for (size_t i = 0; i < f->things_count; i++) {
    struct form_thing *t = &f->things[i];
    if (t->kind != FORM_MERGE || t->block != join)
      continue;
    const struct form_arrival *a = arrival_of (t, from, exit), *b = arrival_of (t, other, other_exit);
    if (!a || !b || strcmp (a->text, b->text) != 0)
      return false;
  }
  return true;
}

/* What comes by EXIT of FROM into BLOCK comes by NEW_EXIT of NEW_FROM.  */
static void
rename_arrivals (struct form *f, uint32_t block, uint32_t from, uint32_t exit, uint32_t new_from, uint32_t new_exit)
{
  for (size_t i = 0; i < f->things_count; i++) {
    struct form_arrival *a = f->things[i].kind == FORM_MERGE && f->things[i].block == block
                                 ? arrival_of (&f->things[i], from, exit)
                                 : NULL;
    if (a) {
      a->from = new_from;
      a->exit = new_exit;
    }
  }
}

static void
drop_arrivals (struct form *f, uint32_t block, uint32_t from, uint32_t exit)
{
  for (size_t i = 0; i < f->things_count; i++) {
    struct form_thing *t = &f->things[i];
    struct form_arrival *a = t->kind == FORM_MERGE && t->block == block ? arrival_of (t, from, exit) : NULL;
    if (!a)
      continue;
    free (a->text);
    *a = t->arrivals[--t->arrivals_count];
  }
}

static void
drop_from (struct form_block *b, uint32_t from)
{
  for (size_t i = 0; i < b->from_count; i++)
    if (b->from[i] == from) {
      b->from[i] = b->from[--b->from_count];
      return;
    }
}

/* Exchanges the two exits of block B.  */
static void
turn_block (struct form *f, uint32_t block)
{
  struct form_block *b = &f->blocks[block];
  uint32_t first = b->targets[0], second = b->targets[1];
  const uint32_t none = UINT32_MAX - 2;
  if (first != FORM_NOWHERE)
    rename_arrivals (f, first, block, 0, block, none);
  if (second != FORM_NOWHERE)
    rename_arrivals (f, second, block, 1, block, 0);
  if (first != FORM_NOWHERE)
    rename_arrivals (f, first, block, none, block, 1);
  b->targets[0] = second;
  b->targets[1] = first;
  b->conditions[0].not_ = !b->conditions[0].not_;
}

/* Takes the block behind the second exit of BLOCK, which only decides and of which one exit leads where the first exit
   of BLOCK leads, into BLOCK.  */
static bool
fold_second (struct form *f, uint32_t block)
{
  struct form_block *b = &f->blocks[block];
  uint32_t join = b->targets[0], next = b->targets[1];
  struct form_block *n = next != FORM_NOWHERE && next != block ? &f->blocks[next] : NULL;
  if (!n || join == FORM_NOWHERE || join == next || n->from_count != 1 || n->lines_count != 1
      || n->conditions_count != 1 || n->targets[0] == n->targets[1])
    return false;
  uint32_t exit = n->targets[0] == join ? 0 : 1, rest = n->targets[1 - exit];
  if (n->targets[exit] != join || rest == FORM_NOWHERE || rest == next || !arrive_alike (f, join, block, 0, next, exit))
    return false;
  add_condition (b, n->conditions[0].line, n->conditions[0].not_ != (exit == 1));
  drop_arrivals (f, join, next, exit);
  rename_arrivals (f, rest, next, 1 - exit, block, 1);
  drop_from (&f->blocks[join], next);
  for (size_t i = 0; i < f->blocks[rest].from_count; i++)
    if (f->blocks[rest].from[i] == next)
      f->blocks[rest].from[i] = block;
  b->targets[1] = rest;
  n->lines_count = n->targets_count = n->from_count = n->conditions_count = 0;
  return true;
}

static void
fold_conditions (struct form *f)
{
  for (uint32_t i = 0; i < f->blocks_count; i++) {
    struct form_block *b = &f->blocks[i];
    const char *last = b->lines_count ? b->lines[b->lines_count - 1] : "";
    if (strncmp (last, "if ", 3) == 0 && b->targets_count == 2)
      add_condition (b, last, false);
  }
  for (uint32_t i = (uint32_t) f->blocks_count; i-- > 0;) {
    struct form_block *b = &f->blocks[i];
    if (b->conditions_count != 1)
      continue;
    if (!fold_second (f, i)) {
      turn_block (f, i);
      if (!fold_second (f, i)) {
        turn_block (f, i);
        continue;
      }
    }
    while (fold_second (f, i))
      continue;
  }
}

/* ---- Order and dominators.  */

struct frame {
  uint32_t block;
  size_t next;
};

static void
set_order (struct form *f)
{
  struct frame *stack = memory_get ((f->blocks_count + 1) * sizeof *stack);
  size_t depth = 0;
  uint32_t order = (uint32_t) f->blocks_count;
  for (size_t i = 0; i < f->blocks_count; i++) {
    f->blocks[i].dominator = FORM_NOWHERE;
    f->blocks[i].order = UINT32_MAX;
  }
  if (f->blocks_count) {
    stack[depth++] = (struct frame){ 0, 0 };
    f->blocks[0].reached = true;
  }
  while (depth > 0) {
    struct frame *top = &stack[depth - 1];
    struct form_block *b = &f->blocks[top->block];
    if (top->next == b->targets_count) {
      b->order = --order;
      depth--;
      continue;
    }
    /* The last exit first, so that the first one comes first in the order.  */
    uint32_t to = b->targets[b->targets_count - 1 - top->next++];
    if (to != FORM_NOWHERE && !f->blocks[to].reached) {
      f->blocks[to].reached = true;
      stack[depth++] = (struct frame){ to, 0 };
    }
  }
  free (stack);
}

static uint32_t
common_dominator (const struct form *f, uint32_t a, uint32_t b)
{
  if (a == FORM_NOWHERE)
    return b;
  if (b == FORM_NOWHERE)
    return a;
  while (a != b) {
    uint32_t *later = f->blocks[a].order > f->blocks[b].order ? &a : &b;
    if (f->blocks[*later].dominator == FORM_NOWHERE || f->blocks[*later].dominator == *later)
      return 0;
    *later = f->blocks[*later].dominator;
  }
  return a;
}

/* Whether every way to B leads through A.  */
static bool
dominates (const struct form *f, uint32_t a, uint32_t b)
{
  while (b != a && b != 0 && f->blocks[b].dominator != FORM_NOWHERE)
    b = f->blocks[b].dominator;
  return a == b;
}

static void
set_dominators (struct form *f, const uint32_t *in_order, size_t count)
{
  bool again = count > 0;
  if (count)
    f->blocks[0].dominator = 0;
  while (again) {
    again = false;
    for (size_t i = 1; i < count; i++) {
      struct form_block *b = &f->blocks[in_order[i]];
      uint32_t dominator = FORM_NOWHERE;
      for (size_t k = 0; k < b->from_count; k++)
        if (f->blocks[b->from[k]].dominator != FORM_NOWHERE)
          dominator = common_dominator (f, dominator, b->from[k]);
      if (dominator != b->dominator) {
        b->dominator = dominator;
        again = true;
      }
    }
  }
  for (size_t i = 0; i < count; i++) {
    struct form_block *b = &f->blocks[in_order[i]];
    size_t forward = 0;
    for (size_t k = 0; k < b->from_count; k++) {
      const struct form_block *from = &f->blocks[b->from[k]];
      if (!from->reached)
        continue;
      if (dominates (f, in_order[i], b->from[k]))
        b->is_loop = true;
      else /* by each of its exits */
        for (size_t t = 0; t < from->targets_count; t++)
          forward += from->targets[t] == in_order[i];
    }
    b->is_join = forward > 1;
    b->is_return = b->is_join && b->lines_count == 1 && strncmp (b->lines[0], "return", 6) == 0;
  }
}

/* ---- Where blocks stand.  */

/* Which blocks belong to the loop that HEADER begins, in MEMBERS.  */
static void
find_loop (const struct form *f, uint32_t header, bool *members)
{
  uint32_t *stack = memory_get ((f->blocks_count + 1) * sizeof *stack);
  size_t depth = 0;
  members[header] = true;
  const struct form_block *h = &f->blocks[header];
  for (size_t i = 0; i < h->from_count; i++)
    if (f->blocks[h->from[i]].reached && !members[h->from[i]] && dominates (f, header, h->from[i])) {
      members[h->from[i]] = true;
      stack[depth++] = h->from[i];
    }
  while (depth > 0) {
    const struct form_block *b = &f->blocks[stack[--depth]];
    for (size_t i = 0; i < b->from_count; i++)
      if (f->blocks[b->from[i]].reached && !members[b->from[i]]) {
        members[b->from[i]] = true;
        stack[depth++] = b->from[i];
      }
  }
  free (stack);
}

/* How many ways lead out of the loop of MEMBERS, other than to blocks that only return.  */
static size_t
count_exits (const struct form *f, const bool *members)
{
  size_t count = 0;
  for (size_t b = 0; b < f->blocks_count; b++)
    for (size_t i = 0; i < f->blocks[b].targets_count && members[b]; i++) {
      uint32_t to = f->blocks[b].targets[i];
      count += to != FORM_NOWHERE && !members[to] && !f->blocks[to].is_return;
    }
  return count;
}

/* Puts what a loop leads to behind the loop: where that is reached from its header, or by the only way out, or
   by several; what is left stands in the loop, where it is reached.  Inner loops come later in the order.  */
static void
place_blocks (struct form *f, const uint32_t *in_order, size_t count)
{
  bool *members = memory_get (f->blocks_count + 1);
  for (size_t i = 0; i < count; i++)
    f->blocks[in_order[i]].parent = f->blocks[in_order[i]].dominator;
  for (size_t n = count; n-- > 0;) {
    uint32_t header = in_order[n];
    if (!f->blocks[header].is_loop)
      continue;
    memset (members, 0, f->blocks_count);
    find_loop (f, header, members);
    size_t exits = count_exits (f, members);
    for (size_t i = 0; i < count; i++) {
      struct form_block *b = &f->blocks[in_order[i]];
      if (members[in_order[i]] || b->is_return || b->dominator == FORM_NOWHERE || !members[b->parent])
        continue;
      bool from_inside = false;
      for (size_t k = 0; k < b->from_count; k++)
        from_inside = from_inside || members[b->from[k]];
      if (!b->is_join && !(from_inside && (b->dominator == header || exits == 1)) && !b->outside)
        continue;
      b->is_join = b->outside = true;
      b->parent = header;
    }
  }
  free (members);
}

/* ---- States of memory.  */

static char *
merged_state (struct form *f, uint32_t block)
{
  char name[32];
  snprintf (name, sizeof name, "M%u", block);
  f->states = memory_grow (f->states, f->states_count + 1, sizeof *f->states);
  return f->states[f->states_count++] = memory_copy_text (name);
}

const char *
form_memory_after (const char *line, const char *before)
{
  const char *m = strrchr (line, ' ');
  return m && m[1] == 'm' && isdigit ((unsigned char) m[2]) && m[2 + strspn (m + 2, "0123456789")] == '\0' ? m + 1
                                                                                                           : before;
}

static void
set_memory (struct form *f, const uint32_t *in_order, size_t count)
{
  bool again = count > 0;
  if (count)
    f->blocks[0].in = "m0";
  for (unsigned rounds = 0; again && rounds < 1000; rounds++) {
    again = false;
    for (size_t i = 0; i < count; i++) {
      struct form_block *b = &f->blocks[in_order[i]];
      for (size_t k = 0; k < b->from_count; k++) {
        const char *out = f->blocks[b->from[k]].out;
        if (!out || (b->in && strcmp (b->in, out) == 0) || (b->in && *b->in == 'M' && b->in == b->state))
          continue;
        b->in = b->in ? (b->state = merged_state (f, in_order[i])) : out;
      }
      const char *out = b->in;
      for (size_t k = 0; k < b->lines_count; k++)
        out = form_memory_after (b->lines[k], out);
      if (out != b->out && !(out && b->out && strcmp (out, b->out) == 0)) {
        b->out = out;
        again = true;
      }
    }
  }
}

/* ---- Which values get a name, and where.  */

/* Calls VISIT with each value that TEXT uses.  */
static void
each_value (struct form *f, const char *text, void (*visit) (struct form *f, struct form_thing *t, uint32_t block),
            uint32_t block)
{
  for (const char *at = text; *at;) {
    if (*at == '"') {
      const char *end = form_string_from (text, at);
      if (end) {
        at = end + 1;
        continue;
      }
    }
    if (*at == 'V' && (at == text || !isalnum ((unsigned char) at[-1]))) {
      struct form_thing *t = form_thing_at (f, &at, "V");
      if (t) {
        visit (f, t, block);
        continue;
      }
    }
    at++;
  }
}

static unsigned weigh (struct form *f, struct form_thing *t);
static unsigned weight_so_far;

static void
add_weight (struct form *f, struct form_thing *t, uint32_t block)
{
  (void) block;
  unsigned before = weight_so_far, weight = weigh (f, t);
  weight_so_far = before + weight;
}

/* How much text T is where it is used; decides whether it has a name.  */
static unsigned
weigh (struct form *f, struct form_thing *t)
{
  if (t->kind != FORM_VALUE || t->named || t->busy)
    return 1;
  if (t->weight)
    return t->weight;
  unsigned before = weight_so_far;
  t->busy = true;
  weight_so_far = 1;
  each_value (f, t->text, add_weight, 0);
  t->weight = weight_so_far;
  weight_so_far = before;
  t->busy = false;
  const char *code = strchr (t->text, ' ');
  bool plain = code && strncmp (code, " initial ", 9) == 0;
  /* A choice is what a test decides: a step of its own, but for a short one.  */
  bool choice = code && strncmp (code, " cond_expr ", 11) == 0 && t->weight > CHOICE_WEIGHT;
  t->named = !plain && (choice || (t->uses > 1 && t->weight > SHARED_WEIGHT) || t->weight > SINGLE_WEIGHT);
  return t->named ? 1 : t->weight;
}

static bool homes_moved;

/* T is used in BLOCK.  */
static void
use_in (struct form *f, struct form_thing *t, uint32_t block)
{
  if (t->busy)
    return;
  t->busy = true;
  if (t->kind == FORM_VALUE) {
    if (t->named) {
      uint32_t home = common_dominator (f, t->home, block);
      homes_moved = homes_moved || home != t->home;
      t->home = block = home;
    }
    each_value (f, t->text, use_in, block);
  } else if (t->kind == FORM_MERGE && t->arrivals_count == 1)
    each_value (f, t->arrivals[0].text, use_in, block);
  t->busy = false;
}

static void
set_homes (struct form *f)
{
  for (size_t i = 0; i < f->things_count; i++)
    f->things[i].home = FORM_NOWHERE;
  homes_moved = true;
  for (unsigned rounds = 0; homes_moved && rounds < 100; rounds++) {
    homes_moved = false;
    for (uint32_t b = 0; b < f->blocks_count; b++)
      for (size_t i = 0; i < f->blocks[b].lines_count && f->blocks[b].reached; i++)
        each_value (f, f->blocks[b].lines[i], use_in, b);
    for (uint32_t b = 0; b < f->blocks_count; b++)
      for (size_t i = 1; i < f->blocks[b].conditions_count && f->blocks[b].reached; i++)
        each_value (f, f->blocks[b].conditions[i].line, use_in, b);
    for (size_t i = 0; i < f->things_count; i++)
      for (size_t a = 0; a < f->things[i].arrivals_count; a++) {
        uint32_t from = f->things[i].arrivals[a].from;
        if (f->things[i].arrivals_count > 1 && from < f->blocks_count && f->blocks[from].reached)
          each_value (f, f->things[i].arrivals[a].text, use_in, from);
      }
  }
}

void
form_flow (struct form *f)
{
  uint32_t *in_order = memory_get ((f->blocks_count + 1) * sizeof *in_order);
  size_t count = 0;
  fold_conditions (f);
  set_order (f);
  /* The reached ones have the last numbers.  */
  for (size_t i = 0; i < f->blocks_count; i++)
    count += f->blocks[i].reached;
  for (uint32_t i = 0; i < f->blocks_count; i++)
    if (f->blocks[i].reached) {
      f->blocks[i].order -= (uint32_t) (f->blocks_count - count);
      in_order[f->blocks[i].order] = i;
    }
  set_dominators (f, in_order, count);
  place_blocks (f, in_order, count);
  set_memory (f, in_order, count);
  for (size_t i = 0; i < f->things_count; i++)
    weigh (f, &f->things[i]);
  set_homes (f);
  free (in_order);
}
