/* reach-changed: what lies deep below audited functions changed since.  One finding for each changed
   callee, with who rests on it.  */
#include "program_reach.h"

#include "command.h"
#include "files.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
program_reach_init (struct program_reach *r, const struct program *p)
{
  memset (r, 0, sizeof *r);
  r->program = p;
}

void
program_reach_release (struct program_reach *r)
{
  reach_graph_free (r->graph);
  memset (r, 0, sizeof *r);
}

static void
reach_now (struct program_reach *r, const struct copy *c, struct reached_list *now)
{
  if (!r->graph)
    r->graph = reach_graph_new (r->program->policy, r->program->inputs.units, r->program->inputs.units_count,
                                r->program->definitions, program_links_same, (void *) &r->program->links);
  reach_of (r->graph, c->unit, c->facts, now);
}

/* What is remembered of C.  */
static bool
program_reach_memory (const struct program_reach *r, const struct copy *c, struct reach_memory *then,
                      struct strbuf *err)
{
  memset (then, 0, sizeof *then);
  if (!r->program->policy->ledger)
    return true;
  char *path = reach_path (r->program->policy->ledger, c->facts);
  bool fine = reach_read (program_shown_path (path), c->unit->variant, then, err);
  free (path);
  return fine;
}

bool
program_reach_compare (struct program_reach *r, const struct copy *c, struct reached_list *now,
                       struct reach_memory *then, struct strbuf *err)
{
  memset (now, 0, sizeof *now);
  if (!program_reach_memory (r, c, then, err))
    return false;
  reach_now (r, c, now);
  return true;
}

bool
program_reach_moved (struct program_reach *r, const struct subject *s)
{
  bool moved = false;
  for (size_t i = s->first; i < s->first + s->count && !moved; i++) {
    struct reached_list now;
    struct reach_memory then;
    struct strbuf err;
    strbuf_init (&err);
    if (program_reach_compare (r, &r->program->copies[i], &now, &then, &err))
      moved = !then.there && now.count;
    for (size_t k = 0; k < now.count && !moved; k++)
      moved = reach_compare (&then, &now.list[k]) != REACH_SAME;
    reached_list_release (&now);
    reach_memory_release (&then);
    strbuf_release (&err);
  }
  return moved;
}

/* Writes what is remembered of VARIANT; what is there already stays as it is where that is equal.  */
static bool
write_memory (const char *path, const char *variant, const struct reached_list *list, struct strbuf *err)
{
  struct strbuf text, changed, quiet;
  bool fine = true;

  strbuf_init (&text);
  strbuf_init (&changed);
  strbuf_init (&quiet);
  if (!file_read (path, &text, &quiet))
    strbuf_clear (&text);
  reach_format (strbuf_text (&text), variant, list, &changed);
  /* Most functions reach nothing outside their unit: no file says that.  */
  if ((list->count || text.length) && strcmp (strbuf_text (&text), strbuf_text (&changed)) != 0) {
    struct strbuf folder;
    strbuf_init (&folder);
    strbuf_add (&folder, path, (size_t) (strrchr (path, '/') - path));
    fine = folder_make (strbuf_text (&folder), err) && file_write (path, changed.text, changed.length, err);
    strbuf_release (&folder);
  }
  strbuf_release (&text);
  strbuf_release (&changed);
  strbuf_release (&quiet);
  return fine;
}

bool
program_reach_remember (struct program_reach *r, const struct subject *s, const struct ledger_state *state,
                        struct strbuf *err)
{
  const struct program *p = r->program;
  bool fine = true;

  for (size_t v = 0; v < state->seen_count && fine; v++) {
    const char *variant = state->seen[v].variant;
    struct reached_list all = { .list = NULL };
    char *path = NULL;
    for (size_t i = s->first; i < s->first + s->count; i++) {
      const struct copy *c = &p->copies[i];
      struct compared compared;
      struct reached_list now;
      if (!text_equal (c->unit->variant, variant))
        continue;
      /* Copies that the state leaves out do not count.  */
      verdict_compare (NULL, c->unit, c->facts, state, NULL, &compared);
      bool in_state = compared.result == COMPARE_EQUAL;
      compared_release (&compared);
      if (!in_state)
        continue;
      reach_now (r, c, &now);
      all.list = memory_grow (all.list, all.count + now.count + 1, sizeof *all.list);
      if (now.count)
        memcpy (all.list + all.count, now.list, now.count * sizeof *now.list);
      all.count += now.count;
      /* A sum is of one copy's; where several differ, none is said to be equal.  */
      if (all.count == now.count)
        memcpy (all.sum, now.sum, sizeof all.sum);
      else if (memcmp (all.sum, now.sum, sizeof all.sum) != 0)
        memset (all.sum, 0, sizeof all.sum);
      reached_list_release (&now);
      if (!path)
        path = reach_path (p->policy->ledger, c->facts);
    }
    if (path)
      fine = write_memory (path, variant, &all, err);
    free (path);
    reached_list_release (&all);
  }
  return fine;
}

/* ---- The rule.  */

/* A callee, or an object that is read, that changed below one audited function.  */
struct change {
  const struct function_facts *callee; /* or NULL */
  const struct object_facts *object;   /* or NULL */
  const struct copy *root;
  char *path;
  enum severity severity;
};

struct reach_rule {
  struct change *changes;
  size_t changes_count;
  const char **uncertain; /* keys */
  size_t uncertain_count;
  size_t functions; /* about which something is uncertain or unknown */
  enum severity uncertain_severity;
};

static void
note_change (const struct program_reach *reach, struct reach_rule *rule, const struct copy *c, const struct reached *r,
             enum severity severity)
{
  struct strbuf way;
  strbuf_init (&way);
  reach_way (reach->graph, r, &way);
  if ((rule->changes_count & (rule->changes_count - 1)) == 0)
    rule->changes = memory_grow (rule->changes, rule->changes_count ? 2 * rule->changes_count : 1,
                                 sizeof *rule->changes);
  rule->changes[rule->changes_count++] = (struct change){ r->facts, r->object, c, strbuf_detach (&way), severity };
}

/* Notes the keys that are uncertain.  */
static void
note_uncertain (struct reach_rule *rule, const struct reached_list *now, const struct reach_memory *then, bool changed)
{
  bool any = !then->there && now->count;
  for (size_t i = 0; i < now->count && then->there; i++) {
    enum reach_change change = reach_compare (then, &now->list[i]);
    if (change != REACH_UNCERTAIN && (change != REACH_NEW || changed))
      continue;
    rule->uncertain = memory_grow (rule->uncertain, rule->uncertain_count + 1, sizeof *rule->uncertain);
    rule->uncertain[rule->uncertain_count++] = now->list[i].key;
    any = true;
  }
  rule->functions += any;
}

static void
look_below (struct program_reach *r, struct reach_rule *rule, const struct copy *c, struct strbuf *err)
{
  enum severity severity = program_severity (r->program, RULE_REACH_CHANGED, c);
  struct reached_list now;
  struct reach_memory then;
  bool changed = false;

  /* Where the policy asks for no more than a note, what could not be known when it was audited (the
     program was not whole yet) is not told each time; `explain` tells it.  */
  bool strict = severity > SEVERITY_NOTE || settings.verbose;
  if (severity == SEVERITY_OFF)
    return;
  char *path = reach_path (r->program->policy->ledger, c->facts);
  bool there = access (path, F_OK) == 0;
  if (there || strict)
    reach_now (r, c, &now);
  bool done = there ? reach_glance (path, c->unit->variant, &now) == REACH_FILE_EQUAL : !strict;
  free (path);
  if (done || !program_reach_memory (r, c, &then, err)) {
    if (there || strict)
      reached_list_release (&now);
    return;
  }
  for (size_t i = 0; i < now.count && then.there; i++)
    if (reach_compare (&then, &now.list[i]) == REACH_CHANGED) {
      note_change (r, rule, c, &now.list[i], severity);
      changed = true;
    }
  if (strict) {
    if (severity > rule->uncertain_severity)
      rule->uncertain_severity = severity;
    note_uncertain (rule, &now, &then, changed);
  }
  reached_list_release (&now);
  reach_memory_release (&then);
}

static const char *
changed_name (const struct change *c)
{
  return c->object ? c->object->name : c->callee->name;
}

static const char *
changed_file (const struct change *c)
{
  const char *file = c->object ? c->object->file : c->callee->file;
  return file ? file : "";
}

static const char *
changed_shown (const struct change *c)
{
  return c->object ? c->object->name : function_shown (c->callee);
}

/* Of one function, or of one object.  */
static bool
same_change (const struct change *a, const struct change *b)
{
  return (a->object != NULL) == (b->object != NULL) && strcmp (changed_name (a), changed_name (b)) == 0
         && strcmp (changed_file (a), changed_file (b)) == 0;
}

static int
change_compare (const void *a, const void *b)
{
  const struct change *x = a, *y = b;
  int order = strcmp (changed_name (x), changed_name (y));
  if (order == 0)
    order = strcmp (changed_file (x), changed_file (y));
  if (order == 0)
    order = (x->object != NULL) - (y->object != NULL);
  if (order == 0)
    order = strcmp (x->root->facts->name, y->root->facts->name);
  return order ? order : text_compare (x->root->facts->file, y->root->facts->file);
}

static bool
same_function (const struct function_facts *a, const struct function_facts *b)
{
  return strcmp (a->name, b->name) == 0 && text_equal (a->file, b->file);
}

#define LISTED 20

/* The COUNT changes from C on are one callee's.  */
static void
report_callee (const struct change *c, size_t count, struct findings *out)
{
  enum severity severity = SEVERITY_NOTE;
  size_t roots = 0, listed = 0;
  struct strbuf command;

  strbuf_init (&command);
  for (size_t i = 0; i < count; i++) {
    roots += i == 0 || !same_function (c[i].root->facts, c[i - 1].root->facts);
    severity = c[i].severity > severity ? c[i].severity : severity;
  }
  struct finding *n = findings_add (out, RULE_REACH_CHANGED, severity, c->callee);
  if (c->object) {
    n->file = memory_copy_text (c->object->file);
    n->line = c->object->line;
  }
  if (roots == 1)
    finding_message (
        n, QUOTE_OPEN "%s" QUOTE_CLOSE " changed since the audit of " QUOTE_OPEN "%s" QUOTE_CLOSE ", which reaches it",
        changed_shown (c), function_shown (c->root->facts));
  else
    finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " changed since the audits of %zu functions that reach it",
                     changed_shown (c), roots);
  for (size_t i = 0; i < count; i++) {
    const struct copy *root = c[i].root;
    struct strbuf person;
    if (i > 0 && same_function (root->facts, c[i - 1].root->facts))
      continue;
    if (listed++ >= LISTED)
      continue;
    strbuf_init (&person);
    verdict_person (root->judgement.entry->by, &person);
    finding_note (n, QUOTE_OPEN "%s" QUOTE_CLOSE " (" QUOTE_OPEN "%s" QUOTE_CLOSE ", audited by %s on %.10s) %s%s",
                  function_shown (root->facts), root->facts->domain, strbuf_text (&person), root->judgement.entry->date,
                  c[i].path[0] ? "reaches it through " : "calls it", c[i].path);
    strbuf_add_text (&command, command.length ? " " : "loadbearing certify ");
    verdict_selector (root->facts, &command);
    strbuf_release (&person);
  }
  if (listed > LISTED) {
    finding_note (n, "and %zu more", listed - LISTED);
    strbuf_add_text (&command, " ...");
  }
  finding_command (n, "%s", strbuf_text (&command));
  strbuf_release (&command);
}

static void
report_uncertain (struct reach_rule *rule, struct findings *out)
{
  size_t kept = 0;
  if (rule->functions == 0)
    return;
  if (rule->uncertain_count)
    qsort (rule->uncertain, rule->uncertain_count, sizeof *rule->uncertain, text_compare_listed);
  for (size_t i = 0; i < rule->uncertain_count; i++)
    if (kept == 0 || strcmp (rule->uncertain[kept - 1], rule->uncertain[i]) != 0)
      rule->uncertain[kept++] = rule->uncertain[i];
  struct finding *n = findings_add (out, RULE_REACH_CHANGED, rule->uncertain_severity, NULL);
  finding_message (n, "what %zu audited function%s reach%s cannot be compared with what was reached then",
                   rule->functions, rule->functions == 1 ? "" : "s", rule->functions == 1 ? "es" : "");
  for (size_t i = 0; i < kept && i < LISTED; i++)
    finding_note (n, QUOTE_OPEN "%s" QUOTE_CLOSE, rule->uncertain[i]);
  if (kept > LISTED)
    finding_note (n, "and %zu more", kept - LISTED);
  finding_note (n, "they had no record of the same kind then or have none now; certifying where the whole program is "
                   "built remembers them");
  finding_command (n, "loadbearing explain --rule reach-changed");
}

/* Of the COUNT copies from FIRST on.  */
static void
find_changes (struct program *p, size_t first, size_t count, struct findings *out)
{
  struct program_reach reach;
  struct reach_rule rule;
  struct strbuf err;

  if (!p->policy->path || !p->policy->ledger)
    return;
  memset (&rule, 0, sizeof rule);
  rule.uncertain_severity = SEVERITY_NOTE;
  strbuf_init (&err);
  program_reach_init (&reach, p);
  for (size_t i = first; i < first + count; i++)
    if (p->copies[i].judgement.standing == STANDING_AUDITED && p->copies[i].unit->role != ROLE_TEST)
      look_below (&reach, &rule, &p->copies[i], &err);
  if (rule.changes_count)
    qsort (rule.changes, rule.changes_count, sizeof *rule.changes, change_compare);
  for (size_t i = 0; i < rule.changes_count;) {
    size_t end = i + 1;
    while (end < rule.changes_count && same_change (&rule.changes[end], &rule.changes[i]))
      end++;
    report_callee (&rule.changes[i], end - i, out);
    i = end;
  }
  report_uncertain (&rule, out);
  if (err.length) {
    message_lines (strbuf_text (&err));
    p->unjudged = true;
  }
  for (size_t i = 0; i < rule.changes_count; i++)
    free (rule.changes[i].path);
  free (rule.changes);
  free (rule.uncertain);
  strbuf_release (&err);
  program_reach_release (&reach);
}

void
program_rule_reach (struct program *p, struct findings *out)
{
  find_changes (p, 0, p->copies_count, out);
}

void
program_rule_reach_of (struct program *p, const struct subject *s, struct findings *out)
{
  find_changes (p, s->first, s->count, out);
}
