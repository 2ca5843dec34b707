/* Code that asks whether the plugin is there.  Internal to plugin/.  */
#ifndef LOADBEARING_PLUGIN_TESTS_H
#define LOADBEARING_PLUGIN_TESTS_H

/* Begins to watch the preprocessor.  To be called at PLUGIN_START_UNIT.  */
void plugin_tests_start (void);

/* Calls VISIT for each place outside loadbearing.h that asked: WHAT is "__LOADBEARING__" or the attribute,
   FILE as the compiler names it.  */
void plugin_tests_visit (void (*visit) (const char *what, const char *file, unsigned line, void *data), void *data);

#endif
