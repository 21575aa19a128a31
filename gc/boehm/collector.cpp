// Sets bdwgc up and listens to it. Each set-up call has its reason beside it.
#include <mayfly/gc/boehm/bdwgc.h>
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/death_pass.h>
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/boehm/kinds.h>
#include <mayfly/gc/boehm/thread_state.h>

#include <pthread.h>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/syscall.h>

namespace mayfly::gc::boehm {

namespace {

// The process's one collector. Never destroyed: hooks can run until the very end.
struct Collector {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;  // guards the set-up, and what heaps ask for; no hook takes it
  bool started_here = false;                          // bdwgc was initialised by Mayfly
  bool ready = false;
  bool host_mode = false;
  bool sized = false;  // the first heap has said how large the process's heap begins
  int held = 0;        // heaps whose allocations must not collect
  GC_stop_func previous_stop = nullptr;
  GC_on_collection_event_proc previous_event = nullptr;
  GC_push_other_roots_proc previous_push = nullptr;
  GC_on_thread_event_proc previous_thread_event = nullptr;
  std::atomic<uint64_t> passes{0};
  uint64_t first_collection = 0;  // bdwgc's count when the hooks were set
  size_t suspended = 0;           // threads stopped for the collection that is under way
  uint64_t announced = 0;         // bdwgc's count, plus 1, when the last marking was announced to us
};

Collector collector;

void on_event(GC_EventType event) {
  switch (event) {
    case GC_EVENT_PRE_STOP_WORLD: collector.suspended = 0; break;
    case GC_EVENT_MARK_START:
      // Earlier events come before bdwgc clears the mark bits.
      mark_free_lists();
      collector.announced = GC_get_gc_no() + 1;
      break;
    case GC_EVENT_MARK_END:
      // bdwgc has counted this collection already. A gap in the counts is one that went by without us.
      if (GC_get_gc_no() != collector.first_collection + collector.passes.load(std::memory_order_relaxed) + 1) {
        abandon_weak_cells(Cells::kUnknown);
        collector.first_collection = GC_get_gc_no() - collector.passes.load(std::memory_order_relaxed) - 1;
      }
      collector.passes.fetch_add(1, std::memory_order_release);
      run_death_pass();
      note_collection(collector.suspended);
      break;
    default: break;
  }
  if (collector.previous_event) collector.previous_event(event);
  if (event == GC_EVENT_MARK_START) forget_blocks_walked();
}

void on_thread_event(GC_EventType event, void* thread) {
  if (event == GC_EVENT_THREAD_SUSPENDED) collector.suspended++;
  if (collector.previous_thread_event) collector.previous_thread_event(event, thread);
}

void push_other_roots() {
  // A handler that does not call ours has taken its place. Nothing has died unseen yet, and nothing weak will.
  if (collector.announced != GC_get_gc_no() + 1) {
    mark_free_lists();
    abandon_weak_cells(Cells::kIntact);
    collector.first_collection++;
  }
  // gc.roots.pushed-first: ours, then the previous hook's (the threads' stacks). After those there is no room for more.
  push_roots();
  if (collector.previous_push) collector.previous_push();
}

// bdwgc takes the thread that initialises it for the process's main thread, with that one's stack, for ever. Another one
// must be announced, and taken out when it ends.
void announce_this_thread() {
  if (syscall(SYS_gettid) == getpid()) return;
  leave_at_thread_exit();
  GC_stack_base base;
  if (GC_get_stack_base(&base) == GC_SUCCESS) GC_set_stackbottom(nullptr, &base);
}

// The child of a fork goes on with the forking thread alone.
void stand_ready_for_fork() {
  pthread_atfork(
      [] {
        pthread_mutex_lock(&collector.mutex);
        HeapCore::before_fork();
      },
      [] {
        HeapCore::after_fork();
        pthread_mutex_unlock(&collector.mutex);
      },
      [] {
        HeapCore::after_fork();
        forget_other_threads();
        pthread_mutex_unlock(&collector.mutex);
      });
}

int stop_held_collection() {
  return ThreadState::current().holds_collections || (collector.previous_stop && collector.previous_stop());
}

Result<> set_up(const HeapOptions& options) {
  if (!collector.started_here) collector.host_mode = GC_is_init_called() || options.host_uses_bdwgc;
  if (!GC_is_init_called()) {
    // The forking thread's runtime goes on in the child.
    GC_set_handle_fork(1);
    if (!collector.host_mode) {
      // Fields of cells hold base addresses only; and a 32-byte object takes 32 bytes, not 48.
      GC_set_all_interior_pointers(0);
      // Data segments are no roots: exactness.
      GC_set_no_dls(1);
    }
    announce_this_thread();
    GC_init();
    collector.started_here = true;
    if (!collector.host_mode) GC_clear_roots();
  }
  if (GC_is_incremental_mode())
    return Error(ErrorKind::kUnsupported,
                 "bdwgc's incremental mode is on (GC_ENABLE_INCREMENTAL in the environment, or GC_enable_incremental): "
                 "Mayfly needs whole collections");
  if (!prepare_death_pass()) return Error::out_of_memory();
  // So that threads may be attached later.
  GC_allow_register_threads();
  // Running out of memory is reported by Mayfly's errors, not on stderr.
  if (!collector.host_mode) GC_set_warn_proc(GC_ignore_warn_proc);
  make_kinds();
  collector.previous_event = GC_get_on_collection_event();
  collector.previous_push = GC_get_push_other_roots();
  collector.previous_thread_event = GC_get_on_thread_event();
  collector.first_collection = GC_get_gc_no();
  GC_set_on_thread_event(&on_thread_event);
  GC_set_push_other_roots(&push_other_roots);
  GC_set_on_collection_event(&on_event);
  // After bdwgc's own fork handlers, so that ours begin first: they take the outer locks.
  stand_ready_for_fork();
  return {};
}

// For the heap that has just grown by so much. bdwgc does not tell where that is; but a block as large has room nowhere
// else, or in a free part of the heap that serves as well.
void ask_for_huge_pages(size_t grown) {
  constexpr uintptr_t kHugePage = uintptr_t{2} << 20;
  const size_t bytes = grown - grown / 16;
  void* const block = GC_malloc_atomic_ignore_off_page(bytes);
  if (!block) return;
  const uintptr_t begin = (reinterpret_cast<uintptr_t>(block) + kHugePage - 1) & ~(kHugePage - 1);
  const uintptr_t end = (reinterpret_cast<uintptr_t>(block) + bytes) & ~(kHugePage - 1);
  if (begin < end) (void)madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
  GC_free(block);
}

}  // namespace

Result<> initialise(const HeapOptions& options) {
  pthread_mutex_lock(&collector.mutex);
  Result<> result;
  if (!collector.ready) {
    result = set_up(options);
    collector.ready = result.has_value();
  } else if (options.host_uses_bdwgc && !collector.host_mode) {
    result =
        Error(ErrorKind::kOptions,
              "heap option host_uses_bdwgc comes too late: the collector was set up without it, by an earlier heap "
              "or ThreadScope");
  }
  if (result && !collector.sized && options.initial_heap > 0) {
    collector.sized = true;
    const size_t have = GC_get_heap_size();
    if (options.initial_heap > have && GC_expand_hp(options.initial_heap - have) && options.huge_pages)
      ask_for_huge_pages(options.initial_heap - have);
  }
  pthread_mutex_unlock(&collector.mutex);
  return result;
}

void expect_held_allocations(int change) {
  pthread_mutex_lock(&collector.mutex);
  int before = collector.held;
  collector.held += change;
  // Only while it is needed: with a stop function, every collection first sweeps all that the last one left.
  if (before == 0) {
    collector.previous_stop = GC_get_stop_func();
    GC_set_stop_func(&stop_held_collection);
  } else if (collector.held == 0 && GC_get_stop_func() == &stop_held_collection) {
    GC_set_stop_func(collector.previous_stop);
  }
  pthread_mutex_unlock(&collector.mutex);
}

bool shared_with_host() { return collector.host_mode; }

void with_lock(void (*f)(void* data), void* data) {
  struct Call {
    void (*f)(void*);
    void* data;
  } call{f, data};
  GC_call_with_alloc_lock(
      [](void* raw) -> void* {
        auto* wanted = static_cast<Call*>(raw);
        wanted->f(wanted->data);
        return nullptr;
      },
      &call);
}

uint64_t passes() { return collector.passes.load(std::memory_order_acquire); }

bool hook_intact() {
  // Both counts change while the world is stopped, so an attached thread sees them agree unless a pass is missing.
  if (GC_get_gc_no() == collector.first_collection + collector.passes.load(std::memory_order_relaxed)) return true;
  bool intact = true;
  with_lock([&] {
    if (GC_get_gc_no() == collector.first_collection + collector.passes.load(std::memory_order_relaxed)) return;
    // A handler that does not call ours has taken its place, and objects died unseen. Nothing weak can be trusted.
    intact = false;
    abandon_weak_cells(Cells::kUnknown);
    collector.first_collection = GC_get_gc_no() - collector.passes.load(std::memory_order_relaxed);
  });
  return intact;
}

void report_sizes(HeapStatistics& statistics) {
  statistics.heap_bytes = GC_get_heap_size();
  statistics.free_bytes = GC_get_free_bytes();
  statistics.collections = passes();
}

}  // namespace mayfly::gc::boehm
