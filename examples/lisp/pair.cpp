#include "pair.h"

namespace lisp {

const gc::KindRow Pair::kRow = {"Pair", &Pair::trace_cell};

gc::KindId Pair::kind() {
  static const gc::KindId id = gc::register_kind(kRow);
  return id;
}

Result<Pair*> Pair::create(gc::Heap& heap, Value head, Value tail, uint32_t line) {
  Pair* pair = heap.make_kind<Pair>(kind(), 0, false, head, tail, line);
  if (!pair) return heap.allocation_error();
  return pair;
}

void Pair::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& pair = static_cast<const Pair&>(cell);
  visitor.visit(pair.head_);
  visitor.visit(pair.tail_);
}

Result<Value> make_list(gc::Heap& heap, std::span<const Value> values, Value tail, uint32_t line) {
  for (size_t i = values.size(); i > 0; i--) tail = MAYFLY_TRY(Pair::create(heap, values[i - 1], tail, line));
  return tail;
}

}  // namespace lisp
