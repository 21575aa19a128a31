#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/weak_ref.h>

namespace mayfly {

const gc::KindRow Finalizer::kRow = {"Finalizer", &Finalizer::trace_cell};

void Finalizer::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& finalizer = static_cast<const Finalizer&>(cell);
  finalizer.trace_reference(visitor);
  visitor.visit(finalizer.passed_values_);
  visitor.visit(finalizer.passed_names_);
  visitor.visit(finalizer.newer_);
  visitor.visit(finalizer.older_);
}

Result<Finalizer*> Finalizer::create(ObjectSpace& space, Value target, Value callable,
                                     const FinalizerArguments& passed) {
  return create_of(space, *space.class_of_kind(kKindFinalizer), target, callable, passed);
}

Result<Finalizer*> Finalizer::create_of(ObjectSpace& space, Class& cls, Value target, Value callable,
                                        const FinalizerArguments& passed) {
  MAYFLY_ASSERT(!callable.is_empty());
  MAYFLY_ASSERT(cls.options().instance_kind == kKindFinalizer);
  if (!is_weakly_referenceable(space, target)) {
    std::string_view type = type_name(space, target);
    return make_error(ErrorKind::kType,
                      "can't make a finalizer of a value of type '%.*s': it can't be weakly referenced",
                      static_cast<int>(type.size()), type.data());
  }
  gc::Heap& heap = space.heap();
  gc::WeakTable& table = heap.weak_table();
  const bool derived = &cls != space.class_of_kind(kKindFinalizer);
  Instance* slots = derived ? Instance::create_slots(space, cls) : nullptr;
  if (derived && !slots) return heap.allocation_error();
  const gc::WeakHandle handle = table.handle_for(*target.cell());
  if (!handle.slot || !table.reserve(true)) return Error::out_of_memory();
  auto* made = heap.make<Finalizer>(handle, callable, passed, slots);
  if (!made) return heap.allocation_error();
  if (derived && !cls.special(Special::kFinalize).is_empty() && !heap.register_finalizable(*made, true))
    return Error::out_of_memory();
  table.publish(*made);
  space.finalizers().add(*made);
  return made;
}

void Finalizer::set_runs_at_shutdown(ObjectSpace& space, bool wanted) {
  if (!is_alive() || wanted == runs_at_shutdown()) return;
  if (!wanted) return set_flag(kNotAtShutdown);
  clear_flag(kNotAtShutdown);
  space.finalizers().note_wanted();
}

Value Finalizer::take(ObjectSpace& space) {
  const Value callable = this->callable();
  if (callable.is_empty()) return callable;
  // Also when its target has died and it waits in the queue: it is skipped there.
  space.heap().weak_table().clear(*this, gc::Death::kCleared);
  retire(space);
  return callable;
}

}  // namespace mayfly
