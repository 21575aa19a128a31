#include <mayfly/objects/weak/weak_set.h>

namespace mayfly {

const gc::KindRow WeakSet::kRow = {.name = "WeakSet", .trace = &WeakSet::trace_cell, .ephemeron_table = true};

WeakSet* WeakSet::create(gc::Heap& heap, Class* cls) { return heap.make<WeakSet>(cls); }

}  // namespace mayfly
