// method: a function and the object that it goes with (contract 3).
#include <minipy/types/function.h>

#include <mayfly/objects/model/bound_method.h>
#include <mayfly/runtime/attributes/operators.h>

#include <cinttypes>
#include <cstdio>

namespace minipy {

namespace {

Result<BoundMethod*> self(Runtime& rt, Arguments args) { return receiver<BoundMethod>(rt, args); }

// method(function, instance): contract 3.6.
Result<Value> make(Runtime& rt, Arguments args) {
  if (args.positional() != 3) {
    const uint32_t given = args.positional() > 0 ? args.positional() - 1 : 0;
    return raise(rt, ExceptionId::kType, "method expected 2 arguments, got %u", given);
  }
  if (!is_callable(rt, args[1])) return raise(rt, ExceptionId::kType, "first argument must be callable");
  if (args[2].is_nil()) return raise(rt, ExceptionId::kType, "instance must not be None");
  Class* cls = args[0].try_as<Class>();
  const Class* built_in = rt.space().class_of_kind(kKindBoundMethod);
  if (!cls || !cls->is_subclass_of(*built_in))
    return raise(rt, ExceptionId::kType, "method.__new__(X): X is not a subtype of method");
  auto& function = *static_cast<Object*>(args[1].cell());
  const BoundMethod* made = BoundMethod::create(rt.space(), args[2], function, cls == built_in ? nullptr : cls);
  if (!made) return rt.heap().allocation_error();
  return Value(made);
}

Result<Value> get_self(Runtime& rt, Arguments args) { return MAYFLY_TRY(self(rt, args))->receiver(); }

Result<Value> get_function(Runtime& rt, Arguments args) { return Value(&MAYFLY_TRY(self(rt, args))->function()); }

Result<Value> representation(Runtime& rt, Arguments args) {
  const BoundMethod* method = MAYFLY_TRY(self(rt, args));
  Locals<2> held(rt);
  if (!held) return held.error();
  TextBuilder text(rt.heap());
  const Function* function = Value(&method->function()).try_as<Function>();
  if (function && NativeCode::is(function->code())) {
    char address[40];
    const Value receiver = method->receiver();
    const uint64_t place = receiver.is_object() ? reinterpret_cast<uintptr_t>(receiver.cell()) : receiver.word();
    std::snprintf(address, sizeof address, " object at 0x%" PRIx64 ">", place);
    const NativeSpec* spec = spec_of(*function);
    const std::string_view name = spec ? spec->name : name_in_messages(*function);
    const bool is_slot = is_slot_name(rt, name);
    text.append(is_slot ? "<method-wrapper '" : "<built-in method ");
    text.append(name);
    text.append(is_slot ? "' of " : " of ");
    text.append(type_name_of(rt, receiver));
    text.append(address);
    return Value(MAYFLY_TRY(text.finish()));
  }
  const Names& names = Minipy::of(rt).names();
  held[0] = MAYFLY_TRY(find_attr(rt, Value(&method->function()), *names.dunder_qualname));
  if (held[0].is_empty()) held[0] = MAYFLY_TRY(find_attr(rt, Value(&method->function()), *names.dunder_name));
  const String* name = held[0].is_empty() ? nullptr : as<String>(held[0]);
  held[1] = Value(MAYFLY_TRY(repr(rt, method->receiver())));
  text.append("<bound method ");
  text.append(name ? name->view() : "?");
  text.append(" of ");
  text.append(held[1].as<String>()->view());
  text.append(">");
  return Value(MAYFLY_TRY(text.finish()));
}

Result<Value> call_bound(Runtime& rt, Arguments args) {
  MAYFLY_TRY(self(rt, args));
  return invoke(rt, args[0], args.rest());
}

// What the core says of two methods is Python's rule (contract 3.3).
Result<Value> equal(Runtime& rt, Arguments args) {
  MAYFLY_TRY(self(rt, args));
  if (!args[1].is<BoundMethod>()) return rt.not_implemented();
  return Value::boolean(MAYFLY_TRY(equals(rt, args[0], args[1])));
}

Result<Value> hash_value(Runtime& rt, Arguments args) {
  MAYFLY_TRY(self(rt, args));
  return make_integer(rt.heap(), static_cast<int64_t>(MAYFLY_TRY(hash(rt, args[0]))));
}

Result<Value> bind_again(Runtime& rt, Arguments args) { return Value(MAYFLY_TRY(self(rt, args))); }

constexpr NativeSpec kMethods[] = {
    keywords_static_method<make>("__new__"),
    getter<get_self>("__self__"),
    getter<get_function>("__func__"),
    method<representation, 0>("__repr__"),
};

constexpr NativeSpec kHidden[] = {
    keywords_method<call_bound>("__call__"),
    method<equal, 1>("__eq__"),
    method<hash_value, 0>("__hash__"),
    method<bind_again, 1, 2>("__get__"),
};

}  // namespace

Result<> define_method(Runtime& rt) {
  Class& cls = *rt.space().class_of_kind(kKindBoundMethod);
  MAYFLY_TRY(install(rt, cls, kMethods));
  return install_hidden(rt, cls, kHidden);
}

}  // namespace minipy
