// WeakMethod: a weak reference to a bound method; what a listener list holds.
//
// A bound method is ephemeral: nobody keeps it, so an ordinary weak reference to one is dead at the next collection. A
// WeakMethod refers to the two things that last, the receiver and the function, each weakly, and makes the method anew
// from them until the first of the two dies. Then it tells, exactly once, if it has a callback; the death of the other
// part is silent; both dying in one collection give one call, in the receiver's place (contract 2.4-2.8). It keeps
// neither part alive, nor does its callback's being armed. What the name is bound to later does not matter: it calls the
// function it was made with as long as that function lives somewhere (contract 2.7).
//
// It is on two weak cells, its receiver's and its function's, and takes 64 bytes. death() says why it is dead. identity
// (receiver and function) survives death. The semantics are those of Python's weakref.WeakMethod where that has any.
//
// To call through one, use Runtime::call_weak, which holds the receiver for the length of the call and makes no method.
#pragma once

#include <mayfly/gc/weak/weak_reference.h>
#include <mayfly/objects/model/object_space.h>
#include <mayfly/objects/value/object.h>

namespace mayfly {

class MAYFLY_API WeakMethod final : public gc::WeakPair {
 public:
  static constexpr gc::KindId kKind = kKindWeakMethod;
  static const gc::KindRow kRow;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKindWeakMethod; }

  // Errors: kType for what is no bound method (naming its type) or has a part that can't be weakly referenced.
  static Result<WeakMethod*> create(ObjectSpace& space, Value method, Value callback = Value::nil());
  // From the two parts; no bound method is made.
  static Result<WeakMethod*> create(ObjectSpace& space, Value receiver, Object& function,
                                    Value callback = Value::nil());

  // Both parts, alive, or two nulls. What a caller should use: one look at each cell.
  struct Parts {
    Object* receiver;
    Object* function;
    explicit operator bool() const { return receiver != nullptr; }
  };
  Parts parts() const {
    auto* receiver = static_cast<Object*>(target_cell());
    if (!receiver) return {nullptr, nullptr};
    auto* function = static_cast<Object*>(second_cell());
    if (!function) return {nullptr, nullptr};
    return {receiver, function};
  }
  bool is_alive() const { return static_cast<bool>(parts()); }
  // A new bound method of the original's type; a null pointer when dead. Error: kOutOfMemory.
  Result<BoundMethod*> method(ObjectSpace& space) const;

  uint64_t receiver_identity() const { return identity(); }
  uint64_t function_identity() const { return second_identity(); }
  // Same receiver and same function, alive or dead; runs no user code.
  bool same_referents(const WeakMethod& other) const {
    return identity() == other.identity() && second_identity() == other.second_identity();
  }
  Value callback() const { return is_armed() ? Value::from_word(callback_word()) : Value::nil(); }

 private:
  friend class gc::Heap;
  WeakMethod(gc::CellInit init, gc::WeakHandle receiver, gc::WeakHandle function, uint64_t callback,
             Class* method_class)
      : WeakPair(init, receiver, function, callback, reinterpret_cast<uintptr_t>(method_class)) {}
  static Result<WeakMethod*> create_of_type(ObjectSpace& space, Value receiver, Object& function, Class* method_class,
                                            Value callback);
  // The class of the method it was made from, where that is a front-end's own; else null.
  Class* method_class() const { return reinterpret_cast<Class*>(meta_); }
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
};

static_assert(sizeof(WeakMethod) == 64);

}  // namespace mayfly
