/* Deaths that a test of GoogleTest expects: EXPECT_DEATH (check (NULL), ""), EXPECT_EXIT.

   What is to end the process runs in a child (machine_processes.cc): where DeathTest::AssumeRole is called the way goes on there first, and where that calls
   DeathTest::Abort, nothing has ended it.  The parent asks DeathTest::Passed.  By which status or signal it is to end is not asked: a function that is replaced
   by a constant comes back.  See machine_private.h.  */
#include "gcc-compat.h"

#include "observe/cplusplus.h"
#include "machine_private.h"
#include "subjects.h"

/* How a process ends that is told so because nothing else ended it: no status that there is.  */
#define CAME_BACK 0x10000

#define CLASS "_ZN7testing8internal9DeathTest"

enum death_kind { DEATH_NONE, DEATH_CREATE, DEATH_ROLE, DEATH_WAIT, DEATH_PASSED, DEATH_ABORT };

static enum death_kind
death_kind (const char *name)
{
  static const char *const names[] = { "6CreateE", "10AssumeRoleE", "4WaitE", "6PassedE", "5AbortE" };
  if (strncmp (name, CLASS, strlen (CLASS)) != 0)
    return DEATH_NONE;
  for (unsigned i = 0; i < ARRAY_SIZE (names); i++)
    if (strncmp (name + strlen (CLASS), names[i], strlen (names[i])) == 0)
      return (enum death_kind) (i + 1);
  return DEATH_NONE;
}

static enum death_kind
kind_of (gcall *call)
{
  tree callee = gimple_call_fndecl (call), pointer = gimple_call_fn (call);
  if (!callee && pointer)
    callee = virtual_method (pointer);
  return callee ? death_kind (linkage_name (callee)) : DEATH_NONE;
}

bool
death_begins (gcall *call)
{
  return kind_of (call) == DEATH_ROLE;
}

/* CALL makes the object that knows of the child.  */
static void
make_object (struct state *s, gcall *call)
{
  struct value to = argument (s, call, gimple_call_num_args (call));
  if (to.kind != VALUE_ADDRESS || to.offset == OFFSET_UNKNOWN)
    return;
  struct cell c = cell_at (CELL_VALUE, to.offset, POINTER_SIZE);
  c.value = unknown (0);
  c.value.not_zero = true;
  add_cell (s, to.region, &c);
}

bool
call_death (struct state *s, gcall *call, bool *alive)
{
  enum death_kind kind = lang_GNU_CXX () ? kind_of (call) : DEATH_NONE;
  tree to = gimple_call_lhs (call);
  struct outcomes o = one (unknown (0));
  switch (kind) {
  case DEATH_NONE: return false;
  case DEATH_CREATE:
    make_object (s, call);
    o = one (number (boolean_type_node, 1, 0));
    break;
  case DEATH_ROLE:
    become_child (s);
    /* EXECUTE_TEST.  */
    o = one (number (to ? TREE_TYPE (to) : integer_type_node, 1, 0));
    break;
  case DEATH_WAIT: s->children -= s->children > 0; break;
  case DEATH_PASSED: {
    const struct value *status = &s->status;
    HOST_WIDE_INT ending;
    bool known = known_number (status, &ending);
    o = known ? one (number (boolean_type_node, ending != CAME_BACK, status->mask))
              : either (boolean_type_node, status->mask);
    break;
  }
  case DEATH_ABORT:
    if (!s->parent) {
      pass (s);
      *alive = false;
      return true;
    }
    for (unsigned i = 0; run.surveying && s->focus_called_here && i < run.m->calls->length (); i++)
      (*run.m->calls)[i].matters = true;
    child_over (s, number (integer_type_node, CAME_BACK, 0));
    *alive = false;
    return true;
  }
  *alive = go_on (s, call, &o, to);
  return true;
}
