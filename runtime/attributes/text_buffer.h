// TextBuffer: text that grows in malloc memory, and remembers when there was none: append never fails loudly.
#pragma once

#include <cstdlib>
#include <cstring>
#include <string_view>

namespace mayfly {

class TextBuffer {
 public:
  TextBuffer() = default;
  ~TextBuffer() { std::free(text_); }
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;

  void append(std::string_view text) {
    if (failed_ || text.empty()) return;
    if (text.size() > capacity_ - size_) {
      const size_t grown = (size_ + text.size()) * 2 + 32;
      char* moved = static_cast<char*>(std::realloc(text_, grown));
      if (!moved) {
        failed_ = true;
        return;
      }
      text_ = moved;
      capacity_ = grown;
    }
    std::memcpy(text_ + size_, text.data(), text.size());
    size_ += text.size();
  }

  // True when memory was short: view() is then incomplete.
  bool failed() const { return failed_; }
  std::string_view view() const { return {text_, size_}; }

 private:
  char* text_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
  bool failed_ = false;
};

}  // namespace mayfly
