/* The session: the plugin's options, what is compiled, policy and ledger.

   To see what a compilation found, look at its record:
     gcc -fplugin=... -c x.c && loadbearing dump x.o  */
#include "gcc-compat.h"
#include "session.h"
#include "verdict/diagnose.h"
#include "verdict/object_file.h"

struct session session;

static const char *const option_names[] = { "policy", "gate", "role", "track", "variant", "forms" };

/* One of WORDS (NULL-terminated), by position; or -1 after saying that VALUE is no value for
   option KEY.  */
static int
option_word (const char *key, const char *value, const char *const *words)
{
  auto_vec<const char *> candidates;
  for (int i = 0; words[i]; i++) {
    if (strcmp (value, words[i]) == 0)
      return i;
    candidates.safe_push (words[i]);
  }
  char *list = NULL;
  for (int i = 0; words[i]; i++) {
    char *longer = i ? concat (list, ", ", words[i], NULL) : xstrdup (words[i]);
    XDELETEVEC (list);
    list = longer;
  }
  const char *near = find_closest_string (value, &candidates);
  if (near)
    error ("%qs is no value of the plugin option %<-fplugin-arg-%s-%s=%>; did you mean %qs? (it takes: %s)", value,
           session.plugin_name, key, near, list);
  else
    error ("%qs is no value of the plugin option %<-fplugin-arg-%s-%s=%>; it takes: %s", value, session.plugin_name,
           key, list);
  XDELETEVEC (list);
  return -1;
}

static void
option_unknown (const char *key)
{
  auto_vec<const char *> candidates;
  for (const char *name : option_names)
    candidates.safe_push (name);
  const char *near = find_closest_string (key, &candidates);
  if (near)
    error ("unknown plugin option %<-fplugin-arg-%s-%s%>; did you mean %<-fplugin-arg-%s-%s=%>?", session.plugin_name,
           key, session.plugin_name, near);
  else
    error ("unknown plugin option %<-fplugin-arg-%s-%s%>; there are: policy, gate, role, track, variant, forms",
           session.plugin_name, key);
}

/* A variant's name stands in ledger files and reports, so it has to be a plain word.  */
static bool
variant_valid (const char *name)
{
  if (!*name || *name == '-')
    return false;
  for (const char *p = name; *p; p++)
    if (!ISALNUM (*p) && !strchr ("._+-", *p))
      return false;
  return true;
}

static void
option_read (const char *key, const char *value)
{
  static const char *const gates[] = { "policy", "warn", "off", NULL };
  static const char *const roles[] = { "production", "test", NULL };
  static const char *const forms[] = { "none", "keep", NULL };
  static const char *const tracks[] = { "production", "prototype", NULL };
  bool known = false;
  for (const char *name : option_names)
    known |= strcmp (key, name) == 0;
  if (!known) {
    option_unknown (key);
    return;
  }
  if (strcmp (key, "forms") == 0 && !value)
    value = "keep";
  if (!value || !*value) {
    error ("the plugin option %<-fplugin-arg-%s-%s=%> needs a value", session.plugin_name, key);
    return;
  }
  int word;
  if (strcmp (key, "policy") == 0)
    session.policy_option = value;
  else if (strcmp (key, "gate") == 0) {
    if ((word = option_word (key, value, gates)) >= 0)
      session.gate = (enum gate) word;
  } else if (strcmp (key, "role") == 0) {
    if ((word = option_word (key, value, roles)) >= 0) {
      session.role = (enum role) word;
      session.role_given = true;
    }
  } else if (strcmp (key, "track") == 0) {
    if ((word = option_word (key, value, tracks)) >= 0) {
      session.track = (enum track) word;
      session.track_given = true;
    }
  } else if (strcmp (key, "forms") == 0) {
    if ((word = option_word (key, value, forms)) >= 0)
      session.forms = word == 1;
  } else if (!variant_valid (value))
    error (
        "%qs cannot name a variant (%<-fplugin-arg-%s-variant=%>); use letters, digits, %<.%>, %<_%>, %<+%> and %<-%>",
        value, session.plugin_name);
  else
    session.variant = value;
}

/* The target in a compiler's configure line, else what the machine is called.  */
static const char *
target_name (const char *configuration)
{
  const char *at = configuration ? strstr (configuration, "--target=") : NULL;
  if (!at)
    return "native";
  at += strlen ("--target=");
  return xstrndup (at, strcspn (at, " '\""));
}

void
session_init (struct plugin_name_args *args, const char *configuration)
{
  session.plugin_name = args->base_name;
  session.target = target_name (configuration);
  /* "GNU C17", "GNU C++14"; not "GNU Objective-C", "GNU GIMPLE" (lto1), "GNU Fortran2008", "GNU Ada".  */
  session.is_c = strncmp (lang_hooks.name, "GNU C", 5) == 0;
  session.preprocess_only = flag_preprocess_only || flag_syntax_only;
  if (num_in_fnames > 0 && in_fnames[0] && in_fnames[0][0] && strcmp (in_fnames[0], "-") != 0)
    session.input = in_fnames[0];
  if (session.input)
    session.quiet = strncmp (lbasename (session.input), "conftest.", 9) == 0;
  for (int i = 0; i < args->argc; i++)
    option_read (args->argv[i].key, args->argv[i].value);
}

/* The policy that the search upward from FROM finds, or NULL.  */
static char *
find (const char *from)
{
  struct strbuf passed_over = STRBUF_INIT;
  char *found = policy_find (from, &passed_over);
  if (passed_over.length && !session.passed_over.length)
    strbuf_add_text (&session.passed_over, strbuf_text (&passed_over));
  strbuf_release (&passed_over);
  return found;
}

/* The policy's path, owned by the caller: upward from the source, for generated and
   preprocessed sources from what they were made of, from the object (VPATH
   builds), from the current folder.  */
static char *
policy_path (void)
{
  if (session.policy_option)
    return memory_copy_text (session.policy_option);
  char *found = NULL;
  if (session.input)
    found = find (session.input);
  if (!found && main_input_filename && *main_input_filename && main_input_filename[0] != '<')
    found = find (main_input_filename);
  if (!found) {
    char *object = object_file_name ();
    if (object)
      found = find (object);
    free (object);
  }
  return found ? found : find (".");
}

void
session_start_unit (void)
{
  if (!session.is_c || session.preprocess_only || session.policy)
    return;
  struct strbuf err = STRBUF_INIT;
  char *path = policy_path ();
  session.policy = policy_load (path, &err);
  /* Without a policy there is no ledger either: an empty one.  */
  if (session.policy)
    session.ledger = ledger_open (session.policy->path ? session.policy->ledger : "", &err);
  if (!session.policy || !session.ledger) {
    session.broken = true;
    diagnose_broken (&err);
  }
  if (!session.policy) {
    strbuf_clear (&err);
    session.policy = policy_load (NULL, &err);
    if (!session.policy)
      fatal_error (UNKNOWN_LOCATION, "loadbearing: the shipped policy is broken: %s", strbuf_text (&err));
  }
  free (path);
  strbuf_release (&err);
}

char *
session_variant (void)
{
  struct strbuf name = STRBUF_INIT;
  strbuf_add_text (&name, session.variant ? session.variant : session.target);
  /* One compiler, several targets: an option such as -m32 makes another variant.  */
  if (!session.variant)
    for (unsigned i = 1; i < save_decoded_options_count; i++) {
      const char *text = save_decoded_options[i].orig_option_with_args_text;
      if (text
          && (strcmp (text, "-m32") == 0 || strcmp (text, "-mx32") == 0 || strcmp (text, "-m64") == 0
              || strncmp (text, "-mabi=", 6) == 0))
        strbuf_addf (&name, "%s", text);
    }
  return strbuf_detach (&name);
}

char *
session_source (void)
{
  const char *name = session.input;
  if (parse_in && cpp_get_options (parse_in)->preprocessed && main_input_filename && *main_input_filename)
    name = main_input_filename;
  return name ? policy_relative (session.policy, name) : memory_copy_text ("<stdin>");
}
