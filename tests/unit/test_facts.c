/* Labels, order, totals and the end of a unit's collection.  */
#include "facts.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sample_facts.h"

static struct dependency
dependency (enum dependency_kind kind, const char *name, uint8_t digest, const char *via)
{
  struct dependency d = {
    .kind = kind, .name = memory_copy_text (name), .digest = { DIGEST_SHORT, { digest } }, .via = memory_copy_text (via)
  };
  return d;
}

static const struct {
  enum dependency_kind kind;
  const char *name, *label;
} labels[] = {
  { DEPENDENCY_FUNCTION, "round_cents", "round_cents()" },
  { DEPENDENCY_INTERFACE, "round_cents", "round_cents() interface" },
  { DEPENDENCY_OBJECT, "bulk_percent", "bulk_percent" },
  { DEPENDENCY_TYPE, "struct order", "struct order" },
  { DEPENDENCY_TYPE, "union u", "union u" },
  { DEPENDENCY_TYPE, "enum e", "enum e" },
  { DEPENDENCY_TYPE, "typedef t", "typedef t" },
  { DEPENDENCY_ENUMERATOR, "BULK_MAX", "enumerator BULK_MAX" },
  { DEPENDENCY_MACRO, "RATE", "macro RATE" },
  { DEPENDENCY_OPTION, "-fwrapv", "option -fwrapv" },
  { DEPENDENCY_ENVIRONMENT, "memcpy", "environment memcpy" },
  { DEPENDENCY_POINTER, "long (int)", "pointer long (int)" },
  { DEPENDENCY_POINTER, "void ()", "pointer void ()" },
};

START_TEST (label_round_trip)
{
  struct dependency d = dependency (labels[_i].kind, labels[_i].name, 1, NULL), back = { 0 };
  struct strbuf text = STRBUF_INIT;
  dependency_label (&d, &text);
  ck_assert_str_eq (strbuf_text (&text), labels[_i].label);
  ck_assert (dependency_from_label (strbuf_text (&text), &back));
  ck_assert_int_eq (back.kind, labels[_i].kind);
  ck_assert_str_eq (back.name, labels[_i].name);
  dependency_release (&d);
  dependency_release (&back);
  strbuf_release (&text);
}
END_TEST

static const char *const no_labels[] = {
  "", "()", "() interface", "macro ", "struct ", "option ", "two words", "f(int)"
};

START_TEST (label_refused)
{
  struct dependency d = { 0 };
  ck_assert_msg (!dependency_from_label (no_labels[_i], &d), "'%s' was taken for a label", no_labels[_i]);
}
END_TEST

/* The comparison that works without putting labels together agrees with one that does.  */
START_TEST (order_is_that_of_labels)
{
  for (int i = 0; i < 20000; i++) {
    struct dependency a = dependency ((enum dependency_kind) sample_number (DEPENDENCY_KIND_COUNT), NULL, 1, NULL);
    struct dependency b = dependency ((enum dependency_kind) sample_number (DEPENDENCY_KIND_COUNT), NULL, 1, NULL);
    static const char *const names[] = { "a",  "a()",   "macro x", "",  "option -f",
                                         "ab", "a\377", "pointer", "x", "a() interface" };
    a.name = memory_copy_text (names[sample_number (10)]);
    b.name = memory_copy_text (names[sample_number (10)]);
    struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
    dependency_label (&a, &left);
    dependency_label (&b, &right);
    int expected = strcmp (strbuf_text (&left), strbuf_text (&right)), got = dependency_compare (&a, &b);
    ck_assert_msg ((expected > 0) - (expected < 0) == (got > 0) - (got < 0), "'%s' and '%s' compare as %d",
                   strbuf_text (&left), strbuf_text (&right), got);
    strbuf_release (&left);
    strbuf_release (&right);
    dependency_release (&a);
    dependency_release (&b);
  }
}
END_TEST

START_TEST (order_looks_at_via_last)
{
  struct dependency direct = dependency (DEPENDENCY_OBJECT, "x", 1, NULL),
                    by_a = dependency (DEPENDENCY_OBJECT, "x", 1, "a"),
                    by_b = dependency (DEPENDENCY_OBJECT, "x", 1, "b"),
                    y = dependency (DEPENDENCY_OBJECT, "y", 1, NULL);
  ck_assert_int_lt (dependency_compare (&direct, &by_a), 0);
  ck_assert_int_lt (dependency_compare (&by_a, &by_b), 0);
  ck_assert_int_gt (dependency_compare (&y, &by_b), 0);
  ck_assert_int_eq (dependency_compare (&by_a, &by_a), 0);
  dependency_release (&direct);
  dependency_release (&by_a);
  dependency_release (&by_b);
  dependency_release (&y);
}
END_TEST

static struct digest
total_of (enum dependency_kind kind, const char *name, uint8_t digest, const char *via)
{
  struct dependency d = dependency (kind, name, digest, via);
  struct digest total = dependencies_total (&d, 1);
  dependency_release (&d);
  return total;
}

START_TEST (total_sees_everything_but_macros)
{
  struct digest base = total_of (DEPENDENCY_OBJECT, "x", 1, NULL), none = dependencies_total (NULL, 0), other;
  ck_assert_int_eq (base.length, DIGEST_FULL);
  other = total_of (DEPENDENCY_OBJECT, "x", 1, NULL);
  ck_assert (digest_equal (&base, &other));
  ck_assert (!digest_equal (&base, &none));
  other = total_of (DEPENDENCY_OBJECT, "x", 2, NULL);
  ck_assert (!digest_equal (&base, &other));
  other = total_of (DEPENDENCY_OBJECT, "y", 1, NULL);
  ck_assert (!digest_equal (&base, &other));
  other = total_of (DEPENDENCY_FUNCTION, "x", 1, NULL);
  ck_assert (!digest_equal (&base, &other));
  other = total_of (DEPENDENCY_OBJECT, "x", 1, "f");
  ck_assert (!digest_equal (&base, &other));
  other = total_of (DEPENDENCY_MACRO, "x", 1, NULL);
  ck_assert (digest_equal (&none, &other));
}
END_TEST

START_TEST (total_knows_where_fields_end)
{
  struct dependency first[] = { dependency (DEPENDENCY_OBJECT, "a", 1, "b"),
                                dependency (DEPENDENCY_OBJECT, "c", 1, NULL) };
  struct dependency second[] = { dependency (DEPENDENCY_OBJECT, "a", 1, NULL),
                                 dependency (DEPENDENCY_OBJECT, "c", 1, "b") };
  struct digest one = dependencies_total (first, 2), two = dependencies_total (second, 2);
  ck_assert (!digest_equal (&one, &two));
  for (int i = 0; i < 2; i++) {
    dependency_release (&first[i]);
    dependency_release (&second[i]);
  }
}
END_TEST

START_TEST (sameness_of_statics_needs_the_file)
{
  struct function_facts a = { .name = (char *) "usage", .file = (char *) "a.c" },
                        b = { .name = (char *) "usage", .file = (char *) "b.c" },
                        c = { .name = (char *) "main", .file = (char *) "a.c" };
  ck_assert (function_same (&a, &b));
  ck_assert (!function_same (&a, &c));
  b.flags = FUNCTION_STATIC;
  ck_assert (!function_same (&a, &b));
  ck_assert (!function_same (&b, &a));
  b.file = (char *) "a.c";
  ck_assert (function_same (&a, &b));
}
END_TEST

static void
add (struct unit_facts *u, const char *name, const char *file, const char *first_call, const char *second_call)
{
  struct function_facts *f = unit_facts_add (u);
  f->name = memory_copy_text (name);
  f->file = memory_copy_text (file);
  f->calls = memory_get (3 * sizeof *f->calls);
  f->calls[0] = memory_copy_text (first_call);
  f->calls[1] = memory_copy_text (second_call);
  f->calls[2] = memory_copy_text (first_call);
  f->calls_count = 3;
  f->depends = memory_get (3 * sizeof *f->depends);
  f->depends[0] = dependency (DEPENDENCY_OBJECT, second_call, 1, NULL);
  f->depends[1] = dependency (DEPENDENCY_OBJECT, first_call, 1, NULL);
  f->depends[2] = dependency (DEPENDENCY_OBJECT, second_call, 1, NULL);
  f->depends_count = 3;
}

START_TEST (finish_sorts_and_drops_what_is_double)
{
  struct unit_facts u = { .source = memory_copy_text ("a.c") };
  add (&u, "zebra", "a.c", "y", "x");
  add (&u, "apple", "b.h", "y", "x");
  add (&u, "apple", "a.c", "y", "x");
  unit_facts_finish (&u);
  ck_assert_str_eq (u.functions[0].name, "apple");
  ck_assert_str_eq (u.functions[0].file, "a.c");
  ck_assert_str_eq (u.functions[1].file, "b.h");
  ck_assert_str_eq (u.functions[2].name, "zebra");
  for (int i = 0; i < 3; i++) {
    ck_assert_uint_eq (u.functions[i].calls_count, 2);
    ck_assert_str_eq (u.functions[i].calls[0], "x");
    ck_assert_str_eq (u.functions[i].calls[1], "y");
    ck_assert_uint_eq (u.functions[i].depends_count, 2);
    ck_assert_str_eq (u.functions[i].depends[0].name, "x");
    ck_assert_str_eq (u.functions[i].depends[1].name, "y");
  }
  ck_assert_int_eq (u.id.length, DIGEST_HALF);
  unit_facts_release (&u);
  ck_assert_ptr_null (u.functions);
}
END_TEST

/* Two digests under one label must not be taken for one.  */
START_TEST (finish_keeps_contradictions)
{
  struct unit_facts u = { .source = memory_copy_text ("a.c") };
  add (&u, "f", "a.c", "x", "y");
  u.functions[0].depends[2].digest.bytes[0] = 2;
  unit_facts_finish (&u);
  ck_assert_uint_eq (u.functions[0].depends_count, 3);
  unit_facts_release (&u);
}
END_TEST

START_TEST (id_covers_content_not_order)
{
  struct unit_facts first = { .source = memory_copy_text ("a.c") }, second = { .source = memory_copy_text ("a.c") };
  add (&first, "f", "a.c", "x", "y");
  add (&first, "g", "a.c", "y", "x");
  add (&second, "g", "a.c", "x", "y");
  add (&second, "f", "a.c", "y", "x");
  unit_facts_finish (&first);
  unit_facts_finish (&second);
  ck_assert (digest_equal (&first.id, &second.id));
  second.functions[1].line++;
  unit_facts_finish (&second);
  ck_assert (!digest_equal (&first.id, &second.id));
  second.functions[1].line--;
  second.gate = GATE_OFF;
  unit_facts_finish (&second);
  ck_assert (!digest_equal (&first.id, &second.id));
  unit_facts_release (&first);
  unit_facts_release (&second);
}
END_TEST

START_TEST (names_of_aspects)
{
  static const char *const names[] = { "interface", "source", "tree", "behaviour", "dependencies" };
  for (int i = 0; i < ASPECT_COUNT; i++)
    ck_assert_str_eq (aspect_name ((enum aspect) i), names[i]);
  ck_assert_str_eq (aspect_name ((enum aspect) 99), "unknown aspect");
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("facts");
  TCase *facts = tcase_create ("facts");
  tcase_add_loop_test (facts, label_round_trip, 0, sizeof labels / sizeof *labels);
  tcase_add_loop_test (facts, label_refused, 0, sizeof no_labels / sizeof *no_labels);
  tcase_add_test (facts, order_is_that_of_labels);
  tcase_add_test (facts, order_looks_at_via_last);
  tcase_add_test (facts, total_sees_everything_but_macros);
  tcase_add_test (facts, total_knows_where_fields_end);
  tcase_add_test (facts, sameness_of_statics_needs_the_file);
  tcase_add_test (facts, finish_sorts_and_drops_what_is_double);
  tcase_add_test (facts, finish_keeps_contradictions);
  tcase_add_test (facts, id_covers_content_not_order);
  tcase_add_test (facts, names_of_aspects);
  suite_add_tcase (suite, facts);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
