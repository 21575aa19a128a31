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

class MAYFLY_API CallStack {
 public:
  // The innermost running call; null outside of calls.
  CallFrame* current() const { return current_; }
  uint32_t depth() const { return depth_; }
  uint32_t max_depth() const { return max_depth_; }
  void set_max_depth(uint32_t depth) { max_depth_ = depth; }
  const StackGuard& guard() const { return guard_; }
  // Room for one more call?
  [[gnu::always_inline]] bool has_room() const { return guard_.has_room() && depth_ < max_depth_; }
  // kRecursion: "%s is nested too deeply (... calls)". `what`: "the call of 'f'".
  Error recursion_error(const char* what) const;

  // Calls f(frame) with a frame for `function`, which is on the VM stack, or held otherwise, meanwhile.
  template <typename F>
  [[gnu::always_inline]] auto run(Function& function, F&& f);

  // The innermost frame that is not rooted; null when all are (the host's own frames are host_vouched()'s business).
  const CallFrame* unrooted_frame() const;
  bool all_rooted() const { return unrooted_ == 0; }
  bool host_vouched() const { return host_vouched_; }

  // Adds the position of each running call to an error that is about to be reported, not returned. (An error that is
  // returned collects a position in each call it passes through.)
  void add_positions(Error& error) const;

  // The error of a WordEntry that returned none, on its way to the caller.
  void set_pending_error(Error error) { pending_error_ = std::move(error); }
  Error take_pending_error() { return std::move(pending_error_); }

  // The core's part.
  void measure_stack() { guard_.measure(); }

 private:
  friend class EnteredCall;
  friend class RootedFrames;
  CallFrame* current_ = nullptr;
  StackGuard guard_;
  uint32_t depth_ = 0;
  uint32_t max_depth_ = 0;
  uint32_t unrooted_ = 0;  // frames in the chain that are not rooted
  Error pending_error_;
  bool host_vouched_ = false;  // a RootedFrames stands outside of all calls
};

class MAYFLY_API CallFrame {
 public:
  CallFrame(const CallFrame&) = delete;
  CallFrame& operator=(const CallFrame&) = delete;

  CallFrame* caller() const { return caller_; }
  Function& function() const { return function_; }
  uint32_t depth() const { return depth_; }
  bool is_rooted() const { return rooted_; }
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
  friend class EnteredCall;
  friend class RootedFrames;
  CallFrame(CallFrame* caller, Function& function, uint32_t depth, bool roots_only)
      : caller_(caller), function_(function), depth_(depth), rooted_(roots_only) {}

  CallFrame* caller_;
  Function& function_;
  const void* state_ = nullptr;
  uint32_t depth_;
  bool rooted_;
};

template <typename F>
inline auto CallStack::run(Function& function, F&& f) {
  // In locals, not in the frame, whose address the callee sees: so they stay in registers, and one call does not wait
  // for what the call before it stored.
  CallFrame* const caller = current_;
  const uint32_t depth = depth_;
  const bool roots_only = function.code().has_flag(CallFrame::kRootedCode);
  CallFrame frame(caller, function, depth + 1, roots_only);
  current_ = &frame;
  depth_ = depth + 1;
  if (!roots_only) unrooted_++;
  auto result = f(static_cast<const CallFrame&>(frame));
  current_ = caller;
  depth_ = depth;
  if (!roots_only) unrooted_--;
  return result;
}

// Vouches, while it lives, that the caller's own frames, from the innermost running call (or from main, outside of all
// calls) to here, hold references to cells in Locals, arguments and Roots only.
class MAYFLY_API RootedFrames {
 public:
  explicit RootedFrames(Runtime& rt);
  ~RootedFrames();
  RootedFrames(const RootedFrames&) = delete;
  RootedFrames& operator=(const RootedFrames&) = delete;

 private:
  CallStack& stack_;
  CallFrame* frame_;  // null: outside of all calls
  bool before_;
};

}  // namespace mayfly
