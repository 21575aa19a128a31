// object.__reduce_ex__: how copy sees an object: (callable, arguments, state, items, pairs).
#include <minipy/objects/set.h>
#include <minipy/objects/slot.h>
#include <minipy/types/containers.h>
#include <minipy/types/object.h>
#include <minipy/vm/instance_attributes.h>

#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/runtime/call/invoke.h>

namespace minipy {

namespace {

// copyreg.__newobj__(cls, *args).
Result<Value> new_object(Runtime& rt, Arguments args) {
  Class* cls = args[0].try_as<Class>();
  if (!cls)
    return raise(rt, ExceptionId::kType, "__newobj__ argument must be a type, not '%s'", type_name_of(rt, args[0]));
  Local<Value> make(rt, MAYFLY_TRY(get_attr(rt, args[0], *rt.space().special_name(Special::kNew))));
  if (!make) return make.error();
  return invoke(rt, *make, args);
}

constexpr NativeSpec kNewObject = function<new_object, 1, kAnyNumber>("__newobj__");

// The attributes of the instance itself: those that slots declare, or the others. nil: there are none.
Result<Value> attributes_dict(Runtime& rt, Value object, bool of_slots) {
  const Instance* instance = own_slots(object);
  if (!instance) return Value::nil();
  if (Dict* present = of_slots ? nullptr : dictionary_of(rt, *instance))
    return present->empty() ? Value::nil() : Value(present);
  const Class& cls = class_of(rt, object);
  Local<Dict> dict(rt, Dict::create(rt.heap()));
  if (!dict) return dict.error();
  if (!dict.get()) return rt.heap().allocation_error();
  for (uint32_t i = 0; i < instance->shape().count(); i++) {
    const Symbol& name = *instance->shape().name_at(i);
    if (is_hidden(name) || instance->slot(i).is_empty()) continue;
    if (cls.find_attribute(name).is<Slot>() != of_slots) continue;
    const Value text = MAYFLY_TRY(new_string(rt, name.view()));
    if (dict->set(rt.heap(), text, instance->slot(i)) != Dict::Set::kDone) return rt.heap().allocation_error();
  }
  return dict->empty() ? Value::nil() : Value(dict.get());
}

// Those of the program's __getnewargs__, or what an instance of a built-in type's subclass stands for.
Result<Value> new_arguments(Runtime& rt, Value object) {
  Local<Value> got(rt, MAYFLY_TRY(find_attr(rt, object, *MAYFLY_TRY(intern(rt, "__getnewargs__")))));
  if (!got) return got.error();
  if (!got.get().is_empty()) {
    got.set(MAYFLY_TRY(call(rt, *got)));
    if (as<Tuple>(*got)) return *got;
    return raise(rt, ExceptionId::kType, "__getnewargs__ should return a tuple, not '%s'", type_name_of(rt, *got));
  }
  const Value inner = unboxed(object);
  const bool is_mutable = inner.is<List>() || inner.is<Dict>() || (inner.is<Set>() && !inner.as<Set>()->is_frozen());
  if (inner.identical(object) || is_mutable) return new_tuple(rt, {});
  return new_tuple(rt, {&inner, 1});
}

}  // namespace

Result<Value> reduced_state(Runtime& rt, Arguments args) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(attributes_dict(rt, args[0], false));
  held[1] = MAYFLY_TRY(attributes_dict(rt, args[0], true));
  if (held[1].is_nil()) return held[0];
  return new_tuple(rt, {held.data(), 2});
}

Result<Value> reduce(Runtime& rt, Arguments args) {
  const Value object = args[0];
  enum { kCallable, kArguments, kState, kItems, kPairs, kMore, kCount };
  Locals<kCount> held(rt);
  if (!held) return held.error();
  Class& cls = class_of(rt, object);
  const bool is_instance = own_slots(object) != nullptr;
  if (!is_instance && !object.is<List>() && !object.is<Dict>())
    return raise(rt, ExceptionId::kType, "cannot pickle '%s' object", cls.name().c_str());
  // A __reduce__ of the program's goes first.
  if (args.positional() > 1) {
    Symbol* name = MAYFLY_TRY(intern(rt, "__reduce__"));
    if (!cls.find_attribute(*name).is_empty()) return call_method(rt, object, "__reduce__");
  }
  held[kMore] = MAYFLY_TRY(new_arguments(rt, object));
  const Tuple& more = *as<Tuple>(held[kMore]);
  List* arguments = List::create(rt.heap());
  if (!arguments || !arguments->append(rt.heap(), Value(&cls)) || !arguments->extend(rt.heap(), more.values()))
    return rt.heap().allocation_error();
  held[kArguments] = MAYFLY_TRY(new_tuple(rt, arguments->values()));
  held[kState] = MAYFLY_TRY(call_method(rt, object, "__getstate__"));
  const Value inner = unboxed(object);
  if (inner.is<List>()) held[kItems] = MAYFLY_TRY(get_iterator(rt, object));
  if (inner.is<Dict>()) {
    held[kPairs] = MAYFLY_TRY(call_method(rt, object, "items"));
    held[kPairs] = MAYFLY_TRY(get_iterator(rt, held[kPairs]));
  }
  if (inner.is<Set>() && !inner.as<Set>()->is_frozen()) {  // set.__reduce__ gives its items as an argument
    held[kMore] = Value(MAYFLY_TRY(to_list(rt, object)));
    held[kCallable] = Value(&cls);
    held[kArguments] = MAYFLY_TRY(new_tuple(rt, {&held[kMore], 1}));
    return new_tuple(rt, {held.data(), 3});
  }
  held[kCallable] = Value(MAYFLY_TRY(make_native_function(rt, kNewObject)));
  return new_tuple(rt, {held.data(), 5});
}

}  // namespace minipy
