// Memory for cells.
//
// Cells come from a heap's own free lists, which bdwgc fills (GC_generic_malloc_many writes straight into the list's
// head) and the death pass keeps alive at the start of every marking. Popping a cell needs no lock, although a collection
// can come between any two of its instructions:
//
//     cell = *head            the cell is on the list, and in a register: kept twice
//     *head = link(cell)      it is in a register (or on the stack) alone: the collector finds it there, sees a link in
//                             its first word, and keeps the next cell, which is on the list anyway
//     link(cell) = null       an empty cell
//
// Lists are never dropped while their heap lives (gc.lists.never-dropped): a pop that is stopped after its first
// instruction would put the list's second cell back, which might have been reclaimed.
#include <mayfly/gc/boehm/bdwgc.h>
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/kinds.h>
#include <mayfly/gc/boehm/thread_state.h>
#include <mayfly/gc/cell/cell.h>
#include <mayfly/gc/heap.h>

#include <algorithm>
#include <iterator>

namespace mayfly::gc::boehm {

namespace {

// By Memory. bdwgc gives out numbers from 3 on.
unsigned kinds[kMemories] = {};

}  // namespace

void make_kinds() {
  if (kinds[0]) return;
  // Zeroed, and scanned over its whole length.
  kinds[static_cast<size_t>(Memory::kScanned)] = GC_new_kind(GC_new_free_list(), GC_DS_LENGTH, 1, 1);
  // Not scanned, and as it was left: texts are written from the first byte to the last.
  kinds[static_cast<size_t>(Memory::kLeaf)] = GC_new_kind(GC_new_free_list(), GC_DS_LENGTH, 0, 0);
  // Scanned, not zeroed. What an old word keeps alive while a cell is being made, it keeps through the collection of
  // another thread that stopped this one there; no collection of its own comes between.
  kinds[static_cast<size_t>(Memory::kRaw)] = GC_new_kind(GC_new_free_list(), GC_DS_LENGTH, 1, 0);
  // bdwgc makes a kind's list of blocks to reclaim with its first single object. Without it, the dead cells of partly used
  // blocks would not be used again before the heap is exhausted for the first time.
  // Given back at once: what is no cell must not be counted as one when a stale word marks it.
  for (unsigned kind : kinds) GC_free(GC_generic_malloc(FreeLists::kGranule, static_cast<int>(kind)));
}

unsigned kind_of(Memory memory) { return kinds[static_cast<size_t>(memory)]; }

void refill(void** head, size_t bytes, Memory memory, bool may_collect) {
  ThreadState& thread = ThreadState::current();
  thread.holds_collections = !may_collect;
  GC_generic_malloc_many(bytes, static_cast<int>(kind_of(memory)), head);
  thread.holds_collections = false;
}

void* allocate_large(size_t bytes, Memory memory, bool may_collect) {
  ThreadState& thread = ThreadState::current();
  thread.holds_collections = !may_collect;
  void* cell = GC_generic_malloc(bytes, static_cast<int>(kind_of(memory)));
  thread.holds_collections = false;
  return cell;
}

size_t size_of(const void* cell) { return GC_size(cell); }
bool is_marked(const void* cell) { return GC_is_marked(cell) != 0; }

bool is_ours(const void* base) {
  const auto kind = static_cast<unsigned>(GC_get_kind_and_size(base, nullptr));
  return std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds);
}

Cell* cell_at(uint64_t word) {
  auto* address = reinterpret_cast<void*>(word);
  if (!is_cell_word(word) || GC_base(address) != address || !is_ours(address)) return nullptr;
  auto* cell = static_cast<Cell*>(address);
  return cell->is_live_cell() ? cell : nullptr;
}

namespace {

// Which objects are of Mayfly's kinds: all that begin on a page are of one kind.
class OurPages {
 public:
  bool has(void* object) {
    const uintptr_t page = reinterpret_cast<uintptr_t>(object) >> 12;
    if (page != page_) {
      page_ = page;
      ours_ = is_ours(object);
    }
    return ours_;
  }

 private:
  uintptr_t page_ = 0;
  bool ours_ = false;
};

// Looks at marked objects some steps after it met them, so that their headers have come into the cache by then.
class Walk : public OurPages {
 public:
  Walk(void (*f)(Cell&, size_t, void*), void* data) : f_(f), data_(data) {}
  ~Walk() {
    for (size_t i = 0; i < kDistance; i++) meet(nullptr, 0);
  }
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  void meet(void* object, size_t bytes) {
    Met& place = met_[next_];
    next_ = (next_ + 1) % kDistance;
    const Met due = place;
    place = {static_cast<Cell*>(object), bytes};
    __builtin_prefetch(object);
    if (due.cell && due.cell->is_live_cell()) f_(*due.cell, due.bytes, data_);
  }

 private:
  static constexpr size_t kDistance = 16;
  struct Met {
    Cell* cell = nullptr;
    size_t bytes = 0;
  };
  void (*f_)(Cell&, size_t, void*);
  void* data_;
  size_t next_ = 0;
  Met met_[kDistance];
};

}  // namespace

CellCount count_marked() {
  struct Count : OurPages {
    CellCount found;
  } count;
  GC_enumerate_reachable_objects_inner(
      [](void* object, size_t bytes, void* raw) {
        auto& counting = *static_cast<Count*>(raw);
        if (counting.has(object)) counting.found.add(bytes);
      },
      &count);
  return count.found;
}

void for_each_marked(void (*f)(Cell& cell, size_t bytes, void* data), void* data) {
  Walk walk(f, data);
  GC_enumerate_reachable_objects_inner(
      [](void* object, size_t bytes, void* raw) {
        auto& found = *static_cast<Walk*>(raw);
        if (found.has(object)) found.meet(object, bytes);
      },
      &walk);
}

}  // namespace mayfly::gc::boehm
