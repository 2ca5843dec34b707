/* What was found of the unit: to the person who compiles, and into the assembler output.

   The note is a toplevel asm: so it is in every object, and through LTO's
   streaming in the final program, once a unit.  A slim LTO object has its toplevel asm only
   inside LTO's own section: there it is written once more, for `loadbearing check` over objects; the
   linker never reads that copy.

   To see it: gcc -fplugin=... -S -o - x.c | grep -A9 note.loadbearing  */
#include "gcc-compat.h"
#include "session.h"
#include "observe/marks.h"
#include "emit.h"
#include "diagnose.h"
#include "judge.h"
#include "object_file.h"
#include "note/note.h"

/* The note as assembler text, kept for a slim LTO object, and where regions are compiled for another processor, too; NULL otherwise.  */
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
  /* What is made for another processor has the toplevel asm of the unit, and its assembler knows nothing of ours.  */
  if (g->have_offload && !flag_generate_lto) {
    slim_text = text;
    return;
  }
  /* The asm takes a number, and every symbol made later would have another one than without the plugin: it
     is part of dumps and of the names of LTO sections.  So the number is given back, and the asm shares that of the last
     symbol: one that no symbol has yet is an error to -fchecking.  */
  int order = symtab->order;
  asm_node *note = symtab->finalize_toplevel_asm (build_string ((int) strlen (text), text));
  if (order > 0) {
    note->order = order - 1;
    symtab->order = order;
  }
  if (flag_generate_lto && !flag_fat_lto_objects)
    slim_text = text;
  else
    free (text);
}

/* Says what J found, and takes over what it means for this compilation.  */
static void
say (const struct outcome *j)
{
  passed = j->passed;
  diagnose_remarks (&j->remarks);
  if (j->broken.length)
    diagnose_broken (&j->broken);
  diagnose_findings (&j->findings);
}

void
emit_unit (void)
{
  struct outcome j;
  if (in_lto_p || !session.policy || seen_error ())
    return;
  marks_finish_unit ();
  judge_unit (&j);
  marks_strip ();
  say (&j);
  put_note (&j.note);
  outcome_release (&j);
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
