// The end of a blocking() inside another ended the outer one too, as far as the collector knew.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using ParkedThreads = test::HeapTest;

TEST_F(ParkedThreads, StayParkedWhenAnInnerBlockingHasEnded) {
  std::atomic<int> stage{0};
  std::thread other([&] {
    ThreadScope attached;
    gc::blocking(gc::Frames::kHoldNone, [&] {
      gc::blocking(gc::Frames::kHoldNone, [] {});
      stage = 1;
      while (stage != 2) std::this_thread::yield();
    });
  });
  while (stage != 1) std::this_thread::yield();
  CollectReport report = heap.collect_exact();
  EXPECT_TRUE(report.exact) << report.why_not();
  stage = 2;
  other.join();
}

}  // namespace
}  // namespace mayfly
