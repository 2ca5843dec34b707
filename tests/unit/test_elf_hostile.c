/* Reading what is truncated, corrupt, altered or of another version: a message each, and no harm.  */
#include "elf_objects.h"

#include <elf.h>
#include <fcntl.h>

/* The assembler and the linker write section headers at the end: every
   truncation leaves them out.  */
START_TEST (every_truncation_is_reported)
{
  size_t size;
  make_object ("a.o", "a.c", "f", "f");
  make_object ("b.o", "b.c", "g", "g");
  shell ("ld -shared -o a.so a.o; ar rc a.a a.o b.o; cp a.o o");
  static const char *const files[] = { "o", "a.so", "a.a" };
  char *content = slurp (files[_i], &size);
  size_t step = size > 4000 ? 7 : 1;
  for (size_t length = 1; length < size; length += step) {
    spill ("cut", content, length);
    read_paths (INPUTS_SYMBOLS, "cut", NULL);
    /* An archive may end after any member: that is no truncation.  */
    bool whole = _i == 2 && in.problems_count == 0;
    ck_assert_msg (in.problems_count >= 1 || whole, "%zu of %zu bytes of %s were enough", length, size, files[_i]);
    if (whole)
      ck_assert_msg (length == 8 || in.artefacts[0]->units_count < 2, "%zu of %zu bytes", length, size);
    inputs_release (&in);
    unlink ("cut");
  }
  free (content);
}
END_TEST

/* No crash, no endless loop, and messages of one line.  */
START_TEST (every_corruption_is_survived)
{
  size_t size;
  make_object ("a.o", "a.c", "f", "f known");
  shell ("ld -shared -o a.so a.o; ar rc a.a a.o; cp a.o o");
  static const char *const files[] = { "o", "a.so", "a.a" };
  char *content = slurp (files[_i], &size);
  size_t step = size > 3000 ? 11 : 1;
  spill ("hurt", content, size);
  int fd = open ("hurt", O_WRONLY);
  for (size_t at = 0; at < size; at += step)
    for (int way = 0; way < 3; way++) {
      char hurt = (char) (way == 0 ? 0xff : way == 1 ? content[at] ^ 0x01 : content[at] ^ 0x80);
      if (pwrite (fd, &hurt, 1, (off_t) at) != 1)
        ck_abort_msg ("cannot write");
      inputs_init (&in, INPUTS_SYMBOLS);
      inputs_add (&in, "hurt");
      for (size_t i = 0; i < in.problems_count; i++)
        if (strchr (in.problems[i].message, '\n'))
          ck_abort_msg ("%s", in.problems[i].message);
      inputs_release (&in);
      if (pwrite (fd, &content[at], 1, (off_t) at) != 1)
        ck_abort_msg ("cannot write");
    }
  close (fd);
  free (content);
}
END_TEST

/* More sections than the header can count.  */
START_TEST (very_many_sections)
{
  enum { SECTIONS = 66000 };
  size_t size;
  write_assembler ("a.s", "a.c", "f0 f1 f65999", "");
  FILE *out = fopen ("a.s", "a");
  for (int i = 0; i < SECTIONS; i++)
    fprintf (out, "\t.section .text.f%d,\"ax\",%%progbits\n\t.globl f%d\n\t.type f%d,%%function\nf%d:\t.4byte 0\n", i,
             i, i, i);
  fputs ("\t.globl alias\n\t.set alias,f65999\n\t.type alias,%function\n", out);
  fclose (out);
  shell ("as -o a.o a.s");
  read_paths (INPUTS_SYMBOLS, "a.o", NULL);
  no_problems ();
  contains (in.artefacts[0], "a.c: f0 f1 f65999");
  ck_assert_uint_eq (in.artefacts[0]->unrecorded_count, SECTIONS - 3); /* and not the alias */
  inputs_release (&in);
  char *content = slurp ("a.o", &size);
  for (size_t cut = 1; cut < size; cut += size / 40) {
    spill ("cut.o", content, size - cut);
    read_paths (0, "cut.o", NULL);
    ck_assert_msg (in.problems_count > 0, "%zu bytes less were enough", cut);
    inputs_release (&in);
    unlink ("cut.o");
  }
  free (content);
}
END_TEST

/* Names that claim no space in the file: found by fuzzing.  */
START_TEST (string_table_without_bytes)
{
  size_t size;
  make_object ("a.o", "a.c", "f", "f other");
  char *content = slurp ("a.o", &size);
  Elf64_Ehdr header;
  memcpy (&header, content, sizeof header);
  if (header.e_ident[EI_CLASS] != ELFCLASS64) {
    free (content);
    return;
  }
  unsigned patched = 0;
  for (unsigned i = 1; i < header.e_shnum; i++) {
    Elf64_Shdr section;
    char *at = content + header.e_shoff + i * sizeof section;
    memcpy (&section, at, sizeof section);
    if (section.sh_type == SHT_STRTAB && i != header.e_shstrndx) {
      section.sh_type = SHT_NOBITS;
      section.sh_size = (uint64_t) 1 << 40;
      memcpy (at, &section, sizeof section);
      patched++;
    }
  }
  ck_assert_uint_eq (patched, 1);
  spill ("a.o", content, size);
  free (content);
  read_paths (INPUTS_SYMBOLS, "a.o", NULL);
  one_problem ("a.o", "corrupt symbol table: its names are not there, or do not end");
  contains (in.artefacts[0], "a.c: f");
  inputs_release (&in);
}
END_TEST

/* With INPUTS_VERIFY no byte of a record can change unnoticed.  */
START_TEST (alteration_is_found)
{
  struct unit_facts u;
  struct strbuf payload = STRBUF_INIT, note = STRBUF_INIT;
  make_unit (&u, "a.c", "f g");
  note_encode (&u, &payload);
  for (size_t at = 0; at < payload.length; at++) {
    payload.text[at] ^= 0x04;
    strbuf_clear (&note);
    note_wrap (&payload, false, &note);
    spill ("a.o.loadbearing", note.text, note.length);
    payload.text[at] ^= 0x04;
    read_paths (INPUTS_VERIFY, "a.o.loadbearing", NULL);
    ck_assert_msg (in.problems_count == 1 && in.units_count == 0, "byte %zu", at);
    inputs_release (&in);
  }
  strbuf_release (&payload);
  strbuf_release (&note);
  unit_facts_release (&u);
}
END_TEST

/* One unit that cannot be read does not hide the others.  */
START_TEST (unknown_version)
{
  struct unit_facts u;
  struct strbuf payload = STRBUF_INIT, section = STRBUF_INIT;
  static const char *const names[] = { "f", "later", "g" };
  for (int i = 0; i < 3; i++) {
    make_unit (&u, "a.c", names[i]);
    strbuf_clear (&payload);
    note_encode (&u, &payload);
    if (i == 1)
      payload.text[0] = 9;
    note_wrap (&payload, false, &section);
    unit_facts_release (&u);
  }
  spill ("a.loadbearing", section.text, section.length);
  read_paths (0, "a.loadbearing", NULL);
  one_problem ("a.loadbearing", "its record cannot be read: unknown version 9; this loadbearing reads version 1");
  contains (in.artefacts[0], "a.c: f; a.c: g");
  inputs_release (&in);
  strbuf_release (&payload);
  strbuf_release (&section);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("elf_hostile");
  TCase *hostile = tcase_create ("hostile");
  setenv ("LC_ALL", "C", 1);
  tcase_add_checked_fixture (hostile, enter_folder, leave_folder);
  tcase_set_timeout (hostile, 300);
  tcase_add_loop_test (hostile, every_truncation_is_reported, 0, 3);
  tcase_add_loop_test (hostile, every_corruption_is_survived, 0, 3);
  tcase_add_test (hostile, very_many_sections);
  tcase_add_test (hostile, string_table_without_bytes);
  tcase_add_test (hostile, alteration_is_found);
  tcase_add_test (hostile, unknown_version);
  suite_add_tcase (suite, hostile);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
