/* Reshaping: tables.

   What is only read, and holds one thing always, is nothing but what it holds: whether a table of constants stands in the function or
   before it, and whether it is `static` there, makes no difference.  So what reads it reads constants that have no name.  Where
   anybody could get hold of its address, it stays what it is.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* How many bytes a table has at most: what it holds is in the form. */
#define SIZE_LIMIT 4096
/* How many pointers into a table are followed, one after the other.  */
#define DEPTH 6

struct table {
  tree decl;
  gimple *filled;           /* by what, if it is the function's own: as a whole, or by the last of its parts */
  auto_vec<gimple *> parts; /* what gives it an element each */
  auto_vec<gimple *> ends;  /* what is said of the end of its life */
  bool suits;
};

static bool
is_table (tree decl)
{
  if (!VAR_P (decl) || DECL_EXTERNAL (decl) || TREE_PUBLIC (decl) || TREE_THIS_VOLATILE (decl)
      || DECL_HARD_REGISTER (decl) || !AGGREGATE_TYPE_P (TREE_TYPE (decl)) || DECL_ATTRIBUTES (decl)
      || DECL_USER_ALIGN (decl) || DECL_IN_CONSTANT_POOL (decl) || DECL_THREAD_LOCAL_P (decl) || !DECL_SIZE_UNIT (decl)
      || !tree_fits_uhwi_p (DECL_SIZE_UNIT (decl)) || tree_to_uhwi (DECL_SIZE_UNIT (decl)) > SIZE_LIMIT)
    return false;
  if (!TREE_STATIC (decl))
    return auto_var_in_fn_p (decl, current_function_decl) && !DECL_HAS_VALUE_EXPR_P (decl);
  return TREE_READONLY (decl) && DECL_INITIAL (decl) && DECL_INITIAL (decl) != error_mark_node
         && !DECL_SECTION_NAME (decl);
}

/* Whether all that is done with VALUE, which points into a table, is to read.  */
static bool
only_reads (tree value, unsigned depth)
{
  use_operand_p use;
  imm_use_iterator uses;
  if (SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value))
    return false;
  FOR_EACH_IMM_USE_FAST (use, uses, value)
  {
    gassign *stmt = dyn_cast<gassign *> (USE_STMT (use));
    if (is_gimple_debug (USE_STMT (use)))
      continue;
    if (!stmt || !depth || gimple_has_volatile_ops (stmt))
      return false;
    tree from = gimple_assign_rhs1 (stmt);
    if (gimple_assign_load_p (stmt)) {
      tree base = get_base_address (from);
      if (!base || TREE_CODE (base) != MEM_REF || TREE_OPERAND (base, 0) != value
          || TREE_CODE (gimple_assign_lhs (stmt)) != SSA_NAME)
        return false;
    } else if (!(gimple_assign_rhs_code (stmt) == POINTER_PLUS_EXPR && from == value)
               || !only_reads (gimple_assign_lhs (stmt), depth - 1))
      return false;
  }
  return true;
}

/* What STMT fills TABLE with, as a whole and with constants; or NULL_TREE.  */
static tree
filling (gimple *stmt, tree decl)
{
  if (!gimple_assign_single_p (stmt) || gimple_assign_lhs (stmt) != decl || gimple_has_volatile_ops (stmt))
    return NULL_TREE;
  tree with = gimple_assign_rhs1 (stmt);
  if (VAR_P (with) && DECL_IN_CONSTANT_POOL (with))
    with = DECL_INITIAL (with);
  if (!with || TREE_CLOBBER_P (with) || (TREE_CODE (with) != CONSTRUCTOR && TREE_CODE (with) != STRING_CST)
      || (TREE_CODE (with) == CONSTRUCTOR && !TREE_CONSTANT (with) && CONSTRUCTOR_NELTS (with)))
    return NULL_TREE;
  return with;
}

/* The element of an array that STMT gives a constant; or NULL_TREE.  */
static tree
part_of (gimple *stmt, tree decl)
{
  tree place = gimple_assign_single_p (stmt) ? gimple_assign_lhs (stmt) : NULL_TREE;
  if (!place || TREE_CODE (place) != ARRAY_REF || TREE_OPERAND (place, 0) != decl || gimple_has_volatile_ops (stmt)
      || TREE_CODE (TREE_OPERAND (place, 1)) != INTEGER_CST || !is_gimple_min_invariant (gimple_assign_rhs1 (stmt)))
    return NULL_TREE;
  return TREE_OPERAND (place, 1);
}

/* What PARTS give to DECL, an array, in a row; NULL_TREE if that is not all of it, once each.  */
static tree
put_together (const auto_vec<gimple *> &parts, tree decl)
{
  tree type = TREE_TYPE (decl), count = TREE_CODE (type) == ARRAY_TYPE ? array_type_nelts (type) : NULL_TREE;
  vec<constructor_elt, va_gc> *elements = NULL;
  if (!count || !tree_fits_uhwi_p (count) || tree_to_uhwi (count) + 1 != parts.length ())
    return NULL_TREE;
  for (unsigned n = 0; n < parts.length (); n++) {
    if (n && gimple_bb (parts[n]) != gimple_bb (parts[0]))
      return NULL_TREE;
    unsigned k = 0;
    while (k < parts.length () && !(part_of (parts[k], decl) && compare_tree_int (part_of (parts[k], decl), n) == 0))
      k++;
    if (k == parts.length ())
      return NULL_TREE;
    CONSTRUCTOR_APPEND_ELT (elements, size_int (n), gimple_assign_rhs1 (parts[k]));
  }
  tree made = build_constructor (type, elements);
  TREE_CONSTANT (made) = TREE_STATIC (made) = 1;
  return made;
}

/* The object that OPERAND is a part or the address of; or NULL_TREE.  */
static tree
base_of (tree operand)
{
  tree base = operand ? get_base_address (TREE_CODE (operand) == ADDR_EXPR ? TREE_OPERAND (operand, 0) : operand)
                      : NULL_TREE;
  if (base && TREE_CODE (base) == MEM_REF && TREE_CODE (TREE_OPERAND (base, 0)) == ADDR_EXPR)
    base = get_base_address (TREE_OPERAND (TREE_OPERAND (base, 0), 0));
  return base;
}

/* Whether STMT fills TABLE, or says that its life is over.  */
static bool
is_own (const struct table *table, gimple *stmt)
{
  return stmt == table->filled || table->ends.contains (stmt) || table->parts.contains (stmt);
}

/* Adds to TABLES the one that PLACE, which STMT mentions, is of; NULL if it is none.  */
static struct table *
table_of (auto_vec<struct table *> *tables, tree place)
{
  tree base = base_of (place);
  if (!base || !DECL_P (base) || !is_table (base))
    return NULL;
  for (unsigned n = 0; n < tables->length (); n++)
    if ((*tables)[n]->decl == base)
      return (*tables)[n];
  struct table *table = new struct table ();
  table->decl = base;
  table->filled = NULL;
  table->suits = true;
  tables->safe_push (table);
  return table;
}

static void
look_at (gimple *stmt, auto_vec<struct table *> *tables)
{
  if (gphi *phi = dyn_cast<gphi *> (stmt)) {
    for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
      if (struct table *table = table_of (tables, gimple_phi_arg_def (phi, i)))
        table->suits = false;
    return;
  }
  const char *marker = canonical_marker (stmt);
  for (unsigned i = 0; i < gimple_num_ops (stmt); i++) {
    tree op = gimple_op (stmt, i);
    /* An asm's operands are in lists.  */
    struct table *table = table_of (tables, op && TREE_CODE (op) == TREE_LIST ? TREE_VALUE (op) : op);
    if (!table)
      continue;
    bool own = !TREE_STATIC (table->decl);
    if (own && (gimple_clobber_p (stmt) || (marker && strcmp (marker, MARKER_END) == 0)))
      table->ends.safe_push (stmt);
    else if (own && !i && !table->filled && table->parts.is_empty () && filling (stmt, table->decl))
      table->filled = stmt;
    else if (own && !i && !table->filled && part_of (stmt, table->decl))
      table->parts.safe_push (stmt);
    else if (!(i == 1 && is_gimple_assign (stmt) && TREE_CODE (gimple_assign_lhs (stmt)) == SSA_NAME
               && !gimple_has_volatile_ops (stmt)
               && (gimple_assign_load_p (stmt)
                   || ((gimple_assign_rhs_code (stmt) == ADDR_EXPR
                        || gimple_assign_rhs_code (stmt) == POINTER_PLUS_EXPR)
                       && only_reads (gimple_assign_lhs (stmt), DEPTH)))))
      table->suits = false;
  }
}

/* A variable of some function's that what is walked over refers to.  */
static tree
find_local (tree *operand, int *walk, void *)
{
  *walk = !TYPE_P (*operand);
  return VAR_P (*operand) && decl_function_context (*operand) ? *operand : NULL_TREE;
}

bool
reshape_only_holds (function *fun, tree decl)
{
  basic_block block;
  if (!is_table (decl) || walk_tree_without_duplicates (&DECL_INITIAL (decl), find_local, NULL))
    return false;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    for (unsigned n = 0; n < gimple_num_ops (stmt) && !is_gimple_debug (stmt); n++) {
      tree op = gimple_op (stmt, n);
      if (base_of (op && TREE_CODE (op) == TREE_LIST ? TREE_VALUE (op) : op) == decl
          && !(n == 1 && gimple_assign_load_p (stmt) && is_gimple_reg (gimple_assign_lhs (stmt))
               && !gimple_has_volatile_ops (stmt)))
        return false;
    }
  }
  return true;
}

/* Whether TABLE was filled before each of what reads it.  */
static bool
filled_before (struct table *table, function *fun)
{
  basic_block block, first = gimple_bb (table->filled);
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    bool reads = false;
    if (is_own (table, stmt))
      continue;
    for (unsigned k = 0; k < gimple_num_ops (stmt); k++)
      reads |= base_of (gimple_op (stmt, k)) == table->decl;
    if (reads
        && !(block == first ? reshape_comes_before (table->filled, stmt)
                            : dominated_by_p (CDI_DOMINATORS, block, first)))
      return false;
  }
  return true;
}

/* The constants that TABLE holds, as an object without a name.  */
static tree
constants_of (struct table *table)
{
  tree decl = table->decl, type = TREE_TYPE (decl);
  tree made = build_decl (UNKNOWN_LOCATION, VAR_DECL, NULL_TREE,
                          build_qualified_type (type, TYPE_QUALS (type) | TYPE_QUAL_CONST));
  TREE_STATIC (made) = TREE_READONLY (made) = TREE_ADDRESSABLE (made) = DECL_ARTIFICIAL (made) = 1;
  DECL_INITIAL (made) = !table->parts.is_empty () ? put_together (table->parts, decl)
                        : table->filled           ? filling (table->filled, decl)
                                                  : DECL_INITIAL (decl);
  layout_decl (made, 0);
  DECL_IN_CONSTANT_POOL (made) = 1;
  return made;
}

static tree
replace_table (tree *operand, int *walk, void *data)
{
  hash_map<tree, tree> *made = (hash_map<tree, tree> *) ((struct walk_stmt_info *) data)->info;
  if (!VAR_P (*operand))
    return NULL_TREE;
  tree *by = made->get (*operand);
  if (by)
    *operand = *by;
  *walk = 0;
  return NULL_TREE;
}

/* Lets what FUN does with what MADE has a constant for be done with that, but for what is TABLES' own.  */
static void
replace_tables (function *fun, const auto_vec<struct table *> &tables, hash_map<tree, tree> *made)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    struct walk_stmt_info info;
    memset (&info, 0, sizeof info);
    info.info = made;
    bool own = false;
    for (unsigned n = 0; n < tables.length (); n++)
      own |= is_own (tables[n], gsi_stmt (i));
    if (own)
      continue;
    walk_gimple_op (gsi_stmt (i), replace_table, &info);
    update_stmt (gsi_stmt (i));
  }
}

/* Takes away what fills TABLE, and what is said of the end of its life.  */
static void
take_away (const struct table *table)
{
  for (unsigned k = 0; k < table->ends.length (); k++)
    reshape_remove_statement (table->ends[k]);
  for (unsigned k = 0; k < table->parts.length (); k++)
    reshape_remove_statement (table->parts[k]);
  if (table->filled && table->parts.is_empty ())
    reshape_remove_statement (table->filled);
}

void
reshape_tables (function *fun)
{
  auto_vec<struct table *> tables;
  hash_map<tree, tree> made;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
      look_at (i.phi (), &tables);
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
      if (!is_gimple_debug (gsi_stmt (i)))
        look_at (gsi_stmt (i), &tables);
  }
  calculate_dominance_info (CDI_DOMINATORS);
  bool some = false;
  for (unsigned n = 0; n < tables.length (); n++) {
    struct table *table = tables[n];
    /* They stand in the order in which they are met, all in one block.  */
    if (!table->parts.is_empty () && !table->filled && put_together (table->parts, table->decl))
      table->filled = table->parts.last ();
    table->suits &= TREE_STATIC (table->decl) || (table->filled && filled_before (table, fun));
    if (table->suits)
      made.put (table->decl, constants_of (table));
    some |= table->suits;
  }
  if (some)
    replace_tables (fun, tables, &made);
  for (unsigned n = 0; n < tables.length (); n++) {
    if (tables[n]->suits)
      take_away (tables[n]);
    delete tables[n];
  }
  free_dominance_info (CDI_DOMINATORS);
}
