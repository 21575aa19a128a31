// EphemeronTable: a cell that holds entries key -> value in which the value is kept only as long as both the table and
// the key are alive (Hayes, "Ephemerons: a New Finalization Mechanism", OOPSLA 1997). A value that reaches its own key,
// or the table, keeps nothing alive.
//
// This is the mechanism under weak maps: it has no notion of equality; entries are found by key identity. The death
// pass does the work in time linear in the entries, chains included: a waiting entry is found from its key's weak cell
// or from its table, never by scanning again.
//
// What happens at the key's death is chosen per table: kWithWeakReferences: the entry goes when weak references to the
// key are cleared; kAfterFinalizers: it stays until the key is really gone, so that the key's finalizer can read it.
//
// A class derived from it may have rows: an array of its own, with a row for each entry, in which it keeps what it finds
// entries by. The pass zeroes the row of an entry that goes: the row is punched. So nobody has to look for the dead, and
// invariant gc.ephemeron.row-lives holds: whenever the owner reads a row that is not zero, the entry's key and value have
// not been found dead. Why every moment of a row is consistent:
//   - rows are written, and moved to another array, under the collector's lock, together with the entries that name them
//     (locked()); room for both is made before. So the pass sees an entry with its row or neither.
//   - the pass writes nothing but zeros, to whole rows, while the owner stands between two instructions. A word of a row
//     that the owner then loads is what it was, or 0.
//   - a word that was loaded and is a cell's address is on the owner's stack, or in a register: the cell stays. A word that
//     hides an address is none: the owner makes the address of it first, and then looks whether the row still has it.
//
// Adding may collect; nothing here runs user code. Used on the owner's thread.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/cell/member.h>
#include <mayfly/gc/heap.h>
#include <mayfly/gc/weak/weak_handle.h>

namespace mayfly::gc {

class MAYFLY_API EphemeronTable : public Cell {
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

 protected:
  EphemeronTable(CellInit init, KeyDeath key_death, uint32_t row_words = 0, uintptr_t meta = 0);
  void trace(Visitor& visitor) const { visitor.visit(rows_); }

  // --- rows: what a derived class does with its entries ----------------------------------------------------------------
  // An entry is named by a number from 1 to kMaxEntries.
  static constexpr uint32_t kMaxEntries = (1u << 31) - 1;
  // Calls f() while no collection can happen. f allocates nothing, and is short.
  template <typename F>
  static void locked(F&& f) {
    call_locked([](void* data) { (*static_cast<F*>(data))(); }, const_cast<void*>(static_cast<const void*>(&f)));
  }
  // The weak cell of a key, made when it has none. 0: out of memory.
  static uint32_t weak_cell_of(Heap& heap, Cell& key);
  // Makes room for one entry more: add() after it can't fail.
  [[nodiscard]] static bool reserve_entry(Heap& heap);

  // All of these under locked().
  uint32_t add(Heap& heap, uint32_t key_cell, uint64_t value, uint32_t row);
  // The entry goes, its row is zeroed.
  void remove(Heap& heap, uint32_t entry);
  void remove_all(Heap& heap);
  static void set_entry_value(Heap& heap, uint32_t entry, uint64_t value);
  // It is another object now whose death the entry waits for. The entry keeps its place among those of the table.
  static void set_entry_key(Heap& heap, uint32_t entry, uint32_t key_cell);
  static void set_entry_row(Heap& heap, uint32_t entry, uint32_t row);
  // The array that the rows' numbers are places in.
  void set_rows(Backing* rows) { rows_ = rows; }

  // At any time. The rows of the oldest and the newest entry; 0 when a collection takes it away while one looks.
  uint32_t oldest_row(Heap& heap) const;
  uint32_t newest_row(Heap& heap) const;

 private:
  friend class Heap;
  friend struct EphemeronStore;
  static void trace_cell(const Cell& cell, Visitor& visitor);
  static void call_locked(void (*f)(void* data), void* data);
  uint32_t last() const { return last_ & ~kTag; }
  void set_last(uint32_t entry) { last_ = entry | kTag; }
  uint32_t row_words() const { return (traits_ & ~kTag) >> 1; }
  KeyDeath key_death() const { return static_cast<KeyDeath>(traits_ & 1); }

  // These stand in scanned memory: the bit keeps two of them together from looking like an address.
  static constexpr uint32_t kTag = 1u << 31;

  uint32_t first_ = 0;    // its oldest entry in the heap's store
  uint32_t last_ = kTag;  // its newest, tagged
  uint32_t size_ = 0;
  uint32_t traits_;       // kTag, a row's words, key_death
  Member<Backing> rows_;  // null: none
};

}  // namespace mayfly::gc
