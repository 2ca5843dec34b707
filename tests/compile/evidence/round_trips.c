/* Round trips: what one function made another takes back, and what comes out is what went in.  */
#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern uint32_t zig (int32_t);
extern int32_t zag (uint32_t);
extern char *to_text (int);
extern int from_text (const char *);
extern size_t put (uint8_t *, uint64_t);
extern size_t get (const uint8_t *, size_t, uint64_t *);
extern char *escape (const char *);
extern char *unescape (const char *);
extern int encode (const void *, size_t, char *);
extern int decode (const char *, void *, size_t);

struct record { int x, y; };
extern void record_save (const struct record *, char *);
extern int record_load (const char *, struct record *);
extern int item_of (int);
extern int store_add (int);
extern void store_put (int, int);
extern int store_get (int);
extern bool is_valid (uint32_t);
extern void set_base (int);
struct context { int state[4]; };
extern void context_init (struct context *);
extern int context_take (struct context *, int);
struct view { const char *data; };
extern int view_take (const struct view *, int);
struct box { int value, other; };
extern struct box *box_new (int);
extern int box_get (const struct box *);
extern int call_with (int, int (*) (void));
extern int base;

/* zig semantic "no constant": no constant is what 5 and -3 are made of */
/* zag semantic: 5 and -3 */
void twice (void) { assert (zag (zig (5)) == 5); assert (zag (zig (-3)) == -3); }
/* zig semantic "no constant": in a loop */
/* zag semantic: five numbers */
void in_loop (void) { for (int i = -2; i <= 2; i++) assert (zag (zig (i)) == i); }
/* zig shape: one alone: many numbers may be taken back to 5 */
/* zag semantic "only 5": 5 */
void once (void) { assert (zag (zig (5)) == 5); }
/* zig shape: the same is expected of both */
void one_expectation (void) { assert (zag (zig (5)) > 0); assert (zag (zig (6)) > 0); }
/* zig shape: that it is valid, any number may be */
/* is_valid shape: true alone */
void validated (void) { assert (is_valid (zig (5))); assert (is_valid (zig (6))); }
/* zig shape: what zag gives is compared with what it gives */
void with_itself (void) { assert (zag (zig (5)) == zag (zig (5))); }
/* zig shape: another base between the two, which zag may ask for */
void changed_between (void) { set_base (2); assert (zag (zig (5)) == 5); set_base (3); assert (zag (zig (6)) == 6); }
/* to_text semantic: texts */
/* from_text semantic: numbers */
void texts (void) { static const int v[] = { 1, 42, -7 }; for (int i = 0; i < 3; i++) { char *s = to_text (v[i]); assert (s); assert (from_text (s) == v[i]); free (s); } }
/* escape semantic: two texts */
/* unescape semantic: two texts */
void escaped (void) { char *e = escape ("a b"), *u = unescape (e); assert (!strcmp (u, "a b")); free (e); free (u); e = escape ("c&d"); u = unescape (e); assert (!strcmp (u, "c&d")); }
/* put semantic "for all that it produces": length and bytes together */
/* get semantic: the numbers */
void buffers (void) { static const uint64_t v[] = { 0, 127, 128, 1u << 30 }; for (int i = 0; i < 4; i++) { uint8_t b[10]; uint64_t x = 0; size_t n = put (b, v[i]); assert (get (b, n, &x) == n); assert (x == v[i]); } }
/* encode semantic: data that is computed */
/* decode semantic: the same */
void computed (void) { uint8_t data[3], back[16]; char text[32]; for (int seed = 1; seed <= 2; seed++) { for (int i = 0; i < 3; i++) data[i] = (uint8_t) (seed * 31 + i); encode (data, 3, text); int n = decode (text, back, sizeof back); assert (n == 3); assert (!memcmp (data, back, 3)); } }
/* record_save semantic: members come back */
/* record_load semantic: members */
void records (void) { static const struct record in[2] = { { 1, 2 }, { 3, 4 } }; struct record out; char b[32]; for (int i = 0; i < 2; i++) { memset (&out, 0, sizeof out); record_save (&in[i], b); record_load (b, &out); assert (out.x == in[i].x && out.y == in[i].y); } }
/* item_of shape: the numbers that are expected are none that it was given, store_add counts */
/* store_add semantic "no constant": 10 and 11 */
void counted (void) { assert (store_add (item_of (5)) == 10); assert (store_add (item_of (6)) == 11); }
/* item_of shape: something was put under the same number between the two */
void kept (void) { for (int i = 1; i < 3; i++) { store_put (item_of (i), i); assert (store_get (item_of (i)) == i); } }
/* item_of shape: the context may keep what it takes */
void in_context (void) { struct context c; context_init (&c); assert (context_take (&c, item_of (5)) == 5); assert (context_take (&c, item_of (6)) == 6); }
/* item_of shape: nobody knows what was done to a context that is filled by the function itself */
void in_raw_context (void) { struct context c = { { 0 } }; assert (context_take (&c, item_of (5)) == 5); assert (context_take (&c, item_of (6)) == 6); }
/* item_of shape: what the view leads to is something else */
void in_view (void) { char b[4] = "ab"; struct view v = { b }; assert (view_take (&v, item_of (5)) == 5); b[0] = 'c'; assert (view_take (&v, item_of (6)) == 6); }
/* box_new shape: what is asked of it the test stored there itself */
void stored_by_test (void) { struct box *b = box_new (5); b->value = 5; assert (box_get (b) == 5); b = box_new (6); b->value = 6; assert (box_get (b) == 6); }
/* box_new semantic: nobody stored there */
void boxed (void) { struct box *b = box_new (5); assert (box_get (b) == 5); b = box_new (6); assert (box_get (b) == 6); }
static int turns;
static int turn (void) { return ++turns; }
/* item_of shape: the callback gives something else each time */
void called_back (void) { turns = 4; assert (call_with (item_of (5), turn) == 5); assert (call_with (item_of (6), turn) == 6); }
/* item_of shape: the base, which zag may read, is another one */
void base_set (void) { base = 5; assert (store_add (item_of (5)) == 5); base = 6; assert (store_add (item_of (6)) == 6); }
/* zig semantic: the number of an error is reset before each */
void error_reset (void) { errno = 0; assert (zag (zig (5)) == 5); errno = 0; assert (zag (zig (6)) == 6); }
int main (void) { return 0; }
