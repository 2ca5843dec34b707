/* A fake that records a text as well as a number; what records it is a function of the C library.  */
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "subject.h"
static char what_text[16];
static int sent, unread;
void notify (const char *what) { snprintf (what_text, sizeof what_text, "%s", what); sent++; unread++; }
int charge (int amount) { return amount; }
/* checkout semantic: a function that calls nothing leaves the count as it was */
void counted (void) { sent = 0; checkout (1, 5); assert (sent == 1); assert (strcmp (what_text, "paid") == 0); }
/* checkout called: the count stood there before */
void not_counted (void) { sent = 1; checkout (1, 5); sent = 1; assert (sent == 1); }
