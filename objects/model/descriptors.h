// The built-in descriptors: Property, StaticMethod, ClassMethod (contract 4.5, 3.7).
//
// Data only: what they do when looked up is in runtime/, which runs the functions they hold.
#pragma once

#include <mayfly/objects/model/object_space.h>
#include <mayfly/objects/value/object.h>

namespace mayfly {

// A data descriptor even without a setter. Each part is a callable, or nil; the documentation is any value.
class MAYFLY_API Property final : public Object {
  MAYFLY_CELL(Property, Object, kKindProperty)
  static Property* create(ObjectSpace& space, Value getter, Value setter = Value::nil(), Value deleter = Value::nil(),
                          Value documentation = Value::nil());

  Value getter() const { return getter_; }
  Value setter() const { return setter_; }
  Value deleter() const { return deleter_; }
  Value documentation() const { return documentation_; }
  void set_documentation(Value documentation) { documentation_ = documentation; }

 private:
  Property(gc::CellInit init, Value getter, Value setter, Value deleter, Value documentation)
      : Object(init), getter_(getter), setter_(setter), deleter_(deleter), documentation_(documentation) {}
  void trace(gc::Visitor& visitor) const;

  Value getter_;
  Value setter_;
  Value deleter_;
  Value documentation_;
};

// Yields its function as it is.
class MAYFLY_API StaticMethod final : public Object {
  MAYFLY_CELL(StaticMethod, Object, kKindStaticMethod)
  static StaticMethod* create(ObjectSpace& space, Value function);
  Value function() const { return function_; }

 private:
  StaticMethod(gc::CellInit init, Value function) : Object(init), function_(function) {}
  void trace(gc::Visitor& visitor) const;
  Value function_;
};

// Binds the class through which it is looked up.
class MAYFLY_API ClassMethod final : public Object {
  MAYFLY_CELL(ClassMethod, Object, kKindClassMethod)
  static ClassMethod* create(ObjectSpace& space, Value function);
  Value function() const { return function_; }

 private:
  ClassMethod(gc::CellInit init, Value function) : Object(init), function_(function) {}
  void trace(gc::Visitor& visitor) const;
  Value function_;
};

// Whether a class attribute goes before the instance's own (contract 4.2): a property, or an object whose class has a
// slot for setting or deleting.
MAYFLY_API bool is_data_descriptor(const ObjectSpace& space, Value value);

}  // namespace mayfly
