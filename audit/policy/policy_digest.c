/* The digest of what a policy means: not of its spelling, its order where that does not
   matter, its comments, nor of where its repository lies.  */
#include "policy_private.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

/* A list whose order means nothing.  */
static void
add_set (struct digester *g, char *const *list)
{
  size_t count = text_list_count (list);
  char **sorted = text_list_copy (list);
  qsort (sorted, count, sizeof *sorted, text_compare_listed);
  digester_add_number (g, (int64_t) count);
  for (size_t i = 0; i < count; i++)
    digester_add_text (g, sorted[i]);
  text_list_free (sorted);
}

static void
add_layered (struct digester *g, const struct policy *p, char *const *globs, const unsigned *layers)
{
  char **list = memory_get (sizeof *list);
  for (size_t i = 0; globs[i] != NULL; i++) {
    struct strbuf one = STRBUF_INIT;
    strbuf_addf (&one, "%s:%s", p->own->layers[layers[i]].prefix, globs[i]);
    text_list_add (&list, strbuf_text (&one));
    strbuf_release (&one);
  }
  add_set (g, list);
  text_list_free (list);
}

static int
compare_domains (const void *a, const void *b)
{
  return strcmp ((*(const struct policy_domain *const *) a)->name, (*(const struct policy_domain *const *) b)->name);
}

static void
add_domains (struct digester *g, const struct policy *p)
{
  const struct policy_domain **sorted = memory_get (p->domains_count * sizeof *sorted);
  for (size_t i = 0; i < p->domains_count; i++)
    sorted[i] = &p->domains[i];
  qsort (sorted, p->domains_count, sizeof *sorted, compare_domains);
  digester_add_number (g, (int64_t) p->domains_count);
  for (size_t i = 0; i < p->domains_count; i++) {
    const struct policy_domain *domain = sorted[i];
    digester_add_text (g, domain->name);
    char **people = policy_addresses (p, domain->auditors);
    add_set (g, people);
    text_list_free (people);
    digester_add_number (g, domain->auditors[0] != NULL);
    digester_add_number (g, domain->distinct);
    digester_add_number (g, domain->author_may_be_only_auditor);
    digester_add_number (g, domain->max_age_days);
    digester_add_number (g, domain->machine_authorship_forbidden);
    digester_add_number (g, domain->is_signed);
    digester_add_number (g, domain->source_equality);
    digester_add_number (g, domain->tests.grade);
    digester_add_number (g, domain->tests.stub_proof);
    digester_add_number (g, domain->tests.at_least);
    digester_add_number (g, domain->tests.indirect);
  }
  free (sorted);
}

/* Of rules the first that covers decides: their order is meaning.  Why they stand is none.  */
static void
add_marks (struct digester *g, const struct policy *p, const struct policy_mark *marks, size_t count)
{
  digester_add_number (g, (int64_t) count);
  for (size_t i = 0; i < count; i++) {
    digester_add_text (g, p->own->layers[marks[i].layer].prefix);
    digester_add_number (g, marks[i].layer);
    digester_add_text (g, marks[i].function);
    digester_add_text (g, marks[i].file);
    digester_add_text (g, marks[i].domain);
  }
}

static int
compare_products (const void *a, const void *b)
{
  return strcmp ((*(const struct policy_product *const *) a)->name, (*(const struct policy_product *const *) b)->name);
}

static int
compare_assertions (const void *a, const void *b)
{
  return strcmp ((*(const struct policy_assertion *const *) a)->name,
                 (*(const struct policy_assertion *const *) b)->name);
}

static void
add_products (struct digester *g, const struct policy *p)
{
  const struct policy_product **sorted = memory_get (p->products_count * sizeof *sorted);
  for (size_t i = 0; i < p->products_count; i++)
    sorted[i] = &p->products[i];
  qsort (sorted, p->products_count, sizeof *sorted, compare_products);
  digester_add_number (g, (int64_t) p->products_count);
  for (size_t i = 0; i < p->products_count; i++) {
    digester_add_text (g, sorted[i]->name);
    digester_add_text (g, sorted[i]->variant);
    add_set (g, sorted[i]->build);
    add_set (g, sorted[i]->tests);
  }
  free (sorted);
}

static void
add_assertions (struct digester *g, const struct policy *p)
{
  const struct policy_assertion **sorted = memory_get (p->assertions_count * sizeof *sorted);
  for (size_t i = 0; i < p->assertions_count; i++)
    sorted[i] = &p->assertions[i];
  qsort (sorted, p->assertions_count, sizeof *sorted, compare_assertions);
  digester_add_number (g, (int64_t) p->assertions_count);
  for (size_t i = 0; i < p->assertions_count; i++) {
    digester_add_text (g, sorted[i]->name);
    digester_add_number (g, (int64_t) sorted[i]->arguments_count);
    for (size_t n = 0; n < sorted[i]->arguments_count; n++)
      digester_add_number (g, sorted[i]->arguments[n]);
  }
  free (sorted);
}

/* What is asked of the severities, answered: two ways to say the same are the same.  */
static void
add_severities (struct digester *g, const struct policy *p)
{
  const struct policy_domain **sorted = memory_get (p->domains_count * sizeof *sorted);
  for (size_t i = 0; i < p->domains_count; i++)
    sorted[i] = &p->domains[i];
  qsort (sorted, p->domains_count, sizeof *sorted, compare_domains);
  struct strbuf answers = STRBUF_INIT;
  for (size_t n = 0; n <= p->domains_count; n++)
    for (int track = TRACK_PRODUCTION; track <= TRACK_PROTOTYPE; track++) {
      enum severity row[RULE_COUNT];
      policy_severity_row (p, n == 0 ? NULL : sorted[n - 1]->name, (enum track) track, row);
      for (int rule = 0; rule < RULE_COUNT; rule++)
        strbuf_add_char (&answers, (char) ('0' + (int) row[rule]));
    }
  digester_add_text (g, strbuf_text (&answers));
  strbuf_release (&answers);
  free (sorted);
}

struct digest
policy_digest_of (const struct policy *p)
{
  struct digester g;
  digester_init (&g);
  digester_add_text (&g, "loadbearing policy 1");
  add_domains (&g, p);
  add_marks (&g, p, p->marks, p->marks_count);
  add_marks (&g, p, p->must_marks, p->must_marks_count);
  add_products (&g, p);
  add_layered (&g, p, p->test_globs, p->own->test_layers);
  add_layered (&g, p, p->prototype_globs, p->own->prototype_layers);
  add_set (&g, p->boundary);
  add_set (&g, p->unrecorded_allow);
  add_assertions (&g, p);
  digester_add_number (&g, p->exemption_max_days);
  digester_add_number (&g, p->exemption_warn_days);
  digester_add_number (&g, p->certify_yes);
  digester_add_number (&g, p->certify_machines);
  digester_add_text (&g, p->signers);
  digester_add_text (&g, p->revocations_from);
  digester_add_text (&g, p->evidence);
  add_severities (&g, p);
  return digester_finish (&g, DIGEST_HALF);
}
