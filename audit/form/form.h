/* The canonical form of a function's body, made readable.

   The form is what the behaviour digest is computed of (plugin/behaviour/canonical.cc): dense, with everything numbered in the order in
   which it is met, so that a statement more gives half of it other numbers.  Here it becomes C-like text for people, whose
   difference shows what the function does otherwise: values are written where they are used, control flow is nested, and what
   needs a name has one that tells what it is and is the same in both of two forms that are compared.

   The text is for reading.  What decides is the digest, and where two forms that differ read alike, form_differ shows the forms
   themselves.  What a form holds that is not known here is shown as it stands.  */
#ifndef LOADBEARING_FORM_H
#define LOADBEARING_FORM_H

#include <stdbool.h>

#include "digest.h"
#include "strbuf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The digest that ASPECT_BEHAVIOUR has where FORM is a function's form.  */
struct digest form_digest (const char *form);

/* The compiler and the way of computing that FORM says it is of, "gcc12/3"; owned by the caller.  "" if it says none.  */
char *form_class (const char *form);

/* Appends FORM as people read it.  */
void form_read (const char *form, struct strbuf *out);

/* Two forms as people read them, OLD to BEFORE and NEW to AFTER; what is in both has one name.  Where that would read alike
   and the forms differ, all that the forms hold is appended, line by line: false then.  */
bool form_read_both (const char *old, const char *new_form, struct strbuf *before, struct strbuf *after);

#ifdef __cplusplus
}
#endif
#endif
