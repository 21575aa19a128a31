// RawArray<T>: a growable array in malloc memory whose growth can fail without harm.
//
// For side tables of plain data that the collector must not see, and where running out of memory is an error to report:
// std::vector would throw, or end a program that was built without exceptions. Elements are moved by realloc. Growing
// while a collection could read the array needs the collector's lock; what is read by hooks says so where it is changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <type_traits>

namespace mayfly::gc {

template <typename T>
class RawArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  RawArray() = default;
  ~RawArray() { std::free(data_); }
  RawArray(const RawArray&) = delete;
  RawArray& operator=(const RawArray&) = delete;

  size_t capacity() const { return capacity_; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }

  // At least `wanted` elements of room, at least doubled when it grows. False when out of memory; nothing is changed then.
  [[nodiscard]] bool reserve(size_t wanted) {
    if (wanted <= capacity_) return true;
    size_t grown = capacity_ * 2 > 16 ? capacity_ * 2 : 16;
    if (grown < wanted) grown = wanted;
    if (grown > SIZE_MAX / sizeof(T)) return false;
    void* moved = std::realloc(static_cast<void*>(data_), grown * sizeof(T));
    if (!moved) return false;
    data_ = static_cast<T*>(moved);
    capacity_ = grown;
    return true;
  }

 private:
  T* data_ = nullptr;
  size_t capacity_ = 0;
};

}  // namespace mayfly::gc
