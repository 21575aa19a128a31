// What a collection's report counts, against a walk over the cells: while the process has had one heap, when it counts
// marks alone, and afterwards. A program of its own, since that heap must be the first.
#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using test::Node;

struct Walked {
  size_t cells = 0;
  size_t bytes = 0;
};

Walked walk(gc::Heap& heap) {
  Walked walked;
  heap.walk(
      [](gc::Cell&, size_t bytes, void* data) {
        auto& found = *static_cast<Walked*>(data);
        found.cells++;
        found.bytes += bytes;
      },
      &walked);
  return walked;
}

// So many chained nodes, beside as many that die, and cells of other sizes and memories.
Root<Node> fill(gc::Heap& heap, size_t count) {
  Root<Node> last(heap, Node::create(heap, 1));
  for (size_t i = 1; i < count; i++) {
    Node* next = Node::create(heap, i);
    next->edges[0] = last.get();
    last = Root<Node>(heap, next);
    (void)Node::create(heap, i);
    (void)gc::Backing::create_leaf(heap, i % 400);
    next->edges[1] = gc::Backing::create(heap, i % 300);
  }
  return last;
}

void expect_counts_to_agree(gc::Heap& heap) {
  const gc::CollectReport report = heap.collect_exact();
  const Walked walked = walk(heap);
  EXPECT_EQ(report.live, walked.cells);
  EXPECT_EQ(report.live_bytes, walked.bytes);
}

class CountLive : public test::HeapTest {};

// In one test: the second heap comes after the first.
TEST_F(CountLive, AgreesWithAWalkInTheFirstHeapAndWithOthers) {
  const size_t count = test::scaled(heap, 5000, 50);
  expect_counts_to_agree(heap);
  Root<Node> chain = fill(heap, count);
  const gc::CollectReport full = heap.collect_exact();
  EXPECT_EQ(full.live, count * 2 - 1);
  EXPECT_GE(full.collected, (count - 1) * 2);
  expect_counts_to_agree(heap);

  // Cells wait on other lists meanwhile.
  heap.set_fail_every(1000000);
  EXPECT_NE(Node::create(heap, 1), nullptr);
  expect_counts_to_agree(heap);
  heap.set_fail_every(0);

  const size_t live = heap.collect_exact().live;
  auto other = test::make_test_heap();
  Root<Node> theirs = fill(*other, count);
  expect_counts_to_agree(heap);
  expect_counts_to_agree(*other);
  EXPECT_EQ(heap.collect_exact().live, live);
  theirs.reset();
  other.reset();
  chain.reset();
  expect_counts_to_agree(heap);
  EXPECT_EQ(heap.collect_exact().live, 0u);
}

}  // namespace
}  // namespace mayfly
