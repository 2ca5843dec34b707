/* The object that is being made, and OBJECT.loadbearing beside it.

   The compiler proper only knows the assembler file, often a temporary one; what the
   driver was told stands in COLLECT_GCC_OPTIONS, which it sets for the programs that it runs.  */
#include "gcc-compat.h"
#include "object_file.h"
#include <sys/stat.h>
#include <fcntl.h>

#define KEPT_SUFFIX ".loadbearing"

/* Reads the next word of *TEXT, quoted as the driver quotes: 'it'\''s'.  False at the end.  */
static bool
driver_word (const char **text, struct strbuf *word)
{
  const char *p = *text;
  while (*p == ' ')
    p++;
  if (!*p)
    return false;
  strbuf_clear (word);
  bool quoted = false;
  for (; *p && (quoted || *p != ' '); p++)
    if (*p == '\'')
      quoted = !quoted;
    else if (!quoted && *p == '\\' && p[1])
      strbuf_add_char (word, *++p);
    else
      strbuf_add_char (word, *p);
  *text = p;
  return true;
}

/* What -o named, if it names this unit's output and not the program's.  */
static char *
driver_output (void)
{
  const char *options = getenv ("COLLECT_GCC_OPTIONS");
  if (!options)
    return NULL;
  struct strbuf word = STRBUF_INIT;
  char *output = NULL;
  bool compile_only = false;
  while (driver_word (&options, &word)) {
    if (strcmp (strbuf_text (&word), "-c") == 0 || strcmp (strbuf_text (&word), "-S") == 0)
      compile_only = true;
    else if (strcmp (strbuf_text (&word), "-o") == 0 && driver_word (&options, &word)) {
      free (output);
      output = memory_copy_text (strbuf_text (&word));
    }
  }
  strbuf_release (&word);
  if (output && !compile_only) {
    free (output);
    output = NULL;
  }
  return output;
}

char *
object_file_name (void)
{
  char *output = driver_output ();
  if (!output) {
    if (!aux_base_name || !*aux_base_name || strcmp (aux_base_name, "-") == 0)
      return NULL;
    struct strbuf name = STRBUF_INIT;
    strbuf_addf (&name, "%s.o", aux_base_name);
    output = strbuf_detach (&name);
  }
  struct stat st;
  bool device = strcmp (output, "-") == 0 || (stat (output, &st) == 0 && !S_ISREG (st.st_mode));
  if (device) {
    free (output);
    return NULL;
  }
  return output;
}

/* OBJECT.loadbearing, owned by the caller, or NULL.  */
static char *
kept_name (void)
{
  char *object = object_file_name ();
  if (!object)
    return NULL;
  struct strbuf name = STRBUF_INIT;
  strbuf_addf (&name, "%s" KEPT_SUFFIX, object);
  free (object);
  return strbuf_detach (&name);
}

static bool
write_whole (int file, const char *data, size_t size)
{
  while (size > 0) {
    ssize_t written = write (file, data, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return false;
    data += written;
    size -= (size_t) written;
  }
  return true;
}

bool
object_file_keep (const struct strbuf *records, struct strbuf *err)
{
  char *name = kept_name ();
  if (!name)
    return true;
  struct strbuf temporary = STRBUF_INIT;
  strbuf_addf (&temporary, "%s.%ld.tmp", name, (long) getpid ());
  bool kept = false;
  int file = open (strbuf_text (&temporary), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file >= 0) {
    kept = write_whole (file, records->text, records->length);
    int error_of_write = errno;
    if (close (file) != 0 && kept) {
      kept = false;
      error_of_write = errno;
    }
    errno = error_of_write;
    if (kept)
      kept = rename (strbuf_text (&temporary), name) == 0;
    if (!kept) {
      error_of_write = errno;
      unlink (strbuf_text (&temporary));
      errno = error_of_write;
    }
  }
  if (!kept)
    strbuf_addf (err, "cannot write %s: %s", name, xstrerror (errno));
  strbuf_release (&temporary);
  free (name);
  return kept;
}

void
object_file_forget (void)
{
  char *name = kept_name ();
  if (name)
    unlink (name);
  free (name);
}
