// Writing and deleting attributes; reading is in attributes.cpp.
#include <minipy/objects/instance_dict.h>
#include <minipy/objects/slot.h>
#include <minipy/objects/super.h>
#include <minipy/vm/attributes.h>
#include <minipy/vm/class_building.h>
#include <minipy/vm/instance_attributes.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/module.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/specials.h>

#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/weak/proxy_target.h>

#include <cstdarg>
#include <cstdio>

namespace minipy {

namespace {

[[gnu::format(printf, 4, 5)]] Error refused(Runtime& rt, Value object, const Symbol& name, const char* format, ...) {
  char text[400];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  return attribute_error(rt, object, name, text);
}

// Attributes of built-in objects that CPython calls members: those are read-only in words of their own.
bool is_member(Runtime& rt, Value object, std::string_view name) {
  if (name == "__self__") return &class_of(rt, object) != &Minipy::of(rt).cls(ClassId::kBuiltinFunction);
  static constexpr std::string_view kNames[] = {
      "start",   "stop",     "step",           "__func__",     "__closure__", "__globals__", "__builtins__",
      "fget",    "fset",     "fdel",           "tb_frame",     "tb_lasti",    "tb_lineno",   "__thisclass__",
      "__mro__", "__base__", "__self_class__", "__callback__", "__objclass__"};
  for (const std::string_view each : kNames)
    if (each == name) return true;
  return name.starts_with("co_");
}

// Through a data descriptor; `value` empty: deletes.
Result<> change_through(Runtime& rt, Value descriptor, Value object, const Symbol& name, Value value) {
  const bool deletes = value.is_empty();
  if (const Property* property = descriptor.try_as<Property>()) {
    const Value function = deletes ? property->deleter() : property->setter();
    if (function.is_nil()) {
      const Function* getter = property->getter().try_as<Function>();
      if (getter && spec_of(*getter)) {  // an attribute of a built-in class
        if (property->setter().is_nil() && is_member(rt, object, name.view()))
          return refused(rt, object, name, "readonly attribute");
        if (property->setter().is_nil()) {
          const std::string_view owner = owner_of(*getter);
          return refused(rt, object, name, "attribute '%s' of '%.*s' objects is not writable", name.c_str(),
                         static_cast<int>(owner.size()), owner.data());
        }
        if (const Class* cls = object.try_as<Class>()) {
          return raise(rt, ExceptionId::kType, "cannot delete '%s' attribute of immutable type '%s'", name.c_str(),
                       cls->name().c_str());
        }
        return raise(rt, ExceptionId::kType, "%s may not be deleted", name.c_str());
      }
      return refused(rt, object, name, "property '%s' of '%s' object has no %s", name.c_str(), type_name_of(rt, object),
                     deletes ? "deleter" : "setter");
    }
    if (deletes)
      MAYFLY_TRY(call(rt, function, {object}));
    else
      MAYFLY_TRY(call(rt, function, {object, value}));
    return {};
  }
  const Special special = deletes ? Special::kDescriptorDelete : Special::kDescriptorSet;
  if (!is_defined(special_of(rt, descriptor, special)))
    return refused(rt, object, name, "%s", deletes ? "__delete__" : "__set__");
  MAYFLY_TRY(call_special(rt, special, descriptor, object, value));
  return {};
}

// Functions are bound where they are found on a class; built-in ones are not in Python.
Result<Value> as_class_attribute(Runtime& rt, Value value) {
  const Function* function = value.is_empty() ? nullptr : value.try_as<Function>();
  const NativeSpec* spec = function ? spec_of(*function) : nullptr;
  if (!spec || spec->use != NativeSpec::kFunction) return value;
  const StaticMethod* wrapped = StaticMethod::create(rt.space(), value);
  if (!wrapped) return rt.heap().allocation_error();
  return Value(wrapped);
}

Result<> change_class(Runtime& rt, Class& cls, Symbol& name, Value value) {
  const Value on_type = find_on(rt, cls.metaclass(), name);
  if (is_built_in(rt, cls)) {
    return raise(rt, ExceptionId::kType, "cannot set '%s' attribute of immutable type '%s'", name.c_str(),
                 cls.name().c_str());
  }
  if (!on_type.is_empty() && is_data_descriptor(rt.space(), on_type))
    return change_through(rt, on_type, Value(&cls), name, value);
  const Names& names = Minipy::of(rt).names();
  if (&name == names.dunder_dict.get())
    return refused(rt, Value(&cls), name, "attribute '__dict__' of 'type' objects is not writable");
  if (is_hidden(name)) return missing_attribute(rt, Value(&cls), name);
  if (!value.is_empty()) return cls.set_attribute(rt.space(), name, MAYFLY_TRY(as_class_attribute(rt, value)));
  if (!MAYFLY_TRY(cls.delete_attribute(rt.space(), name))) return missing_attribute(rt, Value(&cls), name);
  return {};
}

Result<> change_module(Runtime& rt, Module& module, Symbol& name, Value value) {
  if (!value.is_empty()) return set_in(rt, module.names(), name.view(), value);
  const Value key = MAYFLY_TRY(Minipy::of(rt).interned(name.view()));
  if (module.names().erase(key).found()) return {};
  return missing_attribute(rt, Value(&module), name);
}

// Contract 4.12.
Result<> assign_class(Runtime& rt, Value object, Value value) {
  Class* cls = value.try_as<Class>();
  if (!cls) {
    return raise(rt, ExceptionId::kType, "__class__ must be set to a class, not '%s' object", type_name_of(rt, value));
  }
  const Class& before = class_of(rt, object);
  Instance* instance = object.try_as<Instance>();
  if (!instance || is_built_in(rt, *cls) || is_built_in(rt, before)) {
    return raise(rt, ExceptionId::kType,
                 "__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  if (!has_same_layout(rt, before, *cls)) {
    return raise(rt, ExceptionId::kType, "__class__ assignment: '%s' object layout differs from '%s'",
                 cls->name().c_str(), before.name().c_str());
  }
  if (!instance->set_class(rt.space(), *cls)) return rt.heap().allocation_error();
  return {};
}

// A function's attributes, but for those that are hidden, become those of a dict.
Result<> assign_function_dict(Runtime& rt, Function& function, Value value) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = unboxed(value);
  if (const InstanceDict* window = held[0].try_as<InstanceDict>(); window && !window->is_proxy()) {
    if (window->object().identical(Value(&function))) return {};
    held[0] = MAYFLY_TRY(call_method(rt, held[0], "copy"));
  }
  if (!held[0].is<Dict>())
    return raise(rt, ExceptionId::kType, "__dict__ must be set to a dictionary, not a '%s'", type_name_of(rt, value));
  Dict* attributes = function.attributes();
  for (uint32_t i = attributes ? attributes->next(0) : 0; attributes && i < attributes->end();
       i = attributes->next(i + 1))
    if (!is_hidden(*attributes->key_at(i).as<Symbol>())) attributes->erase_at(i);
  const Dict& dict = *held[0].as<Dict>();
  for (uint32_t i = dict.next(0); i < dict.end(); i = dict.next(i + 1)) {
    Symbol* key = MAYFLY_TRY(attribute_name(rt, dict.key_at(i)));
    held[1] = Value(key);
    MAYFLY_TRY(set_attribute_plainly(rt, Value(&function), *key, dict.value_at(i)));
  }
  return {};
}

// `value` empty: deletes, and so there is a new one when it is asked for.
Result<> assign_dict(Runtime& rt, Value object, Symbol& name, Value value) {
  if (Function* function = object.try_as<Function>()) {
    if (value.is_empty()) return raise(rt, ExceptionId::kType, "cannot delete __dict__");
    return assign_function_dict(rt, *function, value);
  }
  const Class& cls = class_of(rt, object);
  Instance* instance = own_slots(object);
  if (!instance || !cls.options().accepts_attributes) return missing_attribute(rt, object, name);
  if (!value.is_empty() && !as<Dict>(value))
    return raise(rt, ExceptionId::kType, "__dict__ must be set to a dictionary, not a '%s'", type_name_of(rt, value));
  if (value.is_empty()) value = Value(Dict::create(rt.heap()));
  if (value.is_empty()) return rt.heap().allocation_error();
  return set_dictionary(rt, *instance, cls, value);
}

Error no_such_place(Runtime& rt, Value object, const Class& cls, const Symbol& name, bool deletes) {
  const bool has_dict = own_slots(object) && cls.options().accepts_attributes;
  if (!(deletes && has_dict) && !find_on(rt, cls, name).is_empty())
    return refused(rt, object, name, "'%s' object attribute '%s' is read-only", cls.name().c_str(), name.c_str());
  return missing_attribute(rt, object, name);
}

Result<> change_function(Runtime& rt, Function& function, Symbol& name, Value value) {
  const Class& cls = class_of(rt, Value(&function));
  if (NativeCode::is(function.code())) return no_such_place(rt, Value(&function), cls, name, value.is_empty());
  Dict* attributes = function.attributes();
  if (value.is_empty()) {
    if (attributes && attributes->erase(Value(&name)).found()) return {};
    return missing_attribute(rt, Value(&function), name);
  }
  if (!attributes) {
    attributes = Dict::create(rt.heap());
    if (!attributes) return rt.heap().allocation_error();
  }
  if (attributes->set(rt.heap(), Value(&name), value) != Dict::Set::kDone) return rt.heap().allocation_error();
  function.set_attributes(attributes);
  return {};
}

bool intercepts(const Class& cls) {
  return !cls.special(Special::kGetAttribute).is_empty() || !cls.special(Special::kSetAttribute).is_empty();
}

Result<> change_instance(Runtime& rt, Value object, Instance& instance, Class& cls, Value on_type, Symbol& name,
                         Value value, AttributeCache* cache) {
  ObjectSpace& space = rt.space();
  const bool is_slot = on_type.is<Slot>();
  if (Dict* dict = is_slot ? nullptr : dictionary_of(rt, instance)) [[unlikely]] {
    if (!value.is_empty()) return set_in(rt, *dict, name.view(), value);
    String* key = MAYFLY_TRY(Minipy::of(rt).interned(name.view()));
    if (dict->erase(Value(key)).found()) return {};
    return no_such_place(rt, object, cls, name, true);
  }
  if (value.is_empty()) {
    bool found = false;
    if (!instance.delete_own_attribute(space, name, found)) return rt.heap().allocation_error();
    if (found) return {};
    if (is_slot) return attribute_error(rt, object, name, name.c_str());
    return no_such_place(rt, object, cls, name, true);
  }
  if (!is_slot && !cls.options().accepts_attributes) return no_such_place(rt, object, cls, name, false);
  const Shape& before = instance.shape();
  if (!instance.set_own_attribute(space, name, value)) return rt.heap().allocation_error();
  const Shape& shape = instance.shape();
  if (!cache || !object.is<Instance>() || intercepts(cls)) return {};
  if (&shape != &before)
    cache->remember_new_slot(before, shape);
  else
    cache->remember_slot(shape, shape.find(name));
  return {};
}

// `value` empty: deletes.
Result<> change_plainly(Runtime& rt, Value object, Symbol& name, Value value, AttributeCache* cache) {
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return change_plainly(rt, target, name, value, cache); });
  const Names& names = Minipy::of(rt).names();
  if (&name == names.dunder_class.get()) {
    if (value.is_empty()) return raise(rt, ExceptionId::kType, "can't delete __class__ attribute");
    return assign_class(rt, object, value);
  }
  if (Class* changed = object.try_as<Class>()) return change_class(rt, *changed, name, value);
  if (Module* module = object.try_as<Module>()) return change_module(rt, *module, name, value);
  Class& cls = class_of(rt, object);
  const Value on_type = cls.find_attribute(name);
  if (!on_type.is_empty() && is_data_descriptor(rt.space(), on_type)) {
    if (cache && object.is<Instance>() && !value.is_empty() && on_type.is<Property>() && !intercepts(cls))
      cache->remember_class_value(object.as<Instance>()->shape(), on_type);
    return change_through(rt, on_type, object, name, value);
  }
  if (&name == names.dunder_dict.get()) return assign_dict(rt, object, name, value);
  if (Instance* instance = own_slots(object))
    return change_instance(rt, object, *instance, cls, on_type, name, value, cache);
  if (Function* function = object.try_as<Function>()) return change_function(rt, *function, name, value);
  return no_such_place(rt, object, cls, name, value.is_empty());
}

Result<> change(Runtime& rt, Value object, Symbol& name, Value value, AttributeCache* cache) {
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return change(rt, target, name, value, cache); });
  const Special special = value.is_empty() ? Special::kDeleteAttribute : Special::kSetAttribute;
  LocalArray held(rt, 3);
  if (!held) return held.error();
  held[0] = object;
  held[1] = Value(&name);
  held[2] = value;
  if (rt.space().class_of(object)->special(special).is_empty()) return change_plainly(rt, object, name, value, cache);
  if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the setting of an attribute");
  held[1] = MAYFLY_TRY(new_string(rt, name.view()));
  MAYFLY_TRY(invoke_special(rt, special, Arguments(held.data(), value.is_empty() ? 2 : 3)));
  return {};
}

}  // namespace

Result<> set_attr(Runtime& rt, Value object, Symbol& name, Value value, AttributeCache* cache) {
  return change(rt, object, name, value, cache);
}
Result<> set_attr(Runtime& rt, Value object, Symbol& name, Value value) {
  return change(rt, object, name, value, nullptr);
}
Result<> delete_attr(Runtime& rt, Value object, Symbol& name) {
  return change(rt, object, name, Value::empty(), nullptr);
}
Result<> set_attr_plainly(Runtime& rt, Value object, Symbol& name, Value value, AttributeCache* cache) {
  return change_plainly(rt, object, name, value, cache);
}
Result<> delete_attr_plainly(Runtime& rt, Value object, Symbol& name) {
  return change_plainly(rt, object, name, Value::empty(), nullptr);
}

Result<> set_module_of(Runtime& rt, Class& cls, std::string_view module) {
  Local<Symbol> mark(rt, MAYFLY_TRY(hidden_name(rt, "built-in")));
  if (!mark) return mark.error();
  MAYFLY_TRY(cls.set_attribute(rt.space(), *mark, Value::boolean(true)));
  const Value name = MAYFLY_TRY(new_string(rt, module));
  return cls.set_attribute(rt.space(), *Minipy::of(rt).names().dunder_module, name);
}

Result<> set_hidden_attribute(Runtime& rt, Value object, std::string_view text, Value value) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = object;
  held[1] = value;
  Symbol* name = MAYFLY_TRY(hidden_name(rt, text));
  if (Instance* instance = own_slots(object)) {
    if (!instance->set_own_attribute(rt.space(), *name, value)) return rt.heap().allocation_error();
    return {};
  }
  return change_function(rt, *object.as<Function>(), *name, value);
}

}  // namespace minipy
