/* What the program itself says of functions and objects of the C library, once their header has declared them.

   What the headers say counts by name: it is another with each version of the library.  But an assembler name that the program gives, or an
   attribute, is the program's own word, and makes something else of each call.  So what a declaration had when the last header was
   done with it is remembered, and what it has more when the unit is complete is a dependency of the functions that use it.

   Of the names that the library's headers themselves give to a function, those count by which it chooses between standards: strerror_r
   is __xpg_strerror_r, which gives something else back, without _GNU_SOURCE.  All others (__isoc99_sscanf, lseek64) come and go with
   versions, and do the same.  */
#include "gcc-compat.h"

#include "observed.h"

enum said { SAID_NORETURN = 1, SAID_CONST = 2, SAID_PURE = 4, SAID_MALLOC = 8, SAID_WEAK = 16, SAID_VISIBILITY = 32 };

static const char *const said_words[] = { "noreturn", "const", "pure", "malloc", "weak", "visibility" };

/* What the headers said of a declaration.  */
struct header_word {
  unsigned said;
  unsigned first, count; /* its attributes' names, in NAMES */
  bool labelled;         /* it was given an assembler name */
  bool redeclared;       /* the program has declared it, too */
};

static hash_map<uid_hash, struct header_word> *headers;
static tree *names; /* identifiers, which live as long as the compiler */
static size_t names_count;

/* Declarations that functions use, by their index.  */
static tree *used;
static size_t used_count;
static hash_map<uid_hash, unsigned> *used_at;

static unsigned
said_of (tree decl)
{
  bool function = TREE_CODE (decl) == FUNCTION_DECL;
  return (function && TREE_THIS_VOLATILE (decl) ? SAID_NORETURN : 0)
         | (function && TREE_READONLY (decl) ? SAID_CONST : 0) | (function && DECL_PURE_P (decl) ? SAID_PURE : 0)
         | (function && DECL_IS_MALLOC (decl) ? SAID_MALLOC : 0) | (DECL_WEAK (decl) ? SAID_WEAK : 0)
         | (DECL_VISIBILITY_SPECIFIED (decl) ? SAID_VISIBILITY : 0);
}

/* The name that DECL has in assembler code, where that is another one; or NULL.  */
static const char *
label_of (tree decl)
{
  if (!DECL_ASSEMBLER_NAME_SET_P (decl))
    return NULL;
  const char *label = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl));
  label += label[0] == '*';
  return strcmp (label, IDENTIFIER_POINTER (DECL_NAME (decl))) != 0 ? label : NULL;
}

static void
note_names (tree list)
{
  for (tree a = list; a; a = TREE_CHAIN (a))
    *grow (&names, &names_count) = get_attribute_name (a);
}

void
observe_library_declared (tree decl, bool program)
{
  bool known;
  if (is_cxx () || !DECL_NAME (decl) || !TREE_PUBLIC (decl)
      || !preprocessor_in_environment (DECL_SOURCE_LOCATION (decl)))
    return;
  if (!headers)
    headers = map_new<hash_map<uid_hash, struct header_word>> ();
  struct header_word &word = headers->get_or_insert (DECL_UID (decl), &known);
  if (!known)
    memset (&word, 0, sizeof word);
  if (program)
    word.redeclared = true;
  if (word.redeclared)
    return;
  word.said = said_of (decl);
  word.labelled = label_of (decl) != NULL;
  word.first = names_count;
  note_names (DECL_ATTRIBUTES (decl));
  note_names (TYPE_ATTRIBUTES (TREE_TYPE (decl)));
  word.count = names_count - word.first;
}

bool
observe_library_labelled (tree decl)
{
  const struct header_word *word = headers ? headers->get (DECL_UID (decl)) : NULL;
  return word && word->labelled;
}

void
observe_library_used (struct observed_function *f, tree decl)
{
  bool known;
  if (is_cxx () || !DECL_NAME (decl) || !TREE_PUBLIC (decl))
    return;
  if (!used_at)
    used_at = map_new<hash_map<uid_hash, unsigned>> ();
  unsigned &at = used_at->get_or_insert (DECL_UID (decl), &known);
  if (!known) {
    at = used_count;
    *grow (&used, &used_count) = decl;
  }
  for (size_t i = 0; i < f->library_count; i++)
    if (f->library[i] == at)
      return;
  *grow (&f->library, &f->library_count) = at;
}

void
observe_library_mark (void)
{
  for (size_t i = 0; i < used_count; i++)
    gt_ggc_mx_tree_node (used[i]);
}

/* The attributes of LIST of whose name the header said fewer.  */
static tree
added_attributes (tree list, tree all, const struct header_word *word)
{
  tree added = NULL_TREE;
  for (tree a = list; a; a = TREE_CHAIN (a)) {
    unsigned before = 0, now = 0;
    for (unsigned i = 0; i < word->count; i++)
      before += names[word->first + i] == get_attribute_name (a);
    for (tree b = all; b; b = TREE_CHAIN (b))
      now += get_attribute_name (b) == get_attribute_name (a);
    if (now > before)
      added = tree_cons (TREE_PURPOSE (a), TREE_VALUE (a), added);
  }
  return added;
}

/* What the program made of DECL, of which the headers said WORD.  */
static void
write_added (tree decl, const struct header_word *word, struct strbuf *out)
{
  unsigned added = said_of (decl) & ~word->said;
  if (!word->redeclared)
    added &= SAID_WEAK; /* by a pragma */
  for (unsigned i = 0; i < sizeof said_words / sizeof *said_words; i++)
    if (added & 1U << i)
      strbuf_addf (out, " %s", said_words[i]);
  if (added & SAID_VISIBILITY)
    strbuf_addf (out, "%d", (int) DECL_VISIBILITY (decl));
  if (word->redeclared) {
    tree type_attributes = TYPE_ATTRIBUTES (TREE_TYPE (decl)), all = NULL_TREE;
    for (tree a = DECL_ATTRIBUTES (decl); a; a = TREE_CHAIN (a))
      all = tree_cons (TREE_PURPOSE (a), NULL_TREE, all);
    for (tree a = type_attributes; a; a = TREE_CHAIN (a))
      all = tree_cons (TREE_PURPOSE (a), NULL_TREE, all);
    attributes_write (added_attributes (DECL_ATTRIBUTES (decl), all, word), out);
    attributes_write (added_attributes (type_attributes, all, word), out);
  }
}

/* The name behind that of a standard, by which the C library's headers choose one of several functions; or NULL.  */
static const char *
chosen_by_standard (const char *name)
{
  static const char *const standards[] = { "__xpg_", "__sysv_", "__bsd_", "__posix_" };
  for (size_t i = 0; i < sizeof standards / sizeof *standards; i++)
    if (strncmp (name, standards[i], strlen (standards[i])) == 0)
      return name + strlen (standards[i]);
  return NULL;
}

/* Appends to NAMED, where DECL is another function than its name says, which it is.  */
static void
write_other_name (tree decl, const struct header_word *word, struct strbuf *named)
{
  const char *name = IDENTIFIER_POINTER (DECL_NAME (decl)), *label = label_of (decl);
  if (label && (!word->labelled || chosen_by_standard (label)))
    strbuf_addf (named, "%s is %s", name, label);
  else if (const char *chosen = chosen_by_standard (name))
    strbuf_addf (named, "%s is %s", chosen, name);
}

void
observe_library_write (tree decl, struct strbuf *out)
{
  /* None: of the compiler, or of a precompiled header.  */
  const struct header_word *word = headers && DECL_NAME (decl) ? headers->get (DECL_UID (decl)) : NULL;
  if (!word)
    return;
  write_other_name (decl, word, out);
  write_added (decl, word, out);
}

static void
depend (struct observed_function *f, tree decl)
{
  const struct header_word *word = headers ? headers->get (DECL_UID (decl)) : NULL;
  const char *name = IDENTIFIER_POINTER (DECL_NAME (decl));
  struct digest none = digest_of ("", 0, DIGEST_SHORT);
  struct strbuf text = STRBUF_INIT, added = STRBUF_INIT;
  if (!word)
    return; /* of the compiler, or of a precompiled header */
  write_other_name (decl, word, &text);
  if (text.length)
    add_dependency (f, DEPENDENCY_OPTION, strbuf_text (&text), &none);
  write_added (decl, word, &added);
  if (added.length) {
    struct digest digest = short_digest_of (&added);
    strbuf_release (&text);
    strbuf_addf (&text, "declaration of %s", name);
    add_dependency (f, DEPENDENCY_OPTION, strbuf_text (&text), &digest);
  }
  strbuf_release (&text);
  strbuf_release (&added);
}

void
observe_library_complete (void)
{
  for (size_t i = 0; i < observed.functions_count; i++) {
    struct observed_function *f = &observed.functions[i];
    for (size_t u = 0; u < f->library_count; u++)
      depend (f, used[f->library[u]]);
  }
}
