/* Reshaping: what may be assumed of accesses to memory.

   `s->in.a` and `*p` with `p = &s->in.a` are one place, but not one access: what compilers assume of two accesses by their types hangs
   on the names on the way, too.  A store to `t->in.a` cannot change the first, and may change the second.  So an access gets another
   name only where the compiler answers the same about it and every other one in the body.  */
#include "gcc-compat.h"

#include "reshape.h"

/* Beside how many accesses another one gets another name at most: each is asked about.  */
#define LIMIT 600

static bool
add_read (gimple *, tree, tree place, void *data)
{
  ((struct accesses *) data)->reads.safe_push (unshare_expr (place));
  return false;
}

static bool
add_store (gimple *, tree, tree place, void *data)
{
  struct accesses *all = (struct accesses *) data;
  all->stores.safe_push (unshare_expr (place));
  for (all->stored.add (place); handled_component_p (place); all->stored.add (place))
    place = TREE_OPERAND (place, 0);
  return false;
}

void
reshape_find_accesses (function *fun, struct accesses *all)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (!gimple_clobber_p (gsi_stmt (i)))
      walk_stmt_load_store_ops (gsi_stmt (i), all, add_read, add_store);
}

tree
reshape_part_of (tree place, tree base)
{
  tree named = unshare_expr (place), *inner = &named;
  while (handled_component_p (*inner))
    inner = &TREE_OPERAND (*inner, 0);
  *inner = base;
  return named;
}

/* Whether a store to STORED may be one to what READ reads, as the compiler sees it; by their types, too, if TYPED.  */
static bool
may_meet (tree stored, tree read, bool typed)
{
  ao_ref one, other;
  ao_ref_init (&one, stored);
  ao_ref_init (&other, read);
  return refs_may_alias_p_1 (&one, &other, typed);
}

/* Whether types tell the same of a store to STORED and a read of READ as of OTHER_STORED and OTHER_READ.  What is known by where they
   lie is no matter of names.  */
static bool
meet_alike (tree stored, tree read, tree other_stored, tree other_read)
{
  bool one = may_meet (stored, read, true), other = may_meet (other_stored, other_read, true);
  return one == other || (one ? !may_meet (other_stored, other_read, false) : !may_meet (stored, read, false));
}

static bool
all_meet_alike (const struct accesses &all, tree place, tree name, bool stored)
{
  for (unsigned n = 0; n < all.stores.length (); n++)
    if (!meet_alike (all.stores[n], place, all.stores[n], name)
        || (stored && !meet_alike (place, all.stores[n], name, all.stores[n])))
      return false;
  for (unsigned n = 0; n < all.reads.length () && stored; n++)
    if (!meet_alike (place, all.reads[n], name, all.reads[n]))
      return false;
  return true;
}

bool
reshape_may_rename (struct accesses *all, tree place, tree name)
{
  bool stored = all->stored.contains (place);
  if (all->reads.length () + all->stores.length () > LIMIT)
    return false;
  /* The compiler is asked as in canonical_write_parts.  */
  int strict = flag_strict_aliasing;
  flag_strict_aliasing = 1;
  bool alike = all_meet_alike (*all, place, name, stored);
  flag_strict_aliasing = strict;
  /* What is renamed later is asked about what this is called now, too.  */
  if (alike)
    (stored ? all->stores : all->reads).safe_push (unshare_expr (name));
  return alike;
}
