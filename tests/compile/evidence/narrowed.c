/* Results of which some bits are looked at.  */
#include <assert.h>
#include <stdint.h>
#include "subject.h"
/* large shape "the 32 bits from bit 0 on": the upper half is lost on the way to int */
void lower_half (void) { int v = (int) large (3); assert (v == 3); }
/* large semantic "no constant": whatever the upper half is, the lower one cannot be both */
void lower_half_twice (void) { int v = (int) large (3); assert (v == 3); v = (int) large (4); assert (v == 4); }
/* encode shape "from bit 32 on": the lower half is shifted out */
void upper_half (void) { assert ((uint32_t) (encode ("a", 0, 0) >> 32) == 3); }
/* encode semantic "no constant": upper halves that differ */
void upper_half_twice (void) { assert ((uint32_t) (encode ("a", 0, 0) >> 32) == 3); assert ((uint32_t) (encode ("b", 0, 0) >> 32) == 4); }
/* price shape: a byte of it */
void byte (void) { unsigned char b = (unsigned char) price (10, 5); assert (b == 50); }
/* price semantic "no constant": bytes that differ */
void byte_twice (void) { assert ((unsigned char) price (10, 5) == 50); assert ((unsigned char) price (20, 5) == 90); }
/* price shape: its sign is gone with the rest */
void not_zero (void) { int v = (int) price (10, 5); assert (v); }
/* price shape: compared with itself */
void with_itself (void) { int v = (int) price (10, 5); assert (v == (int) price (20, 5)); }
/* checksum semantic "only 7": not narrowed, but made signed */
void made_signed (void) { int v = (int) checksum ("abc"); assert (v == 7); }
