// WeakKeyed: the base of what finds its entries by a weak key: WeakKeyMap, WeakIdentityMap and WeakSet.
//
// An entry is an ephemeron: its value is kept only while the key and the map live, so a value that reaches its key, or the
// map, keeps nothing alive (contract 6.11). Rows stand in memory that the collector does not scan: {hash, key, value}. A
// row that is not zero has a live key and value (gc.ephemeron.row-lives): what is loaded from it can be used.
//
// Which keys are equal is decided by whoever probes. find_identity() goes by identity alone; find() is for keys whose class
// leaves == and hash as they are; for others runtime/ uses probe().
#pragma once

#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/weak/weak_rows.h>

namespace mayfly {

struct KeyRow {
  uint64_t hash;
  uint64_t key;    // the key's address
  uint64_t value;  // the value's word; 0 in a set

  static constexpr gc::RowLayout kLayout = {.words = 3, .key = 1, .value = 2};
};

class MAYFLY_API WeakKeyed : public WeakRows<KeyRow> {
 public:
  static bool is(const gc::Cell& cell) {
    return cell.kind() == kKindWeakKeyMap || cell.kind() == kKindWeakIdentityMap || cell.kind() == kKindWeakSet;
  }

  // Empty when it is gone, and in a set.
  Value value_at(uint32_t position) const { return Value::from_word(load_row_word(table().entry(position).value)); }
  // False when it is gone. The value is empty in a set.
  bool read(uint32_t position, Value& key, Value& value) const {
    // Once loaded, the key is on the stack, and so the entry stays.
    key = key_at(position);
    value = value_at(position);
    return !key.is_empty();
  }

  // By identity. Looks at nothing but rows.
  Probed find_identity(const gc::Cell& key) const {
    const uint64_t word = word_of(key);
    uint32_t vacant = Probed::kUnknown;
    const uint32_t position = table().find(
        row_hash(hash_identity(key)), [word](const KeyRow& row) { return load_row_word(row.key) == word; }, vacant);
    return {position == kNotFound ? Probed::Outcome::kAbsent : Probed::Outcome::kFound, position, vacant};
  }
  // For a key that is equal to itself alone, as far as its own class says. kUndecided where another key has this hash:
  // that one's class may see it differently.
  Probed find(const gc::Cell& key, uint64_t hash) const {
    using Outcome = Probed::Outcome;
    const uint64_t word = word_of(key);
    const uint64_t kept = row_hash(hash);
    Outcome outcome = Outcome::kAbsent;
    uint32_t vacant = Probed::kUnknown;
    const auto matches = [&](const KeyRow& row) {
      const bool found = load_row_word(row.key) == word;
      if (!found && load_row_word(row.hash) != kept) return false;
      outcome = found ? Outcome::kFound : Outcome::kUndecided;
      return true;
    };
    const uint32_t position = table().find(kept, matches, vacant);
    return {outcome, position, vacant};
  }

  // Adds an entry for a key that was found absent, with the map as it still is. False when out of memory: nothing is then
  // changed. The key is of a kind that can be weakly referenced; `value` is empty in a set. `vacant`: what the search said.
  [[nodiscard]] bool insert_new(gc::Heap& heap, uint64_t hash, gc::Cell& key, Value value,
                                uint32_t vacant = Probed::kUnknown) {
    return insert(heap, {row_hash(hash), word_of(key), value.word()}, word_of(key), value.word(), vacant);
  }
  // False when it is gone.
  bool set_value_at(gc::Heap& heap, uint32_t position, Value value) {
    return change_at(heap, position, [&](KeyRow& row) {
      row.value = value.word();
      note_value(value.word());
    });
  }
  // Adds all entries of `other` to this map, which is empty. False when out of memory: some may have been added then.
  [[nodiscard]] bool add_all(gc::Heap& heap, const WeakKeyed& other);

 protected:
  using WeakRows::WeakRows;

 private:
  static uint64_t word_of(const gc::Cell& key) { return reinterpret_cast<uint64_t>(&key); }
};

}  // namespace mayfly
