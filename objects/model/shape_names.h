// ShapeNames: the names of a shape's slots, in slot order, and an index over them once there are many.
//
// A field of a Shape. A shape that grew from another shares its arrays: a name is added behind those of the parent, and
// each shape reads only its own count of them. Only the first child of a shape finds that place free; others copy.
// Looking up neither allocates nor runs user code.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/cell/member.h>
#include <mayfly/objects/forward.h>

namespace mayfly {

class MAYFLY_API ShapeNames {
 public:
  static constexpr uint32_t kNotFound = UINT32_MAX;

  // The slot of a name among the first `count`.
  uint32_t find(const Symbol& name, uint32_t count) const {
    if (index_) return find_indexed(name, count);
    if (!names_) return kNotFound;
    uint64_t word = reinterpret_cast<uint64_t>(&name);
    const uint64_t* words = names_->words();
    for (uint32_t i = 0; i < count; i++)
      if (words[i] == word) return i;
    return kNotFound;
  }
  Symbol* at(uint32_t slot) const { return reinterpret_cast<Symbol*>(names_->words()[slot]); }

  // Arrays with these first `count` names and room for one more: the same ones where that place is free and `may_share`,
  // else a copy. False when out of memory.
  [[nodiscard]] bool with_room(gc::Heap& heap, uint32_t count, bool may_share, ShapeNames& out) const;
  // Arrays of its own. False when out of memory.
  [[nodiscard]] bool copy(gc::Heap& heap, uint32_t count, uint32_t capacity, ShapeNames& out) const;
  // Writes a name to the place that with_room found.
  void put(uint32_t slot, Symbol& name);
  // Takes a name out, of `count`; the later ones move down. Only where the arrays are not shared.
  void remove(uint32_t slot, uint32_t count);

  void trace(gc::Visitor& visitor) const;

 private:
  // Up to so many names, comparing them one by one is faster than the index.
  static constexpr uint32_t kMaxLinear = 8;

  uint32_t find_indexed(const Symbol& name, uint32_t count) const;
  uint32_t capacity() const { return names_ ? static_cast<uint32_t>(names_->capacity()) : 0; }
  void enter(uint32_t slot);

  gc::Member<gc::Backing> names_;  // symbols; null: room for none
  gc::Member<gc::Backing> index_;  // open addressing, 32-bit slot + 1 by the name's address; null: look one by one
};

}  // namespace mayfly
