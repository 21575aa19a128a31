// Allocations collected although their heap had automatic collections disabled. A program of its own, since its heap grows
// large.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using gc::Backing;

class DisabledCollections : public test::HeapTest {};

TEST_F(DisabledCollections, AreNotTriggeredByAllocation) {
  heap.set_stress(0);
  heap.disable_automatic();
  heap.disable_automatic();
  heap.enable_automatic();
  EXPECT_FALSE(heap.automatic_enabled());
  const uint64_t before = gc::Heap::collection_count();
  // More than a collection's worth of garbage, small and large.
  const size_t megabytes = 64;
  for (size_t i = 0; i < megabytes * 128; i++) ASSERT_NE(Backing::create(heap, 1000), nullptr);
  for (size_t i = 0; i < megabytes * 1024; i++) ASSERT_NE(Backing::create(heap, 62), nullptr);
  EXPECT_EQ(gc::Heap::collection_count(), before);
  heap.collect();  // asked for, it works
  EXPECT_EQ(gc::Heap::collection_count(), before + 1);
  heap.enable_automatic();
  for (size_t i = 0; i < megabytes * 1024 && gc::Heap::collection_count() == before + 1; i++)
    Backing::create(heap, 500);
  EXPECT_GT(gc::Heap::collection_count(), before + 1);
}

// Disabled per heap, although bdwgc's heap is the process's: another heap's allocations still collect.
TEST_F(DisabledCollections, AreOnesOwnAlone) {
  heap.disable_automatic();
  std::atomic<bool> stop{false};
  std::thread other([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    const uint64_t before = gc::Heap::collection_count();
    while (gc::Heap::collection_count() < before + 3) ASSERT_NE(Backing::create(*own, 500), nullptr);
    stop = true;
  });
  while (!stop) ASSERT_NE(Backing::create(heap, 100), nullptr);
  gc::blocking(gc::Frames::kHoldNone, [&] { other.join(); });
  heap.enable_automatic();
}

TEST_F(DisabledCollections, DoNotOutliveTheirHeap) {
  std::unique_ptr<gc::Heap> own = test::make_test_heap();
  EXPECT_EQ(GC_get_stop_func()(), 0);
  own->disable_automatic();
  GC_stop_func while_disabled = GC_get_stop_func();
  heap.disable_automatic();
  own.reset();
  EXPECT_EQ(GC_get_stop_func(), while_disabled);
  heap.enable_automatic();
  EXPECT_NE(GC_get_stop_func(), while_disabled);
}

}  // namespace
}  // namespace mayfly
