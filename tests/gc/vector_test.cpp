// Vector: a growable array inside a cell.
#include <mayfly/gc/cell/vector.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using test::Node;
using Edge = gc::Member<Node>;

// A cell with a vector.
class Holder final : public gc::Cell {
 public:
  static Holder* create(gc::Heap& heap) {
    static const gc::KindId kind = gc::register_kind(kRow);
    return heap.make_kind<Holder>(kind, 0, false);
  }
  gc::Vector<Edge> nodes;

 private:
  friend class gc::Heap;
  explicit Holder(gc::CellInit init) : Cell(init) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    visitor.visit(static_cast<const Holder&>(cell).nodes);
  }
  static constexpr gc::KindRow kRow = {.name = "holder", .trace = &Holder::trace_cell};
};

class Vectors : public test::HeapTest {
 protected:
  Root<Holder> holder{heap, Holder::create(heap)};
  gc::Vector<Edge>& nodes = holder->nodes;

  void fill(uint64_t count) {
    for (uint64_t i = 0; i < count; i++) ASSERT_TRUE(nodes.push_back(heap, Node::create(heap, i)));
  }
  std::vector<uint64_t> ids() {
    std::vector<uint64_t> found;
    for (const Edge& node : nodes) found.push_back(node ? node->id() : 99);
    return found;
  }
};

TEST_F(Vectors, KeepWhatTheyHold) {
  EXPECT_TRUE(nodes.empty());
  fill(20);
  heap.collect_exact();
  EXPECT_EQ(nodes.size(), 20u);
  EXPECT_GE(nodes.capacity(), 20u);
  for (uint64_t i = 0; i < 20; i++) EXPECT_EQ(nodes[i]->id(), i);
  EXPECT_EQ(nodes.back()->id(), 19u);
  EXPECT_EQ(nodes.span().size(), 20u);
}

TEST_F(Vectors, InsertAndErase) {
  fill(3);
  ASSERT_TRUE(nodes.insert(heap, 0, Node::create(heap, 10)));
  ASSERT_TRUE(nodes.insert(heap, 2, Node::create(heap, 11)));
  ASSERT_TRUE(nodes.insert(heap, 5, Node::create(heap, 12)));
  EXPECT_EQ(ids(), (std::vector<uint64_t>{10, 0, 11, 1, 2, 12}));
  nodes.erase(0);
  nodes.erase(4);
  nodes.erase(1);
  EXPECT_EQ(ids(), (std::vector<uint64_t>{0, 1, 2}));
}

// What a vector has let go of is not kept by the memory behind it.
TEST_F(Vectors, LetGoOfWhatIsTakenAway) {
  fill(10);
  std::vector<gc::WeakHandle> watches;
  for (const Edge& node : nodes) watches.push_back(heap.weak_table().handle_for(*node));
  nodes.pop_back();
  nodes.erase(0);
  ASSERT_TRUE(nodes.resize(heap, 5));
  heap.collect_exact();
  EXPECT_EQ(ids(), (std::vector<uint64_t>{1, 2, 3, 4, 5}));
  for (size_t i = 0; i < 10; i++) EXPECT_EQ(watches[i].get() != nullptr, i >= 1 && i <= 5) << i;
  ASSERT_TRUE(nodes.resize(heap, 8));
  EXPECT_EQ(ids(), (std::vector<uint64_t>{1, 2, 3, 4, 5, 99, 99, 99}));
  nodes.clear();
  EXPECT_TRUE(nodes.empty());
  EXPECT_EQ(nodes.capacity(), 0u);
  EXPECT_TRUE(nodes.resize(heap, 0));
  heap.collect_exact();
  for (const gc::WeakHandle& watch : watches) EXPECT_EQ(watch.get(), nullptr);
}

TEST_F(Vectors, ThatCannotGrowStayAsTheyWere) {
  fill(3);
  test::FailingAllocations failing(heap);
  const size_t more = nodes.capacity() + 1;
  EXPECT_FALSE(nodes.resize(heap, more));
  EXPECT_FALSE(nodes.reserve(heap, more));
  while (nodes.size() < nodes.capacity()) ASSERT_TRUE(nodes.push_back(heap, nodes[0]));
  const size_t size = nodes.size();
  EXPECT_FALSE(nodes.push_back(heap, nodes[0]));
  EXPECT_FALSE(nodes.insert(heap, 0, nodes[0]));
  EXPECT_EQ(nodes.size(), size);
  EXPECT_EQ(nodes[1]->id(), 1u);
}

}  // namespace
}  // namespace mayfly
