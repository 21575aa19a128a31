#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_ref.h>

namespace mayfly {

const gc::KindRow WeakMethod::kRow = {"WeakMethod", &WeakMethod::trace_cell};

void WeakMethod::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& method = static_cast<const WeakMethod&>(cell);
  method.trace_reference(visitor);
  if (!method.has_flag(kHasSlots)) return;
  if (Class* cls = *method.class_behind()) visitor.edge(*cls);
}

namespace {

[[gnu::cold]] Error not_referenceable(const ObjectSpace& space, const char* part, Value value) {
  std::string_view type = type_name(space, value);
  return make_error(ErrorKind::kType,
                    "can't make a weak method: its %s, a value of type '%.*s', can't be weakly referenced", part,
                    static_cast<int>(type.size()), type.data());
}

[[gnu::cold]] Error no_bound_method(const ObjectSpace& space, Value value) {
  std::string_view type = type_name(space, value);
  return make_error(ErrorKind::kType, "can't make a weak method of a value of type '%.*s': expected a bound method",
                    static_cast<int>(type.size()), type.data());
}

}  // namespace

// Inlined into its callers, of which most know that the class is the built-in one.
[[gnu::always_inline]] inline Result<WeakMethod*> WeakMethod::make(ObjectSpace& space, const Made& from) {
  if (!is_weakly_referenceable(space, from.receiver)) return not_referenceable(space, "receiver", from.receiver);
  if (!is_weakly_referenceable(space, Value(&from.function)))
    return not_referenceable(space, "function", Value(&from.function));
  gc::Heap& heap = space.heap();
  gc::WeakTable& table = heap.weak_table();
  Instance* slots = from.cls ? Instance::create_slots(space, *from.cls) : nullptr;
  if (from.cls && !slots) return heap.allocation_error();
  const bool armed = !from.callback.is_nil();
  const gc::WeakHandle first = table.handle_for(*from.receiver.cell());
  const gc::WeakHandle second = table.handle_for(from.function);
  if (!first.slot || !second.slot || !table.reserve(armed)) return Error::out_of_memory();
  const uint64_t callback = armed ? from.callback.word() : 0;
  auto* made = slots ? heap.make_with<WeakMethod>(sizeof(Class*), first, second, callback, from.method_class, *slots)
                     : heap.make<WeakMethod>(first, second, callback, from.method_class);
  if (!made) return heap.allocation_error();
  if (!Function::is(from.function)) made->set_flag(kOtherCallable);
  // What could not be registered is garbage that was never in the table.
  if (from.cls && !from.cls->special(Special::kFinalize).is_empty() && !heap.register_finalizable(*made, true))
    return Error::out_of_memory();
  table.publish(*made);
  return made;
}

[[gnu::always_inline]] inline Result<WeakMethod*> WeakMethod::make_from(ObjectSpace& space, Value method,
                                                                        Value callback, Class* cls) {
  auto* bound = method.try_as<BoundMethod>();
  if (!bound) return no_bound_method(space, method);
  return make(space, {bound->receiver(), bound->function(), bound->method_class(), callback, cls});
}

Result<WeakMethod*> WeakMethod::create(ObjectSpace& space, Value method, Value callback) {
  return make_from(space, method, callback, nullptr);
}

Result<WeakMethod*> WeakMethod::create(ObjectSpace& space, Value receiver, Object& function, Value callback) {
  return make(space, {receiver, function, nullptr, callback, nullptr});
}

Result<WeakMethod*> WeakMethod::create_of(ObjectSpace& space, Class& cls, Value method, Value callback) {
  MAYFLY_ASSERT(cls.options().instance_kind == kKindWeakMethod);
  return make_from(space, method, callback, &cls == space.class_of_kind(kKindWeakMethod) ? nullptr : &cls);
}

Result<BoundMethod*> WeakMethod::method(ObjectSpace& space) const {
  Parts alive = parts();
  if (!alive) return nullptr;
  auto* bound = BoundMethod::create(space, Value(alive.receiver), *alive.function, method_class());
  if (!bound) return space.heap().allocation_error();
  return bound;
}

}  // namespace mayfly
