/* The SSA names of an activation: what each holds.  See machine_private.h.

   A function has thousands, a way through it sets few of them, and states are copied at each fork and at each place where ways meet.  So
   they stand in blocks, which states share until one of them sets a name in it.  */
#include "gcc-compat.h"

#include "machine_private.h"

#define BLOCK_NAMES 16

struct name_block {
  unsigned references;
  struct value list[BLOCK_NAMES];
};

struct names {
  unsigned references, count;
  struct name_block *blocks[1]; /* NULL: of none of these anything is known */
};

/* Blocks that are not in use, each leading to the next.  */
union spare_block {
  union spare_block *next;
  struct name_block block;
};
static union spare_block *spare;

static struct name_block *
new_block (void)
{
  union spare_block *b = spare;
  if (b)
    spare = b->next;
  else
    b = XNEW (union spare_block);
  return &b->block;
}

static struct names *
new_names (unsigned blocks)
{
  struct names *names = (struct names *) xmalloc (offsetof (struct names, blocks)
                                                  + MAX (blocks, 1) * sizeof names->blocks[0]);
  names->references = 1;
  names->count = blocks;
  return names;
}

struct names *
names_make (function *fun)
{
  unsigned blocks = (vec_safe_length (SSANAMES (fun)) + BLOCK_NAMES - 1) / BLOCK_NAMES;
  struct names *names = new_names (blocks);
  memset (names->blocks, 0, blocks * sizeof names->blocks[0]);
  return names;
}

struct names *
names_share (struct names *names)
{
  names->references++;
  return names;
}

void
names_release (struct names *names)
{
  if (--names->references)
    return;
  for (unsigned i = 0; i < names->count; i++)
    if (names->blocks[i] && --names->blocks[i]->references == 0) {
      union spare_block *b = (union spare_block *) names->blocks[i];
      b->next = spare;
      spare = b;
    }
  free (names);
}

const struct value *
names_get (const struct names *names, unsigned version)
{
  static const struct value nothing = {};
  const struct name_block *block = names->blocks[version / BLOCK_NAMES];
  return block ? &block->list[version % BLOCK_NAMES] : &nothing;
}

bool
names_are_shared (const struct names *a, const struct names *b, unsigned version)
{
  return a->blocks[version / BLOCK_NAMES] == b->blocks[version / BLOCK_NAMES];
}

void
names_set (struct names **names, unsigned version, const struct value *v)
{
  if ((*names)->references > 1) {
    struct names *own = new_names ((*names)->count);
    for (unsigned i = 0; i < own->count; i++) {
      own->blocks[i] = (*names)->blocks[i];
      if (own->blocks[i])
        own->blocks[i]->references++;
    }
    (*names)->references--;
    *names = own;
  }
  struct name_block **at = &(*names)->blocks[version / BLOCK_NAMES];
  if (!*at || (*at)->references > 1) {
    struct name_block *block = new_block ();
    if (*at) {
      memcpy (block->list, (*at)->list, sizeof block->list);
      (*at)->references--;
    } else
      memset (block->list, 0, sizeof block->list);
    block->references = 1;
    *at = block;
  }
  (*at)->list[version % BLOCK_NAMES] = *v;
}

void
names_visit_regions (const struct names *names, void (*visit) (int region, void *data), void *data)
{
  for (unsigned i = 0; i < names->count; i++)
    for (unsigned n = 0; names->blocks[i] && n < BLOCK_NAMES; n++)
      if (names->blocks[i]->list[n].kind == VALUE_ADDRESS)
        visit (names->blocks[i]->list[n].region, data);
}
