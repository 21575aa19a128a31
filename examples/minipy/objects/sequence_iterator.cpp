#include <minipy/objects/sequence_iterator.h>

namespace minipy {

const gc::KindRow SequenceIterator::kListRow = {"list_iterator", &SequenceIterator::trace_cell};
const gc::KindRow SequenceIterator::kTupleRow = {"tuple_iterator", &SequenceIterator::trace_cell};

const gc::KindId SequenceIterator::kListKindId = gc::register_kind(SequenceIterator::kListRow);
const gc::KindId SequenceIterator::kTupleKindId = gc::register_kind(SequenceIterator::kTupleRow);

void SequenceIterator::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  auto& self = static_cast<const SequenceIterator&>(cell);
  self.Object::trace(visitor);
  visitor.visit(self.source_);
}

}  // namespace minipy
