// WeakRows: what all weak maps and sets have in common: rows, one for each entry of an ephemeron table, in a hash table.
//
// A row is three words, and zeros when its entry is gone: taken by its owner, or punched by the death pass
// (gc.ephemeron.row-lives). Rows stand in the order of insertion; an overwritten one keeps its place. Look-ups take no
// lock and look for no dead: they read rows, and one that vanishes meanwhile reads as absent. Changes happen under the
// collector's lock, with all memory at hand. Holes are closed when the array is full, and when three quarters of it are
// holes and something is added: so each death pays for its hole once.
//
// version() changes when rows are added, taken by the owner or moved, not when the pass takes them: so an iteration finds
// out about changes, and is not disturbed by deaths; and so does a probe whose functor runs user code
// (objects.table.version).
//
// In a heap whose collector hook was taken away there is no telling what is alive: such a map is empty from then on.
//
// Adding may collect; nothing here runs user code but the functor of probe(). Used on its runtime's thread.
#pragma once

#include <mayfly/gc/weak/ephemeron_table.h>
#include <mayfly/objects/containers/hash_table.h>
#include <mayfly/objects/value/object.h>

namespace mayfly {

// The first word of every row: the entry's number, and 31 bits of hash behind a bit that keeps it from looking like an
// address.
struct RowLink {
  uint64_t word = 0;

  static constexpr uint64_t kTag = uint64_t{1} << 63;
  // What is kept of a hash; of what is kept already, the same.
  static constexpr uint64_t tagged(uint64_t hash) { return kTag | ((hash ^ hash >> 32) & 0x7fff'ffff) << 32; }
  static constexpr RowLink make(uint64_t tagged_hash, uint32_t entry) { return {tagged_hash | entry}; }

  bool is_present() const { return word != 0; }
  uint64_t tagged_hash() const { return word & ~uint64_t{0xffff'ffff}; }
  uint32_t entry() const { return static_cast<uint32_t>(word); }
};

// A word that the death pass may zero at any time: loaded once.
inline uint64_t load_row_word(const uint64_t& word) { return __atomic_load_n(&word, __ATOMIC_RELAXED); }

// Row has: RowLink link; uint64_t key, the key's word. Block: where the rows are (hash_block.h).
template <typename Row, typename Block>
class WeakRows : public gc::EphemeronTable {
 public:
  static constexpr uint32_t kNotFound = UINT32_MAX;

  // Null: the built-in class.
  Class* own_class() const { return reinterpret_cast<Class*>(meta_); }
  void set_own_class(Class* cls) { meta_ = reinterpret_cast<uintptr_t>(cls); }
  uint64_t version() const { return table_.version(); }

  // Positions, in order:  for (uint32_t i = m.next(heap, 0); i < m.end(); i = m.next(heap, i + 1)) ...
  // What is present there may be gone at the next instruction: reading it tells.
  uint32_t end() const { return table_.end(); }
  uint32_t next(gc::Heap& heap, uint32_t position) const {
    if (heap.hook_lost() || size() == 0) return end();
    if (position == 0) position = oldest_row(heap);
    return table_.next(position);
  }
  // The newest one's; kNotFound when there is none.
  uint32_t last(gc::Heap& heap) const {
    while (size() > 0 && !heap.hook_lost())
      if (const uint32_t position = newest_row(heap); table_.is_present(position)) return position;
    return kNotFound;
  }
  // Empty when it is gone.
  Value key_at(uint32_t position) const { return Value::from_word(load_row_word(table_.entry(position).key)); }

  // As good as the one that was given: for another map.
  uint64_t hash_at(uint32_t position) const {
    return RowLink{load_row_word(table_.entry(position).link.word)}.tagged_hash();
  }

  // For any key. compare(Value candidate) -> Match is asked about keys with (nearly) this hash. What was found may be gone
  // when one looks at it.
  template <typename Compare>
  Probed probe(uint64_t hash, Compare&& compare) const {
    const uint64_t tagged = RowLink::tagged(hash);
    return table_.probe(tagged, [&](const Row& row) {
      return row.link.tagged_hash() == tagged && row.key != 0 ? compare(Value::from_word(row.key)) : Match::kDifferent;
    });
  }

  // False when it was gone already.
  bool erase_at(gc::Heap& heap, uint32_t position) {
    bool erased = false;
    locked([&] {
      const Row& row = table_.entry(position);
      if (heap.hook_lost() || !row.link.is_present()) return;
      remove(heap, row.link.entry());
      erased = true;
    });
    if (erased) table_.note_erased();
    return erased;
  }
  void clear(gc::Heap& heap) {
    locked([&] {
      if (!heap.hook_lost()) remove_all(heap);
      set_rows(nullptr);
      table_.clear();
    });
  }

 protected:
  using Base = gc::EphemeronTable;
  struct Traits {
    using Entry = Row;
    static constexpr uint32_t kLinearLimit = 0;
    static constexpr bool kVersioned = true;
    static constexpr bool kPunched = true;
    static bool is_present(const Row& row) { return row.link.is_present(); }
    static uint64_t hash(const Row& row) { return row.link.tagged_hash(); }
  };
  using Table = HashTable<Traits, Block>;

  WeakRows(gc::CellInit init, KeyDeath key_death, Class* cls)
      : EphemeronTable(init, key_death, sizeof(Row) / 8, reinterpret_cast<uintptr_t>(cls)) {}
  void trace(gc::Visitor& visitor) const {
    if (meta_) visitor.edge(*reinterpret_cast<gc::Cell*>(meta_));
    Base::trace(visitor);
    table_.trace(visitor);
  }

  const Table& table() const { return table_; }

  // Adds an entry that waits for the death of `watched`. False when out of memory: nothing is then changed.
  [[nodiscard]] bool insert(gc::Heap& heap, gc::Cell& watched, uint64_t dependent, uint64_t hash, Row row) {
    const uint32_t cell = heap.hook_lost() ? 0 : weak_cell_of(heap, watched);
    if (cell == 0 || !reserve_entry(heap) || !make_room(heap)) return false;
    bool done = false;
    locked([&] {
      if (heap.hook_lost()) return;
      row.link = RowLink::make(RowLink::tagged(hash), add(heap, cell, dependent, table_.end()));
      table_.append(row);
      done = true;
    });
    return done;
  }
  // Runs change(row) under the lock, unless the row is gone: then false.
  template <typename Change>
  bool change_at(gc::Heap& heap, uint32_t position, Change&& change) {
    bool done = false;
    locked([&] {
      Row& row = table_.entry(position);
      if (heap.hook_lost() || !row.link.is_present()) return;
      change(row);
      done = true;
    });
    return done;
  }

 private:
  // An entry without a row would not do.
  using Base::create;
  using Base::erase;
  using Base::for_each;
  using Base::get;
  using Base::set;

  // Smaller arrays are not worth the work of closing holes early.
  static constexpr uint32_t kSmall = 64;

  // For one row more.
  [[nodiscard]] bool make_room(gc::Heap& heap) {
    const bool sparse = end() > kSmall && size() < end() / 4;
    if (!table_.is_full() && !sparse) return true;
    // So many at most: those that die while memory is found make it fewer.
    const size_t live = size();
    const auto moved = [&heap](const Row& row, uint32_t position) { set_entry_row(heap, row.link.entry(), position); };
    if (sparse || end() == 0 || live > end() / 2) {
      if (typename Table::Room room = Table::prepare(heap, live * 2)) {
        locked([&] {
          table_.move_into(std::move(room), moved);
          set_rows(table_.entries_block().backing());
        });
        return true;
      }
      if (size() == end()) return false;
    }
    locked([&] { table_.compact(moved); });
    return true;
  }

  Table table_;
};

}  // namespace mayfly
