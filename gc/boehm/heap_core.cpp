#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/heap_core.h>

#include <pthread.h>

#include <new>

namespace mayfly::gc {

namespace {

// Cores are never freed: hooks and handles may look at them at any time.
std::atomic<HeapCore*> cores[HeapCore::kMaxHeaps];
std::atomic<uint32_t> top_id{0};
std::atomic<uint64_t> times_taken{0};
pthread_mutex_t pool_mutex = PTHREAD_MUTEX_INITIALIZER;

}  // namespace

HeapCore* HeapCore::with_id(uint32_t id) {
  return id < kMaxHeaps ? cores[id].load(std::memory_order_acquire) : nullptr;
}

uint32_t HeapCore::highest() { return top_id.load(std::memory_order_acquire); }

bool HeapCore::is_only_one() { return times_taken.load(std::memory_order_relaxed) == 1; }

HeapCore* HeapCore::take(Heap& owner, uint32_t& id) {
  HeapCore* taken = nullptr;
  pthread_mutex_lock(&pool_mutex);
  for (id = 1; id < kMaxHeaps; id++) {
    HeapCore* core = cores[id].load(std::memory_order_relaxed);
    if (core && core->heap) continue;
    if (!core) {
      core = new (std::nothrow) HeapCore();
      if (!core) break;
      cores[id].store(core, std::memory_order_release);
      if (id > top_id.load(std::memory_order_relaxed)) top_id.store(id, std::memory_order_release);
    }
    core->heap = &owner;
    times_taken.fetch_add(1, std::memory_order_relaxed);
    taken = core;
    break;
  }
  pthread_mutex_unlock(&pool_mutex);
  return taken;
}

void HeapCore::give_back() {
  roots.clear_all();
  boehm::with_lock([&] {
    active.store(false, std::memory_order_release);
    weak.reset();
    ephemerons.reset();
    finalizable_count = 0;
    for (CellQueue* queue : {&finalizers, &releases}) {
      queue->head.store(0);
      queue->tail.store(0);
    }
    // No pop can be under way: the owner is here. What was on the lists is garbage.
    lists = {};
    spare = {};
    due_flag.store(0);
  });
  stack.unmap();
  made_before = 0;
  live_before = bytes_since_count = live_bytes = 0;
  hook_lost = false;
  pthread_mutex_lock(&pool_mutex);
  heap = nullptr;
  pthread_mutex_unlock(&pool_mutex);
}

void HeapCore::before_fork() {
  pthread_mutex_lock(&pool_mutex);
  for (uint32_t id = 1; id <= highest(); id++)
    if (HeapCore* core = with_id(id)) core->roots.lock();
}

void HeapCore::after_fork() {
  for (uint32_t id = 1; id <= highest(); id++)
    if (HeapCore* core = with_id(id)) core->roots.unlock();
  pthread_mutex_unlock(&pool_mutex);
}

}  // namespace mayfly::gc
