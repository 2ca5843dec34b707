/* Where a function stands in a source text, found by its tokens, so that people can be shown what
   changed in it.  Nothing is judged by this: fingerprints are.  */
#ifndef LOADBEARING_FUNCTION_TEXT_H
#define LOADBEARING_FUNCTION_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct function_text {
  size_t start, length; /* bytes of the text, from the first token of its declaration to its closing brace */
  unsigned line;        /* of the start, from 1 */
  unsigned end_line;
};

/* Finds the definitions of NAME (an identifier) at file scope, or in a namespace or class: at most ROOM of them, in
   order; returns how many.  What a macro defines is not found.  */
size_t function_text_find (const char *text, const char *name, struct function_text *found, size_t room);

#endif
