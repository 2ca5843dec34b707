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
static const char *const always[] = { "memcmp", "memcpy", "memmove", "memset", "strlen" };
/* Put in place of other functions of the library.  */
static const char *const instead[] = { "abort",   "calloc",  "fputc",   "fputs",   "fwrite",  "memchr",  "mempcpy",
                                       "putchar", "puts",    "sprintf", "stpcpy",  "strcat",  "strchr",  "strcmp",
                                       "strcpy",  "strncat", "strncmp", "sincos",  "sincosf", "sincosl", "strncpy",
                                       "strnlen", "strrchr", "strstr",  "vsprintf" };

/* Functions of the library that the program gave other names, in the order of the declarations.  */
static struct renamed {
  char *name, *label;
} * renamed;
static size_t renamed_count;

void
observe_built_in_declared (tree decl)
{
  if (is_cxx () || !fndecl_built_in_p (decl, BUILT_IN_NORMAL) || !DECL_ASSEMBLER_NAME_SET_P (decl)
      || preprocessor_in_environment (input_location) || observe_library_labelled (decl))
    return;
  const char *label = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl)), *name = IDENTIFIER_POINTER (DECL_NAME (decl));
  if (label[0] == '*' && strcmp (label + 1, name) != 0) {
    struct renamed *added = grow (&renamed, &renamed_count);
    *added = (struct renamed){ xstrdup (name), xstrdup (label + 1) };
  }
}

/* Whether DECL, a built-in function, answers or takes what belongs to the frame of the function in which its code stands.  */
static bool
is_of_the_frame (tree decl)
{
  switch (DECL_FUNCTION_CODE (decl)) {
  case BUILT_IN_ALLOCA:
  case BUILT_IN_ALLOCA_WITH_ALIGN:
  case BUILT_IN_ALLOCA_WITH_ALIGN_AND_MAX:
  case BUILT_IN_APPLY_ARGS:
  case BUILT_IN_FRAME_ADDRESS:
  case BUILT_IN_RETURN_ADDRESS: return true;
  default: return false;
  }
}

void
observe_built_ins_used (struct observed_function *f, const struct body *body)
{
  for (size_t i = 0; i < body->references_count; i++) {
    tree decl = body->references[i];
    if (TREE_CODE (decl) != FUNCTION_DECL || !DECL_NAME (decl) || !fndecl_built_in_p (decl, BUILT_IN_NORMAL))
      continue;
    f->uses_library = true;
    f->uses_frame |= is_of_the_frame (decl);
    /* Only what the library has a function for has such a name: __builtin_expect calls nobody.  */
    if (strncmp (IDENTIFIER_POINTER (DECL_NAME (decl)), BUILT_IN_PREFIX, strlen (BUILT_IN_PREFIX)) != 0
        || !DECL_ASSEMBLER_NAME_SET_P (decl))
      continue;
    const char *name = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl));
    *grow (&f->built_ins, &f->built_ins_count) = xstrdup (name + (name[0] == '*'));
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

/* The function of the library whose calls go to what is called NAME in assembler code: that of the name, or one that got it as a label.  */
static const char *
library_name (const char *name)
{
  for (size_t i = 0; i < renamed_count; i++)
    if (strcmp (renamed[i].label, name) == 0)
      return renamed[i].name;
  return name;
}

/* What of the unit the compiler may call by itself, in some function or other.  */
struct candidate {
  size_t function; /* in observed.functions */
  bool by_any;     /* else only by functions that use the library */
};

static void
add_candidate (auto_vec<candidate> *list, size_t function)
{
  const char *name = library_name (observed.functions[function].facts.name);
  bool by_any = is_listed (name, always, sizeof always / sizeof *always);
  if (by_any || is_listed (name, instead, sizeof instead / sizeof *instead))
    list->safe_push (candidate{ function, by_any });
}

static void
refer (struct observed_function *f, const struct observed_function *callee)
{
  *grow (&f->unnamed, &f->unnamed_count) = callee->uid;
  refer_to (&f->references, &f->references_count, callee->uid, true, callee->facts.name);
}

static void
add_renamed (struct observed_function *f)
{
  struct digest none = digest_of ("", 0, DIGEST_SHORT);
  for (size_t i = 0; i < renamed_count; i++) {
    struct strbuf text = STRBUF_INIT;
    strbuf_addf (&text, "%s is %s", renamed[i].name, renamed[i].label);
    add_dependency (f, DEPENDENCY_OPTION, strbuf_text (&text), &none);
    strbuf_release (&text);
  }
}

void
observe_built_ins_complete (void)
{
  /* Hardly a unit defines one of those: no function may cost a look at all others.  */
  auto_vec<candidate> candidates;
  hash_map<nofree_string_hash, size_t> defined;
  bool any = false;
  for (size_t i = 0; i < observed.functions_count && !any; i++)
    any = observed.functions[i].built_ins_count;
  for (size_t i = 0; i < observed.functions_count; i++)
    if (!(observed.functions[i].facts.flags & FUNCTION_SYSTEM) && !observed.functions[i].external_body) {
      if (any)
        defined.put (observed.functions[i].facts.name, i);
      add_candidate (&candidates, i);
    }
  for (size_t i = 0; i < observed.functions_count; i++) {
    struct observed_function *f = &observed.functions[i];
    if (f->facts.flags & FUNCTION_SYSTEM)
      continue;
    add_renamed (f);
    for (unsigned c = 0; c < candidates.length (); c++)
      if (candidates[c].function != i && (candidates[c].by_any || f->uses_library))
        refer (f, &observed.functions[candidates[c].function]);
    for (size_t b = 0; b < f->built_ins_count; b++) {
      size_t *found = defined.get (f->built_ins[b]);
      if (found && *found != i)
        refer (f, &observed.functions[*found]);
    }
  }
}
