/* Handlers that take a failure away, and exit statuses of which the parent sees nothing.  */
#include <assert.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include "subject.h"
static sigjmp_buf back;
static void end_well (int signal) { (void) signal; _exit (0); }
static void end_badly (int signal) { (void) signal; _exit (3); }
static void go_back (int signal) { (void) signal; siglongjmp (back, 1); }
static void finish (void) { _exit (0); }
static void tidy (void) { unlink ("output"); }
/* price called: the abort ends the program well */
void swallowed (void) { signal (SIGABRT, end_well); assert (price (10, 5) == 50); }
/* price called: the same by the other interface */
void swallowed_action (void) { struct sigaction a = { .sa_handler = end_well }; sigaction (SIGABRT, &a, NULL); assert (price (10, 5) == 50); }
/* price called: the abort goes back, and nothing tells */
void jumped (void) { signal (SIGABRT, go_back); if (sigsetjmp (back, 1)) return; assert (price (10, 5) == 50); }
/* price semantic: the handler says that it failed */
void handled (void) { signal (SIGABRT, end_badly); assert (price (10, 5) == 50); }
/* price semantic: another signal */
void other_signal (void) { signal (SIGTERM, end_well); assert (price (10, 5) == 50); }
/* price semantic: the default again */
void restored (void) { signal (SIGABRT, end_well); signal (SIGABRT, SIG_DFL); assert (price (10, 5) == 50); }
/* price called: at the end another status takes its place */
void overridden (void) { atexit (finish); if (price (10, 5) != 50) exit (1); }
/* price semantic: abort runs no such function */
void aborted (void) { atexit (finish); if (price (10, 5) != 50) abort (); }
/* price semantic: it only tidies up */
void tidied (void) { atexit (tidy); if (price (10, 5) != 50) exit (1); }
/* price called: 256 is 0 in eight bits */
void lost_status (void) { if (price (10, 5) != 50) exit (256); }
/* price semantic: 255 is not */
void last_status (void) { if (price (10, 5) != 50) exit (255); }
