// ClassBuilder: how a host defines a class: Runtime::define<T>() for a C++ type, Runtime::make_class() for a class without
// one (T is void).
//
//   Root<Class> door = MAYFLY_TRY(rt.define<Door>("Door")
//                                     .constructor<int64_t>(arg("width") = 80)
//                                     .method("open", &Door::open, arg("n") = 1)
//                                     .method("greet", [](Door& self, std::string_view who) { ... })
//                                     .field("opened", &Door::opened)
//                                     .property("is_open", &Door::is_open, &Door::set_open)
//                                     .static_function("count", &count_doors)
//                                     .build());
//
// Of a C++ type's class: an instance owns an object of the type, made by the constructor, released exactly once on the
// runtime's thread. Classes may derive from it, scripts' too: their instances own such an object, and its methods work.
// What derives from another bound class in C++ says so with base<B>(), after B was defined. One class per type and runtime.
//
// Callables: functions, lambdas with typed parameters, member functions (an overloaded one is chosen with a cast). The
// first parameter of a method, getter or setter is the receiver: T&, Instance&, Value, Root<Instance>, ... A parameter
// Runtime& gets the runtime, one of type Arguments the surplus arguments. What is returned is converted; a T& that is the
// receiver gives the receiver back. convert/converter.h has the types.
//
// Nothing is seen of the class before build(), which returns the first error. A builder does not outlive the runtime.
#pragma once

#include <mayfly/runtime/embed/class_draft.h>
#include <mayfly/runtime/embed/construct.h>

namespace mayfly {

template <typename T>
class ClassBuilder {
  static constexpr bool kHasType = !std::is_void_v<T>;
  template <typename F>
  using Method = typename embed::MethodSignature<T, std::decay_t<F>>::Type;
  template <typename F>
  using Plain = typename embed::SignatureOf<std::decay_t<F>>::Type;
  template <typename F>
  static constexpr bool kIsCallable = !embed::IsCaptures<std::decay_t<F>>::value;
  using As = embed::ClassDraft::As;
  using Role = embed::Role;

 public:
  template <typename... Bases>
  ClassBuilder(Runtime& rt, std::string_view name, Bases... bases) : draft_(rt, name, type()) {
    (draft_.add_base(bases), ...);
  }

  // A class to derive from; in the order of the calls.
  ClassBuilder& base(Value cls) {
    draft_.add_base(cls);
    return *this;
  }
  // A C++ base class of T, which is bound already.
  template <typename B>
  ClassBuilder& base() {
    static_assert(kHasType && std::is_base_of_v<B, T> && !std::is_same_v<B, T>,
                  "base<B>() names a C++ base class of T");
    embed::note_derivation<T, B>();
    draft_.add_base(embed::cpp_type<B>);
    return *this;
  }

  // Calling the class makes a T(P...). Without a constructor or factory, scripts can't make instances.
  template <typename... P, typename... Options>
  ClassBuilder& constructor(const Options&... options) {
    static_assert(kHasType, "a class without a C++ type has a method '__init__'");
    using Make = embed::Construct<T, P...>;
    return init<typename embed::SignatureOf<Make>::Type>(Make{}, options...);
  }
  // The same with a callable that returns a T, a smart pointer to one, std::ref of one that the host owns, or a Result of
  // one of these.
  template <typename F, typename... Options>
  ClassBuilder& factory(F&& callable, const Options&... options) {
    static_assert(kHasType, "a class without a C++ type has a method '__init__'");
    using Make = embed::Factory<T, std::decay_t<F>, Plain<F>>;
    return init<typename embed::SignatureOf<Make>::Type>(Make{std::forward<F>(callable)}, options...);
  }

  template <typename F, typename... Options>
  requires kIsCallable<F> ClassBuilder& method(std::string_view name, F&& callable, const Options&... options) {
    return method(name, Captures<>(), std::forward<F>(callable), options...);
  }
  template <typename... C, typename F, typename... Options>
  ClassBuilder& method(std::string_view name, const Captures<C...>& captured, F&& callable, const Options&... options) {
    return add<Method<F>, Role::kMethod>(name, As::kItself, captured, std::forward<F>(callable), options...);
  }
  // A special operation, whatever its name is in this runtime.
  template <typename F, typename... Options>
  ClassBuilder& special(Special special, F&& callable, const Options&... options) {
    if (draft_.failed()) return *this;
    draft_.add_special(special, make<Method<F>, Role::kMethod>(default_name(special), Captures<>(),
                                                               std::forward<F>(callable), options...));
    return *this;
  }

  template <typename F, typename... Options>
  requires kIsCallable<F> ClassBuilder& static_function(std::string_view name, F&& callable,
                                                        const Options&... options) {
    return static_function(name, Captures<>(), std::forward<F>(callable), options...);
  }
  template <typename... C, typename F, typename... Options>
  ClassBuilder& static_function(std::string_view name, const Captures<C...>& captured, F&& callable,
                                const Options&... options) {
    return add<Plain<F>, Role::kPlain>(name, As::kStaticMethod, captured, std::forward<F>(callable), options...);
  }
  // The callable's first parameter is the class it is called through.
  template <typename F, typename... Options>
  ClassBuilder& class_method(std::string_view name, F&& callable, const Options&... options) {
    return add<Plain<F>, Role::kMethod>(name, As::kClassMethod, Captures<>(), std::forward<F>(callable), options...);
  }

  template <typename F>
  ClassBuilder& property(std::string_view name, F&& getter) {
    if (draft_.failed()) return *this;
    draft_.add_property(name, make<Method<F>, Role::kMethod>(name, Captures<>(), std::forward<F>(getter)), nullptr);
    return *this;
  }
  template <typename F, typename G>
  ClassBuilder& property(std::string_view name, F&& getter, G&& setter) {
    static_assert(embed::Sources<typename Method<G>::Parameters>::kValues == 2,
                  "a setter takes the receiver and the value");
    if (draft_.failed()) return *this;
    draft_.add_property(name, make<Method<F>, Role::kMethod>(name, Captures<>(), std::forward<F>(getter)),
                        make<Method<G>, Role::kSetter>(name, Captures<>(), std::forward<G>(setter)));
    return *this;
  }
  // A data member. One that is const is read-only.
  template <typename M, typename C>
  ClassBuilder& field(std::string_view name, M C::*member) {
    check_field<M, C>();
    if constexpr (std::is_const_v<M>) {
      return field(name, member, read_only);
    } else {
      static_assert(!embed::Borrowing<M>, "the field would look into a value that nobody holds: add read_only");
      return property(name, embed::FieldGetter<T, M, C>{member}, embed::FieldSetter<T, M, C>{member});
    }
  }
  template <typename M, typename C>
  ClassBuilder& field(std::string_view name, M C::*member, ReadOnly) {
    check_field<M, C>();
    return property(name, embed::FieldGetter<T, M, C>{member});
  }

  // A plain attribute of the class.
  template <typename V>
  ClassBuilder& attribute(std::string_view name, const V& value) {
    if (draft_.failed()) return *this;
    draft_.add_value(name, Converter<std::decay_t<const V&>>::to_value(draft_.runtime(), value));
    return *this;
  }

  // The class. Errors: the first that any of the above met; those of Class::create.
  Result<Root<Class>> build(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return draft_.build(file, line);
  }

 private:
  static const embed::CppType* type() {
    if constexpr (kHasType) {
      return &embed::cpp_type<T>;
    } else {
      return nullptr;
    }
  }
  template <typename M, typename C>
  static constexpr void check_field() {
    static_assert(kHasType, "a field needs its class: bind it with Runtime::define<T>()");
    static_assert(!std::is_function_v<M>, "this is a member function: bind it with method()");
    static_assert(std::is_void_v<T> || std::is_base_of_v<C, T>,
                  "this is a member of a class that T does not derive from");
    static_assert(!std::is_same_v<M, Value> && !std::is_pointer_v<M>,
                  "the collector does not see what a C++ object refers to: the field must be a Root");
  }

  template <typename Sig, Role kRole, typename... C, typename F, typename... Options>
  Result<Function*> make(std::string_view name, const Captures<C...>& captured, F&& callable,
                         const Options&... options) {
    return embed::make_function<Sig, kRole>(draft_.runtime(), draft_.place(name), captured, std::forward<F>(callable),
                                            options...);
  }
  template <typename Sig, Role kRole, typename... C, typename F, typename... Options>
  ClassBuilder& add(std::string_view name, As as, const Captures<C...>& captured, F&& callable,
                    const Options&... options) {
    if (!draft_.failed())
      draft_.add_function(name, make<Sig, kRole>(name, captured, std::forward<F>(callable), options...), as);
    return *this;
  }
  template <typename Sig, typename F, typename... Options>
  ClassBuilder& init(F&& make_object, const Options&... options) {
    if (draft_.failed()) return *this;
    draft_.add_special(Special::kInit,
                       make<Sig, Role::kMethod>("__init__", Captures<>(), std::forward<F>(make_object), options...));
    return *this;
  }

  embed::ClassDraft draft_;
};

}  // namespace mayfly
