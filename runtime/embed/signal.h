// Signals with C++ types: lambdas as listeners and as loss notices, emitting C++ values, visiting what listeners return.
//
//   MAYFLY_TRY(rt.connect(opened, [](int64_t times, std::string_view who) { ... }));           // strong: the signal holds it
//   MAYFLY_TRY(rt.connect_weak(opened, method, [](Connection& c) { std::puts(name(c.status())); }));
//   MAYFLY_TRY(rt.emit(opened, 2, "Ann"));
//   MAYFLY_TRY(rt.emit_each(asked, [](Result<bool> answer) { ... }, "really?"));
//
// A loss notice takes nothing or the Connection&, and, if it wants, the Runtime&, as callbacks of weak references do
// (embed/weak.h). Signal/typed_signal.h has a signal whose arguments the compiler checks.
#pragma once

#include <mayfly/runtime/embed/weak.h>
#include <mayfly/runtime/signal/emission.h>

#include <functional>

namespace mayfly {

namespace embed {

// What a visitor is given: Result<R>, alone or behind the connection.
template <typename Parameters>
struct VisitorParameters {
  static constexpr bool kFits = false;
};
template <typename P>
struct VisitorParameters<std::tuple<P>> {
  using Outcome = std::remove_cvref_t<P>;
  static constexpr bool kFits = IsResult<Outcome>::value;
  static constexpr bool kTakesConnection = false;
};
template <typename P>
struct VisitorParameters<std::tuple<Connection&, P>> {
  using Outcome = std::remove_cvref_t<P>;
  static constexpr bool kFits = IsResult<Outcome>::value;
  static constexpr bool kTakesConnection = true;
};

// As an EmitVisitor.
template <typename F>
class VisitorAdapter {
  using Sig = typename SignatureOf<F>::Type;
  using Given = VisitorParameters<typename Sig::Parameters>;
  static_assert(Given::kFits, "a visitor takes a Result<R>, or a Connection& and a Result<R>");

 public:
  static Result<bool> visit(void* data, Runtime& rt, Connection& connection, Result<Value>&& outcome) noexcept {
#ifdef __cpp_exceptions
    try {
      return visit_plainly(*static_cast<F*>(data), rt, connection, std::move(outcome));
    } catch (...) {
      return error_from_exception();
    }
#else
    return visit_plainly(*static_cast<F*>(data), rt, connection, std::move(outcome));
#endif
  }

 private:
  using R = typename Given::Outcome::value_type;

  static Result<R> convert(Runtime& rt, Result<Value>&& outcome) {
    if constexpr (std::is_same_v<R, Value>) {
      return std::move(outcome);
    } else {
      if (!outcome) return outcome.take_error();
      if constexpr (std::is_void_v<R>) {
        return {};
      } else {
        return result_as<R>(rt, *outcome, __FILE__, __LINE__);
      }
    }
  }
  static Result<bool> visit_plainly(F& visitor, Runtime& rt, Connection& connection, Result<Value>&& outcome) {
    const auto call = [&]() -> decltype(auto) {
      if constexpr (Given::kTakesConnection) {
        return std::invoke(visitor, connection, convert(rt, std::move(outcome)));
      } else {
        return std::invoke(visitor, convert(rt, std::move(outcome)));
      }
    };
    using Answer = typename Sig::Result;
    if constexpr (std::is_void_v<Answer>) {
      call();
      return true;
    } else if constexpr (std::is_same_v<Answer, Result<>>) {
      Result<> done = call();
      if (!done) return done.take_error();
      return true;
    } else {
      static_assert(std::is_same_v<Answer, bool> || std::is_same_v<Answer, Result<bool>>,
                    "a visitor returns nothing, a bool, or a Result of either");
      return call();
    }
  }
};

// A function made of a callable for one use.
template <typename F>
Result<Root<Function>> listener_function(Runtime& rt, F&& callable, const char* file, int line) {
  return rt.function(Text("listener", file, line), std::forward<F>(callable));
}

}  // namespace embed

template <typename F>
  requires(!std::is_convertible_v<F&&, embed::Operand>)
Result<Root<Connection>> Runtime::connect(const embed::Target<Signal>& signal, F&& listener, const char* file,
                                          int line) {
  MAYFLY_TRY(check_entry());
  Root<Function> function = MAYFLY_TRY(embed::listener_function(*this, std::forward<F>(listener), file, line));
  return connect(signal, function);
}

template <typename F, typename... Rest>
  requires(!std::is_convertible_v<F&&, embed::Operand>)
Result<Root<Connection>> Runtime::connect_weak(const embed::Target<Signal>&, F&&, Rest&&...) {
  static_assert(
      std::is_void_v<F>,
      "connect_weak does not hold the listener, and nobody else holds a function that is made of this callable: "
      "it would be lost at once. connect() holds it; or make a Root<Function> with rt.function(), keep it, and "
      "give that to connect_weak");
  return Error::out_of_memory();
}

template <typename F>
  requires(!std::is_convertible_v<F&&, Value>)
Result<Root<Connection>> Runtime::connect_weak(const embed::Target<Signal>& signal, const embed::Operand& listener,
                                               F&& on_lost) {
  // Held by nobody until the connection does: nothing in between runs user code.
  return connect_weak(signal, listener, Value(MAYFLY_TRY(embed::make_callback(*this, std::forward<F>(on_lost)))));
}

template <typename F>
  requires(!std::is_convertible_v<F&&, Value>)
Result<> Runtime::on_lost(const embed::Target<Signal>& signal, F&& callback) {
  return on_lost(signal, Value(MAYFLY_TRY(embed::make_callback(*this, std::forward<F>(callback)))));
}

template <typename... A>
  requires(!std::is_same_v<std::decay_t<A>, Arguments> && ...)
Result<EmitResult> Runtime::emit(const embed::Target<Signal>& signal, A&&... arguments) {
  MAYFLY_TRY(check_entry());
  embed::PackedArguments<std::decay_t<A>...> packed(*this);
  MAYFLY_TRY(packed.pack(std::forward<A>(arguments)...));
  return emit(signal, packed.arguments());
}

template <typename... A>
  requires(!std::is_same_v<std::decay_t<A>, Arguments> && ...)
Result<Root<List>> Runtime::emit_list(const embed::Target<Signal>& signal, A&&... arguments) {
  MAYFLY_TRY(check_entry());
  embed::PackedArguments<std::decay_t<A>...> packed(*this);
  MAYFLY_TRY(packed.pack(std::forward<A>(arguments)...));
  return emit_list(signal, packed.arguments());
}

template <typename F, typename... A>
  requires(!std::is_same_v<std::decay_t<F>, EmitVisitor>)
Result<EmitResult> Runtime::emit_each(const embed::Target<Signal>& signal, F&& visitor, A&&... arguments) {
  using Visitor = std::remove_reference_t<F>;
  MAYFLY_TRY(check_entry());
  const EmitVisitor adapted = {&embed::VisitorAdapter<std::remove_const_t<Visitor>>::visit,
                               const_cast<void*>(static_cast<const void*>(std::addressof(visitor)))};
  if constexpr (sizeof...(A) == 1 && (std::is_same_v<std::decay_t<A>, Arguments> && ...)) {
    return emit_each(signal, adapted, arguments...);
  } else {
    embed::PackedArguments<std::decay_t<A>...> packed(*this);
    MAYFLY_TRY(packed.pack(std::forward<A>(arguments)...));
    return emit_each(signal, adapted, packed.arguments());
  }
}

}  // namespace mayfly
