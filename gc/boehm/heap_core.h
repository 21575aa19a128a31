// HeapCore: the part of a heap that collections read. Immortal: taken from a pool when a heap is made, given back after.
//
// So a hook that runs at any moment, in any thread, after any shutdown, finds memory that is still there; and handles
// outlive their runtime. The heap id that stands in every cell's header is the index of its core.
#pragma once

#include <mayfly/gc/heap.h>
#include <mayfly/gc/root/root_table.h>
#include <mayfly/gc/root/word_stack.h>
#include <mayfly/gc/support/raw_array.h>
#include <mayfly/gc/weak/ephemeron_registry.h>
#include <mayfly/gc/weak/weak_state.h>
#include <mayfly/gc/weak/weak_table.h>

namespace mayfly::gc {

// A queue that the pass fills and the owner empties: [head, tail) are roots. Room is made when what can fill it is
// registered, so the pass never needs memory.
struct CellQueue {
  RawArray<uint64_t> cells;     // grown by the owner under the lock
  std::atomic<size_t> head{0};  // the owner's; reset under the lock
  std::atomic<size_t> tail{0};  // the pass's; reset under the lock
  size_t pending() const { return tail.load(std::memory_order_acquire) - head.load(std::memory_order_relaxed); }
  // With the world stopped.
  void push(Cell& cell) {
    size_t end = tail.load(std::memory_order_relaxed);
    cells[end] = reinterpret_cast<uint64_t>(&cell);
    tail.store(end + 1, std::memory_order_release);
  }
};

struct HeapCore {
  static constexpr uint32_t kMaxHeaps = 4096;  // ids 1..4095: 12 bits of a cell's header

  FreeLists lists = {};
  FreeLists spare = {};  // under stress, cells wait here, so that every allocation takes the slow path
  RootTable roots;
  WordStack stack;
  WeakState weak;
  WeakTable weak_table{weak};
  EphemeronRegistry ephemerons;

  // Cells with a finalizer or release to come, in creation order. Changed under the lock, or by the pass.
  static constexpr uintptr_t kUserFinalizer = 1;  // tag in the low bit
  RawArray<uintptr_t> finalizable;
  size_t finalizable_count = 0;
  CellQueue finalizers;
  size_t finalizers_before_pass = 0;  // the pass's
  CellQueue releases;

  // Set by the pass when a queue got longer; cleared by the owner when all are empty.
  std::atomic<uint32_t> due_flag{0};
  std::atomic<bool> active{false};
  Heap* heap = nullptr;

  // The owner's counters.
  uint64_t random_state = 0;
  size_t until_stress = 0;
  size_t until_failure = 0;
  size_t live_before = 0;        // live cells at the last explicit collection
  uint64_t made_before = 0;      // cells the heap had handed out at the last explicit collection
  size_t bytes_since_count = 0;  // taken from bdwgc since live_bytes was counted, for the heap limit
  size_t live_bytes = 0;
  uint64_t verified_pass = 0;
  bool hook_lost = false;
  size_t bytes_since_explicit = 0;  // taken since the last explicit collection, for the heap limit
  bool wants_collection = false;    // an exact one, soon: see Heap::wants_collection

  static HeapCore* with_id(uint32_t id);
  // The owner's from now on. Null when all ids are taken or memory is short.
  static HeapCore* take(Heap& owner, uint32_t& id);
  void give_back();

  template <typename F>
  static void for_each_active(F&& f) {
    uint32_t top = highest();
    for (uint32_t id = 1; id <= top; id++) {
      HeapCore* core = with_id(id);
      if (core && core->active.load(std::memory_order_acquire)) f(*core);
    }
  }
  static uint32_t highest();
  // True as long as the process has had one heap.
  static bool is_only_one();

  // Around a fork: the child must not find a lock in the hands of a thread that it has not.
  static void before_fork();
  static void after_fork();
};

}  // namespace mayfly::gc
