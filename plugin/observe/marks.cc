/* Attributes: load_bearing, load_bearing_test, prototype_track; and what all marks
   together make of a function.

   A function's attributes stay in GCC's own list of its declaration: there the front end
   merges all declarations, and precompiled headers keep them.  marks_strip takes
   them out before GCC's passes see them.  */
#include "gcc-compat.h"
#include "session.h"
#include "marks.h"
#include "place.h"

#define MARK "load_bearing"
#define TEST_MARK "load_bearing_test"
#define TRACK_MARK "prototype_track"

bool
marks_checked (void)
{
  return !session.quiet && !session.preprocess_only;
}

const char *
marks_string (tree t)
{
  if (t)
    t = tree_strip_any_location_wrapper (t);
  while (t && (CONVERT_EXPR_P (t) || TREE_CODE (t) == ADDR_EXPR))
    t = TREE_OPERAND (t, 0);
  if (!t || TREE_CODE (t) != STRING_CST)
    return NULL;
  tree type = TREE_TYPE (t);
  if (type && TREE_CODE (type) == ARRAY_TYPE && TYPE_PRECISION (TREE_TYPE (type)) != BITS_PER_UNIT)
    return NULL;
  const char *text = TREE_STRING_POINTER (t);
  return (int) strlen (text) >= TREE_STRING_LENGTH (t) - 1 ? text : NULL;
}

bool
marks_check_domain (const char *domain, location_t place)
{
  if (!session.policy || session.broken || policy_domain (session.policy, domain))
    return true;
  auto_diagnostic_group together;
  const char *near = policy_domain_nearest (session.policy, domain);
  if (near)
    error_at (place, "unknown domain %qs; did you mean %qs?", domain, near);
  else
    error_at (place, "unknown domain %qs", domain);
  if (session.policy->path)
    inform (place, "domains are defined in %s", session.policy->path);
  else
    inform (place, "there is no policy, so only the shipped domains are known; %<loadbearing init%> writes one");
  return false;
}

static bool
is_ours (tree attribute, const char *name)
{
  return is_attribute_p (name, get_attribute_name (attribute));
}

/* Where the declaration or type NODE is.  */
static location_t
place_of_node (tree node)
{
  if (DECL_P (node) && DECL_SOURCE_LOCATION (node) > BUILTINS_LOCATION)
    return DECL_SOURCE_LOCATION (node);
  return input_location;
}

/* The place of ARGUMENT, a string literal or anything else, of an attribute of NODE.  */
static location_t
place_of_argument (tree argument, tree node)
{
  location_t place = EXPR_P (argument) || location_wrapper_p (argument) ? EXPR_LOCATION (argument) : UNKNOWN_LOCATION;
  if (place != UNKNOWN_LOCATION)
    return place;
  place = place_of_node (node);
  const char *text = marks_string (argument);
  if (!text)
    return place;
  struct strbuf literal = STRBUF_INIT;
  strbuf_addf (&literal, "\"%s\"", text);
  place = place_of_text (place, strbuf_text (&literal));
  strbuf_release (&literal);
  return place;
}

/* A word for what NODE is, for messages.  */
static const char *
kind_of_node (tree node)
{
  switch (TREE_CODE (node)) {
  case FUNCTION_DECL: return "a function";
  case TYPE_DECL: return "a typedef";
  case PARM_DECL: return "a parameter";
  case FIELD_DECL: return "a member";
  case LABEL_DECL: return "a label";
  case CONST_DECL: return "an enumerator";
  case VAR_DECL: return "a variable";
  default: return TYPE_P (node) ? "a type" : "this";
  }
}

static bool
is_tagged_definition (tree node, int flags)
{
  return (TREE_CODE (node) == RECORD_TYPE || TREE_CODE (node) == UNION_TYPE || TREE_CODE (node) == ENUMERAL_TYPE)
         && (flags & ATTR_FLAG_TYPE_IN_PLACE);
}

static bool
is_constant_object (tree node)
{
  return VAR_P (node) && (TREE_READONLY (node) || TYPE_READONLY (strip_array_types (TREE_TYPE (node))));
}

/* Reports and refuses what cannot be load-bearing.  */
static bool
check_bearer (tree node, tree name, int flags)
{
  if (TREE_CODE (node) == FUNCTION_DECL || is_tagged_definition (node, flags) || is_constant_object (node))
    return true;
  auto_diagnostic_group together;
  location_t place = place_of_node (node);
  if (VAR_P (node))
    error_at (place, "attribute %qE cannot be on %qD, a variable that may change", name, node);
  else if (DECL_P (node) && DECL_NAME (node))
    error_at (place, "attribute %qE cannot be on %qD, which is %s", name, node, kind_of_node (node));
  else
    error_at (place, "attribute %qE cannot be on %s", name, DECL_P (node) ? kind_of_node (node) : "this type");
  inform (place,
          "functions, definitions of %<struct%>, %<union%> and %<enum%>, and %<const%> objects can be load-bearing");
  return false;
}

static bool
check_function (tree node, tree name)
{
  if (TREE_CODE (node) == FUNCTION_DECL)
    return true;
  location_t place = place_of_node (node);
  if (DECL_P (node) && DECL_NAME (node))
    error_at (place, "attribute %qE applies to functions only, and %qD is %s", name, node, kind_of_node (node));
  else
    error_at (place, "attribute %qE applies to functions only", name);
  return false;
}

/* load_bearing [("domain" [, "reason"])].  */
static bool
check_mark_arguments (tree node, tree name, tree args)
{
  int count = list_length (args);
  if (count > 2) {
    auto_diagnostic_group together;
    location_t place = place_of_argument (TREE_VALUE (TREE_CHAIN (TREE_CHAIN (args))), node);
    error_at (place, "attribute %qE takes at most 2 arguments, a domain and a reason, and has %d", name, count);
    inform (place, "write %<load_bearing (\"domain\", \"why it matters\")%>");
    return false;
  }
  int position = 1;
  for (tree a = args; a; a = TREE_CHAIN (a), position++) {
    const char *text = marks_string (TREE_VALUE (a));
    location_t place = place_of_argument (TREE_VALUE (a), node);
    const char *what = position == 1 ? "domain" : "reason";
    if (!text) {
      error_at (place, "argument %d of attribute %qE, the %s, must be a string literal", position, name, what);
      return false;
    }
    if (!*text) {
      error_at (place, "argument %d of attribute %qE, the %s, is empty", position, name, what);
      return false;
    }
    if (position == 1 && !marks_check_domain (text, place))
      return false;
  }
  return true;
}

static tree
handle_mark (tree *node, tree name, tree args, int flags, bool *no_add_attrs)
{
  bool good = !marks_checked () || (check_bearer (*node, name, flags) && check_mark_arguments (*node, name, args));
  /* On types and objects nothing is left in GCC's lists: it would reach what is emitted.  */
  *no_add_attrs = !good || TREE_CODE (*node) != FUNCTION_DECL;
  return NULL_TREE;
}

/* load_bearing_test ("function", ...).  */
static tree
handle_test_mark (tree *node, tree name, tree args, int, bool *no_add_attrs)
{
  bool good = true;
  if (marks_checked ()) {
    good = check_function (*node, name);
    if (good && !args) {
      error_at (place_of_node (*node), "attribute %qE needs the names of the functions that the test verifies", name);
      good = false;
    }
    int position = 1;
    for (tree a = args; good && a; a = TREE_CHAIN (a), position++) {
      const char *text = marks_string (TREE_VALUE (a));
      if (text && *text)
        continue;
      error_at (place_of_argument (TREE_VALUE (a), *node),
                "argument %d of attribute %qE must be a string literal, the name of a function", position, name);
      good = false;
    }
  }
  *no_add_attrs = !good || TREE_CODE (*node) != FUNCTION_DECL;
  return NULL_TREE;
}

/* prototype_track.  */
static tree
handle_track_mark (tree *node, tree name, tree args, int, bool *no_add_attrs)
{
  bool good = true;
  if (marks_checked ()) {
    good = check_function (*node, name);
    if (good && args) {
      error_at (place_of_argument (TREE_VALUE (args), *node), "attribute %qE takes no arguments", name);
      good = false;
    }
  }
  *no_add_attrs = !good || TREE_CODE (*node) != FUNCTION_DECL;
  return NULL_TREE;
}

/* Numbers of arguments are checked by the handlers: GCC's own message has no place.  */
static const struct attribute_spec attributes[] = {
  { MARK, 0, -1, false, false, false, false, handle_mark, NULL },
  { TEST_MARK, 0, -1, false, false, false, false, handle_test_mark, NULL },
  { TRACK_MARK, 0, -1, false, false, false, false, handle_track_mark, NULL },
  { NULL, 0, 0, false, false, false, false, NULL, NULL },
};

static void
register_attributes (void *, void *)
{
  for (const struct attribute_spec *spec = attributes; spec->name; spec++)
    register_attribute (spec);
  compat_register_scoped_attributes (attributes, "loadbearing");
}

void
marks_register (const char *plugin_name)
{
  register_callback (plugin_name, PLUGIN_ATTRIBUTES, register_attributes, NULL);
  regions_register (plugin_name);
}

/* The COUNTth argument of ATTRIBUTE as a string for the rest of the compilation, or NULL.  */
static const char *
kept_argument (tree attribute, unsigned count)
{
  tree args = TREE_VALUE (attribute);
  while (args && count-- > 0)
    args = TREE_CHAIN (args);
  const char *text = args ? marks_string (TREE_VALUE (args)) : NULL;
  /* An identifier's text is never collected.  */
  return text ? IDENTIFIER_POINTER (get_identifier (text)) : NULL;
}

/* Adds what ATTRIBUTE says to M.  Of two domains the one that demands more holds; domains
   neither of which does are reported by marks_finish_unit.  */
static void
add_mark (struct mark *m, tree attribute, enum mark_origin origin)
{
  const char *domain = kept_argument (attribute, 0);
  const char *reason = kept_argument (attribute, 1);
  m->origin = origin;
  if (!domain)
    return;
  if (m->domain && strcmp (m->domain, domain) != 0 && !policy_domain_at_least (session.policy, domain, m->domain))
    return;
  if (!m->domain || strcmp (m->domain, domain) != 0 || !m->reason)
    m->reason = reason;
  m->domain = domain;
}

struct mark
mark_of (tree decl, const char *linkage_name, const char *shown, const char *file)
{
  struct mark m = { MARK_NONE, NULL, NULL, TRACK_PRODUCTION };
  struct mark region = m;
  bool prototype = false;
  for (tree a = DECL_ATTRIBUTES (decl); a; a = TREE_CHAIN (a)) {
    if (is_ours (a, MARK))
      add_mark (&m, a, MARK_ATTRIBUTE);
    else if (is_ours (a, REGION_ATTRIBUTE))
      add_mark (&region, a, MARK_PRAGMA);
    else if (is_ours (a, TRACK_MARK))
      prototype = true;
  }
  if (m.origin == MARK_NONE)
    m = region;
  else if (!m.domain) {
    m.domain = region.domain;
    m.reason = region.reason;
  }
  if (m.origin == MARK_NONE || !m.domain) {
    const struct policy_mark *rule = policy_marks (session.policy, linkage_name, shown, file);
    if (rule) {
      if (m.origin == MARK_NONE)
        m.origin = MARK_POLICY;
      m.domain = rule->domain;
      m.reason = rule->why && *rule->why ? rule->why : NULL;
    }
  }
  if (m.origin != MARK_NONE && !m.domain)
    m.domain = session.policy->domains_count == 1 ? session.policy->domains[0].name : DOMAIN_UNSPECIFIED;
  enum track by_file = session.track_given ? session.track : policy_track (session.policy, file);
  m.track = prototype ? TRACK_PROTOTYPE : by_file;
  return m;
}

void
marks_visit_claims (tree decl, void (*visit) (const char *function, void *data), void *data)
{
  for (tree a = DECL_ATTRIBUTES (decl); a; a = TREE_CHAIN (a))
    for (tree name = is_ours (a, TEST_MARK) ? TREE_VALUE (a) : NULL_TREE; name; name = TREE_CHAIN (name))
      if (const char *text = marks_string (TREE_VALUE (name)))
        visit (text, data);
}

/* The two domains of DECL of which neither demands as much as the other, if there are.  */
static bool
domains_contradict (tree decl, const char **one, const char **other)
{
  *one = NULL;
  for (tree a = DECL_ATTRIBUTES (decl); a; a = TREE_CHAIN (a)) {
    const char *domain = is_ours (a, MARK) ? kept_argument (a, 0) : NULL;
    if (!domain)
      continue;
    *other = domain;
    if (*one && strcmp (*one, domain) != 0 && !policy_domain_at_least (session.policy, *one, domain)
        && !policy_domain_at_least (session.policy, domain, *one))
      return true;
    *one = domain;
  }
  return false;
}

void
marks_finish_unit (void)
{
  if (!marks_checked ())
    return;
  regions_finish_unit ();
  cgraph_node *node;
  FOR_EACH_DEFINED_FUNCTION (node)
  {
    if (!DECL_ATTRIBUTES (node->decl))
      continue;
    const char *one, *other;
    if (domains_contradict (node->decl, &one, &other))
      error_at (DECL_SOURCE_LOCATION (node->decl),
                "%qD is marked load-bearing in %qs and in %qs, and neither demands as much as the other; keep one",
                node->decl, other, one);
  }
}

/* LIST without our attributes.  */
static tree
stripped (tree list)
{
  tree *at = &list;
  while (*at)
    if (is_ours (*at, MARK) || is_ours (*at, TEST_MARK) || is_ours (*at, TRACK_MARK) || is_ours (*at, REGION_ATTRIBUTE))
      *at = TREE_CHAIN (*at);
    else
      at = &TREE_CHAIN (*at);
  return list;
}

void
marks_strip (void)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  if (DECL_ATTRIBUTES (node->decl))
    DECL_ATTRIBUTES (node->decl) = stripped (DECL_ATTRIBUTES (node->decl));
}
