// Thousands of heaps with more than a few roots each gave bdwgc more ranges than its mark stack has entries, and it ended
// the program. A program of its own, since heaps' memory stays for ever.
#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using RootRanges = test::HeapTest;

TEST_F(RootRanges, MayBeMoreThanTheMarkStackHasRoomFor) {
  heap.set_stress(0);
  const size_t count = 2'200;
  Root<test::Node> node(heap, test::Node::create(heap, 8));
  std::vector<std::unique_ptr<gc::Heap>> heaps;
  std::vector<Root<gc::Cell>> roots;
  for (size_t i = 0; i < count; i++) {
    gc::HeapOptions options;
    options.vm_stack_words = 4096;
    auto made = gc::Heap::create(options);
    ASSERT_TRUE(made);
    heaps.push_back(std::move(*made));
    gc::Heap& own = *heaps.back();
    gc::Backing* mine = gc::Backing::create(own, 1);
    mine->words()[0] = test::plain_word(i);
    for (int k = 0; k < 700; k++) roots.emplace_back(own, mine);
    for (int k = 0; k < 1'100; k++) ASSERT_TRUE(own.vm_stack().push_word(test::word_of(mine)));
  }
  CollectReport report = heap.collect_exact();
  EXPECT_TRUE(report.exact) << report.why_not();
  for (size_t i = 0; i < count; i++)
    ASSERT_EQ(static_cast<gc::Backing*>(roots[i * 700].get())->words()[0], test::plain_word(i));
  EXPECT_EQ(node->id(), 8u);
}

}  // namespace
}  // namespace mayfly
