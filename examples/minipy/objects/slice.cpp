#include <minipy/objects/slice.h>

namespace minipy {

const gc::KindRow SliceObject::kRow = {.name = "Slice", .trace = &SliceObject::trace_cell};
const gc::KindId SliceObject::kKindId = gc::register_kind(kRow);

SliceObject* SliceObject::create(gc::Heap& heap, Value start, Value stop, Value step) {
  return heap.make_kind<SliceObject>(kind(), 0, false, start, stop, step);
}

void SliceObject::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& slice = static_cast<const SliceObject&>(cell);
  slice.Object::trace(visitor);
  visitor.visit(slice.start_);
  visitor.visit(slice.stop_);
  visitor.visit(slice.step_);
}

}  // namespace minipy
