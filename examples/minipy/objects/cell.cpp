#include <minipy/objects/cell.h>

namespace minipy {

const gc::KindRow Cell::kRow = {"cell", &Cell::trace_cell};

const gc::KindId Cell::kKindId = gc::register_kind(Cell::kRow);

void Cell::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  auto& self = static_cast<const Cell&>(cell);
  self.Object::trace(visitor);
  visitor.visit(self.content_);
}

}  // namespace minipy
