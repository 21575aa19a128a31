// PushedCall: a callee and its arguments, copied to the VM stack for the length of a call.
//
//   words: callee | receiver, if there is one | positional and keyword values | names of keyword arguments
//
// So the callee may read its arguments whatever is collected meanwhile. Strictly nested; neither collects nor runs user
// code.
#pragma once

#include <mayfly/gc/root/word_stack.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/runtime/call/arguments.h>
#include <mayfly/runtime/call/local.h>

namespace mayfly {

class PushedCall {
 public:
  // `receiver` empty: none.
  [[gnu::always_inline]] PushedCall(gc::WordStack& stack, Value callee, Value receiver, Arguments arguments)
      : stack_(stack) {
    const uint32_t extra = !receiver.is_empty();
    const uint32_t count = arguments.size();
    uint64_t* words = stack.room(size_t{1} + extra + count + arguments.keywords());
    if (!words) [[unlikely]]
      return;
    uint64_t* to = words;
    *to++ = callee.word();
    const Value* first = reinterpret_cast<Value*>(to);
    if (extra) *to++ = receiver.word();
    copy_few(to, arguments.values(), count);
    to += count;
    for (uint32_t i = 0; i < arguments.keywords(); i++) *to++ = Value(&arguments.name(i)).word();
    stack.publish(to);
    words_ = words;
    arguments_ = Arguments(first, arguments.positional() + extra, arguments.names(), arguments.keywords());
  }
  ~PushedCall() {
    if (words_) stack_.pop_to(words_);
  }
  PushedCall(const PushedCall&) = delete;
  PushedCall& operator=(const PushedCall&) = delete;

  // False when the VM stack is full.
  explicit operator bool() const { return words_ != nullptr; }
  Error error() const { return detail::vm_stack_full(stack_); }

  Value callee() const { return Value::from_word(words_[0]); }
  void set_callee(Value callee) { words_[0] = callee.word(); }
  // The receiver, if there is one, is the first of them.
  Arguments arguments() const { return arguments_; }
  void set_receiver(Value receiver) { words_[1] = receiver.word(); }

 private:
  gc::WordStack& stack_;
  uint64_t* words_ = nullptr;
  Arguments arguments_;
};

}  // namespace mayfly
