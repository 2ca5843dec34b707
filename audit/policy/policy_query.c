/* What one asks a policy.  */
#include "policy_private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "nearest.h"
#include "text.h"

const struct policy_domain *
policy_domain (const struct policy *p, const char *name)
{
  for (size_t i = 0; i < p->domains_count; i++)
    if (strcmp (p->domains[i].name, name) == 0)
      return &p->domains[i];
  return NULL;
}

const char *
policy_domain_nearest (const struct policy *p, const char *name)
{
  struct nearest n;
  nearest_start (&n, name);
  for (size_t i = 0; i < p->domains_count; i++)
    nearest_offer (&n, p->domains[i].name);
  return nearest_result (&n);
}

const struct policy_group *
policy_group (const struct policy *p, const char *name)
{
  for (size_t i = 0; i < p->own->groups_count; i++)
    if (strcmp (p->own->groups[i].name, name) == 0)
      return &p->own->groups[i];
  return NULL;
}

bool
policy_domain_at_least (const struct policy *p, const char *a, const char *b)
{
  const struct policy_domain *first = policy_domain (p, a), *second = policy_domain (p, b);
  return first != NULL && second != NULL && policy_domain_weaker (p, first, p, second) == NULL;
}

bool
policy_domain_unnamed (const struct policy *p, const char *domain, struct strbuf *out)
{
  if (!domain || strcmp (domain, DOMAIN_UNSPECIFIED) != 0 || policy_domain (p, domain))
    return false;
  strbuf_add_text (out, "its mark names no domain, and the policy has several: ");
  for (size_t i = 0; i < p->domains_count; i++)
    strbuf_addf (out, "%s" QUOTE_OPEN "%s" QUOTE_CLOSE, i ? ", " : "", p->domains[i].name);
  strbuf_addf (out,
               "; name one in the attribute, load_bearing (\"%s\"), or by a rule in the policy's " QUOTE_OPEN
               "mark" QUOTE_CLOSE,
               p->domains_count ? p->domains[0].name : "DOMAIN");
  return true;
}

/* ---- Severities.  */

static const struct severity_cell *
find_cell (const struct policy *p, const char *scope, int rule)
{
  for (size_t i = 0; i < p->severities->count; i++) {
    const struct severity_cell *cell = &p->severities->cells[i];
    if (cell->rule == rule && strcmp (cell->scope, scope) == 0)
      return cell;
  }
  return NULL;
}

const struct severity_cell *
policy_deciding_cell (const struct policy *p, enum rule rule, const char *domain, enum track track)
{
  const char *const scopes[] = { domain, track == TRACK_PROTOTYPE ? "track:prototype" : "track:production", "*" };
  for (size_t i = 0; i < 3; i++) {
    if (scopes[i] == NULL)
      continue;
    const struct severity_cell *cell = find_cell (p, scopes[i], (int) rule);
    if (cell == NULL)
      cell = find_cell (p, scopes[i], RULE_ANY);
    if (cell != NULL)
      return cell;
  }
  return NULL;
}

enum severity
policy_severity (const struct policy *p, enum rule rule, const char *domain, enum track track)
{
  const struct severity_cell *cell = policy_deciding_cell (p, rule, domain, track);
  enum severity severity = cell != NULL ? cell->severity : rule_default_severity (rule);
  /* Nobody chose the shipped policy yet: it may not stop a build.  */
  if (p->own->shipped && severity == SEVERITY_ERROR)
    severity = SEVERITY_WARNING;
  return severity;
}

/* The same for all rules at once, in one pass over the cells of each scope, from the least specific.  */
void
policy_severity_row (const struct policy *p, const char *domain, enum track track, enum severity *row)
{
  const char *const scopes[] = { "*", track == TRACK_PROTOTYPE ? "track:prototype" : "track:production", domain };
  for (int rule = 0; rule < RULE_COUNT; rule++)
    row[rule] = rule_default_severity ((enum rule) rule);
  for (size_t s = 0; s < 3; s++) {
    if (scopes[s] == NULL)
      continue;
    const struct severity_cell *any = find_cell (p, scopes[s], RULE_ANY);
    for (int rule = 0; any != NULL && rule < RULE_COUNT; rule++)
      row[rule] = any->severity;
    for (size_t i = 0; i < p->severities->count; i++)
      if (p->severities->cells[i].rule != RULE_ANY && strcmp (p->severities->cells[i].scope, scopes[s]) == 0)
        row[p->severities->cells[i].rule] = p->severities->cells[i].severity;
  }
  for (int rule = 0; rule < RULE_COUNT; rule++)
    if (p->own->shipped && row[rule] == SEVERITY_ERROR)
      row[rule] = SEVERITY_WARNING;
}

/* ---- Rules by name and file.  */

/* GLOB of LAYER covers FILE, which is relative to the own root, or absolute.  */
static bool
covers_file (const struct policy *p, const char *glob, unsigned layer, const char *file)
{
  const struct policy_layer *l = &p->own->layers[layer];
  if (*file == '/') {
    const char *inside = path_within (file, l->root);
    return glob_match (glob, inside != NULL ? inside : file);
  }
  if (*l->prefix == '\0' || strchr (glob, '/') == NULL)
    return glob_match (glob, file);
  struct strbuf whole = STRBUF_INIT;
  strbuf_addf (&whole, "%s%s", l->prefix, file);
  bool result = glob_match (glob, strbuf_text (&whole));
  strbuf_release (&whole);
  return result;
}

bool
policy_mark_covers (const struct policy *p, const struct policy_mark *mark, const char *name, const char *shown,
                    const char *file)
{
  if (!glob_match_name (mark->function, name) && (shown == NULL || !glob_match_name (mark->function, shown)))
    return false;
  return *mark->file == '\0' || (file != NULL && covers_file (p, mark->file, mark->layer, file));
}

/* The first rule of each layer counts; an outer one yields only to an inner one that demands as much.  */
static const struct policy_mark *
find_mark (const struct policy *p, const struct policy_mark *marks, size_t count, const char *name, const char *shown,
           const char *file)
{
  const struct policy_mark *best = NULL;
  unsigned done = 0; /* layers below this one have their first rule */
  for (size_t i = 0; i < count; i++) {
    const struct policy_mark *mark = &marks[i];
    if (mark->layer < done || !policy_mark_covers (p, mark, name, shown, file))
      continue;
    done = mark->layer + 1;
    if (best == NULL || !policy_domain_at_least (p, best->domain, mark->domain))
      best = mark;
  }
  return best;
}

const struct policy_mark *
policy_marks (const struct policy *p, const char *name, const char *shown, const char *file)
{
  return find_mark (p, p->marks, p->marks_count, name, shown, file);
}

const struct policy_mark *
policy_must_mark (const struct policy *p, const char *name, const char *shown, const char *file)
{
  return find_mark (p, p->must_marks, p->must_marks_count, name, shown, file);
}

static bool
any_covers (const struct policy *p, char *const *globs, const unsigned *layers, const char *file)
{
  for (size_t i = 0; globs[i] != NULL; i++)
    if (covers_file (p, globs[i], layers[i], file))
      return true;
  return false;
}

enum role
policy_role (const struct policy *p, const char *file)
{
  return any_covers (p, p->test_globs, p->own->test_layers, file) ? ROLE_TEST : ROLE_PRODUCTION;
}

enum track
policy_track (const struct policy *p, const char *file)
{
  return any_covers (p, p->prototype_globs, p->own->prototype_layers, file) ? TRACK_PROTOTYPE : TRACK_PRODUCTION;
}

/* ---- People.  */

static void
add_lower (char ***list, const char *text)
{
  char *lower = memory_copy_text (text);
  for (char *c = lower; *c != '\0'; c++)
    if (*c >= 'A' && *c <= 'Z')
      *c = (char) (*c - 'A' + 'a');
  text_list_add (list, lower);
  free (lower);
}

char **
policy_addresses (const struct policy *p, char *const *list)
{
  char **all = memory_get (sizeof *all);
  for (size_t i = 0; list[i] != NULL; i++) {
    const struct policy_group *group = list[i][0] == '@' ? policy_group (p, list[i]) : NULL;
    if (list[i][0] != '@')
      add_lower (&all, list[i]);
    for (size_t m = 0; group != NULL && group->members[m] != NULL; m++)
      add_lower (&all, group->members[m]);
  }
  size_t count = text_list_count (all), kept = 0;
  qsort (all, count, sizeof *all, text_compare_listed);
  for (size_t i = 0; i < count; i++) {
    if (kept > 0 && strcmp (all[kept - 1], all[i]) == 0)
      free (all[i]);
    else
      all[kept++] = all[i];
  }
  all[kept] = NULL;
  return all;
}

bool
policy_may_audit (const struct policy *p, const struct policy_domain *domain, const char *person)
{
  if (domain->auditors == NULL || domain->auditors[0] == NULL)
    return true;
  const char *open = strrchr (person, '<');
  struct strbuf address = STRBUF_INIT;
  if (open != NULL)
    strbuf_add (&address, open + 1, strcspn (open + 1, ">"));
  else
    strbuf_add_text (&address, person);
  char **people = policy_addresses (p, domain->auditors);
  bool found = false;
  for (size_t i = 0; people[i] != NULL && !found; i++)
    found = strcasecmp (people[i], strbuf_text (&address)) == 0;
  text_list_free (people);
  strbuf_release (&address);
  return found;
}
