// What stands beside a callable or among the arguments of a call.
//
//   rt.function("move", move, arg("x"), arg("y") = 0, rooted)     parameters with names, one with a default; a tag
//   rt.function("log", captures(list), [](List& list, ...) ...)   values that the function keeps
//   builder.field("id", &Door::id, read_only)
//   rt.call<void>(f, 1, kw("color") = "red")                      a keyword argument
//
// All of it is read before the call that it is passed to returns: views and references may be temporary.
#pragma once

#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace mayfly {

// A parameter's name, with a default.
template <typename T>
struct ArgumentDefault {
  std::string_view name;
  T value;
};

// A parameter's name.
struct ArgumentName {
  std::string_view name;

  template <typename T>
  ArgumentDefault<std::decay_t<T>> operator=(T&& value) const {
    return {name, std::forward<T>(value)};
  }
};
constexpr ArgumentName arg(std::string_view name) { return {name}; }

template <typename T>
struct KeywordArgument {
  std::string_view name;
  T value;
};

struct KeywordName {
  std::string_view name;

  template <typename T>
  KeywordArgument<std::decay_t<T>> operator=(T&& value) const {
    return {name, std::forward<T>(value)};
  }
};
constexpr KeywordName kw(std::string_view name) { return {name}; }

// The callable's frame is rooted (runtime/call/call_frame.h): it holds references to cells in Locals, arguments and Roots
// only, so that a script's exact collection may happen inside of it.
struct Rooted {};
inline constexpr Rooted rooted;

// A field that scripts can't write.
struct ReadOnly {};
inline constexpr ReadOnly read_only;

// Values that a function keeps, and passes to the callable in front of the arguments. The collector sees them there; a
// Value or T* that a lambda captures itself it does not see.
template <typename... T>
struct Captures {
  std::tuple<T...> values;
};
template <typename... T>
Captures<std::decay_t<T>...> captures(T&&... values) {
  return {{std::forward<T>(values)...}};
}

namespace embed {

template <typename T>
struct IsKeyword : std::false_type {};
template <typename T>
struct IsKeyword<KeywordArgument<T>> : std::true_type {};

template <typename T>
struct IsNamedParameter : std::is_same<T, ArgumentName> {};
template <typename T>
struct IsNamedParameter<ArgumentDefault<T>> : std::true_type {};

template <typename T>
struct IsCaptures : std::false_type {};
template <typename... T>
struct IsCaptures<Captures<T...>> : std::true_type {};

}  // namespace embed

}  // namespace mayfly
