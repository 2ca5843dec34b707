/* What the cases test: never defined, since only the tests' units are compiled.  */
struct order {
  int id;
  long total;
  char name[16];
  struct {
    int a, b;
  } part;
};
struct point {
  int x, y;
};
long price (long count, long cents);
int count (const char *text);
int is_valid (int x);
_Bool is_open (int x);
unsigned char level (int x);
const char *name_of (int code);
struct order *order_new (int id);
void order_free (struct order *);
long order_total (const struct order *);
int parse (const char *text, int *value);
int read_order (int id, struct order *order);
void render (int x, char *buffer, unsigned long size);
struct point mirror (int x, int y);
double ratio (double a, double b);
void reset (void);
extern int last_error;
int walk (void (*visit) (int), int depth);
long other (long);
