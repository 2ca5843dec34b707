/* Work in a forked child of the compiler.  See child.h.

   The child must leave nothing behind: its copies of stdio's buffers hold what the parent will write as well, so
   every descriptor but the pipe leads nowhere, and it ends by _exit alone, whatever happens.
   To see what a child dies of: gcc ... -wrapper gdb,--args, then `set follow-fork-mode child`.  */
#include <malloc.h> /* first: GCC poisons its names */

#include "gcc-compat.h"

#include "child.h"

#include <dirent.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>

/* Seconds of processor time after which a child is given up: on a busy machine others take their time, and what is
   found shall not depend on them.  And seconds by the clock, for a child that waits for ever.  */
#define PATIENCE 60
#define PATIENCE_BY_CLOCK 1200

/* The answer's end: a child that died on the way has not written it.  */
struct trailer {
  char magic[8];
  uint64_t length;
};
static const char magic[8] = { 'a', 'n', 's', 'w', 'e', 'r', 'e', 'd' };

static void ATTRIBUTE_NORETURN
die_of_internal_error (diagnostic_context *, const char *, va_list *)
{
  _exit (4);
}

/* Descriptors other than KEEP and beyond stderr lead to /dev/null from now on.  */
static void
redirect_descriptors (int keep)
{
  int null = open ("/dev/null", O_RDWR);
  if (null < 0)
    _exit (3);
  DIR *folder = opendir ("/proc/self/fd");
  int last = folder ? 0 : 1024;
  if (folder) {
    while (struct dirent *entry = readdir (folder))
      last = MAX (last, atoi (entry->d_name));
    closedir (folder);
  }
  for (int fd = 0; fd <= last; fd++)
    if (fd != keep && fd != null && fcntl (fd, F_GETFD) != -1)
      dup2 (null, fd);
}

static void
silence (int keep, pid_t parent)
{
  static const int signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGALRM, SIGPROF, SIGPIPE, SIGXCPU };
  struct itimerval patience = { { 0, 0 }, { PATIENCE, 0 } };
  for (int number : signals)
    signal (number, SIG_DFL);
  /* A compiler that dies asks no more.  */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != parent)
    _exit (6);
  setitimer (ITIMER_PROF, &patience, NULL);
  alarm (PATIENCE_BY_CLOCK);
  redirect_descriptors (keep);
  compat_internal_error_hook (die_of_internal_error);
  compat_no_warnings ();
  inhibit_warnings = true;
  /* Every dump is off, also -fopt-info.  */
  for (int i = 0;; i++) {
    struct dump_file_info *dump = g->get_dumps ()->get_dump_file_info (i);
    if (!dump)
      break;
    dump->pstate = dump->alt_state = 0;
  }
  set_dump_file (NULL);
  /* Memory is returned at the end, all of it.  */
  param_ggc_min_expand = 1000;
  param_ggc_min_heapsize = 2 * 1024 * 1024;
#ifdef M_MMAP_THRESHOLD
  mallopt (M_MMAP_THRESHOLD, 32 * 1024 * 1024);
  mallopt (M_TRIM_THRESHOLD, 1024 * 1024 * 1024);
#endif
}

static void
write_all (int fd, const void *data, size_t size)
{
  const char *at = (const char *) data;
  while (size > 0) {
    ssize_t done = write (fd, at, size);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      _exit (5);
    at += done;
    size -= done;
  }
}

bool
child_start (struct child *c, void (*work) (void *, struct strbuf *), void *data)
{
  int ends[2];
  pid_t parent = getpid ();
  c->pid = 0;
  if (pipe (ends) != 0)
    return false;
  pid_t pid = fork ();
  if (pid < 0) {
    close (ends[0]);
    close (ends[1]);
    return false;
  }
  if (pid == 0) {
    struct strbuf answer = STRBUF_INIT;
    struct trailer trailer;
    silence (ends[1], parent);
    work (data, &answer);
    memcpy (trailer.magic, magic, sizeof magic);
    trailer.length = answer.length;
    write_all (ends[1], strbuf_text (&answer), answer.length);
    write_all (ends[1], &trailer, sizeof trailer);
    _exit (0);
  }
  close (ends[1]);
  fcntl (ends[0], F_SETFD, FD_CLOEXEC);
  c->pid = pid;
  c->pipe = ends[0];
  return true;
}

const char *
child_finish (struct child *c, struct strbuf *answer)
{
  char buffer[16384];
  int status = -1;
  size_t before = answer->length;
  for (;;) {
    ssize_t got = read (c->pipe, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      break;
    strbuf_add (answer, buffer, got);
  }
  close (c->pipe);
  while (waitpid (c->pid, &status, 0) < 0 && errno == EINTR)
    continue;
  c->pid = 0;
  if (WIFSIGNALED (status) && (WTERMSIG (status) == SIGALRM || WTERMSIG (status) == SIGPROF))
    return "the compiler took too long to normalise the unit";
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    return "the compiler failed to normalise the unit";
  struct trailer trailer;
  size_t length = answer->length - before;
  if (length < sizeof trailer)
    return "the normalised unit did not arrive";
  memcpy (&trailer, answer->text + answer->length - sizeof trailer, sizeof trailer);
  if (memcmp (trailer.magic, magic, sizeof magic) != 0 || trailer.length != length - sizeof trailer)
    return "the normalised unit did not arrive whole";
  answer->length -= sizeof trailer;
  return NULL;
}
