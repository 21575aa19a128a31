// EnteredCall: a running call that takes no C++ stack: for interpreters that keep their activations in memory of their
// own, and enter and leave calls of front-end code in one loop (tests/runtime/frontend_test.cpp has a small one).
//
//   if (!rt.calls().has_room()) return rt.calls().recursion_error("the call of 'f'");
//   auto* call = new (std::nothrow) EnteredCall(rt.calls(), function);
//
// While it lives it is the innermost running call; calls nest strictly. `function` is front-end code, and stands on the
// VM stack, or is held otherwise, meanwhile. Whoever passes an error on adds its position: frame().position().
//
// On the owner's thread; neither collects nor runs user code.
#pragma once

#include <mayfly/gc/support/assert.h>
#include <mayfly/runtime/call/call_frame.h>

namespace mayfly {

class EnteredCall {
 public:
  EnteredCall(CallStack& stack, Function& function)
      : stack_(stack), frame_(stack.current_, function, stack.depth() + 1) {
    MAYFLY_ASSERT(function.code().has_flag(CallFrame::kFrontEndCode));
    stack.current_ = &frame_;
  }
  ~EnteredCall() {
    MAYFLY_ASSERT(stack_.current_ == &frame_);
    stack_.current_ = frame_.caller_;
  }
  EnteredCall(const EnteredCall&) = delete;
  EnteredCall& operator=(const EnteredCall&) = delete;

  CallFrame& frame() { return frame_; }

 private:
  CallStack& stack_;
  CallFrame frame_;
};

}  // namespace mayfly
