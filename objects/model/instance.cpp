#include <mayfly/objects/model/host_box.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/text/symbol.h>

#include <cstring>

namespace mayfly {

const gc::KindRow Instance::kRow = {"instance", &Instance::trace_cell};
const gc::KindRow Instance::kSlotsRow = {"slots", &Instance::trace_cell};

Instance* Instance::create_slowly(ObjectSpace& space, Class& cls) {
  MAYFLY_ASSERT(cls.options().instance_kind == kKindInstance);
  const uint32_t slots = cls.expected_slots();
  Instance* instance = space.heap().make_with<Instance>(slots * sizeof(Value), cls.root_shape(), slots);
  return instance && instance->enter(space, cls, false) ? instance : nullptr;
}

Instance* Instance::create_slots(ObjectSpace& space, Class& cls) {
  const uint32_t slots = cls.expected_slots();
  cls.note_instance();
  return space.heap().make_kind<Instance>(kKindSlots, slots * sizeof(Value), false, cls.root_shape(), slots);
}

bool Instance::enter(ObjectSpace& space, Class& cls, bool has_release) {
  cls.note_instance();
  if (has_release && !space.heap().register_finalizable(*this, false)) return false;
  return cls.special(Special::kFinalize).is_empty() || register_finalizer(space);
}

bool Instance::register_finalizer(ObjectSpace& space) {
  if (has_flag(kHasFinalizer)) return true;
  if (!space.heap().register_finalizable(*this, true)) return false;
  set_flag(kHasFinalizer);
  return true;
}

bool Instance::set_own_attribute(ObjectSpace& space, Symbol& name, Value value) {
  Shape& old = shape();
  if (const uint32_t i = old.find(name); i != Shape::kNotFound) {
    set_slot(i, value);
    return true;
  }
  // Room first: an own shape is changed in place.
  const uint32_t count = old.count();
  if (count >= capacity()) {
    const size_t have = overflow_ ? overflow_->capacity() : 0;
    gc::Backing* bigger = gc::Backing::create(space.heap(), have + have / 2 + 2);
    if (!bigger) return false;
    if (have) std::memcpy(bigger->words(), overflow_->words(), have * sizeof(Value));
    overflow_ = bigger;
  }
  Shape* grown = old.add(space, name);
  if (!grown) return false;
  set_slot(count, value);
  meta_ = reinterpret_cast<uintptr_t>(grown);
  cls().note_slots(count + 1);
  return true;
}

bool Instance::delete_own_attribute(ObjectSpace& space, const Symbol& name, bool& found) {
  Shape& old = shape();
  const uint32_t count = old.count();
  const uint32_t slot_of_name = old.find(name);
  found = slot_of_name != Shape::kNotFound;
  if (!found) return true;
  Shape* smaller = old.remove(space, slot_of_name);
  if (!smaller) return false;
  meta_ = reinterpret_cast<uintptr_t>(smaller);
  for (uint32_t i = slot_of_name; i + 1 < count; i++) set_slot(i, slot(i + 1));
  set_slot(count - 1, Value::empty());
  return true;
}

bool Instance::set_class(ObjectSpace& space, Class& cls) {
  Class& old = this->cls();
  MAYFLY_ASSERT(cls.has_layout_of(old));
  if (&old == &cls) return true;
  if (!cls.special(Special::kFinalize).is_empty() && !register_finalizer(space)) return false;
  Shape* changed = shape().with_class(space, cls);
  if (!changed) return false;
  meta_ = reinterpret_cast<uintptr_t>(changed);
  cls.note_instance();
  Class::note_class_change(space, old, cls);
  return true;
}

void Instance::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  visitor.visit(overflow_);
  visitor.visit_words(reinterpret_cast<const uint64_t*>(inline_slots()), aux());
}

void Instance::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  static_cast<const Instance&>(cell).trace(visitor);
}

}  // namespace mayfly
