// Two threads that made a heap at the same time could be given the same one.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using HeapsMadeTogether = test::HeapTest;

TEST_F(HeapsMadeTogether, AreDifferent) {
  const size_t rounds = test::scaled(heap, 300, 20);
  std::atomic<size_t> arrived{0};
  constexpr size_t kThreads = 3;
  std::atomic<gc::RootTable*> tables[kThreads] = {};
  std::vector<std::thread> threads;
  std::atomic<size_t> clashes{0};
  for (size_t t = 0; t < kThreads; t++) {
    threads.emplace_back([&, t] {
      ThreadScope attached;
      for (size_t round = 1; round <= rounds; round++) {
        arrived++;
        while (arrived < (2 * round - 1) * kThreads) std::this_thread::yield();
        std::unique_ptr<gc::Heap> own = test::make_test_heap();
        tables[t] = &own->roots();
        arrived++;
        while (arrived < 2 * round * kThreads) std::this_thread::yield();
        for (size_t other = 0; other < kThreads; other++)
          if (other != t && tables[other] == tables[t]) clashes++;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(clashes, 0u);
}

}  // namespace
}  // namespace mayfly
