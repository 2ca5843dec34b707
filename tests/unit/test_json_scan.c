/* The scan over JSON: places, duplicates, every kind of fault.  */
#include "json/json_read.h"
#include "nearest.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "faults.h"
#include "scratch.h"

static struct json_document *
scan (const char *text, size_t size, struct strbuf *err)
{
  /* Of exactly that size, so that reading past the end is seen.  */
  char *copy = malloc (size != 0 ? size : 1);
  memcpy (copy, text, size);
  struct json_document *d = json_scan ("f.json", copy, size, "run fmt", err);
  free (copy);
  return d;
}

/* Text with its size: some hold NUL bytes.  */
#define T(text) text, sizeof text - 1

static const struct {
  const char *text;
  size_t size;
  const char *fault;
} wrong[] = {
  { T (""), "f.json:1:1: the file is empty; it must hold one JSON object: restore it" },
  { T (" \n // only a comment\n"), "f.json:3:1: the file is empty; it must hold one JSON object: restore it" },
  { T ("\xef\xbb\xbf{}"), "f.json:1:1: byte order mark; save the file as UTF-8 without one" },
  { T ("\xff\xfe{\0}\0"), "f.json:1:1: the file is UTF-16; save it as UTF-8" },
  { T ("{"), "f.json:1:2: the file ends in the object that starts at line 1, column 1; close it with \"}\"" },
  { T ("{\n  \"a\": [1,\n"),
    "f.json:3:1: the file ends in the array that starts at line 2, column 8; close it with \"]\"" },
  { T ("{\"a\""), "f.json:1:5: unexpected end of the file; expected \":\" after the key" },
  { T ("{\"a\":"), "f.json:1:6: unexpected end of the file; expected a value" },
  { T ("{\"a\": 1"), "f.json:1:8: the file ends in the object that starts at line 1, column 1; close it with \"}\"" },
  { T ("{\"a\": 1,}"), "f.json:1:8: comma before \"}\"; remove the comma" },
  { T ("{\"a\": [1, // one\n  ]}"), "f.json:1:9: comma before \"]\"; remove the comma" },
  { T ("{\"a\": [,1]}"), "f.json:1:8: comma without a value before it; remove it" },
  { T ("{\"a\": 1,, \"b\": 2}"), "f.json:1:9: comma without a value before it; remove it" },
  { T ("{\"a\": 1 \"b\": 2}"), "f.json:1:9: missing comma before this" },
  { T ("{\"a\": 1\n \"b\": 2}"), "f.json:2:2: missing comma before this" },
  { T ("[1 2]"), "f.json:1:4: missing comma before this" },
  { T ("{\"a\" 1}"), "f.json:1:6: unexpected '1'; expected \":\" after the key" },
  { T ("{a: 1}"), "f.json:1:2: key without quotation marks; write it as \"key\"" },
  { T ("{'a': 1}"), "f.json:1:2: single quotation mark; names and texts stand in double ones: \"...\"" },
  { T ("{\"a\": 'b'}"), "f.json:1:7: single quotation mark; names and texts stand in double ones: \"...\"" },
  { T ("{\"a\": b}"),
    "f.json:1:7: unknown word 'b'; texts stand in double quotation marks, and the words are true, false and null" },
  { T ("{\"a\": True}"),
    "f.json:1:7: unknown word 'True'; texts stand in double quotation marks, and the words are true, false and null" },
  { T ("{\"a\": nul}"),
    "f.json:1:7: unknown word 'nul'; texts stand in double quotation marks, and the words are true, false and null" },
  { T ("{\"a\": \"b}\n}"), "f.json:1:7: the string is not closed on its line; add the missing quotation mark" },
  { T ("{\"a\": \"b"), "f.json:1:7: the file ends in this string; add the missing quotation mark" },
  { T ("{\"a\": \"b\tc\"}"), "f.json:1:9: control character 0x09 in a string; write \"\\u0009\"" },
  { T ("{\"a\": \"b\0c\"}"), "f.json:1:9: NUL byte; the file is damaged or no text: restore it" },
  { T ("{\"a\"\0: 1}"), "f.json:1:5: NUL byte; the file is damaged or no text: restore it" },
  { T ("{}\0"), "f.json:1:3: NUL byte; the file is damaged or no text: restore it" },
  { T ("\0\0\0\0"), "f.json:1:1: NUL byte; the file is damaged or no text: restore it" },
  { T ("{ // \0\n}"), "f.json:1:6: NUL byte; the file is damaged or no text: restore it" },
  { T ("{\"a\": \"\\q\"}"), "f.json:1:8: unknown escape in a string; write \"\\\\\" for a backslash" },
  { T ("{\"a\": \"\\u12g4\"}"), "f.json:1:8: \"\\u\" needs four hexadecimal digits" },
  { T ("{\"a\": \"\\u12"), "f.json:1:8: \"\\u\" needs four hexadecimal digits" },
  { T ("{\"a\": \"\\u0000\"}"), "f.json:1:8: \"\\u0000\" is not allowed; remove it" },
  { T ("{\"a\": \"\\ud800\"}"),
    "f.json:1:8: first half of a surrogate pair without its second; write the character itself" },
  { T ("{\"a\": \"\\ud800\\u0041\"}"),
    "f.json:1:8: first half of a surrogate pair without its second; write the character itself" },
  { T ("{\"a\": \"\\udc00\"}"),
    "f.json:1:8: second half of a surrogate pair without its first; write the character itself" },
  { T ("{\"a\": \"\xe4\"}"), "f.json:1:8: byte 0xe4 is not UTF-8; save the file as UTF-8" },
  { T ("{\"a\": \"\xc0\x80\"}"), "f.json:1:8: byte 0xc0 is not UTF-8; save the file as UTF-8" },
  { T ("{\"a\": \"\xed\xa0\x80\"}"), "f.json:1:8: byte 0xed is not UTF-8; save the file as UTF-8" },
  { T ("{\"a\": \"\xf4\x90\x80\x80\"}"), "f.json:1:8: byte 0xf4 is not UTF-8; save the file as UTF-8" },
  { T ("{\"a\": \"\xc3"), "f.json:1:8: byte 0xc3 is not UTF-8; save the file as UTF-8" },
  { T ("{ /* \xe4 */ }"), "f.json:1:6: byte 0xe4 is not UTF-8; save the file as UTF-8" },
  { T ("{\xe4}"), "f.json:1:2: byte 0xe4 is not UTF-8; save the file as UTF-8" },
  { T ("{\"a\": 01}"), "f.json:1:7: number with a leading zero; remove it" },
  { T ("{\"a\": -}"), "f.json:1:7: \"-\" without a number" },
  { T ("{\"a\": 1.}"), "f.json:1:7: number that ends in a point; add a digit or remove the point" },
  { T ("{\"a\": 1e}"), "f.json:1:7: number with an empty exponent; add a digit" },
  { T ("{\"a\": 1e+}"), "f.json:1:7: number with an empty exponent; add a digit" },
  { T ("{\"a\": +1}"), "f.json:1:7: unexpected '+'; expected a value" },
  { T ("{\"a\": .5}"), "f.json:1:7: unexpected '.'; expected a value" },
  { T ("{\"a\": 0x10}"), "f.json:1:8: missing comma before this" },
  { T ("{\"a\": 1234567890123456789012345678901234567890123456789012345678901}"),
    "f.json:1:7: number of more than 60 characters; shorten it" },
  { T ("{} {}"), "f.json:1:4: unexpected '{'; expected the end of the file" },
  { T ("{}}"), "f.json:1:3: unexpected '}'; expected the end of the file" },
  { T ("{\"a\": [1}"), "f.json:1:9: \"}\" where the \"[\" of line 1, column 7 is open; close it with \"]\" first" },
  { T ("{\"a\": {]}"), "f.json:1:8: \"]\" where the \"{\" of line 1, column 7 is open; close it with \"}\" first" },
  { T ("{ # comment\n}"), "f.json:1:3: \"#\" starts no comment here; write \"//\"" },
  { T ("{ /* open"),
    "f.json:1:10: the file ends in the comment that starts at line 1, column 3; close it with \"*/\"" },
  { T ("{ / }"), "f.json:1:3: unexpected '/'; expected a key in double quotation marks" },
  { T ("{\n<<<<<<< HEAD\n\"a\": 1\n=======\n\"a\": 2\n>>>>>>> theirs\n}"),
    "f.json:2:1: conflict marker of git; run fmt" },
  { T ("{\n\"a\": 1\n=======\n}"), "f.json:3:1: conflict marker of git; run fmt" },
  { T ("{\n\"a\": 1\n>>>>>>> x\n}"), "f.json:3:1: conflict marker of git; run fmt" },
  { T ("{\n||||||| x\n}"), "f.json:2:1: conflict marker of git; run fmt" },
  { T ("{\"a\": 1, \"b\": 2, \"a\": 3}"), "f.json:1:18: duplicate key 'a', already at line 1; remove one of the two" },
  { T ("{\"a\": 1,\n \"\\u0061\": 3}"), "f.json:2:2: duplicate key 'a', already at line 1; remove one of the two" },
  { T ("{\"x\": {\"a\": 1},\n\"y\": [{\"b\":1,\n\"b\":2}],\"x\":3}"),
    "f.json:3:1: duplicate key 'b', already at line 2; remove one of the two\nf.json:3:9: duplicate key 'x', already at line 1; remove one of the two" },
  { T ("{\"\": 1, \"\": 2}"), "f.json:1:9: duplicate key '', already at line 1; remove one of the two" },
  { T ("{\"a\xc3\xa4\": 1 \x01}"), "f.json:1:11: control character 0x01; remove it" },
};

START_TEST (wrong_text)
{
  struct strbuf err = STRBUF_INIT;
  ck_assert_ptr_null (scan (wrong[_i].text, wrong[_i].size, &err));
  ck_assert_faults (&err, NULL, wrong[_i].fault);
  strbuf_release (&err);
}
END_TEST

static const char *const right[] = {
  "{}",
  "[]",
  " \t\r\n{ } // end",
  "/* * / ** */ {} /**/",
  "{\"a\": [1, -0, 0.5, 1e9, 1E-2, true, false, null, \"\"]}",
  "\"text\"",
  "3",
  "{\"a\": \"// no comment /* neither */\"}",
  "{\"a\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00\"}",
  "{\r\n\"a\":\r\n1\r\n}\r\n",
  "{ /* =======\n======= \n*/ }",
  "{\"a\": \"\x7f\"}",
  "{\"<<<<<<< a\": 1}",
  "{}// ",
  "{ \"a\": {\"a\": 1} }",
};

START_TEST (right_text)
{
  struct strbuf err = STRBUF_INIT;
  struct json_document *d = scan (right[_i], strlen (right[_i]), &err);
  ck_assert_msg (d != NULL, "%s: %s", right[_i], strbuf_text (&err));
  ck_assert_uint_eq (err.length, 0);
  json_document_free (d);
}
END_TEST

/* `n` arrays within each other.  */
static struct json_document *
nested (unsigned n, struct strbuf *err)
{
  struct strbuf text = STRBUF_INIT;
  for (unsigned i = 0; i < n; i++)
    strbuf_add_char (&text, '[');
  for (unsigned i = 0; i < n; i++)
    strbuf_add_char (&text, ']');
  struct json_document *d = scan (strbuf_text (&text), text.length, err);
  strbuf_release (&text);
  return d;
}

START_TEST (depth_is_limited)
{
  struct strbuf err = STRBUF_INIT;
  /* wide is not deep */
  struct strbuf wide = STRBUF_INIT;
  for (int i = 0; i < 200; i++)
    strbuf_add_text (&wide, i == 0 ? "[[]" : ",{}");
  strbuf_add_char (&wide, ']');
  struct json_document *flat = scan (strbuf_text (&wide), wide.length, &err);
  ck_assert_msg (flat != NULL, "%s", strbuf_text (&err));
  ck_assert_int_eq (cJSON_GetArraySize (flat->root), 200);
  json_document_free (flat);
  strbuf_release (&wide);
  struct json_document *d = nested (64, &err);
  ck_assert_ptr_nonnull (d);
  json_document_free (d);
  ck_assert_ptr_null (nested (65, &err));
  ck_assert_faults (&err, NULL, "f.json:1:65: more than 64 levels within each other; flatten it");
  strbuf_clear (&err);
  ck_assert_ptr_null (nested (1000000, &err));
  strbuf_release (&err);
}
END_TEST

static void
assert_place (struct json_place p, unsigned line, unsigned column)
{
  ck_assert_uint_eq (p.line, line);
  ck_assert_uint_eq (p.column, column);
}

START_TEST (places)
{
  static const char text[] =
      "// head\n{ \"a\": 1, /* x\n */ \"b\": [true,\n\t\"\xc3\xa4\", {\"c\": null}],\n\"d\"\n:\n2 }";
  struct strbuf err = STRBUF_INIT;
  struct json_document *d = scan (text, sizeof text - 1, &err);
  ck_assert_msg (d != NULL, "%s", strbuf_text (&err));
  const cJSON *b = json_member (d->root, "b");
  assert_place (json_place (d, d->root), 2, 1);
  assert_place (json_key_place (d, json_member (d->root, "a")), 2, 3);
  assert_place (json_place (d, json_member (d->root, "a")), 2, 8);
  assert_place (json_key_place (d, b), 3, 5);
  assert_place (json_place (d, b), 3, 10);
  assert_place (json_place (d, cJSON_GetArrayItem (b, 0)), 3, 11);
  assert_place (json_key_place (d, cJSON_GetArrayItem (b, 1)), 4, 2); /* no key: its own */
  assert_place (json_place (d, cJSON_GetArrayItem (b, 2)), 4, 8);     /* bytes, not letters */
  assert_place (json_key_place (d, json_member (cJSON_GetArrayItem (b, 2), "c")), 4, 9);
  assert_place (json_place (d, json_member (cJSON_GetArrayItem (b, 2), "c")), 4, 14);
  assert_place (json_key_place (d, json_member (d->root, "d")), 5, 1);
  assert_place (json_place (d, json_member (d->root, "d")), 7, 1);
  cJSON other = { 0 };
  assert_place (json_place (d, &other), 0, 0);
  json_fault (d, b, "wrong %s\n", "thing");
  json_key_fault (d, b, "wrong key");
  ck_assert (d->faulty);
  ck_assert_faults (&err, NULL, "f.json:3:10: wrong thing\\n\nf.json:3:5: wrong key");
  json_document_free (d);
  strbuf_release (&err);
}
END_TEST

/* What was scanned is what cJSON gives: nothing in between is lost or shifted.  */
START_TEST (contents)
{
  static const char text[] =
      "{\"text\": \"a\\n\\u00e4\\ud83d\\ude00 // \\\" /*\", \"number\": -12.5e1, \"big\": 4294967295, \"yes\": true}";
  struct strbuf err = STRBUF_INIT;
  struct json_document *d = scan (text, sizeof text - 1, &err);
  ck_assert_ptr_nonnull (d);
  ck_assert_str_eq (json_member (d->root, "text")->valuestring, "a\n\xc3\xa4\xf0\x9f\x98\x80 // \" /*");
  ck_assert (json_member (d->root, "number")->valuedouble == -125.0);
  ck_assert (json_member (d->root, "big")->valuedouble == 4294967295.0);
  ck_assert (cJSON_IsTrue (json_member (d->root, "yes")));
  ck_assert_ptr_null (json_member (d->root, "Yes"));
  json_document_free (d);
  strbuf_release (&err);
}
END_TEST

/* Every beginning of a file, and every file with one byte changed: a fault or none, but never
   a crash, and always a place within the file.  */
START_TEST (damaged_at_every_byte)
{
  static const char text[] =
      "/* c */ { \"a\": [1, -2.5e3, {\"b\": \"x\\u00e4\\ud83d\\ude00\\n\"}], // d\n \"c\": true,\n\"\xc3\xa4\": null }\n";
  struct strbuf err = STRBUF_INIT;
  for (size_t size = 0; size < sizeof text - 1; size++) {
    strbuf_clear (&err);
    struct json_document *d = scan (text, size, &err);
    if (size < sizeof text - 2) { /* the last newline may go */
      ck_assert_msg (d == NULL, "%zu bytes were taken for a whole", size);
      ck_assert_str_ne (strbuf_text (&err), "");
    }
    json_document_free (d);
  }
  static const char bytes[] = "\0\"{}[],:\\/*\n u0x\xff\xc3";
  char changed[sizeof text];
  for (size_t at = 0; at < sizeof text - 1; at++)
    for (size_t b = 0; b < sizeof bytes - 1; b++) {
      memcpy (changed, text, sizeof text);
      changed[at] = bytes[b];
      strbuf_clear (&err);
      struct json_document *d = scan (changed, sizeof text - 1, &err);
      ck_assert ((d == NULL) == (err.length != 0));
      json_document_free (d);
    }
  strbuf_release (&err);
}
END_TEST

/* ---- Getters.  */

static const struct {
  const char *text, *fault;
} reads[] = {
  { "{\"text\": 1}", "f.json:1:10: 'text' must be a text, not a number; write \"...\"" },
  { "{\"text\": \"\"}", "f.json:1:10: 'text' is empty; fill it in or remove the key" },
  { "{\"text\": null}", "f.json:1:10: 'text' must be a text, not null; write \"...\"" },
  { "{\"flag\": \"yes\"}", "f.json:1:10: 'flag' must be true or false, not a text" },
  { "{\"flag\": 1}", "f.json:1:10: 'flag' must be true or false, not a number" },
  { "{\"count\": -1}", "f.json:1:11: 'count' is -1; write a whole number from 2 to 10" },
  { "{\"count\": 11}", "f.json:1:11: 'count' is 11; write a whole number from 2 to 10" },
  { "{\"count\": 2.5}", "f.json:1:11: 'count' is 2.5; write a whole number from 2 to 10" },
  { "{\"count\": 1e300}", "f.json:1:11: 'count' is 1e+300; write a whole number from 2 to 10" },
  { "{\"count\": \"3\"}", "f.json:1:11: 'count' must be a whole number, not a text" },
  { "{\"word\": \"errot\"}", "f.json:1:10: 'word' cannot be 'errot'; did you mean 'error'?" },
  { "{\"word\": \"fine\"}", "f.json:1:10: 'word' cannot be 'fine'; write off, warning or error" },
  { "{\"list\": \"a\"}", "f.json:1:10: 'list' must be an array of texts, not a text; write [\"...\"]" },
  { "{\"list\": {}}", "f.json:1:10: 'list' must be an array of texts, not an object; write [\"...\"]" },
  { "{\"list\": [\"a\", 1, \"\", \"a\"]}",
    "f.json:1:16: 'list' holds texts, not a number; write \"...\"\nf.json:1:19: empty text in 'list'; fill it in or remove it\nf.json:1:23: 'a' stands twice in 'list'; remove one" },
  { "{\"txet\": 1}", "f.json:1:2: unknown key 'txet' in the sample; did you mean 'text'?" },
  { "{\"TEXT\": 1}", "f.json:1:2: unknown key 'TEXT' in the sample; did you mean 'text'?" },
  { "{\"zebra\": 1}", "f.json:1:2: unknown key 'zebra' in the sample; known are: text, flag, count, word, list" },
  { "{\"\": 1}", "f.json:1:2: unknown key '' in the sample; known are: text, flag, count, word, list" },
};

START_TEST (wrong_values)
{
  static const char *const known[] = { "text", "flag", "count", "word", "list", NULL };
  static const char *const words[] = { "off", "warning", "error", NULL };
  struct strbuf err = STRBUF_INIT;
  struct json_document *d = scan (reads[_i].text, strlen (reads[_i].text), &err);
  ck_assert_ptr_nonnull (d);
  const char *text = "before";
  bool flag = true;
  unsigned count = 7, word = 1;
  char **list = NULL;
  text_list_add (&list, "before");
  json_check_keys (d, d->root, known, "the sample");
  ck_assert_ptr_null (json_get_text (d, d->root, "text", &text));
  ck_assert_ptr_null (json_get_flag (d, d->root, "flag", &flag));
  ck_assert_ptr_null (json_get_count (d, d->root, "count", 2, 10, &count));
  ck_assert_ptr_null (json_get_word (d, d->root, "word", words, &word));
  ck_assert_ptr_null (json_get_texts (d, d->root, "list", &list));
  ck_assert_faults (&err, NULL, reads[_i].fault);
  ck_assert_str_eq (text, "before");
  ck_assert (flag);
  ck_assert_uint_eq (count, 7);
  ck_assert_uint_eq (word, 1);
  ck_assert_uint_eq (text_list_count (list), 1);
  ck_assert_str_eq (list[0], "before");
  text_list_free (list);
  json_document_free (d);
  strbuf_release (&err);
}
END_TEST

START_TEST (right_values)
{
  static const char text_of[] =
      "{\"text\": \"t\", \"flag\": false, \"count\": 10, \"word\": \"error\", \"list\": [\"a\", \"b\"], \"none\": []}";
  static const char *const words[] = { "off", "warning", "error", NULL };
  struct strbuf err = STRBUF_INIT;
  struct json_document *d = scan (text_of, sizeof text_of - 1, &err);
  const char *text = NULL;
  bool flag = true;
  unsigned count = 0, word = 0;
  char **list = NULL;
  ck_assert_ptr_nonnull (json_get_text (d, d->root, "text", &text));
  ck_assert_ptr_nonnull (json_get_flag (d, d->root, "flag", &flag));
  ck_assert_ptr_nonnull (json_get_count (d, d->root, "count", 2, 10, &count));
  ck_assert_ptr_nonnull (json_get_word (d, d->root, "word", words, &word));
  ck_assert_ptr_nonnull (json_get_texts (d, d->root, "list", &list));
  ck_assert_str_eq (text, "t");
  ck_assert (!flag);
  ck_assert_uint_eq (count, 10);
  ck_assert_uint_eq (word, 2);
  ck_assert_uint_eq (text_list_count (list), 2);
  ck_assert_str_eq (list[1], "b");
  ck_assert_ptr_nonnull (json_get_texts (d, d->root, "none", &list));
  ck_assert_uint_eq (text_list_count (list), 0);
  ck_assert_ptr_nonnull (list);
  text_list_free (list);
  json_document_free (d);
  strbuf_release (&err);
}
END_TEST

START_TEST (nearest_names)
{
  static const char *const known[] = { "pricing", "authentication", "migration", "audit", "tests" };
  static const struct {
    const char *word, *near;
  } cases[] = { { "pricng", "pricing" },
                { "prcing", "pricing" },
                { "pircing", "pricing" },
                { "Pricing", "pricing" },
                { "authentification", "authentication" },
                { "test", "tests" },
                { "xyz", NULL },
                { "", NULL },
                { "a", NULL },
                { "integration", "migration" } };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct nearest n;
    nearest_start (&n, cases[i].word);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
      nearest_offer (&n, known[k]);
    const char *near = nearest_result (&n);
    ck_assert_msg (near == cases[i].near || (near && cases[i].near && strcmp (near, cases[i].near) == 0), "%s: %s",
                   cases[i].word, near ? near : "nothing");
  }
}
END_TEST

/* ---- Files.  */

START_TEST (files)
{
  struct strbuf text = STRBUF_INIT, err = STRBUF_INIT;
  scratch_write ("a.json", "{}");
  ck_assert (json_load (scratch_path ("a.json"), &text, &err));
  ck_assert_str_eq (strbuf_text (&text), "{}");

  ck_assert (!json_load (scratch_path ("none.json"), &text, &err));
  ck_assert_faults (&err, scratch, "none.json: cannot be opened: No such file or directory");
  strbuf_clear (&err);

  scratch_folders ("folder.json/");
  ck_assert (!json_load (scratch_path ("folder.json"), &text, &err));
  ck_assert_faults (&err, scratch, "folder.json: is a folder, not a regular file; put a file there");
  strbuf_clear (&err);

  ck_assert_int_eq (mkfifo (scratch_path ("fifo.json"), 0600), 0);
  ck_assert (!json_load (scratch_path ("fifo.json"), &text, &err));
  ck_assert_faults (&err, scratch, "fifo.json: is a FIFO, not a regular file; put a file there");
  strbuf_clear (&err);

  ck_assert (!json_load ("/dev/null", &text, &err));
  ck_assert_faults (&err, NULL, "/dev/null: is a device, not a regular file; put a file there");
  strbuf_clear (&err);

  ck_assert_int_eq (symlink ("loop.json", scratch_path ("loop.json")), 0);
  ck_assert (!json_load (scratch_path ("loop.json"), &text, &err));
  ck_assert_faults (&err, scratch, "loop.json: cannot be opened: Too many levels of symbolic links");
  strbuf_clear (&err);

  FILE *huge = fopen (scratch_path ("huge.json"), "wb");
  ck_assert_int_eq (ftruncate (fileno (huge), 16 * 1024 * 1024 + 1), 0);
  fclose (huge);
  ck_assert (!json_load (scratch_path ("huge.json"), &text, &err));
  ck_assert_faults (&err, scratch, "huge.json: is larger than 16 MiB; no file of loadbearing is: restore it");
  strbuf_clear (&err);

  if (geteuid () != 0) {
    chmod (scratch_path ("a.json"), 0);
    ck_assert (!json_load (scratch_path ("a.json"), &text, &err));
    ck_assert_faults (&err, scratch, "a.json: cannot be opened: Permission denied; give read permission");
  }
  strbuf_release (&text);
  strbuf_release (&err);
}
END_TEST

/* A name with a newline must not make two messages of one.  */
START_TEST (odd_file_names)
{
  struct strbuf err = STRBUF_INIT;
  ck_assert_ptr_null (json_scan ("a\nb \"c\".json", "x", 1, "", &err));
  ck_assert_ptr_null (strchr (strbuf_text (&err), '\n'));
  ck_assert_int_eq (strncmp (strbuf_text (&err), "a\\nb \"c\".json:1:1: ", 19), 0);
  strbuf_release (&err);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("json_scan");
  TCase *c = tcase_create ("json_scan");
  tcase_set_timeout (c, 60);
  tcase_add_checked_fixture (c, scratch_make, scratch_remove);
  tcase_add_loop_test (c, wrong_text, 0, sizeof wrong / sizeof *wrong);
  tcase_add_loop_test (c, right_text, 0, sizeof right / sizeof *right);
  tcase_add_test (c, depth_is_limited);
  tcase_add_test (c, places);
  tcase_add_test (c, contents);
  tcase_add_test (c, damaged_at_every_byte);
  tcase_add_loop_test (c, wrong_values, 0, sizeof reads / sizeof *reads);
  tcase_add_test (c, right_values);
  tcase_add_test (c, nearest_names);
  tcase_add_test (c, files);
  tcase_add_test (c, odd_file_names);
  suite_add_tcase (suite, c);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
