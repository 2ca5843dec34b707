/* The canonical text of a ledger file: one entry or one digest a line.  */
#include "ledger_private.h"

#include <stdlib.h>
#include <string.h>

/* U+EF00 plus a byte, for bytes 0x80 to 0xff: EE BC 80 and up.  */
#define RAW_BYTE_BASE 0xef00u

void
ledger_add_json_text (struct strbuf *out, const char *text)
{
  const unsigned char *c = (const unsigned char *) text;
  strbuf_add_char (out, '"');
  while (*c != '\0') {
    size_t length = json_utf8_length ((const char *) c, strnlen ((const char *) c, 4));
    if (length == 0) {
      unsigned code = RAW_BYTE_BASE + *c;
      char encoded[3] = { (char) (0xe0 | code >> 12), (char) (0x80 | (code >> 6 & 0x3f)),
                          (char) (0x80 | (code & 0x3f)) };
      strbuf_add (out, encoded, sizeof encoded);
      c++;
      continue;
    }
    if (*c == '"' || *c == '\\')
      strbuf_addf (out, "\\%c", *c);
    else if (*c == '\n')
      strbuf_add_text (out, "\\n");
    else if (*c == '\t')
      strbuf_add_text (out, "\\t");
    else if (*c < 0x20 || *c == 0x7f)
      strbuf_addf (out, "\\u%04x", *c);
    else
      strbuf_add (out, c, length);
    c += length;
  }
  strbuf_add_char (out, '"');
}

char *
ledger_text_from_json (const char *text)
{
  if (strchr (text, 0xee) == NULL)
    return memory_copy_text (text);
  struct strbuf out = STRBUF_INIT;
  for (const unsigned char *c = (const unsigned char *) text; *c != '\0'; c++) {
    if (c[0] == 0xee && (c[1] == 0xbe || c[1] == 0xbf) && (c[2] & 0xc0) == 0x80) {
      unsigned code = (c[0] & 15u) << 12 | (c[1] & 0x3fu) << 6 | (c[2] & 0x3fu);
      strbuf_add_char (&out, (char) (code - RAW_BYTE_BASE));
      c += 2;
    } else
      strbuf_add_char (&out, (char) *c);
  }
  return strbuf_detach (&out);
}

void
ledger_add_dependency_value (struct strbuf *out, const struct dependency *d)
{
  char hex[2 * DIGEST_FULL + 1];
  strbuf_add_text (out, digest_to_hex (&d->digest, hex));
  if (digest_known (&d->digest) && d->behaves) {
    struct digest behaviour = dependency_behaviour (d);
    strbuf_addf (out, "/%s", digest_to_hex (&behaviour, hex));
  }
  if (d->via == NULL)
    return;
  if (digest_known (&d->digest))
    strbuf_add_char (out, ' ');
  strbuf_addf (out, "via %s()", d->via);
}

bool
ledger_split_dependency_value (char *value, struct dependency *d)
{
  char *via = value;
  if (strncmp (value, "via ", 4) != 0) {
    via = strchr (value, ' ');
    if (via != NULL)
      *via++ = '\0';
    char *slash = strchr (value, '/');
    if (slash != NULL) {
      struct digest behaviour;
      *slash++ = '\0';
      if (!digest_from_hex (slash, &behaviour) || behaviour.length != DIGEST_SHORT)
        return false;
      dependency_set_behaviour (d, &behaviour);
    }
    if ((via != NULL || slash != NULL || *value != '\0') && !digest_from_hex (value, &d->digest))
      return false;
  }
  if (via == NULL)
    return true;
  size_t length = strlen (via);
  if (length <= 6 || memcmp (via, "via ", 4) != 0 || strcmp (via + length - 2, "()") != 0)
    return false;
  via[length - 2] = '\0';
  d->via = via + 4;
  return true;
}

/* ---- The parts, each at its place of the file.  */

static void
add_member (struct strbuf *out, const char *key, const char *text)
{
  if (text == NULL)
    return;
  strbuf_addf (out, ", \"%s\": ", key);
  ledger_add_json_text (out, text);
}

static void
add_entry (struct strbuf *out, const struct ledger_entry *e)
{
  static const char *const kinds[] = { "audit", "exempt", "revoke" };
  strbuf_addf (out, "    { \"kind\": \"%s\"", kinds[e->kind]);
  add_member (out, "state", e->state);
  add_member (out, "from", e->from);
  add_member (out, "by", e->by);
  add_member (out, "date", e->date);
  add_member (out, "until", e->until);
  add_member (out, "was", e->was);
  add_member (out, "reason", e->reason);
  add_member (out, "notes", e->notes);
  add_member (out, "signature", e->signature);
  strbuf_add_text (out, " }");
}

static void
add_depends (struct strbuf *out, const struct ledger_seen *seen)
{
  strbuf_add_text (out, ",\n          \"depends\": {");
  struct strbuf label = STRBUF_INIT, value = STRBUF_INIT;
  for (size_t i = 0; i < seen->depends_count;) {
    size_t end = i + 1;
    while (end < seen->depends_count && dependency_compare_label (&seen->depends[i], &seen->depends[end]) == 0)
      end++;
    strbuf_clear (&label);
    dependency_label (&seen->depends[i], &label);
    strbuf_add_text (out, i == 0 ? "\n            " : ",\n            ");
    ledger_add_json_text (out, strbuf_text (&label));
    strbuf_add_text (out, end - i > 1 ? ": [" : ": ");
    /* Several things of one label, two `struct s` of inner scopes say, are a list.  */
    for (size_t n = i; n < end; n++) {
      strbuf_clear (&value);
      ledger_add_dependency_value (&value, &seen->depends[n]);
      if (n > i)
        strbuf_add_text (out, ", ");
      ledger_add_json_text (out, strbuf_text (&value));
    }
    if (end - i > 1)
      strbuf_add_char (out, ']');
    i = end;
  }
  strbuf_add_text (out, seen->depends_count != 0 ? "\n          }" : "}");
  strbuf_release (&value);
  strbuf_release (&label);
}

/* NAME: its digests, separated by a blank: several where it was not known which program the function is linked into.  */
static void
add_definitions (struct strbuf *out, const struct ledger_seen *seen)
{
  char hex[2 * DIGEST_FULL + 1];
  for (size_t i = 0; i < seen->definitions_count; i++) {
    const struct definition *d = &seen->definitions[i];
    if (i > 0 && strcmp (d[-1].name, d->name) == 0)
      strbuf_addf (out, " %s", digest_to_hex (&d->digest, hex));
    else {
      strbuf_add_text (out, i == 0 ? ",\n          \"definitions\": {\n            " : "\",\n            ");
      ledger_add_json_text (out, d->name);
      strbuf_addf (out, ": \"%s", digest_to_hex (&d->digest, hex));
    }
  }
  if (seen->definitions_count)
    strbuf_add_text (out, "\"\n          }");
}

static void
add_seen (struct strbuf *out, const struct ledger_seen *seen)
{
  char hex[2 * DIGEST_FULL + 1];
  strbuf_add_text (out, "        ");
  ledger_add_json_text (out, seen->variant);
  strbuf_addf (out, ": {\n          \"scheme\": %u", seen->scheme);
  if (seen->compiler != NULL) {
    strbuf_add_text (out, ",\n          \"compiler\": ");
    ledger_add_json_text (out, seen->compiler);
  }
  for (int a = 0; a < ASPECT_COUNT; a++) {
    if (!digest_known (&seen->aspects[a]))
      continue;
    strbuf_addf (out, ",\n          \"%s\": ", aspect_name ((enum aspect) a));
    digest_to_hex (&seen->aspects[a], hex);
    if (a == ASPECT_TREE || a == ASPECT_BEHAVIOUR) {
      const char *class = a == ASPECT_TREE ? seen->tree_class : seen->behaviour_class;
      strbuf_add_text (out, "{ ");
      ledger_add_json_text (out, class != NULL ? class : "");
      strbuf_addf (out, ": \"%s\" }", hex);
    } else
      strbuf_addf (out, "\"%s\"", hex);
  }
  add_depends (out, seen);
  add_definitions (out, seen);
  strbuf_add_text (out, "\n        }");
}

static void
add_view (struct strbuf *out, const struct ledger_view *v)
{
  char hex[2 * DIGEST_FULL + 1];
  strbuf_add_text (out, "        { \"variant\": ");
  ledger_add_json_text (out, v->variant);
  add_member (out, "compiler", v->compiler);
  if (digest_known (&v->source))
    strbuf_addf (out, ", \"source\": \"%s\"", digest_to_hex (&v->source, hex));
  if (digest_known (&v->tree)) {
    strbuf_add_text (out, ", \"tree\": { ");
    ledger_add_json_text (out, v->tree_class != NULL ? v->tree_class : "");
    strbuf_addf (out, ": \"%s\" }", digest_to_hex (&v->tree, hex));
  }
  if (digest_known (&v->behaviour)) {
    strbuf_add_text (out, ", \"behaviour\": { ");
    ledger_add_json_text (out, v->behaviour_class != NULL ? v->behaviour_class : "");
    strbuf_addf (out, ": \"%s\" }", digest_to_hex (&v->behaviour, hex));
  }
  if (v->below_count > 0)
    strbuf_add_text (out, ", \"below\": { ");
  for (size_t i = 0; i < v->below_count; i++) {
    struct digest behaviour = dependency_behaviour (&v->below[i]);
    strbuf_add_text (out, i > 0 ? ", " : "");
    ledger_add_json_text (out, v->below[i].name);
    strbuf_addf (out, ": \"%s\"", digest_to_hex (&behaviour, hex));
  }
  strbuf_add_text (out, v->below_count > 0 ? " } }" : " }");
}

static void
add_state (struct strbuf *out, const struct ledger_state *s)
{
  strbuf_addf (out, "    \"%s\": {\n", s->id);
  if (s->blob != NULL) {
    strbuf_add_text (out, "      \"blob\": ");
    ledger_add_json_text (out, s->blob);
    strbuf_add_text (out, ",\n");
  }
  strbuf_add_text (out, "      \"seen\": {");
  for (size_t i = 0; i < s->seen_count; i++) {
    strbuf_add_text (out, i == 0 ? "\n" : ",\n");
    add_seen (out, &s->seen[i]);
  }
  strbuf_add_text (out, s->seen_count != 0 ? "\n      }" : "}");
  for (size_t i = 0; i < s->derived_count; i++) {
    strbuf_add_text (out, i == 0 ? ",\n      \"derived\": [\n" : ",\n");
    add_view (out, &s->derived[i]);
  }
  strbuf_add_text (out, s->derived_count != 0 ? "\n      ]\n    }" : "\n    }");
}

void
ledger_format (const struct ledger_file *f, struct strbuf *out)
{
  strbuf_add_text (out, "{\n  \"format\": 1,\n  \"function\": ");
  ledger_add_json_text (out, f->function);
  if (f->file != NULL) {
    strbuf_add_text (out, ",\n  \"file\": ");
    ledger_add_json_text (out, f->file);
  }
  if (f->is_static)
    strbuf_add_text (out, ",\n  \"static\": true");
  strbuf_add_text (out, ",\n  \"domain\": ");
  ledger_add_json_text (out, f->domain);
  strbuf_add_text (out, ",\n  \"entries\": [");
  for (size_t i = 0; i < f->entries_count; i++) {
    strbuf_add_text (out, i == 0 ? "\n" : ",\n");
    add_entry (out, &f->entries[i]);
  }
  strbuf_add_text (out, f->entries_count != 0 ? "\n  ]" : "]");
  strbuf_add_text (out, ",\n  \"states\": {");
  for (size_t i = 0; i < f->states_count; i++) {
    strbuf_add_text (out, i == 0 ? "\n" : ",\n");
    add_state (out, &f->states[i]);
  }
  strbuf_add_text (out, f->states_count != 0 ? "\n  }\n}\n" : "}\n}\n");
}
