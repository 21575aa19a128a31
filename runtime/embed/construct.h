// What ClassBuilder makes from types alone: constructors, factories, access to fields.
#pragma once

#include <mayfly/runtime/embed/class_draft.h>

namespace mayfly::embed {

// --- objects on their way into a box ---------------------------------------------------------------------------------

template <typename T>
HostObject to_host_object(T&& object) requires(!std::is_reference_v<T>) {
  return hold_new<T>(std::move(object));
}
template <typename T>
HostObject to_host_object(const T& object) {
  return hold_new<T>(object);
}
template <typename T, typename Deleter>
HostObject to_host_object(std::unique_ptr<T, Deleter>&& object) {
  return hold_unique(std::move(object));
}
template <typename T>
HostObject to_host_object(std::shared_ptr<T> object) {
  return hold_shared(std::move(object));
}
template <typename T>
HostObject to_host_object(std::reference_wrapper<T> object) {
  return {&borrowed_type<T>, &object.get()};
}

// The bound class of what to_host_object takes.
template <typename T>
struct HostTypeOf {
  using Type = T;
};
template <typename T, typename Deleter>
struct HostTypeOf<std::unique_ptr<T, Deleter>> : HostTypeOf<T> {};
template <typename T>
struct HostTypeOf<std::shared_ptr<T>> : HostTypeOf<T> {};
template <typename T>
struct HostTypeOf<std::reference_wrapper<T>> : HostTypeOf<T> {};

// --- constructors ----------------------------------------------------------------------------------------------------

template <typename T, typename... P>
struct Construct {
  Result<> operator()(Unmade<T> self, P... arguments) const {
    return self.adopt(hold_new<T>(static_cast<P&&>(arguments)...));
  }
};

template <typename T, typename F, typename Sig>
struct Factory;
template <typename T, typename F, typename R, typename... P>
struct Factory<T, F, Signature<R, P...>> {
  static_assert(is_called_as_const<F>(), "a factory has no state that it changes");
  [[no_unique_address]] F make;

  Result<> operator()(Unmade<T> self, P... arguments) const {
    return adopt(self, std::invoke(make, static_cast<P&&>(arguments)...));
  }

 private:
  template <typename U>
  static Result<> adopt(Unmade<T> self, U&& made) {
    using Made = std::remove_cvref_t<U>;
    if constexpr (IsResult<Made>::value) {
      if (!made) return made.take_error();
      return adopt(self, std::move(*made));
    } else {
      static_assert(std::is_same_v<typename HostTypeOf<Made>::Type, T>,
                    "a factory returns a T, a smart pointer to a T, or std::ref of one");
      if constexpr (requires { made.get() == nullptr; }) {
        if (!made) return make_error(ErrorKind::kHost, "the factory returned a null pointer");
      }
      return self.adopt(to_host_object(std::forward<U>(made)));
    }
  }
};

// --- fields ----------------------------------------------------------------------------------------------------------

template <typename T, typename M, typename C>
struct FieldGetter {
  M C::*member;
  const M& operator()(T& self) const { return self.*member; }
};
template <typename T, typename M, typename C>
struct FieldSetter {
  M C::*member;
  void operator()(T& self, M value) const { self.*member = std::move(value); }
};

}  // namespace mayfly::embed
