/* From functions in the build to entries in the ledger: see entries.h.  */
#include "entries.h"

#include "command.h"
#include "dates.h"
#include "git.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* True if a fresher copy of the same source and variant is among the subject's.  */
static bool
superseded (const struct program *p, const struct subject *s, const struct copy *c)
{
  int rank = artefact_rank (c->artefact);
  for (size_t i = s->first; rank > 0 && i < s->first + s->count; i++) {
    const struct copy *other = &p->copies[i];
    int its = artefact_rank (other->artefact);
    if (its < rank && its <= 1 && text_equal (other->unit->source, c->unit->source)
        && text_equal (other->unit->variant, c->unit->variant))
      return true;
  }
  return false;
}

/* Whether C is in STATE as far as STATE knows C's variant; *KNOWS is false if it does not.  Copies that differ in nothing but what other
   units' objects begin with (two programs have their own) are one state, which holds them all.  */
static enum comparison
compare_copy (const struct copy *c, const struct ledger_state *state, bool *knows, char **cause)
{
  struct compared compared;
  verdict_compare (NULL, c->unit, c->facts, state, NULL, &compared);
  enum comparison result = compared.result;
  *knows = compared.seen != NULL;
  if (compared.only_definitions)
    result = COMPARE_EQUAL;
  free (*cause);
  *cause = memory_copy_text (compared.cause);
  compared_release (&compared);
  return result;
}

static void
state_add_seen (struct ledger_state *state, const struct copy *c)
{
  struct ledger_seen seen;
  size_t at = state->seen_count;
  ledger_seen_from_facts (c->unit, c->facts, &seen);
  state->seen = memory_grow (state->seen, state->seen_count + 1, sizeof *state->seen);
  for (; at > 0 && strcmp (state->seen[at - 1].variant, seen.variant) > 0; at--)
    state->seen[at] = state->seen[at - 1];
  state->seen[at] = seen;
  state->seen_count++;
}

static void
describe_copy (const struct copy *c, struct strbuf *out)
{
  strbuf_addf (out, "  compiled in %s, variant '%s', %s%s%s", c->unit->source, c->unit->variant, c->unit->compiler,
               c->unit->options && c->unit->options[0] ? ", " : "", c->unit->options ? c->unit->options : "");
  if (c->artefact)
    strbuf_addf (out, ": %s%s%s%s", program_shown_path (c->artefact->path), c->member ? "(" : "",
                 c->member ? c->member : "", c->member ? ")" : "");
  strbuf_add_char (out, '\n');
}

/* git's blob of each file of the program's functions, asked for together when the first is
   needed: starting git for each of them would take longer than all the rest.  */
static struct {
  const char **files; /* sorted */
  char **blobs;
  size_t count;
  const struct program *program;
} blobs;

static void
ask_blobs (const struct program *p)
{
  size_t kept = 0;
  blobs.program = p;
  blobs.files = memory_get ((p->copies_count + 1) * sizeof *blobs.files);
  for (size_t i = 0; i < p->copies_count; i++)
    if (p->copies[i].facts->file)
      blobs.files[blobs.count++] = p->copies[i].facts->file;
  qsort (blobs.files, blobs.count, sizeof *blobs.files, text_compare_listed);
  for (size_t i = 0; i < blobs.count; i++)
    if (i == 0 || strcmp (blobs.files[i], blobs.files[kept - 1]) != 0)
      blobs.files[kept++] = blobs.files[i];
  blobs.count = kept;
  blobs.blobs = memory_get ((kept + 1) * sizeof *blobs.blobs);
  git_blobs (p->policy->root, blobs.files, kept, blobs.blobs);
}

static char *
blob_of (const struct program *p, const char *file)
{
  const char **found;
  if (!file || !p->policy->root)
    return NULL;
  if (blobs.program != p)
    ask_blobs (p);
  found = bsearch (&file, blobs.files, blobs.count, sizeof *blobs.files, text_compare_listed);
  return found ? memory_copy_text (blobs.blobs[found - blobs.files]) : NULL;
}

static void
forget_blobs (void)
{
  for (size_t i = 0; i < blobs.count; i++)
    free (blobs.blobs[i]);
  free (blobs.files);
  free (blobs.blobs);
  memset (&blobs, 0, sizeof blobs);
}

bool
copy_is_older (const struct program *p, const struct copy *c)
{
  struct strbuf path;
  struct stat source, built;
  bool older = false;

  if (!c->facts->file || !c->artefact || !p->policy->root)
    return false;
  strbuf_init (&path);
  if (c->facts->file[0] != '/')
    strbuf_addf (&path, "%s/", p->policy->root);
  strbuf_add_text (&path, c->facts->file);
  if (stat (strbuf_text (&path), &source) == 0 && stat (c->artefact->path, &built) == 0)
    older = built.st_mtim.tv_sec < source.st_mtim.tv_sec
            || (built.st_mtim.tv_sec == source.st_mtim.tv_sec && built.st_mtim.tv_nsec < source.st_mtim.tv_nsec);
  strbuf_release (&path);
  return older;
}

void
states_of (const struct program *p, const struct subject *s, bool all, struct states *states, struct strbuf *conflict)
{
  struct ledger_file what;
  char *cause = NULL;

  memset (states, 0, sizeof *states);
  ledger_file_for (p->copies[s->first].facts, &what);
  for (size_t i = s->first; i < s->first + s->count; i++) {
    const struct copy *c = &p->copies[i];
    size_t place;
    bool knows = false;

    if (!all && superseded (p, s, c))
      continue;
    /* A state that is equal for this variant, or else one that does not know the variant.  */
    for (place = 0; place < states->count; place++)
      if (compare_copy (c, &states->list[place], &knows, &cause) == COMPARE_EQUAL)
        break;
    if (place < states->count) {
      for (size_t v = 0; v < states->list[place].seen_count; v++)
        if (text_equal (states->list[place].seen[v].variant, c->unit->variant))
          ledger_seen_add_definitions (&states->list[place].seen[v], c->facts);
      continue;
    }
    for (place = 0; place < states->count; place++) {
      compare_copy (c, &states->list[place], &knows, &cause);
      if (!knows)
        break;
    }
    if (place == states->count) {
      if (states->count > 0 && conflict) {
        if (conflict->length == 0)
          describe_copy (states->from[0], conflict);
        describe_copy (c, conflict);
      }
      states->list = memory_grow (states->list, states->count + 1, sizeof *states->list);
      states->from = memory_grow (states->from, states->count + 1, sizeof *states->from);
      memset (&states->list[states->count], 0, sizeof *states->list);
      states->from[states->count++] = c;
    }
    state_add_seen (&states->list[place], c);
  }
  free (cause);
  for (size_t i = 0; i < states->count; i++) {
    /* The text on disk is what was compiled only if it was not written since.  */
    if (!copy_is_older (p, states->from[i]))
      states->list[i].blob = blob_of (p, states->from[i]->facts->file);
    states->list[i].id = ledger_state_id (&what, &states->list[i]);
  }
}

void
states_release (struct states *states)
{
  for (size_t i = 0; i < states->count; i++)
    ledger_state_release (&states->list[i]);
  free (states->list);
  free (states->from);
  memset (states, 0, sizeof *states);
}

void
ledger_file_for (const struct function_facts *f, struct ledger_file *what)
{
  memset (what, 0, sizeof *what);
  what->function = f->name;
  what->file = f->file;
  what->is_static = (f->flags & FUNCTION_STATIC) != 0;
  what->domain = f->domain;
}

const struct ledger_file *
ledger_file_about (const struct program *p, const struct function_facts *f)
{
  struct ledger_file **files;
  const struct ledger_file *moved = NULL;
  size_t count;
  struct strbuf err;

  strbuf_init (&err);
  if (!ledger_lookup (p->ledger, f->name, &files, &count, &err))
    count = 0;
  strbuf_release (&err);
  for (size_t i = 0; i < count; i++) {
    if (strcmp (files[i]->domain, f->domain) != 0)
      continue;
    if (text_equal (files[i]->file, f->file))
      return files[i];
    if (files[i]->file && !(f->flags & FUNCTION_STATIC) && !verdict_file_exists (p->policy, files[i]->file))
      moved = files[i];
  }
  return moved;
}

void
entry_date (const struct ledger_file *file, char *out)
{
  const char *newest = NULL;
  char today[11];

  date_today (today);
  for (size_t i = 0; file && i < file->entries_count; i++)
    if (date_valid (file->entries[i].date) && (!newest || strcmp (file->entries[i].date, newest) > 0))
      newest = file->entries[i].date;
  if (!newest || strncmp (newest, today, 10) != 0) {
    strcpy (out, today);
    return;
  }
  date_time_now (out);
  if (strcmp (out, newest) <= 0)
    date_time_after (newest, out);
}

bool
exemption_date_allowed (const struct policy *policy, const char *until, struct strbuf *err)
{
  char today[11];
  date_today (today);
  if (!date_valid (until) || strlen (until) != 10) {
    strbuf_addf (err, "--until takes a date such as 2026-12-31, not '%s'\n", until);
    return false;
  }
  long days = date_day (until) - date_day (today);
  if (days < 0) {
    strbuf_addf (err, "--until %s is past: today is %s\n", until, today);
    return false;
  }
  if (policy->exemption_max_days && days > (long) policy->exemption_max_days) {
    strbuf_addf (err, "--until %s is %ld days ahead; the policy allows exemptions of at most %u days\n", until, days,
                 policy->exemption_max_days);
    return false;
  }
  return true;
}

/* True if some copy that is in STATE is excused or audited already, and for as long.  */
static bool
needs_exemption (const struct program *p, const struct subject *s, const struct ledger_state *state, const char *until)
{
  char *cause = NULL;
  bool needs = false;
  for (size_t i = s->first; i < s->first + s->count && !needs; i++) {
    const struct copy *c = &p->copies[i];
    const struct judgement *j = &c->judgement;
    bool knows;
    if (compare_copy (c, state, &knows, &cause) != COMPARE_EQUAL)
      continue;
    if (j->standing == STANDING_AUDITED)
      continue;
    needs = j->standing != STANDING_EXEMPT || j->compared.definitions_unknown || !j->entry->until
            || strcmp (j->entry->until, until) < 0;
  }
  free (cause);
  return needs;
}

bool
exempt_subject (const struct program *p, const struct subject *s, const char *person, const char *until,
                const char *reason, size_t *written, struct strbuf *err)
{
  const struct function_facts *f = p->copies[s->first].facts;
  struct states states;
  struct ledger_file what;
  bool ok = true;

  states_of (p, s, true, &states, NULL);
  ledger_file_for (f, &what);
  for (size_t i = 0; i < states.count && ok; i++) {
    char date[21];
    struct ledger_entry entry;
    const struct ledger_file *about = ledger_file_about (p, f);
    if (!needs_exemption (p, s, &states.list[i], until))
      continue;
    if (about && ledger_state_revoked (about, states.list[i].id)) {
      strbuf_addf (err,
                   "exempt: this state of '%s' was withdrawn, and a withdrawn state cannot be excused: change the "
                   "function first\n",
                   f->shown ? f->shown : f->name);
      ok = false;
      break;
    }
    entry_date (ledger_file_about (p, f), date);
    memset (&entry, 0, sizeof entry);
    entry.kind = ENTRY_EXEMPT;
    entry.state = states.list[i].id;
    entry.by = (char *) person;
    entry.date = date;
    entry.until = (char *) until;
    entry.reason = (char *) reason;
    ok = ledger_add (p->policy->ledger, &what, &entry, &states.list[i], err);
    *written += ok;
  }
  states_release (&states);
  return ok;
}

bool
entry_writing_open (struct entry_writing *w, const char *command, const struct words *paths, unsigned wants)
{
  w->person = NULL;
  strbuf_init (&w->err);
  if (!program_open (&w->program, paths, wants) || (!(wants & PROGRAM_NO_INPUTS) && !program_judge (&w->program)))
    return false;
  if (!w->program.policy->path)
    strbuf_addf (&w->err, "%s: there is no policy, and so no ledger; run: loadbearing init\n", command);
  return w->program.policy->path != NULL;
}

void
entry_writing_close (struct entry_writing *w)
{
  message_lines (strbuf_text (&w->err));
  strbuf_release (&w->err);
  free (w->person);
  forget_blobs ();
  program_release (&w->program);
}
