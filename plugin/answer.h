/* What a child answers (child.h): texts and numbers in a row, each ended by a NUL.

   Both ends are the same process image, so a broken answer means a child that died, which child_finish tells; reading
   beyond the end gives nothing, and never crashes.  */
#ifndef LOADBEARING_ANSWER_H
#define LOADBEARING_ANSWER_H

#include "strbuf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends TEXT, which may be "", to ANSWER.  */
void answer_text (struct strbuf *answer, const char *text);
void answer_number (struct strbuf *answer, unsigned number);

struct answer_reader {
  const char *at, *end;
};

/* Reads ANSWER, which has to live as long as R is used.  */
struct answer_reader answer_reader (const struct strbuf *answer);
/* The next text, part of the answer; NULL at its end.  */
const char *answer_read_text (struct answer_reader *r);
/* The next number; 0 at the end.  */
unsigned answer_read_number (struct answer_reader *r);

#ifdef __cplusplus
}
#endif
#endif
