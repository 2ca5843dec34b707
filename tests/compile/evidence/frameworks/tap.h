/* As much of libtap as the cases need, written for these tests from its documentation.  */
#include <stddef.h>
int ok_at_loc (const char *file, int line, int test, const char *format, ...);
int is_at_loc (const char *file, int line, const char *got, const char *expected, const char *format, ...);
int isnt_at_loc (const char *file, int line, const char *got, const char *expected, const char *format, ...);
int cmp_ok_at_loc (const char *file, int line, int a, const char *op, int b, const char *format, ...);
int cmp_mem_at_loc (const char *file, int line, const void *got, const void *expected, size_t n, const char *format, ...);
int bail_out (int ignore, const char *format, ...);
void cplan (int tests, const char *format, ...);
int diag (const char *format, ...);
int exit_status (void);
void skippy (int n, const char *format, ...);
#define NO_PLAN -1
#define ok(...) ok_at_loc (__FILE__, __LINE__, __VA_ARGS__, NULL)
#define is(...) is_at_loc (__FILE__, __LINE__, __VA_ARGS__, NULL)
#define isnt(...) isnt_at_loc (__FILE__, __LINE__, __VA_ARGS__, NULL)
#define cmp_ok(...) cmp_ok_at_loc (__FILE__, __LINE__, __VA_ARGS__, NULL)
#define cmp_mem(...) cmp_mem_at_loc (__FILE__, __LINE__, __VA_ARGS__, NULL)
#define plan(...) cplan (__VA_ARGS__, NULL)
#define done_testing() return exit_status ()
#define BAIL_OUT(...) bail_out (0, __VA_ARGS__, NULL)
