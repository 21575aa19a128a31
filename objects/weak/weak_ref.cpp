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

bool has_referenceable_class(const ObjectSpace& space, Value value) {
  return value.is_object() && space.class_of(value)->options().weakly_referenceable;
}

namespace {

Result<> check_target(const ObjectSpace& space, Value target) {
  if (is_weakly_referenceable(space, target)) return {};
  std::string_view type = type_name(space, target);
  return make_error(ErrorKind::kType, "can't make a weak reference to a value of type '%.*s'",
                    static_cast<int>(type.size()), type.data());
}

}  // namespace

Result<WeakRef*> WeakRef::create(ObjectSpace& space, Value target, Value callback) {
  MAYFLY_TRY(check_target(space, target));
  if (callback.is_nil()) {
    if (gc::WeakReference* shared = space.heap().weak_table().shared(*target.cell()))
      return static_cast<WeakRef*>(shared);
  }
  return make(space, target, callback, nullptr, gc::Reach::kShort);
}

Result<WeakRef*> WeakRef::create_long(ObjectSpace& space, Value target, Value callback) {
  MAYFLY_TRY(check_target(space, target));
  return make(space, target, callback, nullptr, gc::Reach::kLong);
}

Result<WeakRef*> WeakRef::create_of(ObjectSpace& space, Class& cls, Value target, Value callback) {
  MAYFLY_ASSERT(cls.options().instance_kind == kKindWeakRef);
  if (&cls == space.class_of_kind(kKindWeakRef)) return create(space, target, callback);
  MAYFLY_TRY(check_target(space, target));
  return make(space, target, callback, &cls, gc::Reach::kShort);
}

Result<WeakRef*> WeakRef::make(ObjectSpace& space, Value target, Value callback, Class* cls, gc::Reach reach) {
  gc::Heap& heap = space.heap();
  gc::WeakTable& table = heap.weak_table();
  Instance* slots = cls ? Instance::create_slots(space, *cls) : nullptr;
  if (cls && !slots) return heap.allocation_error();
  const bool armed = !callback.is_nil();
  const gc::WeakHandle handle = table.handle_for(*target.cell());
  if (!handle.slot || !table.reserve(armed)) return Error::out_of_memory();
  auto* reference = heap.make<WeakRef>(handle, armed ? callback.word() : 0, slots, reach);
  if (!reference) return heap.allocation_error();
  // What could not be registered is garbage that was never in the table.
  if (cls && !cls->special(Special::kFinalize).is_empty() && !heap.register_finalizable(*reference, true))
    return Error::out_of_memory();
  const bool shared = !armed && !cls && reach == gc::Reach::kShort;
  table.publish(*reference, shared ? gc::WeakTable::Sharing::kShared : gc::WeakTable::Sharing::kOwn);
  return reference;
}

}  // namespace mayfly
