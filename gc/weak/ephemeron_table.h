// EphemeronTable: a cell that holds entries key -> value in which the value is kept only as long as both the table and
// the key are alive (Hayes, "Ephemerons: a New Finalization Mechanism", OOPSLA 1997). A value that reaches its own key,
// or the table, keeps nothing alive.
//
// This is the mechanism under weak-key maps: it has no notion of equality; entries are found by key identity. The death
// pass does the work in time linear in the entries, chains included: a waiting entry is found from its key's weak cell
// or from its table, never by scanning again.
//
// What happens at the key's death is chosen per table: kWithWeakReferences: the entry goes when weak references to the
// key are cleared; kAfterFinalizers: it stays until the key is really gone, so that the key's finalizer can read it.
//
// Adding may collect; nothing here runs user code. Used on the owner's thread.
#pragma once

#include <mayfly/gc/cell/cell.h>
#include <mayfly/gc/heap.h>
#include <mayfly/gc/weak/weak_handle.h>

namespace mayfly::gc {

class MAYFLY_API EphemeronTable final : public Cell {
 public:
  static constexpr KindId kKind = kKindEphemeronTable;
  static const KindRow kRow;
  enum class KeyDeath : uint8_t { kWithWeakReferences, kAfterFinalizers };

  // Null when out of memory.
  static EphemeronTable* create(Heap& heap, KeyDeath key_death = KeyDeath::kWithWeakReferences);

  // Sets the value for this key. False when out of memory (see Heap::allocation_error); nothing is then changed.
  [[nodiscard]] bool set(Heap& heap, Cell& key, uint64_t value);
  // The value's word, or 0 when there is no entry.
  uint64_t get(Heap& heap, const Cell& key) const;
  bool erase(Heap& heap, const Cell& key);
  // Entries whose keys have not been found dead.
  size_t size() const { return size_; }
  // Calls f for each entry, oldest first, under the collector's lock: f only looks; it neither allocates nor asks a heap's
  // tables for anything.
  void for_each(Heap& heap, void (*f)(Cell& key, uint64_t value, void* data), void* data) const;

 private:
  friend class Heap;
  friend struct EphemeronStore;
  EphemeronTable(CellInit init, KeyDeath key_death);
  static void trace_cell(const Cell& cell, Visitor& visitor);

  uint32_t first_ = 0;  // its oldest entry in the heap's store
  uint32_t last_ = 0;   // its newest
  size_t size_ = 0;
  KeyDeath key_death_;
};

}  // namespace mayfly::gc
