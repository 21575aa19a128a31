// Class: an object that says what its instances are: bases, a method resolution order, attributes, slots for special
// methods.
//
// The order is C3 ("A Monotonic Superclass Linearization for Dylan", OOPSLA 1996; contract 4.1). Attributes may change
// while the program runs; shapes' keys are renewed then, for the class and its subclasses, so caches notice. Subclasses
// are known to their bases weakly. Classes are ordinary collectable objects (contract 4.13), and can be weakly referenced.
//
// Changing an attribute costs time in proportion to the shapes of the class and its subclasses. Two changes cost more when
// the class has had instances: giving it its first finalizer (a collection, and a walk of the heap to find the instances),
// and making its instances descriptors, or no longer (a walk of all classes).
//
// Reading runs no user code: what is found is the raw attribute, descriptors unbound. Binding is in runtime/.
#pragma once

#include <mayfly/gc/cell/vector.h>
#include <mayfly/objects/containers/symbol_map.h>
#include <mayfly/objects/model/object_space.h>
#include <mayfly/objects/model/shape.h>
#include <mayfly/objects/model/subclass_list.h>

#include <span>
#include <type_traits>

namespace mayfly {

// What the instances of a class are made of; taken over from the bases.
struct ClassOptions {
  bool weakly_referenceable = true;  // contract 1.3; a subclass of a class that is, is
  bool accepts_attributes = true;    // instances may get attributes that the class does not declare (contract 4.7)
  bool is_final = false;             // can't be a base
  gc::KindId instance_kind = kKindInstance;  // kind of cell of its instances; kKindInstance: the bases', who must agree
  // Its instances are ordinary ones, whatever its bases' are, which may even be final: a front-end, in whose language
  // programs derive from numbers and strings, keeps the value of the base's kind in an attribute of the instance.
  bool boxes_base = false;
  uint8_t unused_1[3] = {};
  const void* host_type = nullptr;  // identity of the C++ type that its instances own; taken over from a base
  bool host_type_derives = false;   // host_type is a C++ type derived from those of the bases, and so goes before them
  uint8_t unused_2[7] = {};
};
// It is copied into a cell: bytes of padding could bring half of an old address with them, which the collector would see.
static_assert(std::has_unique_object_representations_v<ClassOptions>);

class MAYFLY_API Class final : public Object {
  MAYFLY_CELL(Class, Object, kKindClass)

  // Errors: kType for an inconsistent hierarchy, a duplicate base, a final base, incompatible instance kinds or
  // metaclasses, with the names of the classes; kOutOfMemory. Nothing is changed then. No bases: the space's object
  // class. `metaclass` null: the type class, or the most derived metaclass of the bases.
  static Result<Class*> create(ObjectSpace& space, Symbol& name, std::span<Class* const> bases = {},
                               const ClassOptions& options = {}, Class* metaclass = nullptr);

  Symbol& name() const { return *name_; }
  // For messages and programs alone: nothing is found by it. A front-end gives built-in classes its language's names.
  void set_name(Symbol& name) { name_ = &name; }
  Class& metaclass() const { return *reinterpret_cast<Class*>(meta_); }
  std::span<const gc::Member<Class>> bases() const { return bases_.span(); }
  // This class first.
  std::span<const gc::Member<Class>> resolution_order() const { return order_.span(); }
  bool is_subclass_of(const Class& other) const;
  const ClassOptions& options() const { return options_; }
  // Whether instances of one class can become instances of the other (contract 4.12).
  bool has_layout_of(const Class& other) const {
    return options_.instance_kind == other.options_.instance_kind && options_.host_type == other.options_.host_type;
  }

  // An attribute of this class alone; empty when it has none.
  Value own_attribute(const Symbol& name) const { return attributes_.get(name); }
  // Along the resolution order; empty when none has it. `owner` receives the class it was found in.
  Value find_attribute(const Symbol& name, Class** owner = nullptr) const;
  // The first one in the order after `after` (for super); empty also when `after` is not in the order.
  Value find_attribute_after(const Symbol& name, const Class& after) const;
  // Errors: kOutOfMemory; kUnsupported for a class's first finalizer while the host has switched collections off
  // (nothing is then changed).
  Result<> set_attribute(ObjectSpace& space, Symbol& name, Value value);
  // False when this class itself has no such attribute.
  Result<bool> delete_attribute(ObjectSpace& space, const Symbol& name);
  size_t attribute_count() const { return attributes_.size(); }
  // In order of definition; i < attribute_count().
  Symbol* attribute_name(size_t i) const { return attributes_.name_at(static_cast<uint32_t>(i)); }

  // What the class, or a base, defines for a special operation: the raw attribute; empty when nothing. One load.
  Value special(Special special) const { return specials_[static_cast<int>(special)]; }
  // True when a descriptor with set or delete is among the attributes that instances see (makes some fast paths safe).
  bool has_data_descriptors() const { return has_data_descriptors_; }

  Shape& root_shape() const { return *root_shape_; }
  // How many inline slots a new instance gets: the most that instances of this class have been seen to need, and what
  // fills the cell.
  uint32_t expected_slots() const { return expected_slots_; }
  void note_slots(uint32_t count);
  // The same number where a new instance needs nothing but memory: the class has had instances, of the ordinary kind, and
  // no finalizer. Else 0.
  uint32_t plain_slots() const { return plain_slots_; }
  static constexpr uint32_t kMaxInlineSlots = 63;

  // Live direct subclasses, oldest first (contract 4.13): calls f for each; f must not allocate.
  void for_each_subclass(void (*f)(Class& subclass, void* data), void* data) const;

  // The model's part: what shapes and instances tell their class.
  uint32_t shape_count() const { return shape_count_; }
  void note_shape() { shape_count_++; }
  void note_instance() {
    has_had_instances_ = true;
    const bool plain = options_.instance_kind == kKindInstance && special(Special::kFinalize).is_empty();
    plain_slots_ = plain ? expected_slots_ : 0;
  }
  // An instance became one of another class: what was learned of the attributes that it is the value of is void, when
  // it was or is a descriptor.
  static void note_class_change(ObjectSpace& space, const Class& before, const Class& after);

 private:
  friend class ObjectSpace;
  friend struct ClassChange;
  Class(gc::CellInit init, Class* metaclass, Symbol& name, const ClassOptions& options);
  // The two classes that are there before any other: object, and class, its class's class.
  static bool create_first(ObjectSpace& space, Symbol& object_name, Symbol& class_name, Class*& object, Class*& type);
  // Fills in what follows from the bases; false when out of memory.
  [[nodiscard]] bool inherit(ObjectSpace& space);
  void trace(gc::Visitor& visitor) const;

  gc::Member<Symbol> name_;
  gc::Vector<gc::Member<Class>> bases_;
  gc::Vector<gc::Member<Class>> order_;
  SymbolMap attributes_;
  gc::Member<Shape> root_shape_;
  SubclassList subclasses_;
  gc::Member<Class> next_in_walk_;  // links the classes that a change has yet to reach; null between changes
  uint64_t last_walk_ = 0;          // the last change that reached this class
  ClassOptions options_;
  uint32_t expected_slots_ = 0;    // odd, so that the cell's granules are full
  uint32_t shape_count_ = 1;       // shared shapes
  uint32_t data_descriptors_ = 0;  // of this class's own attributes
  uint32_t plain_slots_ = 0;       // brought up to date by note_instance; 0 whenever what it rests on changes
  bool has_data_descriptors_ = false;
  bool has_had_instances_ = false;
  Value specials_[kSpecialCount];
};

// The resolution order of a class with these bases, the class itself not included. The error names the classes.
Result<> linearise(ObjectSpace& space, const Symbol& name, std::span<Class* const> bases,
                   gc::Vector<gc::Member<Class>>& out);

}  // namespace mayfly
