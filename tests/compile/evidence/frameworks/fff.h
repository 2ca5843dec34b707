/* As much of FFF as the cases need, written for these tests from its documentation: a fake counts its calls and keeps
   what it was given, in a struct of the test's unit.  */
#include <string.h>
#define FFF_HISTORY 50
#define DEFINE_FFF_GLOBALS struct { void (*call_history[FFF_HISTORY]) (void); unsigned call_history_idx; } fff;
#define FAKE_VALUE_FUNC1(R, F, A0) \
  typedef struct F##_Fake { \
    A0 arg0_val, arg0_history[FFF_HISTORY]; \
    unsigned call_count, arg_history_len, arg_histories_dropped; \
    R return_val; \
    R *return_val_seq; \
    int return_val_seq_len, return_val_seq_idx; \
    R (*custom_fake) (A0); \
  } F##_Fake; \
  F##_Fake F##_fake; \
  R F (A0 arg0) \
  { \
    memcpy ((void *) &F##_fake.arg0_val, (void *) &arg0, sizeof arg0); \
    if (F##_fake.call_count < FFF_HISTORY) \
      memcpy ((void *) &F##_fake.arg0_history[F##_fake.call_count], (void *) &arg0, sizeof arg0); \
    F##_fake.call_count++; \
    if (F##_fake.custom_fake) \
      return F##_fake.custom_fake (arg0); \
    return F##_fake.return_val; \
  } \
  void F##_reset (void) \
  { \
    memset ((void *) &F##_fake, 0, sizeof F##_fake); \
    F##_fake.arg_history_len = FFF_HISTORY; \
  }
#define FAKE_VOID_FUNC1(F, A0) \
  typedef struct F##_Fake { \
    A0 arg0_val, arg0_history[FFF_HISTORY]; \
    unsigned call_count, arg_history_len, arg_histories_dropped; \
    void (*custom_fake) (A0); \
  } F##_Fake; \
  F##_Fake F##_fake; \
  void F (A0 arg0) \
  { \
    memcpy ((void *) &F##_fake.arg0_val, (void *) &arg0, sizeof arg0); \
    F##_fake.call_count++; \
    if (F##_fake.custom_fake) \
      F##_fake.custom_fake (arg0); \
  } \
  void F##_reset (void) \
  { \
    memset ((void *) &F##_fake, 0, sizeof F##_fake); \
    F##_fake.arg_history_len = FFF_HISTORY; \
  }
#define RESET_FAKE(F) F##_reset ()
