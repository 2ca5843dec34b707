/* What two builds' comparison found: as text, and as JSON (docs/diff-json.md).  */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

#include "json_print.h"
#include "report.h"
#include "text.h"

static const struct function_facts *
old_facts (const struct diff_pair *p)
{
  return p->before ? p->before->facts : NULL;
}

static const struct function_facts *
new_facts (const struct diff_pair *p)
{
  return p->after ? p->after->facts : NULL;
}

static const char *
domain_of (const struct function_facts *f)
{
  return f && f->flags & FUNCTION_MARKED ? f->domain : NULL;
}

/* True if both builds have the function, and it carries another load, or none any more.  */
static bool
mark_moved (const struct diff_pair *p)
{
  const char *then = domain_of (old_facts (p)), *now = domain_of (new_facts (p));
  return p->before && p->after && then != now && (!then || !now || strcmp (then, now) != 0);
}

/* ---- Text.  */

static void
print_place (const struct function_facts *f, FILE *out)
{
  report_print_plain (f->file ? f->file : "?", out);
  if (f->line)
    fprintf (out, ":%u", f->line);
}

static void
print_mark (const struct diff_pair *p, FILE *out)
{
  const char *then = domain_of (old_facts (p)), *now = domain_of (new_facts (p));
  fputs ("    ", out);
  if (!then)
    fputs ("is now load-bearing in '", out);
  else if (!now)
    fputs ("is no longer load-bearing in '", out);
  else {
    fputs ("was load-bearing in '", out);
    report_print_plain (then, out);
    fputs ("', now in '", out);
  }
  report_print_plain (now ? now : then, out);
  fputs ("'\n", out);
}

static const char *class_color (enum difference_class class)
{
  switch (class) {
  case DIFFERENCE_UNCHANGED:
  case DIFFERENCE_MOVED:
  case DIFFERENCE_REFORMATTED:
  case DIFFERENCE_REFACTORED: return "\33[1;32m";
  case DIFFERENCE_DEPENDENCY:
  case DIFFERENCE_INTERFACE:
  case DIFFERENCE_INCOMPARABLE: return "\33[1;35m";
  default: return "\33[1;31m";
  }
}

static void
print_class (enum difference_class class, bool color, FILE *out)
{
  fprintf (out, "%s%-18s%s  ", color ? class_color (class) : "", difference_class_name (class), color ? "\33[m" : "");
}

/* Name, place, domain.  */
static void
print_function (const struct diff_pair *p, FILE *out)
{
  const struct function_facts *then = old_facts (p), *now = new_facts (p), *f = now ? now : then;
  report_print_plain (function_shown (f), out);
  fputs ("  ", out);
  print_place (f, out);
  if (p->before && p->after && !text_equal (then->file, now->file)) {
    fputs (", was ", out);
    print_place (then, out);
  }
  if (domain_of (f)) {
    fputs ("  ", out);
    report_print_plain (domain_of (f), out);
  }
  fputc ('\n', out);
}

static void
print_moved (const struct difference *d, FILE *out)
{
  for (size_t i = 0; i < d->moved_count; i++) {
    fputs ("    ", out);
    report_print_plain (d->moved[i], out);
    fputc ('\n', out);
  }
}

static void
print_pair (const struct diff_pair *p, bool color, FILE *out)
{
  const struct difference *d = &p->difference;

  print_class (d->class, color, out);
  print_function (p, out);
  if (d->whole && d->interface_moved && d->class != DIFFERENCE_INTERFACE)
    fputs ("    its interface differs\n", out);
  print_moved (d, out);
  if (d->cause && d->class != DIFFERENCE_INCOMPARABLE) {
    fputs ("    in part it cannot be compared: ", out);
    report_print_plain (d->cause, out);
    fputc ('\n', out);
  }
  if (mark_moved (p))
    print_mark (p, out);
}

/* One toolchain upgrade is one cause: a line for each, and the functions only where all are wanted.  */
static void
print_incomparable (const struct diff *d, bool all, bool color, FILE *out)
{
  for (size_t i = 0; i < d->count; i++) {
    const struct difference *first = &d->pairs[i].difference;
    size_t same = 0;
    if (first->class != DIFFERENCE_INCOMPARABLE)
      continue;
    bool told = false;
    for (size_t k = 0; k < i && !told; k++)
      told = d->pairs[k].difference.class == DIFFERENCE_INCOMPARABLE
             && strcmp (d->pairs[k].difference.cause, first->cause) == 0;
    if (told)
      continue;
    for (size_t k = i; k < d->count; k++)
      same += d->pairs[k].difference.class == DIFFERENCE_INCOMPARABLE
              && strcmp (d->pairs[k].difference.cause, first->cause) == 0;
    fprintf (out, "%s%-18s%s  %zu function%s: ", color ? class_color (DIFFERENCE_INCOMPARABLE) : "", "incomparable",
             color ? "\33[m" : "", same, same == 1 ? "" : "s");
    report_print_plain (first->cause, out);
    fputc ('\n', out);
    for (size_t k = i; k < d->count; k++) {
      const struct diff_pair *p = &d->pairs[k];
      const struct function_facts *f = new_facts (p) ? new_facts (p) : old_facts (p);
      if (p->difference.class != DIFFERENCE_INCOMPARABLE || strcmp (p->difference.cause, first->cause) != 0
          || !(all || same <= 10 || mark_moved (p) || domain_of (f)))
        continue;
      fputs ("    ", out);
      report_print_plain (function_shown (f), out);
      fputs ("  ", out);
      print_place (f, out);
      fputc ('\n', out);
      if (mark_moved (p))
        print_mark (p, out);
    }
  }
}

static bool
is_listed (const struct diff_pair *p, bool all)
{
  const struct function_facts *then = old_facts (p), *now = new_facts (p);
  switch (p->difference.class) {
  case DIFFERENCE_INCOMPARABLE: return false;
  case DIFFERENCE_UNCHANGED: return all || mark_moved (p);
  case DIFFERENCE_REFORMATTED:
    if (domain_of (now))
      return true;
    /* fall through */
  case DIFFERENCE_MOVED: return all || mark_moved (p) || !text_equal (then->file, now->file);
  default: return true;
  }
}

/* Whether A and B rest on the same that moved, and there is no more to say of either.  */
static bool
same_cause (const struct diff_pair *a, const struct diff_pair *b)
{
  const struct difference *x = &a->difference, *y = &b->difference;
  bool same = x->class == DIFFERENCE_DEPENDENCY && y->class == x->class && x->moved_count == y->moved_count && !x->cause
              && !y->cause && !mark_moved (a) && !mark_moved (b) && !(x->whole && x->interface_moved)
              && !(y->whole && y->interface_moved);
  for (size_t i = 0; same && i < x->moved_count; i++)
    same = strcmp (x->moved[i], y->moved[i]) == 0;
  return same;
}

/* What one edit of a helper makes of all that rest on it is one thing: what moved is said once, the functions below it.  */
static void
print_dependents (const struct diff *d, bool color, FILE *out)
{
  bool *told = memory_get (d->count + 1);
  for (size_t i = 0; i < d->count; i++) {
    const struct diff_pair *p = &d->pairs[i];
    size_t same = 0;
    if (p->difference.class != DIFFERENCE_DEPENDENCY || told[i])
      continue;
    for (size_t k = i; k < d->count; k++)
      same += same_cause (p, &d->pairs[k]);
    if (same < 2) {
      print_pair (p, color, out);
      continue;
    }
    print_class (DIFFERENCE_DEPENDENCY, color, out);
    fprintf (out, "%zu functions\n", same);
    print_moved (&p->difference, out);
    for (size_t k = i; k < d->count; k++)
      if (same_cause (p, &d->pairs[k])) {
        told[k] = true;
        fputs ("        ", out);
        print_function (&d->pairs[k], out);
      }
  }
  free (told);
}

void
diff_text (const struct diff *d, bool all, bool color, FILE *out)
{
  /* What a reviewer has to look at comes first.  */
  static const enum difference_class order[] = {
    DIFFERENCE_BEHAVIOUR,  DIFFERENCE_CHANGED,    DIFFERENCE_INTERFACE,   DIFFERENCE_REMOVED, DIFFERENCE_ADDED,
    DIFFERENCE_DEPENDENCY, DIFFERENCE_REFACTORED, DIFFERENCE_REFORMATTED, DIFFERENCE_MOVED,   DIFFERENCE_UNCHANGED,
  };
  size_t listed = 0, changes = diff_changes (d), decided = diff_decided (d);
  bool first = true;

  for (size_t c = 0; c < sizeof order / sizeof order[0]; c++) {
    for (size_t i = 0; i < d->count; i++)
      if (d->pairs[i].difference.class == order[c] && is_listed (&d->pairs[i], all)) {
        listed++;
        if (order[c] != DIFFERENCE_DEPENDENCY)
          print_pair (&d->pairs[i], color, out);
      }
    if (order[c] == DIFFERENCE_DEPENDENCY)
      print_dependents (d, color, out);
  }
  print_incomparable (d, all, color, out);
  if (listed || d->classes[DIFFERENCE_INCOMPARABLE])
    fputc ('\n', out);
  fprintf (out, "%zu function%s before, %zu after", d->before.count, d->before.count == 1 ? "" : "s", d->after.count);
  for (int c = 0; c < DIFFERENCE_CLASS_COUNT; c++)
    if (d->classes[c]) {
      fprintf (out, "%s%zu %s", first ? ": " : ", ", d->classes[c], difference_class_name ((enum difference_class) c));
      if (c == DIFFERENCE_MOVED && d->moved_within)
        fprintf (out, " (%zu within %s)", d->moved_within, d->moved_within == 1 ? "its file" : "their files");
      first = false;
    }
  fputc ('\n', out);
  if (d->before.system || d->after.system)
    fprintf (out, "functions of system headers are left out: %zu before, %zu after\n", d->before.system,
             d->after.system);
  if (decided)
    fprintf (out, "refactoring: %zu of %zu change%s (%.0f %%)", d->classes[DIFFERENCE_REFACTORED], decided,
             decided == 1 ? "" : "s", 100.0 * (double) d->classes[DIFFERENCE_REFACTORED] / (double) decided);
  if (changes > decided)
    fprintf (out, "%s%zu %schange%s: the records do not tell whether %s refactoring",
             decided ? "; " : "refactoring: ", changes - decided, decided ? "more " : "",
             changes - decided == 1 ? "" : "s", changes - decided == 1 ? "it is" : "they are");
  if (changes)
    fputc ('\n', out);
  if (d->before.inputs.problems_count || d->after.inputs.problems_count)
    fputs ("not everything could be read\n", out);
}

/* ---- JSON.  */

static void
put_side (const char *key, const struct diff_side *s, FILE *out)
{
  bool first = true;
  if (!s)
    return;
  fprintf (out, ", \"%s\": {", key);
  json_put_member ("file", s->facts->file, &first, out);
  json_put_number ("line", s->facts->line, &first, out);
  json_put_number ("column", s->facts->column, &first, out);
  json_put_member ("domain", domain_of (s->facts), &first, out);
  json_put_member ("unit", s->unit->source, &first, out);
  json_put_member ("variant", s->unit->variant, &first, out);
  json_put_member ("compiler", s->unit->compiler, &first, out);
  if (s->place[0])
    json_put_member ("found", s->place, &first, out);
  fputc ('}', out);
}

static void
put_pair (const struct diff_pair *p, FILE *out)
{
  const struct difference *d = &p->difference;
  const struct function_facts *f = new_facts (p) ? new_facts (p) : old_facts (p);
  bool first = true;

  fputs ("    {", out);
  json_put_member ("function", f->name, &first, out);
  json_put_member ("shown", f->shown, &first, out);
  json_put_member ("class", difference_class_name (d->class), &first, out);
  put_side ("old", p->before, out);
  put_side ("new", p->after, out);
  if (d->whole) {
    const char *aspects[3];
    size_t count = 0;
    if (d->interface_moved)
      aspects[count++] = "interface";
    if (d->body_moved)
      aspects[count++] = "body";
    if (d->dependencies_moved)
      aspects[count++] = "dependencies";
    json_put_list ("moved", (char *const *) aspects, count, &first, out);
    json_put_list ("dependencies_moved", d->moved, d->moved_count, &first, out);
  }
  json_put_member ("cause", d->cause, &first, out);
  fputc ('}', out);
}

void
diff_json (const struct diff *d, FILE *out)
{
  size_t decided = diff_decided (d);
  bool first = true, any = false;

  fprintf (out, "{\n  \"format\": 1,\n  \"tool\": \"loadbearing %s\",\n  \"summary\": {", LOADBEARING_VERSION);
  json_put_number ("old", d->before.count, &first, out);
  json_put_number ("new", d->after.count, &first, out);
  for (int c = 0; c < DIFFERENCE_CLASS_COUNT; c++)
    json_put_number (difference_class_name ((enum difference_class) c), d->classes[c], &first, out);
  json_put_number ("moved-within", d->moved_within, &first, out);
  json_put_number ("changes", diff_changes (d), &first, out);
  json_put_number ("decided", decided, &first, out);
  if (decided)
    fprintf (out, ", \"refactoring\": %.4f", (double) d->classes[DIFFERENCE_REFACTORED] / (double) decided);
  fputs ("},\n  \"functions\": [", out);
  for (size_t i = 0; i < d->count; i++) {
    if (d->pairs[i].difference.class == DIFFERENCE_UNCHANGED && !mark_moved (&d->pairs[i]))
      continue;
    fputs (any ? ",\n" : "\n", out);
    put_pair (&d->pairs[i], out);
    any = true;
  }
  fputs (any ? "\n  ]\n}\n" : "]\n}\n", out);
}
