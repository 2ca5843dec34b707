/* Places in the source.  */
#include "gcc-compat.h"
#include "place.h"

/* How far from a declaration's name its attributes are looked for.  */
#define LINES_ABOVE 12
#define LINES_BELOW 12

/* The location of LINE and COLUMN in the file that MAP is about; the line may belong to an
   earlier or later map of the same file.  UNKNOWN_LOCATION if none holds it.  */
static location_t
place_in_file (const line_map_ordinary *map, unsigned line, unsigned column)
{
  const char *file = ORDINARY_MAP_FILE_NAME (map);
  for (unsigned i = LINEMAPS_ORDINARY_USED (line_table); i-- > 0;) {
    const line_map_ordinary *m = LINEMAPS_ORDINARY_MAP_AT (line_table, i);
    if (line < ORDINARY_MAP_STARTING_LINE_NUMBER (m) || !ORDINARY_MAP_FILE_NAME (m)
        || strcmp (ORDINARY_MAP_FILE_NAME (m), file) != 0)
      continue;
    location_t place = MAP_START_LOCATION (m)
                       + ((line - ORDINARY_MAP_STARTING_LINE_NUMBER (m)) << m->m_column_and_range_bits);
    location_t limit = i + 1 < LINEMAPS_ORDINARY_USED (line_table)
                           ? MAP_START_LOCATION (LINEMAPS_ORDINARY_MAP_AT (line_table, i + 1))
                           : line_table->highest_location + 1;
    if (place >= limit)
      continue;
    unsigned column_bits = m->m_column_and_range_bits - m->m_range_bits;
    if (column > 0 && column < (1u << column_bits) && place <= LINE_MAP_MAX_LOCATION_WITH_COLS)
      place += column << m->m_range_bits;
    return place < limit ? place : UNKNOWN_LOCATION;
  }
  return UNKNOWN_LOCATION;
}

/* The column (1-based) of TEXT in LINE of FILE, or 0.  */
static unsigned
column_of_text (const char *file, int line, const char *text, size_t length)
{
  char_span source = compat_source_line (file, line);
  if (!source || source.length () < length)
    return 0;
  for (size_t i = 0; i + length <= source.length (); i++)
    if (memcmp (source.get_buffer () + i, text, length) == 0)
      return (unsigned) i + 1;
  return 0;
}

location_t
place_of_text (location_t near, const char *text)
{
  if (near <= BUILTINS_LOCATION)
    return near;
  const line_map_ordinary *map = NULL;
  location_t spot = linemap_resolve_location (line_table, near, LRK_MACRO_EXPANSION_POINT, &map);
  expanded_location e = expand_location (spot);
  if (!map || !e.file || e.line <= 0)
    return near;
  size_t length = strlen (text);
  for (int distance = 0; distance <= LINES_ABOVE + LINES_BELOW; distance++) {
    int line = distance <= LINES_ABOVE ? e.line - distance : e.line + distance - LINES_ABOVE;
    unsigned column = line > 0 ? column_of_text (e.file, line, text, length) : 0;
    if (column == 0)
      continue;
    location_t found = place_in_file (map, (unsigned) line, column);
    if (found != UNKNOWN_LOCATION)
      return found;
  }
  return near;
}

location_t
place_of_definition (tree decl)
{
  location_t named = DECL_SOURCE_LOCATION (decl);
  struct function *function = DECL_STRUCT_FUNCTION (decl);
  location_t body = function ? function->function_start_locus : UNKNOWN_LOCATION;
  /* A macro of a system header may make the function in a file that is none.  */
  location_t written = linemap_resolve_location (line_table, named, LRK_MACRO_EXPANSION_POINT, NULL);
  if (body <= BUILTINS_LOCATION || !DECL_NAME (decl) || !in_system_header_at (written) || in_system_header_at (body))
    return named;
  return place_of_text (body, IDENTIFIER_POINTER (DECL_NAME (decl)));
}

location_t
place_at (const char *file, unsigned line, unsigned column)
{
  size_t length = strlen (file);
  for (unsigned i = 0; line > 0 && i < LINEMAPS_ORDINARY_USED (line_table); i++) {
    const line_map_ordinary *m = LINEMAPS_ORDINARY_MAP_AT (line_table, i);
    const char *name = ORDINARY_MAP_FILE_NAME (m);
    /* FILE is relative to the repository, the map's name as the compiler was told.  */
    size_t name_length = name ? strlen (name) : 0;
    bool same = name_length > length
                    ? name[name_length - length - 1] == '/' && strcmp (name + name_length - length, file) == 0
                : name_length > 0 ? (name_length == length || file[length - name_length - 1] == '/')
                                        && strcmp (file + length - name_length, name) == 0
                                  : false;
    if (!same)
      continue;
    location_t found = place_in_file (m, line, column);
    if (found != UNKNOWN_LOCATION)
      return found;
  }
  return UNKNOWN_LOCATION;
}

location_t
place_make (const char *file, unsigned line, unsigned column)
{
  struct line_maps *table = line_table;
  const line_map_ordinary *before = LINEMAPS_ORDINARY_USED (table) ? LINEMAPS_LAST_ORDINARY_MAP (table) : NULL;
  const char *file_before = before ? ORDINARY_MAP_FILE_NAME (before) : NULL;
  unsigned char system_before = before ? before->sysp : 0;
  bool reading = before && table->depth > 0;
  location_t place;
  linenum_type line_before = reading ? SOURCE_LINE (before, table->highest_line) : 0;
  /* Entering a file while another one is read would make an `In file included from' of it.  */
  linemap_add (table, reading ? LC_RENAME : LC_ENTER, 0, xstrdup (file), line);
  linemap_line_start (table, line, column + 1);
  place = linemap_position_for_column (table, column);
  if (reading)
    linemap_add (table, LC_RENAME, system_before, file_before, line_before);
  else
    linemap_add (table, LC_LEAVE, 0, NULL, 0);
  return place;
}
