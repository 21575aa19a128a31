// Mayfly's own kinds of bdwgc memory: no block is shared with the host's objects. Private to gc/boehm.
#pragma once

#include <mayfly/gc/heap.h>

namespace mayfly::gc::boehm {

// Once, when the collector is set up.
void make_kinds();
unsigned kind_of(Memory memory);
// `base` is the base address of an object of bdwgc's heap.
bool is_ours(const void* base);

}  // namespace mayfly::gc::boehm
