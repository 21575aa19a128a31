// Conversions of enums: by name where the host gives names, else as integers of the enum's underlying type.
//
//   template <>
//   struct mayfly::EnumNames<Color> {
//     static constexpr mayfly::EnumName<Color> kNames[] = {{"red", Color::kRed}, {"green", Color::kGreen}};
//   };
//
// With names, a string, a symbol, or the integer of a named one comes in; a string goes out, or the integer of a value
// without a name.
#pragma once

#include <mayfly/runtime/embed/convert/number.h>
#include <mayfly/runtime/embed/convert/text.h>

#include <string_view>
#include <type_traits>

namespace mayfly {

template <typename E>
struct EnumName {
  std::string_view name;
  E value;
};

template <typename E>
struct EnumNames {};

namespace embed {

template <typename E>
concept NamedEnum = requires {
  EnumNames<E>::kNames;
};

// "must be one of 'red', 'green', not ...": the nth name, from a function, so that the text is made in one place.
using NameAt = std::string_view (*)(size_t i);
[[gnu::cold]] MAYFLY_API Error name_mismatch(const Runtime& rt, Value value, NameAt name_at, size_t count);

}  // namespace embed

template <typename E>
  requires std::is_enum_v<E>
struct Converter<E> {
  static constexpr bool kRunsNoUserCode = true;
  using Number = std::underlying_type_t<E>;
  using NumberConverter = Converter<std::conditional_t<embed::Integer<Number>, Number, int64_t>>;

  static Result<E> from_value(Runtime& rt, Value value) {
    if constexpr (embed::NamedEnum<E>) {
      std::string_view text;
      const bool by_name = embed::text_of(value, text);
      for (const EnumName<E>& entry : EnumNames<E>::kNames)
        if (by_name ? entry.name == text : value.identical(Value::small(static_cast<int64_t>(entry.value))))
          return entry.value;
      return embed::name_mismatch(
          rt, value, [](size_t i) { return EnumNames<E>::kNames[i].name; }, std::size(EnumNames<E>::kNames));
    } else {
      return static_cast<E>(MAYFLY_TRY(NumberConverter::from_value(rt, value)));
    }
  }
  static Result<Value> to_value(Runtime& rt, E value) {
    if constexpr (embed::NamedEnum<E>) {
      for (const EnumName<E>& entry : EnumNames<E>::kNames)
        if (entry.value == value) return embed::make_string(rt, entry.name);
    }
    return NumberConverter::to_value(rt, static_cast<Number>(value));
  }
};

}  // namespace mayfly
