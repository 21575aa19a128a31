// EphemeronTable: the base of cells that hold entries key -> value in which the value is kept only as long as both the
// table and the key are alive (Hayes, "Ephemerons: a New Finalization Mechanism", OOPSLA 1997). A value that reaches its
// own key, or the table, keeps nothing alive.
//
// This is the mechanism under weak maps and sets. It has no notion of equality, and finds nothing: a derived class has
// rows, an array of equal rows in the order in which they were added, one for each entry, and says in which of a row's
// words the key's address is, and in which the value. The death pass reads the rows of all tables. Those of dead keys it
// zeroes: such a row is punched. So nobody has to look for the dead, and no key needs a weak cell.
//
// What happens at the key's death is chosen per table: kWithWeakReferences: the entry goes when weak references to the
// key are cleared; kAfterFinalizers: it stays until the key is really gone, so that the key's finalizer can read it.
//
// Invariant gc.ephemeron.row-lives: whenever the owner reads a row that is not zero, the entry's key and value have not
// been found dead. Why every moment of a row is consistent:
//   - a row is added behind all others, whole, and then published. Until then nothing but the owner's stack, or a
//     register, keeps its key and value; they stay there until it is published (publish()).
//   - rows are changed, and moved to another array, under the collector's lock (locked()), that is, at no time for a pass.
//   - the pass writes nothing but zeros, to whole rows, while the owner stands between two instructions. A word of a row
//     that the owner then loads is what it was, or 0.
//   - a word that was loaded and is a cell's address is on the owner's stack, or in a register: the cell stays. A word that
//     hides an address is none: the owner makes the address of it first, and then looks whether the row still has it.
//
// Making room may collect; nothing here runs user code. Used on the owner's thread.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/cell/member.h>
#include <mayfly/gc/heap.h>

namespace mayfly::gc {

// How many words a row has, and in which the key stands, and the value. No value, 0: nothing depends on the key.
struct RowLayout {
  uint32_t words;
  uint32_t key;
  uint32_t value = 0;
};

class MAYFLY_API EphemeronTable : public Cell {
 public:
  enum class KeyDeath : uint8_t { kWithWeakReferences, kAfterFinalizers };

  // Entries whose keys have not been found dead.
  size_t size() const { return added_ - gone_; }

 protected:
  // A key's address may have this bit, which hides it from the collector in an array that is scanned.
  static constexpr uint64_t kHidden = uint64_t{1} << 63;
  static constexpr uint32_t kMaxRows = (1u << 31) - 1;

  EphemeronTable(CellInit init, KeyDeath key_death, RowLayout layout, uintptr_t meta = 0);
  void trace(Visitor& visitor) const { visitor.visit(rows_); }

  // Calls f() while no collection can happen. f allocates nothing, and is short.
  template <typename F>
  static void locked(F&& f) {
    call_locked([](void* data) { (*static_cast<F*>(data))(); }, const_cast<void*>(static_cast<const void*>(&f)));
  }

  // Before set_rows(): what the pass needs to look after these rows too. False when out of memory.
  [[nodiscard]] bool prepare_rows(Heap& heap, const Backing& rows);
  // Under locked(): the rows are in this array from now on, the first `used` of it; null: there are none. The rows that
  // are present are those of before, or none.
  void set_rows(Heap& heap, Backing* rows, uint32_t used);
  // The row behind the first published ones was written; they are `used` now. With the key's and the value's words in it.
  void publish(uint32_t used, uint64_t key, uint64_t value) {
    added_++;
    __atomic_store_n(&used_, used, __ATOMIC_RELEASE);
    note_value(value);
    __asm__ volatile("" : : "r"(key), "r"(value) : "memory");
  }
  // A value was put in a published row, under locked().
  void note_value(uint64_t value) {
    if (is_cell_word(value) && (traits_ & kKeepsCells) == 0) traits_ |= kKeepsCells;
  }
  // Under locked(): zeroes the row of an entry, which goes.
  void erase_row(uint32_t row) { punch(rows_->words() + size_t{row} * layout().words); }

 private:
  friend class Heap;
  friend struct EphemeronRegistry;
  friend class EphemeronPass;
  static void call_locked(void (*f)(void* data), void* data);

  KeyDeath key_death() const { return static_cast<KeyDeath>(traits_ & 1); }
  RowLayout layout() const { return {traits_ >> 2 & 0xff, traits_ >> 10 & 0xff, traits_ >> 18 & 0xff}; }
  uint32_t row_capacity(const Backing& rows) const { return static_cast<uint32_t>(rows.capacity() / layout().words); }
  bool is_registered() const { return place_ != kTag; }
  void punch(uint64_t* row) {
    for (uint32_t i = 0; i < layout().words; i++) __atomic_store_n(row + i, 0, __ATOMIC_RELAXED);
    gone_++;
  }

  // These stand in scanned memory: the bit keeps two of them together from looking like an address.
  static constexpr uint32_t kTag = 1u << 31;
  static constexpr uint32_t kKeepsCells = 1u << 1;  // some value was a cell, since the rows were empty

  uint32_t added_ = 0;     // entries; the owner's
  uint32_t traits_;        // kTag, the layout, kKeepsCells, key_death; the owner's
  uint32_t gone_ = 0;      // entries that have gone: the pass's, or the owner's under the lock
  uint32_t seen_ = kTag;   // tagged: the pass in which its values were last looked through; the pass's
  uint32_t used_ = 0;      // rows that are published
  uint32_t place_ = kTag;  // tagged: 1 more than its place among the registry's tables; 0: it is not there
  Member<Backing> rows_;   // null: none
};

}  // namespace mayfly::gc
