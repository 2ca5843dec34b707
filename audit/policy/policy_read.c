/* From the policy's JSON to struct policy: every key, its type and its content.  */
#include "policy_private.h"

#include <stdlib.h>
#include <string.h>

#include "nearest.h"

#define Q(text) QUOTE_OPEN text QUOTE_CLOSE
#define DAYS_MOST 36500

static const char *const top_keys[] = {
  "format",    "$schema", "extends",          "products", "groups",     "domains",    "mark",
  "must_mark", "tests",   "prototypes",       "boundary", "unrecorded", "assertions", "exemptions",
  "certify",   "signers", "revocations_from", "evidence", "severity",   NULL
};
static const char *const domain_keys[] = { "auditors",
                                           "distinct",
                                           "author_may_be_only_auditor",
                                           "max_age_days",
                                           "machine_authorship",
                                           "signed",
                                           "source_equality",
                                           "tests",
                                           NULL };
static const char *const domain_test_keys[] = { "grade", "stub_proof", "at_least", "indirect", NULL };
static const char *const mark_keys[] = { "function", "file", "domain", "why", NULL };
static const char *const product_keys[] = { "variant", "build", "tests", NULL };
static const char *const unrecorded_keys[] = { "allow", NULL };
static const char *const exemption_keys[] = { "max_days", "warn_days", NULL };
static const char *const certify_keys[] = { "yes", "machines", NULL };
static const char *const authorship_words[] = { "allow", "forbid", NULL };
static const char *const grade_words[] = { "none", "called", "shape", "semantic", "proven", NULL };
static const char *const argument_words[] = { "actual", "expected", "condition", "ignored",
                                              "gives",  "*actual",  "*expected", NULL };

/* ---- Contents.  */

/* Domains name folders of the ledger, on every file system.  */
static bool
domain_name_fits (const char *name)
{
  static const char *const reserved[] = { "con", "prn", "aux", "nul", NULL };
  size_t length = strlen (name);
  if (length == 0 || length > 64 || strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_-") != length || *name == '-')
    return false;
  for (size_t i = 0; reserved[i] != NULL; i++)
    if (strcmp (reserved[i], name) == 0)
      return false;
  return !(length == 4 && (memcmp (name, "com", 3) == 0 || memcmp (name, "lpt", 3) == 0) && name[3] >= '0'
           && name[3] <= '9');
}

static bool
address_fits (const char *text)
{
  const char *at = strchr (text, '@');
  return at != NULL && at != text && at[1] != '\0' && strchr (at + 1, '@') == NULL
         && strpbrk (text, " \t\r\n<>,;\"") == NULL;
}

/* The Ith item of an array, for messages about the Ith text read from it.  */
static const cJSON *
nth (const cJSON *array, size_t i)
{
  return cJSON_GetArrayItem (array, (int) i);
}

static bool
check_glob (struct json_document *d, const cJSON *item, const char *glob, bool is_path)
{
  const char *fault = glob_fault (glob);
  if (fault != NULL)
    json_fault (d, item, "pattern " Q ("%s") " %s", glob, fault);
  else if (is_path && *glob == '/')
    json_fault (d, item, "pattern " Q ("%s") " is absolute; write it relative to the folder that holds the policy's",
                glob);
  else if (is_path
           && (strncmp (glob, "./", 2) == 0 || strncmp (glob, "../", 3) == 0 || strstr (glob, "/./") != NULL
               || strstr (glob, "/../") != NULL || strstr (glob, "//") != NULL))
    json_fault (d, item,
                "pattern " Q ("%s") " would match nothing: names hold no \"./\", \"../\" and \"//\"; leave them out",
                glob);
  else if (is_path && glob[strlen (glob) - 1] == '/')
    json_fault (d, item, "pattern " Q ("%s") " ends in \"/\"; write " Q ("%s**") " for all that the folder holds", glob,
                glob);
  else
    return true;
  return false;
}

/* A path in the repository.  */
static bool
check_path (struct json_document *d, const cJSON *item, const char *path)
{
  if (*path != '/')
    return true;
  json_fault (d, item,
              "path " Q ("%s") " is absolute, which holds on one machine only; write it relative to the "
                               "folder that holds the policy's",
              path);
  return false;
}

static void
read_path (struct json_document *d, const cJSON *object, const char *key, char **path)
{
  const char *text;
  const cJSON *item = json_get_text (d, object, key, &text);
  if (item == NULL || !check_path (d, item, text))
    return;
  free (*path);
  *path = memory_copy_text (text);
}

static void
read_paths (struct json_document *d, const cJSON *object, const char *key, char ***paths)
{
  const cJSON *array = json_get_texts (d, object, key, paths);
  for (size_t i = 0; array != NULL && (*paths)[i] != NULL; i++)
    check_path (d, nth (array, i), (*paths)[i]);
}

/* Adds the patterns under KEY to LIST, which may hold inherited ones.  */
static void
read_globs (struct json_document *d, const cJSON *object, const char *key, bool is_path, char ***list,
            unsigned **layers)
{
  char **own = NULL;
  const cJSON *array = json_get_texts (d, object, key, &own);
  for (size_t i = 0; array != NULL && own[i] != NULL; i++) {
    if (!check_glob (d, nth (array, i), own[i], is_path))
      continue;
    text_list_add (list, own[i]);
    if (layers != NULL) {
      size_t count = text_list_count (*list);
      *layers = memory_grow (*layers, count, sizeof **layers);
      (*layers)[count - 1] = 0;
    }
  }
  text_list_free (own);
}

/* ---- Sections.  */

static void
read_groups (struct policy *p, struct json_document *d, const cJSON *groups)
{
  if (!json_expect_object (d, groups, Q ("groups")))
    return;
  for (const cJSON *item = groups->child; item != NULL; item = item->next) {
    if (item->string[0] != '@' || item->string[1] == '\0') {
      json_key_fault (d, item, "a group's name starts with \"@\"; write " Q ("@%s"), item->string);
      continue;
    }
    char **members = NULL;
    if (json_get_texts (d, groups, item->string, &members) == NULL)
      continue;
    if (members[0] == NULL)
      json_fault (d, item, "group " Q ("%s") " has no members, so nobody could audit; name some", item->string);
    for (size_t i = 0; members[i] != NULL; i++)
      if (!address_fits (members[i]))
        json_fault (d, nth (item, i), Q ("%s") " is no address; a group's members are written as \"ada@example.com\"",
                    members[i]);
    struct policy_group *group = (struct policy_group *) policy_group (p, item->string);
    if (group == NULL) {
      p->own->groups = memory_grow (p->own->groups, p->own->groups_count + 1, sizeof *p->own->groups);
      group = &p->own->groups[p->own->groups_count++];
      group->name = memory_copy_text (item->string);
      group->members = NULL;
    }
    text_list_free (group->members);
    group->members = members;
  }
}

static void
check_auditors (const struct policy *p, struct json_document *d, const cJSON *array, char *const *auditors)
{
  for (size_t i = 0; auditors[i] != NULL; i++) {
    if (auditors[i][0] != '@') {
      if (!address_fits (auditors[i]))
        json_fault (d, nth (array, i),
                    Q ("%s") " is neither an address nor a group; write \"ada@example.com\" or \"@group\"",
                    auditors[i]);
      continue;
    }
    if (policy_group (p, auditors[i]) != NULL)
      continue;
    struct nearest n;
    nearest_start (&n, auditors[i]);
    for (size_t g = 0; g < p->own->groups_count; g++)
      nearest_offer (&n, p->own->groups[g].name);
    if (nearest_result (&n) != NULL)
      json_fault (d, nth (array, i), "unknown group " Q ("%s") "; did you mean " Q ("%s") "?", auditors[i],
                  nearest_result (&n));
    else
      json_fault (d, nth (array, i), "unknown group " Q ("%s") "; declare it under " Q ("groups"), auditors[i]);
  }
}

static void
read_domain_tests (struct policy_domain *domain, struct json_document *d, const cJSON *tests)
{
  if (!json_expect_object (d, tests, Q ("tests")))
    return;
  json_check_keys (d, tests, domain_test_keys, "a domain's " Q ("tests"));
  unsigned grade = domain->tests.grade;
  json_get_word (d, tests, "grade", grade_words, &grade);
  domain->tests.grade = (enum test_grade) grade;
  json_get_flag (d, tests, "stub_proof", &domain->tests.stub_proof);
  json_get_count (d, tests, "at_least", 0, 1000, &domain->tests.at_least);
  if (domain->tests.at_least == 0 && domain->tests.grade != GRADE_NONE && json_member (tests, "at_least") == NULL)
    domain->tests.at_least = 1;
  json_get_flag (d, tests, "indirect", &domain->tests.indirect);
}

/* A domain as it is when a policy says nothing about it.  */
static void
set_defaults (struct policy_domain *domain)
{
  memset (domain, 0, sizeof *domain);
  domain->auditors = memory_get (sizeof *domain->auditors);
  domain->distinct = 1;
  domain->author_may_be_only_auditor = true;
}

static void
read_domain (struct policy *p, struct json_document *d, const cJSON *item)
{
  if (!domain_name_fits (item->string)) {
    json_key_fault (d, item,
                    Q ("%s") " cannot name a domain, which names a folder on every system; use a to z, 0 to 9, "
                             "\"-\" and \"_\", at most 64",
                    item->string);
    return;
  }
  struct policy_domain *domain = (struct policy_domain *) policy_domain (p, item->string);
  if (domain == NULL) {
    p->domains = memory_grow (p->domains, p->domains_count + 1, sizeof *p->domains);
    domain = &p->domains[p->domains_count++];
    set_defaults (domain);
    domain->name = memory_copy_text (item->string);
  }
  struct strbuf what = STRBUF_INIT;
  strbuf_addf (&what, "domain " Q ("%s"), item->string);
  if (json_expect_object (d, item, strbuf_text (&what))) {
    json_check_keys (d, item, domain_keys, "a domain");
    const cJSON *auditors = json_get_texts (d, item, "auditors", &domain->auditors);
    if (auditors != NULL)
      check_auditors (p, d, auditors, domain->auditors);
    json_get_count (d, item, "distinct", 1, 100, &domain->distinct);
    json_get_flag (d, item, "author_may_be_only_auditor", &domain->author_may_be_only_auditor);
    json_get_count (d, item, "max_age_days", 0, DAYS_MOST, &domain->max_age_days);
    unsigned authorship = domain->machine_authorship_forbidden;
    json_get_word (d, item, "machine_authorship", authorship_words, &authorship);
    domain->machine_authorship_forbidden = authorship != 0;
    json_get_flag (d, item, "signed", &domain->is_signed);
    json_get_flag (d, item, "source_equality", &domain->source_equality);
    const cJSON *tests = json_member (item, "tests");
    if (tests != NULL)
      read_domain_tests (domain, d, tests);
  }
  strbuf_release (&what);
}

/* What no set of people could fulfil.  */
static void
check_domain_possible (const struct policy *p, struct json_document *d, const cJSON *item)
{
  const struct policy_domain *domain = policy_domain (p, item->string);
  if (domain == NULL)
    return;
  char **people = policy_addresses (p, domain->auditors);
  size_t count = text_list_count (people);
  text_list_free (people);
  if (count != 0 && count < domain->distinct) {
    const cJSON *at = json_member (item, "distinct");
    json_fault (d, at != NULL ? at : item,
                "domain " Q ("%s") " wants %u distinct auditors, but %zu may audit it; name more "
                                   "or want fewer",
                item->string, domain->distinct, count);
  }
  if (domain->is_signed && p->signers == NULL) {
    const cJSON *at = json_member (item, "signed");
    json_fault (
        d, at != NULL ? at : item,
        "domain " Q ("%s") " wants signatures, but no " Q ("signers") " says whose; add "
                                                                      "\"signers\": \"loadbearing/allowed_signers\"",
        item->string);
  }
}

/* The domain that TEXT names must be declared.  */
static bool
check_domain (const struct policy *p, struct json_document *d, const cJSON *item, const char *text, bool at_key)
{
  if (policy_domain (p, text) != NULL)
    return true;
  struct strbuf remedy = STRBUF_INIT;
  const char *near = policy_domain_nearest (p, text);
  if (near != NULL)
    strbuf_addf (&remedy, "did you mean " Q ("%s") "?", near);
  else
    strbuf_add_text (&remedy, "declare it under " Q ("domains"));
  if (at_key)
    json_key_fault (d, item, "unknown domain " Q ("%s") "; %s", text, strbuf_text (&remedy));
  else
    json_fault (d, item, "unknown domain " Q ("%s") "; %s", text, strbuf_text (&remedy));
  strbuf_release (&remedy);
  return false;
}

static void
read_marks (const struct policy *p, struct json_document *d, const char *key, struct policy_mark **marks, size_t *count)
{
  const cJSON *array = json_member (d->root, key);
  struct strbuf what = STRBUF_INIT;
  strbuf_addf (&what, Q ("%s"), key);
  if (array == NULL || !json_expect_array (d, array, strbuf_text (&what))) {
    strbuf_release (&what);
    return;
  }
  strbuf_clear (&what);
  strbuf_addf (&what, "a rule of " Q ("%s"), key);
  size_t own = 0; /* own rules stand before inherited ones */
  for (const cJSON *item = array->child; item != NULL; item = item->next) {
    if (!json_expect_object (d, item, strbuf_text (&what)))
      continue;
    json_check_keys (d, item, mark_keys, strbuf_text (&what));
    const char *function = NULL, *file = NULL, *domain = NULL, *why = "";
    const cJSON *at;
    bool fine = true;
    if ((at = json_get_text (d, item, "function", &function)) != NULL)
      fine &= check_glob (d, at, function, false);
    if ((at = json_get_text (d, item, "file", &file)) != NULL)
      fine &= check_glob (d, at, file, true);
    json_get_text (d, item, "why", &why);
    if (json_member (item, "function") == NULL && json_member (item, "file") == NULL)
      json_fault (d, item, "%s names neither " Q ("function") " nor " Q ("file") "; add one of them",
                  strbuf_text (&what));
    if (json_require (d, item, "domain", strbuf_text (&what)) != NULL
        && (at = json_get_text (d, item, "domain", &domain)) != NULL)
      fine &= check_domain (p, d, at, domain, false);
    if (!fine || domain == NULL)
      continue;
    *marks = memory_grow (*marks, *count + 1, sizeof **marks);
    memmove (*marks + own + 1, *marks + own, (*count - own) * sizeof **marks);
    struct policy_mark *mark = *marks + own++;
    ++*count;
    memset (mark, 0, sizeof *mark);
    mark->function = memory_copy_text (function != NULL ? function : "*");
    mark->file = memory_copy_text (file != NULL ? file : "");
    mark->domain = memory_copy_text (domain);
    mark->why = memory_copy_text (why);
    mark->line = json_place (d, item).line;
  }
  strbuf_release (&what);
}

static void
read_products (struct policy *p, struct json_document *d, const cJSON *products)
{
  if (!json_expect_object (d, products, Q ("products")))
    return;
  for (const cJSON *item = products->child; item != NULL; item = item->next) {
    struct strbuf what = STRBUF_INIT;
    strbuf_addf (&what, "product " Q ("%s"), item->string);
    if (*item->string == '\0')
      json_key_fault (d, item, "a product needs a name");
    if (json_expect_object (d, item, strbuf_text (&what))) {
      json_check_keys (d, item, product_keys, "a product");
      const char *variant = NULL;
      json_get_text (d, item, "variant", &variant);
      p->products = memory_grow (p->products, p->products_count + 1, sizeof *p->products);
      struct policy_product *product = &p->products[p->products_count++];
      product->name = memory_copy_text (item->string);
      product->variant = memory_copy_text (variant);
      product->build = memory_get (sizeof *product->build);
      product->tests = memory_get (sizeof *product->tests);
      read_paths (d, item, "build", &product->build);
      read_paths (d, item, "tests", &product->tests);
      if (json_require (d, item, "build", strbuf_text (&what)) != NULL && product->build[0] == NULL
          && cJSON_IsArray (json_member (item, "build")) && json_member (item, "build")->child == NULL)
        json_fault (d, json_member (item, "build"), "%s is built from nothing; name what to read", strbuf_text (&what));
    }
    strbuf_release (&what);
  }
}

static void
read_assertions (struct policy *p, struct json_document *d, const cJSON *assertions)
{
  if (!json_expect_object (d, assertions, Q ("assertions")))
    return;
  for (const cJSON *item = assertions->child; item != NULL; item = item->next) {
    struct strbuf what = STRBUF_INIT;
    strbuf_addf (&what, "assertion " Q ("%s"), item->string);
    bool fine = json_expect_array (d, item, strbuf_text (&what));
    strbuf_release (&what);
    if (!fine)
      continue;
    struct policy_assertion assertion = { .name = memory_copy_text (item->string) };
    bool tests_something = false;
    for (const cJSON *argument = item->child; argument != NULL; argument = argument->next) {
      unsigned word = 0;
      while (cJSON_IsString (argument) && argument_words[word] != NULL
             && strcmp (argument_words[word], argument->valuestring) != 0)
        word++;
      if (!cJSON_IsString (argument) || argument_words[word] == NULL) {
        json_fault (d, argument,
                    "an argument of " Q (
                        "%s") " is \"actual\", \"expected\", \"condition\", \"ignored\", \"*actual\" or \"*expected\"",
                    item->string);
        fine = false;
        continue;
      }
      if (word == ASSERTION_GIVES && argument != item->child) {
        json_fault (d, argument, "\"gives\" of " Q ("%s") " is about its result, not an argument; write it first",
                    item->string);
        fine = false;
      }
      assertion.arguments = memory_grow (assertion.arguments, assertion.arguments_count + 1,
                                         sizeof *assertion.arguments);
      assertion.arguments[assertion.arguments_count++] = (enum assertion_argument) word;
      tests_something |= word == ASSERTION_ACTUAL || word == ASSERTION_ACTUAL_BEHIND || word == ASSERTION_CONDITION;
    }
    if (fine && !tests_something)
      json_fault (d, item, "assertion " Q ("%s") " looks at nothing; say which argument is \"actual\" or \"condition\"",
                  item->string);
    size_t i = 0; /* an inherited one of that name is replaced */
    while (i < p->assertions_count && strcmp (p->assertions[i].name, assertion.name) != 0)
      i++;
    if (i == p->assertions_count) {
      p->assertions = memory_grow (p->assertions, p->assertions_count + 1, sizeof *p->assertions);
      p->assertions_count++;
    } else {
      free (p->assertions[i].name);
      free (p->assertions[i].arguments);
    }
    p->assertions[i] = assertion;
  }
}

static bool
check_scope (const struct policy *p, struct json_document *d, const cJSON *item)
{
  const char *scope = item->string;
  if (strcmp (scope, "*") == 0 || strcmp (scope, "track:prototype") == 0 || strcmp (scope, "track:production") == 0)
    return true;
  if (strncmp (scope, "track:", 6) != 0)
    return check_domain (p, d, item, scope, true);
  json_key_fault (d, item, "unknown track " Q ("%s") "; write \"track:prototype\" or \"track:production\"", scope + 6);
  return false;
}

static bool
read_rule (struct json_document *d, const cJSON *item, int *number)
{
  enum rule rule;
  *number = RULE_ANY;
  if (strcmp (item->string, "*") == 0)
    return true;
  if (rule_from_name (item->string, &rule)) {
    *number = (int) rule;
    return true;
  }
  struct nearest n;
  nearest_start (&n, item->string);
  for (int i = 0; i < RULE_COUNT; i++)
    nearest_offer (&n, rule_name ((enum rule) i));
  if (nearest_result (&n) != NULL)
    json_key_fault (d, item, "unknown rule " Q ("%s") "; did you mean " Q ("%s") "?", item->string,
                    nearest_result (&n));
  else
    json_key_fault (d, item, "unknown rule " Q ("%s") "; loadbearing-policy(5) lists the rules", item->string);
  return false;
}

static bool
read_severity (struct json_document *d, const cJSON *item, enum severity *severity)
{
  if (!cJSON_IsString (item)) {
    json_fault (d, item, "a severity is a text, not %s; write \"error\", \"warning\", \"note\" or \"off\"",
                json_kind (item));
    return false;
  }
  if (severity_from_name (item->valuestring, severity))
    return true;
  json_fault (d, item, "unknown severity " Q ("%s") "; write \"error\", \"warning\", \"note\" or \"off\"",
              item->valuestring);
  return false;
}

static void
set_severity (struct policy_severities *s, const struct severity_cell *cell)
{
  for (size_t i = 0; i < s->count; i++)
    if (s->cells[i].rule == cell->rule && strcmp (s->cells[i].scope, cell->scope) == 0) {
      free (s->cells[i].scope);
      s->cells[i] = *cell;
      return;
    }
  s->cells = memory_grow (s->cells, s->count + 1, sizeof *s->cells);
  s->cells[s->count++] = *cell;
}

static void
read_severities (struct policy *p, struct json_document *d, const cJSON *severities)
{
  if (!json_expect_object (d, severities, Q ("severity")))
    return;
  for (const cJSON *scope = severities->child; scope != NULL; scope = scope->next) {
    bool known = check_scope (p, d, scope);
    struct strbuf what = STRBUF_INIT;
    strbuf_addf (&what, "the severities of " Q ("%s"), scope->string);
    bool fine = json_expect_object (d, scope, strbuf_text (&what));
    strbuf_release (&what);
    for (const cJSON *item = fine ? scope->child : NULL; item != NULL; item = item->next) {
      struct severity_cell cell = { .layer = 0, .place = json_place (d, item) };
      fine = read_rule (d, item, &cell.rule);
      if (!read_severity (d, item, &cell.severity) || !fine || !known)
        continue;
      cell.scope = memory_copy_text (scope->string);
      set_severity (p->severities, &cell);
    }
  }
}

/* What git takes for a reference: enough to keep options and nonsense out.  */
static void
read_revocations (struct policy *p, struct json_document *d)
{
  const char *text;
  const cJSON *item = json_get_text (d, d->root, "revocations_from", &text);
  if (item == NULL)
    return;
  if (*text == '-' || strpbrk (text, " \t\r\n~^:?*[\\") != NULL || strstr (text, "..") != NULL) {
    json_fault (d, item, Q ("%s") " is no name of a branch or tag; write \"origin/main\"", text);
    return;
  }
  free (p->revocations_from);
  p->revocations_from = memory_copy_text (text);
}

void
policy_read (struct policy *p, struct json_document *d, const struct policy *base)
{
  const cJSON *root = d->root, *item;
  json_check_keys (d, root, top_keys, "the policy");
  const char *schema = NULL;
  json_get_text (d, root, "$schema", &schema);

  if ((item = json_member (root, "groups")) != NULL)
    read_groups (p, d, item);
  read_path (d, root, "signers", &p->signers);
  read_path (d, root, "evidence", &p->evidence);
  read_revocations (p, d);
  const cJSON *domains = json_member (root, "domains");
  if (domains != NULL && json_expect_object (d, domains, Q ("domains"))) {
    for (item = domains->child; item != NULL; item = item->next)
      read_domain (p, d, item);
    for (item = domains->child; item != NULL; item = item->next)
      check_domain_possible (p, d, item);
  }
  read_marks (p, d, "mark", &p->marks, &p->marks_count);
  read_marks (p, d, "must_mark", &p->must_marks, &p->must_marks_count);
  if ((item = json_member (root, "products")) != NULL)
    read_products (p, d, item);
  read_globs (d, root, "tests", true, &p->test_globs, &p->own->test_layers);
  read_globs (d, root, "prototypes", true, &p->prototype_globs, &p->own->prototype_layers);
  read_globs (d, root, "boundary", false, &p->boundary, NULL);
  if ((item = json_member (root, "unrecorded")) != NULL && json_expect_object (d, item, Q ("unrecorded"))) {
    json_check_keys (d, item, unrecorded_keys, Q ("unrecorded"));
    read_globs (d, item, "allow", false, &p->unrecorded_allow, NULL);
  }
  if ((item = json_member (root, "assertions")) != NULL)
    read_assertions (p, d, item);
  if ((item = json_member (root, "exemptions")) != NULL && json_expect_object (d, item, Q ("exemptions"))) {
    json_check_keys (d, item, exemption_keys, Q ("exemptions"));
    json_get_count (d, item, "max_days", 0, DAYS_MOST, &p->exemption_max_days);
    json_get_count (d, item, "warn_days", 0, DAYS_MOST, &p->exemption_warn_days);
  }
  if ((item = json_member (root, "certify")) != NULL && json_expect_object (d, item, Q ("certify"))) {
    json_check_keys (d, item, certify_keys, Q ("certify"));
    json_get_flag (d, item, "yes", &p->certify_yes);
    json_get_flag (d, item, "machines", &p->certify_machines);
  }
  if ((item = json_member (root, "severity")) != NULL)
    read_severities (p, d, item);
  if (base != NULL)
    policy_check_tighter (p, base, d);
}
