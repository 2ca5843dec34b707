/* compilers: gcc g++ */
#pragma loadbearing push domain("pament") /* expect: error 33: unknown domain 'pament'; did you mean 'payment'? */
#pragma loadbearing pop
#pragma loadbearing psuh domain("payment") /* expect: error 21: expected push or pop in '#pragma loadbearing' */
#pragma loadbearing push domain(payment) /* expect: error 33: the domain must be a string literal in '#pragma loadbearing' */
#pragma loadbearing pop
#pragma loadbearing push domain("") /* expect: error 33: the domain must be a string literal in '#pragma loadbearing' */
#pragma loadbearing pop
#pragma loadbearing push reason("why") /* expect: error 21: missing domain("...") in '#pragma loadbearing' */
#pragma loadbearing pop
#pragma loadbearing push domain("payment") resaon("x") /* expect: error 44: unknown or repeated clause in '#pragma loadbearing' */
#pragma loadbearing pop
#pragma loadbearing push domain "payment" /* expect: error 33: expected an opening parenthesis in '#pragma loadbearing' */
#pragma loadbearing pop
#pragma loadbearing push domain("payment" /* expect: error 123: expected a closing parenthesis in '#pragma loadbearing' */
#pragma loadbearing pop
#pragma loadbearing push "payment" /* expect: error 26: expected domain("...") in '#pragma loadbearing' */
#pragma loadbearing pop trailing /* expect: error 25: unexpected text after pop in '#pragma loadbearing' */
#pragma loadbearing /* expect: error 90: expected push or pop in '#pragma loadbearing' */
#pragma loadbearing pop /* expect: error 21: '#pragma loadbearing pop' without a 'push' before it */
