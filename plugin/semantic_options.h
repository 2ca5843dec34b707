/* The options that change what a program means.  Internal to plugin/.  */
#ifndef LOADBEARING_SEMANTIC_OPTIONS_H
#define LOADBEARING_SEMANTIC_OPTIONS_H

/* Calls VISIT with each option in force that is not the default and changes semantics, as a person would
   write it ("-fwrapv").  What -O and -g imply, and instrumentation, are left out.  */
void semantic_options (void (*visit) (const char *option, void *data), void *data);

#endif
