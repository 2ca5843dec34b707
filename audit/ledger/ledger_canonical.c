/* Ledger files as ledger_format writes them, which nearly all are: read in one pass, in place.

   The gate reads every file of the ledger, thousands of them.  This reader knows one form of JSON and
   no faults: what is not exactly as expected, to the last blank, is left to ledger_parse,
   which accepts more and says what is wrong.  All that makes ledger_parse refuse a file
   makes this reader leave it, above all a state whose id is not that of its content.  */
#include "ledger_private.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Larger ones are left to ledger_parse.  */
#define LARGEST ((off_t) 1 << 20)

struct reader {
  char *at;
  bool failed;
  unsigned line;
  struct facts_storage **storage;
};

#define TAKE(r, count, type) ((type *) facts_storage_get ((r)->storage, (count) * sizeof (type), _Alignof(type)))

/* True if PIECE is next; it is then passed.  */
static inline bool
next_is (struct reader *r, const char *piece, size_t length)
{
  if (r->failed || memcmp (r->at, piece, length) != 0)
    return false;
  r->at += length;
  return true;
}

#define NEXT_IS(r, literal) next_is (r, literal, sizeof literal - 1)

static inline void
demand (struct reader *r, bool fits)
{
  if (!fits)
    r->failed = true;
}

/* The text up to the closing quotation mark, which becomes its end; the opening one was passed.  NULL
   if it holds what JSON writes in another way than plainly.  */
static char *
get_any_text (struct reader *r)
{
  char *start = r->at;
  if (r->failed)
    return NULL;
  while ((unsigned char) (*r->at - 0x20) < 0x7f - 0x20 && *r->at != '"' && *r->at != '\\')
    r->at++;
  demand (r, *r->at == '"');
  if (r->failed)
    return NULL;
  *r->at++ = '\0';
  return start;
}

static char *
get_text (struct reader *r)
{
  char *text = get_any_text (r);
  demand (r, text != NULL && *text != '\0');
  return r->failed ? NULL : text;
}

static void
get_digest (struct reader *r, struct digest *digest)
{
  const char *text = get_text (r);
  demand (r, text != NULL && digest_from_hex (text, digest));
}

/* How many of the lines from AT to the one that begins with END begin with START.  */
static size_t
count_lines (const char *at, const char *start, const char *end)
{
  size_t count = 0, start_length = strlen (start), end_length = strlen (end);
  while (at != NULL && strncmp (at, end, end_length) != 0) {
    count += strncmp (at, start, start_length) == 0;
    at = strchr (at, '\n');
    at += at != NULL;
  }
  return count;
}

/* After an element of a list: true if another follows.  */
static bool
get_separator (struct reader *r)
{
  bool more = NEXT_IS (r, ",\n");
  if (!more)
    demand (r, NEXT_IS (r, "\n"));
  r->line++;
  return more && !r->failed;
}

static void
get_entry (struct reader *r, struct ledger_entry *e)
{
  e->line = r->line;
  demand (r, NEXT_IS (r, "    { \"kind\": \""));
  if (NEXT_IS (r, "audit\""))
    e->kind = ENTRY_AUDIT;
  else if (NEXT_IS (r, "exempt\""))
    e->kind = ENTRY_EXEMPT;
  else if (NEXT_IS (r, "revoke\""))
    e->kind = ENTRY_REVOKE;
  else
    r->failed = true;
  bool audit = e->kind == ENTRY_AUDIT, exempt = e->kind == ENTRY_EXEMPT;
  demand (r, NEXT_IS (r, ", \"state\": \""));
  e->state = get_text (r);
  if (audit && NEXT_IS (r, ", \"from\": \""))
    e->from = get_text (r);
  demand (r, NEXT_IS (r, ", \"by\": \""));
  e->by = get_text (r);
  demand (r, NEXT_IS (r, ", \"date\": \""));
  e->date = get_text (r);
  if (exempt) {
    demand (r, NEXT_IS (r, ", \"until\": \""));
    e->until = get_text (r);
  }
  if (audit && NEXT_IS (r, ", \"was\": \""))
    e->was = get_text (r);
  if (!audit) {
    demand (r, NEXT_IS (r, ", \"reason\": \""));
    e->reason = get_text (r);
  }
  if (audit && NEXT_IS (r, ", \"notes\": \""))
    e->notes = get_text (r);
  if (NEXT_IS (r, ", \"signature\": \""))
    e->signature = get_text (r);
  demand (r, NEXT_IS (r, " }"));
  if (r->failed)
    return;
  demand (r, ledger_id_fits (e->state) && ledger_person_fits (e->by) && ledger_date_fits (e->date, true));
  demand (r, e->from == NULL || ledger_id_fits (e->from));
  demand (r, e->until == NULL || ledger_date_fits (e->until, false));
}

static void
get_entries (struct reader *r, struct ledger_file *f)
{
  size_t room = count_lines (r->at, "    {", "  ]");
  f->entries = TAKE (r, room, struct ledger_entry);
  do {
    demand (r, f->entries_count < room);
    if (r->failed)
      return;
    get_entry (r, &f->entries[f->entries_count++]);
  } while (get_separator (r));
  for (size_t i = 1; i < f->entries_count && !r->failed; i++)
    demand (r, ledger_entry_compare (&f->entries[i - 1], &f->entries[i]) < 0);
}

static void
get_depends (struct reader *r, struct ledger_seen *seen)
{
  size_t room = count_lines (r->at, "            \"", "          }");
  char *previous = NULL, *end = NULL; /* label, and where its name is going to end */
  seen->depends = TAKE (r, room, struct dependency);
  do {
    size_t start = 0, length = 0;
    demand (r, seen->depends_count < room && NEXT_IS (r, "            \""));
    char *label = get_text (r);
    demand (r, NEXT_IS (r, ": \""));
    char *value = get_any_text (r);
    if (r->failed)
      return;
    struct dependency *d = &seen->depends[seen->depends_count++];
    if (!dependency_split_label (label, &d->kind, &start, &length)) {
      d->kind = DEPENDENCY_OBJECT; /* as ledger_parse takes it */
      start = 0;
      length = strlen (label);
    }
    d->name = label + start;
    demand (r, ledger_split_dependency_value (value, d) && (previous == NULL || strcmp (previous, label) < 0));
    if (end != NULL)
      *end = '\0';
    previous = label;
    end = d->name + length;
  } while (get_separator (r));
  if (!r->failed)
    *end = '\0';
}

static void
get_definitions (struct reader *r, struct ledger_seen *seen)
{
  /* As many as there are words, and less one for each name.  */
  size_t room = 0, blanks = 0;
  for (const char *at = r->at; at != NULL && strncmp (at, "          }", 11) != 0;
       at = strchr (at, '\n'), at += at != NULL) {
    room++;
    for (const char *c = at; *c != '\0' && *c != '\n'; c++)
      blanks += *c == ' ';
  }
  room = blanks > 12 * room ? blanks - 12 * room : room;
  seen->definitions = TAKE (r, room, struct definition);
  do {
    demand (r, NEXT_IS (r, "            \""));
    char *name = get_text (r);
    demand (r, NEXT_IS (r, ": \""));
    char *value = get_text (r);
    for (char *word = value; word != NULL && !r->failed;) {
      char *next = strchr (word, ' ');
      if (next != NULL)
        *next++ = '\0';
      demand (r, seen->definitions_count < room);
      if (r->failed)
        return;
      struct definition *d = &seen->definitions[seen->definitions_count++];
      d->name = name;
      demand (r, digest_from_hex (word, &d->digest) && d->digest.length == DIGEST_HALF);
      word = next;
    }
  } while (get_separator (r));
  demand (r, ledger_definitions_in_order (seen));
}

/* Behind { ": a digest that compares only with its like.  */
static void
get_classed (struct reader *r, struct digest *digest, char **class)
{
  *class = get_text (r);
  demand (r, NEXT_IS (r, ": \""));
  get_digest (r, digest);
  demand (r, NEXT_IS (r, " }"));
}

static void
get_aspects (struct reader *r, struct ledger_seen *seen)
{
  if (NEXT_IS (r, ",\n          \"interface\": \""))
    get_digest (r, &seen->aspects[ASPECT_INTERFACE]);
  if (NEXT_IS (r, ",\n          \"source\": \""))
    get_digest (r, &seen->aspects[ASPECT_SOURCE]);
  if (NEXT_IS (r, ",\n          \"tree\": { \""))
    get_classed (r, &seen->aspects[ASPECT_TREE], &seen->tree_class);
  if (NEXT_IS (r, ",\n          \"behaviour\": { \""))
    get_classed (r, &seen->aspects[ASPECT_BEHAVIOUR], &seen->behaviour_class);
  if (NEXT_IS (r, ",\n          \"dependencies\": \""))
    get_digest (r, &seen->aspects[ASPECT_DEPENDENCIES]);
}

static void
get_scheme (struct reader *r, struct ledger_seen *seen)
{
  demand (r, *r->at >= '1' && *r->at <= '9');
  while (!r->failed && *r->at >= '0' && *r->at <= '9') {
    seen->scheme = 10 * seen->scheme + (unsigned) (*r->at++ - '0');
    demand (r, seen->scheme <= 1000000);
  }
}

static void
get_seen (struct reader *r, struct ledger_seen *seen)
{
  demand (r, NEXT_IS (r, "        \""));
  seen->variant = get_text (r);
  demand (r, NEXT_IS (r, ": {\n          \"scheme\": "));
  get_scheme (r, seen);
  if (NEXT_IS (r, ",\n          \"compiler\": \""))
    seen->compiler = get_text (r);
  get_aspects (r, seen);
  demand (r, NEXT_IS (r, ",\n          \"depends\": {"));
  if (!NEXT_IS (r, "}")) {
    demand (r, NEXT_IS (r, "\n"));
    get_depends (r, seen);
    demand (r, NEXT_IS (r, "          }"));
  }
  if (NEXT_IS (r, ",\n          \"definitions\": {\n")) {
    get_definitions (r, seen);
    demand (r, NEXT_IS (r, "          }"));
  }
  demand (r, NEXT_IS (r, "\n        }"));
}

/* Behind { ": what the functions below do.  */
static void
get_below (struct reader *r, struct ledger_view *v)
{
  size_t room = 1;
  for (const char *at = r->at; *at != '\0' && *at != '\n'; at++)
    room += *at == ',';
  v->below = TAKE (r, room, struct dependency);
  do {
    struct digest digest;
    demand (r, v->below_count < room);
    char *name = get_text (r);
    demand (r, NEXT_IS (r, ": \""));
    get_digest (r, &digest);
    demand (r, digest.length == DIGEST_SHORT);
    if (r->failed)
      return;
    struct dependency *one = &v->below[v->below_count++];
    one->kind = DEPENDENCY_FUNCTION;
    one->name = name;
    dependency_set_behaviour (one, &digest);
    demand (r, v->below_count < 2 || strcmp (one[-1].name, name) < 0);
  } while (!r->failed && NEXT_IS (r, ", \""));
  demand (r, NEXT_IS (r, " }"));
}

static void
get_view (struct reader *r, const struct ledger_state *s, struct ledger_view *v)
{
  bool known = false;
  demand (r, NEXT_IS (r, "        { \"variant\": \""));
  v->variant = get_text (r);
  if (NEXT_IS (r, ", \"compiler\": \""))
    v->compiler = get_text (r);
  if (NEXT_IS (r, ", \"source\": \""))
    get_digest (r, &v->source);
  if (NEXT_IS (r, ", \"tree\": { \""))
    get_classed (r, &v->tree, &v->tree_class);
  if (NEXT_IS (r, ", \"behaviour\": { \""))
    get_classed (r, &v->behaviour, &v->behaviour_class);
  if (NEXT_IS (r, ", \"below\": { \""))
    get_below (r, v);
  demand (r, NEXT_IS (r, " }"));
  for (size_t i = 0; i < s->seen_count && !r->failed; i++)
    known = known || strcmp (s->seen[i].variant, v->variant) == 0;
  demand (r, known);
}

static void
get_views (struct reader *r, struct ledger_state *s)
{
  size_t room = count_lines (r->at, "        {", "      ]");
  s->derived = TAKE (r, room, struct ledger_view);
  do {
    demand (r, s->derived_count < room);
    if (r->failed)
      return;
    get_view (r, s, &s->derived[s->derived_count++]);
  } while (get_separator (r));
  demand (r, NEXT_IS (r, "      ]") && ledger_views_in_order (s));
}

static void
get_state (struct reader *r, const struct ledger_file *f, struct ledger_state *s)
{
  demand (r, NEXT_IS (r, "    \""));
  s->id = get_text (r);
  demand (r, NEXT_IS (r, ": {\n"));
  if (NEXT_IS (r, "      \"blob\": \"")) {
    s->blob = get_text (r);
    demand (r, NEXT_IS (r, ",\n"));
  }
  demand (r, NEXT_IS (r, "      \"seen\": {\n"));
  size_t room = count_lines (r->at, "        \"", "      }");
  s->seen = TAKE (r, room, struct ledger_seen);
  do {
    demand (r, s->seen_count < room);
    if (r->failed)
      return;
    get_seen (r, &s->seen[s->seen_count++]);
    demand (r,
            s->seen_count < 2
                || (!r->failed && strcmp (s->seen[s->seen_count - 2].variant, s->seen[s->seen_count - 1].variant) < 0));
  } while (get_separator (r));
  demand (r, NEXT_IS (r, "      }"));
  if (NEXT_IS (r, ",\n      \"derived\": [\n"))
    get_views (r, s);
  demand (r, NEXT_IS (r, "\n    }"));
  if (r->failed)
    return;
  char hex[2 * DIGEST_FULL + 1];
  struct digest id = ledger_state_digest (f, s);
  demand (r, strcmp (digest_to_hex (&id, hex), s->id) == 0);
}

static void
get_states (struct reader *r, struct ledger_file *f)
{
  size_t room = count_lines (r->at, "    \"", "  }");
  f->states = TAKE (r, room, struct ledger_state);
  do {
    demand (r, f->states_count < room);
    if (r->failed)
      return;
    get_state (r, f, &f->states[f->states_count++]);
    demand (r,
            f->states_count < 2
                || (!r->failed && strcmp (f->states[f->states_count - 2].id, f->states[f->states_count - 1].id) < 0));
  } while (get_separator (r));
}

static void
get_file (struct reader *r, struct ledger_file *f)
{
  r->line = 3;
  demand (r, NEXT_IS (r, "{\n  \"format\": 1,\n  \"function\": \""));
  f->function = get_text (r);
  if (NEXT_IS (r, ",\n  \"file\": \"")) {
    f->file = get_text (r);
    r->line++;
    f->is_static = NEXT_IS (r, ",\n  \"static\": true");
    r->line += f->is_static;
  }
  demand (r, NEXT_IS (r, ",\n  \"domain\": \""));
  f->domain = get_text (r);
  r->line += 3;
  demand (r, NEXT_IS (r, ",\n  \"entries\": [\n"));
  if (!r->failed)
    get_entries (r, f);
  demand (r, NEXT_IS (r, "  ],\n  \"states\": {\n"));
  if (!r->failed)
    get_states (r, f);
  demand (r, NEXT_IS (r, "  }\n}\n"));
  for (size_t i = 0; i < f->entries_count && !r->failed; i++)
    demand (r, f->entries[i].kind == ENTRY_REVOKE || ledger_find_state (f, f->entries[i].state) != NULL);
}

struct ledger_file *
ledger_parse_canonical (char *text, size_t size, struct facts_storage **storage)
{
  struct reader r = { .at = text, .storage = storage };
  struct ledger_file *f = TAKE (&r, 1, struct ledger_file);
  get_file (&r, f);
  return !r.failed && r.at == text + size ? f : NULL;
}

struct ledger_file *
ledger_read_canonical (const char *path, struct facts_storage **storage)
{
  struct ledger_file *f = NULL;
  struct stat status;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return NULL;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode) && status.st_size > 0 && status.st_size < LARGEST) {
    size_t size = (size_t) status.st_size;
    char *text = facts_storage_get (storage, size + LEDGER_CANONICAL_PADDING, 1);
    /* One byte more than there should be: a file that grew is not taken for a whole one.  */
    if (pread (fd, text, size + 1, 0) == (ssize_t) size)
      f = ledger_parse_canonical (text, size, storage);
  }
  close (fd);
  if (f != NULL)
    f->path = (char *) path;
  return f;
}
