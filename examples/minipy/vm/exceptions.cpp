// Raising, and what errors are as exceptions.
#include <minipy/vm/attributes.h>
#include <minipy/vm/core_errors.h>
#include <minipy/vm/minipy.h>

#include <mayfly/objects/value/error_value.h>
#include <mayfly/runtime/call/local.h>

#include <cstdarg>
#include <cstdio>
#include <string>

namespace minipy {

namespace {

// "ValueError: text", for hosts. No user code runs.
std::string text_for_hosts(Runtime& rt, Value exception) {
  std::string text = rt.space().class_of(exception)->name().c_str();
  const Instance* instance = exception.try_as<Instance>();
  const Value args = instance ? instance->own_attribute(*Minipy::of(rt).names().args) : Value::empty();
  const Tuple* tuple = args.is_empty() ? nullptr : args.try_as<Tuple>();
  const String* message = tuple && tuple->size() > 0 ? tuple->at(0).try_as<String>() : nullptr;
  if (message) text.append(": ").append(message->view());
  return text;
}

// What is left where memory is not enough for another: made when the exceptions were defined, used again and again.
Value spare_memory_error(Runtime& rt) {
  Symbol* name = rt.space().symbols().find("<spare>");
  if (!name) return Value::empty();
  const Value spare = Minipy::of(rt).exception_class(ExceptionId::kMemory).own_attribute(*name);
  if (spare.is_empty() || !spare.is<Instance>()) return Value::empty();
  Instance& instance = *spare.as<Instance>();
  const Names& names = Minipy::of(rt).names();
  for (Symbol* each : {names.traceback.get(), names.context.get(), names.cause.get()}) {
    const uint32_t slot = instance.shape().find(*each);
    if (slot != Shape::kNotFound) instance.set_slot(slot, Value::nil());
  }
  return spare;
}

}  // namespace

Result<Value> make_exception(Runtime& rt, ExceptionId id, std::span<const Value> arguments) {
  Minipy& minipy = Minipy::of(rt);
  LocalArray held(rt, arguments.size() + 1);
  if (!held) return held.error();
  std::copy(arguments.begin(), arguments.end(), held.data());
  const Tuple* args = Tuple::create(rt.heap(), {held.data(), arguments.size()});
  if (!args) return rt.heap().allocation_error();
  held[arguments.size()] = Value(args);
  Instance* made = Instance::create(rt.space(), minipy.exception_class(id));
  if (!made || !made->set_own_attribute(rt.space(), *minipy.names().args, held[arguments.size()]))
    return rt.heap().allocation_error();
  return Value(made);
}

Error raise_value(Runtime& rt, Value exception) {
  try {
    Error error(ErrorKind::kScript, text_for_hosts(rt, exception));
    set_value(error, rt.heap(), exception);
    if (value_of(error).is_empty()) return Error::out_of_memory();
    return error;
  } catch (const std::bad_alloc&) {
    return Error::out_of_memory();
  }
}

Error raise_with(Runtime& rt, ExceptionId id, Value argument) {
  Result<Value> made = make_exception(rt, id, {&argument, 1});
  if (!made) return made.take_error();
  return raise_value(rt, *made);
}

Error raise(Runtime& rt, ExceptionId id, const char* format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  const int size = std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (size < 0) return Error::out_of_memory();
  const String* message = nullptr;
  if (static_cast<size_t>(size) < sizeof text) {
    message = String::create(rt.heap(), {text, static_cast<size_t>(size)});
  } else {
    std::unique_ptr<char[]> longer(new (std::nothrow) char[static_cast<size_t>(size) + 1]);
    if (!longer) return Error::out_of_memory();
    va_start(arguments, format);
    std::vsnprintf(longer.get(), static_cast<size_t>(size) + 1, format, arguments);
    va_end(arguments);
    message = String::create(rt.heap(), {longer.get(), static_cast<size_t>(size)});
  }
  if (!message) return rt.heap().allocation_error();
  return raise_with(rt, id, Value(message));
}

Error raise_too_deep(Runtime& rt) { return raise(rt, ExceptionId::kRecursion, "maximum recursion depth exceeded"); }

Error attribute_error(Runtime& rt, Value object, const Symbol& name, const char* text) {
  Locals<3> held(rt);
  if (!held) return held.error();
  held[0] = object;
  const String* message = String::create(rt.heap(), text);
  if (!message) return rt.heap().allocation_error();
  held[1] = Value(message);
  Result<Value> made = make_exception(rt, ExceptionId::kAttribute, {&held[1], 1});
  if (!made) return made.take_error();
  held[2] = *made;
  return with_attribute(rt, raise_value(rt, held[2]), held[0], name);
}

Error with_attribute(Runtime& rt, Error error, Value object, const Symbol& name) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = object;
  Result<Value> exception = exception_of(rt, error);
  if (!exception) return exception.take_error();
  held[1] = *exception;
  if (!hidden_attribute(rt, held[1], "name").is_empty() || !hidden_attribute(rt, held[1], "obj").is_empty())
    return error;
  const String* text = String::create(rt.heap(), name.view());
  if (!text) return rt.heap().allocation_error();
  Result<> set = set_hidden_attribute(rt, held[1], "name", Value(text));
  if (set) set = set_hidden_attribute(rt, held[1], "obj", held[0]);
  return set ? std::move(error) : set.take_error();
}

bool is_uncatchable(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::kInterrupted: return error.message() != "interrupted by the host";
    case ErrorKind::kClosed:
    case ErrorKind::kWrongThread: return true;
    default: return false;
  }
}

Result<Value> exception_of(Runtime& rt, Error& error) {
  if (const Value value = value_of(error); !value.is_empty()) return value;
  const bool is_memory = error.kind() == ErrorKind::kOutOfMemory;
  Locals<2> held(rt);
  if (!held) return held.error();
  if (is_memory) {
    Result<Value> made = make_exception(rt, ExceptionId::kMemory, {});
    held[0] = made ? *made : spare_memory_error(rt);
    if (held[0].is_empty()) return Error::out_of_memory();
  } else {
    try {
      held[1] = MAYFLY_TRY(new_string(rt, python_message(error)));
    } catch (const std::bad_alloc&) {
      return Error::out_of_memory();
    }
    const bool has_text = error.kind() != ErrorKind::kInterrupted;
    held[0] = MAYFLY_TRY(make_exception(rt, exception_id(error), {&held[1], has_text ? size_t{1} : size_t{0}}));
  }
  // Out of memory is an error that all share: what carries a value is another.
  Error carrier = is_memory ? Error(ErrorKind::kScript, "MemoryError") : std::move(error);
  set_value(carrier, rt.heap(), held[0]);
  error = std::move(carrier);
  return held[0];
}

bool is_exception(Runtime& rt, const Error& error, ExceptionId id) {
  if (is_uncatchable(error)) return false;
  const Class& wanted = Minipy::of(rt).exception_class(id);
  if (const Value value = value_of(error); !value.is_empty()) return rt.space().class_of(value)->is_subclass_of(wanted);
  return Minipy::of(rt).exception_class(exception_id(error)).is_subclass_of(wanted);
}

}  // namespace minipy
