// Reading attributes; writing is in access_write.cpp.
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/runtime/attributes/access.h>
#include <mayfly/runtime/attributes/binding.h>
#include <mayfly/runtime/attributes/near_match.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/frontend/frontend.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/weak/proxy_target.h>

namespace mayfly {

namespace {

// What was found, before it is bound. Instance and class attributes alike; empty raw: nothing.
struct Raw {
  Value value = Value::empty();
  bool bind = false;  // it stood on the object's type
};

// Contract 4.2, without the special methods.
Raw look_up(Runtime& rt, Value object, const Symbol& name, AttributeCache* cache) {
  ObjectSpace& space = rt.space();
  const Class& cls = *space.class_of(object);
  const Value on_type = cls.find_attribute(name);
  const bool is_data = !on_type.is_empty() && cls.has_data_descriptors() && is_data_descriptor(space, on_type);
  if (Instance* instance = own_slots(object)) {
    Shape& shape = instance->shape();
    // One cache may serve reading and writing, so a class that intercepts either is not remembered at all.
    if (cache && (!cls.special(Special::kGetAttribute).is_empty() || !cls.special(Special::kSetAttribute).is_empty()))
      cache = nullptr;
    if (!is_data) {
      if (const uint32_t slot = shape.find(name); slot != Shape::kNotFound) {
        if (cache) cache->remember_slot(shape, slot);
        return {instance->slot(slot), false};
      }
    }
    if (cache && !on_type.is_empty()) cache->remember_class_value(shape, on_type);
    return {on_type, true};
  }
  if (is_data) return {on_type, true};
  if (const Function* function = object.try_as<Function>()) {
    if (const Dict* attributes = function->attributes()) {
      if (const Value own = attributes->get(&name); !own.is_empty()) return {own, false};
    }
  }
  return {on_type, true};
}

Result<Value> get_from_class(Runtime& rt, Class& object, Symbol& name) {
  ObjectSpace& space = rt.space();
  Class& metaclass = object.metaclass();
  const Value on_type = metaclass.find_attribute(name);
  if (!on_type.is_empty() && is_data_descriptor(space, on_type)) return bind(rt, on_type, &object, metaclass, name);
  const Value own = object.find_attribute(name);
  if (!own.is_empty()) return bind(rt, own, Value::empty(), object, name);
  if (!on_type.is_empty()) return bind(rt, on_type, &object, metaclass, name);
  return Value::empty();
}

// Empty: there is none.
Result<Value> get_plainly(Runtime& rt, Value object, Symbol& name, AttributeCache* cache) {
  if (Class* cls = object.try_as<Class>()) return get_from_class(rt, *cls, name);
  const Raw raw = look_up(rt, object, name, cache);
  if (!raw.value.is_empty()) {
    if (!raw.bind) return raw.value;
    return bind(rt, raw.value, object, *rt.space().class_of(object), name);
  }
  // A bound method shows its function's attributes (contract 3.2).
  if (const BoundMethod* method = object.try_as<BoundMethod>()) {
    if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the look-up of an attribute");
    return get_plainly(rt, &method->function(), name, nullptr);
  }
  return Value::empty();
}

Result<Value> call_with_name(Runtime& rt, Special special, Value object, Symbol& name) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = object;
  held[1] = Value(&name);
  return invoke_special(rt, special, Arguments(&held[0], 2));
}

bool means_missing(Runtime& rt, const Error& error) {
  if (const FrontEnd* front_end = rt.front_end()) return front_end->means_missing_attribute(error);
  return error.kind() == ErrorKind::kAttribute;
}

[[gnu::noinline]] Result<Value> get_slowly(Runtime& rt, Value object, Symbol& name, AttributeCache* cache) {
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return get_attribute(rt, target, name, cache); });
  const Class& cls = *rt.space().class_of(object);
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = object;
  held[1] = Value(&name);
  const bool replaced = !cls.special(Special::kGetAttribute).is_empty();
  Result<Value> got =
      replaced ? call_with_name(rt, Special::kGetAttribute, object, name) : get_plainly(rt, object, name, cache);
  if (got) {
    if (!got->is_empty()) return got;
  } else if (!means_missing(rt, got.error())) {
    return got;
  }
  if (!rt.space().class_of(object)->special(Special::kMissingAttribute).is_empty())
    return call_with_name(rt, Special::kMissingAttribute, object, name);
  if (!got) return got;
  return missing_attribute_error(rt, object, name);
}

void consider_class(NearMatch& near, const Class& cls) {
  for (const gc::Member<Class>& base : cls.resolution_order())
    for (size_t i = 0; i < base->attribute_count(); i++) near.consider(base->attribute_name(i)->view());
}

}  // namespace

Result<Value> get_attribute(Runtime& rt, Value object, Symbol& name, AttributeCache* cache) {
  if (cache && object.is<Instance>()) [[likely]] {
    const Instance& instance = *object.as<Instance>();
    if (cache->matches(instance.shape())) [[likely]] {
      if (cache->found() == AttributeCache::Found::kSlot) return instance.slot(cache->slot());
      if (cache->found() == AttributeCache::Found::kClassValue)
        return bind(rt, cache->class_value(), object, instance.cls(), name);
    }
  }
  return get_slowly(rt, object, name, cache);
}

Result<Value> get_attribute_plainly(Runtime& rt, Value object, Symbol& name) {
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return get_attribute_plainly(rt, target, name); });
  const Value got = MAYFLY_TRY(get_plainly(rt, object, name, nullptr));
  if (got.is_empty()) return missing_attribute_error(rt, object, name);
  return got;
}

Result<Method> find_method(Runtime& rt, Value receiver, Symbol& name, AttributeCache* cache) {
  const Class& cls = *rt.space().class_of(receiver);
  const bool simple = cls.special(Special::kGetAttribute).is_empty() && !receiver.is<Class>() && !is_proxy(receiver);
  if (simple) {
    const Raw raw = look_up(rt, receiver, name, cache);
    if (!raw.value.is_empty()) {
      if (!raw.bind) return Method{raw.value, false};
      if (raw.value.is<Function>()) return Method{raw.value, true};
    }
  }
  return Method{MAYFLY_TRY(get_slowly(rt, receiver, name, cache)), false};
}

Error missing_attribute_error(Runtime& rt, Value object, const Symbol& name) {
  ObjectSpace& space = rt.space();
  NearMatch near(name.view());
  if (const Class* cls = object.try_as<Class>()) {
    consider_class(near, *cls);
    return make_error(ErrorKind::kAttribute, "class '%s' has no attribute '%s'%s", cls->name().c_str(), name.c_str(),
                      near.suggestion());
  }
  if (const Instance* instance = own_slots(object)) {
    const Shape& shape = instance->shape();
    for (uint32_t i = 0; i < shape.count(); i++) near.consider(shape.name_at(i)->view());
  }
  consider_class(near, *space.class_of(object));
  return make_error(ErrorKind::kAttribute, "'%s' object has no attribute '%s'%s", type_name(space, object).data(),
                    name.c_str(), near.suggestion());
}

}  // namespace mayfly
