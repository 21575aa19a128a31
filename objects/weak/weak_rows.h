// WeakRows: what all weak maps and sets have in common: the rows of an ephemeron table, in a hash table.
//
// A row is three words, and zeros when its entry is gone: taken by its owner, or punched by the death pass
// (gc.ephemeron.row-lives). Rows stand in the order of insertion; an overwritten one keeps its place. Look-ups and
// insertion take no lock and look for no dead: they read rows, and one that vanishes meanwhile reads as absent. Other
// changes happen under the collector's lock, with all memory at hand. Holes are closed when the array is full, and when
// three quarters of it are holes and something is added: so each death pays for its hole once.
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

// The first word of every row: a hash, with a bit that keeps it from looking like an address, and from being 0. Of a hash
// that has it already, the same.
constexpr uint64_t row_hash(uint64_t hash) { return hash | uint64_t{1} << 63; }

// A word that the death pass may zero at any time: loaded once.
inline uint64_t load_row_word(const uint64_t& word) { return __atomic_load_n(&word, __ATOMIC_RELAXED); }

// Row has: kLayout, for the pass; uint64_t hash, by row_hash; uint64_t key, the key's word. It is all zeros, or neither of
// these two is.
template <typename Row>
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
    return table_.next(position);
  }
  // The newest one's; kNotFound when there is none.
  uint32_t last(gc::Heap& heap) const { return size() == 0 || heap.hook_lost() ? kNotFound : table_.last(); }
  // Empty when it is gone.
  Value key_at(uint32_t position) const { return Value::from_word(load_row_word(table_.entry(position).key)); }

  // As good as the one that was given: for another map.
  uint64_t hash_at(uint32_t position) const { return load_row_word(table_.entry(position).hash); }

  // For any key. compare(Value candidate) -> Match is asked about keys with this hash. What was found may be gone when one
  // looks at it.
  template <typename Compare>
  Probed probe(uint64_t hash, Compare&& compare) const {
    const uint64_t kept = row_hash(hash);
    return table_.probe(kept, [&](const Row& row) {
      return row.hash == kept && row.key != 0 ? compare(Value::from_word(row.key)) : Match::kDifferent;
    });
  }

  // False when it was gone already.
  bool erase_at(gc::Heap& heap, uint32_t position) {
    bool erased = false;
    locked([&] {
      if (heap.hook_lost() || !table_.is_present(position)) return;
      erase_row(position);
      erased = true;
    });
    if (erased) table_.note_erased();
    return erased;
  }
  void clear(gc::Heap& heap) {
    locked([&] {
      set_rows(heap, nullptr, 0);
      table_.clear();
      clear_flag(kScanned);
    });
  }

 protected:
  using Base = gc::EphemeronTable;
  struct Traits {
    using Entry = Row;
    static constexpr uint32_t kLinearLimit = 0;
    static constexpr bool kVersioned = true;
    static constexpr bool kPunched = true;
    static bool is_present(const Row& row) { return load_row_word(row.hash) != 0; }
    static uint64_t hash(const Row& row) { return row.hash; }
  };
  using Table = HashTable<Traits, RowBlock>;

  WeakRows(gc::CellInit init, KeyDeath key_death, Class* cls)
      : EphemeronTable(init, key_death, Row::kLayout, reinterpret_cast<uintptr_t>(cls)) {}
  void trace(gc::Visitor& visitor) const {
    if (meta_) visitor.edge(*reinterpret_cast<gc::Cell*>(meta_));
    Base::trace(visitor);
    table_.trace(visitor);
  }

  const Table& table() const { return table_; }

  // Adds a row. `key` and `value`: the words of the objects in it, which must stay until the pass sees it. `vacant`: see
  // Probed. `scan`: one of its words is to be seen by the collector. False when out of memory: nothing is then changed.
  [[nodiscard]] bool insert(gc::Heap& heap, const Row& row, uint64_t key, uint64_t value, uint32_t vacant,
                            bool scan = false) {
    if (heap.hook_lost()) return false;
    if (!has_room(scan)) {
      if (!make_room(heap, scan)) return false;
      vacant = Probed::kUnknown;
    }
    table_.append(row, vacant);
    publish(end(), key, value);
    return true;
  }
  // Runs change(row) under the lock, unless the row is gone: then false.
  template <typename Change>
  bool change_at(gc::Heap& heap, uint32_t position, Change&& change) {
    bool done = false;
    locked([&] {
      Row& row = table_.entry(position);
      if (heap.hook_lost() || !table_.is_present(position)) return;
      change(row);
      done = true;
    });
    return done;
  }

 private:
  // Smaller arrays are not worth the work of closing holes early.
  static constexpr uint32_t kSmall = 64;

  // Where the first rows that are to be scanned come, all move to where they are.
  static constexpr uint32_t kScanned = kFlag3;

  // Room for so many next. Maps grow in few steps: each takes two arrays, and the lock, and memory that is touched for the
  // first time costs most of it.
  static size_t grown(size_t live) { return live == 0 ? 24 : live * (live < kSmall * 4 ? 8 : 2); }
  // Whether it has three quarters of holes.
  bool is_sparse() const { return end() > kSmall && size() < end() / 4; }
  // For one row more.
  bool has_room(bool scan) const { return !table_.is_full() && !is_sparse() && (!scan || has_flag(kScanned)); }
  [[nodiscard, gnu::noinline]] bool make_room(gc::Heap& heap, bool scan) {
    const auto stay = [](const Row&, uint32_t) {};
    // So many at most: those that die while memory is found make it fewer.
    const size_t live = size();
    const bool unfit = is_sparse() || (scan && !has_flag(kScanned));
    scan = scan || has_flag(kScanned);
    if (unfit || end() == 0 || live > end() / 2) {
      typename Table::Room room = Table::prepare({heap, scan}, grown(live));
      if (room && prepare_rows(heap, *room.entries.backing())) {
        locked([&] {
          table_.move_into(std::move(room), stay);
          set_rows(heap, table_.entries_block().backing(), end());
        });
        if (scan) set_flag(kScanned);
        return true;
      }
      if (heap.hook_lost() || size() == end() || scan != has_flag(kScanned)) return false;
    }
    locked([&] {
      table_.compact(stay);
      set_rows(heap, table_.entries_block().backing(), end());
    });
    return true;
  }

  Table table_;
};

}  // namespace mayfly
