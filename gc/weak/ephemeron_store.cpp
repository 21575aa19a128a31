#include <mayfly/gc/weak/ephemeron_store.h>
#include <mayfly/gc/weak/weak_state.h>

namespace mayfly::gc {

void EphemeronStore::link_key(WeakState& weak, uint32_t index) {
  Entry& entry = entries[index];
  WeakChunk::Rest& rest = weak.rest(entry.key_cell);
  entry.key_next = rest.ephemerons;
  entry.key_prev = 0;
  if (rest.ephemerons) entries[rest.ephemerons].key_prev = index;
  rest.ephemerons = index;
}

void EphemeronStore::unlink_key(WeakState& weak, uint32_t index) {
  const Entry& entry = entries[index];
  if (entry.key_prev)
    entries[entry.key_prev].key_next = entry.key_next;
  else
    weak.rest(entry.key_cell).ephemerons = entry.key_next;
  if (entry.key_next) entries[entry.key_next].key_prev = entry.key_prev;
}

bool EphemeronStore::reserve() {
  return free != 0 || (top <= EphemeronTable::kMaxEntries && entries.reserve(size_t{top} + 1));
}

uint32_t EphemeronStore::add(WeakState& weak, EphemeronTable& table, uint32_t key_cell, uint64_t value, uint32_t row) {
  uint32_t index = free;
  if (index)
    free = entries[index].key_next;
  else
    index = top++;
  const uint32_t last = table.last();
  entries[index] = {value, reinterpret_cast<uint64_t>(&table), key_cell, 0, 0, 0, last, row};
  link_key(weak, index);
  (last ? entries[last].table_next : table.first_) = index;
  table.set_last(index);
  table.size_++;
  live++;
  with_cells += is_cell(value);
  return index;
}

void EphemeronStore::remove(WeakState& weak, uint32_t index) {
  unlink_key(weak, index);
  Entry& entry = entries[index];
  EphemeronTable& owner = table(entry);
  if (entry.table_prev)
    entries[entry.table_prev].table_next = entry.table_next;
  else
    owner.first_ = entry.table_next;
  if (entry.table_next)
    entries[entry.table_next].table_prev = entry.table_prev;
  else
    owner.set_last(entry.table_prev);
  owner.size_--;
  if (const uint32_t words = owner.row_words()) {
    // The array is there even where the table is dead: it dies with it, in this very collection.
    uint64_t* row = owner.rows_->words() + size_t{entry.row} * words;
    for (uint32_t i = 0; i < words; i++) __atomic_store_n(row + i, 0, __ATOMIC_RELAXED);
  }

  with_cells -= is_cell(entry.value);
  entry = {};
  entry.key_next = free;
  free = index;
  live--;
}

void EphemeronStore::set_key(WeakState& weak, uint32_t index, uint32_t key_cell) {
  unlink_key(weak, index);
  entries[index].key_cell = key_cell;
  link_key(weak, index);
}

}  // namespace mayfly::gc
