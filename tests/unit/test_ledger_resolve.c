/* The ledger in conflict: merges, and the one true form.  */
#include "sample_ledger.h"

/* ---- Conflicts.  */

/* The text of a file with the audits of the sample states in NUMBERS (each with its day of May),
   0-terminated, and with FILE.  */
static char *
text_with (const unsigned *numbers, const char *file)
{
  struct ledger_file what = sample_what ();
  free (what.file);
  what.file = text_of (file);
  for (; *numbers != 0; numbers++) {
    char date[32];
    snprintf (date, sizeof date, "2026-05-%02u", *numbers);
    add_audit (&what, *numbers, *numbers % 2 ? ADA : BO, date);
  }
  release_what (&what);
  char *text = scratch_read ("audits/pricing/price_quote.json");
  ck_assert_int_eq (unlink (scratch_path ("audits/pricing/price_quote.json")), 0);
  return text;
}

static const struct {
  unsigned base[4], ours[6], theirs[6], all[9];
} merges[] = {
  { { 1 }, { 1, 2 }, { 1, 3 }, { 1, 2, 3 } },
  { { 1 }, { 1, 2, 4 }, { 1, 3, 5 }, { 1, 2, 3, 4, 5 } },
  { { 1, 5 }, { 1, 5, 3 }, { 1, 5, 4 }, { 1, 3, 4, 5 } },
  { { 5 }, { 1, 2, 5 }, { 3, 4, 5, 6 }, { 1, 2, 3, 4, 5, 6 } },
  { { 1 }, { 1, 2, 3 }, { 1, 2, 4 }, { 1, 2, 3, 4 } },
  { { 0 }, { 1, 2 }, { 3 }, { 1, 2, 3 } }, /* both added the file */
  { { 0 }, { 1, 2 }, { 2, 3 }, { 1, 2, 3 } },
  { { 2 }, { 2, 3 }, { 2 }, { 2, 3 } },
};

/* Merges as git makes them, in both styles: the result is the union, whichever side is ours.  */
START_TEST (merges_by_git)
{
  if (system ("git --version >/dev/null 2>&1") != 0)
    return;
  static const char *const styles[] = { "merge", "diff3" };
  for (size_t style = 0; style < 2; style++)
    for (int swapped = 0; swapped < 2; swapped++) {
      const unsigned *sides[2] = { merges[_i].ours, merges[_i].theirs };
      char *ours = text_with (sides[swapped], "src/price.c"), *theirs = text_with (sides[!swapped], "src/price.c");
      char *base = merges[_i].base[0] != 0 ? text_with (merges[_i].base, "src/price.c") : text_of ("");
      char *expected = text_with (merges[_i].all, "src/price.c");
      scratch_write ("git/ours.json", ours);
      scratch_write ("git/theirs.json", theirs);
      scratch_write ("git/base.json", base);
      struct strbuf command = STRBUF_INIT, out = STRBUF_INIT, err = STRBUF_INIT;
      strbuf_addf (&command, "git merge-file -p %s ours.json base.json theirs.json > merged.json; test $? -lt 128",
                   style == 0 ? "" : "--diff3");
      struct strbuf line = STRBUF_INIT;
      strbuf_addf (&line, "cd '%s' && %s", scratch_path ("git"), strbuf_text (&command));
      ck_assert_int_eq (system (strbuf_text (&line)), 0);
      char *merged = scratch_read ("git/merged.json");
      ck_assert_msg (ledger_resolve ("f.json", merged, strlen (merged), &out, &err), "%s\n%s", strbuf_text (&err),
                     merged);
      ck_assert_msg (strcmp (strbuf_text (&out), expected) == 0, "%s, swapped %d:\n%s", styles[style], swapped, merged);
      free (ours);
      free (theirs);
      free (base);
      free (expected);
      free (merged);
      strbuf_release (&command);
      strbuf_release (&line);
      strbuf_release (&out);
      strbuf_release (&err);
    }
}
END_TEST

/* Where the sides differ about the place: who moved it, else who certified last.  */
START_TEST (moved_on_one_side)
{
  static const unsigned one[] = { 1, 0 }, two[] = { 1, 2, 0 }, three[] = { 1, 3, 0 };
  char *base = text_with (one, "old.c"), *stays = text_with (three, "old.c"), *moves = text_with (two, "new.c");
  struct strbuf text = STRBUF_INIT, out = STRBUF_INIT, err = STRBUF_INIT;
  const char *const sides[][4] = { { moves, base, stays, "new.c" },
                                   { stays, base, moves, "new.c" },
                                   { moves, NULL, stays, "old.c" },
                                   { stays, NULL, moves, "old.c" } };
  for (size_t i = 0; i < 4; i++) {
    strbuf_clear (&text);
    strbuf_clear (&out);
    strbuf_addf (&text, "<<<<<<< ours\n%s", sides[i][0]);
    if (sides[i][1] != NULL)
      strbuf_addf (&text, "||||||| base\n%s", sides[i][1]);
    strbuf_addf (&text, "=======\n%s>>>>>>> theirs\n", sides[i][2]);
    ck_assert_msg (ledger_resolve ("f.json", strbuf_text (&text), text.length, &out, &err), "%s", strbuf_text (&err));
    char want[64];
    snprintf (want, sizeof want, "\"file\": \"%s\"", sides[i][3]);
    ck_assert_ptr_nonnull (strstr (strbuf_text (&out), want));
    ck_assert_ptr_nonnull (strstr (strbuf_text (&out), "2026-05-02"));
    ck_assert_ptr_nonnull (strstr (strbuf_text (&out), "2026-05-03"));
  }
  free (base);
  free (stays);
  free (moves);
  strbuf_release (&text);
  strbuf_release (&out);
  strbuf_release (&err);
}
END_TEST

#define SAMPLE(function, file, rest)                                                                                   \
  "{ \"format\": 1, \"function\": \"" function "\", \"file\": \"" file "\", " rest "\n"
#define END "\"entries\": [], \"states\": {} }\n"
#define PRICING "\"domain\": \"pricing\", "
#define MERGE "; repeat the merge, or restore the file from git"

static const struct {
  const char *text, *fault;
} conflicts[] = {
  { "<<<<<<< a\n" SAMPLE ("f", "f.c", PRICING) "=======\n" SAMPLE ("g", "f.c", PRICING) ">>>>>>> b\n" END,
    "f.json:1:1: the sides of the conflict are about two functions, 'f' and 'g'; keep one side here, and give the other a file of its own" },
  { "<<<<<<< a\n" SAMPLE ("f", "f.c", PRICING) "=======\n" SAMPLE ("f", "f.c",
                                                                   "\"domain\": \"migration\",") ">>>>>>> b\n" END,
    "f.json:1:1: the sides of the conflict are of two domains, 'pricing' and 'migration'; decide for one, and certify the function anew there" },
  { "<<<<<<< a\n" SAMPLE ("f", "f.c", "\"static\": true, " PRICING) "=======\n" SAMPLE (
        "f", "g.c", "\"static\": true, " PRICING) ">>>>>>> b\n" END,
    "f.json:1:1: the sides of the conflict are about two functions called 'f', of f.c and g.c; keep one side here, and give the other a file of its own" },
  { "<<<<<<< a\n" SAMPLE ("f", "f.c", "\"static\": true, " PRICING) "=======\n" SAMPLE ("f", "f.c",
                                                                                        PRICING) ">>>>>>> b\n" END,
    "f.json:1:1: the sides of the conflict are about two functions called 'f', of f.c and f.c; keep one side here, and give the other a file of its own" },
  { "<<<<<<< a\n" SAMPLE ("f", "f.c", PRICING) "=======\n"
                                               "nonsense\n"
                                               ">>>>>>> b\n" END,
    "f.json: their side of the conflict is no valid ledger file by itself:\nf.json:4:1: unknown word 'nonsense'; texts stand in double quotation marks, and the words are true, false and null" },
  { "<<<<<<< a\n"
    "=======\n"
    ">>>>>>> b\n" SAMPLE ("f", "f.c", PRICING) "\"entries\": [,]",
    "f.json: our side of the conflict is no valid ledger file by itself:\nf.json:5:13: comma without a value before it; remove it\n"
    "f.json: their side of the conflict is no valid ledger file by itself:\nf.json:5:13: comma without a value before it; remove it" },
  { "{\n<<<<<<< a\n", "f.json:2:1: conflict without its end" MERGE },
  { "{\n<<<<<<< a\n=======\n", "f.json:2:1: conflict without its end" MERGE },
  { "<<<<<<< a\n<<<<<<< b\n", "f.json:2:1: conflict within a conflict" MERGE },
  { "=======\n", "f.json:1:1: conflict marker out of place" MERGE },
  { ">>>>>>> a\n", "f.json:1:1: conflict marker out of place" MERGE },
  { "||||||| a\n", "f.json:1:1: conflict marker out of place" MERGE },
  { "<<<<<<< a\n=======\n||||||| c\n>>>>>>> a\n", "f.json:3:1: conflict marker out of place" MERGE },
  { "<<<<<<< a\n=======\n=======\n>>>>>>> a\n", "f.json:3:1: conflict marker out of place" MERGE },
  { "<<<<<<< a\n>>>>>>> a\n", "f.json:2:1: conflict marker out of place" MERGE },
  { "", "f.json:1:1: the file is empty; it must hold one JSON object: restore it" },
};

START_TEST (conflicts_that_stay)
{
  struct strbuf out = STRBUF_INIT, err = STRBUF_INIT;
  ck_assert (!ledger_resolve ("f.json", conflicts[_i].text, strlen (conflicts[_i].text), &out, &err));
  ck_assert_faults (&err, NULL, conflicts[_i].fault);
  ck_assert_uint_eq (out.length, 0);
  strbuf_release (&out);
  strbuf_release (&err);
}
END_TEST

/* Any right file becomes canonical, and a canonical one stays.  */
START_TEST (canonical_form)
{
  char *text = sample_text ();
  struct strbuf out = STRBUF_INIT, err = STRBUF_INIT, loose = STRBUF_INIT;
  ck_assert (ledger_resolve ("f.json", text, strlen (text), &out, &err));
  ck_assert_str_eq (strbuf_text (&out), text);
  strbuf_add_text (&loose, "// a comment\n");
  for (const char *c = text; *c != '\0'; c++)
    if (*c == '\n')
      strbuf_add_text (&loose, "\r\n\t");
    else
      strbuf_add_char (&loose, *c);
  strbuf_clear (&out);
  ck_assert_msg (ledger_resolve ("f.json", strbuf_text (&loose), loose.length, &out, &err), "%s", strbuf_text (&err));
  ck_assert_str_eq (strbuf_text (&out), text);
  free (text);
  strbuf_release (&out);
  strbuf_release (&err);
  strbuf_release (&loose);
}
END_TEST

START_TEST (tidying)
{
  char *text = sample_text (), *after;
  struct strbuf err = STRBUF_INIT, loose = STRBUF_INIT;
  const char *path = "audits/pricing/price_quote.json";
  bool changed = true;
  ck_assert (ledger_tidy (scratch_path ("audits"), scratch_path (path), true, &changed, &err));
  ck_assert (!changed);
  strbuf_addf (&loose, "// comment\n%s", text);
  scratch_write (path, strbuf_text (&loose));
  ck_assert (ledger_tidy (scratch_path ("audits"), scratch_path (path), false, &changed, &err));
  ck_assert (changed);
  after = scratch_read (path);
  ck_assert_str_eq (after, strbuf_text (&loose)); /* only looked at */
  free (after);
  ck_assert (ledger_tidy (scratch_path ("audits"), scratch_path (path), true, &changed, &err));
  ck_assert (changed);
  after = scratch_read (path);
  ck_assert_str_eq (after, text);
  free (after);
  ck_assert_int_ne (access (scratch_path ("audits/.lock"), F_OK), 0);
  scratch_write (path, "{");
  ck_assert (!ledger_tidy (scratch_path ("audits"), scratch_path (path), true, &changed, &err));
  ck_assert (!changed);
  after = scratch_read (path);
  ck_assert_str_eq (after, "{");
  free (after);
  /* a linked file stays a link */
  scratch_write ("real.json", strbuf_text (&loose));
  ck_assert_int_eq (unlink (scratch_path (path)), 0);
  ck_assert_int_eq (symlink (scratch_path ("real.json"), scratch_path (path)), 0);
  strbuf_clear (&err);
  ck_assert_msg (ledger_tidy (scratch_path ("audits"), scratch_path (path), true, &changed, &err), "%s",
                 strbuf_text (&err));
  after = scratch_read ("real.json");
  ck_assert_str_eq (after, text);
  free (after);
  struct stat status;
  ck_assert_int_eq (lstat (scratch_path (path), &status), 0);
  ck_assert (S_ISLNK (status.st_mode));
  free (text);
  strbuf_release (&loose);
  strbuf_release (&err);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("ledger_resolve");
  TCase *c = tcase_create ("ledger_resolve");
  tcase_set_timeout (c, 120);
  tcase_add_checked_fixture (c, scratch_make, scratch_remove);
  tcase_add_loop_test (c, merges_by_git, 0, sizeof merges / sizeof *merges);
  tcase_add_test (c, moved_on_one_side);
  tcase_add_loop_test (c, conflicts_that_stay, 0, sizeof conflicts / sizeof *conflicts);
  tcase_add_test (c, canonical_form);
  tcase_add_test (c, tidying);
  suite_add_tcase (suite, c);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
