/* Shell globs, on paths and on names, in time linear in pattern times text.

   Two places to come back to are enough: the last `*` (which stops at '/') and the
   last `**` (which does not).  An earlier star never needs to take more, since what
   it left over is a superset of what it would leave later.  */
#include "policy/policy.h"

#include <stdint.h>
#include <string.h>

/* One character at *AT, which moves past it: a UTF-8 sequence, or a byte that is none.  */
static uint32_t
next_character (const char **at)
{
  const unsigned char *s = (const unsigned char *) *at;
  unsigned extra = s[0] >= 0xf0 && s[0] < 0xf8   ? 3
                   : s[0] >= 0xe0 && s[0] < 0xf0 ? 2
                   : s[0] >= 0xc2 && s[0] < 0xe0 ? 1
                                                 : 0;
  uint32_t code = extra == 3 ? s[0] & 7u : extra == 2 ? s[0] & 15u : extra == 1 ? s[0] & 31u : s[0];
  for (unsigned i = 1; i <= extra; i++) {
    if ((s[i] & 0xc0) != 0x80) { /* also stops at the NUL */
      *at += 1;
      return 0x110000u + s[0];
    }
    code = code << 6 | (s[i] & 0x3fu);
  }
  *at += 1 + extra;
  return extra == 0 && s[0] >= 0x80 ? 0x110000u + s[0] : code;
}

/* The end of the set that starts after '[' at SET, past its ']'; NULL if it has none.  */
static const char *
set_end (const char *set)
{
  if (*set == '!' || *set == '^')
    set++;
  if (*set == ']')
    set++;
  while (*set != '\0' && *set != ']') {
    if (*set == '\\' && set[1] != '\0')
      set++;
    set++;
  }
  return *set == ']' ? set + 1 : NULL;
}

/* C is in the set between SET, after its '[', and END, past its ']'.  */
static bool
set_holds (const char *set, const char *end, uint32_t c)
{
  bool negated = *set == '!' || *set == '^';
  if (negated)
    set++;
  bool found = false;
  do {
    if (*set == '\\')
      set++;
    uint32_t low = next_character (&set);
    uint32_t high = low;
    if (set[0] == '-' && set + 1 < end - 1) {
      set++;
      if (*set == '\\')
        set++;
      high = next_character (&set);
    }
    if (low <= c && c <= high)
      found = true;
  } while (set < end - 1);
  return found != negated;
}

/* Matches the one element at *PATTERN, not a star, against the character at *TEXT.
   Moves both past them if it fits.  SLASH: '/' is fit for `?` and sets.  */
static bool
match_one (const char **pattern, const char **text, bool slash)
{
  const char *p = *pattern, *t = *text;
  if (*p == '\0' || *t == '\0')
    return false;
  bool at_slash = *t == '/';
  uint32_t c = next_character (&t);
  if (*p == '?') {
    if (at_slash && !slash)
      return false;
    p++;
  } else if (*p == '[' && set_end (p + 1) != NULL) {
    const char *end = set_end (p + 1);
    if ((at_slash && !slash) || !set_holds (p + 1, end, c))
      return false;
    p = end;
  } else {
    if (*p == '\\' && p[1] != '\0')
      p++;
    if (next_character (&p) != c)
      return false;
  }
  *pattern = p;
  *text = t;
  return true;
}

/* The whole of TEXT against the whole of PATTERN.  SLASH: '/' is a character like others.  */
static bool
match (const char *pattern, const char *text, bool slash)
{
  const char *p = pattern, *t = text;
  const char *star = NULL, *star_text = NULL; /* after the last `*`, and where it now ends */
  const char *deep = NULL, *deep_text = NULL; /* the same for `**` */
  bool deep_folders = false;                  /* that `**` takes whole folders only: `**` + '/' */

  for (;;) {
    if (*p == '*') {
      bool at_start = p == pattern || p[-1] == '/';
      const char *run = p;
      while (*run == '*')
        run++;
      if (run - p >= 2 || slash) {
        deep_folders = !slash && at_start && *run == '/';
        p = deep_folders ? run + 1 : run;
        deep = p;
        deep_text = t;
        star = NULL;
      } else {
        p = star = run;
        star_text = t;
      }
      continue;
    }
    if (*p == '\0' && *t == '\0')
      return true;
    if (match_one (&p, &t, slash))
      continue;
    if (star != NULL && *star_text != '\0' && *star_text != '/') {
      next_character (&star_text);
      p = star;
      t = star_text;
      continue;
    }
    star = NULL;
    if (deep == NULL || *deep_text == '\0')
      return false;
    if (deep_folders) {
      const char *next = strchr (deep_text, '/');
      if (next == NULL)
        return false;
      deep_text = next + 1;
    } else
      next_character (&deep_text);
    p = deep;
    t = deep_text;
  }
}

bool
glob_match (const char *pattern, const char *text)
{
  if (strchr (pattern, '/') == NULL) {
    const char *last = strrchr (text, '/');
    if (last != NULL)
      text = last + 1;
  }
  return match (pattern, text, false);
}

bool
glob_match_name (const char *pattern, const char *text)
{
  return match (pattern, text, true);
}

const char *
glob_fault (const char *pattern)
{
  if (*pattern == '\0')
    return "is empty";
  for (const char *p = pattern; *p != '\0'; p++) {
    if (*p == '\\') {
      if (p[1] == '\0')
        return "ends in a backslash that quotes nothing";
      p++;
    } else if (*p == '[') {
      const char *end = set_end (p + 1);
      if (end == NULL)
        return "has a \"[\" without its \"]\"; write \"\\\\[\" for the character";
      p = end - 1;
    }
  }
  return NULL;
}
