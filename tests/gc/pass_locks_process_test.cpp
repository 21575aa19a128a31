// The death pass calls no malloc and takes no lock: a stopped thread may own any (gc.pass.no-malloc-no-lock).
//
// A program of its own, since it puts itself between the hooks and the C library: while one of Mayfly's hooks runs, every
// call of malloc on that thread is counted, and a call that takes a mutex ends the program, before it hangs. The same is
// tried in earnest, with a thread that is stopped inside malloc again and again; with one arena, as here, a pass that
// called malloc would hang for good.
#include <mayfly/gc/boehm/marker.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>
#include <support/shared_library.h>
#include <support/test_cells.h>
#include <support/test_ephemerons.h>

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <string_view>
#include <thread>

#include <dlfcn.h>
#include <malloc.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define MALLOC_IS_TAKEN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MALLOC_IS_TAKEN 1
#endif
#endif

namespace {

std::atomic<const void*> hook_thread{nullptr};  // the thread that runs one of Mayfly's hooks
std::atomic<size_t> violations{0};
std::atomic<size_t> hooks_seen{0};
std::atomic<bool> waits_for_ever{false};  // in a hook that bdwgc called, with its lock

[[maybe_unused]] bool note_call() {
  if (hook_thread.load(std::memory_order_relaxed) != mayfly::ThreadScope::current_id()) return false;
  violations++;
  return true;
}
[[maybe_unused]] void note_lock() {
  if (!note_call() || !waits_for_ever) return;
  constexpr std::string_view kMessage = "a hook takes a lock\n";
  [[maybe_unused]] ssize_t written = write(STDERR_FILENO, kMessage.data(), kMessage.size());
  std::abort();
}

}  // namespace

#ifndef MALLOC_IS_TAKEN

extern "C" {

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* memory, size_t size);
void __libc_free(void* memory);

void* malloc(size_t size) {
  note_call();
  return __libc_malloc(size);
}
void* calloc(size_t count, size_t size) {
  note_call();
  return __libc_calloc(count, size);
}
void* realloc(void* memory, size_t size) {
  note_call();
  return __libc_realloc(memory, size);
}
void free(void* memory) {
  note_call();
  __libc_free(memory);
}

static int (*real_lock)(pthread_mutex_t*);
static int (*real_trylock)(pthread_mutex_t*);

[[gnu::constructor]] static void find_locks() {
  real_lock = reinterpret_cast<int (*)(pthread_mutex_t*)>(dlsym(RTLD_NEXT, "pthread_mutex_lock"));
  real_trylock = reinterpret_cast<int (*)(pthread_mutex_t*)>(dlsym(RTLD_NEXT, "pthread_mutex_trylock"));
}

int pthread_mutex_lock(pthread_mutex_t* mutex) {
  note_lock();
  if (!real_lock) find_locks();
  return real_lock(mutex);
}
int pthread_mutex_trylock(pthread_mutex_t* mutex) {
  note_lock();
  if (!real_trylock) find_locks();
  return real_trylock(mutex);
}

}  // extern "C"

#endif

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestEphemerons;
using test::TestPair;
using test::TestReference;

GC_on_collection_event_proc event_hook;
GC_push_other_roots_proc push_hook;

// Puts itself in between: bdwgc calls these hooks, these call Mayfly's.
void watch_hooks() {
  event_hook = GC_get_on_collection_event();
  push_hook = GC_get_push_other_roots();
  GC_set_on_collection_event([](GC_EventType event) {
    hooks_seen++;
    hook_thread = ThreadScope::current_id();
    waits_for_ever = true;
    event_hook(event);
    waits_for_ever = false;
    hook_thread = nullptr;
  });
  GC_set_push_other_roots([] {
    hooks_seen++;
    hook_thread = ThreadScope::current_id();
    waits_for_ever = true;
    push_hook();
    waits_for_ever = false;
    hook_thread = nullptr;
  });
  violations = 0;
}

class PassLocks : public test::HeapTest {
 protected:
  void SetUp() override { watch_hooks(); }
  void TearDown() override {
    GC_set_on_collection_event(event_hook);
    GC_set_push_other_roots(push_hook);
    gc::Marker::limit_work_for_testing(gc::Marker::kWorkCells);
  }

  // A heap in which every part of the pass has something to do.
  void make_work(size_t count) {
    Root<TestEphemerons> table(heap, TestEphemerons::create(heap));
    Root<TestEphemerons> late(heap, TestEphemerons::create(heap, TestEphemerons::KeyDeath::kAfterFinalizers));
    Root<Node> function(heap, Node::create(heap));
    for (uint64_t i = 0; i < count; i++) {
      Root<Node> node(heap, i % 5 ? Node::create(heap, i) : Node::create_releasable(heap, i, released));
      for (auto& edge : node->edges) edge = Node::create(heap, i);
      ASSERT_TRUE(table->set(heap, *node, test::word_of(Node::create(heap, i))));
      ASSERT_TRUE(late->set(heap, *node, test::word_of(Node::create(heap, i))));
      references.emplace_back(heap, TestReference::create(heap, *node, plain_word(i)));
      references.emplace_back(heap, TestPair::create(heap, *node, *function, plain_word(i)));
      if (i % 3 == 0) references.pop_back();
      if (i % 2) {
        ASSERT_TRUE(heap.register_finalizable(*node, true));
      }
      if (i % 7 == 0) kept.push_back(node);
    }
    kept.emplace_back(heap, nullptr);
    tables.push_back(table);
    tables.push_back(late);
  }
  void drop_some(size_t every) {
    for (size_t i = 0; i < kept.size(); i += every) kept[i].reset();
  }

  std::vector<uint64_t> released;
  std::vector<Root<gc::WeakReference>> references;
  std::vector<Root<Node>> kept;
  std::vector<Root<TestEphemerons>> tables;
};

TEST_F(PassLocks, AreNoticedByThisTest) {
#ifdef MALLOC_IS_TAKEN
  GTEST_SKIP() << "the address sanitizer has malloc";
#endif
  hook_thread = ThreadScope::current_id();
  void* volatile memory = malloc(100);
  free(memory);
  GC_call_with_alloc_lock([](void*) -> void* { return nullptr; }, nullptr);
  hook_thread = nullptr;
  EXPECT_GE(violations, 2u);
}

TEST_F(PassLocks, AreNotTaken) {
#ifdef MALLOC_IS_TAKEN
  GTEST_SKIP() << "the address sanitizer has malloc";
#endif
  // bdwgc locks in earnest only once there has been a second thread.
  std::atomic<bool> stop{false};
  std::thread other([&] {
    ThreadScope attached;
    while (!stop) std::this_thread::yield();
  });
  for (size_t limit : {gc::Marker::kWorkCells, size_t{3}}) {
    gc::Marker::limit_work_for_testing(limit);
    make_work(test::scaled(heap, limit > 3 ? 5'000 : 300, 30));
    const size_t seen = hooks_seen;
    heap.collect();
    drop_some(2);
    heap.collect();
    references.resize(references.size() / 2);
    drop_some(3);
    heap.collect();
    test::drain_callbacks(heap);
    test::drain_finalizers(heap);
    test::drain_releases(heap);
    heap.collect();
    EXPECT_GE(hooks_seen, seen + 12);
  }
  EXPECT_EQ(violations, 0u);
  stop = true;
  other.join();
}

TEST_F(PassLocks, OfAThreadThatIsStoppedInsideMallocDoNotMatter) {
  mallopt(M_ARENA_MAX, 1);
  const size_t collections = test::scaled(heap, 1'500, 20);
  std::atomic<bool> stop{false};
  std::atomic<size_t> allocations{0};
  std::thread other([&] {
    ThreadScope attached;
    std::vector<void*> held(64);
    uint64_t random = 1;
    while (!stop) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      void*& place = held[(random >> 33) % held.size()];
      free(place);
      place = malloc(2'000 + (random >> 40) % 6'000);
      allocations++;
    }
    for (void* memory : held) free(memory);
  });
  while (allocations == 0) std::this_thread::yield();
  for (size_t i = 0; i < collections; i++) {
    if (i % 100 == 0) make_work(test::scaled(heap, 500, 10));
    if (i % 100 == 50) drop_some(2);
    heap.collect();
    if (i % 10 == 0) {
      test::drain_callbacks(heap);
      test::drain_finalizers(heap);
      test::drain_releases(heap);
    }
  }
  stop = true;
  other.join();
  EXPECT_EQ(violations, 0u);
}

// What is local to a thread must not be allocated when the pass first asks for it, in a library that was loaded late.
TEST(PassLocksOfTheSharedLibrary, AreNotTakenOnAThreadThatNeverRanIt) {
#ifdef MALLOC_IS_TAKEN
  GTEST_SKIP() << "the address sanitizer has malloc";
#endif
  if (!test::SharedLibrary::path()) GTEST_SKIP() << "MAYFLY_SHARED_LIBRARY names no library";
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        test::SharedLibrary library;
        library.make_heap();
        watch_hooks();
        pthread_t thread;
        GC_pthread_create(
            &thread, nullptr,
            [](void*) -> void* {
              GC_gcollect();
              return nullptr;
            },
            nullptr);
        GC_pthread_join(thread, nullptr);
        std::exit(violations == 0 && hooks_seen > 0 ? 0 : 1);
      },
      ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace mayfly
