// module: what import gives.
#include <minipy/types/containers.h>
#include <minipy/types/function.h>
#include <minipy/vm/module.h>
#include <minipy/vm/namespace.h>

namespace minipy {

namespace {

Result<Value> make(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"name", "doc"};
  MAYFLY_TRY(class_to_make(rt, args, Minipy::of(rt).cls(ClassId::kModule)));
  Locals<3> given(rt);
  if (!given) return given.error();
  MAYFLY_TRY(take(rt, "module", args.rest(), kNames, 0, 1, {given.data(), 2}));
  String* name = as<String>(given[0]);
  if (!name)
    return raise(rt, ExceptionId::kType, "module() argument 'name' must be str, not %s",
                 argument_name_of(rt, given[0]));
  Dict* names = Dict::create(rt.heap());
  if (!names) return rt.heap().allocation_error();
  given[2] = Value(names);
  if (!given[1].is_empty()) MAYFLY_TRY(set_in(rt, *names, "__doc__", given[1]));
  return Value(MAYFLY_TRY(Module::create(rt, *name, *names)));
}

Result<Value> get_plain(Runtime& rt, Arguments args) {
  Symbol* name = MAYFLY_TRY(attribute_name(rt, args[1]));
  const Value found = MAYFLY_TRY(find_attr_plainly(rt, args[0], *name));
  if (found.is_empty()) return missing_attribute(rt, args[0], *name);
  return found;
}

Result<Value> representation(Runtime& rt, Arguments args) {
  const Module* self = MAYFLY_TRY(receiver<Module>(rt, args));
  const Value file = find_in(self->names(), "__file__");
  TextBuilder text(rt.heap());
  text.append("<module '");
  text.append(self->name().view());
  if (const String* path = file.is_empty() ? nullptr : as<String>(file)) {
    text.append("' from '");
    text.append(path->view());
    text.append("'>");
  } else {
    text.append("' (built-in)>");
  }
  return Value(MAYFLY_TRY(text.finish()));
}

constexpr NativeSpec kMethods[] = {
    keywords_static_method<make>("__new__"),
    method<get_plain, 1>("__getattribute__"),
    method<representation, 0>("__repr__"),
};

}  // namespace

Result<> define_module(Runtime& rt) {
  Class* cls = MAYFLY_TRY(Minipy::of(rt).make_class(ClassId::kModule, Module::kind(),
                                                    {.weakly_referenceable = true, .accepts_attributes = true}));
  return install(rt, *cls, kMethods);
}

}  // namespace minipy
