// Meeting: lets one thread collect while all the others wait outside of the collector's sight, between two operations: so a
// collection is exact with many threads, too, and each knows what it has been through.
#pragma once

#include <mayfly/gc/threads/thread_scope.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace stress {

class Meeting {
 public:
  explicit Meeting(uint32_t threads) : threads_(threads) {}

  // Waits while somebody else is alone.
  void pause() {
    if (wanted_.load(std::memory_order_acquire)) wait();
  }
  // Runs f() while all others wait.
  template <typename F>
  void alone(F&& f) {
    for (;;) {
      bool expected = false;
      if (threads_.load() == 1 || wanted_.compare_exchange_strong(expected, true)) break;
      wait();
    }
    if (threads_.load() > 1) {
      mayfly::gc::blocking(mayfly::gc::Frames::kHoldNone, [&] {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_ + 1 == threads_.load(); });
      });
    }
    f();
    const std::lock_guard lock(mutex_);
    wanted_.store(false, std::memory_order_release);
    changed_.notify_all();
  }
  // The calling thread takes part no more. It is out of the collector's sight: what is collected from now on must be exact.
  void leave() {
    const std::lock_guard lock(mutex_);
    threads_--;
    changed_.notify_all();
  }

 private:
  void wait() {
    mayfly::gc::blocking(mayfly::gc::Frames::kHoldNone, [&] {
      std::unique_lock lock(mutex_);
      if (!wanted_.load()) return;
      waiting_++;
      changed_.notify_all();
      changed_.wait(lock, [&] { return !wanted_.load(); });
      waiting_--;
    });
  }

  std::atomic<uint32_t> threads_;
  std::atomic<bool> wanted_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  uint32_t waiting_ = 0;
};

}  // namespace stress
