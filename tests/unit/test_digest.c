/* Digests and string buffers.  */
#include "digest.h"
#include "strbuf.h"

#include <check.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Expected values: SHA-256 by another program over a field's kind, its length in eight
   bytes, little-endian, and its bytes:
     python3 -c 'import hashlib,struct as s
     f=lambda k,b: k+s.pack("<Q",len(b))+b
     print(hashlib.sha256(f(b"b",b"abc")).hexdigest())'  */
START_TEST (known_values)
{
  char hex[2 * DIGEST_FULL + 1];
  struct digest d = digest_of ("abc", 3, DIGEST_FULL);
  ck_assert_str_eq (digest_to_hex (&d, hex), "8e8323ae170cfa8b66178af6b8cf60cfe9d5822796cbc5f0f63aabfb90e5cc60");

  struct digester nothing;
  digester_init (&nothing);
  d = digester_finish (&nothing, DIGEST_FULL);
  ck_assert_str_eq (digest_to_hex (&d, hex), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  struct digester mixed;
  struct digest inner = { DIGEST_SHORT, { 0, 1, 2, 3, 4, 5, 6, 7 } };
  digester_init (&mixed);
  digester_add_text (&mixed, "price_quote");
  digester_add_text (&mixed, NULL);
  digester_add_number (&mixed, -2);
  digester_add_digest (&mixed, &inner);
  d = digester_finish (&mixed, DIGEST_FULL);
  ck_assert_str_eq (digest_to_hex (&d, hex), "88c268391b907bba309ab7afea4d7351032ded81d7b2c040477300fac3d37d21");
}
END_TEST

START_TEST (shorter_ones_are_the_beginning)
{
  struct digest full = digest_of ("abc", 3, DIGEST_FULL), half = digest_of ("abc", 3, DIGEST_HALF);
  struct digest cut = digest_truncate (&full, DIGEST_HALF);
  ck_assert_uint_eq (half.length, DIGEST_HALF);
  ck_assert (digest_equal (&half, &cut));
  ck_assert (!digest_equal (&half, &full));
  cut = digest_truncate (&half, DIGEST_FULL);
  ck_assert_uint_eq (cut.length, DIGEST_HALF);
}
END_TEST

/* Two lists of fields that are alike when put together without frames.  */
START_TEST (fields_do_not_run_together)
{
  struct digester a, b;
  digester_init (&a);
  digester_init (&b);
  digester_add_text (&a, "ab");
  digester_add_text (&a, "c");
  digester_add_text (&b, "a");
  digester_add_text (&b, "bc");
  struct digest first = digester_finish (&a, DIGEST_FULL), second = digester_finish (&b, DIGEST_FULL);
  ck_assert (!digest_equal (&first, &second));

  digester_init (&a);
  digester_init (&b);
  digester_add_text (&a, NULL);
  digester_add_text (&b, "");
  first = digester_finish (&a, DIGEST_FULL);
  second = digester_finish (&b, DIGEST_FULL);
  ck_assert (!digest_equal (&first, &second));

  digester_init (&a);
  digester_init (&b);
  digester_add_number (&a, 0);
  digester_add (&b, "\0\0\0\0\0\0\0", 8);
  first = digester_finish (&a, DIGEST_FULL);
  second = digester_finish (&b, DIGEST_FULL);
  ck_assert (!digest_equal (&first, &second));
}
END_TEST

START_TEST (unknown_equals_nothing)
{
  struct digest a, b;
  memset (&a, 0, sizeof a);
  memset (&b, 0, sizeof b);
  ck_assert (!digest_known (&a));
  ck_assert (!digest_equal (&a, &b));
  a = digest_of ("", 0, DIGEST_SHORT);
  ck_assert (digest_known (&a));
  ck_assert (digest_equal (&a, &a));
  ck_assert (!digest_equal (&a, &b));
}
END_TEST

START_TEST (hexadecimal_round_trip)
{
  struct digest d, back;
  char hex[2 * DIGEST_FULL + 1];
  static const unsigned lengths[] = { DIGEST_FULL, DIGEST_HALF, DIGEST_SHORT };
  for (size_t i = 0; i < 3; i++) {
    d = digest_of ("x", 1, lengths[i]);
    ck_assert_uint_eq (strlen (digest_to_hex (&d, hex)), 2 * lengths[i]);
    ck_assert (digest_from_hex (hex, &back));
    ck_assert (digest_equal (&d, &back));
  }
  ck_assert (digest_from_hex ("00112233445566FF", &back));
  ck_assert_uint_eq (back.length, 8);
  ck_assert_uint_eq (back.bytes[1], 0x11);
  ck_assert_uint_eq (back.bytes[7], 0xff);
}
END_TEST

static const char *const no_digests[] = {
  "", "00", "001122334455667", "00112233445566777", "0011223344556 77", "00112233445566gg", "0x11223344556677"
};

START_TEST (hexadecimal_refused)
{
  struct digest d = { 8, { 1 } };
  ck_assert_msg (!digest_from_hex (no_digests[_i], &d), "'%s' was taken for a digest", no_digests[_i]);
  ck_assert (!digest_known (&d));
}
END_TEST

START_TEST (buffers_grow_and_empty)
{
  struct strbuf b = STRBUF_INIT;
  ck_assert_str_eq (strbuf_text (&b), "");
  for (int i = 0; i < 1000; i++)
    strbuf_addf (&b, "%d,", i);
  ck_assert_uint_eq (b.length, 10 * 2 + 90 * 3 + 900 * 4);
  ck_assert_uint_eq (strlen (strbuf_text (&b)), b.length);
  ck_assert_str_eq (strbuf_text (&b) + b.length - 8, "998,999,");
  strbuf_clear (&b);
  ck_assert_str_eq (strbuf_text (&b), "");
  strbuf_add (&b, "a\0b", 3);
  ck_assert_uint_eq (b.length, 3);
  ck_assert_mem_eq (b.text, "a\0b", 4);
  char *text = strbuf_detach (&b);
  ck_assert_mem_eq (text, "a\0b", 4);
  free (text);
  ck_assert_uint_eq (b.length, 0);
  text = strbuf_detach (&b); /* of an empty buffer */
  ck_assert_str_eq (text, "");
  free (text);
  strbuf_release (&b);
  strbuf_release (&b);
}
END_TEST

/* Appends what strbuf_addf makes of FORMAT to something, and compares it with what printf makes.  */
#define SAME(...)                                                                                                      \
  do {                                                                                                                 \
    char wanted[600] = "x";                                                                                            \
    int length = snprintf (wanted + 1, sizeof wanted - 1, __VA_ARGS__);                                                \
    struct strbuf b = STRBUF_INIT;                                                                                     \
    strbuf_add_char (&b, 'x');                                                                                         \
    strbuf_addf (&b, __VA_ARGS__);                                                                                     \
    ck_assert_uint_eq (b.length, (size_t) length + 1);                                                                 \
    ck_assert_mem_eq (strbuf_text (&b), wanted, b.length + 1);                                                         \
    strbuf_release (&b);                                                                                               \
  } while (0)

START_TEST (formats_are_printfs)
{
  char long_text[400];
  memset (long_text, 'l', sizeof long_text);
  long_text[sizeof long_text - 1] = '\0';
  SAME ("plain");
  SAME ("%s|%s|", "", "b");
  SAME ("%d %d %d %d", 0, -1, INT_MAX, INT_MIN);
  SAME ("%u %u|%zu", 0U, UINT_MAX, (size_t) -1);
  SAME ("%c%c-", 'a', '\0');
  SAME ("%%");
  SAME ("%s %lu %s %d", "a", 1UL << 40, "b", -7);
  SAME ("%5d|%-5s|%.3s|%x|%02u|%s", 42, "ab", "abcdef", 255U, 7U, "end");
  SAME ("%d%.*s%d", 1, 2, "xyz", 3);
  SAME ("%s%llx%s", long_text, 1ULL << 63, "end");
  SAME ("%s%x%s", "a", 255U, long_text);
}
END_TEST

START_TEST (quoted_names_stay_on_one_line)
{
  struct strbuf b = STRBUF_INIT;
  strbuf_add_quoted (&b, "a\nb\tc\1\x7f\xc3\xa4");
  ck_assert_str_eq (strbuf_text (&b), QUOTE_OPEN "a\\nb\\tc\\001\\177\xc3\xa4" QUOTE_CLOSE);
  strbuf_release (&b);
}
END_TEST

START_TEST (memory_is_zeroed_and_copied)
{
  unsigned char *m = memory_get (64);
  for (int i = 0; i < 64; i++)
    ck_assert_uint_eq (m[i], 0);
  free (m);
  ck_assert_ptr_null (memory_copy_text (NULL));
  char *copy = memory_copy_text ("x");
  ck_assert_str_eq (copy, "x");
  free (copy);
}
END_TEST

/* A product that overflows must not become a small block.  */
START_TEST (memory_product_overflows)
{
  memory_grow (NULL, (size_t) -1 / 2, 4);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("digest");
  TCase *c = tcase_create ("digest");
  tcase_add_test (c, known_values);
  tcase_add_test (c, shorter_ones_are_the_beginning);
  tcase_add_test (c, fields_do_not_run_together);
  tcase_add_test (c, unknown_equals_nothing);
  tcase_add_test (c, hexadecimal_round_trip);
  tcase_add_loop_test (c, hexadecimal_refused, 0, sizeof no_digests / sizeof *no_digests);
  tcase_add_test (c, buffers_grow_and_empty);
  tcase_add_test (c, formats_are_printfs);
  tcase_add_test (c, quoted_names_stay_on_one_line);
  tcase_add_test (c, memory_is_zeroed_and_copied);
  tcase_add_exit_test (c, memory_product_overflows, 2);
  suite_add_tcase (suite, c);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
