/* Observation of functions of the C library that are called without being named.

   The compiler calls memcpy for a structure that is copied and memset for an array that is set, makes puts of a printf, and
   `__builtin_memcpy` calls memcpy.  Where the unit defines such a function, those that may call it so rest on it.  Where the
   program gives it another name by an asm label, GCC takes that name for all of these calls: then every function of the unit rests
   on that.

   What other units define in the library's place is not followed.  */
#include "gcc-compat.h"

#include "body.h"
#include "observed.h"

#define BUILT_IN_PREFIX "__builtin_"

/* Called for what is no call in the text.  */
static const char *const always[] = { "memcmp", "memcpy", "memmove", "memset" };
/* Put in place of other functions of the library.  */
static const char *const instead[] = { "abort",   "calloc",  "fputc",   "fputs",   "fwrite",  "memchr",
                                       "mempcpy", "putchar", "puts",    "sprintf", "stpcpy",  "strcat",
                                       "strchr",  "strcmp",  "strcpy",  "strlen",  "strncat", "strncmp",
                                       "strncpy", "strnlen", "strrchr", "strstr",  "vsprintf" };

/* "NAME is LABEL", one a line, in the order of the declarations.  */
static struct strbuf renamed = STRBUF_INIT;

void
observe_built_in_declared (tree decl)
{
  if (is_cxx () || !fndecl_built_in_p (decl, BUILT_IN_NORMAL) || !DECL_ASSEMBLER_NAME_SET_P (decl)
      || preprocessor_in_environment (DECL_SOURCE_LOCATION (decl)))
    return;
  const char *label = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl)), *name = IDENTIFIER_POINTER (DECL_NAME (decl));
  if (label[0] == '*' && strcmp (label + 1, name) != 0)
    strbuf_addf (&renamed, "%s is %s\n", name, label + 1);
}

void
observe_built_ins_used (struct observed_function *f, const struct body *body)
{
  const size_t length = strlen (BUILT_IN_PREFIX);
  for (size_t i = 0; i < body->references_count; i++) {
    tree decl = body->references[i];
    if (TREE_CODE (decl) != FUNCTION_DECL || !DECL_NAME (decl) || !fndecl_built_in_p (decl, BUILT_IN_NORMAL))
      continue;
    const char *name = IDENTIFIER_POINTER (DECL_NAME (decl));
    f->uses_library = true;
    if (strncmp (name, BUILT_IN_PREFIX, length) == 0)
      *grow (&f->built_ins, &f->built_ins_count) = xstrdup (name + length);
  }
}

static bool
is_listed (const char *name, const char *const *list, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp (list[i], name) == 0)
      return true;
  return false;
}

/* Whether the compiler calls functions of this NAME by itself, in some function or other.  */
static bool
may_come_unnamed (const char *name)
{
  return is_listed (name, always, sizeof always / sizeof *always)
         || is_listed (name, instead, sizeof instead / sizeof *instead);
}

/* Whether F may call a function called NAME without naming it.  */
static bool
may_call (const struct observed_function *f, const char *name)
{
  return is_listed (name, always, sizeof always / sizeof *always)
         || (f->uses_library && is_listed (name, instead, sizeof instead / sizeof *instead))
         || is_listed (name, f->built_ins, f->built_ins_count);
}

static void
refer (struct observed_function *f, const struct observed_function *callee)
{
  *grow (&f->unnamed, &f->unnamed_count) = callee->uid;
  for (size_t r = 0; r < f->references_count; r++)
    if (f->references[r].uid == callee->uid)
      return;
  struct reference *added = grow (&f->references, &f->references_count);
  added->uid = callee->uid;
  added->function = true;
  added->name = memory_copy_text (callee->facts.name);
}

static void
add_renamed (struct observed_function *f)
{
  if (!renamed.length)
    return;
  struct digest none = digest_of ("", 0, DIGEST_SHORT);
  for (const char *at = strbuf_text (&renamed); *at; at = strchr (at, '\n') + 1) {
    struct strbuf line = STRBUF_INIT;
    strbuf_add (&line, at, strcspn (at, "\n"));
    add_dependency (f, DEPENDENCY_OPTION, strbuf_text (&line), &none);
    strbuf_release (&line);
  }
}

void
observe_built_ins_complete (void)
{
  /* Hardly a unit defines one of those, and most functions call no built-in one by that name: neither may cost each function a look at all others.  */
  auto_vec<size_t> defined, unnamed;
  for (size_t i = 0; i < observed.functions_count; i++)
    if (!(observed.functions[i].facts.flags & (FUNCTION_STATIC | FUNCTION_SYSTEM))
        && !observed.functions[i].external_body) {
      defined.safe_push (i);
      if (may_come_unnamed (observed.functions[i].facts.name))
        unnamed.safe_push (i);
    }
  for (size_t i = 0; i < observed.functions_count; i++) {
    struct observed_function *f = &observed.functions[i];
    if (f->facts.flags & FUNCTION_SYSTEM)
      continue;
    add_renamed (f);
    const auto_vec<size_t> *list = f->built_ins_count ? &defined : &unnamed;
    for (unsigned d = 0; d < list->length (); d++)
      if ((*list)[d] != i && may_call (f, observed.functions[(*list)[d]].facts.name))
        refer (f, &observed.functions[(*list)[d]]);
  }
}
