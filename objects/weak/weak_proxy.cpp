#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_proxy.h>
#include <mayfly/objects/weak/weak_ref.h>

namespace mayfly {

const gc::KindRow WeakProxy::kRow = {"WeakProxy", &WeakProxy::trace_cell};

void WeakProxy::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  static_cast<const WeakProxy&>(cell).trace_reference(visitor);
}

Result<WeakProxy*> WeakProxy::create(ObjectSpace& space, Value target, Target kind, Value callback) {
  if (!is_weakly_referenceable(space, target)) {
    std::string_view type = type_name(space, target);
    return make_error(ErrorKind::kType, "can't make a weak proxy to a value of type '%.*s'",
                      static_cast<int>(type.size()), type.data());
  }
  gc::Heap& heap = space.heap();
  gc::WeakTable& table = heap.weak_table();
  bool armed = !callback.is_nil();
  if (!armed)
    if (gc::WeakReference* shared = table.second_shared(*target.cell())) return static_cast<WeakProxy*>(shared);

  gc::WeakHandle handle = table.handle_for(*target.cell());
  if (!handle.slot || !table.reserve(armed)) return Error::out_of_memory();
  const Symbol& type = space.class_of(target)->name();
  auto* proxy = heap.make<WeakProxy>(handle, armed ? callback.word() : 0, &type);
  if (!proxy) return heap.allocation_error();
  if (kind == Target::kCallable) proxy->set_flag(kCallableFlag);
  table.publish(*proxy, armed ? gc::WeakTable::Sharing::kOwn : gc::WeakTable::Sharing::kSecondShared);
  return proxy;
}

}  // namespace mayfly
