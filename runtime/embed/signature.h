// Signature: the result and parameter types of a C++ callable: function pointers, member functions, fields, lambdas and
// other classes with one operator().
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>

namespace mayfly::embed {

template <typename R, typename... P>
struct Signature {
  using Result = R;
  using Parameters = std::tuple<P...>;
  static constexpr size_t kCount = sizeof...(P);
};

// The class of a member pointer, and its type as a plain function's.
template <typename F>
struct MemberPointer {};
#define MAYFLY_MEMBER_FUNCTION(qualifiers)                  \
  template <typename C, typename R, typename... P>          \
  struct MemberPointer<R (C::*)(P...) qualifiers> {         \
    using Class = C;                                        \
    using Plain = Signature<R, P...>;                       \
    /* The qualifiers begin with "const". */                \
    static constexpr bool kIsConst = #qualifiers[0] == 'c'; \
  };
MAYFLY_MEMBER_FUNCTION()
MAYFLY_MEMBER_FUNCTION(const)
MAYFLY_MEMBER_FUNCTION(&)
MAYFLY_MEMBER_FUNCTION(const&)
MAYFLY_MEMBER_FUNCTION(noexcept)
MAYFLY_MEMBER_FUNCTION(const noexcept)
MAYFLY_MEMBER_FUNCTION(&noexcept)
MAYFLY_MEMBER_FUNCTION(const& noexcept)
#undef MAYFLY_MEMBER_FUNCTION

template <typename F>
concept HasOneCallOperator = requires {
  &F::operator();
};

template <typename F>
struct SignatureOf {
  static_assert(HasOneCallOperator<F>,
                "Mayfly can't tell the parameters of this callable: give it a function, a member function of the bound "
                "class, or a lambda whose parameters have types (not auto); choose an overload with a cast");
};
template <HasOneCallOperator F>
struct SignatureOf<F> {
  using Type = typename MemberPointer<decltype(&F::operator())>::Plain;
};
template <typename R, typename... P>
struct SignatureOf<R (*)(P...)> {
  using Type = Signature<R, P...>;
};
template <typename R, typename... P>
struct SignatureOf<R (*)(P...) noexcept> {
  using Type = Signature<R, P...>;
};

// As called on an object of class T, which the member belongs to.
template <typename T, typename Plain>
struct OnObject;
template <typename T, typename R, typename... P>
struct OnObject<T, Signature<R, P...>> {
  using Type = Signature<R, T&, P...>;
};

// The signature of F as a method of class T; T void: no class, no member pointers.
template <typename T, typename F>
struct MethodSignature : SignatureOf<F> {};
template <typename T, typename F>
  requires std::is_member_function_pointer_v<F>
struct MethodSignature<T, F> {
  static_assert(!std::is_void_v<T>, "a member function needs its class: bind it with Runtime::define<T>()");
  static_assert(std::is_void_v<T> || std::is_base_of_v<typename MemberPointer<F>::Class, T>,
                "this is a member function of a class that the bound class does not derive from");
  using Type = typename OnObject<T, typename MemberPointer<F>::Plain>::Type;
};

}  // namespace mayfly::embed
