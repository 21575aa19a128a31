// Vector<T>: a growable array inside a cell, as std::vector is outside (whose memory the collector does not see).
//
// T is Member<X>, Value, or another one-word type with EdgeTraits. A Vector is a field of a cell; the cell's trace
// visits it. Growing takes the heap and may collect, but runs no user code. Not thread-safe; used by the cell's thread.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/cell/member.h>
#include <mayfly/gc/heap.h>

#include <cstring>
#include <span>
#include <type_traits>

namespace mayfly::gc {

template <typename T>
class Vector {
  static_assert(sizeof(T) == 8 && std::is_trivially_copyable_v<T>);

 public:
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  size_t capacity() const { return backing_ ? backing_->capacity() : 0; }

  T* data() { return backing_ ? reinterpret_cast<T*>(backing_->words()) : nullptr; }
  const T* data() const { return backing_ ? reinterpret_cast<const T*>(backing_->words()) : nullptr; }
  T& operator[](size_t i) { return data()[i]; }
  const T& operator[](size_t i) const { return data()[i]; }
  T& back() { return data()[size_ - 1]; }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  std::span<const T> span() const { return {data(), size_}; }

  // False when out of memory; the contents are then unchanged.
  [[nodiscard]] bool reserve(Heap& heap, size_t wanted) {
    if (wanted <= capacity()) return true;
    size_t grown = capacity() + capacity() / 2 + 4;
    Backing* bigger = Backing::create(heap, wanted > grown ? wanted : grown);
    if (!bigger) return false;
    if (size_) std::memcpy(bigger->words(), backing_->words(), size_ * 8);
    backing_ = bigger;
    return true;
  }
  [[nodiscard]] bool push_back(Heap& heap, T value) {
    if (!reserve(heap, size_ + 1)) return false;
    data()[size_++] = value;
    return true;
  }
  // 0 <= index <= size().
  [[nodiscard]] bool insert(Heap& heap, size_t index, T value) {
    if (!reserve(heap, size_ + 1)) return false;
    std::memmove(static_cast<void*>(data() + index + 1), data() + index, (size_ - index) * 8);
    data()[index] = value;
    size_++;
    return true;
  }
  void erase(size_t index) {
    std::memmove(static_cast<void*>(data() + index), data() + index + 1, (size_ - index - 1) * 8);
    pop_back();
  }
  void pop_back() { std::memset(static_cast<void*>(data() + --size_), 0, 8); }
  // Shrinks or grows (with zeroed elements).
  [[nodiscard]] bool resize(Heap& heap, size_t count) {
    if (count > size_) {
      if (!reserve(heap, count)) return false;
    } else if (size_) {
      std::memset(static_cast<void*>(data() + count), 0, (size_ - count) * 8);
    }
    size_ = count;
    return true;
  }
  void clear() {
    backing_ = nullptr;
    size_ = 0;
  }

 private:
  friend struct EdgeTraits<Vector<T>>;
  Member<Backing> backing_;  // null while the capacity is 0
  size_t size_ = 0;
};

template <typename T>
struct EdgeTraits<Vector<T>> {
  static Cell* cell(const Vector<T>& vector) { return vector.backing_.get(); }
};

}  // namespace mayfly::gc
