// Writing and deleting attributes; reading is in access.cpp.
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/runtime/attributes/access.h>
#include <mayfly/runtime/attributes/near_match.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/weak/proxy_target.h>

namespace mayfly {

namespace {

enum class Change { kSet, kDelete };

Error refused(Runtime& rt, Value object, const Symbol& name, const char* what, const char* why) {
  return make_error(ErrorKind::kAttribute, "attribute '%s' of '%s' object can't be %s: %s", name.c_str(),
                    type_name(rt.space(), object).data(), what, why);
}

// A call for its effect; `value` empty: none is passed.
Result<> call_for_effect(Runtime& rt, Value callee, Value first, Value value) {
  Locals<3> held(rt);
  if (!held) return held.error();
  held[0] = callee;
  held[1] = first;
  held[2] = value.is_empty() ? Value::nil() : value;
  Result<Value> done = invoke(rt, callee, Arguments(&held[1], value.is_empty() ? 1 : 2));
  if (!done) return done.take_error();
  return {};
}

Result<> call_special_for_effect(Runtime& rt, Special special, Value first, Value second, Value third) {
  Locals<3> held(rt);
  if (!held) return held.error();
  held[0] = first;
  held[1] = second;
  held[2] = third.is_empty() ? Value::nil() : third;
  Result<Value> done = invoke_special(rt, special, Arguments(&held[0], third.is_empty() ? 2 : 3));
  if (!done) return done.take_error();
  return {};
}

// Through a data descriptor (contract 4.3).
Result<> change_through(Runtime& rt, Value descriptor, Change change, Value object, const Symbol& name, Value value) {
  const char* what = change == Change::kSet ? "set" : "deleted";
  if (const Property* property = descriptor.try_as<Property>()) {
    const Value function = change == Change::kSet ? property->setter() : property->deleter();
    if (function.is_nil()) {
      return refused(rt, object, name, what,
                     change == Change::kSet ? "the property has no setter" : "the property has no deleter");
    }
    return call_for_effect(rt, function, object, value);
  }
  const Special special = change == Change::kSet ? Special::kDescriptorSet : Special::kDescriptorDelete;
  if (rt.space().class_of(descriptor)->special(special).is_empty())
    return refused(rt, object, name, what, "the descriptor does not define it");
  return call_special_for_effect(rt, special, descriptor, object, value);
}

Result<> set_on_function(Runtime& rt, Function& function, Symbol& name, Value value) {
  Dict* attributes = function.attributes();
  if (!attributes) {
    attributes = Dict::create(rt.heap());
    if (!attributes) return rt.heap().allocation_error();
  }
  // Names are plain keys: no user code is ever asked about them.
  if (attributes->set(rt.heap(), &name, value) != Dict::Set::kDone) return rt.heap().allocation_error();
  function.set_attributes(attributes);
  return {};
}

Result<> set_plainly(Runtime& rt, Value object, Symbol& name, Value value, AttributeCache* cache) {
  ObjectSpace& space = rt.space();
  const Class& cls = *space.class_of(object);
  if (cls.has_data_descriptors()) {
    const Value on_type = cls.find_attribute(name);
    if (!on_type.is_empty() && is_data_descriptor(space, on_type))
      return change_through(rt, on_type, Change::kSet, object, name, value);
  }
  if (Instance* instance = own_slots(object)) {
    if (!cls.options().accepts_attributes && instance->shape().find(name) == Shape::kNotFound) {
      NearMatch near(name.view());
      for (uint32_t i = 0; i < instance->shape().count(); i++) near.consider(instance->shape().name_at(i)->view());
      return make_error(ErrorKind::kAttribute, "'%s' object has no attribute '%s', and its class takes no new ones%s",
                        cls.name().c_str(), name.c_str(), near.suggestion());
    }
    if (!instance->set_own_attribute(space, name, value)) return rt.heap().allocation_error();
    const Shape& shape = instance->shape();
    if (cache && cls.special(Special::kGetAttribute).is_empty() && cls.special(Special::kSetAttribute).is_empty())
      cache->remember_slot(shape, shape.find(name));
    return {};
  }
  if (Class* changed = object.try_as<Class>()) return changed->set_attribute(space, name, value);
  if (Function* function = object.try_as<Function>()) return set_on_function(rt, *function, name, value);
  if (object.is<BoundMethod>()) return refused(rt, object, name, "set", "a bound method has none of its own");
  return refused(rt, object, name, "set", "objects of this type take no attributes");
}

Result<> delete_plainly(Runtime& rt, Value object, Symbol& name) {
  ObjectSpace& space = rt.space();
  const Class& cls = *space.class_of(object);
  if (cls.has_data_descriptors()) {
    const Value on_type = cls.find_attribute(name);
    if (!on_type.is_empty() && is_data_descriptor(space, on_type))
      return change_through(rt, on_type, Change::kDelete, object, name, Value::empty());
  }
  bool found = false;
  if (Instance* instance = own_slots(object)) {
    if (!instance->delete_own_attribute(space, name, found)) return rt.heap().allocation_error();
  } else if (Class* changed = object.try_as<Class>()) {
    found = MAYFLY_TRY(changed->delete_attribute(space, name));
  } else if (Function* function = object.try_as<Function>()) {
    found = function->attributes() && function->attributes()->erase(&name).found();
  } else if (object.is<BoundMethod>()) {
    return refused(rt, object, name, "deleted", "a bound method has none of its own");
  }
  if (!found) return missing_attribute_error(rt, object, name);
  return {};
}

}  // namespace

Result<> set_attribute(Runtime& rt, Value object, Symbol& name, Value value, AttributeCache* cache) {
  if (cache && object.is<Instance>()) {
    Instance& instance = *object.as<Instance>();
    if (cache->matches(instance.shape()) && cache->found() == AttributeCache::Found::kSlot) [[likely]] {
      instance.set_slot(cache->slot(), value);
      return {};
    }
  }
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return set_attribute(rt, target, name, value, cache); });
  if (!rt.space().class_of(object)->special(Special::kSetAttribute).is_empty())
    return call_special_for_effect(rt, Special::kSetAttribute, object, &name, value);
  return set_plainly(rt, object, name, value, cache);
}

Result<> delete_attribute(Runtime& rt, Value object, Symbol& name) {
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return delete_attribute(rt, target, name); });
  if (!rt.space().class_of(object)->special(Special::kDeleteAttribute).is_empty())
    return call_special_for_effect(rt, Special::kDeleteAttribute, object, &name, Value::empty());
  return delete_plainly(rt, object, name);
}

Result<> set_attribute_plainly(Runtime& rt, Value object, Symbol& name, Value value) {
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return set_attribute_plainly(rt, target, name, value); });
  return set_plainly(rt, object, name, value, nullptr);
}

Result<> delete_attribute_plainly(Runtime& rt, Value object, Symbol& name) {
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return delete_attribute_plainly(rt, target, name); });
  return delete_plainly(rt, object, name);
}

}  // namespace mayfly
