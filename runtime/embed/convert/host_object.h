// Conversions of bound C++ classes: the primary template of Converter, and the smart pointers to them.
//
// In: T& and T* (nil: null) are the object that the instance owns, good for the length of the call; T is a copy;
// std::shared_ptr<T> shares it, where a shared_ptr was put in. Out: T moves (or is copied) into a new instance, smart
// pointers hand over what they own, std::ref makes an instance that refers to an object of the host's, which must outlive
// it. A plain T* does not say who owns the object, and so does not go out.
#pragma once

#include <mayfly/runtime/embed/convert/converter.h>

#include <functional>
#include <memory>
#include <new>
#include <utility>

namespace mayfly {

namespace embed {

// "must be a Door, not ..."; or that the instance's object is not there yet, or was released.
[[gnu::cold]] MAYFLY_API Error host_mismatch(const Runtime& rt, Value value, const CppType& expected,
                                             bool nil_too = false);
// kType: "must be a std::shared_ptr<Door>".
[[gnu::cold]] MAYFLY_API Error shared_mismatch(const Runtime& rt, Value value, const CppType& expected);

// A new instance of the class that is bound to the type. Errors: kType when none is. Takes the object in any case.
MAYFLY_API Result<Value> box_up(Runtime& rt, const CppType& type, HostObject object);

// The shared_ptr that the box holds, or null.
MAYFLY_API const SharedObject* shared_object(Value value);

template <typename T, typename... Args>
HostObject hold_new(Args&&... args) {
  if constexpr (std::is_constructible_v<T, Args&&...>) {
    return {&owned_type<T>, new (std::nothrow) T(std::forward<Args>(args)...)};
  } else {
    return {&owned_type<T>, new (std::nothrow) T{std::forward<Args>(args)...}};  // an aggregate
  }
}
template <typename T>
HostObject hold_shared(std::shared_ptr<T> shared) {
  T* object = shared.get();
  return {&shared_type<T>,
          new (std::nothrow) SharedObject{std::move(shared), const_cast<std::remove_const_t<T>*>(object)}};
}
template <typename T, typename Deleter>
HostObject hold_unique(std::unique_ptr<T, Deleter> unique) {
  if constexpr (std::is_same_v<Deleter, std::default_delete<T>>) {
    return {&owned_type<T>, unique.release()};
  } else {
    return hold_shared(std::shared_ptr<T>(std::move(unique)));
  }
}

}  // namespace embed

template <typename T>
struct Converter {
  static_assert(is_host_type<T>,
                "Mayfly can't convert this C++ type: see runtime/embed/convert/converter.h for what it can; specialise "
                "mayfly::Converter<T>, or, for a class of your own, bind it with Runtime::define<T>()");
  static constexpr bool kIsHostObject = true;
  static constexpr bool kRunsNoUserCode = true;

  static Result<T> from_value(Runtime& rt, Value value) {
    static_assert(std::is_copy_constructible_v<T>, "this class can't be copied: take it by reference");
    if (const T* object = embed::host_pointer<T>(value)) [[likely]]
      return *object;
    return embed::host_mismatch(rt, value, embed::cpp_type<T>);
  }
  template <typename U>
  static Result<Value> to_value(Runtime& rt, U&& object) {
    static_assert(std::is_constructible_v<T, U&&>,
                  "this class can't be copied: return std::ref(object) for one that the host owns, or a smart pointer");
    return embed::box_up(rt, embed::cpp_type<T>, embed::hold_new<T>(std::forward<U>(object)));
  }
};

template <typename T>
  requires(!embed::CellClass<T>)
struct Converter<T*> {
  static_assert(embed::HostClass<std::remove_const_t<T>>,
                "Mayfly can't convert this pointer type: only pointers to cells and to bound C++ classes");
  static constexpr bool kRunsNoUserCode = true;
  static constexpr bool kBorrows = true;
  using Object = std::remove_const_t<T>;

  static Result<T*> from_value(Runtime& rt, Value value) {
    if (T* object = embed::host_pointer<Object>(value)) [[likely]]
      return object;
    if (value.is_nil()) return static_cast<T*>(nullptr);
    return embed::host_mismatch(rt, value, embed::cpp_type<Object>, true);
  }
  static Result<Value> to_value(Runtime&, T*) {
    static_assert(!sizeof(T*), "a pointer does not say who owns the object: use a smart pointer, std::ref or a value");
    return Value::nil();
  }
};

template <typename T, typename Deleter>
struct Converter<std::unique_ptr<T, Deleter>> {
  static_assert(embed::HostClass<T>, "Mayfly converts smart pointers to bound C++ classes only");
  static constexpr bool kRunsNoUserCode = true;
  // Null becomes nil.
  static Result<Value> to_value(Runtime& rt, std::unique_ptr<T, Deleter> object) {
    if (!object) return Value::nil();
    return embed::box_up(rt, embed::cpp_type<T>, embed::hold_unique(std::move(object)));
  }
};

template <typename T>
struct Converter<std::shared_ptr<T>> {
  static_assert(embed::HostClass<T>, "Mayfly converts smart pointers to bound C++ classes only");
  static constexpr bool kRunsNoUserCode = true;

  static Result<std::shared_ptr<T>> from_value(Runtime& rt, Value value) {
    T* object = embed::host_pointer<T>(value);
    if (!object) return embed::host_mismatch(rt, value, embed::cpp_type<T>);
    const embed::SharedObject* shared = embed::shared_object(value);
    if (!shared) return embed::shared_mismatch(rt, value, embed::cpp_type<T>);
    return std::shared_ptr<T>(shared->owner, object);
  }
  static Result<Value> to_value(Runtime& rt, std::shared_ptr<T> object) {
    if (!object) return Value::nil();
    return embed::box_up(rt, embed::cpp_type<T>, embed::hold_shared(std::move(object)));
  }
};

template <typename T>
struct Converter<std::reference_wrapper<T>> {
  static_assert(embed::HostClass<T>, "Mayfly converts references to bound C++ classes only");
  static constexpr bool kRunsNoUserCode = true;
  static Result<Value> to_value(Runtime& rt, std::reference_wrapper<T> object) {
    return embed::box_up(rt, embed::cpp_type<T>, {&embed::borrowed_type<T>, &object.get()});
  }
};

}  // namespace mayfly
