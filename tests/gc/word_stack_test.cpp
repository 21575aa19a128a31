// WordStack: the words below the top are roots, and no others.
#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::word_of;

class WordStacks : public test::HeapTest {
 protected:
  gc::WordStack& stack = heap.vm_stack();
  // Pushes a fresh node, held by the stack alone.
  gc::WeakHandle push_node(uint64_t id = 0) {
    Node* node = Node::create(heap, id);
    EXPECT_TRUE(stack.push_word(word_of(node)));
    return heap.weak_table().handle_for(*node);
  }
};

TEST_F(WordStacks, KeepWhatIsBelowTheTop) {
  std::vector<gc::WeakHandle> nodes;
  for (uint64_t i = 0; i < 10; i++) {
    nodes.push_back(push_node(i));
    ASSERT_TRUE(stack.push_word(plain_word(i)));
  }
  heap.collect_exact();
  for (uint64_t i = 0; i < 10; i++) EXPECT_EQ(static_cast<Node*>(nodes[i].get())->id(), i);
  // Popped words are no roots, whatever they still hold.
  stack.pop_to(stack.base() + 6);
  heap.collect_exact();
  for (size_t i = 0; i < 10; i++) EXPECT_EQ(nodes[i].get() != nullptr, i < 3) << i;
  EXPECT_EQ(stack.used(), 6u);
  stack.pop_to(stack.base());
  heap.collect_exact();
  for (const auto& node : nodes) EXPECT_EQ(node.get(), nullptr);
}

TEST_F(WordStacks, GiveZeroedRoom) {
  for (uint64_t i = 0; i < 5; i++) ASSERT_TRUE(stack.push_word(plain_word(i)));
  stack.pop_to(stack.base());
  uint64_t* words = stack.push(5);
  ASSERT_EQ(words, stack.base());
  for (int i = 0; i < 5; i++) EXPECT_EQ(words[i], 0u);
  EXPECT_EQ(stack.top(), words + 5);
}

TEST_F(WordStacks, PublishInTwoSteps) {
  uint64_t* words = stack.room(2);
  ASSERT_NE(words, nullptr);
  EXPECT_EQ(stack.used(), 0u);
  Root<Node> node(heap, Node::create(heap, 1));
  gc::WeakHandle watch = heap.weak_table().handle_for(*node);
  words[0] = node.word();
  words[1] = plain_word(2);
  stack.publish(words + 2);
  node.reset();
  heap.collect_exact();
  EXPECT_EQ(watch.get(), reinterpret_cast<gc::Cell*>(words[0]));
}

TEST_F(WordStacks, AreFullAtTheirCapacity) {
  gc::HeapOptions options;
  options.vm_stack_words = 100;
  std::unique_ptr<gc::Heap> own = test::make_test_heap(options);
  gc::WordStack& small = own->vm_stack();
  EXPECT_EQ(small.capacity(), 100u);
  ASSERT_NE(small.push(98), nullptr);
  EXPECT_EQ(small.push(3), nullptr);
  EXPECT_EQ(small.room(3), nullptr);
  EXPECT_NE(small.room(2), nullptr);
  EXPECT_TRUE(small.push_word(1));
  EXPECT_TRUE(small.push_word(1));
  EXPECT_FALSE(small.push_word(1));
  EXPECT_EQ(small.push(1), nullptr);
  volatile size_t huge = SIZE_MAX;  // a compiler that saw the constant would warn of the loop that is never entered
  EXPECT_EQ(small.push(huge), nullptr);
  EXPECT_EQ(small.used(), 100u);
  small.pop_to(small.base());
  EXPECT_NE(small.push(100), nullptr);
}

TEST_F(WordStacks, HoldDeepStacks) {
  const size_t depth = test::scaled(heap, 100'000, 500);
  std::vector<gc::WeakHandle> nodes;
  for (uint64_t i = 0; i < depth; i++) nodes.push_back(push_node(i));
  CollectReport report = heap.collect_exact();
  EXPECT_EQ(report.live, depth);
  stack.pop_to(stack.base() + depth / 2);
  EXPECT_EQ(heap.collect_exact().live, depth / 2);
}

}  // namespace
}  // namespace mayfly
