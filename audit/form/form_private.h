/* What the parts of form.h share: form_parse.c reads a form, form_names.c names what two forms hold, form_text.c
   writes types and constants, form_place.c places in memory, form_expression.c values, form_statement.c statements, form_read.c control flow.  */
#ifndef LOADBEARING_FORM_PRIVATE_H
#define LOADBEARING_FORM_PRIVATE_H

#include <stddef.h>
#include <stdint.h>

#include "form.h"

/* A number of the form with what stands for it.  */
enum form_kind {
  FORM_NOTHING,
  FORM_TYPE,        /* T: a type under which memory is accessed */
  FORM_DECLARATION, /* D: a function, object, parameter or local */
  FORM_VALUE,       /* V: computed of others, without an effect */
  FORM_MERGE,       /* V: which of several values it is, the way by which control came tells */
  FORM_RESULT,      /* V: what a call, an asm or a volatile access gave */
  FORM_EFFECT,      /* m: a state of memory */
};

/* On arrival from exit EXIT of block FROM a merge is TEXT; FROM is FORM_ENTRY for the function's beginning.  */
#define FORM_ENTRY UINT32_MAX
struct form_arrival {
  uint32_t from, exit;
  char *text; /* owned */
};

struct form_thing {
  enum form_kind kind;
  const char *text; /* its definition; of a result or an effect the statement */
  uint32_t block;   /* of a merge: where it merges; else where it was written down */
  struct form_arrival *arrivals;
  size_t arrivals_count;
  unsigned uses, weight;
  uint32_t home; /* block in which its name is given; FORM_NOWHERE until known */
  bool named, given, busy;
  uint64_t signature;
  char *name;
};
#define FORM_NOWHERE (UINT32_MAX - 1)

/* One condition of several, of which the first that holds leads to the block's first target.  */
struct form_condition {
  const char *line; /* "if ..." */
  bool not_;
};

struct form_block {
  struct form_condition *conditions; /* where control parts in two */
  size_t conditions_count;
  const char **lines; /* statements; the last one says where control goes */
  size_t lines_count;
  uint32_t *targets; /* FORM_NOWHERE: out of the function */
  size_t targets_count;
  uint32_t *from; /* blocks that lead here, once each */
  size_t from_count;
  uint32_t order;       /* in reverse postorder */
  uint32_t dominator;   /* FORM_NOWHERE: none */
  const char *in, *out; /* state of memory: "m12" or "M3"; NULL: not known yet */
  const char *state;    /* what IN is where several are merged */
  uint32_t parent;      /* where it stands: behind what this block dominates; of a join only */
  bool is_join;         /* several ways lead to it, or it stands behind the loop that leads to it */
  bool outside;         /* it stands behind the loop that PARENT begins */
  bool is_loop, reached, labelled;
  bool is_return; /* it only returns: that stands where a way leads to it */
};

struct form {
  char *text;         /* a copy, cut into lines */
  const char **lines; /* all of them, in order */
  size_t lines_count;
  struct form_thing *things; /* by number */
  size_t things_count;
  struct form_block *blocks; /* by number */
  size_t blocks_count;
  char **states; /* owned: names of merged states of memory */
  size_t states_count;
};

/* ---- form_parse.c */

/* Reads TEXT; what is not understood is left as it stands.  */
void form_parse (const char *text, struct form *f);
void form_release (struct form *f);
/* The thing that *AT begins with, "V12", which is passed over; NULL if it begins with none, or with one that is not
   defined.  KINDS: letters that count.  */
struct form_thing *form_thing_at (struct form *f, const char **at, const char *letters);
/* The end of a string at AT, which stands on its opening quotation mark and whose length LENGTH was said; NULL if it does not
   end there.  */
const char *form_string_end (const char *at, unsigned long length);
/* The end of the string that begins at QUOTE, with its length in digits before it, which begin at FIRST at the earliest; NULL
   if it is no string.  */
const char *form_string_from (const char *first, const char *quote);

/* ---- form_flow.c */

/* Finds out about blocks and which values get a name.  */
void form_flow (struct form *f);
/* The state of memory after the statement LINE.  */
const char *form_memory_after (const char *line, const char *before);

/* ---- form_names.c */

/* Names what needs one in A and B (may be NULL) so that what is in both has one name.  ALL: every number gets one.  */
void form_name (struct form *a, struct form *b, bool all);

/* ---- form_expression.c */

/* How tightly text binds, as in C.  */
enum form_binding {
  BINDS_CONDITIONAL,
  BINDS_OR,
  BINDS_AND,
  BINDS_BIT_OR,
  BINDS_BIT_XOR,
  BINDS_BIT_AND,
  BINDS_EQUAL,
  BINDS_LESS,
  BINDS_SHIFT,
  BINDS_ADD,
  BINDS_MULTIPLY,
  BINDS_UNARY,
  BINDS_PRIMARY
};

struct form_writer {
  struct form *form;
  struct strbuf *out;
  const char *memory; /* the state of memory where what is written stands */
  unsigned indent;
  unsigned depth;
  bool confused; /* met what it does not know */
  bool greater;  /* the comparison that was written last says > or >= */
};

/* Appends the operand at *AT (value, place, constant), which is passed over; returns how tightly it binds.  */
enum form_binding form_bare_operand (struct form_writer *w, const char **at, struct strbuf *out);
/* Appends the operand at *AT (value, place, constant), which is passed over, so that it may stand where what binds as tightly
   as BINDING may.  */
void form_operand (struct form_writer *w, const char **at, enum form_binding binding, struct strbuf *out);
/* Appends what THING, a value, is, without its name.  */
void form_definition (struct form_writer *w, struct form_thing *thing, enum form_binding binding, struct strbuf *out);
/* Appends the call at *AT, behind the word "call ".  */
void form_call (struct form_writer *w, const char **at, struct strbuf *out);
/* Appends a comparison: CODE ("lt_expr") of TYPE ("u32"; may be NULL), negated if NOT.  */
void form_comparison (struct form_writer *w, const char *code, size_t length, const char *type, const char **at,
                      bool not_, struct strbuf *out);
/* Appends LINE with names instead of numbers.  */
void form_substitute (struct form *f, const char *line, struct strbuf *out);

/* ---- form_text.c */

/* Whether TEXT begins with WORD.  */
bool form_starts (const char *text, const char *word);
/* Passes over TEXT at *AT; W is confused if something else stands there.  */
void form_expect (struct form_writer *w, const char **at, const char *text);
/* Of the word at AT, which ends before white space or punctuation.  */
size_t form_word_length (const char *at);
/* Appends a type of the form ("*const char:8") as C has it.  */
void form_type (const char *text, struct strbuf *out);
/* The end of a constant's text at AT: nested brackets and strings are part of it.  */
const char *form_constant_end (const char *at);
/* Appends the constant at *AT, which is passed over, of the type whose name is TYPE.  */
void form_constant (const char *type, size_t type_length, const char **at, struct strbuf *out);
/* Appends the string at *AT, which is passed over.  */
void form_string (struct form_writer *w, const char **at, struct strbuf *out);

/* ---- form_place.c */

/* Appends " @entry": of which state of memory the read at *AT is, unless it is the one in which it is written.  */
void form_memory (struct form_writer *w, const char **at, struct strbuf *out);
/* Appends what of a place is accessed: members, elements, bits, as many as stand at *AT.  */
void form_parts (struct form_writer *w, const char **at, struct strbuf *out);
/* Appends the place at *AT that begins with an address: "[V2+8:T3/T3]" and its parts; returns how tightly it binds.  */
enum form_binding form_memory_place (struct form_writer *w, const char **at, struct strbuf *out);
/* Appends the place at *AT that begins with "<": a part of another one, or another one as of another type.  */
void form_special_place (struct form_writer *w, const char **at, struct strbuf *out);

/* ---- form_statement.c */

/* Begins a line with its indentation; writes one with TEXT.  */
void form_begin_line (struct form_writer *w);
void form_add_line (struct form_writer *w, const char *text);
/* Gives names to what TEXT, which stands in BLOCK, uses and has none yet.  */
void form_give_names (struct form_writer *w, const char *text, uint32_t block);
/* The same of values that belong to BLOCK and are only used behind it.  */
void form_give_rest (struct form_writer *w, uint32_t block);
/* Writes LINE, a statement.  */
void form_write_statement (struct form_writer *w, const char *line);
/* Writes what merges in TO are when control comes by exit EXIT of FROM.  */
void form_write_arrivals (struct form_writer *w, uint32_t from, uint32_t exit, uint32_t to);
/* Writes LINE, which returns from the function, in block BLOCK, which control reaches by exit EXIT of FROM; FORM_NOWHERE: it is there already.  */
void form_write_return (struct form_writer *w, const char *line, uint32_t from, uint32_t exit, uint32_t block);

#endif
