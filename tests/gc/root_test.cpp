// Root: keeps its object, on any thread's hands, until it or its heap is gone.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <string>
#include <thread>

namespace mayfly {
namespace {

using test::Node;
using test::TestReference;

class Roots : public test::HeapTest {
 protected:
  Root<Node> make_node(uint64_t id = 0) { return Root<Node>(heap, Node::create(heap, id)); }
  gc::WeakHandle watch(const Root<Node>& node) { return heap.weak_table().handle_for(*node); }
};

TEST_F(Roots, KeepTheirObjectUntilTheyAreDropped) {
  Root<Node> root = make_node(1);
  gc::WeakHandle node = watch(root);
  heap.collect_exact();
  EXPECT_EQ(node.get(), root.get());
  EXPECT_EQ(root->id(), 1u);
  EXPECT_EQ((*root).id(), 1u);
  root.reset();
  EXPECT_FALSE(root);
  EXPECT_EQ(root.get(), nullptr);
  heap.collect_exact();
  EXPECT_EQ(node.get(), nullptr);
}

TEST_F(Roots, MayBeNull) {
  Root<Node> root;
  Root<Node> null = nullptr;
  Root<Node> of_null(heap, nullptr);
  EXPECT_FALSE(root);
  EXPECT_FALSE(null);
  EXPECT_FALSE(of_null);
  EXPECT_EQ(root, of_null);
  EXPECT_STREQ(root.file(), "");
  EXPECT_EQ(root.line(), 0);
  root.reset();
  Root<Node> copy = root;
  EXPECT_FALSE(copy);
  EXPECT_EQ(heap.statistics().roots, 0u);
}

TEST_F(Roots, AreCopiedAndMoved) {
  Root<Node> root = make_node(1);
  gc::WeakHandle node = watch(root);
  Root<Node> copy = root;
  EXPECT_EQ(copy, root);
  EXPECT_EQ(heap.statistics().roots, 2u);
  Root<Node> moved = std::move(root);
  EXPECT_FALSE(root);  // NOLINT(bugprone-use-after-move): what a moved-from Root is
  EXPECT_EQ(heap.statistics().roots, 2u);
  moved.reset();
  heap.collect_exact();
  EXPECT_EQ(node.get(), copy.get());
  moved = copy;
  copy = make_node(2);
  EXPECT_NE(moved, copy);
  moved = std::move(copy);
  EXPECT_EQ(moved->id(), 2u);
  heap.collect_exact();
  EXPECT_EQ(node.get(), nullptr);
  EXPECT_EQ(heap.statistics().roots, 1u);
  Root<Node>& itself = moved;
  moved = itself;
  EXPECT_EQ(moved->id(), 2u);
}

TEST_F(Roots, ConvertToRootsOfABase) {
  Root<Node> root = make_node(1);
  gc::WeakHandle node = watch(root);
  Root<gc::Cell> base = root;
  EXPECT_EQ(base.get(), root.get());
  Root<gc::Cell> moved = std::move(root);
  base.reset();
  heap.collect_exact();
  EXPECT_EQ(node.get(), moved.get());
}

TEST_F(Roots, KnowTheLineThatMadeThem) {
  Root<Node> root(heap, Node::create(heap));
  const int line = __LINE__ - 1;
  EXPECT_EQ(root.line(), line);
  EXPECT_STREQ(root.file(), __FILE__);
  Root<Node> copy = root;
  EXPECT_EQ(copy.line(), line);
  Root<Node> elsewhere(heap, root.get(), "session.cpp", 12);
  EXPECT_STREQ(elsewhere.file(), "session.cpp");
  EXPECT_EQ(elsewhere.line(), 12);
  std::vector<std::string> lines;
  heap.roots().for_each(
      [](const gc::RootSlot& slot, void* data) {
        static_cast<std::vector<std::string>*>(data)->push_back(std::string(slot.file()) + ":" +
                                                                std::to_string(slot.line()));
      },
      &lines);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "session.cpp:12"), 1);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), __FILE__ + (":" + std::to_string(line))), 2);
}

TEST_F(Roots, FitContainersInAnyNumber) {
  const size_t count = test::scaled(heap, 100'000, 600);
  std::vector<Root<Node>> roots;
  for (uint64_t i = 0; i < count; i++) roots.push_back(make_node(i));
  for (uint64_t i = 0; i < count; i += 3) roots[i].reset();
  CollectReport report = heap.collect_exact();
  EXPECT_EQ(report.live, count - (count + 2) / 3);
  for (uint64_t i = 0; i < count; i++) {
    if (i % 3)
      ASSERT_EQ(roots[i]->id(), i);
    else
      ASSERT_FALSE(roots[i]);
  }
  EXPECT_EQ(heap.statistics().roots, report.live);
  // Slots are used again.
  for (uint64_t i = 0; i < count; i += 3) roots[i] = make_node(i);
  EXPECT_EQ(heap.collect_exact().live, count);
}

TEST_F(Roots, AreNullOnceTheirHeapIsGone) {
  Root<Node> root, copy;
  std::unique_ptr<gc::Heap> other = test::make_test_heap();
  root = Root<Node>(*other, Node::create(*other, 1));
  copy = root;
  const uint32_t id = other->id();
  other.reset();
  EXPECT_FALSE(root);
  EXPECT_EQ(root.get(), nullptr);
  Root<Node> of_dead = root;
  EXPECT_FALSE(of_dead);
  // A new heap in the old one's place neither revives them nor is harmed by their end.
  std::unique_ptr<gc::Heap> next = test::make_test_heap();
  EXPECT_EQ(next->id(), id);
  Root<Node> fresh(*next, Node::create(*next, 2));
  EXPECT_FALSE(root);
  root.reset();
  copy.reset();
  Root<Node> another(*next, Node::create(*next, 3));
  heap.collect_exact();
  EXPECT_EQ(fresh->id(), 2u);
  EXPECT_EQ(another->id(), 3u);
  EXPECT_EQ(next->statistics().roots, 2u);
}

// Thousands of roots in many heaps, on top of a stack full of references: bdwgc's mark stack has room for all of it.
[[gnu::noinline]] void collect_below_a_full_stack(gc::Heap& heap, size_t depth) {
  Node* volatile held[1000];
  for (auto& node : held) node = Node::create(heap, depth);
  if (depth > 0)
    collect_below_a_full_stack(heap, depth - 1);
  else
    heap.collect();
  for (auto& node : held) EXPECT_EQ(node->id(), depth);
}

TEST_F(Roots, ArePushedBeforeTheStacks) {  // gc.roots.pushed-first
  const bool stressed = test::under_stress(heap);
  heap.set_stress(0);
  gc::HeapOptions options;
  options.vm_stack_words = 4096;
  std::vector<std::unique_ptr<gc::Heap>> heaps;
  std::vector<Root<Node>> roots;
  for (size_t i = 0; i < 200; i++) {
    auto made = gc::Heap::create(options);
    ASSERT_TRUE(made);
    heaps.push_back(std::move(*made));
    gc::Heap& own = *heaps.back();
    for (size_t k = 0; k < 800; k++) roots.emplace_back(own, Node::create(own, k));
    for (size_t k = 0; k < 2000; k++) ASSERT_TRUE(own.vm_stack().push_word(roots.back().word()));
  }
  collect_below_a_full_stack(heap, stressed ? 2 : 10);
  for (size_t i = 0; i < roots.size(); i++) ASSERT_EQ(roots[i]->id(), i % 800);
  roots.clear();
}

}  // namespace
}  // namespace mayfly
