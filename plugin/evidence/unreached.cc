/* Assertions of a function that no way leads to.  See unreached.h.

   By structure alone: what follows a return, a jump or a call that does not return, up to the next label; and the branch of an
   `if` or the body of a loop that a constant switches off.  The compiler drops such code without a word before a graph
   of it is made, so it is looked for in the tree.  */
#include "gcc-compat.h"

#include "observe/cplusplus.h"
#include "strbuf.h"
#include "unreached.h"

struct search {
  bool (*is_assertion) (tree callee);
  bool (*is_failure) (tree callee);
  void (*visit) (location_t place, const char *reason, void *data);
  void *data;
};

static tree
find_goto_label (tree *node, int *, void *)
{
  return TREE_CODE (*node) == LABEL_EXPR ? *node : NULL_TREE;
}

/* The labels of a switch that stands within lead to it from its own head.  */
static tree
find_label (tree *node, int *walk_subtrees, void *)
{
  if (TREE_CODE (*node) == SWITCH_STMT) {
    *walk_subtrees = 0;
    return walk_tree_without_duplicates (node, find_goto_label, NULL);
  }
  return TREE_CODE (*node) == LABEL_EXPR || TREE_CODE (*node) == CASE_LABEL_EXPR ? *node : NULL_TREE;
}

static bool
has_label (tree t)
{
  return walk_tree_without_duplicates (&t, find_label, NULL) != NULL_TREE;
}

/* The function that T calls, whatever the language's front end writes that as; or NULL.  */
static tree
callee_of (tree t)
{
  tree fn = NULL_TREE;
  if (TREE_CODE (t) == CALL_EXPR) {
    tree callee = get_callee_fndecl (t);
    return callee || !CALL_EXPR_FN (t) ? callee : virtual_method (CALL_EXPR_FN (t));
  }
  if ((int) TREE_CODE (t) == AGGR_INIT_EXPR)
    fn = TREE_OPERAND (t, 1);
  if (fn && TREE_CODE (fn) == ADDR_EXPR)
    fn = TREE_OPERAND (fn, 0);
  return fn && TREE_CODE (fn) == FUNCTION_DECL ? fn : NULL_TREE;
}

/* ---- Assertions in what is never reached.  */

struct dead {
  const struct search *search;
  tree found;
};

static bool
may_decide (tree condition)
{
  tree inner = condition;
  while (CONVERT_EXPR_P (inner) || TREE_CODE (inner) == NON_LVALUE_EXPR)
    inner = TREE_OPERAND (inner, 0);
  return !CONSTANT_CLASS_P (inner);
}

/* A call that compares by itself, or a failure that a condition leads to.  A bare failure (`abort ()`, TEST_FAIL) says only that
   its place is not to be reached; so does that of an assertion that a constant decides (TEST_ASSERT_TRUE (1)).  */
static tree
find_assertion (tree *node, int *, void *data)
{
  struct dead *d = (struct dead *) data;
  tree t = *node;
  bool chooses = TREE_CODE (t) == COND_EXPR || (int) TREE_CODE (t) == IF_STMT;
  tree called = callee_of (t);
  if (called) {
    bool compares = DECL_NAME (called) && !TREE_THIS_VOLATILE (called) && d->search->is_assertion (called)
                    && !d->search->is_failure (called);
    return compares ? t : NULL_TREE;
  }
  if (!chooses)
    return NULL_TREE;
  if (!may_decide (TREE_OPERAND (t, 0)))
    return NULL_TREE;
  struct failing {
    static tree find (tree *inner, int *, void *search)
    {
      tree callee = callee_of (*inner);
      bool is = callee && DECL_NAME (callee) && ((const struct search *) search)->is_assertion (callee);
      return is ? *inner : NULL_TREE;
    }
  };
  for (int i = 1; i <= 2; i++)
    if (TREE_OPERAND (t, i)
        && walk_tree_without_duplicates (&TREE_OPERAND (t, i), failing::find, const_cast<struct search *> (d->search)))
      return t;
  return NULL_TREE;
}

static location_t
first_place (tree t)
{
  if (EXPR_HAS_LOCATION (t))
    return EXPR_LOCATION (t);
  for (int i = 0; EXPR_P (t) && i < TREE_OPERAND_LENGTH (t); i++)
    if (TREE_OPERAND (t, i) && EXPR_P (TREE_OPERAND (t, i))) {
      location_t place = first_place (TREE_OPERAND (t, i));
      if (place != UNKNOWN_LOCATION)
        return place;
    }
  return UNKNOWN_LOCATION;
}

/* T is never reached, because of WHY.  True if that was worth a word.  */
static bool
report (const struct search *s, tree t, const char *why)
{
  struct dead d = { s, NULL_TREE };
  tree found = walk_tree_without_duplicates (&t, find_assertion, &d);
  if (!found)
    return false;
  struct strbuf reason = STRBUF_INIT;
  strbuf_addf (&reason, "has an assertion that is never reached: it stands %s", why);
  s->visit (first_place (found), strbuf_text (&reason), s->data);
  strbuf_release (&reason);
  return true;
}

/* ---- Statements.  */

static void look (const struct search *s, tree t, struct strbuf *ends);

static void
look_at_list (const struct search *s, tree list, struct strbuf *ends)
{
  struct strbuf ended = STRBUF_INIT;
  bool reported = false;
  for (tree_stmt_iterator i = tsi_start (list); !tsi_end_p (i); tsi_next (&i)) {
    tree t = tsi_stmt (i);
    if (ended.length && has_label (t)) {
      strbuf_clear (&ended);
      reported = false;
    }
    if (!ended.length)
      look (s, t, &ended);
    else if (!reported)
      reported = report (s, t, strbuf_text (&ended));
  }
  if (ended.length && !ends->length)
    strbuf_add_text (ends, strbuf_text (&ended));
  strbuf_release (&ended);
}

static void
look_at_condition (const struct search *s, tree condition, tree then, tree other, struct strbuf *ends)
{
  struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
  bool never = integer_zerop (condition), always = TREE_CODE (condition) == INTEGER_CST && !never;
  /* In `assert`, the branch that fails is a bare failure, which is not reported.  */
  if (then && never && !has_label (then))
    report (s, then, "under a condition that is never true");
  else if (then)
    look (s, then, &first);
  if (other && always && !has_label (other))
    report (s, other, "under a condition that is never true");
  else if (other)
    look (s, other, &second);
  if (always && first.length)
    strbuf_add_text (ends, strbuf_text (&first));
  else if (never && second.length)
    strbuf_add_text (ends, strbuf_text (&second));
  else if (first.length && second.length)
    strbuf_add_text (ends, "after an if of which both branches end");
  strbuf_release (&first);
  strbuf_release (&second);
}

/* A loop's body; what ends it does not end what the loop stands in.  */
static void
look_at_body (const struct search *s, tree condition, tree body)
{
  struct strbuf ends = STRBUF_INIT;
  if (body && condition && integer_zerop (condition) && !has_label (body))
    report (s, body, "in a loop that never runs");
  else if (body)
    look (s, body, &ends);
  strbuf_release (&ends);
}

/* Looks at T, which is reached.  What ends it, if anything does, is added to ENDS.  */
static void
look (const struct search *s, tree t, struct strbuf *ends)
{
  switch ((int) TREE_CODE (t)) {
  case STATEMENT_LIST: look_at_list (s, t, ends); break;
  case BIND_EXPR:
    if (BIND_EXPR_BODY (t))
      look (s, BIND_EXPR_BODY (t), ends);
    break;
  case IF_STMT: look_at_condition (s, TREE_OPERAND (t, 0), TREE_OPERAND (t, 1), TREE_OPERAND (t, 2), ends); break;
  case TRY_BLOCK: {
    /* A handler may catch what does not come to the end.  */
    struct strbuf within = STRBUF_INIT;
    look (s, TREE_OPERAND (t, 0), &within);
    strbuf_release (&within);
    break;
  }
  case CLEANUP_STMT:
  case MUST_NOT_THROW_EXPR:
  case EXPR_STMT:
    if (TREE_OPERAND (t, 0))
      look (s, TREE_OPERAND (t, 0), ends);
    break;
  case COND_EXPR:
    if (VOID_TYPE_P (TREE_TYPE (t)))
      look_at_condition (s, TREE_OPERAND (t, 0), TREE_OPERAND (t, 1), TREE_OPERAND (t, 2), ends);
    break;
  case WHILE_STMT: look_at_body (s, WHILE_COND (t), WHILE_BODY (t)); break;
  case FOR_STMT: look_at_body (s, FOR_COND (t), FOR_BODY (t)); break;
  case DO_STMT: look_at_body (s, NULL_TREE, DO_BODY (t)); break;
  case SWITCH_STMT: look_at_body (s, NULL_TREE, SWITCH_STMT_BODY (t)); break;
  case RETURN_EXPR: strbuf_add_text (ends, "after a return"); break;
  case GOTO_EXPR: strbuf_add_text (ends, "after a goto"); break;
  case BREAK_STMT: strbuf_add_text (ends, "after a break"); break;
  case CONTINUE_STMT: strbuf_add_text (ends, "after a continue"); break;
  case CALL_EXPR: {
    tree callee = get_callee_fndecl (t);
    if (callee && DECL_NAME (callee) && TREE_THIS_VOLATILE (callee))
      strbuf_addf (ends,
                   "after a call of "
                   "\1%s\2"
                   ", which does not return",
                   IDENTIFIER_POINTER (DECL_NAME (callee)));
    break;
  }
  case CLEANUP_POINT_EXPR:
  case NOP_EXPR:
  case CONVERT_EXPR:
  case COMPOUND_LITERAL_EXPR:
    if (TREE_OPERAND (t, 0) && EXPR_P (TREE_OPERAND (t, 0)))
      look (s, TREE_OPERAND (t, 0), ends);
    break;
  default: break;
  }
}

void
unreached_assertions (tree body, bool (*is_assertion) (tree callee), bool (*is_failure) (tree callee),
                      void (*visit) (location_t place, const char *reason, void *data), void *data)
{
  const struct search s = { is_assertion, is_failure, visit, data };
  struct strbuf ends = STRBUF_INIT;
  if (body)
    look (&s, body, &ends);
  strbuf_release (&ends);
}
