// Functions of programs; built-in ones are in native_function.cpp, methods in method.cpp, their code in code_object.cpp.
#include <minipy/objects/cell.h>
#include <minipy/types/function.h>
#include <minipy/vm/code.h>
#include <minipy/vm/namespace.h>

#include <mayfly/objects/model/bound_method.h>

#include <cinttypes>
#include <cstdio>

namespace minipy {

namespace {

Result<Function*> self(Runtime& rt, Arguments args) { return receiver<Function>(rt, args); }

Result<Value> get_name(Runtime& rt, Arguments args) { return function_name(rt, *MAYFLY_TRY(self(rt, args))); }

Result<Value> set_text(Runtime& rt, Arguments args, const char* name, std::string_view hidden) {
  MAYFLY_TRY(self(rt, args));
  if (!as<String>(args[1])) return raise(rt, ExceptionId::kType, "%s must be set to a string object", name);
  MAYFLY_TRY(set_hidden_attribute(rt, args[0], hidden, args[1]));
  return Value::nil();
}

Result<Value> set_name(Runtime& rt, Arguments args) { return set_text(rt, args, "__name__", "name"); }

Result<Value> get_qualified_name(Runtime& rt, Arguments args) {
  return function_qualified_name(rt, *MAYFLY_TRY(self(rt, args)));
}

Result<Value> set_qualified_name(Runtime& rt, Arguments args) { return set_text(rt, args, "__qualname__", "qualname"); }

Result<Value> get_documentation(Runtime& rt, Arguments args) {
  const Function* function = MAYFLY_TRY(self(rt, args));
  const Value own = hidden_attribute(rt, args[0], "doc");
  if (!own.is_empty()) return own;
  const PyCode* code = code_of(*function);
  if (!code || !code->blueprint().has_documentation) return Value::nil();
  return new_string(rt, code->blueprint().documentation);
}

Result<Value> set_documentation(Runtime& rt, Arguments args) {
  MAYFLY_TRY(self(rt, args));
  MAYFLY_TRY(set_hidden_attribute(rt, args[0], "doc", args[1]));
  return Value::nil();
}

// What deletes: sets to None.
template <NativeBody kSet>
Result<Value> forget(Runtime& rt, Arguments args) {
  Locals<2> set(rt);
  if (!set) return set.error();
  set[0] = args[0];
  return kSet(rt, Arguments(&set[0], 2));
}

Result<Value> get_module(Runtime& rt, Arguments args) {
  const Function* function = MAYFLY_TRY(self(rt, args));
  const Value own = hidden_attribute(rt, args[0], "module");
  if (!own.is_empty()) return own;
  if (!code_of(*function)) return Value::nil();
  const Value module = find_in(globals_of(*function), "__name__");
  return module.is_empty() ? Value::nil() : module;
}

Result<Value> set_module(Runtime& rt, Arguments args) {
  MAYFLY_TRY(self(rt, args));
  MAYFLY_TRY(set_hidden_attribute(rt, args[0], "module", args[1]));
  return Value::nil();
}

Result<Function*> scripted(Runtime& rt, Arguments args) {
  Function* function = MAYFLY_TRY(self(rt, args));
  if (code_of(*function)) return function;
  return wrong_receiver(rt, args);
}

Result<Value> get_defaults(Runtime& rt, Arguments args) {
  return MAYFLY_TRY(scripted(rt, args))->capture(PyCode::kDefaults);
}

Result<Value> set_defaults(Runtime& rt, Arguments args) {
  Function* function = MAYFLY_TRY(scripted(rt, args));
  if (!args[1].is_nil() && !args[1].is<Tuple>())
    return raise(rt, ExceptionId::kType, "__defaults__ must be set to a tuple object");
  function->set_capture(PyCode::kDefaults, args[1]);
  return Value::nil();
}

Result<Value> get_keyword_defaults(Runtime& rt, Arguments args) {
  return MAYFLY_TRY(scripted(rt, args))->capture(PyCode::kKeywordDefaults);
}

Result<Value> set_keyword_defaults(Runtime& rt, Arguments args) {
  Function* function = MAYFLY_TRY(scripted(rt, args));
  if (!args[1].is_nil() && !args[1].is<Dict>())
    return raise(rt, ExceptionId::kType, "__kwdefaults__ must be set to a dict object");
  function->set_capture(PyCode::kKeywordDefaults, args[1]);
  return Value::nil();
}

Result<Value> get_code(Runtime& rt, Arguments args) { return Value(&MAYFLY_TRY(scripted(rt, args))->code()); }

Result<Value> get_globals(Runtime& rt, Arguments args) { return Value(&globals_of(*MAYFLY_TRY(scripted(rt, args)))); }

Result<Value> get_closure(Runtime& rt, Arguments args) {
  const Function* function = MAYFLY_TRY(scripted(rt, args));
  const size_t cells = function->capture_count() - PyCode::kFirstCell;
  if (cells == 0) return Value::nil();
  LocalArray held(rt, cells);
  if (!held) return held.error();
  for (size_t i = 0; i < cells; i++) held[i] = function->capture(PyCode::kFirstCell + i);
  return new_tuple(rt, {held.data(), cells});
}

Result<Value> get_annotations(Runtime& rt, Arguments args) {
  MAYFLY_TRY(scripted(rt, args));
  const Value own = hidden_attribute(rt, args[0], "annotations");
  if (!own.is_empty() && !own.is_nil()) return own;
  Local<Dict> made(rt, Dict::create(rt.heap()));
  if (!made) return made.error();
  if (!made.get()) return rt.heap().allocation_error();
  MAYFLY_TRY(set_hidden_attribute(rt, args[0], "annotations", Value(made.get())));
  return Value(made.get());
}

Result<Value> set_annotations(Runtime& rt, Arguments args) {
  MAYFLY_TRY(scripted(rt, args));
  if (!args[1].is_nil() && !args[1].is<Dict>())
    return raise(rt, ExceptionId::kType, "__annotations__ must be set to a dict object");
  MAYFLY_TRY(set_hidden_attribute(rt, args[0], "annotations", args[1]));
  return Value::nil();
}

Result<Value> call_function(Runtime& rt, Arguments args) { return invoke(rt, args[0], args.rest()); }

constexpr NativeSpec kMethods[] = {
    accessor<get_name, set_name>("__name__"),
    accessor<get_qualified_name, set_qualified_name>("__qualname__"),
    accessor<get_documentation, set_documentation, forget<set_documentation>>("__doc__"),
    accessor<get_module, set_module, forget<set_module>>("__module__"),
    accessor<get_defaults, set_defaults, forget<set_defaults>>("__defaults__"),
    accessor<get_keyword_defaults, set_keyword_defaults, forget<set_keyword_defaults>>("__kwdefaults__"),
    accessor<get_annotations, set_annotations, forget<set_annotations>>("__annotations__"),
    getter<get_code>("__code__"),
    getter<get_globals>("__globals__"),
    getter<get_closure>("__closure__"),
    method<function_representation, 0>("__repr__"),
};

constexpr NativeSpec kHidden[] = {
    method<bind_descriptor, 1, 2>("__get__"),
    keywords_method<call_function>("__call__"),
};

}  // namespace

Result<Value> function_name(Runtime& rt, const Function& function) {
  const Value own = hidden_attribute(rt, Value(&function), "name");
  if (!own.is_empty()) return own;
  if (function.name()) return Value(function.name());
  return new_string(rt, "<function>");
}

Result<Value> function_qualified_name(Runtime& rt, const Function& function) {
  const Value own = hidden_attribute(rt, Value(&function), "qualname");
  if (!own.is_empty()) return own;
  if (const PyCode* code = code_of(function)) return new_string(rt, code->blueprint().qualified_name);
  return new_string(rt, name_in_messages(function));
}

Result<Value> function_representation(Runtime& rt, Arguments args) {
  const Function* function = MAYFLY_TRY(self(rt, args));
  if (spec_of(*function)) return native_representation(rt, *function);
  const Value name = MAYFLY_TRY(function_qualified_name(rt, *function));
  TextBuilder text(rt.heap());
  char address[40];
  std::snprintf(address, sizeof address, " at 0x%" PRIx64 ">", args[0].word());
  text.append("<function ");
  text.append(name.as<String>()->view());
  text.append(address);
  return Value(MAYFLY_TRY(text.finish()));
}

// descriptor.__get__(instance, owner=None) of what the core binds itself.
Result<Value> bind_descriptor(Runtime& rt, Arguments args) {
  const bool has_owner = args.positional() > 2 && !args[2].is_nil();
  if (args[1].is_nil() && !has_owner) return raise(rt, ExceptionId::kType, "__get__(None, None) is invalid");
  Class& owner = has_owner && args[2].is<Class>() ? *args[2].as<Class>() : class_of(rt, args[1]);
  const bool through_class = args[1].is_nil() && &owner != rt.space().nil_class();
  return bind_attr(rt, args[0], through_class ? Value::empty() : args[1], owner, *Minipy::of(rt).names().dunder_name);
}

Result<> define_function(Runtime& rt) {
  Class& cls = *rt.space().class_of_kind(kKindFunction);
  MAYFLY_TRY(install(rt, cls, kMethods));
  MAYFLY_TRY(install_hidden(rt, cls, kHidden));
  MAYFLY_TRY(define_native_function(rt));
  MAYFLY_TRY(define_method(rt));
  return define_code(rt);
}

}  // namespace minipy
