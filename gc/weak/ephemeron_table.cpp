#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/weak/ephemeron_store.h>
#include <mayfly/gc/weak/ephemeron_table.h>

namespace mayfly::gc {

// What the entries keep is decided by the death pass.
const KindRow EphemeronTable::kRow = {
    .name = "EphemeronTable", .trace = &EphemeronTable::trace_cell, .ephemeron_table = true};

EphemeronTable::EphemeronTable(CellInit init, KeyDeath key_death, uint32_t row_words, uintptr_t meta)
    : Cell(init, meta), traits_(kTag | row_words << 1 | static_cast<uint32_t>(key_death)) {}

void EphemeronTable::trace_cell(const Cell& cell, Visitor& visitor) {
  static_cast<const EphemeronTable&>(cell).trace(visitor);
}

EphemeronTable* EphemeronTable::create(Heap& heap, KeyDeath key_death) { return heap.make<EphemeronTable>(key_death); }

namespace {

// The entry of this key in this table, or 0. A key stands in few tables, so its own list is the short way.
uint32_t find_entry(HeapCore& core, const EphemeronTable& table, const Cell& key) {
  WeakHandle handle = core.weak_table.existing_handle(key);
  if (!handle.slot) return 0;
  uint32_t index = core.weak.rest(WeakState::cell_index(handle.slot)).ephemerons;
  while (index && core.ephemerons.entries[index].table != reinterpret_cast<uint64_t>(&table))
    index = core.ephemerons.entries[index].key_next;
  return index;
}

}  // namespace

bool EphemeronTable::set(Heap& heap, Cell& key, uint64_t value) {
  MAYFLY_ASSERT(row_words() == 0);
  HeapCore& core = heap.core();
  if (core.hook_lost) return false;
  const uint32_t key_cell = weak_cell_of(heap, key);
  if (!key_cell) return false;
  bool done = true;
  boehm::with_lock([&] {
    EphemeronStore& store = core.ephemerons;
    if (uint32_t present = find_entry(core, *this, key))
      store.set_value(present, value);
    else if (store.reserve())
      store.add(core.weak, *this, key_cell, value, 0);
    else
      done = false;
  });
  return done;
}

uint64_t EphemeronTable::get(Heap& heap, const Cell& key) const {
  HeapCore& core = heap.core();
  uint64_t value = 0;
  boehm::with_lock([&] {
    if (uint32_t index = find_entry(core, *this, key)) value = core.ephemerons.entries[index].value;
  });
  return value;
}

bool EphemeronTable::erase(Heap& heap, const Cell& key) {
  HeapCore& core = heap.core();
  bool found = false;
  boehm::with_lock([&] {
    uint32_t index = find_entry(core, *this, key);
    found = index != 0;
    if (found) core.ephemerons.remove(core.weak, index);
  });
  return found;
}

void EphemeronTable::for_each(Heap& heap, void (*f)(Cell& key, uint64_t value, void* data), void* data) const {
  HeapCore& core = heap.core();
  if (core.hook_lost) return;
  // Under the lock: a collection between two steps could take away the entry that leads to the rest.
  boehm::with_lock([&] {
    for (uint32_t index = first_; index; index = core.ephemerons.entries[index].table_next) {
      const EphemeronStore::Entry& entry = core.ephemerons.entries[index];
      if (Cell* key = core.weak.target(entry.key_cell).load(std::memory_order_relaxed)) f(*key, entry.value, data);
    }
  });
}

// --- rows ------------------------------------------------------------------------------------------------------------

void EphemeronTable::call_locked(void (*f)(void* data), void* data) { boehm::with_lock(f, data); }

uint32_t EphemeronTable::weak_cell_of(Heap& heap, Cell& key) {
  const WeakHandle handle = heap.weak_table().handle_for(key);
  return handle.slot ? WeakState::cell_index(handle.slot) : 0;
}

bool EphemeronTable::reserve_entry(Heap& heap) {
  EphemeronStore& store = heap.core().ephemerons;
  // Only the owner takes entries, so what it sees here without the lock stays.
  if (store.free != 0 || store.top < store.entries.capacity()) return true;
  bool room = false;
  boehm::with_lock([&] { room = store.reserve(); });
  return room;
}

uint32_t EphemeronTable::add(Heap& heap, uint32_t key_cell, uint64_t value, uint32_t row) {
  return heap.core().ephemerons.add(heap.core().weak, *this, key_cell, value, row);
}

void EphemeronTable::remove(Heap& heap, uint32_t entry) { heap.core().ephemerons.remove(heap.core().weak, entry); }

void EphemeronTable::remove_all(Heap& heap) {
  while (first_) remove(heap, first_);
}

void EphemeronTable::set_entry_value(Heap& heap, uint32_t entry, uint64_t value) {
  heap.core().ephemerons.set_value(entry, value);
}

void EphemeronTable::set_entry_key(Heap& heap, uint32_t entry, uint32_t key_cell) {
  heap.core().ephemerons.set_key(heap.core().weak, entry, key_cell);
}

void EphemeronTable::set_entry_row(Heap& heap, uint32_t entry, uint32_t row) {
  heap.core().ephemerons.entries[entry].row = row;
}

uint32_t EphemeronTable::oldest_row(Heap& heap) const {
  // Entry 0 is never used; a free one's row is 0.
  const uint32_t entry = __atomic_load_n(&first_, __ATOMIC_RELAXED);
  return entry ? heap.core().ephemerons.entries[entry].row : 0;
}

uint32_t EphemeronTable::newest_row(Heap& heap) const {
  const uint32_t entry = __atomic_load_n(&last_, __ATOMIC_RELAXED) & ~kTag;
  return entry ? heap.core().ephemerons.entries[entry].row : 0;
}

}  // namespace mayfly::gc
