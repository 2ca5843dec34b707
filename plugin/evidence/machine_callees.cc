/* What stays the same of a function that tests call: which one it is, and what is known of it.  See machine_private.h.  */
#include "gcc-compat.h"

#include "strbuf.h"

#include "machine_private.h"
#include "sinks.h"
#include "subjects.h"

/* The first function of another unit that was met under CALLEE's name in the program: asm labels give several declarations one.  */
static tree
first_of_name (tree callee)
{
  static hash_map<nofree_string_hash, tree> *known;
  bool existed;
  if (!TREE_PUBLIC (callee) || is_system (callee) || machine_body (callee))
    return callee;
  if (!known)
    known = new hash_map<nofree_string_hash, tree>;
  tree &first = known->get_or_insert (linkage_name (callee), &existed);
  if (!existed)
    first = callee;
  return first;
}

/* The function of the unit that the linker puts in CALLEE's place, for --wrap: __wrap_NAME; else CALLEE.  */
static tree
wrapper_of (tree callee)
{
  struct strbuf name = STRBUF_INIT;
  strbuf_addf (&name, "__wrap_%s", linkage_name (callee));
  symtab_node *named = symtab_node::get_for_asmname (get_identifier (strbuf_text (&name)));
  cgraph_node *wrapper = named ? dyn_cast<cgraph_node *> (named) : NULL;
  strbuf_release (&name);
  return wrapper && wrapper->has_gimple_body_p () ? wrapper->decl : callee;
}

/* Whether the function NAME, of a library that has headers of its own, only asks what the C library's would: what the environment has.  */
static bool
asks_environment (const char *name)
{
  return !strcmp (name, "g_getenv") || !strcmp (name, "g_environ_getenv");
}

static bool
is_printing (const char *name)
{
  static const char *const names[] = { "printf", "fprintf", "vprintf", "vfprintf", "dprintf", "puts",
                                       "fputs",  "putchar", "putc",    "fputc",    "fflush" };
  for (const char *one : names)
    if (strcmp (name, one) == 0)
      return true;
  return false;
}

const struct callee_facts *
facts_of (tree callee)
{
  static hash_map<tree, struct callee_facts> *known;
  bool existed;
  if (!known)
    known = new hash_map<tree, struct callee_facts>;
  struct callee_facts &facts = known->get_or_insert (callee, &existed);
  if (!existed) {
    callee = wrapper_of (callee);
    facts.decl = first_of_name (callee);
    facts.name = linkage_name (callee);
    facts.node = is_subject (callee) || has_to_do_with_streams (callee) ? NULL : machine_body (callee);
    facts.sink = sink_of (callee);
    facts.system = is_system (callee) || (!facts.node && asks_environment (facts.name));
    facts.jump = facts.node ? JUMP_NONE : jump_kind (facts.name);
    facts.process = facts.node ? PROCESS_NONE : process_kind (facts.name);
    facts.library = library_function (facts.name, &facts.checked);
    facts.string = string_function (callee);
    facts.prints = facts.system && is_printing (facts.name);
  }
  return &facts;
}
