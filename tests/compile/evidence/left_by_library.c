/* What the C library made of a file, of a text, or by sorting, and the function in question leaves as it was.  */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
void text_trim (char *buffer);
void number_round (int *number);
/* parse shape "stood there before": atoi made what is expected */
void by_atoi (void) { int v = atoi ("42"); parse ("42", &v); assert (v == 42); }
/* parse semantic: what is expected was 0 */
void not_by_atoi (void) { int v = 0; atoi ("42"); parse ("42", &v); assert (v == 42); }
/* parse shape: strtol, of another text; and twice */
void by_strtol (void) { int v = strtol ("0x10", NULL, 0); parse ("16", &v); assert (v == 16); v = strtol ("0x20", NULL, 0); parse ("32", &v); assert (v == 32); }
/* parse shape: sscanf */
void by_sscanf (void) { int v; assert (sscanf ("42", "%d", &v) == 1); parse ("42", &v); assert (v == 42); }
/* parse semantic: into another variable */
void by_sscanf_beside (void) { int v = 0, other; assert (sscanf ("42", "%d", &other) == 1); parse ("42", &v); assert (v == 42); }
/* number_round shape: a file's number */
void by_fscanf (void) { int v = 0; FILE *f = fopen ("n.txt", "r"); assert (f); assert (fscanf (f, "%d", &v) == 1); number_round (&v); assert (v == 40); fclose (f); }
/* number_round semantic: a number of the test's own */
void own_number (void) { int v = 42; number_round (&v); assert (v == 40); }
/* text_trim shape: a file's line */
void by_fgets (void) { char s[16]; FILE *f = fopen ("l.txt", "r"); assert (f); assert (fgets (s, sizeof s, f)); text_trim (s); assert (strcmp (s, "abc") == 0); fclose (f); }
/* text_trim semantic: a text of the test's own */
void own_text (void) { char s[] = " abc "; text_trim (s); assert (strcmp (s, "abc") == 0); }
/* sort shape: a file's numbers */
void by_fread (void) { int a[2]; FILE *f = fopen ("a.bin", "rb"); assert (f); assert (fread (a, sizeof a, 1, f) == 1); sort (a, 2); assert (a[0] == 1); assert (a[1] == 2); fclose (f); }
static int by_size (const void *a, const void *b) { return *(const int *) a - *(const int *) b; }
/* sort shape: qsort has sorted them */
void by_qsort (void) { int a[] = { 3, 1, 2 }; qsort (a, 3, sizeof *a, by_size); sort (a, 3); assert (a[0] == 1); assert (a[1] == 2); assert (a[2] == 3); }
/* sort semantic: nobody has */
void unsorted (void) { int a[] = { 3, 1, 2 }; sort (a, 3); assert (a[0] == 1); assert (a[1] == 2); assert (a[2] == 3); }
/* sort semantic: qsort sorts another array */
void by_qsort_beside (void) { int a[] = { 3, 1, 2 }, b[] = { 2, 1 }; qsort (b, 2, sizeof *b, by_size); sort (a, 3); assert (a[0] == 1); assert (a[1] == 2); assert (a[2] == 3); }
/* number_round semantic: by chance nobody gets what is expected */
void by_chance (void) { int v = rand (); number_round (&v); assert (v == 40); }
/* number_round shape: a letter that was read */
void by_letter (void) { int v = getchar (); number_round (&v); assert (v == 40); }
