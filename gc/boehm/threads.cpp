// Threads that the collector knows, and waiting outside of its sight.
#include <mayfly/gc/boehm/bdwgc.h>
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/thread_state.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <atomic>

namespace mayfly::gc {

namespace boehm {

namespace {

std::atomic<size_t> parked{0};
// Plain data: readable at any moment of a thread's life, by hooks too. In the thread's first block of such data, wherever
// the library was loaded from: else the first use on a thread calls malloc, which the death pass must not.
[[gnu::tls_model("initial-exec")]] thread_local ThreadState state;

// Takes the thread out of the collector's list as it ends.
struct LeavesAtExit {
  bool armed = false;
  ~LeavesAtExit() {
    if (!armed) return;
    state.attached = false;
    GC_unregister_my_thread();
  }
};
thread_local LeavesAtExit leaves_at_exit;

}  // namespace

void leave_at_thread_exit() { leaves_at_exit.armed = true; }

ThreadState& ThreadState::current() { return state; }

size_t parked_threads() { return parked.load(std::memory_order_relaxed); }

void forget_other_threads() { parked.store(state.parked ? 1 : 0); }

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
  // What a first heap may choose is left to it.
  HeapOptions undecided;
  undecided.initial_heap = 0;
  if (!boehm::initialise(undecided)) return;
  // Asked anew: a host may have taken the thread out.
  thread.attached = GC_thread_is_registered() != 0;
  if (!thread.attached) {
    GC_stack_base base;
    if (GC_get_stack_base(&base) != GC_SUCCESS) return;
    int outcome = GC_register_my_thread(&base);
    if (outcome != GC_SUCCESS && outcome != GC_DUPLICATE) return;
    owns_ = outcome == GC_SUCCESS;
    thread.attached = true;
    // Until the thread is stopped or waits for the first time, bdwgc has the end of its stack for the place where that
    // was, in memory that it scans: a cell that begins there would be kept.
    GC_do_blocking([](void*) -> void* { return nullptr; }, nullptr);
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

}  // namespace

void blocking(Frames frames, void (*f)(void* data), void* data) {
  if (!ThreadScope::current_is_attached()) {
    f(data);
    return;
  }
  boehm::ThreadState& thread = boehm::ThreadState::current();
  if (thread.blocking > 0) {
    f(data);
    return;
  }
  Blocked blocked{f, data};
  thread.blocking++;
  if (frames == Frames::kHoldNone && boehm::kRegistersKnown) {
    // Like in an exact collection: the collector saves this thread's registers among the frames it scans.
    boehm::call_with_frames_hidden([](void* raw) { GC_do_blocking(&run_blocked, raw); }, &blocked);
  } else {
    thread.parked = true;
    boehm::parked.fetch_add(1);
    GC_do_blocking(&run_blocked, &blocked);
    boehm::parked.fetch_sub(1);
    thread.parked = false;
  }
  thread.blocking--;
}

}  // namespace mayfly::gc
