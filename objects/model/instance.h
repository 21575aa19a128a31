// Instance: an object of a class that a program defined: a shape, and a slot for each attribute.
//
// Slots stand inline behind the header, as many as the class has learned to expect, and in an overflow array beyond that.
// An instance with three attributes is a cell of 48 bytes.
//
// Everything here is storage: no descriptors, no special methods, and no look at ClassOptions::accepts_attributes.
// runtime/ has the attribute access of programs.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/cell/member.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/shape.h>

namespace mayfly {

class MAYFLY_API Instance : public Object {
 public:
  using Base = Object;
  static constexpr gc::KindId kKind = kKindInstance;
  static const gc::KindRow kRow;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKindInstance || cell.kind() == kKindHostBox; }

  // Null when out of memory. For classes whose instance kind is kKindInstance. When the class has a finalizer, it will
  // run for this instance.
  static Instance* create(ObjectSpace& space, Class& cls) {
    const uint32_t slots = cls.plain_slots();
    if (!slots) [[unlikely]]
      return create_slowly(space, cls);
    return space.heap().make_with<Instance>(slots * sizeof(Value), cls.root_shape(), slots);
  }

  // The slots of an object whose cell is none itself (objects/weak/own_slots.h): of kind kKindSlots, seen by no program.
  // Null when out of memory.
  static Instance* create_slots(ObjectSpace& space, Class& cls);
  static const gc::KindRow kSlotsRow;

  Shape& shape() const { return *reinterpret_cast<Shape*>(meta_); }
  Class& cls() const { return shape().cls(); }

  // Storage of slot i < shape().count().
  Value slot(uint32_t i) const {
    const uint32_t inline_count = aux();
    return i < inline_count ? inline_slots()[i] : overflow_slots()[i - inline_count];
  }
  void set_slot(uint32_t i, Value value) {
    const uint32_t inline_count = aux();
    (i < inline_count ? inline_slots()[i] : overflow_slots()[i - inline_count]) = value;
  }
  // The same for i < inline_capacity() in a cell of the kind kKindInstance itself: no host's.
  Value inline_slot(uint32_t i) const { return plain_slots()[i]; }
  void set_inline_slot(uint32_t i, Value value) { plain_slots()[i] = value; }
  // Adds the attribute that makes shape() `grown`, which it has made of other instances, in the slot behind the last; for
  // cells of the kind kKindInstance. False when there is no such slot in the cell itself: nothing is then changed.
  [[nodiscard]] bool grow(Shape& grown, uint32_t slot, Value value) {
    if (slot >= aux()) return false;
    plain_slots()[slot] = value;
    meta_ = reinterpret_cast<uintptr_t>(&grown);
    return true;
  }
  // Empty when the instance itself has no such attribute.
  Value own_attribute(const Symbol& name) const {
    const uint32_t i = shape().find(name);
    return i == Shape::kNotFound ? Value::empty() : slot(i);
  }
  // False when out of memory; nothing is then changed.
  [[nodiscard]] bool set_own_attribute(ObjectSpace& space, Symbol& name, Value value);
  // False when out of memory, and nothing is changed; `found` tells whether there was one.
  [[nodiscard]] bool delete_own_attribute(ObjectSpace& space, const Symbol& name, bool& found);
  // Keeps identity, weak references and attributes (contract 4.12). False when out of memory. The classes must have the
  // same instance kind and host type (Class::has_layout_of).
  [[nodiscard]] bool set_class(ObjectSpace& space, Class& cls);

  // How many slots stand in the cell itself; a slot's place is the same in every instance with as many.
  uint32_t inline_capacity() const { return aux(); }

 protected:
  friend class gc::Heap;
  Instance(gc::CellInit init, Shape& shape, uint32_t inline_capacity)
      : Object(init, reinterpret_cast<uintptr_t>(&shape)) {
    set_aux(inline_capacity);
  }
  // A new instance of the class: noted by the class, and by the heap if there is a finalizer or `has_release`. False when
  // out of memory: the cell is then garbage.
  [[nodiscard]] bool enter(ObjectSpace& space, Class& cls, bool has_release);
  // Makes its class's finalizer run for it, once in its life. False when out of memory.
  [[nodiscard]] bool register_finalizer(ObjectSpace& space);
  // Reads the cell alone, not its shape: what died is traced too.
  void trace(gc::Visitor& visitor) const;
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);

 private:
  friend struct ClassChange;
  static Instance* create_slowly(ObjectSpace& space, Class& cls);

  static constexpr uint32_t kHasFinalizer = kFlag3;  // register_finalizer was here

  static constexpr size_t kSlotsOffset = 24;
  static constexpr size_t kHostBoxSlotsOffset = 40;  // it has fields before them

  Value* inline_slots() const {
    const size_t offset = kind() == kKindHostBox ? kHostBoxSlotsOffset : kSlotsOffset;
    return reinterpret_cast<Value*>(reinterpret_cast<uintptr_t>(this) + offset);
  }
  Value* plain_slots() const { return reinterpret_cast<Value*>(reinterpret_cast<uintptr_t>(this) + kSlotsOffset); }
  Value* overflow_slots() const { return reinterpret_cast<Value*>(overflow_->words()); }
  uint32_t capacity() const { return aux() + (overflow_ ? static_cast<uint32_t>(overflow_->capacity()) : 0); }

  gc::Member<gc::Backing> overflow_;  // null: no more slots than fit inline
};

static_assert(sizeof(Instance) == 24);

}  // namespace mayfly
