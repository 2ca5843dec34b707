/* What the preprocessor saw: active lines, files, macro expansions.

   libcpp tells three things through callbacks: that a line begins which is not
   skipped (line_change, with the line's first token), that a macro is expanded
   (used, while its definition is in force), and that the place jumps
   (file_change: #include, its end, #line).  From these, and from the files'
   text, a function's spelling is put together when it ends.

   The presumed line of a location comes from its map; the physical one is the
   presumed one plus an offset that changes with each #line.  */
#include "gcc-compat.h"

#include "distinct.h"
#include "environment.h"
#include "lexer.h"
#include "preprocessor.h"
#include "strbuf.h"

struct file {
  char *path;
  bool environment;
  bool read, readable;
  struct source_text text;
};

/* From START on, locations lie in FILE, and physical line = presumed line + OFFSET.  */
struct segment {
  location_t start;
  unsigned file;
  long offset;
};

/* A file that is being read, from BUFFER, and how its lines are numbered now.  */
struct reading {
  const cpp_buffer *buffer;
  unsigned file;
  long offset;
};

struct line_event {
  location_t loc;
  unsigned file;
  unsigned line, column; /* physical */
  unsigned presumed;
  const char *renamed; /* the presumed file, if #line gave it another name; GCC's */
};

struct use_event {
  location_t loc;     /* expansion point */
  location_t highest; /* the highest LOC up to here: for searching */
  unsigned macro;
};

struct known_macro {
  cpp_hashnode *node;
  const void *identity;
  location_t defined;
  struct macro_definition *definition;
  unsigned next; /* the next one in its bucket, plus 1 */
};

/* A growing array of TYPE.  */
#define ARRAY(type)                                                                                                    \
  struct {                                                                                                             \
    type *at;                                                                                                          \
    size_t count, capacity;                                                                                            \
  }
#define ARRAY_ADD(array)                                                                                               \
  ((array).count == (array).capacity                                                                                   \
       ? ((array).capacity = (array).capacity ? 2 * (array).capacity : 64,                                             \
          (array).at = (decltype ((array).at)) memory_grow ((array).at, (array).capacity, sizeof *(array).at))         \
       : (array).at,                                                                                                   \
   &(array).at[(array).count++])

static ARRAY (struct file) files;
static ARRAY (struct segment) segments;
static ARRAY (struct reading) including; /* the stack of files being read */
static ARRAY (struct line_event) lines;
static ARRAY (struct use_event) uses;
static ARRAY (struct known_macro) macros;
static unsigned macro_buckets[1024]; /* index of the newest, plus 1 */
static bool in_environment = true;
static struct lexer_options options;

static void (*next_line_change) (cpp_reader *, const cpp_token *, int);
static void (*next_file_change) (cpp_reader *, const line_map_ordinary *);
static void (*next_used) (cpp_reader *, location_t, cpp_hashnode *);

static unsigned
file_index (const char *path)
{
  struct file *f;
  for (size_t i = files.count; i-- > 0;)
    if (strcmp (files.at[i].path, path) == 0)
      return i;
  f = ARRAY_ADD (files);
  memset (f, 0, sizeof *f);
  f->path = memory_copy_text (path);
  f->environment = environment_holds (path);
  return files.count - 1;
}

static void
add_segment (location_t start, unsigned file, long offset)
{
  struct segment *s = ARRAY_ADD (segments);
  s->start = start;
  s->file = file;
  s->offset = offset;
  in_environment = files.at[file].environment;
}

static const struct segment *
segment_of (location_t loc)
{
  static size_t last;
  size_t low = 0, high = segments.count;
  /* Mostly the place asked for lies in the file that was asked for before.  */
  if (last < segments.count && segments.at[last].start <= loc
      && (last + 1 == segments.count || segments.at[last + 1].start > loc))
    return &segments.at[last];
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (segments.at[middle].start <= loc)
      low = middle + 1;
    else
      high = middle;
  }
  if (!low)
    return NULL;
  last = low - 1;
  return &segments.at[last];
}

/* The ordinary, pure location and map of LOC's expansion point; 0 for what has none.  */
static location_t
expansion_point (location_t loc, const line_map_ordinary **map)
{
  location_t at;
  *map = NULL;
  if (IS_ADHOC_LOC (loc))
    loc = get_location_from_adhoc_loc (line_table, loc);
  if (loc <= BUILTINS_LOCATION)
    return 0;
  /* Most are ordinary ones, which take one look at the maps.  */
  if (loc < LINEMAPS_MACRO_LOWEST_LOCATION (line_table)) {
    *map = linemap_check_ordinary (linemap_lookup (line_table, loc));
    at = loc & ~(((location_t) 1 << (*map)->m_range_bits) - 1);
    return at > BUILTINS_LOCATION ? at : 0;
  }
  at = linemap_resolve_location (line_table, loc, LRK_MACRO_EXPANSION_POINT, map);
  at = get_pure_location (at);
  return *map && at > BUILTINS_LOCATION ? at : 0;
}

static void
on_file_change (cpp_reader *reader, const line_map_ordinary *map)
{
  if (map) {
    const line_map_ordinary *before = map - 1;
    struct reading *top = including.count ? &including.at[including.count - 1] : NULL;
    location_t start = MAP_START_LOCATION (map);
    const cpp_buffer *buffer = cpp_get_buffer (reader);
    /* `# 1 "x.h" 1` in a text that is none of the preprocessor's own says that another file begins, or ends, where none does.  */
    bool same = top && top->buffer == buffer, moves = map->reason != LC_RENAME && map->reason != LC_RENAME_VERBATIM;
    if (map->reason == LC_RENAME_VERBATIM || (moves && same)) {
      /* #line: its end has been read, so the map before goes up to the line that follows it.  The new one begins there, behind
         that line's first column (#line) or in it (# 1 "x.h").  */
      location_t following = before->m_column_and_range_bits > before->m_range_bits ? start : start - 1;
      if (top)
        top->offset += (long) SOURCE_LINE (before, following) - (long) ORDINARY_MAP_STARTING_LINE_NUMBER (map);
    } else if (map->reason == LC_LEAVE) {
      while (including.count > 1 && including.at[including.count - 1].buffer != buffer)
        including.count--;
      top = including.count ? &including.at[including.count - 1] : NULL;
    } else if (moves) {
      unsigned file = file_index (ORDINARY_MAP_FILE_NAME (map));
      top = ARRAY_ADD (including);
      top->buffer = buffer;
      top->file = file;
      top->offset = 0;
    } else if (top && strcmp (ORDINARY_MAP_FILE_NAME (before), ORDINARY_MAP_FILE_NAME (map)) != 0) {
      top->file = file_index (ORDINARY_MAP_FILE_NAME (map));
      top->offset = 0;
    }
    if (top)
      add_segment (start, top->file, top->offset);
  }
  if (next_file_change)
    next_file_change (reader, map);
}

static void
on_line_change (cpp_reader *reader, const cpp_token *token, int parsing_args)
{
  if (!in_environment && token && token->type != CPP_EOF) {
    const line_map_ordinary *map;
    location_t loc = expansion_point (token->src_loc, &map);
    /* A token that was looked at and put back is announced again.  */
    if (loc && !(lines.count && lines.at[lines.count - 1].loc >= loc)) {
      const struct segment *segment = segment_of (loc);
      if (segment) {
        struct line_event *e = ARRAY_ADD (lines);
        e->loc = loc;
        e->file = segment->file;
        e->presumed = SOURCE_LINE (map, loc);
        e->line = e->presumed + segment->offset;
        e->renamed = ORDINARY_MAP_FILE_NAME (map);
        if (strcmp (e->renamed, files.at[segment->file].path) == 0)
          e->renamed = NULL;
        e->column = SOURCE_COLUMN (map, loc);
      }
    }
  }
  if (next_line_change)
    next_line_change (reader, token, parsing_args);
}

static unsigned
macro_index (cpp_reader *reader, cpp_hashnode *node)
{
  const void *identity = node->value.macro;
  location_t defined = cpp_macro_definition_location (node);
  struct known_macro *known;
  const char *text;
  unsigned *bucket =
      &macro_buckets[(NODE_LEN (node) * 31 + NODE_NAME (node)[0] * 7 + NODE_NAME (node)[NODE_LEN (node) - 1]) & 1023];
  for (unsigned i = *bucket; i; i = macros.at[i - 1].next)
    if (macros.at[i - 1].node == node && macros.at[i - 1].identity == identity && macros.at[i - 1].defined == defined)
      return i - 1;
  text = (const char *) cpp_macro_definition (reader, node);
  known = ARRAY_ADD (macros);
  known->node = node;
  known->identity = identity;
  known->defined = defined;
  /* The compiler's own are what options make them. GCC 14 places them before all files, others in "<built-in>".  */
  known->definition = macro_definition_parse (
      text, get_pure_location (defined) != BUILTINS_LOCATION && preprocessor_in_environment (defined), &options);
  known->next = *bucket;
  *bucket = macros.count;
  return macros.count - 1;
}

static void
on_used (cpp_reader *reader, location_t loc, cpp_hashnode *node)
{
  if (!in_environment && cpp_user_macro_p (node)) {
    const line_map_ordinary *map;
    location_t at = expansion_point (loc, &map);
    if (at) {
      unsigned macro = macro_index (reader, node);
      location_t highest = uses.count ? uses.at[uses.count - 1].highest : 0;
      struct use_event *e = ARRAY_ADD (uses);
      e->loc = at;
      e->highest = at > highest ? at : highest;
      e->macro = macro;
    }
  }
  if (next_used)
    next_used (reader, loc, node);
}

bool
preprocessor_input_preprocessed (void)
{
  return !&parse_in || !parse_in || cpp_get_options (parse_in)->preprocessed;
}

void
preprocessor_start (void)
{
  cpp_callbacks *callbacks;
  const cpp_options *given;
  if (preprocessor_input_preprocessed ())
    return;
  given = cpp_get_options (parse_in);
  options.trigraphs = given->trigraphs;
  options.raw_strings = given->rliterals;
  /* Not by given->cplusplus_comments, which is never set.  */
  options.line_comments = given->lang != CLK_STDC89 && given->lang != CLK_STDC94;
  options.digit_separators = given->digit_separators;
  if (LINEMAPS_ORDINARY_USED (line_table)) {
    const line_map_ordinary *last = LINEMAPS_LAST_ORDINARY_MAP (line_table);
    struct reading *top = ARRAY_ADD (including);
    top->buffer = cpp_get_buffer (parse_in);
    top->file = file_index (ORDINARY_MAP_FILE_NAME (last));
    top->offset = 0;
    add_segment (MAP_START_LOCATION (last), top->file, 0);
  }
  callbacks = cpp_get_callbacks (parse_in);
  next_line_change = callbacks->line_change;
  callbacks->line_change = on_line_change;
  next_file_change = callbacks->file_change;
  callbacks->file_change = on_file_change;
  next_used = callbacks->used;
  callbacks->used = on_used;
}

bool
preprocessor_place (location_t loc, struct place *place)
{
  const line_map_ordinary *map;
  location_t at = expansion_point (loc, &map);
  const struct segment *segment = at ? segment_of (at) : NULL;
  if (!segment)
    return false;
  place->path = files.at[segment->file].path;
  place->environment = files.at[segment->file].environment;
  place->line = SOURCE_LINE (map, at) + segment->offset;
  place->column = SOURCE_COLUMN (map, at);
  return true;
}

bool
preprocessor_in_environment (location_t loc)
{
  const line_map_ordinary *map;
  location_t at = expansion_point (loc, &map);
  const struct segment *segment;
  if (!at)
    return true;
  segment = segment_of (at);
  if (segment)
    return files.at[segment->file].environment;
  /* Predefined macros, preprocessed input, a precompiled header: only the presumed name is left.  */
  if (ORDINARY_MAP_FILE_NAME (map)[0] == '<')
    return environment_holds (ORDINARY_MAP_FILE_NAME (map));
  return in_system_header_at (at) && environment_holds (ORDINARY_MAP_FILE_NAME (map));
}

/* The first line event whose line may hold LOC.  */
static size_t
first_line (location_t loc)
{
  size_t low = 0, high = lines.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (lines.at[middle].loc <= loc)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? low - 1 : 0;
}

static size_t
first_use (location_t loc)
{
  size_t low = 0, high = uses.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (uses.at[middle].highest < loc)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The column where EVENT's line is to be read from: a #pragma is announced by its first word, not by its #.  */
static unsigned
column_of_event (const struct source_text *text, const struct line_event *event)
{
  const char *start;
  size_t blank;
  if (event->line < 1 || event->line > text->line_count)
    return event->column;
  start = text->data + text->line_starts[event->line - 1];
  blank = strspn (start, " \t");
  return start[blank] == '#' && blank + 1 < event->column ? blank + 1 : event->column;
}

static bool
lex_event (const struct line_event *event, struct token_list *tokens)
{
  struct file *f = &files.at[event->file];
  size_t first = tokens->count;
  if (!f->read) {
    f->read = true;
    f->readable = source_text_read (f->path, &f->text);
  }
  if (!f->readable || event->column == 0
      || !lex_line (&f->text, event->file, event->line, column_of_event (&f->text, event), &options, tokens))
    return false;
  for (size_t i = first; i < tokens->count; i++) {
    tokens->tokens[i].presumed = event->presumed + (tokens->tokens[i].line - event->line);
    tokens->tokens[i].renamed = event->renamed;
  }
  return true;
}

/* Why there is no column at LOC.  */
static const char *
why_no_column (location_t loc)
{
  if (get_pure_location (loc) >= LINE_MAP_MAX_LOCATION_WITH_COLS)
    return "the unit is so large that the compiler counts no columns there, so its text cannot be found; split the unit";
  return "it stands on a line so long that the compiler counts no columns, so its text cannot be found; break the line";
}

struct position {
  unsigned file, line, column;
};

static bool
position_of (location_t loc, struct position *position)
{
  const line_map_ordinary *map;
  location_t at = expansion_point (loc, &map);
  const struct segment *segment = at ? segment_of (at) : NULL;
  if (!segment)
    return false;
  position->file = segment->file;
  position->line = SOURCE_LINE (map, at) + segment->offset;
  position->column = SOURCE_COLUMN (map, at);
  return position->column != 0;
}

static bool
stands_at (const struct token *t, const struct position *p)
{
  return t->file == p->file && t->line == p->line && t->column == p->column;
}

static size_t
find_token (const struct token_list *tokens, size_t from, const struct position *p)
{
  while (from < tokens->count && !stands_at (&tokens->tokens[from], p))
    from++;
  return from;
}

static int
compare_tokens (const void *a, const void *b)
{
  const struct token *const *x = (const struct token *const *) a, *const *y = (const struct token *const *) b;
  if ((*x)->file != (*y)->file)
    return (*x)->file < (*y)->file ? -1 : 1;
  if ((*x)->line != (*y)->line)
    return (*x)->line < (*y)->line ? -1 : 1;
  return ((*x)->column > (*y)->column) - ((*x)->column < (*y)->column);
}

/* The token of F that stands at P, or NULL.  */
static const struct token *
token_at (struct spelled_function *f, const struct position *p)
{
  struct token wanted;
  const struct token *key = &wanted, **found;
  bool sorted = true;
  if (!f->by_place) {
    f->by_place = (const struct token **) memory_grow (NULL, f->tokens.count + 1, sizeof *f->by_place);
    for (size_t i = 0; i < f->tokens.count; i++) {
      f->by_place[i] = &f->tokens.tokens[i];
      sorted = sorted && (i == 0 || compare_tokens (&f->by_place[i - 1], &f->by_place[i]) <= 0);
    }
    /* They are not where a function goes on in another file.  */
    if (!sorted)
      qsort (f->by_place, f->tokens.count, sizeof *f->by_place, compare_tokens);
  }
  wanted.file = p->file;
  wanted.line = p->line;
  wanted.column = p->column;
  found = (const struct token **) bsearch (&key, f->by_place, f->tokens.count, sizeof *f->by_place, compare_tokens);
  return found ? *found : NULL;
}

/* There are few macros and many uses.  */
static void
mark_again (struct spelled_function *f)
{
  hash_set<const struct macro_definition *> seen;
  for (size_t i = 0; i < f->uses_count; i++)
    f->uses[i].again = seen.add (f->uses[i].macro);
  for (size_t i = f->uses_count, next = i; i-- > 0; next = f->uses[i].again ? next : i)
    f->uses[i].next = next;
}

/* The uses between START and END, each with the token that it was made for.  A macro that a directive
   asks for (#if) has no token and is left out: what counts is which lines it left active.  */
static void
attach_uses (location_t start, location_t end, struct spelled_function *f)
{
  const line_map_ordinary *map;
  location_t from = expansion_point (start, &map), to = expansion_point (end, &map);
  size_t capacity = 0;
  location_t last = 0;
  const struct token *found = NULL;
  for (size_t u = first_use (from); u < uses.count && uses.at[u].loc <= to; u++) {
    struct position p;
    /* What one expansion leads to stands at its place.  */
    if (uses.at[u].loc != last) {
      last = uses.at[u].loc;
      found = position_of (last, &p) ? token_at (f, &p) : NULL;
    }
    if (!found)
      continue;
    if (f->uses_count == capacity) {
      capacity = capacity ? 2 * capacity : 16;
      f->uses = (struct spelled_use *) memory_grow (f->uses, capacity, sizeof *f->uses);
    }
    f->uses[f->uses_count].token = found - f->tokens.tokens;
    f->uses[f->uses_count].macro = macros.at[uses.at[u].macro].definition;
    f->uses_count++;
  }
  mark_again (f);
}

/* Index past the last token of what starts at LAST: a macro's whole invocation, where a function ends
   inside one.  Sets *OPEN if more lines are needed.  */
static size_t
end_of_invocation (const struct token_list *tokens, size_t last, bool *open)
{
  int depth = 0;
  *open = false;
  if (last + 1 >= tokens->count || !token_is (&tokens->tokens[last + 1], "("))
    return last + 1;
  for (size_t i = last + 1; i < tokens->count; i++) {
    depth += token_is (&tokens->tokens[i], "(");
    depth -= token_is (&tokens->tokens[i], ")");
    if (depth == 0)
      return i + 1;
  }
  *open = true;
  return tokens->count;
}

/* Where the reading of a function's lines stands.  */
enum progress { BEFORE_START, INSIDE, AFTER_END };

/* Takes the tokens that EVENT's line added from FROM on: drops those before the function, and cuts
   after its last one.  END_IN_MACRO: the last token is a macro's name, and its arguments belong to it.  */
static enum progress
take_line (struct token_list *tokens, size_t from, enum progress progress, const struct position *first,
           const struct position *last, bool end_in_macro, size_t *last_token)
{
  size_t end;
  bool open;
  if (progress == BEFORE_START) {
    size_t begin = find_token (tokens, from, first);
    if (begin == tokens->count) {
      token_list_truncate (tokens, 0);
      return BEFORE_START;
    }
    token_list_drop_first (tokens, begin);
    from = 0;
  }
  if (*last_token == (size_t) -1) {
    *last_token = find_token (tokens, from, last);
    if (*last_token == tokens->count) {
      *last_token = (size_t) -1;
      return INSIDE;
    }
  }
  end = *last_token + 1;
  if (end_in_macro) {
    end = end_of_invocation (tokens, *last_token, &open);
    if (open)
      return INSIDE;
  }
  token_list_truncate (tokens, end);
  return AFTER_END;
}

bool
preprocessor_spell (location_t start, location_t end, struct spelled_function *f, const char **why)
{
  const line_map_ordinary *map;
  struct position first, last;
  enum progress progress = BEFORE_START;
  bool end_in_macro = linemap_location_from_macro_expansion_p (line_table, get_pure_location (end));
  size_t last_token = (size_t) -1;
  location_t limit;
  if (preprocessor_input_preprocessed ()) {
    *why = "the input was preprocessed, so nothing is known of how it is spelled";
    return false;
  }
  *why = "its place in the source is not known";
  first.column = last.column = 1;
  if (!position_of (start, &first) || !position_of (end, &last)) {
    if (!first.column || !last.column)
      *why = why_no_column (end);
    return false;
  }
  limit = expansion_point (end, &map);
  for (size_t e = first_line (expansion_point (start, &map)); e < lines.count && progress != AFTER_END; e++) {
    size_t from = f->tokens.count;
    if (lines.at[e].loc > limit && !end_in_macro)
      break;
    if (!lex_event (&lines.at[e], &f->tokens)) {
      *why = lines.at[e].column ? "its source file cannot be read again" : why_no_column (lines.at[e].loc);
      break;
    }
    progress = take_line (&f->tokens, from, progress, &first, &last, end_in_macro, &last_token);
  }
  if (progress != AFTER_END) {
    token_list_truncate (&f->tokens, 0);
    return false;
  }
  attach_uses (start, end, f);
  return true;
}

uint32_t
preprocessor_layout (const struct spelled_function *f)
{
  if (!f->tokens.count)
    return 0;
  const struct token *first = f->tokens.tokens, *last = &f->tokens.tokens[f->tokens.count - 1];
  const struct source_text *text = &files.at[first->file].text;
  if (first->file != last->file || !first->line || first->line > last->line || last->line > text->line_count)
    return 0;
  size_t start = text->line_starts[first->line - 1] + first->column - 1;
  size_t end = text->line_starts[last->line - 1] + last->column - 1 + strlen (last->text);
  if (start >= end || end > text->size)
    return 0;
  /* FNV-1a: nobody is to be deceived by it, and each function pays for it.  */
  uint32_t witness = distinct_hash (DISTINCT_SEED, text->data + start, end - start);
  return witness ? witness : 1;
}

void
preprocessor_drop (struct spelled_function *f, size_t count)
{
  size_t kept = 0;
  free (f->by_place);
  f->by_place = NULL;
  token_list_drop_first (&f->tokens, count);
  for (size_t i = 0; i < f->uses_count; i++)
    if (f->uses[i].token >= count) {
      f->uses[kept] = f->uses[i];
      f->uses[kept++].token -= count;
    }
  f->uses_count = kept;
  mark_again (f);
}

long
preprocessor_token_at (struct spelled_function *f, location_t loc)
{
  struct position p;
  const struct token *found;
  /* The place where the name is spelled, also when it is a macro's argument.  */
  location_t spelled = linemap_resolve_location (line_table, loc, LRK_SPELLING_LOCATION, NULL);
  if (!position_of (spelled, &p))
    return -1;
  found = token_at (f, &p);
  return found ? found - f->tokens.tokens : -1;
}
