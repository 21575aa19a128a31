// WeakKeyed: the base of what finds its entries by a weak key: WeakKeyMap, WeakIdentityMap and WeakSet.
//
// An entry is an ephemeron: its value is kept only while the key and the map live, so a value that reaches its key, or the
// map, keeps nothing alive (contract 6.11). Rows stand in memory that the collector does not scan: {link, key, value}.
// What keeps the value is the entry; the row has a copy, so that a look-up reads one row and nothing else. A row that is
// not zero has a live key and value (gc.ephemeron.row-lives): what is loaded from it can be used.
//
// Which keys are equal is decided by whoever probes. find_identity() goes by identity alone; find() is for keys whose class
// leaves == and hash as they are; for others runtime/ uses probe().
#pragma once

#include <mayfly/objects/weak/weak_rows.h>

namespace mayfly {

struct KeyRow {
  RowLink link;
  uint64_t key;    // the key's address
  uint64_t value;  // a copy of the entry's value; 0 in a set
};

class MAYFLY_API WeakKeyed : public WeakRows<KeyRow, LeafBlock> {
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

  // By identity. Makes no weak cell, and looks at nothing but the key's header and rows.
  Probed find_identity(const gc::Cell& key) const;
  // For a key that is equal to itself alone, as far as its own class says. kUndecided where another key has this hash:
  // that one's class may see it differently.
  Probed find(const gc::Cell& key, uint64_t hash) const {
    // Without a weak cell it is no key of any map; and where all keys were equal to themselves alone, none is equal to it.
    if (key.weak_index() == 0 && !has_flag(kByValue)) return {Probed::Outcome::kAbsent, kNotFound};
    return search(key, hash);
  }
  // A key is about to be added whose class has an == or a hash of its own.
  void note_key_by_value() { set_flag(kByValue); }

  // Adds an entry for a key that was found absent, with the map as it still is. False when out of memory: nothing is then
  // changed. The key is of a kind that can be weakly referenced; `value` is empty in a set.
  [[nodiscard]] bool insert_new(gc::Heap& heap, uint64_t hash, gc::Cell& key, Value value) {
    return insert(heap, key, value.word(), hash, {{}, reinterpret_cast<uint64_t>(&key), value.word()});
  }
  // False when it is gone.
  bool set_value_at(gc::Heap& heap, uint32_t position, Value value) {
    return change_at(heap, position, [&](KeyRow& row) {
      set_entry_value(heap, row.link.entry(), value.word());
      row.value = value.word();
    });
  }
  // Adds all entries of `other` to this map, which is empty. False when out of memory: some may have been added then.
  [[nodiscard]] bool add_all(gc::Heap& heap, const WeakKeyed& other);

 protected:
  using WeakRows::WeakRows;

 private:
  static constexpr uint32_t kByValue = kFlag3;  // note_key_by_value was here

  Probed search(const gc::Cell& key, uint64_t hash) const;
};

}  // namespace mayfly
