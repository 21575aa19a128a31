// sys.excepthook and sys.unraisablehook: exceptions that nobody caught, and those that nobody could.
#include <minipy/modules/struct_sequence.h>
#include <minipy/modules/sys.h>
#include <minipy/types/text_file.h>
#include <minipy/types/traceback_text.h>
#include <minipy/vm/core_errors.h>
#include <minipy/vm/generator.h>
#include <minipy/vm/module.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/raising.h>

#include <mayfly/objects/value/error_value.h>

#include <cstdio>

namespace minipy {

Result<> write_error_text(Runtime& rt, std::string_view text) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(sys_attribute(rt, "stderr"));
  if (held[0].is_empty() || held[0].is_nil()) return {};
  held[1] = MAYFLY_TRY(new_string(rt, text));
  MAYFLY_TRY(write_text(rt, held[0], held[1]));
  return flush_file(rt, held[0]);
}

namespace {

constexpr const char* kFields[] = {"exc_type", "exc_value", "exc_traceback", "err_msg", "object"};
enum Field { kType, kException, kTraceback, kMessage, kObject, kFieldCount };

bool is_native(Value hook) {
  const Function* function = hook.is_object() ? hook.try_as<Function>() : nullptr;
  return function && spec_of(*function);
}

// --- displayhook: nothing is kept in a variable "_", which would keep the value alive -------------------------------

Result<Value> show_value(Runtime& rt, Arguments args) {
  if (args[0].is_nil()) return Value::nil();
  const Value print = find_in(Minipy::of(rt).builtins(), "print");
  Local<Value> text(rt, MAYFLY_TRY(repr(rt, args[0])));
  if (!text) return text.error();
  MAYFLY_TRY(call(rt, print, {text.get()}));
  return Value::nil();
}

// --- excepthook -----------------------------------------------------------------------------------------------------

Result<Value> show_exception(Runtime& rt, Arguments args) {
  if (!args[1].is<Instance>()) return Value::nil();
  MAYFLY_TRY(write_error_text(rt, MAYFLY_TRY(format_exception(rt, args[1]))));
  return Value::nil();
}

// --- unraisablehook -------------------------------------------------------------------------------------------------

Result<std::string> unraisable_text(Runtime& rt, const Value* fields) {
  std::string text;
  Local<Value> shown(rt, Value::nil());
  if (!shown) return shown.error();
  if (!fields[kObject].is_nil()) {
    const String* message = as<String>(fields[kMessage]);
    text = message ? std::string(message->view()) : std::string("Exception ignored in");
    Result<String*> object = repr(rt, fields[kObject]);
    text.append(": ").append(object ? (*object)->view() : "<object repr() failed>").append("\n");
  } else if (const String* message = as<String>(fields[kMessage])) {
    text = std::string(message->view()) + ":\n";
  }
  if (!fields[kTraceback].is_nil()) text += format_traceback(fields[kTraceback]);
  if (fields[kException].is<Instance>()) {
    std::string only = MAYFLY_TRY(format_exception_only(rt, fields[kException]));
    // CPython's way here, alone: a colon behind the name, also where nothing follows.
    if (only.ends_with('\n') && only.find(':') == only.npos) only.insert(only.size() - 1, ": ");
    text += only;
  }
  return text;
}

Result<Value> show_unraisable(Runtime& rt, Arguments args) {
  LocalArray fields(rt, kFieldCount);
  if (!fields) return fields.error();
  for (size_t i = 0; i < kFieldCount; i++) {
    fields[i] = MAYFLY_TRY(find_attr(rt, args[0], *MAYFLY_TRY(intern(rt, kFields[i]))));
    if (fields[i].is_empty())
      return raise(rt, ExceptionId::kType, "sys.unraisablehook argument type must be UnraisableHookArgs");
  }
  try {
    MAYFLY_TRY(write_error_text(rt, MAYFLY_TRY(unraisable_text(rt, fields.data()))));
  } catch (const std::bad_alloc&) {
    return Error::out_of_memory();
  }
  return Value::nil();
}

// What is named as the place: what was called; of a Finalizer and of a generator, that itself.
Value place_of(const Unraisable& what) {
  if (what.callee.is_nil() || what.subject.is<Finalizer>() || what.subject.is<Generator>()) return what.subject;
  return what.callee;
}

Result<> hand_to_hook(Runtime& rt, const Unraisable& what) {
  if (is_uncatchable(what.error)) {
    std::fprintf(stderr, "minipy: %s\n", what.error.to_string().c_str());
    return {};
  }
  LocalArray held(rt, kFieldCount + 2);
  if (!held) return held.error();
  held[kException] = value_of(what.error);
  if (held[kException].is_empty()) {
    Error copy(what.error.kind(), what.error.message());
    held[kException] = MAYFLY_TRY(exception_of(rt, copy));
  }
  held[kType] = Value(rt.space().class_of(held[kException]));
  held[kTraceback] = traceback_of(rt, held[kException]);
  held[kObject] = place_of(what);
  const Value hook = MAYFLY_TRY(sys_attribute(rt, "unraisablehook"));
  held[kFieldCount] = hook.is_empty() ? Value::nil() : hook;
  if (held[kFieldCount].is_nil() || is_native(held[kFieldCount]))
    return write_error_text(rt, MAYFLY_TRY(unraisable_text(rt, held.data())));
  const Class& module = Minipy::of(rt).cls(ClassId::kModule);
  const Value cls = module.own_attribute(*MAYFLY_TRY(hidden_name(rt, "unraisable")));
  held[kFieldCount + 1] =
      MAYFLY_TRY(make_struct(rt, *cls.as<Class>(), kFields, {held.data(), kFieldCount}, kFieldCount));
  Result<Value> done = call(rt, held[kFieldCount], {held[kFieldCount + 1]});
  if (done) return {};
  // As any other that nobody could catch.
  Error error = done.take_error();
  held[kException] = MAYFLY_TRY(exception_of(rt, error));
  held[kTraceback] = traceback_of(rt, held[kException]);
  held[kMessage] = MAYFLY_TRY(new_string(rt, "Exception ignored in sys.unraisablehook"));
  held[kObject] = held[kFieldCount];
  return write_error_text(rt, MAYFLY_TRY(unraisable_text(rt, held.data())));
}

// Where there is no memory to say more, or nowhere to say it.
void write_shortly(Runtime& rt, const Unraisable& what) {
  const Value exception = value_of(what.error);
  const Class& cls =
      exception.is_empty() ? Minipy::of(rt).exception_class(exception_id(what.error)) : *rt.space().class_of(exception);
  std::fprintf(stderr, "Exception ignored in: <%s>\n%s: \n", name(what.source), cls.name().c_str());
}

constexpr NativeSpec kFunctions[] = {
    function<show_exception, 3>("excepthook"),
    function<show_value, 1>("displayhook"),
    function<show_unraisable, 1>("unraisablehook"),
};

}  // namespace

Result<> report_exception(Runtime& rt, Value exception) {
  Locals<5> held(rt);
  if (!held) return held.error();
  held[0] = exception;
  held[1] = MAYFLY_TRY(sys_attribute(rt, "excepthook"));
  const std::string text = MAYFLY_TRY(format_exception(rt, exception));
  if (held[1].is_empty() || held[1].is_nil() || is_native(held[1])) return write_error_text(rt, text);
  held[2] = Value(rt.space().class_of(exception));
  held[3] = traceback_of(rt, exception);
  Result<Value> done = call(rt, held[1], {held[2], held[0], held[3]});
  if (done) return {};
  Error error = done.take_error();
  if (is_uncatchable(error)) return error;
  held[4] = MAYFLY_TRY(exception_of(rt, error));
  MAYFLY_TRY(write_error_text(rt, "Error in sys.excepthook:\n" + MAYFLY_TRY(format_exception(rt, held[4]))));
  return write_error_text(rt, "\nOriginal exception was:\n" + text);
}

Result<> define_sys_hooks(Runtime& rt, Dict& ns) {
  MAYFLY_TRY(install(rt, ns, kFunctions));
  for (const char* name : {"displayhook", "excepthook", "unraisablehook"}) {
    const Value hook = find_in(ns, name);
    MAYFLY_TRY(set_in(rt, ns, "__" + std::string(name) + "__", hook));
  }
  Local<Class> cls(rt, MAYFLY_TRY(make_struct_class(rt, "UnraisableHookArgs")));
  if (!cls) return cls.error();
  Class& module = Minipy::of(rt).cls(ClassId::kModule);
  MAYFLY_TRY(module.set_attribute(rt.space(), *MAYFLY_TRY(hidden_name(rt, "unraisable")), Value(cls.get())));
  rt.lifecycle().set_unraisable_hook([](Runtime& runtime, const Unraisable& what) -> Result<> {
    const auto told = [&]() -> Result<> {
      try {
        return hand_to_hook(runtime, what);
      } catch (const std::bad_alloc&) {
        return Error::out_of_memory();
      }
    }();
    if (!told) write_shortly(runtime, what);
    // A callback or finalizer used up the steps: the program that goes on has none, either.
    if (is_uncatchable(what.error)) runtime.set_step_budget(0);
    return {};
  });
  return {};
}

}  // namespace minipy
