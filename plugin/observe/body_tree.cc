/* The early tree as text: the view of a body that has no spelled source.

   What is not an operand of a tree is not met by a walk over it: what a declaration is declared with, which member or
   element of an aggregate a value is for, constraints and qualifiers of asm, clauses, the bodies of nested functions.
   All of that is written here, for equal trees are taken for equal bodies.  */
#include "gcc-compat.h"

#include "body.h"
#include "types.h"

struct tree_writer {
  struct strbuf out;
  tree function;
  hash_map<tree, size_t> numbers;
  hash_set<tree> *once; /* what is evaluated once, and shared by those that use it */
};

static tree write_node (tree *node, int *walk_subtrees, void *data);

/* The number of DECL; FIRST, unless NULL, tells whether it is a new one.  */
static size_t
local_number (struct tree_writer *w, tree decl, bool *first)
{
  bool known;
  size_t &number = w->numbers.get_or_insert (decl, &known);
  if (!known)
    number = w->numbers.elements () - 1;
  if (first)
    *first = !known;
  return number;
}

static void
walk (struct tree_writer *w, tree *node)
{
  walk_tree (node, write_node, w, NULL);
}

/* How DECL, a local variable, is declared but for its type.  */
static void
write_declared (struct tree_writer *w, tree decl)
{
  if (TREE_STATIC (decl))
    strbuf_add_text (&w->out, " static");
  if (DECL_THREAD_LOCAL_P (decl))
    strbuf_addf (&w->out, " tls%d", (int) DECL_TLS_MODEL (decl));
  if (DECL_USER_ALIGN (decl))
    strbuf_addf (&w->out, " align %u", DECL_ALIGN (decl));
  if (TREE_STATIC (decl) && DECL_SECTION_NAME (decl))
    strbuf_addf (&w->out, " section %s", DECL_SECTION_NAME (decl));
  if (DECL_HARD_REGISTER (decl) && DECL_ASSEMBLER_NAME_SET_P (decl))
    strbuf_addf (&w->out, " register %s", IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl)));
  attributes_write (DECL_ATTRIBUTES (decl), &w->out);
  if (TREE_STATIC (decl) && DECL_INITIAL (decl) && DECL_INITIAL (decl) != error_mark_node)
    constant_write (DECL_INITIAL (decl), &w->out, NULL, NULL);
}

/* A nested function, which is part of the one around it.  */
static void
write_nested (struct tree_writer *w, tree decl)
{
  strbuf_add_text (&w->out, " nested{");
  for (tree p = DECL_ARGUMENTS (decl); p; p = DECL_CHAIN (p))
    strbuf_addf (&w->out, "#%zu", local_number (w, p, NULL));
  attributes_write (DECL_ATTRIBUTES (decl), &w->out);
  walk (w, &DECL_SAVED_TREE (decl));
  strbuf_add_char (&w->out, '}');
}

static void
write_decl (struct tree_writer *w, tree decl)
{
  bool first = false;
  if (TREE_CODE (decl) == FIELD_DECL) {
    /* Where it lies is the matter of its type.  */
    if (DECL_NAME (decl))
      strbuf_add_text (&w->out, IDENTIFIER_POINTER (DECL_NAME (decl)));
    else
      constant_write (bit_position (decl), &w->out, NULL, NULL);
  } else if (body_is_local (decl, w->function) || TREE_CODE (decl) == LABEL_DECL)
    strbuf_addf (&w->out, "#%zu", local_number (w, decl, &first));
  else if (DECL_NAME (decl))
    strbuf_add_text (&w->out, IDENTIFIER_POINTER (DECL_NAME (decl)));
  strbuf_add_char (&w->out, ':');
  type_write (TREE_TYPE (decl), &w->out);
  if (!first)
    return;
  if (TREE_CODE (decl) == VAR_DECL)
    write_declared (w, decl);
  else if (TREE_CODE (decl) == FUNCTION_DECL && DECL_SAVED_TREE (decl))
    write_nested (w, decl);
}

void
body_clause_write (tree clause, struct strbuf *out)
{
  /* GCC 12 prints what follows a clause, too, and GCC 11 does not.  */
  tree next = OMP_CLAUSE_CHAIN (clause);
  pretty_printer pp;
  OMP_CLAUSE_CHAIN (clause) = NULL_TREE;
  dump_generic_node (&pp, clause, 0, TDF_NOUID, false);
  OMP_CLAUSE_CHAIN (clause) = next;
  strbuf_addf (out, "%s ", pp_formatted_text (&pp));
}

/* What an expression has beside its operands.  */
static void
write_expression (struct tree_writer *w, tree t)
{
  int operands = TREE_OPERAND_LENGTH (t);
  type_write (TREE_TYPE (t), &w->out);
  if (TREE_THIS_VOLATILE (t))
    strbuf_add_char (&w->out, 'v');
  if (TREE_SIDE_EFFECTS (t))
    strbuf_add_char (&w->out, 's');
  if (TREE_CODE (t) == ASM_EXPR)
    strbuf_addf (&w->out, "%s%s%s", ASM_VOLATILE_P (t) ? " volatile" : "", ASM_INLINE_P (t) ? " inline" : "",
                 ASM_INPUT_P (t) ? " basic" : "");
  else if (TREE_CODE (t) == CALL_EXPR && !CALL_EXPR_FN (t))
    strbuf_addf (&w->out, " %s", internal_fn_name (CALL_EXPR_IFN (t)));
  else if (TREE_CODE (t) >= OMP_ATOMIC && TREE_CODE (t) <= OMP_ATOMIC_CAPTURE_NEW)
    strbuf_addf (&w->out, " order %d", (int) OMP_ATOMIC_MEMORY_ORDER (t));
  strbuf_add_char (&w->out, '/');
  for (int i = 0; i < operands; i++)
    strbuf_add_char (&w->out, TREE_OPERAND (t, i) ? '1' : '0');
}

/* How many statements LIST has, and the first of them in FIRST, if that is asked: those that -g adds are none.  */
static unsigned
statements (tree list, tree **first)
{
  unsigned count = 0;
  for (tree_stmt_iterator i = tsi_start (list); !tsi_end_p (i); tsi_next (&i))
    if (TREE_CODE (tsi_stmt (i)) != DEBUG_BEGIN_STMT && count++ == 0 && first)
      *first = tsi_stmt_ptr (i);
  return count;
}

/* A list of one statement is that statement, as the front end makes it when -g adds none to it.  */
static bool
write_only_statement (struct tree_writer *w, tree list)
{
  tree *only = NULL;
  if (statements (list, &only) != 1)
    return false;
  walk (w, only);
  return true;
}

static tree
write_node (tree *node, int *walk_subtrees, void *data)
{
  struct tree_writer *w = (struct tree_writer *) data;
  tree t = *node;
  if (TYPE_P (t)) {
    type_write (t, &w->out);
    *walk_subtrees = 0;
    return NULL_TREE;
  }
  if (TREE_CODE (t) == BLOCK) {
    *walk_subtrees = 0;
    return NULL_TREE;
  }
  if (TREE_CODE (t) == STATEMENT_LIST && write_only_statement (w, t)) {
    *walk_subtrees = 0;
    return NULL_TREE;
  }
  if (TREE_CODE (t) == DEBUG_BEGIN_STMT) {
    /* All that there is: nothing, which is an empty list without -g.  */
    strbuf_add_text (&w->out, "(statement_list 0");
    return NULL_TREE;
  }
  strbuf_add_char (&w->out, '(');
  strbuf_add_text (&w->out, get_tree_code_name (TREE_CODE (t)));
  strbuf_add_char (&w->out, ' ');
  /* Every other occurrence counts: operands are shared trees, and `g (1, 2)` is not `g (2, 1)`.  */
  if ((TREE_CODE (t) == SAVE_EXPR || TREE_CODE (t) == BIND_EXPR || TREE_CODE (t) == STATEMENT_LIST
       || TREE_CODE (t) == COMPOUND_LITERAL_EXPR)
      && w->once->add (t)) {
    strbuf_addf (&w->out, "again%zu", local_number (w, t, NULL));
    *walk_subtrees = 0;
    return NULL_TREE;
  }
  if (TREE_CODE (t) == SAVE_EXPR)
    strbuf_addf (&w->out, "once%zu", local_number (w, t, NULL));
  if (DECL_P (t))
    write_decl (w, t);
  else if (TREE_CODE (t) == IDENTIFIER_NODE)
    strbuf_add_text (&w->out, IDENTIFIER_POINTER (t));
  else if (TREE_CODE (t) == OMP_CLAUSE)
    body_clause_write (t, &w->out);
  else if (CONSTANT_CLASS_P (t)) {
    type_write (TREE_TYPE (t), &w->out);
    constant_write (t, &w->out, NULL, NULL);
  } else if (TREE_CODE (t) == CONSTRUCTOR) {
    unsigned HOST_WIDE_INT i;
    tree index, value;
    type_write (TREE_TYPE (t), &w->out);
    FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (t), i, index, value)
    {
      strbuf_add_char (&w->out, '[');
      walk (w, &index);
    }
  } else if (TREE_CODE (t) == TREE_LIST) {
    /* An operand's constraint, or the name of a label.  */
    strbuf_add_char (&w->out, TREE_PURPOSE (t) ? '1' : '0');
    walk (w, &TREE_PURPOSE (t));
  } else if (TREE_CODE (t) == STATEMENT_LIST) {
    strbuf_addf (&w->out, "%u", statements (t, NULL));
    for (tree_stmt_iterator i = tsi_start (t); !tsi_end_p (i); tsi_next (&i))
      if (TREE_CODE (tsi_stmt (i)) != DEBUG_BEGIN_STMT)
        walk (w, tsi_stmt_ptr (i));
    *walk_subtrees = 0;
  } else if (EXPR_P (t))
    write_expression (w, t);
  return NULL_TREE;
}

void
body_tree_write (tree function, tree *node, struct strbuf *out)
{
  struct tree_writer w;
  hash_set<tree> once;
  strbuf_init (&w.out);
  w.function = function;
  w.once = &once;
  for (tree p = DECL_ARGUMENTS (function); p; p = DECL_CHAIN (p))
    local_number (&w, p, NULL);
  walk (&w, node);
  strbuf_add (out, strbuf_text (&w.out), w.out.length);
  strbuf_release (&w.out);
}

struct digest
body_tree_digest (tree function)
{
  struct strbuf text = STRBUF_INIT;
  body_tree_write (function, &DECL_SAVED_TREE (function), &text);
  struct digest digest = digest_of (strbuf_text (&text), text.length, DIGEST_FULL);
  strbuf_release (&text);
  return digest;
}
