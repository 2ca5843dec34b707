/* Pragma regions, and the macro __LOADBEARING__.

     #pragma loadbearing push domain("payment") reason("why")
     ... every function defined here is load-bearing ...
     #pragma loadbearing pop

   A function defined within a region gets an attribute that stands for the region: so the mark is
   kept in precompiled headers and copied to what a template makes.  Regions are compared
   by place, not by time: C++ parses the bodies of member functions after their class.  */
#include "gcc-compat.h"
#include "session.h"
#include "marks.h"

struct region {
  location_t start, end; /* end is UNKNOWN_LOCATION while it is open */
  const char *domain;    /* NULL: it was wrong, and has been reported */
  const char *reason;    /* or NULL */
};

static struct {
  struct region *list;
  size_t count;
} regions;

/* The innermost open one, or NULL.  */
static struct region *
region_open (void)
{
  for (size_t i = regions.count; i-- > 0;)
    if (regions.list[i].end == UNKNOWN_LOCATION)
      return &regions.list[i];
  return NULL;
}

/* The innermost one around PLACE, or NULL.  */
static const struct region *
region_around (location_t place)
{
  for (size_t i = regions.count; i-- > 0;) {
    const struct region *r = &regions.list[i];
    if (linemap_location_before_p (line_table, r->start, place)
        && (r->end == UNKNOWN_LOCATION || linemap_location_before_p (line_table, place, r->end)))
      return r;
  }
  return NULL;
}

/* One token of the pragma.  */
struct pragma_token {
  enum cpp_ttype type;
  tree value;
  location_t place;
};

static struct pragma_token
pragma_next (void)
{
  struct pragma_token t = { CPP_EOF, NULL_TREE, UNKNOWN_LOCATION };
  t.type = pragma_lex (&t.value, &t.place);
  if (t.place == UNKNOWN_LOCATION)
    t.place = input_location;
  return t;
}

static bool
token_is (const struct pragma_token *t, const char *word)
{
  return t->type == CPP_NAME && t->value && id_equal (t->value, word);
}

static void
complain (location_t place, const char *what)
{
  if (!marks_checked ())
    return;
  auto_diagnostic_group together;
  error_at (place, "%s in %<#pragma loadbearing%>", what);
  inform (place, "write %<#pragma loadbearing push domain(\"payment\") reason(\"why it matters\")%> "
                 "or %<#pragma loadbearing pop%>");
}

/* Reads ("text") of the clause that has just been named.  NULL after a complaint.  */
static const char *
pragma_clause (const char *clause, location_t *place)
{
  struct pragma_token open = pragma_next ();
  if (open.type != CPP_OPEN_PAREN) {
    complain (open.place, "expected an opening parenthesis");
    return NULL;
  }
  struct pragma_token text = pragma_next ();
  const char *string = text.type == CPP_STRING ? marks_string (text.value) : NULL;
  if (!string || !*string) {
    complain (text.place, strcmp (clause, "domain") == 0 ? "the domain must be a string literal"
                                                         : "the reason must be a string literal");
    return NULL;
  }
  *place = text.place;
  struct pragma_token close = pragma_next ();
  if (close.type != CPP_CLOSE_PAREN) {
    complain (close.place, "expected a closing parenthesis");
    return NULL;
  }
  return IDENTIFIER_POINTER (get_identifier (string));
}

/* Reads the clauses of a push into R.  False after a complaint.  */
static bool
pragma_clauses (struct region *r)
{
  location_t domain_place = r->start, ignored;
  struct pragma_token t;
  while ((t = pragma_next ()).type != CPP_EOF) {
    if (token_is (&t, "domain") && !r->domain) {
      if (!(r->domain = pragma_clause ("domain", &domain_place)))
        return false;
    } else if (token_is (&t, "reason") && !r->reason) {
      if (!(r->reason = pragma_clause ("reason", &ignored)))
        return false;
    } else {
      complain (t.place, t.type == CPP_NAME ? "unknown or repeated clause" : "expected domain(\"...\")");
      return false;
    }
  }
  if (!r->domain) {
    complain (r->start, "missing domain(\"...\")");
    return false;
  }
  return !marks_checked () || marks_check_domain (r->domain, domain_place);
}

static void
pragma_push (location_t start)
{
  struct region r = { start, UNKNOWN_LOCATION, NULL, NULL };
  /* A wrong one is kept for its pop, and marks nothing: the compilation has failed.  */
  if (!pragma_clauses (&r))
    r.domain = NULL;
  regions.list = (struct region *) memory_grow (regions.list, regions.count + 1, sizeof *regions.list);
  regions.list[regions.count++] = r;
}

static void
pragma_pop (location_t start)
{
  struct pragma_token t = pragma_next ();
  if (t.type != CPP_EOF)
    complain (t.place, "unexpected text after pop");
  struct region *r = region_open ();
  if (r)
    r->end = start;
  else if (marks_checked ())
    error_at (start, "%<#pragma loadbearing pop%> without a %<push%> before it");
}

static void
handle_pragma (cpp_reader *)
{
  struct pragma_token verb = pragma_next ();
  if (token_is (&verb, "push"))
    pragma_push (verb.place);
  else if (token_is (&verb, "pop"))
    pragma_pop (verb.place);
  else
    complain (verb.place, "expected push or pop");
}

/* A function is parsed: does it stand in a region?  Asked before, so that observation sees the mark, and
   after, since PLUGIN_START_PARSE_FUNCTION does not happen for member functions and for what templates make.  */
static void
at_function (void *data, void *)
{
  tree decl = (tree) data;
  if (regions.count == 0 || !decl || TREE_CODE (decl) != FUNCTION_DECL
      || DECL_ARTIFICIAL (decl)
      /* What stands inside a function belongs to it.  */
      || decl_function_context (decl))
    return;
  const struct region *r = region_around (DECL_SOURCE_LOCATION (decl));
  if (!r || !r->domain || lookup_attribute (REGION_ATTRIBUTE, DECL_ATTRIBUTES (decl)))
    return;
  tree args = r->reason ? tree_cons (NULL_TREE, build_string ((int) strlen (r->reason) + 1, r->reason), NULL_TREE)
                        : NULL_TREE;
  args = tree_cons (NULL_TREE, build_string ((int) strlen (r->domain) + 1, r->domain), args);
  DECL_ATTRIBUTES (decl) = tree_cons (get_identifier (REGION_ATTRIBUTE), args, DECL_ATTRIBUTES (decl));
}

/* Here, and not at the unit's start, where a new macro breaks preprocessed input; a
   preprocessed unit has no use for it.  */
static void
at_pragmas (void *, void *)
{
  c_register_pragma_with_expansion (NULL, "loadbearing", handle_pragma);
  if (cpp_get_options (parse_in)->preprocessed)
    return;
  /* Not to be told to anyone: with -g3 the debug information is not ready for it, and the object
     would not be what it is without the plugin.  */
  cpp_callbacks *callbacks = cpp_get_callbacks (parse_in);
  auto told = callbacks->define;
  callbacks->define = NULL;
  cpp_define (parse_in, "__LOADBEARING__=1");
  callbacks->define = told;
}

void
regions_register (const char *plugin_name)
{
  register_callback (plugin_name, PLUGIN_PRAGMAS, at_pragmas, NULL);
  register_callback (plugin_name, PLUGIN_START_PARSE_FUNCTION, at_function, NULL);
  register_callback (plugin_name, PLUGIN_FINISH_PARSE_FUNCTION, at_function, NULL);
}

void
regions_finish_unit (void)
{
  for (size_t i = 0; i < regions.count; i++)
    if (regions.list[i].end == UNKNOWN_LOCATION)
      error_at (regions.list[i].start, "%<#pragma loadbearing push%> without a %<pop%> after it");
}
