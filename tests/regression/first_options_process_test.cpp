// A ThreadScope that came before the first heap decided for it: the size of the process's heap, and that the host does not
// use bdwgc, which nobody was told.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>
#include <support/test_heap.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

TEST(FirstHeap, DecidesTheSizeEvenAfterAThreadScope) {
  ThreadScope scope;
  ASSERT_TRUE(scope.attached());
  gc::HeapOptions options;
  options.initial_heap = 80u << 20;
  std::unique_ptr<gc::Heap> heap = test::make_test_heap(options);
  const size_t bytes = heap->statistics().heap_bytes;
  EXPECT_GE(bytes, size_t{80} << 20);
  options.initial_heap = 500u << 20;
  std::unique_ptr<gc::Heap> second = test::make_test_heap(options);
  EXPECT_EQ(second->statistics().heap_bytes, bytes) << "the first heap's value counts";
}

TEST(FirstHeap, IsTheLastThatCanSayThatTheHostUsesBdwgc) {
  gc::HeapOptions options;
  options.host_uses_bdwgc = true;
  Result<std::unique_ptr<gc::Heap>> made = gc::Heap::create(options);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), ErrorKind::kOptions);
  EXPECT_EQ(made.error().message(),
            "heap option host_uses_bdwgc comes too late: the collector was set up without it, by an earlier heap or "
            "ThreadScope");
}

}  // namespace
}  // namespace mayfly
