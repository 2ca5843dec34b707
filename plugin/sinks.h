/* Sinks: calls by which a test says that it failed.  Plain C++ of the child; needs GCC's headers before it.  */
#ifndef LOADBEARING_SINKS_H
#define LOADBEARING_SINKS_H

enum sink_kind {
  SINK_NONE,
  SINK_FAILS,
  SINK_EXITS,
  SINK_TRUE,
  SINK_FALSE,
  SINK_EQUAL,
  SINK_DIFFER,
  SINK_TEXT,
  SINK_TEXT_DIFFERS,
  SINK_BYTES,
  SINK_WITHIN,
  SINK_NULL,
  SINK_SET,
  SINK_SKIPS
};

struct sink {
  enum sink_kind kind;
  unsigned arguments[3]; /* from 1; 0: none */
  bool is_policy;        /* named by the policy */
};

/* What a call of NAME means: by the policy, else by attributes/assertions.txt.  */
struct sink sink_of (const char *name);

#endif
