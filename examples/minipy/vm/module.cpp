#include <minipy/vm/minipy.h>
#include <minipy/vm/module.h>

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
  Minipy& minipy = Minipy::of(rt);
  for (const char* each : kNames) {
    const Value key = MAYFLY_TRY(minipy.interned(each));
    if (!names.get(key).is_empty()) continue;
    const Value value = each == kNames[0] ? Value(&name) : Value::nil();
    if (names.set(rt.heap(), key, value) != Dict::Set::kDone) return rt.heap().allocation_error();
  }
  Module* made = rt.heap().make_kind<Module>(kind(), 0, false, name, names);
  if (!made) return rt.heap().allocation_error();
  return made;
}

}  // namespace minipy
