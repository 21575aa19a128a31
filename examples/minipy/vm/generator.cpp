#include <minipy/vm/generator.h>

namespace minipy {

const gc::KindRow Generator::kRow = {"generator", &Generator::trace_cell};

const gc::KindId Generator::kKindId = gc::register_kind(Generator::kRow);

Generator* Generator::create(gc::Heap& heap, Function& function, const Value* registers, uint32_t count) {
  auto* made = heap.make_kind<Generator>(kind(), count * sizeof(Value), false, function, registers, count);
  if (made && made->code().blueprint().may_need_closing && !heap.register_finalizable(*made, true)) return nullptr;
  return made;
}

Generator::Generator(gc::CellInit init, Function& function, const Value* registers, uint32_t count)
    : Object(init), function_(&function), tagged_count_(count | kTag), saved_(count | kTag) {
  set_state(State::kFresh);
  std::copy(registers, registers + count, words());
}

void Generator::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  auto& self = static_cast<const Generator&>(cell);
  self.Object::trace(visitor);
  visitor.visit(self.function_);
  visitor.visit(self.handled_);
  for (uint32_t i = 0; i < self.count(); i++) visitor.visit(self.words()[i]);
}

void Generator::finish() {
  if (!is_running()) std::fill(words(), words() + count(), Value::empty());
  handled_ = Value::empty();
  set_state(State::kFinished);
}

}  // namespace minipy
