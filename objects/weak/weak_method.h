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
// Classes may derive from its class (contract 2.13). Their instances are WeakMethods with attributes (own_slots.h), in
// cells of 80 bytes.
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
  static constexpr bool kWritesEveryWord = true;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKindWeakMethod; }

  // Errors: kType for what is no bound method (naming its type) or has a part that can't be weakly referenced.
  static Result<WeakMethod*> create(ObjectSpace& space, Value method, Value callback = Value::nil());
  // From the two parts; no bound method is made.
  static Result<WeakMethod*> create(ObjectSpace& space, Value receiver, Object& function,
                                    Value callback = Value::nil());

  // An instance of this class, whose instance kind is kKindWeakMethod; as create() for the built-in class itself.
  static Result<WeakMethod*> create_of(ObjectSpace& space, Class& cls, Value method, Value callback = Value::nil());

  // Both parts, alive, or two nulls. What a caller should use: one look at each cell.
  struct Parts {
    Object* receiver;
    Object* function;
    explicit operator bool() const { return receiver != nullptr; }
  };
  Parts parts() const {
    const Referents alive = referents();
    return {static_cast<Object*>(alive.first), static_cast<Object*>(alive.second)};
  }
  bool is_alive() const { return static_cast<bool>(parts()); }
  // A new bound method of the original's type; a null pointer when dead. Error: kOutOfMemory.
  Result<BoundMethod*> method(ObjectSpace& space) const;

  // What method() makes is a BoundMethod of the built-in class, and so it is no class of a program's: whoever calls one
  // can do with parts().
  bool makes_plain_methods() const { return meta_ == 0; }

  // Set when what it calls is not a Function.
  static constexpr uint32_t kOtherCallable = gc::Cell::kAux0;

  uint64_t receiver_identity() const { return identity(); }
  uint64_t function_identity() const { return second_identity(); }
  // Same receiver and same function, alive or dead; runs no user code.
  bool same_referents(const WeakMethod& other) const {
    return identity() == other.identity() && second_identity() == other.second_identity();
  }
  Value callback() const { return is_armed() ? Value::from_word(callback_word()) : Value::nil(); }
  // Null: it is of the built-in class.
  Instance* own_slots() const { return has_flag(kHasSlots) ? reinterpret_cast<Instance*>(meta_) : nullptr; }

 private:
  friend class gc::Heap;
  WeakMethod(gc::CellInit init, gc::WeakHandle receiver, gc::WeakHandle function, uint64_t callback,
             Class* method_class)
      : WeakPair(init, receiver, function, callback, reinterpret_cast<uintptr_t>(method_class)) {}
  // With room for the method's class behind it.
  WeakMethod(gc::CellInit init, gc::WeakHandle receiver, gc::WeakHandle function, uint64_t callback,
             Class* method_class, Instance& slots)
      : WeakPair(init, receiver, function, callback, reinterpret_cast<uintptr_t>(&slots)) {
    set_flag(kHasSlots);
    *class_behind() = method_class;
  }
  struct Made {  // what a new one is made from
    Value receiver;
    Object& function;
    Class* method_class;  // of the method, where that is a front-end's own; else null
    Value callback;
    Class* cls;  // its own class; null: the built-in one
  };
  static Result<WeakMethod*> make(ObjectSpace& space, const Made& from);
  static Result<WeakMethod*> make_from(ObjectSpace& space, Value method, Value callback, Class* cls);

  static constexpr uint32_t kHasSlots = kFlag3;
  // The header word is the slots of those that have some, and the class of the method of the others.
  Class** class_behind() const { return reinterpret_cast<Class**>(reinterpret_cast<uintptr_t>(this) + sizeof(*this)); }
  Class* method_class() const { return has_flag(kHasSlots) ? *class_behind() : reinterpret_cast<Class*>(meta_); }
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
};

static_assert(sizeof(WeakMethod) == 64);

}  // namespace mayfly
