/* The canonical form: blocks, and the effects in them.  See canonical_private.h.

   What has no effect is written where it is first used (canonical_values.cc); what has one, in
   its block, in order.  A load has no place of its own: it is what it reads and the state of memory
   that it reads; that it happens at all (and may fault) is shown by the markers that normalise.cc
   put before it.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"
#include "observe/types.h"

const char *
canonical_marker (gimple *call)
{
  tree callee = is_gimple_call (call) ? gimple_call_fndecl (call) : NULL_TREE;
  if (!callee || !DECL_ARTIFICIAL (callee) || !DECL_NAME (callee))
    return NULL;
  const char *name = IDENTIFIER_POINTER (DECL_NAME (callee));
  return strncmp (name, "loadbearing.", 12) == 0 ? name : NULL;
}

static void
write_asm (struct canonical_writer *w, gasm *stmt, struct strbuf *out)
{
  struct strbuf text = STRBUF_INIT;
  if (gimple_asm_nlabels (stmt))
    canonical_fail (w, "it has an asm goto");
  const char *code = gimple_asm_string (stmt);
  if (strstr (code, ".incbin") || strstr (code, ".include"))
    canonical_fail (w, "its asm reads a file");
  /* "asm inline" only says how large it is, for decisions about inlining.  */
  strbuf_addf (out, "asm %s%s %zu\"%s\"", gimple_asm_volatile_p (stmt) ? "volatile " : "",
               gimple_asm_input_p (stmt) ? "basic " : "", strlen (code), code);
  for (unsigned i = 0; i < gimple_asm_ninputs (stmt); i++) {
    tree link = gimple_asm_input_op (stmt, i);
    strbuf_addf (out, " in %s ", TREE_STRING_POINTER (TREE_VALUE (TREE_PURPOSE (link))));
    canonical_type (w, TREE_TYPE (TREE_VALUE (link)), out);
    strbuf_add_char (out, ' ');
    canonical_place (w, TREE_VALUE (link), out);
  }
  for (unsigned i = 0; i < gimple_asm_noutputs (stmt); i++) {
    tree link = gimple_asm_output_op (stmt, i), to = TREE_VALUE (link);
    strbuf_addf (out, " out %s ", TREE_STRING_POINTER (TREE_VALUE (TREE_PURPOSE (link))));
    canonical_type (w, TREE_TYPE (to), out);
    strbuf_add_char (out, ' ');
    if (TREE_CODE (to) == SSA_NAME)
      strbuf_addf (out, "V%u", canonical_define (w, to));
    else
      canonical_place (w, to, out);
  }
  for (unsigned i = 0; i < gimple_asm_nclobbers (stmt); i++)
    strbuf_addf (out, " clobber %s", TREE_STRING_POINTER (TREE_VALUE (gimple_asm_clobber_op (stmt, i))));
  strbuf_release (&text);
}

/* An assignment that shows: a store, or a volatile load.  */
static void
write_assignment (struct canonical_writer *w, gimple *stmt, struct strbuf *out)
{
  tree to = gimple_assign_lhs (stmt), from = gimple_assign_rhs1 (stmt);
  if (gimple_num_ops (stmt) > 2 || get_gimple_rhs_class (gimple_assign_rhs_code (stmt)) != GIMPLE_SINGLE_RHS)
    canonical_fail (w, "it has a store that computes");
  canonical_place (w, from, out);
  if (TREE_CODE (to) == SSA_NAME) {
    strbuf_addf (out, " to V%u ", canonical_define (w, to));
    canonical_type (w, TREE_TYPE (to), out);
  } else {
    strbuf_add_text (out, " into ");
    canonical_place (w, to, out);
    strbuf_add_char (out, ' ');
    canonical_object_type (w, TREE_TYPE (to), out);
    if (gimple_assign_nontemporal_move_p (as_a<gassign *> (stmt)))
      strbuf_add_text (out, " nontemporal");
  }
}

static void
write_call (struct canonical_writer *w, gcall *call, struct strbuf *out)
{
  tree to = gimple_call_lhs (call);
  canonical_call (w, call, out);
  if (to && TREE_CODE (to) == SSA_NAME)
    strbuf_addf (out, " to V%u", canonical_define (w, to));
  else if (to) {
    strbuf_add_text (out, " into ");
    canonical_place (w, to, out);
  }
}

/* Blocks after which memory may still be looked at.  */
static void
find_memory_use (auto_vec<bool> *after)
{
  auto_vec<bool> uses;
  basic_block block;
  bool again = true;
  uses.safe_grow_cleared (last_basic_block_for_fn (cfun));
  after->safe_grow_cleared (last_basic_block_for_fn (cfun));
  FOR_EACH_BB_FN (block, cfun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (gimple_vuse (gsi_stmt (i)) && !canonical_marker (gsi_stmt (i)) && !gimple_clobber_p (gsi_stmt (i))
        && gimple_code (gsi_stmt (i)) != GIMPLE_RETURN)
      uses[block->index] = true;
  while (again) {
    again = false;
    FOR_EACH_BB_REVERSE_FN (block, cfun)
    {
      edge e;
      edge_iterator i;
      bool use = false;
      FOR_EACH_EDGE (e, i, block->succs)
      use |= e->dest != EXIT_BLOCK_PTR_FOR_FN (cfun) && (uses[e->dest->index] || (*after)[e->dest->index]);
      if (use && !(*after)[block->index])
        again = (*after)[block->index] = true;
    }
  }
}

/* Whether the end of a local's life, at I, can still matter.  */
static bool
clobber_matters (gimple_stmt_iterator i, const auto_vec<bool> *after)
{
  basic_block block = gsi_bb (i);
  if ((*after)[block->index])
    return true;
  for (gsi_next (&i); !gsi_end_p (i); gsi_next (&i))
    if (gimple_vuse (gsi_stmt (i)) && !canonical_marker (gsi_stmt (i)) && !gimple_clobber_p (gsi_stmt (i))
        && gimple_code (gsi_stmt (i)) != GIMPLE_RETURN)
      return true;
  return false;
}

static tree
pointer_behind (tree place)
{
  tree base = get_base_address (place);
  return base && TREE_CODE (base) == MEM_REF && TREE_CODE (TREE_OPERAND (base, 0)) == SSA_NAME ? TREE_OPERAND (base, 0)
                                                                                               : NULL_TREE;
}

static void
write_block (struct canonical_writer *w, basic_block block, const auto_vec<bool> *memory_after, struct touches *touches)
{
  unsigned number = w->blocks[block->index], segment = 0;
  const struct canonical_exit *exit = w->exits[block->index];
  bool ended = false;
  strbuf_addf (&w->out, "B%u\n", number);
  loop_p loop = block->loop_father;
  if (loop && loop->header == block && loop->num
      && (loop->safelen || loop->unroll || loop->dont_vectorize || loop->force_vectorize || loop->simduid))
    strbuf_addf (&w->out, "loop %d %d %d %d\n", loop->safelen, (int) loop->unroll, (int) loop->dont_vectorize,
                 (int) loop->force_vectorize);
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i) && !w->result->failure; gsi_next (&i)) {
    gimple *stmt = canonical_store_at (w, gsi_stmt (i));
    struct strbuf line = STRBUF_INIT;
    const char *marker = canonical_marker (stmt);
    if (canonical_entered_label (stmt))
      canonical_fail (w, "it takes the address of a label");
    if (canonical_silent (stmt))
      continue;
    if (marker && strcmp (marker, MARKER_TOUCH) == 0) {
      canonical_add_touch (touches, number, segment, false, gimple_call_arg (stmt, 0));
      continue;
    }
    if (marker && strcmp (marker, MARKER_END) == 0)
      continue;
    if (gimple_clobber_p (stmt) && !clobber_matters (i, memory_after))
      continue;
    switch (gimple_code (stmt)) {
    case GIMPLE_ASSIGN:
      if (TREE_CODE (gimple_assign_lhs (stmt)) == SSA_NAME && !gimple_vdef (stmt) && !gimple_has_volatile_ops (stmt))
        continue; /* where it is used */
      write_assignment (w, stmt, &line);
      if (tree pointer = pointer_behind (gimple_assign_lhs (stmt)))
        canonical_add_touch (touches, number, segment, true, pointer);
      break;
    case GIMPLE_CALL:
      if (canonical_call_is_value (as_a<gcall *> (stmt)))
        continue;
      write_call (w, as_a<gcall *> (stmt), &line);
      segment++;
      break;
    case GIMPLE_ASM:
      write_asm (w, as_a<gasm *> (stmt), &line);
      segment++;
      break;
    case GIMPLE_COND:
      canonical_write_condition (w, as_a<gcond *> (stmt), exit, &line);
      ended = true;
      break;
    case GIMPLE_SWITCH:
      canonical_write_switch (w, as_a<gswitch *> (stmt), exit, &line);
      ended = true;
      break;
    case GIMPLE_RETURN: {
      tree value = gimple_return_retval (as_a<greturn *> (stmt));
      strbuf_add_text (&line, "return ");
      if (value)
        canonical_place (w, value, &line);
      ended = true;
      break;
    }
    case GIMPLE_GOTO: canonical_fail (w, "it has a computed goto"); break;
    default: canonical_fail (w, "it has a statement that is not understood"); break;
    }
    if (gimple_vdef (stmt)) {
      w->effects->put (stmt, ++w->numbers);
      strbuf_addf (&line, " m%u", w->numbers);
    }
    strbuf_add_char (&line, '\n');
    strbuf_add (&w->out, strbuf_text (&line), line.length);
    strbuf_release (&line);
  }
  if (!ended) {
    strbuf_add_text (&w->out, "to");
    for (unsigned i = 0; i < exit->edges.length (); i++)
      canonical_write_target (w, exit->edges[i], &w->out);
    strbuf_add_char (&w->out, '\n');
  }
  touches->segments.safe_push (segment);
}

/* Whether something in the body asks for the size of what a pointer points to.  */
static bool
asks_for_size (void)
{
  basic_block block;
  FOR_EACH_BB_FN (block, cfun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (compat_asks_for_size (gsi_stmt (i)))
      return true;
  return false;
}

void
canonical_form (function *fun, const struct strbuf *salt, struct canonical *result, struct strbuf *text)
{
  struct canonical_writer w = {};
  struct touches touches;
  auto_vec<bool> memory_after;
  memset (result, 0, sizeof *result);
  w.fun = fun;
  w.result = result;
  w.runs = new hash_map<gimple *, struct canonical_run *> ();
  w.effects = new hash_map<gimple *, unsigned> ();
  w.declarations = new hash_map<tree, unsigned> ();
  w.types = new hash_map<tree, unsigned> ();
  w.part_of = new hash_map<tree, struct canonical_part *> ();
  w.measures = asks_for_size ();
  w.known = new hash_map<nofree_string_hash, unsigned> ();
  w.renamed = new hash_map<tree, bool> ();
  w.ssa.safe_grow_cleared (num_ssa_names + 1);
  strbuf_add (&w.out, strbuf_text (salt), salt->length);
  strbuf_add_char (&w.out, '\n');
  canonical_own_interface (&w);
  calculate_dominance_info (CDI_DOMINATORS);
  find_memory_use (&memory_after);
  canonical_number_blocks (&w);
  canonical_order_stores (&w);
  for (unsigned i = 0; i < w.order.length () && !result->failure; i++)
    write_block (&w, w.order[i], &memory_after, &touches);
  canonical_phis (&w);
  canonical_write_touches (&w, &touches);
  canonical_phis (&w);
  if (!result->failure)
    canonical_write_parts (&w);
  if (!result->failure)
    result->digest = digest_of (strbuf_text (&w.out), w.out.length, DIGEST_FULL);
  if (text)
    strbuf_add (text, strbuf_text (&w.out), w.out.length);
  for (unsigned i = 0; i < w.exits.length (); i++)
    delete w.exits[i];
  for (unsigned i = 0; i < w.keys.length (); i++)
    free (w.keys[i]);
  canonical_release_order (&w);
  canonical_release_parts (&w);
  delete w.runs;
  delete w.effects;
  delete w.declarations;
  delete w.types;
  delete w.part_of;
  delete w.known;
  delete w.renamed;
  delete w.accesses;
  strbuf_release (&w.out);
}

void
canonical_release (struct canonical *c)
{
  free (c->references);
  memset (c, 0, sizeof *c);
}
