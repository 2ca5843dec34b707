/* What the files of the machine share of calls: of functions of the unit, of the C library, of strings of C++, and of assertions.  A part of machine_private.h,
   which includes it.

   Internal to machine*.cc; needs GCC's headers before it.  */
#ifndef LOADBEARING_MACHINE_CALLS_H
#define LOADBEARING_MACHINE_CALLS_H

/* machine_calls.cc, machine_library.cc, machine_sinks.cc */
/* Of a function that is alike, or of an earlier one, what it stores at OFFSET of REGION, where something of TYPE stands, is one of its outputs.  */
void add_alike_output (struct state *s, tree callee, int region, HOST_WIDE_INT offset, tree type, unsigned number);
struct value argument (struct state *s, gcall *call, unsigned from_one);
bool push_frame (struct state *s, cgraph_node *node, gcall *call);
bool call_statement (struct state *s, gcall *call);
/* Whether CALL is given a file that the test opened.  */
bool is_given_file (struct state *s, gcall *call);
/* Functions of the C library that are known.  False if nothing is known of CALL.  */
enum library_function {
  LIBRARY_NONE,
  LIBRARY_ABS,
  LIBRARY_CALLOC,
  LIBRARY_EXPECT,
  LIBRARY_FGETS,
  LIBRARY_FOPEN,
  LIBRARY_FREE,
  LIBRARY_FSCANF,
  LIBRARY_GETOPT,
  LIBRARY_ISNAN,
  LIBRARY_MALLOC,
  LIBRARY_MAX,
  LIBRARY_MEMCMP,
  LIBRARY_MEMCPY,
  LIBRARY_MEMSET,
  LIBRARY_MIN,
  LIBRARY_SNPRINTF,
  LIBRARY_SPRINTF,
  LIBRARY_STRCASECMP,
  LIBRARY_STRCAT,
  LIBRARY_STRCMP,
  LIBRARY_STRCPY,
  LIBRARY_STRDUP,
  LIBRARY_STRLEN,
  LIBRARY_STRNCASECMP,
  LIBRARY_STRNCMP,
  LIBRARY_STRNCPY,
  LIBRARY_TMPFILE,
  LIBRARY_TOLOWER,
  LIBRARY_TOUPPER,
  LIBRARY_VSNPRINTF,
  LIBRARY_VSPRINTF
};
enum library_function library_function (const char *name, bool *checked);
bool call_library (struct state *s, gcall *call, enum library_function f, bool checked, struct outcomes *o);
/* New memory, of CALL's, with a copy of the text that FROM leads to.  */
struct value duplicated_text (struct state *s, gcall *call, const struct value *from);

/* machine_strings.cc: what FUNCTION does with a std::string; and CALL, of such a one: false if nothing is known of the object.  Those from
   STRING_MAKE_EMPTY on change it.  */
enum string_function {
  STRING_NONE,
  STRING_TEXT,
  STRING_LENGTH,
  STRING_EMPTY,
  STRING_LETTER,
  STRING_COMPARE,
  STRING_EQUAL,
  STRING_DIFFERS,
  STRING_DESTROY,
  STRING_MAKE_EMPTY,
  STRING_MAKE,
  STRING_BEGINNING,
  STRING_LETTERS,
  STRING_ASSIGN
};
enum string_function string_function (tree function);
/* Whether FUNCTION reads or writes streams, or makes them: the library's own business, of which a body is there or not, as the options are.  */
bool has_to_do_with_streams (tree function);
bool call_string (struct state *s, gcall *call, enum string_function f, bool *alive);
/* S goes on where O is 1 (or, if not HOLDS, 0), which is what is asserted, and fails where it is not.  False if S has ended.  */
bool require (struct state *s, struct outcomes o, bool holds);
void end_with_status (struct state *s, struct value status);
void sinks_start (void);
unsigned sinks_count (void);
void sinks_truncate (unsigned count);
bool call_sink (struct state *s, gcall *call, const struct sink *sink, bool *alive);
/* machine_endings.cc: whether STATUS, with which a program ends, is known to be no failure: of its last eight bits, which the parent sees, there is none, or they
   are what says to automake, meson and others that the test was skipped.  */
bool is_good_status (tree status);
/* Whether NODE, of the unit, or what it calls, may end the program well, or jump away.  */
bool may_escape (cgraph_node *node);
/* Whether something of the unit that runs after main may do so, whatever status that gave.  */
bool destructor_escapes (void);
void end_with_result (struct state *s, const struct sink *sink, struct value result);

/* machine_callees.cc: what stays the same of a function that is called.  */
struct callee_facts {
  tree decl; /* the one that stands for all of this name */
  const char *name;
  cgraph_node *node; /* with a body that is a part of the test, else NULL */
  const struct sink *sink;
  bool system;
  enum jump_kind jump;
  enum process_kind process;
  enum library_function library;
  bool checked; /* of `library` */
  bool prints;  /* what it gives is below 0 only if it could not write */
  enum string_function string;
};
const struct callee_facts *facts_of (tree callee);

#endif
