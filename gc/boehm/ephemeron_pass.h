// EphemeronPass: what the death pass does with the rows of ephemeron tables, step by step (death_pass.cpp). Private to gc/.
#pragma once

#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/boehm/marker.h>

namespace mayfly::gc {

class EphemeronPass {
 public:
  // The values of live keys in all live tables, with what they reach, are marked; others wait for their keys.
  static void keep_values(HeapCore& core, Marker& marker);
  // The same of one table that is marked, with push(value) to mark. Each table is looked through once in a pass.
  template <typename Push>
  static void keep_values_of(HeapCore& core, EphemeronTable& table, Push&& push);

  // The entries of dead keys go, but where they outlast finalizers. `revives`: something may be brought back in this pass;
  // otherwise nothing of dead tables is touched, as nobody will read it.
  static void end_verdict(HeapCore& core, bool revives);
  // Nothing is brought back any more but for its release: the entries of dead keys go everywhere, those of dead tables too.
  static void punch_late(HeapCore& core, bool revives);
  // Tables that are dead are forgotten.
  static void end(HeapCore& core);

 private:
  static bool is_marked(uint64_t key);
  template <typename F>
  static void for_each_row(EphemeronTable& table, F&& f) {
    if (!table.rows_) return;
    const uint32_t words = table.layout().words;
    uint64_t* row = table.rows_->words();
    for (uint32_t i = __atomic_load_n(&table.used_, __ATOMIC_ACQUIRE); i > 0; i--, row += words) f(row);
  }
  static void punch_dead(EphemeronTable& table);
  static void punch_all(EphemeronTable& table);
};

template <typename Push>
void EphemeronPass::keep_values_of(HeapCore& core, EphemeronTable& table, Push&& push) {
  const uint32_t pass = EphemeronTable::kTag | static_cast<uint32_t>(boehm::passes());
  const RowLayout layout = table.layout();
  // Where all are numbers, or a set's or a value map's nothing, none of the rows is touched.
  if ((table.traits_ & EphemeronTable::kKeepsCells) == 0 || layout.value == 0 || table.seen_ == pass) return;
  table.seen_ = pass;
  const bool outlasts = table.key_death() == EphemeronTable::KeyDeath::kAfterFinalizers;
  Marker::note_entries_looked_at(table.used_);
  for_each_row(table, [&](const uint64_t* row) {
    const uint64_t key = row[layout.key] & ~EphemeronTable::kHidden;
    if (key == 0 || !is_cell_word(row[layout.value])) return;
    if (is_marked(key))
      push(row[layout.value]);
    else
      core.ephemerons.wait(*reinterpret_cast<const Cell*>(key), row[layout.value], outlasts);
  });
}

}  // namespace mayfly::gc
