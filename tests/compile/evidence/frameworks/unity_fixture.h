/* What the macros of Unity's fixtures expand to, with the functions of Unity's that they call.  */
#include "unity.h"
void UnityTestRunner (void (*setup) (void), void (*body) (void), void (*teardown) (void), const char *printable, const char *group,
                      const char *name, const char *file, unsigned line);
void UnityIgnoreTest (const char *printable, const char *group, const char *name);
int UnityMain (int argc, const char **argv, void (*run_all) (void));
#define TEST_GROUP(group) static const char *TEST_GROUP_##group = #group
#define TEST_SETUP(group) void TEST_##group##_SETUP (void)
#define TEST_TEAR_DOWN(group) void TEST_##group##_TEAR_DOWN (void)
#define TEST(group, name)                                                                                              \
  void TEST_##group##_##name##_ (void);                                                                                \
  void TEST_##group##_##name##_run (void)                                                                              \
  {                                                                                                                    \
    UnityTestRunner (TEST_##group##_SETUP, TEST_##group##_##name##_, TEST_##group##_TEAR_DOWN,                         \
                     "TEST(" #group ", " #name ")", TEST_GROUP_##group, #name, __FILE__, __LINE__);                    \
  }                                                                                                                    \
  void TEST_##group##_##name##_ (void)
#define IGNORE_TEST(group, name)                                                                                       \
  void TEST_##group##_##name##_ (void);                                                                                \
  void TEST_##group##_##name##_run (void)                                                                              \
  {                                                                                                                    \
    UnityIgnoreTest ("IGNORE_TEST(" #group ", " #name ")", TEST_GROUP_##group, #name);                                 \
  }                                                                                                                    \
  void TEST_##group##_##name##_ (void)
#define RUN_TEST_CASE(group, name) { void TEST_##group##_##name##_run (void); TEST_##group##_##name##_run (); }
#define TEST_GROUP_RUNNER(group) void TEST_##group##_GROUP_RUNNER (void)
#define RUN_TEST_GROUP(group) { void TEST_##group##_GROUP_RUNNER (void); TEST_##group##_GROUP_RUNNER (); }
