// own_slots: where an object's own attributes stand.
//
// An Instance has them in its cell. An instance of a class that derives from weak_ref, weak_method or finalizer is a
// WeakRef, a WeakMethod or a Finalizer: its cell is the collector's, and its class and attributes stand in an Instance
// beside it, of kind kKindSlots, which programs never see. So attribute access, shapes and classes have one storage
// to deal with.
#pragma once

#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_ref.h>

namespace mayfly {

// Those of a weak reference whose class is a program's; else null.
inline Instance* own_slots_of_weak(const gc::Cell& cell) {
  if (cell.kind() == kKindWeakRef) return static_cast<const WeakRef&>(cell).own_slots();
  if (cell.kind() == kKindWeakMethod) return static_cast<const WeakMethod&>(cell).own_slots();
  if (cell.kind() == kKindFinalizer) return static_cast<const Finalizer&>(cell).own_slots();
  return nullptr;
}

// Null: the object has no attributes of its own in slots.
inline Instance* own_slots(Value object) {
  if (!object.is_object()) return nullptr;
  if (Instance* instance = object.try_as<Instance>()) [[likely]]
    return instance;
  return own_slots_of_weak(*object.cell());
}

}  // namespace mayfly
