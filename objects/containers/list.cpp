#include <mayfly/objects/containers/list.h>

namespace mayfly {

const gc::KindRow List::kRow = {.name = "List", .trace = &List::trace_cell};

List* List::create(gc::Heap& heap, std::span<const Value> values, Class* cls) {
  List* made = heap.make<List>(cls);
  return made && made->extend(heap, values) ? made : nullptr;
}

void List::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  visitor.visit(values_);
}

bool List::extend(gc::Heap& heap, std::span<const Value> values) {
  if (!values_.reserve(heap, size() + values.size())) return false;
  // Where the values are this list's own and it grew, they stand in its old memory, which the span keeps.
  for (Value value : values)
    if (!values_.push_back(heap, value)) return false;
  return true;
}

Value List::pop() {
  const Value last = values_.back();
  values_.pop_back();
  return last;
}

void List::truncate(size_t count) {
  while (size() > count) values_.pop_back();
}

}  // namespace mayfly
