/* What the files of the machine share of runs that ask something special of other functions: calls with the same arguments, functions that give the same for
   the same, what others left, and what others show.  A part of machine_private.h, which includes it.

   Internal to machine*.cc; needs GCC's headers before it.  */
#ifndef LOADBEARING_MACHINE_SPECIAL_H
#define LOADBEARING_MACHINE_SPECIAL_H

/* machine_steady.cc: calls of the function in focus with the same arguments, between which the test changed nothing.  */
void steady_start (void);
/* What S knew of memory is over.  */
void steady_change (struct state *s);
/* The number of those calls to which CALL belongs, the same on every way.  */
unsigned steady_number (struct state *s, gcall *call);
/* Whether the struct that REGION is, or that lies in it, held something before the function in focus is given it: a fixture, what another
   function was given, what the test stored.  */
bool steady_is_used (struct state *s, int region);

/* machine_alike.cc: functions that give the same for the same.  */
void alike_start (void);
/* S stored something at P, which others may read.  */
void alike_store (struct state *s, const struct place *p);
/* The function in focus is given what CALL has.  */
void alike_note_given (struct state *s, gcall *call);
/* Of CALL, of another function, CALLEE: a number, the same for the same arguments; 0: it is not looked at.  */
unsigned alike_number (struct state *s, gcall *call, tree callee);
/* Whether C, an output, is one that the run asks for.  */
bool alike_is_looked_at (const struct cell *c);
/* Whether SYMBOL is an output of such another function; and whether it says nothing that V, made of it, is K, or that it is what EXPECTED leads to.  */
bool alike_is_of_other (int symbol);
bool alike_says_nothing (const struct value *v, tree k);
bool alike_says_nothing_of (struct state *s, int symbol, const struct value *expected);

/* Beside the argument stands which call it was that stored there, of runs that tell calls of one function apart.  */
#define ARGUMENTS_OF_CALL 64
/* It was given to the function in focus since; and what it gave as a whole.  */
#define ARGUMENT_GIVEN_ON 32
#define ARGUMENT_RESULT 31

/* machine_earlier.cc: what others left where the function in focus stores nothing.  */
void earlier_start (void);
/* Of CALL, of another function, CALLEE, in such a run: a number, another one for each call; else 0.  */
unsigned earlier_number (struct state *s, gcall *call, tree callee);
/* In such a run, what CALL, of the C library, stores where TO, its argument FROM_ONE, leads is anything that may be expected.  False if it is no such run.  */
bool earlier_fills (struct state *s, gcall *call, unsigned from_one, const struct value *to);
/* Whether what CALL, of the C library's function NAME, gives in such a run may be what is expected.  */
bool earlier_library_gives (gcall *call, const char *name);
/* Whether outputs of CALLEE are what others left in such a run.  */
bool earlier_is_of_other (tree callee);
/* Of Y, which is new, if the function in focus was given it since, only what its function may have from somewhere is thought of.  */
void earlier_limit (struct symbol *y);
/* Whether Y is of argument ARGUMENT, but that the function in focus was not given it when it was asked for.  */
bool earlier_is_of (const struct symbol *y, unsigned argument);

/* machine_views.cc: what happens to objects that others look into.  Nothing, unless it is a run for views.  */
void views_start (void);
/* The number of the moment at which CALL, of the function in focus, looks, the same on every way.  */
unsigned views_number (struct state *s, gcall *call);
/* CALLEE, outside the unit, is about to be called.  Gives an object that it is given, or -1, for when it has given RESULT.  */
int views_call (struct state *s, gcall *call, tree callee);
void views_result (struct state *s, gcall *call, int given, const struct value *result);
/* The same of a function of the C library.  */
void views_system_call (struct state *s, gcall *call, tree callee);
/* The test stored something at P; something may have happened to whatever there is.  */
void views_store (struct state *s, const struct place *p);
void views_forget (struct state *s);
/* V was read from the SIZE bits at P.  */
void views_loaded (struct state *s, const struct place *p, HOST_WIDE_INT size, tree type, const struct value *v);

#endif
