#include <minipy/objects/set.h>

namespace minipy {

const gc::KindRow Set::kRow = {.name = "Set", .trace = &Set::trace_cell};
const gc::KindRow Set::kFrozenRow = {.name = "FrozenSet", .trace = &Set::trace_cell};

const gc::KindId Set::kKindId = gc::register_kind(kRow);
const gc::KindId Set::kFrozenKindId = gc::register_kind(kFrozenRow);

Set* Set::create(gc::Heap& heap, bool frozen, Dict* elements) {
  if (!elements) elements = Dict::create(heap);
  return elements ? heap.make_kind<Set>(frozen ? frozen_kind() : kind(), 0, false, *elements) : nullptr;
}

void Set::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& set = static_cast<const Set&>(cell);
  set.Object::trace(visitor);
  visitor.visit(set.elements_);
}

Dict* copy_dict(gc::Heap& heap, const Dict& from, bool with_values) {
  Dict* copy = Dict::create(heap);
  if (!copy || (!from.empty() && !copy->reserve(heap, from.size()))) return nullptr;
  for (uint32_t i = from.next(0); i < from.end(); i = from.next(i + 1)) {
    const Value value = with_values ? from.value_at(i) : Value::nil();
    if (!copy->insert_new(heap, from.hash_at(i), from.key_at(i), value)) return nullptr;
  }
  return copy;
}

}  // namespace minipy
