#include <mayfly/gc/boehm/bdwgc.h>
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/boehm/marker.h>

#include <sys/mman.h>

namespace mayfly::gc {

namespace {

Cell** work = nullptr;
size_t work_limit = Marker::kWorkCells;

}  // namespace

bool Marker::prepare() {
  if (work) return true;
  void* memory = mmap(nullptr, kWorkCells * sizeof(Cell*), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return false;
  work = static_cast<Cell**>(memory);
  return true;
}

void Marker::limit_work_for_testing(size_t cells) { work_limit = cells < kWorkCells ? cells : kWorkCells; }

void Marker::mark(Cell& cell) {
  push(cell);
  drain();
}

void Marker::push(Cell& cell) {
  // When everything marked is looked through, a cell that a stale word kept may hold addresses of reclaimed memory,
  // at which the mark bits must not be asked.
  if (checking_ && GC_base(&cell) != &cell) return;
  if (GC_is_marked(&cell)) return;
  GC_set_mark_bit(&cell);
  marked_++;
  if (top_ < work_limit)
    work[top_++] = &cell;
  else
    overflowed_ = true;
}

void Marker::trace(Cell& cell) {
  if (!cell.is_live_cell()) return;
  const KindRow& row = cell.row();
  if (row.trace) {
    row.trace(cell, *this);
  } else if (!row.leaf) {
    // A kind that declares no edges and is scanned: whatever its words hold, the host's own memory included.
    const auto* words = reinterpret_cast<const uintptr_t*>(&cell);
    for (size_t i = 1, count = GC_size(&cell) / sizeof(uintptr_t); i < count; i++) {
      void* base = reinterpret_cast<void*>(words[i]);
      if (words[i] && GC_base(base) == base) push(*static_cast<Cell*>(base));
    }
  }
  wake_entries(cell);
}

void Marker::wake_entries(Cell& cell) {
  HeapCore* core = HeapCore::with_id(cell.heap_id());
  if (!core || core->ephemerons.live == 0) return;
  EphemeronStore& store = core->ephemerons;
  if (uint32_t index = cell.weak_index(); index && index < core->weak.cell_top.load(std::memory_order_relaxed) &&
                                          core->weak.target(index).load(std::memory_order_relaxed) == &cell) {
    for (uint32_t i = core->weak.rest(index).ephemerons; i; i = store.entries[i].key_next)
      if (GC_is_marked(reinterpret_cast<void*>(store.entries[i].table))) {
        uint64_t value = store.entries[i].value;
        if (value != 0 && value >> 48 == 0) push(*reinterpret_cast<Cell*>(value));
      }
  }
  if (cell.kind() == kKindEphemeronTable) {
    for (uint32_t i = EphemeronStore::first_of(static_cast<EphemeronTable&>(cell)); i; i = store.entries[i].table_next) {
      Cell* key = core->weak.target(store.entries[i].key_cell).load(std::memory_order_relaxed);
      uint64_t value = store.entries[i].value;
      if (key && GC_is_marked(key) && value != 0 && value >> 48 == 0) push(*reinterpret_cast<Cell*>(value));
    }
  }
}

void Marker::drain() {
  for (;;) {
    while (top_ > 0) trace(*work[--top_]);
    if (!overflowed_) return;
    rescan();
  }
}

void Marker::rescan() {
  overflowed_ = false;
  checking_ = true;
  boehm::for_each_marked(
      [](Cell& cell, size_t, void* data) {
        auto& marker = *static_cast<Marker*>(data);
        marker.trace(cell);
        while (marker.top_ > 0) marker.trace(*work[--marker.top_]);
      },
      this);
  checking_ = false;
}

}  // namespace mayfly::gc
