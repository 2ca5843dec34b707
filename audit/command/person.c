/* Who writes into the ledger: see person.h.  */
#include "person.h"

#include "git.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* attributes/machines.txt, made part of the program by the Makefile.  */
extern const char machines_shipped_text[];

/* Splits "Name <address>"; each is given in lower case.  */
static void
split_person (const char *person, struct strbuf *name, struct strbuf *address)
{
  const char *open = strrchr (person, '<');
  size_t length = open ? (size_t) (open - person) : strlen (person);
  while (length > 0 && person[length - 1] == ' ')
    length--;
  for (size_t i = 0; i < length; i++)
    strbuf_add_char (name, (char) tolower ((unsigned char) person[i]));
  for (const char *at = open ? open + 1 : person; *at && *at != '>'; at++)
    strbuf_add_char (address, (char) tolower ((unsigned char) *at));
}

bool
person_same (const char *a, const char *b)
{
  struct strbuf name, x, y;
  strbuf_init (&name);
  strbuf_init (&x);
  strbuf_init (&y);
  split_person (a, &name, &x);
  split_person (b, &name, &y);
  bool same = strcmp (strbuf_text (&x), strbuf_text (&y)) == 0;
  strbuf_release (&name);
  strbuf_release (&x);
  strbuf_release (&y);
  return same;
}

/* True if "Name <address>" is listed as a program's.  */
static bool
is_machine (const char *person)
{
  struct strbuf name, address, line;
  bool machine = false;

  strbuf_init (&name);
  strbuf_init (&address);
  strbuf_init (&line);
  split_person (person, &name, &address);
  for (const char *at = machines_shipped_text; *at && !machine;) {
    size_t length = strcspn (at, "\n");
    strbuf_clear (&line);
    for (size_t i = 0; i < length; i++)
      strbuf_add_char (&line, (char) tolower ((unsigned char) at[i]));
    if (strncmp (strbuf_text (&line), "address ", 8) == 0)
      machine = glob_match (strbuf_text (&line) + 8, strbuf_text (&address));
    else if (strncmp (strbuf_text (&line), "name ", 5) == 0)
      machine = glob_match (strbuf_text (&line) + 5, strbuf_text (&name));
    at += length;
    at += *at == '\n';
  }
  strbuf_release (&name);
  strbuf_release (&address);
  strbuf_release (&line);
  return machine;
}

char *
person_current (const struct policy *policy, struct strbuf *err)
{
  struct strbuf person;
  strbuf_init (&person);
  if (!git_person (policy->root ? policy->root : ".", &person, err)) {
    strbuf_release (&person);
    return NULL;
  }
  if (!policy->certify_machines && is_machine (strbuf_text (&person))) {
    strbuf_addf (
        err,
        "%s is a program: certifying is for people; let a person do it, or allow it in the policy: \"certify\": { "
        "\"machines\": true }\n",
        strbuf_text (&person));
    strbuf_release (&person);
    return NULL;
  }
  return strbuf_detach (&person);
}
