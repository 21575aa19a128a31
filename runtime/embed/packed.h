// PackedArguments: the C++ arguments of a call into the runtime, as Arguments.
//
// Values stand on the C++ stack, where a conservative collection sees them, or on the VM stack, where a host's own
// conversion may run user code, and so an exact one. Runtime::call copies them to the VM stack in any case.
#pragma once

#include <mayfly/runtime/call/arguments.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/embed/argument.h>
#include <mayfly/runtime/embed/convert.h>
#include <mayfly/runtime/embed/operand.h>

#include <array>

namespace mayfly::embed {

template <typename A>
struct ArgumentValue {
  using Type = A;
};
template <typename T>
struct ArgumentValue<KeywordArgument<T>> {
  using Type = T;
};

template <typename A>
Result<Value> argument_value(Runtime& rt, A&& argument) {
  using T = std::decay_t<A>;
  if constexpr (IsKeyword<T>::value) {
    return argument_value(rt, std::forward<A>(argument).value);
  } else if constexpr (CellClass<T>) {
    return Value(&argument);
  } else {
    static_assert(
        !std::is_lvalue_reference_v<A> || std::is_copy_constructible_v<T> || std::is_array_v<std::remove_cvref_t<A>>,
        "this argument can't be copied: move it, or pass std::ref of it");
    Result<Value> value = Converter<T>::to_value(rt, std::forward<A>(argument));
    if constexpr (std::is_same_v<T, Value>) {
      if (value && value->is_empty()) return null_handle();
    }
    return value;
  }
}
[[gnu::cold]] MAYFLY_API Error passed_argument_error(Error error, size_t index, std::string_view keyword);

// A: decayed types.
template <typename... A>
class PackedArguments {
  static constexpr size_t kCount = sizeof...(A);
  static constexpr std::array<bool, kCount + 1> kIsKeyword = {IsKeyword<A>::value...};
  static constexpr uint32_t kKeywords = (uint32_t{IsKeyword<A>::value} + ... + 0);
  static constexpr uint32_t kPositional = kCount - kKeywords;
  static constexpr bool keywords_come_last() {
    for (size_t i = kPositional; i < kCount; i++)
      if (!kIsKeyword[i]) return false;
    return true;
  }
  static_assert(keywords_come_last(), "kw(...) stands behind the positional arguments");
  template <typename T>
  static constexpr bool needs_vm_stack() {
    using Converted = typename ArgumentValue<T>::Type;
    if constexpr (CellClass<Converted>) {
      return false;
    } else {
      return runs_user_code<Converted>;
    }
  }
  static constexpr bool kOnVmStack = (needs_vm_stack<A>() || ...);

  struct OnStack : std::array<Value, kCount + 1> {
    explicit OnStack(Runtime&) {}
    explicit operator bool() const { return true; }
    Error error() const { return {}; }
  };

 public:
  explicit PackedArguments(Runtime& rt) : rt_(rt), slots_(rt) {}

  template <typename... Given>
  Result<> pack(Given&&... arguments) {
    if (!slots_) return slots_.error();
    Result<> done;
    [[maybe_unused]] size_t i = 0;
    static_cast<void>((put(std::forward<Given>(arguments), i, done) && ...));
    return done;
  }
  Arguments arguments() { return Arguments(slots_.data(), kPositional, names_.data(), kKeywords); }

 private:
  template <typename Given>
  bool put(Given&& argument, size_t& i, Result<>& done) {
    constexpr bool kIsName = IsKeyword<std::remove_cvref_t<Given>>::value;
    std::string_view keyword;
    if constexpr (kIsName) keyword = argument.name;
    Result<Value> value = argument_value(rt_, std::forward<Given>(argument));
    if (!value) [[unlikely]] {
      done = passed_argument_error(value.take_error(), i, keyword);
      return false;
    }
    slots_[i] = *value;
    if constexpr (kIsName) {
      Result<Symbol*> name = Name(keyword).symbol(rt_);
      if (!name) {
        done = name.take_error();
        return false;
      }
      names_[i - kPositional] = *name;
      if constexpr (kOnVmStack) slots_[kCount + i - kPositional] = Value(*name);
    }
    i++;
    return true;
  }

  Runtime& rt_;
  std::conditional_t<kOnVmStack, Locals<kCount + kKeywords>, OnStack>
      slots_;  // values, then the names that must be held
  std::array<Symbol*, kKeywords + 1> names_ = {};
};

}  // namespace mayfly::embed
