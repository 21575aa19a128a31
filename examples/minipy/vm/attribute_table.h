// AttributeTable: where attributes were found, for all sites of a program together: behind the inline cache of a site, for
// those that see objects of many shapes.
//
// It keeps nothing alive, as the caches that are in it. Plain data; on the owner's thread.
#pragma once

#include <mayfly/objects/model/attribute_cache.h>

namespace minipy {

using namespace mayfly;

class AttributeTable {
 public:
  // What is remembered for this shape and name; null: nothing.
  const AttributeCache* find(const Shape& shape, const Symbol& name) const {
    const Entry& entry = entries_[place(shape.key(), name)];
    return entry.name == &name && entry.cache.matches(shape) ? &entry.cache : nullptr;
  }
  void put(const Symbol& name, const AttributeCache& cache) {
    if (cache.key()) entries_[place(cache.key(), name)] = {&name, cache};
  }

 private:
  static constexpr size_t kSize = 1024;
  struct Entry {
    const Symbol* name = nullptr;  // compared, never followed
    AttributeCache cache;
  };
  static size_t place(uint64_t key, const Symbol& name) {
    return (key * 31 + (reinterpret_cast<uintptr_t>(&name) >> 4)) % kSize;
  }

  Entry entries_[kSize];
};

}  // namespace minipy
