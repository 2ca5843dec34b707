/* Stub-proofness: whether some constant in the place of one of a function's outputs would pass all tests.  See program_stubs.h.  */
#include "program_stubs.h"

#include "accepting.h"
#include "program_calls.h"
#include "program_views.h"

#include <stdlib.h>
#include <string.h>

/* What all references together accept of one output.  */
struct output {
  const char *name;
  struct accepting set;
  size_t references;
};

/* "return" of "return->8:32" and of "return+0:16"; "argument 1" of what is seen there by others.  */
static size_t
base_length (const char *name)
{
  if (program_views_is (name))
    return (size_t) (strstr (name, REFERENCE_SEEN) - name);
  size_t length = strcspn (name, "+");
  const char *arrow = strstr (name, "->");
  return arrow && (size_t) (arrow - name) < length ? (size_t) (arrow - name) : length;
}

/* Of texts, bytes among them, and numbers, one says nothing about the other.  */
static bool
is_of_texts (const struct accepting *set)
{
  return !set->intervals_count && (set->texts_count || set->all_texts);
}

static struct output *
find_output (struct output *list, size_t count, const char *name, const struct accepting *set)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp (list[i].name, name) == 0
        && (accepting_is_empty (set) || accepting_is_empty (&list[i].set)
            || is_of_texts (set) == is_of_texts (&list[i].set)))
      return &list[i];
  return NULL;
}

static size_t
collect_outputs (const struct counted_reference *counted, size_t counted_count, struct output **list)
{
  size_t count = 0;
  *list = NULL;
  for (size_t i = 0; i < counted_count; i++) {
    const struct reference_facts *r = &counted[i].facts;
    for (size_t o = 0; o < r->outputs_count; o++) {
      struct accepting set;
      if (program_calls_is (r->outputs[o].name))
        continue;
      /* What cannot be read accepts everything.  */
      if (!accepting_read (r->outputs[o].accepts, &set))
        set = accepting_all (-__builtin_infl (), __builtin_infl (), false, true);
      if (counted[i].fails) {
        accepting_release (&set);
        set = accepting_none ();
      }
      struct output *known = find_output (*list, count, r->outputs[o].name, &set);
      if (known) {
        accepting_intersect (&known->set, &set);
        known->references++;
        accepting_release (&set);
        continue;
      }
      *list = memory_grow (*list, count + 1, sizeof **list);
      (*list)[count++] = (struct output){ r->outputs[o].name, set, 1 };
    }
  }
  return count;
}

static void
describe_name (const char *name, struct strbuf *out)
{
  size_t length = base_length (name);
  const char *member = memchr (name, '.', length);
  if (member && strncmp (name, "global ", 7) != 0) {
    strbuf_addf (out, "%.*s of ", (int) (length - (size_t) (member - name)) - 1, member + 1);
    length = (size_t) (member - name);
  }
  if (strncmp (name, "return", length) == 0)
    strbuf_add_text (out, "its result");
  else if (strncmp (name, "global ", 7) == 0)
    strbuf_addf (out, "the global %.*s", (int) length - 7, name + 7);
  else
    strbuf_addf (out, "what it stores through %.*s", (int) length, name);
}

static bool
is_same_output (const struct output *a, const struct output *b)
{
  size_t length = base_length (a->name);
  return base_length (b->name) == length && strncmp (a->name, b->name, length) == 0;
}

/* The part of an output that NAME, as in "argument 1+4:32", is about, in bits.  False if it is none, or of no known size.  */
static bool
part_of (const char *name, long *offset, long *size)
{
  const char *at = name + base_length (name);
  char *end;
  if (*at != '+' || strstr (name, "->"))
    return false;
  *offset = strtol (at + 1, &end, 10) * 8;
  if (*end == '.')
    *offset += strtol (end + 1, &end, 10);
  *size = *end == ':' ? strtol (end + 1, &end, 10) : -1;
  return *size > 0 && *end == '\0';
}

/* Values of a part, as the bytes in memory.  */
#define IMAGES_MAXIMUM 32
#define IMAGE_SIZE 256

struct images {
  size_t count, size;
  unsigned char bytes[IMAGES_MAXIMUM][IMAGE_SIZE];
};

/* Whether TEXT, "bytes 01 ff", is SIZE bytes, which TO gets.  */
static bool
read_bytes (const char *text, size_t size, unsigned char *to)
{
  if (strncmp (text, "bytes", 5) != 0 || strlen (text) != 5 + 3 * size)
    return false;
  text += 5;
  for (size_t i = 0; i < size; i++, text += 3) {
    char *end;
    if (*text != ' ')
      return false;
    to[i] = (unsigned char) strtoul (text + 1, &end, 16);
    if (end != text + 3)
      return false;
  }
  return true;
}

/* The values of SIZE bits that SET accepts, if they are few.  Numbers as a processor stores them that begins with the lowest byte, as the one
   that this runs on does: for others they say nothing.  */
static bool
list_images (const struct accepting *set, long size, struct images *to)
{
  const unsigned probe = 1;
  to->count = 0;
  to->size = (size_t) size / 8;
  if (size % 8 || to->size > IMAGE_SIZE || set->unknown || set->all_texts || set->nan || set->is_real
      || (set->intervals_count && (to->size > sizeof (long long) || !*(const unsigned char *) &probe)))
    return false;
  for (size_t i = 0; i < set->intervals_count; i++) {
    long double low = set->intervals[i].low, high = set->intervals[i].high;
    if (low < -0x1p62L || high > 0x1p62L || high - low > IMAGES_MAXIMUM)
      return false;
    for (long long n = (long long) low; n <= (long long) high; n++) {
      if (to->count == IMAGES_MAXIMUM)
        return false;
      for (size_t k = 0; k < to->size; k++)
        to->bytes[to->count][k] = (unsigned char) ((unsigned long long) n >> 8 * k);
      to->count++;
    }
  }
  for (size_t i = 0; i < set->texts_count; i++)
    if (to->count == IMAGES_MAXIMUM || !read_bytes (set->texts[i], to->size, to->bytes[to->count++]))
      return false;
  return true;
}

/* Whether A and B, parts of one output, share bytes, and agree about these for none of their values.  */
static bool
contradict (const struct output *a, const struct output *b)
{
  static struct images x, y;
  long from, size, other_from, other_size;
  if (!is_same_output (a, b) || !part_of (a->name, &from, &size) || !part_of (b->name, &other_from, &other_size)
      || (from - other_from) % 8 || !list_images (&a->set, size, &x) || !list_images (&b->set, other_size, &y))
    return false;
  long low = from > other_from ? from : other_from;
  long high = from + size < other_from + other_size ? from + size : other_from + other_size;
  if (low >= high)
    return false;
  for (size_t i = 0; i < x.count; i++)
    for (size_t k = 0; k < y.count; k++)
      if (memcmp (x.bytes[i] + (low - from) / 8, y.bytes[k] + (low - other_from) / 8, (size_t) (high - low) / 8) == 0)
        return false;
  return true;
}

/* Whether A is a pointer of which only texts are accepted, and B a part of what it leads to that none of them has there: "ab" and a first byte of 0.  */
static bool
contradicts_text (const struct output *a, const struct output *b)
{
  static struct images images;
  size_t length = strlen (a->name);
  if (strpbrk (a->name, "+>") || strncmp (b->name, a->name, length) != 0 || strncmp (b->name + length, "->", 2) != 0
      || strstr (b->name + length + 2, "->") || a->set.all_texts || a->set.intervals_count || a->set.unknown
      || !a->set.texts_count)
    return false;
  char *end;
  size_t at = (size_t) strtol (b->name + length + 2, &end, 10);
  long size = *end == ':' ? strtol (end + 1, &end, 10) : 0;
  if (size <= 0 || *end || !list_images (&b->set, size, &images))
    return false;
  for (size_t i = 0; i < a->set.texts_count; i++) {
    const char *text = a->set.texts[i];
    /* These are names of something else.  */
    if (*text == '&' || strncmp (text, "bytes ", 6) == 0 || at + images.size > strlen (text) + 1)
      return false;
    for (size_t k = 0; k < images.count; k++)
      if (memcmp (text + at, images.bytes[k], images.size) == 0)
        return false;
  }
  return true;
}

/* Whether a part of output I of LIST leaves no constant, or, if not STRICT, none but NaN; or two of its parts leave none together.  */
static bool
is_shut (const struct output *list, size_t count, size_t i, bool strict)
{
  for (size_t k = 0; k < count; k++) {
    if (!is_same_output (&list[i], &list[k]))
      continue;
    if (strict ? accepting_is_empty (&list[k].set) : accepting_is_shut (&list[k].set))
      return true;
    for (size_t n = 0; n < k; n++)
      if (contradict (&list[k], &list[n]) || contradicts_text (&list[k], &list[n])
          || contradicts_text (&list[n], &list[k]))
        return true;
  }
  return false;
}

/* Whether I of LIST is a member that one test did not read, as in "return.x+0:32", and another one did.  */
static bool
is_read_elsewhere (const struct output *list, size_t count, size_t i)
{
  size_t length = base_length (list[i].name);
  const char *member = memchr (list[i].name, '.', length);
  long from, size, other_from, other_size;
  if (!member || strncmp (list[i].name, "global ", 7) == 0 || !part_of (list[i].name, &from, &size))
    return false;
  length = (size_t) (member - list[i].name);
  for (size_t k = 0; k < count; k++)
    if (base_length (list[k].name) == length && strncmp (list[k].name, list[i].name, length) == 0
        && part_of (list[k].name, &other_from, &other_size) && other_from < from + size
        && from < other_from + other_size)
      return true;
  return false;
}

/* The first output that some constant would satisfy in all tests, or NULL.  */
static const struct output *
first_hole (const struct output *list, size_t count, bool strict)
{
  for (size_t i = 0; i < count; i++)
    if (!is_shut (list, count, i, strict) && !is_read_elsewhere (list, count, i))
      return &list[i];
  return NULL;
}

static bool
is_anything (const struct output *output)
{
  struct strbuf set = STRBUF_INIT;
  accepting_describe (&output->set, &set);
  bool anything = strcmp (strbuf_text (&set), "anything") == 0;
  strbuf_release (&set);
  return anything;
}

/* What is told of HOLE: where a test does not look at the whole, the part of it that others ask something of.  */
static const struct output *
told_hole (const struct output *list, size_t count, const struct output *hole)
{
  if (!is_anything (hole))
    return hole;
  for (size_t i = 0; i < count; i++)
    if (is_same_output (&list[i], hole) && !program_views_is (list[i].name) && !is_anything (&list[i]))
      return &list[i];
  return hole;
}

/* Whether SET, as accepting_describe has it, is a number, a string or NULL, which could stand in a program.  */
static bool
is_one_value (const char *set)
{
  size_t length = strlen (set);
  const char *digits = set + (*set == '-');
  return strcmp (set, "NULL") == 0 || (*digits && strspn (digits, "0123456789.") == strlen (digits))
         || (length > 1 && *set == '"' && strchr (set + 1, '"') == set + length - 1);
}

/* COUNTED: the references to the function itself that count.  */
void
program_stubs (struct evidence *e, const struct counted_reference *counted, size_t counted_count)
{
  struct output *list;
  struct strbuf why = STRBUF_INIT;
  size_t count = collect_outputs (counted, counted_count, &list);
  const struct output *hole = first_hole (list, count, false);
  e->stub_proof = count > 0 && !hole;
  if (e->stub_proof)
    strbuf_add_text (&why,
                     first_hole (list, count, true)
                         ? "no number in its place would pass all tests; only NaN would, which no comparison finds"
                         : "no constant in its place would pass all tests");
  else if (!hole)
    strbuf_add_text (&why, "nothing that it produces is looked at");
  else {
    struct strbuf set = STRBUF_INIT;
    hole = told_hole (list, count, hole);
    accepting_describe (&hole->set, &set);
    if (strcmp (hole->name, "return") == 0 && is_one_value (strbuf_text (&set)))
      strbuf_addf (&why, "the body 'return %s;'", strbuf_text (&set));
    else if (strcmp (hole->name, REFERENCE_TESTS) == 0)
      strbuf_add_text (&why, "a body that lets no test fail");
    else if (strcmp (hole->name, "unchanged") == 0)
      strbuf_add_text (&why, "a body that stores nothing");
    else if (strcmp (strbuf_text (&set), "anything") == 0) {
      strbuf_add_text (&why, "any constant for ");
      describe_name (hole->name, &why);
    } else {
      strbuf_addf (&why, "a body that always gives %s for ", strbuf_text (&set));
      describe_name (hole->name, &why);
    }
    if (counted_count == 1)
      strbuf_add_text (&why, " would pass the test");
    else
      strbuf_addf (&why, " would pass all %zu tests", counted_count);
    strbuf_release (&set);
  }
  for (size_t i = 0; i < count; i++)
    accepting_release (&list[i].set);
  free (list);
  e->why = strbuf_detach (&why);
}
