#include <mayfly/gc/boehm/bdwgc.h>
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/thread_state.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <atomic>

namespace mayfly::gc {

namespace boehm {

namespace {

std::atomic<size_t> parked{0};
// Plain data: readable at any moment of a thread's life, by hooks too.
thread_local ThreadState state;

}  // namespace

ThreadState& ThreadState::current() { return state; }

size_t parked_threads() { return parked.load(std::memory_order_relaxed); }

void note_collection(size_t suspended_threads) {
  CollectReport* report = state.request;
  if (!report) return;
  if (suspended_threads > 0) report->add(Inexact::kOtherThreads);
  if (parked_threads() > 0) report->add(Inexact::kParkedThreads);
  if (state.blocking > 0) report->add(Inexact::kInsideBlocking);
}

}  // namespace boehm

ThreadScope::ThreadScope() {
  boehm::ThreadState& thread = boehm::ThreadState::current();
  if (!GC_is_init_called() && !boehm::initialise({})) return;
  if (!current_is_attached()) {
    GC_stack_base base;
    if (GC_get_stack_base(&base) != GC_SUCCESS) return;
    int outcome = GC_register_my_thread(&base);
    if (outcome != GC_SUCCESS && outcome != GC_DUPLICATE) return;
    owns_ = outcome == GC_SUCCESS;
    thread.attached = true;
  }
  thread.scopes++;
  attached_ = true;
}

ThreadScope::~ThreadScope() {
  if (!attached_) return;
  boehm::ThreadState& thread = boehm::ThreadState::current();
  thread.scopes--;
  if (!owns_) return;
  thread.attached = false;
  GC_unregister_my_thread();
}

bool ThreadScope::current_is_attached() {
  boehm::ThreadState& thread = boehm::ThreadState::current();
  // A host may have registered the thread itself.
  if (!thread.attached && GC_is_init_called()) thread.attached = GC_thread_is_registered() != 0;
  return thread.attached;
}

bool ThreadScope::current_is_blocking() { return boehm::ThreadState::current().blocking > 0; }

namespace {

struct Blocked {
  void (*f)(void* data);
  void* data;
};

void* run_blocked(void* raw) {
  auto* blocked = static_cast<Blocked*>(raw);
  blocked->f(blocked->data);
  return nullptr;
}

// Under the lock: a collection must not see the bottom half changed.
void set_bottom(GC_stack_base base) {
  boehm::with_lock([&] { GC_set_stackbottom(nullptr, &base); });
}

// A frame of its own, whose address becomes the stack's bottom: everything above it is out of the collector's sight.
[[gnu::noinline]] void block_with_moved_bottom(Blocked& blocked) {
  GC_stack_base old;
  GC_get_my_stackbottom(&old);
  GC_stack_base here = old;
  here.mem_base = __builtin_frame_address(0);
  set_bottom(here);
  GC_do_blocking(&run_blocked, &blocked);
  set_bottom(old);
}

}  // namespace

void blocking(Frames frames, void (*f)(void* data), void* data) {
  if (!ThreadScope::current_is_attached()) {
    f(data);
    return;
  }
  boehm::ThreadState& thread = boehm::ThreadState::current();
  Blocked blocked{f, data};
  thread.blocking++;
  if (frames == Frames::kHoldNone) {
    block_with_moved_bottom(blocked);
  } else {
    boehm::parked.fetch_add(1);
    GC_do_blocking(&run_blocked, &blocked);
    boehm::parked.fetch_sub(1);
  }
  thread.blocking--;
}

}  // namespace mayfly::gc
