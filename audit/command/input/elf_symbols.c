/* Functions in a symbol table that no record speaks of.  */
#include "inputs_private.h"

#include <gelf.h>
#include <stdlib.h>
#include <string.h>

/* The names that an image's records know.  Each function is in it by its name
   alone and, if files matter, a second time with where it counts: a static one with the base name of its unit's
   source, as the assembler writes it into the symbol table; another with EXTERNAL.  */
struct known_name {
  const char *name; /* NULL: a free slot */
  const char *base; /* NULL: the name alone */
  uint32_t hash;
};

struct known_names {
  struct known_name *slots;
  size_t capacity, count;
};

static const char external[] = "";
static const char source[] = "/"; /* with the base name of a unit's source as name */

/* One symbol that has no record, until its address has been looked at.  */
struct candidate {
  size_t index;
};

struct place {
  uint64_t value;
  uint32_t section;
};

struct symbol_table {
  struct elf_image *image;
  Elf_Data *symbols, *sections; /* `sections`: for indices that do not fit, or NULL */
  const char *names;
  size_t names_size;
  size_t count;
  bool relocatable;
  bool file_decides; /* statics are looked up with their file */
};

static uint32_t
hash_of (const char *text, size_t length, uint32_t hash)
{
  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (unsigned char) text[i]) * 16777619u;
  return hash;
}

#define HASH_START 2166136261u

static bool
text_is (const char *text, const char *other, size_t length)
{
  return strncmp (text, other, length) == 0 && text[length] == '\0';
}

/* The slot of NAME (LENGTH bytes) with BASE, or a free one.  */
static struct known_name *
slot_of (const struct known_names *known, const char *name, size_t length, const char *base, uint32_t *hash)
{
  *hash = hash_of (name, length, HASH_START);
  if (base)
    *hash = hash_of (base, strlen (base) + 1, *hash);
  for (size_t i = *hash & (known->capacity - 1);; i = (i + 1) & (known->capacity - 1)) {
    struct known_name *slot = &known->slots[i];
    if (!slot->name
        || (slot->hash == *hash && !slot->base == !base && text_is (slot->name, name, length)
            && (!base || strcmp (slot->base, base) == 0)))
      return slot;
  }
}

static void
known_add (struct known_names *known, const char *name, const char *base)
{
  uint32_t hash;
  struct known_name *slot = slot_of (known, name, strlen (name), base, &hash);
  if (slot->name)
    return;
  *slot = (struct known_name){ name, base, hash };
  known->count++;
}

static bool
known_has (const struct known_names *known, const char *name, size_t length, const char *base)
{
  uint32_t hash;
  return known->count && slot_of (known, name, length, base, &hash)->name;
}

static const char *
base_of (const char *path)
{
  const char *slash = strrchr (path, '/');
  return slash ? slash + 1 : path;
}

/* Fills IN's table with the functions of IMAGE's units.  */
static struct known_names *
known_fill (const struct elf_image *image, bool with_files)
{
  struct inputs_private *own = image->in->own;
  struct known_names *known = own->names;
  size_t functions = 0, capacity = 64;

  if (!known)
    known = own->names = memory_get (sizeof *known);
  for (size_t i = image->first_unit; i < image->artefact->units_count; i++)
    functions += image->artefact->units[i].unit->functions_count;
  while (capacity < (with_files ? 4 : 2) * functions)
    capacity *= 2;
  /* A small image after a huge one must not pay for it.  */
  if (capacity > known->capacity || capacity < known->capacity / 16) {
    free (known->slots);
    known->slots = memory_get (capacity * sizeof *known->slots);
    known->capacity = capacity;
  } else if (known->count)
    memset (known->slots, 0, known->capacity * sizeof *known->slots);
  known->count = 0;

  for (size_t i = image->first_unit; i < image->artefact->units_count; i++) {
    const struct unit_facts *unit = image->artefact->units[i].unit;
    const char *base = base_of (unit->source);
    if (with_files)
      known_add (known, base, source);
    for (size_t f = 0; f < unit->functions_count; f++) {
      const struct function_facts *function = &unit->functions[f];
      known_add (known, function->name, NULL);
      if (with_files)
        known_add (known, function->name, function->flags & FUNCTION_STATIC ? base : external);
    }
  }
  return known;
}

/* C++ thunks: "_ZThn16_N3FooD1Ev" adjusts and goes on to "_ZN3FooD1Ev", which
   is recorded.  Returns how many characters stand between "_Z" and the rest, 0 if NAME is none.  */
static size_t
thunk_length (const char *name)
{
  if (strncmp (name, "_ZTh", 4) != 0 && strncmp (name, "_ZTv", 4) != 0)
    return 0;
  const char *end = name + 4;
  int fields = name[3] == 'h' ? 1 : 2;
  for (; fields; fields--) {
    end += strspn (end, "n0123456789");
    if (*end++ != '_')
      return 0;
  }
  return (size_t) (end - name) - 2;
}

/* Made by the compiler, in a unit that it was compiling with the plugin.  */
static bool
made_by_compiler (const char *name)
{
  static const char *const prefixes[] = {
    "__x86.get_pc_thunk.",
    "__x86.indirect_thunk",
    "__x86.return_thunk",
    "_GLOBAL__sub_I_",
    "_GLOBAL__sub_D_",
    "_Z41__static_initialization_and_destruction_0",
    "__static_initialization_and_destruction_0",
    "__tcf_",
    "_ZTW",
    "_ZTH",
    "_ZTc",
  };
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
    if (strncmp (name, prefixes[i], strlen (prefixes[i])) == 0)
      return true;
  return false;
}

/* C identifiers hold no dot, so whatever follows one is the compiler's; but an
   assembler name may, so the longest name that is known decides.  */
static bool
known_folded (const struct known_names *known, const char *name, const char *base)
{
  size_t length = strlen (name);
  for (;;) {
    if (known_has (known, name, length, base))
      return true;
    if (!memchr (name, '.', length))
      return false;
    while (length > 0 && name[length - 1] != '.')
      length--;
    if (length <= 1)
      return false;
    length--;
  }
}

char *
elf_symbol_function (const char *name)
{
  size_t thunk = thunk_length (name);
  struct strbuf function = STRBUF_INIT;
  if (thunk)
    strbuf_add_text (&function, "_Z");
  name += thunk ? 2 + thunk : 0;
  /* A dot at the start belongs to the name: PowerPC's code symbols have one.  */
  strbuf_add (&function, name, *name ? 1 + strcspn (name + 1, ".") : 0);
  return strbuf_detach (&function);
}

/* A function within a function, GNU C: "compare.0", static, part of its outer
   function's source and record.  Its name does not tell which; its file must be one that
   was compiled with the plugin.  */
static bool
is_nested (const struct symbol_table *table, const struct known_names *known, const char *name, const char *file)
{
  const char *dot = strchr (name, '.');
  size_t digits = dot && dot != name ? strspn (dot + 1, "0123456789") : 0;
  if (digits == 0 || (dot[1 + digits] != '\0' && dot[1 + digits] != '.'))
    return false;
  return !table->file_decides || !file || known_has (known, file, strlen (file), source);
}

static bool
has_record (const struct symbol_table *table, const struct known_names *known, const char *name, bool is_local,
            const char *file)
{
  if (!known->count)
    return false;
  if (known_folded (known, name, NULL)) {
    /* Another file's static of the same name is no record of this one.  But a
       linker makes hidden functions local, too.  */
    if (!is_local || !table->file_decides || !file || known_folded (known, name, file))
      return true;
    return known_folded (known, name, external);
  }
  if (made_by_compiler (name) || (is_local && is_nested (table, known, name, file)))
    return true;
  if (thunk_length (name)) {
    char *target = elf_symbol_function (name);
    bool recorded = known_folded (known, target, NULL);
    free (target);
    return recorded;
  }
  /* PowerPC's 64-bit big-endian code: ".price_quote" beside the descriptor "price_quote".  */
  return name[0] == '.' && known_folded (known, name + 1, NULL);
}

static const char *
symbol_name (const struct symbol_table *table, const GElf_Sym *symbol)
{
  return symbol->st_name < table->names_size ? table->names + symbol->st_name : "";
}

static uint32_t
symbol_section (const struct symbol_table *table, size_t index, const GElf_Sym *symbol)
{
  GElf_Sym unused;
  Elf32_Word section = symbol->st_shndx;
  if (symbol->st_shndx == SHN_XINDEX && table->sections)
    gelf_getsymshndx (table->symbols, table->sections, (int) index, &unused, &section);
  return section;
}

/* A defined function.  In objects a global label in code counts, though the
   assembler was not told that it is a function; in linked files it may be the linker's own.  */
static bool
is_function (const struct symbol_table *table, size_t index, const GElf_Sym *symbol)
{
  unsigned type = GELF_ST_TYPE (symbol->st_info);
  if (symbol->st_shndx == SHN_UNDEF || symbol->st_shndx == SHN_ABS || symbol->st_shndx == SHN_COMMON)
    return false;
  if (type == STT_FUNC || type == STT_GNU_IFUNC)
    return true;
  if (type != STT_NOTYPE || !table->relocatable || GELF_ST_BIND (symbol->st_info) == STB_LOCAL)
    return false;
  GElf_Shdr header;
  Elf_Scn *section = elf_getscn (table->image->elf, symbol_section (table, index, symbol));
  return section && gelf_getshdr (section, &header) && header.sh_flags & SHF_EXECINSTR;
}

/* The base name that the symbol table gives for the statics that follow; NULL
   where it does not say ("<artificial>" after link-time optimisation).  */
static const char *
file_of (const struct symbol_table *table, const GElf_Sym *symbol)
{
  const char *name = base_of (symbol_name (table, symbol));
  return *name && *name != '<' ? name : NULL;
}

static int
compare_places (const void *a, const void *b)
{
  const struct place *left = a, *right = b;
  if (left->section != right->section)
    return left->section < right->section ? -1 : 1;
  return left->value == right->value ? 0 : left->value < right->value ? -1 : 1;
}

/* Adds those of CANDIDATES that are not another name of recorded code: aliases,
   and C++'s several constructors.  PLACES are those of the recorded functions.  */
static void
add_unrecorded (const struct symbol_table *table, const struct candidate *candidates, size_t count,
                struct place *places, size_t places_count)
{
  GElf_Sym symbol;
  const char *file = NULL;

  if (places_count)
    qsort (places, places_count, sizeof *places, compare_places);
  for (size_t i = 0, next = 0; i < table->count && next < count; i++) {
    if (!gelf_getsym (table->symbols, (int) i, &symbol))
      return;
    if (GELF_ST_TYPE (symbol.st_info) == STT_FILE)
      file = file_of (table, &symbol);
    if (candidates[next].index != i)
      continue;
    next++;
    struct place place = { symbol.st_value, symbol_section (table, i, &symbol) };
    if (places_count && bsearch (&place, places, places_count, sizeof *places, compare_places))
      continue;
    const char *name = symbol_name (table, &symbol);
    struct unrecorded *u = artefact_unrecorded (table->image->artefact, UNRECORDED_FUNCTION, name,
                                                table->image->member);
    free (u->function);
    u->function = elf_symbol_function (name);
    u->is_static = GELF_ST_BIND (symbol.st_info) == STB_LOCAL;
    u->is_weak = GELF_ST_BIND (symbol.st_info) == STB_WEAK;
    u->file = u->is_static ? memory_copy_text (file) : NULL;
    u->size = symbol.st_size;
  }
}

static bool
table_open (struct symbol_table *table, Elf_Scn *section)
{
  Elf *elf = table->image->elf;
  GElf_Shdr header;
  Elf_Scn *other = NULL;
  Elf_Data *names;

  if (!gelf_getshdr (section, &header) || header.sh_entsize == 0 || !(table->symbols = elf_getdata (section, NULL))
      || !(names = elf_rawdata (elf_getscn (elf, header.sh_link), NULL)))
    return false;
  /* A table that claims to occupy no space in the file has a size, but no bytes.  */
  if (names->d_size && !names->d_buf)
    return false;
  /* The last name must end within the table.  */
  table->names = names->d_buf;
  table->names_size = names->d_size;
  if (names->d_size && table->names[names->d_size - 1] != '\0')
    return false;
  table->count = header.sh_size / header.sh_entsize;
  size_t own_index = elf_ndxscn (section);
  size_t sections;
  if (elf_getshdrnum (elf, &sections) == 0 && sections >= SHN_LORESERVE)
    while ((other = elf_nextscn (elf, other)))
      if (gelf_getshdr (other, &header) && header.sh_type == SHT_SYMTAB_SHNDX && header.sh_link == own_index)
        table->sections = elf_getdata (other, NULL);
  return true;
}

size_t
elf_symbols_read (struct elf_image *image, struct Elf_Scn *section, bool relocatable)
{
  struct symbol_table table = { .image = image, .relocatable = relocatable };
  size_t functions = 0, candidates_count = 0, places_count = 0;
  struct candidate *candidates = NULL;
  const char *file = NULL;
  GElf_Sym symbol;

  elf_errno (); /* forgets older ones */
  if (!table_open (&table, section)) {
    int error = elf_errno ();
    inputs_problem (image->in, image->artefact->path, image->member, "corrupt symbol table: %s",
                    error ? elf_errmsg (error) : "its names are not there, or do not end");
    return 0;
  }
  /* A single unit is what the compiler wrote, whatever the file was called then.  */
  table.file_decides = image->artefact->units_count - image->first_unit > 1;
  const struct known_names *known = known_fill (image, table.file_decides);
  for (size_t i = 0; i < table.count && gelf_getsym (table.symbols, (int) i, &symbol); i++) {
    if (GELF_ST_TYPE (symbol.st_info) == STT_FILE)
      file = file_of (&table, &symbol);
    if (!is_function (&table, i, &symbol))
      continue;
    functions++;
    const char *name = symbol_name (&table, &symbol);
    if (has_record (&table, known, name, GELF_ST_BIND (symbol.st_info) == STB_LOCAL, file))
      continue;
    if ((candidates_count & (candidates_count - 1)) == 0)
      candidates = memory_grow (candidates, candidates_count ? 2 * candidates_count : 1, sizeof *candidates);
    candidates[candidates_count++].index = i;
  }

  if (candidates_count) {
    struct place *places = memory_get ((functions - candidates_count + 1) * sizeof *places);
    size_t next = 0;
    for (size_t i = 0; i < table.count && gelf_getsym (table.symbols, (int) i, &symbol); i++)
      if (next < candidates_count && candidates[next].index == i)
        next++;
      else if (is_function (&table, i, &symbol))
        places[places_count++] = (struct place){ symbol.st_value, symbol_section (&table, i, &symbol) };
    add_unrecorded (&table, candidates, candidates_count, places, places_count);
    free (places);
    free (candidates);
  }
  return functions;
}

void
elf_symbols_release (struct inputs *in)
{
  if (in->own->names)
    free (in->own->names->slots);
  free (in->own->names);
}
