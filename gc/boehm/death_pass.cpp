// The death pass decides, in one place and at one moment, who has died.
//
// bdwgc calls it when marking is complete, the mark bits are right, the world is still stopped and the allocation lock is
// held. From that follow its rules:
//
//   - It allocates nothing, prints nothing, locks nothing (bdwgc's own locking calls included): a stopped thread may own
//     any lock. What it needs to store has room that was made when the thing was registered. Invariant
//     gc.pass.no-malloc-no-lock.
//   - It runs no user code. It clears, queues and sets flags; the owner's next safe point does the rest.
//   - Every structure it reads may belong to a thread stopped between any two instructions: see weak_table.h,
//     root_table.h, allocation.cpp.
//
// The order of its steps is the order of every death (gc.weak.cleared-before-callback), in all heaps together:
//
//   1  ephemerons    entries with live table and live key keep their values, until nothing changes
//   2  verdict       the dead set is fixed: cells whose target is unmarked are cleared, their live references' callbacks
//                    noted; a reference that is itself unmarked now is silent for this death, whatever is revived later;
//                    ephemeron entries of unmarked keys go, but those of tables that outlast finalizers
//   3  finalizable   unmarked cells with a user finalizer are queued, and kept alive with all they reach
//   4  ephemerons    again, for what step 3 revived (the marker does it as it goes)
//   5  really dead   what is unmarked still: long references to it are cleared, entries of such tables go, cells to be
//                    released are queued
//   6  references    those unmarked still are taken off their cells' lists; not before, since one that was revived and
//                    has a live target must stay
//
// A cell is cleared in the very pass in which its target dies: later its block may be gone, and the mark bits with it.
#include <mayfly/gc/boehm/bdwgc.h>
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/death_pass.h>
#include <mayfly/gc/boehm/ephemeron_pass.h>
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/boehm/marker.h>
#include <mayfly/gc/support/prefetch.h>

#include <sys/mman.h>

namespace mayfly::gc {

namespace {

// bdwgc's mark stack takes few ranges from a root hook (some thousands abort). So only some large ones are given by
// themselves; of all others the words that can be addresses are gathered here and given as one.
constexpr size_t kGatherWords = size_t{1} << 22;
constexpr size_t kGatherRange = 1024;
constexpr size_t kMaxOwnRanges = 1024;
uint64_t* gathered = nullptr;
size_t gathered_count = 0;
size_t own_ranges = 0;

boehm::CellCount marked_free;

void push_range(void* begin, void* end) {
  const auto* word = static_cast<const uint64_t*>(begin);
  const auto* last = static_cast<const uint64_t*>(end);
  const auto words = static_cast<size_t>(last - word);
  if (words == 0) return;
  if (words > kGatherRange && own_ranges < kMaxOwnRanges) {
    own_ranges++;
    GC_push_all(begin, end);
    return;
  }
  for (; word != last; word++) {
    const uint64_t value = __atomic_load_n(word, __ATOMIC_RELAXED);
    if (!is_cell_word(value)) continue;
    if (gathered_count == kGatherWords) {
      // Millions of roots in thousands of heaps.
      GC_push_all(const_cast<uint64_t*>(word), end);
      return;
    }
    gathered[gathered_count++] = value;
  }
}

void push_queue(CellQueue& queue) {
  uint64_t* cells = queue.cells.data();
  push_range(cells + queue.head.load(std::memory_order_relaxed), cells + queue.tail.load(std::memory_order_relaxed));
}

// True when the target that the reference's handle names is dead by this pass's verdict (cleared already, or about to be).
bool dies_now(const WeakHandle& handle) {
  // Thousands of weak methods in a row have the same function. No mark changes during the verdict.
  static const Cell* known_alive = nullptr;
  static uint64_t known_in_pass = 0;
  const Cell* target = handle.get();
  if (!target) return true;
  if (target == known_alive && known_in_pass == boehm::passes()) return false;
  if (!GC_is_marked(target)) return true;
  known_alive = target;
  known_in_pass = boehm::passes();
  return false;
}

// One reference of a cell whose target is dead. `order` is the place of its callback.
void kill_reference(HeapCore& core, uint32_t slot, int side, uint64_t order) {
  WeakState& weak = core.weak;
  uintptr_t tagged = weak.object(slot);
  WeakReference& reference = *WeakState::reference(tagged);
  Death death = side == 0 ? Death::kReceiver : Death::kFunction;
  if (tagged & WeakState::kTwoSided) {
    // Both parts dying together give one call, in the receiver's place: the function's cell leaves it to the receiver's.
    if (side == 1 && dies_now(WeakState::first(reference))) {
      weak.unlink_side(slot, 1);
      return;
    }
    if (side == 0 && dies_now(WeakState::second(reference))) death = Death::kBoth;
  }
  bool silent = !GC_is_marked(&reference) || WeakState::is_silent(reference);
  weak.unlink(slot);
  weak.free_reference(slot);
  weak.set_death(reference, death);
  weak.cleared++;
  if (silent || !(tagged & WeakState::kArmed)) return;
  weak.push_due(reference, order);
}

// Those of a cell: all, or all but the long ones, which wait for step 5. True when such are left.
bool kill_references(HeapCore& core, uint32_t cell, Reach most) {
  WeakState& weak = core.weak;
  const uint64_t order = original_serial(weak.serial(cell).load(std::memory_order_relaxed));
  bool left = false;
  for (uint32_t node = weak.rest(cell).head; node;) {
    uint32_t next = weak.links(node / 2).next[node % 2];
    WeakReference& reference = *WeakState::reference(weak.object(node / 2));
    if (most == Reach::kShort && reference.is_long()) {
      weak.set_silent(reference, !GC_is_marked(&reference));
      left = true;
    } else {
      kill_reference(core, node / 2, static_cast<int>(node % 2), order);
    }
    node = next;
  }
  return left;
}

void clear_dead_cell(HeapCore& core, uint32_t cell) {
  WeakState& weak = core.weak;
  if (weak.rest(cell).head != 0 && kill_references(core, cell, Reach::kShort)) {
    // Long references outlast a finalizer: the cell stays with its object, and step 5 looks again.
    if (weak.kept_end == 0) weak.kept_first = cell;
    weak.kept_end = cell + 1;
    weak.renew_serial(cell);
    return;
  }
  weak.retire_cell(cell);
}

// The dead mostly come in runs. The pass is bound by the memory of references, which nothing else of it touches in order:
// so those of a cell some steps ahead are asked for when one is met.
void prefetch_reference(WeakState& weak, const WeakChunk& chunk, uint32_t place) {
  constexpr uint32_t kAhead = 12;
  // A free cell's list is none: its head names another cell.
  if (place + kAhead >= kWeakChunkCells || !chunk.targets[place + kAhead].load(std::memory_order_relaxed)) return;
  if (const uint32_t node = chunk.rest[place + kAhead].head)
    prefetch_to_write(WeakState::reference(weak.object(node / 2)));
}

void verdict(HeapCore& core) {
  WeakState& weak = core.weak;
  weak.due_before_pass = weak.due_tail.load(std::memory_order_relaxed);
  weak.kept_first = weak.kept_end = 0;
  uint32_t top = weak.cell_top.load(std::memory_order_acquire);
  if (top == 1) return;  // no chunk yet
  for (uint32_t begin = 0; begin < top; begin += kWeakChunkCells) {
    WeakChunk& chunk = weak.chunk(begin);
    uint32_t count = top - begin < kWeakChunkCells ? top - begin : static_cast<uint32_t>(kWeakChunkCells);
    for (uint32_t i = 0; i < count; i++) {
      const Cell* target = chunk.targets[i].load(std::memory_order_relaxed);
      if (!target || GC_is_marked(target)) continue;
      prefetch_reference(weak, chunk, i);
      clear_dead_cell(core, begin + i);
    }
  }
}

// Long references whose targets did not come back. Before cells to be released are marked: that brings nothing back.
void clear_long_references(HeapCore& core) {
  WeakState& weak = core.weak;
  for (uint32_t cell = weak.kept_first; cell < weak.kept_end; cell++) {
    const Cell* target = weak.target(cell).load(std::memory_order_relaxed);
    if (!target || GC_is_marked(target)) continue;
    kill_references(core, cell, Reach::kLong);
    weak.retire_cell(cell);
  }
  // Neighbouring batches differ in parity, so that each is sorted by itself.
  if (weak.due_tail.load(std::memory_order_relaxed) != weak.due_before_pass) weak.due_parity ^= WeakState::kParity;
}

bool has_dead_finalizable(const HeapCore& core) {
  for (size_t i = 0; i < core.finalizable_count; i++)
    if (!GC_is_marked(reinterpret_cast<void*>(core.finalizable[i] & ~HeapCore::kUserFinalizer))) return true;
  return false;
}

// Queues every dead cell with a user finalizer before any is marked: each has its turn in this collection, whichever of
// them reach each other (contract 8.4).
void queue_finalizers(HeapCore& core) {
  size_t kept = 0;
  for (size_t i = 0; i < core.finalizable_count; i++) {
    uintptr_t tagged = core.finalizable[i];
    Cell& cell = *reinterpret_cast<Cell*>(tagged & ~HeapCore::kUserFinalizer);
    if ((tagged & HeapCore::kUserFinalizer) && !GC_is_marked(&cell)) {
      cell.set_flag(Cell::kFinalized);
      core.finalizers.push(cell);
      tagged &= ~HeapCore::kUserFinalizer;
      if (!cell.row().release) continue;
    }
    core.finalizable[kept++] = tagged;
  }
  core.finalizable_count = kept;
}

void revive_queued(CellQueue& queue, size_t from, Marker& marker) {
  for (size_t i = from, tail = queue.tail.load(std::memory_order_relaxed); i < tail; i++)
    marker.mark_word(queue.cells[i]);
}

// Cells to release that nothing brought back. They stay until they have been released: queued, and with what they trace.
void queue_releases(HeapCore& core, Marker& marker) {
  size_t kept = 0;
  size_t first = core.releases.tail.load(std::memory_order_relaxed);
  for (size_t i = 0; i < core.finalizable_count; i++) {
    uintptr_t tagged = core.finalizable[i];
    Cell& cell = *reinterpret_cast<Cell*>(tagged & ~HeapCore::kUserFinalizer);
    if (GC_is_marked(&cell))
      core.finalizable[kept++] = tagged;
    else
      core.releases.push(cell);
  }
  core.finalizable_count = kept;
  revive_queued(core.releases, first, marker);
}

void drop_dead_references(HeapCore& core) {
  WeakState& weak = core.weak;
  const uint32_t top = weak.reference_top;
  if (top == 1) return;
  for (uint32_t begin = 0; begin < top; begin += ReferenceChunk::kSlots) {
    const uintptr_t* objects = weak.reference_chunks[begin / ReferenceChunk::kSlots]->objects;
    uint32_t count = top - begin < ReferenceChunk::kSlots ? top - begin : static_cast<uint32_t>(ReferenceChunk::kSlots);
    for (uint32_t i = 0; i < count; i++) {
      if (!objects[i] || GC_is_marked(WeakState::reference(objects[i]))) continue;
      weak.unlink(begin + i);
      weak.free_reference(begin + i);
    }
  }
}

}  // namespace

bool prepare_death_pass() {
  if (!Marker::prepare()) return false;
  if (gathered) return true;
  void* memory =
      mmap(nullptr, kGatherWords * 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return false;
  gathered = static_cast<uint64_t*>(memory);
  return true;
}

void mark_free_lists() {
  marked_free = {};
  HeapCore::for_each_active([](HeapCore& core) {
    for (FreeLists* lists : {&core.lists, &core.spare})
      for (auto& heads : lists->heads)
        for (size_t granules = 1; granules <= FreeLists::kMaxGranules; granules++)
          for (void* cell = heads[granules]; cell; cell = *static_cast<void**>(cell)) {
            GC_set_mark_bit(cell);
            marked_free.add(granules * FreeLists::kGranule);
          }
  });
}

boehm::CellCount boehm::free_cells() { return marked_free; }

void push_roots() {
  gathered_count = 0;
  own_ranges = 0;
  HeapCore::for_each_active([](HeapCore& core) {
    core.roots.push_ranges(&push_range);
    push_range(core.stack.base(), core.stack.top());
    WeakState::Due* due = core.weak.due.data();
    push_range(due + core.weak.due_head.load(std::memory_order_relaxed),
               due + core.weak.due_tail.load(std::memory_order_relaxed));
    push_queue(core.finalizers);
    push_queue(core.releases);
  });
  if (gathered_count) GC_push_all(gathered, gathered + gathered_count);
}

void run_death_pass() {
  Marker marker;
  HeapCore::for_each_active([&](HeapCore& core) { EphemeronPass::keep_values(core, marker); });  // 1
  // References made since the last pass. Those that nothing can bring back any more need not be put on lists.
  bool revives = false;
  HeapCore::for_each_active([&](HeapCore& core) { revives = revives || has_dead_finalizable(core); });
  HeapCore::for_each_active([&](HeapCore& core) {
    if (revives)
      core.weak.link_log();
    else
      core.weak.link_marked([](const WeakReference* reference) { return GC_is_marked(reference) != 0; });
  });
  HeapCore::for_each_active([&](HeapCore& core) {  // 2
    verdict(core);
    EphemeronPass::end_verdict(core, revives);
  });
  HeapCore::for_each_active([](HeapCore& core) {  // 3
    core.finalizers_before_pass = core.finalizers.tail.load(std::memory_order_relaxed);
    queue_finalizers(core);
  });
  HeapCore::for_each_active(
      [&](HeapCore& core) { revive_queued(core.finalizers, core.finalizers_before_pass, marker); });
  // 4 has happened on the way: the marker wakes the entries of every table and key it marks.
  HeapCore::for_each_active(&clear_long_references);  // 5
  HeapCore::for_each_active([&](HeapCore& core) {
    // In this order: what is kept for its release alone is gone for everybody else.
    EphemeronPass::punch_late(core, revives);
    queue_releases(core, marker);
  });
  HeapCore::for_each_active(&drop_dead_references);  // 6
  HeapCore::for_each_active([](HeapCore& core) {
    EphemeronPass::end(core);
    bool due = core.weak.due_head.load(std::memory_order_relaxed) != core.weak.due_tail.load(std::memory_order_relaxed);
    if (due || core.finalizers.pending() || core.releases.pending()) core.due_flag.store(1, std::memory_order_release);
  });
}

void abandon_weak_cells(Cells cells) {
  HeapCore::for_each_active([cells](HeapCore& core) {
    core.weak.abandon(cells == Cells::kIntact);
    core.ephemerons.reset();
    core.finalizable_count = 0;
    if (cells == Cells::kUnknown) {
      // Without the root hook, too: what the queues and the free lists name may be gone.
      for (CellQueue* queue : {&core.finalizers, &core.releases}) queue->head.store(queue->tail.load());
      core.lists = {};
      core.spare = {};
    }
    core.hook_lost = true;
  });
}

}  // namespace mayfly::gc
