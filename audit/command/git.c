/* Asking git: see git.h.  */
#define _GNU_SOURCE /* pipe2 */
#include "git.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the child: git with its standard output in FD.  */
static void
become_git (const char *folder, const char *const *words, int fd)
{
  size_t count = 0;
  int nowhere = open ("/dev/null", O_RDWR);
  while (words[count])
    count++;
  const char **argv = memory_get ((count + 4) * sizeof *argv);
  argv[0] = "git";
  argv[1] = "-C";
  argv[2] = folder;
  memcpy (argv + 3, words, (count + 1) * sizeof *argv);
  dup2 (nowhere, STDIN_FILENO);
  dup2 (fd, STDOUT_FILENO);
  dup2 (nowhere, STDERR_FILENO);
  execvp ("git", (char *const *) argv);
  _exit (127);
}

int
git_run (const char *folder, struct strbuf *out, const char *const *words)
{
  int ends[2], status;
  char block[4096];
  ssize_t got;

  if (pipe2 (ends, O_CLOEXEC) != 0)
    return -1;
  pid_t child = fork ();
  if (child == 0)
    become_git (folder, words, ends[1]);
  close (ends[1]);
  while (child > 0 && ((got = read (ends[0], block, sizeof block)) > 0 || (got < 0 && errno == EINTR)))
    if (got > 0)
      strbuf_add (out, block, (size_t) got);
  close (ends[0]);
  if (child < 0)
    return -1;
  while (waitpid (child, &status, 0) < 0)
    if (errno != EINTR)
      return -1;
  if (out->length && out->text[out->length - 1] == '\n')
    out->text[--out->length] = '\0';
  return WIFEXITED (status) && WEXITSTATUS (status) != 127 ? WEXITSTATUS (status) : -1;
}

bool
git_person (const char *folder, struct strbuf *person, struct strbuf *err)
{
  const char *const name_words[] = { "config", "user.name", NULL };
  const char *const address_words[] = { "config", "user.email", NULL };
  struct strbuf name, address;
  bool ok = false;

  strbuf_init (&name);
  strbuf_init (&address);
  int named = git_run (folder, &name, name_words);
  int addressed = named < 0 ? -1 : git_run (folder, &address, address_words);
  if (named < 0 || addressed < 0)
    strbuf_add_text (err, "git could not be run, and says who certifies; install git\n");
  else if (named != 0 || addressed != 0 || name.length == 0 || address.length == 0)
    strbuf_addf (
        err,
        "git does not know who you are: %s is not set; run: git config --global user.name \"Your Name\" && git "
        "config --global user.email you@example.com\n",
        named != 0 || name.length == 0 ? "user.name" : "user.email");
  else if (strpbrk (name.text, "<>\n") || strpbrk (address.text, "<> \n"))
    strbuf_add_text (err, "git's user.name and user.email must not contain '<', '>' or line breaks\n");
  else {
    strbuf_addf (person, "%s <%s>", strbuf_text (&name), strbuf_text (&address));
    ok = true;
  }
  strbuf_release (&name);
  strbuf_release (&address);
  return ok;
}

/* As many files as fit well on one command line.  */
#define HASH_AT_ONCE 200

static void
hash_some (const char *root, const char *const *files, size_t count, char **blobs)
{
  const char *words[HASH_AT_ONCE + 3] = { "hash-object", "--" };
  struct strbuf out;

  memcpy (words + 2, files, count * sizeof *files);
  words[count + 2] = NULL;
  strbuf_init (&out);
  if (git_run (root, &out, words) == 0) {
    const char *line = strbuf_text (&out);
    for (size_t i = 0; i < count && strspn (line, "0123456789abcdef") >= 12; i++) {
      struct strbuf blob;
      strbuf_init (&blob);
      strbuf_addf (&blob, "%s@%.12s", files[i], line);
      blobs[i] = strbuf_detach (&blob);
      line += strcspn (line, "\n");
      line += *line == '\n';
    }
  } else if (count > 1)
    /* One that cannot be read must not take the others along.  */
    for (size_t i = 0; i < count; i++)
      hash_some (root, files + i, 1, blobs + i);
  strbuf_release (&out);
}

void
git_blobs (const char *root, const char *const *files, size_t count, char **blobs)
{
  const char *const inside[] = { "rev-parse", "--is-inside-work-tree", NULL };
  struct strbuf out;
  bool work_tree;

  for (size_t i = 0; i < count; i++)
    blobs[i] = NULL;
  strbuf_init (&out);
  work_tree = count > 0 && git_run (root, &out, inside) == 0;
  strbuf_release (&out);
  for (size_t i = 0; work_tree && i < count; i += HASH_AT_ONCE)
    hash_some (root, files + i, count - i < HASH_AT_ONCE ? count - i : HASH_AT_ONCE, blobs + i);
}

bool
git_has_blob (const char *root, const char *blob)
{
  const char *at = strrchr (blob, '@');
  if (!at || at[1] == '-' || at[1] == '\0')
    return false;
  const char *const words[] = { "cat-file", "-e", at + 1, NULL };
  struct strbuf out;
  strbuf_init (&out);
  bool has = git_run (root, &out, words) == 0;
  strbuf_release (&out);
  return has;
}
