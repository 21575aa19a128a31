// What calls from C++ into the runtime give back: a Value as an R, where R may be void, a Root, or any other type that
// comes out of a value and does not look into it.
#pragma once

#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/embed/convert/converter.h>
#include <mayfly/runtime/embed/convert/object.h>

namespace mayfly::embed {

template <typename R>
struct IsRoot : std::false_type {};
template <typename T>
struct IsRoot<gc::Root<T>> : std::true_type {
  using Target = T;
};

// Errors: ends of sentences, as Converter's. A Root is made as of the given line of the host's.
template <typename R>
Result<R> value_as(Runtime& rt, Value value, const char* file, int line) {
  static_assert(!std::is_reference_v<R>, "a reference would refer to what nobody holds: ask for a value or a Root");
  if constexpr (std::is_void_v<R>) {
    return {};
  } else if constexpr (IsRoot<R>::value) {
    using T = typename IsRoot<R>::Target;
    if constexpr (!std::is_same_v<T, Value>) {
      if (!cell_pointer<T>(value)) return cell_mismatch<T>(rt, value, false);
    } else if (value.is_empty()) {
      return mismatch(rt, value, "a value");
    }
    R root;
    if constexpr (std::is_same_v<T, Value>) {
      root = R(heap_of(rt), value, file, line);
    } else {
      root = R(heap_of(rt), cell_pointer<T>(value), file, line);
    }
    if (!root) return Error::out_of_memory();
    return root;
  } else {
    static_assert(
        !Borrowing<R>,
        "this would look into a value that nobody holds: ask for std::string, a copy, or a Root and host_object<T>()");
    if constexpr (runs_user_code<R>) {
      Local<Value> held(rt, value);
      if (!held) return held.error();
      return Converter<R>::from_value(rt, value);
    } else {
      return Converter<R>::from_value(rt, value);
    }
  }
}

}  // namespace mayfly::embed
