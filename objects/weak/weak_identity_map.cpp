#include <mayfly/objects/weak/weak_identity_map.h>

namespace mayfly {

const gc::KindRow WeakIdentityMap::kRow = {
    .name = "WeakIdentityMap", .trace = &WeakIdentityMap::trace_cell, .ephemeron_table = true};

WeakIdentityMap* WeakIdentityMap::create(gc::Heap& heap, Class* cls) { return heap.make<WeakIdentityMap>(cls); }

}  // namespace mayfly
