// Verifier: the collector as oracle against undeclared edges, and the weak table against itself.
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/verify/verifier.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using gc::Verifier;
using test::Node;
using test::TestPair;
using test::TestReference;

// Keeps one of its two edges to itself.
class Liar final : public gc::Cell {
 public:
  static Liar* create(gc::Heap& heap) {
    static const gc::KindId kind = gc::register_kind(kRow);
    return heap.make_kind<Liar>(kind, 0, false);
  }
  gc::Member<Node> told, untold;

 private:
  friend class gc::Heap;
  explicit Liar(gc::CellInit init) : Cell(init) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    visitor.visit(static_cast<const Liar&>(cell).told);
  }
  static constexpr gc::KindRow kRow = {.name = "liar", .trace = &Liar::trace_cell};
};

class Verifiers : public ::testing::Test {
 private:
  static std::unique_ptr<gc::Heap> make() {
    gc::HeapOptions options = test::test_options();
    options.verify = false;  // here the lies are looked for when the test says so
    return std::move(*gc::Heap::create(options));
  }
  std::unique_ptr<gc::Heap> owner_ = make();

 protected:
  gc::Heap& heap = *owner_;
  std::string problem() {
    heap.collect_exact();
    return Verifier::check(heap).problem;
  }
};

TEST_F(Verifiers, FindNothingInASoundHeap) {
  Root<Node> node(heap, Node::create(heap));
  Root<gc::Backing> backing(heap, gc::Backing::create(heap, 200));
  std::vector<Root<TestReference>> references;
  std::vector<Root<TestPair>> pairs;
  for (int i = 0; i < 10; i++) {
    backing->words()[i * 3] = node.word();
    references.emplace_back(heap, TestReference::create(heap, *node));
    pairs.emplace_back(heap, TestPair::create(heap, *node, *backing));
  }
  node->edges[2] = backing.get();
  heap.collect_exact();
  Verifier::Report report = Verifier::check(heap);
  EXPECT_EQ(report.problem, "");
  EXPECT_EQ(report.cells, 22u);
  EXPECT_EQ(report.edges, 11u);
}

TEST_F(Verifiers, FindAnUndeclaredEdge) {
  Root<Liar> liar(heap, Liar::create(heap));
  liar->told = Node::create(heap);
  EXPECT_EQ(problem(), "");
  liar->untold = liar->told;  // declared by the other field
  EXPECT_EQ(problem(), "");
  liar->untold = Node::create(heap);
  EXPECT_EQ(problem(),
            "undeclared edge: word 3 of a liar cell (32 bytes) refers to a node cell that its trace does not report");
  liar->untold = nullptr;
  EXPECT_EQ(problem(), "");
}

TEST_F(Verifiers, FindBrokenLists) {
  Root<Node> node(heap, Node::create(heap));
  Root<Node> other(heap, Node::create(heap));
  Root<TestReference> one(heap, TestReference::create(heap, *node));
  Root<TestReference> two(heap, TestReference::create(heap, *node));
  ASSERT_EQ(problem(), "");
  gc::WeakState& weak = heap.core().weak;
  gc::WeakChunk::Rest& rest = weak.rest(node->weak_index());
  const uint32_t head = rest.head;
  rest.head = 0;
  EXPECT_EQ(Verifier::check(heap).problem, "weak table: a reference is missing from a list");
  rest.head = head;
  uint32_t& prev = weak.links(head / 2).prev[0];
  std::swap(prev, weak.links(head / 2).next[0]);
  EXPECT_EQ(Verifier::check(heap).problem, "weak table: a list's links disagree");
  std::swap(prev, weak.links(head / 2).next[0]);
  uintptr_t object = std::exchange(weak.object(head / 2), 0);
  EXPECT_EQ(Verifier::check(heap).problem, "weak table: a free slot is on a cell's list");
  weak.object(head / 2) = object;
  heap.weak_table().handle_for(*other);
  weak.rest(other->weak_index()).head = head;
  prev = gc::WeakState::kCellTag | other->weak_index();
  rest.head = 0;
  EXPECT_EQ(Verifier::check(heap).problem, "weak table: a reference is on the list of a cell that it does not name");
  weak.rest(other->weak_index()).head = 0;
  prev = gc::WeakState::kCellTag | node->weak_index();
  rest.head = head;
  EXPECT_EQ(problem(), "");
}

TEST_F(Verifiers, LookAfterEveryCollectionWhenTheyAreOn) {
  gc::HeapOptions options;
  options.verify = true;
  options.stress = 3;
  std::unique_ptr<gc::Heap> own = std::move(*gc::Heap::create(options));
  Root<Node> node(*own, Node::create(*own, 1));
  std::vector<Root<TestReference>> references;
  for (int i = 0; i < 20; i++) references.emplace_back(*own, TestReference::create(*own, *node));
  own->collect_exact();
  EXPECT_EQ(own->core().verified_pass, gc::Heap::collection_count());
  EXPECT_EQ(node->id(), 1u);
}

TEST_F(Verifiers, EndTheProgramWhenTheyAreOn) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        gc::HeapOptions options;
        options.verify = true;
        auto made = gc::Heap::create(options);
        gc::Heap& own = **made;
        Root<Liar> liar(own, Liar::create(own));
        liar->untold = Node::create(own);
        own.collect();
      },
      "mayfly: heap verification failed: undeclared edge: word 3 of a liar cell");
  EXPECT_DEATH(
      {
        gc::HeapOptions options;
        options.verify = true;
        options.stress = 1;
        auto made = gc::Heap::create(options);
        gc::Heap& own = **made;
        Root<Liar> liar(own, Liar::create(own));
        liar->untold = Node::create(own);
        Node::create(own);
      },
      "mayfly: heap verification failed: undeclared edge: word 3 of a liar cell");
}

}  // namespace
}  // namespace mayfly
