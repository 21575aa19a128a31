// ref and WeakMethod: Python's equality and hashes (contract 1.14, 1.15, 2.10 to 2.12) on the core's references.
#include <minipy/modules/weakref.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/specials.h>

#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/objects/weak/weak_identity_map.h>
#include <mayfly/runtime/attributes/binding.h>
#include <mayfly/runtime/attributes/operators.h>

namespace minipy {

namespace {

bool is_reference(Value value) { return value.is<WeakRef>() || value.is<WeakMethod>(); }

Result<Value> self(Runtime& rt, Arguments args) {
  if (is_reference(args[0])) [[likely]]
    return args[0];
  return wrong_receiver(rt, args);
}

gc::Cell* target_of(Value reference) {
  if (const WeakRef* ref = reference.try_as<WeakRef>()) return ref->get();
  return reference.as<WeakMethod>()->target_cell();
}

Value callback_of(Value reference) {
  if (const WeakRef* ref = reference.try_as<WeakRef>()) return ref->callback();
  return reference.as<WeakMethod>()->callback();
}

// --- making ---------------------------------------------------------------------------------------------------------

Result<Class*> reference_class(Runtime& rt, Arguments args, gc::KindId kind) {
  return class_to_make(rt, args, *rt.space().class_of_kind(kind));
}

// A program's __init__ may take more; without one they have nowhere to go.
Result<> check_keywords(Runtime& rt, const Class& cls, Arguments args) {
  if (args.keywords() == 0 || !cls.special(Special::kInit).is_empty()) return {};
  return raise(rt, ExceptionId::kType, "%s() takes no keyword arguments",
               cls.options().instance_kind == kKindWeakRef ? "ref" : "WeakMethod");
}

Result<Value> make_reference(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(reference_class(rt, args, kKindWeakRef));
  if (cls->options().instance_kind != kKindWeakRef) {
    return raise(rt, ExceptionId::kType, "ReferenceType.__new__(%s) is not safe, use WeakMethod.__new__()",
                 cls->name().c_str());
  }
  MAYFLY_TRY(check_count(rt, args, "__new__", 1, 2));
  MAYFLY_TRY(check_keywords(rt, *cls, args));
  const Value callback = args.positional() > 2 ? args[2] : Value::nil();
  return Value(MAYFLY_TRY(WeakRef::create_of(rt.space(), *cls, args[1], callback)));
}

// What the core makes it of: a bound method, of whatever has __self__ and __func__ (contract 2.2). `own_type`: nil, or the
// class of such a value.
Result<BoundMethod*> method_to_refer_to(Runtime& rt, Value value, Value& own_type) {
  if (BoundMethod* method = value.try_as<BoundMethod>(); method && !is_built_in_method(value)) return method;
  Locals<2> held(rt);
  if (!held) return held.error();
  const Names& names = Minipy::of(rt).names();
  held[0] = MAYFLY_TRY(find_attr(rt, value, *names.dunder_self));
  held[1] = held[0].is_empty() ? Value::empty() : MAYFLY_TRY(find_attr(rt, value, *names.dunder_func));
  Class& cls = class_of(rt, value);
  if (held[0].is_empty() || held[1].is_empty()) {
    const String* text = MAYFLY_TRY(repr(rt, Value(&cls)));
    return raise(rt, ExceptionId::kType, "argument should be a bound method, not %s", text->c_str());
  }
  for (const Value part : {held[0], held[1]}) {
    if (!is_weakly_referenceable(rt.space(), part))
      return raise(rt, ExceptionId::kType, "cannot create weak reference to '%s' object", type_name_of(rt, part));
  }
  own_type = Value(&cls);
  BoundMethod* made = BoundMethod::create(rt.space(), held[0], *static_cast<Object*>(held[1].cell()));
  if (!made) return rt.heap().allocation_error();
  return made;
}

// The class of weak methods that give back methods of a type of the program's; it stands behind WeakMethod's name.
Result<Class*> typed_weak_method_class(Runtime& rt) {
  const Class& built_in = *rt.space().class_of_kind(kKindWeakMethod);
  return built_in.own_attribute(*MAYFLY_TRY(hidden_name(rt, "typed"))).as<Class>();
}

Result<Value> make_weak_method(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(reference_class(rt, args, kKindWeakMethod));
  if (args.positional() < 2)
    return raise(rt, ExceptionId::kType, "WeakMethod.__new__() missing 1 required positional argument: 'meth'");
  if (args.positional() > 3) {
    return raise(rt, ExceptionId::kType,
                 "WeakMethod.__new__() takes from 2 to 3 positional arguments but %u were given", args.positional());
  }
  MAYFLY_TRY(check_keywords(rt, *cls, args));
  const Value callback = args.positional() > 2 ? args[2] : Value::nil();
  Locals<3> held(rt);
  if (!held) return held.error();
  held[0] = Value(MAYFLY_TRY(method_to_refer_to(rt, args[1], held[1])));
  if (!held[1].is_nil() && cls == rt.space().class_of_kind(kKindWeakMethod))
    cls = MAYFLY_TRY(typed_weak_method_class(rt));
  held[2] = Value(MAYFLY_TRY(WeakMethod::create_of(rt.space(), *cls, held[0], callback)));
  if (!held[1].is_nil()) MAYFLY_TRY(set_hidden_attribute(rt, held[2], "type", held[1]));
  return held[2];
}

// The arguments have been seen by __new__.
Result<Value> initialize(Runtime& rt, Arguments args) {
  MAYFLY_TRY(self(rt, args));
  if (args.keywords() > 0) return raise(rt, ExceptionId::kType, "ref() takes no keyword arguments");
  MAYFLY_TRY(check_count(rt, args, "__init__", 1, 2));
  return Value::nil();
}

// --- calling, comparing ---------------------------------------------------------------------------------------------

Result<Value> dereference(Runtime& rt, Arguments args) {
  const Value reference = MAYFLY_TRY(self(rt, args));
  if (args.positional() > 1 || args.keywords() > 0)
    return raise(rt, ExceptionId::kType, "__call__() takes no arguments (%u given)", args.size() - 1);
  if (const WeakRef* ref = reference.try_as<WeakRef>()) {
    const Object* target = ref->get();
    return target ? Value(target) : Value::nil();
  }
  Local<BoundMethod> method(rt, MAYFLY_TRY(reference.as<WeakMethod>()->method(rt.space())));
  if (!method) return method.error();
  if (!method.get()) return Value::nil();
  const Value type = hidden_attribute(rt, reference, "type");
  if (type.is_empty()) return Value(method.get());
  return call(rt, type, {Value(&method->function()), method->receiver()});
}

// Both alive: what comparing the targets gives; else whether they are one reference.
Result<Value> compare_references(Runtime& rt, CompareOp op, Value a, Value b) {
  Locals<4> held(rt);
  if (!held) return held.error();
  const bool equal_op = op == CompareOp::kEqual;
  if (a.is<WeakMethod>()) {
    const WeakMethod::Parts x = a.as<WeakMethod>()->parts();
    const WeakMethod::Parts y = b.as<WeakMethod>()->parts();
    if (!x || !y) return Value::boolean((a == b) == equal_op);
    held[0] = Value(x.receiver);
    held[1] = Value(y.receiver);
    held[2] = Value(x.function);
    held[3] = Value(y.function);
    const bool equal = MAYFLY_TRY(equals(rt, held[0], held[1])) && MAYFLY_TRY(equals(rt, held[2], held[3]));
    return Value::boolean(equal == equal_op);
  }
  const gc::Cell* x = target_of(a);
  const gc::Cell* y = target_of(b);
  if (!x || !y) return Value::boolean((a == b) == equal_op);
  held[0] = Value(x);
  held[1] = Value(y);
  return compare(rt, op, held[0], held[1]);
}

template <CompareOp kOp>
Result<Value> compare_special(Runtime& rt, Arguments args) {
  const Value reference = MAYFLY_TRY(self(rt, args));
  const Value other = args[1];
  // A weak method leaves a plain reference to that one's rule, which compares targets (contract 2.11).
  if (!is_reference(other) || (reference.is<WeakMethod>() && !other.is<WeakMethod>())) return rt.not_implemented();
  return compare_references(rt, kOp, reference, other);
}

// The hash of a reference is its target's, once and for all (contract 1.15). It stands beside the references, by identity.
Result<WeakIdentityMap*> known_hashes(Runtime& rt) {
  const Class& cls = *rt.space().class_of_kind(kKindWeakRef);
  return cls.own_attribute(*MAYFLY_TRY(hidden_name(rt, "hashes"))).as<WeakIdentityMap>();
}

Result<Value> hash_special(Runtime& rt, Arguments args) {
  const Value reference = MAYFLY_TRY(self(rt, args));
  WeakIdentityMap& hashes = *MAYFLY_TRY(known_hashes(rt));
  const gc::Cell& cell = *reference.cell();
  if (const Probed found = hashes.find_identity(cell); found.found()) return hashes.value_at(found.position);
  const gc::Cell* target = target_of(reference);
  if (!target) return raise(rt, ExceptionId::kType, "weak object has gone away");
  const uint64_t number = MAYFLY_TRY(hash(rt, Value(target)));
  Local<Value> value(rt, MAYFLY_TRY(make_integer(rt.heap(), static_cast<int64_t>(number))));
  if (!value) return value.error();
  // The target's hash may have asked for this one.
  if (hashes.find_identity(cell).found()) return *value;
  if (!hashes.insert_new(rt.heap(), hash_identity(cell), *reference.cell(), *value))
    return rt.heap().allocation_error();
  return *value;
}

Result<Value> get_callback(Runtime& rt, Arguments args) { return callback_of(MAYFLY_TRY(self(rt, args))); }

// __name__ as the class of an object defines it: that is no place for the object's own ideas. Empty: there is none, or it
// fails.
Result<Value> name_by_class(Runtime& rt, Value object) {
  const Symbol& name = *Minipy::of(rt).names().dunder_name;
  Class& cls = class_of(rt, object);
  Local<Value> raw(rt, cls.find_attribute(name));
  if (!raw) return raw.error();
  if (!is_defined(raw.get())) return Value::empty();
  Result<Value> bound = bind(rt, raw.get(), object, cls, name);
  if (bound || is_uncatchable(bound.error())) return bound;
  return Value::empty();
}

Result<Value> representation(Runtime& rt, Arguments args) {
  const Value reference = MAYFLY_TRY(self(rt, args));
  Locals<2> held(rt);
  if (!held) return held.error();
  const gc::Cell* target = target_of(reference);
  TextBuilder text(rt.heap());
  text.append("<weakref");
  append_address(text, reference);
  if (!target) {
    text.append("; dead>");
    return Value(MAYFLY_TRY(text.finish()));
  }
  held[0] = Value(target);
  text.append("; to '");
  text.append(class_of(rt, held[0]).name().view());
  text.append("'");
  append_address(text, held[0]);
  held[1] = MAYFLY_TRY(name_by_class(rt, held[0]));
  if (const String* name = held[1].is_empty() ? nullptr : as<String>(held[1])) {
    text.append(" (");
    text.append(name->view());
    text.append(")");
  }
  text.append(">");
  return Value(MAYFLY_TRY(text.finish()));
}

// ref[type], for annotations.
Result<Value> subscribed(Runtime&, Arguments args) { return args[0]; }

constexpr NativeSpec kReference[] = {
    keywords_static_method<make_reference>("__new__"),
    getter<get_callback>("__callback__"),
    method<compare_special<CompareOp::kEqual>, 1>("__eq__"),
    method<compare_special<CompareOp::kNotEqual>, 1>("__ne__"),
    method<hash_special, 0>("__hash__"),
    method<representation, 0>("__repr__"),
    class_method<subscribed>("__class_getitem__", 1, 1),
};
constexpr NativeSpec kHidden[] = {
    keywords_method<initialize>("__init__"),
    keywords_method<dereference>("__call__"),
};
constexpr NativeSpec kWeakMethod[] = {
    keywords_static_method<make_weak_method>("__new__"),
};
constexpr NativeSpec kTyped[] = {
    keywords_method<dereference>("__call__"),
};

Result<> define_typed_weak_method(Runtime& rt, Class& built_in) {
  Class* const bases[] = {&built_in};
  ClassOptions options;
  options.accepts_attributes = false;
  Local<Class> typed(rt, MAYFLY_TRY(Class::create(rt.space(), built_in.name(), bases, options)));
  if (!typed) return typed.error();
  MAYFLY_TRY(set_module_of(rt, *typed, "weakref"));
  MAYFLY_TRY(install(rt, *typed, kTyped));
  return built_in.set_attribute(rt.space(), *MAYFLY_TRY(hidden_name(rt, "typed")), Value(typed.get()));
}

}  // namespace

Result<> define_references(Runtime& rt, Dict& ns) {
  Class& reference = *rt.space().class_of_kind(kKindWeakRef);
  Class& weak_method = *rt.space().class_of_kind(kKindWeakMethod);
  Local<WeakIdentityMap> hashes(rt, WeakIdentityMap::create(rt.heap()));
  if (!hashes) return hashes.error();
  if (!hashes.get()) return rt.heap().allocation_error();
  MAYFLY_TRY(reference.set_attribute(rt.space(), *MAYFLY_TRY(hidden_name(rt, "hashes")), Value(hashes.get())));
  MAYFLY_TRY(name_class(rt, reference, "weakref.ReferenceType"));
  MAYFLY_TRY(name_class(rt, weak_method, "WeakMethod", "weakref"));
  MAYFLY_TRY(install(rt, reference, kReference));
  MAYFLY_TRY(install_hidden(rt, reference, kHidden));
  MAYFLY_TRY(install(rt, weak_method, kWeakMethod));
  MAYFLY_TRY(define_typed_weak_method(rt, weak_method));
  MAYFLY_TRY(set_in(rt, ns, "ref", Value(&reference)));
  MAYFLY_TRY(set_in(rt, ns, "ReferenceType", Value(&reference)));
  return set_in(rt, ns, "WeakMethod", Value(&weak_method));
}

}  // namespace minipy
