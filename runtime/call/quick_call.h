// QuickCall: the inlined way through the usual call: a native function with a lean entry, no keyword arguments, values of
// this runtime. Everything else, errors included, goes the way of invoke.
//
// For Runtime's own inline functions. Runs user code.
//
//   QuickCall call(rt, function, receiver, arguments);
//   if (call) word = call.run();      // else nothing has happened: take the long way
#pragma once

#include <mayfly/gc/root/word_stack.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/runtime/call/call_frame.h>
#include <mayfly/runtime/call/native_code.h>

namespace mayfly {

class QuickCall {
 public:
  static constexpr uint64_t kFailed = 0;    // take_failure()
  static constexpr uint64_t kNotQuick = 1;  // of call_held: nothing has happened

  // function(receiver, arguments...), all of which stand on the VM stack from now on, if it is a quick call.
  [[gnu::always_inline]] QuickCall(Runtime& rt, Function& function, Value receiver, const Arguments& arguments);
  explicit operator bool() const { return entry_ != nullptr; }
  // The value's word, or kFailed. Once, and only if it is a quick call.
  [[gnu::always_inline]] uint64_t run();

  // The same for a function and values that stand on the VM stack already: the word, kFailed or kNotQuick.
  [[gnu::always_inline]] static uint64_t call_held(Runtime& rt, CallStack& calls, Function& function,
                                                   const Value* values, uint32_t count) {
    const WordEntry entry = reinterpret_cast<WordEntry>(function.code().word_entry());
    if (!entry || !calls.has_room()) [[unlikely]]
      return kNotQuick;
    CallFrame* const caller = calls.innermost();
    return enter(rt, calls, caller, caller->depth(), function, entry, values, count);
  }

  // What kFailed means: the error that waits in the CallStack, or the empty value, whose word is the same.
  static Result<Value> take_failure(CallStack& calls) {
    Error error = calls.take_pending_error();
    if (error.is_set()) return error;
    return Value::empty();
  }

  // Of the call that failed, to the error that waits, if one does.
  [[gnu::cold, gnu::noinline]] static void add_position(CallStack& calls, const CallFrame& frame) noexcept {
    Error error = calls.take_pending_error();
    if (!error.is_set()) return;
    error.add_position(frame.position());
    calls.set_pending_error(std::move(error));
  }

 private:
  [[gnu::always_inline]] static uint64_t enter(Runtime& rt, CallStack& calls, CallFrame* caller, uint32_t depth,
                                               Function& function, WordEntry entry, const Value* values,
                                               uint32_t count) {
    return calls.run_at(
        caller, depth, function, [&](const CallFrame& frame) __attribute__((always_inline)) {
          const uint64_t word = entry(rt, function, values, count);
          if (word == kFailed) [[unlikely]]
            add_position(calls, frame);
          return word;
        });
  }
  Runtime& rt_;
  Function& function_;
  WordEntry entry_ = nullptr;  // null: not a quick call
  CallFrame* caller_ = nullptr;
  uint64_t* words_ = nullptr;  // on the VM stack
  uint32_t count_ = 0;         // of the receiver and the arguments
  uint32_t depth_ = 0;         // of the caller
};

}  // namespace mayfly
