// Attention: what a safe point or a step of a front-end must not overlook, in one word; one load when there is nothing.
//
// Bits are set and taken back by whoever has something to say, on any thread or in a signal handler. A bit that is set for
// nothing costs a look.
#pragma once

#include <atomic>
#include <cstdint>

namespace mayfly {

class Attention {
 public:
  enum For : uint32_t {
    kInterrupt = 1,  // one was asked for
    kDebugger = 2,   // there is one
    kTasks = 4,      // some were posted
    kListener = 8,   // there is one, for collections
  };
  // What a safe point looks at; steps look at everything.
  static constexpr uint32_t kSafePoint = kTasks | kListener;

  void set(For what) { word_.fetch_or(what, std::memory_order_relaxed); }
  // Whether it was set.
  bool clear(For what) { return (word_.fetch_and(~uint32_t{what}, std::memory_order_relaxed) & what) != 0; }
  void set(For what, bool is_so) {
    if (is_so)
      set(what);
    else
      clear(what);
  }
  bool is_set() const { return word_.load(std::memory_order_relaxed) != 0; }
  bool is_set(uint32_t mask) const { return (word_.load(std::memory_order_relaxed) & mask) != 0; }

 private:
  std::atomic<uint32_t> word_{0};
};

}  // namespace mayfly
