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

namespace mayfly::gc::boehm {

namespace {

unsigned scanned = 0;
unsigned leaf = 0;

}  // namespace

void make_kinds() {
  if (scanned) return;
  // Scanned over its whole length, zeroed.
  scanned = GC_new_kind(GC_new_free_list(), GC_DS_LENGTH, 1, 1);
  // Not scanned, zeroed.
  leaf = GC_new_kind(GC_new_free_list(), GC_DS_LENGTH, 0, 1);
  // bdwgc makes a kind's list of blocks to reclaim with its first single object. Without it, the dead cells of partly used
  // blocks would not be used again before the heap is exhausted for the first time.
  for (unsigned kind : {scanned, leaf}) (void)GC_generic_malloc(FreeLists::kGranule, static_cast<int>(kind));
}

unsigned scanned_kind() { return scanned; }
unsigned leaf_kind() { return leaf; }

void refill(void** head, size_t bytes, bool is_leaf, bool may_collect) {
  ThreadState& thread = ThreadState::current();
  thread.holds_collections = !may_collect;
  GC_generic_malloc_many(bytes, static_cast<int>(is_leaf ? leaf : scanned), head);
  thread.holds_collections = false;
}

void* allocate_large(size_t bytes, bool is_leaf, bool may_collect) {
  ThreadState& thread = ThreadState::current();
  thread.holds_collections = !may_collect;
  void* memory = GC_generic_malloc(bytes, static_cast<int>(is_leaf ? leaf : scanned));
  thread.holds_collections = false;
  return memory;
}

size_t size_of(const void* cell) { return GC_size(cell); }
bool is_marked(const void* cell) { return GC_is_marked(cell) != 0; }

bool is_ours(const void* base) {
  auto kind = static_cast<unsigned>(GC_get_kind_and_size(base, nullptr));
  return kind == scanned || kind == leaf;
}

Cell* cell_at(uint64_t word) {
  auto* address = reinterpret_cast<void*>(word);
  if (word == 0 || word >> 48 != 0 || GC_base(address) != address || !is_ours(address)) return nullptr;
  auto* cell = static_cast<Cell*>(address);
  return cell->is_live_cell() ? cell : nullptr;
}

void for_each_marked(void (*f)(Cell& cell, size_t bytes, void* data), void* data) {
  struct Call {
    void (*f)(Cell&, size_t, void*);
    void* data;
    uintptr_t page = 0;  // of the last object: all that begin on a page are of one kind
    bool ours = false;
  } call{f, data};
  GC_enumerate_reachable_objects_inner(
      [](void* object, size_t bytes, void* raw) {
        auto* wanted = static_cast<Call*>(raw);
        const uintptr_t page = reinterpret_cast<uintptr_t>(object) >> 12;
        if (page != wanted->page) {
          wanted->page = page;
          wanted->ours = is_ours(object);
        }
        if (!wanted->ours) return;
        auto* cell = static_cast<Cell*>(object);
        if (!cell->is_live_cell()) return;
        wanted->f(*cell, bytes, wanted->data);
      },
      &call);
}

}  // namespace mayfly::gc::boehm
