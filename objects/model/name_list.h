// NameList: names of classes for an error message, "A, B, C", in a buffer of fixed size; what does not fit becomes "...".
#pragma once

#include <mayfly/objects/model/class.h>

#include <cstring>

namespace mayfly {

class NameList {
 public:
  void add(std::string_view name) {
    if (full_) return;
    const std::string_view separator = size_ ? ", " : "";
    if (size_ + separator.size() + name.size() > kRoom) {
      full_ = true;
      append(separator);
      append("...");
      return;
    }
    append(separator);
    append(name);
  }
  const char* c_str() const { return text_; }

 private:
  static constexpr size_t kRoom = 400;
  void append(std::string_view part) {
    std::memcpy(text_ + size_, part.data(), part.size());
    size_ += part.size();
    text_[size_] = '\0';
  }

  char text_[kRoom + 8] = "";
  size_t size_ = 0;
  bool full_ = false;
};

}  // namespace mayfly
