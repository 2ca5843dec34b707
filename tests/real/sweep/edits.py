"""Single edits of real code, each of which changes what some function does.

An edit replaces OLD by NEW once, at the first place after the text AFTER in FILE
(the unit itself unless given), or adds compiler FLAGS.  MUST names functions whose
behaviour then differs; the sweep adds every function whose machine code differs.
"""


class Edit:
    def __init__(self, kind, project, unit, after, old, new, must, file=None, flags=()):
        self.kind, self.project, self.unit, self.file = kind, project, unit, file or unit
        self.after, self.old, self.new, self.must, self.flags = after, old, new, must.split(), list(flags)

    def name(self):
        what = " ".join(self.flags) if self.flags else " ".join(f"{self.old} -> {self.new}".split())
        return f"{self.kind}: {self.project} {self.file}: {what}"

    def apply(self, text):
        """The edited text; raises if the place is not there."""
        start = text.index(self.after)
        at = text.index(self.old, start)
        return text[:at] + self.new + text[at + len(self.old):]


def lua(kind, unit, after, old, new, must, file=None):
    return Edit(kind, "lua5.4", "src/" + unit, after, old, new, must, file and "src/" + file)


def zlib(kind, unit, after, old, new, must, file=None):
    return Edit(kind, "zlib", unit, after, old, new, must, file)


def cjson(kind, unit, after, old, new, must, file=None):
    return Edit(kind, "cjson", unit, after, old, new, must, file)


def redis(kind, unit, after, old, new, must, file=None):
    return Edit(kind, "redis", "src/" + unit, after, old, new, must, file and "src/" + file)


EDITS = [
    # The body itself.
    lua("operator", "lstring.c", "unsigned int luaS_hash (", "(h<<5) + (h>>2)", "(h<<5) - (h>>2)", "luaS_hash luaS_hashlongstr"),
    lua("constant", "lstring.c", "unsigned int luaS_hash (", "h>>2", "h>>3", "luaS_hash"),
    lua("condition", "lundump.c", "static size_t loadUnsigned", "x >= limit", "x > limit", "loadUnsigned loadInt luaU_undump"),
    lua("dropped statement", "lmem.c", "void *luaM_realloc_ (", "g->GCdebt = (g->GCdebt + nsize) - osize;", ";", "luaM_realloc_"),
    lua("compound assignment", "lmem.c", "void luaM_free_ (", "g->GCdebt -= osize;", "g->GCdebt += osize;", "luaM_free_"),
    lua("return value", "lobject.c", "static int isneg", "return 1;", "return 0;", "isneg"),
    lua("swapped case bodies", "lobject.c", "static lua_Integer intarith", "intop(&, v1, v2)", "intop(|, v1, v2)", "intarith luaO_rawarith luaO_arith"),
    lua("case label", "lobject.c", "int luaO_rawarith", "case LUA_OPSHL: case LUA_OPSHR:", "case LUA_OPSHL:", "luaO_rawarith luaO_arith"),
    lua("swapped arguments", "lobject.c", "static lua_Number numarith", "luaV_modf(L, v1, v2)", "luaV_modf(L, v2, v1)", "numarith luaO_rawarith"),
    lua("swapped operands", "ltm.c", "const TValue *luaT_gettm ", "1u<<event", "event<<1u", "luaT_gettm"),
    lua("loop bound", "lstring.c", "static void tablerehash", "i < nsize", "i <= nsize", "tablerehash luaS_resize"),
    lua("string", "lmem.c", "l_noret luaM_toobig", "block too big", "block too large", "luaM_toobig"),
    lua("order of statements", "lstring.c", "static void tablerehash", "p->u.hnext = vect[h];  /* chain it into array */\n      vect[h] = p;",
        "vect[h] = p;\n      p->u.hnext = vect[h];", "tablerehash luaS_resize"),
    lua("removed cast", "lobject.c", "int luaO_hexavalue", "ltolower(c) - 'a'", "(signed char) ltolower(c) - 'a'", "luaO_hexavalue"),
    zlib("old-style parameter's type", "adler32.c", "local uLong adler32_combine_", "    z_off64_t len2;", "    int len2;", "adler32_combine_"),
    zlib("condition", "inftrees.c", "int ZLIB_INTERNAL inflate_table", "if (left < 0) return -1;", "if (left <= 0) return -1;", "inflate_table"),
    zlib("operator", "deflate.c", "local void slide_hash", "m >= wsize ? m - wsize : NIL", "m > wsize ? m - wsize : NIL", "slide_hash"),
    zlib("constant", "deflate.c", "int ZEXPORT deflateInit2_", "windowBits == 8) windowBits = 9;", "windowBits == 8) windowBits = 10;", "deflateInit2_ deflateInit_"),
    zlib("negation", "inflate.c", "local int inflateStateCheck", "state->mode > SYNC", "state->mode >= SYNC", "inflateStateCheck inflate"),
    zlib("fall-through", "inflate.c", "case FLAGS:", "state->mode = TIME;", "state->mode = OS;", "inflate"),
    cjson("constant", "cJSON.c", "static unsigned parse_hex4", "10 + input[i] - 'A'", "11 + input[i] - 'A'", "parse_hex4 parse_string cJSON_Parse"),
    cjson("case label", "cJSON.c", "static cJSON_bool parse_number", "            case 'e':\n", "", "parse_number cJSON_Parse"),
    cjson("field", "cJSON.c", "CJSON_PUBLIC(char *) cJSON_GetStringValue", "item->valuestring", "item->string", "cJSON_GetStringValue"),
    cjson("literal", "cJSON.c", "static cJSON_bool parse_value", '"null", 4) == 0', '"nil!", 4) == 0', "parse_value cJSON_Parse"),
    cjson("condition", "cJSON.c", "CJSON_PUBLIC(void) cJSON_Delete", "!(item->type & cJSON_IsReference)", "(item->type & cJSON_IsReference)", "cJSON_Delete"),
    cjson("dropped argument check", "cJSON.c", "static unsigned char* cJSON_strdup", "if (string == NULL)", "if (hooks == NULL)", "cJSON_strdup"),
    cjson("macro argument", "cJSON.c", "static unsigned char* cJSON_strdup", 'sizeof("")', 'sizeof("a")', "cJSON_strdup"),
    redis("operator", "acl.c", "int time_independent_strcmp", "diff |= (a[j] ^ b[j])", "diff = (a[j] ^ b[j])", "time_independent_strcmp ACLCheckUserCredentials"),
    redis("swapped arguments", "acl.c", "int ACLCheckUserCredentials", "time_independent_strcmp(hashed, thispass,", "time_independent_strcmp(thispass, hashed,", "ACLCheckUserCredentials ACLAuthenticateUser"),
    redis("condition", "acl.c", "int ACLCheckUserCredentials", "u->flags & USER_FLAG_DISABLED", "u->flags & USER_FLAG_ENABLED", "ACLCheckUserCredentials ACLAuthenticateUser"),
    redis("inverted test", "expire.c", "int activeExpireCycleTryExpire", "now > t", "now < t", "activeExpireCycleTryExpire"),
    redis("integer width", "intset.c", "static uint8_t _intsetValueEncoding", "v < INT16_MIN || v > INT16_MAX", "v < INT8_MIN || v > INT8_MAX", "_intsetValueEncoding intsetAdd intsetFind"),
    redis("signedness of a local", "intset.c", "static int64_t _intsetGetEncoded", "int16_t v16;", "uint16_t v16;", "_intsetGetEncoded intsetFind"),
    redis("shift", "intset.c", "static uint8_t intsetSearch", "(unsigned int)max) >> 1", "(unsigned int)max) >> 2", "intsetSearch intsetFind"),
    lua("volatile local", "lundump.c", "static size_t loadUnsigned", "size_t x = 0;", "volatile size_t x = 0;", "loadUnsigned"),
    redis("volatile object", "bio.c", "static unsigned long long bio_pending", "static", "static volatile", "bioProcessBackgroundJobs"),
    redis("string", "acl.c", "sds ACLHashPassword", '"0123456789abcdef"', '"0123456789ABCDEF"', "ACLHashPassword ACLCheckUserCredentials"),
    redis("comparison of pointers", "geohash_helper.c", "uint8_t geohashEstimateStepsByRadius", "lat > 80", "lat > 81", "geohashEstimateStepsByRadius"),

    # A static helper, reached directly or through another.
    lua("static helper", "ltable.c", "static int l_hashfloat", "u : ~u", "u : -u", "l_hashfloat mainpositionTV luaH_get"),
    lua("inline helper", "ltable.c", "l_sinline Node *mainpositionfromnode", "mainpositionTV(t, &key)", "mainpositionTV(t, &key) + 1", "mainpositionfromnode"),
    lua("macro in a header", "lstring.c", "#define lmod(s,size)", "((s) & ((size)-1))", "((s) & (size))", "tablerehash luaS_resize", file="lobject.h"),
    zlib("static helper", "inflate.c", "local int updatewindow(strm, end, copy)", "copy >= state->wsize", "copy > state->wsize", "updatewindow inflate inflateSetDictionary"),
    cjson("static helper, two steps away", "cJSON.c", "static unsigned char utf16_literal_to_utf8(", "0xDC00", "0xDC01", "utf16_literal_to_utf8 parse_string cJSON_Parse"),
    redis("static helper", "util.c", "static int stringmatchlen_impl", "nesting > 1000", "nesting > 10", "stringmatchlen_impl stringmatchlen stringmatch"),
    redis("static inline helper", "listpack.c", "static inline void lpEncodeIntegerGetType", "v >= 0 && v <= 127", "v >= 0 && v <= 126", "lpEncodeIntegerGetType lpPrependInteger"),
    redis("dropped check", "zmalloc.c", "void *zmalloc(size_t size) {", "if (!ptr) zmalloc_oom_handler(size);", "", "zmalloc"),

    # Objects and their initialisers.
    lua("const table, local static", "lobject.c", "static const lu_byte log_2[256]", "0,1,2,2,", "0,1,2,3,", "luaO_ceillog2"),
    lua("const table of strings, local static", "ltm.c", "luaT_eventname[]", '"__add", "__sub"', '"__sub", "__add"', "luaT_init"),
    lua("const structure", "ltable.c", "static const TValue absentkey", "{ABSTKEYCONSTANT}", "{{NULL}, LUA_VNIL}", "luaH_get luaH_getint"),
    lua("const external table", "ltm.c", "luaT_typenames_[LUA_TOTALTYPES]", '"nil", "boolean"', '"null", "boolean"', "luaT_objtypename"),
    lua("table of functions", "lmathlib.c", "static const luaL_Reg mathlib[]", "{\"ceil\",  math_ceil}", "{\"ceil\",  math_floor}", "luaopen_math"),
    lua("table of functions, the function itself", "lmathlib.c", "static int math_ceil", "ceil)(luaL_checknumber(L, 1))", "floor)(luaL_checknumber(L, 1))", "math_ceil luaopen_math"),
    zlib("const table of structures", "deflate.c", "local const config configuration_table[10]", "/* 6 */ {8,   16, 128, 128, deflate_slow}", "/* 6 */ {8,   16, 128, 128, deflate_fast}", "deflateParams"),
    zlib("const table", "trees.c", "local const uch bl_order[BL_CODES]", "16,17,18,0,8", "16,17,18,8,0", "build_bl_tree send_all_trees _tr_flush_block"),
    zlib("const table behind another", "trees.c", "local const int extra_dbits[D_CODES]", "{0,0,0,0,1,1", "{0,0,0,1,1,1", "compress_block _tr_flush_block"),
    zlib("table in an included header", "trees.c", "local const int base_dist[D_CODES]", "0,     1,     2,", "0,     1,     3,", "compress_block _tr_flush_block", file="trees.h"),
    zlib("const array, local static", "inftrees.c", "static const unsigned short lbase[31]", "3, 4, 5, 6", "3, 4, 5, 7", "inflate_table"),
    cjson("initialiser of a variable", "cJSON.c", "static internal_hooks global_hooks", "{ internal_malloc, internal_free, internal_realloc }", "{ internal_malloc, internal_free, NULL }", "cJSON_Parse cJSON_CreateNumber"),
    redis("initialiser of a variable", "acl.c", "ACLCommandCategories[] =", '{"write", ACL_CATEGORY_WRITE}', '{"write", ACL_CATEGORY_READ}', "ACLGetCommandCategoryFlagByName"),
    redis("initialiser of a const number", "geohash_helper.c", "const double EARTH_RADIUS_IN_METERS", "6372797.560856", "6371000.0", "geohashBoundingBox"),
    redis("const made plain", "geohash_helper.c", "const double MERCATOR_MAX", "const double MERCATOR_MAX", "double MERCATOR_MAX", "geohashEstimateStepsByRadius"),
    redis("const table", "sha256.c", "static const WORD k[64]", "0x428a2f98", "0x428a2f99", "sha256_transform sha256_update sha256_final"),

    # Macros, direct and through others.
    lua("macro", "lundump.c", "static int loadInt", "loadUnsigned(S, INT_MAX)", "loadUnsigned(S, SHRT_MAX)", "loadInt"),
    lua("object-like macro in a header", "lstring.c", "#define LUAI_MAXSHORTLEN", "40", "30", "luaS_newlstr", file="llimits.h"),
    lua("macro through another macro", "ltable.c", "#define hashpow2(t,n)", "lmod((n), sizenode(t))", "lmod((n), sizenode(t) - 1)", "mainpositionTV luaH_getshortstr"),
    lua("macro used only through another", "lgc.c", "#define maskcolors", "(bitmask(BLACKBIT) | WHITEBITS)", "(bitmask(BLACKBIT))", ""),
    zlib("macro", "deflate.c", "#define UPDATE_HASH(s,h,c)", "^ (c)", "| (c)", "deflate_fast deflate_slow fill_window deflate"),
    zlib("macro through another macro", "deflate.c", "#  define DEF_MEM_LEVEL 8", "DEF_MEM_LEVEL 8", "DEF_MEM_LEVEL 7", "deflateInit_", file="zutil.h"),
    zlib("macro used only through another", "deflate.c", "#define MAX_MATCH", "258", "250", "deflate_fast fill_window", file="zutil.h"),
    cjson("macro", "cJSON.c", "#define can_access_at_index(buffer, index)", "< (buffer)->length", "<= (buffer)->length", "parse_number cJSON_Parse"),
    cjson("macro in a header", "cJSON.c", "#define cJSON_IsReference", "256", "1024", "cJSON_Delete", file="cJSON.h"),
    cjson("macro redefining a word", "cJSON.c", "#define true", "((cJSON_bool)1)", "((cJSON_bool)2)", "cJSON_Parse"),
    redis("macro", "listpack.c", "#define LISTPACK_MAX_SAFETY_SIZE", "(1<<30)", "(1<<29)", "lpSafeToAdd"),
    redis("macro through three others", "geohash_helper.c", "#define D_R", "180.0", "181.0", "geohashBoundingBox geohashGetDistance"),
    redis("macro with a condition inside", "sha256.c", "#define ROTRIGHT(a,b)", "(32-(b))", "(31-(b))", "sha256_transform sha256_update sha256_final"),

    # Enumerators.
    lua("enumerator by position", "lparser.c", "typedef enum {", "VVOID,", "VUNUSED, VVOID,", "", file="lparser.h"),
    lua("enumerator", "ltm.c", "typedef enum {", "TM_INDEX,", "TM_FIRST, TM_INDEX,", "", file="ltm.h"),
    zlib("enumerator by position", "inflate.c", "typedef enum {", "    HEAD = 16180,", "    HEAD = 16190,", "inflate inflateResetKeep", file="inflate.h"),
    redis("enumerator", "geohash_helper.c", "#define CIRCULAR_TYPE", "CIRCULAR_TYPE 1", "CIRCULAR_TYPE 3", "geohashBoundingBox", file="geohash.h"),

    # Types: layout, signedness, members.
    lua("field moved", "lstring.c", "typedef struct TString {", "lu_byte extra;  /* reserved words for short strings; \"has hash\" for longs */\n  lu_byte shrlen;  /* length for short strings */",
        "lu_byte shrlen;\n  lu_byte extra;", "luaS_hashlongstr luaS_createlngstrobj", file="lobject.h"),
    lua("type of a field", "lobject.c", "typedef unsigned char lu_byte;", "unsigned char lu_byte", "unsigned short lu_byte", "luaO_ceillog2", file="llimits.h"),
    zlib("new field in front", "inflate.c", "struct inflate_state {", "    z_streamp strm;", "    int added; z_streamp strm;", "inflate inflateEnd", file="inflate.h"),
    zlib("type of a member", "trees.c", "typedef struct ct_data_s {", "        ush  freq;", "        short freq;", "", file="deflate.h"),
    cjson("fields swapped", "cJSON.c", "typedef struct cJSON\n{", "    struct cJSON *next;\n    struct cJSON *prev;", "    struct cJSON *prev;\n    struct cJSON *next;", "cJSON_Delete cJSON_Parse", file="cJSON.h"),
    cjson("type of a member", "cJSON.c", "/* The item's number, if type==cJSON_Number */", "double valuedouble;", "float valuedouble;", "cJSON_CreateNumber", file="cJSON.h"),
    cjson("typedef", "cJSON.c", "typedef int cJSON_bool;", "int cJSON_bool", "char cJSON_bool", "", file="cJSON.h"),
    redis("packed removed", "intset.c", "typedef struct intset {", "    uint32_t encoding;\n    uint32_t length;", "    uint32_t length;\n    uint32_t encoding;", "intsetNew intsetLen", file="intset.h"),
    redis("size of an array member", "rax.c", "#define RAX_STACK_STATIC_ITEMS", "32", "16", "raxNext", file="rax.h"),
    redis("bit-field", "rax.c", "typedef struct raxNode {", "uint32_t iskey:1;     /* Does this node contain a key? */\n    uint32_t isnull:1;",
        "uint32_t isnull:1;\n    uint32_t iskey:1;", "raxNewNode raxFind", file="rax.h"),

    # Interfaces: what a caller rests on.
    cjson("return type", "cJSON.c", "static unsigned parse_hex4", "static unsigned parse_hex4", "static unsigned char parse_hex4", "parse_hex4 utf16_literal_to_utf8"),
    redis("parameter's type", "intset.c", "static int64_t _intsetGetEncoded", "uint8_t enc", "int8_t enc", "_intsetGetEncoded"),
    lua("callee's prototype", "ltable.c", "LUAI_FUNC int luaO_ceillog2", "(unsigned int x)", "(unsigned short x)", "luaH_resize", file="lobject.h"),
    lua("callee no longer noreturn", "lmem.c", "LUAI_FUNC l_noret luaG_runerror", "l_noret", "void", "luaM_growaux_ luaM_toobig", file="ldebug.h"),
    redis("attribute", "util.c", "int stringmatchlen(", "int stringmatchlen(", "__attribute__ ((noinline, aligned (64))) int stringmatchlen(", "stringmatchlen"),

    # Conditional compilation.
    lua("branch of an #if", "ltable.c", "#if !defined(l_hashfloat)", "#if !defined(l_hashfloat)", "static int l_hashfloat (double n) { return (int) n; }\n#if 0", "l_hashfloat luaH_get"),
    zlib("branch of an #ifdef", "deflate.c", "    if (strm->zalloc == (alloc_func)0) {", "#ifdef Z_SOLO", "#ifndef Z_SOLO", "deflateInit2_ deflateInit_"),
    zlib("branch of an #ifdef by a new #define", "inflate.c", "#include \"zutil.h\"", "#include \"zutil.h\"", "#define INFLATE_STRICT\n#include \"zutil.h\"", "inflate"),
    redis("branch of an #if by a header's macro", "lzf_c.c", "# define VERY_FAST", "1", "0", "lzf_compress", file="lzfP.h"),
    redis("pragma", "intset.c", "/* Return the required encoding", "/* Return the required encoding", '#pragma GCC optimize ("O1")\n/* Return the required encoding', "intsetAdd"),

    # Options that change what the same text means.
    Edit("option", "lua5.4", "src/lobject.c", "", "", "", "", flags=["-fwrapv"]),
    Edit("option", "zlib", "adler32.c", "", "", "", "", flags=["-funsigned-char", "-fwrapv", "-DNO_DIVIDE"]),
    Edit("option", "redis", "src/util.c", "", "", "", "", flags=["-funsigned-char"]),
    Edit("option", "lua5.4", "src/lmathlib.c", "", "", "", "", flags=["-ffast-math"]),
    Edit("option", "lua5.4", "src/lvm.c", "", "", "", "", flags=["-fno-strict-aliasing"]),
    Edit("option", "lua5.4", "src/lstrlib.c", "", "", "", "", flags=["-fshort-enums", "-fno-strict-overflow"]),
]
