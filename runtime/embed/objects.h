// What a host makes with a Runtime: classes, functions, instances, and the built-in kinds of object. And the way from an
// instance to the C++ object that it owns.
#pragma once

#include <mayfly/runtime/embed/call.h>
#include <mayfly/runtime/embed/construct.h>
#include <mayfly/runtime/embed/define.h>

namespace mayfly {

namespace embed {

// Holds what was just made. Null: out of memory.
template <typename T>
Result<Root<T>> hold(Runtime& rt, T* cell, const char* file, int line) {
  if (!cell) return out_of_memory(rt);
  Root<T> root(heap_of(rt), cell, file, line);
  if (!root) return Error::out_of_memory();
  return root;
}

// A new instance of the class, with the object, which is released when there is none.
MAYFLY_API Result<Instance*> wrap_object(Runtime& rt, const CppType& type, HostObject object);
MAYFLY_API Result<Value> make_dict(Runtime& rt, Arguments arguments);

}  // namespace embed

// --- classes and functions -------------------------------------------------------------------------------------------

template <typename T>
ClassBuilder<T> Runtime::define(std::string_view name) {
  static_assert(std::is_class_v<T> && !embed::CellClass<T>, "define<T>() binds a C++ class of the host's");
  return ClassBuilder<T>(*this, name);
}

template <typename... Bases>
ClassBuilder<void> Runtime::make_class(std::string_view name, const Bases&... bases) {
  return ClassBuilder<void>(*this, name, Value(bases)...);
}

template <typename F, typename... Options>
  requires(!embed::IsCaptures<std::decay_t<F>>::value)
Result<Root<Function>> Runtime::function(const embed::Text& name, F&& callable, const Options&... options) {
  return function(name, Captures<>(), std::forward<F>(callable), options...);
}

template <typename... C, typename F, typename... Options>
Result<Root<Function>> Runtime::function(const embed::Text& name, const Captures<C...>& captured, F&& callable,
                                         const Options&... options) {
  using Callable = std::decay_t<F>;
  static_assert(!std::is_same_v<Callable, Result<Value> (*)(Runtime&, Function&, Arguments)>,
                "a raw entry point is noexcept: Result<Value> f(Runtime&, Function&, Arguments) noexcept");
  if constexpr (std::is_same_v<Callable, NativeEntry>) {
    static_assert(sizeof...(C) == 0 && sizeof...(Options) == 0, "make_native describes a raw entry point");
    MAYFLY_TRY(check_entry());
    NativeDescription description;
    description.name = name.text;
    description.entry = callable;
    return embed::hold(*this, MAYFLY_TRY(make_native(*this, description)), name.file, name.line);
  } else {
    using Sig = typename embed::SignatureOf<Callable>::Type;
    Function* made = MAYFLY_TRY((embed::make_function<Sig, embed::Role::kPlain>(
        *this, {name.text}, captured, std::forward<F>(callable), options...)));
    return embed::hold(*this, made, name.file, name.line);
  }
}

// --- instances -------------------------------------------------------------------------------------------------------

template <typename... A>
Result<Root<Instance>> Runtime::create(const embed::Operand& cls, A&&... arguments) {
  MAYFLY_TRY(check_entry());
  if (!cls.value.is<Class>()) {
    MAYFLY_TRY(embed::check_present(cls.value, "the class"));
    return embed::begin_message(mismatch(*this, cls.value, "a class"), "the class of the new instance");
  }
  return call<Root<Instance>>(cls, std::forward<A>(arguments)...);
}

template <typename O>
Result<Root<Instance>> Runtime::wrap(O&& object, const char* file, int line) {
  using T = typename embed::HostTypeOf<std::remove_cvref_t<O>>::Type;
  MAYFLY_TRY(check_entry());
  if constexpr (requires { object.get() == nullptr; }) {
    if (!object) return embed::null_operand("the object to wrap");
  }
  Instance* made =
      MAYFLY_TRY(embed::wrap_object(*this, embed::cpp_type<T>, embed::to_host_object(std::forward<O>(object))));
  return embed::hold(*this, made, file, line);
}

// The C++ object of a bound class's instance. Null when it has none: the instance is of something else, or its object is
// not there yet or was released. Good as long as the instance is held.
template <typename T>
T* host_object(const embed::Operand& instance) {
  static_assert(embed::HostClass<T>, "host_object<T>() is of a bound C++ class T");
  return embed::host_pointer<T>(instance.value);
}

// Deletes the instance's C++ object now: uses of it are errors from then on. False when it has none (any more). Not from
// within a method of that object.
MAYFLY_API bool release_host_object(const embed::Operand& instance);

// --- values ----------------------------------------------------------------------------------------------------------

template <typename V>
Result<Root<Value>> Runtime::value(V&& value, const char* file, int line) {
  MAYFLY_TRY(check_entry());
  Result<Value> converted = embed::argument_value(*this, std::forward<V>(value));
  if (!converted) return embed::begin_message(converted.take_error(), "the value");
  return embed::value_as<Root<Value>>(*this, *converted, file, line);
}

template <typename R>
Result<R> Runtime::convert(const embed::Operand& value) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(embed::check_present(value.value, "the value"));
  MAYFLY_TRY(check_value(value.value, "the value"));
  Result<R> converted = embed::value_as<R>(*this, value.value, value.file, value.line);
  if (converted) return converted;
  return embed::begin_message(converted.take_error(), "the value");
}

template <typename... V>
Result<Root<List>> Runtime::list(V&&... values) {
  static_assert(!(embed::IsKeyword<std::decay_t<V>>::value || ...), "a list has no names");
  MAYFLY_TRY(check_entry());
  embed::PackedArguments<std::decay_t<V>...> packed(*this);
  MAYFLY_TRY(packed.pack(std::forward<V>(values)...));
  return embed::hold(*this, List::create(heap(), {packed.arguments().values(), sizeof...(V)}), __FILE__, __LINE__);
}

template <typename... V>
Result<Root<Tuple>> Runtime::tuple(V&&... values) {
  static_assert(!(embed::IsKeyword<std::decay_t<V>>::value || ...), "a tuple has no names");
  MAYFLY_TRY(check_entry());
  embed::PackedArguments<std::decay_t<V>...> packed(*this);
  MAYFLY_TRY(packed.pack(std::forward<V>(values)...));
  return embed::hold(*this, Tuple::create(heap(), {packed.arguments().values(), sizeof...(V)}), __FILE__, __LINE__);
}

template <typename... V>
Result<Root<Dict>> Runtime::dict(V&&... entries) {
  static_assert((embed::IsKeyword<std::decay_t<V>>::value && ...), "a dict is made of entries kw(\"key\") = value");
  MAYFLY_TRY(check_entry());
  embed::PackedArguments<std::decay_t<V>...> packed(*this);
  MAYFLY_TRY(packed.pack(std::forward<V>(entries)...));
  const Value made = MAYFLY_TRY(embed::make_dict(*this, packed.arguments()));
  return embed::hold(*this, made.as<Dict>(), __FILE__, __LINE__);
}

}  // namespace mayfly
