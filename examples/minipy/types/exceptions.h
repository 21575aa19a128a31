// What the classes of exceptions share: their hidden attributes, and how they are made from arguments.
//
// The built-in state of an exception stands in hidden attributes of the instance, so a program's subclasses need nothing.
#pragma once

#include <minipy/types/containers.h>
#include <minipy/types/function.h>

namespace minipy {

// The tuple of arguments; empty where somebody made the instance without.
std::span<const Value> exception_arguments(Runtime& rt, Value exception);
// A hidden attribute of it, "<name>"; nil: it has none.
inline Value exception_part(Runtime& rt, Value exception, std::string_view name) {
  const Value found = hidden_attribute(rt, exception, name);
  return found.is_empty() ? Value::nil() : found;
}
// args[0] as an exception.
Result<Instance*> exception_receiver(Runtime& rt, Arguments args);

// str() of the arguments: what BaseException.__str__ says.
Result<Value> arguments_text(Runtime& rt, Value exception);

// What __init__ does with the arguments behind the receiver, for the class that it is of. Errors: TypeError.
Result<> initialize_exception(Runtime& rt, Instance& exception, Arguments args);

// The classes with attributes of their own.
Result<> define_special_exceptions(Runtime& rt);
Result<> define_os_error(Runtime& rt);
Result<> define_syntax_error(Runtime& rt);
Result<> define_unicode_errors(Runtime& rt);
// Parts of initialize_exception; `args` has the arguments alone.
Result<> initialize_os_error(Runtime& rt, Instance& exception, Arguments args);
Result<> initialize_syntax_error(Runtime& rt, Instance& exception, Arguments args);
// The class that OSError(errno, ...) makes an instance of; null: OSError itself.
Class* os_error_class(Runtime& rt, Arguments args);

// An attribute that stands under a hidden name, and can be set: a constant expression, so the name is a literal's.
template <size_t N>
struct PartName {
  constexpr PartName(const char (&literal)[N]) { std::copy_n(literal, N, text); }
  char text[N];
};
template <PartName kName>
Result<Value> get_part(Runtime& rt, Arguments args) {
  return exception_part(rt, Value(MAYFLY_TRY(exception_receiver(rt, args))), kName.text);
}
template <PartName kName>
Result<Value> set_part(Runtime& rt, Arguments args) {
  Instance* self = MAYFLY_TRY(exception_receiver(rt, args));
  MAYFLY_TRY(set_hidden_attribute(rt, Value(self), kName.text, args[1]));
  return Value::nil();
}
template <PartName kName>
constexpr NativeSpec part(const char* name) {
  return accessor<get_part<kName>, set_part<kName>>(name);
}

}  // namespace minipy
