/* Judging every unit that was read, and gathering what is one function.

   Nothing here grows faster than n log n in the number of units and functions.  */
#include "program.h"

#include "call_graph.h"

#include "command.h"
#include "observers.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* Findings that are there already: a header's function is judged in every unit that
   includes it, and is one finding.  An open-addressed table of indices plus one.  */
struct program_seen {
  size_t *slots;
  size_t size; /* a power of two, or 0 */
};

static uint64_t
hash_text (uint64_t hash, const char *text)
{
  for (; text && *text; text++)
    hash = (hash ^ (unsigned char) *text) * 0x100000001b3u;
  return (hash ^ 0x1f) * 0x100000001b3u;
}

static uint64_t
finding_hash (const struct finding *f)
{
  uint64_t hash = 0xcbf29ce484222325u + (uint64_t) f->rule * 31 + f->line;
  hash = hash_text (hash, f->function);
  hash = hash_text (hash, f->file);
  hash = hash_text (hash, f->message);
  return hash;
}

static bool
finding_equal (const struct finding *a, const struct finding *b)
{
  if (a->rule != b->rule || a->severity != b->severity || a->line != b->line || a->exempted != b->exempted
      || a->notes_count != b->notes_count || !text_equal (a->function, b->function) || !text_equal (a->file, b->file)
      || !text_equal (a->message, b->message))
    return false;
  for (size_t i = 0; i < a->notes_count; i++)
    if (strcmp (a->notes[i], b->notes[i]) != 0)
      return false;
  return true;
}

static void
seen_insert (struct program_seen *seen, const struct findings *findings, size_t index)
{
  size_t slot = finding_hash (&findings->list[index]) & (seen->size - 1);
  while (seen->slots[slot])
    slot = (slot + 1) & (seen->size - 1);
  seen->slots[slot] = index + 1;
}

static bool
seen_has (const struct program_seen *seen, const struct findings *findings, const struct finding *f)
{
  if (seen->size == 0)
    return false;
  for (size_t slot = finding_hash (f) & (seen->size - 1); seen->slots[slot]; slot = (slot + 1) & (seen->size - 1))
    if (finding_equal (&findings->list[seen->slots[slot] - 1], f))
      return true;
  return false;
}

void
program_add_findings (struct program *p, struct findings *findings)
{
  if (!p->seen)
    p->seen = memory_get (sizeof *p->seen);
  for (size_t i = 0; i < findings->count; i++) {
    struct findings one = { &findings->list[i], 1, 1 };
    if (seen_has (p->seen, &p->findings, &findings->list[i])) {
      finding_release (&findings->list[i]);
      continue;
    }
    one.list = memory_get (sizeof *one.list);
    *one.list = findings->list[i];
    findings_move (&p->findings, &one);
    if (2 * p->findings.count > p->seen->size) {
      free (p->seen->slots);
      p->seen->size = p->seen->size ? 2 * p->seen->size : 64;
      p->seen->slots = memory_get (p->seen->size * sizeof *p->seen->slots);
      for (size_t k = 0; k < p->findings.count; k++)
        seen_insert (p->seen, &p->findings, k);
    } else
      seen_insert (p->seen, &p->findings, p->findings.count - 1);
  }
  free (findings->list);
  memset (findings, 0, sizeof *findings);
}

/* Where each unit was found: sorted by the unit's address.  */
struct place {
  const struct unit_facts *unit;
  const struct artefact *artefact;
  const char *member;
  size_t order;
};

static int
place_compare (const void *a, const void *b)
{
  const struct place *x = a, *y = b;
  if (x->unit != y->unit)
    return (uintptr_t) x->unit < (uintptr_t) y->unit ? -1 : 1;
  int order = artefact_rank (x->artefact) - artefact_rank (y->artefact);
  return order ? order : (x->order > y->order) - (x->order < y->order);
}

static struct place *
find_places (const struct inputs *in, size_t *count)
{
  size_t n = 0;
  for (size_t i = 0; i < in->artefacts_count; i++)
    n += in->artefacts[i]->units_count;
  struct place *places = memory_get ((n + 1) * sizeof *places);
  n = 0;
  for (size_t i = 0; i < in->artefacts_count; i++)
    for (size_t u = 0; u < in->artefacts[i]->units_count; u++) {
      places[n].unit = in->artefacts[i]->units[u].unit;
      places[n].artefact = in->artefacts[i];
      places[n].member = in->artefacts[i]->units[u].member;
      places[n].order = n;
      n++;
    }
  qsort (places, n, sizeof *places, place_compare);
  *count = n;
  return places;
}

/* The first place of UNIT: where it was compiled to rather than linked to.  */
static const struct place *
place_of (const struct place *places, size_t count, const struct unit_facts *unit)
{
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if ((uintptr_t) places[middle].unit < (uintptr_t) unit)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && places[low].unit == unit ? &places[low] : NULL;
}

static int
copy_compare (const void *a, const void *b)
{
  const struct copy *x = a, *y = b;
  int order = strcmp (x->facts->name, y->facts->name);
  if (order == 0)
    order = text_compare (x->facts->file, y->facts->file);
  if (order == 0)
    order = text_compare (x->unit->source, y->unit->source);
  if (order == 0)
    order = text_compare (x->unit->variant, y->unit->variant);
  /* Units' ids would do, but tell a reader nothing.  */
  if (order == 0)
    order = strcmp (x->artefact ? x->artefact->path : "", y->artefact ? y->artefact->path : "");
  if (order == 0)
    order = memcmp (x->unit->id.bytes, y->unit->id.bytes, sizeof x->unit->id.bytes);
  return order;
}

/* How bad a standing is, for the worst of several copies.  */
static int
standing_rank (enum standing s)
{
  static const enum standing ranks[] = { STANDING_NOT_MARKED,   STANDING_AUDITED,  STANDING_EXEMPT,
                                         STANDING_INCOMPARABLE, STANDING_REVERTED, STANDING_UNAUDITED,
                                         STANDING_CHANGED };
  for (int i = 0; i < (int) (sizeof ranks / sizeof ranks[0]); i++)
    if (ranks[i] == s)
      return i;
  return 0;
}

static void
group_copies (struct program *p)
{
  size_t first = 0;

  if (p->copies_count)
    qsort (p->copies, p->copies_count, sizeof *p->copies, copy_compare);
  p->subjects = memory_get ((p->copies_count + 1) * sizeof *p->subjects);
  for (size_t i = 0; i < p->copies_count; i++) {
    const struct function_facts *f = p->copies[i].facts, *before = p->copies[first].facts;
    struct subject *s;
    if (i == 0 || strcmp (f->name, before->name) != 0 || !text_equal (f->file, before->file)) {
      first = i;
      s = &p->subjects[p->subjects_count++];
      s->first = s->worst = i;
      s->standing = p->copies[i].judgement.standing;
    }
    s = &p->subjects[p->subjects_count - 1];
    s->count++;
    if (standing_rank (p->copies[i].judgement.standing) > standing_rank (s->standing)) {
      s->standing = p->copies[i].judgement.standing;
      s->worst = i;
    }
  }
}

/* Prints the lines of ERR that are not in TOLD yet: many units meet the same broken file.  */
static void
tell_once (const char *err, struct strbuf *told)
{
  while (*err) {
    size_t length = strcspn (err, "\n");
    struct strbuf one;
    strbuf_init (&one);
    strbuf_addf (&one, "%.*s\n", (int) length, err);
    if (length && !strstr (strbuf_text (told), strbuf_text (&one))) {
      message_lines (strbuf_text (&one));
      strbuf_add_text (told, strbuf_text (&one));
    }
    strbuf_release (&one);
    err += length;
    err += *err == '\n';
  }
}

/* Units that were read together know more of each other than each alone.  */
static void
join_units (struct program *p)
{
  if (p->definitions)
    return;
  program_links_init (&p->links, &p->inputs);
  p->definitions = definitions_find (p->inputs.units, p->inputs.units_count, program_links_same, &p->links);
}

bool
program_judge (struct program *p)
{
  struct strbuf err, told;
  size_t places_count, room = 0;
  struct place *places = find_places (&p->inputs, &places_count);
  bool ok = true;

  join_units (p);
  strbuf_init (&err);
  strbuf_init (&told);
  /* The gate looks at every file of the ledger, not only at those that it needs.  */
  if ((p->wants & PROGRAM_LEDGER) && !program_read_ledger (p, &err)) {
    tell_once (strbuf_text (&err), &told);
    ok = false;
  }
  for (size_t u = 0; u < p->inputs.units_count; u++) {
    const struct unit_facts *unit = p->inputs.units[u];
    const struct place *place = place_of (places, places_count, unit);
    struct judgement *judgements;
    struct findings findings;

    strbuf_clear (&err);
    if (!verdict_judge_all (p->policy, p->ledger, unit, &judgements, &err)) {
      tell_once (strbuf_text (&err), &told);
      ok = false;
      continue;
    }
    findings_init (&findings);
    if (!verdict_unit_judged (p->policy, p->ledger, unit, judgements, &findings, &err)) {
      tell_once (strbuf_text (&err), &told);
      ok = false;
    }
    program_add_findings (p, &findings);
    for (size_t i = 0; judgements && i < unit->functions_count; i++) {
      if (judgements[i].standing == STANDING_NOT_MARKED)
        continue;
      if (p->copies_count == room) {
        room = room ? 2 * room : 64;
        p->copies = memory_grow (p->copies, room, sizeof *p->copies);
      }
      struct copy *copy = &p->copies[p->copies_count++];
      memset (copy, 0, sizeof *copy);
      copy->unit = unit;
      copy->facts = &unit->functions[i];
      copy->artefact = place ? place->artefact : NULL;
      copy->member = place ? place->member : NULL;
      copy->judgement = judgements[i];
      memset (&judgements[i], 0, sizeof judgements[i]);
    }
    judgements_free (judgements, unit->functions_count);
  }
  free (places);
  strbuf_release (&err);
  strbuf_release (&told);
  group_copies (p);
  p->unjudged = !ok;
  return ok;
}

void
program_release (struct program *p)
{
  for (size_t i = 0; i < p->copies_count; i++)
    judgement_release (&p->copies[i].judgement);
  free (p->copies);
  free (p->subjects);
  strbuf_release (&p->passed_over);
  findings_release (&p->findings);
  if (p->seen)
    free (p->seen->slots);
  free (p->seen);
  for (size_t i = 0; i < p->paths_count; i++)
    free (p->paths[i]);
  free (p->paths);
  for (size_t i = 0; p->graphs && i < p->inputs.artefacts_count; i++)
    call_graph_free (p->graphs[i]);
  free (p->graphs);
  observers_free (p->observers);
  definitions_free (p->definitions);
  program_links_release (&p->links);
  if (p->inputs_read)
    inputs_release (&p->inputs);
  if (p->ledger_reading) { /* nobody came to judge */
    struct strbuf err;
    strbuf_init (&err);
    program_read_ledger (p, &err);
    strbuf_release (&err);
  }
  if (p->ledger)
    ledger_close (p->ledger);
  if (p->policy)
    policy_free (p->policy);
  memset (p, 0, sizeof *p);
}

/* True if NAME is F's linkage name, what a person writes, or the name within that:
   "rate" or "shop::rate" in "int shop::rate(int)".  */
static bool
name_matches (const char *name, const struct function_facts *f)
{
  size_t length = strlen (name);
  if (strcmp (name, f->name) == 0)
    return true;
  if (!f->shown || length == 0)
    return false;
  if (strcmp (name, f->shown) == 0)
    return true;
  for (const char *at = strstr (f->shown, name); at; at = strstr (at + 1, name))
    if ((at[length] == '(' || (at[length] == ' ' && at[length + 1] == '('))
        && (at == f->shown || strchr (" :*&", at[-1])))
      return true;
  return false;
}

/* True if SELECTOR, "NAME" or "FILE:NAME", means F: by its linkage name, as a person writes it, or by the
   name within that.  */
static bool
selector_matches (const char *selector, const struct function_facts *f)
{
  size_t file = f->file ? strlen (f->file) : 0;
  if (name_matches (selector, f))
    return true;
  return file > 0 && strncmp (selector, f->file, file) == 0 && selector[file] == ':'
         && name_matches (selector + file + 1, f);
}

/* The subjects that SELECTOR means: indices, owned by the caller.  */
static size_t
select_subjects (const struct program *p, const char *selector, size_t **indices)
{
  size_t count = 0;
  *indices = memory_get ((p->subjects_count + 1) * sizeof **indices);
  for (size_t i = 0; i < p->subjects_count; i++)
    if (selector_matches (selector, p->copies[p->subjects[i].first].facts))
      (*indices)[count++] = i;
  return count;
}

bool
program_has_production (const struct program *p, const struct subject *s)
{
  bool production = false;
  for (size_t i = s->first; i < s->first + s->count && !production; i++)
    production = p->copies[i].unit->role != ROLE_TEST;
  return production;
}

/* A file of the ledger about a function called NAME, or NULL.  */
static const struct ledger_file *
file_about (const struct program *p, const char *name)
{
  struct ledger_file **files;
  size_t count;
  struct strbuf quiet = STRBUF_INIT;
  bool found = p->ledger && ledger_lookup (p->ledger, name, &files, &count, &quiet) && count;
  strbuf_release (&quiet);
  return found ? files[0] : NULL;
}

bool
program_select_one (const struct program *p, const char *command, const char *selector, size_t *index)
{
  size_t *found;
  size_t count = select_subjects (p, selector, &found);

  if (count == 1)
    *index = found[0];
  else if (count > 1) {
    message_error ("%s: '%s' may mean any of these; say which:", command, selector);
    for (size_t i = 0; i < count; i++) {
      const struct function_facts *f = p->copies[p->subjects[found[i]].first].facts;
      struct strbuf word;
      strbuf_init (&word);
      if (f->file)
        strbuf_addf (&word, "%s:", f->file);
      strbuf_add_text (&word, f->name);
      struct strbuf quoted;
      strbuf_init (&quoted);
      verdict_shell_quote (strbuf_text (&word), &quoted);
      message_error ("  %s", strbuf_text (&quoted));
      strbuf_release (&word);
      strbuf_release (&quoted);
    }
  } else {
    const struct function_facts *unmarked = NULL;
    for (size_t u = 0; u < p->inputs.units_count && !unmarked; u++)
      for (size_t i = 0; i < p->inputs.units[u]->functions_count && !unmarked; i++)
        if (selector_matches (selector, &p->inputs.units[u]->functions[i]))
          unmarked = &p->inputs.units[u]->functions[i];
    if (unmarked) {
      const struct ledger_file *file = file_about (p, unmarked->name);
      message_error ("%s: '%s' (%s:%u) is not marked load-bearing%s%s", command, function_shown (unmarked),
                     unmarked->file ? unmarked->file : "?", unmarked->line,
                     file && file->path ? ", though the ledger speaks of it: " : "",
                     file && file->path ? program_shown_path (file->path) : "");
    } else
      message_error ("%s: no load-bearing function '%s' in %s%s; build it, or name where it was built", command,
                     selector, p->paths_count ? program_shown_path (p->paths[0]) : ".",
                     p->paths_count > 1 ? " and the other paths" : "");
  }
  free (found);
  return count == 1;
}
