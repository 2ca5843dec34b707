/* The ledger as a folder: what entries mean, finding, writing.  */
#include "sample_ledger.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- What entries mean.  */

START_TEST (effective_entries)
{
  struct ledger_file what = sample_what ();
  struct ledger_state one = sample_state (&what, 1), two = sample_state (&what, 2), three = sample_state (&what, 3);
  add_audit (&what, 2, BO, "2026-06-11");
  add_entry_of (&what, ENTRY_EXEMPT, 1, ADA, "2026-01-10");
  add_audit (&what, 1, ADA, "2026-05-01");
  add_audit (&what, 1, BO, "2026-05-03");
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  ck_assert_uint_eq (f->entries_count, 4);
  ck_assert_str_eq (f->entries[0].date, "2026-01-10"); /* by date */
  ck_assert_str_eq (f->entries[3].date, "2026-06-11");
  ck_assert_str_eq (ledger_audit_of (f, one.id)->date, "2026-05-03"); /* the newest */
  ck_assert_str_eq (ledger_exemption_of (f, one.id)->date, "2026-01-10");
  ck_assert_ptr_null (ledger_exemption_of (f, two.id));
  ck_assert_ptr_null (ledger_audit_of (f, three.id));
  ck_assert_str_eq (ledger_newest (f)->state, two.id);
  ck_assert_ptr_eq (ledger_find_state (f, one.id), &f->states[strcmp (one.id, two.id) > 0]);
  ck_assert_ptr_null (ledger_find_state (f, three.id));
  ck_assert (!ledger_state_revoked (f, two.id));
  ledger_file_free (f);

  /* a revocation beats audits, whatever the dates */
  add_entry_of (&what, ENTRY_REVOKE, 2, ADA, "2026-06-12");
  add_audit (&what, 2, BO, "2026-12-31");
  f = read_right ("audits/pricing/price_quote.json");
  ck_assert (ledger_state_revoked (f, two.id));
  ck_assert_ptr_null (ledger_audit_of (f, two.id));
  ck_assert_str_eq (ledger_newest (f)->state, one.id);
  ck_assert_str_eq (ledger_newest (f)->by, BO);
  ledger_file_free (f);
  add_entry_of (&what, ENTRY_REVOKE, 1, ADA, "2026-06-12");
  f = read_right ("audits/pricing/price_quote.json");
  ck_assert_ptr_null (ledger_newest (f));
  ck_assert_ptr_null (ledger_exemption_of (f, one.id));
  ledger_file_free (f);
  ledger_state_release (&one);
  ledger_state_release (&two);
  ledger_state_release (&three);
  release_what (&what);
}
END_TEST

START_TEST (same_entry_once)
{
  struct ledger_file what = sample_what ();
  add_audit (&what, 1, ADA, "2026-05-01");
  char *once = scratch_read ("audits/pricing/price_quote.json");
  add_audit (&what, 1, ADA, "2026-05-01");
  char *twice = scratch_read ("audits/pricing/price_quote.json");
  ck_assert_str_eq (once, twice);
  add_audit (&what, 1, ADA, "2026-05-02");
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  ck_assert_uint_eq (f->entries_count, 2);
  ck_assert_uint_eq (f->states_count, 1);
  ledger_file_free (f);
  free (once);
  free (twice);
  release_what (&what);
}
END_TEST

/* Whatever the order in which entries came, the file is the same.  */
START_TEST (order_of_adding_does_not_matter)
{
  static const struct {
    unsigned number;
    const char *by, *date;
  } audits[] = {
    { 1, ADA, "2026-05-01" }, { 2, BO, "2026-05-01" }, { 3, ADA, "2026-05-01T10:00:00Z" }, { 1, BO, "2026-04-01" }
  };
  static const unsigned orders[][4] = { { 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 2, 0, 3, 1 }, { 1, 3, 0, 2 } };
  struct ledger_file what = sample_what ();
  char *first = NULL;
  for (size_t o = 0; o < 4; o++) {
    for (size_t i = 0; i < 4; i++)
      add_audit (&what, audits[orders[o][i]].number, audits[orders[o][i]].by, audits[orders[o][i]].date);
    char *text = scratch_read ("audits/pricing/price_quote.json");
    if (first == NULL)
      first = text;
    else {
      ck_assert_str_eq (text, first);
      free (text);
    }
    unlink (scratch_path ("audits/pricing/price_quote.json"));
  }
  free (first);
  release_what (&what);
}
END_TEST

/* ---- The folder.  */

static void
assert_lookup (struct ledger *l, const char *name, size_t expected)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file **files, **again;
  size_t count, count_again;
  ck_assert_msg (ledger_lookup (l, name, &files, &count, &err), "%s", strbuf_text (&err));
  ck_assert_msg (count == expected, "%s: %zu", name, count);
  for (size_t i = 0; i < count; i++)
    ck_assert_str_eq (files[i]->function, name);
  ck_assert (ledger_lookup (l, name, &again, &count_again, &err));
  ck_assert_ptr_eq (again, files);
  ck_assert_uint_eq (count_again, count);
  strbuf_release (&err);
}

START_TEST (finding_files)
{
  static const struct {
    const char *name, *file, *domain;
    bool is_static;
  } functions[] = {
    { "parse", "a.c", "pricing", false },
    { "parse", "a.c", "migration", false },
    { "parse", "b.c", "pricing", true },
    { "parse", "c.c", "pricing", true },
    { "Parse", "a.c", "pricing", false },
    { "parser", "a.c", "pricing", false },
    { "a/b", "a.c", "pricing", false },
    { "a_b", "a.c", "pricing", false },
    { "con", "a.c", "pricing", false },
    { "parse", "other.c", "pricing", false }, /* another program's */
    { "x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789", "a.c", "pricing",
      false },
    { "x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789", "b.c", "pricing",
      true },
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    struct ledger_file what = { .function = text_of (functions[i].name),
                                .file = text_of (functions[i].file),
                                .domain = text_of (functions[i].domain),
                                .is_static = functions[i].is_static };
    add_audit (&what, 1, ADA, "2026-05-01");
    release_what (&what);
  }
  /* what is no audit */
  scratch_write ("audits/README", "");
  scratch_write ("audits/.gitignore", "");
  scratch_write ("audits/pricing/CODEOWNERS", "");
  scratch_write ("audits/pricing/parse.json~", "{");
  scratch_write ("audits/pricing/.#parse.json", "{");
  scratch_write ("audits/pricing/.parse.json.swp", "{");
  scratch_write ("audits/pricing/parse.json.orig", "{");
  scratch_write ("audits/.hidden/parse.json", "{");
  struct strbuf err = STRBUF_INIT;
  struct ledger *l = ledger_open (scratch_path ("audits"), &err);
  ck_assert_msg (l != NULL, "%s", strbuf_text (&err));
  assert_lookup (l, "parse", 5);
  assert_lookup (l, "Parse", 1);
  assert_lookup (l, "parser", 1);
  assert_lookup (l, "pars", 0);
  assert_lookup (l, "PARSE", 0);
  assert_lookup (l, "a/b", 1);
  assert_lookup (l, "a_b", 1);
  assert_lookup (l, "a b", 0);
  assert_lookup (l, "con", 1);
  assert_lookup (l, functions[10].name, 2);
  assert_lookup (l, "", 0);
  char **paths;
  size_t count;
  ck_assert (ledger_paths (l, "con", &paths, &count));
  ck_assert_uint_eq (count, 1);
  ck_assert (ledger_paths (l, "nothing", &paths, &count));
  ck_assert_uint_eq (count, 0);
  /* whatever is read must be among the paths */
  ck_assert (ledger_paths (l, "parse", &paths, &count));
  ck_assert_uint_ge (count, 5);
  struct ledger_file **files;
  ck_assert_msg (ledger_all (l, &files, &count, &err), "%s", strbuf_text (&err));
  ck_assert_uint_eq (count, sizeof functions / sizeof *functions);
  for (size_t i = 1; i < count; i++)
    ck_assert_int_lt (strcmp (files[i - 1]->path, files[i]->path), 0);
  ledger_close (l);
  strbuf_release (&err);
}
END_TEST

START_TEST (folders_that_are_not_there)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger *l = ledger_open (scratch_path ("none"), &err);
  struct ledger_file **files;
  size_t count = 7;
  ck_assert_ptr_nonnull (l);
  ck_assert (ledger_lookup (l, "f", &files, &count, &err));
  ck_assert_uint_eq (count, 0);
  ck_assert (ledger_all (l, &files, &count, &err));
  ck_assert_uint_eq (count, 0);
  ledger_close (l);
  ck_assert_uint_eq (err.length, 0);

  scratch_write ("file", "");
  ck_assert_ptr_null (ledger_open (scratch_path ("file"), &err));
  ck_assert_faults (&err, scratch, "file: the ledger's folder cannot be read: Not a directory");
  strbuf_clear (&err);
  ck_assert_int_eq (symlink ("nowhere", scratch_path ("dangling")), 0);
  ck_assert_ptr_null (ledger_open (scratch_path ("dangling"), &err));
  ck_assert_faults (&err, scratch, "dangling: the ledger's folder cannot be read: No such file or directory");
  strbuf_clear (&err);
  ck_assert_int_eq (symlink ("loop", scratch_path ("loop")), 0);
  ck_assert_ptr_null (ledger_open (scratch_path ("loop"), &err));
  ck_assert_faults (&err, scratch, "loop: the ledger's folder cannot be read: Too many levels of symbolic links");
  strbuf_clear (&err);

  scratch_write ("a/lost.json", "{}");
  ck_assert_ptr_null (ledger_open (scratch_path ("a"), &err));
  ck_assert_faults (&err, scratch, "a/lost.json: stands in no domain's folder; move it into the folder of its domain");
  strbuf_clear (&err);
  scratch_write ("b/pricing/deeper/x.json", "{}");
  ck_assert_ptr_null (ledger_open (scratch_path ("b"), &err));
  ck_assert_faults (&err, scratch,
                    "b/pricing/deeper: folder within a domain's folder, which nobody would read; move its files up");
  strbuf_clear (&err);
  scratch_folders ("c/");
  ck_assert_int_eq (symlink ("circle", scratch_path ("c/circle")), 0);
  ck_assert_ptr_null (ledger_open (scratch_path ("c"), &err));
  ck_assert_faults (&err, scratch, "c/circle: cannot be examined: Too many levels of symbolic links");
  strbuf_clear (&err);
  if (geteuid () != 0) {
    scratch_folders ("d/pricing/");
    chmod (scratch_path ("d/pricing"), 0);
    ck_assert_ptr_null (ledger_open (scratch_path ("d"), &err));
    ck_assert_faults (&err, scratch, "d/pricing: the ledger's folder cannot be read: Permission denied");
    chmod (scratch_path ("d/pricing"), 0700);
  }
  strbuf_release (&err);
}
END_TEST

START_TEST (things_that_are_no_files)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file **files;
  size_t count;
  scratch_folders ("audits/pricing/");
  ck_assert_int_eq (mkfifo (scratch_path ("audits/pricing/pipe.json"), 0600), 0);
  ck_assert_int_eq (symlink ("loop.json", scratch_path ("audits/pricing/loop.json")), 0);
  scratch_write ("audits/pricing/empty.json", "");
  struct ledger *l = ledger_open (scratch_path ("audits"), &err);
  ck_assert_msg (l != NULL, "%s", strbuf_text (&err));
  ck_assert (!ledger_lookup (l, "pipe", &files, &count, &err));
  ck_assert_faults (&err, scratch, "audits/pricing/pipe.json: is a FIFO, not a regular file; put a file there");
  strbuf_clear (&err);
  ck_assert (!ledger_lookup (l, "loop", &files, &count, &err));
  ck_assert_faults (&err, scratch, "audits/pricing/loop.json: cannot be opened: Too many levels of symbolic links");
  strbuf_clear (&err);
  ck_assert (!ledger_lookup (l, "empty", &files, &count, &err));
  ck_assert_faults (&err, scratch,
                    "audits/pricing/empty.json:1:1: the file is empty; it must hold one JSON object: restore it");
  strbuf_clear (&err);
  ck_assert (ledger_lookup (l, "other", &files, &count, &err)); /* broken files of others do not matter */
  ck_assert (!ledger_all (l, &files, &count, &err));
  ck_assert_uint_eq (count, 0);
  ck_assert_ptr_nonnull (strstr (strbuf_text (&err), "pipe.json: is a FIFO"));
  ck_assert_ptr_nonnull (strstr (strbuf_text (&err), "empty.json:1:1"));
  ledger_close (l);
  strbuf_release (&err);
}
END_TEST

START_TEST (files_in_wrong_places)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file **files;
  size_t count;
  char *text = sample_text ();
  remove (scratch_path ("audits/pricing/price_quote.json"));
  scratch_write ("audits/migration/price_quote.json", text);
  scratch_write ("audits/pricing/renamed.json", text);
  struct ledger *l = ledger_open (scratch_path ("audits"), &err);
  ck_assert (!ledger_lookup (l, "price_quote", &files, &count, &err));
  ck_assert_faults (
      &err, scratch,
      "audits/migration/price_quote.json: the file is of domain 'pricing', but stands in the folder 'migration'; move it back");
  strbuf_clear (&err);
  ck_assert (!ledger_lookup (l, "renamed", &files, &count, &err));
  ck_assert_faults (
      &err, scratch,
      "audits/pricing/renamed.json: the file is about 'price_quote', which nobody looks for under this name; rename it to pricing/price_quote.json");
  ledger_close (l);
  /* Where that name is taken, to rename it would lose the other.  */
  scratch_write ("audits/pricing/price_quote.json", text);
  l = ledger_open (scratch_path ("audits"), &err);
  strbuf_clear (&err);
  ck_assert (!ledger_lookup (l, "renamed", &files, &count, &err));
  ck_assert_faults (
      &err, scratch,
      "audits/pricing/renamed.json: the file is about 'price_quote', which nobody looks for under this name; pricing/price_quote.json is there already: move what is not in there yet into it, then remove this one");
  ledger_close (l);
  free (text);
  strbuf_release (&err);
}
END_TEST

/* ---- Writing.  */

START_TEST (moved_functions)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file what = sample_what ();
  add_audit (&what, 1, ADA, "2026-05-01");
  /* an external function that moved, told so: the same file */
  free (what.file);
  what.file = text_of ("src/moved.c");
  what.path = text_of (scratch_path ("audits/pricing/price_quote.json"));
  add_audit (&what, 2, ADA, "2026-05-02");
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  ck_assert_str_eq (f->file, "src/moved.c");
  ck_assert_uint_eq (f->entries_count, 2);
  ledger_file_free (f);
  /* another function of that name: a file of its own */
  free (what.path);
  what.path = NULL;
  free (what.file);
  what.file = text_of ("tools/other.c");
  add_audit (&what, 3, ADA, "2026-05-03");
  struct ledger *l = ledger_open (scratch_path ("audits"), &err);
  assert_lookup (l, "price_quote", 2);
  ledger_close (l);
  add_audit (&what, 4, ADA, "2026-05-04"); /* and it finds that again */
  l = ledger_open (scratch_path ("audits"), &err);
  assert_lookup (l, "price_quote", 2);
  ledger_close (l);
  /* a static function that moved: a new file, since the file is part of what it is */
  what.is_static = true;
  add_audit (&what, 5, ADA, "2026-05-05");
  char *path = ledger_path ("pricing", "price_quote", "tools/other.c", true, false);
  struct strbuf whole = STRBUF_INIT;
  strbuf_addf (&whole, "%s/audits/%s", scratch, path);
  what.path = strbuf_detach (&whole);
  free (path);
  free (what.file);
  what.file = text_of ("tools/moved.c");
  add_audit (&what, 6, ADA, "2026-05-06");
  l = ledger_open (scratch_path ("audits"), &err);
  assert_lookup (l, "price_quote", 4);
  struct ledger_file **files;
  size_t count;
  ck_assert_msg (ledger_all (l, &files, &count, &err), "%s", strbuf_text (&err));
  ledger_close (l);
  release_what (&what);
  strbuf_release (&err);
}
END_TEST

/* Eight writers at once, each its own entries: all are there, and no lock and no temporary file.  */
START_TEST (writers_at_once)
{
  enum { WRITERS = 8, EACH = 6 };
  pid_t writers[WRITERS];
  for (unsigned w = 0; w < WRITERS; w++) {
    writers[w] = fork ();
    ck_assert_int_ge (writers[w], 0);
    if (writers[w] != 0)
      continue;
    struct ledger_file what = sample_what ();
    for (unsigned n = 0; n < EACH; n++) {
      struct strbuf err = STRBUF_INIT;
      struct ledger_state s = sample_state (&what, w * EACH + n);
      struct ledger_entry e = sample_entry (ENTRY_AUDIT, s.id, ADA, "2026-05-01");
      if (!ledger_add (scratch_path ("audits"), &what, &e, &s, &err)) {
        fprintf (stderr, "# %s\n", strbuf_text (&err));
        _exit (1);
      }
      ledger_entry_release (&e);
      ledger_state_release (&s);
    }
    _exit (0);
  }
  for (unsigned w = 0; w < WRITERS; w++) {
    int status;
    ck_assert_int_eq (waitpid (writers[w], &status, 0), writers[w]);
    ck_assert_int_eq (status, 0);
  }
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  ck_assert_uint_eq (f->entries_count, WRITERS * EACH);
  ck_assert_uint_eq (f->states_count, WRITERS * EACH);
  ledger_file_free (f);
  ck_assert_int_ne (access (scratch_path ("audits/.lock"), F_OK), 0);
  DIR *folder = opendir (scratch_path ("audits/pricing"));
  unsigned count = 0;
  while (readdir (folder) != NULL)
    count++;
  closedir (folder);
  ck_assert_uint_eq (count, 3); /* ".", "..", the file */
}
END_TEST

/* A disk that is full: the limit on file sizes gives EFBIG where a full disk gives ENOSPC.  */
START_TEST (disk_is_full)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file what = sample_what ();
  add_audit (&what, 1, ADA, "2026-05-01");
  char *before = scratch_read ("audits/pricing/price_quote.json");
  struct ledger_state s = sample_state (&what, 2);
  struct ledger_entry e = sample_entry (ENTRY_AUDIT, s.id, ADA, "2026-05-02");
  signal (SIGXFSZ, SIG_IGN);
  struct rlimit limit, small = { 1000, 1000 };
  ck_assert_int_eq (getrlimit (RLIMIT_FSIZE, &limit), 0);
  small.rlim_max = limit.rlim_max;
  ck_assert_int_eq (setrlimit (RLIMIT_FSIZE, &small), 0);
  bool fine = ledger_add (scratch_path ("audits"), &what, &e, &s, &err);
  ck_assert_int_eq (setrlimit (RLIMIT_FSIZE, &limit), 0);
  ck_assert (!fine);
  ck_assert_faults (&err, scratch, "audits/pricing/price_quote.json: cannot be written: File too large");
  char *after = scratch_read ("audits/pricing/price_quote.json");
  ck_assert_str_eq (after, before);
  DIR *folder = opendir (scratch_path ("audits/pricing"));
  unsigned count = 0;
  while (readdir (folder) != NULL)
    count++;
  closedir (folder);
  ck_assert_uint_eq (count, 3);
  free (before);
  free (after);
  ledger_entry_release (&e);
  ledger_state_release (&s);
  release_what (&what);
  strbuf_release (&err);
}
END_TEST

START_TEST (places_that_cannot_be_written)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file what = sample_what ();
  struct ledger_state s = sample_state (&what, 1);
  struct ledger_entry e = sample_entry (ENTRY_AUDIT, s.id, ADA, "2026-05-01");
  scratch_write ("file", "");
  ck_assert (!ledger_add (scratch_path ("file"), &what, &e, &s, &err));
  ck_assert_faults (&err, scratch, "file: is in the way of the ledger's folder: Not a directory");
  strbuf_clear (&err);
  scratch_folders ("audits/pricing/price_quote.json/");
  ck_assert (!ledger_add (scratch_path ("audits"), &what, &e, &s, &err));
  ck_assert_faults (&err, scratch,
                    "audits/pricing/price_quote.json: is a folder, not a regular file; put a file there");
  ledger_entry_release (&e);
  ledger_state_release (&s);
  release_what (&what);
  strbuf_release (&err);
}
END_TEST

START_TEST (rights_stay)
{
  struct stat status;
  struct ledger_file what = sample_what ();
  mode_t mask = umask (022);
  add_audit (&what, 1, ADA, "2026-05-01");
  ck_assert_int_eq (stat (scratch_path ("audits/pricing/price_quote.json"), &status), 0);
  ck_assert_int_eq (status.st_mode & 0777, 0644);
  ck_assert_int_eq (chmod (scratch_path ("audits/pricing/price_quote.json"), 0660), 0);
  add_audit (&what, 2, ADA, "2026-05-02");
  ck_assert_int_eq (stat (scratch_path ("audits/pricing/price_quote.json"), &status), 0);
  ck_assert_int_eq (status.st_mode & 0777, 0660);
  umask (mask);
  release_what (&what);
}
END_TEST

static const struct {
  const char *by, *date, *until, *reason, *fault;
  enum entry_kind kind;
} unreadable[] = {
  { "nobody", "2026-05-01", NULL, NULL, "does not say who", ENTRY_AUDIT },
  { ADA, "yesterday", NULL, NULL, "is no date", ENTRY_AUDIT },
  { ADA, "2026-05-01", "soon", "r", "is no date", ENTRY_EXEMPT },
  { ADA, "2026-05-01", NULL, "r", "has no key 'until'", ENTRY_EXEMPT },
  { ADA, "2026-05-01", "2026-06-01", NULL, "has no key 'reason'", ENTRY_EXEMPT },
  { ADA, "2026-05-01", NULL, "", "'reason' is empty", ENTRY_REVOKE },
};

/* What could not be read again is not written.  */
START_TEST (unreadable_entries_are_not_written)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file what = sample_what ();
  struct ledger_state s = sample_state (&what, 1);
  struct ledger_entry e = { .kind = unreadable[_i].kind,
                            .state = s.id,
                            .by = (char *) unreadable[_i].by,
                            .date = (char *) unreadable[_i].date,
                            .until = (char *) unreadable[_i].until,
                            .reason = (char *) unreadable[_i].reason };
  ck_assert (!ledger_add (scratch_path ("audits"), &what, &e, &s, &err));
  char *shown = faults_shown (&err, scratch);
  ck_assert_msg (strstr (shown, unreadable[_i].fault) != NULL, "%s", shown);
  ck_assert_int_ne (access (scratch_path ("audits/pricing/price_quote.json"), F_OK), 0);
  free (shown);
  ledger_state_release (&s);
  release_what (&what);
  strbuf_release (&err);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("ledger_folder");
  TCase *c = tcase_create ("ledger_folder");
  tcase_set_timeout (c, 120);
  tcase_add_checked_fixture (c, scratch_make, scratch_remove);
  tcase_add_test (c, effective_entries);
  tcase_add_test (c, same_entry_once);
  tcase_add_test (c, order_of_adding_does_not_matter);
  tcase_add_test (c, finding_files);
  tcase_add_test (c, folders_that_are_not_there);
  tcase_add_test (c, things_that_are_no_files);
  tcase_add_test (c, files_in_wrong_places);
  tcase_add_test (c, moved_functions);
  tcase_add_test (c, writers_at_once);
  tcase_add_test (c, disk_is_full);
  tcase_add_test (c, places_that_cannot_be_written);
  tcase_add_test (c, rights_stay);
  tcase_add_loop_test (c, unreadable_entries_are_not_written, 0, sizeof unreadable / sizeof *unreadable);
  suite_add_tcase (suite, c);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
