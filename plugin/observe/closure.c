/* The closure of a function within its unit.  See closure.h.  */
#include "closure.h"

#include <stdlib.h>
#include <string.h>

#include "strbuf.h"

#define UNREACHED ((size_t) -1)

/* A depth-first numbering: nodes in postorder.  */
struct order {
  size_t *number; /* node -> postorder number, or UNREACHED */
  size_t *nodes;  /* postorder number -> node */
  size_t count;
};

static void
number_nodes (const struct closure_node *nodes, size_t count, size_t root, struct order *order)
{
  /* An explicit stack: call chains in generated code are deep.  */
  size_t *stack = memory_grow (NULL, count + 1, sizeof *stack), *next = memory_get ((count + 1) * sizeof *next);
  bool *seen = memory_get (count + 1);
  size_t depth = 0;
  order->number = memory_grow (NULL, count + 1, sizeof *order->number);
  order->nodes = memory_grow (NULL, count + 1, sizeof *order->nodes);
  order->count = 0;
  for (size_t i = 0; i < count; i++)
    order->number[i] = UNREACHED;
  stack[depth++] = root;
  seen[root] = true;
  while (depth > 0) {
    size_t node = stack[depth - 1];
    if (next[node] < nodes[node].edges_count) {
      size_t to = nodes[node].edges[next[node]++];
      if (!seen[to]) {
        seen[to] = true;
        stack[depth++] = to;
      }
    } else {
      order->number[node] = order->count;
      order->nodes[order->count++] = node;
      depth--;
    }
  }
  free (stack);
  free (next);
  free (seen);
}

static size_t
intersect (const size_t *dominator, size_t a, size_t b)
{
  while (a != b) {
    while (a < b)
      a = dominator[a];
    while (b < a)
      b = dominator[b];
  }
  return a;
}

/* The immediate dominator of each reached node, all in postorder numbers.  */
static size_t *
find_dominators (const struct closure_node *nodes, const struct order *order)
{
  size_t *dominator = memory_grow (NULL, order->count + 1, sizeof *dominator);
  bool changed = true;
  for (size_t i = 0; i < order->count; i++)
    dominator[i] = UNREACHED;
  dominator[order->count - 1] = order->count - 1;
  while (changed) {
    changed = false;
    /* Pushing along edges in reverse postorder visits every predecessor.  */
    for (size_t from = order->count; from-- > 0;) {
      const struct closure_node *node = &nodes[order->nodes[from]];
      if (dominator[from] == UNREACHED)
        continue;
      for (size_t e = 0; e < node->edges_count; e++) {
        size_t to = order->number[node->edges[e]], now;
        if (to == order->count - 1)
          continue;
        now = dominator[to] == UNREACHED ? from : intersect (dominator, dominator[to], from);
        if (now != dominator[to]) {
          dominator[to] = now;
          changed = true;
        }
      }
    }
  }
  return dominator;
}

static void
add_entry (struct dependency **list, size_t *count, const struct dependency *d, const char *via)
{
  struct dependency *added;
  if ((*count & (*count - 1)) == 0)
    *list = memory_grow (*list, *count ? 2 * *count : 1, sizeof **list);
  added = &(*list)[(*count)++];
  memset (added, 0, sizeof *added);
  added->kind = d->kind;
  added->name = memory_copy_text (d->name);
  added->digest = d->digest;
  added->via = memory_copy_text (via);
}

static int
compare_entries (const void *a, const void *b)
{
  const struct dependency *x = a, *y = b;
  int order = dependency_compare (a, b);
  return order ? order : memcmp (x->digest.bytes, y->digest.bytes, sizeof x->digest.bytes);
}

static void
make_unique (struct dependency *list, size_t *count)
{
  size_t kept = 0;
  qsort (list, *count, sizeof *list, compare_entries);
  for (size_t i = 0; i < *count; i++) {
    if (kept && list[kept - 1].kind == list[i].kind && strcmp (list[kept - 1].name, list[i].name) == 0) {
      /* Two things of one name: neither may hide the other.  */
      if (!digest_equal (&list[kept - 1].digest, &list[i].digest)) {
        struct digester both;
        digester_init (&both);
        digester_add_digest (&both, &list[kept - 1].digest);
        digester_add_digest (&both, &list[i].digest);
        list[kept - 1].digest = digester_finish (&both, DIGEST_SHORT);
      }
      dependency_release (&list[i]);
    } else
      list[kept++] = list[i];
  }
  *count = kept;
}

void
closure_of (const struct closure_node *nodes, size_t count, size_t root, struct dependency **list, size_t *list_count)
{
  struct order order;
  size_t *dominator;
  *list = NULL;
  *list_count = 0;
  number_nodes (nodes, count, root, &order);
  dominator = find_dominators (nodes, &order);
  for (size_t i = 0; i < nodes[root].own_count; i++)
    add_entry (list, list_count, &nodes[root].own[i], NULL);
  for (size_t i = 0; i + 1 < order.count; i++) {
    size_t by = dominator[i];
    /* Only functions are audited, so an object on the way is passed over.  */
    while (by != order.count - 1 && nodes[order.nodes[by]].entry.kind != DEPENDENCY_FUNCTION)
      by = dominator[by];
    add_entry (list, list_count, &nodes[order.nodes[i]].entry,
               by == order.count - 1 ? NULL : nodes[order.nodes[by]].entry.name);
  }
  if (*list_count)
    make_unique (*list, list_count);
  free (dominator);
  free (order.number);
  free (order.nodes);
}
