// Walking the heap: every live cell once, and nothing that is no cell any more, or not yet.
#include <mayfly/gc/boehm/heap_core.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <algorithm>

namespace mayfly {
namespace {

using test::Node;
using test::word_of;

class HeapWalks : public test::HeapTest {
 protected:
  std::vector<const gc::Cell*> walk(gc::Heap& own) {
    std::vector<const gc::Cell*> cells;
    cells.reserve(100'000);
    own.walk(
        [](gc::Cell& cell, size_t, void* data) { static_cast<std::vector<const gc::Cell*>*>(data)->push_back(&cell); },
        &cells);
    std::sort(cells.begin(), cells.end());
    return cells;
  }
};

TEST_F(HeapWalks, MeetEveryLiveCellOfTheirHeapOnce) {
  std::unique_ptr<gc::Heap> other = test::make_test_heap();
  std::vector<Root<gc::Cell>> roots;
  std::vector<const gc::Cell*> expected;
  Root<gc::Cell> foreign(*other, Node::create(*other));
  for (size_t i = 0; i < test::scaled(heap, 1'000, 60); i++) {
    gc::Cell* cell;
    if (i % 4 == 0)
      cell = Node::create(heap, i, i % 7 * 32);
    else if (i % 4 == 1)
      cell = gc::Backing::create(heap, i);
    else
      cell = gc::Backing::create_leaf(heap, i);
    if (i % 3) {
      roots.emplace_back(heap, cell);
      expected.push_back(cell);
    }
  }
  CollectReport report = heap.collect_exact();
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(walk(heap), expected);
  EXPECT_EQ(report.live, expected.size());
  EXPECT_EQ(walk(*other), (std::vector<const gc::Cell*>{foreign.get()}));
}

TEST_F(HeapWalks, AreToldTheSizeOfEachCell) {
  Root<gc::Backing> backing(heap, gc::Backing::create(heap, 1'000));
  heap.collect_exact();
  size_t bytes = 0;
  heap.walk([](gc::Cell&, size_t size, void* data) { *static_cast<size_t*>(data) += size; }, &bytes);
  EXPECT_GE(bytes, sizeof(gc::Backing) + 8'000);
  EXPECT_EQ(heap.collect_exact().live_bytes, bytes);
}

// The first word tells a live cell from a link. A collection marks all cells on free lists, so a walk meets them.
TEST_F(HeapWalks, LeaveOutFreeCells) {  // gc.header.kind-not-zero
  Root<Node> node(heap, Node::create(heap));
  heap.collect_exact();
  EXPECT_EQ(walk(heap), (std::vector<const gc::Cell*>{node.get()}));
  // A free cell that a stale word has marked, with its link.
  ASSERT_NE(gc::Backing::create(heap, 6), nullptr);
  void* free_cell = nullptr;
  for (gc::FreeLists* lists : {&heap.core().lists, &heap.core().spare})
    if (void* head = lists->heads[0][sizeof(Node) / gc::FreeLists::kGranule]) free_cell = head;
  ASSERT_NE(free_cell, nullptr);
  ASSERT_TRUE(heap.vm_stack().push_word(reinterpret_cast<uint64_t>(free_cell)));
  heap.collect_exact();
  EXPECT_EQ(walk(heap), (std::vector<const gc::Cell*>{node.get()}));
  EXPECT_EQ(gc::Heap::cell_at(reinterpret_cast<uint64_t>(free_cell)), nullptr);
}

// A dead cell that was not swept can be marked again by a stale word, and a walk meets it: with its header whole, and
// with edges whose cells may be gone. Those must be asked about, not followed.
TEST_F(HeapWalks, MeetZombies) {
  Root<Node> node(heap, Node::create(heap, 7));
  const uint64_t address = node.word();
  node->edges[0] = gc::Backing::create(heap, 1'000'000);
  node->edges[1] = Node::create(heap, 8);
  node.reset();
  for (int i = 0; i < 8; i++) heap.collect_exact();
  EXPECT_TRUE(walk(heap).empty());
  ASSERT_TRUE(heap.vm_stack().push_word(address));
  heap.collect_exact();
  struct Seen {
    size_t cells = 0;
    size_t edges_gone = 0;
  } seen;
  heap.walk(
      [](gc::Cell& cell, size_t, void* data) {
        struct Edges final : gc::Visitor {
          explicit Edges(Seen& s) : seen(s) {}
          void edge(gc::Cell& to) override { seen.edges_gone += gc::Heap::cell_at(word_of(&to)) == nullptr; }
          Seen& seen;
        };
        auto* found = static_cast<Seen*>(data);
        found->cells++;
        Edges edges(*found);
        if (cell.row().trace) cell.row().trace(cell, edges);
      },
      &seen);
  EXPECT_GE(seen.cells, 1u);
  EXPECT_GE(seen.edges_gone, 1u);  // the large cell's memory is free
}

}  // namespace
}  // namespace mayfly
