#include <minipy/objects/super.h>

namespace minipy {

const gc::KindRow Super::kRow = {.name = "super", .trace = &Super::trace_cell};
const gc::KindId Super::kKindId = gc::register_kind(kRow);

void Super::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& self = static_cast<const Super&>(cell);
  self.Object::trace(visitor);
  visitor.visit(self.after_);
  visitor.visit(self.object_);
  visitor.visit(self.order_);
}

}  // namespace minipy
