// BoundMethod: a receiver and a function: what looking a method up on an instance gives.
//
// Ephemeral: each look-up makes a new one, so a weak reference to a bound method is dead at the next collection; a
// WeakMethod is the reference to hold. Equal to another when the receivers are the same object and the functions are
// equal (contract 3.3). Holds both parts strongly.
#pragma once

#include <mayfly/objects/model/object_space.h>
#include <mayfly/objects/value/object.h>

namespace mayfly {

class MAYFLY_API BoundMethod final : public Object {
  MAYFLY_CELL(BoundMethod, Object, kKindBoundMethod)

  // Null when out of memory. `function`: any callable object; `cls`: a method type of the front-end's own, or null.
  static BoundMethod* create(ObjectSpace& space, Value receiver, Object& function, Class* cls = nullptr);

  Value receiver() const { return receiver_; }
  Object& function() const { return *function_; }
  // Null: the built-in class.
  Class* method_class() const { return reinterpret_cast<Class*>(meta_); }

 private:
  BoundMethod(gc::CellInit init, Class* cls, Value receiver, Object& function)
      : Object(init, reinterpret_cast<uintptr_t>(cls)), receiver_(receiver), function_(&function) {}
  void trace(gc::Visitor& visitor) const;

  Value receiver_;
  gc::Member<Object> function_;
};

}  // namespace mayfly
