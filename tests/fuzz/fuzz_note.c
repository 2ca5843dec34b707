/* libFuzzer on the note's decoder: whatever decodes can be written and read again.

   mkdir -p build/fuzz/note && clang-14 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -Iaudit \
     tests/fuzz/fuzz_note.c audit/{facts,facts_storage,digest,distinct,strbuf,text}.c audit/note/*.c -lnettle -o build/fuzz/fuzz_note
   build/fuzz/fuzz_note -max_total_time=60 -max_len=4096 build/fuzz/note

   A corpus to begin with: objcopy -O binary --only-section=.note.loadbearing
   --set-section-flags .note.loadbearing=alloc OBJECT build/fuzz/note/1, without its first 24 bytes.  */
#include "note/note.h"

#include <stdlib.h>
#include <string.h>

static bool
ignore (uint32_t type, const void *payload, size_t size, void *data)
{
  (void) type;
  (void) payload;
  *(size_t *) data += size;
  return true;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  struct unit_facts first, second;
  struct strbuf err = STRBUF_INIT, payload = STRBUF_INIT, again = STRBUF_INIT;
  size_t total = 0;

  for (int big_endian = 0; big_endian < 2; big_endian++) {
    note_walk (data, size, big_endian, ignore, &total, &err);
    strbuf_clear (&err);
  }
  if (total > 2 * size)
    abort ();
  if (note_decode (data, size, &first, &err)) {
    note_encode (&first, &payload);
    if (!note_decode (strbuf_text (&payload), payload.length, &second, &err))
      abort ();
    note_encode (&second, &again);
    if (payload.length != again.length || memcmp (payload.text, again.text, again.length) != 0)
      abort ();
    unit_facts_release (&second);
    unit_facts_release (&first);
  } else if (err.length == 0)
    abort ();
  strbuf_release (&err);
  strbuf_release (&payload);
  strbuf_release (&again);
  return 0;
}
