/* What the cases test: never defined, since only the tests' units are compiled.  */
#ifdef __cplusplus
#define _Bool bool
extern "C" {
#endif
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
enum colour { RED = 1, GREEN, BLUE };
enum colour colour_of (int code);
struct session;
int session_new (struct session **session, void *user_data);
int session_run (struct session *session);
struct flags {
  unsigned ready : 1, level : 3;
  int more;
};
struct flags flags_of (int code);
void read_flags (int code, struct flags *flags);
void fill (int *numbers, int n);
void sort (int *numbers, int n);
unsigned long encode (const char *text, unsigned char *to, unsigned long size);
float half (float x);
unsigned checksum (const char *text);
long long large (int x);
unsigned short port (int x);
char first (const char *text);
struct stack {
  int items[4];
  int used;
};
void push (struct stack *stack, int item);
int pop (struct stack *stack);
int each (int (*next) (void *data), void *data);
const struct order *find (int id);
char *join (const char *a, const char *b);
int advance (int *position, int by);
void fail_with (int status);
/* It calls charge with the amount and gives what that gives; notify after it.  */
int checkout (int count, int cents);
int charge (int amount);
void notify (const char *what);
extern int open_files;
#ifdef __cplusplus
}
#endif
