// WeakRef: a weak reference to an object, itself an object.
//
// It does not keep its target alive; get() gives the target or null. A callback, if it has one, runs once, at a safe
// point after the target's death, with the reference as its argument (contract 1.5-1.13); a reference that is itself
// garbage then is silent. References without a callback are shared: one per target (contract 1.4).
//
// A *long* reference outlasts a finalizer that revives its target: it is cleared, and its callback due, when the target is
// really gone. Its identity is the same for the target's whole life; it is never shared.
//
// Classes may derive from its class (contract 1.17). Their instances are WeakRefs with attributes (own_slots.h), are never
// shared, and can be weakly referenced themselves.
//
// Identity survives death: identity() compares and hashes references by referent, before and after, without user code.
#pragma once

#include <mayfly/gc/weak/weak_reference.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/model/object_space.h>
#include <mayfly/objects/value/object.h>

namespace mayfly {

class MAYFLY_API WeakRef final : public gc::WeakReference {
 public:
  static constexpr gc::KindId kKind = kKindWeakRef;
  static const gc::KindRow kRow;
  static constexpr bool kWritesEveryWord = true;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKindWeakRef; }

  // `callback`: nil, or what is to be called. Errors: kType when the target can't be weakly referenced, with its type's
  // name; kOutOfMemory. Without a callback, an existing shared reference to the target is returned.
  static Result<WeakRef*> create(ObjectSpace& space, Value target, Value callback = Value::nil());
  static Result<WeakRef*> create_long(ObjectSpace& space, Value target, Value callback = Value::nil());
  // An instance of this class, whose instance kind is kKindWeakRef; as create() for the built-in class itself.
  static Result<WeakRef*> create_of(ObjectSpace& space, Class& cls, Value target, Value callback = Value::nil());

  Object* get() const { return static_cast<Object*>(target_cell()); }
  // The callback, or nil when it has none or has fired (contract 1.16).
  Value callback() const { return is_armed() ? Value::from_word(callback_word()) : Value::nil(); }
  // Null: it is of the built-in class.
  Instance* own_slots() const { return reinterpret_cast<Instance*>(meta_); }

 private:
  friend class gc::Heap;
  WeakRef(gc::CellInit init, gc::WeakHandle target, uint64_t callback, Instance* slots, gc::Reach reach)
      : WeakReference(init, target, callback, reinterpret_cast<uintptr_t>(slots), reach) {}
  // The target is checked.
  static Result<WeakRef*> make(ObjectSpace& space, Value target, Value callback, Class* cls, gc::Reach reach);
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
};

static_assert(sizeof(WeakRef) == 48);

// As the class says of its instances.
MAYFLY_API bool has_referenceable_class(const ObjectSpace& space, Value value);

// Whether a value can be the target of weak references (contract 1.3). The usual ones are known without a call.
inline bool is_weakly_referenceable(const ObjectSpace& space, Value value) {
  if (const auto* instance = value.try_as<Instance>()) return instance->cls().options().weakly_referenceable;
  return value.is<Function>() || has_referenceable_class(space, value);
}

}  // namespace mayfly
