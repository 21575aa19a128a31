#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/weak/weak_value_map.h>

namespace mayfly {

const gc::KindRow WeakValueMap::kRow = {
    .name = "WeakValueMap", .trace = &WeakValueMap::trace_cell, .ephemeron_table = true};

WeakValueMap* WeakValueMap::create(gc::Heap& heap, Class* cls) { return heap.make<WeakValueMap>(cls); }

bool WeakValueMap::add_all(gc::Heap& heap, const WeakValueMap& other) {
  for (uint32_t i = other.next(heap, 0); i < other.end(); i = other.next(heap, i + 1)) {
    Value key, value;
    if (!other.read(i, key, value)) continue;
    if (!insert_new(heap, other.hash_at(i), key, *value.cell())) return false;
  }
  return true;
}

}  // namespace mayfly
