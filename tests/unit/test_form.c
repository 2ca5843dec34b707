/* Canonical forms as people read them.  */
#include "form/form.h"
#include "form/form_store.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* What a compiler wrote of:
     int f (struct order *o) { int n = 0; while (n < o->count) n += g (o, "x\ny"); return n > 100 ? -1 : n; }  */
#define HEAD "behaviour gcc12/O/6;\n"
#define LOOP(LIMIT, EXTRA)                                                                                             \
  HEAD "B0\nto B1\nB1\nV1: s32 merge B1\nD2: parameter 0 *struct order\nV3: p initial D2\n"                            \
       "T4: struct order align 64 mode BLK size 320 align 64;id@0.0+32 int:32s;count@0.32+32 int:32s\n"                \
       "T5: int:32s align 32 mode SI\nV6: s32 load [V3+0:T4/T4].T4@0.32+32:T5 M1\n"                                    \
       "if lt_expr s32 V1 V6 B2 B3\nB2\n" EXTRA                                                                        \
       "D8: function g (*struct order,*const char:8,)int:32s extern\nT9: [3]char:8 align 8 mode SI\n"                  \
       "call D8 T9 0s32(p V3,p &T9 4\"x\ny\\0\",) to V10 m11\nto B1\n"                                                 \
       "B3\nif lt_expr s32 s32#" LIMIT " V1 B4 B4\n"                                                                   \
       "B4\nV12: s32 merge B4\nreturn V12\n"                                                                           \
       "V13: s32 plus_expr V1 V10\nmerge V1: B0.0 s32#0 B2.0 V13\n"                                                    \
       "merge V12: B3.0 s32#-1 B3.1 V1\ntouch B1.0 V3\n"

static char *
read_of (const char *form)
{
  struct strbuf out;
  strbuf_init (&out);
  form_read (form, &out);
  return strbuf_detach (&out);
}

START_TEST (a_loop_reads_as_c)
{
  char *text = read_of (LOOP ("100", ""));
  ck_assert_str_eq (text, "n1 = 0;\n"
                          "for (;;) {\n"
                          "  if (arg1->count <= n1) {\n"
                          "    break;\n"
                          "  }\n"
                          "  result1 = g (arg1, \"x\\ny\");\n"
                          "  n1 = n1 + result1;\n"
                          "}\n"
                          "if (n1 <= 100) {\n"
                          "  return n1;\n"
                          "}\n"
                          "return -1;\n");
  free (text);
}
END_TEST

START_TEST (elements_chains_and_choices)
{
  char *text = read_of (HEAD
                        "B0\nD1: parameter 0 *struct s\nV2: p initial D1\n"
                        "T3: struct s align 32 mode BLK size 352 align 32;n@0+32 int:32s;v@32+320 [9]int:32s\n"
                        "T4: [9]int:32s align 32 mode BLK\nD5: parameter 1 int:32s\nV6: s32 initial D5\n"
                        "T7: int:32s align 32 mode SI\n"
                        "s32#2 into [V2+0:T3/T3].T3@4.0+320:T4{s32 V6+1}:T7 T7 m8\n"
                        "s32#4 into [V2+0:T3/T3].T3@4.0+320:T4{+3}:T7 T7 m9\n"
                        "D12: parameter 2 unsigned int:32u\nV13: u32 initial D12\nD14: parameter 4 unsigned int:32u\n"
                        "V15: u32 initial D14\nD16: parameter 3 unsigned int:32u\nV17: u32 initial D16\n"
                        "V18: u32 bit_ior_expr V13 V15 V17\nV19: u32 cond_expr (eq_expr s32 V6 s32#0) V18 u32#7\n"
                        "return V19\n");
  ck_assert_str_eq (text, "arg1->v[arg2 + 1] = 2;\n"
                          "arg1->v[3] = 4;\n"
                          "return arg2 == 0 ? arg3 | arg5 | arg4 : 7u;\n");
  free (text);
}
END_TEST

/* One constant differs: one line does.  A statement more: the others keep their text.  */
START_TEST (a_difference_is_of_what_differs)
{
  static const struct {
    const char *old, *now, *removed, *added;
  } cases[] = {
    { LOOP ("100", ""), LOOP ("99", ""), "if (n1 <= 100) {", "if (n1 <= 99) {" },
    { LOOP ("100", ""),
      LOOP ("100", "D7: function h (void)void extern\nT70: (void)void align 8 mode QI\ncall D7 T70 0() m71\n"), NULL,
      "  h ();" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct strbuf before, after;
    char *line, *rest;
    size_t removed = 0, added = 0;
    strbuf_init (&before);
    strbuf_init (&after);
    ck_assert (form_read_both (cases[i].old, cases[i].now, &before, &after));
    /* Lines of one that are not in the other.  */
    char *copy = memory_copy_text (strbuf_text (&before));
    for (line = strtok_r (copy, "\n", &rest); line; line = strtok_r (NULL, "\n", &rest))
      if (!strstr (strbuf_text (&after), line)) {
        removed++;
        ck_assert_str_eq (line, cases[i].removed);
      }
    free (copy);
    copy = memory_copy_text (strbuf_text (&after));
    for (line = strtok_r (copy, "\n", &rest); line; line = strtok_r (NULL, "\n", &rest))
      if (!strstr (strbuf_text (&before), line)) {
        added++;
        ck_assert_str_eq (line, cases[i].added);
      }
    free (copy);
    ck_assert_uint_eq (removed, cases[i].removed != NULL);
    ck_assert_uint_eq (added, 1);
    strbuf_release (&before);
    strbuf_release (&after);
  }
}
END_TEST

/* All numbers are others, and nothing else is.  */
START_TEST (numbers_do_not_matter)
{
  static const char a[] = HEAD
      "B0\nD1: parameter 0 int:32s\nV2: s32 initial D1\nV3: s32 plus_expr V2 s32#1\nreturn V3\n";
  static const char b[] = HEAD
      "B0\nD7: parameter 0 int:32s\nV8: s32 initial D7\nV9: s32 plus_expr V8 s32#1\nreturn V9\n";
  char *first = read_of (a), *second = read_of (b);
  ck_assert_str_eq (first, "return arg1 + 1;\n");
  ck_assert_str_eq (first, second);
  free (first);
  free (second);
}
END_TEST

/* What C would tell by types the operators tell.  */
START_TEST (signs_are_told)
{
  char *is_signed = read_of (HEAD "B0\nD1: parameter 0 int:32s\nV2: s32 initial D1\nif lt_expr s32 V2 s32#9 B1 B2\n"
                                  "B1\nreturn s32#1\nB2\nreturn s32#0\n");
  char *is_unsigned = read_of (HEAD "B0\nD1: parameter 0 int:32u\nV2: u32 initial D1\nif lt_expr u32 V2 u32#9 B1 B2\n"
                                    "B1\nreturn s32#1\nB2\nreturn s32#0\n");
  ck_assert_str_eq (is_signed, "if (arg1 < 9) {\n  return 1;\n}\nreturn 0;\n");
  ck_assert_str_eq (is_unsigned, "if (arg1 <u 9u) {\n  return 1;\n}\nreturn 0;\n");
  free (is_signed);
  free (is_unsigned);
}
END_TEST

/* The opposite of a comparison of floating point is not the opposite operator.  */
START_TEST (not_a_number_counts)
{
  char *text = read_of (HEAD "B0\nD1: parameter 0 double:64f\nV2: fDF initial D1\nD5: function g (void)void\n"
                             "T6: (void)void\nif lt_expr fDF V2 fDF#0x1.8p+1 B2 B1\nB1\ncall D5 T6 0() m7\nto B2\n"
                             "B2\ncall D5 T6 0() m8\nreturn \n");
  ck_assert_str_eq (text, "if (!(arg1 < 0x1.8p+1)) {\n  g ();\n}\ng ();\nreturn;\n");
  free (text);
}
END_TEST

/* A read before a store that stands after it is of the memory before.  */
START_TEST (reads_tell_which_memory)
{
  char *text = read_of (HEAD "B0\nD1: object count int:32s\nT2: int:32s align 32 mode SI\nV3: s32 load D1 m0\n"
                             "s32#0 into D1 T2 m4\nD5: function g (int:32s,)void\nT6: (int:32s,)void\n"
                             "call D5 T6 0(s32 V3,) m7\nV8: s32 load D1 m7\nreturn V8\n");
  ck_assert_str_eq (text, "count = 0;\ng (count @entry);\nreturn count;\n");
  free (text);
}
END_TEST

START_TEST (conditions_of_one_outcome_are_one)
{
  char *text = read_of (HEAD "B0\nD1: parameter 0 int:32s\nV2: s32 initial D1\nif eq_expr s32 V2 s32#0 B3 B1\n"
                             "B1\nif lt_expr s32 V2 s32#9 B2 B3\nB2\nD4: function g (void)void\nT5: (void)void\n"
                             "call D4 T5 0() m6\nreturn s32#1\nB3\nreturn s32#0\n");
  ck_assert_str_eq (text, "if (arg1 == 0 || arg1 >= 9) {\n  return 0;\n}\ng ();\nreturn 1;\n");
  free (text);
}
END_TEST

/* Two merges that exchange their values.  */
START_TEST (moves_do_not_overwrite)
{
  char *text = read_of (HEAD "B0\nto B1\nB1\nV1: s32 merge B1\nV2: s32 merge B1\nif lt_expr s32 V1 V2 B2 B3\n"
                             "B2\nto B1\nB3\nreturn V1\nmerge V1: B0.0 s32#1 B2.0 V2\nmerge V2: B0.0 s32#2 B2.0 V1\n");
  ck_assert_ptr_nonnull (strstr (text, "(n1, n2) = (n2, n1);"));
  free (text);
}
END_TEST

/* A way into the middle of a loop has no place in C's nesting: it is a goto to a label that is there.  */
START_TEST (irreducible_flow_has_labels)
{
  char *text = read_of (HEAD "B0\nD1: parameter 0 int:32s\nV2: s32 initial D1\nD4: function g (int:32s,)void\n"
                             "T5: (int:32s,)void\nif eq_expr s32 V2 s32#0 B1 B2\n"
                             "B1\ncall D4 T5 0(s32 s32#1,) m6\nto B2\nB2\ncall D4 T5 0(s32 s32#2,) m7\n"
                             "if eq_expr s32 V2 s32#5 B1 B3\nB3\nreturn \n");
  const char *jump = strstr (text, "goto L");
  ck_assert_ptr_nonnull (jump);
  char label[16] = "\n";
  strncat (label, jump + 5, strcspn (jump + 5, ";"));
  strcat (label, ":");
  ck_assert_msg (strstr (text, label) || strncmp (text, label + 1, strlen (label + 1)) == 0, "%s", text);
  free (text);
}
END_TEST

/* Forms that read alike are shown as they are.  */
START_TEST (what_reads_alike_is_listed)
{
  static const char a[] = HEAD "B0\nD1: parameter 0 *int:32s\nV2: p initial D1\nreturn \ntouch B0.0 V2\n";
  static const char b[] = HEAD "B0\nreturn \n";
  struct strbuf before, after;
  strbuf_init (&before);
  strbuf_init (&after);
  ck_assert (!form_read_both (a, b, &before, &after));
  ck_assert_ptr_nonnull (strstr (strbuf_text (&before), "touch B0.0 t"));
  ck_assert_str_ne (strbuf_text (&before), strbuf_text (&after));
  strbuf_release (&before);
  strbuf_release (&after);
  strbuf_init (&before);
  strbuf_init (&after);
  ck_assert (form_read_both (a, a, &before, &after));
  ck_assert_str_eq (strbuf_text (&before), strbuf_text (&after));
  strbuf_release (&before);
  strbuf_release (&after);
}
END_TEST

/* What nobody knows yet stands as it is, with names.  */
START_TEST (the_unknown_is_shown)
{
  char *text = read_of (HEAD "B0\nD1: parameter 0 int:32s\nV2: s32 initial D1\nconjure V2 with s32#7 m3\nreturn V2\n");
  ck_assert_str_eq (text, "conjure (s32 initial arg1) with s32#7;\nreturn arg1;\n");
  free (text);
}
END_TEST

/* Any form with any byte changed, cut anywhere: read, whatever comes of it.  */
START_TEST (rubbish_is_survived)
{
  static const char form[] = LOOP ("100", "");
  static const char bytes[] = "\n \"B0VTDm{}[]<>#:+9";
  for (size_t i = 0; i < sizeof form - 1; i++) {
    char *copy = memory_copy_text (form), *text;
    for (size_t b = 0; b < sizeof bytes - 1; b++) {
      copy[i] = bytes[b];
      text = read_of (copy);
      free (text);
    }
    copy[i] = '\0';
    text = read_of (copy);
    free (text);
    free (copy);
  }
}
END_TEST

START_TEST (stored_forms_are_found)
{
  static const char a[] = HEAD "B0\nreturn s32#1\n", b[] = HEAD "B0\nreturn s32#2\n";
  struct digest first = form_digest (a), second = form_digest (b);
  struct strbuf file, more, again, found;
  strbuf_init (&file);
  strbuf_init (&more);
  strbuf_init (&again);
  strbuf_init (&found);
  form_store ("", "x86_64", a, &file);
  ck_assert (form_stored (strbuf_text (&file), &first, &found));
  ck_assert_str_eq (strbuf_text (&found), a);
  ck_assert (!form_stored (strbuf_text (&file), &second, &found));
  /* Another variant's stays, the own one's is replaced, in any order.  */
  form_store (strbuf_text (&file), "arm", b, &more);
  ck_assert (form_stored (strbuf_text (&more), &first, &found) && form_stored (strbuf_text (&more), &second, &found));
  form_store (strbuf_text (&more), "arm", b, &again);
  ck_assert_str_eq (strbuf_text (&more), strbuf_text (&again));
  strbuf_clear (&again);
  form_store (strbuf_text (&more), "x86_64", b, &again);
  ck_assert (!form_stored (strbuf_text (&again), &first, &found));
  /* A byte that was changed: not the form that is wanted.  */
  strstr (more.text, "s32#1")[4] = '7';
  ck_assert (!form_stored (strbuf_text (&more), &first, &found));
  ck_assert (!form_stored ("loadbearing forms 1\nform arm 99999\nx", &first, &found));
  ck_assert (!form_stored ("rubbish", &first, &found));
  strbuf_release (&file);
  strbuf_release (&more);
  strbuf_release (&again);
  strbuf_release (&found);
}
END_TEST

START_TEST (class_and_digest)
{
  char *class = form_class (HEAD "B0\n"), *none = form_class ("B0\n");
  ck_assert_str_eq (class, "gcc12/O/6");
  ck_assert_str_eq (none, "");
  free (class);
  free (none);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("form");
  TCase *reading = tcase_create ("reading");
  tcase_add_test (reading, a_loop_reads_as_c);
  tcase_add_test (reading, a_difference_is_of_what_differs);
  tcase_add_test (reading, numbers_do_not_matter);
  tcase_add_test (reading, signs_are_told);
  tcase_add_test (reading, not_a_number_counts);
  tcase_add_test (reading, reads_tell_which_memory);
  tcase_add_test (reading, conditions_of_one_outcome_are_one);
  tcase_add_test (reading, moves_do_not_overwrite);
  tcase_add_test (reading, irreducible_flow_has_labels);
  tcase_add_test (reading, what_reads_alike_is_listed);
  tcase_add_test (reading, elements_chains_and_choices);
  tcase_add_test (reading, the_unknown_is_shown);
  tcase_add_test (reading, rubbish_is_survived);
  tcase_set_timeout (reading, 60);
  suite_add_tcase (suite, reading);
  TCase *keeping = tcase_create ("keeping");
  tcase_add_test (keeping, stored_forms_are_found);
  tcase_add_test (keeping, class_and_digest);
  suite_add_tcase (suite, keeping);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
