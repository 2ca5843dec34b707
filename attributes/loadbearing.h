/* SPDX-License-Identifier: 0BSD

   loadbearing.h: marks for code that must not change unaudited.

   With GCC's plugin loadbearing they are attributes; without it, and with other
   compilers, they are nothing at all, and nothing warns.  Copy this file into any
   code base: the licence asks for nothing.

     LOAD_BEARING ("pricing")
     long price_quote (const struct order *o, long unit_cents);

     LOAD_BEARING ("pricing", "discount before markup: ADR 12")
     long price_quote (const struct order *o, long unit_cents);

     struct LOAD_BEARING ("service-contract") message { ... };

     LOAD_BEARING_BEGIN ("payment")            no semicolon
     ... every function defined here is load-bearing ...
     LOAD_BEARING_END

     LOAD_BEARING_TEST ("price_quote") void test_quote (void);
     PROTOTYPE_TRACK void try_something (void);

   A mark may stand on any declaration of a function, best on the one in the
   header; all of them count.  */
#ifndef LOADBEARING_H
#define LOADBEARING_H

#ifdef __GNUC__
/* Variadic macros are older than some -std= that this must be quiet in.  */
#pragma GCC system_header
#endif

/* The test of __LOADBEARING__ also keeps GCC from taking a precompiled header
   that was made without the plugin, in which the marks would be missing.  */
#ifdef __LOADBEARING__
#define LOAD_BEARING(...) __attribute__ ((__load_bearing__ (__VA_ARGS__)))
#define LOAD_BEARING_TEST(...) __attribute__ ((__load_bearing_test__ (__VA_ARGS__)))
#define PROTOTYPE_TRACK __attribute__ ((__prototype_track__))
#define LOADBEARING_PRAGMA(text) _Pragma (#text)
#define LOAD_BEARING_BEGIN(name) LOADBEARING_PRAGMA (loadbearing push domain (name))
#define LOAD_BEARING_END LOADBEARING_PRAGMA (loadbearing pop)
#else
#define LOAD_BEARING(...)
#define LOAD_BEARING_TEST(...)
#define PROTOTYPE_TRACK
#define LOAD_BEARING_BEGIN(name)
#define LOAD_BEARING_END
#endif

#endif
