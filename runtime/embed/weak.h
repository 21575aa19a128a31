// Weak references with C++ callbacks, and finalizers with C++ callables.
//
// A callback is any callable that takes nothing, or the reference (WeakMethod&, WeakRef&, WeakProxy&, Value, a Root),
// and, if it wants, the Runtime&, in any order. It runs once, at a safe point of the runtime, after the death. A
// Result that it returns with an error, or an exception that it throws, goes to the unraisable hook.
#pragma once

#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/weak_proxy.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/runtime/embed/objects.h>

namespace mayfly {

namespace embed {

// With one argument of the script's, which is not looked at.
template <typename F, typename Sig>
struct IgnoringArgument;
template <typename F, typename R, typename... P>
struct IgnoringArgument<F, Signature<R, P...>> {
  static_assert(is_called_as_const<F>(), "a callback that takes no reference has no state that it changes");
  [[no_unique_address]] F callable;
  R operator()(Value, P... arguments) const { return std::invoke(callable, static_cast<P&&>(arguments)...); }
};

// Its address is the key under which a runtime remembers the function of a callable without state.
template <typename F>
MAYFLY_API inline constinit char callback_key = 0;

MAYFLY_API Value find_binding(Runtime& rt, const void* key);
MAYFLY_API Result<> remember_binding(Runtime& rt, const void* key, Value value);

template <typename F>
Result<Function*> make_callback(Runtime& rt, F&& callable) {
  using Callable = std::decay_t<F>;
  using Sig = typename SignatureOf<Callable>::Type;
  constexpr uint32_t kValues = Sources<typename Sig::Parameters>::kValues;
  static_assert(kValues <= 1, "a callback takes the weak reference, and nothing else but the Runtime&");
  if constexpr (kValues == 0) {
    using Adapted = IgnoringArgument<Callable, Sig>;
    return make_callback(rt, Adapted{std::forward<F>(callable)});
  } else {
    MAYFLY_TRY(check_entry(rt));
    constexpr bool kOnce = Stored<Callable>::kEmpty;
    if constexpr (kOnce) {
      if (Value known = find_binding(rt, &callback_key<Callable>); !known.is_empty()) return known.as<Function>();
    }
    Function* made =
        MAYFLY_TRY((make_function<Sig, Role::kPlain>(rt, {"weak callback"}, Captures<>(), std::forward<F>(callable))));
    if constexpr (kOnce) MAYFLY_TRY(remember_binding(rt, &callback_key<Callable>, made));
    return made;
  }
}

}  // namespace embed

template <typename F>
  requires(!std::is_convertible_v<F&&, Value>)
Result<Root<WeakMethod>> Runtime::weak_method(Value method, F&& callback, const char* file, int line) {
  return weak_method(method, Value(MAYFLY_TRY(embed::make_callback(*this, std::forward<F>(callback)))), file, line);
}

template <typename F>
  requires(!std::is_convertible_v<F&&, Value>)
Result<Root<WeakRef>> Runtime::weak_reference(Value target, F&& callback, const char* file, int line) {
  return weak_reference(target, Value(MAYFLY_TRY(embed::make_callback(*this, std::forward<F>(callback)))), file, line);
}

template <typename F>
  requires(!std::is_convertible_v<F&&, Value>)
Result<Root<WeakRef>> Runtime::long_weak_reference(Value target, F&& callback, const char* file, int line) {
  return long_weak_reference(target, Value(MAYFLY_TRY(embed::make_callback(*this, std::forward<F>(callback)))), file,
                             line);
}

// --- finalizers ------------------------------------------------------------------------------------------------------

namespace embed {

// With the checks of a host's call.
MAYFLY_API Result<Root<Finalizer>> make_checked_finalizer(Runtime& rt, const Operand& target, Value callable,
                                                          Arguments arguments);

}  // namespace embed

template <typename F, typename... A>
Result<Root<Finalizer>> Runtime::finalizer(const embed::Operand& target, F&& callable, A&&... arguments) {
  MAYFLY_TRY(check_entry());
  embed::PackedArguments<std::decay_t<A>...> packed(*this);
  MAYFLY_TRY(packed.pack(std::forward<A>(arguments)...));
  if constexpr (std::is_convertible_v<F&&, embed::Operand>) {
    const Value value = embed::Operand(std::forward<F>(callable)).value;
    return embed::make_checked_finalizer(*this, target, value, packed.arguments());
  } else {
    using Sig = typename embed::SignatureOf<std::decay_t<F>>::Type;
    Function* made = MAYFLY_TRY((
        embed::make_function<Sig, embed::Role::kPlain>(*this, {"finalizer"}, Captures<>(), std::forward<F>(callable))));
    return embed::make_checked_finalizer(*this, target, made, packed.arguments());
  }
}

template <typename F>
  requires(!std::is_convertible_v<F&&, Value>)
Result<Root<WeakProxy>> Runtime::weak_proxy(Value target, F&& callback, const char* file, int line) {
  return weak_proxy(target, Value(MAYFLY_TRY(embed::make_callback(*this, std::forward<F>(callback)))), file, line);
}

}  // namespace mayfly
