// describe: a short text of a value, for error messages.
//
//   nil  true  42  1.5  'text'  'a long text that is cut...'  open (a symbol)  <Door object>  <class Door>
//
// Texts are cut and made printable: a description has at most Description::kMaxSize bytes, without line breaks. It looks
// at the value alone: no user code runs, nothing is allocated, so it works when memory is short.
#pragma once

#include <mayfly/gc/support/api.h>
#include <mayfly/objects/forward.h>

#include <string>
#include <string_view>

namespace mayfly {

// A text of bounded size, held in place.
class Description {
 public:
  static constexpr size_t kMaxSize = 119;

  const char* c_str() const { return text_; }
  std::string_view view() const { return {text_, size_}; }
  operator std::string_view() const { return view(); }
  std::string to_string() const { return std::string(view()); }

  // Adds what fits; the rest is dropped, between code points.
  MAYFLY_API void append(std::string_view text);

 private:
  uint32_t size_ = 0;
  char text_[kMaxSize + 1] = {};
};

MAYFLY_API Description describe(const ObjectSpace& space, Value value);

}  // namespace mayfly
