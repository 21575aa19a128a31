// Lifecycle: a runtime's queues of what is due, its hooks, and its end.
//
// Weak callbacks, finalizers, releases of host objects and posted tasks run at *safe points* of the runtime, on its
// owner's thread, and nowhere else: never inside an allocation, never inside the collector, never on another thread.
// The safe points are: Runtime::safe_point, steps and drain; the end of an explicit collection (collect, collect_exact,
// collect_for_script, collect_until_quiet); shutdown. A call by itself is none, so nothing runs behind a host's back
// while it iterates over its own lists.
//
// One drain runs: due weak callbacks, Finalizer objects among them, in the contract's order (1.7, 0.6); then finalizers of
// classes, in creation order, each at
// most once in its object's life; then releases; then tasks. It is not re-entrant: a drain inside a drain returns at
// once (contract 0.7), and the outer one goes on with what came due meanwhile; tasks that were posted since it began wait
// for the next. An item is taken off its queue when there is room to run it, on the VM stack and the C++ stack: where
// there is none, everything stays queued. Errors go to the unraisable hook.
#pragma once

#include <mayfly/gc/heap.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/lifecycle/task_queue.h>
#include <mayfly/runtime/lifecycle/unraisable.h>

namespace mayfly {

// What a collection listener is told, at the first safe point after one or more collections.
struct CollectionEvent {
  uint64_t collections = 0;               // how many of the process there have been since the last event
  const CollectReport* report = nullptr;  // of this runtime's last explicit one among them; null: none
};

using CollectionListener = HostFunction<Result<>(Runtime& rt, const CollectionEvent& event)>;

class MAYFLY_API Lifecycle {
 public:
  Lifecycle(Runtime& rt, Attention& attention) : rt_(rt), attention_(attention), tasks_(attention) {}
  ~Lifecycle();
  Lifecycle(const Lifecycle&) = delete;
  Lifecycle& operator=(const Lifecycle&) = delete;

  enum class State : uint8_t { kOpen, kClosing, kClosed };
  State state() const { return state_; }
  bool is_draining() const { return draining_; }

  // Null restores the default, which writes to standard error.
  void set_unraisable_hook(UnraisableHook hook);
  // Hands an error to the hook; for front-ends' own threads of work too. May run user code.
  void report(Unraisable::Source source, const Error& error, Value subject = Value::nil(), Value callee = Value::nil());

  // Null takes it away.
  void set_collection_listener(CollectionListener listener);

  // Runs when the runtime shuts down, newest first, after the pending callbacks and the Finalizer objects, and before host
  // objects are released.
  // Errors: kOutOfMemory, kClosed.
  Result<> at_shutdown(Task task);

  TaskQueue& tasks() { return tasks_; }

  // The core's part.
  size_t drain(size_t max);
  void note_report(const CollectReport& report);
  void close();

 private:
  struct ShutdownEntry;
  bool has_room() const;
  bool run_callback(LocalArray& held);
  bool run_finalizer(LocalArray& held, gc::DueSoFar noted);
  void run_finalizer_object(LocalArray& held);
  bool run_finalizers_at_shutdown();
  bool run_release(gc::DueSoFar noted);
  bool run_task();
  void tell_listener();

  Runtime& rt_;
  Attention& attention_;
  State state_ = State::kOpen;
  bool draining_ = false;
  bool has_listener_ = false;
  bool has_report_ = false;
  TaskQueue tasks_;
  UnraisableHook unraisable_;
  CollectionListener listener_;
  // Told apart by these when a hook or listener replaces itself while it runs.
  uint64_t hook_version_ = 0;
  uint64_t listener_version_ = 0;
  uint64_t collections_seen_ = 0;
  CollectReport last_report_;
  ShutdownEntry* at_shutdown_ = nullptr;  // newest first
};

}  // namespace mayfly
