// NearMatch: which of several names was probably meant, for "did you mean" in messages.
//
// Feed it candidates; it keeps the nearest by edit distance, if it is near enough (a third of the length). No user code.
#pragma once

#include <mayfly/gc/support/api.h>

#include <string_view>

namespace mayfly {

class MAYFLY_API NearMatch {
 public:
  explicit NearMatch(std::string_view wanted) : wanted_(wanted) {}
  void consider(std::string_view candidate);
  // "; did you mean 'open'?", or "".
  const char* suggestion();
  bool found() const { return distance_ != kNone; }

 private:
  static constexpr unsigned kNone = ~0u;
  std::string_view wanted_;
  char best_[64] = {};
  char text_[100] = {};
  unsigned distance_ = kNone;
};

}  // namespace mayfly
