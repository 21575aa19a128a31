#include <minipy/vm/minipy.h>
#include <minipy/vm/module.h>
#include <minipy/vm/namespace.h>

namespace minipy {

const gc::KindRow Module::kRow = {.name = "module", .trace = &Module::trace_cell};
const gc::KindId Module::kKindId = gc::register_kind(kRow);

void Module::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& self = static_cast<const Module&>(cell);
  self.Object::trace(visitor);
  visitor.visit(self.name_);
  visitor.visit(self.names_);
}

Result<Module*> Module::create(Runtime& rt, String& name, Dict& names) {
  static constexpr const char* kNames[] = {"__name__", "__doc__", "__package__", "__loader__", "__spec__"};
  for (const char* each : kNames) {
    if (!find_in(names, each).is_empty()) continue;
    MAYFLY_TRY(set_in(rt, names, each, each == kNames[0] ? Value(&name) : Value::nil()));
  }
  Module* made = rt.heap().make_kind<Module>(kind(), 0, false, name, names);
  if (!made) return rt.heap().allocation_error();
  return made;
}

}  // namespace minipy
