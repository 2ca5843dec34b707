/* compilers: gcc g++ */
#include <loadbearing.h>

/* What can be load-bearing.  */
LOAD_BEARING ("pricing") int function (void);
int after (void) LOAD_BEARING ("pricing");
extern const int rate LOAD_BEARING ("pricing");
static const char *const names[] LOAD_BEARING ("pricing") = { "a", "b" };
struct LOAD_BEARING ("pricing") order { int quantity; };
union LOAD_BEARING ("pricing") either { int i; long l; };
enum LOAD_BEARING ("pricing") kind { SMALL, LARGE };
struct behind { int x; } LOAD_BEARING ("pricing");

/* What cannot.  */
typedef LOAD_BEARING ("pricing") int money; /* expect: error 38: attribute 'load_bearing' cannot be on 'money', which is a typedef */
LOAD_BEARING ("pricing") int counter; /* expect: error 30: attribute 'load_bearing' cannot be on 'counter', a variable that may change */
struct part { int member LOAD_BEARING ("pricing"); }; /* expect: error 19: attribute 'load_bearing' cannot be on 'member', which is a member */
int with (int parameter LOAD_BEARING ("pricing")); /* expect: error 15: attribute 'load_bearing' cannot be on 'parameter', which is a parameter */
void jump (void)
{
label: LOAD_BEARING ("pricing"); /* expect: error 1: attribute 'load_bearing' cannot be on 'label', which is a label */
  goto label;
}
LOAD_BEARING_TEST ("f") int not_a_test; /* expect: error 29: attribute 'load_bearing_test' applies to functions only, and 'not_a_test' is a variable */
PROTOTYPE_TRACK int not_a_prototype; /* expect: error 21: attribute 'prototype_track' applies to functions only, and 'not_a_prototype' is a variable */
int use (void) { return names[0][0]; }
