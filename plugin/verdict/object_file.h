/* The object that is being made, and OBJECT.loadbearing.  Internal to plugin/.  */
#ifndef LOADBEARING_OBJECT_FILE_H
#define LOADBEARING_OBJECT_FILE_H

#include "strbuf.h"

/* The name of the object that this compilation will make, as given to the driver;
   owned by the caller.  NULL if it makes none that has a name (-o /dev/null, standard output).  */
char *object_file_name (void);

/* Writes RECORDS to OBJECT.loadbearing, whole or not at all.  False with a message in ERR.  */
bool object_file_keep (const struct strbuf *records, struct strbuf *err);

/* Removes OBJECT.loadbearing if an earlier compilation left one.  */
void object_file_forget (void);

#endif
