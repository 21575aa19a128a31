#include <mayfly/runtime/lifecycle/task_queue.h>

#include <new>

namespace mayfly {

struct TaskQueue::Node {
  Task task;
  Node* next = nullptr;
};

TaskQueue::~TaskQueue() {
  close();
  while (first_) take();
}

Result<> TaskQueue::post(Task task) {
  if (!task) return Error::out_of_memory();
  Node* node = new (std::nothrow) Node{std::move(task)};
  if (!node) return Error::out_of_memory();
  {
    std::lock_guard<std::mutex> guard(lock_);
    if (!closed_) {
      *last_ = node;
      last_ = &node->next;
      count_.fetch_add(1, std::memory_order_relaxed);
      attention_.set(Attention::kTasks);
      return {};
    }
  }
  // Outside of the lock: dropping the task runs the host's destructors.
  delete node;
  return make_error(ErrorKind::kClosed, "can't post a task: the runtime is shut down");
}

Task TaskQueue::take() {
  Node* node;
  {
    std::lock_guard<std::mutex> guard(lock_);
    node = first_;
    if (!node) return {};
    first_ = node->next;
    if (!first_) {
      last_ = &first_;
      attention_.clear(Attention::kTasks);
    }
    count_.fetch_sub(1, std::memory_order_relaxed);
  }
  Task task = std::move(node->task);
  delete node;
  return task;
}

void TaskQueue::close() {
  std::lock_guard<std::mutex> guard(lock_);
  closed_ = true;
}

}  // namespace mayfly
