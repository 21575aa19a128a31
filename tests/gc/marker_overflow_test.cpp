// The marker's work list is of fixed size: what does not fit is found again by looking through what is marked.
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/marker.h>

#include <support/test_cells.h>
#include <support/test_ephemerons.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using gc::Marker;
using test::Node;
using test::word_of;

class MarkerOverflow : public test::HeapTest {
 protected:
  ~MarkerOverflow() override { Marker::limit_work_for_testing(Marker::kWorkCells); }

  Node* make(uint64_t id) { return Node::create(heap, id); }
  // A tree below `node`: each level has kEdges times as many.
  void grow(Node& node, int levels) {
    if (levels == 0) return;
    for (auto& edge : node.edges) {
      edge = make(++made_);
      grow(static_cast<Node&>(*edge), levels - 1);
    }
  }
  // Counts what is reachable by way of marked cells.
  static size_t marked_in_tree(Node& node) {
    if (!gc::boehm::is_marked(&node)) return 0;
    size_t count = 1;
    for (auto& edge : node.edges)
      if (edge) count += marked_in_tree(static_cast<Node&>(*edge));
    return count;
  }
  Root<Node> finalizable(uint64_t id) {
    Root<Node> node(heap, make(id));
    EXPECT_TRUE(heap.register_finalizable(*node, true));
    return node;
  }
  uint64_t made_ = 0;
};

TEST_F(MarkerOverflow, LosesNothingOfATree) {
  for (size_t limit : {0, 1, 2, 10}) {
    Marker::limit_work_for_testing(limit);
    Root<Node> root = finalizable(0);
    made_ = 0;
    grow(*root, test::under_stress(heap) ? 2 : 5);
    root.reset();
    heap.collect_exact();
    auto* due = static_cast<Node*>(heap.next_due_finalizer());
    ASSERT_NE(due, nullptr);
    EXPECT_EQ(marked_in_tree(*due), made_ + 1) << "work list of " << limit;
  }
}

TEST_F(MarkerOverflow, LosesNothingOfAList) {
  Marker::limit_work_for_testing(1);
  const size_t count = test::scaled(heap, 2'000, 60);
  Root<Node> root = finalizable(0);
  Node* last = root.get();
  for (uint64_t i = 1; i <= count; i++) {
    // Two edges to the same next, so that the list overflows at every step.
    Node* next = make(i);
    last->edges[0] = next;
    last->edges[1] = make(0);
    last->edges[2] = next;
    last = next;
  }
  root.reset();
  heap.collect_exact();
  auto* at = static_cast<Node*>(heap.next_due_finalizer());
  for (uint64_t i = 0; i <= count; i++) {
    ASSERT_EQ(at->id(), i);
    ASSERT_TRUE(gc::boehm::is_marked(at));
    if (i < count) {
      ASSERT_TRUE(gc::boehm::is_marked(at->edges[1].get()));
    }
    at = static_cast<Node*>(at->edges[0].get());
  }
}

TEST_F(MarkerOverflow, WakesEphemerons) {
  Marker::limit_work_for_testing(2);
  const size_t count = test::scaled(heap, 300, 30);
  Root<test::TestEphemerons> table(heap, test::TestEphemerons::create(heap));
  Root<Node> first(heap, make(0));
  {
    std::vector<Root<Node>> nodes;
    nodes.push_back(first);
    for (uint64_t i = 1; i <= count; i++) nodes.emplace_back(heap, make(i));
    for (size_t i = count; i > 0; i--) {
      // The value is a small tree with the next key at its end.
      Root<Node> value(heap, make(1000 + i));
      grow(*value, 1);
      static_cast<Node&>(*value->edges[3]).edges[3] = nodes[i].get();
      ASSERT_TRUE(table->set(heap, *nodes[i - 1], word_of(value.get())));
    }
  }
  CollectReport report = heap.collect_exact();
  EXPECT_EQ(table->size(), count);
  // The table with its rows, and the first node.
  EXPECT_EQ(report.live, 3 + count * (1 + Node::kEdges) + count);
  first.reset();
  EXPECT_EQ(heap.collect_exact().live, 2u);
}

// What a stale word keeps may hold the addresses of memory that is gone: looked through, it must not be followed blindly.
TEST_F(MarkerOverflow, MeetsCellsWhoseEdgesAreGone) {
  Root<Node> zombie(heap, make(1));
  const uint64_t address = zombie.word();
  zombie->edges[0] = gc::Backing::create(heap, 1'000'000);
  Root<Node> root = finalizable(2);
  grow(*root, 3);
  zombie.reset();
  heap.collect_exact();
  // The large block is given back, at the latest to be used again; the zombie's has not been swept.
  for (int i = 0; i < 8; i++) heap.collect_exact();
  Marker::limit_work_for_testing(1);
  ASSERT_TRUE(heap.vm_stack().push_word(address));  // a stale word
  root.reset();
  heap.collect_exact();
  auto* due = static_cast<Node*>(heap.next_due_finalizer());
  ASSERT_NE(due, nullptr);
  EXPECT_EQ(marked_in_tree(*due), 1u + 4 + 16 + 64);
}

}  // namespace
}  // namespace mayfly
