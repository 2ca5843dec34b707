/* policy: none */
/* compilers: gcc g++ */
/* options: -Wall -Wextra -Wpedantic */
int ordinary (void);
int ordinary (void) { return 1; }
