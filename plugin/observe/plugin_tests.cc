/* Code that asks whether the plugin is there: __LOADBEARING__, __has_attribute (load_bearing).

   Only loadbearing.h may: what else asks could be one thing for the auditor and another for the user.
   Preprocessed input asks nothing any more.  */
#include "gcc-compat.h"
#include "session.h"
#include "plugin_tests.h"

#define OWN_HEADER "loadbearing.h"

struct plugin_test {
  const char *what;
  const char *file;
  unsigned line;
};

static struct {
  struct plugin_test *list;
  size_t count;
} tests;

static void (*next_first_use) (cpp_reader *, location_t, cpp_hashnode *);
static int (*next_has_attribute) (cpp_reader *, bool);

static void
add (const char *what, location_t place)
{
  expanded_location e = expand_location (linemap_resolve_location (line_table, place, LRK_MACRO_EXPANSION_POINT, NULL));
  if (!e.file || e.line <= 0 || strcmp (lbasename (e.file), OWN_HEADER) == 0)
    return;
  for (size_t i = 0; i < tests.count; i++)
    if (tests.list[i].line == (unsigned) e.line && strcmp (tests.list[i].file, e.file) == 0)
      return;
  tests.list = (struct plugin_test *) memory_grow (tests.list, tests.count + 1, sizeof *tests.list);
  tests.list[tests.count++] = { what, memory_copy_text (e.file), (unsigned) e.line };
}

/* Called at the first use of each macro, `defined (MACRO)` included, which the callback `used` is not told.  */
static void
at_first_use (cpp_reader *reader, location_t place, cpp_hashnode *node)
{
  if (strcmp ((const char *) NODE_NAME (node), "__LOADBEARING__") == 0) {
    add ("__LOADBEARING__", place);
    /* So that the next use is a first one again; GCC needs the flag for -dU only.  */
    node->flags &= ~NODE_USED;
  }
  if (next_first_use)
    next_first_use (reader, place, node);
}

/* The attribute of ours that LINE names, or NULL.  */
static const char *
attribute_in (const char *line, size_t length)
{
  static const char *const names[] = { "load_bearing_test", "load_bearing", "prototype_track" };
  for (const char *name : names)
    for (size_t size = strlen (name), i = 0; i + size <= length; i++)
      if (memcmp (line + i, name, size) == 0)
        return name;
  return NULL;
}

static int
at_has_attribute (cpp_reader *reader, bool strict)
{
  int found = next_has_attribute (reader, strict);
  /* Nothing tells which attribute was asked for but the line that is being read; only ours are
     looked for, and only where the answer was yes.  */
  if (found) {
    expanded_location e = expand_location (line_table->highest_line);
    if (e.file && e.line > 0) {
      char_span line = compat_source_line (e.file, e.line);
      const char *what = line ? attribute_in (line.get_buffer (), line.length ()) : NULL;
      if (what)
        add (what, line_table->highest_line);
    }
  }
  return found;
}

void
plugin_tests_start (void)
{
  if (cpp_get_options (parse_in)->preprocessed)
    return;
  cpp_callbacks *callbacks = cpp_get_callbacks (parse_in);
  next_first_use = callbacks->used_define;
  callbacks->used_define = at_first_use;
  next_has_attribute = callbacks->has_attribute;
  if (next_has_attribute)
    callbacks->has_attribute = at_has_attribute;
}

void
plugin_tests_visit (void (*visit) (const char *what, const char *file, unsigned line, void *data), void *data)
{
  for (size_t i = 0; i < tests.count; i++)
    visit (tests.list[i].what, tests.list[i].file, tests.list[i].line, data);
}
