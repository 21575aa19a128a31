#include <mayfly/gc/boehm/bdwgc.h>
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/ephemeron_pass.h>
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/boehm/kinds.h>
#include <mayfly/gc/boehm/marker.h>

#include <sys/mman.h>

namespace mayfly::gc {

namespace {

void** work = nullptr;
size_t entries_looked_at = 0;
size_t work_limit = Marker::kWorkCells;

}  // namespace

bool Marker::prepare() {
  if (work) return true;
  void* memory = mmap(nullptr, kWorkCells * sizeof(void*), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return false;
  work = static_cast<void**>(memory);
  return true;
}

void Marker::limit_work_for_testing(size_t cells) { work_limit = cells < kWorkCells ? cells : kWorkCells; }

size_t Marker::entries_looked_at_for_testing() { return entries_looked_at; }
void Marker::note_entries_looked_at(size_t count) { entries_looked_at += count; }

Marker::Marker() : host_objects_(boehm::shared_with_host()), interior_(GC_get_all_interior_pointers() != 0) {}

void Marker::mark(Cell& cell) {
  push(&cell);
  drain();
}

void Marker::push(void* object) {
  // When everything marked is looked through, a cell that a stale word kept may hold addresses of reclaimed memory,
  // at which the mark bits must not be asked.
  if (checking_ && GC_base(object) != object) return;
  if (GC_is_marked(object)) return;
  GC_set_mark_bit(object);
  marked_++;
  if (top_ < work_limit)
    work[top_++] = object;
  else
    overflowed_ = true;
}

void Marker::trace(void* object) {
  if (host_objects_) {
    size_t bytes;
    const auto kind = static_cast<unsigned>(GC_get_kind_and_size(object, &bytes));
    constexpr unsigned kPointerFree = 0;  // bdwgc's own kind of what GC_MALLOC_ATOMIC gives
    if (kind != kPointerFree && kind != boehm::kind_of(Memory::kLeaf)) trace_words(object, bytes);
    if (!boehm::is_ours(object)) return;
  }
  Cell& cell = *static_cast<Cell*>(object);
  if (!cell.is_live_cell()) return;
  const KindRow& row = cell.row();
  if (row.trace)
    row.trace(cell, *this);
  else if (!row.leaf)
    trace_words(object, GC_size(object));  // an unknown kind
  wake_entries(cell);
}

void Marker::trace_words(void* object, size_t bytes) {
  const auto* words = static_cast<const uintptr_t*>(object);
  for (size_t i = 0; i < bytes / sizeof(uintptr_t); i++) {
    void* word = reinterpret_cast<void*>(words[i]);
    void* base = word ? GC_base(word) : nullptr;
    if (base && (base == word || interior_)) push(base);
  }
}

void Marker::wake_entries(Cell& cell) {
  HeapCore* core = HeapCore::with_id(cell.heap_id());
  if (!core) return;
  core->ephemerons.wake(cell, [&](uint64_t value) {
    note_entries_looked_at(1);
    push_word(value);
  });
  if (!cell.row().ephemeron_table) return;
  auto& table = static_cast<EphemeronTable&>(cell);
  if (core->ephemerons.has(table))
    EphemeronPass::keep_values_of(*core, table, [&](uint64_t value) { push_word(value); });
}

void Marker::drain() {
  for (;;) {
    while (top_ > 0) trace(work[--top_]);
    if (!overflowed_) return;
    rescan();
  }
}

void Marker::rescan() {
  overflowed_ = false;
  checking_ = true;
  GC_enumerate_reachable_objects_inner(
      [](void* object, size_t, void* data) {
        auto& marker = *static_cast<Marker*>(data);
        if (!marker.host_objects_ && !boehm::is_ours(object)) return;
        marker.trace(object);
        while (marker.top_ > 0) marker.trace(work[--marker.top_]);
      },
      this);
  checking_ = false;
}

}  // namespace mayfly::gc
