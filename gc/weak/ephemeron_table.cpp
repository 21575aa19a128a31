#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/weak/ephemeron_store.h>
#include <mayfly/gc/weak/ephemeron_table.h>

namespace mayfly::gc {

// No edges: what the entries keep is decided by the death pass.
const KindRow EphemeronTable::kRow = {"EphemeronTable", &EphemeronTable::trace_cell};

EphemeronTable::EphemeronTable(CellInit init, KeyDeath key_death) : Cell(init), key_death_(key_death) {}

void EphemeronTable::trace_cell(const Cell&, Visitor&) {}

EphemeronTable* EphemeronTable::create(Heap& heap, KeyDeath key_death) {
  return heap.make<EphemeronTable>(key_death);
}

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

void EphemeronStore::remove(WeakState& weak, uint32_t index) {
  Entry& entry = entries[index];
  if (entry.key_prev)
    entries[entry.key_prev].key_next = entry.key_next;
  else
    weak.rest(entry.key_cell).ephemerons = entry.key_next;
  if (entry.key_next) entries[entry.key_next].key_prev = entry.key_prev;

  EphemeronTable& owner = table(entry);
  if (entry.table_prev)
    entries[entry.table_prev].table_next = entry.table_next;
  else
    owner.first_ = entry.table_next;
  if (entry.table_next)
    entries[entry.table_next].table_prev = entry.table_prev;
  else
    owner.last_ = entry.table_prev;
  owner.size_--;

  entry = {};
  entry.key_next = free;
  free = index;
  live--;
}

bool EphemeronTable::set(Heap& heap, Cell& key, uint64_t value) {
  HeapCore& core = heap.core();
  if (core.hook_lost) return false;
  WeakHandle handle = core.weak_table.handle_for(key);
  if (!handle.slot) return false;
  bool done = true;
  boehm::with_lock([&] {
    EphemeronStore& store = core.ephemerons;
    if (uint32_t present = find_entry(core, *this, key)) {
      store.entries[present].value = value;
      return;
    }
    uint32_t index = store.free;
    if (index) {
      store.free = store.entries[index].key_next;
    } else {
      if (store.top == UINT32_MAX || !store.entries.reserve(size_t{store.top} + 1)) {
        done = false;
        return;
      }
      index = store.top++;
    }
    WeakChunk::Rest& rest = core.weak.rest(WeakState::cell_index(handle.slot));
    store.entries[index] = {value, reinterpret_cast<uint64_t>(this), WeakState::cell_index(handle.slot),
                            rest.ephemerons, 0, 0, last_};
    if (rest.ephemerons) store.entries[rest.ephemerons].key_prev = index;
    rest.ephemerons = index;
    (last_ ? store.entries[last_].table_next : first_) = index;
    last_ = index;
    size_++;
    store.live++;
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

}  // namespace mayfly::gc
