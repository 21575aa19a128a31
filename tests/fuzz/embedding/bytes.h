// Bytes: an input, read from its beginning to its end. Behind the end are zeros.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

class Bytes {
 public:
  Bytes(const uint8_t* data, size_t size) : at_(data), end_(data + size) {}

  bool is_at_end() const { return at_ == end_; }
  uint8_t next() { return is_at_end() ? uint8_t{0} : *at_++; }
  // The next letter of a script: what stands behind a '#', to the end of its line, is a comment; blanks say nothing.
  uint8_t letter() {
    for (;;) {
      const uint8_t c = next();
      if (c == '#') {
        while (!is_at_end() && next() != '\n') continue;
      } else if ((c != ' ' && c != '\n') || is_at_end()) {
        return c;
      }
    }
  }
  uint64_t number() {
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++) bits = bits << 8 | next();
    return bits;
  }
  std::string_view text(size_t most) {
    const size_t left = static_cast<size_t>(end_ - at_);
    const std::string_view taken(reinterpret_cast<const char*>(at_), most < left ? most : left);
    at_ += taken.size();
    return taken;
  }

 private:
  const uint8_t* at_;
  const uint8_t* end_;
};
