/* What is written about the policy, the manual page and the JSON Schema, is what the reader does.  Tests run in the root of the
   source tree.  */
#include "sample_policy.h"
#include "text.h"

static char *
read_source (const char *path)
{
  struct strbuf text = STRBUF_INIT, err = STRBUF_INIT;
  ck_assert_msg (json_load (path, &text, &err), "%s", strbuf_text (&err));
  strbuf_release (&err);
  return strbuf_detach (&text);
}

START_TEST (manual_tells_the_truth)
{
  char *manual = read_source ("docs/loadbearing-policy.5");
  char *example = strstr (manual, ".Bd -literal\n");
  ck_assert_ptr_nonnull (example);
  example += strlen (".Bd -literal\n");
  char *end = strstr (example, ".Ed\n");
  ck_assert_ptr_nonnull (end);
  for (int rule = 0; rule < RULE_COUNT; rule++) {
    struct strbuf line = STRBUF_INIT;
    strbuf_addf (&line, "\n.It %s Ta %s\n", rule_name ((enum rule) rule),
                 severity_name (rule_default_severity ((enum rule) rule)));
    ck_assert_msg (strstr (manual, strbuf_text (&line)) != NULL, "no line %s", strbuf_text (&line));
    strbuf_release (&line);
  }
  *end = '\0';
  struct policy *p = load_right (example);
  ck_assert_uint_eq (policy_domain (p, "pricing")->distinct, 2);
  policy_free (p);
  free (manual);
}
END_TEST

/* The keys of OBJECT's properties, in order, put together as in the reader's message.  */
static void
properties_of (const cJSON *object, struct strbuf *out)
{
  const cJSON *item;
  cJSON_ArrayForEach (item, cJSON_GetObjectItemCaseSensitive (object, "properties"))
      strbuf_addf (out, "%s%s", out->length == 0 ? "" : ", ", item->string);
}

/* LIST ("a, b, c"; changed) with its words in order.  Owned by the caller.  */
static char *
in_order (char *list)
{
  char *words[100];
  size_t count = 0;
  for (char *word = strtok (list, ", "); word != NULL; word = strtok (NULL, ", "))
    words[count++] = word;
  qsort (words, count, sizeof *words, text_compare_listed);
  struct strbuf out = STRBUF_INIT;
  for (size_t i = 0; i < count; i++)
    strbuf_addf (&out, "%s ", words[i]);
  return strbuf_detach (&out);
}

/* Where in the schema an object is described, and a policy with a key there that is unknown.  */
static const struct {
  const char *path, *text;
} described[] = {
  { "", HEAD "\"qqqqqqqqqqqq\": 1 }" },
  { "properties/domains/additionalProperties", HEAD "\"domains\": { \"d\": { \"qqqqqqqqqqqq\": 1 } } }" },
  { "properties/domains/additionalProperties/properties/tests",
    HEAD "\"domains\": { \"d\": { \"tests\": { \"qqqqqqqqqqqq\": 1 } } } }" },
  { "properties/products/additionalProperties",
    HEAD "\"products\": { \"d\": { \"build\": [\"x\"], \"qqqqqqqqqqqq\": 1 } } }" },
  { "properties/mark/items", HEAD "\"mark\": [ { \"file\": \"x\", \"domain\": \"pricing\", \"qqqqqqqqqqqq\": 1 } ] }" },
  { "properties/must_mark/items",
    HEAD "\"must_mark\": [ { \"file\": \"x\", \"domain\": \"pricing\", \"qqqqqqqqqqqq\": 1 } ] }" },
  { "properties/unrecorded", HEAD "\"unrecorded\": { \"qqqqqqqqqqqq\": 1 } }" },
  { "properties/exemptions", HEAD "\"exemptions\": { \"qqqqqqqqqqqq\": 1 } }" },
  { "properties/certify", HEAD "\"certify\": { \"qqqqqqqqqqqq\": 1 } }" },
};

START_TEST (schema_knows_the_same_keys)
{
  char *text = read_source ("attributes/policy.schema.json"), path[200];
  cJSON *schema = cJSON_Parse (text);
  ck_assert_ptr_nonnull (schema);
  const cJSON *at = schema;
  snprintf (path, sizeof path, "%s", described[_i].path);
  for (char *step = strtok (path, "/"); step != NULL; step = strtok (NULL, "/"))
    at = cJSON_GetObjectItemCaseSensitive (at, step);
  ck_assert (cJSON_IsFalse (cJSON_GetObjectItemCaseSensitive (at, "additionalProperties")));
  struct strbuf known = STRBUF_INIT, err = STRBUF_INIT;
  properties_of (at, &known);
  ck_assert_ptr_null (load (described[_i].text, &err));
  char *told = strstr (err.text, "known are: ");
  ck_assert_msg (told != NULL, "%s", err.text);
  char *a = in_order (told + strlen ("known are: ")), *b = in_order (known.text);
  ck_assert_str_eq (a, b);
  free (a);
  free (b);
  strbuf_release (&known);
  strbuf_release (&err);
  cJSON_Delete (schema);
  free (text);
}
END_TEST

START_TEST (schema_knows_the_rules)
{
  char *text = read_source ("attributes/policy.schema.json");
  cJSON *schema = cJSON_Parse (text);
  ck_assert_ptr_nonnull (schema);
  const cJSON *severity = cJSON_GetObjectItemCaseSensitive (cJSON_GetObjectItemCaseSensitive (schema, "properties"),
                                                            "severity");
  const cJSON *rules = cJSON_GetObjectItemCaseSensitive (
      cJSON_GetObjectItemCaseSensitive (severity, "additionalProperties"), "properties");
  ck_assert_int_eq (cJSON_GetArraySize (rules), RULE_COUNT + 1);
  for (int rule = 0; rule < RULE_COUNT; rule++)
    ck_assert_msg (cJSON_GetObjectItemCaseSensitive (rules, rule_name ((enum rule) rule)) != NULL, "%s",
                   rule_name ((enum rule) rule));
  cJSON_Delete (schema);
  free (text);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("policy documents");
  TCase *c = tcase_create ("documents");
  tcase_set_timeout (c, 120);
  tcase_add_checked_fixture (c, scratch_make, scratch_remove);
  tcase_add_test (c, manual_tells_the_truth);
  tcase_add_loop_test (c, schema_knows_the_same_keys, 0, sizeof described / sizeof *described);
  tcase_add_test (c, schema_knows_the_rules);
  suite_add_tcase (suite, c);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
