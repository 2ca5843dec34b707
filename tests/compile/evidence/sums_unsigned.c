/* Sums and products of numbers without a sign, which come round.  */
#include <assert.h>
#include <stdint.h>
#include <stdbool.h>
#include <stddef.h>

extern unsigned depth (const char *);
extern size_t words (const char *);
extern uint8_t weight (int);
extern int code (int);
extern uint32_t hash (const char *);
extern bool is_prime (unsigned);
extern uint64_t mix (uint64_t);

/* depth semantic "no constant": twice a number is never odd */
void odd (void) { assert (depth ("a") + depth ("b/c") == 7u); }
/* words semantic "only 2": three times a number is 6 */
void total (void) { const char *p[] = { "a", "b c", "d e f" }; size_t n = 0; for (int i = 0; i < 3; i++) n += words (p[i]); assert (n == 6); }
/* weight semantic "only 5": bytes do not come round in so many bits */
void small (void) { unsigned n = weight (1) + weight (2); assert (n == 10); }
/* code semantic "only 4": numbers with a sign in a sum without */
void with_sign (void) { size_t n = 1; for (int i = 0; i < 2; i++) n += (size_t) code (i); assert (n == 9); }
/* code semantic "only -4": below 0 */
void below_zero (void) { unsigned n = 0; for (int i = 0; i < 3; i++) n += (unsigned) code (i); assert (n == -12u); }
/* code semantic "no constant": no number differs from itself */
void difference (void) { unsigned a = (unsigned) code (1), b = (unsigned) code (2); assert (b - a == 4u); }
/* depth shape "itself": the difference is 0 whatever it gives */
void no_difference (void) { assert (depth ("a") - depth ("b") == 0u); }
/* mix semantic "only 2": as hashes are computed */
void product (void) { assert (mix (1) * 31 + 7 == 69); }
/* mix semantic "only 5": so is the half of twice a number, unless it comes round */
void average (void) { assert ((mix (1) + mix (2)) / 2 == 5); }
/* hash shape: sixteen bits are shifted out */
void shifted_out (void) { assert (hash ("a") * 65536u == 65536u); }
/* depth shape: below 100 */
void bounded (void) { assert (depth ("a") + depth ("b") < 100u); }
/* depth shape: not 0 */
void not_zero (void) { assert (depth ("a") + depth ("b") != 0u); }
/* words semantic "no constant": no number is one more than itself */
void grows (void) { size_t n = words ("a"); assert (words ("a b") == n + 1); }
/* words shape "itself": nor any more, so all pass */
void stays (void) { size_t n = words ("a"); assert (words ("a b") + 1 == n + 1); }
/* code semantic "no constant": only 0 is what it is with the other sign, and that is not asked for */
void antisymmetric (void) { int a = code (1), b = code (2); assert (a == -b && a != 0); }
/* code semantic "only 0": 0 is */
void opposite (void) { assert (code (1) == -code (2)); }
/* code semantic "no constant": twice a number is no odd one */
void odd_opposite (void) { assert (code (1) == 1 - code (2)); }
/* is_prime semantic "no constant": bits, some of which are set */
void bit_set (void) { unsigned m = 0; for (unsigned i = 0; i < 8; i++) m |= (unsigned) is_prime (i) << i; assert (m == 0xac); }
/* is_prime shape: all of them are */
void all_bits (void) { unsigned m = 0; for (unsigned i = 0; i < 3; i++) m |= (unsigned) is_prime (i) << i; assert (m == 7); }
int main (void) { return 0; }
