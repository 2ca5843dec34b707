/* compilers: g++ */
struct cart {
  [[loadbearing::load_bearing ("pricng")]] long wrong () const; /* expect: error 32: unknown domain 'pricng'; did you mean 'pricing'? */
  [[loadbearing::load_bearing ("pricing")]] long member; /* expect: error 50: attribute 'load_bearing' cannot be on 'member', which is a member */
};
