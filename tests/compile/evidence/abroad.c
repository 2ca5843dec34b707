/* What a function gave leaves the memory that is known here and comes back: by pipes, files, the environment, threads, memory of unknown origin, what other
   functions keep.  What comes back is no expectation; what comes from elsewhere is.  */
/* clang-format off */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "subject.h"

/* count shape: sent through a pipe and compared with itself */
static void test_pipe (void)
{
  int ends[2], got = count ("abc"), sent = 0;
  assert (pipe (ends) == 0);
  assert (write (ends[1], &got, sizeof got) == sizeof got);
  assert (read (ends[0], &sent, sizeof sent) == sizeof sent);
  assert (got == sent);
}

/* count semantic: the expectation comes through a pipe, and nothing of the function's went into one */
static void test_pipe_of_others (void)
{
  int expected = 0, got = count ("abc");
  printf ("%d\n", got);
  fprintf (stderr, "%d\n", got);
  assert (read (3, &expected, sizeof expected) == sizeof expected);
  assert (got == expected);
}

/* name_of shape: what the environment holds is what it gave */
static void test_environment (void)
{
  const char *name = name_of (1);
  setenv ("NAME", name, 1);
  assert (strcmp (getenv ("NAME"), name) == 0);
}

/* name_of semantic: the environment says what is expected */
static void test_environment_expects (void)
{
  const char *name = name_of (1);
  assert (strcmp (getenv ("NAME"), name) == 0);
}

/* count shape: through memory that the system gave */
static void test_mapped (void)
{
  int *shared = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int got = count ("abc");
  *shared = got;
  assert (*shared == got);
}

/* count semantic: what stands in such memory comes from elsewhere */
static void test_mapped_expects (void)
{
  const int *shared = mmap (NULL, 4096, PROT_READ, MAP_SHARED, 3, 0);
  int got = count ("abc");
  assert (*shared == got);
}

/* count shape: a text that a stream in memory made of it */
static void test_stream_in_memory (void)
{
  char *made = NULL, printed[16];
  size_t size;
  int got = count ("abc");
  FILE *stream = open_memstream (&made, &size);
  fprintf (stream, "%d", got);
  fclose (stream);
  snprintf (printed, sizeof printed, "%d", got);
  assert (strcmp (made, printed) == 0);
}

static void *count_in_thread (void *to)
{
  *(int *) to = count ("abc");
  return NULL;
}

/* count shape: a thread asks the same function what is expected */
static void test_thread (void)
{
  pthread_t thread;
  int expected = 0;
  pthread_create (&thread, NULL, count_in_thread, &expected);
  pthread_join (thread, NULL);
  assert (count ("abc") == expected);
}

static int counted;

static void *count_globally (void *nothing)
{
  counted = count ("abc");
  return nothing;
}

/* count shape: the same, through a global of the test's */
static void test_thread_global (void)
{
  pthread_t thread;
  pthread_create (&thread, NULL, count_globally, NULL);
  pthread_join (thread, NULL);
  assert (count ("abc") == counted);
}

static void *read_in_thread (void *to)
{
  assert (scanf ("%d", (int *) to) == 1);
  return NULL;
}

/* count semantic: a thread reads what is expected */
static void test_thread_reads (void)
{
  pthread_t thread;
  int expected = 0;
  pthread_create (&thread, NULL, read_in_thread, &expected);
  pthread_join (thread, NULL);
  assert (count ("abc") == expected);
}

/* parse shape: its status against a number in the file that it was told to write */
static void test_file_it_writes (void)
{
  int value, number = 0, status = parse ("out.txt", &value);
  FILE *file = fopen ("out.txt", "r");
  if (!file || fscanf (file, "%d", &number) != 1)
    abort ();
  assert (status == number);
}

/* parse semantic: the number is in another file */
static void test_file_of_others (void)
{
  int value, number = 0, status = parse ("out.txt", &value);
  FILE *file = fopen ("expected.txt", "r");
  if (!file || fscanf (file, "%d", &number) != 1)
    abort ();
  assert (status == number);
  assert (value == 4);
}

void keep (long value);
long kept (void);

/* price shape: another function keeps the result, and a third one gives it back */
static void test_kept_elsewhere (void)
{
  long total = price (2, 50);
  keep (total);
  assert (kept () == total);
}

/* price semantic: the third one was given nothing of it */
static void test_known_elsewhere (void)
{
  keep (100);
  assert (price (2, 50) == kept ());
}

long *room (void);

/* price shape: stored through a pointer of unknown origin, and read from there */
static void test_room (void)
{
  long *place = room (), total = price (2, 50);
  place[1] = total;
  assert (place[1] == total);
}

void (*const tests[]) (void) = { test_pipe, test_pipe_of_others, test_environment, test_environment_expects, test_mapped, test_mapped_expects, test_stream_in_memory, test_thread, test_thread_global, test_thread_reads, test_file_it_writes, test_file_of_others, test_kept_elsewhere, test_known_elsewhere, test_room };
