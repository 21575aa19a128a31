// What the rest of gc/ asks of bdwgc, without its headers: locks, marks, memory.
//
// Private to gc/. Each function says when it may be called.
#pragma once

#include <mayfly/gc/forward.h>
#include <mayfly/gc/heap.h>
#include <mayfly/gc/support/result.h>

#include <cstddef>
#include <cstdint>

namespace mayfly::gc::boehm {

// Sets bdwgc up for Mayfly, once for the process. Any thread; the first one to call is attached for good.
Result<> initialise(const HeapOptions& options);
// The host uses bdwgc too: its roots and interior pointers count.
bool shared_with_host();

// Runs f(data) under the allocation lock: no collection happens meanwhile. f allocates nothing from the GC heap.
void with_lock(void (*f)(void* data), void* data);
template <typename F>
void with_lock(F&& f) {
  with_lock([](void* data) { (*static_cast<F*>(data))(); }, const_cast<void*>(static_cast<const void*>(&f)));
}

// --- with the world stopped, or under the lock right after a collection ---
// `cell` is the base address of an object that has not been reclaimed.
bool is_marked(const void* cell);
// Whether an object of bdwgc's, by its base, is of a kind of Mayfly's.
bool is_ours(const void* base);
struct CellCount {
  size_t cells = 0;
  size_t bytes = 0;
  void add(size_t size) {
    cells++;
    bytes += size;
  }
  CellCount operator-(const CellCount& other) const { return {cells - other.cells, bytes - other.bytes}; }
};
// The marked objects of Mayfly's own kinds, cells on free lists included.
CellCount count_marked();
// The cells on free lists, which the last collection marked.
CellCount free_cells();
// Calls f for each marked cell of Mayfly's own kinds, free-list cells left out.
void for_each_marked(void (*f)(Cell& cell, size_t bytes, void* data), void* data);

// --- any time ---
// The live cell of Mayfly's that begins at this address, or null.
Cell* cell_at(uint64_t word);
// The size of an object's memory.
size_t size_of(const void* cell);
// Fills the free list *head with zeroed cells of so many bytes (a multiple of 16); leaves it empty when out of memory.
// Where it must not collect, expect_held_allocations has been told.
void refill(void** head, size_t bytes, Memory memory, bool may_collect);
void* allocate_large(size_t bytes, Memory memory, bool may_collect);
// +1 and -1 around the time in which a heap allocates without collecting.
void expect_held_allocations(int change);

// Calls f(data) with nothing of the calling thread in the collector's sight but f's own frames: the stack's bottom is put
// below the caller, dead stack is overwritten, the registers are zero. Only where kRegistersKnown is it exact.
#if defined(__x86_64__) || defined(__aarch64__)
inline constexpr bool kRegistersKnown = true;
#else
inline constexpr bool kRegistersKnown = false;
#endif
void call_with_frames_hidden(void (*f)(void* data), void* data);
// From the hook that is told of the beginning of marking: in an exact collection, takes out of the collector's own frames
// what it left there when it walked the heap.
void forget_blocks_walked();

// Collects now. Fills in exactness and times.
void collect(bool exact, CollectReport& report);
// Collections of the process that ended their death pass.
uint64_t passes();
// False when a collection went by without Mayfly's pass (the host has replaced the collection-event handler): every
// heap's weak cells are then empty, and its hook_lost set.
bool hook_intact();
void report_sizes(HeapStatistics& statistics);

}  // namespace mayfly::gc::boehm
