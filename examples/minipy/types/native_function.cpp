// builtin_function_or_method: functions written in C++, and methods made of them.
#include <minipy/types/function.h>

#include <mayfly/objects/model/bound_method.h>

#include <cinttypes>
#include <cstdio>

namespace minipy {

namespace {

// The function itself, or that of a bound method.
Result<const Function*> native(Runtime& rt, Arguments args) {
  const Object* callable = static_cast<const Object*>(args[0].is_object() ? args[0].cell() : nullptr);
  if (const BoundMethod* method = args[0].try_as<BoundMethod>()) callable = &method->function();
  if (callable && Function::is(*callable) && NativeCode::is(static_cast<const Function*>(callable)->code()))
    return static_cast<const Function*>(callable);
  return wrong_receiver(rt, args);
}

Result<Value> get_name(Runtime& rt, Arguments args) { return function_name(rt, *MAYFLY_TRY(native(rt, args))); }

Result<Value> get_qualified_name(Runtime& rt, Arguments args) {
  return function_qualified_name(rt, *MAYFLY_TRY(native(rt, args)));
}

Result<Value> get_module(Runtime& rt, Arguments args) {
  const Function* function = MAYFLY_TRY(native(rt, args));
  const NativeSpec* spec = spec_of(*function);
  if (!spec || spec->use != NativeSpec::kFunction) return Value::nil();
  return new_string(rt, "builtins");
}

Result<Value> get_self(Runtime& rt, Arguments args) {
  MAYFLY_TRY(native(rt, args));
  const BoundMethod* method = args[0].try_as<BoundMethod>();
  return method ? method->receiver() : Value::nil();
}

Result<Value> representation(Runtime& rt, Arguments args) {
  return native_representation(rt, *MAYFLY_TRY(native(rt, args)));
}

Result<Value> call_native(Runtime& rt, Arguments args) {
  MAYFLY_TRY(native(rt, args));
  return invoke(rt, args[0], args.rest());
}

Result<Value> refuse_making(Runtime& rt, Arguments) {
  return raise(rt, ExceptionId::kType, "cannot create 'builtin_function_or_method' instances");
}

constexpr NativeSpec kMethods[] = {
    keywords_static_method<refuse_making>("__new__"),
    getter<get_name>("__name__"),
    getter<get_qualified_name>("__qualname__"),
    getter<get_module>("__module__"),
    getter<get_self>("__self__"),
    method<representation, 0>("__repr__"),
};

constexpr NativeSpec kHidden[] = {
    method<bind_descriptor, 1, 2>("__get__"),
    keywords_method<call_native>("__call__"),
};

}  // namespace

Result<Value> native_representation(Runtime& rt, const Function& function) {
  const NativeSpec* spec = spec_of(function);
  const std::string_view owner = owner_of(function);
  TextBuilder text(rt.heap());
  if (spec && spec->use == NativeSpec::kMethod && !owner.empty()) {
    text.append(is_slot_name(rt, spec->name) ? "<slot wrapper '" : "<method '");
    text.append(spec->name);
    text.append("' of '");
    text.append(owner);
    text.append("' objects>");
  } else {
    text.append("<built-in function ");
    text.append(spec ? std::string_view(spec->name) : name_in_messages(function));
    text.append(">");
  }
  return Value(MAYFLY_TRY(text.finish()));
}

Result<> define_native_function(Runtime& rt) {
  Class* cls =
      MAYFLY_TRY(Minipy::of(rt).make_class(ClassId::kBuiltinFunction, kKindInstance, {.weakly_referenceable = true}));
  MAYFLY_TRY(install(rt, *cls, kMethods));
  return install_hidden(rt, *cls, kHidden);
}

}  // namespace minipy
