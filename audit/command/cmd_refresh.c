/* loadbearing refresh: audits re-expressed after a change of compiler, without a new one.

   OLD is a build that the ledger knows; NEW one of the same source by another compiler.  Where a
   function's record in OLD is in an audited state, and its record in NEW has the same source, interface
   and dependencies, what NEW's compiler made of the body is one more view of that state.  The
   entry, and the state's id, stay as they are.  */
#include "command.h"
#include "program/program.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct words old_paths, new_paths;

static const struct option_spec refresh_options[] = {
  { "old", 0, OPTION_LIST, "BUILD", "the build as it was audited", &old_paths },
  { "new", 0, OPTION_LIST, "BUILD", "a build of the same source by the other compiler", &new_paths },
  { NULL, 0, OPTION_FLAG, NULL, NULL, NULL }
};

static const struct command_spec refresh_spec = {
  "refresh", "--old BUILD... --new BUILD...", "re-express audits after a change of compiler",
  "For each load-bearing function that is in an audited or exempted state in the old build: where its source, its interface "
  "and what it rests on are equal in the new build, what the new compiler made of it is added to that state in the ledger, "
  "outside what its id and a signature cover. No audit is added or changed. What is not equal is refused and named.\n"
  "Both builds are of spelled source: preprocessed input has none to compare, but is recognised afterwards by its tree.\n"
  "Exit status: 0 every audit of the old build is expressed for the new one; 1 some are refused; 2 trouble.",
  refresh_options
};

struct refreshing {
  size_t added, present, refused;
};

/* The copy in P of what C is in the old build: of its variant and unit if there is one, else another;
   NULL if the function is not there.  Copies are sorted by name.  */
static const struct copy *
find_copy (const struct program *p, const struct copy *c)
{
  const struct copy *best = NULL;
  int best_rank = -1;
  size_t low = 0, high = p->copies_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp (p->copies[middle].facts->name, c->facts->name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < p->copies_count && strcmp (p->copies[low].facts->name, c->facts->name) == 0; low++) {
    const struct copy *other = &p->copies[low];
    bool file = text_equal (other->facts->file, c->facts->file);
    if ((other->facts->flags ^ c->facts->flags) & FUNCTION_STATIC || (!file && c->facts->flags & FUNCTION_STATIC))
      continue;
    int rank = 4 * text_equal (other->unit->variant, c->unit->variant) + 2 * file
               + text_equal (other->unit->source, c->unit->source);
    if (rank > best_rank) {
      best = other;
      best_rank = rank;
    }
  }
  return best;
}

/* Why NOW is not what THEN is, in WHY; true if it is.  */
static bool
is_same_source (const struct copy *then, const struct copy *now, struct strbuf *why)
{
  struct ledger_seen seen;
  struct ledger_state state;
  struct compared c;

  if (!text_equal (then->unit->variant, now->unit->variant)) {
    strbuf_addf (why, "it is built as variant '%s', and was audited as '%s'", now->unit->variant, then->unit->variant);
    return false;
  }
  if (then->unit->scheme != now->unit->scheme) {
    strbuf_addf (why, "fingerprint scheme %u, audited under %u", now->unit->scheme, then->unit->scheme);
    return false;
  }
  if (!digest_known (&then->facts->aspects[ASPECT_SOURCE]) || !digest_known (&now->facts->aspects[ASPECT_SOURCE])) {
    strbuf_addf (why, "the %s build has no spelled source of it",
                 digest_known (&then->facts->aspects[ASPECT_SOURCE]) ? "new" : "old");
    return false;
  }
  memset (&state, 0, sizeof state);
  ledger_seen_from_facts (then->unit, then->facts, &seen);
  state.seen = &seen;
  state.seen_count = 1;
  verdict_compare (NULL, now->unit, now->facts, &state, NULL, &c);
  bool same = c.result == COMPARE_EQUAL && c.view == ASPECT_SOURCE;
  if (!digest_equal (&then->facts->aspects[ASPECT_SOURCE], &now->facts->aspects[ASPECT_SOURCE]))
    strbuf_add_text (why, "its source differs");
  else if (c.interface_moved)
    strbuf_add_text (why, "its interface differs");
  else if (c.moved_count)
    strbuf_add_text (why, c.moved[0]);
  else if (!same)
    strbuf_add_text (why, c.cause ? c.cause : "what it rests on differs");
  compared_release (&c);
  ledger_seen_release (&seen);
  return same;
}

/* True if STATE says of NOW's variant what VIEW says.  */
static bool
says_already (const struct ledger_state *state, const struct ledger_view *view)
{
  for (size_t i = 0; i < state->seen_count; i++) {
    const struct ledger_seen *s = &state->seen[i];
    const struct digest *source = &s->aspects[ASPECT_SOURCE], *tree = &s->aspects[ASPECT_TREE];
    const struct digest *behaviour = &s->aspects[ASPECT_BEHAVIOUR];
    if (text_equal (s->variant, view->variant) && digest_equal (source, &view->source)
        && (!digest_known (&view->tree)
            || (digest_equal (tree, &view->tree) && text_equal (s->tree_class, view->tree_class)))
        && (!digest_known (&view->behaviour)
            || (digest_equal (behaviour, &view->behaviour) && text_equal (s->behaviour_class, view->behaviour_class))))
      return true;
  }
  return false;
}

static void
refuse (struct refreshing *r, const struct copy *c, const char *why)
{
  struct strbuf selector;
  strbuf_init (&selector);
  verdict_selector (c->facts, &selector);
  message_error ("refused: %s (%s:%u): %s", strbuf_text (&selector), c->facts->file ? c->facts->file : "?",
                 c->facts->line, why);
  strbuf_release (&selector);
  r->refused++;
}

/* WHY with its quotation marks as messages show them.  */
static void
refuse_shown (struct refreshing *r, const struct copy *c, struct strbuf *why)
{
  for (size_t i = 0; i < why->length; i++)
    if (why->text[i] == QUOTE_OPEN[0] || why->text[i] == QUOTE_CLOSE[0])
      why->text[i] = '\'';
  refuse (r, c, strbuf_text (why));
}

/* What the functions do that NOW rests on, into VIEW, whose list the caller frees.  Dependencies are sorted by label, and so
   are these by name.  */
static void
take_below (struct ledger_view *view, const struct copy *now)
{
  view->below = memory_get ((now->facts->depends_count + 1) * sizeof *view->below);
  for (size_t i = 0; i < now->facts->depends_count; i++) {
    const struct dependency *d = &now->facts->depends[i];
    if (d->kind != DEPENDENCY_FUNCTION || !d->behaves
        || (view->below_count && strcmp (view->below[view->below_count - 1].name, d->name) == 0))
      continue;
    view->below[view->below_count++] = *d;
  }
}

/* Whether STATE is of C's own text.  A view of another one is none of it, whoever derives it: nobody could compute it
   again from what was audited.  */
static bool
is_text_of (const struct ledger_state *state, const struct copy *c)
{
  for (size_t i = 0; i < state->seen_count; i++) {
    const struct digest *source = &state->seen[i].aspects[ASPECT_SOURCE];
    if (text_equal (state->seen[i].variant, c->unit->variant) && digest_known (source)
        && !digest_equal (source, &c->facts->aspects[ASPECT_SOURCE]))
      return false;
  }
  return true;
}

/* NOW has another text than STATE, of equal behaviour in the old build.  */
static void
refresh_rewritten (struct refreshing *r, const struct program *before, const struct copy *now,
                   const struct ledger_state *state)
{
  struct compared c;
  verdict_compare (policy_domain (before->policy, now->facts->domain), now->unit, now->facts, state, NULL, &c);
  if (c.result == COMPARE_EQUAL)
    r->present++;
  else
    refuse (r, now,
            "it was rewritten since its audit, and only its behaviour in the old build is the audited one; refresh "
            "from two builds of the audited text, or certify it");
  compared_release (&c);
}

static bool
refresh_copy (struct refreshing *r, const struct program *before, const struct program *after, const struct copy *c,
              struct strbuf *err)
{
  const struct judgement *j = &c->judgement;
  struct strbuf why;
  bool fine = true;

  if ((j->standing != STANDING_AUDITED && j->standing != STANDING_EXEMPT) || !j->state || !j->file) {
    strbuf_init (&why);
    strbuf_addf (&why, "the old build is not as audited: it is %s there", standing_name (j->standing));
    refuse (r, c, strbuf_text (&why));
    strbuf_release (&why);
    return true;
  }
  const struct copy *now = find_copy (after, c);
  if (!now) {
    refuse (r, c, "it is not load-bearing in the new build, or not there");
    return true;
  }
  strbuf_init (&why);
  bool same = is_same_source (c, now, &why);
  if (same && !is_text_of (j->state, c))
    refresh_rewritten (r, before, now, j->state);
  else if (same) {
    struct ledger_view view = {
      .variant = now->unit->variant,
      .compiler = now->unit->compiler,
      .tree_class = digest_known (&now->facts->aspects[ASPECT_TREE]) ? now->unit->tree_class : NULL,
      .behaviour_class = digest_known (&now->facts->aspects[ASPECT_BEHAVIOUR]) ? now->unit->behaviour_class : NULL,
      .source = now->facts->aspects[ASPECT_SOURCE],
      .tree = now->facts->aspects[ASPECT_TREE],
      .behaviour = now->facts->aspects[ASPECT_BEHAVIOUR]
    };
    take_below (&view, now);
    bool added = false;
    if (!says_already (j->state, &view))
      fine = ledger_derive (before->policy->ledger, j->file->path, j->state->id, &view, &added, err);
    if (added && settings.verbose)
      message_note ("re-expressed: %s, state %.12s, for %s", function_shown (c->facts), j->state->id,
                    now->unit->compiler);
    r->added += added;
    r->present += fine && !added;
    free (view.below);
  } else
    refuse_shown (r, c, &why);
  strbuf_release (&why);
  return fine;
}

static int
refresh (void)
{
  struct program before, after;
  struct refreshing r = { 0, 0, 0 };
  struct strbuf err;
  int status = EXIT_TROUBLE;

  strbuf_init (&err);
  memset (&after, 0, sizeof after);
  if (program_open (&before, &old_paths, 0) && program_judge (&before) && program_open (&after, &new_paths, 0)
      && program_judge (&after)) {
    bool fine = true;
    if (!before.policy->path)
      strbuf_add_text (&err, "refresh: there is no policy, and so no ledger; run: loadbearing init\n");
    else {
      for (size_t i = 0; i < before.copies_count && fine; i++)
        fine = refresh_copy (&r, &before, &after, &before.copies[i], &err);
      printf ("%zu audited state%s re-expressed, %zu already %s, %zu refused\n", r.added, r.added == 1 ? "" : "s",
              r.present, r.present == 1 ? "was" : "were", r.refused);
      status = fine ? r.refused ? EXIT_FINDINGS : EXIT_CLEAN : EXIT_TROUBLE;
    }
    bool unread = program_problems (&before);
    if (program_problems (&after) || unread)
      status = EXIT_TROUBLE;
  }
  message_lines (strbuf_text (&err));
  strbuf_release (&err);
  program_release (&after);
  program_release (&before);
  return status;
}

int
cmd_refresh (int argc, char **argv)
{
  struct words operands;
  int status = options_parse (&refresh_spec, argc, argv, &operands);
  if (status < 0) {
    status = EXIT_TROUBLE;
    if (operands.count || !old_paths.count || !new_paths.count)
      message_error ("refresh: which two builds? usage: loadbearing refresh --old BUILD... --new BUILD...");
    else
      status = refresh ();
  }
  words_release (&operands);
  words_release (&old_paths);
  words_release (&new_paths);
  return status;
}
