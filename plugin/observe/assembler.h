/* What only the assembler sees: top-level asm, what asm statements name, and files that asm reads.
   Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_ASSEMBLER_H
#define LOADBEARING_ASSEMBLER_H

struct observed_function;

/* Adds to F's dependencies the files that TEXT, of an asm statement in F, reads (.incbin, .include), with their
   contents, and keeps the words in it for assembler_references.  */
void assembler_statement (struct observed_function *f, const char *text);
/* True if an asm statement has named NAME so far.  */
bool assembler_names (const char *name);
/* When the unit is complete: functions and objects of the unit that F's asm statements name become its references.  */
void assembler_references (struct observed_function *f);

/* The unit's top-level asm, when it is complete; "" if there is none.  Owned by the caller.  */
char *assembler_top_level (void);

/* Adds the unit's top-level asm, and what it reads, to F's dependencies.  */
void assembler_depend (struct observed_function *f, const char *top_level);

#endif
