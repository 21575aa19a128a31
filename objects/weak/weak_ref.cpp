#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_ref.h>

namespace mayfly {

const gc::KindRow WeakRef::kRow = {"WeakRef", &WeakRef::trace_cell};

void WeakRef::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  static_cast<const WeakRef&>(cell).trace_reference(visitor);
}

bool is_weakly_referenceable(const ObjectSpace& space, Value value) {
  if (const auto* instance = value.try_as<Instance>()) return instance->cls().options().weakly_referenceable;
  if (value.is<Function>()) return true;  // the usual other half of a weak method
  return value.is_object() && space.class_of(value)->options().weakly_referenceable;
}

Result<WeakRef*> WeakRef::create(ObjectSpace& space, Value target, Value callback) {
  if (!is_weakly_referenceable(space, target)) {
    std::string_view type = type_name(space, target);
    return make_error(ErrorKind::kType, "can't make a weak reference to a value of type '%.*s'",
                      static_cast<int>(type.size()), type.data());
  }
  gc::Heap& heap = space.heap();
  gc::WeakTable& table = heap.weak_table();
  bool armed = !callback.is_nil();
  if (!armed)
    if (gc::WeakReference* shared = table.shared(*target.cell())) return static_cast<WeakRef*>(shared);

  gc::WeakHandle handle = table.handle_for(*target.cell());
  if (!handle.slot || !table.reserve(armed)) return Error::out_of_memory();
  auto* reference = heap.make_in<WeakRef>(gc::Memory::kReference, handle, armed ? callback.word() : 0);
  if (!reference) return heap.allocation_error();
  table.publish(*reference, armed ? gc::WeakTable::Sharing::kOwn : gc::WeakTable::Sharing::kShared);
  return reference;
}

}  // namespace mayfly
