// Conversions of text. What comes in is a string or a symbol; what goes out becomes a string, and must be valid UTF-8.
//
// A std::string_view or const char* parameter looks into the argument, which is alive for the length of the call: a
// function that keeps the text takes a std::string. A const char* must not hold a NUL within.
#pragma once

#include <mayfly/runtime/embed/convert/converter.h>

#include <string>
#include <string_view>

namespace mayfly {

namespace embed {

// False when it is neither a string nor a symbol.
MAYFLY_API bool text_of(Value value, std::string_view& text);
MAYFLY_API Result<const char*> c_string_of(const Runtime& rt, Value value);
MAYFLY_API Result<char> character_of(const Runtime& rt, Value value);
MAYFLY_API Result<Value> make_string(Runtime& rt, std::string_view text);

}  // namespace embed

template <>
struct Converter<std::string_view> {
  static constexpr bool kRunsNoUserCode = true;
  static constexpr bool kBorrows = true;
  static Result<std::string_view> from_value(Runtime& rt, Value value) {
    std::string_view text;
    if (embed::text_of(value, text)) [[likely]]
      return text;
    return mismatch(rt, value, "a string");
  }
  static Result<Value> to_value(Runtime& rt, std::string_view text) { return embed::make_string(rt, text); }
};

template <>
struct Converter<std::string> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<std::string> from_value(Runtime& rt, Value value) {
    std::string_view text;
    if (embed::text_of(value, text)) [[likely]]
      return std::string(text);
    return mismatch(rt, value, "a string");
  }
  static Result<Value> to_value(Runtime& rt, std::string_view text) { return embed::make_string(rt, text); }
};

template <>
struct Converter<const char*> {
  static constexpr bool kRunsNoUserCode = true;
  static constexpr bool kBorrows = true;
  static Result<const char*> from_value(Runtime& rt, Value value) { return embed::c_string_of(rt, value); }
  // Null becomes nil.
  static Result<Value> to_value(Runtime& rt, const char* text) {
    if (!text) return Value::nil();
    return embed::make_string(rt, text);
  }
};

// Out only: a buffer that a host fills is no parameter.
template <>
struct Converter<char*> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<Value> to_value(Runtime& rt, const char* text) { return Converter<const char*>::to_value(rt, text); }
};

template <>
struct Converter<char> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<char> from_value(Runtime& rt, Value value) { return embed::character_of(rt, value); }
  static Result<Value> to_value(Runtime& rt, char c) { return embed::make_string(rt, {&c, 1}); }
};

}  // namespace mayfly
