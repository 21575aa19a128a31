#include <minipy/objects/iterator.h>

namespace minipy {

namespace {

constexpr const char* kNames[] = {
#define MINIPY_ITERATOR_NAME(enumerator) "Iterator::" #enumerator,
    MINIPY_ITERATORS(MINIPY_ITERATOR_NAME)
#undef MINIPY_ITERATOR_NAME
};
constexpr int kTypes = static_cast<int>(Iterator::Type::kCount);

}  // namespace

const gc::KindId Iterator::kFirstKind = [] {
  static gc::KindRow rows[kTypes];
  gc::KindId first = 0;
  for (int i = 0; i < kTypes; i++) {
    rows[i] = {.name = kNames[i], .trace = &Iterator::trace_cell};
    const gc::KindId id = gc::register_kind(rows[i]);
    if (i == 0) first = id;
  }
  return first;
}();

Iterator* Iterator::create(gc::Heap& heap, Type type, Value source, Value extra, uint64_t number, bool flag) {
  return heap.make_kind<Iterator>(kind(type), 0, false, source, extra, number, flag);
}

void Iterator::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& iterator = static_cast<const Iterator&>(cell);
  iterator.Object::trace(visitor);
  visitor.visit(iterator.source_);
  visitor.visit(iterator.extra_);
}

}  // namespace minipy
