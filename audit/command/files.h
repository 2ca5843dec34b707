/* Reading and writing whole files.  */
#ifndef LOADBEARING_FILES_H
#define LOADBEARING_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "strbuf.h"

/* Appends the file's content to TEXT.  False with "PATH: cause" in ERR.  */
bool file_read (const char *path, struct strbuf *text, struct strbuf *err);

/* Writes the file so that it appears whole or not at all: a temporary file beside it, fsync,
   rename.  False with "PATH: cause" in ERR; nothing is left behind then.  */
bool file_write (const char *path, const char *text, size_t size, struct strbuf *err);

/* Makes the folder and its parents.  False with a message in ERR.  */
bool folder_make (const char *path, struct strbuf *err);

#endif
