/* The options that change what a program means.  Internal to plugin/.  */
#ifndef LOADBEARING_SEMANTIC_OPTIONS_H
#define LOADBEARING_SEMANTIC_OPTIONS_H

/* Calls VISIT with each option in force that is not the default and changes semantics, as a person would
   write it ("-fwrapv").  What -O and -g imply, and instrumentation, are left out.  */
void semantic_options (void (*visit) (const char *option, void *data), void *data);

/* The unit computes in _Float16: to be said before semantic_options is called.  */
void semantic_options_half_precision (void);

/* True if -fno-builtin-NAME is in force, and -fno-builtin is not.  */
bool semantic_options_no_builtin (const char *name);

#endif
