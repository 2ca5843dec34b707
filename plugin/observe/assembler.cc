/* What only the assembler sees: top-level asm, what asm statements name, and files that asm reads.

   A top-level asm may define macros, symbols and sections that any asm, and any name, of the unit means: it counts for every
   function.  Its text is what the compiler hands on: white space between its strings is not in it.  */
#include "gcc-compat.h"

#include "assembler.h"
#include "observed.h"

#define TOP_LEVEL "(top-level asm)"

/* Newer C++ libraries' <iostream> asks for the code that initialises it.  */
static bool
is_environment (const char *text)
{
  return strstr (text, "_ZSt21ios_base_library_initv") != NULL;
}

/* The digest of the content of the file at PATH; false if it cannot be read.  */
static bool
digest_file (const char *path, struct digest *digest)
{
  char part[65536];
  size_t length;
  struct strbuf all = STRBUF_INIT;
  FILE *file = fopen (path, "rb");
  if (!file)
    return false;
  while ((length = fread (part, 1, sizeof part, file)) > 0)
    strbuf_add (&all, part, length);
  bool good = !ferror (file);
  fclose (file);
  *digest = short_digest_of (&all);
  strbuf_release (&all);
  return good;
}

/* What stands in quotation marks at AT, behind white space; owned by the caller, or NULL.  */
static char *
quoted (const char *at)
{
  at += strspn (at, " \t");
  if (*at != '"')
    return NULL;
  size_t length = strcspn (at + 1, "\"\n");
  return at[1 + length] == '"' ? xstrndup (at + 1, length) : NULL;
}

static void
assembler_files (struct observed_function *f, const char *text)
{
  static const char *const directives[] = { ".incbin", ".include" };
  for (const char *directive : directives)
    for (const char *at = strstr (text, directive); at; at = strstr (at + 1, directive)) {
      const char *rest = at + strlen (directive);
      if ((at > text && (ISALNUM (at[-1]) || at[-1] == '_' || at[-1] == '.')) || ISALNUM (*rest) || *rest == '_')
        continue;
      char *path = quoted (rest);
      struct strbuf name = STRBUF_INIT;
      struct digest digest;
      /* The assembler looks elsewhere, too, where -Wa,-I says: that is not known here.  */
      if (path && digest_file (path, &digest))
        strbuf_addf (&name, "file %s", path);
      else {
        strbuf_addf (&name, "file %s (not followed)", path ? path : "whose name is not written out");
        digest = digest_of ("", 0, DIGEST_SHORT);
      }
      add_dependency (f, DEPENDENCY_OBJECT, strbuf_text (&name), &digest);
      strbuf_release (&name);
      free (path);
    }
}

/* What asm statements of the unit have named so far.  */
static hash_set<nofree_string_hash> *named;

bool
assembler_names (const char *name)
{
  return named && named->contains (name);
}

/* WORD stands in an asm statement: if it names an object or a function of another unit, that is referred to.  */
static void
name_object (const char *word)
{
  tree identifier, decl;
  if (assembler_names (word) || is_cxx () || !&lookup_name)
    return;
  if (!named)
    named = new (xmalloc (sizeof *named)) hash_set<nofree_string_hash>;
  named->add (xstrdup (word));
  identifier = maybe_get_identifier (word);
  decl = identifier ? lookup_name (identifier) : NULL_TREE;
  if (decl && TREE_CODE (decl) == VAR_DECL)
    observe_late (decl);
  else if (decl && TREE_CODE (decl) == FUNCTION_DECL && !preprocessor_in_environment (DECL_SOURCE_LOCATION (decl))
           && !observed.interface_of->get (DECL_UID (decl)))
    note_interface (decl);
}

/* Keeps the words of TEXT: what they name may be declared later.  */
static void
keep_words (struct observed_function *f, const char *text)
{
  for (const char *at = text; *at;) {
    size_t length = 0;
    while (ISALNUM (at[length]) || at[length] == '_' || at[length] == '$')
      length++;
    if (length && !ISDIGIT (*at)) {
      bool known = false;
      for (size_t i = 0; i < f->asm_words_count && !known; i++)
        known = strncmp (f->asm_words[i], at, length) == 0 && !f->asm_words[i][length];
      if (!known) {
        char *word = xstrndup (at, length);
        *grow (&f->asm_words, &f->asm_words_count) = word;
        name_object (word);
      }
    }
    at += length ? length : 1;
  }
}

void
assembler_statement (struct observed_function *f, const char *text)
{
  f->assembles = true;
  assembler_files (f, text);
  keep_words (f, text);
}

void
assembler_references (struct observed_function *f)
{
  for (size_t w = 0; w < f->asm_words_count; w++) {
    const char *word = f->asm_words[w];
    for (size_t i = 0; i < observed.functions_count; i++)
      if (&observed.functions[i] != f && strcmp (observed.functions[i].facts.name, word) == 0)
        refer_to (&f->references, &f->references_count, observed.functions[i].uid, true, word);
    for (size_t i = 0; i < observed.objects_count; i++)
      if (strcmp (observed.objects[i].name, word) == 0)
        refer_to (&f->references, &f->references_count, observed.objects[i].uid, false, word);
    for (size_t i = 0; i < observed.interfaces_count; i++) {
      const struct observed_interface *declared = &observed.interfaces[i];
      if (declared->uid != f->uid && strcmp (declared->linkage ? declared->linkage : declared->name, word) == 0)
        refer_to (&f->references, &f->references_count, declared->uid, true, word);
    }
    free (f->asm_words[w]);
  }
  f->asm_words_count = 0;
}

char *
assembler_top_level (void)
{
  struct strbuf all = STRBUF_INIT;
  for (asm_node *node = symtab->first_asm_symbol (); node; node = node->next) {
    const char *text = TREE_STRING_POINTER (node->asm_str);
    if (!is_environment (text))
      strbuf_addf (&all, "%s\n", text);
  }
  return strbuf_detach (&all);
}

void
assembler_depend (struct observed_function *f, const char *top_level)
{
  if (!*top_level)
    return;
  struct digest digest = digest_of (top_level, strlen (top_level), DIGEST_SHORT);
  add_dependency (f, DEPENDENCY_OBJECT, TOP_LEVEL, &digest);
  assembler_files (f, top_level);
}
