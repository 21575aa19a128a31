// Cells too large for free lists were not counted towards the heap limit.
#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using HeapLimit = test::HeapTest;

TEST_F(HeapLimit, CountsLargeCells) {
  heap.set_stress(0);
  heap.set_heap_limit(2 << 20);
  std::vector<Root<gc::Backing>> held;
  for (;;) {
    held.emplace_back(heap, gc::Backing::create(heap, 12'000));
    if (!held.back()) break;
    ASSERT_LE(held.size() * 12'000 * 8, size_t{2} << 20);
  }
  EXPECT_EQ(heap.allocation_error().kind(), ErrorKind::kOutOfMemory);
}

}  // namespace
}  // namespace mayfly
