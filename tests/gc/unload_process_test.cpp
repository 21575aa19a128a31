// The shared library outlives dlclose, since bdwgc keeps pointers to its hooks; and a program may end while a thread is
// still at work in it. Each case is a process of its own. The library is named by MAYFLY_SHARED_LIBRARY.
//
// This program itself is linked with the static library; of the shared one it calls only what it finds by name.
#include <mayfly/gc/heap.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include <dlfcn.h>

namespace mayfly {
namespace {

const char* library_path() { return std::getenv("MAYFLY_SHARED_LIBRARY"); }

class SharedLibrary {
 public:
  SharedLibrary() : handle_(dlopen(library_path(), RTLD_NOW | RTLD_LOCAL)) {
    if (!handle_) std::fprintf(stderr, "%s\n", dlerror());
  }
  // Never destroyed: that would be the static library's destructor.
  gc::Heap* make_heap() {
    using Create = Result<std::unique_ptr<gc::Heap>> (*)(const gc::HeapOptions&);
    auto create = reinterpret_cast<Create>(dlsym(handle_, "_ZN6mayfly2gc4Heap6createERKNS0_11HeapOptionsE"));
    if (!create) std::_Exit(2);
    auto* made = new Result<std::unique_ptr<gc::Heap>>(create({}));
    if (!*made) std::_Exit(3);
    return (**made).get();
  }
  bool collects(gc::Heap* heap) {
    auto collect = reinterpret_cast<CollectReport (*)(gc::Heap*)>(dlsym(handle_, "_ZN6mayfly2gc4Heap7collectEv"));
    const uint64_t before = GC_get_gc_no();
    return collect && !collect(heap).has(gc::Inexact::kNotCollected) && GC_get_gc_no() == before + 1;
  }
  void close() { dlclose(handle_); }

 private:
  void* handle_;
};

class Unloading : public ::testing::Test {
 protected:
  void SetUp() override {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    if (!library_path()) GTEST_SKIP() << "MAYFLY_SHARED_LIBRARY names no library";
  }
};

TEST_F(Unloading, LeavesTheHooksInPlace) {
  EXPECT_EXIT(
      {
        SharedLibrary library;
        gc::Heap* heap = library.make_heap();
        if (!library.collects(heap)) std::_Exit(4);
        library.close();
        for (int i = 0; i < 3; i++) GC_gcollect();
        std::exit(0);
      },
      ::testing::ExitedWithCode(0), "");
}

TEST_F(Unloading, IsUndoneByLoadingAgain) {
  EXPECT_EXIT(
      {
        for (int i = 0; i < 3; i++) {
          SharedLibrary library;
          if (!library.collects(library.make_heap())) std::_Exit(4);
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
