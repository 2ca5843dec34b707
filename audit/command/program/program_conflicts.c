/* Copies of one function that disagree: within one link unit, where the linker keeps one
   of them by chance (conflicting-definitions), and a function that one unit marks and
   another does not (unmarked).  */
#include "program.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* A function as one unit has it.  */
struct record {
  const struct unit_facts *unit;
  const struct function_facts *facts;
};

static int
record_compare (const void *a, const void *b)
{
  const struct record *x = a, *y = b;
  int order = strcmp (x->facts->name, y->facts->name);
  if (order == 0)
    order = text_compare (x->unit->source, y->unit->source);
  if (order == 0)
    order = memcmp (x->unit->id.bytes, y->unit->id.bytes, sizeof x->unit->id.bytes);
  return order;
}

/* True if A and B are known to differ.  What cannot be compared is not known to.  */
static bool
records_differ (const struct record *a, const struct record *b)
{
  const struct digest *x = &a->facts->aspects[ASPECT_SOURCE], *y = &b->facts->aspects[ASPECT_SOURCE];
  bool marked = (a->facts->flags & FUNCTION_MARKED) != 0;

  if (a->unit->scheme != b->unit->scheme || marked != ((b->facts->flags & FUNCTION_MARKED) != 0)
      || !text_equal (a->unit->variant, b->unit->variant))
    return false;
  if (!marked)
    return digest_known (x) && digest_known (y) && x->length == y->length && !digest_equal (x, y);
  /* A load-bearing function has a full record: compare it as with an audited state.  */
  struct ledger_seen seen;
  struct ledger_state state;
  struct compared compared;
  memset (&state, 0, sizeof state);
  ledger_seen_from_facts (a->unit, a->facts, &seen);
  state.seen = &seen;
  state.seen_count = 1;
  verdict_compare (NULL, b->unit, b->facts, &state, NULL, &compared);
  bool differ = compared.result == COMPARE_CHANGED;
  compared_release (&compared);
  ledger_seen_release (&seen);
  return differ;
}

/* The link takes exactly one of the copies: not static, and not one that is weak so that
   another may replace it.  */
static bool
competes (const struct function_facts *f)
{
  return !(f->flags & FUNCTION_STATIC) && (!(f->flags & FUNCTION_WEAK) || (f->flags & FUNCTION_COMDAT));
}

static void
report_conflict (struct program *p, const struct artefact *a, const struct record *x, const struct record *y,
                 struct findings *out)
{
  const struct function_facts *f = x->facts;
  enum severity severity = policy_severity (p->policy, RULE_CONFLICTING_DEFINITIONS, f->domain, x->unit->track);
  if (severity == SEVERITY_OFF)
    return;
  struct finding *n = findings_add (out, RULE_CONFLICTING_DEFINITIONS, severity, f);
  finding_message (n, "definitions of " QUOTE_OPEN "%s" QUOTE_CLOSE " in one program differ", function_shown (f));
  finding_note (n, "%s:%u, compiled in %s", f->file ? f->file : "?", f->line, x->unit->source);
  finding_note (n, "%s:%u, compiled in %s", y->facts->file ? y->facts->file : "?", y->facts->line, y->unit->source);
  finding_note (n, "both are in %s; the linker keeps one", program_shown_path (a->path));
  finding_command (n, "loadbearing explain --rule conflicting-definitions");
}

static void
conflicts_in (struct program *p, const struct artefact *a, struct findings *out)
{
  size_t count = 0, room = 0;
  struct record *records;

  if (a->units_count < 2)
    return; /* a unit cannot disagree with itself */
  for (size_t u = 0; u < a->units_count; u++)
    room += a->units[u].unit->functions_count;
  records = memory_get ((room + 1) * sizeof *records);
  for (size_t u = 0; u < a->units_count; u++)
    for (size_t i = 0; i < a->units[u].unit->functions_count; i++)
      if (competes (&a->units[u].unit->functions[i])) {
        records[count].unit = a->units[u].unit;
        records[count].facts = &a->units[u].unit->functions[i];
        count++;
      }
  qsort (records, count, sizeof *records, record_compare);
  for (size_t i = 0; i < count;) {
    size_t end = i + 1;
    while (end < count && strcmp (records[end].facts->name, records[i].facts->name) == 0)
      end++;
    /* Against the first copy only: one that differs is enough to know.  */
    for (size_t k = i + 1; k < end; k++)
      if (records[k].unit != records[i].unit && records_differ (&records[i], &records[k])) {
        report_conflict (p, a, &records[i], &records[k], out);
        break;
      }
    i = end;
  }
  free (records);
}

/* By name, file, then marked ones first.  */
static int
mark_compare (const void *a, const void *b)
{
  const struct record *x = a, *y = b;
  int order = strcmp (x->facts->name, y->facts->name);
  if (order == 0)
    order = text_compare (x->facts->file, y->facts->file);
  if (order == 0)
    order = (int) (y->facts->flags & FUNCTION_MARKED) - (int) (x->facts->flags & FUNCTION_MARKED);
  if (order == 0)
    order = text_compare (x->unit->source, y->unit->source);
  return order;
}

/* A bit for each hash of a name that is marked somewhere: most functions of a program have
   no such name, and need not be sorted.  */
struct name_filter {
  uint64_t *words;
  size_t bits; /* a power of two */
};

static size_t
name_bit (const struct name_filter *filter, const char *name)
{
  return text_hash (name) & (filter->bits - 1);
}

static struct name_filter
marked_names (const struct program *p)
{
  struct name_filter filter = { NULL, 64 };
  while (filter.bits < 32 * p->copies_count)
    filter.bits *= 2;
  filter.words = memory_get (filter.bits / 8);
  for (size_t u = 0; u < p->inputs.units_count; u++)
    for (size_t i = 0; i < p->inputs.units[u]->functions_count; i++) {
      const struct function_facts *f = &p->inputs.units[u]->functions[i];
      if (f->flags & FUNCTION_MARKED) {
        size_t bit = name_bit (&filter, f->name);
        filter.words[bit / 64] |= (uint64_t) 1 << bit % 64;
      }
    }
  return filter;
}

static bool
may_be_marked (const struct name_filter *filter, const char *name)
{
  size_t bit = name_bit (filter, name);
  return filter->words[bit / 64] >> bit % 64 & 1;
}

static void
unmarked_across_units (struct program *p, struct findings *out)
{
  size_t count = 0;
  struct record *records = NULL;

  if (p->copies_count == 0)
    return;
  struct name_filter filter = marked_names (p);
  for (size_t u = 0; u < p->inputs.units_count; u++) {
    const struct unit_facts *unit = p->inputs.units[u];
    for (size_t i = 0; i < unit->functions_count && unit->role != ROLE_TEST; i++) {
      if (!may_be_marked (&filter, unit->functions[i].name))
        continue;
      if ((count & (count - 1)) == 0)
        records = memory_grow (records, count ? 2 * count : 1, sizeof *records);
      records[count].unit = unit;
      records[count].facts = &unit->functions[i];
      count++;
    }
  }
  free (filter.words);
  if (count)
    qsort (records, count, sizeof *records, mark_compare);
  for (size_t i = 0, first = 0; i < count; i++) {
    const struct function_facts *f = records[i].facts, *marked = records[first].facts;
    if (strcmp (f->name, marked->name) != 0 || !text_equal (f->file, marked->file)) {
      first = i;
      continue;
    }
    if (!(marked->flags & FUNCTION_MARKED) || (f->flags & FUNCTION_MARKED))
      continue;
    enum severity severity = policy_severity (p->policy, RULE_UNMARKED, marked->domain, records[i].unit->track);
    if (severity == SEVERITY_OFF)
      continue;
    struct finding *n = findings_add (out, RULE_UNMARKED, severity, f);
    free (n->domain);
    n->domain = memory_copy_text (marked->domain);
    finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is marked load-bearing in one unit and not in another",
                     function_shown (f));
    finding_note (n, "marked in " QUOTE_OPEN "%s" QUOTE_CLOSE " where %s is compiled, unmarked in %s", marked->domain,
                  records[first].unit->source, records[i].unit->source);
    finding_note (n, "mark it in the header that both include, or by a rule of the policy");
    finding_command (n, "loadbearing explain --rule unmarked");
    /* One finding for each function, however many units leave the mark out.  */
    while (i + 1 < count && strcmp (records[i + 1].facts->name, f->name) == 0
           && strcmp (records[i + 1].facts->file ? records[i + 1].facts->file : "", f->file ? f->file : "") == 0)
      i++;
  }
  free (records);
}

/* True if a unit in the inputs is compiled from SOURCE.  */
static bool
was_compiled (const struct program *p, const char *source)
{
  for (size_t u = 0; u < p->inputs.units_count; u++)
    if (p->inputs.units[u]->source && strcmp (p->inputs.units[u]->source, source) == 0)
      return true;
  return false;
}

static bool
is_used (const struct program *p, const struct ledger_file *file)
{
  for (size_t i = 0; i < p->copies_count; i++)
    if (p->copies[i].judgement.file == file)
      return true;
  return false;
}

/* The only definition of FILE's function, unmarked and in another source file; NULL if there is one where the ledger
   says, or a marked one anywhere.  */
static const struct record *
moved_away (const struct record *records, size_t count, const struct ledger_file *file)
{
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp (records[middle].facts->name, file->function) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (size_t i = low; i < count && strcmp (records[i].facts->name, file->function) == 0; i++)
    if ((records[i].facts->flags & FUNCTION_MARKED) != 0 || !records[i].facts->file
        || strcmp (records[i].facts->file, file->file) == 0)
      return NULL;
  return low < count && strcmp (records[low].facts->name, file->function) == 0 ? &records[low] : NULL;
}

/* Every function of the inputs that other units can call, by name; the caller frees the list.  */
static struct record *
public_functions (const struct program *p, size_t *count)
{
  struct record *records = memory_get (sizeof *records);
  *count = 0;
  for (size_t u = 0; u < p->inputs.units_count; u++) {
    const struct unit_facts *unit = p->inputs.units[u];
    for (size_t i = 0; i < unit->functions_count && unit->role != ROLE_TEST; i++) {
      if (unit->functions[i].flags & (FUNCTION_STATIC | FUNCTION_SYSTEM))
        continue;
      if (*count && (*count & (*count - 1)) == 0)
        records = memory_grow (records, 2 * *count, sizeof *records);
      records[*count].unit = unit;
      records[(*count)++].facts = &unit->functions[i];
    }
  }
  qsort (records, *count, sizeof *records, record_compare);
  return records;
}

/* A function that the ledger knows left its source file, which is still compiled, and lost its mark on the way.  One
   unit cannot tell it from another program's function of that name.  */
static void
unmarked_by_moving (struct program *p, struct findings *out)
{
  struct ledger_file **files;
  size_t files_count, count = 0;
  struct record *records = NULL;
  struct strbuf err;

  strbuf_init (&err);
  /* Broken files were told when the functions were judged.  */
  ledger_all (p->ledger, &files, &files_count, &err);
  strbuf_release (&err);
  for (size_t i = 0; i < files_count; i++) {
    const struct ledger_file *file = files[i];
    if (file->is_static || !file->file || !ledger_newest (file) || is_used (p, file) || !was_compiled (p, file->file))
      continue;
    if (!records)
      records = public_functions (p, &count);
    const struct record *moved = moved_away (records, count, file);
    enum severity severity = moved ? policy_severity (p->policy, RULE_UNMARKED, file->domain, moved->unit->track)
                                   : SEVERITY_OFF;
    if (severity == SEVERITY_OFF)
      continue;
    struct finding *n = findings_add (out, RULE_UNMARKED, severity, moved->facts);
    free (n->domain);
    n->domain = memory_copy_text (file->domain);
    finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is in the ledger, but compiled without its mark",
                     function_shown (moved->facts));
    finding_note (n, "the ledger knows it in %s, which is compiled, and defines it no more", file->file);
    finding_note (n, "mark it again: LOAD_BEARING (\"%s\"), or a rule of the policy; or withdraw what the ledger says",
                  file->domain);
    verdict_settle (n, "revoke", moved->facts, " --reason TEXT");
  }
  free (records);
}

void
program_rule_conflicts (struct program *p, struct findings *out)
{
  for (size_t i = 0; i < p->inputs.artefacts_count; i++)
    if (artefact_is_linked (p->inputs.artefacts[i]))
      conflicts_in (p, p->inputs.artefacts[i], out);
  unmarked_across_units (p, out);
  unmarked_by_moving (p, out);
}
