#include <mayfly/gc/weak/ephemeron_registry.h>

#include <algorithm>

namespace mayfly::gc {

bool EphemeronRegistry::reserve(EphemeronTable& table, const Backing& rows) {
  // The rows of before are counted still: until they are given up both arrays are there.
  const size_t wanted = room_ + rows_that_wait(table, &rows);
  if (wanted > EphemeronTable::kMaxRows) return false;
  if (!table.is_registered() && !tables.reserve(count + 1)) return false;
  if (!entries_.reserve(wanted)) return false;
  const size_t before = heads_.capacity();
  if (!heads_.reserve(wanted)) return false;
  std::fill(heads_.data() + before, heads_.data() + heads_.capacity(), 0);
  return true;
}

void EphemeronRegistry::note_rows(EphemeronTable& table, const Backing* before, const Backing* rows) {
  room_ += rows_that_wait(table, rows) - rows_that_wait(table, before);
  if (table.is_registered() || !rows) return;
  tables[count++] = &table;
  table.place_ = EphemeronTable::kTag | static_cast<uint32_t>(count);
}

void EphemeronRegistry::remove(EphemeronTable& table) {
  room_ -= rows_that_wait(table, table.rows_.get());
  const uint32_t place = table.place_ & ~EphemeronTable::kTag;
  tables[place - 1] = tables[--count];
  tables[place - 1]->place_ = EphemeronTable::kTag | place;
  table.place_ = EphemeronTable::kTag;
}

void EphemeronRegistry::wait(const Cell& key, uint64_t value, bool outlasts) {
  uint32_t& head = heads_[bucket(key)];
  entries_[waiting_] = {&key, value, head, outlasts};
  head = ++waiting_;
}

void EphemeronRegistry::end_verdict() {
  for (uint32_t i = 0; i < waiting_; i++)
    if (!entries_[i].outlasts) entries_[i].value = 0;
}

void EphemeronRegistry::end_pass() {
  for (uint32_t i = 0; i < waiting_; i++) heads_[bucket(*entries_[i].key)] = 0;
  waiting_ = 0;
}

void EphemeronRegistry::reset() {
  count = 0;
  room_ = 0;
}

}  // namespace mayfly::gc
