/* Globs.  */
#include "policy/policy.h"

#include <check.h>
#include <string.h>
#include <time.h>

static const struct {
  const char *pattern, *text;
  bool match;
} paths[] = {
  { "src/price.c", "src/price.c", true },
  { "src/price.c", "src/price.cc", false },
  { "src/price.c", "lib/src/price.c", false },
  { "price.c", "lib/src/price.c", true }, /* no '/': the last component */
  { "price.c", "price.c", true },
  { "*.c", "src/deep/a.c", true },
  { "*", "src/a.c", true },
  { "src/*.c", "src/a.c", true },
  { "src/*.c", "src/deep/a.c", false }, /* '*' stops at '/' */
  { "src/*", "src/a.c", true },
  { "src/*", "src/", true },
  { "src/*", "src", false },
  { "src/*/a.c", "src/x/a.c", true },
  { "src/*/a.c", "src/x/y/a.c", false },
  { "src/*/a.c", "src//a.c", true },
  { "src/**", "src/a.c", true },
  { "src/**", "src/deep/er/a.c", true },
  { "src/**", "src", false },
  { "src/**", "srcs/a.c", false },
  { "src/**", "lib/src/a.c", false },
  { "**/a.c", "a.c", true },
  { "**/a.c", "x/y/a.c", true },
  { "**/a.c", "x/ya.c", false },
  { "src/**/a.c", "src/a.c", true }, /* no folder at all */
  { "src/**/a.c", "src/x/y/a.c", true },
  { "src/**/a.c", "src/xa.c", false },
  { "**/src/**", "a/src/b/c.c", true },
  { "**/src/**", "src/c.c", true },
  { "**/src/**", "a/srcx/c.c", false },
  { "**/x/*.c", "x/y/x/b.c", true },
  { "**/x/*.c", "x/y/b.c", false },
  { "src/**.c", "src/x/y.c", true },
  { "src/**.c", "src/x/y.h", false },
  { "a**b/c", "ax/yb/c", true },
  { "a**b/c", "ax/y/c", false },
  { "**", "any/thing.c", true },
  { "?.c", "a.c", true },
  { "?.c", "ab.c", false },
  { "src?a.c", "src/a.c", false }, /* '?' is no '/' */
  { "?.c", "\xc3\xa4.c", true },   /* one letter of two bytes */
  { "??.c", "\xc3\xa4.c", false },
  { "?.c", "\xe4.c", true }, /* not UTF-8: one byte */
  { "[ab].c", "a.c", true },
  { "[ab].c", "c.c", false },
  { "[a-c]x", "bx", true },
  { "[a-c]x", "dx", false },
  { "[!a-c]x", "dx", true },
  { "[!a-c]x", "bx", false },
  { "[^a-c]x", "dx", true },
  { "[]]x", "]x", true },
  { "[!]]x", "]x", false },
  { "[a-]x", "-x", true },
  { "[-a]x", "-x", true },
  { "[\\]]x", "]x", true },
  { "[\xc3\xa4\xc3\xb6]x", "\xc3\xb6x", true },
  { "[a-z/]b/c", "/b/c", false }, /* a set holds no '/' */
  { "src[/]a.c", "src/a.c", false },
  { "[x", "[x", true }, /* no set: itself */
  { "\\*.c", "*.c", true },
  { "\\*.c", "a.c", false },
  { "a\\[b", "a[b", true },
  { "", "", true },
  { "", "a", false },
  { "*", "", true },
  { "?", "", false },
  { "a*b*c", "aXbYbZc", true },
  { "a*b*c", "aXbYbZd", false },
  { "*a*/b", "xa/y/b", false },
  { "**a/*/b", "xa/y/a/z/b", true },
  { "x/*b/**/c", "x/ab/b/d/c", true },
  { "src/pricing/**", "src/pricing/bulk/x y.c", true },
};

START_TEST (paths_match)
{
  ck_assert_msg (glob_match (paths[_i].pattern, paths[_i].text) == paths[_i].match, "'%s' %s '%s'", paths[_i].pattern,
                 paths[_i].match ? "does not match" : "matches", paths[_i].text);
}
END_TEST

static const struct {
  const char *pattern, *text;
  bool match;
} names[] = {
  { "price_*", "price_quote", true },
  { "price_*", "unprice_quote", false },
  { "*_charge", "card_charge", true },
  { "operator*", "operator/", true },
  { "shop::*", "shop::Cart::operator/(int)", true },
  { "*", "operator/", true },
  { "*", "", true },
  { "a?b", "a/b", true },
  { "[a-z]*", "main", true },
  { "[!_]*", "_start", false },
};

START_TEST (names_match)
{
  ck_assert_msg (glob_match_name (names[_i].pattern, names[_i].text) == names[_i].match, "'%s' %s '%s'",
                 names[_i].pattern, names[_i].match ? "does not match" : "matches", names[_i].text);
}
END_TEST

static const struct {
  const char *pattern, *fault;
} faults[] = {
  { "", "is empty" },
  { "a[b", "has a \"[\" without its \"]\"; write \"\\\\[\" for the character" },
  { "[]", "has a \"[\" without its \"]\"; write \"\\\\[\" for the character" },
  { "a\\", "ends in a backslash that quotes nothing" },
  { "a", NULL },
  { "[a]", NULL },
  { "\\[", NULL },
  { "[!]]", NULL },
};

START_TEST (wrong_patterns_are_told)
{
  const char *fault = glob_fault (faults[_i].pattern);
  if (faults[_i].fault == NULL)
    ck_assert_ptr_null (fault);
  else {
    ck_assert_ptr_nonnull (fault);
    ck_assert_str_eq (fault, faults[_i].fault);
  }
}
END_TEST

/* The plain definition, tried in every way: the oracle for small patterns.  */
static bool
oracle (const char *p, const char *start, const char *t)
{
  if (*p == '\0')
    return *t == '\0';
  if (p[0] == '*' && p[1] == '*') {
    const char *end = p;
    while (*end == '*')
      end++;
    bool folders = (p == start || p[-1] == '/') && *end == '/';
    if (folders) {
      if (oracle (end + 1, start, t))
        return true;
      for (const char *c = t; *c != '\0'; c++)
        if (*c == '/' && oracle (end + 1, start, c + 1))
          return true;
      return false;
    }
    for (const char *c = t;; c++) {
      if (oracle (end, start, c))
        return true;
      if (*c == '\0')
        return false;
    }
  }
  if (*p == '*') {
    for (const char *c = t;; c++) {
      if (oracle (p + 1, start, c))
        return true;
      if (*c == '\0' || *c == '/')
        return false;
    }
  }
  if (*t == '\0')
    return false;
  if (*p == '?' ? *t == '/' : *p != *t)
    return false;
  return oracle (p + 1, start, t + 1);
}

START_TEST (agrees_with_the_definition)
{
  static const char letters[] = "ab/*?*";
  unsigned long state = 1;
  unsigned matches = 0;
  for (int round = 0; round < 300000; round++) {
    char pattern[10], text[10];
    unsigned length;
    state = state * 6364136223846793005ul + 1442695040888963407ul;
    length = 1 + (state >> 33) % 8;
    for (unsigned i = 0; i < length; i++) {
      state = state * 6364136223846793005ul + 1442695040888963407ul;
      pattern[i] = letters[(state >> 33) % 6];
    }
    pattern[length] = '\0';
    state = state * 6364136223846793005ul + 1442695040888963407ul;
    length = (state >> 33) % 9;
    for (unsigned i = 0; i < length; i++) {
      state = state * 6364136223846793005ul + 1442695040888963407ul;
      text[i] = letters[(state >> 33) % 3];
    }
    text[length] = '\0';
    if (strchr (pattern, '/') == NULL)
      continue; /* the last component: not the oracle's business */
    bool expected = oracle (pattern, pattern, text);
    matches += expected;
    ck_assert_msg (glob_match (pattern, text) == expected, "'%s' against '%s'", pattern, text);
  }
  ck_assert_uint_gt (matches, 1000);
}
END_TEST

/* Patterns come from policies of any quality: no pattern may take exponential time.  */
START_TEST (many_stars_are_fast)
{
  char text[4096];
  memset (text, 'a', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  ck_assert (!glob_match ("*a*a*a*a*a*a*a*a*a*a*a*a*a*b", text));
  ck_assert (!glob_match ("x/**a**a**a**a**a**a**a**a**a**b", text));
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("glob");
  TCase *c = tcase_create ("glob");
  tcase_set_timeout (c, 60);
  tcase_add_loop_test (c, paths_match, 0, sizeof paths / sizeof *paths);
  tcase_add_loop_test (c, names_match, 0, sizeof names / sizeof *names);
  tcase_add_loop_test (c, wrong_patterns_are_told, 0, sizeof faults / sizeof *faults);
  tcase_add_test (c, agrees_with_the_definition);
  tcase_add_test (c, many_stars_are_fast);
  suite_add_tcase (suite, c);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
