// HostFunction<Result<>(Args...)>: a C++ callable that the runtime keeps: a posted task, a hook, a listener.
//
// Movable, malloc memory of its own (small ones inline would buy nothing here), no exceptions needed: when memory is
// short it is simply empty, which whoever takes one checks. The callable may return Result<> or nothing. An exception
// that it throws becomes an Error of kind kHost, where the host's own code is compiled with exceptions.
#pragma once

#include <mayfly/gc/support/result.h>

#include <new>
#include <type_traits>
#include <utility>
#ifdef __cpp_exceptions
#include <exception>
#endif

namespace mayfly {

#ifdef __cpp_exceptions
// In a catch block: what was thrown, as an Error of kind kHost with the exception's text. A thrown Error is itself.
inline Error error_from_exception() noexcept {
  try {
    throw;
  } catch (Error& error) {
    return std::move(error);
  } catch (const std::bad_alloc&) {
    return Error::out_of_memory();
  } catch (const std::exception& e) {
    return make_error(ErrorKind::kHost, "C++ exception: %s", e.what());
  } catch (...) {
    return make_error(ErrorKind::kHost, "C++ exception of a type that is not derived from std::exception");
  }
}
#endif

template <typename Signature>
class HostFunction;

template <typename... Args>
class HostFunction<Result<>(Args...)> {
 public:
  HostFunction() = default;
  HostFunction(std::nullptr_t) {}
  template <typename F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, HostFunction> && std::is_invocable_v<F&, Args...>)
  HostFunction(F&& f) {
    using Held = std::remove_cvref_t<F>;
    held_ = new (std::nothrow) Held(std::forward<F>(f));
    if (!held_) return;
    call_ = &call_held<Held>;
    drop_ = [](void* held) noexcept { delete static_cast<Held*>(held); };
  }
  HostFunction(HostFunction&& other) noexcept
      : held_(std::exchange(other.held_, nullptr)), call_(other.call_), drop_(other.drop_) {}
  HostFunction& operator=(HostFunction&& other) noexcept {
    std::swap(held_, other.held_);
    std::swap(call_, other.call_);
    std::swap(drop_, other.drop_);
    return *this;
  }
  ~HostFunction() {
    if (held_) drop_(held_);
  }

  explicit operator bool() const { return held_ != nullptr; }
  Result<> operator()(Args... args) { return call_(held_, static_cast<Args>(args)...); }

 private:
  template <typename Held>
  static Result<> call_held(void* held, Args... args) noexcept {
#ifdef __cpp_exceptions
    try {
      return call_plain(*static_cast<Held*>(held), static_cast<Args>(args)...);
    } catch (...) {
      return error_from_exception();
    }
#else
    return call_plain(*static_cast<Held*>(held), static_cast<Args>(args)...);
#endif
  }
  template <typename Held>
  static Result<> call_plain(Held& held, Args... args) {
    if constexpr (std::is_same_v<std::invoke_result_t<Held&, Args...>, Result<>>) {
      return held(static_cast<Args>(args)...);
    } else {
      held(static_cast<Args>(args)...);
      return {};
    }
  }

  void* held_ = nullptr;
  Result<> (*call_)(void* held, Args... args) noexcept = nullptr;
  void (*drop_)(void* held) noexcept = nullptr;
};

}  // namespace mayfly
