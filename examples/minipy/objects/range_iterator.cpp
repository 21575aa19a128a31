#include <minipy/objects/range_iterator.h>

namespace minipy {

const gc::KindRow RangeIterator::kRow = {.name = "range_iterator", .trace = nullptr, .leaf = true};

const gc::KindId RangeIterator::kKindId = gc::register_kind(RangeIterator::kRow);

}  // namespace minipy
