/* The policy and the ledger in the compiler's -MD output, so that make and ninja compile a
   unit again when what it is judged by changed.  */
#include "gcc-compat.h"
#include "session.h"
#include "make_dependencies.h"

static struct {
  char **paths;
  size_t count;
} added;

static bool
wanted (void)
{
  return &deps_add_dep && &cpp_get_deps && cpp_get_options (parse_in)->deps.style != DEPS_NONE;
}

static void
add (const char *path)
{
  for (size_t i = 0; i < added.count; i++)
    if (strcmp (added.paths[i], path) == 0)
      return;
  deps_add_dep (cpp_get_deps (parse_in), path);
  added.paths = (char **) memory_grow (added.paths, added.count + 1, sizeof *added.paths);
  added.paths[added.count++] = memory_copy_text (path);
}

void
make_dependencies_add_policy (void)
{
  if (session.policy && session.policy->path && wanted ())
    for (char **file = session.policy->files; *file; file++)
      add (*file);
}

void
make_dependencies_add_ledger (const struct unit_facts *u)
{
  if (!session.ledger || !wanted ())
    return;
  for (size_t i = 0; i < u->functions_count; i++) {
    const struct function_facts *f = &u->functions[i];
    char **paths;
    size_t count;
    if ((f->flags & FUNCTION_MARKED) && ledger_paths (session.ledger, f->name, &paths, &count))
      for (size_t k = 0; k < count; k++)
        add (paths[k]);
  }
}

void
make_dependencies_add_file (const char *path)
{
  if (wanted ())
    add (path);
}

/* The file that -MD, -MMD or -MF named last; NULL if none did or it is standard output.  */
static const char *
dependency_file (void)
{
  const char *file = NULL;
  for (unsigned i = 1; i < save_decoded_options_count; i++)
    switch (save_decoded_options[i].opt_index) {
    case OPT_MD:
    case OPT_MMD:
    case OPT_MF: file = save_decoded_options[i].arg; break;
    default: break;
    }
  return file && *file && strcmp (file, "-") != 0 ? file : NULL;
}

/* PATH as make reads the name of a target.  */
static void
put_target (FILE *out, const char *path)
{
  for (const char *p = path; *p; p++) {
    if (*p == ' ' || *p == '\t' || *p == '#') {
      /* Backslashes before a blank are read as pairs.  */
      for (const char *q = p; q > path && q[-1] == '\\'; q--)
        putc ('\\', out);
      putc ('\\', out);
    } else if (*p == '$')
      putc ('$', out);
    putc (*p, out);
  }
}

void
make_dependencies_finish (void)
{
  if (added.count == 0 || cpp_get_options (parse_in)->deps.phony_targets)
    return;
  const char *file = dependency_file ();
  FILE *out = file ? fopen (file, "a") : NULL;
  if (!out)
    return;
  for (size_t i = 0; i < added.count; i++)
    if (!strchr (added.paths[i], '\n')) {
      putc ('\n', out);
      put_target (out, added.paths[i]);
      fputs (":\n", out);
    }
  if (fclose (out) != 0)
    error ("cannot write the dependency file %qs: %m", file);
}
