// Shape: the hidden class of instances: which attributes they have, in which slots.
//
// The shapes of a class form a tree that grows as attributes are added in new orders; instances that got the same
// attributes in the same order share one. Each shape has a key, a number never reused; everything a cache learned about
// a shape is valid as long as the key is the same (invariant objects.shape.key). Changing a class renews the keys of its
// shapes and its subclasses', so a cache needs one comparison: contract 4.4, class changes are visible at once.
//
// A shape past kMaxShared attributes, or one from which an attribute was deleted, is an instance's own (not shared, not
// cached: its key is 0), and so is every new shape of a class that has kMaxPerClass: instances used as dictionaries must
// not fill the heap with shapes, which their class keeps. An own shape belongs to one instance and is changed in place.
#pragma once

#include <mayfly/objects/containers/symbol_map.h>
#include <mayfly/objects/model/object_space.h>
#include <mayfly/objects/model/shape_names.h>

namespace mayfly {

class MAYFLY_API Shape final : public gc::Cell {
  MAYFLY_CELL(Shape, gc::Cell, kKindShape)

  static constexpr uint32_t kMaxShared = 64;
  static constexpr uint32_t kMaxPerClass = 2048;
  static constexpr uint32_t kNotFound = ShapeNames::kNotFound;

  // Null when out of memory.
  static Shape* create_root(ObjectSpace& space, Class& cls);

  Class& cls() const { return *reinterpret_cast<Class*>(meta_); }
  uint64_t key() const { return key_; }  // 0: not to be cached
  uint32_t count() const { return count_; }
  bool is_shared() const { return key_ != 0; }

  // The slot of an attribute, or kNotFound.
  uint32_t find(const Symbol& name) const { return names_.find(name, count_); }
  // The name in slot i < count().
  Symbol* name_at(uint32_t i) const { return names_.at(i); }

  // The shape with one attribute more, which it must not have. Null when out of memory. `this` may be changed in place
  // when it is not shared.
  Shape* add(ObjectSpace& space, Symbol& name);
  // An own shape with the attribute gone and later slots moved down by one. Null when out of memory, which can't be
  // when `this` is an own shape: it is then changed in place.
  Shape* remove(ObjectSpace& space, uint32_t slot);
  // The shape with the same attributes of another class (class assignment). Null when out of memory, as for remove.
  Shape* with_class(ObjectSpace& space, Class& cls);

  // Gives this shape and all that grew from it new keys.
  void renew_keys(ObjectSpace& space);

 private:
  Shape(gc::CellInit init, Class& cls, const ShapeNames& names, uint32_t count, uint64_t key);
  void trace(gc::Visitor& visitor) const;
  Shape* own_copy(ObjectSpace& space, uint32_t room) const;
  Shape* add_in_place(ObjectSpace& space, Symbol& name);

  uint64_t key_;
  uint32_t count_;
  uint32_t tag_ = 0x8000'0000;  // keeps the word from looking like an address
  ShapeNames names_;
  SymbolMap children_;  // the shapes that grew from this one, by the name they added
};

}  // namespace mayfly
