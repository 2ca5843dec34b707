/* Criterion's tests that are to end by a signal or a status; requires criterion/criterion.h  */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include "subject.h"
/* fail_with ends_by_signal_impl semantic "how it ends the process": coming back fails the test */
Test (ends, by_signal, .signal = SIGABRT) { fail_with (-1); }
/* fail_with ends_by_status_impl semantic "how it ends the process": the same with a status */
Test (ends, by_status, .exit_code = 4) { fail_with (4); }
/* fail_with ends_itself_impl called: it ends itself as is expected */
Test (ends, itself, .exit_code = 4) { fail_with (0); exit (4); }
/* fail_with ends_well_impl called: nothing is expected of it */
Test (ends, well, .signal = 0) { fail_with (0); }
/* fail_with ends_plain_impl called: nor here */
Test (ends, plain) { fail_with (0); }
/* price ends_wrong_impl called: a wrong price aborts, as is expected */
Test (ends, wrong, .signal = SIGABRT) { if (price (10, 5) != 50) abort (); }
