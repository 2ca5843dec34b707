/* What other functions made, and the one in question changes: that it leaves it as it was may be what is expected.  */
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "subject.h"
struct date {
  int y, m, d;
};
int date_parse (const char *text, struct date *date);
void date_add (struct date *date, int days);
void text_set (char *buffer, const char *text);
void text_upper (char *buffer);
void point_set (struct point *point, int x, int y);
void point_scale (struct point *point, int by);
struct list {
  int count, first;
};
void list_init (struct list *list);
void list_add (struct list *list, int item);
void list_clear (struct list *list);
/* date_add shape "stood there before": nothing is added, and what was parsed is expected */
void adds_nothing (void) { struct date d; date_parse ("2024-05-10", &d); date_add (&d, 0); assert (d.y == 2024); assert (d.d == 10); }
/* date_add shape: twice, with other dates */
void adds_nothing_twice (void) { struct date d; date_parse ("2024-05-10", &d); date_add (&d, 0); assert (d.d == 10); date_parse ("2023-04-11", &d); date_add (&d, 0); assert (d.d == 11); }
/* date_add shape: what date_parse gives is asserted, too */
void adds_nothing_checked (void) { struct date d; assert (date_parse ("2024-05-10", &d) == 0); date_add (&d, 0); assert (d.d == 10); }
/* date_add shape: what was there is asserted before the call */
void adds_nothing_seen (void) { struct date d; date_parse ("today", &d); assert (d.d == 17); date_add (&d, 0); assert (d.d == 17); }
/* date_add semantic: another day than was parsed */
void adds_some (void) { struct date d; assert (date_parse ("2024-05-10", &d) == 0); date_add (&d, 3); assert (d.d == 13); }
/* date_add semantic: another day than was there before */
void adds_some_seen (void) { struct date d; date_parse ("today", &d); assert (d.d == 17); date_add (&d, 1); assert (d.d == 18); }
/* date_add semantic: nothing at first, then some */
void adds_later (void) { struct date d; date_parse ("2024-05-10", &d); date_add (&d, 0); assert (d.d == 10); date_add (&d, 1); assert (d.d == 11); }
/* date_add shape: a table of which each row has what it expects in its text */
void adds_rows (void) { static const struct { const char *text; int d; } rows[] = { { "1-1-7", 7 }, { "1-1-9", 9 } }; for (int i = 0; i < 2; i++) { struct date d; date_parse (rows[i].text, &d); date_add (&d, 0); assert (d.d == rows[i].d); } }
/* date_parse semantic: it is the one that made them */
void parses (void) { struct date d; date_parse ("2024-05-10", &d); assert (d.y == 2024); assert (d.d == 10); }
/* point_scale shape: by 1 */
void scales_by_one (void) { struct point p; point_set (&p, 3, 4); point_scale (&p, 1); assert (p.x == 3 && p.y == 4); }
/* point_scale semantic: by 2 */
void scales_by_two (void) { struct point p; point_set (&p, 3, 5); point_scale (&p, 2); assert (p.x == 6 && p.y == 10); }
/* point_scale shape: a struct that a function gave */
void scales_result (void) { struct point p = mirror (3, 4); point_scale (&p, 1); assert (p.x == 3 && p.y == 4); }
/* point_scale semantic: other numbers than that was given */
void scales_result_more (void) { struct point p = mirror (3, 5); point_scale (&p, 2); assert (p.x == 6 && p.y == 10); }
/* text_upper shape: the text that was set has no small letter */
void upper_already (void) { char b[16]; text_set (b, "ABC"); text_upper (b); assert (strcmp (b, "ABC") == 0); }
/* text_upper semantic: it has */
void upper (void) { char b[16]; text_set (b, "abc"); text_upper (b); assert (strcmp (b, "ABC") == 0); }
/* list_clear shape: a new list is thought to hold zeros */
void clears_new (void) { struct list l; list_init (&l); list_clear (&l); assert (l.count == 0); }
/* list_add semantic: a new list is not thought to hold one */
void adds_one (void) { struct list l; list_init (&l); list_add (&l, 5); assert (l.count == 1); }
/* list_clear semantic: what was added is asserted before */
void clears_used (void) { struct list l; list_init (&l); list_add (&l, 5); assert (l.count == 1); list_clear (&l); assert (l.count == 0); }
