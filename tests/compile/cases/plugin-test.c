/* compilers: gcc g++ */
/* Code must not behave for the plugin: only loadbearing.h may ask whether it is there.  */
#include <loadbearing.h>
#include <limits.h>
#ifdef __LOADBEARING__ /* expect: error 1: code asks for the plugin: '__LOADBEARING__' is tested outside loadbearing.h [loadbearing: plugin-test] */
int watched;
#endif
#if __has_attribute (load_bearing) /* expect: error 1: code asks for the plugin: 'load_bearing' is tested outside loadbearing.h [loadbearing: plugin-test] */
int watched_too;
#endif
#if __has_attribute (noinline) && defined (INT_MAX)
int not_watched;
#endif
#if !defined (__LOADBEARING__) || !__has_attribute (__prototype_track__) /* expect: error 1: code asks for the plugin: '__LOADBEARING__' is tested outside loadbearing.h [loadbearing: plugin-test] */
#error the plugin cannot be seen
#endif
