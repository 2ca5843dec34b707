/* The closure of a function within its unit.  */
#include "observe/closure.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "strbuf.h"

/* A graph written "f>gh g>h": nodes are letters, lower case functions, upper case objects.  */
struct graph {
  struct closure_node nodes[26];
  char names[26][2];
  size_t edges[26][26];
  size_t count;
};

static size_t
node_of (struct graph *g, char letter)
{
  struct closure_node *n;
  for (size_t i = 0; i < g->count; i++)
    if (g->names[i][0] == letter)
      return i;
  g->names[g->count][0] = letter;
  n = &g->nodes[g->count];
  n->entry.kind = letter >= 'a' ? DEPENDENCY_FUNCTION : DEPENDENCY_OBJECT;
  n->entry.name = g->names[g->count];
  n->entry.digest = digest_of (&letter, 1, DIGEST_SHORT);
  n->edges = g->edges[g->count];
  return g->count++;
}

static struct graph *
parse (const char *text)
{
  struct graph *g = memory_get (sizeof *g);
  size_t from = 0;
  for (; *text; text++)
    if (text[1] == '>') {
      from = node_of (g, *text);
      text++;
    } else if (*text != ' ') {
      size_t to = node_of (g, *text);
      g->nodes[from].edges[g->nodes[from].edges_count++] = to;
    }
  return g;
}

/* The closure of the first node as "g h<g", what is reached through what.  */
static void
expect (const char *text, const char *expected)
{
  struct graph *g = parse (text);
  struct dependency *list;
  size_t count;
  struct strbuf found;
  strbuf_init (&found);
  closure_of (g->nodes, g->count, 0, &list, &count);
  for (size_t i = 0; i < count; i++) {
    strbuf_addf (&found, "%s%s%s%s", i ? " " : "", list[i].name, list[i].via ? "<" : "",
                 list[i].via ? list[i].via : "");
    dependency_release (&list[i]);
  }
  ck_assert_str_eq (strbuf_text (&found), expected);
  strbuf_release (&found);
  free (list);
  free (g);
}

START_TEST (dominators)
{
  expect ("f>", "");
  expect ("f>g", "g");
  expect ("f>g g>h", "g h<g");
  expect ("f>gh g>h", "g h");
  expect ("f>g g>hi h>j i>j", "g h<g i<g j<g");
  expect ("f>gh g>i h>i i>j", "g h i j<i");
}
END_TEST

START_TEST (cycles)
{
  expect ("f>f", "");
  expect ("f>g g>f", "g");
  expect ("f>g g>h h>g", "g h<g");
  expect ("f>gh g>i i>h h>i", "g h i");
  expect ("f>g g>h h>i i>gj j>h", "g h<g i<h j<i");
}
END_TEST

START_TEST (objects)
{
  /* A table of functions is passed through, but audits are of functions.  */
  expect ("f>T T>g", "T g");
  expect ("f>g g>T T>h", "T<g g h<g");
}
END_TEST

START_TEST (own_entries_come_first_hand)
{
  struct graph *g = parse ("f>g g>h");
  struct dependency own[2] = { { .kind = DEPENDENCY_TYPE, .name = (char *) "struct s" },
                               { .kind = DEPENDENCY_OPTION, .name = (char *) "-fwrapv" } };
  struct dependency *list;
  size_t count, types = 0, options = 0;
  g->nodes[0].own = own;
  g->nodes[0].own_count = 2;
  /* What a callee rests on is part of its digest, not of the caller's list.  */
  g->nodes[1].own = own;
  g->nodes[1].own_count = 1;
  closure_of (g->nodes, g->count, 0, &list, &count);
  ck_assert_uint_eq (count, 4);
  for (size_t i = 0; i < count; i++) {
    types += list[i].kind == DEPENDENCY_TYPE && !strcmp (list[i].name, "struct s") && !list[i].via;
    options += list[i].kind == DEPENDENCY_OPTION && !strcmp (list[i].name, "-fwrapv") && !list[i].via;
    if (list[i].kind == DEPENDENCY_FUNCTION && list[i].name[0] == 'h') {
      struct digest wanted = digest_of ("h", 1, DIGEST_SHORT);
      ck_assert (digest_equal (&list[i].digest, &wanted));
    }
    dependency_release (&list[i]);
  }
  ck_assert_uint_eq (types, 1);
  ck_assert_uint_eq (options, 1);
  free (list);
  free (g);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("closure");
  TCase *graphs = tcase_create ("graphs");
  SRunner *runner;
  int failed;
  tcase_add_test (graphs, dominators);
  tcase_add_test (graphs, cycles);
  tcase_add_test (graphs, objects);
  tcase_add_test (graphs, own_entries_come_first_hand);
  suite_add_tcase (suite, graphs);
  runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
