// property, staticmethod, classmethod, and what stands for a slot (contract 4.5, 3.7, 4.7).
//
// The core binds them; here is what programs see. What would make the core ask stands under hidden names.
#include <minipy/objects/slot.h>
#include <minipy/types/containers.h>
#include <minipy/types/function.h>
#include <minipy/vm/text.h>

#include <mayfly/objects/weak/own_slots.h>

namespace minipy {

namespace {

// --- property ------------------------------------------------------------------------------------------------------------

Result<Property*> property(Runtime& rt, Arguments args) { return receiver<Property>(rt, args); }

Result<Value> new_property(Runtime& rt, Value getter, Value setter, Value deleter, Value documentation) {
  return made(rt, Property::create(rt.space(), getter, setter, deleter, documentation));
}

Result<Value> property_of(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"fget", "fset", "fdel", "doc"};
  Locals<4> given(rt);
  if (!given) return given.error();
  MAYFLY_TRY(take(rt, "property", args, kNames, 0, 0, given.span()));
  for (size_t i = 0; i < 4; i++)
    if (given[i].is_empty()) given[i] = Value::nil();
  return new_property(rt, given[0], given[1], given[2], given[3]);
}

// One of a derived class is empty until __init__ is called.
Result<Value> make_property(Runtime& rt, Arguments args) {
  const Class& base = *rt.space().class_of_kind(kKindProperty);
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, base));
  if (cls == &base) return property_of(rt, args.rest());
  const Value nil = Value::nil();
  return boxed(rt, *cls, MAYFLY_TRY(new_property(rt, nil, nil, nil, nil)));
}

Result<Value> initialize_property(Runtime& rt, Arguments args) {
  const Value self = args[0];
  MAYFLY_TRY(property(rt, args));
  if (self.is<Property>()) return Value::nil();
  Local<Value> made(rt, MAYFLY_TRY(property_of(rt, args.rest())));
  if (!made) return made.error();
  const Names& names = Minipy::of(rt).names();
  if (!self.as<Instance>()->set_own_attribute(rt.space(), *names.boxed, *made)) return rt.heap().allocation_error();
  // The getter's text; the class's own would be found instead.
  const Property& inner = *(*made).as<Property>();
  if (!inner.documentation().is_nil() || inner.getter().is_nil()) return Value::nil();
  const Value found = MAYFLY_TRY(find_attr(rt, inner.getter(), *names.dunder_doc));
  if (!found.is_empty() && !found.is_nil()) MAYFLY_TRY(set_attr(rt, args[0], *names.dunder_doc, found));
  return Value::nil();
}

Result<Value> get_getter(Runtime& rt, Arguments args) { return MAYFLY_TRY(property(rt, args))->getter(); }
Result<Value> get_setter(Runtime& rt, Arguments args) { return MAYFLY_TRY(property(rt, args))->setter(); }
Result<Value> get_deleter(Runtime& rt, Arguments args) { return MAYFLY_TRY(property(rt, args))->deleter(); }

// Another one of the same class.
Result<Value> changed(Runtime& rt, Value self, Value getter, Value setter, Value deleter, Value documentation) {
  if (self.is<Property>()) return new_property(rt, getter, setter, deleter, documentation);
  return call(rt, Value(&class_of(rt, self)), {getter, setter, deleter, documentation});
}

Result<Value> with_getter(Runtime& rt, Arguments args) {
  const Property* self = MAYFLY_TRY(property(rt, args));
  return changed(rt, args[0], args[1], self->setter(), self->deleter(), self->documentation());
}
Result<Value> with_setter(Runtime& rt, Arguments args) {
  const Property* self = MAYFLY_TRY(property(rt, args));
  return changed(rt, args[0], self->getter(), args[1], self->deleter(), self->documentation());
}
Result<Value> with_deleter(Runtime& rt, Arguments args) {
  const Property* self = MAYFLY_TRY(property(rt, args));
  return changed(rt, args[0], self->getter(), self->setter(), args[1], self->documentation());
}

Result<Value> get_property_documentation(Runtime& rt, Arguments args) {
  const Property* self = MAYFLY_TRY(property(rt, args));
  if (!self->documentation().is_nil()) return self->documentation();
  if (self->getter().is_nil()) return Value::nil();
  const Value found = MAYFLY_TRY(find_attr(rt, self->getter(), *Minipy::of(rt).names().dunder_doc));
  return found.is_empty() ? Value::nil() : found;
}

Result<Value> set_property_documentation(Runtime& rt, Arguments args) {
  MAYFLY_TRY(property(rt, args))->set_documentation(args[1]);
  return Value::nil();
}

Error lacks(Runtime& rt, Value object, const char* what) {
  return raise(rt, ExceptionId::kAttribute, "property of '%s' object has no %s", type_name_of(rt, object), what);
}

Result<Value> property_get(Runtime& rt, Arguments args) {
  const Property* self = MAYFLY_TRY(property(rt, args));
  if (args[1].is_nil()) return args[0];
  if (self->getter().is_nil()) return lacks(rt, args[1], "getter");
  return call(rt, self->getter(), {args[1]});
}
Result<Value> property_set(Runtime& rt, Arguments args) {
  const Property* self = MAYFLY_TRY(property(rt, args));
  if (self->setter().is_nil()) return lacks(rt, args[1], "setter");
  MAYFLY_TRY(call(rt, self->setter(), {args[1], args[2]}));
  return Value::nil();
}
Result<Value> property_delete(Runtime& rt, Arguments args) {
  const Property* self = MAYFLY_TRY(property(rt, args));
  if (self->deleter().is_nil()) return lacks(rt, args[1], "deleter");
  MAYFLY_TRY(call(rt, self->deleter(), {args[1]}));
  return Value::nil();
}

// Attributes of built-in classes are properties here.
Result<Value> property_representation(Runtime& rt, Arguments args) {
  const Property* self = MAYFLY_TRY(property(rt, args));
  const Function* function = self->getter().try_as<Function>();
  const NativeSpec* spec = function ? spec_of(*function) : nullptr;
  if (!spec || spec->use != NativeSpec::kGetter) return Value(MAYFLY_TRY(default_repr(rt, args[0])));
  TextBuilder text(rt.heap());
  text.append("<attribute '");
  text.append(spec->name);
  text.append("' of '");
  text.append(owner_of(*function));
  text.append("' objects>");
  return Value(MAYFLY_TRY(text.finish()));
}

constexpr NativeSpec kProperty[] = {
    keywords_static_method<make_property>("__new__"),
    keywords_method<initialize_property>("__init__"),
    getter<get_getter>("fget"),
    getter<get_setter>("fset"),
    getter<get_deleter>("fdel"),
    accessor<get_property_documentation, set_property_documentation>("__doc__"),
    method<property_representation, 0>("__repr__"),
    method<with_getter, 1>("getter"),
    method<with_setter, 1>("setter"),
    method<with_deleter, 1>("deleter"),
    // What the core asks of derived classes alone.
    method<property_get, 1, 2>("__get__"),
    method<property_set, 2>("__set__"),
    method<property_delete, 1>("__delete__"),
};

// --- staticmethod, classmethod --------------------------------------------------------------------------------------

template <typename Wrapper>
Result<Value> make_wrapper(Runtime& rt, Arguments args) {
  const Class& cls = *rt.space().class_of_kind(Wrapper::kKind);
  MAYFLY_TRY(class_to_make(rt, args, cls));
  MAYFLY_TRY(refuse_keywords(rt, args, cls.name().c_str()));
  MAYFLY_TRY(check_count(rt, args, cls.name().c_str(), 1, 1));
  return made(rt, Wrapper::create(rt.space(), args[1]));
}

template <typename Wrapper>
Result<Value> get_wrapped(Runtime& rt, Arguments args) {
  return MAYFLY_TRY(receiver<Wrapper>(rt, args))->function();
}

// An attribute of the function, as its wrapper's.
template <typename Wrapper>
Result<Value> read_through(Runtime& rt, Arguments args, std::string_view name) {
  const Value function = MAYFLY_TRY(receiver<Wrapper>(rt, args))->function();
  return get_attr(rt, function, *MAYFLY_TRY(intern(rt, name)));
}
template <typename Wrapper>
Result<Value> get_name(Runtime& rt, Arguments args) {
  return read_through<Wrapper>(rt, args, "__name__");
}
template <typename Wrapper>
Result<Value> get_qualified_name(Runtime& rt, Arguments args) {
  return read_through<Wrapper>(rt, args, "__qualname__");
}
template <typename Wrapper>
Result<Value> get_documentation(Runtime& rt, Arguments args) {
  return read_through<Wrapper>(rt, args, "__doc__");
}
template <typename Wrapper>
Result<Value> get_module(Runtime& rt, Arguments args) {
  return read_through<Wrapper>(rt, args, "__module__");
}
template <typename Wrapper>
Result<Value> get_dict(Runtime& rt, Arguments args) {
  return read_through<Wrapper>(rt, args, "__dict__");
}

template <typename Wrapper>
Result<Value> wrapper_representation(Runtime& rt, Arguments args) {
  const Value function = MAYFLY_TRY(receiver<Wrapper>(rt, args))->function();
  Local<Value> inner(rt, Value(MAYFLY_TRY(repr(rt, function))));
  if (!inner) return inner.error();
  TextBuilder text(rt.heap());
  text.append("<");
  text.append(type_name_of(rt, args[0]));
  text.append("(");
  text.append((*inner).template as<String>()->view());
  text.append(")>");
  return Value(MAYFLY_TRY(text.finish()));
}

Result<Value> call_static(Runtime& rt, Arguments args) {
  const StaticMethod* self = MAYFLY_TRY(receiver<StaticMethod>(rt, args));
  return invoke(rt, self->function(), args.rest());
}

template <typename Wrapper>
constexpr NativeSpec kWrapper[] = {
    keywords_static_method<make_wrapper<Wrapper>>("__new__"),
    getter<get_wrapped<Wrapper>>("__func__"),
    getter<get_wrapped<Wrapper>>("__wrapped__"),
    getter<get_name<Wrapper>>("__name__"),
    getter<get_qualified_name<Wrapper>>("__qualname__"),
    getter<get_documentation<Wrapper>>("__doc__"),
    getter<get_module<Wrapper>>("__module__"),
    getter<get_dict<Wrapper>>("__dict__"),
    method<wrapper_representation<Wrapper>, 0>("__repr__"),
};
constexpr NativeSpec kWrapperHidden[] = {
    method<bind_descriptor, 1, 2>("__get__"),
};
constexpr NativeSpec kStaticHidden[] = {
    keywords_method<call_static>("__call__"),
};

// --- slots ----------------------------------------------------------------------------------------------------------

Result<Instance*> instance_of_slot(Runtime& rt, const Slot& slot, Value object) {
  Instance* instance = own_slots(object);
  if (instance && class_of(rt, object).is_subclass_of(slot.owner())) return instance;
  return raise(rt, ExceptionId::kType, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
               slot.name().c_str(), slot.owner().name().c_str(), type_name_of(rt, object));
}

Result<Value> slot_get(Runtime& rt, Arguments args) {
  const Slot* slot = MAYFLY_TRY(receiver<Slot>(rt, args));
  if (args[1].is_nil()) return args[0];
  const Instance* instance = MAYFLY_TRY(instance_of_slot(rt, *slot, args[1]));
  const Value value = instance->own_attribute(slot->name());
  if (value.is_empty()) return missing_attribute(rt, args[1], slot->name());
  return value;
}

Result<Value> slot_set(Runtime& rt, Arguments args) {
  const Slot* slot = MAYFLY_TRY(receiver<Slot>(rt, args));
  Instance* instance = MAYFLY_TRY(instance_of_slot(rt, *slot, args[1]));
  if (!instance->set_own_attribute(rt.space(), slot->name(), args[2])) return rt.heap().allocation_error();
  return Value::nil();
}

Result<Value> slot_delete(Runtime& rt, Arguments args) {
  const Slot* slot = MAYFLY_TRY(receiver<Slot>(rt, args));
  Instance* instance = MAYFLY_TRY(instance_of_slot(rt, *slot, args[1]));
  bool found = false;
  if (!instance->delete_own_attribute(rt.space(), slot->name(), found)) return rt.heap().allocation_error();
  if (!found) return attribute_error(rt, args[1], slot->name(), slot->name().c_str());
  return Value::nil();
}

Result<Value> slot_name(Runtime& rt, Arguments args) {
  return new_string(rt, MAYFLY_TRY(receiver<Slot>(rt, args))->name().view());
}
Result<Value> slot_owner(Runtime& rt, Arguments args) { return Value(&MAYFLY_TRY(receiver<Slot>(rt, args))->owner()); }

Result<Value> slot_representation(Runtime& rt, Arguments args) {
  const Slot* slot = MAYFLY_TRY(receiver<Slot>(rt, args));
  TextBuilder text(rt.heap());
  text.append("<member '");
  text.append(slot->name().view());
  text.append("' of '");
  text.append(slot->owner().name().view());
  text.append("' objects>");
  return Value(MAYFLY_TRY(text.finish()));
}

// __get__ is asked by the core where the instance has nothing under the name.
constexpr NativeSpec kSlot[] = {
    method<slot_get, 1, 2>("__get__"),
    getter<slot_name>("__name__"),
    getter<slot_owner>("__objclass__"),
    method<slot_representation, 0>("__repr__"),
};
constexpr NativeSpec kSlotHidden[] = {
    method<slot_set, 2>("__set__"),
    method<slot_delete, 1>("__delete__"),
};

Result<> define_slot(Runtime& rt) {
  Local<Symbol> name(rt, MAYFLY_TRY(intern(rt, "member_descriptor")));
  if (!name) return name.error();
  ClassOptions options;
  options.weakly_referenceable = false;
  options.accepts_attributes = false;
  options.is_final = true;
  options.instance_kind = Slot::kind();
  Class* cls = MAYFLY_TRY(Class::create(rt.space(), *name, {}, options));
  rt.space().set_class_of_kind(Slot::kind(), *cls);
  MAYFLY_TRY(install(rt, *cls, kSlot));
  return install_hidden(rt, *cls, kSlotHidden);
}

}  // namespace

Result<> define_descriptors(Runtime& rt) {
  Class& property_class = *rt.space().class_of_kind(kKindProperty);
  MAYFLY_TRY(install(rt, property_class, kProperty));
  MAYFLY_TRY(publish(rt, property_class));
  Class& static_class = *rt.space().class_of_kind(kKindStaticMethod);
  MAYFLY_TRY(install(rt, static_class, kWrapper<StaticMethod>));
  MAYFLY_TRY(install_hidden(rt, static_class, kWrapperHidden));
  MAYFLY_TRY(install_hidden(rt, static_class, kStaticHidden));
  MAYFLY_TRY(publish(rt, static_class));
  Class& class_class = *rt.space().class_of_kind(kKindClassMethod);
  MAYFLY_TRY(install(rt, class_class, kWrapper<ClassMethod>));
  MAYFLY_TRY(install_hidden(rt, class_class, kWrapperHidden));
  MAYFLY_TRY(publish(rt, class_class));
  return define_slot(rt);
}

}  // namespace minipy
