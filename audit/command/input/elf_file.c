/* One file: ELF of any class and byte order, an archive, or the records that a
   failed compilation left.  libelf reads only what is asked for, by pread: a
   file that shrinks while it is read gives an error and no signal.  */
#include "inputs_private.h"
#include "note/note.h"

#include <ar.h>
#include <errno.h>
#include <gelf.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define THIN_MAGIC "!<thin>\n"
/* What tells the kinds of files apart.  */
#define START_SIZE 24
/* Copying more than this takes longer than the calls that it saves.  */
#define SMALL_FILE 32768
#define WRITTEN "; is it still being written?"

static void __attribute__ ((format (printf, 2, 3)))
image_problem (const struct elf_image *image, const char *format, ...)
{
  struct strbuf text = STRBUF_INIT;
  va_list args;
  va_start (args, format);
  strbuf_vaddf (&text, format, args);
  va_end (args);
  inputs_problem (image->in, image->artefact->path, image->member, "%s", strbuf_text (&text));
  strbuf_release (&text);
}

/* libelf takes section headers that lie beyond the end for fewer, or for none at
   all: so their number is looked up here.  Above 65,279 it stands in the first one.  */
static bool
section_headers_there (const struct elf_image *image, const GElf_Ehdr *header, size_t *count)
{
  GElf_Shdr first;
  size_t entry = gelf_fsize (image->elf, ELF_T_SHDR, 1, EV_CURRENT);
  *count = 0;
  if (header->e_shoff == 0)
    return true;
  if (header->e_shoff > image->size || entry > image->size - header->e_shoff) {
    image_problem (image, "truncated: section headers at byte %" PRIu64 " of %" PRIu64 WRITTEN, header->e_shoff,
                   image->size);
    return false;
  }
  if (header->e_shentsize != entry) {
    image_problem (image, "corrupt: section headers of %u bytes each where %zu are usual", header->e_shentsize, entry);
    return false;
  }
  *count = header->e_shnum;
  if (*count == 0) {
    if (!gelf_getshdr (elf_getscn (image->elf, 0), &first)) {
      image_problem (image, "truncated: section headers at byte %" PRIu64 " of %" PRIu64 " cannot be read" WRITTEN,
                     header->e_shoff, image->size);
      return false;
    }
    *count = first.sh_size;
  }
  if (*count > (image->size - header->e_shoff) / entry) {
    image_problem (image, "truncated: %zu section headers at byte %" PRIu64 " of %" PRIu64 WRITTEN, *count,
                   header->e_shoff, image->size);
    return false;
  }
  return true;
}

static void
read_note_section (struct elf_image *image, Elf_Scn *section, const GElf_Shdr *header, bool big_endian)
{
  if (header->sh_offset > image->size || header->sh_size > image->size - header->sh_offset) {
    image_problem (image, "truncated: note section at byte %" PRIu64 ", %" PRIu64 " bytes long, in %" PRIu64 WRITTEN,
                   header->sh_offset, header->sh_size, image->size);
    return;
  }
  Elf_Data *content = elf_rawdata (section, NULL);
  if (!content)
    image_problem (image, "cannot read note section %zu: %s", elf_ndxscn (section), elf_errmsg (-1));
  else if (content->d_size)
    inputs_section (image->in, image->artefact, image->member, content->d_buf, content->d_size, big_endian);
}

static bool
is_ours (uint32_t type, const void *payload, size_t size, void *data)
{
  (void) type, (void) payload, (void) size;
  *(bool *) data = true;
  return false;
}

/* True if SECTION begins like a note, and holds one of ours.  */
static bool
holds_note (struct elf_image *image, Elf_Scn *section, const GElf_Shdr *header, bool big_endian)
{
  const uint64_t size_of_header = 12;
  if (header->sh_size < size_of_header || header->sh_offset > image->size
      || header->sh_size > image->size - header->sh_offset)
    return false;
  /* Its first bytes tell of almost all that they are no notes, without the rest being read.  */
  Elf_Data *start = elf_getdata_rawchunk (image->elf, (int64_t) header->sh_offset, size_of_header, ELF_T_BYTE);
  if (!start || !start->d_buf || start->d_size < size_of_header)
    return false;
  const unsigned char *bytes = start->d_buf;
  uint64_t sizes[2];
  for (int i = 0; i < 2; i++, bytes += 4)
    sizes[i] = big_endian ? (uint32_t) bytes[0] << 24 | (uint32_t) bytes[1] << 16 | (uint32_t) bytes[2] << 8 | bytes[3]
                          : (uint32_t) bytes[3] << 24 | (uint32_t) bytes[2] << 16 | (uint32_t) bytes[1] << 8 | bytes[0];
  if (sizes[0] == 0 || sizes[0] > 64 || sizes[0] + sizes[1] > header->sh_size - size_of_header)
    return false;
  Elf_Data *content = elf_rawdata (section, NULL);
  struct strbuf unused = STRBUF_INIT;
  bool found = false;
  if (content && content->d_buf)
    note_walk (content->d_buf, content->d_size, big_endian, is_ours, &found, &unused);
  strbuf_release (&unused);
  return found;
}

/* A linked file without our notes: a linker script that gives the section another name makes plain data of it
   (GNU ld since 2.41).  */
static void
read_notes_in_data (struct elf_image *image, bool big_endian)
{
  Elf_Scn *section = NULL;
  GElf_Shdr header;
  while ((section = elf_nextscn (image->elf, section)) && gelf_getshdr (section, &header))
    if (header.sh_type == SHT_PROGBITS && !(header.sh_flags & (SHF_EXECINSTR | SHF_WRITE | SHF_COMPRESSED))
        && holds_note (image, section, &header, big_endian))
      read_note_section (image, section, &header, big_endian);
}

/* Code without symbols or records: which section; or the mark of a slim LTO object.  */
static void
read_unrecorded_sections (struct elf_image *image, bool code)
{
  Elf_Scn *section = NULL;
  GElf_Shdr header;
  size_t names;

  if (elf_getshdrstrndx (image->elf, &names) != 0)
    return;
  while ((section = elf_nextscn (image->elf, section)) && gelf_getshdr (section, &header)) {
    const char *name = elf_strptr (image->elf, names, header.sh_name);
    if (!code && name && strncmp (name, ".gnu.lto_", 9) == 0) {
      artefact_unrecorded (image->artefact, UNRECORDED_LTO, "", image->member);
      return;
    }
    if (code && header.sh_flags & SHF_EXECINSTR && header.sh_size)
      artefact_unrecorded (image->artefact, UNRECORDED_SECTION, name ? name : "", image->member)->size = header.sh_size;
  }
}

void
elf_image_read (struct elf_image *image)
{
  GElf_Ehdr header;
  GElf_Shdr section_header;
  Elf_Scn *section = NULL, *symbols = NULL, *dynamic = NULL;
  size_t count, seen = 1;
  bool code = false;
  size_t problems = image->in->problems_count;

  image->first_unit = image->artefact->units_count;
  if (!gelf_getehdr (image->elf, &header)) {
    image_problem (image, "corrupt ELF header: %s", elf_errmsg (-1));
    return;
  }
  if (!section_headers_there (image, &header, &count))
    return;
  while ((section = elf_nextscn (image->elf, section))) {
    if (!gelf_getshdr (section, &section_header)) {
      image_problem (image, "corrupt section header %zu: %s", elf_ndxscn (section), elf_errmsg (-1));
      return;
    }
    seen++;
    if (section_header.sh_type == SHT_NOTE)
      read_note_section (image, section, &section_header, header.e_ident[EI_DATA] == ELFDATA2MSB);
    else if (section_header.sh_type == SHT_SYMTAB)
      symbols = section;
    else if (section_header.sh_type == SHT_DYNSYM)
      dynamic = section;
    if (section_header.sh_flags & SHF_EXECINSTR && section_header.sh_size)
      code = true;
  }
  if (header.e_type != ET_REL && image->artefact->units_count == image->first_unit)
    read_notes_in_data (image, header.e_ident[EI_DATA] == ELFDATA2MSB);
  if (count && seen != count)
    image_problem (image, "corrupt: %zu of %zu section headers can be read: %s", seen, count, elf_errmsg (-1));

  /* Without section headers (some strip further than strip does) it cannot be told.  */
  if (!count)
    code = header.e_type != ET_REL;
  image->artefact->has_code |= code;
  image->artefact->stripped |= code && !symbols;
  /* Where a record is there and cannot be read, "compiled without the plugin" would be untrue.  */
  if (!(image->in->own->flags & INPUTS_SYMBOLS) || image->in->problems_count != problems)
    return;
  size_t functions = 0;
  if (symbols || dynamic)
    functions = elf_symbols_read (image, symbols ? symbols : dynamic, header.e_type == ET_REL);
  if (image->artefact->units_count == image->first_unit && functions == 0 && header.e_type == ET_REL)
    read_unrecorded_sections (image, code);
}

/* Code that is announced but not there: what --only-keep-debug leaves.  */
static bool
is_debug_file (Elf *elf)
{
  Elf_Scn *section = NULL;
  GElf_Shdr header;
  while ((section = elf_nextscn (elf, section)) && gelf_getshdr (section, &header))
    if (header.sh_flags & SHF_EXECINSTR && header.sh_size)
      return header.sh_type == SHT_NOBITS;
  return false;
}

/* A position-independent program is a shared object that asks for an
   interpreter or (static-pie) says so itself.  */
static bool
is_program (Elf *elf)
{
  size_t count;
  GElf_Phdr segment;
  Elf_Scn *section = NULL;
  GElf_Shdr header;

  if (elf_getphdrnum (elf, &count) == 0)
    for (size_t i = 0; i < count && gelf_getphdr (elf, (int) i, &segment); i++)
      if (segment.p_type == PT_INTERP)
        return true;
  while ((section = elf_nextscn (elf, section)) && gelf_getshdr (section, &header)) {
    Elf_Data *data;
    GElf_Dyn entry;
    if (header.sh_type != SHT_DYNAMIC || !(data = elf_getdata (section, NULL)))
      continue;
    for (int i = 0; gelf_getdyn (data, i, &entry) && entry.d_tag != DT_NULL; i++)
      if (entry.d_tag == DT_FLAGS_1)
        return (entry.d_un.d_val & DF_1_PIE) != 0;
  }
  return false;
}

static enum reading
read_elf (struct inputs *in, const char *path, Elf *elf, uint64_t size, struct artefact **artefact, const char **what)
{
  GElf_Ehdr header;
  enum artefact_kind kind = ARTEFACT_OBJECT;

  if (!gelf_getehdr (elf, &header)) {
    inputs_problem (in, path, NULL, "truncated or corrupt ELF header" WRITTEN);
    return READING_FAILED;
  }
  switch (header.e_type) {
  case ET_REL: break;
  case ET_EXEC:
  case ET_DYN:
    kind = is_debug_file (elf)                            ? ARTEFACT_DEBUG
           : header.e_type == ET_EXEC || is_program (elf) ? ARTEFACT_PROGRAM
                                                          : ARTEFACT_LIBRARY;
    break;
  default:
    *what = header.e_type == ET_CORE ? "is a core dump" : "is ELF of a type that holds no program";
    return READING_FOREIGN;
  }
  struct elf_image image = { in, artefact_new (path, kind), NULL, elf, size, 0 };
  elf_image_read (&image);
  *artefact = image.artefact;
  return READING_DONE;
}

static enum reading
read_records (struct inputs *in, const char *path, int fd, size_t size, struct artefact **artefact)
{
  char *content = malloc (size);
  if (!content || pread (fd, content, size, 0) != (ssize_t) size) {
    inputs_problem (in, path, NULL, "cannot read all of it" WRITTEN);
    free (content);
    return READING_FAILED;
  }
  *artefact = artefact_new (path, ARTEFACT_RECORDS);
  inputs_section (in, *artefact, NULL, content, size, false);
  free (content);
  return READING_DONE;
}

/* What is no ELF file; it begins with the GOT bytes at START.  */
static enum reading
read_other (struct inputs *in, const char *path, int fd, uint64_t size, const char *start, size_t got,
            struct artefact **artefact, const char **what)
{
  static const char records[12] = NOTE_OWNER;

  if (got >= START_SIZE && memcmp (start + 12, records, sizeof records) == 0)
    return read_records (in, path, fd, size, artefact);
  bool thin = got >= SARMAG && memcmp (start, THIN_MAGIC, SARMAG) == 0;
  if (thin || (got >= SARMAG && memcmp (start, ARMAG, SARMAG) == 0)) {
    *artefact = artefact_new (path, ARTEFACT_ARCHIVE);
    elf_archive_read (in, *artefact, fd, size, thin);
    return READING_DONE;
  }
  *what = got == 0 ? "is empty; build it again"
                   : "is neither ELF, an archive, nor records of loadbearing; name what the build made";
  return READING_FOREIGN;
}

enum reading
elf_file_read (struct inputs *in, const char *path, int fd, const struct stat *status, struct artefact **artefact,
               const char **what)
{
  struct inputs_private *own = in->own;
  uint64_t size = (uint64_t) status->st_size;
  bool small = size <= SMALL_FILE;

  *artefact = NULL;
  if (!own->buffer)
    own->buffer = memory_get (SMALL_FILE);
  /* A small file is read as a whole: one call instead of one for each part of it.  */
  ssize_t got = pread (fd, own->buffer, small ? SMALL_FILE : START_SIZE, 0);
  if (got < 0) {
    inputs_problem (in, path, NULL, "cannot be read: %s", strerror (errno));
    return READING_FAILED;
  }
  if ((size_t) got < SELFMAG || memcmp (own->buffer, ELFMAG, SELFMAG) != 0)
    return read_other (in, path, fd, size, own->buffer, (size_t) got, artefact, what);

  Elf *elf = small ? elf_memory (own->buffer, (size_t) got) : elf_begin (fd, ELF_C_READ, NULL);
  enum reading reading = READING_FAILED;
  if (elf && elf_kind (elf) == ELF_K_ELF)
    reading = read_elf (in, path, elf, small ? (uint64_t) got : size, artefact, what);
  else
    inputs_problem (in, path, NULL, "truncated or corrupt ELF header" WRITTEN);
  elf_end (elf);
  return reading;
}
