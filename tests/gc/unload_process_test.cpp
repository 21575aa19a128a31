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

TEST(Exit, MayComeWhileAThreadAllocatesAndCollects) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  for (bool collects : {false, true}) {
    EXPECT_EXIT(
        {
          std::unique_ptr<gc::Heap> heap = test::make_test_heap();
          static std::atomic<int> started;
          std::thread([collects] {
            ThreadScope attached;
            std::unique_ptr<gc::Heap> own = test::make_test_heap();
            for (uint64_t i = 0;; i++) {
              Root<test::Node> node(*own, test::Node::create(*own, i));
              test::TestReference::create(*own, *node, test::plain_word(1));
              if (collects && i % 100 == 0) own->collect();
              started++;
            }
          }).detach();
          while (started < 200) std::this_thread::yield();
          std::exit(0);
        },
        ::testing::ExitedWithCode(0), "");
  }
}

}  // namespace
}  // namespace mayfly
