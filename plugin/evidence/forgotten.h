/* Tests whose failures a framework forgets before it says whether tests failed.  In the forked child only; needs GCC's headers before it.  */
#ifndef LOADBEARING_FORGOTTEN_H
#define LOADBEARING_FORGOTTEN_H

/* Whether what TEST tells a framework is forgotten wherever it is run: the framework begins anew (UNITY_BEGIN) on every way before it is asked.  */
bool failures_are_forgotten (cgraph_node *test);

#endif
