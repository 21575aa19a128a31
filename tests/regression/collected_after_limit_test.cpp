// What a collection at the heap limit found dead was missing from the next report.
#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using HeapLimit = test::HeapTest;

TEST_F(HeapLimit, DoesNotDisturbTheCountOfWhatWasCollected) {
  heap.set_stress(0);
  heap.collect_exact();
  heap.set_heap_limit(1 << 20);
  const size_t count = 40'000;
  for (size_t i = 0; i < count; i++) ASSERT_NE(test::Node::create(heap), nullptr);
  EXPECT_EQ(heap.collect_exact().collected, count);
}

}  // namespace
}  // namespace mayfly
