/* Findings as GCC's diagnostics.

   The policy alone says how severe a finding is: -w, -Werror, -Wfatal-errors, system
   headers, #line and `#pragma GCC diagnostic` neither hide nor promote it.  */
#include "gcc-compat.h"
#include "session.h"
#include "diagnose.h"
#include "place.h"

/* While one lives, GCC's switches about warnings have no effect.  */
class own_rules {
public:
  own_rules () : saved (compat_diagnostics_save ())
  {
    compat_diagnostics_all ();
  }
  ~own_rules ()
  {
    compat_diagnostics_restore (saved);
  }

private:
  compat_diagnostics saved;
};

/* Appends TEXT as a GCC format: names in GCC's quotation marks, colours and all.  */
static void
add_format (struct strbuf *format, const char *text)
{
  for (; *text; text++)
    switch (*text) {
    case '%': strbuf_add_text (format, "%%"); break;
    case QUOTE_OPEN[0]: strbuf_add_text (format, "%<"); break;
    case QUOTE_CLOSE[0]: strbuf_add_text (format, "%>"); break;
    default: strbuf_add_char (format, *text);
    }
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-security"
static void
report (diagnostic_t kind, location_t place, const struct strbuf *format)
{
  emit_diagnostic (kind, place, 0, strbuf_text (format));
}
#pragma GCC diagnostic pop

/* The number that begins at *AT and ends before a colon, which is passed as well; 0 if there is none.  */
static unsigned
number_before_colon (const char **at)
{
  char *end;
  unsigned long number = ISDIGIT (**at) ? strtoul (*at, &end, 10) : 0;
  if (number == 0 || number > UINT_MAX / 2 || *end != ':')
    return 0;
  *at = end + 1;
  return number;
}

/* The place that LINE begins with, "FILE:LINE:COLUMN: ", and what follows it in *MESSAGE; UNKNOWN_LOCATION if it does not.  */
static location_t
place_of_message (const char *line, const char **message)
{
  for (const char *colon = strchr (line, ':'); colon; colon = strchr (colon + 1, ':')) {
    const char *at = colon + 1;
    unsigned number = number_before_colon (&at);
    unsigned column = number ? number_before_colon (&at) : 0;
    if (column == 0 || *at != ' ')
      continue;
    char *file = xstrndup (line, colon - line);
    location_t place = place_make (file, number, column);
    free (file);
    *message = at + 1;
    return place;
  }
  *message = line;
  return UNKNOWN_LOCATION;
}

void
diagnose_apply_gate (struct findings *findings)
{
  for (size_t i = 0; i < findings->count; i++) {
    struct finding *f = &findings->list[i];
    if (session.gate == GATE_OFF || session.quiet)
      f->severity = SEVERITY_OFF;
    else if (session.gate == GATE_WARN && f->severity == SEVERITY_ERROR)
      f->severity = SEVERITY_WARNING;
  }
}

bool
diagnose_any_error (const struct findings *findings)
{
  for (size_t i = 0; i < findings->count; i++)
    if (findings->list[i].severity == SEVERITY_ERROR && !findings->list[i].exempted)
      return true;
  return false;
}

/* The places of the unit's functions, by linkage name.  */
struct function_place {
  const char *name;
  location_t place;
};

static int
function_place_compare (const void *a, const void *b)
{
  return strcmp (((const struct function_place *) a)->name, ((const struct function_place *) b)->name);
}

/* All of them, sorted; names belong to GCC's identifiers, which stay.  */
static struct function_place *
function_places (size_t *count)
{
  struct function_place *places = NULL;
  size_t capacity = 0;
  *count = 0;
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  {
    if (!DECL_ASSEMBLER_NAME_SET_P (node->decl))
      continue;
    if (*count == capacity) {
      capacity = capacity ? capacity * 2 : 256;
      places = (struct function_place *) memory_grow (places, capacity, sizeof *places);
    }
    places[*count].name = targetm.strip_name_encoding (IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (node->decl)));
    places[(*count)++].place = place_of_definition (node->decl);
  }
  if (*count)
    qsort (places, *count, sizeof *places, function_place_compare);
  return places;
}

static location_t
place_of_finding (const struct finding *f, const struct function_place *places, size_t count)
{
  if (f->function && count) {
    struct function_place key = { f->function, UNKNOWN_LOCATION };
    const struct function_place *found = (const struct function_place *) bsearch (&key, places, count, sizeof *places,
                                                                                  function_place_compare);
    if (found)
      return found->place;
  }
  return f->file ? place_at (f->file, f->line, f->column) : UNKNOWN_LOCATION;
}

static void
diagnose_one (const struct finding *f, location_t place)
{
  static const diagnostic_t kinds[] = { DK_UNSPECIFIED, DK_NOTE, DK_WARNING, DK_ERROR };
  auto_diagnostic_group together;
  struct strbuf format = STRBUF_INIT;
  if (place == UNKNOWN_LOCATION && f->file) {
    add_format (&format, f->file);
    if (f->line)
      strbuf_addf (&format, ":%u:%u", f->line, f->column);
    strbuf_add_text (&format, ": ");
  }
  add_format (&format, f->message);
  strbuf_addf (&format, " [loadbearing: %s]", rule_name (f->rule));
  report (kinds[f->severity], place, &format);
  for (size_t i = 0; i < f->notes_count; i++) {
    strbuf_clear (&format);
    add_format (&format, f->notes[i]);
    report (DK_NOTE, place, &format);
  }
  if (f->command) {
    strbuf_clear (&format);
    strbuf_add_text (&format, "to settle it: ");
    add_format (&format, f->command);
    report (DK_NOTE, place, &format);
  }
  strbuf_release (&format);
}

void
diagnose_findings (const struct findings *findings)
{
  own_rules rules;
  size_t count = 0;
  struct function_place *places = NULL;
  for (size_t i = 0; i < findings->count; i++) {
    const struct finding *f = &findings->list[i];
    if (f->severity == SEVERITY_OFF || f->exempted)
      continue;
    if (!places)
      places = function_places (&count);
    diagnose_one (f, place_of_finding (f, places, count));
  }
  free (places);
}

/* One diagnostic for each line of TEXT.  */
static void
report_lines (diagnostic_t kind, const char *text)
{
  own_rules rules;
  while (*text) {
    size_t length = strcspn (text, "\n");
    struct strbuf format = STRBUF_INIT;
    char *line = xstrndup (text, length);
    const char *message;
    location_t place = place_of_message (line, &message);
    add_format (&format, message);
    if (length > 0)
      report (kind, place, &format);
    free (line);
    strbuf_release (&format);
    text += length + (text[length] == '\n');
  }
}

void
diagnose_broken (const struct strbuf *err)
{
  if (session.quiet || session.preprocess_only)
    return;
  report_lines (DK_ERROR, err->length ? strbuf_text (err) : "loadbearing: the policy or the ledger cannot be read");
}

void
diagnose_remarks (const struct strbuf *remarks)
{
  report_lines (DK_WARNING, strbuf_text (remarks));
}
