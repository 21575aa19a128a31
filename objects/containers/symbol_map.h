// SymbolMap: names and their values, in the order of insertion: the attributes of a class, the slots of a shape.
//
// A field of a cell, whose trace calls trace(). Positions are dense: 0 to size() - 1, in order; erasing a name moves the
// later ones down by one (and costs time in proportion to the size). Up to eight names are searched one by one, more
// through a hash table. Inserting may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/objects/containers/hash_table.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/value.h>

namespace mayfly {

class SymbolMap {
 public:
  static constexpr uint32_t kNotFound = UINT32_MAX;

  uint32_t size() const { return table_.size(); }
  bool empty() const { return table_.size() == 0; }
  // The position of a name, or kNotFound.
  uint32_t find(const Symbol& name) const {
    return table_.find(name.hash(), [&name](const Entry& entry) { return entry.name == &name; });
  }
  bool contains(const Symbol& name) const { return find(name) != kNotFound; }
  // The value of a name; empty when it is not there.
  Value get(const Symbol& name) const {
    const uint32_t position = find(name);
    return position == kNotFound ? Value::empty() : value_at(position);
  }

  // Only where position < size().
  Symbol* name_at(uint32_t position) const { return table_.entry(position).name; }
  Value value_at(uint32_t position) const { return table_.entry(position).value; }
  void set_value_at(uint32_t position, Value value) { table_.entry(position).value = value; }

  // Sets the value of a name, at the end when it is new. False when out of memory: nothing is then changed.
  [[nodiscard]] bool insert(gc::Heap& heap, Symbol& name, Value value) {
    const uint32_t position = find(name);
    if (position == kNotFound) return table_.insert(heap, {&name, value});
    set_value_at(position, value);
    return true;
  }
  // Room for so many names, so that insert cannot fail up to there. False when out of memory.
  [[nodiscard]] bool reserve(gc::Heap& heap, size_t count) { return table_.reserve(heap, count); }
  // False when the name was not there.
  bool erase(const Symbol& name) {
    const uint32_t position = find(name);
    if (position == kNotFound) return false;
    table_.erase_at(position);
    table_.compact();
    return true;
  }
  void clear() { table_.clear(); }

  void trace(gc::Visitor& visitor) const { table_.trace(visitor); }

 private:
  struct Entry {
    Symbol* name;
    Value value;
  };
  struct Traits {
    using Entry = SymbolMap::Entry;
    static constexpr uint32_t kLinearLimit = 8;
    static constexpr bool kVersioned = false;
    static bool is_present(const Entry& entry) { return entry.name != nullptr; }
    static uint64_t hash(const Entry& entry) { return entry.name->hash(); }
  };

  HashTable<Traits, GcBlock> table_;
};

}  // namespace mayfly
