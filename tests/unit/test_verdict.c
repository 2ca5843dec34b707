/* The verdict: one state that was audited, and one state now.  */
#include "sample_verdict.h"

static const struct example {
  const char *name, *audited, *now, *expected;
} examples[] = {
  { "equal", F, F, "" },
  { "source differs", F, "function f\n domain pricing\n interface I\n source T\n", "changed:f" },
  { "interface differs", F, "function f\n domain pricing\n interface J\n source S\n", "interface-changed:f" },
  { "both differ, both are said", F, "function f\n domain pricing\n interface J\n source T\n",
    "changed:f interface-changed:f" },
  { "interface and dependency differ", F " needs h() = A\n",
    "function f\n domain pricing\n interface J\n source S\n needs h() = B\n",
    "interface-changed:f dependency-changed:f" },
  { "body and dependency differ: one finding, the note has the other", F " needs h() = A\n",
    "function f\n domain pricing\n interface I\n source T\n needs h() = B\n", "changed:f" },
  { "not marked any more", F, "function f\n interface I\n source S\n", "unmarked:f" },

  /* The views of the body.  */
  { "source differs, behaviour equal", F " behaviour B\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n", "" },
  { "source and behaviour differ", F " behaviour B\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour C\n", "changed:f" },
  { "source equal, behaviour differs", F " behaviour B\n", F " behaviour C\n", "" },
  { "behaviour equal, a helper came that it contains", F " behaviour B\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n contains h() = A\n contains h() interface = A\n",
    "" },
  { "behaviour equal, a helper came that it does not contain", F " behaviour B\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n needs h() = A\n", "dependency-changed:f" },
  { "behaviour equal, a helper went", F " behaviour B\n needs h() = A\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n", "" },
  { "behaviour equal, an option went", F " behaviour B\n needs option -fwrapv = A\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n", "dependency-changed:f" },
  { "source and behaviour equal, a helper that it contains moved", F " behaviour B\n needs h() = A\n",
    F " behaviour B\n contains h() = B\n", "" },
  { "source and behaviour equal, a helper that it does not contain moved", F " behaviour B\n needs h() = A\n",
    F " behaviour B\n needs h() = B\n", "dependency-changed:f" },
  { "source equal, behaviour differs, a helper that it contains moved", F " behaviour B\n needs h() = A\n",
    F " behaviour C\n contains h() = B\n", "dependency-changed:f" },
  { "a helper has another text and does what it did", F " behaviour B\n needs h() = A/x\n",
    F " behaviour B\n needs h() = B/x\n", "" },
  { "a helper does something else", F " behaviour B\n needs h() = A/x\n", F " behaviour B\n needs h() = B/y\n",
    "dependency-changed:f" },
  { "both have another text and do what they did", F " behaviour B\n needs h() = A/x\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n needs h() = B/x\n", "" },
  { "what a helper does was not audited", F " behaviour B\n needs h() = A\n", F " behaviour B\n needs h() = B/x\n",
    "dependency-changed:f" },
  { "what a helper does is not known now", F " behaviour B\n needs h() = A/x\n", F " behaviour B\n needs h() = B\n",
    "dependency-changed:f" },
  { "its own form differs, a helper does what it did", F " behaviour B\n needs h() = A/x\n",
    F " behaviour C\n needs h() = B/x\n", "" },
  { "it has no form, a helper does what it did", F " needs h() = A/x\n", F " needs h() = B/x\n", "" },
  { "a helper does what it did, what it contains moved", F " behaviour B\n needs h() = A/x\n needs g() = 1\n",
    F " behaviour B\n needs h() = B/x\n contains-below g() = 2\n", "" },
  { "a helper of the same text does something else, by what it contains",
    F " behaviour B\n needs h() = A/x\n needs g() = 1\n", F " behaviour B\n needs h() = A/y\n contains-below g() = 2\n",
    "dependency-changed:f" },
  { "one helper is taken by its text: what any contains counts",
    F " behaviour B\n needs h() = A/x\n needs g() = 1\n needs k() = K/1\n",
    F " behaviour B\n needs h() = B/x\n contains-below g() = 2\n needs k() = K/2\n", "dependency-changed:f" },
  { "a helper of the same text does something else, and nothing else moved", F " behaviour B\n needs h() = A/x\n",
    F " behaviour B\n needs h() = A/y\n", "" },
  { "a helper joined with another one", F " behaviour B\n needs h() = A/x\n needs g() = 1\n",
    F " behaviour B\n needs h() = B/x\n", "" },
  { "a helper joined with another one, and its own form differs", F " behaviour B\n needs h() = A/x\n needs g() = 1\n",
    F " behaviour C\n needs h() = B/x\n", "dependency-changed:f" },
  { "a helper does what it did, but source equality is demanded",
    "function f\n domain authentication\n source S\n behaviour B\n needs h() = A/x\n",
    "function f\n domain authentication\n source S\n behaviour B\n needs h() = B/x\n", "dependency-changed:f" },
  { "behaviour equal, and another interface", F " behaviour B\n",
    "function f\n domain pricing\n interface J\n source T\n behaviour B\n", "interface-changed:f" },
  { "behaviours of another class say nothing", F " behaviour B\n",
    "behaviour-class gcc13/O/1\nfunction f\n domain pricing\n interface I\n source T\n behaviour B\n", "changed:f" },
  { "behaviours of another class of -O are one where they are equal", F " behaviour B\n",
    "behaviour-class gcc12/O0/1\nfunction f\n domain pricing\n interface I\n source T\n behaviour B\n", "" },
  { "behaviours of another class of -O, not equal", F " behaviour B\n",
    "behaviour-class gcc12/O0/1\nfunction f\n domain pricing\n interface I\n source T\n behaviour C\n", "changed:f" },
  { "behaviours of another way of computing say nothing", F " behaviour B\n",
    "behaviour-class gcc12/O/2\nfunction f\n domain pricing\n interface I\n source T\n behaviour B\n", "changed:f" },
  { "source equality demanded: what the behaviour contains counts all the same",
    "function f\n domain authentication\n source S\n behaviour B\n needs h() = A\n",
    "function f\n domain authentication\n source S\n behaviour B\n contains h() = B\n", "dependency-changed:f" },
  { "behaviour equal does not do where source equality is demanded",
    "function f\n domain authentication\n source S\n behaviour B\n",
    "function f\n domain authentication\n source T\n behaviour B\n", "changed:f" },
  { "tree differs, source equal", F " tree T\n", F " tree U\n", "" },
  { "tree equal, source differs", F " tree T\n", "function f\n domain pricing\n interface I\n source X\n tree T\n",
    "changed:f" },
  { "no source now, tree equal", F " tree T\n", "function f\n domain pricing\n interface I\n tree T\n", "" },
  { "no source now, tree differs", F " tree T\n", "function f\n domain pricing\n interface I\n tree U\n", "changed:f" },
  { "no source then, tree equal", "function f\n domain pricing\n interface I\n tree T\n", F " tree T\n", "" },
  { "no source now, tree of another class", F " tree T\n",
    "unit src/price.c\n tree-class gcc11/O\nfunction f\n domain pricing\n interface I\n tree T\n", "incomparable:f" },
  { "no source now, equal trees, but source equality demanded",
    "function f\n domain authentication\n interface I\n source S\n tree T\n",
    "function f\n domain authentication\n interface I\n tree T\n", "incomparable:f" },
  { "no source now, other tree, source equality demanded",
    "function f\n domain authentication\n interface I\n source S\n tree T\n",
    "function f\n domain authentication\n interface I\n tree U\n", "changed:f" },
  { "nothing to compare", F, "function f\n domain pricing\n interface I\n tree T\n", "incomparable:f" },
  { "nothing to compare, and the interface differs", F, "function f\n domain pricing\n interface J\n tree T\n",
    "interface-changed:f incomparable:f" },
  { "another scheme", F, "unit src/price.c\n scheme 2\n" F, "incomparable:f" },
  { "another scheme hides what only looks like a change", F,
    "unit src/price.c\n scheme 2\nfunction f\n domain pricing\n interface J\n source T\n", "incomparable:f" },
  { "another variant", F, "unit src/price.c\n variant arm\n" F, "incomparable:f" },
  { "another compiler and tree class, source equal", F " tree T\n",
    "unit src/price.c\n compiler gcc 11.3.0\n tree-class gcc11/O0\n" F " tree U\n", "" },

  /* Dependencies.  */
  { "helper differs", F " needs h() = A\n", F " needs h() = B\n", "dependency-changed:f" },
  { "helper is new", F, F " needs h() = A\n", "dependency-changed:f" },
  { "helper is gone", F " needs h() = A\n", F, "dependency-changed:f" },
  { "object differs", F " needs rate = 3\n", F " needs rate = 4\n", "dependency-changed:f" },
  { "layout differs", F " needs struct order = 3\n", F " needs struct order = 4\n", "dependency-changed:f" },
  { "enumerator differs", F " needs enumerator MAX = 3\n", F " needs enumerator MAX = 4\n", "dependency-changed:f" },
  { "option is new", F, F " needs option -fwrapv = y\n", "dependency-changed:f" },
  { "declaration of a callee differs", F " needs h() interface = A\n", F " needs h() interface = B\n",
    "dependency-changed:f" },
  { "a macro is part of the source", F " needs macro RATE = 3\n", F " needs macro RATE = 4\n", "" },
  { "the environment comes and goes", F " needs environment memcpy = -\n", F " needs environment memmove = -\n", "" },
  { "a pointer call alone is no move", F, F " needs pointer long (int) = -\n", "" },
  { "only the way to it differs", F " needs h() = A via k\n needs k() = K\n", F " needs h() = A\n needs k() = K\n",
    "" },

  /* The cut: g carries its own audit.  */
  { "g differs and is audited now: its own finding only", F " needs g() = 1\n" G,
    F " needs g() = 2\nfunction g\n domain pricing\n interface GI\n source GT\n", "dependency-changed:f changed:g" },
  { "g differs and is still unchanged in its own eyes", F " needs g() = 1\n" G, F " needs g() = 2\n" G, "" },
  { "behind g", F " needs g() = 1\n needs h() = A via g\n" G, F " needs g() = 1\n needs h() = B via g\n" G, "" },
  { "behind g, further down", F " needs g() = 1\n needs h() = A via g\n needs k() = A via h\n" G,
    F " needs g() = 1\n needs h() = A via g\n needs k() = B via h\n" G, "" },
  { "gone behind g", F " needs g() = 1\n needs h() = A via g\n" G, F " needs g() = 1\n" G, "" },
  { "new behind g", F " needs g() = 1\n" G, F " needs g() = 1\n needs rate = 2 via g\n" G, "" },
  { "beside g", F " needs g() = 1\n needs h() = A\n" G, F " needs g() = 1\n needs h() = B\n" G,
    "dependency-changed:f" },
  { "was behind g, is beside it now, and differs", F " needs g() = 1\n needs h() = A via g\n" G,
    F " needs g() = 1\n needs h() = B\n" G, "dependency-changed:f" },
  { "the declaration of g always counts", F " needs g() = 1\n needs g() interface = A\n" G,
    F " needs g() = 1\n needs g() interface = B\n" G, "dependency-changed:f" },
  { "g demands less than f", F " needs g() = 1\n" WEAK_G, F " needs g() = 2\n" WEAK_G, "dependency-changed:f" },
  { "f demands less than g", "function f\n domain billing\n source S\n needs g() = 1\n" G,
    "function f\n domain billing\n source S\n needs g() = 2\n" G, "" },
  { "via in a circle ends", F " needs h() = A via k\n needs k() = A via h\n",
    F " needs h() = B via k\n needs k() = A via h\n", "dependency-changed:f" },
  { "a long chain of audited functions",
    F " needs g() = 1\n" G " needs h() = 1\nfunction h\n domain pricing\n source HS\n needs k() = 1\n"
      "function k\n domain pricing\n source KS\n",
    F " needs g() = 2\n" G " needs h() = 2\nfunction h\n domain pricing\n source HS\n needs k() = 2\n"
      "function k\n domain pricing\n source KS\n",
    "" },
  { "a circle of two that vouch only for each other", F " needs g() = 1\n" G " needs f() = 1\n",
    F " needs g() = 2\n" G " needs f() = 2\n", "dependency-changed:f dependency-changed:g" },
  { "a circle of three",
    F " needs g() = 1\n" G " needs h() = 1\nfunction h\n domain pricing\n source HS\n needs f() = 1\n",
    F " needs g() = 2\n" G " needs h() = 2\nfunction h\n domain pricing\n source HS\n needs f() = 2\n",
    "dependency-changed:f dependency-changed:g dependency-changed:h" },
  { "itself is no cut", F " needs f() = 1\n", F " needs f() = 2\n", "dependency-changed:f" },
};

START_TEST (test_example)
{
  const struct example *e = &examples[_i];
  enter (ENTRY_AUDIT, e->audited, ada, "2026-05-01");
  const char *result = found (e->now, false);
  ck_assert_msg (strcmp (result, e->expected) == 0, "%s: expected '%s', found '%s'\n%s", e->name, e->expected, result,
                 found (e->now, true));
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("verdict");
  TCase *table = tcase_create ("audited and now");
  tcase_add_checked_fixture (table, set_up, tear_down);
  tcase_add_loop_test (table, test_example, 0, sizeof examples / sizeof examples[0]);
  suite_add_tcase (suite, table);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
