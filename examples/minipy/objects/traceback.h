// Traceback: where an exception has passed: one call, and the rest of the way to the point where it was raised.
//
// The chain begins at the outermost call. Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

class Traceback final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // Null when out of memory. `code`: the code cell that was running; `next`: towards the point of the raise, or null.
  static Traceback* create(gc::Heap& heap, Value code, int line, Traceback* next) {
    return heap.make_kind<Traceback>(kind(), 0, false, code, line, next);
  }

  Value code() const { return code_; }
  int line() const { return static_cast<int>(tagged_line_ & ~kTag); }
  Traceback* next() const { return next_; }
  void set_next(Traceback* next) { next_ = next; }

 private:
  friend class gc::Heap;
  Traceback(gc::CellInit init, Value code, int line, Traceback* next)
      : Object(init), code_(code), next_(next), tagged_line_(kTag | static_cast<uint32_t>(line)) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  // Keeps the number, in scanned memory, from looking like an address.
  static constexpr uint64_t kTag = uint64_t{1} << 63;

  Value code_;
  gc::Member<Traceback> next_;
  uint64_t tagged_line_;
};

}  // namespace minipy
