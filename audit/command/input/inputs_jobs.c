/* Reading many files, several at once.

   A thread reads into inputs of its own, that share only the index of units; what came of
   each file is put together afterwards, in order, so that nothing depends on
   which thread was faster.  */
#include "inputs_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Fewer files than this are read faster than a thread is started.  */
#define JOBS_PER_THREAD 64
#define THREADS_MOST 8
/* So many are taken at a time.  */
#define JOBS_AT_ONCE 16

struct crew {
  struct input_jobs *jobs;
  atomic_size_t next;
};

struct reader {
  pthread_t thread;
  struct crew *crew;
  struct inputs share;
  struct inputs_private own;
};

void
input_jobs_add (struct input_jobs *jobs, const char *path, bool named)
{
  /* The capacity is the next power of two.  */
  size_t count = jobs->count;
  if ((count & (count - 1)) == 0)
    jobs->list = memory_grow (jobs->list, count ? 2 * count : 1, sizeof *jobs->list);
  jobs->list[jobs->count++] = (struct input_job){ .path = memory_copy_text (path), .named = named };
}

/* Modified a moment ago, so perhaps still being written.  */
static bool
is_recent (const struct stat *status)
{
  return time (NULL) - status->st_mtim.tv_sec <= 5;
}

static bool
is_unchanged (int fd, const struct stat *before)
{
  struct stat now;
  return fstat (fd, &now) != 0
         || (now.st_size == before->st_size && now.st_mtim.tv_sec == before->st_mtim.tv_sec
             && now.st_mtim.tv_nsec == before->st_mtim.tv_nsec);
}

static void
read_open_file (struct inputs *in, struct input_job *job, int fd)
{
  struct stat status;
  const char *what = "";

  if (fstat (fd, &status) != 0) {
    inputs_problem (in, job->path, NULL, "cannot be examined: %s", strerror (errno));
    return;
  }
  if (!S_ISREG (status.st_mode))
    return; /* it has become something else since it was listed */
  job->identity = (struct identity){ status.st_dev, status.st_ino };
  job->identified = true;
  enum reading reading = elf_file_read (in, job->path, fd, &status, &job->artefact, &what);
  if (reading == READING_FOREIGN) {
    if (job->named)
      inputs_problem (in, job->path, NULL, "%s", what);
  } else if (in->problems_count == 0 && is_recent (&status) && !is_unchanged (fd, &status))
    inputs_problem (in, job->path, NULL, "changed while it was being read; run this again when the build is done");
}

/* IN is a thread's share: its problems are this job's alone.  */
static void
job_run (struct inputs *in, struct input_job *job)
{
  /* Not blocking: the name may have become a FIFO since it was looked at.  */
  int fd = open (job->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    inputs_problem (in, job->path, NULL, "cannot be opened: %s", strerror (errno));
  else {
    read_open_file (in, job, fd);
    close (fd);
  }
  job->problems = in->problems;
  job->problems_count = in->problems_count;
  in->problems = NULL;
  in->problems_count = 0;
}

static void *
reader_run (void *data)
{
  struct reader *reader = data;
  struct input_jobs *jobs = reader->crew->jobs;
  for (;;) {
    size_t first = atomic_fetch_add (&reader->crew->next, JOBS_AT_ONCE);
    for (size_t i = first; i < first + JOBS_AT_ONCE; i++) {
      if (i >= jobs->count)
        return NULL;
      job_run (&reader->share, &jobs->list[i]);
    }
  }
}

/* Puts what came of JOB into IN; a file that was met before, under another name, not again.  */
static void
job_finish (struct inputs *in, struct input_job *job)
{
  bool again = job->identified && !inputs_first_visit (in, job->identity);
  for (size_t i = 0; i < job->problems_count; i++) {
    if (!again)
      inputs_problem (in, job->problems[i].path, NULL, "%s", job->problems[i].message);
    free (job->problems[i].path);
    free (job->problems[i].message);
  }
  free (job->problems);
  free (job->path);
  if (again)
    artefact_free (job->artefact);
  else if (job->artefact) {
    size_t count = in->artefacts_count;
    if ((count & (count - 1)) == 0)
      in->artefacts = memory_grow (in->artefacts, count ? 2 * count : 1, sizeof *in->artefacts);
    in->artefacts[in->artefacts_count++] = job->artefact;
    inputs_list_units (in, job->artefact);
  }
}

static void
reader_release (struct reader *reader, struct inputs *in)
{
  struct inputs_private *own = in->own;
  elf_symbols_release (&reader->share);
  free (reader->own.buffer);
  if (!reader->own.storage)
    return;
  own->shares = memory_grow (own->shares, own->shares_count + 1, sizeof *own->shares);
  own->shares[own->shares_count++] = reader->own.storage;
}

void
input_jobs_run (struct input_jobs *jobs, struct inputs *in)
{
  struct reader readers[THREADS_MOST] = { 0 };
  struct crew crew = { .jobs = jobs };
  long processors = sysconf (_SC_NPROCESSORS_ONLN);
  size_t count = jobs->count / JOBS_PER_THREAD, started = 1;

  if (processors > 0 && count > (size_t) processors)
    count = (size_t) processors;
  if (count > THREADS_MOST)
    count = THREADS_MOST;
  for (size_t i = 0; i < THREADS_MOST; i++) {
    readers[i].crew = &crew;
    readers[i].own.flags = in->own->flags;
    readers[i].own.index = in->own->index;
    readers[i].share.own = &readers[i].own;
  }
  /* This thread is the first reader, and the only one where no other can be started.  */
  while (started < count && pthread_create (&readers[started].thread, NULL, reader_run, &readers[started]) == 0)
    started++;
  reader_run (&readers[0]);
  for (size_t i = 1; i < started; i++)
    pthread_join (readers[i].thread, NULL);

  for (size_t i = 0; i < started; i++)
    reader_release (&readers[i], in);
  for (size_t i = 0; i < jobs->count; i++)
    job_finish (in, &jobs->list[i]);
  free (jobs->list);
  *jobs = (struct input_jobs){ NULL, 0 };
}
