/* Runs functions that were made by chance (tests/real/sweep/patterns.py), each in several builds, and prints where a build does
   something else than the first one does.

   The first build, and those that are not TRUSTED, have UBSan's traps in them and count the blocks that they run.  An input for which
   the first one traps, crashes or goes on for long is not defined, and is passed over; so is one for which another such build traps, or goes on
   for long: it may be on its way to an overflow.
   What a function does is what it returns, what it tells, and what it leaves in memory.  Nothing depends on the clock but the end of
   a trusted build that does not end.  */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

typedef long made (int, unsigned, long, unsigned char, signed char, short, unsigned long, _Bool, int *, int *, unsigned char *);
/* BUILDS of each of FUNCTIONS, one function after the other.  */
extern made *const all[];
extern const int functions, builds, trusted[];

enum { INPUTS = 160, ENDLESS = 3, STEPS = 20000, MANY_STEPS = 10 * STEPS, TOO_LONG = 1000, CALLS = 400 };

struct fields { int ma : 3; unsigned mb : 5; signed char mc : 4; unsigned long md : 33; long me : 40; _Bool mf : 1; int mg : 1; int mh; };
struct memory { long before[64]; int numbers[64]; unsigned char bytes[128]; long behind[64]; };
struct input { long values[8]; int apart; double measured; struct fields fields; struct memory memory; };
struct outcome { int end; long result, counted; unsigned long trace; double measured; struct fields fields; struct memory memory; };

struct fields fields;
long counted;
double measured;
static struct memory memory;
static unsigned long trace;
static long calls, steps, most_steps;
static sigjmp_buf out;

void
told (long value)
{
  trace = trace * 1000003 + value;
  calls++;
  if (calls < CALLS && (value & 3) == 1)
    memory.numbers[value >> 2 & 7] ^= value;
  if ((value & 15) == 7)
    memory.bytes[value >> 4 & 7] += 3;
}

void
shown (void *object, unsigned long size)
{
  unsigned char *bytes = object;
  for (unsigned long i = 0; i < size; i++)
    trace = trace * 1000003 + bytes[i];
  bytes[0] ^= 5;
}

void
__sanitizer_cov_trace_pc (void)
{
  if (++steps > most_steps)
    siglongjmp (out, TOO_LONG);
}

static void
caught (int number)
{
  siglongjmp (out, number);
}

static unsigned long
random_bits (void)
{
  static unsigned long state = 88172645463325252ul;
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

static long
random_value (void)
{
  static const long edges[] = { 0, 1, -1, 127, 128, 255, 256, 32767, 65535, 2147483647, -2147483648l, 4294967295l, 4294967296l, -128, 100, 57,
                                48, 0x7fffffffffffffffl, -0x7fffffffffffffffl - 1, 16, 31, 32, 64 };
  long edge = edges[random_bits () % (sizeof edges / sizeof *edges)];
  switch (random_bits () % 8)
    {
    case 0:
      return edge;
    case 1:
      return (long) ((unsigned long) edge + random_bits () % 5 - 2);
    case 2:
      return (long) (random_bits () % 200) - 100;
    case 3:
      return (long) (random_bits () >> (random_bits () % 64));
    default:
      return (long) (random_bits () % 16) - 3;
    }
}

static struct input
random_input (int number)
{
  static const double reals[] = { 1, 0, -0.0, 2.5, -3, __builtin_inf (), __builtin_nan (""), 1e-310, 7 };
  struct input input = { .apart = (int[]) { 16, 0, 1, 16 }[random_bits () % 4], .measured = reals[random_bits () % 9] };
  long near = random_bits () % 14;
  for (int i = 0; i < 8; i++)
    input.values[i] = number % 3 && random_bits () % 4 ? near + (long) (random_bits () % 3) - 1 : random_value ();
  for (int i = 0; i < 64; i++)
    input.memory.numbers[i] = number & 1 ? random_value () : (long) (random_bits () % 12);
  for (int i = 0; i < 128; i++)
    input.memory.bytes[i] = number & 1 ? random_bits () : random_bits () % 10;
  input.fields = (struct fields) { random_value (), random_value (), random_value (), random_value (), random_value (), random_bits () & 1,
                                   random_value (), random_value () };
  return input;
}

static void
run (made *function, const struct input *input, long limit, struct outcome *outcome)
{
  const long *v = input->values;
  struct itimerval second = { .it_value = { .tv_sec = 1 } }, never = { 0 };
  memset (outcome, 0, sizeof *outcome);
  memory = input->memory;
  fields = input->fields;
  measured = input->measured;
  trace = counted = 1;
  calls = steps = 0;
  most_steps = limit;
  if (!(outcome->end = sigsetjmp (out, 1)))
    {
      setitimer (ITIMER_VIRTUAL, &second, NULL);
      outcome->result = function (v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7] & 1, memory.numbers, memory.numbers + input->apart, memory.bytes);
    }
  setitimer (ITIMER_VIRTUAL, &never, NULL);
  outcome->counted = counted;
  outcome->trace = trace;
  outcome->measured = measured;
  outcome->fields = fields;
  outcome->memory = memory;
}

/* One NaN is as good as another.  */
static int
same (const struct outcome *a, const struct outcome *b)
{
  return !a->end == !b->end && a->result == b->result && a->counted == b->counted && a->trace == b->trace
         && (!memcmp (&a->measured, &b->measured, sizeof a->measured) || (a->measured != a->measured && b->measured != b->measured))
         && !memcmp (&a->fields, &b->fields, sizeof a->fields) && !memcmp (&a->memory, &b->memory, sizeof a->memory);
}

int
main (void)
{
  static char stack[1 << 16];
  sigaltstack (&(stack_t) { .ss_sp = stack, .ss_size = sizeof stack }, NULL);
  struct sigaction action = { .sa_handler = caught, .sa_flags = SA_NODEFER | SA_ONSTACK };
  for (int i = 0; i < 6; i++)
    sigaction ((int[]) { SIGILL, SIGSEGV, SIGVTALRM, SIGFPE, SIGBUS, SIGTRAP }[i], &action, NULL);
  for (int n = 0; n < functions; n++)
    {
      char differs[16] = { 0 };
      int defined = 0, endless = 0;
      for (int k = 0; k < INPUTS && endless < ENDLESS; k++)
        {
          struct input input = random_input (k);
          struct outcome first, other;
          run (all[n * builds], &input, STEPS, &first);
          endless += first.end == TOO_LONG;
          if (first.end)
            continue;
          defined++;
          for (int build = 1; build < builds; build++)
            {
              if (differs[build])
                continue;
              run (all[n * builds + build], &input, MANY_STEPS, &other);
              if (same (&first, &other) || (!trusted[build] && (other.end == SIGILL || other.end == TOO_LONG)))
                continue;
              differs[build] = 1;
              printf ("%d %d %d end %d, result %ld for %ld, of (", n, build, other.end, other.end, other.result, first.result);
              for (int i = 0; i < 8; i++)
                printf ("%ld%s", input.values[i], i < 7 ? ", " : ")\n");
            }
        }
      printf ("%d 0 0 defined %d\n", n, defined);
    }
  return 0;
}
