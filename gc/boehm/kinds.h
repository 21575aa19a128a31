// Mayfly's own kinds of bdwgc memory: no block is shared with the host's objects. Private to gc/boehm.
#pragma once

namespace mayfly::gc::boehm {

// Once, when the collector is set up.
void make_kinds();
unsigned scanned_kind();
unsigned leaf_kind();

}  // namespace mayfly::gc::boehm
