/* compilers: g++ */
namespace shop {
struct cart {
  [[loadbearing::load_bearing ("pricing", "what is paid")]] long total () const;
#pragma loadbearing push domain("payment")
  long in_class () const { return 2; } /* expect: warning 8: 'shop::cart::in_class' is load-bearing and not audited [loadbearing: unaudited] */
#pragma loadbearing pop
  long unmarked () const { return 3; }
  long n;
};
long cart::total () const { return n; } /* expect: warning 6: 'shop::cart::total' is load-bearing and not audited [loadbearing: unaudited] */ /* expect: note 6: load-bearing in 'pricing': what is paid */
long use (const cart &c) { return c.in_class () + c.unmarked (); }
}
