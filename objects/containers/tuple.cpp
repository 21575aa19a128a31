#include <mayfly/objects/containers/tuple.h>

namespace mayfly {

const gc::KindRow Tuple::kRow = {.name = "Tuple", .trace = &Tuple::trace_cell};

Tuple::Tuple(gc::CellInit init, Class* cls, std::span<const Value> values)
    : Object(init, reinterpret_cast<uintptr_t>(cls)), tagged_size_(values.size() | kSizeTag) {
  if (!values.empty()) std::memcpy(static_cast<void*>(this + 1), values.data(), values.size_bytes());
}

Tuple* Tuple::create(gc::Heap& heap, std::span<const Value> values, Class* cls) {
  return heap.make_with<Tuple>(values.size_bytes(), cls, values);
}

void Tuple::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  visitor.visit_words(reinterpret_cast<const uint64_t*>(this + 1), size());
}

}  // namespace mayfly
