// object: what every class has when it says nothing else. All of it stands under hidden names (vm/attributes.h).
#include <minipy/types/object.h>

#include <minipy/types/containers.h>
#include <minipy/vm/class_building.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/specials.h>
#include <minipy/vm/text.h>

#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/call/invoke.h>

namespace minipy {

namespace {

Result<Value> make(Runtime& rt, Arguments args) {
  const Class& object = *rt.space().object_class();
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, object));
  const gc::KindId kind = cls->options().instance_kind;
  if ((kind != kKindInstance && kind != kKindHostBox) || cls->options().boxes_base) {
    return raise(rt, ExceptionId::kType, "object.__new__(%s) is not safe, use %s.__new__()", cls->name().c_str(),
                 solid_base(rt, *cls).name().c_str());
  }
  if (args.positional() > 1 || args.keywords() > 0) {
    if (!cls->special(Special::kNew).is_empty()) {
      return raise(rt, ExceptionId::kType, "object.__new__() takes exactly one argument (the type to instantiate)");
    }
    if (cls->special(Special::kInit).is_empty())
      return raise(rt, ExceptionId::kType, "%s() takes no arguments", cls->name().c_str());
  }
  return Value(MAYFLY_TRY(make_instance(rt, *cls)));
}

Result<Value> initialize(Runtime& rt, Arguments args) {
  if (args.positional() == 1 && args.keywords() == 0) return Value::nil();
  const Class& cls = class_of(rt, args[0]);
  if (!cls.special(Special::kInit).is_empty()) {
    return raise(rt, ExceptionId::kType, "object.__init__() takes exactly one argument (the instance to initialize)");
  }
  if (cls.special(Special::kNew).is_empty()) {
    return raise(rt, ExceptionId::kType, "%s.__init__() takes exactly one argument (the instance to initialize)",
                 cls.name().c_str());
  }
  return Value::nil();
}

Result<Value> representation(Runtime& rt, Arguments args) { return Value(MAYFLY_TRY(default_repr(rt, args[0]))); }

Result<Value> text(Runtime& rt, Arguments args) { return Value(MAYFLY_TRY(repr(rt, args[0]))); }

Result<Value> equal(Runtime& rt, Arguments args) {
  return args[0].identical(args[1]) ? Value::boolean(true) : rt.not_implemented();
}

Result<Value> not_equal(Runtime& rt, Arguments args) {
  if (special_of(rt, args[0], Special::kEqual).is_empty())
    return args[0].identical(args[1]) ? Value::boolean(false) : rt.not_implemented();
  const Value answer = MAYFLY_TRY(call_special(rt, Special::kEqual, args[0], args[1]));
  if (answer.identical(rt.not_implemented())) return answer;
  return Value::boolean(!MAYFLY_TRY(truth(rt, answer)));
}

Result<Value> decline(Runtime& rt, Arguments) { return rt.not_implemented(); }

Result<Value> hash_of_identity(Runtime& rt, Arguments args) {
  const Value self = args[0];
  return make_integer(rt.heap(), self.is_object() ? static_cast<int64_t>(hash_identity(*self.cell()))
                                                  : static_cast<int64_t>(self.word() >> 4));
}

Result<Value> format_plainly(Runtime& rt, Arguments args) {
  const String* spec = as<String>(args[1]);
  if (!spec)
    return raise(rt, ExceptionId::kType, "__format__() argument must be str, not %s", argument_name_of(rt, args[1]));
  if (spec->size() == 0) return Value(MAYFLY_TRY(str(rt, args[0])));
  return raise(rt, ExceptionId::kType, "unsupported format string passed to %s.__format__", type_name_of(rt, args[0]));
}

Result<Value> get_plain(Runtime& rt, Arguments args) {
  Symbol* name = MAYFLY_TRY(attribute_name(rt, args[1]));
  const Value found = MAYFLY_TRY(find_attr_plainly(rt, args[0], *name));
  if (found.is_empty()) return missing_attribute(rt, args[0], *name);
  return found;
}

Result<> refuse_class(Runtime& rt, Value object, const char* what) {
  if (!object.is<Class>()) return {};
  return raise(rt, ExceptionId::kType, "can't apply this %s to type object", what);
}

Result<Value> set_plain(Runtime& rt, Arguments args) {
  MAYFLY_TRY(refuse_class(rt, args[0], "__setattr__"));
  Symbol* name = MAYFLY_TRY(attribute_name(rt, args[1]));
  MAYFLY_TRY(set_attr_plainly(rt, args[0], *name, args[2]));
  return Value::nil();
}

Result<Value> delete_plain(Runtime& rt, Arguments args) {
  MAYFLY_TRY(refuse_class(rt, args[0], "__delattr__"));
  Symbol* name = MAYFLY_TRY(attribute_name(rt, args[1]));
  MAYFLY_TRY(delete_attr_plainly(rt, args[0], *name));
  return Value::nil();
}

Result<Value> initialize_subclass(Runtime& rt, Arguments args) {
  const char* name = args[0].is<Class>() ? args[0].as<Class>()->name().c_str() : "object";
  if (args.keywords() > 0)
    return raise(rt, ExceptionId::kType, "%s.__init_subclass__() takes no keyword arguments", name);
  if (args.positional() > 1) {
    return raise(rt, ExceptionId::kType, "object.__init_subclass__() takes no arguments (%u given)",
                 args.positional() - 1);
  }
  return Value::nil();
}

Result<Value> list_names(Runtime& rt, Arguments args) { return Value(MAYFLY_TRY(plain_attribute_names(rt, args[0]))); }

Result<Value> size_of(Runtime& rt, Arguments args) {
  const Instance* instance = args[0].try_as<Instance>();
  (void)rt;
  return Value::small(instance ? 24 + 8 * static_cast<int64_t>(instance->shape().count()) : 32);
}

constexpr NativeSpec kMethods[] = {
    keywords_static_method<make>("__new__"),
    keywords_method<initialize>("__init__"),
    method<representation, 0>("__repr__"),
    method<text, 0>("__str__"),
    method<equal, 1>("__eq__"),
    method<not_equal, 1>("__ne__"),
    method<decline, 1>("__lt__"),
    method<decline, 1>("__le__"),
    method<decline, 1>("__gt__"),
    method<decline, 1>("__ge__"),
    method<hash_of_identity, 0>("__hash__"),
    method<format_plainly, 1>("__format__"),
    method<get_plain, 1>("__getattribute__"),
    method<set_plain, 2>("__setattr__"),
    method<delete_plain, 1>("__delattr__"),
    class_method<initialize_subclass>("__init_subclass__"),
    class_method<decline>("__subclasshook__"),
    method<list_names, 0>("__dir__"),
    method<size_of, 0>("__sizeof__"),
    method<reduce, 1>("__reduce_ex__"),
    method<reduce, 0>("__reduce__"),
    method<reduced_state, 0>("__getstate__"),
};

}  // namespace

Result<> define_object(Runtime& rt) {
  Class& cls = *rt.space().object_class();
  MAYFLY_TRY(install_hidden(rt, cls, kMethods));
  return publish(rt, cls);
}

}  // namespace minipy
