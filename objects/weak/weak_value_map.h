// WeakValueMap: a cache, a registry: keys strong, and equal by value as a dict's; values weak.
//
// An entry goes when its value dies, and its key is released with it (contract 6.6), even where a finalizer then revives
// the value (8.2). A key that reaches its value keeps both. An overwritten entry waits for the death of its new value
// alone (6.7).
//
// Rows are {hash, key, value}, the value's address hidden behind a bit: they stand in scanned memory once a key is an
// object, which they keep. Reading a value makes the address first, and then looks whether the row still has it (gc/weak/ephemeron_table.h).
//
// What equality means is decided by whoever probes. find() is for plain keys (plain_key.h); for others runtime/ uses
// probe(). runtime/weak/weak_mapping.h has the operations of programs.
#pragma once

#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/weak/weak_rows.h>

namespace mayfly {

struct ValueRow {
  uint64_t hash;
  uint64_t key;     // the key's word
  uint64_t hidden;  // the value's address and kHidden

  // For the pass the value is the key: what the entry waits for.
  static constexpr gc::RowLayout kLayout = {.words = 3, .key = 2};
};

class MAYFLY_API WeakValueMap final : public WeakRows<ValueRow> {
 public:
  static constexpr gc::KindId kKind = kKindWeakValueMap;
  static const gc::KindRow kRow;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKind; }

  // Null when out of memory. `cls`: a subclass of the built-in class, or null.
  static WeakValueMap* create(gc::Heap& heap, Class* cls = nullptr);

  // Empty when it is gone.
  Value value_at(uint32_t position) const {
    const uint64_t& hidden = table().entry(position).hidden;
    uint64_t seen = load_row_word(hidden);
    uint64_t address = seen & ~kHidden;
    // From here on the address is in a register, where a collection finds it; and if the row still has it, none came
    // before.
    __asm__ volatile("" : "+r"(address) : : "memory");
    return load_row_word(hidden) == seen ? Value::from_word(address) : Value::empty();
  }
  // False when it is gone.
  bool read(uint32_t position, Value& key, Value& value) const {
    value = value_at(position);
    if (value.is_empty()) return false;
    // The value is on the stack, and so the entry stays.
    key = key_at(position);
    return true;
  }

  // For plain keys alone, with the hash that plain_key.h gives.
  Probed find(Value key, uint64_t hash) const {
    MAYFLY_ASSERT(is_plain_key(key));
    using Outcome = Probed::Outcome;
    const uint64_t kept = row_hash(hash);
    Outcome outcome = Outcome::kAbsent;
    uint32_t vacant = Probed::kUnknown;
    const auto matches = [&](const ValueRow& row) {
      const uint64_t candidate = load_row_word(row.key);
      Match match = Match::kEqual;
      if (candidate != key.word()) {
        // Gone, or another hash of which a part is the same: most strangers.
        if (candidate == 0 || load_row_word(row.hash) != kept) return false;
        match = compare_plain_keys(key, Value::from_word(candidate));
        if (match == Match::kDifferent) return false;
      }
      outcome = match == Match::kEqual ? Outcome::kFound : Outcome::kUndecided;
      return true;
    };
    const uint32_t position = table().find(kept, matches, vacant);
    return {outcome, position, vacant};
  }

  // Adds an entry for a key that was found absent, with the map as it still is. False when out of memory: nothing is then
  // changed. The value is of a kind that can be weakly referenced. `vacant`: what the search said.
  [[nodiscard]] bool insert_new(gc::Heap& heap, uint64_t hash, Value key, gc::Cell& value,
                                uint32_t vacant = Probed::kUnknown) {
    return insert(heap, {row_hash(hash), key.word(), hide(value)}, reinterpret_cast<uint64_t>(&value), key.word(),
                  vacant, key.is_object());
  }
  // False when it is gone.
  bool set_value_at(gc::Heap& heap, uint32_t position, gc::Cell& value) {
    return change_at(heap, position, [&](ValueRow& row) { row.hidden = hide(value); });
  }
  // Adds all entries of `other` to this map, which is empty. False when out of memory: some may have been added then.
  [[nodiscard]] bool add_all(gc::Heap& heap, const WeakValueMap& other);

 private:
  friend class gc::Heap;
  static uint64_t hide(const gc::Cell& cell) { return reinterpret_cast<uint64_t>(&cell) | kHidden; }
  WeakValueMap(gc::CellInit init, Class* cls) : WeakRows(init, KeyDeath::kWithWeakReferences, cls) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    static_cast<const WeakValueMap&>(cell).trace(visitor);
  }
};

}  // namespace mayfly
