// SharedFrame: one frame for calls of native functions that follow one another, as the calls of an emission do.
//
//   SharedFrame frame(rt.calls());
//   for (...) { frame.enter(*function); word = entry(rt, *function, values, count); }
//
// What CallStack::run does for each call is done once. Nothing but the entered function may run while it lives. The function
// stands on the VM stack, or is held otherwise. On the owner's thread; neither collects nor runs user code.
#pragma once

#include <mayfly/runtime/call/call_frame.h>

namespace mayfly {

class SharedFrame {
 public:
  explicit SharedFrame(CallStack& stack) : stack_(stack), frame_(stack.current_, stack.depth() + 1) {
    stack.current_ = &frame_;
  }
  ~SharedFrame() { stack_.current_ = frame_.caller_; }
  SharedFrame(const SharedFrame&) = delete;
  SharedFrame& operator=(const SharedFrame&) = delete;

  void enter(Function& function) { frame_.function_ = &function; }
  const CallFrame& frame() const { return frame_; }

 private:
  CallStack& stack_;
  CallFrame frame_;
};

}  // namespace mayfly
