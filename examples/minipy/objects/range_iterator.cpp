#include <minipy/objects/range_iterator.h>

namespace minipy {

const gc::KindRow RangeIterator::kRow = {.name = "range_iterator", .trace = nullptr, .leaf = true};

gc::KindId RangeIterator::kind() {
  static const gc::KindId id = gc::register_kind(kRow);
  return id;
}

}  // namespace minipy
