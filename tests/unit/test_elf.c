/* Reading objects, archives, libraries and programs.  No plugin is needed: elf_objects.h.  */
#include "elf_objects.h"

START_TEST (object)
{
  make_object ("price.o", "src/price.c", "price_quote -round_cents", "price_quote -round_cents");
  read_paths (INPUTS_SYMBOLS | INPUTS_VERIFY, "price.o", NULL);
  no_problems ();
  ck_assert_uint_eq (in.artefacts_count, 1);
  ck_assert_int_eq (in.artefacts[0]->kind, ARTEFACT_OBJECT);
  ck_assert_str_eq (in.artefacts[0]->path, "price.o");
  ck_assert (in.artefacts[0]->has_code);
  ck_assert (!in.artefacts[0]->stripped);
  contains (in.artefacts[0], "src/price.c: price_quote round_cents");
  unrecorded_is (in.artefacts[0], "");
  ck_assert_uint_eq (in.units[0]->functions[1].flags, FUNCTION_STATIC);
  inputs_release (&in);
}
END_TEST

START_TEST (symbols_without_record)
{
  make_object ("a.o", "a.c", "known _ZN3FooD1Ev odd.name",
               "known known.constprop.0 -known.part.3.isra.1 -known.cold _ZThn16_N3FooD1Ev odd.name.cold "
               "unknown unknown.constprop.0 -local.part.0 odd.other");
  read_paths (INPUTS_SYMBOLS, "a.o", NULL);
  no_problems ();
  unrecorded_is (in.artefacts[0], "local.part.0=local(a.c) unknown unknown.constprop.0=unknown odd.other=odd");
  ck_assert (in.artefacts[0]->unrecorded[0].is_static);
  ck_assert (!in.artefacts[0]->unrecorded[1].is_static);
  ck_assert_uint_eq (in.artefacts[0]->unrecorded[1].size, 4);
  inputs_release (&in);
  /* Without being asked, none is looked for.  */
  read_paths (0, "a.o", NULL);
  unrecorded_is (in.artefacts[0], "");
  inputs_release (&in);
}
END_TEST

/* Another name for recorded code needs no record; a label in code that was not
   declared a function does.  */
START_TEST (aliases_and_labels)
{
  make_object ("a.o", "a.c", "known", "known");
  shell (
      "printf '\\t.globl other\\n\\t.set other,known\\n\\t.type other,%%%%function\\n"
      "\\t.globl label\\nlabel:\\t.4byte 0\\nlocal:\\t.4byte 0\\n\\t.data\\n\\t.globl object\\nobject:\\t.4byte 0\\n'"
      " | cat scratch.s - > alias.s");
  shell ("sed -i 's/^.*GNU-stack.*$/\\t.text/' alias.s; as -o alias.o alias.s");
  read_paths (INPUTS_SYMBOLS, "alias.o", NULL);
  no_problems ();
  unrecorded_is (in.artefacts[0], "label");
  inputs_release (&in);
}
END_TEST

START_TEST (object_without_record)
{
  make_object ("a.o", "a.c", NULL, "f -g");
  shell ("printf '\\t.text\\n\\t.4byte 1,2\\n' > b.s; as -o b.o b.s");
  shell ("printf '\\t.data\\n\\t.4byte 1,2\\n' > c.s; as -o c.o c.s");
  read_paths (INPUTS_SYMBOLS, "a.o", "b.o", "c.o", NULL);
  no_problems ();
  ck_assert_uint_eq (in.artefacts_count, 3);
  unrecorded_is (in.artefacts[0], "g(a.c) f");
  unrecorded_is (in.artefacts[1], ".text");
  ck_assert_int_eq (in.artefacts[1]->unrecorded[0].kind, UNRECORDED_SECTION);
  ck_assert_uint_eq (in.artefacts[1]->unrecorded[0].size, 8);
  unrecorded_is (in.artefacts[2], "");
  ck_assert (!in.artefacts[2]->has_code);
  ck_assert_uint_eq (in.units_count, 0);
  inputs_release (&in);
}
END_TEST

/* A nested function is part of its outer function's record.  */
START_TEST (nested_functions)
{
  make_object ("a.o", "a.c", "f", "f -inner.0 -inner.1.constprop.0 outer.0 -inner.x");
  make_object ("b.o", "b.c", "g", "g");
  make_object ("c.o", "c.c", NULL, "h -inner.0");
  shell ("ld -r -o all.o a.o b.o c.o");
  read_paths (INPUTS_SYMBOLS, "a.o", "all.o", NULL);
  no_problems ();
  unrecorded_is (in.artefacts[0], "inner.x=inner(a.c) outer.0=outer");
  unrecorded_is (in.artefacts[1], "inner.x=inner(a.c) inner.0=inner(c.c) outer.0=outer h");
  inputs_release (&in);
}
END_TEST

/* Two files may each have a static usage(): a record of one is none of the other.  */
START_TEST (statics_by_file)
{
  make_object ("a.o", "src/a.c", "f -usage", "f -usage");
  make_object ("b.o", "src/b.c", "g", "g -usage");
  make_object ("c.o", "src/c.c", "h", "h");
  shell ("objcopy --globalize-symbol=nothing --localize-symbol=h c.o");
  shell ("ld -r -o all.o a.o b.o c.o");
  read_paths (INPUTS_SYMBOLS, "all.o", NULL);
  no_problems ();
  contains (in.artefacts[0], "src/a.c: f usage; src/b.c: g; src/c.c: h");
  unrecorded_is (in.artefacts[0], "usage(b.c)");
  inputs_release (&in);
}
END_TEST

START_TEST (archives)
{
  make_object ("a.o", "a.c", "f", "f");
  make_object ("a_name_that_is_longer_than_fifteen.o", "b.c", "g", "g");
  shell ("echo text > readme.txt; ar rc plain.a a.o readme.txt a_name_that_is_longer_than_fifteen.o");
  shell ("mkdir lib; ar rcT lib/thin.a a.o a_name_that_is_longer_than_fifteen.o");
  shell ("ar rc outer.a plain.a; ar rc empty.a");
  read_paths (INPUTS_SYMBOLS, "plain.a", "lib/thin.a", "outer.a", "empty.a", NULL);
  no_problems ();
  ck_assert_uint_eq (in.artefacts_count, 4);
  contains (in.artefacts[0], "a.o a.c: f; a_name_that_is_longer_than_fifteen.o b.c: g");
  contains (in.artefacts[1], "../a.o a.c: f; ../a_name_that_is_longer_than_fifteen.o b.c: g");
  contains (in.artefacts[2], "plain.a(a.o) a.c: f; plain.a(a_name_that_is_longer_than_fifteen.o) b.c: g");
  contains (in.artefacts[3], "");
  for (int i = 0; i < 4; i++)
    ck_assert_int_eq (in.artefacts[i]->kind, ARTEFACT_ARCHIVE);
  ck_assert_uint_eq (in.units_count, 2);
  inputs_release (&in);
  shell ("rm a.o");
  read_paths (0, "lib/thin.a", NULL);
  one_problem ("lib/thin.a(../a.o)", "the member of this thin archive cannot be read: No such file or directory");
  contains (in.artefacts[0], "../a_name_that_is_longer_than_fifteen.o b.c: g");
  inputs_release (&in);
}
END_TEST

START_TEST (kinds)
{
  make_object ("a.o", "a.c", "f", "f");
  make_object ("start.o", "start.c", "_start", "_start");
  shell ("ld -o program a.o start.o; ld -pie --dynamic-linker=/lib/ld.so -o pie a.o start.o; ld -shared -o lib.so a.o");
  shell ("ld -pie --no-dynamic-linker -z text -o static-pie a.o start.o");
  shell (
      "objcopy --only-keep-debug program program.debug; strip -s -o stripped program; strip -s -o stripped.so lib.so");
  read_paths (INPUTS_SYMBOLS, "program", "pie", "static-pie", "lib.so", "program.debug", "stripped", "stripped.so",
              NULL);
  no_problems ();
  static const enum artefact_kind expected[] = { ARTEFACT_PROGRAM, ARTEFACT_PROGRAM, ARTEFACT_PROGRAM, ARTEFACT_LIBRARY,
                                                 ARTEFACT_DEBUG,   ARTEFACT_PROGRAM, ARTEFACT_LIBRARY };
  for (int i = 0; i < 7; i++) {
    const struct artefact *a = in.artefacts[i];
    ck_assert_msg (a->kind == expected[i], "%s is taken for a %s", a->path, artefact_kind_name (a->kind));
    ck_assert_msg (a->stripped == (i >= 5), "%s", a->path);
    ck_assert_msg (a->has_code, "%s", a->path);
    contains (a, i == 3 || i == 6 ? "a.c: f" : "a.c: f; start.c: _start");
    unrecorded_is (a, "");
    ck_assert (artefact_is_linked (a));
  }
  /* One unit, wherever it lies.  */
  ck_assert_uint_eq (in.units_count, 2);
  for (int i = 1; i < 7; i++)
    ck_assert_ptr_eq (in.artefacts[i]->units[0].unit, in.artefacts[0]->units[0].unit);
  inputs_release (&in);
}
END_TEST

static const struct {
  const char *assembler, *linker;
  unsigned class, data;
} targets[] = {
  { "as --32", "ld -m elf_i386", 1, 1 },
  { "powerpc-linux-gnu-as", "powerpc-linux-gnu-ld", 1, 2 },
  { "powerpc-linux-gnu-as -a64", "powerpc-linux-gnu-ld -m elf64ppc", 2, 2 },
  { "s390x-linux-gnu-as", "s390x-linux-gnu-ld", 2, 2 },
  { "arm-linux-gnueabihf-as", "arm-linux-gnueabihf-ld", 1, 1 },
};

START_TEST (other_targets)
{
  char command[256];
  snprintf (command, sizeof command, "%s --version", targets[_i].assembler);
  if (!shell_can (command)) {
    printf ("# not tested, no such assembler: %s\n", targets[_i].assembler);
    return;
  }
  write_assembler ("a.s", "a.c", "f -g", "f -g other");
  shell ("%s -o a.o a.s; %s -r -o r.o a.o; %s -shared -o a.so a.o; cp a.o x.o; ar rc a.a x.o", targets[_i].assembler,
         targets[_i].linker, targets[_i].linker);
  FILE *file = fopen ("a.o", "rb");
  unsigned char ident[16];
  ck_assert_uint_eq (fread (ident, 1, 16, file), 16);
  fclose (file);
  ck_assert_uint_eq (ident[4], targets[_i].class);
  ck_assert_uint_eq (ident[5], targets[_i].data);
  read_paths (INPUTS_SYMBOLS | INPUTS_VERIFY, "a.o", "r.o", "a.so", "a.a", NULL);
  no_problems ();
  ck_assert_uint_eq (in.units_count, 1);
  for (int i = 0; i < 4; i++) {
    contains (in.artefacts[i], i == 3 ? "x.o a.c: f g" : "a.c: f g");
    unrecorded_is (in.artefacts[i], "other");
  }
  inputs_release (&in);
}
END_TEST

START_TEST (folders)
{
  shell ("mkdir -p build/sub build/.git build/.libs");
  make_object ("build/b.o", "b.c", "f", "f");
  make_object ("build/sub/a.o", "a.c", "g", "g");
  make_object ("build/.git/x.o", "x.c", "x", "x");
  make_object ("build/.libs/l.o", "l.c", "l", "l");
  shell ("cd build; ln -s .. sub/loop; ln -s ../b.o sub/link.o; ln b.o hard.o; ln -s nowhere dangling; mkfifo fifo; "
         "ln -s /dev/zero zero.o; echo text > notes.txt; : > empty.o; ar rc sub/all.a b.o");
  read_paths (INPUTS_SYMBOLS, "build", NULL);
  no_problems ();
  ck_assert_uint_eq (in.artefacts_count, 4);
  ck_assert_str_eq (in.artefacts[0]->path, "build/.libs/l.o");
  ck_assert_str_eq (in.artefacts[1]->path, "build/b.o");
  ck_assert_str_eq (in.artefacts[2]->path, "build/sub/a.o");
  ck_assert_str_eq (in.artefacts[3]->path, "build/sub/all.a");
  ck_assert_uint_eq (in.units_count, 3);
  inputs_release (&in);
  /* Twice is once, and a trailing slash is none of the name.  */
  read_paths (0, "build/", "build", "build/b.o", NULL);
  no_problems ();
  ck_assert_uint_eq (in.artefacts_count, 4);
  ck_assert_str_eq (in.artefacts[1]->path, "build/b.o");
  inputs_release (&in);
}
END_TEST

START_TEST (named_paths_must_be_of_use)
{
  static const struct {
    const char *path, *message;
  } expected[] = {
    { "nothing.o", "cannot be read: No such file or directory" },
    { "text.o", "is neither ELF, an archive, nor records of loadbearing; name what the build made" },
    { "empty.o", "is empty; build it again" },
    { "fifo", "is neither a file nor a folder; name what the build made" },
    { "\"\"", "an empty path names nothing" },
    { "head.o", "truncated or corrupt ELF header; is it still being written?" },
  };
  shell ("echo 'this is some text, long enough' > text.o; : > empty.o; mkfifo fifo; printf '\\177ELF' > head.o");
  read_paths (0, "nothing.o", "text.o", "empty.o", "fifo", "", "head.o", NULL);
  ck_assert_uint_eq (in.problems_count, 6);
  for (int i = 0; i < 6; i++) {
    ck_assert_str_eq (in.problems[i].path, expected[i].path);
    ck_assert_str_eq (in.problems[i].message, expected[i].message);
  }
  ck_assert_uint_eq (in.artefacts_count, 0);
  inputs_release (&in);
}
END_TEST

START_TEST (unreadable_file)
{
  make_object ("a.o", "a.c", "f", "f");
  make_object ("b.o", "b.c", "g", "g");
  shell ("chmod 0 a.o; mkdir shut; chmod 0 shut");
  if (access ("a.o", R_OK) == 0) {
    printf ("# not tested: this user may read everything\n");
    shell ("chmod 700 shut");
    return;
  }
  read_paths (0, ".", NULL);
  ck_assert_uint_eq (in.problems_count, 2);
  ck_assert_str_eq (in.problems[0].message, "cannot be opened: Permission denied");
  ck_assert_str_eq (in.problems[1].message, "folder cannot be read: Permission denied");
  ck_assert_uint_eq (in.units_count, 1);
  inputs_release (&in);
  shell ("chmod 700 shut");
}
END_TEST

START_TEST (records_of_failed_compilations)
{
  shell ("mkdir build");
  write_records ("build/a.o.loadbearing", "a.c", "f");
  read_paths (INPUTS_SYMBOLS, "build", NULL);
  no_problems ();
  ck_assert_int_eq (in.artefacts[0]->kind, ARTEFACT_RECORDS);
  ck_assert_str_eq (in.artefacts[0]->path, "build/a.o.loadbearing");
  contains (in.artefacts[0], "a.c: f");
  inputs_release (&in);
  /* The object is named; it is not there, its records are.  */
  read_paths (0, "build/a.o", NULL);
  no_problems ();
  contains (in.artefacts[0], "a.c: f");
  inputs_release (&in);
  /* Both: the later one counts.  */
  make_object ("build/a.o", "a.c", "g", "g");
  shell ("touch -d 2026-01-01 build/a.o; touch -d 2026-01-02 build/a.o.loadbearing");
  for (int named = 0; named < 2; named++) {
    read_paths (0, named ? "build/a.o" : "build", NULL);
    no_problems ();
    ck_assert_uint_eq (in.artefacts_count, 1);
    contains (in.artefacts[0], "a.c: f");
    ck_assert_uint_eq (in.remarks_count, 1);
    ck_assert_str_eq (in.remarks[0].path, "build/a.o");
    inputs_release (&in);
  }
  shell ("touch -d 2026-01-03 build/a.o");
  for (int named = 0; named < 2; named++) {
    read_paths (0, named ? "build/a.o" : "build", NULL);
    no_problems ();
    ck_assert_uint_eq (in.artefacts_count, 1);
    contains (in.artefacts[0], "a.c: g");
    ck_assert_uint_eq (in.remarks_count, 1);
    ck_assert_str_eq (in.remarks[0].path, "build/a.o.loadbearing");
    inputs_release (&in);
  }
}
END_TEST

/* Enough for several threads: the order is that of the names all the same, and each unit is
   there once.  */
START_TEST (many_files)
{
  enum { FILES = 600, UNITS = 150 };
  char path[64], source[64];
  shell ("mkdir many");
  for (int i = 0; i < FILES; i++) {
    snprintf (path, sizeof path, "many/%03d.o.loadbearing", i);
    snprintf (source, sizeof source, "src/%03d.c", (i * 7) % UNITS);
    write_records (path, source, "f g h");
    if (i % 100 == 50)
      ck_assert_int_eq (truncate (path, 90), 0);
  }
  for (int round = 0; round < 5; round++) {
    bool listed[UNITS] = { false };
    size_t next = 0;
    read_paths (0, "many", NULL);
    ck_assert_uint_eq (in.artefacts_count, FILES);
    ck_assert_uint_eq (in.units_count, UNITS);
    ck_assert_uint_eq (in.problems_count, FILES / 100);
    for (int i = 0; i < FILES; i++) {
      snprintf (path, sizeof path, "many/%03d.o.loadbearing", i);
      if (strcmp (in.artefacts[i]->path, path) != 0)
        ck_abort_msg ("%s where %s should be", in.artefacts[i]->path, path);
      if (i % 100 == 50) {
        ck_assert_str_eq (in.problems[i / 100].path, path);
        ck_assert_uint_eq (in.artefacts[i]->units_count, 0);
        continue;
      }
      snprintf (source, sizeof source, "src/%03d.c", (i * 7) % UNITS);
      if (in.artefacts[i]->units_count != 1 || strcmp (in.artefacts[i]->units[0].unit->source, source) != 0)
        ck_abort_msg ("%s does not hold %s", path, source);
      if (!listed[(i * 7) % UNITS] && in.units[next++] != in.artefacts[i]->units[0].unit)
        ck_abort_msg ("unit %zu is not that of %s", next - 1, path);
      listed[(i * 7) % UNITS] = true;
    }
    inputs_release (&in);
  }
}
END_TEST

/* Found by owner in whatever note section it lies.  */
START_TEST (renamed_sections)
{
  make_object ("a.o", "a.c", "f", "f");
  shell ("objcopy --rename-section " NOTE_SECTION "=.something a.o");
  read_paths (0, "a.o", NULL);
  no_problems ();
  contains (in.artefacts[0], "a.c: f");
  inputs_release (&in);
}
END_TEST

START_TEST (slim_lto_without_record)
{
  if (!shell_can ("echo 'int f (void) { return 1; }' | gcc -x c -O2 -flto -fno-fat-lto-objects -c -o slim.o -")) {
    printf ("# not tested: no LTO\n");
    return;
  }
  shell ("echo 'int x;' | gcc -x c -c -o data.o -");
  read_paths (INPUTS_SYMBOLS, "slim.o", "data.o", NULL);
  no_problems ();
  unrecorded_is (in.artefacts[0], "LTO");
  unrecorded_is (in.artefacts[1], "");
  inputs_release (&in);
}
END_TEST

START_TEST (names_before_suffixes)
{
  static const struct {
    const char *name, *function;
  } expected[] = {
    { "f", "f" },
    { "f.cold", "f" },
    { "f.part.0.isra.3", "f" },
    { ".f", ".f" },
    { ".f.part.1", ".f" },
    { "", "" },
    { "_ZThn16_N3FooD1Ev", "_ZN3FooD1Ev" },
    { "_ZTv0_n24_N3FooD1Ev", "_ZN3FooD1Ev" },
    { "_ZThing", "_ZThing" },
  };
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    char *function = elf_symbol_function (expected[i].name);
    ck_assert_str_eq (function, expected[i].function);
    free (function);
  }
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("elf");
  TCase *files = tcase_create ("files");
  setenv ("LC_ALL", "C", 1);
  tcase_add_checked_fixture (files, enter_folder, leave_folder);
  tcase_set_timeout (files, 120);
  tcase_add_test (files, object);
  tcase_add_test (files, symbols_without_record);
  tcase_add_test (files, aliases_and_labels);
  tcase_add_test (files, object_without_record);
  tcase_add_test (files, nested_functions);
  tcase_add_test (files, statics_by_file);
  tcase_add_test (files, archives);
  tcase_add_test (files, kinds);
  tcase_add_loop_test (files, other_targets, 0, sizeof targets / sizeof *targets);
  tcase_add_test (files, folders);
  tcase_add_test (files, named_paths_must_be_of_use);
  tcase_add_test (files, unreadable_file);
  tcase_add_test (files, records_of_failed_compilations);
  tcase_add_test (files, many_files);
  tcase_add_test (files, renamed_sections);
  tcase_add_test (files, slim_lto_without_record);
  tcase_add_test (files, names_before_suffixes);
  suite_add_tcase (suite, files);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
