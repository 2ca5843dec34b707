/* Common tails: what the files of that step share.  See reshape_tails.cc.

   Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_RESHAPE_TAILS_H
#define LOADBEARING_RESHAPE_TAILS_H

#include "canonical_private.h"

/* How far expressions are compared.  */
#define TAILS_DEPTH 6

/* The end of a block.  */
struct tail {
  basic_block block;
  gimple *effect;          /* or NULL, if the block only computes */
  auto_vec<gimple *> rest; /* behind it: what reads memory or depends on it, in order */
  struct canonical_condition condition;
  edge first, second; /* of a condition: where it holds, where not; else where it goes, or NULL */
};

typedef auto_vec<struct tail *> tails;

/* One group of blocks that share a tail.  */
struct group {
  tails *list;
  basic_block join;
  gimple_seq statements;          /* of JOIN, new */
  hash_map<tree, unsigned> *sunk; /* values that the shared statements give -> which */
  auto_vec<tree> given;           /* which -> the value in JOIN */
  bool stores;                    /* STATEMENTS write memory already */
};

/* reshape_tails_alike.cc */
/* The end of BLOCK, which the caller deletes; NULL if it has none that could be shared.  */
struct tail *tails_end_of (basic_block block);
/* Whether A and B can be one.  */
bool tails_alike (struct tail *a, struct tail *b);

/* reshape_tails_merging.cc */
/* Adds STMT to what the blocks of G will share.  */
void tails_add_statement (struct group *g, gimple *stmt);
/* The number that VALUES have in common among what is shared; or -1.  */
int tails_sunk_index (const struct group *g, const auto_vec<tree> &values);
/* How many PHIs it takes to merge VALUES, expressions being compared down to DEPTH.  */
unsigned tails_count_merges (const struct group *g, const auto_vec<tree> &values, unsigned depth);
/* One value that stands for VALUES, one of each block.  */
tree tails_merge_values (struct group *g, const auto_vec<tree> &values, unsigned depth);
/* One statement of the join that stands for STATEMENTS, of one kind; what it gives is new.  */
gimple *tails_merge_statements (struct group *g, const auto_vec<gimple *> &statements);

#endif
