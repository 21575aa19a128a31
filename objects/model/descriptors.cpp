#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/descriptors.h>

namespace mayfly {

const gc::KindRow Property::kRow = {"property", &Property::trace_cell};
const gc::KindRow StaticMethod::kRow = {"static_method", &StaticMethod::trace_cell};
const gc::KindRow ClassMethod::kRow = {"class_method", &ClassMethod::trace_cell};

Property* Property::create(ObjectSpace& space, Value getter, Value setter, Value deleter, Value documentation) {
  return space.heap().make<Property>(getter, setter, deleter, documentation);
}

void Property::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  visitor.visit(getter_);
  visitor.visit(setter_);
  visitor.visit(deleter_);
  visitor.visit(documentation_);
}

StaticMethod* StaticMethod::create(ObjectSpace& space, Value function) {
  return space.heap().make<StaticMethod>(function);
}

void StaticMethod::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  visitor.visit(function_);
}

ClassMethod* ClassMethod::create(ObjectSpace& space, Value function) {
  return space.heap().make<ClassMethod>(function);
}

void ClassMethod::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  visitor.visit(function_);
}

bool is_data_descriptor(const ObjectSpace& space, Value value) {
  if (value.is<Property>()) return true;
  const Class& cls = *space.class_of(value);
  return !cls.special(Special::kDescriptorSet).is_empty() || !cls.special(Special::kDescriptorDelete).is_empty();
}

}  // namespace mayfly
