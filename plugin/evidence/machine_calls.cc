/* Calls: into the unit, and of what lies outside.  See machine_private.h.  */
#include "gcc-compat.h"

#include "strbuf.h"

#include "observe/cplusplus.h"
#include "machine_private.h"
#include "sinks.h"
#include "subjects.h"

struct value
argument (struct state *s, gcall *call, unsigned from_one)
{
  return from_one && from_one <= gimple_call_num_args (call) ? operand (s, gimple_call_arg (call, from_one - 1))
                                                             : unknown (0);
}

static bool
is_pointer (tree decl)
{
  return decl && DECL_P (decl) && POINTER_TYPE_P (TREE_TYPE (decl));
}

/* A function that was given two pointers may keep one behind the other: when it, or another, is given that one later, both may
   change, and nobody knows by whom.  Gives whether there is such a one.  */
static bool
forget_linked (struct state *s, gcall *call)
{
  bool any = false;
  for (unsigned i = 0; i < gimple_call_num_args (call) && !s->links.is_empty (); i++) {
    struct value v = operand (s, gimple_call_arg (call, i));
    int given = region_behind (&v);
    /* What a function stored in a pointer of the test's leads to what it was given beside that: session_new (&session, &user_data).  */
    bool made = v.kind == VALUE_SYMBOL || (v.kind == VALUE_UNKNOWN && !v.made);
    made = made && POINTER_TYPE_P (TREE_TYPE (gimple_call_arg (call, i)));
    if (given < 0 && !made)
      continue;
    for (unsigned k = 0; k < s->links.length (); k++)
      if (s->links[k].holder == given || (made && is_pointer ((*run.regions)[s->links[k].holder].decl))) {
        blur_region (s, s->links[k].held, 0);
        any = true;
      }
  }
  return any;
}

static void
add_link (struct state *s, struct link l)
{
  for (unsigned i = 0; i < s->links.length (); i++)
    if (s->links[i].holder == l.holder && s->links[i].held == l.held)
      return;
  s->links.safe_push (l);
}

/* What argument I of CALL, a pointer, leads to if the function may not store there; or NULL.  */
static tree
promised_argument (gcall *call, unsigned i)
{
  tree p = gimple_call_fntype (call) ? TYPE_ARG_TYPES (gimple_call_fntype (call)) : NULL_TREE;
  for (; p && i; i--)
    p = TREE_CHAIN (p);
  bool is = p && POINTER_TYPE_P (TREE_VALUE (p)) && TYPE_READONLY (TREE_TYPE (TREE_VALUE (p)));
  return is ? TREE_TYPE (TREE_VALUE (p)) : NULL_TREE;
}

static void
link_arguments (struct state *s, gcall *call, int result)
{
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    struct value held = operand (s, gimple_call_arg (call, i));
    int inner = region_behind (&held);
    if (inner < 0 || ((*run.regions)[inner].decl && TREE_CODE ((*run.regions)[inner].decl) == STRING_CST))
      continue;
    /* A pointer through which it promises not to store, it does not keep to store later.  */
    if (promised_argument (call, i))
      continue;
    for (unsigned k = 0; k <= gimple_call_num_args (call); k++) {
      tree promised = promised_argument (call, k);
      if (promised && is_gimple_reg_type (promised))
        continue;
      struct value holder = k < gimple_call_num_args (call) ? operand (s, gimple_call_arg (call, k)) : unknown (0);
      struct link l = { k < gimple_call_num_args (call) ? region_behind (&holder) : result, inner };
      /* A literal holds no pointers.  */
      if (l.holder >= 0 && (*run.regions)[l.holder].decl && TREE_CODE ((*run.regions)[l.holder].decl) == STRING_CST)
        continue;
      if (l.holder >= 0 && l.holder != inner)
        add_link (s, l);
    }
  }
}

/* Whether a field of the struct of TYPE at OFFSET of REGION, a variable of the test's, has not been set.  */
static bool
is_to_be_filled (struct state *s, int region, HOST_WIDE_INT offset, tree type)
{
  tree decl = (*run.regions)[region].decl;
  if (TREE_CODE (type) != RECORD_TYPE || !decl || !VAR_P (decl) || is_global_var (decl) || offset == OFFSET_UNKNOWN)
    return false;
  const struct memory *memory = memory_of (s, region);
  for (tree f = TYPE_FIELDS (type); f; f = DECL_CHAIN (f)) {
    if (TREE_CODE (f) != FIELD_DECL || !DECL_SIZE (f) || !tree_fits_shwi_p (DECL_SIZE (f))
        || !tree_fits_shwi_p (DECL_FIELD_OFFSET (f)) || !tree_fits_shwi_p (DECL_FIELD_BIT_OFFSET (f)))
      continue;
    HOST_WIDE_INT from = offset + tree_to_shwi (DECL_FIELD_OFFSET (f)) * BITS_PER_UNIT
                         + tree_to_shwi (DECL_FIELD_BIT_OFFSET (f));
    HOST_WIDE_INT size = tree_to_shwi (DECL_SIZE (f));
    bool set = false;
    for (unsigned i = 0; memory && i < memory->cells.length (); i++) {
      const struct cell *c = &memory->cells[i];
      set |= c->offset < from + size && (c->size < 0 || c->offset + c->size > from);
    }
    if (!set)
      return true;
  }
  return false;
}

/* A function that is looked at no further is given V, which leads to REGION, and may store there: what stands there rests on MASK.  Where setups are
   followed, it is thought to leave what stands before that place, as the function in focus is: a fixture is one struct of many parts.  */
static void
forget_from (struct state *s, const struct value *v, int region, uint64_t mask)
{
  struct cell c = cell_at (CELL_UNKNOWN, v->offset, -1);
  c.value.mask = mask;
  if (run.preparation && v->kind == VALUE_ADDRESS && v->offset != OFFSET_UNKNOWN && v->offset > 0)
    add_cell (s, region, &c);
  else
    forget_region (s, region, mask);
}

void
add_alike_output (struct state *s, tree callee, int region, HOST_WIDE_INT offset, tree type, unsigned number)
{
  struct cell c = cell_at (CELL_OUTPUT, offset, -1);
  tree decl = (*run.regions)[region].decl;
  c.callee = callee;
  c.output = OUTPUT_ARGUMENT;
  c.argument = number;
  /* One of many, or the only one.  */
  if (decl && TREE_CODE (TREE_TYPE (decl)) != ARRAY_TYPE && bits_of (type) > 0)
    c.size = bits_of (type);
  add_cell (s, region, &c);
}

/* The same of what it gives, and what is stored at TO.  */
static void
add_result_of_other (struct state *s, tree callee, tree to, unsigned number)
{
  struct place p = place_of (s, to);
  if (p.known && p.offset != OFFSET_UNKNOWN && bits_of (TREE_TYPE (to)) > 0)
    add_alike_output (s, callee, p.region, p.offset, TREE_TYPE (to), ARGUMENT_RESULT + ARGUMENTS_OF_CALL * number);
}

/* What CALL may write through its arguments becomes an output of CALLEE's, or unknown.  Gives the arguments that lead to the test's own
   memory, a bit each; SITE, unless it is NULL, learns of those that lead to a struct what was in it.  */
static unsigned
clobber_arguments (struct state *s, gcall *call, tree callee, bool output, uint64_t mask, struct call_site *site,
                   unsigned alike)
{
  tree parameter = callee ? TYPE_ARG_TYPES (TREE_TYPE (callee)) : NULL_TREE;
  unsigned written = 0;
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    struct value v = operand (s, gimple_call_arg (call, i));
    tree type = parameter ? TREE_VALUE (parameter) : TREE_TYPE (gimple_call_arg (call, i));
    parameter = parameter ? TREE_CHAIN (parameter) : NULL_TREE;
    int region = region_behind (&v);
    if (output && v.kind != VALUE_ADDRESS && v.kind != VALUE_CONSTANT && POINTER_TYPE_P (type)
        && !TYPE_READONLY (TREE_TYPE (type)))
      site->held = true;
    if (region < 0 || !POINTER_TYPE_P (type) || TYPE_READONLY (TREE_TYPE (type))
        || TREE_CODE (TREE_TYPE (type)) == FUNCTION_TYPE)
      continue;
    if (v.kind == VALUE_ADDRESS)
      written |= 1u << MIN (i, 31);
    if (v.kind == VALUE_ADDRESS && output && is_to_be_filled (s, region, v.offset, TREE_TYPE (type)))
      site->filled |= 1u << MIN (i, 31);
    if (v.kind == VALUE_ADDRESS && output && !is_gimple_reg_type (TREE_TYPE (type)) && steady_is_used (s, region))
      site->used |= 1u << MIN (i, 31);
    /* What the function in focus gave it is there again when that gives it again.  */
    if (run.alike && v.kind == VALUE_SYMBOL && run.m->symbols[v.symbol].callee == run.focused && !output)
      continue;
    if (!output && alike && v.kind == VALUE_ADDRESS && v.offset != OFFSET_UNKNOWN) {
      add_alike_output (s, callee, region, v.offset, TREE_TYPE (type), i + ARGUMENTS_OF_CALL * alike);
      continue;
    }
    if (!output) {
      forget_from (s, &v, region, mask);
      continue;
    }
    if (v.kind == VALUE_SYMBOL)
      v.offset = (HOST_WIDE_INT) v.add * BITS_PER_UNIT;
    struct cell c = cell_at (CELL_OUTPUT, v.offset, -1);
    c.callee = callee;
    c.output = OUTPUT_ARGUMENT;
    c.argument = i;
    /* A pointer to a plain variable leads to no more than that.  */
    HOST_WIDE_INT size = bits_of (TREE_TYPE (type));
    if (size > 0 && is_gimple_reg_type (TREE_TYPE (type)) && TREE_CODE (TREE_TYPE (type)) != INTEGER_TYPE)
      c.size = size;
    if (v.offset == OFFSET_UNKNOWN) {
      c.kind = CELL_UNKNOWN;
      c.offset = 0;
      c.size = -1;
      c.value.mask = FOCUS_MASK;
    }
    if (run.idle)
      keep_cells (s, region, &c);
    else
      add_cell (s, region, &c);
  }
  return written;
}

/* Remembers the call, *SITE, valid until the next one.  Gives the mask of what CALLEE produces in a survey.  */
static uint64_t
note_call (struct state *s, gcall *call, tree callee, struct call_site **site)
{
  unsigned i = 0;
  while (i < run.m->calls->length () && ((*run.m->calls)[i].test != s->current || (*run.m->calls)[i].callee != callee))
    i++;
  tree setup = is_preparing (s) ? s->frames[0].node->decl : NULL_TREE;
  if (i == run.m->calls->length ()) {
    struct call_site added = { s->current, callee, gimple_location (call), 0, false, false, 0, 0, 0, false, setup,
                               false,      false };
    run.m->calls->safe_push (added);
  }
  *site = &(*run.m->calls)[i];
  (*site)->prepares |= setup != NULL_TREE;
  if (!setup && (*site)->setup) {
    (*site)->setup = NULL_TREE;
    (*site)->place = gimple_location (call);
  }
  (*site)->times++;
  return run.surveying ? (uint64_t) 1 << MIN (i, SYMBOLS_MAXIMUM - 1) : 0;
}

/* What a function makes of what its arguments are, or lead to.  */
static uint64_t
mask_of_arguments (struct state *s, gcall *call)
{
  uint64_t mask = 0;
  for (unsigned k = 0; k < gimple_call_num_args (call); k++) {
    struct value v = operand (s, gimple_call_arg (call, k));
    mask |= mask_through (s, &v, 2);
    if (may_call_focus (&v))
      mask |= FOCUS_MASK;
  }
  return mask;
}

/* Something that rests on MASK is stored at TO, which is no single value.  */
static void
forget_place (struct state *s, tree to, uint64_t mask)
{
  struct place p = place_of (s, to);
  struct cell c = cell_at (CELL_UNKNOWN, p.offset, bits_of_reference (to));
  c.value.mask = mask;
  if (p.known && p.offset != OFFSET_UNKNOWN && c.size > 0)
    add_cell (s, p.region, &c);
  else if (p.known)
    blur_region (s, p.region, mask);
  else
    forget_all (s);
}

/* A call of a function outside the unit.  */
static struct value
call_outside (struct state *s, gcall *call, tree callee)
{
  tree type = gimple_call_return_type (call);
  struct call_site *site;
  if (run.awaited)
    awaited_call (s, callee);
  callbacks_awaited (s, call);
  uint64_t own = note_call (s, call, callee, &site);
  /* Before the call changes what it is given.  */
  unsigned ordinal = 0;
  if (callee == run.focused && run.each_result)
    ordinal = s->results++;
  else if (callee == run.focused && run.steady)
    ordinal = steady_number (s, call);
  else if (callee == run.focused && run.views)
    ordinal = views_number (s, call);
  int given = views_call (s, call, callee);
  unsigned alike = run.idle ? earlier_number (s, call, callee) : alike_number (s, call, callee);
  /* What stores nothing changes nothing that others keep either.  */
  if (!run.idle || callee != run.focused)
    site->linked |= forget_linked (s, call);
  /* What it makes of what the one under test produced is no expectation from elsewhere.  */
  uint64_t mask = callee == run.focused ? 0 : own | mask_of_arguments (s, call) | from_abroad (s);
  if (callee != run.focused && body_calls_focus (callee))
    mask |= FOCUS_MASK;
  if (callee == run.focused) {
    note_texts_given (s, call);
    alike_note_given (s, call);
  } else {
    run.m->handed |= (mask & ~own) != 0;
    /* It may keep what it was given, and give it to whom asks for it.  */
    send_abroad (s, mask);
    callbacks_abroad (s, call);
  }
  site->written |= clobber_arguments (s, call, callee, callee == run.focused, mask, site, alike);
  globals_after_call (s, callee, own);
  for (unsigned i = 0; run.surveying && s->expected && i < run.m->calls->length (); i++)
    (*run.m->calls)[i].matters |= (*run.m->calls)[i].callee == callee;
  if (callee == run.focused)
    s->missed = s->expected || (run.patient && s->missed);
  else {
    if (s->missed && !run.m->later->contains (callee))
      run.m->later->safe_push (callee);
    s->missed &= run.patient;
    s->expected = false;
  }
  if (callee == run.focused)
    s->focus_called_here = true;
  else if (s->parent || (run.must_end && s->focus_called_here)) {
    s->unsure = true;
    s->unsure_mask |= mask;
  }
  if (callee != run.focused) {
    steady_change (s);
    tree whole = gimple_call_lhs (call);
    if (whole && !is_gimple_reg_type (TREE_TYPE (whole)))
      forget_place (s, whole, mask);
    if (whole && !is_gimple_reg_type (TREE_TYPE (whole)) && run.idle && alike)
      add_result_of_other (s, callee, whole, alike);
    link_arguments (s, call, -1);
    if (alike && is_gimple_reg_type (type) && !VOID_TYPE_P (type)) {
      struct value answer = symbol_value (
          find_symbol (s, callee, OUTPUT_RETURN, alike, NULL_TREE, -1, 0, bits_of (type), type));
      answer.mask |= mask;
      return answer;
    }
    struct value result = unknown (mask);
    /* Of what a fixture holds nobody knows whether it is there.  */
    result.produced = !is_preparing (s);
    result.fresh = true;
    views_result (s, call, given, &result);
    return result;
  }
  tree to = gimple_call_lhs (call);
  if (to && !is_gimple_reg_type (TREE_TYPE (to))) {
    struct place p = place_of (s, to);
    if (p.known && p.offset != OFFSET_UNKNOWN) {
      struct cell c = cell_at (CELL_OUTPUT, p.offset, bits_of (TREE_TYPE (to)));
      c.callee = callee;
      c.output = OUTPUT_RETURN;
      c.argument = ordinal;
      add_cell (s, p.region, &c);
    } else if (p.known)
      blur_region (s, p.region, FOCUS_MASK);
    else {
      /* It may be anywhere, and come back from anywhere.  */
      s->abroad = true;
      forget_all (s);
    }
    link_arguments (s, call, -1);
    return unknown (0);
  }
  if (VOID_TYPE_P (type) || !is_gimple_reg_type (type)) {
    link_arguments (s, call, -1);
    return unknown (0);
  }
  struct value v = symbol_value (
      find_symbol (s, callee, OUTPUT_RETURN, ordinal, NULL_TREE, -1, 0, bits_of (type), type));
  link_arguments (s, call, region_behind (&v));
  return v;
}

bool
push_frame (struct state *s, cgraph_node *node, gcall *call)
{
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  struct frame f;
  unsigned given = call ? gimple_call_num_args (call) : 0, i;
  memset (&f, 0, sizeof f);
  f.node = node;
  f.fun = fun;
  f.names = names_make (fun);
  f.caller = call;
  auto_vec<struct value, 8> arguments;
  auto_vec<struct place, 8> places;
  for (i = 0; i < given; i++) {
    tree a = gimple_call_arg (call, i);
    bool whole = !is_gimple_reg_type (TREE_TYPE (a));
    struct place nowhere;
    memset (&nowhere, 0, sizeof nowhere);
    arguments.safe_push (whole ? unknown (0) : operand (s, a));
    places.safe_push (whole ? place_of (s, a) : nowhere);
  }
  /* What makes an object of a class that is more than its bytes is told where.  */
  tree result = DECL_RESULT (node->decl), to = call ? gimple_call_lhs (call) : NULL_TREE;
  struct value where = unknown (0);
  if (to && result && DECL_BY_REFERENCE (result)) {
    struct place p = place_of (s, to);
    if (p.known && (*run.regions)[p.region].symbol < 0)
      where = address (p.region, p.offset);
  }
  /* A nested function finds what belongs to the one around it by a pointer.  */
  tree chain = call && gimple_call_chain (call) && fun->static_chain_decl
                   ? ssa_default_def (fun, fun->static_chain_decl)
                   : NULL_TREE;
  struct value around = chain ? operand (s, gimple_call_chain (call)) : unknown (0);
  s->frames.safe_push (f);
  if (chain)
    set_name (top (s), SSA_NAME_VERSION (chain), around);
  if (result && DECL_BY_REFERENCE (result) && ssa_default_def (fun, result))
    set_name (top (s), SSA_NAME_VERSION (ssa_default_def (fun, result)), where);
  i = 0;
  for (tree p = DECL_ARGUMENTS (node->decl); p; p = DECL_CHAIN (p), i++) {
    struct value v = i < given ? arguments[i] : unknown (0);
    /* What the framework gives to a test is a fixture's, or the object whose method it is.  */
    if (!call && POINTER_TYPE_P (TREE_TYPE (p)) && TREE_CODE (TREE_TYPE (TREE_TYPE (p))) != FUNCTION_TYPE)
      v = address (find_region (prepared_parameter (s, p, i), DEPTH_GIVEN, -1), 0);
    if (!call && run.rows && !is_preparing (s))
      v = row_argument (s, p);
    if (!call && run.preparation)
      v = prepared_argument (s, p, i, v);
    bool of_main = !call && MAIN_NAME_P (DECL_NAME (node->decl));
    if (of_main && run.alone && i == 0 && INTEGRAL_TYPE_P (TREE_TYPE (p)))
      v = number (TREE_TYPE (p), 1, 0);
    else if (of_main && run.alone && i == 1 && v.kind == VALUE_ADDRESS) {
      /* The end of the list.  */
      struct cell end = cell_at (CELL_ZERO, POINTER_SIZE, POINTER_SIZE);
      add_cell (s, v.region, &end);
    }
    v.few = !call && i == 0 && v.kind == VALUE_UNKNOWN && MAIN_NAME_P (DECL_NAME (node->decl));
    HOST_WIDE_INT size = bits_of (TREE_TYPE (p));
    tree name = ssa_default_def (fun, p);
    if (name)
      set_name (top (s), SSA_NAME_VERSION (name), v);
    if (TREE_ADDRESSABLE (p) && is_gimple_reg_type (TREE_TYPE (p))) {
      struct cell c = cell_at (CELL_VALUE, 0, size);
      c.value = v;
      add_cell (s, region_of_decl (s, p), &c);
    } else if (i < given && !is_gimple_reg_type (TREE_TYPE (p)) && size >= 0) {
      /* A struct by value.  */
      if (places[i].known && places[i].offset != OFFSET_UNKNOWN)
        copy_cells (s, region_of_decl (s, p), 0, places[i].region, places[i].offset, size);
      else
        forget_region (s, region_of_decl (s, p), mask_of_place (s, &places[i]));
    }
  }
  return enter_block (s, single_succ_edge (ENTRY_BLOCK_PTR_FOR_FN (fun)));
}

/* Brings a body into SSA form.  No more: what the test says stays as it was written, at every -O.  */
static void
build_ssa (function *fun)
{
  static gimple_opt_pass *fixup, *build;
  if (!fixup) {
    fixup = make_pass_fixup_cfg (g);
    build = make_pass_build_ssa (g);
  }
  push_cfun (fun);
  execute_one_pass (fixup);
  execute_one_pass (build);
  pop_cfun ();
}

cgraph_node *
machine_body (tree decl)
{
  cgraph_node *node = cgraph_node::get (decl);
  if (node)
    node = node->ultimate_alias_target ();
  function *fun = node && node->has_gimple_body_p () && !node->thunk ? DECL_STRUCT_FUNCTION (node->decl) : NULL;
  if (!fun || !fun->cfg)
    return NULL;
  if (!gimple_in_ssa_p (fun))
    build_ssa (fun);
  return gimple_in_ssa_p (fun) ? node : NULL;
}

/* What a call through a pointer means: that of the method, or of the field that the pointer was read from.  */
static const struct sink *
sink_of_pointer (gcall *call)
{
  tree pointer = gimple_call_fn (call);
  if (tree method = virtual_method (pointer))
    return sink_of (method);
  gimple *definition = TREE_CODE (pointer) == SSA_NAME ? SSA_NAME_DEF_STMT (pointer) : NULL;
  if (!definition || !gimple_assign_single_p (definition)
      || TREE_CODE (gimple_assign_rhs1 (definition)) != COMPONENT_REF)
    return NULL;
  return sink_of_field (TREE_OPERAND (gimple_assign_rhs1 (definition), 1));
}

struct value
good_result (const struct sink *sink, tree type)
{
  if (POINTER_TYPE_P (type)) {
    struct value object = unknown (0);
    object.not_zero = true;
    return object;
  }
  bool counts = sink->kind == SINK_REGISTERS && TREE_CODE (type) != ENUMERAL_TYPE;
  return INTEGRAL_TYPE_P (type) && !counts ? number (type, 0, 0) : unknown (0);
}

/* One call.  False if S has ended.  */
bool
call_statement (struct state *s, gcall *call)
{
  tree callee = gimple_call_fndecl (call), to = gimple_call_lhs (call);
  struct outcomes o = one (unknown (0));
  bool alive = true;
  if (call_variadic (s, call, callee, &o.list[0].value)) {
    if (!to || is_gimple_reg_type (TREE_TYPE (to)))
      return go_on (s, call, &o, to);
    forget_place (s, to, o.list[0].value.mask);
    gsi_next (&top (s)->at);
    return true;
  }
  if (call_death (s, call, &alive))
    return alive;
  if (!callee && gimple_call_fn (call)) {
    tree pointer = gimple_call_fn (call);
    /* Of a virtual function, what stands in the table of the object's class.  */
    struct value v = operand (s, TREE_CODE (pointer) == OBJ_TYPE_REF ? OBJ_TYPE_REF_EXPR (pointer) : pointer);
    tree decl = v.kind == VALUE_ADDRESS ? (*run.regions)[v.region].decl : NULL_TREE;
    if (decl && TREE_CODE (decl) == FUNCTION_DECL)
      callee = decl;
  }
  if (!callee) {
    s->unsure |= run.must_end;
    steady_change (s);
    views_forget (s);
    s->world += run.alike;
    const struct sink *sink = gimple_call_fn (call) ? sink_of_pointer (call) : NULL;
    if (sink && call_sink (s, call, sink, &alive))
      return alive;
    o.list[0].value.mask = mask_of_arguments (s, call) | (gimple_call_fn (call) ? made_by_pointer (s, call) : 0);
    clobber_arguments (s, call, NULL_TREE, false, o.list[0].value.mask, NULL, 0);
    return go_on (s, call, &o, to);
  }
  struct callee_facts facts = *facts_of (callee);
  callee = facts.decl;
  const char *name = facts.name;
  note_met (callee);
  cgraph_node *node = facts.node;
  if (node)
    course_note (s, callee);
  if (node && (call_pretended (s, call, node, &alive) || call_heard (s, call, callee, &alive)))
    return alive;
  if (facts.jump || facts.process)
    views_forget (s);
  if (facts.jump) {
    call_jump (s, call, facts.jump, &alive);
    return alive;
  }
  if (facts.process && call_process (s, call, facts.process, &alive))
    return alive;
  s->unsure |= run.must_end && may_send_signal (name);
  send_signal (s, call, name);
  const struct sink *sink = facts.sink;
  if (failing_run_gives (s, call, sink, &o.list[0].value)) {
    clobber_arguments (s, call, callee, false, 0, NULL, 0);
    return go_on (s, call, &o, to);
  }
  if (run.pretence && run.pretence->reports && sink && (sink->kind == SINK_REPORTS || sink->kind == SINK_TELLS) && to
      && INTEGRAL_TYPE_P (TREE_TYPE (to))) {
    o = one (number (TREE_TYPE (to), 1, 0));
    return go_on (s, call, &o, to);
  }
  if (sink && (!node || sink->here || DECL_COMDAT (callee)) && call_sink (s, call, sink, &alive))
    return alive;
  if (facts.string && call_string (s, call, facts.string, &alive))
    return alive;
  if (run.course && sink && sink->kind >= SINK_REPORTS && sink->kind <= SINK_REGISTERS) {
    clobber_arguments (s, call, callee, false, 0, NULL, 0);
    if (sink->kind == SINK_REPORTS || sink->kind == SINK_RUNS)
      course_runs (s);
    o = one (good_result (sink, gimple_call_return_type (call)));
    return go_on (s, call, &o, to);
  }
  if (node && run.course && !DECL_ARGUMENTS (callee) && is_beside_course (node)) {
    if (to && !is_gimple_reg_type (TREE_TYPE (to)))
      forget_all (s);
    return to && is_gimple_reg_type (TREE_TYPE (to)) ? go_on (s, call, &o, to) : (gsi_next (&top (s)->at), true);
  }
  if (node && s->frames.length () < DEPTH_MAXIMUM) {
    if (run.skipping && !DECL_ARGUMENTS (callee) && s->frames.length () == 1
        && VOID_TYPE_P (TREE_TYPE (TREE_TYPE (callee))) && !is_ending (node)
        && (run.met || run.pretence ? !machine_gathers (node) : machine_is_test_for_main (node, run.counters))) {
      globals_after_test (s);
      note_counted (s, callee);
      views_forget (s);
      gsi_next (&top (s)->at);
      return true;
    }
    if (pass_over_part (s, node))
      return true;
    if (is_apart (s, node)) {
      globals_after_call (s, NULL_TREE, 0);
      views_forget (s);
      gsi_next (&top (s)->at);
      return true;
    }
    /* A test of its own, which is run by itself.  */
    if (sink_of_type (TREE_TYPE (TREE_TYPE (callee)))
        && !sink_of_type (TREE_TYPE (TREE_TYPE (s->frames[0].node->decl)))) {
      views_forget (s);
      return go_on (s, call, &o, to);
    }
    return push_frame (s, node, call);
  }
  if (facts.system) {
    views_system_call (s, call, callee);
    s->world += run.alike && !fndecl_built_in_p (callee) && facts.library == LIBRARY_NONE
                && strcmp (name, "__errno_location") != 0;
    callbacks_awaited (s, call);
    if (run.steady && !(gimple_call_flags (call) & (ECF_CONST | ECF_PURE)))
      steady_change (s);
    if (!strcmp (name, "__errno_location") || !strcmp (name, "__error")) {
      o = one (address (region_of_errno (), 0));
      return go_on (s, call, &o, to);
    }
    if (!call_library (s, call, facts.library, facts.checked, &o)) {
      if (memory_of (s, region_of_errno ()))
        forget_region (s, region_of_errno (), 0);
      if (gimple_call_noreturn_p (call)) {
        pass (s);
        return false;
      }
      o.list[0].value.mask = mask_of_arguments (s, call);
      if (is_given_file (s, call))
        o.list[0].value.mask |= s->filed;
      o.list[0].value.mask |= call_abroad (s, call, name, o.list[0].value.mask);
      unsigned earlier = earlier_number (s, call, callee);
      uint64_t mask = o.list[0].value.mask;
      if (earlier && earlier_library_gives (call, name))
        o.list[0].value = symbol_value (find_symbol (s, callee, OUTPUT_RETURN, earlier, NULL_TREE, -1, 0,
                                                     bits_of (gimple_call_return_type (call)),
                                                     gimple_call_return_type (call)));
      o.list[0].value.mask |= mask;
      o.list[0].value.fresh = true;
      o.list[0].value.printed = facts.prints;
      clobber_arguments (s, call, callee, false, o.list[0].value.mask, NULL, earlier);
      if (is_given_file (s, call))
        s->filed |= o.list[0].value.mask;
      callbacks_abroad (s, call);
    }
    return go_on (s, call, &o, to);
  }
  struct value v = call_outside (s, call, callee);
  if (gimple_call_noreturn_p (call)) {
    pass (s);
    return false;
  }
  if (to && !is_gimple_reg_type (TREE_TYPE (to))) {
    gsi_next (&top (s)->at);
    return true;
  }
  o = one (v);
  return go_on (s, call, &o, to);
}
