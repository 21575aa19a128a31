// Steps: how a host keeps a script on a leash: a step budget, and an interrupt that may come from any thread or a signal
// handler.
//
// A front-end's loop calls Runtime::steps(n) now and then (at backward jumps and calls, say). When the budget is used up
// or an interrupt was asked for, that returns an error of kind kInterrupted, once: the budget is then unlimited again,
// the request forgotten. Scripts must not be able to catch that kind; a front-end sees to it. What the core itself does
// part by part of a structure (==, hash, text) takes steps, too: Runtime::nest().
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/runtime/forward.h>
#include <mayfly/runtime/lifecycle/attention.h>

#include <cstdint>

namespace mayfly {

class MAYFLY_API Steps {
 public:
  explicit Steps(Attention& attention) : attention_(attention) {}

  static constexpr int64_t kUnlimited = INT64_MAX;

  // At most so many steps from now on. On the owner's thread.
  void set_budget(int64_t steps) { left_ = steps; }
  int64_t left() const { return left_ > kPlenty ? kUnlimited : left_; }
  // From any thread, or a signal handler.
  void request_interrupt() { attention_.set(Attention::kInterrupt); }
  void set_debug_hook(DebugHook* hook) {
    debug_ = hook;
    attention_.set(Attention::kDebugger, hook != nullptr);
  }
  DebugHook* debug_hook() const { return debug_; }

  // True when slow() must be asked, and a safe point be made of the step, whatever is due.
  bool take(uint32_t steps) {
    left_ -= steps;
    return left_ < 0 || attention_.is_set();
  }
  Result<> slow(Runtime& rt);
  // Takes steps where neither a safe point nor a debugger is wanted.
  Result<> take_quietly(uint32_t steps) {
    left_ -= steps;
    if (left_ < 0 || attention_.is_set(Attention::kInterrupt)) [[unlikely]]
      return stop();
    return {};
  }

 private:
  Result<> stop();

  // An unlimited budget is counted down like any other: nobody lives to see it end. More than this is one.
  static constexpr int64_t kPlenty = kUnlimited / 2;

  int64_t left_ = kUnlimited;
  Attention& attention_;
  DebugHook* debug_ = nullptr;
};

}  // namespace mayfly
