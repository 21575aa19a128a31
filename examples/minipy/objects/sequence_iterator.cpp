#include <minipy/objects/sequence_iterator.h>

namespace minipy {

const gc::KindRow SequenceIterator::kListRow = {"list_iterator", &SequenceIterator::trace_cell};
const gc::KindRow SequenceIterator::kTupleRow = {"tuple_iterator", &SequenceIterator::trace_cell};

gc::KindId SequenceIterator::list_kind() {
  static const gc::KindId id = gc::register_kind(kListRow);
  return id;
}

gc::KindId SequenceIterator::tuple_kind() {
  static const gc::KindId id = gc::register_kind(kTupleRow);
  return id;
}

void SequenceIterator::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  auto& self = static_cast<const SequenceIterator&>(cell);
  self.Object::trace(visitor);
  visitor.visit(self.source_);
}

}  // namespace minipy
