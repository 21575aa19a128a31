// Runtime's typed calls and attribute access: arguments from C++ types, results to C++ types.
#pragma once

#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/runtime/embed/packed.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

namespace embed {

// kType: "the attribute 'opened' must be ...".
[[gnu::cold]] MAYFLY_API Error attribute_error(Error error, std::string_view name);

// value_as with a whole sentence for an error.
template <typename R>
Result<R> result_as(Runtime& rt, Value value, const char* file, int line) {
  Result<R> converted = value_as<R>(rt, value, file, line);
  if (converted) [[likely]]
    return converted;
  return begin_message(converted.take_error(), "the result");
}

}  // namespace embed

template <typename R, typename... A>
Result<R> Runtime::call(const embed::Operand& callee, A&&... arguments) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(embed::check_present(callee.value, "the callee"));
  embed::PackedArguments<std::decay_t<A>...> packed(*this);
  MAYFLY_TRY(packed.pack(std::forward<A>(arguments)...));
  Result<Value> result = call(callee.value, packed.arguments());
  if (!result) [[unlikely]]
    return result.take_error();
  return embed::result_as<R>(*this, *result, callee.file, callee.line);
}

template <typename R, typename... A>
Result<R> Runtime::call_method(const embed::Operand& object, const embed::Name& name, A&&... arguments) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(embed::check_present(object.value, "the receiver"));
  embed::PackedArguments<std::decay_t<A>...> packed(*this);
  MAYFLY_TRY(packed.pack(std::forward<A>(arguments)...));
  Symbol* symbol = MAYFLY_TRY(name.symbol(*this));
  Result<Value> result = call_method(object.value, *symbol, packed.arguments(), name.cache());
  if (!result) [[unlikely]]
    return result.take_error();
  return embed::result_as<R>(*this, *result, object.file, object.line);
}

template <typename R, typename... A>
Result<WeakCall<R>> Runtime::call_weak(const embed::Target<WeakMethod>& method, A&&... arguments) {
  MAYFLY_TRY(check_entry());
  if (!method.cell) return embed::null_operand("the weak method");
  embed::PackedArguments<std::decay_t<A>...> packed(*this);
  MAYFLY_TRY(packed.pack(std::forward<A>(arguments)...));
  Result<WeakCall<Value>> result = call_weak(*method.cell, packed.arguments());
  if (!result) [[unlikely]]
    return result.take_error();
  if (!*result) return WeakCall<R>(result->death());
  if constexpr (std::is_void_v<R>) {
    return WeakCall<void>();
  } else {
    Result<R> converted = embed::result_as<R>(*this, **result, method.file, method.line);
    if (!converted) [[unlikely]]
      return converted.take_error();
    return WeakCall<R>(std::move(*converted));
  }
}

template <typename R>
Result<R> Runtime::get(const embed::Operand& object, const embed::Name& name) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(embed::check_present(object.value, "the object"));
  Symbol* symbol = MAYFLY_TRY(name.symbol(*this));
  Result<Value> result = get_attribute(object.value, *symbol, name.cache());
  if (!result) [[unlikely]]
    return result.take_error();
  Result<R> converted = embed::value_as<R>(*this, *result, object.file, object.line);
  if (converted) [[likely]]
    return converted;
  return embed::attribute_error(converted.take_error(), name.view());
}

template <typename V>
Result<> Runtime::set(const embed::Operand& object, const embed::Name& name, V&& value) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(embed::check_present(object.value, "the object"));
  Result<Value> converted = embed::argument_value(*this, std::forward<V>(value));
  if (!converted) [[unlikely]]
    return embed::attribute_error(converted.take_error(), name.view());
  // Nothing held the symbol while a host's conversion ran.
  Symbol* symbol = MAYFLY_TRY(name.symbol(*this));
  return set_attribute(object.value, *symbol, *converted, name.cache());
}

}  // namespace mayfly
