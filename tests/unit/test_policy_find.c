/* Where the search for a policy goes, and where it ends.  */
#include "sample_policy.h"

#include <sys/stat.h>

static const char any[] = "{ \"format\": 1 }";

/* What is found from FROM is EXPECTED; NULL: nothing below the scratch folder.  */
static void
assert_found (const char *from, const char *expected)
{
  char *found = policy_find (scratch_path (from), NULL);
  if (found != NULL && strncmp (found, scratch, strlen (scratch)) != 0) {
    free (found);
    found = NULL;
  }
  if (expected == NULL)
    ck_assert_msg (found == NULL, "%s: found %s", from, found);
  else {
    ck_assert_msg (found != NULL, "%s: nothing found", from);
    ck_assert_str_eq (found, scratch_path (expected));
  }
  free (found);
}

START_TEST (repository_root_ends_it)
{
  scratch_write ("loadbearing/policy.json", any);
  scratch_write ("plain/src/a.c", "");
  scratch_write ("r/src/a.c", "");
  scratch_folders ("r/.git/");
  assert_found ("plain/src/a.c", "loadbearing/policy.json");
  assert_found ("r/src/a.c", NULL);
  /* the root itself is looked at */
  scratch_write ("r/loadbearing/policy.json", any);
  assert_found ("r/src/a.c", "r/loadbearing/policy.json");
  assert_found ("r", "r/loadbearing/policy.json");
  /* another work tree of it */
  scratch_write ("tree/src/a.c", "");
  scratch_write ("tree/.git", "gitdir: /home/ada/shop/.git/worktrees/tree\n");
  assert_found ("tree/src/a.c", NULL);
  /* a submodule belongs to the repository around it */
  scratch_write ("r/third/src/a.c", "");
  scratch_write ("r/third/.git", "gitdir: ../.git/modules/third\n");
  assert_found ("r/third/src/a.c", "r/loadbearing/policy.json");
}
END_TEST

START_TEST (outer_policy_of_another_repository)
{
  struct strbuf err = STRBUF_INIT;
  scratch_write ("loadbearing/policy.json", any);
  scratch_write ("r/loadbearing/policy.json", any);
  ck_assert_ptr_null (policy_load (scratch_path ("r/loadbearing/policy.json"), &err));
  ck_assert_ptr_nonnull (strstr (strbuf_text (&err), "the outer policy "));
  strbuf_clear (&err);
  scratch_folders ("r/.git/");
  struct policy *p = policy_load (scratch_path ("r/loadbearing/policy.json"), &err);
  ck_assert_msg (p != NULL, "%s", strbuf_text (&err));
  policy_free (p);
  strbuf_release (&err);
}
END_TEST

/* MODE of the folder, who owns it, the folder loadbearing, and the policy (relative to us: 0 we ourselves).  */
static const struct {
  mode_t mode;
  uid_t folder, between, policy;
  bool found;
} owners[] = {
  { 0755, 0, 0, 0, true },            /* ours */
  { 01777, 0, 0, 0, true },           /* ours, in /tmp */
  { 01777, 0, 4242, 4242, false },    /* somebody's, in /tmp */
  { 0777, 0, 4242, 4242, false },     /* without the sticky bit */
  { 01777, 0, 4242, 0, false },       /* a file of ours, linked into somebody's folder */
  { 01777, 0, 0, 4242, false },       /* somebody's file */
  { 0777, 4242, 4242, 4242, true },   /* a shared folder whose owner put it there */
  { 0775, 0, 4242, 4242, true },      /* only a group may write there: it is the team's */
  { 0755, 4242, 4242, 4242, true },   /* another user's repository, which we build */
  { 01777, 4343, 4242, 4242, false }, /* neither its owner's nor ours */
};

START_TEST (everybody_may_write)
{
  if (geteuid () != 0)
    return; /* only root can give files away */
  struct strbuf passed_over = STRBUF_INIT;
  scratch_write ("open/loadbearing/policy.json", any);
  scratch_write ("open/src/a.c", "");
  ck_assert_int_eq (chown (scratch_path ("open/loadbearing/policy.json"), owners[_i].policy, (gid_t) -1), 0);
  ck_assert_int_eq (chown (scratch_path ("open/loadbearing"), owners[_i].between, (gid_t) -1), 0);
  ck_assert_int_eq (chown (scratch_path ("open"), owners[_i].folder, (gid_t) -1), 0);
  ck_assert_int_eq (chmod (scratch_path ("open"), owners[_i].mode), 0);
  assert_found ("open/src/a.c", owners[_i].found ? "open/loadbearing/policy.json" : NULL);
  free (policy_find (scratch_path ("open/src"), &passed_over));
  ck_assert_str_eq (strbuf_text (&passed_over), owners[_i].found ? "" : scratch_path ("open/loadbearing/policy.json"));
  strbuf_release (&passed_over);
  /* What is passed over does not end the search.  */
  if (!owners[_i].found) {
    scratch_write ("loadbearing/policy.json", any);
    assert_found ("open/src/a.c", "loadbearing/policy.json");
  }
}
END_TEST

START_TEST (open_folder_between)
{
  if (geteuid () != 0)
    return;
  scratch_write ("r/loadbearing/policy.json", any);
  ck_assert_int_eq (chmod (scratch_path ("r/loadbearing"), 0777), 0);
  assert_found ("r", "r/loadbearing/policy.json");
  ck_assert_int_eq (chown (scratch_path ("r/loadbearing/policy.json"), 4242, (gid_t) -1), 0);
  assert_found ("r", NULL);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("policy_find");
  TCase *c = tcase_create ("policy_find");
  tcase_add_checked_fixture (c, scratch_make, scratch_remove);
  tcase_add_test (c, repository_root_ends_it);
  tcase_add_test (c, outer_policy_of_another_repository);
  tcase_add_loop_test (c, everybody_may_write, 0, sizeof owners / sizeof *owners);
  tcase_add_test (c, open_folder_between);
  suite_add_tcase (suite, c);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
