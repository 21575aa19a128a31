#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/runtime/attributes/binding.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/lifecycle/lifecycle.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/signal/connection.h>
#include <mayfly/runtime/weak/finalizing.h>

#include <cstdio>
#include <cstring>

namespace mayfly {

struct Lifecycle::ShutdownEntry {
  Task task;
  ShutdownEntry* older;
};

Lifecycle::~Lifecycle() {
  while (ShutdownEntry* entry = at_shutdown_) {
    at_shutdown_ = entry->older;
    delete entry;
  }
}

// --- errors that nobody called for -----------------------------------------------------------------------------------

const char* name(Unraisable::Source source) {
  switch (source) {
    case Unraisable::Source::kWeakCallback: return "weak callback";
    case Unraisable::Source::kFinalizer: return "finalizer";
    case Unraisable::Source::kTask: return "task";
    case Unraisable::Source::kListener: return "listener";
    case Unraisable::Source::kShutdown: return "shutdown function";
    case Unraisable::Source::kSignal: return "signal listener";
  }
  return "?";
}

static void write_unraisable(const char* source, const Error& error) {
  std::fprintf(stderr, "mayfly: error in %s %s: %s\n", std::strchr("aeiou", *source) ? "an" : "a", source,
               error.to_string().c_str());
}

void Lifecycle::report(Unraisable::Source source, const Error& error, Value subject, Value callee) {
  if (!unraisable_) return write_unraisable(name(source), error);
  // Where there is no room for them, the caller's own hold has to do.
  Locals<2> held(rt_);
  if (held) {
    held[0] = subject;
    held[1] = callee;
  }
  // The hook may replace itself; the one that is running lives on until it returns.
  UnraisableHook hook = std::move(unraisable_);
  const uint64_t version = hook_version_;
  const Result<> done = hook(rt_, Unraisable{source, error, subject, callee});
  if (!done) write_unraisable("unraisable hook", done.error());
  if (hook_version_ == version) unraisable_ = std::move(hook);
}

void Lifecycle::set_unraisable_hook(UnraisableHook hook) {
  hook_version_++;
  unraisable_ = std::move(hook);
}

// --- draining --------------------------------------------------------------------------------------------------------

bool Lifecycle::has_room() const {
  // So many nested calls are left to what is run.
  constexpr uint32_t kCalls = 16;
  const CallStack& calls = rt_.calls();
  if (!calls.guard().has_room()) return false;
  return calls.depth() == 0 || calls.depth() + kCalls < calls.max_depth();
}

size_t Lifecycle::drain(size_t max) {
  if (draining_) return 0;
  draining_ = true;
  size_t ran = 0;
  size_t tasks = tasks_.count();
  {
    Locals<2> held(rt_);
    while (held && ran < max) {
      // Room first, and then the item.
      if (!has_room()) break;
      // Callbacks before finalizers, finalizers before releases, at every step: what a finalizer makes due by collecting,
      // or another thread's collection right now, comes in its own order.
      const gc::DueSoFar noted = rt_.heap().due_so_far();
      if (run_callback(held) || run_finalizer(held, noted)) {
        ran++;
        held[0] = held[1] = Value::nil();  // what has had its turn is not kept through the next one's
      } else if (run_release(noted)) {
        ran++;
      } else if (rt_.heap().has_next_due()) {
        continue;
      } else if (tasks > 0 && run_task()) {
        ran++;
        tasks--;
      } else {
        break;
      }
    }
  }
  tell_listener();
  draining_ = false;
  return ran;
}

bool Lifecycle::run_callback(LocalArray& held) {
  gc::Heap& heap = rt_.heap();
  if (!heap.has_due()) return false;
  gc::WeakReference* reference = heap.next_due_callback();
  if (!reference) return false;
  held[0] = Value(reference);
  const uint64_t callback = heap.weak_table().take_callback(*reference);
  // It was disarmed while it waited.
  if (callback == 0) return true;
  held[1] = Value::from_word(callback);
  if (reference->kind() == kKindFinalizer) {
    run_finalizer_object(held);
    return true;
  }
  if (Connection* connection = held[0].try_as<Connection>()) [[unlikely]] {
    // It leaves its signal, and is told of where somebody wants to know.
    held[1] = connection->end_by_death(heap);
    if (held[1].is_nil()) return true;
  }
  if (Function* function = held[1].try_as<Function>()) [[likely]] {
    const uint64_t word = QuickCall::call_held(rt_, rt_.calls(), *function, held.data(), 1);
    if (word > QuickCall::kNotQuick) [[likely]]
      return true;
    if (word == QuickCall::kFailed) {
      const Result<Value> failed = QuickCall::take_failure(rt_.calls());
      if (!failed) report(Unraisable::Source::kWeakCallback, failed.error(), held[0], held[1]);
      return true;
    }
  }
  const Result<Value> done = invoke(rt_, held[1], Arguments(held.data(), 1));
  if (!done) report(Unraisable::Source::kWeakCallback, done.error(), held[0], held[1]);
  return true;
}

// A Finalizer whose callable was taken out: both are held.
void Lifecycle::run_finalizer_object(LocalArray& held) {
  Finalizer& finalizer = *held[0].as<Finalizer>();
  finalizer.retire(rt_.space());
  const Result<Value> done = run_taken(rt_, finalizer, held[1]);
  if (!done) report(Unraisable::Source::kFinalizer, done.error(), held[0], held[1]);
}

bool Lifecycle::run_finalizer(LocalArray& held, gc::DueSoFar noted) {
  gc::Heap& heap = rt_.heap();
  if (!heap.has_due()) return false;
  gc::Cell* cell = heap.next_due_finalizer(noted);
  if (!cell) return false;
  held[0] = Value(cell);
  // Looked up on the type, now: a class that lost its finalizer has none (contract 8.6). No finalizer: nothing to do.
  held[1] = rt_.space().class_of(held[0])->special(Special::kFinalize);
  const Result<Value> done = invoke_special(rt_, Special::kFinalize, Arguments(held.data(), 1));
  if (!done) report(Unraisable::Source::kFinalizer, done.error(), held[0], held[1].is_empty() ? Value::nil() : held[1]);
  return true;
}

bool Lifecycle::run_release(gc::DueSoFar noted) {
  gc::Heap& heap = rt_.heap();
  if (!heap.has_due()) return false;
  // A release runs C++ alone, which can't see the cell; the C++ stack holds it.
  gc::Cell* cell = heap.next_due_release(noted);
  if (!cell) return false;
  cell->row().release(*cell);
  return true;
}

bool Lifecycle::run_task() {
  if (!tasks_.has_tasks()) return false;
  Task task = tasks_.take();
  if (!task) return false;
  const Result<> done = task(rt_);
  if (!done) report(Unraisable::Source::kTask, done.error());
  return true;
}

// --- collections -----------------------------------------------------------------------------------------------------

void Lifecycle::set_collection_listener(CollectionListener listener) {
  listener_ = std::move(listener);
  listener_version_++;
  has_listener_ = static_cast<bool>(listener_);
  attention_.set(Attention::kListener, has_listener_);
  collections_seen_ = gc::Heap::collection_count();
  has_report_ = false;
}

void Lifecycle::note_report(const CollectReport& report) {
  last_report_ = report;
  has_report_ = true;
}

void Lifecycle::tell_listener() {
  if (!has_listener_) return;
  const uint64_t count = gc::Heap::collection_count();
  if (count == collections_seen_) return;
  const CollectReport report = last_report_;
  const CollectionEvent event{count - collections_seen_, has_report_ ? &report : nullptr};
  collections_seen_ = count;
  has_report_ = false;
  CollectionListener listener = std::move(listener_);
  const uint64_t version = listener_version_;
  const Result<> done = listener(rt_, event);
  if (!done) this->report(Unraisable::Source::kListener, done.error());
  if (listener_version_ == version) listener_ = std::move(listener);
}

// --- the end ---------------------------------------------------------------------------------------------------------

Result<> Lifecycle::at_shutdown(Task task) {
  if (state_ == State::kClosed) return make_error(ErrorKind::kClosed, "the runtime is shut down");
  if (!task) return Error::out_of_memory();
  ShutdownEntry* entry = new (std::nothrow) ShutdownEntry{std::move(task), at_shutdown_};
  if (!entry) return Error::out_of_memory();
  at_shutdown_ = entry;
  return {};
}

// Contract 7.5. One that is made meanwhile is the newest, and so the next. False when there was none.
bool Lifecycle::run_finalizers_at_shutdown() {
  // A runtime that could not be made has none.
  if (!rt_.space_) return false;
  ObjectSpace& space = rt_.space();
  bool ran = false;
  draining_ = true;
  while (Finalizer* finalizer = space.finalizers().next_at_shutdown()) {
    Locals<2> held(rt_);
    if (!held) break;
    held[0] = Value(finalizer);
    held[1] = finalizer->take(space);
    run_finalizer_object(held);
    ran = true;
  }
  draining_ = false;
  return ran;
}

void Lifecycle::close() {
  if (state_ != State::kOpen) return;
  state_ = State::kClosing;
  gc::Heap& heap = rt_.heap();
  // What runs now may allocate, but makes nothing more due: the queues are finite, and so is this.
  heap.disable_automatic();
  set_collection_listener({});
  drain(SIZE_MAX);
  run_finalizers_at_shutdown();
  do {
    while (ShutdownEntry* entry = at_shutdown_) {
      at_shutdown_ = entry->older;
      draining_ = true;
      const Result<> done = entry->task(rt_);
      if (!done) report(Unraisable::Source::kShutdown, done.error());
      draining_ = false;
      delete entry;
      run_finalizers_at_shutdown();
    }
    tasks_.close();
    // What they made due may make finalizers, and ask for more functions.
    do drain(SIZE_MAX);
    while (run_finalizers_at_shutdown());
  } while (at_shutdown_);
  draining_ = true;
  state_ = State::kClosed;
  rt_.set_owner(rt_.owner_);
  while (gc::Cell* cell = heap.take_newest_finalizable()) cell->row().release(*cell);
  heap.weak_table().clear_all(gc::Death::kShutdown);
  heap.roots().clear_all();
  draining_ = false;
  heap.enable_automatic();
}

}  // namespace mayfly
