/* What a policy demands and nothing acts on yet.

   A key that is read and does nothing is a promise that is not kept: `check` names each, so that nobody relies on
   it.  What begins to act is taken out here.  */
#include "policy_private.h"

#include <string.h>

static void
add (struct strbuf *out, const char *what)
{
  strbuf_addf (out, "%s" QUOTE_OPEN "%s" QUOTE_CLOSE, out->length ? ", " : "", what);
}

void
policy_unheeded (const struct policy *p, struct strbuf *out)
{
  bool author = false, machines = false, is_signed = false;
  if (!p->path)
    return;
  for (size_t i = 0; i < p->domains_count; i++) {
    const struct policy_domain *d = &p->domains[i];
    author |= !d->author_may_be_only_auditor;
    machines |= d->machine_authorship_forbidden;
    is_signed |= d->is_signed;
  }
  if (author)
    add (out, "author_may_be_only_auditor");
  if (machines)
    add (out, "machine_authorship");
  if (is_signed)
    add (out, "signed");
  if (p->revocations_from)
    add (out, "revocations_from");
  if (p->signers)
    add (out, "signers");
  for (int r = 0; r < RULE_COUNT; r++)
    for (size_t i = 0; !rule_is_found ((enum rule) r) && i < p->severities->count; i++) {
      const struct severity_cell *cell = &p->severities->cells[i];
      /* Less than an error is what the shipped policy says, too, and stops nobody.  */
      if (cell->rule != r
          || (cell->severity < SEVERITY_ERROR && cell->severity <= rule_default_severity ((enum rule) r)))
        continue;
      struct strbuf text = STRBUF_INIT;
      strbuf_addf (&text, "severity of %s", rule_name ((enum rule) r));
      add (out, strbuf_text (&text));
      strbuf_release (&text);
      break;
    }
}
