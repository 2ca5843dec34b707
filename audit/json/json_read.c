/* Checked reading of JSON values.  */
#include "json_read.h"

#include <stdlib.h>
#include <string.h>

#include "nearest.h"

#define Q(text) QUOTE_OPEN text QUOTE_CLOSE

const char *
json_kind (const cJSON *item)
{
  switch (item->type & 0xff) {
  case cJSON_False:
  case cJSON_True: return "true or false";
  case cJSON_NULL: return "null";
  case cJSON_Number: return "a number";
  case cJSON_String: return "a text";
  case cJSON_Array: return "an array";
  case cJSON_Object: return "an object";
  }
  return "no value";
}

const cJSON *
json_member (const cJSON *object, const char *key)
{
  return cJSON_GetObjectItemCaseSensitive (object, key);
}

void
json_check_keys (struct json_document *d, const cJSON *object, const char *const *known, const char *what)
{
  for (const cJSON *item = object->child; item != NULL; item = item->next) {
    bool found = false;
    for (size_t i = 0; known[i] != NULL && !found; i++)
      found = strcmp (known[i], item->string) == 0;
    if (found)
      continue;
    struct nearest n;
    nearest_start (&n, item->string);
    for (size_t i = 0; known[i] != NULL; i++)
      nearest_offer (&n, known[i]);
    if (nearest_result (&n) != NULL)
      json_key_fault (d, item, "unknown key " Q ("%s") " in %s; did you mean " Q ("%s") "?", item->string, what,
                      nearest_result (&n));
    else {
      struct strbuf all = STRBUF_INIT;
      for (size_t i = 0; known[i] != NULL; i++)
        strbuf_addf (&all, "%s%s", i == 0 ? "" : ", ", known[i]);
      json_key_fault (d, item, "unknown key " Q ("%s") " in %s; known are: %s", item->string, what, strbuf_text (&all));
      strbuf_release (&all);
    }
  }
}

bool
json_expect_object (struct json_document *d, const cJSON *item, const char *what)
{
  if (cJSON_IsObject (item))
    return true;
  json_fault (d, item, "%s must be an object, not %s; write { ... }", what, json_kind (item));
  return false;
}

bool
json_expect_array (struct json_document *d, const cJSON *item, const char *what)
{
  if (cJSON_IsArray (item))
    return true;
  json_fault (d, item, "%s must be an array, not %s; write [ ... ]", what, json_kind (item));
  return false;
}

const cJSON *
json_require (struct json_document *d, const cJSON *object, const char *key, const char *what)
{
  const cJSON *item = json_member (object, key);
  if (item == NULL)
    json_fault (d, object, "%s has no key " Q ("%s") "; add it", what, key);
  return item;
}

const cJSON *
json_get_text (struct json_document *d, const cJSON *object, const char *key, const char **text)
{
  const cJSON *item = json_member (object, key);
  if (item == NULL)
    return NULL;
  if (!cJSON_IsString (item)) {
    json_fault (d, item, Q ("%s") " must be a text, not %s; write \"...\"", key, json_kind (item));
    return NULL;
  }
  if (*item->valuestring == '\0') {
    json_fault (d, item, Q ("%s") " is empty; fill it in or remove the key", key);
    return NULL;
  }
  *text = item->valuestring;
  return item;
}

const cJSON *
json_get_flag (struct json_document *d, const cJSON *object, const char *key, bool *flag)
{
  const cJSON *item = json_member (object, key);
  if (item == NULL)
    return NULL;
  if (!cJSON_IsBool (item)) {
    json_fault (d, item, Q ("%s") " must be true or false, not %s", key, json_kind (item));
    return NULL;
  }
  *flag = cJSON_IsTrue (item);
  return item;
}

const cJSON *
json_get_count (struct json_document *d, const cJSON *object, const char *key, unsigned least, unsigned most,
                unsigned *count)
{
  const cJSON *item = json_member (object, key);
  if (item == NULL)
    return NULL;
  if (!cJSON_IsNumber (item)) {
    json_fault (d, item, Q ("%s") " must be a whole number, not %s", key, json_kind (item));
    return NULL;
  }
  double number = item->valuedouble;
  if (!(number >= least && number <= most) || (double) (unsigned) number != number) {
    json_fault (d, item, Q ("%s") " is %.15g; write a whole number from %u to %u", key, number, least, most);
    return NULL;
  }
  *count = (unsigned) number;
  return item;
}

const cJSON *
json_get_word (struct json_document *d, const cJSON *object, const char *key, const char *const *words, unsigned *index)
{
  const char *text;
  const cJSON *item = json_get_text (d, object, key, &text);
  if (item == NULL)
    return NULL;
  for (unsigned i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], text) == 0) {
      *index = i;
      return item;
    }
  struct nearest n;
  nearest_start (&n, text);
  struct strbuf all = STRBUF_INIT;
  for (unsigned i = 0; words[i] != NULL; i++) {
    nearest_offer (&n, words[i]);
    strbuf_addf (&all, "%s%s", i == 0 ? "" : words[i + 1] == NULL ? " or " : ", ", words[i]);
  }
  if (nearest_result (&n) != NULL)
    json_fault (d, item, Q ("%s") " cannot be " Q ("%s") "; did you mean " Q ("%s") "?", key, text,
                nearest_result (&n));
  else
    json_fault (d, item, Q ("%s") " cannot be " Q ("%s") "; write %s", key, text, strbuf_text (&all));
  strbuf_release (&all);
  return NULL;
}

const cJSON *
json_get_texts (struct json_document *d, const cJSON *object, const char *key, char ***texts)
{
  const cJSON *array = json_member (object, key);
  if (array == NULL)
    return NULL;
  if (!cJSON_IsArray (array)) {
    json_fault (d, array, Q ("%s") " must be an array of texts, not %s; write [\"...\"]", key, json_kind (array));
    return NULL;
  }
  bool fine = true;
  for (const cJSON *item = array->child; item != NULL; item = item->next) {
    if (!cJSON_IsString (item)) {
      json_fault (d, item, Q ("%s") " holds texts, not %s; write \"...\"", key, json_kind (item));
      fine = false;
    } else if (*item->valuestring == '\0') {
      json_fault (d, item, "empty text in " Q ("%s") "; fill it in or remove it", key);
      fine = false;
    } else
      for (const cJSON *other = array->child; other != item; other = other->next)
        if (cJSON_IsString (other) && strcmp (other->valuestring, item->valuestring) == 0) {
          json_fault (d, item, Q ("%s") " stands twice in " Q ("%s") "; remove one", item->valuestring, key);
          fine = false;
          break;
        }
  }
  if (!fine)
    return NULL;
  text_list_free (*texts);
  *texts = NULL;
  for (const cJSON *item = array->child; item != NULL; item = item->next)
    text_list_add (texts, item->valuestring);
  if (*texts == NULL)
    *texts = memory_get (sizeof **texts);
  return array;
}

void
text_list_free (char **list)
{
  if (list == NULL)
    return;
  for (size_t i = 0; list[i] != NULL; i++)
    free (list[i]);
  free (list);
}

size_t
text_list_count (char *const *list)
{
  size_t count = 0;
  while (list != NULL && list[count] != NULL)
    count++;
  return count;
}

void
text_list_add (char ***list, const char *text)
{
  size_t count = text_list_count (*list);
  *list = memory_grow (*list, count + 2, sizeof **list);
  (*list)[count] = memory_copy_text (text);
  (*list)[count + 1] = NULL;
}

char **
text_list_copy (char *const *list)
{
  char **copy = memory_get ((text_list_count (list) + 1) * sizeof *copy);
  for (size_t i = 0; list != NULL && list[i] != NULL; i++)
    copy[i] = memory_copy_text (list[i]);
  return copy;
}
