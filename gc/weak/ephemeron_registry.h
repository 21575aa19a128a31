// EphemeronRegistry: the ephemeron tables of one heap that have rows, and the entries that wait in a death pass: those of
// live tables whose keys have not been marked yet. Private to gc/.
//
// An entry that waits is found by its key, never by looking through the rows again. So chains of ephemerons take time
// linear in the entries, whatever their order. For all rows that may have values there is room to wait, made with the rows:
// the pass needs no memory.
//
// Changed under the collector's lock, or by the death pass.
#pragma once

#include <mayfly/gc/support/raw_array.h>
#include <mayfly/gc/weak/ephemeron_table.h>

namespace mayfly::gc {

struct EphemeronRegistry {
  RawArray<EphemeronTable*> tables;
  size_t count = 0;

  // Room for the table, if it is not among them, and for its rows to wait when they are in this array too. False: out of
  // memory; nothing is then changed.
  [[nodiscard]] bool reserve(EphemeronTable& table, const Backing& rows);
  // The table has these rows now, and not those of before. Puts it among the tables.
  void note_rows(EphemeronTable& table, const Backing* before, const Backing* rows);
  // A stale word may keep a table of an earlier heap with this id: that one is not among them.
  bool has(const EphemeronTable& table) const {
    const uint32_t place = table.place_ & ~EphemeronTable::kTag;
    return place != 0 && place <= count && tables[place - 1] == &table;
  }
  // With the world stopped: takes out the tables that are dead.
  template <typename IsDead>
  void drop(IsDead is_dead) {
    for (size_t i = count; i-- > 0;) {
      if (is_dead(*tables[i])) remove(*tables[i]);
    }
  }

  // --- in a pass ---
  // An entry of a live table waits for its key to be marked. `outlasts`: beyond the verdict.
  void wait(const Cell& key, uint64_t value, bool outlasts);
  size_t waiting() const { return waiting_; }
  // Calls f(value) for all that wait for this key.
  template <typename F>
  void wake(const Cell& key, F&& f) const {
    if (waiting_ == 0) return;
    for (uint32_t i = heads_[bucket(key)]; i; i = entries_[i - 1].next)
      if (entries_[i - 1].key == &key && entries_[i - 1].value != 0) f(entries_[i - 1].value);
  }
  // The verdict has fallen: what does not outlast it has gone.
  void end_verdict();
  // Nothing waits any more.
  void end_pass();

  // The heap is gone, or there is no telling who is alive.
  void reset();

 private:
  struct Entry {
    const Cell* key;
    uint64_t value;     // 0: it waits no more
    uint32_t next;      // 1 more than the place of another in the same bucket
    uint32_t outlasts;  // 1: beyond the verdict
  };

  uint32_t bucket(const Cell& key) const {
    const uint64_t spread = (reinterpret_cast<uint64_t>(&key) >> 4) * 0x9e37'79b9'7f4a'7c15;
    return static_cast<uint32_t>((spread >> 32) * heads_.capacity() >> 32);
  }
  static size_t rows_that_wait(const EphemeronTable& table, const Backing* rows) {
    return rows && table.layout().value ? table.row_capacity(*rows) : 0;
  }
  void remove(EphemeronTable& table);

  size_t room_ = 0;           // rows of all tables that may wait
  RawArray<Entry> entries_;   // [0, waiting_) wait
  RawArray<uint32_t> heads_;  // of buckets; all 0 but in a pass
  uint32_t waiting_ = 0;
};

}  // namespace mayfly::gc
