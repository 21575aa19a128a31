// The death pass: what happens between the end of marking and the restart of the world. Private to gc/.
#pragma once

namespace mayfly::gc {

// At GC_EVENT_MARK_START: keeps what lies on the heaps' free lists.
void mark_free_lists();
// From bdwgc's push-other-roots hook: roots, VM stacks and queues of all heaps.
void push_roots();
// At GC_EVENT_MARK_END.
void run_death_pass();
// Maps what the above need. False: out of memory.
[[nodiscard]] bool prepare_death_pass();
// A collection without the pass is about to begin (kIntact), or has gone by (kUnknown): whether a target is alive can't be
// known from then on, so every weak cell is emptied, and the heaps give out no more memory.
enum class Cells : unsigned char { kIntact, kUnknown };
void abandon_weak_cells(Cells cells);

}  // namespace mayfly::gc
