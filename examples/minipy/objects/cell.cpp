#include <minipy/objects/cell.h>

namespace minipy {

const gc::KindRow Cell::kRow = {"cell", &Cell::trace_cell};

gc::KindId Cell::kind() {
  static const gc::KindId id = gc::register_kind(kRow);
  return id;
}

void Cell::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  auto& self = static_cast<const Cell&>(cell);
  self.Object::trace(visitor);
  visitor.visit(self.content_);
}

}  // namespace minipy
