#include <mayfly/objects/weak/weak_key_map.h>

namespace mayfly {

const gc::KindRow WeakKeyMap::kRow = {.name = "WeakKeyMap", .trace = &WeakKeyMap::trace_cell, .ephemeron_table = true};

WeakKeyMap* WeakKeyMap::create(gc::Heap& heap, Class* cls) { return heap.make<WeakKeyMap>(cls); }

}  // namespace mayfly
