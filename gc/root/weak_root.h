// WeakRoot<T>: host memory's weak reference to a cell: does not keep it alive, reads null once it is dead.
//
// It names the referent's weak cell and serial, nothing else: two words, made, copied, tested, moved and dropped on any
// thread, valid for ever. get() takes no lock and no atomic read-modify-write; it is for attached threads outside
// blocking(), which the collector can see. On another thread than the runtime's own, what it returns may be held (the
// stack keeps it alive) but not operated on.
#pragma once

#include <mayfly/gc/heap.h>
#include <mayfly/gc/root/root.h>
#include <mayfly/gc/threads/thread_scope.h>
#include <mayfly/gc/weak/weak_table.h>

namespace mayfly::gc {

template <typename T>
class WeakRoot {
 public:
  WeakRoot() = default;
  WeakRoot(std::nullptr_t) {}
  // Null `target`, or out of memory for its weak cell, makes a null handle. On the heap's own thread.
  WeakRoot(Heap& heap, T* target) {
    if (target) handle_ = heap.weak_table().handle_for(*target);
  }

  // The object, or null when it is dead or the handle never referred to one.
  T* get() const {
    MAYFLY_ASSERT(ThreadScope::may_dereference());
    return static_cast<T*>(handle_.get());
  }
  // A strong handle to it, or a null one. On the runtime's own thread.
  Root<T> lock(Heap& heap, const char* file = __builtin_FILE(), int line = __builtin_LINE()) const {
    return Root<T>(heap, get(), file, line);
  }
  // True when it never referred to an object; says nothing of death.
  bool is_null() const { return handle_.serial == 0; }
  bool expired() const { return get() == nullptr; }
  // Identity of the referent, which survives its death. 0 for a null handle.
  uint64_t identity() const { return handle_.serial; }
  bool operator==(const WeakRoot& other) const { return handle_ == other.handle_; }

 private:
  WeakHandle handle_;
};

}  // namespace mayfly::gc
