#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/weak/ephemeron_table.h>

namespace mayfly::gc {

EphemeronTable::EphemeronTable(CellInit init, KeyDeath key_death, RowLayout layout, uintptr_t meta)
    : Cell(init, meta),
      traits_(kTag | layout.value << 18 | layout.key << 10 | layout.words << 2 | static_cast<uint32_t>(key_death)) {}

void EphemeronTable::call_locked(void (*f)(void* data), void* data) { boehm::with_lock(f, data); }

bool EphemeronTable::prepare_rows(Heap& heap, const Backing& rows) {
  if (row_capacity(rows) > kMaxRows) return false;
  bool done = false;
  boehm::with_lock([&] { done = !heap.core().hook_lost && heap.core().ephemerons.reserve(*this, rows); });
  return done;
}

void EphemeronTable::set_rows(Heap& heap, Backing* rows, uint32_t used) {
  heap.core().ephemerons.note_rows(*this, rows_.get(), rows);
  rows_ = rows;
  used_ = used;
  added_ = rows ? static_cast<uint32_t>(size()) : 0;
  gone_ = 0;
  if (!rows) traits_ &= ~kKeepsCells;
}

}  // namespace mayfly::gc
