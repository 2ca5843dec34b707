/* CMock: what its generator declares for `charge` and `notify`, written out, and Unity.  */
#include "frameworks/unity.h"
#include "subject.h"
void charge_CMockExpectAndReturn (unsigned line, int amount, int result);
void charge_CMockExpectAnyArgsAndReturn (unsigned line, int result);
void charge_CMockIgnoreAndReturn (unsigned line, int result);
void charge_CMockStopIgnore (void);
void charge_AddCallback (int (*callback) (int amount, int calls));
void notify_CMockExpect (unsigned line, const char *what);
void mock_charge_Init (void);
void mock_charge_Verify (void);
void mock_charge_Destroy (void);
#define charge_ExpectAndReturn(a, r) charge_CMockExpectAndReturn (__LINE__, a, r)
#define charge_ExpectAnyArgsAndReturn(r) charge_CMockExpectAnyArgsAndReturn (__LINE__, r)
#define charge_IgnoreAndReturn(r) charge_CMockIgnoreAndReturn (__LINE__, r)
#define notify_Expect(w) notify_CMockExpect (__LINE__, w)
void setUp (void) { mock_charge_Init (); }
void tearDown (void) { mock_charge_Verify (); mock_charge_Destroy (); }
/* checkout semantic "no constant": a call that is expected and does not come */
void test_charged (void) { charge_ExpectAndReturn (50, 0); checkout (10, 5); }
/* checkout semantic: any arguments, but a call */
void test_charged_something (void) { charge_ExpectAnyArgsAndReturn (0); checkout (10, 5); }
/* checkout called: calls are ignored, and so is the result */
void test_ignored (void) { charge_IgnoreAndReturn (0); checkout (10, 5); }
/* checkout semantic: calls are ignored, the result is not */
void test_result (void) { charge_IgnoreAndReturn (7); TEST_ASSERT_EQUAL_INT (7, checkout (10, 5)); }
/* checkout semantic: another call */
void test_notified (void) { charge_IgnoreAndReturn (0); notify_Expect ("paid"); checkout (10, 5); }
/* checkout shape: its status */
void test_not_zero (void) { charge_IgnoreAndReturn (1); TEST_ASSERT_NOT_EQUAL_INT (0, checkout (10, 5)); }
int main (void)
{
  UNITY_BEGIN ();
  RUN_TEST (test_charged); RUN_TEST (test_charged_something); RUN_TEST (test_ignored); RUN_TEST (test_result);
  RUN_TEST (test_notified); RUN_TEST (test_not_zero);
  return UNITY_END ();
}
