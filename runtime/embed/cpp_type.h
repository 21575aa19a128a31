// CppType: a C++ type that hosts bind, known by the address of a variable; and HostObject: how a HostBox holds an object
// of one.
//
// Works without run-time type information. What is a C++ fact (this type derives from that one, at this offset) is kept
// once for the process, in immortal variables, and may be read on any thread.
#pragma once

#include <mayfly/objects/model/host_box.h>

#include <atomic>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>

namespace mayfly::embed {

struct CppType;

// One type that derives from another.
struct Derivation {
  const CppType* derived;
  void* (*upcast)(void* derived);
  const Derivation* next = nullptr;
};

struct CppType {
  const char* name;                                      // as the compiler spells it
  std::atomic<const Derivation*> derivations = nullptr;  // the types that derive from this one directly
};

// The type's name, from the compiler.
template <typename T>
constexpr std::string_view spelled_name() {
  const std::string_view text = __PRETTY_FUNCTION__;  // ... [with T = Door; std::string_view = ...]  or  ... [T = Door]
  const size_t begin = text.find("T = ") + 4;
  const size_t end = text.find("; std::string_view", begin);
  return text.substr(begin, (end == std::string_view::npos ? text.rfind(']') : end) - begin);
}

// The same with a NUL behind it.
template <typename T>
struct NameBuffer {
  static constexpr size_t kSize = spelled_name<T>().size();
  char text[kSize + 1] = {};
  constexpr NameBuffer() {
    for (size_t i = 0; i < kSize; i++) text[i] = spelled_name<T>()[i];
  }
};
template <typename T>
inline constexpr NameBuffer<T> cpp_name{};

// One per type. Default visibility, so that two shared libraries of a host agree on it.
template <typename T>
MAYFLY_API inline constinit CppType cpp_type{cpp_name<T>.text};

MAYFLY_API void add_derivation(CppType& base, Derivation& derivation);
// Makes known that D derives from B. Any thread, any number of times.
template <typename D, typename B>
void note_derivation() {
  static Derivation derivation{&cpp_type<D>,
                               [](void* derived) -> void* { return static_cast<B*>(static_cast<D*>(derived)); }};
  [[maybe_unused]] static const bool once = (add_derivation(cpp_type<B>, derivation), true);
}

// --- how boxes hold objects ------------------------------------------------------------------------------------------

template <typename T>
void delete_object(void* object) {
  T* typed = static_cast<T*>(object);
  if constexpr (std::is_polymorphic_v<T> && !std::has_virtual_destructor_v<T>) {
    // A plain delete would be warned about. It can't be an object of a derived type: that would be deleted as a T.
    if constexpr (!std::is_abstract_v<T>) {
      typed->T::~T();
      ::operator delete(object);
    }
  } else if constexpr (std::is_destructible_v<T>) {
    delete typed;
  }
}

// A box that holds the object itself, and deletes it.
template <typename T>
MAYFLY_API inline constexpr HostType owned_type{cpp_name<T>.text, &cpp_type<T>, &delete_object<T>};
// A box that refers to an object that the host owns.
template <typename T>
MAYFLY_API inline constexpr HostType borrowed_type{cpp_name<T>.text, &cpp_type<T>, [](void*) {}};

// What a box holds of an object that a smart pointer owns.
struct SharedObject {
  std::shared_ptr<void> owner;
  void* object;
};
MAYFLY_API void release_shared(void* shared);
MAYFLY_API void* shared_pointer(void* shared);
template <typename T>
MAYFLY_API inline constexpr HostType shared_type{cpp_name<T>.text, &cpp_type<T>, &release_shared, &shared_pointer};

// An object on its way into a box. Whoever has one either puts it there or releases it; a null `held` is out of memory.
struct HostObject {
  const HostType* type;
  void* held;
};

// The object of type `wanted` in the box, or null: it holds another type, or nothing (any more).
MAYFLY_API void* find_object(const HostBox& box, const CppType& wanted);

template <typename T>
[[gnu::always_inline]] inline T* host_pointer(Value value) {
  const HostBox* box = value.try_as<HostBox>();
  if (!box) [[unlikely]]
    return nullptr;
  if (box->host_type() == &owned_type<T>) [[likely]]
    return static_cast<T*>(box->object());
  return static_cast<T*>(find_object(*box, cpp_type<T>));
}

}  // namespace mayfly::embed
