/* fork and wait: what a child process does becomes the status that its parent asks for.  See machine_private.h.

   A test that forks is followed in the child first.  Where that ends, well or not, the same way goes on in the parent, from a copy of what stood there,
   knowing what the child came to know of the function's outputs; what the child stored is gone.  fork is taken to succeed, and so is daemon, whose parent
   ends well at once, and what puts another program in the place of this one.  */
#include "gcc-compat.h"

#include <sys/wait.h>

#include "machine_private.h"
#include "subjects.h"

/* What the parent gets from fork.  */
#define PROCESS_NUMBER 4242

/* How a process ends that fails without a status of its own.  */
#define KILLED_STATUS 6

struct snapshot *
share_snapshot (struct snapshot *parent)
{
  if (parent)
    parent->references++;
  return parent;
}

void
release_snapshot (struct snapshot *parent)
{
  if (!parent || --parent->references)
    return;
  free_state (parent->state);
  free (parent);
}

/* That a constant comes back from where the function would have ended the process.  */
static uint64_t
mask_of_ending (struct state *s)
{
  if (!s->focus_called_here || run.surveying || s->unsure)
    return 0;
  int symbol = find_symbol (s, run.focused, OUTPUT_ENDING, 0, NULL_TREE, -1, 0, 1, boolean_type_node);
  return symbol >= 0 ? (uint64_t) 1 << symbol : 0;
}

void
child_over (struct state *s, struct value status)
{
  status.mask |= s->touched | s->last_mask | s->unsure_mask | mask_of_ending (s);
  s->ending = s->unsure ? unknown (status.mask) : status;
  s->over = true;
}

void
child_passed (struct state *s)
{
  child_over (s, unknown (0));
}

void
child_failed (struct state *s)
{
  child_over (s, number (integer_type_node, KILLED_STATUS, 0));
}

void
child_exited (struct state *s, struct value status)
{
  if (status.kind == VALUE_CONSTANT && TREE_CODE (status.constant) == INTEGER_CST)
    status = number (integer_type_node, (HOST_WIDE_INT) (wi::to_wide (status.constant).ulow () % 256 * 256),
                     status.mask);
  else
    status = unknown (status.mask);
  child_over (s, status);
}

bool
resume_parent (struct state **way)
{
  struct state *child = *way, *s = copy_state (child->parent->state);
  gcall *fork = as_a<gcall *> (gsi_stmt (top (s)->at));
  *way = s;
  for (int i = 0; i < run.m->symbols_count; i++) {
    /* The child began with what the parent knew.  */
    struct bound *known = s->bounds[i];
    s->bounds[i] = child->bounds[i];
    child->bounds[i] = known;
  }
  s->facts.truncate (0);
  s->facts.safe_splice (child->facts);
  s->choices.truncate (0);
  s->choices.safe_splice (child->choices);
  s->touched |= child->touched;
  s->doubted |= child->doubted;
  s->came_to.truncate (0);
  s->came_to.safe_splice (child->came_to);
  s->filed |= child->filed;
  s->abroad |= child->abroad;
  s->tired |= child->tired;
  s->empty |= child->empty;
  s->results = child->results;
  s->earlier = child->earlier;
  s->epoch++;
  /* Whose status it is that comes first nobody tells.  */
  s->status = s->children++ ? unknown (s->status.mask | child->ending.mask) : child->ending;
  free_state (child);
  tree to = gimple_call_lhs (fork), callee = gimple_call_fndecl (fork);
  if (callee && process_kind (linkage_name (callee)) == PROCESS_DAEMON) {
    /* Nobody waits for the child, whatever becomes of it.  */
    end_with_status (s, number (integer_type_node, 0, 0));
    return false;
  }
  if (to && !define (s, to, number (TREE_TYPE (to), death_begins (fork) ? 0 : PROCESS_NUMBER, 0)))
    return false;
  gsi_next (&top (s)->at);
  return true;
}

/* Whether CALL, of a function of the wait family whose third argument is a set of options, may come back before the child is over.  */
static bool
may_not_wait (gcall *call)
{
  tree options = gimple_call_num_args (call) > 2 ? gimple_call_arg (call, 2) : NULL_TREE;
  return options && !(TREE_CODE (options) == INTEGER_CST && !(wi::to_wide (options).ulow () & WNOHANG));
}

/* CALL of a function of the wait family: its status goes where the argument N, from 1, leads to.  */
static bool
wait_for_child (struct state *s, gcall *call, unsigned n)
{
  struct value v = argument (s, call, n);
  tree to = gimple_call_lhs (call);
  if (n == 2 && may_not_wait (call)) {
    if (v.kind == VALUE_ADDRESS)
      forget_region (s, v.region, s->status.mask);
    else if (!is_zero (&v))
      forget_all (s);
    s->status = unknown (s->status.mask);
    struct outcomes any = one (unknown (s->status.mask));
    return go_on (s, call, &any, to);
  }
  if (v.kind == VALUE_ADDRESS && v.offset != OFFSET_UNKNOWN) {
    struct cell c = cell_at (CELL_VALUE, v.offset, TYPE_PRECISION (integer_type_node));
    c.value = s->status;
    add_cell (s, v.region, &c);
  } else if (!is_zero (&v))
    forget_all (s);
  s->children--;
  struct outcomes o = one (to ? number (TREE_TYPE (to), PROCESS_NUMBER, 0) : unknown (0));
  return go_on (s, call, &o, to);
}

enum process_kind
process_kind (const char *name)
{
  static const char *const replacing[] = { "execl", "execlp", "execle", "execv", "execvp", "execve", "execvpe" };
  for (const char *other : replacing)
    if (strcmp (name, other) == 0)
      return PROCESS_REPLACE;
  static const struct {
    const char *name;
    enum process_kind kind;
  } known[] = { { "fork", PROCESS_FORK },  { "vfork", PROCESS_FORK },       { "wait", PROCESS_WAIT },
                { "wait3", PROCESS_WAIT }, { "waitpid", PROCESS_WAIT_FOR }, { "wait4", PROCESS_WAIT_FOR },
                { "kill", PROCESS_KILL },  { "daemon", PROCESS_DAEMON } };
  for (size_t i = 0; i < ARRAY_SIZE (known); i++)
    if (strcmp (name, known[i].name) == 0)
      return known[i].kind;
  return PROCESS_NONE;
}

void
become_child (struct state *s)
{
  struct snapshot *parent = XNEW (struct snapshot);
  parent->references = 1;
  parent->state = copy_state (s);
  release_snapshot (s->parent);
  s->parent = parent;
  s->children = 0;
  s->unsure = s->focus_called_here = false;
  s->unsure_mask = 0;
}

bool
call_process (struct state *s, gcall *call, enum process_kind kind, bool *alive)
{
  struct outcomes o = one (number (integer_type_node, 0, 0));
  switch (kind) {
  case PROCESS_FORK:
  case PROCESS_DAEMON:
    become_child (s);
    *alive = go_on (s, call, &o, gimple_call_lhs (call));
    return true;
  case PROCESS_WAIT:
  case PROCESS_WAIT_FOR:
    if (!s->children)
      return false;
    *alive = wait_for_child (s, call, kind == PROCESS_WAIT ? 1 : 2);
    return true;
  case PROCESS_REPLACE:
    /* Whatever comes of the other program.  */
    pass (s);
    *alive = false;
    return true;
  case PROCESS_KILL: s->status = unknown (s->status.mask); return false;
  default: return false;
  }
}

bool
may_send_signal (const char *name)
{
  static const char *const senders[] = { "raise", "kill",      "killpg",    "tgkill",        "sigqueue", "pthread_kill",
                                         "alarm", "setitimer", "setrlimit", "timer_settime", "ualarm" };
  for (const char *sender : senders)
    if (strcmp (name, sender) == 0)
      return true;
  return false;
}

/* Whether T, which is read in its function's body, is that process itself.  */
static bool
is_own_process (tree t)
{
  gimple *stmt = TREE_CODE (t) == SSA_NAME ? SSA_NAME_DEF_STMT (t) : NULL;
  tree callee = stmt && is_gimple_call (stmt) ? gimple_call_fndecl (stmt) : NULL_TREE;
  return integer_zerop (t) || (callee && strcmp (linkage_name (callee), "getpid") == 0);
}

/* S may end well here.  */
static void
pass_aside (struct state *s)
{
  if (s->parent) {
    s->unsure = true;
    return;
  }
  struct state *other = copy_state (s);
  pass (other);
  free_state (other);
}

/* Whether NAME waits for a signal, or for time to pass, in which one may come.  */
static bool
awaits_signal (const struct state *s, const char *name)
{
  return strcmp (name, "pause") == 0 || strcmp (name, "sigsuspend") == 0
         || (s->handled >> 14 & 1 && (strcmp (name, "sleep") == 0 || strcmp (name, "usleep") == 0)); /* SIGALRM */
}

void
send_signal (struct state *s, gcall *call, const char *name)
{
  if (!s->handled)
    return;
  if (awaits_signal (s, name)) {
    pass_aside (s);
    return;
  }
  bool raises = strcmp (name, "raise") == 0;
  HOST_WIDE_INT signal;
  if (gimple_call_num_args (call) != (raises ? 1 : 2)
      || !(raises || (strcmp (name, "kill") == 0 && is_own_process (gimple_call_arg (call, 0)))))
    return;
  struct value v = argument (s, call, raises ? 1 : 2);
  if (known_number (&v, &signal) && (signal < 0 || signal > 63 || !(s->handled >> signal & 1)))
    return;
  pass_aside (s);
}

bool
crash_ends_well (const struct state *s)
{
  return !s->parent && (s->handled & ((uint64_t) 1 << 7 | (uint64_t) 1 << 11)); /* SIGBUS, SIGSEGV */
}

bool
fails_by_coming_back (struct state *s)
{
  for (unsigned i = 0; run.surveying && i < run.m->calls->length (); i++)
    (*run.m->calls)[i].matters = true;
  /* What something else decides about, or what else was called after it, may end it as well.  */
  if (run.surveying || !s->focus_called_here || s->unsure || s->touched)
    return false;
  int symbol = find_symbol (s, run.focused, OUTPUT_ENDING, 0, NULL_TREE, -1, 0, 1, boolean_type_node);
  run.m->failed++;
  if (symbol >= 0)
    run.m->symbols[symbol].asserted = true;
  return true;
}
