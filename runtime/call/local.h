// Local<T> and Locals<N>: slots on the VM stack for C++ code that must keep values while user code runs.
//
//   Locals<2> locals(rt);
//   if (!locals) return locals.error();
//   locals[0] = list;                       // alive, and seen by an exact collection, until `locals` goes
//
//   Local<Instance> door(rt, instance);     // one slot, with a type
//   if (!door) return door.error();
//   use(*door);
//
// A collection that happens by itself scans the C++ stack, so plain T* and Value are safe in it. An exact collection,
// which a script may ask for, does not: whatever must survive a call of user code stands in a Local, an argument or a
// Root. Strictly nested, as scopes are; on the owner's thread. Neither collects nor runs user code.
#pragma once

#include <mayfly/gc/root/word_stack.h>
#include <mayfly/gc/support/result.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/runtime/forward.h>

#include <span>

namespace mayfly {

namespace detail {
MAYFLY_API gc::WordStack& vm_stack(Runtime& rt);
MAYFLY_API Error vm_stack_full(const gc::WordStack& stack);
}  // namespace detail

// A run of slots whose number is known at run time only. They begin as nil.
class LocalArray {
 public:
  LocalArray(Runtime& rt, size_t count) : LocalArray(detail::vm_stack(rt), count) {}
  LocalArray(gc::WordStack& stack, size_t count) : stack_(stack), slots_(nullptr), count_(count) {
    uint64_t* words = stack.room(count);
    if (!words) [[unlikely]]
      return;
    for (size_t i = 0; i < count; i++) words[i] = Value::nil().word();
    stack.publish(words + count);
    slots_ = reinterpret_cast<Value*>(words);
  }
  ~LocalArray() {
    if (slots_) stack_.pop_to(reinterpret_cast<uint64_t*>(slots_));
  }
  LocalArray(const LocalArray&) = delete;
  LocalArray& operator=(const LocalArray&) = delete;

  // False when the VM stack is full; error() is then of kind kRecursion.
  explicit operator bool() const { return slots_ != nullptr; }
  Error error() const { return detail::vm_stack_full(stack_); }

  Value& operator[](size_t i) { return slots_[i]; }
  Value operator[](size_t i) const { return slots_[i]; }
  Value* data() { return slots_; }
  size_t size() const { return count_; }
  std::span<Value> span() { return {slots_, count_}; }

 private:
  gc::WordStack& stack_;
  Value* slots_;
  size_t count_;
};

template <size_t N>
class Locals : public LocalArray {
 public:
  explicit Locals(Runtime& rt) : LocalArray(rt, N) {}
};

template <typename T>
class Local {
 public:
  Local(Runtime& rt, T* cell) : slot_(rt, 1) { set(cell); }
  explicit operator bool() const { return static_cast<bool>(slot_); }
  Error error() const { return slot_.error(); }

  T* get() const { return slot_[0].is_object() ? static_cast<T*>(slot_[0].cell()) : nullptr; }
  T* operator->() const { return get(); }
  T& operator*() const { return *get(); }
  void set(T* cell) {
    if (slot_) slot_[0] = cell ? Value(cell) : Value::nil();
  }

 private:
  LocalArray slot_;
};

template <>
class Local<Value> {
 public:
  Local(Runtime& rt, Value value) : slot_(rt, 1) { set(value); }
  explicit operator bool() const { return static_cast<bool>(slot_); }
  Error error() const { return slot_.error(); }
  Value get() const { return slot_[0]; }
  Value operator*() const { return slot_[0]; }
  const Value* data() { return slot_.data(); }
  void set(Value value) {
    if (slot_) slot_[0] = value;
  }

 private:
  LocalArray slot_;
};

}  // namespace mayfly
