/* Resolving git's conflicts: entries are a set, so both sides are right.

   A conflicted file holds two or three whole versions of itself: what stands between
   markers belongs to one, everything else to all.  Each version is read on its own, with
   the lines of the others left empty so that a fault has its place in the file at hand.  */
#include "ledger_private.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

#define Q(text) QUOTE_OPEN text QUOTE_CLOSE

enum side { SIDE_OURS, SIDE_BASE, SIDE_THEIRS, SIDE_COUNT, SIDE_ALL = SIDE_COUNT };

static const char *const side_names[] = { "our side", "the common ancestor", "their side" };

struct versions {
  struct strbuf text[SIDE_COUNT];
  bool conflict, has_base;
};

static bool
fail_line (struct strbuf *err, const char *path, unsigned line, const char *message)
{
  json_fault_at (err, path, (struct json_place){ line, 1 }, "%s; repeat the merge, or restore the file from git",
                 message);
  return false;
}

/* Takes TEXT apart.  */
static bool
split (const char *path, const char *text, size_t size, struct versions *v, struct strbuf *err)
{
  enum side now = SIDE_ALL;
  unsigned line = 1, opened = 0;
  for (size_t at = 0; at < size; line++) {
    const char *here = text + at;
    const char *end = memchr (here, '\n', size - at);
    size_t length = end != NULL ? (size_t) (end - here) + 1 : size - at;
    enum side next = now;
    bool marker = true;
    if (json_conflict_marker (here, size - at, '<')) {
      if (now != SIDE_ALL)
        return fail_line (err, path, line, "conflict within a conflict");
      next = SIDE_OURS;
      opened = line;
    } else if (json_conflict_marker (here, size - at, '|')) {
      if (now != SIDE_OURS)
        return fail_line (err, path, line, "conflict marker out of place");
      next = SIDE_BASE;
      v->has_base = true;
    } else if (json_conflict_marker (here, size - at, '=')) {
      if (now != SIDE_OURS && now != SIDE_BASE)
        return fail_line (err, path, line, "conflict marker out of place");
      next = SIDE_THEIRS;
    } else if (json_conflict_marker (here, size - at, '>')) {
      if (now != SIDE_THEIRS)
        return fail_line (err, path, line, "conflict marker out of place");
      next = SIDE_ALL;
    } else
      marker = false;
    v->conflict |= marker;
    for (int side = 0; side < SIDE_COUNT; side++)
      if (!marker && (now == SIDE_ALL || now == (enum side) side))
        strbuf_add (&v->text[side], here, length);
      else
        strbuf_add_char (&v->text[side], '\n');
    now = next;
    at += length;
  }
  if (now != SIDE_ALL)
    return fail_line (err, path, opened, "conflict without its end");
  return true;
}

static const char *
newest_date (const struct ledger_file *f)
{
  return f->entries_count != 0 ? f->entries[f->entries_count - 1].date : "";
}

/* The versions are of one function; a static one's file is part of what it is.  */
static bool
same_function (const char *path, const struct ledger_file *a, const struct ledger_file *b, struct strbuf *err)
{
  struct json_place start = { 1, 1 };
  if (strcmp (a->function, b->function) != 0)
    json_fault_at (err, path, start,
                   "the sides of the conflict are about two functions, " Q ("%s") " and " Q (
                       "%s") "; keep one side here, and give the other a file of its own",
                   a->function, b->function);
  else if (strcmp (a->domain, b->domain) != 0)
    json_fault_at (err, path, start,
                   "the sides of the conflict are of two domains, " Q ("%s") " and " Q (
                       "%s") "; decide for one, and certify the function anew there",
                   a->domain, b->domain);
  else if (a->is_static != b->is_static || (a->is_static && !text_equal (a->file, b->file)))
    json_fault_at (err, path, start,
                   "the sides of the conflict are about two functions called " Q (
                       "%s") ", of %s and %s; "
                             "keep one side here, and give the other a file of its own",
                   a->function, a->file != NULL ? a->file : "no file", b->file != NULL ? b->file : "no file");
  else
    return true;
  return false;
}

/* Where an external function is now: on the side that moved it; if both did, or nobody knows,
   on the side that was certified last.  */
static const char *
choose_place (struct ledger_file *const *sides)
{
  const struct ledger_file *ours = sides[SIDE_OURS], *theirs = sides[SIDE_THEIRS], *base = sides[SIDE_BASE];
  if (base != NULL && text_equal (ours->file, base->file))
    return theirs->file;
  if (base != NULL && text_equal (theirs->file, base->file))
    return ours->file;
  return strcmp (newest_date (ours), newest_date (theirs)) >= 0 ? ours->file : theirs->file;
}

static bool
unite_sides (const char *path, struct ledger_file **sides, struct strbuf *out, struct strbuf *err)
{
  struct ledger_file *result = sides[SIDE_OURS];
  if (!same_function (path, sides[SIDE_OURS], sides[SIDE_THEIRS], err))
    return false;
  char *place = memory_copy_text (choose_place (sides));
  ledger_unite (result, sides[SIDE_THEIRS]);
  /* Entries are never removed: one that only the ancestor has was lost by a mistake.  */
  if (sides[SIDE_BASE] != NULL && strcmp (sides[SIDE_BASE]->function, result->function) == 0
      && strcmp (sides[SIDE_BASE]->domain, result->domain) == 0 && sides[SIDE_BASE]->is_static == result->is_static
      && (!result->is_static || text_equal (sides[SIDE_BASE]->file, result->file)))
    ledger_unite (result, sides[SIDE_BASE]);
  free (result->file);
  result->file = place;
  ledger_format (result, out);
  return true;
}

bool
ledger_resolve (const char *path, const char *text, size_t size, struct strbuf *out, struct strbuf *err)
{
  struct versions v = { .text = { STRBUF_INIT, STRBUF_INIT, STRBUF_INIT } };
  struct ledger_file *sides[SIDE_COUNT] = { NULL, NULL, NULL };
  bool fine = split (path, text, size, &v, err);
  if (fine && !v.conflict) {
    sides[SIDE_OURS] = ledger_parse (path, text, size, err);
    fine = sides[SIDE_OURS] != NULL;
    if (fine)
      ledger_format (sides[SIDE_OURS], out);
  } else if (fine) {
    for (int side = 0; side < SIDE_COUNT; side++) {
      struct strbuf faults = STRBUF_INIT;
      if (side == SIDE_BASE && !v.has_base)
        continue;
      sides[side] = ledger_parse (path, strbuf_text (&v.text[side]), v.text[side].length, &faults);
      /* Two files that were both added have no ancestor.  */
      if (sides[side] == NULL && side != SIDE_BASE) {
        fine = false;
        json_fault_at (err, path, (struct json_place){ 0, 0 },
                       "%s of the conflict is no valid ledger file by itself:", side_names[side]);
        strbuf_addf (err, "\n%s", strbuf_text (&faults));
      }
      strbuf_release (&faults);
    }
    fine = fine && unite_sides (path, sides, out, err);
  }
  for (int side = 0; side < SIDE_COUNT; side++) {
    ledger_file_free (sides[side]);
    strbuf_release (&v.text[side]);
  }
  return fine;
}
