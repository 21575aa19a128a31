// Result<T>: a value or an Error. Nothing in Mayfly throws; whoever ignores a Result gets a compiler warning.
//
//   Result<Root<Class>> made = rt.define<Door>("Door").build();
//   if (!made) return made.error();          // take_error() moves it out
//   Root<Class> cls = std::move(*made);
//
// or, in a function that itself returns a Result:  Root<Class> cls = MAYFLY_TRY(rt.define<Door>("Door").build());
// MAYFLY_TRY is a GNU statement expression (g++ and clang); the long form above needs no macro.
//
// Owned by whoever holds it; not shared between threads. Neither collects nor runs user code.
#pragma once

#include <mayfly/gc/support/assert.h>
#include <mayfly/gc/support/error.h>

#include <new>
#include <type_traits>
#include <utility>

namespace mayfly {

template <typename T = void>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  template <typename U = T>
    requires(std::is_constructible_v<T, U&&> && !std::is_same_v<std::remove_cvref_t<U>, Result> &&
             !std::is_same_v<std::remove_cvref_t<U>, Error>)
  Result(U&& value) : value_(std::forward<U>(value)) {}
  Result(Error&& error) noexcept : error_(std::move(error)), has_value_(false) {}
  Result(Result&& other) noexcept : has_value_(other.has_value_) {
    if (has_value_)
      ::new (static_cast<void*>(&value_)) T(std::move(other.value_));
    else
      ::new (static_cast<void*>(&error_)) Error(std::move(other.error_));
  }
  // A Result<Root<Derived>> is good where a Result<Root<Base>> is asked for.
  template <typename U>
    requires(!std::is_same_v<U, T> && std::is_constructible_v<T, U&&>)
  Result(Result<U>&& other) : has_value_(other.has_value()) {
    if (has_value_)
      ::new (static_cast<void*>(&value_)) T(std::move(*other));
    else
      ::new (static_cast<void*>(&error_)) Error(other.take_error());
  }
  Result& operator=(Result&& other) noexcept {
    if (this != &other) {
      this->~Result();
      ::new (static_cast<void*>(this)) Result(std::move(other));
    }
    return *this;
  }
  Result(const Result&) = delete;
  Result& operator=(const Result&) = delete;
  ~Result() {
    if (has_value_)
      value_.~T();
    else
      error_.~Error();
  }

  bool has_value() const noexcept { return has_value_; }
  explicit operator bool() const noexcept { return has_value_; }

  // The value; only where has_value().
  T& operator*() & noexcept { return value_; }
  const T& operator*() const& noexcept { return value_; }
  T&& operator*() && noexcept { return std::move(value_); }
  T* operator->() noexcept { return &value_; }
  const T* operator->() const noexcept { return &value_; }
  T value_or(T fallback) && { return has_value_ ? std::move(value_) : std::move(fallback); }

  // The error; only where !has_value().
  const Error& error() const& noexcept { return error_; }
  Error&& take_error() noexcept { return std::move(error_); }

 private:
  union {
    T value_;
    Error error_;
  };
  bool has_value_ = true;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() noexcept = default;
  Result(Error&& error) noexcept : error_(std::move(error)) {}

  bool has_value() const noexcept { return !error_.is_set(); }
  explicit operator bool() const noexcept { return has_value(); }

  const Error& error() const& noexcept { return error_; }
  Error&& take_error() noexcept { return std::move(error_); }

 private:
  Error error_;  // unset: success
};

namespace detail {
// By value: a cast of a reference would be a value that clang wants to see used.
template <typename T>
T unwrap(Result<T>& result) {
  return std::move(*result);
}
inline void unwrap(Result<void>&) {}
}  // namespace detail

}  // namespace mayfly

// The value of a Result, or return its error from the function one stands in.
#define MAYFLY_TRY(...) MAYFLY_TRY_NAMED_(MAYFLY_TRY_JOIN_(mayfly_result_, __COUNTER__), __VA_ARGS__)

// A name of its own for each, so that one may stand in another.
#define MAYFLY_TRY_JOIN_(a, b) MAYFLY_TRY_JOIN_AGAIN_(a, b)
#define MAYFLY_TRY_JOIN_AGAIN_(a, b) a##b
#define MAYFLY_TRY_NAMED_(name, ...) \
  (__extension__({                   \
    auto name = (__VA_ARGS__);       \
    if (!name) [[unlikely]]          \
      return name.take_error();      \
    ::mayfly::detail::unwrap(name);  \
  }))
