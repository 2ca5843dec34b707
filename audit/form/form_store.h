/* Canonical forms beside the ledger: DOMAIN/FUNCTION.form, in a folder beside the audits.

   A form is no part of a state: the state has its digest, and a form that is kept counts as the audited one where it has that
   digest, whoever wrote it.  A file holds one form for each variant.  */
#ifndef LOADBEARING_FORM_STORE_H
#define LOADBEARING_FORM_STORE_H

#include "facts.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The file for F, which is load-bearing, below FOLDER, which is the policy's ledger folder.  Owned by the caller.  */
char *form_path (const char *folder, const struct function_facts *f);

/* Appends the form in TEXT, a file's content, whose digest is WANTED; false if it is not there.  What is broken holds
   none.  */
bool form_stored (const char *text, const struct digest *wanted, struct strbuf *out);

/* Appends the new content of a file (its present content is TEXT, or ""): what it holds for VARIANT is replaced by FORM, the
   other forms stay.  */
void form_store (const char *text, const char *variant, const char *form, struct strbuf *out);

#ifdef __cplusplus
}
#endif
#endif
