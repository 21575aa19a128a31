#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_ref.h>

namespace mayfly {

const gc::KindRow WeakMethod::kRow = {"WeakMethod", &WeakMethod::trace_cell};

void WeakMethod::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& method = static_cast<const WeakMethod&>(cell);
  method.trace_reference(visitor);
}

namespace {

Error not_referenceable(const ObjectSpace& space, const char* part, Value value) {
  std::string_view type = type_name(space, value);
  return make_error(ErrorKind::kType,
                    "can't make a weak method: its %s, a value of type '%.*s', can't be weakly referenced", part,
                    static_cast<int>(type.size()), type.data());
}

}  // namespace

Result<WeakMethod*> WeakMethod::create(ObjectSpace& space, Value method, Value callback) {
  auto* bound = method.try_as<BoundMethod>();
  if (!bound) {
    std::string_view type = type_name(space, method);
    return make_error(ErrorKind::kType, "can't make a weak method of a value of type '%.*s': expected a bound method",
                      static_cast<int>(type.size()), type.data());
  }
  return create_of_type(space, bound->receiver(), bound->function(), bound->method_class(), callback);
}

Result<WeakMethod*> WeakMethod::create(ObjectSpace& space, Value receiver, Object& function, Value callback) {
  return create_of_type(space, receiver, function, nullptr, callback);
}

Result<WeakMethod*> WeakMethod::create_of_type(ObjectSpace& space, Value receiver, Object& function,
                                               Class* method_class, Value callback) {
  if (!is_weakly_referenceable(space, receiver)) return not_referenceable(space, "receiver", receiver);
  if (!is_weakly_referenceable(space, Value(&function))) return not_referenceable(space, "function", Value(&function));
  gc::Heap& heap = space.heap();
  gc::WeakTable& table = heap.weak_table();
  bool armed = !callback.is_nil();
  gc::WeakHandle first = table.handle_for(*receiver.cell());
  gc::WeakHandle second = table.handle_for(function);
  if (!first.slot || !second.slot || !table.reserve(armed)) return Error::out_of_memory();
  auto* made = heap.make<WeakMethod>(first, second, armed ? callback.word() : 0, method_class);
  if (!made) return heap.allocation_error();
  table.publish(*made);
  return made;
}

Result<BoundMethod*> WeakMethod::method(ObjectSpace& space) const {
  Parts alive = parts();
  if (!alive) return nullptr;
  auto* bound = BoundMethod::create(space, Value(alive.receiver), *alive.function, method_class());
  if (!bound) return space.heap().allocation_error();
  return bound;
}

}  // namespace mayfly
