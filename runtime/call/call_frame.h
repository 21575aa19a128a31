// CallFrame and CallStack: the calls that are running in a runtime.
//
// Each running Function has a CallFrame, a small C++ object on the C++ stack, linked to its caller's. They are what
// traces, the recursion limit and the exactness of a script's collect() are made of. They keep nothing alive: a running
// function stands on the VM stack, where whoever entered it put it.
//
// A frame is *rooted* when it holds references to cells in VM stack slots (Local), arguments and Roots only. Front-end
// code always is; a native function is when it says so (NativeDescription::rooted_frame). Only when every frame is
// rooted, and the host has vouched for its own outside (RootedFrames), can a script's collect() be exact.
//
// Used on the owner's thread; neither collects nor runs user code.
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/runtime/call/stack_guard.h>
#include <mayfly/runtime/forward.h>

namespace mayfly {

class MAYFLY_API CallFrame {
 public:
  CallFrame(const CallFrame&) = delete;
  CallFrame& operator=(const CallFrame&) = delete;

  // Null: called by the host.
  CallFrame* caller() const { return caller_->depth_ == 0 ? nullptr : caller_; }
  Function& function() const { return *function_; }
  uint32_t depth() const { return depth_; }
  bool is_rooted() const { return vouched_ || function_->code().has_flag(kRootedCode); }
  // Where the front-end's interpreter is in this call: its own affair. It reads it back in FrontEnd::position, which is
  // asked when the code has returned its error, too: so this points to something that lives as long as the code does,
  // the current instruction, say, not to a variable of the interpreter's.
  void set_state(const void* state) { state_ = state; }
  const void* state() const { return state_; }

  // Function name, file and line, as far as the function's front-end knows them; views into the function's cells.
  Position position() const;

  // On Code: its frames are rooted; it is a front-end's (FrontEndCode).
  static constexpr uint32_t kRootedCode = gc::Cell::kFlag3;
  static constexpr uint32_t kFrontEndCode = gc::Cell::kFlag4;

 private:
  friend class CallStack;
  friend class RepeatedCall;
  friend class RootedFrames;
  CallFrame() = default;
  CallFrame(CallFrame* caller, Function& function, uint32_t depth)
      : caller_(caller), function_(&function), depth_(depth) {}

  CallFrame* caller_ = nullptr;
  Function* function_ = nullptr;  // null in the host's frame alone, which is nobody's to see
  const void* state_ = nullptr;
  uint32_t depth_ = 0;        // 0: the host's
  uint32_t vouched_ = false;  // by RootedFrames; as wide as the depth, so that one store sets both
};

class MAYFLY_API CallStack {
 public:
  CallStack() = default;
  CallStack(const CallStack&) = delete;
  CallStack& operator=(const CallStack&) = delete;

  // The innermost running call; null outside of calls.
  CallFrame* current() const { return current_->depth_ == 0 ? nullptr : current_; }
  uint32_t depth() const { return current_->depth_; }
  uint32_t max_depth() const { return max_depth_; }
  void set_max_depth(uint32_t depth) { max_depth_ = depth; }
  const StackGuard& guard() const { return guard_; }
  // Room for one more call?
  [[gnu::always_inline]] bool has_room() const { return guard_.has_room() && current_->depth_ < max_depth_; }
  // The same for a call that takes no C++ stack.
  [[gnu::always_inline]] bool has_room_for_activation() const { return current_->depth_ < max_depth_; }
  // kRecursion: "%s is nested too deeply (... calls)". `what`: "the call of 'f'".
  Error recursion_error(const char* what) const;

  // Calls f(frame) with a frame for `function`, which is on the VM stack, or held otherwise, meanwhile.
  template <typename F>
  [[gnu::always_inline]] auto run(Function& function, F&& f) {
    return run_at(current_, current_->depth_, function, f);
  }
  // The same for a caller that has looked at the innermost frame and its depth already.
  template <typename F>
  [[gnu::always_inline]] auto run_at(CallFrame* caller, uint32_t depth, Function& function, F&& f);
  CallFrame* innermost() const { return current_; }

  // The innermost frame that is not rooted; null when all are (the host's own frames are host_vouched()'s business).
  // Takes time in proportion to the depth.
  const CallFrame* unrooted_frame() const;
  bool host_vouched() const { return host_.vouched_; }

  // Adds the position of each running call to an error that is about to be reported, not returned. (An error that is
  // returned collects a position in each call it passes through.)
  void add_positions(Error& error) const;

  // The error of a WordEntry that returned none, on its way to the caller.
  void set_pending_error(Error error) { pending_error_ = std::move(error); }
  Error take_pending_error() { return std::move(pending_error_); }

  // The core's part.
  void measure_stack() { guard_.measure(); }

 private:
  friend class RepeatedCall;
  friend class RootedFrames;
  CallFrame* current_ = &host_;  // the innermost frame
  StackGuard guard_;
  uint32_t max_depth_ = 0;
  CallFrame host_;  // stands below all calls, so that a call need not ask whether it has a caller
  Error pending_error_;
};

// The caller is in a register, not read back from the frame, whose address the callee sees: so one call does not wait for
// what the call before it stored.
template <typename F>
inline auto CallStack::run_at(CallFrame* const caller, uint32_t depth, Function& function, F&& f) {
  CallFrame frame(caller, function, depth + 1);
  current_ = &frame;
  auto result = f(static_cast<const CallFrame&>(frame));
  current_ = caller;
  return result;
}

// Vouches, while it lives, that the caller's own frames, from the innermost running call (or from main, outside of all
// calls) to here, hold references to cells in Locals, arguments and Roots only.
class MAYFLY_API RootedFrames {
 public:
  explicit RootedFrames(Runtime& rt);
  ~RootedFrames() { frame_.vouched_ = before_; }
  RootedFrames(const RootedFrames&) = delete;
  RootedFrames& operator=(const RootedFrames&) = delete;

 private:
  CallFrame& frame_;
  bool before_;
};

}  // namespace mayfly
