// Passed<P>: one parameter of a C++ callable during a call: made from a value, holds what was converted, and passes it on.
//
//   P                          holds
//   T, const T&, T&&           a T, converted for this call
//   T& and const T& of cells and of bound classes      the address
//   Runtime&, Arguments        what they are; they take no argument of the script's
#pragma once

#include <mayfly/runtime/call/arguments.h>
#include <mayfly/runtime/embed/convert.h>

#include <type_traits>

namespace mayfly::embed {

// Converted for this call.
template <typename P>
class Passed {
  using T = std::remove_cvref_t<P>;
  static_assert(
      !std::is_lvalue_reference_v<P> || std::is_const_v<std::remove_reference_t<P>>,
      "a script's argument is converted to a copy, which can't be written through: take it by value or by const "
      "reference");
  static_assert(!CellClass<T>, "cells are passed as T&, T* or Root<T>");
  static_assert(!std::is_rvalue_reference_v<P> || !HostClass<T>,
                "the object belongs to the script: take it by reference");

 public:
  Passed(Runtime& rt, Value value) : converted_(Converter<T>::from_value(rt, value)) {}
  bool is_good() const { return converted_.has_value(); }
  Error take_error() { return converted_.take_error(); }
  P&& pass() { return static_cast<P&&>(*converted_); }

 private:
  Result<T> converted_;
};

// The same for numbers and other small things: without the room for an error, which a second conversion tells.
template <typename P>
concept Small = !std::is_reference_v<P> && std::is_trivially_copyable_v<P> && std::is_default_constructible_v<P> &&
                !CellClass<P> && !HostClass<P> && !runs_user_code<P>;

template <Small T>
class Passed<T> {
 public:
  [[gnu::always_inline]] Passed(Runtime& rt, Value value) : rt_(rt), value_(value) {
    Result<T> converted = Converter<T>::from_value(rt, value);
    good_ = converted.has_value();
    if (good_) [[likely]]
      converted_ = *converted;
  }
  bool is_good() const { return good_; }
  [[gnu::always_inline]] Error take_error() { return refuse(rt_, value_); }
  T pass() { return converted_; }

 private:
  [[gnu::cold, gnu::noinline]] static Error refuse(Runtime& rt, Value value) {
    return Converter<T>::from_value(rt, value).take_error();
  }

  Runtime& rt_;
  Value value_;
  T converted_ = {};
  bool good_;
};

template <typename P>
concept ByAddress = std::is_lvalue_reference_v<P> &&
    (CellClass<std::remove_cvref_t<P>> || HostClass<std::remove_cvref_t<P>>);

template <ByAddress P>
class Passed<P> {
  using T = std::remove_cvref_t<P>;

 public:
  [[gnu::always_inline]] Passed(Runtime& rt, Value value) : rt_(rt), value_(value) {
    if constexpr (CellClass<T>) {
      object_ = cell_pointer<T>(value);
    } else {
      object_ = host_pointer<T>(value);
    }
  }
  bool is_good() const { return object_ != nullptr; }
  [[gnu::always_inline]] Error take_error() {
    if constexpr (CellClass<T>) {
      return cell_mismatch<T>(rt_, value_, false);
    } else {
      return host_mismatch(rt_, value_, cpp_type<T>);
    }
  }
  P pass() { return *object_; }

 private:
  Runtime& rt_;
  Value value_;
  T* object_;
};

template <>
class Passed<Runtime&> {
 public:
  explicit Passed(Runtime& rt) : rt_(rt) {}
  bool is_good() const { return true; }
  Error take_error() { return {}; }
  Runtime& pass() { return rt_; }

 private:
  Runtime& rt_;
};

template <>
class Passed<Arguments> {
 public:
  explicit Passed(Arguments rest) : rest_(rest) {}
  bool is_good() const { return true; }
  Error take_error() { return {}; }
  Arguments pass() { return rest_; }

 private:
  Arguments rest_;
};

}  // namespace mayfly::embed
