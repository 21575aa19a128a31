// Built-in functions on attributes and classes.
#include <minipy/types/builtins.h>
#include <minipy/types/object.h>
#include <minipy/vm/interpreter.h>

#include <mayfly/runtime/attributes/dict_operations.h>

namespace minipy {

namespace {

Result<Symbol*> name_argument(Runtime& rt, Value value) {
  const String* text = as<String>(value);
  if (!text) return raise(rt, ExceptionId::kType, "attribute name must be string, not '%s'", type_name_of(rt, value));
  return intern(rt, text->view());
}

Result<Value> getattr(Runtime& rt, Arguments args) {
  Local<Symbol> name(rt, MAYFLY_TRY(name_argument(rt, args[1])));
  if (!name) return name.error();
  if (args.positional() < 3) return get_attr(rt, args[0], *name);
  const Value found = MAYFLY_TRY(find_attr(rt, args[0], *name));
  return found.is_empty() ? args[2] : found;
}

Result<Value> hasattr(Runtime& rt, Arguments args) {
  Local<Symbol> name(rt, MAYFLY_TRY(name_argument(rt, args[1])));
  if (!name) return name.error();
  return Value::boolean(!MAYFLY_TRY(find_attr(rt, args[0], *name)).is_empty());
}

Result<Value> setattr(Runtime& rt, Arguments args) {
  Local<Symbol> name(rt, MAYFLY_TRY(name_argument(rt, args[1])));
  if (!name) return name.error();
  MAYFLY_TRY(set_attr(rt, args[0], *name, args[2]));
  return Value::nil();
}

Result<Value> delattr(Runtime& rt, Arguments args) {
  Local<Symbol> name(rt, MAYFLY_TRY(name_argument(rt, args[1])));
  if (!name) return name.error();
  MAYFLY_TRY(delete_attr(rt, args[0], *name));
  return Value::nil();
}

Result<Value> callable(Runtime& rt, Arguments args) { return Value::boolean(is_callable(rt, args[0])); }

Result<Value> isinstance(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(is_instance_of(rt, args[0], args[1])));
}

Result<Value> issubclass(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(is_subclass_of(rt, args[0], args[1])));
}

Result<Value> vars(Runtime& rt, Arguments args) {
  if (args.positional() == 0) return Minipy::of(rt).interpreter().locals();
  const Value found = MAYFLY_TRY(find_attr(rt, args[0], *Minipy::of(rt).names().dunder_dict));
  if (found.is_empty()) return raise(rt, ExceptionId::kType, "vars() argument must have __dict__ attribute");
  return found;
}

// The names among a class's attributes, and its bases'. Those of object stand under hidden names, "<__str__>"; other
// hidden ones ("<value>") are nobody's business.
Result<> add_class_names(Runtime& rt, Dict& names, const Class& cls) {
  MAYFLY_TRY(dict_set(rt, names, MAYFLY_TRY(new_string(rt, "__class__")), Value::nil()));
  for (const gc::Member<Class>& each : cls.resolution_order()) {
    for (size_t i = 0; i < each->attribute_count(); i++) {
      std::string_view text = each->attribute_name(i)->view();
      if (text.starts_with("<__") && text.ends_with("__>")) text = text.substr(1, text.size() - 2);
      if (text.starts_with('<')) continue;
      const Value name = MAYFLY_TRY(new_string(rt, text));
      MAYFLY_TRY(dict_set(rt, names, name, Value::nil()));
    }
  }
  return {};
}

Result<Value> names_of(Runtime& rt, Value object) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = Value(Dict::create(rt.heap()));
  if (held[0].is_empty()) return rt.heap().allocation_error();
  Dict& names = *held[0].as<Dict>();
  const Class* cls = object.try_as<Class>();
  if (!cls) {
    held[1] = MAYFLY_TRY(find_attr(rt, object, *Minipy::of(rt).names().dunder_dict));
    if (!held[1].is_empty()) {
      Items keys(rt, held[1]);
      while (MAYFLY_TRY(keys.next())) MAYFLY_TRY(dict_set(rt, names, keys.value(), Value::nil()));
    }
    held[1] = MAYFLY_TRY(find_attr(rt, object, *Minipy::of(rt).names().dunder_class));
    cls = held[1].try_as<Class>();
  }
  const bool is_module = special_of(rt, object, Special::kIterate).is_empty() &&
                         rt.space().class_of(object) == &Minipy::of(rt).cls(ClassId::kModule);
  if (cls && !is_module) MAYFLY_TRY(add_class_names(rt, names, *cls));
  return Value(MAYFLY_TRY(to_list(rt, held[0])));
}

Result<Value> dir(Runtime& rt, Arguments args) {
  Local<Value> names(rt, Value::nil());
  if (!names) return names.error();
  if (args.positional() == 0) {
    names.set(MAYFLY_TRY(Minipy::of(rt).interpreter().locals()));
    if (!(*names).is<Dict>()) names.set(MAYFLY_TRY(call_method(rt, *names, "keys")));
    names.set(Value(MAYFLY_TRY(to_list(rt, *names))));
    MAYFLY_TRY(sort_list(rt, *(*names).as<List>(), Value::nil(), false));
    return *names;
  }
  return Value(MAYFLY_TRY(sorted_attribute_names(rt, args[0])));
}

}  // namespace

Result<List*> sorted_attribute_names(Runtime& rt, Value object) {
  Local<Symbol> name(rt, MAYFLY_TRY(intern(rt, "__dir__")));
  if (!name) return name.error();
  Local<Value> names(rt, Value::nil());
  if (!names) return names.error();
  const Value own = object.is<Class>() ? Value::empty() : rt.space().class_of(object)->find_attribute(*name);
  if (own.is_empty()) {
    names.set(MAYFLY_TRY(names_of(rt, object)));
  } else {
    names.set(MAYFLY_TRY(call_method(rt, object, "__dir__")));
    names.set(Value(MAYFLY_TRY(to_list(rt, *names))));
  }
  MAYFLY_TRY(sort_list(rt, *(*names).as<List>(), Value::nil(), false));
  return (*names).as<List>();
}

Result<> define_attribute_builtins(Runtime& rt, Dict& builtins) {
  static constexpr NativeSpec kFunctions[] = {
      function<callable, 1>("callable"),     function<delattr, 2>("delattr"), function<dir, 0, 1>("dir"),
      function<getattr, 2, 3>("getattr"),    function<hasattr, 2>("hasattr"), function<isinstance, 2>("isinstance"),
      function<issubclass, 2>("issubclass"), function<setattr, 3>("setattr"), function<vars, 0, 1>("vars"),
  };
  return install(rt, builtins, kFunctions);
}

}  // namespace minipy
