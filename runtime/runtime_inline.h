// The inline functions of Runtime: the short ways of what programs do most. runtime.h includes it at its end.
#pragma once

#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/runtime/call/quick_call.h>
#include <mayfly/runtime/lifecycle/runtime_entry.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

inline RuntimeEntry::~RuntimeEntry() {
  if (rt_.doomed_.load(std::memory_order_relaxed)) [[unlikely]] rt_.go_when_outside();
}

inline bool Runtime::may_enter_quickly() const {
  return is_owner() && lifecycle_.state() != Lifecycle::State::kClosed;
}

[[gnu::always_inline]] inline Result<WeakCall<Value>> Runtime::call_weak(WeakMethod& method, const Arguments& arguments) {
  RuntimeEntry entry(*this);
  if (may_enter_quickly() && heap_->owns(method)) [[likely]] {
    // Once loaded, the parts are on this thread's stack, and on the VM stack for the call: a collection in between
    // finds them, an exact one inside the call too.
    const WeakMethod::Parts parts = method.parts();
    if (parts && Function::is(*parts.function)) [[likely]] {
      const uint64_t word = QuickCall::call(*this, *heap_, calls_, *static_cast<Function*>(parts.function),
                                            Value(parts.receiver), arguments);
      if (word > QuickCall::kNotQuick) [[likely]] return WeakCall<Value>(Value::from_word(word));
      if (word == QuickCall::kFailed) return WeakCall<Value>(MAYFLY_TRY(QuickCall::outcome(calls_)));
    }
  }
  return call_weak_slowly(method, arguments);
}

[[gnu::always_inline]] inline Result<Value> Runtime::call_method(Value receiver, Symbol& name, const Arguments& arguments, AttributeCache* cache) {
  RuntimeEntry entry(*this);
  if (cache && may_enter_quickly() && receiver.is<Instance>()) [[likely]] {
    const Instance& instance = *receiver.as<Instance>();
    // The key belongs to one class of one runtime.
    if (cache->matches(instance.shape()) && cache->found() == AttributeCache::Found::kClassValue &&
        heap_->owns(instance)) [[likely]] {
      if (Function* function = cache->class_value().try_as<Function>()) {
        const uint64_t word = QuickCall::call(*this, *heap_, calls_, *function, receiver, arguments);
        if (word > QuickCall::kNotQuick) [[likely]] return Value::from_word(word);
        if (word == QuickCall::kFailed) return QuickCall::outcome(calls_);
      }
    }
  }
  return call_method_slowly(receiver, name, arguments, cache);
}

[[gnu::always_inline]] inline Result<Value> Runtime::get_attribute(Value object, Symbol& name, AttributeCache* cache) {
  if (cache && may_enter_quickly() && object.is<Instance>()) [[likely]] {
    const Instance& instance = *object.as<Instance>();
    if (cache->matches(instance.shape()) && cache->found() == AttributeCache::Found::kSlot && heap_->owns(instance))
        [[likely]]
      return instance.slot(cache->slot());
  }
  return get_attribute_slowly(object, name, cache);
}

}  // namespace mayfly
