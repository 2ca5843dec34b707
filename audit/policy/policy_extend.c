/* An inner policy and the one that it extends: it inherits all, and may only tighten.  */
#include "policy_private.h"

#include <stdlib.h>
#include <string.h>

#define Q(text) QUOTE_OPEN text QUOTE_CLOSE

/* ---- Inheriting.  */

static void
copy_domains (struct policy *p, const struct policy *base)
{
  p->domains = memory_get (base->domains_count * sizeof *p->domains);
  p->domains_count = base->domains_count;
  for (size_t i = 0; i < base->domains_count; i++) {
    p->domains[i] = base->domains[i];
    p->domains[i].name = memory_copy_text (base->domains[i].name);
    p->domains[i].auditors = text_list_copy (base->domains[i].auditors);
  }
}

static struct policy_mark *
copy_marks (const struct policy_mark *marks, size_t count)
{
  struct policy_mark *copy = memory_get (count * sizeof *copy);
  for (size_t i = 0; i < count; i++) {
    copy[i].function = memory_copy_text (marks[i].function);
    copy[i].file = memory_copy_text (marks[i].file);
    copy[i].domain = memory_copy_text (marks[i].domain);
    copy[i].why = memory_copy_text (marks[i].why);
    copy[i].line = marks[i].line;
    copy[i].layer = marks[i].layer + 1;
  }
  return copy;
}

static unsigned *
copy_layers (const unsigned *layers, char *const *globs)
{
  size_t count = text_list_count (globs);
  unsigned *copy = memory_get (count * sizeof *copy);
  for (size_t i = 0; i < count; i++)
    copy[i] = layers[i] + 1;
  return copy;
}

static void
copy_globs (char ***to, char *const *from)
{
  text_list_free (*to);
  *to = text_list_copy (from);
}

void
policy_inherit (struct policy *p, const struct policy *base)
{
  copy_domains (p, base);
  p->marks = copy_marks (base->marks, base->marks_count);
  p->marks_count = base->marks_count;
  p->must_marks = copy_marks (base->must_marks, base->must_marks_count);
  p->must_marks_count = base->must_marks_count;
  copy_globs (&p->test_globs, base->test_globs);
  copy_globs (&p->prototype_globs, base->prototype_globs);
  copy_globs (&p->boundary, base->boundary);
  copy_globs (&p->unrecorded_allow, base->unrecorded_allow);
  p->own->test_layers = copy_layers (base->own->test_layers, base->test_globs);
  p->own->prototype_layers = copy_layers (base->own->prototype_layers, base->prototype_globs);
  p->exemption_max_days = base->exemption_max_days;
  p->exemption_warn_days = base->exemption_warn_days;
  p->certify_yes = base->certify_yes;
  p->certify_machines = base->certify_machines;
  p->revocations_from = memory_copy_text (base->revocations_from);
  /* `products` and `evidence` are the outer's own.  Its signers stay in force here.  */
  if (base->signers != NULL) {
    struct strbuf path = STRBUF_INIT;
    strbuf_addf (&path, "%s/%s", base->root, base->signers);
    p->signers = path_from (p->root, strbuf_text (&path));
    strbuf_release (&path);
  }
  p->assertions = memory_get (base->assertions_count * sizeof *p->assertions);
  p->assertions_count = base->assertions_count;
  for (size_t i = 0; i < base->assertions_count; i++) {
    const struct policy_assertion *from = &base->assertions[i];
    p->assertions[i].name = memory_copy_text (from->name);
    p->assertions[i].arguments_count = from->arguments_count;
    p->assertions[i].arguments = memory_get (from->arguments_count * sizeof *from->arguments);
    memcpy (p->assertions[i].arguments, from->arguments, from->arguments_count * sizeof *from->arguments);
  }
  p->own->groups = memory_get (base->own->groups_count * sizeof *p->own->groups);
  p->own->groups_count = base->own->groups_count;
  for (size_t i = 0; i < base->own->groups_count; i++) {
    p->own->groups[i].name = memory_copy_text (base->own->groups[i].name);
    p->own->groups[i].members = text_list_copy (base->own->groups[i].members);
  }
  p->severities->cells = memory_get (base->severities->count * sizeof *p->severities->cells);
  p->severities->count = base->severities->count;
  for (size_t i = 0; i < base->severities->count; i++) {
    p->severities->cells[i] = base->severities->cells[i];
    p->severities->cells[i].scope = memory_copy_text (base->severities->cells[i].scope);
    p->severities->cells[i].layer++;
  }
}

/* ---- Comparing.  */

/* Every one of A's people is one of B's; an empty list is everybody.  */
static bool
fewer_or_same (const struct policy *p, char *const *a, const struct policy *q, char *const *b)
{
  char **first = policy_addresses (p, a), **second = policy_addresses (q, b);
  bool result = b[0] == NULL || a[0] != NULL;
  for (size_t i = 0; b[0] != NULL && first[i] != NULL && result; i++) {
    result = false;
    for (size_t j = 0; second[j] != NULL && !result; j++)
      result = strcmp (first[i], second[j]) == 0;
  }
  text_list_free (first);
  text_list_free (second);
  return result;
}

const char *
policy_domain_weaker (const struct policy *p, const struct policy_domain *a, const struct policy *q,
                      const struct policy_domain *b)
{
  if (!fewer_or_same (p, a->auditors, q, b->auditors))
    return "auditors";
  if (a->distinct < b->distinct)
    return "distinct";
  if (a->author_may_be_only_auditor && !b->author_may_be_only_auditor)
    return "author_may_be_only_auditor";
  if (b->max_age_days != 0 && (a->max_age_days == 0 || a->max_age_days > b->max_age_days))
    return "max_age_days";
  if (!a->machine_authorship_forbidden && b->machine_authorship_forbidden)
    return "machine_authorship";
  if (!a->is_signed && b->is_signed)
    return "signed";
  if (!a->source_equality && b->source_equality)
    return "source_equality";
  if (a->tests.grade < b->tests.grade)
    return "tests.grade";
  if (!a->tests.stub_proof && b->tests.stub_proof)
    return "tests.stub_proof";
  if (a->tests.at_least < b->tests.at_least)
    return "tests.at_least";
  if (a->tests.indirect && !b->tests.indirect)
    return "tests.indirect";
  return NULL;
}

/* The item in D that says KEY ("distinct", "tests.grade") of DOMAIN, or the nearest thing to it.  */
static const cJSON *
domain_item (struct json_document *d, const char *domain, const char *key)
{
  const cJSON *item = json_member (json_member (d->root, "domains"), domain);
  if (item == NULL)
    item = json_member (d->root, "groups"); /* a group that grew */
  if (item == NULL)
    return d->root;
  const char *point = strchr (key, '.');
  const cJSON *inner = json_member (item, point != NULL ? "tests" : key);
  if (inner != NULL && point != NULL && json_member (inner, point + 1) != NULL)
    inner = json_member (inner, point + 1);
  return inner != NULL ? inner : item;
}

static void
check_severities (const struct policy *p, const struct policy *base, struct json_document *d)
{
  for (size_t i = 0; i < p->severities->count; i++) {
    const struct severity_cell *cell = &p->severities->cells[i];
    if (cell->layer != 0)
      continue;
    /* Every question that this cell answers, and what the outer policy answers.  */
    bool reported = false;
    for (int r = 0; r < RULE_COUNT && !reported; r++) {
      if (cell->rule != RULE_ANY && cell->rule != r)
        continue;
      for (size_t n = 0; n <= p->domains_count && !reported; n++)
        for (int track = TRACK_PRODUCTION; track <= TRACK_PROTOTYPE && !reported; track++) {
          enum rule rule = (enum rule) r;
          const char *domain = n == 0 ? NULL : p->domains[n - 1].name;
          if (policy_deciding_cell (p, rule, domain, (enum track) track) != cell)
            continue;
          enum severity outer = policy_severity (base, rule, domain, (enum track) track);
          if (cell->severity >= outer)
            continue;
          const cJSON *item = json_member (json_member (json_member (d->root, "severity"), cell->scope),
                                           cell->rule == RULE_ANY ? "*" : rule_name (rule));
          json_fault (d, item,
                      "severity of " Q ("%s") " for " Q ("%s") " is \"%s\", but %s, which is extended, says \"%s\"; "
                                                               "an inner policy may only tighten: remove it",
                      rule_name (rule), domain != NULL ? domain : cell->scope, severity_name (cell->severity),
                      base->path, severity_name (outer));
          reported = true;
        }
    }
  }
}

static void
refuse_lists (const struct policy *base, struct json_document *d)
{
  static const char *const loosening[] = { "prototypes", "boundary", NULL };
  for (size_t i = 0; loosening[i] != NULL; i++) {
    const cJSON *item = json_member (d->root, loosening[i]);
    if (cJSON_IsArray (item) && item->child != NULL)
      json_key_fault (d, item, Q ("%s") " in an inner policy would demand less; state it in %s", loosening[i],
                      base->path);
  }
  const cJSON *allow = json_member (json_member (d->root, "unrecorded"), "allow");
  if (cJSON_IsArray (allow) && allow->child != NULL)
    json_key_fault (d, allow, Q ("unrecorded") " in an inner policy would demand less; state it in %s", base->path);
}

/* The item of SECTION.KEY, or the document.  */
static const cJSON *
section_item (struct json_document *d, const char *section, const char *key)
{
  const cJSON *item = json_member (json_member (d->root, section), key);
  return item != NULL ? item : d->root;
}

void
policy_check_tighter (const struct policy *p, const struct policy *base, struct json_document *d)
{
  for (size_t i = 0; i < base->domains_count; i++) {
    const struct policy_domain *outer = &base->domains[i], *inner = policy_domain (p, outer->name);
    const char *key = policy_domain_weaker (p, inner, base, outer);
    if (key != NULL)
      json_fault (d, domain_item (d, outer->name, key),
                  Q ("%s") " of domain " Q ("%s") " demands less than %s, which is "
                                                  "extended; an inner policy may only tighten: remove it",
                  key, outer->name, base->path);
  }
  check_severities (p, base, d);
  refuse_lists (base, d);
  if (p->exemption_max_days > base->exemption_max_days)
    json_fault (d, section_item (d, "exemptions", "max_days"),
                Q ("max_days") " is %u, but %s, which is extended, "
                               "allows %u; an inner policy may only tighten",
                p->exemption_max_days, base->path, base->exemption_max_days);
  if (p->exemption_warn_days < base->exemption_warn_days)
    json_fault (d, section_item (d, "exemptions", "warn_days"),
                Q ("warn_days") " is %u, but %s, which is extended, "
                                "says %u; an inner policy may only tighten",
                p->exemption_warn_days, base->path, base->exemption_warn_days);
  if (p->certify_yes && !base->certify_yes)
    json_fault (d, section_item (d, "certify", "yes"),
                Q ("yes") " is allowed here, but not in %s, which is extended; "
                          "an inner policy may only tighten: remove it",
                base->path);
  if (p->certify_machines && !base->certify_machines)
    json_fault (d, section_item (d, "certify", "machines"),
                Q ("machines") " is allowed here, but not in %s, which is "
                               "extended; an inner policy may only tighten: remove it",
                base->path);
  if (base->signers != NULL && json_member (d->root, "signers") != NULL)
    json_key_fault (d, json_member (d->root, "signers"),
                    Q ("signers") " are stated in %s, which is extended; remove them "
                                  "here",
                    base->path);
  if (base->revocations_from != NULL && p->revocations_from != NULL
      && strcmp (base->revocations_from, p->revocations_from) != 0)
    json_fault (d, json_member (d->root, "revocations_from"),
                Q ("revocations_from") " is " Q ("%s") " in %s, which is "
                                                       "extended; remove it here",
                base->revocations_from, base->path);
}
