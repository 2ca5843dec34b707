/* What was found of the unit: said, and written into the assembler output.  Internal to plugin/.  */
#ifndef LOADBEARING_EMIT_H
#define LOADBEARING_EMIT_H

/* At PLUGIN_ALL_IPA_PASSES_START: has the unit judged, says what was found, and gives the note to the compiler.  */
void emit_unit (void);
/* At PLUGIN_FINISH_UNIT: the note once more, into a slim LTO object.  */
void emit_slim (void);
/* At PLUGIN_FINISH: removes what an earlier, failed compilation left, if this one succeeded.  */
void emit_finish (void);

#endif
