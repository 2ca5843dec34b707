/* The behaviour of functions.

   The compiler's passes change what they work on, so a forked child runs them (child.cc, normalise.cc), writes each body
   in a canonical form (canonical.cc) and sends back the digests.

   To see a canonical form: LOADBEARING_FORM=FILE gcc -fplugin=... -c x.c appends them to FILE.  */
#include "gcc-compat.h"

#include "behaviour.h"
#include "child.h"
#include "normalise.h"

/* The version of the way in which behaviour is computed.  Part of each digest, so that digests of two versions are
   never equal.  */
#define BEHAVIOUR_SCHEME 16

struct job {
  cgraph_node *const *nodes;
  size_t count;
};

static struct child child;
static const char *no_child; /* why there is none */

static void
send_number (struct strbuf *answer, uint32_t number)
{
  strbuf_add (answer, &number, sizeof number);
}

static void
send_result (struct strbuf *answer, uint32_t index, const struct canonical *c, const struct strbuf *form)
{
  send_number (answer, index);
  send_number (answer, c->failure ? (uint32_t) strlen (c->failure) : 0);
  if (c->failure) {
    strbuf_add_text (answer, c->failure);
    return;
  }
  strbuf_add (answer, c->digest.bytes, DIGEST_FULL);
  send_number (answer, (uint32_t) c->references_count);
  for (size_t i = 0; i < c->references_count; i++) {
    send_number (answer, c->references[i].uid);
    send_number (answer, c->references[i].function);
    send_number (answer, c->references[i].defined);
  }
  send_number (answer, (uint32_t) form->length);
  strbuf_add (answer, strbuf_text (form), form->length);
}

/* Normalises and digests the node NODE; INDEX among those that are wanted, or -1.  */
static void
work_on (cgraph_node *node, long index, const struct job *job, struct strbuf *answer, struct strbuf *shown)
{
  struct canonical result;
  struct strbuf salt = STRBUF_INIT, form = STRBUF_INIT;
  memset (&result, 0, sizeof result);
  /* Not at which -O: bodies that came to one form do the same.  */
  strbuf_addf (&salt, "behaviour gcc%d/%d;", GCCPLUGIN_VERSION_MAJOR, BEHAVIOUR_SCHEME);
  result.failure = normalise_begin (node, &salt);
  if (index >= 0) {
    if (!result.failure)
      canonical_form (DECL_STRUCT_FUNCTION (node->decl), &salt, &result, &form);
    if (shown)
      strbuf_addf (shown, "== %s\n%s", node->name (), strbuf_text (&form));
    if (shown && result.failure)
      strbuf_addf (shown, "none: %s\n", result.failure);
    send_result (answer, (uint32_t) index, &result, &form);
    canonical_release (&result);
  }
  strbuf_release (&form);
  strbuf_release (&salt);
  normalise_end (node);
}

static void
work (void *data, struct strbuf *answer)
{
  struct job *job = (struct job *) data;
  const char *form = getenv ("LOADBEARING_FORM");
  struct strbuf shown = STRBUF_INIT;
  auto_vec<cgraph_node *> plan;
  hash_map<cgraph_node *, unsigned> wanted;
  for (size_t i = 0; i < job->count; i++)
    wanted.put (job->nodes[i], (unsigned) i);
  normalise_options ();
  normalise_plan (job->nodes, job->count, &plan);
  for (unsigned i = 0; i < plan.length (); i++) {
    unsigned *index = wanted.get (plan[i]);
    work_on (plan[i], index ? (long) *index : -1, job, answer, form ? &shown : NULL);
  }
  if (form)
    if (FILE *file = fopen (form, "a")) {
      fwrite (strbuf_text (&shown), 1, shown.length, file);
      fclose (file);
    }
}

/* Why no body of this unit can be looked at; or NULL.  */
static const char *
unit_unsuitable (void)
{
  if (parse_in && cpp_get_options (parse_in)->cplusplus)
    return "it is not computed for C++";
  if (flag_sanitize)
    return "the unit is compiled with a sanitizer";
  if (flag_instrument_function_entry_exit)
    return "the unit is compiled with -finstrument-functions";
  if (flag_trapv)
    return "the unit is compiled with -ftrapv";
  if (flag_tm)
    return "the unit is compiled with -fgnu-tm";
  return NULL;
}

char *
behaviour_class (void)
{
  struct strbuf name = STRBUF_INIT;
  strbuf_addf (&name, "gcc%d/%s/%d", GCCPLUGIN_VERSION_MAJOR, optimize ? "O" : "O0", BEHAVIOUR_SCHEME);
  return strbuf_detach (&name);
}

void
behaviour_start (cgraph_node *const *nodes, size_t count)
{
  struct job job = { nodes, count };
  no_child = unit_unsuitable ();
  if (!count || no_child)
    return;
  if (!child_start (&child, work, &job))
    no_child = "the compiler could not start another process to normalise the unit";
}

struct reader {
  const char *at, *end;
};

static bool
read_bytes (struct reader *r, void *to, size_t size)
{
  if (size > (size_t) (r->end - r->at))
    return false;
  memcpy (to, r->at, size);
  r->at += size;
  return true;
}

/* Reads one result.  False at the end or where it is broken.  */
static bool
read_result (struct reader *r, struct behaviour *list, size_t count)
{
  uint32_t index, length, references;
  if (!read_bytes (r, &index, sizeof index) || index >= count || !read_bytes (r, &length, sizeof length))
    return false;
  struct behaviour *b = &list[index];
  behaviour_release (b);
  if (length) {
    if (length > (size_t) (r->end - r->at))
      return false;
    b->reason = (char *) memory_get (length + 1);
    return read_bytes (r, b->reason, length);
  }
  if (!read_bytes (r, b->digest.bytes, DIGEST_FULL) || !read_bytes (r, &references, sizeof references)
      || references > (size_t) (r->end - r->at) / (3 * sizeof (uint32_t)))
    return false;
  b->digest.length = DIGEST_FULL;
  b->references = XCNEWVEC (struct canonical_reference, references + 1);
  for (; b->references_count < references; b->references_count++) {
    uint32_t uid = 0, function = 0, defined = 0;
    read_bytes (r, &uid, sizeof uid);
    read_bytes (r, &function, sizeof function);
    read_bytes (r, &defined, sizeof defined);
    b->references[b->references_count].uid = uid;
    b->references[b->references_count].function = function != 0;
    b->references[b->references_count].defined = defined != 0;
  }
  if (!read_bytes (r, &length, sizeof length) || length > (size_t) (r->end - r->at))
    return false;
  b->form = (char *) memory_get (length + 1);
  return read_bytes (r, b->form, length);
}

void
behaviour_finish (struct behaviour *list, size_t count)
{
  struct strbuf answer = STRBUF_INIT;
  const char *why = no_child;
  memset (list, 0, count * sizeof *list);
  if (child.pid && !why)
    why = child_finish (&child, &answer);
  if (!why) {
    struct reader r = { strbuf_text (&answer), strbuf_text (&answer) + answer.length };
    while (read_result (&r, list, count))
      continue;
  }
  for (size_t i = 0; i < count; i++)
    if (!list[i].digest.length && !list[i].reason)
      list[i].reason = memory_copy_text (why ? why : "its normalised body did not arrive");
  strbuf_release (&answer);
}

void
behaviour_release (struct behaviour *b)
{
  free (b->reason);
  free (b->references);
  free (b->form);
  memset (b, 0, sizeof *b);
}
