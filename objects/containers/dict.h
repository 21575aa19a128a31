// Dict: keys and their values, in the order of insertion; an overwritten key keeps its place.
//
// What equality means is decided by whoever probes. For plain keys (plain_key.h) find, set and erase do all, without user
// code, unless a key of another kind has the same hash: then the outcome is kUndecided and user code has to be asked.
// runtime/ does that with probe(), whose functor may run anything:
//
//   for (;;) {
//     Probed found = dict.probe(hash, [&](Value key) { ... user code compares: kEqual, kDifferent or kFailed ... });
//     if (found.outcome != Probed::Outcome::kChanged) break;   // user code changed the dict: probe again
//   }
//   if (found.absent()) dict.insert_new(heap, hash, key, value);
//
// While user code runs, the dict and the keys at hand must stand in VM frames or roots: that is the functor's business.
//
// Entries have positions, below end(), with holes where entries were erased; a position stays the same until entries are
// moved (insertion, compact). version() changes with every change but the overwriting of a value: objects.table.version.
//
// Insertion may collect; nothing here runs user code but the functor. Used on its runtime's thread.
#pragma once

#include <mayfly/objects/containers/hash_table.h>
#include <mayfly/objects/forward.h>
#include <mayfly/objects/value/object.h>

namespace mayfly {

class MAYFLY_API Dict final : public Object {
  MAYFLY_CELL(Dict, Object, kKindDict)

  static constexpr uint32_t kNotFound = UINT32_MAX;

  // Null when out of memory. `cls`: a subclass of the built-in class, or null.
  static Dict* create(gc::Heap& heap, Class* cls = nullptr);

  // Null: the built-in class.
  Class* own_class() const { return reinterpret_cast<Class*>(meta_); }
  void set_own_class(Class* cls) { meta_ = reinterpret_cast<uintptr_t>(cls); }

  size_t size() const { return table_.size(); }
  bool empty() const { return table_.size() == 0; }
  uint64_t version() const { return table_.version(); }

  // Positions, in order:  for (uint32_t i = d.next(0); i < d.end(); i = d.next(i + 1)) ... d.key_at(i) ...
  uint32_t end() const { return table_.end(); }
  uint32_t next(uint32_t position) const { return table_.next(position); }
  // The last entry's; only where it is not empty.
  uint32_t last() const { return table_.last(); }
  bool is_present(uint32_t position) const { return position < end() && table_.is_present(position); }
  // Only where is_present(position).
  Value key_at(uint32_t position) const { return table_.entry(position).key; }
  Value value_at(uint32_t position) const { return table_.entry(position).value; }
  // Without its top bit, which the table sets for its own use.
  uint64_t hash_at(uint32_t position) const { return table_.entry(position).hash & ~kHashTag; }
  void set_value_at(uint32_t position, Value value) { table_.entry(position).value = value; }
  // Positions stay what they are, and new entries come behind all of them: whoever goes through a dict that erases keys
  // and gets others meets each entry once.
  void erase_at(uint32_t position) { table_.leave_hole_at(position); }
  // Takes the last entry, and the holes before it: to take one after the other is quick.
  void erase_last() { table_.erase_at(table_.last()); }

  // For plain keys alone.
  Probed find(Value key) const;
  Probed find(Value key, uint64_t hash) const;  // the same with its hash
  // The value; empty when the key is not there (or it takes user code to tell).
  Value get(Value key) const;
  enum class Set : uint8_t { kDone, kUndecided, kOutOfMemory };  // nothing is changed but by kDone
  [[nodiscard]] Set set(gc::Heap& heap, Value key, Value value);
  // kFound: it was there, and is erased.
  Probed erase(Value key);

  // For any key. compare(Value candidate) -> Match is asked about keys with this hash, but for its top bit.
  template <typename Compare>
  Probed probe(uint64_t hash, Compare&& compare) const {
    const uint64_t tagged = hash | kHashTag;
    return table_.probe(
        tagged, [&](const Entry& entry) { return entry.hash == tagged ? compare(entry.key) : Match::kDifferent; });
  }
  // Adds an entry for a key that probe() has found absent, with the table as it still is. False when out of memory:
  // nothing is then changed.
  [[nodiscard]] bool insert_new(gc::Heap& heap, uint64_t hash, Value key, Value value) {
    return table_.insert(heap, {hash | kHashTag, key, value});
  }
  [[nodiscard]] bool reserve(gc::Heap& heap, size_t count) { return table_.reserve(heap, count); }
  // Closes the holes; allocates nothing.
  void compact() { table_.compact(); }
  void clear() { table_.clear(); }

 private:
  explicit Dict(gc::CellInit init, Class* cls) : Object(init, reinterpret_cast<uintptr_t>(cls)) {}
  void trace(gc::Visitor& visitor) const;

  // Hashes stand in scanned memory: the bit keeps them from looking like addresses.
  static constexpr uint64_t kHashTag = uint64_t{1} << 63;

  struct Entry {
    uint64_t hash;  // tagged; 0: a hole
    Value key;
    Value value;
  };
  struct Traits {
    using Entry = Dict::Entry;
    static constexpr uint32_t kLinearLimit = 0;
    static constexpr bool kVersioned = true;
    static bool is_present(const Entry& entry) { return entry.hash != 0; }
    static uint64_t hash(const Entry& entry) { return entry.hash; }
  };

  HashTable<Traits, GcBlock> table_;
};

static_assert(sizeof(Dict) == 48);

}  // namespace mayfly
