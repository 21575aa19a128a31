#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/class_change.h>

namespace mayfly {

const gc::KindRow Class::kRow = {"class", &Class::trace_cell};

Class::Class(gc::CellInit init, Class* metaclass, Symbol& name, const ClassOptions& options)
    : Object(init, reinterpret_cast<uintptr_t>(metaclass)), name_(&name), options_(options) {
  // With the header, one slot fills a plain instance's second granule; three attributes are usual.
  expected_slots_ = options.instance_kind == kKindInstance ? 3 : 1;
  for (Value& value : specials_) value = Value::empty();
}

bool Class::is_subclass_of(const Class& other) const {
  for (gc::Member<Class> cls : order_)
    if (cls.get() == &other) return true;
  return false;
}

Value Class::find_attribute(const Symbol& name, Class** owner) const {
  for (gc::Member<Class> cls : order_) {
    const Value found = cls->own_attribute(name);
    if (found.is_empty()) continue;
    if (owner) *owner = cls;
    return found;
  }
  return Value::empty();
}

Value Class::find_attribute_after(const Symbol& name, const Class& after) const {
  bool passed = false;
  for (gc::Member<Class> cls : order_) {
    if (passed) {
      if (const Value found = cls->own_attribute(name); !found.is_empty()) return found;
    }
    if (cls.get() == &after) passed = true;
  }
  return Value::empty();
}

Result<> Class::set_attribute(ObjectSpace& space, Symbol& name, Value value) {
  MAYFLY_ASSERT(!value.is_empty());
  const Value before = own_attribute(name);
  if (before.identical(value)) return {};
  if (name.special() == Special::kFinalize) MAYFLY_TRY(ClassChange::prepare_finalizer(space, *this));
  if (!attributes_.insert(space.heap(), name, value)) return Error::out_of_memory();
  ClassChange::attribute(space, *this, name.special(), before, value);
  return {};
}

Result<bool> Class::delete_attribute(ObjectSpace& space, const Symbol& name) {
  const Value before = own_attribute(name);
  if (!attributes_.erase(name)) return false;
  ClassChange::attribute(space, *this, name.special(), before, Value::empty());
  return true;
}

void Class::note_slots(uint32_t count) {
  if (count <= expected_slots_) return;
  expected_slots_ = count < kMaxInlineSlots ? count | 1 : kMaxInlineSlots;
  plain_slots_ = 0;
}

void Class::for_each_subclass(void (*f)(Class& subclass, void* data), void* data) const {
  subclasses_.for_each([&](Class& subclass) {
    // One that has other bases by now (class_bases.h) may stand in the list still.
    for (const gc::Member<Class>& base : subclass.bases_) {
      if (base.get() != this) continue;
      f(subclass, data);
      break;
    }
  });
}

void Class::note_class_change(ObjectSpace& space, const Class& before, const Class& after) {
  ClassChange::instance_class(space, before, after);
}

void Class::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  visitor.visit(name_);
  visitor.visit(bases_);
  visitor.visit(order_);
  attributes_.trace(visitor);
  visitor.visit(root_shape_);
  subclasses_.trace(visitor);
  visitor.visit(next_in_walk_);
  visitor.visit_words(reinterpret_cast<const uint64_t*>(specials_), kSpecialCount);
}

}  // namespace mayfly
