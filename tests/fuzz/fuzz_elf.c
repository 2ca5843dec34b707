/* libFuzzer on the reader of ELF files and archives.

   mkdir -p build/fuzz/elf && clang-14 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -Iaudit -Iaudit/command \
     tests/fuzz/fuzz_elf.c audit/command/input/{artefact,elf_*,inputs*}.c \
     audit/{facts,facts_storage,digest,distinct,strbuf,text}.c audit/note/*.c -lnettle -lelf -o build/fuzz/fuzz_elf
   build/fuzz/fuzz_elf -max_total_time=60 -max_len=16384 build/fuzz/elf

   A corpus to begin with: small objects, archives and shared libraries made with the plugin.  */
#define _GNU_SOURCE
#include "input/inputs.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static int fd = -1;
  static char path[64];
  struct inputs in;

  if (fd < 0) {
    fd = memfd_create ("input", 0);
    snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  }
  if (ftruncate (fd, 0) != 0 || pwrite (fd, data, size, 0) != (ssize_t) size)
    return 0;
  inputs_init (&in, INPUTS_SYMBOLS);
  inputs_add (&in, path);
  if (in.artefacts_count == 0 && in.problems_count == 0)
    abort (); /* a named file is read, or there is a reason */
  for (size_t i = 0; i < in.problems_count; i++)
    if (strchr (in.problems[i].message, '\n'))
      abort ();
  inputs_release (&in);
  return 0;
}
