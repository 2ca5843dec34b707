/* What a function's tree shows.

   The tree is read before GENERIC is lowered.  It is folded already, so it
   serves for what folding leaves alone: declarations, types, calls.  */
#include "gcc-compat.h"

#include "body.h"
#include "cplusplus.h"
#include "source/preprocessor.h"
#include "source/spelling_pasted.h"
#include "strbuf.h"
#include "semantic_options.h"
#include "types.h"

template <typename T>
static void
push (T **array, size_t *count, T element)
{
  /* There is room for 16 or the next power of two.  */
  if (*count == 0 || (*count >= 16 && (*count & (*count - 1)) == 0))
    *array = (T *) memory_grow (*array, *count ? 2 * *count : 16, sizeof **array);
  (*array)[(*count)++] = element;
}

static void
push_once (tree **array, size_t *count, tree element)
{
  for (size_t i = *count; i-- > 0;)
    if ((*array)[i] == element)
      return;
  push (array, count, element);
}

/* What a body rests on of TYPE: a structure, a union, an enumeration, also of an array; else NULL_TREE.  */
static tree
touched (tree type)
{
  while (type && TREE_CODE (type) == ARRAY_TYPE)
    type = TREE_TYPE (type);
  if (!type || type == error_mark_node || !COMPLETE_TYPE_P (type)
      || !(RECORD_OR_UNION_TYPE_P (type) || TREE_CODE (type) == ENUMERAL_TYPE))
    return NULL_TREE;
  return TYPE_MAIN_VARIANT (type);
}

void
body_touch (struct body *body, tree type)
{
  if (tree t = touched (type))
    push_once (&body->types, &body->types_count, t);
}

static void
touch_target (struct body *body, tree pointer_type)
{
  if (pointer_type && POINTER_TYPE_P (pointer_type))
    body_touch (body, TREE_TYPE (pointer_type));
}

/* Whether TYPE is that of what leads to another one: a pointer, an array, a function.  */
static bool
leads_on (tree type)
{
  return type && (POINTER_TYPE_P (type) || TREE_CODE (type) == ARRAY_TYPE || TREE_CODE (type) == FUNCTION_TYPE);
}

/* What is computed of constants is folded, and nothing shows what type it was computed in: `(handle) 0 + 1`, of a typedef's name
   or of a constant pointer DECL.  */
static void
touch_folded (struct body *body, tree decl)
{
  tree type = TREE_TYPE (decl);
  if (!(TREE_CODE (decl) == TYPE_DECL || (VAR_P (decl) && TREE_READONLY (decl))) || !leads_on (type))
    return;
  while (leads_on (type))
    type = TREE_TYPE (type);
  body_touch (body, type);
}

void
body_name (struct body *body, tree decl)
{
  tree type = TREE_TYPE (decl);
  if (TREE_CODE (decl) == FUNCTION_DECL)
    type = TREE_TYPE (type);
  if (!type || type == error_mark_node)
    return;
  push_once (&body->named, &body->named_count, type);
  touch_folded (body, decl);
}

bool
body_is_local (tree decl, tree function)
{
  tree context = decl_function_context (decl);
  while (context && context != function)
    context = decl_function_context (context);
  return context != NULL_TREE;
}

static void add_locals (struct body *body, tree block, bool nested);

/* True for a call that a sanitizer added.  */
static bool
is_instrumentation (tree t)
{
  tree callee;
  if (TREE_CODE (t) != CALL_EXPR)
    return false;
  if (!CALL_EXPR_FN (t))
    return CALL_EXPR_IFN (t) >= IFN_UBSAN_NULL && CALL_EXPR_IFN (t) <= IFN_UBSAN_OBJECT_SIZE;
  callee = get_callee_fndecl (t);
  return callee && DECL_NAME (callee)
         && strncmp (IDENTIFIER_POINTER (DECL_NAME (callee)), "__builtin___ubsan_", 18) == 0;
}

static tree
find_instrumentation (tree *node, int *, void *)
{
  return is_instrumentation (*node) ? *node : NULL_TREE;
}

/* A number or an outside name where it is an operand: trees of either are shared, so that a walk meets each
   but once.  */
static void
write_operand (struct body *body, tree operand)
{
  if (operand && TREE_CODE (operand) == CONST_DECL)
    operand = DECL_INITIAL (operand);
  if (!operand)
    return;
  if (CONSTANT_CLASS_P (operand)) {
    strbuf_add_char (&body->meaning, ';');
    constant_write (operand, &body->meaning, NULL, NULL);
  } else if ((TREE_CODE (operand) == FUNCTION_DECL || (TREE_CODE (operand) == VAR_DECL && is_global_var (operand)))
             && DECL_NAME (operand) && !DECL_ARTIFICIAL (operand) && !body_is_local (operand, body->function)
             && !preprocessor_in_environment (DECL_SOURCE_LOCATION (operand))) {
    strbuf_addf (&body->meaning, ";%s", IDENTIFIER_POINTER (DECL_NAME (operand)));
    cplusplus_decl_write (operand, &body->meaning);
  }
}

static void
write_type_of (struct body *body, tree type)
{
  strbuf_add_char (&body->meaning, ':');
  type_write (type, &body->meaning);
}

/* What a C++ function's tokens leave open, and names cannot be looked up from here for: which enumerator, constant,
   overload, specialisation and type they mean.  */
static void
write_meaning (struct body *body, tree t)
{
  unsigned HOST_WIDE_INT i;
  tree value;
  switch (TREE_CODE (t)) {
  case CONSTRUCTOR:
    FOR_EACH_CONSTRUCTOR_VALUE (CONSTRUCTOR_ELTS (t), i, value)
    write_operand (body, value);
    return;
  case TREE_LIST: write_operand (body, TREE_VALUE (t)); return;
  case BIND_EXPR:
    for (tree decl = BIND_EXPR_VARS (t); decl; decl = DECL_CHAIN (decl))
      if (TREE_CODE (decl) == VAR_DECL && DECL_NAME (decl) && !DECL_ARTIFICIAL (decl)) {
        write_type_of (body, TREE_TYPE (decl));
        write_operand (body, DECL_INITIAL (decl));
      }
    return;
  CASE_CONVERT:
  case VIEW_CONVERT_EXPR:
    /* GCC wraps names to remember where they stand, and which version does so where differs.  */
    if (VOID_TYPE_P (TREE_TYPE (t))
        || TYPE_MAIN_VARIANT (TREE_TYPE (t)) == TYPE_MAIN_VARIANT (TREE_TYPE (TREE_OPERAND (t, 0))))
      break;
    /* FALLTHRU */
  case FLOAT_EXPR:
  case FIX_TRUNC_EXPR:
  case TARGET_EXPR: write_type_of (body, TREE_TYPE (t)); break;
  default: break;
  }
  if (EXPR_P (t))
    /* The first operand of a call is how many there are.  */
    for (int operand = VL_EXP_CLASS_P (t); operand < TREE_OPERAND_LENGTH (t); operand++) {
      tree o = TREE_OPERAND (t, operand);
      if (o && TYPE_P (o))
        write_type_of (body, o);
      else
        write_operand (body, o);
    }
}

/* `#pragma omp declare reduction` says outside of the function what `reduction (NAME: ...)` in it does.  */
static void
write_reduction (struct body *body, tree clause)
{
  enum omp_clause_code code = OMP_CLAUSE_CODE (clause);
  if ((code != OMP_CLAUSE_REDUCTION && code != OMP_CLAUSE_IN_REDUCTION && code != OMP_CLAUSE_TASK_REDUCTION)
      || !OMP_CLAUSE_REDUCTION_PLACEHOLDER (clause))
    return;
  body_tree_write (body->function, &OMP_CLAUSE_REDUCTION_MERGE (clause), &body->reductions);
  strbuf_add_char (&body->reductions, ';');
  body_tree_write (body->function, &OMP_CLAUSE_REDUCTION_INIT (clause), &body->reductions);
  strbuf_add_char (&body->reductions, ';');
}

/* The function, or the object of the program's, whose declaration says of what type CALLEE is; or NULL_TREE.  */
static tree
declared_at (tree callee)
{
  while (!DECL_P (callee)) {
    if (TREE_CODE (callee) == CALL_EXPR)
      callee = CALL_EXPR_FN (callee);
    else if (TREE_CODE (callee) == ADDR_EXPR || TREE_CODE (callee) == INDIRECT_REF || TREE_CODE (callee) == ARRAY_REF
             || CONVERT_EXPR_P (callee))
      callee = TREE_OPERAND (callee, 0);
    else
      return NULL_TREE;
    if (!callee)
      return NULL_TREE;
  }
  return TREE_CODE (callee) == FUNCTION_DECL || (VAR_P (callee) && is_global_var (callee)) ? callee : NULL_TREE;
}

static tree
visit (tree *node, int *walk_subtrees, void *data)
{
  struct body *body = (struct body *) data;
  tree t = *node;
  if (TYPE_P (t)) {
    *walk_subtrees = 0;
    return NULL_TREE;
  }
  if (EXPR_P (t) && TREE_TYPE (t) && FLOAT_TYPE_P (TREE_TYPE (t)) && element_precision (TREE_TYPE (t)) == 16)
    semantic_options_half_precision ();
  if (body->cplusplus) {
    /* In C++ sanitizers add to the tree while it is made: `(check, x << y)`.  */
    if (flag_sanitize && is_instrumentation (t)) {
      *walk_subtrees = 0;
      return NULL_TREE;
    }
    if (flag_sanitize && TREE_CODE (t) == COMPOUND_EXPR
        && walk_tree_without_duplicates (&TREE_OPERAND (t, 0), find_instrumentation, NULL)) {
      *walk_subtrees = 0;
      return walk_tree (&TREE_OPERAND (t, 1), visit, body, body->seen);
    }
    write_meaning (body, t);
  }
  switch (TREE_CODE (t)) {
  case FUNCTION_DECL:
    if (!body_is_local (t, body->function))
      push_once (&body->references, &body->references_count, t);
    else if (DECL_SAVED_TREE (t)) {
      /* A nested function is part of the one around it.  It may call itself: no tree is visited twice.  */
      add_locals (body, DECL_INITIAL (t), true);
      for (tree p = DECL_ARGUMENTS (t); p; p = DECL_CHAIN (p)) {
        struct body_local local = { p, LOCAL_ORDINARY, 0, true };
        push (&body->locals, &body->locals_count, local);
      }
      walk_tree (&DECL_SAVED_TREE (t), visit, body, body->seen);
    }
    break;
  case VAR_DECL:
    if (is_global_var (t) && !body_is_local (t, body->function))
      push_once (&body->references, &body->references_count, t);
    body_touch (body, TREE_TYPE (t));
    break;
  case CONST_DECL:
    if (DECL_INITIAL (t) && CONSTANT_CLASS_P (DECL_INITIAL (t)))
      push_once (&body->constants, &body->constants_count, DECL_INITIAL (t));
    break;
  case ASM_EXPR:
    if (ASM_STRING (t) && TREE_CODE (ASM_STRING (t)) == STRING_CST)
      push_once (&body->asms, &body->asms_count, ASM_STRING (t));
    break;
  case OMP_CLAUSE: write_reduction (body, t); break;
  case INTEGER_CST:
  case REAL_CST: push_once (&body->constants, &body->constants_count, t); break;
  case CALL_EXPR: {
    /* A built-in operation of the compiler (`__builtin_mul_overflow`) is a call of nothing.  */
    tree callee = CALL_EXPR_FN (t);
    if (callee)
      STRIP_NOPS (callee);
    if (callee && POINTER_TYPE_P (TREE_TYPE (callee)) && TREE_CODE (TREE_TYPE (TREE_TYPE (callee))) == FUNCTION_TYPE
        && !prototype_p (TREE_TYPE (TREE_TYPE (callee))))
      if (tree declared = declared_at (callee))
        push_once (&body->unprototyped, &body->unprototyped_count, declared);
    if (callee && !(TREE_CODE (callee) == ADDR_EXPR && TREE_CODE (TREE_OPERAND (callee, 0)) == FUNCTION_DECL)
        && POINTER_TYPE_P (TREE_TYPE (callee)))
      push_once (&body->calls_through, &body->calls_through_count, TREE_TYPE (TREE_TYPE (callee)));
    body_touch (body, TREE_TYPE (t));
    break;
  }
  CASE_CONVERT:
    /* Folding may move a conversion across pointer arithmetic, or not, as under a sanitizer: count both.  */
    touch_target (body, TREE_TYPE (t));
    body_touch (body, TREE_TYPE (t));
    break;
  case POINTER_PLUS_EXPR:
  case POINTER_DIFF_EXPR:
  case PREINCREMENT_EXPR:
  case PREDECREMENT_EXPR:
  case POSTINCREMENT_EXPR:
  case POSTDECREMENT_EXPR:
    /* Strides are constants by now.  */
    touch_target (body, TREE_TYPE (TREE_OPERAND (t, 0)));
    break;
  default:
    if (EXPR_P (t))
      body_touch (body, TREE_TYPE (t));
    break;
  }
  return NULL_TREE;
}

static void
add_locals (struct body *body, tree block, bool nested)
{
  if (!block || TREE_CODE (block) != BLOCK)
    return;
  for (tree decl = BLOCK_VARS (block); decl; decl = DECL_CHAIN (decl)) {
    struct body_local local = { decl, LOCAL_ORDINARY, 0, nested };
    if (TREE_CODE (decl) == LABEL_DECL)
      local.kind = LOCAL_LABEL;
    else if (TREE_CODE (decl) != VAR_DECL && TREE_CODE (decl) != TYPE_DECL && TREE_CODE (decl) != FUNCTION_DECL)
      continue;
    if (!DECL_NAME (decl) || DECL_ARTIFICIAL (decl))
      continue;
    /* A block-scope `extern` names something outside.  */
    if ((TREE_CODE (decl) == VAR_DECL || TREE_CODE (decl) == FUNCTION_DECL) && DECL_EXTERNAL (decl))
      continue;
    if (TREE_CODE (decl) == VAR_DECL)
      body_touch (body, TREE_TYPE (decl));
    if (TREE_CODE (decl) != LABEL_DECL)
      touch_folded (body, decl);
    push (&body->locals, &body->locals_count, local);
  }
  for (tree inner = BLOCK_SUBBLOCKS (block); inner; inner = BLOCK_CHAIN (inner))
    add_locals (body, inner, nested);
}

void
body_read (tree function, bool cplusplus, struct body *body)
{
  unsigned position = 0;
  memset (body, 0, sizeof *body);
  strbuf_init (&body->meaning);
  strbuf_init (&body->reductions);
  body->cplusplus = cplusplus;
  body->function = function;
  for (tree p = DECL_ARGUMENTS (function); p; p = DECL_CHAIN (p), position++) {
    struct body_local local = { p, LOCAL_PARAMETER, position, false };
    body_touch (body, TREE_TYPE (p));
    if (DECL_NAME (p) && !DECL_ARTIFICIAL (p))
      push (&body->locals, &body->locals_count, local);
  }
  body_touch (body, TREE_TYPE (TREE_TYPE (function)));
  add_locals (body, DECL_INITIAL (function), false);
  hash_set<tree> seen;
  body->seen = &seen;
  seen.add (function);
  walk_tree (&DECL_SAVED_TREE (function), visit, body, &seen);
  body->seen = NULL;
}

void
body_release (struct body *body)
{
  free (body->locals);
  free (body->references);
  free (body->types);
  free (body->calls_through);
  free (body->unprototyped);
  free (body->constants);
  free (body->named);
  free (body->asms);
  strbuf_release (&body->meaning);
  strbuf_release (&body->reductions);
}

/* What the text of a function mentions.  */
struct mentions {
  struct spelled_function *f;
  struct pasted_names *pasted; /* what its macros may join; or NULL */
};

static bool
mentions (const struct mentions *m, tree name)
{
  return spelling_mentions (m->f, IDENTIFIER_POINTER (name))
         || (m->pasted && spelling_pasted_may_make (m->pasted, IDENTIFIER_POINTER (name)));
}

static bool
mentions_member (const struct mentions *m, tree type)
{
  for (tree field = TYPE_FIELDS (type); field; field = DECL_CHAIN (field)) {
    if (TREE_CODE (field) != FIELD_DECL)
      continue;
    if (DECL_NAME (field) ? mentions (m, DECL_NAME (field))
                          : RECORD_OR_UNION_TYPE_P (TREE_TYPE (field)) && mentions_member (m, TREE_TYPE (field)))
      return true;
  }
  return false;
}

/* Touches TYPE, and what it points to, or gives if it is a function; unless MEASURED only where a member of it is named.  */
static void
touch_named (struct body *body, tree type, bool measured, const struct mentions *m)
{
  while (leads_on (type))
    type = TREE_TYPE (type);
  if (!type || !RECORD_OR_UNION_TYPE_P (type) || !COMPLETE_TYPE_P (type))
    return;
  type = TYPE_MAIN_VARIANT (type);
  for (size_t i = 0; i < body->types_count; i++)
    if (body->types[i] == type)
      return;
  if (measured || mentions_member (m, type))
    body_touch (body, type);
}

/* The same without TYPE itself.  */
static void
touch_behind (struct body *body, tree type, bool measured, const struct mentions *m)
{
  if (leads_on (type))
    touch_named (body, type, measured, m);
}

/* Whether what F asks for can be folded away with the type that it asks about.  */
static bool
measures (struct spelled_function *f)
{
  static const char *const words[] = { "sizeof",
                                       "typeof",
                                       "__typeof__",
                                       "__typeof",
                                       "_Alignof",
                                       "__alignof__",
                                       "__alignof",
                                       "alignof",
                                       "offsetof",
                                       "container_of",
                                       "_Generic",
                                       "__builtin_offsetof",
                                       "__builtin_has_attribute",
                                       NULL };
  for (size_t i = 0; words[i]; i++)
    if (spelling_mentions (f, words[i]))
      return true;
  return false;
}

void
body_touch_measured (struct body *body, struct spelled_function *f)
{
  struct mentions m = { f, body->cplusplus ? NULL : spelling_pasted_begin (f) };
  bool measured = measures (f);
  size_t first = measured ? 0 : body->types_count;
  for (size_t i = 0; i < body->locals_count; i++)
    if (TREE_CODE (body->locals[i].decl) != LABEL_DECL)
      touch_behind (body, TREE_TYPE (body->locals[i].decl), measured, &m);
  /* Of a name that is in an operand which is dropped, the tree shows nothing.  */
  for (size_t i = 0; i < body->named_count; i++)
    touch_named (body, body->named[i], measured, &m);
  for (size_t i = 0; i < body->references_count; i++)
    if (TREE_CODE (body->references[i]) == VAR_DECL)
      touch_behind (body, TREE_TYPE (body->references[i]), measured, &m);
    else
      touch_behind (body, TREE_TYPE (TREE_TYPE (body->references[i])), measured, &m);
  /* The list grows while it is walked.  Of what the tree showed only what a member is, not what it points to: the front end joins
     two comparisons of members into one of the bits of both, or does not, by -O, and no access shows what they are then.  */
  for (size_t i = 0; i < body->types_count; i++) {
    if (!RECORD_OR_UNION_TYPE_P (body->types[i]))
      continue;
    for (tree field = TYPE_FIELDS (body->types[i]); field; field = DECL_CHAIN (field)) {
      if (TREE_CODE (field) != FIELD_DECL || (i < first && !touched (TREE_TYPE (field)))
          || (DECL_NAME (field) && !mentions (&m, DECL_NAME (field))))
        continue;
      body_touch (body, TREE_TYPE (field));
      if (i >= first)
        touch_behind (body, TREE_TYPE (field), measured, &m);
    }
  }
  if (m.pasted)
    spelling_pasted_end (m.pasted);
}
