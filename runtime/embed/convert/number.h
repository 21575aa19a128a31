// Conversions of booleans and numbers: strict in kind, exact in value. An integer is in the type's range; a double takes an
// integer that it can hold exactly; a float takes a number in its range, rounded to the nearest.
#pragma once

#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/runtime/embed/convert/converter.h>

#include <concepts>
#include <limits>
#include <utility>

namespace mayfly {

namespace embed {

template <typename T>
concept Integer = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
                  !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

MAYFLY_API gc::Heap& heap_of(Runtime& rt);

[[gnu::cold]] MAYFLY_API Error integer_mismatch(const Runtime& rt, Value value, int64_t least, uint64_t most);
// Any number, as a double; an integer that a double can't hold exactly is an error.
MAYFLY_API Result<double> to_double(const Runtime& rt, Value value);
MAYFLY_API Result<float> to_float(const Runtime& rt, Value value);

}  // namespace embed

template <>
struct Converter<bool> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<bool> from_value(Runtime& rt, Value value) {
    if (value.is_boolean()) [[likely]]
      return value.is_true();
    return mismatch(rt, value, "true or false");
  }
  static Result<Value> to_value(Runtime&, bool b) { return Value::boolean(b); }
};

template <embed::Integer T>
struct Converter<T> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<T> from_value(Runtime& rt, Value value) {
    if (value.is_small()) [[likely]] {
      const int64_t number = value.as_small();
      if (std::in_range<T>(number)) [[likely]]
        return static_cast<T>(number);
    } else if constexpr (sizeof(T) == 8) {
      if constexpr (std::is_signed_v<T>) {
        if (const std::optional<int64_t> number = to_int64(value)) return static_cast<T>(*number);
      } else {
        if (const std::optional<uint64_t> number = to_uint64(value)) return static_cast<T>(*number);
      }
    }
    return embed::integer_mismatch(rt, value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
  }
  static Result<Value> to_value(Runtime& rt, T number) {
    if constexpr (sizeof(T) < 6) {
      return Value::small(static_cast<int64_t>(number));
    } else if constexpr (std::is_signed_v<T>) {
      if (Value::fits_small(number)) [[likely]]
        return Value::small(number);
      return make_integer(embed::heap_of(rt), number);
    } else {
      if (number <= static_cast<T>(Value::kMaxSmall)) [[likely]]
        return Value::small(static_cast<int64_t>(number));
      return make_unsigned(embed::heap_of(rt), number);
    }
  }
};

template <>
struct Converter<double> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<double> from_value(Runtime& rt, Value value) {
    if (value.is_double()) [[likely]]
      return value.as_double();
    return embed::to_double(rt, value);
  }
  static Result<Value> to_value(Runtime&, double number) { return Value::number(number); }
};

template <>
struct Converter<float> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<float> from_value(Runtime& rt, Value value) { return embed::to_float(rt, value); }
  static Result<Value> to_value(Runtime&, float number) { return Value::number(static_cast<double>(number)); }
};

}  // namespace mayfly
