/* What matches nothing any more (stale-audit, stale-rule), and what was only renamed.  */
#include "program.h"

#include <stdlib.h>
#include <string.h>

static int
pointer_compare (const void *a, const void *b)
{
  uintptr_t x = *(const uintptr_t *) a, y = *(const uintptr_t *) b;
  return (x > y) - (x < y);
}

struct known_function {
  const char *name, *file;
};

static int
known_compare (const void *a, const void *b)
{
  const struct known_function *x = a, *y = b;
  int order = strcmp (x->name, y->name);
  return order ? order : strcmp (x->file, y->file);
}

/* Every function that was read, sorted; owned by the caller.  */
static struct known_function *
known_functions (const struct program *p, size_t *count)
{
  size_t room = 0;
  for (size_t u = 0; u < p->inputs.units_count; u++)
    room += p->inputs.units[u]->functions_count;
  struct known_function *known = memory_get ((room + 1) * sizeof *known);
  *count = 0;
  for (size_t u = 0; u < p->inputs.units_count; u++)
    for (size_t i = 0; i < p->inputs.units[u]->functions_count; i++) {
      const struct function_facts *f = &p->inputs.units[u]->functions[i];
      known[(*count)++] = (struct known_function){ f->name, f->file ? f->file : "" };
    }
  qsort (known, *count, sizeof *known, known_compare);
  return known;
}

static void
stale_audits (struct program *p, struct findings *out)
{
  enum severity severity = policy_severity (p->policy, RULE_STALE_AUDIT, NULL, TRACK_PRODUCTION);
  struct ledger_file **files;
  size_t files_count, used_count = 0, known_count = 0;
  struct strbuf err;

  if (severity == SEVERITY_OFF)
    return;
  strbuf_init (&err);
  /* Broken files were told when the functions were judged.  */
  ledger_all (p->ledger, &files, &files_count, &err);
  strbuf_release (&err);

  uintptr_t *used = memory_get ((p->copies_count + 1) * sizeof *used);
  for (size_t i = 0; i < p->copies_count; i++)
    if (p->copies[i].judgement.file)
      used[used_count++] = (uintptr_t) p->copies[i].judgement.file;
  qsort (used, used_count, sizeof *used, pointer_compare);
  struct known_function *known = NULL;

  for (size_t i = 0; i < files_count; i++) {
    uintptr_t address = (uintptr_t) files[i];
    struct known_function key = { files[i]->function, files[i]->file ? files[i]->file : "" };
    if (!ledger_newest (files[i]) || bsearch (&address, used, used_count, sizeof *used, pointer_compare))
      continue;
    if (!known) /* mostly nobody asks */
      known = known_functions (p, &known_count);
    if (bsearch (&key, known, known_count, sizeof *known, known_compare))
      continue;
    struct finding *n = findings_add (out, RULE_STALE_AUDIT, severity, NULL);
    n->function = memory_copy_text (files[i]->function);
    n->domain = memory_copy_text (files[i]->domain);
    if (files[i]->path)
      n->file = policy_relative (p->policy, files[i]->path);
    finding_message (n,
                     "the ledger speaks of " QUOTE_OPEN "%s" QUOTE_CLOSE " in %s, which no product contains any more",
                     files[i]->function, files[i]->file ? files[i]->file : "?");
    if (n->file) {
      struct strbuf quoted;
      strbuf_init (&quoted);
      verdict_shell_quote (n->file, &quoted);
      finding_command (n, "git rm %s", strbuf_text (&quoted));
      strbuf_release (&quoted);
    }
  }
  free (used);
  free (known);
}

static void
stale_rules (struct program *p, struct findings *out)
{
  enum severity severity = policy_severity (p->policy, RULE_STALE_RULE, NULL, TRACK_PRODUCTION);

  for (size_t m = 0; m < p->policy->marks_count && severity != SEVERITY_OFF; m++) {
    const struct policy_mark *mark = &p->policy->marks[m];
    bool matches = false;
    for (size_t u = 0; u < p->inputs.units_count && !matches; u++)
      for (size_t i = 0; i < p->inputs.units[u]->functions_count && !matches; i++) {
        const struct function_facts *f = &p->inputs.units[u]->functions[i];
        matches = policy_mark_covers (p->policy, mark, f->name, f->shown, f->file);
      }
    if (matches)
      continue;
    struct finding *n = findings_add (out, RULE_STALE_RULE, severity, NULL);
    if (p->policy->path)
      n->file = policy_relative (p->policy, p->policy->path);
    n->line = mark->line;
    n->domain = memory_copy_text (mark->domain);
    if (mark->file[0])
      finding_message (n, "no function matches " QUOTE_OPEN "%s" QUOTE_CLOSE " in " QUOTE_OPEN "%s" QUOTE_CLOSE,
                       mark->function, mark->file);
    else
      finding_message (n, "no function matches " QUOTE_OPEN "%s" QUOTE_CLOSE, mark->function);
    finding_note (n, "correct or remove this entry of `mark`");
    finding_command (n, "loadbearing explain --rule stale-rule");
  }
}

void
program_rule_stale (struct program *p, struct findings *out)
{
  /* "Matches nothing" can be said only where everything was read.  */
  if (!p->whole)
    return;
  stale_audits (p, out);
  stale_rules (p, out);
}

/* An audited state, by the digest of its source.  */
struct audited_source {
  const struct digest *source;
  const struct ledger_file *file;
  const struct ledger_state *state;
};

static int
source_compare (const void *a, const void *b)
{
  const struct audited_source *x = a, *y = b;
  return memcmp (x->source->bytes, y->source->bytes, sizeof x->source->bytes);
}

static struct audited_source *
audited_sources (struct program *p, size_t *count)
{
  struct ledger_file **files;
  struct audited_source *list = NULL;
  size_t files_count, room = 0;
  struct strbuf err;

  *count = 0;
  strbuf_init (&err);
  ledger_all (p->ledger, &files, &files_count, &err);
  strbuf_release (&err);
  for (size_t i = 0; i < files_count; i++)
    for (size_t s = 0; s < files[i]->states_count; s++)
      for (size_t v = 0; v < files[i]->states[s].seen_count; v++) {
        const struct digest *source = &files[i]->states[s].seen[v].aspects[ASPECT_SOURCE];
        if (!digest_known (source) || !ledger_audit_of (files[i], files[i]->states[s].id))
          continue;
        if (*count == room) {
          room = room ? 2 * room : 64;
          list = memory_grow (list, room, sizeof *list);
        }
        list[*count].source = source;
        list[*count].file = files[i];
        list[*count].state = &files[i]->states[s];
        ++*count;
      }
  if (list)
    qsort (list, *count, sizeof *list, source_compare);
  return list;
}

void
program_rule_renamed (struct program *p)
{
  struct audited_source *list = NULL;
  size_t count = 0;
  bool read = false;

  for (size_t i = 0; i < p->copies_count; i++) {
    const struct copy *c = &p->copies[i];
    struct audited_source key = { &c->facts->aspects[ASPECT_SOURCE], NULL, NULL };
    const struct ledger_file *former = NULL;

    if (c->judgement.standing != STANDING_UNAUDITED || !digest_known (key.source))
      continue;
    if (!read) {
      list = audited_sources (p, &count);
      read = true;
    }
    const struct audited_source *hit = count ? bsearch (&key, list, count, sizeof *list, source_compare) : NULL;
    for (; hit > list && source_compare (hit - 1, &key) == 0; hit--)
      ;
    for (; hit && hit < list + count && source_compare (hit, &key) == 0 && !former; hit++) {
      struct compared compared;
      if (strcmp (hit->file->domain, c->facts->domain) != 0 || strcmp (hit->file->function, c->facts->name) == 0)
        continue;
      verdict_compare (policy_domain (p->policy, c->facts->domain), c->unit, c->facts, hit->state, NULL, &compared);
      if (compared.result == COMPARE_EQUAL)
        former = hit->file;
      compared_release (&compared);
    }
    if (!former)
      continue;
    for (size_t k = 0; k < p->findings.count; k++) {
      struct finding *n = &p->findings.list[k];
      if (n->rule != RULE_UNAUDITED || n->facts != c->facts)
        continue;
      struct strbuf old, now;
      strbuf_init (&old);
      strbuf_init (&now);
      verdict_shell_quote (former->function, &old);
      verdict_selector (c->facts, &now);
      finding_note (n,
                    "it equals the audited " QUOTE_OPEN "%s" QUOTE_CLOSE
                    " of %s: if it was renamed, its audit can be taken along",
                    former->function, former->file ? former->file : "?");
      finding_command (n, "loadbearing certify %s --was %s", strbuf_text (&now), strbuf_text (&old));
      strbuf_release (&old);
      strbuf_release (&now);
    }
  }
  free (list);
}
