// TaskQueue: what other threads want done on the owner's.
//
// post() may be called on any thread, attached to the collector or not; the lock is held for a few instructions, never
// while user code runs. Tasks run in the order of posting, each once. A closed queue takes nothing any more.
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/runtime/forward.h>
#include <mayfly/runtime/lifecycle/attention.h>
#include <mayfly/runtime/lifecycle/host_function.h>

#include <atomic>
#include <mutex>

namespace mayfly {

using Task = HostFunction<Result<>(Runtime& rt)>;

class MAYFLY_API TaskQueue {
 public:
  explicit TaskQueue(Attention& attention) : attention_(attention) {}
  ~TaskQueue();
  TaskQueue(const TaskQueue&) = delete;
  TaskQueue& operator=(const TaskQueue&) = delete;

  // Errors: kOutOfMemory (an empty task counts as one that found no memory), kClosed.
  Result<> post(Task task);
  size_t count() const { return count_.load(std::memory_order_relaxed); }
  bool has_tasks() const { return count() != 0; }
  // The oldest; empty when there is none.
  Task take();
  // Takes no more tasks from now on.
  void close();

 private:
  struct Node;
  Attention& attention_;
  std::mutex lock_;
  Node* first_ = nullptr;
  Node** last_ = &first_;
  bool closed_ = false;
  std::atomic<size_t> count_{0};
};

}  // namespace mayfly
