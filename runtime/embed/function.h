// make_function: a Function from a C++ callable: its thunk, parameters with names and defaults, captures, storage.
//
// Errors: kOutOfMemory; kType for a default that does not fit its parameter, and for a closure that captures an object.
// May collect; runs no user code but what a host's own conversion of a capture or default runs.
#pragma once

#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/embed/thunk.h>

namespace mayfly::embed {

// What a function is called, and in which class.
struct FunctionPlace {
  std::string_view name;
  std::string_view owner = {};  // "": none
};

[[gnu::cold]] MAYFLY_API Error default_error(FunctionPlace place, std::string_view parameter, Error error);
[[gnu::cold]] MAYFLY_API Error capture_error(FunctionPlace place, size_t index, Error error);
// The runtime's own check, without its header.
MAYFLY_API Result<> check_entry(Runtime& rt);

// The type of the argument that a script gives at this index, the receiver included.
template <typename Sig, uint32_t kCaptured, uint32_t kIndex>
struct ArgumentType {
  using Parameters = typename Sig::Parameters;
  static constexpr size_t find() {
    constexpr auto kSources = Sources<Parameters>::list(kCaptured);
    size_t i = 0;
    while (kSources[i].kind != Source::kArgument || kSources[i].index != kIndex) i++;
    return i;
  }
  using Type = std::tuple_element_t<find(), Parameters>;
};

// Whether a value would do as an argument of type P.
template <typename P>
Result<> check_argument(Runtime& rt, Value value) {
  Passed<P> passed(rt, value);
  if (passed.is_good()) return {};
  return passed.take_error();
}

// The options that stand behind a callable: arg(...), rooted.
template <typename Sig, uint32_t kCaptured, uint32_t kReceiver, typename... Options>
class FunctionOptions {
  static constexpr std::array<bool, sizeof...(Options) + 1> kIsNamed = {IsNamedParameter<Options>::value...};
  static constexpr uint32_t count_named(size_t before) {
    uint32_t count = 0;
    for (size_t i = 0; i < before; i++) count += kIsNamed[i];
    return count;
  }
  static constexpr uint32_t kArguments = Sources<typename Sig::Parameters>::kValues - kCaptured;
  static constexpr uint32_t kNamed = count_named(sizeof...(Options));
  static_assert(kNamed == 0 || kNamed == kArguments - kReceiver,
                "give no arg(...) at all, or one for each parameter of the script's (the receiver is none)");
  static_assert(((IsNamedParameter<Options>::value || std::is_same_v<Options, Rooted>)&&...),
                "only arg(...) and rooted may stand behind a callable");

 public:
  // Fills in parameters and tags; the defaults' values go to `defaults`, one per argument, on the VM stack.
  static Result<> read(Runtime& rt, FunctionPlace place, NativeDescription& description, Parameter* parameters,
                       Value* defaults, const Options&... options) {
    description.rooted_frame = (std::is_same_v<Options, Rooted> || ...);
    Result<> done;
    [&]<size_t... K>(std::index_sequence<K...>) {
      static_cast<void>((
          static_cast<bool>(done = take<kReceiver + count_named(K)>(rt, place, parameters, defaults, options)) && ...));
    }
    (std::index_sequence_for<Options...>());
    return done;
  }

 private:
  template <uint32_t kIndex>
  static Result<> take(Runtime&, FunctionPlace, Parameter*, Value*, const Rooted&) {
    return {};
  }
  template <uint32_t kIndex>
  static Result<> take(Runtime&, FunctionPlace, Parameter* parameters, Value*, const ArgumentName& option) {
    parameters[kIndex].name = option.name;
    return {};
  }
  template <uint32_t kIndex, typename T>
  static Result<> take(Runtime& rt, FunctionPlace place, Parameter* parameters, Value* defaults,
                       const ArgumentDefault<T>& option) {
    using P = typename ArgumentType<Sig, kCaptured, kIndex>::Type;
    Result<Value> value = Converter<T>::to_value(rt, option.value);
    if (!value) return default_error(place, option.name, value.take_error());
    defaults[kIndex] = *value;
    if (Result<> fits = check_argument<P>(rt, *value); !fits)
      return default_error(place, option.name, fits.take_error());
    parameters[kIndex] = {option.name, true, *value};
    return {};
  }
};

template <typename Sig, Role kRole, typename F, typename... C, typename... Options>
Result<Function*> make_function(Runtime& rt, FunctionPlace place, const Captures<C...>& captured, F&& callable,
                                const Options&... options) {
  using Callable = std::decay_t<F>;
  constexpr uint32_t kCaptured = sizeof...(C);
  constexpr uint32_t kReceiver = kRole != Role::kPlain;
  using Entry = Thunk<Callable, Sig, kCaptured, kRole>;
  constexpr uint32_t kArguments = Entry::kArguments;

  MAYFLY_TRY(check_entry(rt));
  MAYFLY_TRY(check_closure<Callable>(callable, place.name));
  Locals<kCaptured + kArguments> held(rt);
  if (!held) return held.error();
  Result<> done;
  size_t count = 0;
  const auto capture = [&]<typename T>(const T& value) {
    Result<Value> converted = Converter<T>::to_value(rt, value);
    if (!converted) {
      done = capture_error(place, count, converted.take_error());
      return false;
    }
    held[count++] = *converted;
    return true;
  };
  std::apply([&](const C&... values) { static_cast<void>((capture(values) && ...)); }, captured.values);
  if (!done) return done.take_error();

  Parameter parameters[kArguments + 1];
  NativeDescription description;
  MAYFLY_TRY((FunctionOptions<Sig, kCaptured, kReceiver, Options...>::read(rt, place, description, parameters,
                                                                           held.data() + kCaptured, options...)));
  description.name = place.name;
  description.owner = place.owner;
  description.entry = &Entry::entry;
  description.word_entry = &Entry::word_entry;
  description.parameters = {parameters, kArguments};
  description.has_receiver = kReceiver != 0;
  description.describes_parameters = true;
  description.takes_rest = Entry::kTakesRest;
  description.captures = {held.data(), kCaptured};
  if (!Stored<Callable>::put(std::forward<F>(callable), description)) return Error::out_of_memory();
  Result<Function*> made = make_native(rt, description);
  if (!made) Stored<Callable>::drop(description);
  return made;
}

}  // namespace mayfly::embed
