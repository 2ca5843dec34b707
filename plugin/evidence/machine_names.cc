/* The SSA names of an activation: what each holds.  See machine_private.h.

   A function has thousands, a way through it sets few of them, and states are copied at each fork and at each place where ways meet.  So
   they stand in blocks, and these in groups, which states share until one of them sets a name in it.  */
#include "gcc-compat.h"

#include "machine_private.h"

#define BLOCK_NAMES 16
#define GROUP_BLOCKS 16
#define GROUP_NAMES (BLOCK_NAMES * GROUP_BLOCKS)

struct name_block {
  unsigned references;
  struct value list[BLOCK_NAMES];
};

struct name_group {
  unsigned references;
  struct name_block *blocks[GROUP_BLOCKS]; /* NULL: of none of these anything is known */
};

struct names {
  unsigned references, count;
  struct name_group *groups[1]; /* the same */
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

/* The same for groups.  */
union spare_group {
  union spare_group *next;
  struct name_group group;
};
static union spare_group *spare_groups;

static struct name_group *
new_group (void)
{
  union spare_group *g = spare_groups;
  if (g)
    spare_groups = g->next;
  else
    g = XNEW (union spare_group);
  struct name_group *group = &g->group;
  group->references = 1;
  return group;
}

/* The same for the names of functions that have no more groups than this.  */
#define FEW_GROUPS 4
union spare_names {
  union spare_names *next;
  struct names names;
  char room[offsetof (struct names, groups) + FEW_GROUPS * sizeof (struct name_group *)];
};
static union spare_names *spare_names;

static struct names *
new_names (unsigned groups)
{
  struct names *names;
  if (groups <= FEW_GROUPS) {
    union spare_names *n = spare_names;
    if (n)
      spare_names = n->next;
    else
      n = XNEW (union spare_names);
    names = &n->names;
  } else
    names = (struct names *) xmalloc (offsetof (struct names, groups) + groups * sizeof names->groups[0]);
  names->references = 1;
  names->count = groups;
  return names;
}

struct names *
names_make (function *fun)
{
  unsigned groups = (vec_safe_length (SSANAMES (fun)) + GROUP_NAMES - 1) / GROUP_NAMES;
  struct names *names = new_names (groups);
  memset (names->groups, 0, groups * sizeof names->groups[0]);
  return names;
}

struct names *
names_share (struct names *names)
{
  names->references++;
  return names;
}

static void
release_group (struct name_group *group)
{
  if (!group || --group->references)
    return;
  for (struct name_block *block : group->blocks)
    if (block && --block->references == 0) {
      union spare_block *b = (union spare_block *) block;
      b->next = spare;
      spare = b;
    }
  union spare_group *g = (union spare_group *) group;
  g->next = spare_groups;
  spare_groups = g;
}

void
names_release (struct names *names)
{
  if (--names->references)
    return;
  for (unsigned i = 0; i < names->count; i++)
    release_group (names->groups[i]);
  if (names->count <= FEW_GROUPS) {
    union spare_names *n = (union spare_names *) names;
    n->next = spare_names;
    spare_names = n;
  } else
    free (names);
}

static const struct name_block *
block_of (const struct names *names, unsigned version)
{
  const struct name_group *group = names->groups[version / GROUP_NAMES];
  return group ? group->blocks[version % GROUP_NAMES / BLOCK_NAMES] : NULL;
}

const struct value *
names_get (const struct names *names, unsigned version)
{
  static const struct value nothing = {};
  const struct name_block *block = block_of (names, version);
  return block ? &block->list[version % BLOCK_NAMES] : &nothing;
}

bool
names_are_shared (const struct names *a, const struct names *b, unsigned version)
{
  return block_of (a, version) == block_of (b, version);
}

/* Each of these makes *AT a copy of its own, if others share it.  */
static void
own_names (struct names **at)
{
  struct names *old = *at;
  if (old->references == 1)
    return;
  *at = new_names (old->count);
  for (unsigned i = 0; i < old->count; i++) {
    (*at)->groups[i] = old->groups[i];
    if (old->groups[i])
      old->groups[i]->references++;
  }
  old->references--;
}

static void
own_group (struct name_group **at)
{
  struct name_group *old = *at;
  if (old && old->references == 1)
    return;
  *at = new_group ();
  for (unsigned i = 0; i < GROUP_BLOCKS; i++) {
    struct name_block *block = old ? old->blocks[i] : NULL;
    (*at)->blocks[i] = block;
    if (block)
      block->references++;
  }
  if (old)
    old->references--;
}

static void
own_block (struct name_block **at)
{
  struct name_block *old = *at;
  if (old && old->references == 1)
    return;
  *at = new_block ();
  (*at)->references = 1;
  if (old) {
    memcpy ((*at)->list, old->list, sizeof old->list);
    old->references--;
  } else
    memset ((*at)->list, 0, sizeof (*at)->list);
}

void
names_set (struct names **names, unsigned version, const struct value *v)
{
  own_names (names);
  struct name_group **group = &(*names)->groups[version / GROUP_NAMES];
  own_group (group);
  struct name_block **block = &(*group)->blocks[version % GROUP_NAMES / BLOCK_NAMES];
  own_block (block);
  (*block)->list[version % BLOCK_NAMES] = *v;
}

void
names_visit_regions (const struct names *names, void (*visit) (int region, void *data), void *data)
{
  for (unsigned i = 0; i < names->count; i++)
    for (unsigned k = 0; names->groups[i] && k < GROUP_BLOCKS; k++) {
      const struct name_block *block = names->groups[i]->blocks[k];
      for (unsigned n = 0; block && n < BLOCK_NAMES; n++)
        if (block->list[n].kind == VALUE_ADDRESS)
          visit (block->list[n].region, data);
    }
}
