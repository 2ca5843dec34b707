/* For tests that read ELF: a folder of their own, objects that the assembler makes
   there, with notes of our own, and what was read from them.  */
#ifndef LOADBEARING_ELF_OBJECTS_H
#define LOADBEARING_ELF_OBJECTS_H

#include "input/inputs_private.h"
#include "note/note.h"
#include "sample_facts.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/loadbearing-elf.XXXXXX";

/* Runs a command in the scratch folder; it must succeed.  */
static inline void __attribute__ ((format (printf, 1, 2))) shell (const char *format, ...)
{
  char command[4096];
  va_list args;
  va_start (args, format);
  vsnprintf (command, sizeof command, format, args);
  va_end (args);
  ck_assert_msg (system (command) == 0, "failed: %s", command);
}

static inline bool
shell_can (const char *command)
{
  char quiet[512];
  snprintf (quiet, sizeof quiet, "%s > probe.log 2>&1", command);
  return system (quiet) == 0;
}

static inline void
enter_folder (void)
{
  static char fresh[sizeof folder];
  memcpy (fresh, folder, sizeof folder);
  ck_assert_ptr_nonnull (mkdtemp (fresh));
  ck_assert_int_eq (chdir (fresh), 0);
}

static inline void
leave_folder (void)
{
  char path[256];
  ck_assert_ptr_nonnull (getcwd (path, sizeof path));
  ck_assert_int_eq (chdir ("/"), 0);
  ck_assert_ptr_nonnull (strstr (path, "loadbearing-elf."));
  shell ("rm -rf '%s'", path);
}

/* NAMES, separated by spaces, as functions of SOURCE; a name that begins with '-' is static.  */
static inline void
make_unit (struct unit_facts *u, const char *source, const char *names)
{
  char copy[1024], *rest = copy, *name;
  memset (u, 0, sizeof *u);
  u->source = memory_copy_text (source);
  u->compiler = memory_copy_text ("gcc 12.2.0");
  u->language = memory_copy_text ("C");
  u->variant = memory_copy_text ("x86_64-linux-gnu");
  u->options = memory_copy_text ("");
  u->tree_class = memory_copy_text ("gcc12/O");
  u->scheme = FINGERPRINT_SCHEME;
  snprintf (copy, sizeof copy, "%s", names);
  while ((name = strsep (&rest, " ")) != NULL) {
    if (!*name)
      continue;
    struct function_facts *f = unit_facts_add (u);
    f->flags = *name == '-' ? FUNCTION_STATIC : 0;
    f->name = memory_copy_text (name + (*name == '-'));
    f->file = memory_copy_text (source);
    f->line = 7;
    f->aspects[ASPECT_SOURCE] = digest_of (f->name, strlen (f->name), DIGEST_HALF);
  }
  unit_facts_finish (u);
}

static inline void
put_note (FILE *out, const struct strbuf *payload)
{
  fprintf (out,
           "\t.pushsection " NOTE_SECTION ",\"\",%%note\n\t.balign 4\n\t.4byte 12\n\t.4byte %zu\n\t.4byte %u\n"
           "\t.ascii \"" NOTE_OWNER "\\0\"\n\t.ascii \"",
           payload->length, NOTE_TYPE_UNIT);
  for (size_t i = 0; i < payload->length; i++)
    fprintf (out, "\\%03o", (unsigned char) payload->text[i]);
  fprintf (out, "\"\n\t.balign 4\n\t.popsection\n");
}

/* Writes PATH, assembler text: a note with the functions RECORDED (NULL: no note), and SYMBOLS,
   functions as in make_unit.  */
static inline void
write_assembler (const char *path, const char *source, const char *recorded, const char *symbols)
{
  FILE *out = fopen (path, "w");
  char copy[1024], *rest = copy, *name;
  ck_assert_ptr_nonnull (out);
  const char *slash = strrchr (source, '/');
  fprintf (out, "\t.file \"%s\"\n\t.text\n", slash ? slash + 1 : source);
  snprintf (copy, sizeof copy, "%s", symbols);
  while ((name = strsep (&rest, " ")) != NULL) {
    if (!*name)
      continue;
    const char *bare = name + (*name == '-');
    fprintf (out, "%s%s%s\t.type %s, %%function\n\t.balign 4\n%s:\n\t.4byte 0\n\t.size %s, 4\n",
             *name == '-' ? "" : "\t.globl ", *name == '-' ? "" : bare, *name == '-' ? "" : "\n", bare, bare, bare);
  }
  if (recorded) {
    struct unit_facts u;
    struct strbuf payload = STRBUF_INIT;
    make_unit (&u, source, recorded);
    note_encode (&u, &payload);
    put_note (out, &payload);
    strbuf_release (&payload);
    unit_facts_release (&u);
  }
  fprintf (out, "\t.section .note.GNU-stack,\"\",%%progbits\n");
  fclose (out);
}

/* OBJECT, "build/price.o", from SOURCE with the functions RECORDED and SYMBOLS.  */
static inline void
make_object (const char *object, const char *source, const char *recorded, const char *symbols)
{
  write_assembler ("scratch.s", source, recorded, symbols);
  shell ("as -o '%s' scratch.s", object);
}

static struct inputs in;

static inline void
read_paths (unsigned flags, const char *path, ...)
{
  va_list args;
  va_start (args, path);
  inputs_init (&in, flags);
  for (; path; path = va_arg (args, const char *))
    inputs_add (&in, path);
  va_end (args);
}

static inline void
no_problems (void)
{
  for (size_t i = 0; i < in.problems_count; i++)
    ck_abort_msg ("%s: %s", in.problems[i].path, in.problems[i].message);
}

/* Exactly one problem, so that nothing else is hidden behind it.  */
static inline void
one_problem (const char *path, const char *message)
{
  ck_assert_uint_eq (in.problems_count, 1);
  ck_assert_str_eq (in.problems[0].path, path);
  ck_assert_str_eq (in.problems[0].message, message);
}

/* The functions of artefact A's units, "a.c: f g; b.c: h".  */
static inline void
contains (const struct artefact *a, const char *expected)
{
  struct strbuf text = STRBUF_INIT;
  for (size_t i = 0; i < a->units_count; i++) {
    strbuf_addf (&text, "%s%s%s%s%s:", i ? "; " : "", a->units[i].member ? a->units[i].member : "",
                 a->units[i].member ? " " : "", a->units[i].unit->source, "");
    for (size_t f = 0; f < a->units[i].unit->functions_count; f++)
      strbuf_addf (&text, " %s", a->units[i].unit->functions[f].name);
  }
  ck_assert_str_eq (strbuf_text (&text), expected);
  strbuf_release (&text);
}

/* "name=function(file)" of unrecorded code.  */
static inline void
unrecorded_is (const struct artefact *a, const char *expected)
{
  struct strbuf text = STRBUF_INIT;
  for (size_t i = 0; i < a->unrecorded_count; i++) {
    const struct unrecorded *u = &a->unrecorded[i];
    strbuf_addf (&text, "%s%s", i ? " " : "", u->kind == UNRECORDED_LTO ? "LTO" : u->name);
    if (strcmp (u->name, u->function) != 0)
      strbuf_addf (&text, "=%s", u->function);
    if (u->file)
      strbuf_addf (&text, "(%s)", u->file);
  }
  ck_assert_str_eq (strbuf_text (&text), expected);
  strbuf_release (&text);
}

static inline void
write_records (const char *path, const char *source, const char *names)
{
  struct unit_facts u;
  struct strbuf payload = STRBUF_INIT, note = STRBUF_INIT;
  make_unit (&u, source, names);
  note_encode (&u, &payload);
  note_wrap (&payload, false, &note);
  FILE *out = fopen (path, "wb");
  fwrite (note.text, 1, note.length, out);
  fclose (out);
  strbuf_release (&payload);
  strbuf_release (&note);
  unit_facts_release (&u);
}

static inline char *
slurp (const char *path, size_t *size)
{
  struct stat status;
  ck_assert_int_eq (stat (path, &status), 0);
  *size = (size_t) status.st_size;
  char *content = memory_get (*size);
  FILE *file = fopen (path, "rb");
  ck_assert_uint_eq (fread (content, 1, *size, file), *size);
  fclose (file);
  return content;
}

static inline void
spill (const char *path, const char *content, size_t size)
{
  FILE *file = fopen (path, "wb");
  ck_assert_uint_eq (fwrite (content, 1, size, file), size);
  fclose (file);
}

#endif
