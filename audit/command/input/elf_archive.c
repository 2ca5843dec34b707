/* Archives, plain and thin.  The headers are read here, because libelf takes a
   damaged one for the end and does not know thin archives; the members of a
   plain one are opened by libelf in place.  */
#include "inputs_private.h"

#include <ar.h>
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Archives in archives: nobody nests deeper on purpose.  */
#define NESTING_MOST 8

struct archive {
  struct inputs *in;
  struct artefact *artefact;
  int fd;
  uint64_t start, size; /* of the archive within the file */
  bool thin;
  char *names;
  size_t names_size; /* the table of long names, NUL-terminated */
  const char *outer; /* "inner.a" of an archive within another, or NULL */
  unsigned nesting;
};

static void read_members (struct archive *archive);

/* The decimal number in a header's field.  False if there is none.  */
static bool
field_number (const char *field, size_t width, uint64_t *number)
{
  size_t i = 0;
  *number = 0;
  while (i < width && field[i] >= '0' && field[i] <= '9' && *number < UINT64_MAX / 16)
    *number = *number * 10 + (uint64_t) (field[i++] - '0');
  size_t digits = i;
  while (i < width && field[i] == ' ')
    i++;
  return digits > 0 && i == width;
}

/* Reads the table of long names.  */
static void
read_names (struct archive *archive, uint64_t offset, uint64_t size)
{
  free (archive->names);
  archive->names = calloc (1, size + 1);
  archive->names_size = size;
  if (!archive->names || pread (archive->fd, archive->names, size, (off_t) offset) != (ssize_t) size)
    archive->names_size = 0;
}

static char *
text_of (const char *text, size_t length)
{
  char *copy = memory_get (length + 1);
  memcpy (copy, text, length);
  return copy;
}

/* A member's name; *SKIP is how many bytes of its content hold it (BSD).  NULL
   if the table of long names has none at that place.  */
static char *
member_name (const struct archive *archive, const struct ar_hdr *header, uint64_t offset, uint64_t size, uint64_t *skip)
{
  const char *field = header->ar_name;
  size_t width = sizeof header->ar_name;
  uint64_t number;

  *skip = 0;
  if (field[0] == '/' && field[1] >= '0' && field[1] <= '9') {
    /* In a thin archive "/12:345" is a member of a nested one, at 345.  */
    const char *colon = memchr (field, ':', width);
    size_t digits = colon ? (size_t) (colon - field) - 1 : width - 1;
    if (!field_number (field + 1, digits, &number) || number >= archive->names_size)
      return NULL;
    const char *name = archive->names + number;
    size_t length = strcspn (name, "\n");
    return text_of (name, length && name[length - 1] == '/' ? length - 1 : length);
  }
  if (strncmp (field, "#1/", 3) == 0 && field_number (field + 3, width - 3, &number) && number <= size
      && number < 65536) {
    char *name = memory_get (number + 1);
    if (pread (archive->fd, name, number, (off_t) offset) != (ssize_t) number)
      name[0] = '\0';
    *skip = number;
    return name;
  }
  while (width > 0 && field[width - 1] == ' ')
    width--;
  if (width > 1 && field[width - 1] == '/' && field[0] != '/')
    width--;
  return text_of (field, width);
}

/* How a member is called in messages: within its outer archive, if any.  */
static char *
member_shown (const struct archive *archive, const char *name)
{
  struct strbuf shown = STRBUF_INIT;
  if (archive->outer)
    strbuf_addf (&shown, "%s(%s)", archive->outer, name);
  else
    strbuf_add_text (&shown, name);
  return strbuf_detach (&shown);
}

static void
read_image (struct archive *archive, const char *shown, Elf *elf, uint64_t size)
{
  struct elf_image image = { archive->in, archive->artefact, shown, elf, size, 0 };
  if (elf_kind (elf) == ELF_K_ELF)
    elf_image_read (&image);
  else
    inputs_problem (archive->in, archive->artefact->path, shown, "truncated or corrupt ELF header");
}

/* A member whose content lies in the archive.  */
static void
read_member (struct archive *archive, const char *shown, uint64_t offset, uint64_t size)
{
  char start[8] = "";
  if (pread (archive->fd, start, sizeof start, (off_t) offset) < 4 || size < 4)
    return;
  if (size >= 8 && memcmp (start, ARMAG, SARMAG) == 0) {
    struct archive inner = *archive;
    inner.names = NULL;
    inner.start = offset;
    inner.size = size;
    inner.outer = shown;
    inner.nesting++;
    if (inner.nesting > NESTING_MOST)
      inputs_problem (archive->in, archive->artefact->path, shown, "archives nested more than %d deep", NESTING_MOST);
    else
      read_members (&inner);
    return;
  }
  if (memcmp (start, ELFMAG, SELFMAG) != 0)
    return; /* a text file, say: an archive may hold anything */

  /* Members are small, and start at even addresses only: reading the whole one
     is faster than asking libelf for its parts.  */
  char *content = malloc (size);
  if (!content)
    inputs_problem (archive->in, archive->artefact->path, shown, "no memory for its %" PRIu64 " bytes", size);
  else if (pread (archive->fd, content, size, (off_t) offset) != (ssize_t) size)
    inputs_problem (archive->in, archive->artefact->path, shown, "cannot read all of it; is it still being written?");
  else {
    Elf *elf = elf_memory (content, size);
    if (elf)
      read_image (archive, shown, elf, size);
    else
      inputs_problem (archive->in, archive->artefact->path, shown, "cannot be read as ELF: %s", elf_errmsg (-1));
    elf_end (elf);
  }
  free (content);
}

/* A member of a thin archive: a file beside it.  */
static void
read_thin_member (struct archive *archive, const char *name, const char *shown)
{
  const char *path = archive->artefact->path, *slash = strrchr (path, '/');
  struct strbuf file = STRBUF_INIT;
  struct stat status;
  char start[8] = "";

  if (name[0] != '/' && slash)
    strbuf_add (&file, path, (size_t) (slash - path) + 1);
  strbuf_add_text (&file, name);
  int fd = open (strbuf_text (&file), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0 || fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    inputs_problem (archive->in, path, shown, "the member of this thin archive cannot be read: %s",
                    fd < 0 ? strerror (errno) : "it is no regular file");
  else if (pread (fd, start, sizeof start, 0) >= SELFMAG && memcmp (start, ELFMAG, SELFMAG) == 0) {
    Elf *elf = elf_begin (fd, ELF_C_READ, NULL);
    if (elf)
      read_image (archive, shown, elf, (uint64_t) status.st_size);
    else
      inputs_problem (archive->in, path, shown, "cannot be read as ELF: %s", elf_errmsg (-1));
    elf_end (elf);
  } else if (memcmp (start, ARMAG, SARMAG) == 0) {
    struct archive inner = { archive->in, archive->artefact,   fd, 0, (uint64_t) status.st_size, false, NULL, 0,
                             shown,       archive->nesting + 1 };
    if (inner.nesting <= NESTING_MOST)
      read_members (&inner);
  }
  if (fd >= 0)
    close (fd);
  strbuf_release (&file);
}

/* Symbol tables and the table of names are members by form only.  */
static bool
is_table (const char *field)
{
  return strncmp (field, "/ ", 2) == 0 || strncmp (field, "//", 2) == 0 || strncmp (field, "/SYM64/", 7) == 0
         || strncmp (field, "__.SYMDEF", 9) == 0;
}

static void
read_members (struct archive *archive)
{
  struct ar_hdr header;
  uint64_t at = SARMAG, size, skip;

  while (at < archive->size) {
    uint64_t left = archive->size - at;
    if (left < sizeof header
        || pread (archive->fd, &header, sizeof header, (off_t) (archive->start + at)) != (ssize_t) sizeof header
        || memcmp (header.ar_fmag, ARFMAG, 2) != 0 || !field_number (header.ar_size, sizeof header.ar_size, &size)) {
      inputs_problem (archive->in, archive->artefact->path, archive->outer,
                      "damaged archive: no member header at byte %" PRIu64 "; what follows is not read", at);
      break;
    }
    at += sizeof header;
    left -= sizeof header;
    bool table = is_table (header.ar_name), inside = table || !archive->thin;
    if (inside && size > left) {
      inputs_problem (archive->in, archive->artefact->path, archive->outer,
                      "truncated archive: %" PRIu64 " bytes announced at byte %" PRIu64 ", %" PRIu64
                      " there; is it still being written?",
                      size, at, left);
      break;
    }
    if (strncmp (header.ar_name, "//", 2) == 0)
      read_names (archive, archive->start + at, size);
    else if (!table) {
      char *name = member_name (archive, &header, archive->start + at, size, &skip);
      char *shown = name ? member_shown (archive, name) : NULL;
      if (!name)
        inputs_problem (archive->in, archive->artefact->path, archive->outer,
                        "damaged archive: the member at byte %" PRIu64 " has no name", at);
      else if (archive->thin)
        read_thin_member (archive, name, shown);
      else
        read_member (archive, shown, archive->start + at + skip, size - skip);
      free (shown);
      free (name);
    }
    if (inside)
      at += size + (size & 1);
  }
  free (archive->names);
}

void
elf_archive_read (struct inputs *in, struct artefact *a, int fd, uint64_t size, bool thin)
{
  struct archive archive = { in, a, fd, 0, size, thin, NULL, 0, NULL, 0 };
  read_members (&archive);
}
