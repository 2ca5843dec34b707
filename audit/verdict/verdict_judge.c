/* Judging functions by the ledger: which file speaks of a function, which of its
   states the function is in, and what that makes of it.

   A dependency that carries its own audit does not count (the cut), and whether
   it carries one is itself a judgement of the same unit.  Functions may call each
   other in circles, so this is no recursion but a least fixed point: nobody is
   taken for audited at first, and everybody is judged again until no further
   function turns out to be.  The result does not depend on any order, and two
   functions never vouch for each other only.  */
#include "verdict.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
verdict_gates (const struct unit_facts *unit, const struct function_facts *f)
{
  if (!(f->flags & FUNCTION_MARKED) || !f->domain)
    return false;
  if (unit->role == ROLE_TEST)
    return f->origin == MARK_ATTRIBUTE || f->origin == MARK_PRAGMA;
  return true;
}

void
judgement_release (struct judgement *j)
{
  free (j->audits);
  compared_release (&j->compared);
  memset (j, 0, sizeof *j);
}

void
judgements_free (struct judgement *list, size_t count)
{
  if (!list)
    return;
  for (size_t i = 0; i < count; i++)
    judgement_release (&list[i]);
  free (list);
}

bool
verdict_entry_newer (const struct ledger_entry *a, const struct ledger_entry *b)
{
  size_t day = strcspn (a->date, "T");
  /* Times count only where both have one: a bare date says nothing about the hour.  */
  int order;
  if (strchr (a->date, 'T') && strchr (b->date, 'T'))
    order = strcmp (a->date, b->date);
  else if (strcspn (b->date, "T") == day)
    order = strncmp (a->date, b->date, day);
  else
    order = strcmp (a->date, b->date);
  if (order != 0)
    return order > 0;
  bool after = a->from && strcmp (a->from, b->state) == 0;
  bool before = b->from && strcmp (b->from, a->state) == 0;
  if (after != before)
    return after;
  /* A certified away from B and B away from A on one day, or neither: the one with a time
     was written later, because a time is written only to come after a bare date.  */
  return strchr (a->date, 'T') && !strchr (b->date, 'T');
}

struct judging {
  const struct policy *policy;
  const struct unit_facts *unit;
  const struct function_facts *function; /* being judged */
  const bool *audited;                   /* by index in the unit, as far as known */
};

/* The cut for J->function: another function of the unit, load-bearing, in a domain that
   demands at least as much, and audited.  */
static bool
judging_is_cut (const char *name, const void *data)
{
  const struct judging *j = data;
  const struct function_facts *f = unit_facts_find (j->unit, name);
  if (!f || !j->audited[f - j->unit->functions] || f == j->function)
    return false;
  return policy_domain_at_least (j->policy, f->domain, j->function->domain);
}

bool
verdict_file_exists (const struct policy *policy, const char *file)
{
  struct strbuf path;
  strbuf_init (&path);
  if (file[0] != '/' && policy->root)
    strbuf_addf (&path, "%s/", policy->root);
  strbuf_add_text (&path, file);
  bool there = access (strbuf_text (&path), F_OK) == 0;
  strbuf_release (&path);
  return there;
}

static bool
has_unrevoked (const struct ledger_file *file)
{
  return ledger_newest (file) != NULL;
}

/* Every audit of the state ID, which is not revoked.  */
static void
add_audits (const struct ledger_file *file, const char *id, struct judgement *j)
{
  for (size_t i = 0; i < file->entries_count; i++)
    if (file->entries[i].kind == ENTRY_AUDIT && strcmp (file->entries[i].state, id) == 0) {
      j->audits = memory_grow (j->audits, j->audits_count + 1, sizeof *j->audits);
      j->audits[j->audits_count++] = &file->entries[i];
    }
}

/* How a function stands against one state of a file, as far as other states need to know.  */
struct stand {
  bool changed, equal;
  bool unknown;          /* equal, as far as it is known: what some object began with is not */
  bool only_definitions; /* nothing moved but what other units' objects begin with */
};

/* The newer of the unrevoked audit and exemption of FILE's state at I, or NULL.  */
static const struct ledger_entry *
last_entry (const struct ledger_file *file, size_t i)
{
  const struct ledger_entry *a = ledger_audit_of (file, file->states[i].id),
                            *e = ledger_exemption_of (file, file->states[i].id);
  return a && e ? verdict_entry_newer (e, a) ? e : a : a ? a : e;
}

/* Whether a state that was entered after the one at I, and that knows more of what objects began with, says that one of these is another
   now: then the one that does not know it is no match.  */
static bool
is_known_better (const struct ledger_file *file, const struct stand *stands, size_t i)
{
  const struct ledger_entry *mine = stands[i].unknown ? last_entry (file, i) : NULL;
  for (size_t k = 0; mine && k < file->states_count; k++) {
    const struct ledger_entry *other = stands[k].only_definitions ? last_entry (file, k) : NULL;
    if (other && verdict_entry_newer (other, mine))
      return true;
  }
  return false;
}

/* Looks for the state of FILE in which the function is.  True if there is one; J then
   holds it, its entry, the comparison, and whether a newer audit replaced it.  */
static bool
match_states (const struct judging *context, const struct verdict_cut *cut, const struct ledger_file *file,
              struct judgement *j)
{
  const struct policy_domain *domain = policy_domain (context->policy, context->function->domain);
  const struct ledger_entry *audit = NULL, *exemption = NULL;
  struct stand *stands = memory_get ((file->states_count + 1) * sizeof *stands);

  for (size_t i = 0; i < file->states_count; i++) {
    struct compared compared;
    verdict_compare (domain, context->unit, context->function, &file->states[i], cut, &compared);
    stands[i] = (struct stand){ compared.result == COMPARE_CHANGED, compared.result == COMPARE_EQUAL,
                                compared.definitions_unknown != NULL, compared.only_definitions };
    compared_release (&compared);
  }
  for (size_t i = 0; i < file->states_count; i++) {
    const struct ledger_state *state = &file->states[i];
    if (stands[i].equal && !is_known_better (file, stands, i)) {
      const struct ledger_entry *a = ledger_audit_of (file, state->id);
      const struct ledger_entry *e = ledger_exemption_of (file, state->id);
      if (a && (!audit || verdict_entry_newer (a, audit)))
        audit = a;
      if (a)
        add_audits (file, state->id, j);
      if (e && (!exemption || verdict_entry_newer (e, exemption)))
        exemption = e;
      if (ledger_state_revoked (file, state->id))
        for (size_t k = 0; k < file->entries_count; k++)
          if (file->entries[k].kind == ENTRY_REVOKE && strcmp (file->entries[k].state, state->id) == 0) {
            j->revoked = &file->entries[k];
            j->withdrawn = true;
          }
    }
  }

  /* Replaced: a newer audit of a state that the function is known not to be in.  A newer
     audit of another variant says nothing about this one.  */
  const struct ledger_entry *candidates[2] = { audit, exemption }, *newer[2] = { NULL, NULL };
  for (int c = 0; c < 2; c++)
    for (size_t i = 0; candidates[c] && i < file->states_count; i++) {
      const struct ledger_entry *other = stands[i].changed ? ledger_audit_of (file, file->states[i].id) : NULL;
      if (other && verdict_entry_newer (other, newer[c] ? newer[c] : candidates[c]))
        newer[c] = other;
    }
  free (stands);

  if (audit && !newer[0]) {
    j->standing = STANDING_AUDITED;
    j->entry = audit;
  } else if (exemption && !newer[1]) {
    j->standing = STANDING_EXEMPT;
    j->entry = exemption;
  } else if (audit || exemption) {
    j->standing = STANDING_REVERTED;
    j->entry = audit ? audit : exemption;
    j->newer = audit ? newer[0] : newer[1];
  } else
    return false;
  j->file = file;
  j->state = ledger_find_state (file, j->entry->state);
  verdict_compare (domain, context->unit, context->function, j->state, cut, &j->compared);
  return true;
}

/* No state matches: stands against the newest entry of FILE.  */
static void
stand_against (const struct judging *context, const struct verdict_cut *cut, const struct ledger_file *file,
               struct judgement *j)
{
  j->file = file;
  j->entry = ledger_newest (file);
  j->state = ledger_find_state (file, j->entry->state);
  if (!j->state) {
    /* A reader refuses such a file; a caller that built one gets the safe answer.  */
    j->standing = STANDING_CHANGED;
    j->compared.result = COMPARE_CHANGED;
    j->compared.body_moved = true;
    j->compared.view = ASPECT_COUNT;
    return;
  }
  verdict_compare (policy_domain (context->policy, context->function->domain), context->unit, context->function,
                   j->state, cut, &j->compared);
  j->standing = j->compared.result == COMPARE_INCOMPARABLE ? STANDING_INCOMPARABLE : STANDING_CHANGED;
}

/* The last revocation in FILE, or NULL.  */
static const struct ledger_entry *
last_revocation (const struct ledger_file *file)
{
  const struct ledger_entry *last = NULL;
  for (size_t i = 0; i < file->entries_count; i++)
    if (file->entries[i].kind == ENTRY_REVOKE && (!last || !verdict_entry_newer (last, &file->entries[i])))
      last = &file->entries[i];
  return last;
}

/* Judges the function that CONTEXT names against FILES, all about functions of its name.  */
static void
judge_function (const struct judging *context, struct ledger_file **files, size_t count, struct judgement *j)
{
  const struct function_facts *f = context->function;
  const struct verdict_cut cut = { judging_is_cut, context };
  const struct ledger_file *here = NULL, *only = NULL, *elsewhere = NULL;
  size_t others = 0;
  bool is_static = (f->flags & FUNCTION_STATIC) != 0;

  memset (j, 0, sizeof *j);
  j->standing = STANDING_UNAUDITED;
  for (size_t i = 0; i < count; i++)
    if (strcmp (files[i]->domain, f->domain) == 0 && files[i]->file && f->file && strcmp (files[i]->file, f->file) == 0
        && (!here || has_unrevoked (files[i])))
      here = files[i];
  if (here && has_unrevoked (here)) {
    if (!match_states (context, &cut, here, j))
      stand_against (context, &cut, here, j);
    return;
  }

  /* Not known under this file: it may have moved here.  */
  for (size_t i = 0; i < count; i++) {
    if (files[i] == here || !has_unrevoked (files[i]))
      continue;
    elsewhere = files[i];
    if (strcmp (files[i]->domain, f->domain) != 0 || files[i]->is_static != is_static)
      continue;
    if (match_states (context, &cut, files[i], j))
      return;
    others++;
    only = files[i];
  }
  if (!is_static && !here && others == 1 && (!only->file || !verdict_file_exists (context->policy, only->file))) {
    /* Moved and changed.  */
    stand_against (context, &cut, only, j);
    return;
  }
  j->elsewhere = elsewhere;
  /* Nothing stands: is it this state that was withdrawn, or another one?  */
  if (here && !has_unrevoked (here))
    match_states (context, &cut, here, j);
  if (here && !j->revoked)
    j->revoked = last_revocation (here);
}

/* True if some function of UNIT is to be judged.  */
static bool
gates_any (const struct unit_facts *unit)
{
  for (size_t i = 0; i < unit->functions_count; i++)
    if (verdict_gates (unit, &unit->functions[i]))
      return true;
  return false;
}

bool
verdict_judge_all (const struct policy *policy, struct ledger *ledger, const struct unit_facts *unit,
                   struct judgement **list, struct strbuf *err)
{
  size_t count = unit->functions_count;
  bool ok = true, again = true;

  *list = NULL;
  if (!gates_any (unit))
    return true;
  struct judgement *judgements = memory_get ((count + 1) * sizeof *judgements);
  bool *audited = memory_get (count + 1);
  while (again && ok) {
    again = false;
    for (size_t i = 0; i < count; i++) {
      const struct function_facts *f = &unit->functions[i];
      struct ledger_file **files;
      size_t files_count;

      if (audited[i] || !verdict_gates (unit, f))
        continue;
      if (!ledger_lookup (ledger, f->name, &files, &files_count, err)) {
        ok = false;
        continue;
      }
      struct judging context = { policy, unit, f, audited };
      judgement_release (&judgements[i]);
      judge_function (&context, files, files_count, &judgements[i]);
      if (judgements[i].standing == STANDING_AUDITED)
        audited[i] = again = true;
    }
  }
  free (audited);
  if (!ok) {
    judgements_free (judgements, count);
    return false;
  }
  *list = judgements;
  return true;
}

bool
verdict_judge (const struct policy *policy, struct ledger *ledger, const struct unit_facts *unit,
               const struct function_facts *function, struct judgement *judgement, struct strbuf *err)
{
  struct judgement *list;
  size_t index = (size_t) (function - unit->functions);

  memset (judgement, 0, sizeof *judgement);
  if (!verdict_judge_all (policy, ledger, unit, &list, err))
    return false;
  if (list) {
    *judgement = list[index];
    memset (&list[index], 0, sizeof list[index]);
  }
  judgements_free (list, unit->functions_count);
  return true;
}
