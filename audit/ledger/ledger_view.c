/* The further views of a state's body that `refresh` derives: see struct ledger_view.  */
#include "ledger_private.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

void
ledger_view_release (struct ledger_view *v)
{
  free (v->variant);
  free (v->compiler);
  free (v->tree_class);
  free (v->behaviour_class);
  for (size_t i = 0; i < v->below_count; i++)
    dependency_release (&v->below[i]);
  free (v->below);
  memset (v, 0, sizeof *v);
}

static int
order_views (const void *a, const void *b)
{
  const struct ledger_view *x = a, *y = b;
  int order = text_compare (x->variant, y->variant);
  if (order == 0)
    order = text_compare (x->compiler, y->compiler);
  if (order == 0)
    order = text_compare (x->tree_class, y->tree_class);
  if (order == 0)
    order = text_compare (x->behaviour_class, y->behaviour_class);
  if (order == 0)
    order = digest_compare (&x->source, &y->source);
  if (order == 0)
    order = digest_compare (&x->tree, &y->tree);
  if (order == 0)
    order = digest_compare (&x->behaviour, &y->behaviour);
  for (size_t i = 0; order == 0 && i < x->below_count && i < y->below_count; i++) {
    order = strcmp (x->below[i].name, y->below[i].name);
    if (order == 0)
      order = memcmp (x->below[i].behaviour, y->below[i].behaviour, sizeof x->below[i].behaviour);
  }
  if (order == 0 && x->below_count != y->below_count)
    order = x->below_count < y->below_count ? -1 : 1;
  return order;
}

static void
release_view (void *v)
{
  ledger_view_release (v);
}

bool
ledger_views_in_order (const struct ledger_state *s)
{
  return ledger_list_in_order (s->derived, s->derived_count, sizeof *s->derived, order_views);
}

void
ledger_views_order (struct ledger_state *s)
{
  s->derived_count = ledger_sort_unique (s->derived, s->derived_count, sizeof *s->derived, order_views, release_view);
}

static void
copy_below (struct ledger_view *to, const struct ledger_view *from)
{
  to->below = memory_get ((from->below_count + 1) * sizeof *to->below);
  for (size_t i = 0; i < from->below_count; i++) {
    to->below[i] = from->below[i];
    to->below[i].name = memory_copy_text (from->below[i].name);
    to->below[i].via = NULL;
  }
}

void
ledger_views_unite (struct ledger_state *to, const struct ledger_state *from)
{
  if (from->derived_count == 0)
    return;
  to->derived = memory_grow (to->derived, to->derived_count + from->derived_count, sizeof *to->derived);
  for (size_t i = 0; i < from->derived_count; i++) {
    struct ledger_view *v = &to->derived[to->derived_count++];
    *v = from->derived[i];
    v->variant = memory_copy_text (v->variant);
    v->compiler = memory_copy_text (v->compiler);
    v->tree_class = memory_copy_text (v->tree_class);
    v->behaviour_class = memory_copy_text (v->behaviour_class);
    copy_below (v, &from->derived[i]);
  }
  ledger_views_order (to);
}
