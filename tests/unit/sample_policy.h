/* Policies for tests.  */
#ifndef LOADBEARING_SAMPLE_POLICY_H
#define LOADBEARING_SAMPLE_POLICY_H

#include "json/json_scan.h"
#include "policy/policy.h"

#include <check.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "faults.h"
#include "scratch.h"

/* The policy with TEXT, in the repository `r`.  NULL with ERR if it is refused.  */
static inline struct policy *
load (const char *text, struct strbuf *err)
{
  scratch_write ("r/loadbearing/policy.json", text);
  return policy_load (scratch_path ("r/loadbearing/policy.json"), err);
}

static inline struct policy *
load_right (const char *text)
{
  struct strbuf err = STRBUF_INIT;
  struct policy *p = load (text, &err);
  ck_assert_msg (p != NULL, "%s", strbuf_text (&err));
  strbuf_release (&err);
  return p;
}

#define HEAD "{ \"format\": 1,\n"
#define P "r/loadbearing/policy.json:"

#endif
