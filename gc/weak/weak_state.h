// WeakState: the memory behind a WeakTable, as the death pass sees it. For gc/ alone.
//
// weak_table.h has the argument why every moment is consistent. "Under the lock" means bdwgc's allocation lock, which a
// collection holds from its start to its end.
#pragma once

#include <mayfly/gc/support/raw_array.h>
#include <mayfly/gc/weak/weak_reference.h>

#include <atomic>

namespace mayfly::gc {

// Aligned to kAlignment, so that a target slot's address leads to its chunk.
struct WeakChunk {
  static constexpr size_t kAlignment = size_t{1} << 17;
  struct Rest {
    uint32_t head;    // node of the newest reference; while free: the next free cell
    uint32_t shared;  // slot of the reference that all who need none of their own share; 0: none
  };

  std::atomic<Cell*> targets[kWeakChunkCells];
  std::atomic<Cell*> padding[kWeakSerialDistance - kWeakChunkCells];
  std::atomic<uint64_t> serials[kWeakChunkCells];
  Rest rest[kWeakChunkCells];
  uint32_t first_index;  // of the first cell

  static WeakChunk& of(const std::atomic<Cell*>* slot) {
    return *reinterpret_cast<WeakChunk*>(reinterpret_cast<uintptr_t>(slot) & ~(kAlignment - 1));
  }
  static WeakChunk* map();
};
static_assert(sizeof(WeakChunk) <= WeakChunk::kAlignment);

// A node is a reference's side: slot * 2 + side; 0 is none (slot 0 is never used).
struct ReferenceChunk {
  static constexpr size_t kSlots = 4096;
  struct Links {
    uint32_t next[2];  // older node on the same cell; while the slot is free, next[0] is the next free slot
    uint32_t prev[2];  // newer node, or kCellTag | cell index at the head; 0: not linked
  };

  uintptr_t objects[kSlots];  // the reference's address with its tags in the low bits; 0: free
  Links links[kSlots];

  static ReferenceChunk* map();
};

struct WeakState {
  static constexpr uint32_t kCellTag = 0x8000'0000;
  static constexpr uintptr_t kArmed = 1;     // tag: has a callback; the lowest, to be counted by
  static constexpr uintptr_t kTwoSided = 2;  // tag: a WeakPair
  static constexpr uintptr_t kShared = 4;    // tag: the shared one of its cell
  // tag: the shared one of the second sort; no slot of the cell leads to it
  static constexpr uintptr_t kSecondShared = 8;
  static constexpr uintptr_t kTags = 15;

  // --- cells ---
  RawArray<WeakChunk*> cell_chunks;  // grown by the owner under the lock
  size_t cell_chunk_count = 0;
  std::atomic<uint32_t> cell_top{1};  // cells [1, cell_top) exist; published by the owner after the cell is filled
  uint32_t free_cells = 0;            // the owner's chain
  uint32_t returned_cells = 0;        // the pass's chain, oldest first; taken over by the owner under the lock
  uint32_t last_returned_cell = 0;
  uint64_t last_serial = 0;                 // the owner's
  uint64_t last_pass_serial = kPassSerial;  // the pass's own serials, for cells whose renewals are used up
  // Cells that stay with their objects for long references, all in [kept_first, kept_end): the pass's.
  uint32_t kept_first = 0;
  uint32_t kept_end = 0;
  std::atomic<size_t> cells_made{0};  // by the owner
  size_t cells_retired = 0;           // by the pass

  // --- references that were alive in a pass, or whose lists were looked at: each has a slot ---
  RawArray<ReferenceChunk*> reference_chunks;  // grown by the owner under the lock
  size_t reference_chunk_count = 0;
  uint32_t reference_top = 1;    // slots [1, reference_top) have been used
  uint32_t free_references = 0;  // free slots among them, chained
  size_t used_references = 0;

  // --- the log of references made but not yet linked: tagged addresses, as in a slot ---
  // Most references die young: those that a collection finds unmarked never get a slot. There are free slots for all that
  // may stand in the log, so that the pass needs no memory.
  RawArray<uintptr_t> log;             // grown by the owner under the lock
  uint32_t log_room = 0;               // entries that may stand in it; the owner's
  std::atomic<uint32_t> log_count{0};  // the owner's, published after the entry; emptied by the owner under the lock
  uint32_t log_done = 0;               // the pass's, or under the lock: [log_done, log_count) is not linked yet

  // --- callbacks that are due: [due_head, due_tail); the range is a root ---
  struct Due {
    uint64_t reference;  // the cell's address
    uint64_t order;      // serial of the cell whose death made it due, with the batch's parity in the top bit
  };
  static constexpr uint64_t kParity = uint64_t{1} << 63;
  RawArray<Due> due;                // grown by the owner under the lock; always room for every armed reference
  std::atomic<size_t> due_head{0};  // the owner's
  std::atomic<size_t> due_tail{0};  // the pass's; reset under the lock
  size_t due_sorted = 0;            // the owner's: [due_head, due_sorted) is in order
  bool due_disordered = false;      // what is behind it is not: set by the pass, taken back by the owner under the lock
  uint64_t due_parity = 0;          // the pass's
  size_t due_before_pass = 0;       // the pass's
  uint64_t last_due_order = 0;      // the pass's
  size_t armed_made = 0;            // the owner's: armed references made
  std::atomic<size_t> armed_gone{0};  // the pass's, or under the lock: armed references fired, cleared or dropped

  bool abandoned = false;  // no cell is used again: some references were not told that theirs are gone

  // Statistics of the pass.
  size_t cleared = 0;

  // Entries of `due` that are taken or may yet be needed. A pass moves references from the armed to the due, and the sum
  // never grows by that: so what shrinks it is read first, and a pass in between makes it too large, not too small.
  size_t due_needed() const {
    size_t gone = armed_gone.load(std::memory_order_acquire);
    return due_tail.load(std::memory_order_relaxed) + (armed_made - gone);
  }

  // For one armed reference more.
  bool has_due_room() const { return due_needed() < due.capacity(); }

  WeakChunk& chunk(uint32_t cell) { return *cell_chunks[cell / kWeakChunkCells]; }
  std::atomic<Cell*>& target(uint32_t cell) { return chunk(cell).targets[cell % kWeakChunkCells]; }
  std::atomic<uint64_t>& serial(uint32_t cell) { return chunk(cell).serials[cell % kWeakChunkCells]; }
  WeakChunk::Rest& rest(uint32_t cell) { return chunk(cell).rest[cell % kWeakChunkCells]; }
  static uint32_t cell_index(const std::atomic<Cell*>* slot) {
    WeakChunk& chunk = WeakChunk::of(slot);
    return chunk.first_index + static_cast<uint32_t>(slot - chunk.targets);
  }

  uintptr_t& object(uint32_t slot) {
    return reference_chunks[slot / ReferenceChunk::kSlots]->objects[slot % ReferenceChunk::kSlots];
  }
  ReferenceChunk::Links& links(uint32_t slot) {
    return reference_chunks[slot / ReferenceChunk::kSlots]->links[slot % ReferenceChunk::kSlots];
  }
  static WeakReference* reference(uintptr_t tagged) { return reinterpret_cast<WeakReference*>(tagged & ~kTags); }

  // All of these: world stopped, or under the lock.
  void link_log();  // all of it
  template <typename IsMarked>
  void link_marked(IsMarked is_marked);
  [[nodiscard]] bool make_log_room();  // for one more entry; under the lock
  void unlink(uint32_t slot);
  void unlink_side(uint32_t slot, int side);
  void free_reference(uint32_t slot);
  void cut_off(uint32_t slot, Death reason);  // takes a live reference off its cells; it refers to nothing any more
  void retire_cell(uint32_t cell);
  // The cell stays with its object under a new serial: whatever referred to it finds it dead, but long references.
  void renew_serial(uint32_t cell);
  // With the world stopped: the callback of a reference that died is due.
  void push_due(WeakReference& reference, uint64_t order) {
    const size_t tail = due_tail.load(std::memory_order_relaxed);
    // Within a batch: a collection's begins with another parity.
    if (tail > due_before_pass && order < last_due_order) due_disordered = true;
    last_due_order = order;
    due[tail] = {reinterpret_cast<uint64_t>(&reference), order | due_parity};
    due_tail.store(tail + 1, std::memory_order_release);
  }
  void set_death(WeakReference& reference, Death death) {
    reference.state_.store(static_cast<uint32_t>(death), std::memory_order_relaxed);
    reference.slot_ = 0;
  }
  // For a long reference at the verdict on its target.
  void set_silent(WeakReference& reference, bool silent) {
    reference.state_.store(silent ? WeakReference::kSilent : 0, std::memory_order_relaxed);
  }
  static bool is_silent(const WeakReference& reference) {
    return (reference.state_.load(std::memory_order_relaxed) & WeakReference::kSilent) != 0;
  }
  static const WeakHandle& first(const WeakReference& reference) { return reference.first_; }
  static const WeakHandle& second(const WeakReference& reference) {
    return static_cast<const WeakPair&>(reference).second_;
  }

  // The collector no longer tells who has died: every cell is retired, every reference taken out. `references_intact`:
  // the reference objects are still there, and are told.
  void abandon(bool references_intact);
  void reset();  // the heap is gone: every cell is retired, everything else as new

 private:
  void link(uintptr_t tagged);
  void note_armed_gone(size_t count);
  void return_slot(uint32_t slot);
  // Maps more slots, until so many are free, or memory is short. How many are.
  size_t make_slots(size_t wanted);
  void link_side(uint32_t slot, int side, const WeakHandle& handle);
};

// For a pass that brings nothing back: links what is marked, and frees the rest.
template <typename IsMarked>
void WeakState::link_marked(IsMarked is_marked) {
  const uint32_t count = log_count.load(std::memory_order_acquire);
  const uintptr_t* const entries = log.data();
  size_t armed = 0;
  for (uint32_t i = log_done; i < count; i++) {
    if (is_marked(reference(entries[i])))
      link(entries[i]);
    else
      armed += entries[i] & kArmed;
  }
  log_done = count;
  if (armed) note_armed_gone(armed);
}

}  // namespace mayfly::gc
