#include <minipy/objects/traceback.h>

namespace minipy {

const gc::KindRow Traceback::kRow = {.name = "traceback", .trace = &Traceback::trace_cell};
const gc::KindId Traceback::kKindId = gc::register_kind(kRow);

void Traceback::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& self = static_cast<const Traceback&>(cell);
  self.Object::trace(visitor);
  visitor.visit(self.code_);
  visitor.visit(self.globals_);
  visitor.visit(self.next_);
}

}  // namespace minipy
