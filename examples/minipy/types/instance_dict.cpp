// The windows on attributes: what function.__dict__ and cls.__dict__ give. They show what there is at each moment; what is
// iterated over is what there was when the iteration began.
#include <minipy/objects/instance_dict.h>
#include <minipy/types/containers.h>
#include <minipy/types/function.h>

#include <mayfly/runtime/attributes/dict_operations.h>

namespace minipy {

namespace {

Result<InstanceDict*> window(Runtime& rt, Arguments args) { return receiver<InstanceDict>(rt, args); }

Result<InstanceDict*> writable(Runtime& rt, Arguments args) {
  InstanceDict* self = MAYFLY_TRY(window(rt, args));
  if (!self->is_proxy()) return self;
  return raise(rt, ExceptionId::kType, "'mappingproxy' object does not support item assignment");
}

// Attributes under a name; empty: none, as of what is no text. A mapping's may be anything.
Result<Value> look(Runtime& rt, const InstanceDict& self, Value key) {
  const Value object = self.object();
  if (Dict* mapping = object.try_as<Dict>()) return dict_get(rt, *mapping, key);
  const String* text = as<String>(key);
  const Symbol* name = text ? rt.space().symbols().find(text->view()) : nullptr;
  if (const Class* cls = object.try_as<Class>()) {
    if (!text) return Value::empty();
    const Value own = name && !is_hidden(*name) ? cls->own_attribute(*name) : Value::empty();
    if (!own.is_empty()) return own;
    const Symbol& hidden = *MAYFLY_TRY(hidden_name(rt, text->view()));
    return cls->own_attribute(hidden);
  }
  if (!name || is_hidden(*name)) return Value::empty();
  const Function* function = object.try_as<Function>();
  const Dict* attributes = function ? function->attributes() : nullptr;
  return attributes ? attributes->get(Value(name)) : Value::empty();
}

Result<> add(Runtime& rt, Dict& to, std::string_view name, Value value) {
  const Value text = MAYFLY_TRY(new_string(rt, name));
  if (to.set(rt.heap(), text, value) != Dict::Set::kDone) return rt.heap().allocation_error();
  return {};
}

// A dict of what there is now.
Result<Value> snapshot(Runtime& rt, const InstanceDict& self) {
  Local<Dict> held(rt, Dict::create(rt.heap()));
  if (!held) return held.error();
  if (!held.get()) return rt.heap().allocation_error();
  const Value object = self.object();
  if (object.is<Dict>()) {
    MAYFLY_TRY(dict_update(rt, *held, object));
  } else if (const Class* cls = object.try_as<Class>()) {
    for (size_t i = 0; i < cls->attribute_count(); i++) {
      const Symbol& name = *cls->attribute_name(i);
      std::string_view text = name.view();
      if (is_hidden(name)) {
        if (!text.starts_with("<__")) continue;
        text = text.substr(1, text.size() - 2);
      }
      MAYFLY_TRY(add(rt, *held, text, cls->own_attribute(name)));
    }
  } else if (const Function* function = object.try_as<Function>()) {
    const Dict* attributes = function->attributes();
    for (uint32_t i = attributes ? attributes->next(0) : 0; attributes && i < attributes->end();
         i = attributes->next(i + 1)) {
      const Symbol& name = *attributes->key_at(i).as<Symbol>();
      if (!is_hidden(name)) MAYFLY_TRY(add(rt, *held, name.view(), attributes->value_at(i)));
    }
  }
  return Value(held.get());
}

Result<Value> refuse_deletion(Runtime& rt, Arguments) {
  return raise(rt, ExceptionId::kType, "'mappingproxy' object does not support item deletion");
}

Error no_key(Runtime& rt, Value key) { return raise_with(rt, ExceptionId::kKey, key); }

// As the object has it, whatever its class says of the name.
Result<> store(Runtime& rt, const InstanceDict& self, Value key, Value value) {
  if (!as<String>(key)) {
    return raise(rt, ExceptionId::kType, "keys of an object's __dict__ must be str, not '%s'", type_name_of(rt, key));
  }
  Symbol* name = MAYFLY_TRY(attribute_name(rt, key));
  return set_attr_plainly(rt, self.object(), *name, value);
}

// False: there was none.
Result<bool> erase(Runtime& rt, const InstanceDict& self, Value key) {
  if (MAYFLY_TRY(look(rt, self, key)).is_empty()) return false;
  Symbol* name = MAYFLY_TRY(attribute_name(rt, key));
  Function* function = self.object().try_as<Function>();
  return function && function->attributes() && function->attributes()->erase(Value(name)).found();
}

// --- natives -------------------------------------------------------------------------------------------------------------

Result<Value> get_item_of(Runtime& rt, Arguments args) {
  const Value found = MAYFLY_TRY(look(rt, *MAYFLY_TRY(window(rt, args)), args[1]));
  if (found.is_empty()) return no_key(rt, args[1]);
  return found;
}

Result<Value> contains_key(Runtime& rt, Arguments args) {
  return Value::boolean(!MAYFLY_TRY(look(rt, *MAYFLY_TRY(window(rt, args)), args[1])).is_empty());
}

Result<Value> get(Runtime& rt, Arguments args) {
  const Value found = MAYFLY_TRY(look(rt, *MAYFLY_TRY(window(rt, args)), args[1]));
  if (!found.is_empty()) return found;
  return args.positional() > 2 ? args[2] : Value::nil();
}

// What a dict with the same items says: the method of this native's name.
Result<Value> ask_snapshot(Runtime& rt, Arguments args, const char* name) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(snapshot(rt, *MAYFLY_TRY(window(rt, args))));
  if (args.positional() < 2) return call_method(rt, held[0], name);
  held[1] = args[1];
  if (const InstanceDict* other = args[1].try_as<InstanceDict>()) held[1] = MAYFLY_TRY(snapshot(rt, *other));
  return call_method(rt, held[0], name, {held[1]});
}

Result<Value> keys(Runtime& rt, Arguments args) { return ask_snapshot(rt, args, "keys"); }
Result<Value> values(Runtime& rt, Arguments args) { return ask_snapshot(rt, args, "values"); }
Result<Value> items(Runtime& rt, Arguments args) { return ask_snapshot(rt, args, "items"); }
Result<Value> copy(Runtime& rt, Arguments args) { return snapshot(rt, *MAYFLY_TRY(window(rt, args))); }
Result<Value> iterate(Runtime& rt, Arguments args) { return ask_snapshot(rt, args, "__iter__"); }
Result<Value> iterate_backwards(Runtime& rt, Arguments args) { return ask_snapshot(rt, args, "__reversed__"); }
Result<Value> count(Runtime& rt, Arguments args) { return ask_snapshot(rt, args, "__len__"); }
Result<Value> equal(Runtime& rt, Arguments args) { return ask_snapshot(rt, args, "__eq__"); }
Result<Value> not_equal(Runtime& rt, Arguments args) { return ask_snapshot(rt, args, "__ne__"); }
Result<Value> merge(Runtime& rt, Arguments args) { return ask_snapshot(rt, args, "__or__"); }
Result<Value> merge_reflected(Runtime& rt, Arguments args) { return ask_snapshot(rt, args, "__ror__"); }

Result<Value> representation(Runtime& rt, Arguments args) {
  const InstanceDict* self = MAYFLY_TRY(window(rt, args));
  Local<Value> text(rt, MAYFLY_TRY(snapshot(rt, *self)));
  if (!text) return text.error();
  text.set(Value(MAYFLY_TRY(repr(rt, *text))));
  if (!self->is_proxy()) return *text;
  TextBuilder builder(rt.heap());
  builder.append("mappingproxy(");
  builder.append((*text).as<String>()->view());
  builder.append(")");
  return Value(MAYFLY_TRY(builder.finish()));
}

Result<Value> set_item_of(Runtime& rt, Arguments args) {
  MAYFLY_TRY(store(rt, *MAYFLY_TRY(writable(rt, args)), args[1], args[2]));
  return Value::nil();
}

Result<Value> delete_item_of(Runtime& rt, Arguments args) {
  if (!MAYFLY_TRY(erase(rt, *MAYFLY_TRY(writable(rt, args)), args[1]))) return no_key(rt, args[1]);
  return Value::nil();
}

Result<Value> pop(Runtime& rt, Arguments args) {
  const InstanceDict* self = MAYFLY_TRY(writable(rt, args));
  const Value found = MAYFLY_TRY(look(rt, *self, args[1]));
  if (found.is_empty()) return args.positional() > 2 ? Result<Value>(args[2]) : no_key(rt, args[1]);
  MAYFLY_TRY(erase(rt, *self, args[1]));
  return found;
}

Result<Value> pop_item(Runtime& rt, Arguments args) {
  const InstanceDict* self = MAYFLY_TRY(writable(rt, args));
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(snapshot(rt, *self));
  held[1] = MAYFLY_TRY(call_method(rt, held[0], "popitem"));
  MAYFLY_TRY(erase(rt, *self, held[1].as<Tuple>()->at(0)));
  return held[1];
}

Result<Value> set_default(Runtime& rt, Arguments args) {
  const InstanceDict* self = MAYFLY_TRY(writable(rt, args));
  const Value found = MAYFLY_TRY(look(rt, *self, args[1]));
  if (!found.is_empty()) return found;
  const Value value = args.positional() > 2 ? args[2] : Value::nil();
  MAYFLY_TRY(store(rt, *self, args[1], value));
  return value;
}

Result<Value> update(Runtime& rt, Arguments args) {
  const InstanceDict* self = MAYFLY_TRY(writable(rt, args));
  if (args.positional() > 2)
    return raise(rt, ExceptionId::kType, "update expected at most 1 argument, got %u", args.positional() - 1);
  Local<Dict> all(rt, Dict::create(rt.heap()));
  if (!all) return all.error();
  if (!all.get()) return rt.heap().allocation_error();
  if (args.positional() == 2) MAYFLY_TRY(dict_update(rt, *all, args[1]));
  MAYFLY_TRY(update_from_keywords(rt, *all, args));
  for (uint32_t i = all->next(0); i < all->end(); i = all->next(i + 1))
    MAYFLY_TRY(store(rt, *self, all->key_at(i), all->value_at(i)));
  return Value::nil();
}

Result<Value> merge_in_place(Runtime& rt, Arguments args) {
  MAYFLY_TRY(update(rt, args));
  return args[0];
}

Result<Value> clear(Runtime& rt, Arguments args) {
  const InstanceDict* self = MAYFLY_TRY(writable(rt, args));
  Local<Value> all(rt, MAYFLY_TRY(snapshot(rt, *self)));
  if (!all) return all.error();
  const Dict& names = *(*all).as<Dict>();
  for (uint32_t i = names.next(0); i < names.end(); i = names.next(i + 1))
    MAYFLY_TRY(erase(rt, *self, names.key_at(i)));
  return Value::nil();
}

// types.MappingProxyType(mapping)
Result<Value> make_proxy(Runtime& rt, Arguments args) {
  if (args.positional() == 2 && as<Dict>(args[1]))
    return made(rt, InstanceDict::create_proxy(rt.heap(), Value(as<Dict>(args[1]))));
  return raise(rt, ExceptionId::kType, "mappingproxy() argument must be a mapping, not %s",
               args.positional() > 1 ? type_name_of(rt, args[1]) : "nothing");
}

Result<Value> refuse_making(Runtime& rt, Arguments) {
  return raise(rt, ExceptionId::kType, "cannot create 'instance_dict' instances");
}

constexpr NativeSpec kReading[] = {
    method<get_item_of, 1>("__getitem__"),
    method<contains_key, 1>("__contains__"),
    method<get, 1, 2>("get"),
    method<keys, 0>("keys"),
    method<values, 0>("values"),
    method<items, 0>("items"),
    method<copy, 0>("copy"),
    method<iterate, 0>("__iter__"),
    method<iterate_backwards, 0>("__reversed__"),
    method<count, 0>("__len__"),
    method<equal, 1>("__eq__"),
    method<not_equal, 1>("__ne__"),
    method<merge, 1>("__or__"),
    method<merge_reflected, 1>("__ror__"),
    method<representation, 0>("__repr__"),
};
constexpr NativeSpec kWriting[] = {
    keywords_static_method<refuse_making>("__new__"),
    method<set_item_of, 2>("__setitem__"),
    method<delete_item_of, 1>("__delitem__"),
    method<pop, 1, 2>("pop"),
    method<pop_item, 0>("popitem"),
    method<set_default, 1, 2>("setdefault"),
    keywords_method<update>("update"),
    method<merge_in_place, 1>("__ior__"),
    method<clear, 0>("clear"),
};
constexpr NativeSpec kProxy[] = {
    static_method<make_proxy, 0, 2>("__new__"),
    method<refuse_deletion, 1>("__delitem__"),
};

}  // namespace

Result<> define_instance_dict(Runtime& rt) {
  Class* dict = MAYFLY_TRY(Minipy::of(rt).make_class(ClassId::kInstanceDict, InstanceDict::kind()));
  MAYFLY_TRY(install(rt, *dict, kReading));
  MAYFLY_TRY(install(rt, *dict, kWriting));
  MAYFLY_TRY(make_unhashable(rt, *dict));
  Class* proxy = MAYFLY_TRY(Minipy::of(rt).make_class(ClassId::kMappingProxy, InstanceDict::proxy_kind()));
  MAYFLY_TRY(install(rt, *proxy, kReading));
  MAYFLY_TRY(install(rt, *proxy, kProxy));
  return make_unhashable(rt, *proxy);
}

}  // namespace minipy
