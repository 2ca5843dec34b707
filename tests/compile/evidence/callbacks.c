/* What the function under test calls: callbacks of the test, and fakes that it links with.  */
#include <assert.h>
#include "subject.h"
static int visits, sum, unrelated;
static void visit (int x) { visits++; sum += x; }
/* walk semantic: a function that calls nothing leaves 0 */
void visited (void) { visits = 0; walk (visit, 3); assert (visits == 3); }
/* walk semantic: the same, and what it was called with */
void visited_with (void) { sum = 0; walk (visit, 3); assert (sum == 6); }
/* walk shape: a function that calls nothing passes */
void visited_at_most (void) { visits = 0; walk (visit, 3); assert (visits <= 3); }
/* walk shape: 0 is what stood there */
void not_visited (void) { visits = 0; walk (visit, 0); assert (visits == 0); }
/* walk called: nobody asks */
void not_asked (void) { visits = 0; walk (visit, 3); }
/* walk called: the callback does not change this one */
void another (void) { unrelated = 1; walk (visit, 3); assert (unrelated == 1); }
/* walk called: another function was called since, which nobody knows */
/* other called: the same */
void two_calls (void) { visits = 0; walk (visit, 3); other (2); assert (visits == 3); }
static int sent;
int transport_send (int byte) { sent = byte; return 1; }
/* price semantic: what the fake was given is evidence for its caller */
void faked (void) { sent = 0; price (10, 5); assert (sent == 7); }
/* price shape: as it was before */
void faked_as_before (void) { sent = 7; price (10, 5); assert (sent == 7); }
struct seen { int frames; };
/* session_run semantic: 0, whatever what it was made with counts meanwhile */
void kept_behind_a_pointer (void) { struct session *session; struct seen seen; session_new (&session, &seen); seen.frames = 0; assert (session_run (session) == 0); assert (seen.frames == 1); }
/* session_run called: what it counts is not known to be its own */
void counted_behind_a_pointer (void) { struct session *session; struct seen seen; session_new (&session, &seen); seen.frames = 0; session_run (session); assert (seen.frames == 1); }
