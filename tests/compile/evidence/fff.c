/* FFF's fakes, with a header of our own, and assert.  */
#include <assert.h>
#include <stdio.h>
#include "frameworks/fff.h"
#include "subject.h"
DEFINE_FFF_GLOBALS
FAKE_VALUE_FUNC1 (int, charge, int)
FAKE_VOID_FUNC1 (notify, const char *)
/* checkout semantic: one call of the fake */
void called_once (void) { RESET_FAKE (charge); checkout (10, 5); assert (charge_fake.call_count == 1); }
/* checkout semantic: what the fake was given */
void given (void) { RESET_FAKE (charge); checkout (10, 5); assert (charge_fake.arg0_val == 50); }
/* checkout semantic: what the fake was given first */
void given_first (void) { RESET_FAKE (charge); checkout (10, 5); assert (charge_fake.arg0_history[0] == 50); }
/* checkout shape: no call of the fake, as without doing anything */
void not_called (void) { RESET_FAKE (charge); checkout (0, 5); assert (charge_fake.call_count == 0); }
/* checkout semantic: the result */
void result (void) { RESET_FAKE (charge); charge_fake.return_val = 7; assert (checkout (10, 5) == 7); }
/* checkout called: what the fake gives is the test's own */
void own_value (void) { RESET_FAKE (charge); charge_fake.return_val = 7; checkout (10, 5); charge_fake.return_val = 7; assert (charge_fake.return_val == 7); }
/* checkout called: nobody looks at the fake */
void unread (void) { RESET_FAKE (charge); checkout (10, 5); printf ("%u\n", charge_fake.call_count); }
/* checkout semantic: a text that the other fake was given */
void told (void) { RESET_FAKE (notify); checkout (10, 5); assert (notify_fake.call_count == 1); assert (strcmp (notify_fake.arg0_val, "paid") == 0); }
/* checkout semantic: at least one call, and a constant makes none (it was `shape`, for all the counts that pass; but the fake counts, and stays at 0) */
void called_some (void) { RESET_FAKE (charge); checkout (10, 5); assert (charge_fake.call_count > 0); }
/* charge absent: the fake itself is no function under test */
void fake_itself (void) { RESET_FAKE (charge); charge_fake.return_val = 3; assert (charge (1) == 3); }
