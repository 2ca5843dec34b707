/* Comparing what other units' objects begin with now with what they began with when a function was audited.

   Only a command that read those units knows; the compiler, which sees one unit, has nothing to compare.  */
#include "verdict_private.h"

#include <stdlib.h>
#include <string.h>

static void
add_text (char ***list, size_t *count, struct strbuf *text)
{
  *list = memory_grow (*list, *count + 1, sizeof **list);
  (*list)[(*count)++] = strbuf_detach (text);
}

/* Where D is, and by what it is reached.  */
static void
describe (const struct definition *d, struct strbuf *out)
{
  const struct object_facts *o = d->object;
  strbuf_addf (out, "%s", o->file ? o->file : d->unit->source);
  if (o->line)
    strbuf_addf (out, ":%u", o->line);
  if (d->root->via)
    strbuf_addf (out, " (reached through " QUOTE_OPEN "%s()" QUOTE_CLOSE ")", d->root->via);
}

/* What to call D: in C++ the linker's name is nothing for people.  */
static const char *
shown_name (const struct definition *d)
{
  return d->direct ? d->root->name : d->name;
}

/* D is none of those that were known of its name.  Returns whether it counts.  */
static bool
note_moved (const struct function_facts *f, const struct definition *d, const struct verdict_cut *cut,
            struct compared *c)
{
  struct strbuf text = STRBUF_INIT;
  const char *behind = verdict_cut_by (d->root, f, cut);
  strbuf_addf (&text, "dependency " QUOTE_OPEN "%s" QUOTE_CLOSE " changed where it is defined, ", shown_name (d));
  describe (d, &text);
  if (behind) {
    strbuf_addf (&text, ": not counted, " QUOTE_OPEN "%s" QUOTE_CLOSE " is load-bearing and audited itself", behind);
    add_text (&c->uncounted, &c->uncounted_count, &text);
    return false;
  }
  c->definitions_moved = true;
  c->moved_entries = memory_grow (c->moved_entries, c->moved_count + 1, sizeof *c->moved_entries);
  c->moved_entries[c->moved_count] = d->root;
  add_text (&c->moved, &c->moved_count, &text);
  return true;
}

static void
note_unknown (const struct definition *d, struct compared *c)
{
  struct strbuf text = STRBUF_INIT;
  strbuf_addf (&text,
               "what " QUOTE_OPEN "%s" QUOTE_CLOSE " begins with was not known then: not compared, now defined at ",
               shown_name (d));
  describe (d, &text);
  add_text (&c->uncounted, &c->uncounted_count, &text);
  if (!c->definitions_unknown)
    c->definitions_unknown = c->uncounted[c->uncounted_count - 1];
}

void
verdict_compare_definitions (const struct function_facts *f, const struct verdict_cut *cut, struct compared *c)
{
  const struct ledger_seen *seen = c->seen;
  for (size_t i = 0, next; i < f->definitions_count; i = next) {
    const char *name = f->definitions[i].name;
    size_t first = named_first (seen->definitions, seen->definitions_count, sizeof *seen->definitions, name);
    bool known = first < seen->definitions_count && strcmp (seen->definitions[first].name, name) == 0;
    bool told = false;
    for (next = i; next < f->definitions_count && strcmp (f->definitions[next].name, name) == 0; next++) {
      const struct definition *d = &f->definitions[next];
      bool same = false;
      for (size_t k = first; known && k < seen->definitions_count && strcmp (seen->definitions[k].name, name) == 0; k++)
        same = same || digest_equal (&seen->definitions[k].digest, &d->digest);
      if (same || told)
        continue;
      /* Of several ways to it the first that counts is told.  */
      if (!known)
        note_unknown (d, c);
      told = !known || note_moved (f, d, cut, c);
    }
  }
}
