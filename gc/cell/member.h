// Member<T>: a strong reference to a cell, as a field of a cell. One word, null at first.
//
// Only for fields of cells, and each one is reported by the cell's trace. On the stack write T*, in host memory Root<T>.
#pragma once

#include <mayfly/gc/cell/visitor.h>

namespace mayfly::gc {

template <typename T>
class Member {
 public:
  Member() = default;
  Member(T* cell) : cell_(cell) {}

  T* get() const { return cell_; }
  T* operator->() const { return cell_; }
  T& operator*() const { return *cell_; }
  operator T*() const { return cell_; }

 private:
  T* cell_ = nullptr;
};

template <typename T>
struct EdgeTraits<Member<T>> {
  static Cell* cell(const Member<T>& member) { return static_cast<Cell*>(member.get()); }
};

}  // namespace mayfly::gc
