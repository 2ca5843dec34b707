/* make_records FILE: reads a description (describe_facts.h) from standard input and writes its
   units to FILE as OBJECT.loadbearing holds them, so that the commands can be tested without a
   compiler.  */
#include "describe_facts.h"
#include "note/note.h"

static void
append (struct unit_facts *u, void *data)
{
  struct strbuf payload;
  strbuf_init (&payload);
  note_encode (u, &payload);
  note_wrap (&payload, false, data);
  strbuf_release (&payload);
  unit_facts_release (u);
}

int
main (int argc, char **argv)
{
  struct strbuf text, notes;
  char block[4096];
  size_t got;

  if (argc != 2)
    return 2;
  strbuf_init (&text);
  strbuf_init (&notes);
  while ((got = fread (block, 1, sizeof block, stdin)) > 0)
    strbuf_add (&text, block, got);
  unsigned wrong = describe_facts (strbuf_text (&text), append, &notes);
  if (wrong) {
    fprintf (stderr, "make_records: line %u is wrong\n", wrong);
    return 2;
  }
  FILE *out = fopen (argv[1], "w");
  if (!out || fwrite (strbuf_text (&notes), 1, notes.length, out) != notes.length || fclose (out) != 0) {
    perror (argv[1]);
    return 2;
  }
  strbuf_release (&text);
  strbuf_release (&notes);
  return 0;
}
