// TypedSignal<R(A...)>: a signal whose C++ sides, the host that emits and the lambdas that listen, agree on types when they
// are compiled.
//
//   auto opened = MAYFLY_TRY(TypedSignal<void(int64_t, std::string)>::create(rt));
//   MAYFLY_TRY(opened.connect(rt, [](int64_t times, const std::string& who) { ... }));
//   MAYFLY_TRY(opened.emit(rt, 2, "Ann"));
//
// It is a handle around a Root<Signal>, which scripts see as any other: what they connect is checked when it is called.
#pragma once

#include <mayfly/runtime/embed/signal.h>

namespace mayfly {

template <typename R, typename... A>
class TypedSignal<R(A...)> {
 public:
  TypedSignal() = default;  // a null handle
  explicit TypedSignal(Root<Signal> signal) : signal_(std::move(signal)) {}
  static Result<TypedSignal> create(Runtime& rt, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return TypedSignal(MAYFLY_TRY(rt.signal(file, line)));
  }

  // A callable of these types, or any listener's handle.
  template <typename F>
  Result<Root<Connection>> connect(Runtime& rt, F&& listener) const {
    if constexpr (!std::is_convertible_v<F&&, embed::Operand>) {
      static_assert(std::is_invocable_v<std::decay_t<F>&, A...>,
                    "this listener can't be called with the arguments of the signal");
    }
    return rt.connect(signal_, std::forward<F>(listener));
  }
  template <typename F, typename... Notice>
  Result<Root<Connection>> connect_weak(Runtime& rt, F&& listener, Notice&&... on_lost) const {
    return rt.connect_weak(signal_, std::forward<F>(listener), std::forward<Notice>(on_lost)...);
  }

  Result<EmitResult> emit(Runtime& rt, const A&... arguments) const { return rt.emit(signal_, arguments...); }
  // visitor: f(Result<R>) or f(Connection&, Result<R>), as of Runtime::emit_each.
  template <typename F>
  Result<EmitResult> emit_each(Runtime& rt, F&& visitor, const A&... arguments) const {
    return rt.emit_each(signal_, std::forward<F>(visitor), arguments...);
  }

  const Root<Signal>& signal() const { return signal_; }
  explicit operator bool() const { return static_cast<bool>(signal_); }

 private:
  Root<Signal> signal_;
};

}  // namespace mayfly
