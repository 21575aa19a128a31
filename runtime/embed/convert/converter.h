// Converter<T>: how a C++ type goes into values and comes out of them. A host specialises it for types of its own:
//
//   template <>
//   struct mayfly::Converter<Point> {
//     static Result<Point> from_value(Runtime& rt, Value value) {
//       auto* pair = value.try_as<Tuple>();
//       if (!pair || pair->size() != 2) return mismatch(rt, value, "a tuple of 2 numbers");
//       return Point{MAYFLY_TRY(Converter<double>::from_value(rt, pair->at(0))), ...};
//     }
//     static Result<Value> to_value(Runtime& rt, const Point& point) { ... }
//   };
//
// One direction is enough for a type that goes one way only. What Mayfly converts:
//
//   C++                                            value
//   bool                                           true, false; nothing else
//   integers of every width                        an integer in the type's range
//   float, double                                  a number; an integer only where it stays exact
//   enums                                          a name, where EnumNames<E> gives some; else an integer
//   char                                           a string of one ASCII character
//   std::string, std::string_view, const char*     a string or a symbol. The latter two look into the value: they are
//                                                  good for the length of the call, and for parameters only
//   std::vector, std::array                        a list (a tuple is taken too)
//   std::pair, std::tuple                          a tuple (a list is taken too)
//   std::map, std::unordered_map                   a dict
//   std::optional<T>                               nil or a T
//   Value                                          any
//   Root<T>, T&, T* (nil: null), T a cell class    an object of that kind
//   WeakRoot<T>                                    the same, weakly
//   T, T&, T* (nil: null), T a bound C++ class     an instance of the bound class. T by value is a copy
//   std::unique_ptr<T>, std::ref (out only),       an instance of the bound class that owns, refers to, or shares
//   std::shared_ptr<T>                             the object
//   Result<T>                                      out only: an error, or a T
//
// Errors: what does not fit is an error of kind kType whose message is the end of a sentence, "must be an integer from 0
// to 255, not 300 (int)"; whoever converts puts in front what it was: "Door.open(): argument 1 ('n') must be ...".
//
// On the runtime's thread. Conversions may allocate, and so collect; those here run no user code.
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/runtime/embed/cpp_type.h>
#include <mayfly/runtime/forward.h>

#include <concepts>
#include <type_traits>

namespace mayfly {

// Whether instances of a C++ class are bound objects, when there is no other conversion. A host that binds a class of the
// standard library says so: template <> inline constexpr bool mayfly::is_host_type<std::mutex> = true;
template <typename T>
inline constexpr bool is_host_type = std::is_class_v<T> && !embed::spelled_name<T>().starts_with("std::");
template <>
inline constexpr bool is_host_type<Runtime> = false;
template <>
inline constexpr bool is_host_type<Arguments> = false;
template <>
inline constexpr bool is_host_type<Error> = false;
template <typename T>
inline constexpr bool is_host_type<KeywordArgument<T>> = false;
template <typename T>
inline constexpr bool is_host_type<WeakCall<T>> = false;

// The conversion of bound classes, and the message for what can't be converted (convert/host_object.h).
template <typename T>
struct Converter;

// kType: "must be EXPECTED, not VALUE (its type)". `expected` as in printf.
[[gnu::cold, gnu::format(printf, 3, 4)]] MAYFLY_API Error mismatch(const Runtime& rt, Value value, const char* expected,
                                                                   ...);

namespace embed {

template <typename T>
concept CellClass = std::is_class_v<T> && std::is_base_of_v<gc::Cell, T>;

// Bound C++ classes: they are converted by the primary template.
template <typename T>
concept HostClass = std::is_class_v<T> && requires {
  Converter<T>::kIsHostObject;
};

// What is converted looks into the value, or into an object that it owns: it must not outlive it.
template <typename T>
concept Borrowing = requires {
  Converter<T>::kBorrows;
};

// The conversion to a value may run user code: nothing is known of specialisations by hosts.
template <typename T>
inline constexpr bool runs_user_code = !requires {
  Converter<T>::kRunsNoUserCode;
};

// The error with the beginning of its sentence: "the result" + "must be ...". Errors that are no such ends of a sentence
// come back as they are.
[[gnu::cold, gnu::format(printf, 2, 3)]] MAYFLY_API Error begin_message(Error error, const char* beginning, ...);

// An object of this built-in kind was expected: "a list".
[[gnu::cold]] MAYFLY_API Error kind_mismatch(const Runtime& rt, Value value, gc::KindId expected, bool nil_too = false);
// kWrongRuntime when it belongs to another runtime.
MAYFLY_API Result<> check_own(const Runtime& rt, Value value);

}  // namespace embed

}  // namespace mayfly
