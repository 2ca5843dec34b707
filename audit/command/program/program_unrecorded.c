/* Code that the plugin never saw: errors where a load-bearing function may escape, one
   note for all the rest; and stripped files, which cannot tell.  */
#include "program.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* What start-up files, the static parts of the C library and the compiler put into every
   program.  Globs on function names; the policy's `unrecorded.allow` adds to them.  */
static const char *const expected_functions[] = {
  /* crt1.o, crti.o */
  "_start",
  "_init",
  "_fini",
  "_dl_relocate_static_pie",
  "call_weak_fn",
  "__libc_csu_init",
  "__libc_csu_fini",
  "__start",
  "__wrap_main",
  "_start_c",
  "__libc_start_init",
  /* crtbegin.o */
  "deregister_tm_clones",
  "register_tm_clones",
  "__do_global_dtors_aux",
  "__do_global_ctors_aux",
  "frame_dummy",
  /* libc_nonshared.a */
  "atexit",
  "at_quick_exit",
  "__pthread_atfork",
  "pthread_atfork",
  "__stack_chk_fail_local",
  "stat",
  "stat64",
  "fstat",
  "fstat64",
  "lstat",
  "lstat64",
  "fstatat",
  "fstatat64",
  "mknod",
  "mknodat",
  /* what GCC makes by itself */
  "__x86.get_pc_thunk.*",
  "__x86_indirect_thunk_*",
  "__x86_return_thunk",
  "__aarch64_*",
  "_GLOBAL__sub_I_*",
  "_GLOBAL__sub_D_*",
  "__asan_*",
  "asan.module_ctor",
  "asan.module_dtor",
  "_sub_I_*",
  "_sub_D_*",
  "__gcov_*",
  "_save*gpr*",
  "_rest*gpr*",
  "_savef*",
  "_restf*",
};

static const char *const expected_files[] = { "crt*.o",  "?crt*.o",  "crtstuff.c",
                                              "libgcc*", "libgcov*", "libc_nonshared.a" };

static const char *
last_component (const char *path)
{
  const char *slash = strrchr (path, '/');
  return slash ? slash + 1 : path;
}

static bool
file_allowed (const struct program *p, const char *path)
{
  if (!path)
    return false;
  for (size_t i = 0; i < sizeof expected_files / sizeof expected_files[0]; i++)
    if (glob_match (expected_files[i], last_component (path)))
      return true;
  for (char **allow = p->policy->unrecorded_allow; allow && *allow; allow++)
    if (glob_match (*allow, path))
      return true;
  return false;
}

static bool
artefact_allowed (const struct program *p, const struct artefact *a)
{
  char *relative = policy_relative (p->policy, a->path);
  bool allowed = file_allowed (p, a->path) || file_allowed (p, relative);
  free (relative);
  return allowed;
}

static bool
function_allowed (const struct program *p, const struct unrecorded *u)
{
  if (file_allowed (p, u->member) || file_allowed (p, u->file))
    return true;
  if (u->kind != UNRECORDED_FUNCTION)
    return false;
  for (size_t i = 0; i < sizeof expected_functions / sizeof expected_functions[0]; i++)
    if (glob_match (expected_functions[i], u->function))
      return true;
  for (char **allow = p->policy->unrecorded_allow; allow && *allow; allow++)
    if (glob_match (*allow, u->function))
      return true;
  return false;
}

/* The domain in which U must be taken for load-bearing, or NULL; *WHY says who says so.
   Where a symbol does not tell its source file, a rule that names the function is taken
   to mean it: a function that escapes is worse than a false alarm, which the allow-list
   settles.  */
static const char *
marked_domain (struct program *p, const struct artefact *a, const struct unrecorded *u, const char **why)
{
  struct ledger_file **files;
  size_t count;
  struct strbuf err;
  const char *domain = NULL;

  strbuf_init (&err);
  if (ledger_lookup (p->ledger, u->function, &files, &count, &err))
    for (size_t i = 0; i < count && !domain; i++) {
      const char *source = files[i]->file ? last_component (files[i]->file) : "";
      if (!ledger_newest (files[i]) || files[i]->is_static != u->is_static)
        continue;
      if (u->is_static && u->file && strcmp (last_component (u->file), source) != 0)
        continue;
      domain = files[i]->domain;
      *why = "the ledger speaks of it";
    }
  strbuf_release (&err);
  if (domain)
    return domain;

  /* An object usually lies where its source does, or under the same path elsewhere.  */
  struct strbuf guess;
  char *relative = policy_relative (p->policy, a->path);
  strbuf_init (&guess);
  size_t length = strlen (relative);
  if (length > 2 && strcmp (relative + length - 2, ".o") == 0) {
    strbuf_add (&guess, relative, length - 1);
    strbuf_add_char (&guess, 'c');
  }
  for (size_t i = 0; i < p->policy->marks_count && !domain; i++) {
    const struct policy_mark *m = &p->policy->marks[i];
    bool named = strcmp (m->function, "*") != 0 && strcmp (m->function, "**") != 0;
    if ((named && glob_match (m->function, u->function) && (!u->file || m->file[0] == '\0'))
        || policy_mark_covers (p->policy, m, u->function, NULL, u->file)
        || (guess.length && policy_mark_covers (p->policy, m, u->function, NULL, strbuf_text (&guess))))
      domain = m->domain;
  }
  *why = "the policy marks it";
  free (relative);
  strbuf_release (&guess);
  return domain;
}

/* What tells one unrecorded function from another; owned by the caller.  */
static char *
unrecorded_key (const struct unrecorded *u)
{
  struct strbuf b;
  strbuf_init (&b);
  strbuf_addf (&b, "%s\n%s", u->function, u->is_static && u->file ? last_component (u->file) : "");
  return strbuf_detach (&b);
}

/* What was told about one artefact, for the note.  */
struct untold {
  const struct artefact *artefact;
  const char **names;
  size_t count;
};

static void
report_marked (struct program *p, const struct artefact *a, const struct unrecorded *u, const char *domain,
               const char *why, struct findings *out)
{
  enum severity severity = policy_severity (p->policy, RULE_UNRECORDED, domain, TRACK_PRODUCTION);
  struct finding *n;
  if (severity == SEVERITY_OFF)
    return;
  /* The rule is a note for code that nobody marked.  What is marked has to be seen; without
     a policy of one's own nothing is an error.  */
  if (severity < SEVERITY_ERROR)
    severity = p->policy->path ? SEVERITY_ERROR : SEVERITY_WARNING;
  n = findings_add (out, RULE_UNRECORDED, severity, NULL);
  n->function = memory_copy_text (u->function);
  n->domain = memory_copy_text (domain);
  n->file = memory_copy_text (program_shown_path (a->path));
  finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " has no record: it was compiled without the plugin", u->function);
  finding_note (n, "load-bearing in " QUOTE_OPEN "%s" QUOTE_CLOSE ": %s", domain, why);
  if (u->member)
    finding_note (n, "it is in the member %s", u->member);
  finding_note (n, "compile it with the plugin, or, if it is another function, name it in the policy's " QUOTE_OPEN
                   "unrecorded" QUOTE_CLOSE);
  finding_command (n, "loadbearing explain --rule unrecorded");
}

static void
report_rest (struct program *p, const struct untold *list, size_t count, struct findings *out)
{
  enum severity severity = policy_severity (p->policy, RULE_UNRECORDED, NULL, TRACK_PRODUCTION);
  size_t functions = 0;
  struct finding *n;

  for (size_t i = 0; i < count; i++)
    functions += list[i].count;
  if (functions == 0 || severity == SEVERITY_OFF)
    return;
  n = findings_add (out, RULE_UNRECORDED, severity, NULL);
  finding_message (n, "%zu function%s in %zu file%s %s no record: the plugin did not see %s compiled", functions,
                   functions == 1 ? "" : "s", count, count == 1 ? "" : "s", functions == 1 ? "has" : "have",
                   functions == 1 ? "it" : "them");
  for (size_t i = 0; i < count && i < 10; i++) {
    struct strbuf names;
    strbuf_init (&names);
    for (size_t k = 0; k < list[i].count && k < 8; k++)
      strbuf_addf (&names, "%s%s", k ? ", " : "", list[i].names[k]);
    if (list[i].count > 8)
      strbuf_addf (&names, " and %zu more", list[i].count - 8);
    finding_note (n, "%s: %s", program_shown_path (list[i].artefact->path), strbuf_text (&names));
    strbuf_release (&names);
  }
  if (count > 10)
    finding_note (n, "and %zu more files", count - 10);
  finding_command (n, "loadbearing explain --rule unrecorded");
}

static void
report_stripped (struct program *p, const struct artefact *a, struct findings *out)
{
  enum rule rule = a->units_count ? RULE_UNRECORDED : RULE_INCOMPARABLE;
  enum severity severity = policy_severity (p->policy, rule, NULL, TRACK_PRODUCTION);
  struct finding *n;
  if (severity == SEVERITY_OFF)
    return;
  n = findings_add (out, rule, severity, NULL);
  n->file = memory_copy_text (program_shown_path (a->path));
  if (a->units_count)
    finding_message (n, "the file is stripped: code without a record cannot be seen in it");
  else {
    finding_message (n, "the file is stripped and has no records: it cannot tell what it contains");
    finding_note (n, "check it before it is stripped, or name it in the policy's " QUOTE_OPEN "unrecorded" QUOTE_CLOSE);
  }
  finding_command (n, "loadbearing explain --rule %s", rule_name (rule));
}

static int
artefact_stage (const struct artefact *a)
{
  switch (a->kind) {
  case ARTEFACT_OBJECT:
  case ARTEFACT_RECORDS: return 0;
  case ARTEFACT_ARCHIVE: return 1;
  default: return 2;
  }
}

/* Functions that were told: those of earlier stages are sorted.  */
struct told {
  char **keys;
  size_t count, room, sorted;
};

/* Whether an earlier stage told U, a function; if not, it is told now.  */
static bool
was_told (struct told *t, const struct unrecorded *u)
{
  char *key = unrecorded_key (u);
  if (t->sorted && bsearch (&key, t->keys, t->sorted, sizeof *t->keys, text_compare_listed)) {
    free (key);
    return true;
  }
  if (t->count == t->room) {
    t->room = t->room ? 2 * t->room : 64;
    t->keys = memory_grow (t->keys, t->room, sizeof *t->keys);
  }
  t->keys[t->count++] = key;
  return false;
}

/* Reports what A, of one stage, may hide of marked functions, and adds the rest to REST.  */
static void
report_unrecorded (struct program *p, const struct artefact *a, struct told *told, struct untold *rest,
                   struct findings *out)
{
  for (size_t i = 0; i < a->unrecorded_count; i++) {
    const struct unrecorded *u = &a->unrecorded[i];
    bool function = u->kind == UNRECORDED_FUNCTION;
    const char *why;
    if (function_allowed (p, u) || (function && was_told (told, u)))
      continue;
    const char *domain = function ? marked_domain (p, a, u, &why) : NULL;
    if (domain) {
      report_marked (p, a, u, domain, why, out);
      continue;
    }
    rest->names = memory_grow (rest->names, rest->count + 1, sizeof *rest->names);
    rest->names[rest->count++] = function                    ? u->function
                                 : u->kind == UNRECORDED_LTO ? "(LTO object without readable records)"
                                                             : u->name;
  }
}

void
program_rule_unrecorded (struct program *p, struct findings *out)
{
  struct untold *untold = memory_get ((p->inputs.artefacts_count + 1) * sizeof *untold);
  struct told told = { NULL, 0, 0, 0 };
  size_t untold_count = 0;

  /* First objects, then archives, then what was linked: a function is told once, where it
     comes from.  */
  for (int stage = 0; stage < 3; stage++) {
    told.sorted = told.count;
    if (told.count)
      qsort (told.keys, told.count, sizeof *told.keys, text_compare_listed);
    for (size_t i = 0; i < p->inputs.artefacts_count; i++) {
      const struct artefact *a = p->inputs.artefacts[i];
      struct untold rest = { a, NULL, 0 };
      if (artefact_stage (a) != stage || artefact_allowed (p, a))
        continue;
      if (a->stripped && a->has_code)
        report_stripped (p, a, out);
      report_unrecorded (p, a, &told, &rest, out);
      if (rest.count)
        untold[untold_count++] = rest;
    }
  }
  report_rest (p, untold, untold_count, out);
  for (size_t i = 0; i < untold_count; i++)
    free (untold[i].names);
  free (untold);
  for (size_t i = 0; i < told.count; i++)
    free (told.keys[i]);
  free (told.keys);
}
