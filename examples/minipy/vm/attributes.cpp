// Reading attributes; writing is in attributes_write.cpp.
#include <minipy/objects/instance_dict.h>
#include <minipy/objects/slot.h>
#include <minipy/objects/super.h>
#include <minipy/vm/attributes.h>
#include <minipy/vm/instance_attributes.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/module.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/specials.h>

#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/runtime/attributes/binding.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/weak/proxy_target.h>

#include <cstdio>
#include <cstring>

namespace minipy {

namespace {

// "<name>"; empty: the name is too long for any.
class HiddenText {
 public:
  explicit HiddenText(std::string_view name) {
    if (name.size() + 2 > sizeof text_) return;
    text_[0] = '<';
    std::memcpy(text_ + 1, name.data(), name.size());
    text_[name.size() + 1] = '>';
    size_ = name.size() + 2;
  }
  std::string_view view() const { return {text_, size_}; }

 private:
  char text_[80];
  size_t size_ = 0;
};

// If anything has that name; null: nothing has.
const Symbol* known_hidden_name(Runtime& rt, std::string_view text) {
  const HiddenText hidden(text);
  return hidden.view().empty() ? nullptr : rt.space().symbols().find(hidden.view());
}

bool is_dunder(const Symbol& name) { return name.size() > 4 && name.view().starts_with("__"); }

// A method of a class that hides nothing itself.
Result<Value> find_on_super(Runtime& rt, Super& super, Symbol& name) {
  const Names& names = Minipy::of(rt).names();
  if (super.order() && &name != names.dunder_class.get()) {
    const Value raw = find_on_after(rt, *super.order(), name, super.after());
    if (!raw.is_empty()) {
      const bool through_class = super.object().is_object() && super.object().cell() == super.order();
      return bind_attr(rt, raw, through_class ? Value::empty() : super.object(), *super.order(), name);
    }
  }
  Class& cls = *rt.space().class_of(Value(&super));
  if (&name == names.dunder_class.get()) return Value(&cls);
  const Value raw = cls.find_attribute(name);
  return raw.is_empty() ? raw : bind_attr(rt, raw, Value(&super), cls, name);
}

Result<Value> find_on_module(Runtime& rt, Module& module, Symbol& name) {
  const Value found = find_in(module.names(), name);
  if (!found.is_empty()) return found;
  const Names& names = Minipy::of(rt).names();
  if (&name == names.dunder_dict.get()) return Value(&module.names());
  Class& cls = class_of(rt, Value(&module));
  if (&name == names.dunder_class.get()) return Value(&cls);
  const Value raw = find_on(rt, cls, name);
  if (!raw.is_empty()) return bind_attr(rt, raw, Value(&module), cls, name);
  const Value hook = find_in(module.names(), "__getattr__");
  if (hook.is_empty()) return hook;
  return call(rt, hook, {MAYFLY_TRY(new_string(rt, name.view()))});
}

// A descriptor with nothing to say about reading, which so does not go before what an object or class has itself.
bool only_writes(Runtime& rt, Value descriptor) {
  return !descriptor.is<Property>() && special_of(rt, descriptor, Special::kDescriptorGet).is_empty();
}

Result<Value> find_on_class(Runtime& rt, Class& object, Symbol& name) {
  const Names& names = Minipy::of(rt).names();
  Class& metaclass = object.metaclass();
  const Value on_type = find_on(rt, metaclass, name);
  if (!on_type.is_empty() && is_data_descriptor(rt.space(), on_type) && !only_writes(rt, on_type))
    return bind_attr(rt, on_type, Value(&object), metaclass, name);
  if (&name == names.dunder_class.get()) return Value(&metaclass);
  if (&name == names.dunder_dict.get()) return dict_of(rt, Value(&object));
  const Value own = find_on(rt, object, name);
  if (!own.is_empty()) return bind_attr(rt, own, Value::empty(), object, name);
  if (!on_type.is_empty()) return bind_attr(rt, on_type, Value(&object), metaclass, name);
  return Value::empty();
}

// A class that intercepts either way is not remembered: one cache serves both.
bool may_cache(const Class& cls) {
  return cls.special(Special::kGetAttribute).is_empty() && cls.special(Special::kSetAttribute).is_empty();
}

// What was found on an object or its class, before it is bound.
struct Raw {
  Value value = Value::empty();
  bool bind = false;
};

Raw look_up(Runtime& rt, Value object, Class& cls, const Symbol& name, AttributeCache* cache) {
  ObjectSpace& space = rt.space();
  const Value on_type = cls.find_attribute(name);
  bool is_data = !on_type.is_empty() && cls.has_data_descriptors() && is_data_descriptor(space, on_type);
  if (is_data && only_writes(rt, on_type)) {
    // One cache must not serve both ways then.
    is_data = false;
    cache = nullptr;
  }
  if (Instance* instance = own_slots(object)) {
    Shape& shape = instance->shape();
    if (cache && (!object.is<Instance>() || !may_cache(cls))) cache = nullptr;
    if (const Dict* dict = dictionary_of(rt, *instance)) [[unlikely]] {
      const Value own = is_data              ? Value::empty()
                        : on_type.is<Slot>() ? instance->own_attribute(name)
                                             : find_in(*dict, name);
      if (!own.is_empty()) return {own, false};
      cache = nullptr;
    } else if (!is_data) {
      if (const uint32_t slot = shape.find(name); slot != Shape::kNotFound) {
        if (cache) cache->remember_slot(shape, slot);
        return {instance->slot(slot), false};
      }
    }
    if (cache && !on_type.is_empty()) cache->remember_class_value(shape, on_type);
  } else if (!is_data) {
    if (const Function* function = object.try_as<Function>()) {
      const Dict* attributes = function->attributes();
      const Value own = attributes ? attributes->get(Value(&name)) : Value::empty();
      if (!own.is_empty()) return {own, false};
    }
  }
  if (on_type.is_empty()) return {find_on(rt, cls, name), true};
  return {on_type, true};
}

// How get_attr and find_attr begin; empty: missing, and what the program raised then, if it did, is in `error`.
Result<Value> find(Runtime& rt, Value object, Symbol& name, AttributeCache* cache, Error& error) {
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return find(rt, target, name, cache, error); });
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = object;
  held[1] = Value(&name);
  const bool is_own = object.is<Module>() || object.is<Super>();
  const bool replaced = !is_own && !rt.space().class_of(object)->special(Special::kGetAttribute).is_empty();
  if (replaced && !rt.calls().guard().has_room()) return rt.calls().recursion_error("the look-up of an attribute");
  const auto with_text = [&](Special special) -> Result<Value> {
    held[1] = MAYFLY_TRY(new_string(rt, name.view()));
    return invoke_special(rt, special, Arguments(held.data(), 2));
  };
  Result<Value> got = replaced ? with_text(Special::kGetAttribute) : find_attr_plainly(rt, object, name, cache);
  if (got && !got->is_empty()) return got;
  if (!got && !is_exception(rt, got.error(), ExceptionId::kAttribute)) return got;
  if (!rt.space().class_of(object)->special(Special::kMissingAttribute).is_empty()) {
    if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the look-up of an attribute");
    got = with_text(Special::kMissingAttribute);
    if (got || !is_exception(rt, got.error(), ExceptionId::kAttribute)) return got;
  }
  if (!got) error = got.take_error();
  return Value::empty();
}

}  // namespace

Class& class_of(Runtime& rt, Value value) {
  if (value.is_object()) {
    if (const Function* function = value.try_as<Function>()) {
      if (NativeCode::is(function->code())) return Minipy::of(rt).cls(ClassId::kBuiltinFunction);
    } else if (is_built_in_method(value)) {
      return Minipy::of(rt).cls(ClassId::kBuiltinFunction);
    }
  }
  return *rt.space().class_of(value);
}

bool is_built_in_method(Value value) {
  const BoundMethod* method = value.try_as<BoundMethod>();
  const Function* function = method ? Value(&method->function()).try_as<Function>() : nullptr;
  const NativeSpec* spec = function ? spec_of(*function) : nullptr;
  return spec && spec->use != NativeSpec::kFunction;
}

bool is_built_in(Runtime& rt, const Class& cls) {
  const Value module = cls.own_attribute(*Minipy::of(rt).names().dunder_module);
  if (module.is_empty() || module.is<Property>()) return true;
  const Symbol* mark = known_hidden_name(rt, "built-in");
  return mark && !cls.own_attribute(*mark).is_empty();
}

Result<Symbol*> hidden_name(Runtime& rt, std::string_view text) {
  const HiddenText hidden(text);
  if (hidden.view().empty()) return raise(rt, ExceptionId::kValue, "name too long");
  return intern(rt, hidden.view());
}

Value hidden_attribute(Runtime& rt, Value object, std::string_view text) {
  const Symbol* name = known_hidden_name(rt, text);
  if (!name) return Value::empty();
  if (const Instance* instance = own_slots(object)) return instance->own_attribute(*name);
  const Function* function = object.try_as<Function>();
  const Dict* attributes = function ? function->attributes() : nullptr;
  return attributes ? attributes->get(Value(name)) : Value::empty();
}

Value find_on(Runtime& rt, const Class& cls, const Symbol& name, Class** owner) {
  const Value found = cls.find_attribute(name, owner);
  if (!found.is_empty() || !is_dunder(name)) return found;
  // These are nobody's natives, and are asked for often.
  const Names& names = Minipy::of(rt).names();
  if (&name == names.dunder_class.get() || &name == names.dunder_dict.get()) return found;
  const Symbol* hidden = known_hidden_name(rt, name.view());
  return hidden ? cls.find_attribute(*hidden, owner) : Value::empty();
}

Value find_on_after(Runtime& rt, const Class& cls, const Symbol& name, const Class& after) {
  const Value found = cls.find_attribute_after(name, after);
  if (!found.is_empty() || !is_dunder(name)) return found;
  const Symbol* hidden = known_hidden_name(rt, name.view());
  return hidden ? cls.find_attribute_after(*hidden, after) : Value::empty();
}

Result<Value> bind_attr(Runtime& rt, Value raw, Value instance, Class& cls, const Symbol& name) {
  if (!instance.is_empty()) {
    const Property* property = raw.try_as<Property>();
    if (property && property->getter().is_nil()) {
      char text[300];
      std::snprintf(text, sizeof text, "property '%s' of '%s' object has no getter", name.c_str(),
                    type_name_of(rt, instance));
      return attribute_error(rt, instance, name, text);
    }
  }
  return bind(rt, raw, instance, cls, name);
}

Result<Value> find_attr_plainly(Runtime& rt, Value object, Symbol& name, AttributeCache* cache) {
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return find_attr_plainly(rt, target, name, cache); });
  if (Class* cls = object.try_as<Class>()) return find_on_class(rt, *cls, name);
  if (Module* module = object.try_as<Module>()) return find_on_module(rt, *module, name);
  if (Super* super = object.try_as<Super>()) return find_on_super(rt, *super, name);
  Class& cls = class_of(rt, object);
  const Raw raw = look_up(rt, object, cls, name, cache);
  if (!raw.value.is_empty()) {
    if (!raw.bind) return raw.value;
    return bind_attr(rt, raw.value, object, cls, name);
  }
  const Names& names = Minipy::of(rt).names();
  if (&name == names.dunder_class.get()) return Value(&cls);
  if (&name == names.dunder_dict.get()) return dict_of(rt, object);
  // A bound method shows its function's attributes (contract 3.2).
  if (const BoundMethod* method = object.try_as<BoundMethod>()) {
    if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the look-up of an attribute");
    return find_attr_plainly(rt, Value(&method->function()), name);
  }
  if (&name == names.dunder_doc.get()) return Value::nil();
  return Value::empty();
}

Result<Value> find_attr(Runtime& rt, Value object, Symbol& name) {
  Error error;
  return find(rt, object, name, nullptr, error);
}

Result<Value> get_attr(Runtime& rt, Value object, Symbol& name, AttributeCache* cache) {
  Error error;
  const Value found = MAYFLY_TRY(find(rt, object, name, cache, error));
  if (!found.is_empty()) return found;
  if (error.is_set()) return with_attribute(rt, std::move(error), object, name);
  // A method's attributes are its function's.
  if (object.is<BoundMethod>() && !is_built_in_method(object))
    return missing_attribute(rt, Value(&object.as<BoundMethod>()->function()), name);
  return missing_attribute(rt, object, name);
}

Result<Value> get_attr(Runtime& rt, Value object, Symbol& name) { return get_attr(rt, object, name, nullptr); }

Result<Method> look_up_method(Runtime& rt, Value receiver, Symbol& name, AttributeCache* cache) {
  const bool is_own = receiver.is<Module>() || receiver.is<Super>() || receiver.is<Class>();
  if (!is_own && !is_proxy(receiver) && rt.space().class_of(receiver)->special(Special::kGetAttribute).is_empty()) {
    Class& cls = class_of(rt, receiver);
    const Raw raw = look_up(rt, receiver, cls, name, cache);
    if (!raw.value.is_empty()) {
      if (!raw.bind) return Method{raw.value, false};
      if (raw.value.is<Function>()) return Method{raw.value, true};
    }
  }
  return Method{MAYFLY_TRY(get_attr(rt, receiver, name, cache)), false};
}

Error missing_attribute(Runtime& rt, Value object, const Symbol& name) {
  char text[400];
  if (is_proxy(object)) {
    const Object* target = object.as<WeakProxy>()->get();
    if (target) return missing_attribute(rt, Value(target), name);
  }
  if (const Class* cls = object.try_as<Class>()) {
    std::snprintf(text, sizeof text, "type object '%s' has no attribute '%s'", cls->name().c_str(), name.c_str());
  } else if (const Module* module = object.try_as<Module>()) {
    std::snprintf(text, sizeof text, "module '%s' has no attribute '%s'", module->name().c_str(), name.c_str());
  } else {
    std::snprintf(text, sizeof text, "'%s' object has no attribute '%s'", class_of(rt, object).name().c_str(),
                  name.c_str());
  }
  return attribute_error(rt, object, name, text);
}

Result<Symbol*> attribute_name(Runtime& rt, Value name) {
  if (name.is<Symbol>()) return name.as<Symbol>();
  const String* text = as<String>(name);
  if (!text) {
    return raise(rt, ExceptionId::kType, "attribute name must be string, not '%s'", class_of(rt, name).name().c_str());
  }
  Symbol* symbol = rt.space().symbols().intern(*text);
  if (!symbol) return rt.heap().allocation_error();
  return symbol;
}

Result<Value> make_super(Runtime& rt, Class& after, Value object) {
  if (is_proxy(object)) [[unlikely]]
    return on_target(rt, object, [&](Value target) { return make_super(rt, after, target); });
  Class* order = nullptr;
  if (Class* cls = object.try_as<Class>(); cls && cls->is_subclass_of(after)) order = cls;
  if (!order) order = rt.space().class_of(object);
  if (!order->is_subclass_of(after)) order = MAYFLY_TRY(claimed_class(rt, object));
  if (!order || !order->is_subclass_of(after)) {
    return raise(rt, ExceptionId::kType, "super(type, obj): obj must be an instance or subtype of type");
  }
  const Super* made = Super::create(rt.heap(), after, object, order);
  if (!made) return rt.heap().allocation_error();
  return Value(made);
}

Result<Value> dict_of(Runtime& rt, Value object) {
  if (const Module* module = object.try_as<Module>()) return Value(&module->names());
  if (Instance* instance = own_slots(object)) {
    if (!rt.space().class_of(object)->options().accepts_attributes) return Value::empty();
    return open_dictionary(rt, *instance, class_of(rt, object));
  }
  const InstanceDict* made = nullptr;
  if (object.is<Class>()) {
    made = InstanceDict::create_proxy(rt.heap(), object);
  } else if (const Function* function = object.try_as<Function>()) {
    if (NativeCode::is(function->code())) return Value::empty();
    made = InstanceDict::create(rt.heap(), object);
  } else {
    return Value::empty();
  }
  if (!made) return rt.heap().allocation_error();
  return Value(made);
}

}  // namespace minipy
