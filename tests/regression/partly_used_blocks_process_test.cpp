// The dead cells of blocks that were still partly in use were not used again before the heap was exhausted for the first
// time. A program of its own, so that it has a heap that never was.
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <algorithm>

namespace mayfly {
namespace {

using test::Node;

using PartlyUsedBlocks = test::HeapTest;

TEST_F(PartlyUsedBlocks, AreUsedAgainAfterACollection) {
  heap.set_stress(0);
  // Every tenth cell stays.
  std::vector<Root<Node>> kept;
  std::vector<uint64_t> used;
  constexpr size_t kCells = 20'000;
  for (size_t i = 0; i < kCells; i++) {
    Node* node = Node::create(heap, i);
    used.push_back(~test::word_of(node));
    if (i % 10 == 0) kept.emplace_back(heap, node);
  }
  std::sort(used.begin(), used.end());
  heap.collect_exact();
  size_t again = 0;
  for (size_t i = 0; i < kCells / 2; i++)
    again += std::binary_search(used.begin(), used.end(), ~test::word_of(Node::create(heap, i)));
  EXPECT_GT(again, kCells / 2 * 9 / 10);
}

}  // namespace
}  // namespace mayfly
