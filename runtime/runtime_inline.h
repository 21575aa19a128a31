// The inline functions of Runtime: the short ways of what programs do most. runtime.h includes it at its end.
#pragma once

#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/runtime/call/quick_call.h>
#include <mayfly/runtime/lifecycle/runtime_entry.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

inline RuntimeEntry::~RuntimeEntry() {
  if (rt_.doomed_.load(std::memory_order_relaxed)) [[unlikely]]
    rt_.go_when_outside();
}

inline QuickCall::QuickCall(Runtime& rt, Function& function, Value receiver, const Arguments& arguments)
    : rt_(rt), function_(function) {
  const WordEntry entry = reinterpret_cast<WordEntry>(function.code().word_entry());
  CallFrame* const caller = rt.calls_.innermost();
  const uint32_t depth = caller->depth();
  if (!entry || arguments.keywords() != 0 || !rt.calls_.guard().has_room() || depth >= rt.calls_.max_depth())
      [[unlikely]]
    return;
  gc::WordStack& stack = *rt.vm_stack_;
  const uint32_t count = arguments.positional();
  uint64_t* words = stack.top();
  if (words + 2 + count > stack.limit()) [[unlikely]]
    return;
  words[0] = Value(&function).word();
  words[1] = receiver.word();
  for (uint32_t i = 0; i < count; i++) {
    const Value value = arguments.values()[i];
    if (!rt.is_own(value)) [[unlikely]]
      return;
    words[2 + i] = value.word();
  }
  stack.publish(words + 2 + count);
  caller_ = caller;
  depth_ = depth;
  words_ = words;
  count_ = count + 1;
  entry_ = entry;
}

inline uint64_t QuickCall::run() {
  const uint64_t word =
      enter(rt_, rt_.calls_, caller_, depth_, function_, entry_, reinterpret_cast<const Value*>(words_ + 1), count_);
  rt_.vm_stack_->pop_to(words_);
  return word;
}

inline Result<Value> Runtime::settled(Outcome outcome) {
  if (outcome.what == Outcome::kValue) [[likely]]
    return Value::from_word(outcome.word);
  return calls_.take_pending_error();
}

[[gnu::always_inline]] inline Result<WeakCall<Value>> Runtime::call_weak(WeakMethod& method,
                                                                         const Arguments& arguments) {
  RuntimeEntry entry(*this);
  if (may_enter_quickly() && owns(method, WeakMethod::kOtherCallable)) [[likely]] {
    // Once loaded, the parts are on this thread's stack, and on the VM stack for the call: a collection in between
    // finds them, an exact one inside the call too.
    const WeakMethod::Parts parts = method.parts();
    if (parts) [[likely]] {
      QuickCall call(*this, *static_cast<Function*>(parts.function), Value(parts.receiver), arguments);
      if (call) [[likely]] {
        const uint64_t word = call.run();
        if (word != QuickCall::kFailed) [[likely]]
          return WeakCall<Value>(Value::from_word(word));
        return WeakCall<Value>(MAYFLY_TRY(QuickCall::take_failure(calls_)));
      }
    }
  }
  const Outcome outcome =
      call_weak_slowly(method, arguments.values(), arguments.positional(), arguments.names(), arguments.keywords());
  if (outcome.what == Outcome::kDead) return WeakCall<Value>(static_cast<Death>(outcome.word));
  return WeakCall<Value>(MAYFLY_TRY(settled(outcome)));
}

[[gnu::always_inline]] inline Result<Value> Runtime::call_method(Value receiver, Symbol& name,
                                                                 const Arguments& arguments, AttributeCache* cache) {
  RuntimeEntry entry(*this);
  if (cache && may_enter_quickly() && receiver.is<Instance>()) [[likely]] {
    const Instance& instance = *receiver.as<Instance>();
    // The key belongs to one class of one runtime.
    if (cache->matches(instance.shape()) && cache->found() == AttributeCache::Found::kClassValue && owns(instance))
        [[likely]] {
      if (Function* function = cache->class_value().try_as<Function>()) {
        QuickCall call(*this, *function, receiver, arguments);
        if (call) [[likely]] {
          const uint64_t word = call.run();
          if (word != QuickCall::kFailed) [[likely]]
            return Value::from_word(word);
          return QuickCall::take_failure(calls_);
        }
      }
    }
  }
  return settled(call_method_slowly(receiver, name, arguments, cache));
}

[[gnu::always_inline]] inline Result<Value> Runtime::get_attribute(Value object, Symbol& name, AttributeCache* cache) {
  if (cache && may_enter_quickly() && object.is<Instance>()) [[likely]] {
    const Instance& instance = *object.as<Instance>();
    if (cache->matches(instance.shape()) && cache->found() == AttributeCache::Found::kSlot && owns(instance)) [[likely]]
      return instance.slot(cache->slot());
  }
  RuntimeEntry entry(*this);
  return settled(get_attribute_slowly(object, name, cache));
}

}  // namespace mayfly
