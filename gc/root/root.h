// Root<T>: host memory's strong reference to a cell: what a host program holds.
//
//   Root<Instance> door = MAYFLY_TRY(cls->create(rt));
//   std::vector<Root<Instance>> doors;   // movable, nullable, fit for containers
//
// It may stand anywhere (heap, containers, globals, lambdas, other threads' memory), keeps its object alive, and reads
// null once its runtime is gone. It knows the source line that made it, for dumps. Handles may be made from another
// handle, tested, moved and dropped on any thread; the object is for its runtime's thread alone.
//
// A Root inside an object that the object itself keeps alive (a lambda in a cell that holds a Root to the cell) is a
// leak for ever: hold a WeakRoot there.
#pragma once

#include <mayfly/gc/cell/cell.h>
#include <mayfly/gc/heap.h>
#include <mayfly/gc/root/root_table.h>

#include <type_traits>
#include <utility>

namespace mayfly::gc {

// How a Root<T> shows its word. Specialised for Value in objects/.
template <typename T>
struct RootTraits {
  using Pointer = T*;
  static uint64_t word(T* cell) {
    static_assert(std::is_base_of_v<Cell, T>, "Root<T> holds a cell of the GC heap: T is a cell class, or Value");
    return reinterpret_cast<uint64_t>(static_cast<Cell*>(cell));
  }
  static T* read(uint64_t word) { return static_cast<T*>(reinterpret_cast<Cell*>(word)); }
};

template <typename T>
class Root {
  static_assert(std::is_class_v<T>, "Root<T> holds a cell of the GC heap: T is a cell class, or Value");
  using Traits = RootTraits<T>;
  using Pointer = typename Traits::Pointer;

 public:
  Root() = default;
  Root(std::nullptr_t) {}
  // Null `target` makes a null handle. Out of memory for the handle itself makes a null handle too; factories check it.
  Root(Heap& heap, Pointer target, const char* file = __builtin_FILE(), int line = __builtin_LINE())
      : Root(heap.roots(), target, file, line) {}
  Root(RootTable& table, Pointer target, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    if (uint64_t word = Traits::word(target)) slot_ = table.take(word, file, line);
  }
  Root(Root&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
  Root(const Root& other) { copy_from(other); }
  // A handle to a base class: Root<Object> o = root_of_instance.
  template <typename U>
    requires(std::is_convertible_v<U*, T*> && !std::is_same_v<U, T>)
  Root(Root<U> other)
  noexcept : slot_(other.release_slot()) {}
  Root& operator=(Root other) noexcept {
    std::swap(slot_, other.slot_);
    return *this;
  }
  ~Root() { reset(); }

  // The object; null when the handle is, or when its runtime is gone.
  Pointer get() const { return Traits::read(word()); }
  auto operator->() const { return get(); }
  decltype(auto) operator*() const { return *get(); }
  explicit operator bool() const { return slot_ && slot_->word() != 0; }
  bool operator==(const Root& other) const { return word() == other.word(); }

  void reset() {
    if (slot_) {
      slot_->table().give_back(slot_);
      slot_ = nullptr;
    }
  }
  // Where it was made; "" and 0 for a null handle.
  const char* file() const { return slot_ ? slot_->file() : ""; }
  int line() const { return slot_ ? slot_->line() : 0; }

  // For Mayfly's own code.
  uint64_t word() const { return slot_ ? slot_->word() : 0; }
  RootSlot* release_slot() { return std::exchange(slot_, nullptr); }

 private:
  void copy_from(const Root& other) {
    if (other.slot_) slot_ = other.slot_->table().take_copy(*other.slot_);
  }

  RootSlot* slot_ = nullptr;
};

}  // namespace mayfly::gc
