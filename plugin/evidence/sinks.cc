/* Sinks, read from the table that the plugin carries in itself and from the policy.  See sinks.h.  */
#include "gcc-compat.h"

#include <fnmatch.h>

#include "session.h"
#include "sinks.h"
#include "strbuf.h"
#include "subjects.h"

extern "C" {
extern const char assertions_shipped_text[];
}

static const char *const kind_names[SINK_KINDS] = {
  "none",    "true",         "false",        "null",      "set",     "equal",        "differ",      "less",
  "at-most", "greater",      "at-least",     "related",   "within",  "outside",      "near",        "far",
  "nearly",  "bits",         "one-of",       "none-of",   "text",    "text-differs", "text-begins", "text-within",
  "bytes",   "bytes-differ", "items",        "fails",     "skips",   "exits",        "quits",       "holds",
  "expects", "handles",      "meets",        "swallows",  "points",  "idle",         "result",      "keeps",
  "reports", "tells",        "runs",         "registers", "filters", "hides",        "stops",       "asks",
  "splits",  "tolerates",    "instantiates", "rows",      "groups",  "prepares",     "disabled"
};

struct entry {
  char *name;
  struct sink sink;
};

/* Of the policy, then of the table; made once.  */
static auto_vec<struct entry> *entries;
/* The first entry of each name; and those that are patterns, in order.  */
static hash_map<nofree_string_hash, unsigned> *entries_by_name;
static auto_vec<unsigned> *patterns;
static hash_map<tree, const struct sink *> *known;

/* The word at *AT, which is moved behind it and the blanks after it; false at the end of the line.  */
static bool
next_word (const char **at, const char **word, size_t *length)
{
  *at += strspn (*at, " ");
  *word = *at;
  *length = strcspn (*at, " \n");
  *at += *length;
  return *length > 0;
}

static bool
is_word (const char *word, size_t length, const char *text)
{
  return strlen (text) == length && memcmp (word, text, length) == 0;
}

static struct sink_operand
parse_operand (const char *word)
{
  struct sink_operand o = { OPERAND_ARGUMENT, 0 };
  if (*word == '*')
    o.kind = OPERAND_BEHIND;
  else if (*word == '#')
    o.kind = OPERAND_NUMBER;
  o.number = strtol (word + (o.kind != OPERAND_ARGUMENT), NULL, 10);
  return o;
}

/* WORD, of LENGTH, of the line of SINK, begins what it says of functions that are called before tests.  False if it does not.  */
static bool
parse_setup (struct sink *sink, const char *word, size_t length)
{
  static const char *const kinds[] = { "before", "first", "once" };
  for (unsigned i = 0; i < ARRAY_SIZE (kinds); i++)
    if (is_word (word, length, kinds[i])) {
      if (sink->kind == SINK_PREPARES)
        sink->before = true;
      else if (sink->setups_count < SINK_SETUPS)
        sink->setups[sink->setups_count++].kind = (enum setup_kind) i;
      return true;
    }
  return false;
}

/* WORD is operand COUNT, from 0, of S.  */
static void
parse_setup_operand (struct sink_setup *s, unsigned count, const char *word)
{
  struct sink_operand *operands[] = { &s->function, &s->keeper, &s->size, &s->data };
  if (*word == '#')
    s->heeded = true;
  else if (count < ARRAY_SIZE (operands))
    *operands[count] = parse_operand (word);
}

/* The sink that LINE, up to its end, describes after the name.  */
static struct sink
parse (const char *line)
{
  struct sink sink;
  memset (&sink, 0, sizeof sink);
  const char *word;
  size_t length;
  unsigned count = 0;
  while (next_word (&line, &word, &length))
    if (is_word (word, length, "here"))
      sink.here = true;
    else if (is_word (word, length, "format"))
      sink.format = true;
    else if (is_word (word, length, "gives"))
      sink.mode = MODE_GIVES;
    else if (is_word (word, length, "gives-zero"))
      sink.mode = MODE_GIVES_ZERO;
    else if (is_word (word, length, "makes"))
      sink.mode = MODE_MAKES;
    else if (is_word (word, length, "hands"))
      sink.hands = true;
    else if (is_word (word, length, "shares"))
      sink.shares = true;
    else if (is_word (word, length, "together"))
      sink.together = true;
    else if (is_word (word, length, "same-object"))
      sink.same_object = true;
    else if (is_word (word, length, "apart")) {
      if (next_word (&line, &word, &length))
        sink.apart = xstrndup (word, length);
    } else if (is_word (word, length, "forgets"))
      sink.forgets = true;
    else if (parse_setup (&sink, word, length))
      count = 0;
    else if (sink.setups_count)
      parse_setup_operand (&sink.setups[sink.setups_count - 1], count++, word);
    else if (sink.before)
      sink.heeded |= *word == '#';
    else if (sink.kind == SINK_NONE) {
      for (unsigned i = 1; i < SINK_KINDS; i++)
        if (is_word (word, length, kind_names[i]))
          sink.kind = (enum sink_kind) i;
    } else if (count < SINK_OPERANDS)
      sink.operands[count++] = parse_operand (word);
  return sink;
}

static void
add_entry (char *name, const struct sink *sink)
{
  struct entry e = { name, *sink };
  bool existed;
  unsigned index = entries->length (), &first = entries_by_name->get_or_insert (name, &existed);
  if (!existed)
    first = index;
  if (strpbrk (name, "*?"))
    patterns->safe_push (index);
  entries->safe_push (e);
}

/* What the policy says of a function: it fails unless what it calls actual is what it calls expected, or its condition is true; or its result says whether it is
   so.  */
static void
add_policy (const struct policy_assertion *a)
{
  struct sink sink;
  memset (&sink, 0, sizeof sink);
  sink.here = sink.any = true;
  struct sink_operand none = { OPERAND_NONE, 0 }, actual = none, expected = none;
  unsigned first = a->arguments[0] == ASSERTION_GIVES;
  sink.mode = first ? MODE_GIVES : MODE_ASSERTS;
  for (unsigned n = first; n < a->arguments_count; n++) {
    enum assertion_argument is = a->arguments[n];
    bool behind = is == ASSERTION_ACTUAL_BEHIND || is == ASSERTION_EXPECTED_BEHIND;
    struct sink_operand o = { behind ? OPERAND_BEHIND : OPERAND_ARGUMENT, (long) (n - first) + 1 };
    if (is == ASSERTION_EXPECTED || is == ASSERTION_EXPECTED_BEHIND)
      expected = o;
    else if (is == ASSERTION_CONDITION || ((is == ASSERTION_ACTUAL || is == ASSERTION_ACTUAL_BEHIND) && !actual.kind))
      actual = o;
  }
  sink.kind = expected.kind ? SINK_EQUAL : SINK_TRUE;
  sink.operands[0] = actual;
  sink.operands[1] = expected;
  add_entry (xstrdup (a->name), &sink);
}

static void
read_entries (void)
{
  entries = new auto_vec<struct entry>;
  entries_by_name = new hash_map<nofree_string_hash, unsigned>;
  patterns = new auto_vec<unsigned>;
  known = new hash_map<tree, const struct sink *>;
  for (size_t i = 0; i < session.policy->assertions_count; i++)
    add_policy (&session.policy->assertions[i]);
  for (const char *line = assertions_shipped_text; *line;) {
    size_t length = strcspn (line, " \n");
    if (length > 0 && *line != '#') {
      struct sink sink = parse (line + length);
      add_entry (xstrndup (line, length), &sink);
    }
    line += strcspn (line, "\n");
    line += *line == '\n';
  }
}

/* Whether NAME has what every match of PATTERN has before its second wildcard: fnmatch takes much longer to tell.  */
static bool
may_match (const char *pattern, const char *name)
{
  static const char wildcards[] = "*?[\\";
  size_t length = strcspn (pattern, wildcards);
  if (length > 0)
    return strncmp (pattern, name, length) == 0;
  if (*pattern != '*')
    return true;
  length = strcspn (++pattern, wildcards);
  return length == 0 || memmem (name, strlen (name), pattern, length);
}

const struct sink *
sink_named (const char *name)
{
  if (!entries)
    read_entries ();
  const unsigned *exact = entries_by_name->get (name);
  for (unsigned i = 0; i < patterns->length (); i++) {
    unsigned index = (*patterns)[i];
    if (exact && index > *exact)
      break;
    const struct entry *e = &(*entries)[index];
    if (may_match (e->name, name) && fnmatch (e->name, name, 0) == 0)
      return &e->sink;
  }
  return exact ? &(*entries)[*exact].sink : NULL;
}

/* Writes the name of DECL with those of what it is in, without arguments of templates.  */
static void
write_name (tree decl, struct strbuf *out)
{
  tree context = DECL_CONTEXT (decl);
  if (context && TYPE_P (context))
    context = TYPE_NAME (context);
  if (context && DECL_P (context) && TREE_CODE (context) != TRANSLATION_UNIT_DECL
      && TREE_CODE (context) != FUNCTION_DECL && DECL_NAME (context)) {
    write_name (context, out);
    strbuf_add_text (out, "::");
  }
  if (TREE_CODE (decl) == FUNCTION_DECL && DECL_CXX_DESTRUCTOR_P (decl))
    strbuf_add_text (out, "~");
  if (TREE_CODE (decl) == FUNCTION_DECL && (DECL_CXX_CONSTRUCTOR_P (decl) || DECL_CXX_DESTRUCTOR_P (decl)) && context
      && DECL_P (context))
    decl = context;
  const char *name = DECL_NAME (decl) ? IDENTIFIER_POINTER (DECL_NAME (decl)) : "";
  /* A class that a template made has them in its name.  */
  strbuf_add (out, name, TREE_CODE (decl) == TYPE_DECL ? strcspn (name, "<") : strlen (name));
}

const struct sink *
sink_of_name (tree decl)
{
  if (!entries)
    read_entries ();
  struct strbuf name = STRBUF_INIT;
  write_name (decl, &name);
  const struct sink *sink = sink_named (strbuf_text (&name));
  strbuf_release (&name);
  return sink;
}

const struct sink *
sink_of (tree decl)
{
  if (!entries)
    read_entries ();
  if (const struct sink **found = known->get (decl))
    return *found;
  const struct sink *sink = sink_named (linkage_name (decl));
  if (!sink && DECL_CONTEXT (decl) && TREE_CODE (DECL_CONTEXT (decl)) != TRANSLATION_UNIT_DECL)
    sink = sink_of_name (decl);
  if (sink && sink->format && !stdarg_p (TREE_TYPE (decl)))
    sink = NULL;
  known->put (decl, sink);
  return sink;
}

const struct sink *
sink_of_call (gimple *stmt)
{
  tree callee = is_gimple_call (stmt) ? gimple_call_fndecl (stmt) : NULL_TREE;
  return callee && DECL_NAME (callee) ? sink_of (callee) : NULL;
}

/* What FIND says of T, which is asked for once.  */
static const struct sink *
remembered (tree t, const struct sink *(*find) (tree))
{
  if (!entries)
    read_entries ();
  if (const struct sink **found = known->get (t))
    return *found;
  const struct sink *sink = find (t);
  known->put (t, sink);
  return sink;
}

static const struct sink *
find_field (tree field)
{
  struct strbuf name = STRBUF_INIT;
  strbuf_addf (&name, "->%s", IDENTIFIER_POINTER (DECL_NAME (field)));
  const struct sink *sink = sink_named (strbuf_text (&name));
  strbuf_release (&name);
  tree type = TREE_TYPE (field);
  if (sink && sink->format && !(POINTER_TYPE_P (type) && stdarg_p (TREE_TYPE (type))))
    return NULL;
  return sink;
}

const struct sink *
sink_of_field (tree field)
{
  return DECL_NAME (field) ? remembered (field, find_field) : NULL;
}

/* The identifier that TYPE has for its name; or NULL_TREE.  */
static tree
name_of_type (tree type)
{
  tree name = TYPE_NAME (type);
  return name && TREE_CODE (name) == TYPE_DECL ? DECL_NAME (name) : name;
}

const struct sink *
sink_of_member (tree type, tree field)
{
  tree of = name_of_type (type);
  if (!of || !DECL_NAME (field))
    return NULL;
  struct strbuf name = STRBUF_INIT;
  strbuf_addf (&name, "%s.%s", IDENTIFIER_POINTER (of), IDENTIFIER_POINTER (DECL_NAME (field)));
  const struct sink *sink = sink_named (strbuf_text (&name));
  strbuf_release (&name);
  return sink;
}

static const struct sink *
find_type (tree type)
{
  tree name = name_of_type (type);
  const struct sink *sink = name ? sink_named (IDENTIFIER_POINTER (name)) : NULL;
  return sink && sink->kind == SINK_RESULT ? sink : NULL;
}

const struct sink *
sink_of_type (tree type)
{
  return TREE_CODE (type) == ENUMERAL_TYPE ? remembered (type, find_type) : NULL;
}

static const struct sink *
find_variable (tree decl)
{
  const struct sink *sink = sink_of_name (decl);
  return sink && sink->kind == SINK_FILTERS ? sink : NULL;
}

const struct sink *
sink_of_variable (tree decl)
{
  return VAR_P (decl) && DECL_EXTERNAL (decl) && DECL_NAME (decl) ? remembered (decl, find_variable) : NULL;
}

const struct sink *
sink_of_place (tree t)
{
  const struct sink *sink = NULL;
  if (TREE_CODE (t) == COMPONENT_REF && VAR_P (TREE_OPERAND (t, 0)) && DECL_EXTERNAL (TREE_OPERAND (t, 0)))
    sink = sink_of_member (TREE_TYPE (TREE_OPERAND (t, 0)), TREE_OPERAND (t, 1));
  return VAR_P (t) ? sink_of_variable (t) : sink && sink->kind == SINK_FILTERS ? sink : NULL;
}

bool
sink_ends_program (const struct sink *sink)
{
  for (unsigned i = 0; i < SINK_OPERANDS; i++)
    if (sink->operands[i].kind == OPERAND_NUMBER && sink->operands[i].number == ABORT_SIGNAL)
      return true;
  return sink->kind == SINK_EXITS || sink->kind == SINK_QUITS;
}

static const struct sink *
find_kept (tree decl)
{
  const struct sink *sink = sink_named (IDENTIFIER_POINTER (DECL_NAME (decl)));
  return sink && sink->kind == SINK_KEEPS ? sink : NULL;
}

bool
sink_keeps (tree decl)
{
  return DECL_NAME (decl) && remembered (decl, find_kept);
}
