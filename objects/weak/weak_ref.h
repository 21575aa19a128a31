// WeakRef: a weak reference to an object, itself an object.
//
// It does not keep its target alive; get() gives the target or null. A callback, if it has one, runs once, at a safe
// point after the target's death, with the reference as its argument (contract 1.5-1.13); a reference that is itself
// garbage then is silent. References without a callback are shared: one per target (contract 1.4).
//
// Identity survives death: identity() compares and hashes references by referent, before and after, without user code.
#pragma once

#include <mayfly/gc/weak/weak_reference.h>
#include <mayfly/objects/model/object_space.h>
#include <mayfly/objects/value/object.h>

namespace mayfly {

class MAYFLY_API WeakRef final : public gc::WeakReference {
 public:
  static constexpr gc::KindId kKind = kKindWeakRef;
  static const gc::KindRow kRow;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKindWeakRef; }

  // `callback`: nil, or what is to be called. Errors: kType when the target can't be weakly referenced, with its type's
  // name; kOutOfMemory. Without a callback, an existing shared reference to the target is returned.
  static Result<WeakRef*> create(ObjectSpace& space, Value target, Value callback = Value::nil());

  Object* get() const { return static_cast<Object*>(target_cell()); }
  // The callback, or nil when it has none or has fired (contract 1.16).
  Value callback() const { return is_armed() ? Value::from_word(callback_word()) : Value::nil(); }

 private:
  friend class gc::Heap;
  WeakRef(gc::CellInit init, gc::WeakHandle target, uint64_t callback) : WeakReference(init, target, callback, 0) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
};

// Whether a value can be the target of weak references (contract 1.3).
MAYFLY_API bool is_weakly_referenceable(const ObjectSpace& space, Value value);

}  // namespace mayfly
