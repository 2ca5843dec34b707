/* What json_scan.c and json_document.c share.  */
#ifndef LOADBEARING_JSON_PRIVATE_H
#define LOADBEARING_JSON_PRIVATE_H

#include "json_scan.h"

struct value_places {
  struct json_place key, value;
};

struct item_index {
  const cJSON *item;
  size_t index;
};

/* Places in the order in which values start, which is the order of a walk over
   cJSON's tree; BY_ITEM, made when first asked, is sorted by address.  */
struct json_places {
  struct value_places *list;
  size_t count, capacity;
  struct item_index *by_item;
};

/* ---- json_scan.c  */
/* Scans SIZE bytes of TEXT, which PATH holds, blanks the comments in it, and notes the places of
   all values.  False with the first fault in ERR.  */
bool json_scan_text (const char *path, char *text, size_t size, const char *conflict_remedy, struct json_places *places,
                     struct strbuf *err);

/* ---- json_document.c  */
void json_vfault_at (struct strbuf *err, const char *path, struct json_place place, const char *format, va_list args);

#endif
