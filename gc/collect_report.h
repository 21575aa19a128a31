// CollectReport: what one collection found, and whether it was exact.
//
// Plain data, cheap to copy.
#pragma once

#include <mayfly/gc/support/api.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace mayfly::gc {

// Reasons why a collection was not exact; several can hold at once.
enum class Inexact : uint32_t {
  kNone = 0,
  kStackScanned = 1u << 0,    // an ordinary collection: this thread's stack was scanned
  kOtherThreads = 1u << 1,    // other attached threads were running; their stacks were scanned
  kParkedThreads = 1u << 2,   // a thread in blocking() did not vouch for its frames; its stack was scanned
  kInsideBlocking = 1u << 3,  // collected from inside blocking(), through bdwgc's own GC_call_with_gc_active
  kNotCollected = 1u << 4,    // collections are switched off by the host (GC_disable): nothing happened
  kHostRoots = 1u << 5,       // the host uses bdwgc: its static roots and interior pointers count
  kUnrootedFrame = 1u << 6,   // a native function that did not declare its frame rooted is on the stack
  kRegisters = 1u << 7,       // this machine's callee-saved registers are not known to Mayfly
  kOutOfMemory = 1u << 8,     // the collection could not be carried through
  kWrongThread = 1u << 9,  // asked for on a thread that is not the runtime's own, or of a closed one: nothing happened
};

struct CollectReport {
  bool exact = false;             // everything that precise roots do not reach was found dead
  uint32_t reasons = 0;           // Inexact bits; 0 when exact
  size_t collected = 0;           // cells of this heap found dead since its last explicit collection
  size_t live = 0;                // cells of this heap that are alive now
  size_t live_bytes = 0;          // their bytes
  size_t references_cleared = 0;  // weak references of this heap cleared by this collection
  size_t callbacks_due = 0;       // callbacks it made due
  size_t finalizers_due = 0;      // finalizers it made due
  uint64_t nanoseconds = 0;       // wall time of the whole collection
  char unrooted_frame[48] =
      {};  // where kUnrootedFrame: the innermost such function's name, cut; "" for the host's frames

  bool has(Inexact reason) const { return (reasons & static_cast<uint32_t>(reason)) != 0; }
  void add(Inexact reason) {
    reasons |= static_cast<uint32_t>(reason);
    exact = false;
  }
  // "exact", or the reasons in words, separated by "; ".
  MAYFLY_API std::string why_not() const;
};

// What a heap holds and has done.
struct HeapStatistics {
  size_t heap_bytes = 0;         // the process's GC heap, bdwgc's own count
  size_t free_bytes = 0;         // of these, free
  uint64_t collections = 0;      // of the process, since its first heap
  uint64_t cells_allocated = 0;  // by this heap
  size_t weak_cells = 0;         // referents with a weak cell
  size_t weak_references = 0;    // weak reference objects not yet found dead
  size_t finalizable = 0;        // cells waiting for their finalizer or release
  size_t roots = 0;              // Root handles in use
  size_t callbacks_pending = 0;  // due, not yet run
  size_t finalizers_pending = 0;
};

}  // namespace mayfly::gc
