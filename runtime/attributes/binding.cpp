#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/runtime/attributes/binding.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/weak/proxy_target.h>

namespace mayfly {

namespace {

Result<Value> make_method(Runtime& rt, Value receiver, Object& function) {
  BoundMethod* method = BoundMethod::create(rt.space(), receiver, function);
  if (!method) return rt.heap().allocation_error();
  return method;
}

Result<Value> get_property(Runtime& rt, const Property& property, Value instance, const Symbol& name) {
  if (property.getter().is_nil()) {
    return make_error(ErrorKind::kAttribute, "attribute '%s' of '%s' object can't be read: the property has no getter",
                      name.c_str(), type_name(rt.space(), instance).data());
  }
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = property.getter();
  held[1] = instance;
  return invoke(rt, held[0], Arguments(&held[1], 1));
}

}  // namespace

Result<Value> bind(Runtime& rt, Value raw, Value instance, Class& cls, const Symbol& name) {
  if (!raw.is_object()) return raw;
  switch (raw.cell()->kind()) {
    case kKindFunction:
      return instance.is_empty() ? Result<Value>(raw) : make_method(rt, instance, *raw.as<Function>());
    case kKindProperty:
      return instance.is_empty() ? Result<Value>(raw) : get_property(rt, *raw.as<Property>(), instance, name);
    case kKindStaticMethod: return raw.as<StaticMethod>()->function();
    case kKindClassMethod: {
      const Value function = raw.as<ClassMethod>()->function();
      if (!function.is_object()) {
        return make_error(ErrorKind::kType, "class method '%s' holds %s, which is not callable", name.c_str(),
                          describe(rt.space(), function).c_str());
      }
      // What has __get__ decides itself what it gives; bound to the class as to an object.
      const bool binds = !function.is<Function>() &&
                         (function.is<Property>() || function.is<StaticMethod>() || function.is<ClassMethod>() ||
                          !rt.space().class_of(function)->special(Special::kDescriptorGet).is_empty());
      if (binds) {
        if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the look-up of an attribute");
        return bind(rt, function, Value(&cls), cls, name);
      }
      return make_method(rt, &cls, *static_cast<Object*>(function.cell()));
    }
    default: break;
  }
  const Value get = rt.space().class_of(raw)->special(Special::kDescriptorGet);
  if (get.is_empty()) return raw;
  Locals<3> held(rt);
  if (!held) return held.error();
  held[0] = raw;
  held[1] = instance.is_empty() ? Value::nil() : instance;
  held[2] = Value(&cls);
  return invoke_special(rt, Special::kDescriptorGet, Arguments(&held[0], 3));
}

Result<Value> get_super_attribute(Runtime& rt, Class& after, Value object, Symbol& name) {
  ObjectSpace& space = rt.space();
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return get_super_attribute(rt, after, target, name); });
  // Through a class (a class method's super), unless the class is an instance of `after` itself (a metaclass's super).
  Class* through = nullptr;
  if (Class* object_class = object.try_as<Class>(); object_class && object_class->is_subclass_of(after))
    through = object_class;
  Class& order = through ? *through : *space.class_of(object);
  if (!order.is_subclass_of(after)) {
    return make_error(ErrorKind::kType, "super: %s is no instance and no subclass of class '%s'",
                      describe(space, object).c_str(), after.name().c_str());
  }
  const Value raw = order.find_attribute_after(name, after);
  if (raw.is_empty()) {
    return make_error(ErrorKind::kAttribute,
                      "no class after '%s' in the resolution order of '%s' has an attribute '%s'", after.name().c_str(),
                      order.name().c_str(), name.c_str());
  }
  return bind(rt, raw, through ? Value::empty() : object, order, name);
}

}  // namespace mayfly
