/* Which values of what is tested lead where.

   Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_RESHAPE_RANGES_H
#define LOADBEARING_RESHAPE_RANGES_H

__extension__ typedef __int128 wide;

struct range {
  wide low, high;
};

/* A set of integers, as ranges in ascending order that do not touch.  */
struct ranges {
  /* Most are one or two, and are asked for at every test of a way: these need no memory of their own.  */
  auto_vec<struct range, 4> list;
};

void ranges_copy (struct ranges *to, const struct ranges &from);
void ranges_add (struct ranges *set, wide low, wide high);
void ranges_intersect (struct ranges *set, const struct ranges &other);
/* All values of TYPE that are not in SET.  */
void ranges_complement (struct ranges *set, tree type);
/* All values of TYPE.  */
void ranges_of_type (struct ranges *set, tree type);
bool ranges_within (const struct ranges &inner, const struct ranges &outer);
bool ranges_equal (const struct ranges &a, const struct ranges &b);

/* Whether TYPE is one whose values are looked at: an integer, or a pointer.  */
bool ranges_suitable (tree type);
wide ranges_constant (tree value);

/* The value that the end of BLOCK tests, and in *SET the values for which it leaves by E; NULL_TREE if it does not test a
   single value.  */
tree ranges_of_edge (edge e, struct ranges *set);
/* That value alone, for whichever way out.  */
tree ranges_tested_by (basic_block block);
/* From here to ranges_forget, no test of FUN is changed, nor what it is computed from, and no block is taken away; ways may be led
   elsewhere, and blocks added: what was found out of a test is remembered.  One body at a time.  */
void ranges_remember (function *fun);
void ranges_forget (void);
/* The values of *VALUE for which A CODE B holds, in *SET, which may be NULL; false if it is no comparison with a constant.  */
bool ranges_of_comparison (enum tree_code code, tree a, tree b, tree *value, struct ranges *set);
/* Goes from VALUE, which is in SET, back to what it was computed from one to one.  Returns that, and what it is then in
   SET, which may be NULL.  */
tree ranges_strip (tree value, struct ranges *set);
/* Adds to SET, of VALUE, what it cannot be: beyond the largest and the smallest that it can.  */
void ranges_extend (tree value, struct ranges *set);
/* What VALUE can be where E is taken, from what was tested on the way.  */
void ranges_on_way (tree value, edge e, struct ranges *known);

/* A comparison: A CODE B.  */
struct question {
  enum tree_code code;
  tree a, b;
};

/* reshape_questions.cc: whether STMT is a test, or gives the truth value of a comparison; which, in *Q.  */
bool question_of (gimple *stmt, struct question *q);
/* Likewise: makes the statement at I, of which that is so, ask Q.  */
void question_ask (gimple_stmt_iterator *i, const struct question *q);
/* Likewise: makes *Q ask whether VALUE is in R, or is not if OUTSIDE.  What has to be computed for that is computed before
   AT.  */
void ranges_ask (tree value, const struct range &r, bool outside, gimple_stmt_iterator *at, struct question *q);

#endif
