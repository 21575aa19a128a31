#include <minipy/objects/slot.h>

namespace minipy {

const gc::KindRow Slot::kRow = {.name = "slot", .trace = &Slot::trace_cell};
const gc::KindId Slot::kKindId = gc::register_kind(kRow);

void Slot::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& self = static_cast<const Slot&>(cell);
  self.Object::trace(visitor);
  visitor.visit(self.owner_);
  visitor.visit(self.name_);
}

}  // namespace minipy
