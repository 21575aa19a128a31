// QuickCall: the inlined way through the usual call: a native function with a lean entry, no keyword arguments, values of
// this runtime. Everything else, errors included, goes the way of invoke.
//
// For Runtime's own inline functions. Runs user code.
#pragma once

#include <mayfly/gc/root/word_stack.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/runtime/call/call_frame.h>
#include <mayfly/runtime/call/native_code.h>

namespace mayfly {

class QuickCall {
 public:
  static constexpr uint64_t kFailed = 0;    // ask outcome()
  static constexpr uint64_t kNotQuick = 1;  // nothing has happened: take the long way

  // Calls function(receiver, arguments...). A value's word, kFailed or kNotQuick. The function and all values stand on
  // the VM stack meanwhile.
  [[gnu::always_inline]] static uint64_t call(Runtime& rt, gc::Heap& heap, CallStack& calls, Function& function,
                                              Value receiver, const Arguments& arguments) {
    const WordEntry entry = reinterpret_cast<WordEntry>(function.code().word_entry());
    if (!entry || arguments.keywords() != 0 || !calls.has_room()) [[unlikely]]
      return kNotQuick;
    gc::WordStack& stack = heap.vm_stack();
    const uint32_t count = arguments.positional();
    uint64_t* words = stack.top();
    if (words + 2 + count > stack.limit()) [[unlikely]]
      return kNotQuick;
    words[0] = Value(&function).word();
    words[1] = receiver.word();
    for (uint32_t i = 0; i < count; i++) {
      const Value value = arguments.values()[i];
      if (value.is_object() && !heap.owns(*value.cell())) [[unlikely]]
        return kNotQuick;
      words[2 + i] = value.word();
    }
    stack.publish(words + 2 + count);
    const uint64_t word = enter(rt, calls, function, entry, reinterpret_cast<const Value*>(words + 1), count + 1);
    stack.pop_to(words);
    return word;
  }

  // The same for a function and values that stand on the VM stack already.
  [[gnu::always_inline]] static uint64_t call_held(Runtime& rt, CallStack& calls, Function& function,
                                                   const Value* values, uint32_t count) {
    const WordEntry entry = reinterpret_cast<WordEntry>(function.code().word_entry());
    if (!entry || !calls.has_room()) [[unlikely]]
      return kNotQuick;
    return enter(rt, calls, function, entry, values, count);
  }

  // What kFailed means: the error that waits in the CallStack, or the empty value, whose word is the same.
  [[gnu::cold, gnu::noinline]] static Result<Value> outcome(CallStack& calls) {
    Error error = calls.take_pending_error();
    if (error.is_set()) return error;
    return Value::empty();
  }

 private:
  [[gnu::always_inline]] static uint64_t enter(Runtime& rt, CallStack& calls, Function& function, WordEntry entry,
                                               const Value* values, uint32_t count) {
    return calls.run(function, [&](const CallFrame& frame) {
      const uint64_t word = entry(rt, function, values, count);
      if (word == kFailed) [[unlikely]]
        add_position(calls, frame);
      return word;
    });
  }
  [[gnu::cold, gnu::noinline]] static void add_position(CallStack& calls, const CallFrame& frame) {
    Error error = calls.take_pending_error();
    if (!error.is_set()) return;
    error.add_position(frame.position());
    calls.set_pending_error(std::move(error));
  }
};

}  // namespace mayfly
