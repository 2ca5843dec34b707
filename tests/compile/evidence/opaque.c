/* A success code of a function that is given an object which the test cannot look into: what it stores there has to be seen by another one.  */
/* clang-format off */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "subject.h"

struct queue;
struct queue *queue_new (void);
int queue_add (struct queue *, int item), queue_take (struct queue *, int *item), queue_limit (struct queue *), queue_is_empty (const struct queue *);
void queue_free (struct queue *);
int queues (void), print_all (FILE *);
extern struct queue *shared;

/* queue_add shape "only its status": nobody looks into the queue */
static void test_success (void) { struct queue *q = queue_new (); assert (q); assert (queue_add (q, 5) == 0); queue_free (q); }

/* queue_add shape "only its status": in a loop, of one that another unit made */
static void test_many (void) { for (int i = 0; i < 50; i++) assert (queue_add (shared, i) == 0); }

/* queue_add shape: beside a function that has nothing to do with the queue */
static void test_beside (void) { assert (queue_add (shared, 1) == 0); assert (price (10, 5) == 50); }

/* queue_add semantic: what was added is taken out */
static void test_taken (void) { struct queue *q = queue_new (); int item = 0; assert (queue_add (q, 5) == 0); assert (queue_take (q, &item) == 0); assert (item == 5); }

/* queue_add semantic: seen by one that only looks */
static void test_seen (void) { assert (queue_add (shared, 5) == 0); assert (!queue_is_empty (shared)); }

/* queue_add semantic: by one that is given nothing */
static void test_counted (void) { struct queue *q = queue_new (); assert (queue_add (q, 5) == 0); assert (queues () == 1); }

/* queue_add shape: the other one is called, and nothing is asked of it */
static void test_called (void) { assert (queue_add (shared, 5) == 0); queue_is_empty (shared); }

/* queue_limit semantic: 64 is no status */
static void test_limit (void) { assert (queue_limit (shared) == 64); }

/* queue_add semantic "no constant": both statuses: none of them always */
static void test_both (void) { assert (queue_add (shared, 5) == 0); assert (queue_add (shared, -1) == -1); }

/* queue_is_empty semantic: it may store nothing there */
static void test_empty (void) { assert (queue_is_empty (shared) == 1); }

/* print_all semantic: a stream is the C library's */
static void test_printed (void) { assert (print_all (stdout) == 0); }

void (*const all[]) (void) = { test_success, test_many, test_beside, test_taken, test_seen, test_counted, test_called, test_limit, test_both, test_empty, test_printed };
