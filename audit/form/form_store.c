/* Canonical forms beside the ledger.  See form_store.h.

   A file is, for each form in the order of variants: "form VARIANT BYTES", the form in so many bytes, and a line end.  */
#include "form_store.h"

#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "ledger/ledger_private.h"

#define STORE_HEADER "loadbearing forms 1\n"

char *
form_path (const char *folder, const struct function_facts *f)
{
  return ledger_path_beside (folder, "forms", f, ".form");
}

/* One form of a file.  */
struct stored {
  const char *variant;
  size_t variant_length;
  const char *form;
  size_t length;
};

/* The form at *AT, which is passed over; false at the end, and where the file is broken.  */
static bool
next_stored (const char **at, struct stored *s)
{
  char *end;
  if (strncmp (*at, "form ", 5) != 0)
    return false;
  s->variant = *at + 5;
  s->variant_length = strcspn (s->variant, " \n");
  const char *number = s->variant + s->variant_length;
  s->length = strtoul (number, &end, 10);
  if (*number != ' ' || end == number || *end != '\n')
    return false;
  s->form = end + 1;
  if (s->length > strlen (s->form) || s->form[s->length] != '\n')
    return false;
  *at = s->form + s->length + 1;
  return true;
}

static const char *
first_stored (const char *text)
{
  return strncmp (text, STORE_HEADER, strlen (STORE_HEADER)) == 0 ? text + strlen (STORE_HEADER) : "";
}

bool
form_stored (const char *text, const struct digest *wanted, struct strbuf *out)
{
  struct stored s;
  for (const char *at = first_stored (text); next_stored (&at, &s);) {
    struct digest digest = digest_of (s.form, s.length, DIGEST_FULL);
    if (digest_equal (&digest, wanted)) {
      strbuf_add (out, s.form, s.length);
      return true;
    }
  }
  return false;
}

static void
add_stored (struct strbuf *out, const char *variant, size_t variant_length, const char *form, size_t length)
{
  strbuf_addf (out, "form %.*s %zu\n", (int) variant_length, variant, length);
  strbuf_add (out, form, length);
  strbuf_add_char (out, '\n');
}

void
form_store (const char *text, const char *variant, const char *form, struct strbuf *out)
{
  struct stored s;
  size_t length = strlen (variant);
  bool written = false;
  strbuf_add_text (out, STORE_HEADER);
  for (const char *at = first_stored (text); next_stored (&at, &s);) {
    size_t common = s.variant_length < length ? s.variant_length : length;
    int order = strncmp (s.variant, variant, common);
    if (order == 0)
      order = s.variant_length < length ? -1 : s.variant_length > length;
    if (order >= 0 && !written) {
      add_stored (out, variant, length, form, strlen (form));
      written = true;
    }
    if (order != 0)
      add_stored (out, s.variant, s.variant_length, s.form, s.length);
  }
  if (!written)
    add_stored (out, variant, length, form, strlen (form));
}
