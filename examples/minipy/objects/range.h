// Range: range(start, stop, step): three ints of any size, and how many numbers they make.
//
// Immutable. Most ranges fit 64 bits: small() then has the numbers, and nobody needs the values. Creation may collect;
// nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

#include <optional>

namespace minipy {

using namespace mayfly;

class Range final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  struct Numbers {
    int64_t start;
    int64_t stop;
    int64_t step;   // not 0
    int64_t count;  // start + count * step does not overflow
    // All are small integers.
    bool fits_small() const {
      return Value::fits_small(start) && (count == 0 || Value::fits_small(start + (count - 1) * step));
    }
  };

  // Null when out of memory. All are ints, `step` is not 0, `count` is right.
  static Range* create(gc::Heap& heap, Value start, Value stop, Value step, Value count);
  // How many numbers; nothing where they, or the number after the last one, do not fit 64 bits.
  static std::optional<Numbers> measure(Value start, Value stop, Value step);

  Value start() const { return start_; }
  Value stop() const { return stop_; }
  Value step() const { return step_; }
  Value count() const { return count_; }
  std::optional<Numbers> small() const { return measure(start_, stop_, step_); }

 private:
  friend class gc::Heap;
  Range(gc::CellInit init, Value start, Value stop, Value step, Value count)
      : Object(init), start_(start), stop_(stop), step_(step), count_(count) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  Value start_;
  Value stop_;
  Value step_;
  Value count_;
};

}  // namespace minipy
