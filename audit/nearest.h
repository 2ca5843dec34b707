/* The nearest known name: "unknown key 'domian'; did you mean 'domain'?"  */
#ifndef LOADBEARING_NEAREST_H
#define LOADBEARING_NEAREST_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A search in progress.  */
struct nearest {
  const char *word;
  const char *best; /* NULL while nothing is near */
  unsigned distance;
};

/* Starts a search for names like WORD, which must outlive N.  */
void nearest_start (struct nearest *n, const char *word);
/* Offers one known name, which must outlive N.  Of equally near names the first wins.  */
void nearest_offer (struct nearest *n, const char *known);
/* The most similar name offered, or NULL if none is near enough to be meant.  */
const char *nearest_result (const struct nearest *n);

#ifdef __cplusplus
}
#endif
#endif
