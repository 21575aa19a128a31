// Conversions of values as they are, of handles to cells, and of pointers to cells.
//
// Roots and references are of an object that is there: a null handle does not go out, nil does not come in; an optional
// of them goes by nil. Pointers go by nil. Objects of another runtime are an error of kind kWrongRuntime.
#pragma once

#include <mayfly/gc/root/weak_root.h>
#include <mayfly/objects/value/object.h>
#include <mayfly/runtime/embed/convert/number.h>

#include <type_traits>

namespace mayfly {

namespace embed {

// kValue: it "must be an object, but is a null handle".
[[gnu::cold]] MAYFLY_API Error null_handle();
[[gnu::cold]] MAYFLY_API Error object_mismatch(const Runtime& rt, Value value, bool nil_too);

template <CellClass T>
Error cell_mismatch(const Runtime& rt, Value value, bool nil_too) {
  if constexpr (requires { T::kKind; }) {
    return kind_mismatch(rt, value, T::kKind, nil_too);
  } else if constexpr (requires { T::kind(); }) {  // a kind that a front-end registered
    return kind_mismatch(rt, value, T::kind(), nil_too);
  } else {
    return object_mismatch(rt, value, nil_too);
  }
}

// Null when it is no T.
template <CellClass T>
T* cell_pointer(Value value) {
  return value.is<T>() ? static_cast<T*>(value.cell()) : nullptr;
}

}  // namespace embed

template <>
struct Converter<Value> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<Value> from_value(Runtime&, Value value) { return value; }
  // The empty value goes through: a native iterator ends with it.
  static Result<Value> to_value(Runtime& rt, Value value) {
    if (value.is_object()) MAYFLY_TRY(embed::check_own(rt, value));
    return value;
  }
};

template <>
struct Converter<std::nullptr_t> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<std::nullptr_t> from_value(Runtime& rt, Value value) {
    if (value.is_nil()) return nullptr;
    return mismatch(rt, value, "nil");
  }
  static Result<Value> to_value(Runtime&, std::nullptr_t) { return Value::nil(); }
};

template <embed::CellClass T>
struct Converter<T*> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<T*> from_value(Runtime& rt, Value value) {
    if (T* cell = embed::cell_pointer<T>(value)) [[likely]]
      return cell;
    if (value.is_nil()) return static_cast<T*>(nullptr);
    return embed::cell_mismatch<T>(rt, value, true);
  }
  static Result<Value> to_value(Runtime& rt, const T* cell) {
    if (!cell) return Value::nil();
    return Converter<Value>::to_value(rt, Value(cell));
  }
};

template <typename T>
struct Converter<gc::Root<T>> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<gc::Root<T>> from_value(Runtime& rt, Value value) {
    gc::Root<T> root;
    if constexpr (std::is_same_v<T, Value>) {
      root = gc::Root<T>(embed::heap_of(rt), value);
    } else {
      T* cell = embed::cell_pointer<T>(value);
      if (!cell) return embed::cell_mismatch<T>(rt, value, false);
      root = gc::Root<T>(embed::heap_of(rt), cell);
    }
    if (!root) return Error::out_of_memory();
    return root;
  }
  static Result<Value> to_value(Runtime& rt, const gc::Root<T>& root) {
    if (!root) return embed::null_handle();
    return Converter<Value>::to_value(rt, Value(root));
  }
};

template <typename T>
struct Converter<gc::WeakRoot<T>> {
  static constexpr bool kRunsNoUserCode = true;
  static Result<gc::WeakRoot<T>> from_value(Runtime& rt, Value value) {
    T* cell = embed::cell_pointer<T>(value);
    if (!cell) return embed::cell_mismatch<T>(rt, value, false);
    const gc::WeakRoot<T> weak(embed::heap_of(rt), cell);
    if (weak.is_null()) return Error::out_of_memory();
    return weak;
  }
  // Nil once it is dead.
  static Result<Value> to_value(Runtime& rt, const gc::WeakRoot<T>& weak) {
    return Converter<T*>::to_value(rt, weak.get());
  }
};

template <typename T>
struct Converter<gc::Member<T>> {
  static_assert(!sizeof(T*), "a Member is a field of a cell: pass T&, T* or Root<T>");
};

}  // namespace mayfly
