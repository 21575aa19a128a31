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

// The same for an activation that serves one call after the other: enter() and leave() in place of a life of its own. The
// state stays what it was set to.
class RepeatedCall {
 public:
  RepeatedCall(CallStack& stack, const void* state) : stack_(stack) { frame_.set_state(state); }
  RepeatedCall(const RepeatedCall&) = delete;
  RepeatedCall& operator=(const RepeatedCall&) = delete;

  void enter(Function& function) {
    MAYFLY_ASSERT(function.code().has_flag(CallFrame::kFrontEndCode));
    CallFrame* const caller = stack_.current_;
    frame_.caller_ = caller;
    frame_.function_ = &function;
    frame_.depth_ = caller->depth_ + 1;
    frame_.vouched_ = false;
    stack_.current_ = &frame_;
  }
  void leave() {
    MAYFLY_ASSERT(stack_.current_ == &frame_);
    stack_.current_ = frame_.caller_;
  }
  CallFrame& frame() { return frame_; }

 private:
  CallStack& stack_;
  CallFrame frame_;
};

class EnteredCall {
 public:
  EnteredCall(CallStack& stack, Function& function) : call_(stack, nullptr) { call_.enter(function); }
  ~EnteredCall() { call_.leave(); }
  EnteredCall(const EnteredCall&) = delete;
  EnteredCall& operator=(const EnteredCall&) = delete;

  CallFrame& frame() { return call_.frame(); }

 private:
  RepeatedCall call_;
};

}  // namespace mayfly
