// RangeIterator: the numbers of a range that all fit small integers.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

class RangeIterator final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // Null when out of memory. `count` numbers, each of which fits a small integer (Value::fits_small).
  static RangeIterator* create(gc::Heap& heap, int64_t start, int64_t step, int64_t count) {
    return heap.make_kind<RangeIterator>(kind(), 0, true, start, step, count);
  }

  int64_t left() const { return left_; }
  // The next number as a Value; empty at the end.
  Value next() {
    if (left_ <= 0) return Value::empty();
    left_--;
    const int64_t now = next_;
    next_ += step_;
    return Value::small(now);
  }

 private:
  friend class gc::Heap;
  RangeIterator(gc::CellInit init, int64_t start, int64_t step, int64_t count)
      : Object(init), next_(start), step_(step), left_(count) {}
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  int64_t next_;
  int64_t step_;
  int64_t left_;
};

}  // namespace minipy
