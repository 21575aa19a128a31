// WeakProxy: an object that stands for another one without keeping it alive: what is done to the proxy is done to its
// target.
//
// This is the data: target, callback, what to say when the target is dead. The forwarding is in runtime/, beside each
// operation. A proxy has a class of its own, one of two: callable proxies can be called, and are made for targets that
// can. It is never hashable, nor a target of weak references itself (contract 5.4), so there is no proxy of a proxy.
//
// Without a callback there is one proxy per target, apart from the shared WeakRef (contract 5.1). A callback runs in the
// one sequence of all weak references to the target, with the dead proxy as its argument (contract 1.7, 5.6).
#pragma once

#include <mayfly/gc/weak/weak_reference.h>
#include <mayfly/objects/model/object_space.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/object.h>

namespace mayfly {

class MAYFLY_API WeakProxy final : public gc::WeakReference {
 public:
  static constexpr gc::KindId kKind = kKindWeakProxy;
  static const gc::KindRow kRow;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKindWeakProxy; }

  // Which of the two classes it is of, for good: runtime/ knows what can be called.
  enum class Target : uint8_t { kPlain, kCallable };

  // `callback`: nil, or what is to be called. Errors: kType when the target can't be weakly referenced, with its type's
  // name; kOutOfMemory. Without a callback, an existing shared proxy of the target is returned, as it was made.
  static Result<WeakProxy*> create(ObjectSpace& space, Value target, Target kind, Value callback = Value::nil());

  Object* get() const { return static_cast<Object*>(target_cell()); }
  bool is_callable() const { return has_flag(kCallableFlag); }
  // The name of the target's class when the proxy was made; survives the target.
  const Symbol& target_type() const { return *reinterpret_cast<const Symbol*>(meta_); }
  // The callback, or nil when it has none or has fired (contract 1.16).
  Value callback() const { return is_armed() ? Value::from_word(callback_word()) : Value::nil(); }

 private:
  friend class gc::Heap;
  static constexpr uint32_t kCallableFlag = gc::Cell::kFlag3;
  WeakProxy(gc::CellInit init, gc::WeakHandle target, uint64_t callback, const Symbol* target_type)
      : WeakReference(init, target, callback, reinterpret_cast<uintptr_t>(target_type)) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
};

}  // namespace mayfly
