// Arena: where the nodes of a syntax tree and their texts live, all of which go together.
//
// Malloc memory of the compiler's: nothing in it refers to the runtime's heap. Nodes are never destroyed one by one,
// so they are trivially destructible. Running out of memory is an error of whoever asks, and so allocate() gives
// null.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace minipy {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  template <typename T, typename... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return ::new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }
  template <typename T>
  std::span<T> copy(const std::vector<T>& values) {
    static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);
    if (values.empty()) return {};
    T* to = static_cast<T*>(allocate(values.size() * sizeof(T), alignof(T)));
    std::memcpy(static_cast<void*>(to), values.data(), values.size() * sizeof(T));
    return {to, values.size()};
  }
  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* to = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
  }

 private:
  void* allocate(size_t bytes, size_t alignment) {
    size_t at = (used_ + alignment - 1) & ~(alignment - 1);
    if (blocks_.empty() || at + bytes > size_) {
      size_ = bytes > kBlock ? bytes : kBlock;
      blocks_.push_back(std::make_unique<std::byte[]>(size_));
      at = 0;
    }
    used_ = at + bytes;
    return blocks_.back().get() + at;
  }

  static constexpr size_t kBlock = 32 * 1024;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  size_t size_ = 0;
  size_t used_ = 0;
};

}  // namespace minipy
