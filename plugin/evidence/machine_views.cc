/* What a function stores in an object that only other functions look into, as these show it: list_push (l, 5); assert (list_length (l) == 1).

   The result of such an observer is a *view* of the object.  In a run with the observer in focus each call of it is a constant of its own, the same only for the
   same arguments as long as nothing happened to what they lead to.  What happened is kept for each object: which functions were called that may have changed it,
   in their order.  If between the moments at which a view was asked for no function but F got hold of the object, and no one constant passes at all of them, then F is no
   function that stores nothing; and what passes after its calls says what it stores.  Whether the observers store nothing themselves only their own unit's
   record tells, so that is left to the command.

   When in doubt something has happened, and nobody knows by whom.  Here the run is followed; machine_views_search.cc says what comes of it.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "machine_views_private.h"
#include "subjects.h"

auto_vec<struct happening> *happenings;
auto_vec<struct moment *> *moments;

void
views_start (void)
{
  struct happening beginning = { 0, NULL_TREE, -1, false, 0, 0 };
  if (!happenings) {
    happenings = new auto_vec<struct happening>;
    moments = new auto_vec<struct moment *>;
  }
  happenings->truncate (0);
  happenings->safe_push (beginning);
  while (!moments->is_empty ())
    delete moments->pop ();
}

/* ---- Objects.  */

/* The place of the object that V leads to in S, or -1.  */
static int
find_object (const struct state *s, const struct value *v)
{
  for (unsigned i = 0; i < s->objects.length (); i++) {
    const struct object *o = &s->objects[i];
    if (v->kind == VALUE_ADDRESS ? o->region == v->region : o->region < 0 && o->opaque == v->opaque)
      return (int) i;
  }
  return -1;
}

static bool
is_constant_memory (int region)
{
  tree decl = (*run.regions)[region].decl;
  return decl && (TREE_CODE (decl) == STRING_CST || TREE_CODE (decl) == FUNCTION_DECL || TREE_READONLY (decl));
}

/* The same; one that was not known becomes known, STRANGER if nobody knows where the pointer comes from.  -1 if V leads to none.  */
static int
object_of (struct state *s, const struct value *v, bool stranger)
{
  bool is_object = v->kind == VALUE_ADDRESS ? !is_constant_memory (v->region) : v->kind == VALUE_UNKNOWN && v->opaque;
  if (!is_object)
    return -1;
  int found = find_object (s, v);
  if (found >= 0)
    return found;
  if (v->kind == VALUE_ADDRESS) {
    /* What others may see or have made: a global, a fixture and what it leads to.  */
    const struct region *r = &(*run.regions)[v->region];
    stranger = r->outside || r->shared || r->depth == DEPTH_GIVEN || (r->source && r->ordinal > 0);
  }
  struct object o = { v->kind == VALUE_ADDRESS ? v->region : -1, v->kind == VALUE_ADDRESS ? 0 : v->opaque,
                      s->objects.length (), s->forgot, stranger };
  s->objects.safe_push (o);
  return (int) s->objects.length () - 1;
}

static void
connect (struct state *s, unsigned a, unsigned b)
{
  unsigned from = MAX (s->objects[a].class_, s->objects[b].class_),
           to = MIN (s->objects[a].class_, s->objects[b].class_);
  for (unsigned i = 0; i < s->objects.length (); i++)
    if (s->objects[i].class_ == from)
      s->objects[i].class_ = to;
}

/* Whether a function that is given A may change B.  Two of the test's own variables are never the same, and of what functions gave nobody knows.  */
static bool
may_reach (const struct object *a, const struct object *b)
{
  if (a->class_ == b->class_ || a->stranger || b->stranger)
    return true;
  return a->region < 0 && b->region < 0;
}

/* The history that BEFORE becomes.  */
static unsigned
history_after (unsigned before, tree callee, int argument, bool by_record)
{
  for (unsigned i = (*happenings)[before].first; i; i = (*happenings)[i].next) {
    const struct happening *h = &(*happenings)[i];
    if (h->callee == callee && h->argument == argument && h->by_record == by_record)
      return i;
  }
  struct happening h = { before, callee, argument, by_record, 0, (*happenings)[before].first };
  (*happenings)[before].first = happenings->length ();
  happenings->safe_push (h);
  return happenings->length () - 1;
}

static void
happen (struct object *o, tree callee, int argument, bool by_record)
{
  o->history = history_after (o->history, callee, argument, by_record);
}

void
views_forget (struct state *s)
{
  if (!run.views)
    return;
  /* From here on all have one history, which leads back to nothing.  */
  s->forgot = history_after (s->forgot, NULL_TREE, -1, false);
  for (unsigned i = 0; i < s->objects.length (); i++)
    s->objects[i].history = s->forgot;
}

/* Something nobody knows happened to what object AT may lead to.  */
static void
forget_object (struct state *s, unsigned at)
{
  struct object one = s->objects[at];
  for (unsigned i = 0; i < s->objects.length (); i++)
    if (may_reach (&one, &s->objects[i]))
      happen (&s->objects[i], NULL_TREE, -1, false);
}

void
views_store (struct state *s, const struct place *p)
{
  if (!run.views)
    return;
  if (!p->known || (*run.regions)[p->region].symbol >= 0 || (*run.regions)[p->region].outside) {
    views_forget (s);
    return;
  }
  /* A pointer of which nobody knows where it comes from may lead to what others can see.  */
  struct value v = address (p->region, 0);
  int at = find_object (s, &v);
  if (at >= 0)
    forget_object (s, (unsigned) at);
}

/* ---- Calls.  */

struct given {
  int object;  /* or -1 */
  bool stores; /* by its declaration, the function may store there */
  bool function;
};

/* Whether a function may store through its parameter of TYPE.  */
static bool
is_given_away (tree type)
{
  return POINTER_TYPE_P (type) && !TYPE_READONLY (TREE_TYPE (type)) && TREE_CODE (TREE_TYPE (type)) != FUNCTION_TYPE;
}

/* So deep is followed what a variable that is given away leads to.  */
#define HELD_MAXIMUM 4

/* Whether the initial value of DECL leads to something that may change.  */
static bool
leads_by_initial (tree decl)
{
  varpool_node *node = decl && VAR_P (decl) && is_global_var (decl) ? varpool_node::get (decl) : NULL;
  struct ipa_ref *reference;
  for (unsigned i = 0; node && node->iterate_reference (i, reference); i++)
    if (!is_a<varpool_node *> (reference->referred) || !TREE_READONLY (reference->referred->decl))
      return true;
  return false;
}

/* Objects to which pointers in REGION, the object AT, lead are of one class with it.  False if something in it may lead anywhere.  */
static bool
connect_held (struct state *s, int region, unsigned at, unsigned depth)
{
  const struct memory *memory = memory_of (s, region);
  bool clear = depth < HELD_MAXIMUM && !leads_by_initial ((*run.regions)[region].decl);
  for (unsigned i = 0; clear && memory && i < memory->cells.length (); i++) {
    const struct cell *c = &memory->cells[i];
    if (c->kind == CELL_INITIAL && c->from >= 0)
      clear = !leads_by_initial ((*run.regions)[c->from].decl);
    if (c->kind != CELL_VALUE)
      continue;
    struct value v = c->value;
    bool pointer = v.kind == VALUE_ADDRESS && !is_constant_memory (v.region);
    int held = pointer ? object_of (s, &v, true) : v.kind == VALUE_UNKNOWN && v.opaque ? find_object (s, &v) : -1;
    /* What F or others made of it nobody knows.  */
    clear &= v.kind != VALUE_SYMBOL || !POINTER_TYPE_P (run.m->symbols[v.symbol].type);
    if (held < 0 || s->objects[held].class_ == s->objects[at].class_)
      continue;
    connect (s, at, (unsigned) held);
    if (pointer)
      clear &= connect_held (s, v.region, (unsigned) held, depth + 1);
  }
  return clear;
}

/* What CALL gives to CALLEE; false if something in it may lead anywhere.  */
static bool
list_given (struct state *s, gcall *call, tree callee, auto_vec<struct given> *list)
{
  tree parameter = callee ? TYPE_ARG_TYPES (TREE_TYPE (callee)) : NULL_TREE;
  bool clear = true;
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    tree given = gimple_call_arg (call, i), type = TREE_TYPE (given);
    if (parameter && !VOID_TYPE_P (TREE_VALUE (parameter)))
      type = TREE_VALUE (parameter);
    parameter = parameter ? TREE_CHAIN (parameter) : NULL_TREE;
    struct given g = { -1, is_given_away (type), false };
    if (!is_gimple_reg_type (TREE_TYPE (given)))
      clear = false;
    else if (POINTER_TYPE_P (TREE_TYPE (given))) {
      struct value v = operand (s, given);
      g.function = TREE_CODE (TREE_TYPE (TREE_TYPE (given))) == FUNCTION_TYPE;
      g.object = object_of (s, &v, true);
      bool constant = v.kind == VALUE_CONSTANT || (v.kind == VALUE_ADDRESS && is_constant_memory (v.region));
      clear &= g.object >= 0 || constant;
      if (g.object >= 0 && v.kind == VALUE_ADDRESS)
        clear &= connect_held (s, v.region, (unsigned) g.object, 0);
    }
    list->safe_push (g);
  }
  return clear;
}

/* What CALLEE may do to what it was given happens to all that may be reached from there.  */
static void
happen_by_call (struct state *s, tree callee, const auto_vec<struct given> *list, bool gives)
{
  auto_vec<struct object> before;
  before.safe_splice (s->objects);
  for (unsigned i = 0; i < s->objects.length (); i++) {
    int argument = -1;
    bool stores = false, looks = false;
    /* What is declared const is not, behind the pointers in it.  */
    bool behind = false;
    for (unsigned k = 0; k < list->length (); k++) {
      const struct given *g = &(*list)[k];
      if (g->object < 0)
        continue;
      bool itself = (unsigned) g->object == i;
      if (itself && g->stores && argument < 0)
        argument = (int) k;
      stores |= g->stores && may_reach (&before[g->object], &before[i]);
      looks |= itself;
      behind |= !itself && before[g->object].class_ == before[i].class_;
    }
    if (stores || looks || behind)
      happen (&s->objects[i], callee, argument, stores || behind || !gives);
  }
}

int
views_call (struct state *s, gcall *call, tree callee)
{
  if (!run.views)
    return -1;
  /* Of a run that only finds out who may show something.  */
  if (!run.focused && gimple_call_num_args (call) && is_gimple_reg_type (gimple_call_return_type (call)))
    views_number (s, call);
  auto_vec<struct given> given;
  bool clear = list_given (s, call, callee, &given), stores = false, function = false;
  tree type = gimple_call_return_type (call), to = gimple_call_lhs (call);
  int first = -1;
  for (unsigned i = 0; i < given.length (); i++) {
    function |= given[i].function;
    stores |= given[i].object >= 0 && given[i].stores;
    first = first < 0 ? given[i].object : first;
  }
  /* What is given nothing and makes no object is called for what it does elsewhere.  */
  bool makes = to && POINTER_TYPE_P (type);
  if (callee == run.focused || (gimple_call_flags (call) & (ECF_CONST | ECF_PURE)))
    ;
  else if (!clear || function || (first < 0 && !makes))
    views_forget (s);
  else if (first >= 0)
    happen_by_call (s, callee, &given, !VOID_TYPE_P (type));
  /* It may keep one behind the other, or give what lies behind it.  */
  for (unsigned i = 0; i < given.length () && (stores || POINTER_TYPE_P (type)); i++)
    if (given[i].object >= 0)
      connect (s, (unsigned) first, (unsigned) given[i].object);
  return first;
}

void
views_result (struct state *s, gcall *call, int given, const struct value *result)
{
  int made = run.views && POINTER_TYPE_P (gimple_call_return_type (call)) ? object_of (s, result, false) : -1;
  if (made >= 0 && given >= 0)
    connect (s, (unsigned) made, (unsigned) given);
}

/* Whether DECL, a function of the C library, may wait for what other threads or processes do, or run other functions.  */
static bool
is_plain (tree decl)
{
  return fndecl_built_in_p (decl) && !strstr (linkage_name (decl), "scanf") && !strstr (linkage_name (decl), "fork");
}

static bool
is_stream (tree type)
{
  tree name = POINTER_TYPE_P (type) ? TYPE_NAME (TYPE_MAIN_VARIANT (TREE_TYPE (type))) : NULL_TREE;
  if (name && TREE_CODE (name) == TYPE_DECL)
    name = DECL_NAME (name);
  return name && (!strcmp (IDENTIFIER_POINTER (name), "_IO_FILE") || !strcmp (IDENTIFIER_POINTER (name), "FILE"));
}

void
views_system_call (struct state *s, gcall *call, tree callee)
{
  if (!run.views || (gimple_call_flags (call) & (ECF_CONST | ECF_PURE)))
    return;
  if (!is_plain (callee)) {
    views_forget (s);
    return;
  }
  tree parameter = TYPE_ARG_TYPES (TREE_TYPE (callee));
  for (unsigned i = 0; i < gimple_call_num_args (call);
       i++, parameter = parameter ? TREE_CHAIN (parameter) : NULL_TREE) {
    /* What is printed.  */
    if (!parameter || !is_given_away (TREE_VALUE (parameter)) || is_stream (TREE_VALUE (parameter)))
      continue;
    struct value v = argument (s, call, i + 1);
    if (v.kind == VALUE_CONSTANT)
      continue;
    int at = object_of (s, &v, true);
    if (at < 0)
      views_forget (s);
    else
      forget_object (s, (unsigned) at);
  }
}

/* A pointer that is not known is the same one when it is read again.  */
void
views_loaded (struct state *s, const struct place *p, HOST_WIDE_INT size, tree type, const struct value *v)
{
  if (!run.views || !POINTER_TYPE_P (type) || v->kind != VALUE_UNKNOWN || !v->opaque || !p->known
      || p->offset == OFFSET_UNKNOWN || size <= 0 || (*run.regions)[p->region].symbol >= 0
      || (*run.regions)[p->region].outside || (*run.regions)[p->region].shared || is_constant_memory (p->region))
    return;
  struct cell c = cell_at (CELL_VALUE, p->offset, size);
  c.value = *v;
  add_cell (s, p->region, &c);
}

/* ---- Moments.  */

/* The text that V leads to, if it is a literal; or NULL.  */
static tree
literal_of (const struct value *v)
{
  tree decl = v->kind == VALUE_ADDRESS && v->offset == 0 ? (*run.regions)[v->region].decl : NULL_TREE;
  return decl && TREE_CODE (decl) == STRING_CST ? decl : NULL_TREE;
}

static bool
is_same_text (tree one, tree other)
{
  return TREE_STRING_LENGTH (one) == TREE_STRING_LENGTH (other)
         && memcmp (TREE_STRING_POINTER (one), TREE_STRING_POINTER (other), (size_t) TREE_STRING_LENGTH (one)) == 0;
}

bool
has_same_arguments (const struct moment *a, const struct moment *b)
{
  bool same = a->observer == b->observer && a->arguments.length () == b->arguments.length ();
  for (unsigned i = 0; same && i < a->arguments.length (); i++)
    same = a->literals[i] && b->literals[i] ? is_same_text (a->literals[i], b->literals[i])
                                            : is_same_value (&a->arguments[i], &b->arguments[i]);
  return same;
}

unsigned
views_number (struct state *s, gcall *call)
{
  struct moment *made = new moment;
  made->observer = gimple_call_fndecl (call);
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    tree given = gimple_call_arg (call, i);
    struct value v = is_gimple_reg_type (TREE_TYPE (given)) ? operand (s, given) : unknown (0);
    int at = POINTER_TYPE_P (TREE_TYPE (given)) ? object_of (s, &v, true) : -1;
    made->arguments.safe_push (v);
    made->literals.safe_push (literal_of (&v));
    made->histories.safe_push (at >= 0 ? s->objects[at].history : 0);
  }
  for (unsigned n = 0; n < moments->length (); n++) {
    const struct moment *other = (*moments)[n];
    bool same = has_same_arguments (other, made);
    for (unsigned i = 0; same && i < made->histories.length (); i++)
      same = other->histories[i] == made->histories[i];
    if (same) {
      delete made;
      return n;
    }
  }
  moments->safe_push (made);
  return moments->length () - 1;
}
