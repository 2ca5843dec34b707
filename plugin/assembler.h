/* What only the assembler sees: top-level asm, and files that asm reads.
   Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_ASSEMBLER_H
#define LOADBEARING_ASSEMBLER_H

struct observed_function;

/* Adds to F's dependencies the files that TEXT, of an asm, reads (.incbin, .include), with their contents.  */
void assembler_files (struct observed_function *f, const char *text);

/* The unit's top-level asm, when it is complete; "" if there is none.  Owned by the caller.  */
char *assembler_top_level (void);

/* Adds the unit's top-level asm, and what it reads, to F's dependencies.  */
void assembler_depend (struct observed_function *f, const char *top_level);

#endif
