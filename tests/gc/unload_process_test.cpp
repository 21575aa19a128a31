// The shared library outlives dlclose, since bdwgc keeps pointers to its hooks; and a program may end while a thread is
// still at work in it. Each case is a process of its own. The library is named by MAYFLY_SHARED_LIBRARY.
//
// This program itself is linked with the static library; of the shared one it calls only what it finds by name.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>
#include <support/shared_library.h>
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include <sys/resource.h>

namespace mayfly {
namespace {

using test::SharedLibrary;

class Unloading : public ::testing::Test {
 protected:
  void SetUp() override {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    if (!SharedLibrary::path()) GTEST_SKIP() << "MAYFLY_SHARED_LIBRARY names no library";
  }
};

TEST_F(Unloading, LeavesTheHooksInPlace) {
  EXPECT_EXIT(
      {
        SharedLibrary library;
        gc::Heap* heap = library.make_heap();
        if (library.collect(heap).has(gc::Inexact::kNotCollected)) std::_Exit(6);
        library.close();
        for (int i = 0; i < 3; i++) GC_gcollect();
        std::exit(0);
      },
      ::testing::ExitedWithCode(0), "");
}

TEST_F(Unloading, IsUndoneByLoadingAgain) {
  EXPECT_EXIT(
      {
        // Where the rule is broken, hooks that chain to themselves would run for ever.
        rlimit seconds;
        seconds.rlim_cur = seconds.rlim_max = 20;
        setrlimit(RLIMIT_CPU, &seconds);
        for (int i = 0; i < 3; i++) {
          SharedLibrary library;
          if (library.collect(library.make_heap()).has(gc::Inexact::kNotCollected)) std::_Exit(6);
          library.close();
        }
        std::exit(0);
      },
      ::testing::ExitedWithCode(0), "");
}

// A collection on a thread on which the library has never run.
TEST_F(Unloading, MayBeFollowedByCollectionsOnAnyThread) {
  EXPECT_EXIT(
      {
        SharedLibrary library;
        library.make_heap();
        library.close();
        pthread_t thread;
        GC_pthread_create(
            &thread, nullptr,
            [](void*) -> void* {
              for (int i = 0; i < 3; i++) GC_gcollect();
              return nullptr;
            },
            nullptr);
        GC_pthread_join(thread, nullptr);
        std::exit(0);
      },
      ::testing::ExitedWithCode(0), "");
}

// --- exit ---

std::atomic<size_t> rounds{0};
std::atomic<bool> at_work{false};

// The first that is registered runs last: after every static destructor of the program's, while the thread is at work.
[[gnu::constructor(101)]] void wait_after_static_destruction() {
  std::atexit([] {
    if (!at_work) return;
    const size_t enough = rounds + 1'000;
    while (rounds < enough) std::this_thread::yield();
  });
}

// Makes nodes and weak references for ever, and looks whether those that it holds are what they were.
[[noreturn]] void work(bool collects) {
  ThreadScope attached;
  std::unique_ptr<gc::Heap> own = test::make_test_heap();
  constexpr size_t kHeld = 500;
  std::vector<Root<test::Node>> held(kHeld);
  std::vector<uint64_t> ids(kHeld);
  for (uint64_t i = 1;; i++) {
    const size_t at = i % kHeld;
    if (held[at] && held[at]->id() != ids[at]) std::_Exit(7);
    held[at] = Root<test::Node>(*own, test::Node::create(*own, i));
    ids[at] = i;
    test::TestReference::create(*own, *held[at], test::plain_word(1));
    if (collects && i % 100 == 0) own->collect();
    rounds++;
  }
}

TEST(Exit, MayComeWhileAThreadAllocatesAndCollects) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  for (bool collects : {false, true}) {
    EXPECT_EXIT(
        {
          std::unique_ptr<gc::Heap> heap = test::make_test_heap();
          std::thread(work, collects).detach();
          while (rounds < 200) std::this_thread::yield();
          at_work = true;
          std::exit(0);
        },
        ::testing::ExitedWithCode(0), "");
  }
}

}  // namespace
}  // namespace mayfly
