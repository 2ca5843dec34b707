/* The lexer: what is one token, and where a logical line ends.  */
#include "source/lexer.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "strbuf.h"

static const struct lexer_options all = { true, true, true, true };
static const struct lexer_options none = { false, false, false, false };

/* The tokens of TEXT between bars.  Owned by the caller.  */
static char *
tokens_of (const char *text, const struct lexer_options *options)
{
  struct token_list list = TOKEN_LIST_INIT;
  struct strbuf out;
  lex_text (text, options, &list);
  strbuf_init (&out);
  for (size_t i = 0; i < list.count; i++)
    strbuf_addf (&out, "%s%s", i ? "|" : "", list.tokens[i].text);
  token_list_release (&list);
  return strbuf_detach (&out);
}

static void
expect (const char *text, const struct lexer_options *options, const char *expected)
{
  char *found = tokens_of (text, options);
  ck_assert_str_eq (found, expected);
  free (found);
}

START_TEST (longest_match)
{
  expect ("a+++b", &all, "a|++|+|b");
  expect ("a+ ++b", &all, "a|+|++|b");
  expect ("x<<=1>>=2", &all, "x|<<=|1|>>=|2");
  expect ("p->q.r...", &all, "p|->|q|.|r|...");
  expect ("a- >b", &all, "a|-|>|b");
  expect ("#define X(a)a##b", &all, "#|define|X|(|a|)|a|##|b");
}
END_TEST

START_TEST (numbers)
{
  expect ("0x1p-3+1e+5-.5f", &all, "0x1p-3|+|1e+5|-|.5f");
  expect ("1'000'000", &all, "1'000'000");
  expect ("0xe+1", &all, "0xe+1"); /* one preprocessing number, C11 6.4.8 */
  expect ("3..2", &all, "3..2");
}
END_TEST

START_TEST (strings_and_characters)
{
  expect ("L\"a\\\"b\" u8\"c\" U'\\'' x", &all, "L\"a\\\"b\"|u8\"c\"|U'\\''|x");
  expect ("\"/* no comment */\" '\"'", &all, "\"/* no comment */\"|'\"'");
  expect ("R\"x(a\nb)\" )x\" c", &all, "R\"x(a\nb)\" )x\"|c");
  expect ("R \"x\"", &all, "R|\"x\"");
  expect ("R\"x(\"", &none, "R|\"x(\"");
}
END_TEST

START_TEST (comments_and_splices)
{
  expect ("a/* x\n y */b // c\nd", &all, "a|b|d");
  expect ("a//b", &none, "a|/|/|b");
  expect ("ab\\\ncd \"e\\\nf\" +\\\n+", &all, "abcd|\"ef\"|++");
  expect ("a // b \\\n c\nd", &all, "a|d");
  expect ("a\?\?/\nb", &all, "ab");
  expect ("a?\?'b \?\?(\?\?) \"\?\?/\"\"", &all, "a|^|b|[|]|\"\\\"\"");
  expect ("a\?\?!b", &none, "a|?|?|!|b");
  expect ("/\\\n* x */ a", &all, "a");
  expect ("/* unterminated", &all, "");
  expect ("\"unterminated\nx", &all, "\"unterminated|x");
}
END_TEST

START_TEST (logical_lines)
{
  struct source_text source;
  struct token_list list = TOKEN_LIST_INIT;
  const char *text = "one two\n  three /* to\n the */ four \\\n five\nsix\n#pragma omp for\n";
  source_text_set (&source, text, strlen (text));
  ck_assert_uint_eq (source.line_count, 7);
  ck_assert (lex_line (&source, 5, 2, 3, &all, &list));
  ck_assert_uint_eq (list.count, 3);
  ck_assert_str_eq (list.tokens[2].text, "five");
  ck_assert_uint_eq (list.tokens[2].line, 4);
  ck_assert_uint_eq (list.tokens[2].column, 2);
  ck_assert_uint_eq (list.tokens[2].file, 5);
  ck_assert_uint_eq (list.tokens[1].line, 3);
  ck_assert_uint_eq (list.tokens[1].column, 9);
  ck_assert (!list.tokens[0].pragma);
  ck_assert (lex_line (&source, 5, 6, 1, &all, &list));
  ck_assert_uint_eq (list.count, 7);
  ck_assert (list.tokens[3].pragma && list.tokens[6].pragma);
  ck_assert (lex_line (&source, 5, 1, 5, &all, &list));
  ck_assert_str_eq (list.tokens[7].text, "two");
  /* Places that do not exist.  */
  ck_assert (!lex_line (&source, 5, 0, 1, &all, &list));
  ck_assert (!lex_line (&source, 5, 8, 1, &all, &list));
  ck_assert (!lex_line (&source, 5, 1, 0, &all, &list));
  ck_assert (!lex_line (&source, 5, 1, 1000, &all, &list));
  ck_assert_uint_eq (list.count, 8);
  token_list_release (&list);
  source_text_release (&source);
}
END_TEST

START_TEST (any_bytes)
{
  /* Every pair of bytes: no crash, no endless loop, and all that is not blank is in some token.  */
  for (int a = 1; a < 256; a++)
    for (int b = 1; b < 256; b++) {
      char text[4] = { (char) a, (char) b, 'x', '\0' };
      char *found = tokens_of (text, &all);
      ck_assert_msg (strlen (found) <= 5, "%d %d gives %s", a, b, found);
      free (found);
    }
}
END_TEST

/* Trigraphs make the lexer read character by character.  Where there are none, it must find the same.  */
START_TEST (plain_and_careful_reading_agree)
{
  static const char *const parts[] = { "\\", "\\\n", "\\ \n", "\n", "\"", "'",       "/", "*",  "/*",
                                       "*/", "//",   "e",     "+",  ".",  "<",       ">", "=",  "%",
                                       ":",  "#",    "-",     "|",  "&",  "R",       "L", "(",  ")",
                                       "1",  "ab",   " ",     "\t", "u8", "\\u0041", "x", "\r", "\xc3\xa9" };
  struct lexer_options plain = all, careful = all;
  unsigned long seed = 1;
  plain.trigraphs = false;
  for (int round = 0; round < 60000; round++) {
    struct token_list a = TOKEN_LIST_INIT, b = TOKEN_LIST_INIT;
    struct source_text source;
    struct strbuf text;
    strbuf_init (&text);
    for (int i = 0; i < 12; i++) {
      seed = seed * 6364136223846793005ul + 1442695040888963407ul;
      strbuf_add_text (&text, parts[(seed >> 33) % (sizeof parts / sizeof *parts)]);
    }
    source_text_set (&source, strbuf_text (&text), text.length);
    if (round % 2) {
      lex_text (strbuf_text (&text), &plain, &a);
      lex_text (strbuf_text (&text), &careful, &b);
    } else {
      lex_line (&source, 0, 1, 1, &plain, &a);
      lex_line (&source, 0, 1, 1, &careful, &b);
    }
    ck_assert_msg (a.count == b.count, "%s", strbuf_text (&text));
    for (size_t i = 0; i < a.count; i++) {
      const struct token *x = &a.tokens[i], *y = &b.tokens[i];
      ck_assert_msg (x->kind == y->kind && x->line == y->line && x->column == y->column
                         && strcmp (x->text, y->text) == 0,
                     "token %zu, %s at %u:%u against %s at %u:%u in:\n%s", i, x->text, x->line, x->column, y->text,
                     y->line, y->column, strbuf_text (&text));
    }
    token_list_release (&a);
    token_list_release (&b);
    source_text_release (&source);
    strbuf_release (&text);
  }
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("lexer");
  TCase *tokens = tcase_create ("tokens");
  SRunner *runner;
  int failed;
  tcase_set_timeout (tokens, 60);
  tcase_add_test (tokens, longest_match);
  tcase_add_test (tokens, numbers);
  tcase_add_test (tokens, strings_and_characters);
  tcase_add_test (tokens, comments_and_splices);
  tcase_add_test (tokens, logical_lines);
  tcase_add_test (tokens, any_bytes);
  tcase_add_test (tokens, plain_and_careful_reading_agree);
  suite_add_tcase (suite, tokens);
  runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
