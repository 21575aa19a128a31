// Stored<F>: where a native function keeps the C++ callable that it was made from.
//
//   without state (a lambda that captures nothing)       nowhere
//   up to a word, trivially copyable, called as const    in the NativeCode's host word
//   else                                                 in malloc memory, released once, after the code is dead
//
// The collector sees none of that. So a callable captures neither Values nor pointers to cells: it takes them as
// captures(...), or holds Roots (which must not lead back to the function, or they keep each other for ever). Where a
// closure is made of whole words without padding, check_closure() finds those it captured all the same.
#pragma once

#include <mayfly/gc/heap.h>
#include <mayfly/runtime/call/native_code.h>
#include <mayfly/runtime/embed/signature.h>

#include <array>
#include <bit>
#include <cstring>
#include <new>
#include <type_traits>

namespace mayfly::embed {

template <typename F>
consteval bool is_called_as_const() {
  if constexpr (HasOneCallOperator<F>) {
    return MemberPointer<decltype(&F::operator())>::kIsConst;
  } else {
    return true;
  }
}

template <typename F>
struct Stored {
  static constexpr bool kEmpty =
      std::is_empty_v<F> && std::is_trivially_default_constructible_v<F> && is_called_as_const<F>();
  static constexpr bool kInline = !kEmpty && sizeof(F) <= sizeof(void*) && std::is_trivially_copyable_v<F> &&
                                  std::is_trivially_destructible_v<F> && is_called_as_const<F>();

  // False when out of memory. Until a function is made with the description, drop() is the caller's duty.
  template <typename G>
  [[nodiscard]] static bool put(G&& callable, NativeDescription& description) {
    if constexpr (kInline) {
      const F copy(std::forward<G>(callable));
      std::memcpy(static_cast<void*>(&description.host), static_cast<const void*>(&copy), sizeof(F));
    } else if constexpr (!kEmpty) {
      description.host = new (std::nothrow) F(std::forward<G>(callable));
      if (!description.host) return false;
      description.release_host = [](void* host) noexcept { delete static_cast<F*>(host); };
    }
    return true;
  }
  static void drop(NativeDescription& description) {
    if (description.release_host) description.release_host(description.host);
  }

  static decltype(auto) get(const Function& function) {
    if constexpr (kEmpty) {
      return F{};
    } else {
      void* host = static_cast<const NativeCode&>(function.code()).host();
      if constexpr (kInline) {
        std::array<std::byte, sizeof(F)> bytes;
        std::memcpy(bytes.data(), static_cast<const void*>(&host), sizeof(F));
        return std::bit_cast<F>(bytes);
      } else {
        return (*static_cast<F*>(host));
      }
    }
  }
};

// kType: the callable captures a Value or a pointer to a cell, which nothing keeps alive there.
[[gnu::cold]] MAYFLY_API Error captured_cell_error(const gc::Cell& cell, std::string_view function);

template <typename F>
Result<> check_closure(const F& callable, std::string_view function) {
  if constexpr (std::is_class_v<F> && !std::is_empty_v<F> && std::is_trivially_copyable_v<F> &&
                std::has_unique_object_representations_v<F> && sizeof(F) % sizeof(uint64_t) == 0) {
    uint64_t words[sizeof(F) / sizeof(uint64_t)];
    std::memcpy(words, static_cast<const void*>(&callable), sizeof(F));
    for (const uint64_t word : words)
      if (const gc::Cell* cell = gc::Heap::cell_at(word)) return captured_cell_error(*cell, function);
  }
  return {};
}

}  // namespace mayfly::embed
