/* Sinks, read from the table that the plugin carries in itself and from the policy.  See sinks.h.  */
#include "gcc-compat.h"

#include "session.h"
#include "sinks.h"

extern "C" {
extern const char assertions_shipped_text[];
}

static const char *const kind_names[] = { "none", "fails",        "exits", "true",   "false", "equal", "differ",
                                          "text", "text-differs", "bytes", "within", "null",  "set",   "skips" };

/* The sink that LINE, up to its end, describes after the name.  */
static struct sink
parse (const char *line)
{
  struct sink sink = { SINK_NONE, { 0, 0, 0 }, false };
  line += strspn (line, " ");
  size_t length = strcspn (line, " \n");
  for (unsigned i = 0; i < ARRAY_SIZE (kind_names); i++)
    if (strlen (kind_names[i]) == length && memcmp (kind_names[i], line, length) == 0)
      sink.kind = (enum sink_kind) i;
  line += length;
  for (unsigned i = 0; i < 3 && *line == ' '; i++)
    sink.arguments[i] = (unsigned) strtoul (line, const_cast<char **> (&line), 10);
  return sink;
}

static bool
sink_of_policy (const char *name, struct sink *sink)
{
  for (size_t i = 0; i < session.policy->assertions_count; i++) {
    const struct policy_assertion *a = &session.policy->assertions[i];
    if (strcmp (a->name, name) != 0)
      continue;
    unsigned actual = 0, expected = 0, condition = 0;
    for (unsigned n = 0; n < a->arguments_count; n++)
      if (a->arguments[n] == ASSERTION_ACTUAL)
        actual = n + 1;
      else if (a->arguments[n] == ASSERTION_EXPECTED)
        expected = n + 1;
      else if (a->arguments[n] == ASSERTION_CONDITION)
        condition = n + 1;
    if (actual && expected)
      *sink = { SINK_EQUAL, { actual, expected, 0 }, true };
    else
      *sink = { SINK_TRUE, { condition ? condition : actual, 0, 0 }, true };
    return true;
  }
  return false;
}

static struct sink
find_sink (const char *name)
{
  struct sink sink = { SINK_NONE, { 0, 0, 0 }, false };
  size_t length = strlen (name);
  if (sink_of_policy (name, &sink))
    return sink;
  for (const char *line = assertions_shipped_text; *line;) {
    if (strncmp (line, name, length) == 0 && line[length] == ' ')
      return parse (line + length);
    line += strcspn (line, "\n");
    line += *line == '\n';
  }
  return sink;
}

struct sink
sink_of (const char *name)
{
  /* By the name's place: the compiler keeps each name once.  */
  static hash_map<const void *, struct sink> *known;
  bool existed;
  if (!known)
    known = new hash_map<const void *, struct sink>;
  struct sink &sink = known->get_or_insert (name, &existed);
  if (!existed)
    sink = find_sink (name);
  return sink;
}
