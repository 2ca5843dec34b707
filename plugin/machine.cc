/* Running a test inside the compiler.  See machine.h.  */
#include "gcc-compat.h"

#include "gimple-fold.h"

#include "machine.h"
#include "sinks.h"

/* What one test may take.  Beyond it, paths end as if they passed: the sets get larger, never smaller.  */
#define STEPS_MAXIMUM 400000
#define PATHS_MAXIMUM 3000
#define PENDING_MAXIMUM 300
#define DEPTH_MAXIMUM 40
#define CELLS_MAXIMUM 20000
/* So often may one path choose at one place.  */
#define CHOICES_MAXIMUM 40

enum value_kind { VALUE_UNKNOWN, VALUE_CONSTANT, VALUE_SYMBOL, VALUE_ADDRESS };

struct value {
  enum value_kind kind;
  uint64_t mask; /* the symbols that it rests on */
  tree constant; /* VALUE_CONSTANT */
  int symbol; /* VALUE_SYMBOL: the symbol, or with `negated` minus it, plus `add`; with `absolute` that without sign */
  bool negated, absolute;
  bool wrapped; /* seen as an unsigned number of the same size */
  long double add;
  int region;           /* VALUE_ADDRESS */
  HOST_WIDE_INT offset; /* in bits; OFFSET_UNKNOWN */
  bool not_zero;        /* VALUE_UNKNOWN */
  unsigned opaque;      /* VALUE_UNKNOWN: equal numbers are equal values; 0: none */
};

#define OFFSET_UNKNOWN HOST_WIDE_INT_MIN
/* Of a cell: a mark of a call of a function outside the unit; any region that can be stored to.  */
#define REGION_CALL (-1)
#define REGION_ANY (-2)

struct region {
  tree decl;  /* variable, function or string; or NULL for memory from the heap */
  int frame;  /* serial number of the activation, of locals; else 0 */
  int symbol; /* what this pointer of a function's leads to; else -1 */
};

enum cell_kind { CELL_VALUE, CELL_OUTPUT, CELL_UNKNOWN, CELL_ZERO, CELL_COPY };

/* One change of memory.  */
struct cell {
  enum cell_kind kind;
  int region;
  HOST_WIDE_INT offset, size; /* bits; size -1: to the end; offset OFFSET_UNKNOWN: anywhere */
  struct value value;         /* CELL_VALUE; CELL_UNKNOWN: its mask */
  tree callee;                /* CELL_OUTPUT: `kind` and `argument` of the symbols that are read here */
  enum output_kind output;
  unsigned argument;
  int from; /* CELL_COPY */
  HOST_WIDE_INT from_offset;
  unsigned limit; /* what of the log counts for it */
};

struct frame {
  cgraph_node *node;
  function *fun;
  struct value *names; /* by SSA version */
  int serial;
  basic_block block;
  edge came;
  gimple_stmt_iterator at;
  gimple *caller; /* the call that waits */
};

struct fact {
  unsigned opaque;
  bool zero;
};

struct link {
  int holder, held; /* regions */
};

struct choice {
  gimple *at;
  unsigned count;
};

struct state {
  auto_vec<struct frame> frames;
  auto_vec<struct cell> cells;
  auto_vec<struct fact> facts;
  auto_vec<struct choice> choices;
  auto_vec<struct link> links;
  struct accepting sets[SYMBOLS_MAXIMUM];
  bool bounded[SYMBOLS_MAXIMUM];
  uint64_t touched;   /* symbols that a condition on this path asked for */
  uint64_t last_mask; /* of the last condition */
  bool last_known;    /* the last condition was known without asking */
  tree last_callee;   /* the last function outside the unit that was called */
  tree current;       /* the test function */
  unsigned clobbered; /* the log's length at that time */
  unsigned skipped;   /* the same for the last test that main was made to pass over */
};

static struct machine *m;
static auto_vec<struct region> *regions;
static auto_vec<struct state *> *pending;
static hash_set<tree> *counters;
static bool skipping;
static tree focused;
static unsigned steps, next_opaque;
static int next_serial;

/* ---- Values.  */

static struct value
unknown (uint64_t mask)
{
  struct value v;
  memset (&v, 0, sizeof v);
  v.mask = mask;
  v.opaque = ++next_opaque;
  return v;
}

static struct value
constant (tree t, uint64_t mask)
{
  struct value v;
  memset (&v, 0, sizeof v);
  v.kind = VALUE_CONSTANT;
  v.constant = TREE_OVERFLOW_P (t) ? drop_tree_overflow (t) : t;
  v.mask = mask;
  return v;
}

static struct value
number (tree type, HOST_WIDE_INT n, uint64_t mask)
{
  return constant (build_int_cst (type, n), mask);
}

static struct value
address (int region, HOST_WIDE_INT offset)
{
  struct value v;
  memset (&v, 0, sizeof v);
  v.kind = VALUE_ADDRESS;
  v.region = region;
  v.offset = offset;
  return v;
}

static bool
tree_number (tree t, long double *n)
{
  if (TREE_CODE (t) == INTEGER_CST) {
    if (TYPE_UNSIGNED (TREE_TYPE (t)) ? tree_fits_uhwi_p (t) : tree_fits_shwi_p (t)) {
      *n = TYPE_UNSIGNED (TREE_TYPE (t)) ? (long double) tree_to_uhwi (t) : (long double) tree_to_shwi (t);
      return true;
    }
    return false;
  }
  if (TREE_CODE (t) == REAL_CST) {
    char text[128];
    real_to_hexadecimal (text, TREE_REAL_CST_PTR (t), sizeof text, 0, true);
    char *end;
    *n = strtold (text, &end);
    return end != text && !*end;
  }
  return false;
}

static bool
is_zero (const struct value *v)
{
  return v->kind == VALUE_CONSTANT && (integer_zerop (v->constant) || real_zerop (v->constant));
}

static struct accepting
all_of (tree type)
{
  long double low, high;
  if (POINTER_TYPE_P (type))
    return accepting_all (0, 0, false, true);
  if (SCALAR_FLOAT_TYPE_P (type))
    return accepting_all (-__builtin_infl (), __builtin_infl (), true, false);
  if (INTEGRAL_TYPE_P (type)
      && tree_number (wide_int_to_tree (type, wi::min_value (TYPE_PRECISION (type), TYPE_SIGN (type))), &low)
      && tree_number (wide_int_to_tree (type, wi::max_value (TYPE_PRECISION (type), TYPE_SIGN (type))), &high))
    return accepting_all (low, high, false, false);
  return accepting_all (-__builtin_infl (), __builtin_infl (), true, true);
}

/* ---- States.  */

static struct state *
copy_state (const struct state *s)
{
  struct state *copy = new state;
  for (unsigned i = 0; i < s->frames.length (); i++) {
    struct frame f = s->frames[i];
    f.names = XNEWVEC (struct value, vec_safe_length (SSANAMES (f.fun)) + 1);
    memcpy (f.names, s->frames[i].names, (vec_safe_length (SSANAMES (f.fun)) + 1) * sizeof *f.names);
    copy->frames.safe_push (f);
  }
  copy->cells.safe_splice (s->cells);
  copy->facts.safe_splice (s->facts);
  copy->choices.safe_splice (s->choices);
  copy->links.safe_splice (s->links);
  memcpy (copy->bounded, s->bounded, sizeof s->bounded);
  memset (copy->sets, 0, sizeof copy->sets);
  for (int i = 0; i < SYMBOLS_MAXIMUM; i++)
    if (s->bounded[i])
      copy->sets[i] = accepting_copy (&s->sets[i]);
  copy->touched = s->touched;
  copy->last_mask = s->last_mask;
  copy->last_known = s->last_known;
  copy->last_callee = s->last_callee;
  copy->current = s->current;
  copy->clobbered = s->clobbered;
  copy->skipped = s->skipped;
  return copy;
}

static void
free_state (struct state *s)
{
  for (unsigned i = 0; i < s->frames.length (); i++)
    free (s->frames[i].names);
  for (int i = 0; i < SYMBOLS_MAXIMUM; i++)
    if (s->bounded[i])
      accepting_release (&s->sets[i]);
  delete s;
}

static struct frame *
top (struct state *s)
{
  return &s->frames.last ();
}

static void
pass (struct state *s)
{
  m->passed++;
  for (int i = 0; i < m->symbols_count; i++) {
    accepting_unite (&m->symbols[i].accepts, s->bounded[i] ? &s->sets[i] : &m->symbols[i].all);
    accepting_intersect (&m->symbols[i].accepts, &m->symbols[i].all);
  }
}

static void
give_up (struct state *s, const char *why)
{
  m->gave_up = true;
  if (!m->why)
    m->why = why;
  pass (s);
}

static void
fail (struct state *s)
{
  m->failed++;
  /* A test that fails whatever its functions produce was not understood: it passes in fact.  */
  if (s->last_known && !s->last_mask)
    m->inconsistent = true;
  for (int i = 0; i < m->symbols_count; i++)
    if ((s->touched & s->last_mask) >> i & 1)
      m->symbols[i].asserted = true;
}

/* ---- Symbols.  */

static int
find_symbol (struct state *s, tree callee, enum output_kind kind, unsigned argument, tree global, int parent,
             HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type)
{
  for (int i = 0; i < m->symbols_count; i++) {
    struct symbol *y = &m->symbols[i];
    if (y->test == s->current && y->callee == callee && y->kind == kind && y->argument == argument
        && y->global == global && y->parent == parent && y->offset == offset && y->size == size
        && TYPE_MAIN_VARIANT (y->type) == TYPE_MAIN_VARIANT (type))
      return i;
  }
  if (m->symbols_count == SYMBOLS_MAXIMUM) {
    m->gave_up = true;
    m->why = "the test asks for more outputs than are followed";
    return -1;
  }
  struct symbol *y = &m->symbols[m->symbols_count];
  memset (y, 0, sizeof *y);
  y->test = s->current;
  y->callee = callee;
  y->kind = kind;
  y->argument = argument;
  y->global = global;
  y->parent = parent;
  y->offset = offset;
  y->size = size;
  y->type = type;
  y->all = all_of (type);
  y->accepts = accepting_none ();
  /* The paths that have ended did not ask for it.  */
  if (m->passed)
    y->accepts = accepting_copy (&y->all);
  return m->symbols_count++;
}

static struct value
symbol_value (int symbol)
{
  struct value v;
  if (symbol < 0)
    return unknown (0);
  memset (&v, 0, sizeof v);
  v.kind = VALUE_SYMBOL;
  v.symbol = symbol;
  v.mask = (uint64_t) 1 << symbol;
  return v;
}

/* S knows now that SYMBOL lies in SET.  False if it cannot.  */
static bool
constrain (struct state *s, int symbol, const struct accepting *set)
{
  if (!s->bounded[symbol]) {
    s->sets[symbol] = accepting_copy (&m->symbols[symbol].all);
    s->bounded[symbol] = true;
  }
  accepting_intersect (&s->sets[symbol], set);
  return !accepting_is_empty (&s->sets[symbol]);
}

/* ---- Memory.  */

static int
find_region (tree decl, int frame, int symbol)
{
  for (unsigned i = 0; i < regions->length (); i++)
    if ((*regions)[i].decl == decl && (*regions)[i].frame == frame && (*regions)[i].symbol == symbol
        && (decl || symbol >= 0))
      return (int) i;
  struct region r = { decl, frame, symbol };
  regions->safe_push (r);
  return (int) regions->length () - 1;
}

static bool
is_local (tree decl)
{
  return (TREE_CODE (decl) == PARM_DECL || TREE_CODE (decl) == RESULT_DECL || VAR_P (decl)) && !is_global_var (decl);
}

static int
region_of_decl (struct state *s, tree decl)
{
  return find_region (decl, is_local (decl) ? top (s)->serial : 0, -1);
}

static void
log_cell (struct state *s, const struct cell *c)
{
  s->cells.safe_push (*c);
}

static struct cell
cell_at (enum cell_kind kind, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size)
{
  struct cell c;
  memset (&c, 0, sizeof c);
  c.kind = kind;
  c.region = region;
  c.offset = offset;
  c.size = size;
  return c;
}

static void
forget_region (struct state *s, int region, uint64_t mask)
{
  struct cell c = cell_at (CELL_UNKNOWN, region, 0, -1);
  c.value.mask = mask;
  log_cell (s, &c);
}

/* Something was stored through a pointer that is not known.  */
static void
forget_all (struct state *s)
{
  struct cell c = cell_at (CELL_UNKNOWN, REGION_ANY, 0, -1);
  log_cell (s, &c);
}

/* Something was stored through a pointer that a function produced: it may lead to what functions were given.  */
static void
forget_given (struct state *s)
{
  for (unsigned i = s->cells.length (); i-- > 0;)
    if (s->cells[i].kind == CELL_OUTPUT && (*regions)[s->cells[i].region].symbol < 0)
      forget_region (s, s->cells[i].region, 0);
}

/* Whether the initial value of a global can be believed when a test begins.  */
static bool
initial_holds (tree decl)
{
  if (TREE_READONLY (decl))
    return DECL_INITIAL (decl) || !DECL_EXTERNAL (decl);
  if (TREE_PUBLIC (decl) || TREE_THIS_VOLATILE (decl))
    return false;
  varpool_node *node = varpool_node::get (decl);
  if (!node)
    return false;
  struct ipa_ref *reference;
  for (unsigned i = 0; node->iterate_referring (i, reference); i++)
    if (reference->use == IPA_REF_STORE)
      return false;
  return true;
}

/* The same for an output that takes the place of BEFORE: a function that does nothing leaves that.  */
static struct value
symbol_before (int symbol, const struct value *before)
{
  if (symbol >= 0 && before->kind == VALUE_CONSTANT)
    m->symbols[symbol].before = before->constant;
  return symbol_value (symbol);
}

static struct value load (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type,
                          unsigned limit);

static struct value
load_initial (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type)
{
  const struct region *r = &(*regions)[region];
  if (r->symbol >= 0) {
    struct symbol *parent = &m->symbols[r->symbol];
    parent->followed = true;
    return symbol_value (
        find_symbol (s, parent->callee, parent->kind, parent->argument, parent->global, r->symbol, offset, size, type));
  }
  if (!r->decl)
    return unknown (0);
  if (TREE_CODE (r->decl) == STRING_CST) {
    tree t = fold_ctor_reference (type, r->decl, offset, size, NULL_TREE);
    return t && CONSTANT_CLASS_P (t) ? constant (t, 0) : unknown (0);
  }
  if (!VAR_P (r->decl) || !is_global_var (r->decl) || !initial_holds (r->decl))
    return unknown (0);
  tree initial = DECL_INITIAL (r->decl);
  if (!initial)
    return is_gimple_reg_type (type) ? constant (build_zero_cst (type), 0) : unknown (0);
  tree t = initial == error_mark_node ? NULL_TREE : fold_ctor_reference (type, initial, offset, size, r->decl);
  if (!t)
    return unknown (0);
  STRIP_NOPS (t);
  if (CONSTANT_CLASS_P (t))
    return constant (t, 0);
  if (TREE_CODE (t) == ADDR_EXPR) {
    poly_int64 at = 0;
    tree base = get_addr_base_and_unit_offset (TREE_OPERAND (t, 0), &at);
    HOST_WIDE_INT fixed;
    if (base && at.is_constant (&fixed) && (DECL_P (base) || TREE_CODE (base) == STRING_CST))
      return address (find_region (base, 0, -1), fixed * BITS_PER_UNIT);
  }
  return unknown (0);
}

static struct value
load (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type, unsigned limit)
{
  const struct region *r = &(*regions)[region];
  bool outside = r->decl && VAR_P (r->decl) && is_global_var (r->decl) && !TREE_READONLY (r->decl)
                 && (TREE_PUBLIC (r->decl) || DECL_EXTERNAL (r->decl));
  unsigned calls = 0;
  bool changing = skipping && r->decl && VAR_P (r->decl) && is_global_var (r->decl) && !TREE_READONLY (r->decl)
                  && INTEGRAL_TYPE_P (TREE_TYPE (r->decl));
  for (unsigned i = limit; i-- > 0;) {
    const struct cell *c = &s->cells[i];
    if (changing && i < s->skipped)
      break;
    calls += c->region == REGION_CALL;
    if (c->region == REGION_ANY && !(r->decl && DECL_P (r->decl) && TREE_READONLY (r->decl))
        && !(r->decl && TREE_CODE (r->decl) == STRING_CST))
      return unknown (0);
    if (c->region != region)
      continue;
    /* A global that the test set before a single call is that function's output.  After more calls, or without having been set, it may be anybody's.  */
    if (outside && calls > 1)
      return unknown (0);
    if (outside && calls == 1 && s->last_callee == focused && c->kind == CELL_VALUE && c->offset == offset
        && c->size == size)
      return symbol_before (find_symbol (s, s->last_callee, OUTPUT_GLOBAL, 0, r->decl, -1, offset, size, type),
                            &c->value);
    if (outside && calls == 1)
      return unknown (0);
    bool covers = c->offset != OFFSET_UNKNOWN && offset != OFFSET_UNKNOWN && c->offset <= offset
                  && (c->size < 0 || c->offset + c->size >= offset + size);
    bool apart = c->offset != OFFSET_UNKNOWN && offset != OFFSET_UNKNOWN
                 && (c->offset >= offset + size || (c->size >= 0 && c->offset + c->size <= offset));
    if (apart)
      continue;
    if (offset == OFFSET_UNKNOWN)
      return unknown (c->value.mask);
    if (!covers)
      return unknown (c->value.mask);
    switch (c->kind) {
    case CELL_VALUE: return c->offset == offset && c->size == size ? c->value : unknown (c->value.mask);
    case CELL_ZERO: return is_gimple_reg_type (type) ? constant (build_zero_cst (type), 0) : unknown (0);
    case CELL_OUTPUT: {
      struct cell output = *c;
      int symbol = find_symbol (s, output.callee, output.output, output.argument, NULL_TREE, -1, offset - output.offset,
                                size, type);
      if (output.output != OUTPUT_ARGUMENT || symbol < 0)
        return symbol_value (symbol);
      struct value before = load (s, region, offset, size, type, i);
      return symbol_before (symbol, &before);
    }
    case CELL_COPY: return load (s, c->from, c->from_offset + offset - c->offset, size, type, c->limit);
    case CELL_UNKNOWN: return unknown (c->value.mask);
    }
  }
  if (outside && calls)
    return unknown (0);
  if (changing)
    return symbol_value (find_symbol (s, NULL_TREE, OUTPUT_GLOBAL, 0, r->decl, -1, 0, size, type));
  if (offset == OFFSET_UNKNOWN)
    return unknown (0);
  return load_initial (s, region, offset, size, type);
}

struct place {
  bool known;
  int region;
  HOST_WIDE_INT offset; /* bits */
  struct value through; /* the pointer that leads there, if `indirect` */
  bool indirect;
};

static struct value operand (struct state *s, tree t);

/* Where T, a reference to memory, lies.  */
static struct place
place_of (struct state *s, tree t)
{
  struct place p;
  memset (&p, 0, sizeof p);
  HOST_WIDE_INT offset = 0;
  for (;;) {
    switch (TREE_CODE (t)) {
    case COMPONENT_REF: {
      tree at = component_ref_field_offset (t), bits = DECL_FIELD_BIT_OFFSET (TREE_OPERAND (t, 1));
      if (at && tree_fits_shwi_p (at) && tree_fits_shwi_p (bits) && offset != OFFSET_UNKNOWN)
        offset += tree_to_shwi (at) * BITS_PER_UNIT + tree_to_shwi (bits);
      else
        offset = OFFSET_UNKNOWN;
      t = TREE_OPERAND (t, 0);
      continue;
    }
    case ARRAY_REF: {
      struct value index = operand (s, TREE_OPERAND (t, 1));
      tree low = array_ref_low_bound (t), size = array_ref_element_size (t);
      if (index.kind == VALUE_CONSTANT && tree_fits_shwi_p (index.constant) && tree_fits_shwi_p (low)
          && tree_fits_shwi_p (size) && offset != OFFSET_UNKNOWN)
        offset += (tree_to_shwi (index.constant) - tree_to_shwi (low)) * tree_to_shwi (size) * BITS_PER_UNIT;
      else
        offset = OFFSET_UNKNOWN;
      t = TREE_OPERAND (t, 0);
      continue;
    }
    case BIT_FIELD_REF:
    case ARRAY_RANGE_REF:
    case REALPART_EXPR:
    case IMAGPART_EXPR:
      offset = OFFSET_UNKNOWN;
      t = TREE_OPERAND (t, 0);
      continue;
    case VIEW_CONVERT_EXPR: t = TREE_OPERAND (t, 0); continue;
    case MEM_REF: {
      struct value pointer = operand (s, TREE_OPERAND (t, 0));
      HOST_WIDE_INT more = tree_to_shwi (TREE_OPERAND (t, 1)) * BITS_PER_UNIT;
      p.through = pointer;
      p.indirect = true;
      if (pointer.kind == VALUE_ADDRESS) {
        p.known = true;
        p.region = pointer.region;
        p.offset = pointer.offset == OFFSET_UNKNOWN || offset == OFFSET_UNKNOWN ? OFFSET_UNKNOWN
                                                                                : pointer.offset + offset + more;
      } else if (pointer.kind == VALUE_SYMBOL) {
        p.known = true;
        p.region = find_region (NULL_TREE, 0, pointer.symbol);
        p.offset = offset == OFFSET_UNKNOWN ? OFFSET_UNKNOWN
                                            : (HOST_WIDE_INT) pointer.add * BITS_PER_UNIT + offset + more;
      }
      return p;
    }
    default:
      if (DECL_P (t) || TREE_CODE (t) == STRING_CST) {
        p.known = true;
        p.region = DECL_P (t) ? region_of_decl (s, t) : find_region (t, 0, -1);
        p.offset = offset;
      }
      return p;
    }
  }
}

static HOST_WIDE_INT
bits_of (tree type)
{
  return TYPE_SIZE (type) && tree_fits_shwi_p (TYPE_SIZE (type)) ? tree_to_shwi (TYPE_SIZE (type)) : -1;
}

static HOST_WIDE_INT
bits_of_reference (tree t)
{
  if (TREE_CODE (t) == COMPONENT_REF && DECL_SIZE (TREE_OPERAND (t, 1))
      && tree_fits_shwi_p (DECL_SIZE (TREE_OPERAND (t, 1))))
    return tree_to_shwi (DECL_SIZE (TREE_OPERAND (t, 1)));
  return bits_of (TREE_TYPE (t));
}

/* The value of T: a constant, an SSA name, an address or a reference to memory.  */
static struct value
operand (struct state *s, tree t)
{
  if (!t)
    return unknown (0);
  if (TREE_CODE (t) == SSA_NAME) {
    if (SSA_NAME_IS_DEFAULT_DEF (t) && SSA_NAME_VAR (t) && TREE_CODE (SSA_NAME_VAR (t)) != PARM_DECL)
      return unknown (0);
    return top (s)->names[SSA_NAME_VERSION (t)];
  }
  if (CONSTANT_CLASS_P (t) && TREE_CODE (t) != STRING_CST)
    return constant (t, 0);
  if (TREE_CODE (t) == ADDR_EXPR) {
    tree to = TREE_OPERAND (t, 0);
    if (TREE_CODE (to) == FUNCTION_DECL || TREE_CODE (to) == LABEL_DECL)
      return address (find_region (to, 0, -1), 0);
    struct place p = place_of (s, to);
    if (!p.known)
      return unknown (p.through.mask);
    if ((*regions)[p.region].symbol >= 0) {
      struct value v = symbol_value ((*regions)[p.region].symbol);
      v.add = p.offset == OFFSET_UNKNOWN ? 0 : (long double) (p.offset / BITS_PER_UNIT);
      return p.offset == OFFSET_UNKNOWN ? unknown (v.mask) : v;
    }
    return address (p.region, p.offset);
  }
  if (DECL_P (t) || REFERENCE_CLASS_P (t)) {
    struct place p = place_of (s, t);
    HOST_WIDE_INT size = bits_of_reference (t);
    if (!p.known || size < 0)
      return unknown (p.indirect ? p.through.mask : 0);
    struct value v = load (s, p.region, p.offset, size, TREE_TYPE (t), s->cells.length ());
    return v;
  }
  return unknown (0);
}

/* ---- Conditions.  */

/* What may come of a statement: each outcome's value, and what is known then.  */
struct outcome {
  struct value value;
  int symbols[2]; /* or -1 */
  struct accepting sets[2];
  unsigned opaque;
  bool opaque_zero;
};

struct outcomes {
  struct outcome list[2];
  unsigned count;
};

static struct outcome
outcome_of (struct value v)
{
  struct outcome o;
  memset (&o, 0, sizeof o);
  o.value = v;
  o.symbols[0] = o.symbols[1] = -1;
  return o;
}

static struct outcomes
one (struct value v)
{
  struct outcomes o;
  o.list[0] = outcome_of (v);
  o.count = 1;
  return o;
}

static struct outcomes
either (tree type, uint64_t mask)
{
  struct outcomes o;
  o.list[0] = outcome_of (number (type, 1, mask));
  o.list[1] = outcome_of (number (type, 0, mask));
  o.count = 2;
  return o;
}

static struct accepting
rest_of (int symbol, const struct accepting *set)
{
  struct accepting rest = accepting_copy (&m->symbols[symbol].all);
  accepting_subtract (&rest, set);
  return rest;
}

/* SYMBOL in SET makes it 1, otherwise it is 0.  */
static struct outcomes
decide (tree type, int symbol, struct accepting set, uint64_t mask)
{
  struct outcomes o = either (type, mask);
  o.list[0].symbols[0] = o.list[1].symbols[0] = symbol;
  o.list[0].sets[0] = set;
  o.list[1].sets[0] = rest_of (symbol, &set);
  return o;
}

/* The numbers n for which n CODE K.  */
static struct accepting
numbers_where (enum tree_code code, long double k, bool is_real)
{
  long double step = is_real ? 0 : 1;
  switch (code) {
  case LT_EXPR:
  case UNLT_EXPR: return accepting_range (-__builtin_infl (), k - step, is_real);
  case LE_EXPR:
  case UNLE_EXPR: return accepting_range (-__builtin_infl (), k, is_real);
  case GT_EXPR:
  case UNGT_EXPR: return accepting_range (k + step, __builtin_infl (), is_real);
  case GE_EXPR:
  case UNGE_EXPR: return accepting_range (k, __builtin_infl (), is_real);
  default: return accepting_number (k, is_real);
  }
}

/* Whether a number of SYMBOL keeps its value when it is seen as TYPE.  */
static bool
keeps_value (int symbol, tree type)
{
  tree from = m->symbols[symbol].type;
  if (SCALAR_FLOAT_TYPE_P (from))
    return SCALAR_FLOAT_TYPE_P (type);
  if (POINTER_TYPE_P (from))
    return POINTER_TYPE_P (type) || (INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) >= TYPE_PRECISION (from));
  if (!INTEGRAL_TYPE_P (from))
    return false;
  if (SCALAR_FLOAT_TYPE_P (type))
    return true;
  if (!INTEGRAL_TYPE_P (type) && !POINTER_TYPE_P (type))
    return false;
  return TYPE_PRECISION (type) > TYPE_PRECISION (from)
             ? !TYPE_UNSIGNED (type) || TYPE_UNSIGNED (from)
             : TYPE_PRECISION (type) == TYPE_PRECISION (from) && TYPE_UNSIGNED (type) == TYPE_UNSIGNED (from);
}

/* K, a constant of TYPE, as a number of SYMBOL that becomes K in TYPE.  */
static bool
number_for (int symbol, tree k, long double *n)
{
  tree from = m->symbols[symbol].type, type = TREE_TYPE (k);
  if (!keeps_value (symbol, type) && INTEGRAL_TYPE_P (from) && TREE_CODE (k) == INTEGER_CST) {
    if (TYPE_PRECISION (type) < TYPE_PRECISION (from))
      return false;
    tree back = fold_convert (from, k);
    if (TREE_CODE (back) != INTEGER_CST || !tree_int_cst_equal (fold_convert (type, back), k))
      return false;
    return tree_number (back, n);
  }
  return tree_number (k, n);
}

static bool
same_symbol_form (const struct value *a, const struct value *b)
{
  return a->kind == VALUE_SYMBOL && b->kind == VALUE_SYMBOL && a->symbol == b->symbol && a->negated == b->negated
         && !a->wrapped && !b->wrapped && a->absolute == b->absolute;
}

/* Symbols that the function of SYMBOL produced.  */
static uint64_t
siblings (int symbol)
{
  uint64_t mask = 0;
  for (int i = 0; i < m->symbols_count; i++)
    if (m->symbols[i].callee == m->symbols[symbol].callee)
      mask |= (uint64_t) 1 << i;
  return mask;
}

static struct outcomes
invert (struct outcomes o, tree type)
{
  for (unsigned i = 0; i < o.count; i++)
    if (o.list[i].value.kind == VALUE_CONSTANT)
      o.list[i].value = number (type, integer_zerop (o.list[i].value.constant), o.list[i].value.mask);
  return o;
}

/* Whether TYPE is the unsigned type beside the signed one of SYMBOL.  */
static bool
is_wrapping (int symbol, tree type)
{
  tree from = m->symbols[symbol].type;
  return INTEGRAL_TYPE_P (from) && INTEGRAL_TYPE_P (type) && TYPE_UNSIGNED (type)
         && TYPE_PRECISION (from) == TYPE_PRECISION (type);
}

/* (SYMBOL + add) modulo the type's size CODE B: so the compiler writes that a number lies in a range.  */
static struct outcomes
compare_wrapped (enum tree_code code, const struct value *a, const struct value *b, tree type, uint64_t mask)
{
  long double k, modulus = __builtin_ldexpl (1, (int) TYPE_PRECISION (m->symbols[a->symbol].type));
  if (a->negated || a->absolute || !tree_number (b->constant, &k) || k < 0)
    return either (type, mask);
  long double low = code == EQ_EXPR || code == GE_EXPR ? k : code == GT_EXPR ? k + 1 : 0;
  long double high = code == EQ_EXPR || code == LE_EXPR ? k : code == LT_EXPR ? k - 1 : modulus - 1;
  struct accepting set = accepting_none ();
  for (int turn = -2; turn <= 2 && low <= high; turn++) {
    struct accepting part = accepting_range (low - a->add + turn * modulus, high - a->add + turn * modulus, false);
    accepting_unite (&set, &part);
    accepting_release (&part);
  }
  accepting_intersect (&set, &m->symbols[a->symbol].all);
  return decide (type, a->symbol, set, mask);
}

static struct outcomes
compare_symbol_constant (enum tree_code code, const struct value *a, const struct value *b, tree type, uint64_t mask)
{
  long double k;
  int symbol = a->symbol;
  bool is_real = m->symbols[symbol].all.is_real;
  tree compared = TREE_TYPE (b->constant);
  if (POINTER_TYPE_P (m->symbols[symbol].type)) {
    if (code == EQ_EXPR && is_zero (b) && a->add == 0 && !a->absolute && !a->negated)
      return decide (type, symbol, accepting_number (0, false), mask);
    if (code == EQ_EXPR && is_zero (b) && a->add != 0)
      return one (number (type, 0, mask));
    return either (type, mask);
  }
  if (a->wrapped || (code != EQ_EXPR && is_wrapping (symbol, compared)))
    return compare_wrapped (code, a, b, type, mask);
  if ((code != EQ_EXPR && !keeps_value (symbol, compared)) || !number_for (symbol, b->constant, &k))
    return either (type, mask);
  if (a->absolute) {
    /* |a| CODE k: for what lies near, an interval.  */
    struct accepting set = accepting_none ();
    if (code == GT_EXPR || code == GE_EXPR)
      return invert (compare_symbol_constant (code == GT_EXPR ? LE_EXPR : LT_EXPR, a, b, type, mask), type);
    if (code != LT_EXPR && code != LE_EXPR && code != EQ_EXPR)
      return either (type, mask);
    if (!is_real && code == LT_EXPR)
      k -= 1;
    if (code != EQ_EXPR && k >= 0)
      set = accepting_range ((a->negated ? a->add : -a->add) - k, (a->negated ? a->add : -a->add) + k, is_real);
    if (code == EQ_EXPR) {
      if (k != 0)
        return either (type, mask);
      set = accepting_number (a->negated ? a->add : -a->add, is_real);
    }
    return decide (type, symbol, set, mask);
  }
  if (a->negated)
    return decide (type, symbol, numbers_where (swap_tree_comparison (code), a->add - k, is_real), mask);
  return decide (type, symbol, numbers_where (code, k - a->add, is_real), mask);
}

static void
describe_text (tree string, struct strbuf *out)
{
  strbuf_add (out, TREE_STRING_POINTER (string),
              strnlen (TREE_STRING_POINTER (string), (size_t) TREE_STRING_LENGTH (string)));
}

static struct outcomes
compare_symbol_other (enum tree_code code, const struct value *a, const struct value *b, tree type, uint64_t mask)
{
  struct symbol *y = &m->symbols[a->symbol];
  if (b->mask & siblings (a->symbol)) {
    y->self = true;
    return either (type, mask);
  }
  y->elsewhere = true;
  if (code != EQ_EXPR || a->absolute)
    return either (type, mask);
  struct outcomes o = either (type, mask);
  struct accepting set = accepting_unknown ();
  o.list[0].symbols[0] = a->symbol;
  if (b->kind == VALUE_ADDRESS) {
    const struct region *r = &(*regions)[b->region];
    struct strbuf text = STRBUF_INIT;
    if (r->decl && DECL_P (r->decl) && DECL_NAME (r->decl))
      strbuf_addf (&text, "&%s+%ld", IDENTIFIER_POINTER (DECL_NAME (r->decl)), (long) b->offset);
    else
      strbuf_addf (&text, "&%d+%ld", b->region, (long) b->offset);
    set = accepting_text (strbuf_text (&text));
    strbuf_release (&text);
  }
  o.list[0].sets[0] = set;
  if (b->kind == VALUE_SYMBOL) {
    o.list[0].symbols[1] = b->symbol;
    o.list[0].sets[1] = accepting_unknown ();
    m->symbols[b->symbol].elsewhere = true;
  }
  return o;
}

/* A CODE B, as 1 or 0 of TYPE.  */
static struct outcomes
compare (struct state *s, enum tree_code code, struct value a, struct value b, tree type)
{
  uint64_t mask = a.mask | b.mask;
  if (code == NE_EXPR || code == LTGT_EXPR)
    return invert (compare (s, EQ_EXPR, a, b, type), type);
  if (a.kind == VALUE_CONSTANT && b.kind == VALUE_CONSTANT) {
    tree other = b.constant;
    if (TREE_TYPE (other) != TREE_TYPE (a.constant) && INTEGRAL_TYPE_P (TREE_TYPE (a.constant)))
      other = fold_convert (TREE_TYPE (a.constant), other);
    tree t = fold_binary (code, boolean_type_node, a.constant, other);
    if (t && TREE_CODE (t) == INTEGER_CST)
      return one (number (type, !integer_zerop (t), mask));
    return either (type, mask);
  }
  if (a.kind == VALUE_CONSTANT || (a.kind != VALUE_SYMBOL && b.kind == VALUE_SYMBOL)) {
    struct value swap = a;
    a = b;
    b = swap;
    code = swap_tree_comparison (code);
  }
  if (same_symbol_form (&a, &b)) {
    if (a.absolute && a.add != b.add)
      return either (type, mask);
    m->symbols[a.symbol].self = true;
    bool result = code == EQ_EXPR                        ? a.add == b.add
                  : code == LT_EXPR || code == UNLT_EXPR ? (a.negated ? a.add < b.add : a.add < b.add)
                  : code == LE_EXPR || code == UNLE_EXPR ? a.add <= b.add
                  : code == GT_EXPR || code == UNGT_EXPR ? a.add > b.add
                                                         : a.add >= b.add;
    return one (number (type, result, mask));
  }
  if (a.kind == VALUE_SYMBOL && b.kind == VALUE_CONSTANT)
    return compare_symbol_constant (code, &a, &b, type, mask);
  if (a.kind == VALUE_SYMBOL)
    return compare_symbol_other (code, &a, &b, type, mask);
  if (a.kind == VALUE_ADDRESS && b.kind == VALUE_CONSTANT)
    return code == EQ_EXPR ? one (number (type, 0, mask)) : either (type, mask);
  if (a.kind == VALUE_ADDRESS && b.kind == VALUE_ADDRESS && a.offset != OFFSET_UNKNOWN && b.offset != OFFSET_UNKNOWN) {
    if (code == EQ_EXPR)
      return one (number (type, a.region == b.region && a.offset == b.offset, mask));
    if (a.region == b.region)
      return one (number (type,
                          code == LT_EXPR   ? a.offset < b.offset
                          : code == LE_EXPR ? a.offset <= b.offset
                          : code == GT_EXPR ? a.offset > b.offset
                                            : a.offset >= b.offset,
                          mask));
  }
  if (a.kind == VALUE_UNKNOWN && b.kind == VALUE_UNKNOWN && a.opaque == b.opaque && a.opaque)
    return one (number (type, code == EQ_EXPR || code == LE_EXPR || code == GE_EXPR, mask));
  if (a.kind == VALUE_UNKNOWN && is_zero (&b) && code == EQ_EXPR) {
    if (a.not_zero)
      return one (number (type, 0, mask));
    for (unsigned i = 0; i < s->facts.length (); i++)
      if (s->facts[i].opaque == a.opaque)
        return one (number (type, s->facts[i].zero, mask));
    struct outcomes o = either (type, mask);
    o.list[0].opaque = o.list[1].opaque = a.opaque;
    o.list[0].opaque_zero = true;
    return o;
  }
  return either (type, mask);
}

/* ---- Statements.  */

static struct value
convert (struct value v, tree to)
{
  switch (v.kind) {
  case VALUE_CONSTANT: {
    tree t = fold_convertible_p (to, v.constant) ? fold_convert (to, v.constant) : NULL_TREE;
    return t && CONSTANT_CLASS_P (t) ? constant (t, v.mask) : unknown (v.mask);
  }
  case VALUE_SYMBOL: {
    tree from = m->symbols[v.symbol].type;
    if (v.wrapped)
      return is_wrapping (v.symbol, to) ? v : unknown (v.mask);
    if (is_wrapping (v.symbol, to) && (v.add != 0) && !v.negated && !v.absolute) {
      v.wrapped = true;
      return v;
    }
    if (keeps_value (v.symbol, to))
      return v;
    /* Signed to unsigned and back: comparisons take care of it.  */
    if (INTEGRAL_TYPE_P (from) && (INTEGRAL_TYPE_P (to) || POINTER_TYPE_P (to))
        && TYPE_PRECISION (to) >= TYPE_PRECISION (from) && v.add == 0 && !v.negated && !v.absolute)
      return v;
    return unknown (v.mask);
  }
  case VALUE_ADDRESS: return POINTER_TYPE_P (to) || TYPE_PRECISION (to) >= POINTER_SIZE ? v : unknown (v.mask);
  default: return v;
  }
}

static struct value
arithmetic (enum tree_code code, struct value a, struct value b, tree type)
{
  uint64_t mask = a.mask | b.mask;
  long double k;
  if (a.kind == VALUE_CONSTANT && b.kind == VALUE_CONSTANT) {
    tree t = fold_binary (code, type, a.constant, b.constant);
    return t && CONSTANT_CLASS_P (t) ? constant (t, mask) : unknown (mask);
  }
  if (code == POINTER_PLUS_EXPR && b.kind == VALUE_CONSTANT && tree_number (fold_convert (ssizetype, b.constant), &k)) {
    if (a.kind == VALUE_ADDRESS) {
      if (a.offset != OFFSET_UNKNOWN)
        a.offset += (HOST_WIDE_INT) k * BITS_PER_UNIT;
      return a;
    }
    if (a.kind == VALUE_SYMBOL && !a.negated && !a.absolute) {
      a.add += k;
      return a;
    }
  }
  if (code == POINTER_PLUS_EXPR && a.kind == VALUE_ADDRESS) {
    a.offset = OFFSET_UNKNOWN;
    a.mask = mask;
    return a;
  }
  if (code == MINUS_EXPR || code == PLUS_EXPR) {
    bool swap = a.kind == VALUE_CONSTANT && b.kind == VALUE_SYMBOL;
    struct value y = swap ? b : a, c = swap ? a : b;
    if (y.kind == VALUE_SYMBOL && c.kind == VALUE_CONSTANT && !y.absolute && !y.wrapped && keeps_value (y.symbol, type)
        && tree_number (c.constant, &k)
        && (!INTEGRAL_TYPE_P (type) || TYPE_OVERFLOW_UNDEFINED (type) || !TYPE_UNSIGNED (type))) {
      if (code == PLUS_EXPR)
        y.add += k;
      else if (swap) {
        y.negated = !y.negated;
        y.add = k - y.add;
      } else
        y.add -= k;
      return y;
    }
  }
  if (code == PLUS_EXPR && a.kind == VALUE_SYMBOL && b.kind == VALUE_CONSTANT && !a.negated && !a.absolute
      && (is_wrapping (a.symbol, type)
          || (TYPE_UNSIGNED (type) && INTEGRAL_TYPE_P (type) && keeps_value (a.symbol, type)
              && TYPE_PRECISION (type) == TYPE_PRECISION (m->symbols[a.symbol].type)))
      && tree_number (fold_convert (signed_type_for (type), b.constant), &k)) {
    a.add += k;
    a.wrapped = true;
    return a;
  }
  /* x - x, x ^ x.  */
  if ((code == MINUS_EXPR || code == BIT_XOR_EXPR) && same_symbol_form (&a, &b) && a.add == b.add
      && INTEGRAL_TYPE_P (type)) {
    m->symbols[a.symbol].self = true;
    return number (type, 0, mask);
  }
  if ((code == MULT_EXPR || code == BIT_AND_EXPR) && INTEGRAL_TYPE_P (type) && (is_zero (&a) || is_zero (&b)))
    return number (type, 0, mask);
  return unknown (mask);
}

static struct outcomes
assigned (struct state *s, gassign *stmt)
{
  enum tree_code code = gimple_assign_rhs_code (stmt);
  tree type = TREE_TYPE (gimple_assign_lhs (stmt));
  struct value a = operand (s, gimple_assign_rhs1 (stmt));
  if (gimple_assign_single_p (stmt))
    return one (a);
  struct value b = gimple_num_ops (stmt) > 2 ? operand (s, gimple_assign_rhs2 (stmt)) : unknown (0);
  if (TREE_CODE_CLASS (code) == tcc_comparison)
    return compare (s, code, a, b, type);
  switch (code) {
  CASE_CONVERT:
  case FLOAT_EXPR:
    /* To a truth value: is it not zero?  */
    if (TREE_CODE (type) == BOOLEAN_TYPE && a.kind == VALUE_SYMBOL
        && TREE_CODE (m->symbols[a.symbol].type) != BOOLEAN_TYPE)
      return compare (s, NE_EXPR, a, number (m->symbols[a.symbol].type, 0, 0), type);
    return one (convert (a, type));
  case NEGATE_EXPR:
    if (a.kind == VALUE_SYMBOL && !a.absolute && !a.wrapped && keeps_value (a.symbol, type)) {
      a.negated = !a.negated;
      a.add = -a.add;
      return one (a);
    }
    break;
  case ABS_EXPR:
    if (a.kind == VALUE_SYMBOL && !a.wrapped && keeps_value (a.symbol, type)) {
      a.absolute = true;
      return one (a);
    }
    break;
  case BIT_NOT_EXPR:
    if (a.kind == VALUE_SYMBOL && TREE_CODE (type) == BOOLEAN_TYPE)
      return compare (s, EQ_EXPR, a, number (type, 0, 0), type);
    break;
  case COND_EXPR: return one (unknown (a.mask | b.mask | operand (s, gimple_assign_rhs3 (stmt)).mask));
  default: break;
  }
  if (gimple_num_ops (stmt) == 2) {
    if (a.kind == VALUE_CONSTANT) {
      tree t = fold_unary (code, type, a.constant);
      if (t && CONSTANT_CLASS_P (t))
        return one (constant (t, a.mask));
    }
    return one (unknown (a.mask));
  }
  if (gimple_num_ops (stmt) > 3)
    return one (unknown (a.mask | b.mask));
  return one (arithmetic (code, a, b, type));
}

static void store (struct state *s, tree to, struct value v);

/* Sets what a statement defines.  False if the path has ended.  */
static bool
define (struct state *s, tree to, struct value v)
{
  if (!to)
    return true;
  if (TREE_CODE (to) == SSA_NAME) {
    top (s)->names[SSA_NAME_VERSION (to)] = v;
    return true;
  }
  tree base = get_base_address (to);
  if (base && VAR_P (base) && counters && counters->contains (base) && !is_zero (&v)) {
    fail (s);
    return false;
  }
  store (s, to, v);
  return true;
}

static void
store (struct state *s, tree to, struct value v)
{
  struct place p = place_of (s, to);
  if (!p.known) {
    forget_all (s);
    return;
  }
  if ((*regions)[p.region].symbol >= 0)
    forget_given (s);
  HOST_WIDE_INT size = bits_of_reference (to);
  struct cell c = cell_at (CELL_VALUE, p.region, p.offset, size);
  c.value = v;
  if (p.offset == OFFSET_UNKNOWN || size < 0) {
    c.kind = CELL_UNKNOWN;
    c.offset = 0;
    c.size = -1;
  }
  log_cell (s, &c);
}

/* An assignment of a whole struct or array.  */
static void
store_aggregate (struct state *s, tree to, tree from)
{
  struct place p = place_of (s, to);
  if (!p.known) {
    forget_all (s);
    return;
  }
  if ((*regions)[p.region].symbol >= 0)
    forget_given (s);
  HOST_WIDE_INT size = bits_of_reference (to);
  struct cell c = cell_at (CELL_UNKNOWN, p.region, p.offset, size);
  if (p.offset == OFFSET_UNKNOWN || size < 0) {
    c.offset = 0;
    c.size = -1;
  } else if (TREE_CODE (from) == CONSTRUCTOR && CONSTRUCTOR_NELTS (from) == 0)
    c.kind = TREE_CLOBBER_P (from) ? CELL_UNKNOWN : CELL_ZERO;
  else if (DECL_P (from) || REFERENCE_CLASS_P (from) || TREE_CODE (from) == STRING_CST) {
    struct place q = place_of (s, from);
    if (q.known && q.offset != OFFSET_UNKNOWN) {
      c.kind = CELL_COPY;
      c.from = q.region;
      c.from_offset = q.offset;
      c.limit = s->cells.length ();
    } else
      c.value.mask = q.through.mask;
  }
  log_cell (s, &c);
}

/* Dereferencing a pointer that a function produced: with NULL the test crashes.  False if the path has ended.  */
static bool
dereference (struct state *s, tree t)
{
  tree base = get_base_address (t);
  if (!base || TREE_CODE (base) != MEM_REF)
    return true;
  struct value v = operand (s, TREE_OPERAND (base, 0));
  if (v.kind != VALUE_SYMBOL)
    return true;
  struct accepting null = accepting_number (0, false), rest = rest_of (v.symbol, &null);
  if (!m->symbols[v.symbol].all.intervals_count) {
    accepting_release (&null);
    accepting_release (&rest);
    return true;
  }
  s->touched |= (uint64_t) 1 << v.symbol;
  m->symbols[v.symbol].asserted = true;
  bool possible = constrain (s, v.symbol, &rest);
  accepting_release (&null);
  accepting_release (&rest);
  if (!possible) {
    s->last_known = false;
    fail (s);
  }
  return possible;
}

/* Applies outcome O to S.  False if it cannot be.  */
static bool
apply (struct state *s, const struct outcome *o)
{
  s->touched |= o->value.mask;
  for (int i = 0; i < 2; i++)
    if (o->symbols[i] >= 0 && !constrain (s, o->symbols[i], &o->sets[i]))
      return false;
  if (o->opaque) {
    struct fact f = { o->opaque, o->opaque_zero };
    s->facts.safe_push (f);
  }
  return true;
}

/* Counts that STMT made S choose; false if that was too often.  */
static bool
may_choose (struct state *s, gimple *stmt)
{
  for (unsigned i = 0; i < s->choices.length (); i++)
    if (s->choices[i].at == stmt)
      return ++s->choices[i].count <= CHOICES_MAXIMUM;
  struct choice c = { stmt, 1 };
  s->choices.safe_push (c);
  return true;
}

static bool enter_block (struct state *s, edge e);

static bool
take_branch (struct state *s, struct value v)
{
  basic_block block = top (s)->block;
  edge yes, no;
  extract_true_false_edges_from_block (block, &yes, &no);
  s->last_mask = v.mask;
  return enter_block (s, integer_zerop (v.constant) ? no : yes);
}

/* What of S goes on after a statement with OUTCOMES: the first in S, the others as pending.  TO is defined by the statement; without it
   the statement is the condition that ends a block.  False if S has ended.  */
static bool
go_on (struct state *s, gimple *stmt, struct outcomes *o, tree to)
{
  bool condition = gimple_code (stmt) == GIMPLE_COND;
  if (o->count > 1 && (!may_choose (s, stmt) || pending->length () > PENDING_MAXIMUM)) {
    give_up (s, "it has more paths than are followed");
    return false;
  }
  if (o->count > 1) {
    struct state *other = copy_state (s);
    other->last_known = false;
    bool alive = apply (other, &o->list[1]);
    if (alive)
      alive = condition ? take_branch (other, o->list[1].value) : define (other, to, o->list[1].value);
    if (alive) {
      if (!condition)
        gsi_next (&top (other)->at);
      pending->safe_push (other);
    } else
      free_state (other);
    s->last_known = false;
    if (!apply (s, &o->list[0]))
      return false;
  } else if (condition)
    s->last_known = true;
  if (condition)
    return take_branch (s, o->list[0].value);
  if (!define (s, to, o->list[0].value))
    return false;
  gsi_next (&top (s)->at);
  return true;
}

/* ---- Calls.  */

static const char *
name_of (tree decl)
{
  return targetm.strip_name_encoding (IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl)));
}

static struct value
argument (struct state *s, gcall *call, unsigned from_one)
{
  return from_one && from_one <= gimple_call_num_args (call) ? operand (s, gimple_call_arg (call, from_one - 1))
                                                             : unknown (0);
}

/* The string constant that V leads to, or NULL.  */
static tree
text_at (struct state *s, const struct value *v)
{
  if (v->kind == VALUE_CONSTANT && TREE_CODE (v->constant) == ADDR_EXPR)
    return NULL_TREE;
  if (v->kind != VALUE_ADDRESS || v->offset != 0)
    return NULL_TREE;
  tree decl = (*regions)[v->region].decl;
  if (decl && VAR_P (decl) && TREE_READONLY (decl) && DECL_INITIAL (decl)
      && TREE_CODE (DECL_INITIAL (decl)) == STRING_CST)
    decl = DECL_INITIAL (decl);
  return decl && TREE_CODE (decl) == STRING_CST ? decl : NULL_TREE;
}

/* The symbol for the whole text that V leads to: the pointer that a function returned, or the buffer that it filled; or -1.  */
static int
text_symbol (struct state *s, const struct value *v, bool *pointer)
{
  *pointer = false;
  if (v->kind == VALUE_SYMBOL && POINTER_TYPE_P (m->symbols[v->symbol].type) && v->add == 0) {
    *pointer = true;
    return v->symbol;
  }
  if (v->kind != VALUE_ADDRESS || v->offset == OFFSET_UNKNOWN)
    return -1;
  for (unsigned i = s->cells.length (); i-- > 0;) {
    const struct cell *c = &s->cells[i];
    if (c->region != v->region)
      continue;
    if (c->kind != CELL_OUTPUT || c->offset > v->offset)
      return -1;
    return find_symbol (s, c->callee, c->output, c->argument, NULL_TREE, -1, v->offset - c->offset, -1, ptr_type_node);
  }
  return -1;
}

/* Whether the texts A and B are equal, as 1 or 0.  */
static struct outcomes
compare_texts (struct state *s, struct value a, struct value b, tree length, tree type)
{
  uint64_t mask = a.mask | b.mask;
  bool pointer_a, pointer_b;
  int x = text_symbol (s, &a, &pointer_a), y = text_symbol (s, &b, &pointer_b);
  tree text_a = text_at (s, &a), text_b = text_at (s, &b);
  if (text_a && text_b && !length) {
    struct strbuf one_text = STRBUF_INIT, other = STRBUF_INIT;
    describe_text (text_a, &one_text);
    describe_text (text_b, &other);
    return one (number (type, strcmp (strbuf_text (&one_text), strbuf_text (&other)) == 0, mask));
  }
  if (x < 0) {
    int swap = x;
    x = y;
    y = swap;
    text_b = text_a;
    bool p = pointer_a;
    pointer_a = pointer_b;
    pointer_b = p;
  }
  if (x < 0)
    return either (type, mask);
  mask |= (uint64_t) 1 << x;
  if (y >= 0)
    mask |= (uint64_t) 1 << y;
  if (x == y) {
    m->symbols[x].self = true;
    return one (number (type, 1, mask));
  }
  struct outcomes o = either (type, mask);
  /* With NULL it crashes: neither way goes on.  */
  for (int i = 0; i < 2; i++) {
    o.list[i].symbols[0] = x;
    struct accepting null = accepting_number (0, false);
    o.list[i].sets[0] = rest_of (x, &null);
    accepting_release (&null);
  }
  m->symbols[x].followed = true;
  if (text_b) {
    struct strbuf text = STRBUF_INIT;
    describe_text (text_b, &text);
    struct accepting set = accepting_text (strbuf_text (&text));
    HOST_WIDE_INT limit = length && tree_fits_uhwi_p (length) ? (HOST_WIDE_INT) tree_to_uhwi (length) : -1;
    /* The beginning alone: many texts have it.  */
    if (length && (limit < 0 || limit <= (HOST_WIDE_INT) text.length)) {
      if (limit == 0)
        return one (number (type, 1, mask));
      return o;
    }
    accepting_intersect (&o.list[0].sets[0], &set);
    accepting_subtract (&o.list[1].sets[0], &set);
    strbuf_release (&text);
    return o;
  }
  struct value *other = b.kind == VALUE_SYMBOL && b.symbol == x ? &a : &b;
  if ((other->mask | (y >= 0 ? (uint64_t) 1 << y : 0)) & siblings (x)) {
    m->symbols[x].self = true;
    return o;
  }
  m->symbols[x].elsewhere = true;
  struct accepting set = accepting_unknown ();
  if (!length)
    o.list[0].sets[0] = set;
  return o;
}

/* S goes on where O is 1 (or, if not HOLDS, 0), which is what STMT asserts, and fails where it is not.  False if S has ended.  */
static bool
require (struct state *s, gimple *stmt, struct outcomes o, bool holds)
{
  if (o.count > 1 && !may_choose (s, stmt)) {
    give_up (s, "it has more paths than are followed");
    return false;
  }
  struct outcome *good = NULL;
  for (unsigned i = 0; i < o.count; i++)
    if (integer_zerop (o.list[i].value.constant) != holds)
      good = &o.list[i];
  for (unsigned i = 0; i < o.count; i++) {
    if (&o.list[i] == good)
      continue;
    /* What fails is over at once: no state of its own is needed.  */
    uint64_t touched = s->touched;
    s->touched |= o.list[i].value.mask;
    s->last_known = o.count == 1;
    s->last_mask = o.list[i].value.mask;
    fail (s);
    s->touched = touched;
  }
  s->last_known = false;
  return good && apply (s, good);
}

/* The region that pointer V leads to, or -1.  */
static int
region_behind (const struct value *v)
{
  if (v->kind == VALUE_ADDRESS)
    return v->region;
  return v->kind == VALUE_SYMBOL && POINTER_TYPE_P (m->symbols[v->symbol].type) ? find_region (NULL_TREE, 0, v->symbol)
                                                                                : -1;
}

/* A function that was given two pointers may keep one behind the other: when it, or another, is given that one later, both may
   change, and nobody knows by whom.  */
static void
forget_linked (struct state *s, gcall *call)
{
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    struct value v = operand (s, gimple_call_arg (call, i));
    int given = region_behind (&v);
    for (unsigned k = 0; given >= 0 && k < s->links.length (); k++)
      if (s->links[k].holder == given)
        forget_region (s, s->links[k].held, 0);
  }
}

static void
link_arguments (struct state *s, gcall *call, int result)
{
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    struct value held = operand (s, gimple_call_arg (call, i));
    int inner = region_behind (&held);
    if (inner < 0 || ((*regions)[inner].decl && TREE_CODE ((*regions)[inner].decl) == STRING_CST))
      continue;
    for (unsigned k = 0; k <= gimple_call_num_args (call); k++) {
      struct value holder = k < gimple_call_num_args (call) ? operand (s, gimple_call_arg (call, k)) : unknown (0);
      struct link l = { k < gimple_call_num_args (call) ? region_behind (&holder) : result, inner };
      if (l.holder >= 0 && l.holder != inner)
        s->links.safe_push (l);
    }
  }
}

/* What CALL may write through its arguments becomes an output of CALLEE's, or unknown.  Gives the arguments that lead to the test's own
   memory, a bit each.  */
static unsigned
clobber_arguments (struct state *s, gcall *call, tree callee, bool output)
{
  tree parameter = callee ? TYPE_ARG_TYPES (TREE_TYPE (callee)) : NULL_TREE;
  unsigned written = 0;
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    struct value v = operand (s, gimple_call_arg (call, i));
    tree type = parameter ? TREE_VALUE (parameter) : TREE_TYPE (gimple_call_arg (call, i));
    parameter = parameter ? TREE_CHAIN (parameter) : NULL_TREE;
    int region = region_behind (&v);
    if (region < 0 || !POINTER_TYPE_P (type) || TYPE_READONLY (TREE_TYPE (type))
        || TREE_CODE (TREE_TYPE (type)) == FUNCTION_TYPE)
      continue;
    if (!output) {
      forget_region (s, region, 0);
      continue;
    }
    if (v.kind == VALUE_SYMBOL)
      v.offset = (HOST_WIDE_INT) v.add * BITS_PER_UNIT;
    else
      written |= 1u << MIN (i, 31);
    struct cell c = cell_at (CELL_OUTPUT, region, v.offset, -1);
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
    }
    log_cell (s, &c);
  }
  return written;
}

/* A call of a function outside the unit.  */
static struct value
call_outside (struct state *s, gcall *call, tree callee)
{
  tree type = gimple_call_return_type (call);
  struct call_site site = { s->current, callee, gimple_location (call), 0 };
  bool known = false;
  forget_linked (s, call);
  site.written = clobber_arguments (s, call, callee, callee == focused);
  for (unsigned i = 0; i < m->calls->length (); i++)
    if ((*m->calls)[i].test == site.test && (*m->calls)[i].callee == callee) {
      (*m->calls)[i].written |= site.written;
      known = true;
    }
  if (!known)
    m->calls->safe_push (site);
  struct cell mark = cell_at (CELL_UNKNOWN, REGION_CALL, 0, 0);
  log_cell (s, &mark);
  s->last_callee = callee;
  s->clobbered = s->cells.length ();
  if (callee != focused) {
    tree whole = gimple_call_lhs (call);
    if (whole && !is_gimple_reg_type (TREE_TYPE (whole))) {
      struct place p = place_of (s, whole);
      if (p.known)
        forget_region (s, p.region, 0);
      else
        forget_all (s);
    }
    link_arguments (s, call, -1);
    /* What it makes of what the one under test produced is no expectation from elsewhere.  */
    uint64_t mask = 0;
    for (unsigned k = 0; k < gimple_call_num_args (call); k++)
      mask |= operand (s, gimple_call_arg (call, k)).mask;
    return unknown (mask);
  }
  tree to = gimple_call_lhs (call);
  if (to && !is_gimple_reg_type (TREE_TYPE (to))) {
    struct place p = place_of (s, to);
    if (p.known && p.offset != OFFSET_UNKNOWN) {
      struct cell c = cell_at (CELL_OUTPUT, p.region, p.offset, bits_of (TREE_TYPE (to)));
      c.callee = callee;
      c.output = OUTPUT_RETURN;
      log_cell (s, &c);
    }
    link_arguments (s, call, -1);
    return unknown (0);
  }
  if (VOID_TYPE_P (type) || !is_gimple_reg_type (type)) {
    link_arguments (s, call, -1);
    return unknown (0);
  }
  struct value v = symbol_value (find_symbol (s, callee, OUTPUT_RETURN, 0, NULL_TREE, -1, 0, bits_of (type), type));
  link_arguments (s, call, region_behind (&v));
  return v;
}

static bool
push_frame (struct state *s, cgraph_node *node, gcall *call)
{
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  struct frame f;
  unsigned size = vec_safe_length (SSANAMES (fun)) + 1;
  memset (&f, 0, sizeof f);
  f.node = node;
  f.fun = fun;
  f.serial = ++next_serial;
  f.names = XCNEWVEC (struct value, size);
  f.caller = call;
  unsigned i = 0;
  auto_vec<struct value> arguments;
  for (; call && i < gimple_call_num_args (call); i++)
    arguments.safe_push (operand (s, gimple_call_arg (call, i)));
  s->frames.safe_push (f);
  i = 0;
  for (tree p = DECL_ARGUMENTS (node->decl); p; p = DECL_CHAIN (p), i++) {
    struct value v = i < arguments.length () ? arguments[i] : unknown (0);
    tree name = ssa_default_def (fun, p);
    if (name)
      f.names[SSA_NAME_VERSION (name)] = v;
    if (TREE_ADDRESSABLE (p) && is_gimple_reg_type (TREE_TYPE (p))) {
      struct cell c = cell_at (CELL_VALUE, region_of_decl (s, p), 0, bits_of (TREE_TYPE (p)));
      c.value = v;
      log_cell (s, &c);
    } else if (call && i < gimple_call_num_args (call) && !is_gimple_reg_type (TREE_TYPE (p))) {
      /* A struct by value.  */
      struct frame *callee = &s->frames.last ();
      int saved = callee->serial;
      tree from = gimple_call_arg (call, i);
      struct cell c = cell_at (CELL_UNKNOWN, region_of_decl (s, p), 0, bits_of (TREE_TYPE (p)));
      if (s->frames.length () > 1) {
        callee->serial = s->frames[s->frames.length () - 2].serial;
        if (DECL_P (from)) {
          c.kind = CELL_COPY;
          c.from = region_of_decl (s, from);
          c.limit = s->cells.length ();
        }
        callee->serial = saved;
      }
      log_cell (s, &c);
    }
  }
  return enter_block (s, single_succ_edge (ENTRY_BLOCK_PTR_FOR_FN (fun)));
}

static cgraph_node *
body_of (tree decl)
{
  cgraph_node *node = cgraph_node::get (decl);
  if (node)
    node = node->ultimate_alias_target ();
  function *fun = node && node->has_gimple_body_p () ? DECL_STRUCT_FUNCTION (node->decl) : NULL;
  return fun && fun->cfg && gimple_in_ssa_p (fun) ? node : NULL;
}

/* Whether DECL, which has a body here, is tested nevertheless: it is load-bearing, or came from a .c file that the test
   includes.  */
static bool
is_tested (tree decl)
{
  expanded_location place = expand_location (DECL_SOURCE_LOCATION (decl));
  return place.file && main_input_filename && strcmp (place.file, main_input_filename) != 0 && TREE_PUBLIC (decl);
}

static bool
is_system (tree decl)
{
  return DECL_IS_UNDECLARED_BUILTIN (decl) || fndecl_built_in_p (decl)
         || in_system_header_at (DECL_SOURCE_LOCATION (decl));
}

static bool
has_prefix (const char *name, const char *prefix)
{
  return strncmp (name, prefix, strlen (prefix)) == 0;
}

/* Functions of the C library that are known.  False if CALL is none of them.  */
static bool
call_library (struct state *s, gcall *call, const char *name, struct outcomes *o)
{
  tree to = gimple_call_lhs (call), type = to ? TREE_TYPE (to) : integer_type_node;
  if (has_prefix (name, "__builtin_"))
    name += strlen ("__builtin_");
  struct value a = argument (s, call, 1), b = argument (s, call, 2), n = argument (s, call, 3);
  bool counted = !strcmp (name, "strncmp") || !strcmp (name, "memcmp") || !strcmp (name, "strncasecmp");
  if (counted || !strcmp (name, "strcmp")) {
    tree length = counted ? (n.kind == VALUE_CONSTANT ? n.constant : integer_minus_one_node) : NULL_TREE;
    *o = compare_texts (s, a, b, length, type);
    for (unsigned i = 0; i < o->count; i++) {
      uint64_t mask = o->list[i].value.mask;
      bool equal = !integer_zerop (o->list[i].value.constant);
      o->list[i].value = equal ? number (type, 0, mask) : unknown (mask);
      o->list[i].value.not_zero = !equal;
    }
    return true;
  }
  if (!strcmp (name, "fabs") || !strcmp (name, "fabsf") || !strcmp (name, "fabsl") || !strcmp (name, "abs")
      || !strcmp (name, "labs") || !strcmp (name, "llabs")) {
    if (a.kind == VALUE_SYMBOL)
      a.absolute = true;
    else
      a = unknown (a.mask);
    *o = one (a);
    return true;
  }
  if (!strcmp (name, "expect")) {
    *o = one (convert (a, type));
    return true;
  }
  if (!strcmp (name, "malloc") || !strcmp (name, "calloc") || !strcmp (name, "strdup") || !strcmp (name, "fopen")
      || !strcmp (name, "tmpfile")) {
    struct region heap = { NULL_TREE, 0, -1 };
    regions->safe_push (heap);
    *o = one (address ((int) regions->length () - 1, 0));
    return true;
  }
  if (!strcmp (name, "memset") || !strcmp (name, "memcpy") || !strcmp (name, "memmove") || !strcmp (name, "strcpy")
      || !strcmp (name, "strncpy") || !strcmp (name, "strcat") || !strcmp (name, "snprintf")
      || !strcmp (name, "sprintf")) {
    if (a.kind == VALUE_SYMBOL && region_behind (&a) >= 0)
      forget_region (s, region_behind (&a), b.mask);
    if (a.kind == VALUE_ADDRESS) {
      bool whole = !strcmp (name, "memset") || !strncmp (name, "mem", 3);
      HOST_WIDE_INT size = whole && n.kind == VALUE_CONSTANT && tree_fits_shwi_p (n.constant)
                               ? tree_to_shwi (n.constant) * BITS_PER_UNIT
                               : -1;
      struct cell c = cell_at (CELL_UNKNOWN, a.region, a.offset, size);
      c.value.mask = b.mask;
      if (a.offset == OFFSET_UNKNOWN)
        c.offset = 0, c.size = -1;
      else if (!strcmp (name, "memset") && is_zero (&b))
        c.kind = CELL_ZERO;
      else if (!strncmp (name, "mem", 3) && strcmp (name, "memset") && b.kind == VALUE_ADDRESS
               && b.offset != OFFSET_UNKNOWN) {
        c.kind = CELL_COPY;
        c.from = b.region;
        c.from_offset = b.offset;
        c.limit = s->cells.length ();
      }
      log_cell (s, &c);
    }
    *o = one (!strcmp (name, "snprintf") || !strcmp (name, "sprintf") ? unknown (0) : a);
    return true;
  }
  return false;
}

/* STMT ends the program with STATUS.  */
static void
end_with_status (struct state *s, gimple *stmt, struct value status)
{
  if (status.kind == VALUE_CONSTANT && !status.mask && !is_zero (&status)) {
    /* What led here decides, not this.  */
    fail (s);
    return;
  }
  if (status.kind == VALUE_CONSTANT || status.kind == VALUE_SYMBOL) {
    tree type = status.kind == VALUE_SYMBOL ? m->symbols[status.symbol].type : integer_type_node;
    struct outcomes o = compare (s, EQ_EXPR, status, constant (build_zero_cst (type), 0), integer_type_node);
    if (!require (s, stmt, o, true))
      return;
  }
  pass (s);
}

/* Handles CALL if it is a sink.  *ALIVE: S goes on.  */
static bool
call_sink (struct state *s, gcall *call, const char *name, bool *alive)
{
  struct sink sink = sink_of (name);
  /* Names like `ok` are anybody's; a framework's own take a format.  */
  bool plain = sink.kind != SINK_FAILS && sink.kind != SINK_EXITS && sink.kind != SINK_SKIPS && !sink.is_policy;
  if (plain && !strpbrk (name, "_ABCDEFGHIJKLMNOPQRSTUVWXYZ") && !stdarg_p (gimple_call_fntype (call)))
    return false;
  for (unsigned needed : sink.arguments)
    if (needed > gimple_call_num_args (call))
      return false;
  struct value a = argument (s, call, sink.arguments[0]), b = argument (s, call, sink.arguments[1]);
  struct value n = argument (s, call, sink.arguments[2]);
  struct value zero = number (integer_type_node, 0, 0);
  if (a.kind == VALUE_SYMBOL)
    zero = constant (build_zero_cst (m->symbols[a.symbol].type), 0);
  switch (sink.kind) {
  case SINK_NONE: return false;
  case SINK_FAILS:
    fail (s);
    *alive = false;
    return true;
  case SINK_SKIPS:
    pass (s);
    *alive = false;
    return true;
  case SINK_EXITS:
    end_with_status (s, call, a);
    *alive = false;
    return true;
  case SINK_TRUE:
  case SINK_SET: *alive = require (s, call, compare (s, EQ_EXPR, a, zero, integer_type_node), false); break;
  case SINK_FALSE:
  case SINK_NULL: *alive = require (s, call, compare (s, EQ_EXPR, a, zero, integer_type_node), true); break;
  case SINK_EQUAL: *alive = require (s, call, compare (s, EQ_EXPR, a, b, integer_type_node), true); break;
  case SINK_DIFFER: *alive = require (s, call, compare (s, EQ_EXPR, a, b, integer_type_node), false); break;
  case SINK_TEXT: *alive = require (s, call, compare_texts (s, a, b, NULL_TREE, integer_type_node), true); break;
  case SINK_TEXT_DIFFERS:
    *alive = require (s, call, compare_texts (s, a, b, NULL_TREE, integer_type_node), false);
    break;
  case SINK_BYTES: {
    tree length = n.kind == VALUE_CONSTANT ? n.constant : integer_minus_one_node;
    *alive = require (s, call, compare_texts (s, a, b, length, integer_type_node), true);
    break;
  }
  case SINK_WITHIN:
    *alive = require (s, call, compare (s, GE_EXPR, a, b, integer_type_node), true)
             && require (s, call, compare (s, LE_EXPR, a, n, integer_type_node), true);
    break;
  }
  if (*alive) {
    if (gimple_call_lhs (call))
      define (s, gimple_call_lhs (call), unknown (0));
    gsi_next (&top (s)->at);
  }
  return true;
}

/* One call.  False if S has ended.  */
static bool
call_statement (struct state *s, gcall *call)
{
  tree callee = gimple_call_fndecl (call), to = gimple_call_lhs (call);
  struct outcomes o = one (unknown (0));
  bool alive = true;
  if (!callee && gimple_call_fn (call)) {
    struct value v = operand (s, gimple_call_fn (call));
    tree decl = v.kind == VALUE_ADDRESS ? (*regions)[v.region].decl : NULL_TREE;
    if (decl && TREE_CODE (decl) == FUNCTION_DECL)
      callee = decl;
  }
  if (!callee) {
    clobber_arguments (s, call, NULL_TREE, false);
    for (unsigned i = 0; i < gimple_call_num_args (call); i++)
      o.list[0].value.mask |= operand (s, gimple_call_arg (call, i)).mask;
    return go_on (s, call, &o, to);
  }
  const char *name = name_of (callee);
  cgraph_node *node = body_of (callee);
  if (!node && call_sink (s, call, name, &alive))
    return alive;
  if (node && !is_tested (callee) && s->frames.length () < DEPTH_MAXIMUM) {
    if (skipping && !DECL_ARGUMENTS (callee) && s->frames.length () == 1
        && VOID_TYPE_P (TREE_TYPE (TREE_TYPE (callee)))) {
      s->skipped = s->cells.length ();
      gsi_next (&top (s)->at);
      return true;
    }
    return push_frame (s, node, call);
  }
  if (is_system (callee)) {
    if (!call_library (s, call, name, &o)) {
      if (gimple_call_noreturn_p (call)) {
        pass (s);
        return false;
      }
      clobber_arguments (s, call, callee, false);
      for (unsigned i = 0; i < gimple_call_num_args (call); i++)
        o.list[0].value.mask |= operand (s, gimple_call_arg (call, i)).mask;
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

/* ---- The way through.  */

static bool
enter_block (struct state *s, edge e)
{
  struct frame *f = top (s);
  f->came = e;
  f->block = e->dest;
  if (e->dest == EXIT_BLOCK_PTR_FOR_FN (f->fun)) {
    pass (s);
    return false;
  }
  /* PHIs read what was before all of them.  */
  auto_vec<struct value> values;
  for (gphi_iterator i = gsi_start_phis (e->dest); !gsi_end_p (i); gsi_next (&i))
    values.safe_push (operand (s, PHI_ARG_DEF_FROM_EDGE (i.phi (), e)));
  unsigned n = 0;
  for (gphi_iterator i = gsi_start_phis (e->dest); !gsi_end_p (i); gsi_next (&i))
    top (s)->names[SSA_NAME_VERSION (gimple_phi_result (i.phi ()))] = values[n++];
  top (s)->at = gsi_start_bb (e->dest);
  return true;
}

static bool
return_statement (struct state *s, greturn *stmt)
{
  tree result = gimple_return_retval (stmt);
  bool whole = result && !is_gimple_reg_type (TREE_TYPE (result));
  struct value v = result && !whole ? operand (s, result) : unknown (0);
  struct frame f = *top (s);
  struct place from;
  memset (&from, 0, sizeof from);
  if (whole)
    from = place_of (s, result);
  if (s->frames.length () == 1) {
    if (MAIN_NAME_P (DECL_NAME (f.node->decl)))
      end_with_status (s, stmt, v);
    else
      pass (s);
    return false;
  }
  s->frames.pop ();
  free (f.names);
  tree to = gimple_call_lhs (f.caller);
  if (to && whole) {
    struct place p = place_of (s, to);
    if (p.known && p.offset != OFFSET_UNKNOWN) {
      struct cell c = cell_at (from.known && from.offset != OFFSET_UNKNOWN ? CELL_COPY : CELL_UNKNOWN, p.region,
                               p.offset, bits_of (TREE_TYPE (to)));
      c.from = from.region;
      c.from_offset = from.offset;
      c.limit = s->cells.length ();
      log_cell (s, &c);
    }
  } else if (to && !define (s, to, v))
    return false;
  gsi_next (&top (s)->at);
  return true;
}

static bool
switch_statement (struct state *s, gswitch *stmt)
{
  struct value v = operand (s, gimple_switch_index (stmt));
  if (v.kind == VALUE_CONSTANT) {
    s->last_known = true;
    s->last_mask = v.mask;
    edge e = find_taken_edge (gimple_bb (stmt), v.constant);
    if (e)
      return enter_block (s, e);
  }
  s->touched |= v.mask;
  s->last_known = false;
  if (!may_choose (s, stmt) || pending->length () > PENDING_MAXIMUM) {
    give_up (s, "it has more paths than are followed");
    return false;
  }
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, gimple_bb (stmt)->succs)
  {
    struct state *other = copy_state (s);
    if (enter_block (other, e))
      pending->safe_push (other);
    else
      free_state (other);
  }
  return false;
}

/* One statement.  False if S has ended.  */
static bool
step (struct state *s)
{
  struct frame *f = top (s);
  if (gsi_end_p (f->at)) {
    edge e = find_fallthru_edge (f->block->succs);
    if (!e && single_succ_p (f->block))
      e = single_succ_edge (f->block);
    if (!e) {
      pass (s);
      return false;
    }
    return enter_block (s, e);
  }
  gimple *stmt = gsi_stmt (f->at);
  switch (gimple_code (stmt)) {
  case GIMPLE_ASSIGN: {
    tree to = gimple_assign_lhs (stmt), from = gimple_assign_rhs1 (stmt);
    if (gimple_assign_single_p (stmt) && !dereference (s, from))
      return false;
    if (!dereference (s, to))
      return false;
    if (!is_gimple_reg_type (TREE_TYPE (to)) || gimple_clobber_p (stmt)) {
      store_aggregate (s, to, from);
      gsi_next (&top (s)->at);
      return true;
    }
    struct outcomes o = assigned (s, as_a<gassign *> (stmt));
    return go_on (s, stmt, &o, to);
  }
  case GIMPLE_COND: {
    gcond *condition = as_a<gcond *> (stmt);
    struct outcomes o = compare (s, gimple_cond_code (condition), operand (s, gimple_cond_lhs (condition)),
                                 operand (s, gimple_cond_rhs (condition)), boolean_type_node);
    return go_on (s, stmt, &o, NULL_TREE);
  }
  case GIMPLE_CALL: return call_statement (s, as_a<gcall *> (stmt));
  case GIMPLE_RETURN: return return_statement (s, as_a<greturn *> (stmt));
  case GIMPLE_SWITCH: return switch_statement (s, as_a<gswitch *> (stmt));
  case GIMPLE_GOTO: give_up (s, "it has a computed goto"); return false;
  case GIMPLE_ASM: give_up (s, "it has assembly in it"); return false;
  default: gsi_next (&f->at); return true;
  }
}

static void
run_path (struct state *s)
{
  m->paths++;
  for (;;) {
    if (++steps > STEPS_MAXIMUM || m->paths > PATHS_MAXIMUM || s->cells.length () > CELLS_MAXIMUM) {
      give_up (s, "it is too long to be followed to its end");
      break;
    }
    if (!step (s))
      break;
  }
  free_state (s);
}

void
machine_run (struct machine *machine, cgraph_node *test, hash_set<tree> *failure_counters, bool skip, tree focus)
{
  m = machine;
  memset (m, 0, sizeof *m);
  m->calls = new auto_vec<struct call_site>;
  regions = new auto_vec<struct region>;
  pending = new auto_vec<struct state *>;
  counters = failure_counters;
  skipping = skip;
  focused = focus;
  steps = next_opaque = 0;
  next_serial = 0;
  struct state *s = new state;
  memset (s->sets, 0, sizeof s->sets);
  memset (s->bounded, 0, sizeof s->bounded);
  s->touched = s->last_mask = 0;
  s->last_known = false;
  s->last_callee = NULL_TREE;
  s->clobbered = s->skipped = 0;
  s->current = test->decl;
  if (push_frame (s, test, NULL))
    run_path (s);
  else
    free_state (s);
  while (!pending->is_empty ())
    run_path (pending->pop ());
  delete regions;
  delete pending;
}

void
machine_release (struct machine *machine)
{
  for (int i = 0; i < machine->symbols_count; i++) {
    accepting_release (&machine->symbols[i].all);
    accepting_release (&machine->symbols[i].accepts);
  }
  delete machine->calls;
}
