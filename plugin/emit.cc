/* From facts to the note in the assembler output.

   The note is a toplevel asm: so it is in every object, and through LTO's
   streaming in the final program, once a unit.  A slim LTO object has its toplevel asm only
   inside LTO's own section: there it is written once more, for `loadbearing check` over objects; the
   linker never reads that copy.

   To see it: gcc -fplugin=... -S -o - x.c | grep -A9 note.loadbearing  */
#include "gcc-compat.h"
#include "session.h"
#include "marks.h"
#include "observe.h"
#include "references.h"
#include "test_functions.h"
#include "emit.h"
#include "evidence.h"
#include "diagnose.h"
#include "make_dependencies.h"
#include "object_file.h"
#include "unit_rules.h"
#include "note.h"

/* The note as assembler text, kept for a slim LTO object; NULL otherwise.  */
static char *slim_text;
/* The unit was judged, and nothing of ours stops it.  */
static bool passed;

/* Appends SIZE bytes at DATA as .ascii directives.  Three octal digits for all that any
   assembler or dialect might take for something else.  */
static void
add_ascii (struct strbuf *text, const char *data, size_t size)
{
  /* Short enough for every assembler's lines.  */
  const size_t per_line = 48;
  for (size_t i = 0; i < size; i++) {
    if (i % per_line == 0)
      strbuf_add_text (text, i ? "\"\n\t.ascii \"" : "\t.ascii \"");
    unsigned char c = (unsigned char) data[i];
    if (ISALNUM (c) || c == '_' || c == ' ' || c == '.' || c == '/') {
      strbuf_add_char (text, (char) c);
      continue;
    }
    char octal[] = { '\\', (char) ('0' + (c >> 6)), (char) ('0' + (c >> 3 & 7)), (char) ('0' + (c & 7)) };
    strbuf_add (text, octal, sizeof octal);
  }
  if (size)
    strbuf_add_text (text, "\"\n");
}

/* The section with one note.  %note, not @note, which begins a comment on arm; .4byte is in
   the target's byte order; no symbol, so no relocation.  */
static char *
note_text (const struct strbuf *payload)
{
  struct strbuf text = STRBUF_INIT;
  strbuf_addf (&text,
               "\t.pushsection %s,\"\",%%note\n"
               "\t.balign 4\n"
               "\t.4byte %u\n"
               "\t.4byte %lu\n"
               "\t.4byte %u\n",
               NOTE_SECTION, (unsigned) sizeof NOTE_OWNER, (unsigned long) payload->length, NOTE_TYPE_UNIT);
  add_ascii (&text, NOTE_OWNER, sizeof NOTE_OWNER);
  strbuf_add_text (&text, "\t.balign 4\n");
  add_ascii (&text, payload->text, payload->length);
  strbuf_add_text (&text, "\t.balign 4\n\t.popsection\n");
  return strbuf_detach (&text);
}

/* Gives the note to the compiler.  */
static void
put_note (const struct strbuf *payload)
{
  char *text = note_text (payload);
  /* The asm takes a number, and every symbol made later would have another one than without the plugin: it
     is part of dumps and of the names of LTO sections.  So the number is given back.  */
  int order = symtab->order;
  symtab->finalize_toplevel_asm (build_string ((int) strlen (text), text));
  symtab->order = order;
  if (flag_generate_lto && !flag_fat_lto_objects)
    slim_text = text;
  else
    free (text);
}

/* Leaves the records beside the object that there will not be, with the canonical forms: this is what `explain` and
   `certify` read next, and it is in nobody's way.  */
static void
keep_records (struct unit_facts *u)
{
  struct strbuf note = STRBUF_INIT, payload = STRBUF_INIT, err = STRBUF_INIT;
  u->with_forms = true;
  unit_facts_identify (u);
  note_encode (u, &payload);
  note_wrap (&payload, false, &note);
  strbuf_release (&payload);
  if (!object_file_keep (&note, &err))
    inform (UNKNOWN_LOCATION, "loadbearing: %s; %<loadbearing certify%> will need an object of this unit",
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
emit_unit (void)
{
  if (in_lto_p || !session.policy || seen_error ())
    return;
  marks_finish_unit ();
  struct unit_facts u;
  memset (&u, 0, sizeof u);
  observe_unit (&u);
  add_unobserved (&u);
  add_session (&u);
  if (u.role == ROLE_TEST)
    references_observe (&u);
  test_functions_observe (&u);
  marks_strip ();
  u.with_forms = session.forms;
  unit_facts_finish (&u);
  make_dependencies_add_ledger (&u);

  struct findings findings;
  struct strbuf err = STRBUF_INIT, payload = STRBUF_INIT;
  findings_init (&findings);
  if (!session.broken && !verdict_unit (session.policy, session.ledger, &u, &findings, &err))
    session.broken = true;
  unit_rules (&u, &findings);
  char *evidence = NULL;
  if (!session.broken && !session.quiet)
    evidence_unit (session.policy, &u, &evidence, &findings, &err);
  if (evidence)
    make_dependencies_add_file (evidence);
  free (evidence);
  diagnose_apply_gate (&findings);
  note_encode (&u, &payload);

  bool fails = diagnose_any_error (&findings) || strbuf_text (&err)[0];
  /* Before anything is printed: the compiler may exit at an error.  */
  if (fails && !session.quiet)
    keep_records (&u);
  else
    passed = true;
  if (strbuf_text (&err)[0])
    diagnose_broken (&err);
  diagnose_findings (&findings);
  put_note (&payload);

  findings_release (&findings);
  unit_facts_release (&u);
  strbuf_release (&payload);
  strbuf_release (&err);
}

void
emit_slim (void)
{
  if (!slim_text)
    return;
  fputs (slim_text, asm_out_file);
  free (slim_text);
  slim_text = NULL;
}

void
emit_finish (void)
{
  /* What an earlier compilation left is of no use only when there is an object again.  */
  if (passed && !seen_error () && !werrorcount)
    object_file_forget ();
}
