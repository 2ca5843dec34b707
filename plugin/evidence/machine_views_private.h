/* What a run keeps for views: written by machine_views.cc, searched by machine_views_search.cc.  Needs GCC's headers and
   machine_private.h before it.  */
#ifndef LOADBEARING_MACHINE_VIEWS_PRIVATE_H
#define LOADBEARING_MACHINE_VIEWS_PRIVATE_H

#include "machine_views.h"

/* Something that may have changed an object, after all that happened BEFORE.  */
struct happening {
  unsigned before;
  tree callee;    /* NULL: nobody knows what it was */
  int argument;   /* by this one it was given the object itself; -1: something that may lead there */
  bool by_record; /* it is declared so that it may store, or gives nothing: that it does not, its record has to say */
  unsigned first, next; /* what happened after it, and what else happened after BEFORE; or 0 */
};

/* A moment at which a view was asked for.  */
struct moment {
  tree observer;
  auto_vec<struct value> arguments;
  auto_vec<tree> literals;      /* the texts that these lead to, or NULL */
  auto_vec<unsigned> histories; /* of those that are objects */
};

/* Of the latest run with question.views; the first happening is the beginning.  */
extern auto_vec<struct happening> *happenings;
extern auto_vec<struct moment *> *moments;

/* Whether A and B are calls of one function with the same arguments; what these lead to may differ.  */
bool has_same_arguments (const struct moment *a, const struct moment *b);

#endif
