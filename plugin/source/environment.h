/* Which headers are the compiler's and the C library's own.  */
#ifndef LOADBEARING_ENVIRONMENT_H
#define LOADBEARING_ENVIRONMENT_H

/* Whether the file PATH, or what GCC calls "<built-in>" and the like, is of the environment.  */
bool environment_holds (const char *path);

#endif
