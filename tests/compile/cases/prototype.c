/* Production code that calls a prototype of its unit.  */
__attribute__ ((prototype_track)) int experiment (int x);
int experiment (int x) { return x * 2; }
int production (int x) { return experiment (x); } /* expect: error 5: 'production' is production code and calls 'experiment', which is a prototype [loadbearing: prototype-linked] */
__attribute__ ((prototype_track)) int other_experiment (int x) { return experiment (x); }
