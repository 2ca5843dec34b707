/* What others left where the function in focus stores nothing: parse ("10", &p); advance (&p, 0); assert (p.x == 10).

   A function that changes what another one had made is passed over by a run in which it stores nothing, and what is expected may be what the other one
   left.  What that is the test does not tell.  So what others give is a symbol there, one for each call, and so is what they store; but of that only
   what they may have from somewhere is thought of: 0, and numbers and texts that they, or others before them, were given.  What the C library's functions make of a file, of
   the time, or of "0x10", may be anything.  See machine_private.h.  */
#include "gcc-compat.h"

#include "strbuf.h"

#include "machine_private.h"
#include "subjects.h"

/* No more calls are told apart, and no more numbers of one kept.  */
#define CALLS_MAXIMUM 1000
#define NUMBERS_MAXIMUM 64

/* What a call was given, and which one came before it on the same way, from 1; 0: none.  */
struct earlier_call {
  unsigned before;
  vec<long double> numbers;
  vec<char *> texts;
};

static auto_vec<struct earlier_call> *calls;

void
earlier_start (void)
{
  if (!calls)
    calls = new auto_vec<struct earlier_call>;
  while (!calls->is_empty ()) {
    struct earlier_call c = calls->pop ();
    while (!c.texts.is_empty ())
      free (c.texts.pop ());
    c.texts.release ();
    c.numbers.release ();
  }
}

static void
add_number (struct earlier_call *c, long double n)
{
  if (c->numbers.length () < NUMBERS_MAXIMUM && !c->numbers.contains (n))
    c->numbers.safe_push (n);
}

static void
add_constant (struct earlier_call *c, tree t)
{
  long double n;
  if (tree_number (t, &n))
    add_number (c, n);
}

/* TEXT, as a whole, by words, and the numbers in it.  */
static void
add_text (struct earlier_call *c, const char *text)
{
  static const char separators[] = " \t\r\n,;:=/|.-+()[]{}<>\"'";
  c->texts.safe_push (xstrdup (text));
  add_number (c, (long double) strlen (text));
  for (const char *at = text; *at && c->numbers.length () < NUMBERS_MAXIMUM;) {
    size_t length = strcspn (at, separators);
    add_number (c, (unsigned char) *at);
    char *end;
    double n = strtod (at, &end);
    if (end != at) {
      add_number (c, n);
      add_number (c, -n);
      add_number (c, (long double) strtol (at, NULL, 0));
      add_number (c, (long double) strtol (at, NULL, 10));
    }
    if (length && length < strlen (text))
      c->texts.safe_push (xstrndup (at, length));
    at += length + (at[length] != '\0');
  }
}

/* The numbers in INITIAL, what a variable holds at first.  */
static void
add_initial (struct earlier_call *c, tree initial, unsigned depth)
{
  tree value;
  unsigned HOST_WIDE_INT i;
  if (!initial || initial == error_mark_node)
    return;
  add_constant (c, initial);
  if (TREE_CODE (initial) == CONSTRUCTOR && depth > 0)
    FOR_EACH_CONSTRUCTOR_VALUE (CONSTRUCTOR_ELTS (initial), i, value)
  add_initial (c, value, depth - 1);
}

/* What V leads to.  */
static void
add_content (struct state *s, struct earlier_call *c, const struct value *v, unsigned depth)
{
  struct strbuf text = STRBUF_INIT;
  const struct region *r = &(*run.regions)[v->region];
  const struct memory *memory = memory_of (s, v->region);
  if (known_text (s, v, &text))
    add_text (c, strbuf_text (&text));
  strbuf_release (&text);
  if (r->decl && VAR_P (r->decl))
    add_initial (c, DECL_INITIAL (r->decl), 3);
  for (unsigned i = 0; memory && i < memory->cells.length (); i++) {
    struct cell cell = memory->cells[i];
    if (cell.kind == CELL_VALUE && cell.value.kind == VALUE_CONSTANT)
      add_constant (c, cell.value.constant);
    else if (cell.kind == CELL_VALUE && cell.value.kind == VALUE_ADDRESS && depth > 0)
      add_content (s, c, &cell.value, depth - 1);
    else if (cell.kind == CELL_INITIAL && (*run.regions)[cell.from].decl && VAR_P ((*run.regions)[cell.from].decl))
      add_initial (c, DECL_INITIAL ((*run.regions)[cell.from].decl), 3);
    memory = memory_of (s, v->region);
  }
}

unsigned
earlier_number (struct state *s, gcall *call, tree callee)
{
  if (!run.idle || callee == run.focused || calls->length () == CALLS_MAXIMUM)
    return 0;
  struct earlier_call c = { s->earlier, vNULL, vNULL };
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    tree t = gimple_call_arg (call, i);
    struct value v = unknown (0);
    if (is_gimple_reg_type (TREE_TYPE (t)))
      v = operand (s, t);
    else {
      struct place p = place_of (s, t);
      if (p.known && p.offset != OFFSET_UNKNOWN)
        v = address (p.region, p.offset);
    }
    if (v.kind == VALUE_CONSTANT)
      add_constant (&c, v.constant);
    else if (v.kind == VALUE_ADDRESS && v.offset != OFFSET_UNKNOWN)
      add_content (s, &c, &v, 2);
  }
  calls->safe_push (c);
  return s->earlier = calls->length ();
}

bool
earlier_library_gives (gcall *call, const char *name)
{
  /* By chance, it gives no number that somebody expects.  */
  static const char *const by_chance[] = { "rand",    "rand_r",  "random",  "drand48",   "lrand48",
                                           "mrand48", "erand48", "nrand48", "getrandom", "arc4random" };
  tree type = gimple_call_return_type (call);
  for (const char *chance : by_chance)
    if (strcmp (name, chance) == 0)
      return false;
  return INTEGRAL_TYPE_P (type) || SCALAR_FLOAT_TYPE_P (type);
}

bool
earlier_fills (struct state *s, gcall *call, unsigned from_one, const struct value *to)
{
  tree callee = gimple_call_fndecl (call), type = TREE_TYPE (gimple_call_arg (call, from_one - 1));
  if (!run.idle || to->kind != VALUE_ADDRESS || to->offset == OFFSET_UNKNOWN || !POINTER_TYPE_P (type))
    return false;
  unsigned number = earlier_number (s, call, callee);
  if (number)
    add_alike_output (s, callee, to->region, to->offset, TREE_TYPE (type), from_one - 1 + ARGUMENTS_OF_CALL * number);
  return number > 0;
}

bool
earlier_is_of_other (tree callee)
{
  return run.idle && callee && callee != run.focused;
}

/* Whether a number of TYPE may be N.  */
static bool
may_be (tree type, long double n)
{
  struct accepting all = all_of (type);
  bool may = all.is_real;
  for (size_t i = 0; i < all.intervals_count && !may; i++)
    may = n >= all.intervals[i].low && n <= all.intervals[i].high && n == __builtin_floorl (n);
  accepting_release (&all);
  return may;
}

bool
earlier_is_of (const struct symbol *y, unsigned argument)
{
  return earlier_is_of_other (y->callee) && y->kind == OUTPUT_ARGUMENT && argument & ARGUMENT_GIVEN_ON
         && y->argument == (argument & ~ARGUMENT_GIVEN_ON);
}

void
earlier_limit (struct symbol *y)
{
  bool text = y->size < 0 && y->parent < 0;
  if (!earlier_is_of_other (y->callee) || y->kind != OUTPUT_ARGUMENT || !(y->argument & ARGUMENT_GIVEN_ON)
      || y->parent >= 0 || is_system (y->callee)
      || (POINTER_TYPE_P (y->type) ? !text : !INTEGRAL_TYPE_P (y->type) && !SCALAR_FLOAT_TYPE_P (y->type)))
    return;
  struct accepting set = text ? accepting_text ("") : accepting_number (0, y->all.is_real);
  for (unsigned n = y->argument / ARGUMENTS_OF_CALL; n; n = (*calls)[n - 1].before) {
    const struct earlier_call *c = &(*calls)[n - 1];
    for (unsigned i = 0; i < c->texts.length () && text; i++) {
      struct accepting one = accepting_text (c->texts[i]);
      accepting_unite (&set, &one);
      accepting_release (&one);
    }
    for (unsigned i = 0; i < c->numbers.length () && !text; i++)
      if (may_be (y->type, c->numbers[i])) {
        struct accepting one = accepting_number (c->numbers[i], y->all.is_real);
        accepting_unite (&set, &one);
        accepting_release (&one);
      }
  }
  accepting_release (&y->all);
  y->all = set;
}
