/* Facts from a few lines of text, for tests: digests are digests of the words given, so
   that equal words are equal aspects.

     unit src/price.c            begins a unit
     variant arm                 also: compiler, tree-class, options, scheme, gate warn|off,
                                 role test, track prototype, input preprocessed, language
     policy-of FOLDER            the digest of FOLDER/loadbearing/policy.json
     function price_quote        begins a function; `file`, `line N COLUMN`, `layout N`, `stores N N...` (`stores`: nothing), `shown`, `unknown`,
                                 static, comdat, weak, header, system, prototype
     domain pricing              marks it (by the attribute; `mark policy` or `mark pragma`)
     reason ADR 12
     interface A                 also: source, tree, behaviour; without `tree` or `behaviour` unknown
     needs round_cents() = R     a dependency by its label; `needs h() = R via g`; `= -` is unknown
     calls g h
   Empty lines and lines that begin with # are passed over.  */
#ifndef DESCRIBE_FACTS_H
#define DESCRIBE_FACTS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "policy/policy.h"

static inline bool
describe_word (const char **line, const char *word)
{
  size_t length = strlen (word);
  if (strncmp (*line, word, length) != 0 || ((*line)[length] != ' ' && (*line)[length] != '\0'))
    return false;
  *line += length;
  while (**line == ' ')
    ++*line;
  return true;
}

static inline void
describe_set (char **field, const char *value)
{
  free (*field);
  *field = memory_copy_text (value);
}

static inline bool
describe_dependency (struct function_facts *f, const char *line, enum containment contained)
{
  const char *equal = strstr (line, " = ");
  const char *via = equal ? strstr (equal + 3, " via ") : NULL, *slash;
  struct dependency *d;
  struct strbuf label;
  bool ok;

  if (!equal)
    return false;
  f->depends = memory_grow (f->depends, f->depends_count + 1, sizeof *f->depends);
  d = &f->depends[f->depends_count++];
  memset (d, 0, sizeof *d);
  d->contained = (uint8_t) contained;
  strbuf_init (&label);
  strbuf_add (&label, line, (size_t) (equal - line));
  ok = dependency_from_label (strbuf_text (&label), d);
  strbuf_release (&label);
  equal += 3;
  size_t length = via ? (size_t) (via - equal) : strlen (equal);
  /* "= TEXT/BEHAVIOUR"  */
  slash = memchr (equal, '/', length);
  if (slash) {
    struct digest behaviour = digest_of (slash + 1, (size_t) (equal + length - slash - 1), DIGEST_SHORT);
    dependency_set_behaviour (d, &behaviour);
    length = (size_t) (slash - equal);
  }
  if (!(length == 1 && *equal == '-'))
    d->digest = digest_of (equal, length, DIGEST_SHORT);
  if (via)
    d->via = memory_copy_text (via + 5);
  return ok;
}

static inline bool
describe_function_line (struct function_facts *f, const char *line)
{
  static const char *const flags[] = { "static", "comdat", "weak", "marked", "header", "system" };
  for (int a = 0; a < ASPECT_DEPENDENCIES; a++)
    if (describe_word (&line, aspect_name ((enum aspect) a))) {
      f->aspects[a] = digest_of (line, strlen (line), DIGEST_FULL);
      return true;
    }
  for (unsigned i = 0; i < sizeof flags / sizeof flags[0]; i++)
    if (describe_word (&line, flags[i])) {
      f->flags |= 1u << i;
      return true;
    }
  if (describe_word (&line, "file"))
    describe_set (&f->file, line);
  else if (describe_word (&line, "shown"))
    describe_set (&f->shown, line);
  else if (describe_word (&line, "unknown"))
    describe_set (&f->unknown, line);
  else if (describe_word (&line, "line"))
    return sscanf (line, "%u %u", &f->line, &f->column) == 2;
  else if (describe_word (&line, "layout"))
    return sscanf (line, "%u", &f->layout) == 1;
  else if (describe_word (&line, "stores")) {
    f->stores = 1;
    for (char *end; *line; line = end + strspn (end, " "))
      f->stores += 1u << (strtoul (line, &end, 10) - 1);
  } else if (describe_word (&line, "prototype"))
    f->track = TRACK_PROTOTYPE;
  else if (describe_word (&line, "domain")) {
    describe_set (&f->domain, line);
    f->flags |= FUNCTION_MARKED;
    f->origin = MARK_ATTRIBUTE;
  } else if (describe_word (&line, "mark"))
    f->origin = strcmp (line, "policy") == 0 ? MARK_POLICY : MARK_PRAGMA;
  else if (describe_word (&line, "reason"))
    describe_set (&f->reason, line);
  else if (describe_word (&line, "needs"))
    return describe_dependency (f, line, (enum containment) 0);
  else if (describe_word (&line, "contains"))
    return describe_dependency (f, line, CONTAINED_OWN);
  else if (describe_word (&line, "contains-below"))
    return describe_dependency (f, line, CONTAINED_BELOW);
  else if (describe_word (&line, "calls"))
    while (*line) {
      size_t length = strcspn (line, " ");
      f->calls = memory_grow (f->calls, f->calls_count + 1, sizeof *f->calls);
      f->calls[f->calls_count++] = strndup (line, length);
      line += length;
      line += strspn (line, " ");
    }
  else
    return false;
  return true;
}

static inline bool
describe_unit_line (struct unit_facts *u, const char *line)
{
  if (describe_word (&line, "variant"))
    describe_set (&u->variant, line);
  else if (describe_word (&line, "compiler"))
    describe_set (&u->compiler, line);
  else if (describe_word (&line, "tree-class"))
    describe_set (&u->tree_class, line);
  else if (describe_word (&line, "behaviour-class"))
    describe_set (&u->behaviour_class, line);
  else if (describe_word (&line, "options"))
    describe_set (&u->options, line);
  else if (describe_word (&line, "language"))
    describe_set (&u->language, line);
  else if (describe_word (&line, "scheme"))
    u->scheme = (unsigned) atoi (line);
  else if (describe_word (&line, "gate"))
    u->gate = strcmp (line, "warn") == 0 ? GATE_WARN : GATE_OFF;
  else if (describe_word (&line, "role"))
    u->role = ROLE_TEST;
  else if (describe_word (&line, "track"))
    u->track = TRACK_PROTOTYPE;
  else if (describe_word (&line, "input"))
    u->input = INPUT_PREPROCESSED;
  else if (describe_word (&line, "policy-of")) {
    struct strbuf err, path;
    strbuf_init (&err);
    strbuf_init (&path);
    strbuf_addf (&path, "%s/loadbearing/policy.json", line);
    struct policy *p = policy_load (strbuf_text (&path), &err);
    if (p)
      u->policy = p->digest;
    bool ok = p != NULL;
    policy_free (p);
    strbuf_release (&path);
    strbuf_release (&err);
    return ok;
  } else
    return false;
  return true;
}

static inline void
describe_unit (struct unit_facts *u, const char *source)
{
  memset (u, 0, sizeof *u);
  describe_set (&u->source, source);
  describe_set (&u->compiler, "gcc 12.2.0");
  describe_set (&u->language, "C");
  describe_set (&u->variant, "x86_64-linux-gnu");
  describe_set (&u->options, "");
  describe_set (&u->tree_class, "gcc12/O");
  describe_set (&u->behaviour_class, "gcc12/O/1");
  u->scheme = FINGERPRINT_SCHEME;
}

static inline int
describe_order (const void *a, const void *b)
{
  return dependency_compare (a, b);
}

static inline void
describe_end (struct unit_facts *u)
{
  for (size_t i = 0; i < u->functions_count; i++) {
    struct function_facts *f = &u->functions[i];
    if (f->depends_count)
      qsort (f->depends, f->depends_count, sizeof *f->depends, describe_order);
    if (f->flags & FUNCTION_MARKED)
      f->aspects[ASPECT_DEPENDENCIES] = dependencies_total (f->depends, f->depends_count);
    else
      f->aspects[ASPECT_SOURCE] = digest_truncate (&f->aspects[ASPECT_SOURCE], DIGEST_HALF);
  }
  unit_facts_finish (u);
}

/* Reads TEXT and calls FINISHED for each unit, which then belongs to it.  Returns the number of the
   first line that is wrong, or 0.  */
static inline unsigned
describe_facts (const char *text, void (*finished) (struct unit_facts *u, void *data), void *data)
{
  struct unit_facts u;
  struct function_facts *f = NULL;
  bool open = false;
  unsigned number = 0;

  while (*text) {
    size_t length = strcspn (text, "\n");
    char *copy = strndup (text, length);
    const char *line = copy + strspn (copy, " \t");
    bool ok = true;
    number++;
    if (*line == '\0' || *line == '#')
      ;
    else if (describe_word (&line, "unit")) {
      if (open) {
        describe_end (&u);
        finished (&u, data);
      }
      describe_unit (&u, line);
      open = true;
      f = NULL;
    } else if (!open)
      ok = false;
    else if (describe_word (&line, "function")) {
      f = unit_facts_add (&u);
      describe_set (&f->name, line);
      describe_set (&f->file, u.source);
      f->line = (unsigned) u.functions_count * 10;
      f->column = 1;
      f->aspects[ASPECT_INTERFACE] = digest_of ("", 0, DIGEST_FULL);
    } else
      ok = f ? describe_function_line (f, line) : describe_unit_line (&u, line);
    free (copy);
    if (!ok)
      return number;
    text += length;
    text += *text == '\n';
  }
  if (open) {
    describe_end (&u);
    finished (&u, data);
  }
  return 0;
}

#endif
