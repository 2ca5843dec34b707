/* What moved since an audit, for explain: by which calls a function gets to it, and what lies below.  */
#include "explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/program_reach.h"
#include "report.h"

void
explain_line (const char *label, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  report_line (0, 14, label, format, args);
  va_end (args);
}

/* The index of NAME in U, or its number of functions.  */
static size_t
unit_index (const struct unit_facts *u, const char *name)
{
  const struct function_facts *f = unit_facts_find (u, name);
  return f ? (size_t) (f - u->functions) : u->functions_count;
}

static void
add_way (const struct unit_facts *u, const size_t *parents, size_t at, size_t from, struct strbuf *out)
{
  if (at != from)
    add_way (u, parents, parents[at], from, out);
  strbuf_addf (out, "%s%s", out->length ? " -> " : "", function_shown (&u->functions[at]));
}

/* The shortest way by calls within U from FROM to TO, in OUT; nothing if there is none (it leads through a table).  */
static void
find_way (const struct unit_facts *u, size_t from, size_t to, struct strbuf *out)
{
  size_t *parents = memory_get ((u->functions_count + 1) * sizeof *parents);
  size_t *queue = memory_get ((u->functions_count + 1) * sizeof *queue), head = 0, tail = 0;
  bool *met = memory_get (u->functions_count + 1);

  queue[tail++] = from;
  met[from] = true;
  while (head < tail && !met[to]) {
    const struct function_facts *f = &u->functions[queue[head]];
    for (size_t c = 0; c < f->calls_count; c++) {
      size_t callee = unit_index (u, f->calls[c]);
      if (callee == u->functions_count || met[callee])
        continue;
      met[callee] = true;
      parents[callee] = queue[head];
      queue[tail++] = callee;
    }
    head++;
  }
  if (met[to])
    add_way (u, parents, to, from, out);
  free (parents);
  free (queue);
  free (met);
}

void
explain_moves (const struct copy *c, const struct compared *m)
{
  const struct unit_facts *u = c->unit;
  for (size_t i = 0; i < m->moved_count; i++) {
    const struct dependency *d = m->moved_entries[i];
    bool now = d >= c->facts->depends && d < c->facts->depends + c->facts->depends_count;
    const char *by = d->kind == DEPENDENCY_FUNCTION ? d->name : d->via;
    struct strbuf way;

    explain_line ("", "%s", m->moved[i]);
    if (!now || !by)
      continue; /* what is gone is not on any way now */
    strbuf_init (&way);
    size_t to = unit_index (u, by), from = (size_t) (c->facts - u->functions);
    if (to < u->functions_count && to != from)
      find_way (u, from, to, &way);
    if (way.length && d->kind != DEPENDENCY_FUNCTION) {
      strbuf_add_text (&way, " -> ");
      dependency_label (d, &way);
    }
    if (way.length)
      explain_line ("", "  by way of %s", strbuf_text (&way));
    strbuf_release (&way);
  }
}

#define LISTED 20

void
explain_reach (const struct program *p, const struct copy *c)
{
  static const char *const what[] = { NULL, "changed since the audit", "was not reached then", "cannot be compared" };
  struct program_reach reach;
  struct reached_list now;
  struct reach_memory then;
  struct strbuf err;
  size_t told = 0, moved = 0;

  strbuf_init (&err);
  program_reach_init (&reach, p);
  if (!program_reach_compare (&reach, c, &now, &then, &err)) {
    explain_line ("reaches", "not known: %s", strbuf_text (&err));
    memset (&then, 0, sizeof then);
  } else if (!now.count)
    explain_line ("reaches", "nothing outside its unit");
  else {
    size_t objects = 0;
    for (size_t i = 0; i < now.count; i++)
      objects += now.list[i].object != NULL;
    size_t functions = now.count - objects;
    struct strbuf read;
    strbuf_init (&read);
    if (objects)
      strbuf_addf (&read, " and %zu object%s", objects, objects == 1 ? "" : "s");
    explain_line ("reaches", "%zu function%s%s outside its unit%s", functions, functions == 1 ? "" : "s",
                  strbuf_text (&read), then.there ? "" : "; what it reached when it was audited is not remembered");
    strbuf_release (&read);
    for (size_t i = 0; i < now.count && then.there; i++) {
      enum reach_change change = reach_compare (&then, &now.list[i]);
      if (change == REACH_SAME)
        continue;
      moved++;
      if (told++ >= LISTED)
        continue;
      struct strbuf way;
      strbuf_init (&way);
      reach_way (reach.graph, &now.list[i], &way);
      explain_line ("", "%s %s%s%s", now.list[i].key, what[change],
                    way.length           ? ", reached through "
                    : now.list[i].object ? ", read directly"
                                         : ", called directly",
                    strbuf_text (&way));
      strbuf_release (&way);
    }
    if (moved > LISTED)
      explain_line ("", "and %zu more", moved - LISTED);
    if (then.there && !moved)
      explain_line ("", "all of them as when it was audited");
  }
  reached_list_release (&now);
  reach_memory_release (&then);
  program_reach_release (&reach);
  strbuf_release (&err);
}
