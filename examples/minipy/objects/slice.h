// SliceObject: start:stop:step, as it stands in an index: three values of any kind.
//
// Immutable. Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

class SliceObject final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // Null when out of memory. What was left out is nil.
  static SliceObject* create(gc::Heap& heap, Value start, Value stop, Value step);

  Value start() const { return start_; }
  Value stop() const { return stop_; }
  Value step() const { return step_; }

 private:
  friend class gc::Heap;
  SliceObject(gc::CellInit init, Value start, Value stop, Value step)
      : Object(init), start_(start), stop_(stop), step_(step) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  Value start_;
  Value stop_;
  Value step_;
};

}  // namespace minipy
