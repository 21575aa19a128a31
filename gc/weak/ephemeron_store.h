// EphemeronStore: all ephemeron entries of one heap, outside the GC heap. Private to gc/.
//
// An entry hangs on two lists: its key's (from the key's weak cell) and its table's. Everything is changed under the
// collector's lock, or by the death pass.
#pragma once

#include <mayfly/gc/support/raw_array.h>
#include <mayfly/gc/weak/ephemeron_table.h>

namespace mayfly::gc {

struct EphemeronStore {
  struct Entry {
    uint64_t value;                   // a value's word; 0: nothing depends on the key
    uint64_t table;                   // the table's address; 0: the entry is free
    uint32_t key_cell;                // the key's weak cell
    uint32_t key_next, key_prev;      // entries of the same key; prev 0: the first
    uint32_t table_next, table_prev;  // entries of the same table, oldest first
    uint32_t row;                     // in the table's rows, if it has any
  };
  static_assert(sizeof(Entry) == 40);

  RawArray<Entry> entries;  // from index 1 on
  uint32_t top = 1;
  uint32_t free = 0;  // chained by key_next
  size_t live = 0;
  size_t with_cells = 0;  // of these, those whose value is a cell: the others keep nothing

  EphemeronTable& table(const Entry& entry) const { return *reinterpret_cast<EphemeronTable*>(entry.table); }
  static uint32_t first_of(const EphemeronTable& table) { return table.first_; }
  static bool is_cell(uint64_t value) { return value != 0 && value >> 48 == 0; }
  void set_value(uint32_t index, uint64_t value) {
    with_cells = with_cells + is_cell(value) - is_cell(entries[index].value);
    entries[index].value = value;
  }
  static bool goes_with_weak_references(const EphemeronTable& table) {
    return table.key_death() == EphemeronTable::KeyDeath::kWithWeakReferences;
  }
  // Makes room for one entry more, which add() then finds. False: out of memory.
  [[nodiscard]] bool reserve();
  uint32_t add(WeakState& weak, EphemeronTable& table, uint32_t key_cell, uint64_t value, uint32_t row);
  void remove(WeakState& weak, uint32_t index);
  void set_key(WeakState& weak, uint32_t index, uint32_t key_cell);
  void reset() {
    top = 1;
    free = 0;
    live = 0;
    with_cells = 0;
  }

 private:
  void link_key(WeakState& weak, uint32_t index);
  void unlink_key(WeakState& weak, uint32_t index);
};

}  // namespace mayfly::gc
