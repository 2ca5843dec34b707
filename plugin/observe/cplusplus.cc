/* What only C++ has.  See cplusplus.h.

   The only file that reads the C++ front end's own data; its functions are not called, for
   cc1 and lto1 do not have them.  */
#define COMPAT_CPLUSPLUS
#include "gcc-compat.h"

#include "cplusplus.h"
#include "digest.h"
#include "types.h"

static void write_arguments (tree arguments, struct strbuf *out);

static void
write_argument (tree argument, struct strbuf *out)
{
  if (!argument || argument == error_mark_node)
    strbuf_add_char (out, '!');
  else if (TREE_CODE (argument) == TREE_VEC)
    write_arguments (argument, out);
  else if (ARGUMENT_PACK_P (argument))
    write_arguments (ARGUMENT_PACK_ARGS (argument), out);
  else if (TYPE_P (argument))
    type_write (argument, out);
  else if (TREE_CODE (argument) == TEMPLATE_DECL)
    strbuf_add_text (out, DECL_NAME (argument) ? IDENTIFIER_POINTER (DECL_NAME (argument)) : "");
  else
    constant_write (argument, out, NULL, NULL);
}

static void
write_arguments (tree arguments, struct strbuf *out)
{
  strbuf_add_char (out, '<');
  if (arguments && TREE_CODE (arguments) == TREE_VEC)
    for (int i = 0; i < TREE_VEC_LENGTH (arguments); i++) {
      write_argument (TREE_VEC_ELT (arguments, i), out);
      strbuf_add_char (out, ',');
    }
  strbuf_add_char (out, '>');
}

static void
write_template (tree info, struct strbuf *out)
{
  if (info && TREE_CODE (info) == TEMPLATE_INFO && TI_ARGS (info))
    write_arguments (TI_ARGS (info), out);
}

static void
write_context (tree context, struct strbuf *out)
{
  if (!context || TREE_CODE (context) == TRANSLATION_UNIT_DECL)
    return;
  if (TYPE_P (context)) {
    strbuf_add_text (out, TYPE_IDENTIFIER (context) ? IDENTIFIER_POINTER (TYPE_IDENTIFIER (context)) : "");
    cplusplus_type_write (context, out);
    return;
  }
  if (DECL_NAME (context))
    strbuf_addf (out, "%s::", IDENTIFIER_POINTER (DECL_NAME (context)));
  write_context (DECL_CONTEXT (context), out);
}

void
cplusplus_decl_write (tree decl, struct strbuf *out)
{
  strbuf_add_text (out, " in ");
  write_context (DECL_CONTEXT (decl), out);
  if ((TREE_CODE (decl) == FUNCTION_DECL || TREE_CODE (decl) == VAR_DECL) && DECL_LANG_SPECIFIC (decl))
    write_template (DECL_TEMPLATE_INFO (decl), out);
  /* It has another name for the linker.  */
  if (TREE_CODE (decl) == FUNCTION_DECL && DECL_LANG_SPECIFIC (decl) && DECL_LANGUAGE (decl) == lang_c)
    strbuf_add_text (out, " extern C");
}

/* As a digest, kept for each type: P<P<P<int, int>, P<int, int>>, ...> written out grows without bound.  */
void
cplusplus_type_write (tree type, struct strbuf *out)
{
  typedef int_hash<unsigned, UINT_MAX, UINT_MAX - 1> type_hash;
  static hash_map<type_hash, struct digest> *known;
  struct digest digest, *found;
  char hex[2 * DIGEST_FULL + 1];
  type = TYPE_MAIN_VARIANT (type);
  if (!known)
    known = new hash_map<type_hash, struct digest>;
  found = known->get (TYPE_UID (type));
  if (found)
    digest = *found;
  else {
    struct strbuf text;
    strbuf_init (&text);
    write_context (TYPE_CONTEXT (type), &text);
    if (RECORD_OR_UNION_TYPE_P (type))
      write_template (CLASSTYPE_TEMPLATE_INFO (type), &text);
    if (text.length == 0) {
      strbuf_release (&text);
      return;
    }
    digest = digest_of (strbuf_text (&text), text.length, DIGEST_SHORT);
    known->put (TYPE_UID (type), digest);
    strbuf_release (&text);
  }
  strbuf_addf (out, "<%s>", digest_to_hex (&digest, hex));
}

void
cplusplus_exceptions_write (tree type, struct strbuf *out)
{
  for (tree item = TYPE_RAISES_EXCEPTIONS (type); item; item = TREE_CHAIN (item)) {
    strbuf_add_text (out, " throws ");
    if (TREE_PURPOSE (item) && CONSTANT_CLASS_P (TREE_PURPOSE (item)))
      constant_write (TREE_PURPOSE (item), out, NULL, NULL);
    if (TREE_VALUE (item) && TYPE_P (TREE_VALUE (item)))
      type_write (TREE_VALUE (item), out);
  }
}

static void
visit_virtual (tree binfo, void (*visit) (tree, void *), void *data)
{
  tree base;
  for (tree item = BINFO_VIRTUALS (binfo); item; item = TREE_CHAIN (item))
    if (TREE_CODE (item) == TREE_LIST && BV_FN (item) && TREE_CODE (BV_FN (item)) == FUNCTION_DECL)
      visit (BV_FN (item), data);
  for (int i = 0; BINFO_BASE_ITERATE (binfo, i, base); i++)
    visit_virtual (base, visit, data);
}

void
cplusplus_virtual_functions (tree table, void (*visit) (tree function, void *data), void *data)
{
  tree type = DECL_CONTEXT (table);
  if (type && RECORD_OR_UNION_TYPE_P (type) && TYPE_BINFO (type))
    visit_virtual (TYPE_BINFO (type), visit, data);
}

tree
virtual_method (tree reference)
{
  if (TREE_CODE (reference) != OBJ_TYPE_REF || !virtual_method_call_p (reference))
    return NULL_TREE;
  HOST_WIDE_INT token = tree_to_shwi (OBJ_TYPE_REF_TOKEN (reference));
  for (tree type = obj_type_ref_class (reference); type;) {
    for (tree f = TYPE_FIELDS (type); f; f = DECL_CHAIN (f))
      if (TREE_CODE (f) == FUNCTION_DECL && DECL_VINDEX (f) && tree_fits_shwi_p (DECL_VINDEX (f))
          && tree_to_shwi (DECL_VINDEX (f)) == token)
        return f;
    tree binfo = TYPE_BINFO (type);
    type = binfo && BINFO_N_BASE_BINFOS (binfo) ? BINFO_TYPE (BINFO_BASE_BINFO (binfo, 0)) : NULL_TREE;
  }
  return NULL_TREE;
}
