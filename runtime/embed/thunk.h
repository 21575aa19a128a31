// Thunk: the native entry point of a C++ callable: sorts and converts the arguments, calls, converts what comes back.
//
// The usual call (no keywords, all arguments given) goes straight from the arguments on the VM stack to the callable.
// noexcept: an exception of the callable becomes an Error of kind kHost, where the host's code is compiled with exceptions.
#pragma once

#include <mayfly/runtime/embed/argument.h>
#include <mayfly/runtime/embed/callable.h>
#include <mayfly/runtime/embed/passed.h>
#include <mayfly/runtime/lifecycle/host_function.h>

#include <functional>
#include <memory>
#include <utility>

namespace mayfly::embed {

#ifdef __cpp_exceptions
inline constexpr bool kCatches = true;
#else
inline constexpr bool kCatches = false;
#endif

// What a function is to a class, as far as its thunk and its messages care.
enum class Role : uint8_t {
  kPlain,   // no receiver
  kMethod,  // the first parameter is the receiver
  kSetter,  // of an attribute: receiver and value
};

// What a parameter of the callable is made from.
struct Source {
  enum Kind : uint8_t { kArgument, kCapture, kRuntime, kRest } kind;
  uint32_t index;  // of the argument, or the capture
};

template <typename Parameters>
struct Sources;
template <typename... P>
struct Sources<std::tuple<P...>> {
  // For callables whose first `captured` values are captures.
  static constexpr std::array<Source, sizeof...(P)> list(uint32_t captured) {
    std::array<Source, sizeof...(P)> sources = {};
    uint32_t at = 0;
    uint32_t captures = 0;
    uint32_t arguments = 0;
    [[maybe_unused]] const auto add = [&](bool runtime, bool rest) {
      if (runtime) {
        sources[at++] = {Source::kRuntime, 0};
      } else if (rest) {
        sources[at++] = {Source::kRest, 0};
      } else if (captures < captured) {
        sources[at++] = {Source::kCapture, captures++};
      } else {
        sources[at++] = {Source::kArgument, arguments++};
      }
    };
    (add(std::is_same_v<P, Runtime&>, std::is_same_v<P, Arguments>), ...);
    return sources;
  }
  static constexpr uint32_t kValues =
      (uint32_t{!std::is_same_v<P, Runtime&> && !std::is_same_v<P, Arguments>} + ... + 0);
  static constexpr bool kTakesRest = (std::is_same_v<P, Arguments> || ...);
};

// --- the parts that need no types ------------------------------------------------------------------------------------

using ApplyEntry = Result<Value> (*)(Runtime& rt, Function& callee, const Value* arguments,
                                     const Arguments& rest) noexcept;

// Sorts the arguments by their names and defaults, and goes on.
MAYFLY_API Result<Value> arrange_and_apply(Runtime& rt, Function& callee, Arguments arguments, ApplyEntry apply);
// The same for a WordEntry.
MAYFLY_API uint64_t apply_arranged(Runtime& rt, Function& callee, const Value* values, uint32_t count,
                                   ApplyEntry apply);
// Begins the message: "Door.open(): argument 1 ('n')".
[[gnu::cold]] MAYFLY_API Error argument_error(const Function& callee, Source source, Role role, Error error);
[[gnu::cold]] MAYFLY_API Error result_error(const Function& callee, Error error);

template <typename T>
struct IsResult : std::false_type {};
template <typename T>
struct IsResult<Result<T>> : std::true_type {};

// --- results ---------------------------------------------------------------------------------------------------------

// `receiver` empty: there is none.
template <typename R>
[[gnu::always_inline]] inline Result<Value> convert_result(Runtime& rt, [[maybe_unused]] const Function& callee,
                                                           [[maybe_unused]] Value receiver, R&& result) {
  using T = std::remove_cvref_t<R>;
  if constexpr (IsResult<T>::value) {
    if (!result) [[unlikely]]
      return result.take_error();
    if constexpr (std::is_void_v<typename T::value_type>) {
      return Value::nil();
    } else {
      return convert_result(rt, callee, receiver, std::move(*result));
    }
  } else {
    // A class whose functions return *this: the receiver itself.
    if constexpr (std::is_lvalue_reference_v<R> && HostClass<T>) {
      if (host_pointer<T>(receiver) == std::addressof(result)) return receiver;
    }
    Result<Value> value = Converter<T>::to_value(rt, std::forward<R>(result));
    if (value) [[likely]]
      return value;
    return result_error(callee, value.take_error());
  }
}

// The two forms in which a call's outcome goes back: NativeEntry's and WordEntry's.
struct AsResult {
  using Type = Result<Value>;
  static Type success(Value value) { return value; }
  static Type failure(Runtime&, Error&& error) { return std::move(error); }
};
struct AsWord {
  using Type = uint64_t;
  static Type success(Value value) { return value.word(); }
  static Type failure(Runtime& rt, Error&& error) { return fail_with(rt, std::move(error)); }
};

// What a call is made from.
struct Given {
  Runtime& rt;
  Function& callee;
  const Value* arguments;
  const Arguments& rest;
};

// --- the thunk -------------------------------------------------------------------------------------------------------

// kWithExceptions keeps the instances of files that are compiled with exceptions apart from those without.
template <typename F, typename Sig, uint32_t kCaptured, Role kRole, bool kWithExceptions = kCatches>
class Thunk;

template <typename F, typename R, typename... P, uint32_t kCaptured, Role kRole, bool kWithExceptions>
class Thunk<F, Signature<R, P...>, kCaptured, kRole, kWithExceptions> {
  using All = Sources<std::tuple<P...>>;
  static_assert(All::kValues >= kCaptured, "the callable has fewer parameters than captures(...) has values");
  static_assert(kRole == Role::kPlain || All::kValues > 0, "a method has a first parameter for its receiver");
  static constexpr auto kSources = All::list(kCaptured);

 public:
  // The script's arguments, the receiver included.
  static constexpr uint32_t kArguments = All::kValues - kCaptured;
  static constexpr bool kTakesRest = All::kTakesRest;

  static Result<Value> entry(Runtime& rt, Function& callee, Arguments arguments) noexcept {
    if (arguments.keywords() == 0 && arguments.positional() == kArguments) [[likely]]
      return apply_as_result(rt, callee, arguments.values(), {});
    return arrange_and_apply(rt, callee, arguments, &apply_as_result);
  }
  // The same, for the usual call.
  static uint64_t word_entry(Runtime& rt, Function& callee, const Value* values, uint32_t count) noexcept {
    if (count == kArguments) [[likely]]
      return apply<AsWord>(rt, callee, values, {});
    return apply_arranged(rt, callee, values, count, &apply_as_result);
  }

 private:
  static Result<Value> apply_as_result(Runtime& rt, Function& callee, const Value* arguments,
                                       const Arguments& rest) noexcept {
    return apply<AsResult>(rt, callee, arguments, rest);
  }
  template <typename Outcome>
  [[gnu::always_inline]] static typename Outcome::Type apply(Runtime& rt, Function& callee, const Value* arguments,
                                                             const Arguments& rest) noexcept {
#ifdef __cpp_exceptions
    if constexpr (kWithExceptions) {
      try {
        return apply_plainly<Outcome>({rt, callee, arguments, rest}, std::index_sequence_for<P...>());
      } catch (...) {
        return Outcome::failure(rt, error_from_exception());
      }
    }
#endif
    return apply_plainly<Outcome>({rt, callee, arguments, rest}, std::index_sequence_for<P...>());
  }

  // The constructors differ in what the parameter is made from: nothing is moved.
  template <size_t I, typename Parameter>
  struct At : Passed<Parameter> {
    static constexpr Source kSource = kSources[I];
    explicit At(const Given& given) requires(kSource.kind == Source::kRuntime) : Passed<Parameter>(given.rt) {}
    explicit At(const Given& given) requires(kSource.kind == Source::kRest) : Passed<Parameter>(given.rest) {}
    explicit At(const Given& given) requires(kSource.kind == Source::kCapture)
        : Passed<Parameter>(given.rt, given.callee.capture(kSource.index)) {}
    explicit At(const Given& given) requires(kSource.kind == Source::kArgument)
        : Passed<Parameter>(given.rt, given.arguments[kSource.index]) {}
  };
  template <size_t... I>
  struct AllPassed : At<I, P>... {
    explicit AllPassed([[maybe_unused]] const Given& given) : At<I, P>(given)... {}
  };

  template <typename Outcome, size_t... I>
  [[gnu::always_inline]] static typename Outcome::Type apply_plainly(const Given& given, std::index_sequence<I...>) {
    AllPassed<I...> passed(given);
    if (!(static_cast<At<I, P>&>(passed).is_good() && ...)) [[unlikely]] {
      Error error;
      static_cast<void>(
          ((static_cast<At<I, P>&>(passed).is_good() ||
            (error = argument_error(given.callee, kSources[I], kRole, static_cast<At<I, P>&>(passed).take_error()),
             false)) &&
           ...));
      return Outcome::failure(given.rt, std::move(error));
    }
    decltype(auto) callable = Stored<F>::get(given.callee);
    if constexpr (std::is_void_v<R>) {
      std::invoke(callable, static_cast<At<I, P>&>(passed).pass()...);
      return Outcome::success(Value::nil());
    } else {
      const Value receiver = kRole == Role::kMethod ? given.arguments[0] : Value::empty();
      Result<Value> result = convert_result<R>(given.rt, given.callee, receiver,
                                               std::invoke(callable, static_cast<At<I, P>&>(passed).pass()...));
      if (result) [[likely]]
        return Outcome::success(*result);
      return Outcome::failure(given.rt, result.take_error());
    }
  }
};

}  // namespace mayfly::embed
