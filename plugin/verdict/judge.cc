/* Observing and judging the unit.  See judge.h.

   To see what a outcome rests on: loadbearing dump OBJECT.  */
#include "gcc-compat.h"
#include "session.h"
#include "observe/marks.h"
#include "observe/observe.h"
#include "evidence/references.h"
#include "evidence/test_functions.h"
#include "judge.h"
#include "evidence.h"
#include "diagnose.h"
#include "make_dependencies.h"
#include "object_file.h"
#include "unit_rules.h"
#include "note/note.h"

/* Leaves the records beside the object that there will not be, with the canonical forms: this is what `explain` and
   `certify` read next, and it is in nobody's way.  */
static void
keep_records (struct unit_facts *u, struct strbuf *remarks)
{
  struct strbuf note = STRBUF_INIT, payload = STRBUF_INIT, err = STRBUF_INIT;
  u->with_forms = true;
  unit_facts_identify (u);
  note_encode (u, &payload);
  note_wrap (&payload, false, &note);
  strbuf_release (&payload);
  if (!object_file_keep (&note, &err))
    strbuf_addf (remarks,
                 "loadbearing: %s; " QUOTE_OPEN "loadbearing certify" QUOTE_CLOSE " will need an object of this unit\n",
                 strbuf_text (&err));
  strbuf_release (&note);
  strbuf_release (&err);
}

/* Whether DECL is the compiler's own, or part of another function that has a record.  */
static bool
is_derived (tree decl)
{
  return DECL_ARTIFICIAL (decl) || DECL_ABSTRACT_ORIGIN (decl) || decl_function_context (decl) || !DECL_NAME (decl);
}

/* Records what observation did not see, above all functions whose bodies come from a precompiled header: by
   name and mark, with nothing known about what they do, so that nothing is passed over in silence.  */
static void
add_unobserved (struct unit_facts *u)
{
  hash_set<nofree_string_hash> seen;
  for (size_t i = 0; i < u->functions_count; i++)
    seen.add (u->functions[i].name);
  cgraph_node *node;
  FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node)
  {
    tree decl = node->decl;
    if (node->alias || node->clone_of || DECL_EXTERNAL (decl) || is_derived (decl)
        || in_system_header_at (DECL_SOURCE_LOCATION (decl)))
      continue;
    const char *name = targetm.strip_name_encoding (IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl)));
    if (seen.contains (name))
      continue;
    expanded_location place = expand_location (DECL_SOURCE_LOCATION (decl));
    struct function_facts *f = unit_facts_add (u);
    f->name = memory_copy_text (name);
    f->file = place.file ? policy_relative (session.policy, place.file) : NULL;
    f->line = (unsigned) place.line;
    f->column = (unsigned) place.column;
    if (!TREE_PUBLIC (decl))
      f->flags |= FUNCTION_STATIC;
    if (DECL_COMDAT (decl))
      f->flags |= FUNCTION_COMDAT;
    if (DECL_WEAK (decl))
      f->flags |= FUNCTION_WEAK;
    f->flags |= FUNCTION_FROM_HEADER;
    struct mark mark = mark_of (decl, f->name, NULL, f->file ? f->file : "");
    f->track = mark.track;
    f->origin = mark.origin;
    if (mark.origin != MARK_NONE) {
      f->flags |= FUNCTION_MARKED;
      f->domain = memory_copy_text (mark.domain);
      f->reason = memory_copy_text (mark.reason);
    }
    f->unknown = memory_copy_text ("its body comes from a precompiled header, where it was not observed");
  }
}

/* What the session knows and observation does not.  */
static void
add_session (struct unit_facts *u)
{
  if (!u->source)
    u->source = session_source ();
  u->track = session.track_given ? session.track : policy_track (session.policy, u->source);
  u->gate = session.gate;
  if (!u->variant)
    u->variant = session_variant ();
  u->policy = session.policy->digest;
}

void
judge_unit (struct outcome *j)
{
  struct unit_facts u;
  memset (j, 0, sizeof *j);
  memset (&u, 0, sizeof u);
  observe_unit (&u);
  add_unobserved (&u);
  add_session (&u);
  if (u.role == ROLE_TEST)
    if (const char *why = references_observe (&u))
      strbuf_addf (&j->remarks, "loadbearing: the tests of this unit were not looked at: %s\n", why);
  test_functions_observe (&u);
  u.with_forms = session.forms;
  unit_facts_finish (&u);
  make_dependencies_add_ledger (&u);

  bool broken = session.broken;
  char *evidence = NULL;
  findings_init (&j->findings);
  if (!broken && !verdict_unit (session.policy, session.ledger, &u, &j->findings, &j->broken))
    broken = true;
  unit_rules (&u, &j->findings);
  if (!broken && !session.quiet)
    evidence_unit (session.policy, &u, &evidence, &j->findings, &j->broken);
  if (evidence)
    make_dependencies_add_file (evidence);
  free (evidence);
  findings_sort (&j->findings);
  diagnose_apply_gate (&j->findings);
  note_encode (&u, &j->note);

  bool fails = diagnose_any_error (&j->findings) || j->broken.length;
  /* Before anything is printed: the compiler may exit at an error.  */
  if (fails && !session.quiet)
    keep_records (&u, &j->remarks);
  else
    j->passed = true;
  for (size_t i = 0; i < j->findings.count; i++)
    j->findings.list[i].facts = NULL;
  unit_facts_release (&u);
}

void
outcome_release (struct outcome *j)
{
  findings_release (&j->findings);
  strbuf_release (&j->broken);
  strbuf_release (&j->remarks);
  strbuf_release (&j->note);
}
