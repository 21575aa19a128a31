// A limit that was set while automatic collections were disabled was reached at once. A program of its own: setting a limit
// collects with the stack scanned, and a stale word there may lead to all that earlier tests made.
#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using HeapLimit = test::HeapTest;

TEST_F(HeapLimit, SetWhileCollectionsAreDisabledLeavesRoom) {
  heap.set_stress(0);
  heap.disable_automatic();
  for (int i = 0; i < 1'000; i++) ASSERT_NE(gc::Backing::create(heap, 1'000), nullptr);
  heap.set_heap_limit(1 << 20);
  std::vector<Root<gc::Backing>> held;
  for (int i = 0; i < 50; i++) {
    held.emplace_back(heap, gc::Backing::create(heap, 1'000));
    ASSERT_TRUE(held.back()) << i;
  }
  heap.enable_automatic();
}

}  // namespace
}  // namespace mayfly
