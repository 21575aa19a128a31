// Allocation: memory of every size, zeroed, each its own; what happens when there is none.
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/cell/vector.h>

#include <support/test_cells.h>
#include <support/test_ephemerons.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

namespace mayfly {
namespace {

using gc::Backing;
using test::Node;
using test::plain_word;
using test::TestEphemerons;
using test::TestReference;

class Allocation : public test::HeapTest {};

TEST_F(Allocation, GivesZeroedMemoryOfEverySize) {
  std::vector<Root<Backing>> cells;
  const size_t step = test::scaled(heap, 1, 29);
  for (bool leaf : {false, true}) {
    for (size_t words = 0; words < 600; words += step) {
      cells.emplace_back(heap, leaf ? Backing::create_leaf(heap, words) : Backing::create(heap, words));
      Backing& cell = *cells.back();
      ASSERT_EQ(cell.capacity(), words);
      ASSERT_GE(gc::boehm::size_of(&cell), sizeof(Backing) + words * 8);
      for (size_t i = 0; i < words; i++) ASSERT_EQ(cell.words()[i], 0u);
      // Used memory comes back zeroed too.
      for (size_t i = 0; i < words; i++) cell.words()[i] = plain_word(cells.size());
    }
    if (!leaf) cells.resize(cells.size() / 2);
    heap.collect_exact();
  }
  // Each has its own.
  for (size_t i = 0; i < cells.size() / 2; i++)
    for (size_t k = 0; k < cells[i]->capacity(); k++) ASSERT_EQ(cells[i]->words()[k], plain_word(i + 1));
}

TEST_F(Allocation, KeepsFreeCellsOverCollectionsAndGivesEachOutOnce) {
  std::vector<Root<Node>> nodes;
  for (uint64_t i = 0; i < test::scaled(heap, 5'000, 200); i++) {
    nodes.emplace_back(heap, Node::create(heap, i, 16 * (i % 8)));
    if (i % 50 == 0) heap.collect_exact();
    if (i % 3 == 0) nodes[i / 2].reset();
  }
  std::vector<uint64_t> addresses;
  for (uint64_t i = 0; i < nodes.size(); i++) {
    if (!nodes[i]) continue;
    ASSERT_EQ(nodes[i]->id(), i);
    addresses.push_back(test::word_of(nodes[i].get()));
  }
  std::sort(addresses.begin(), addresses.end());
  EXPECT_EQ(std::adjacent_find(addresses.begin(), addresses.end()), addresses.end());
}

TEST_F(Allocation, DoesNotScanLeaves) {
  Root<Backing> leaf(heap, Backing::create_leaf(heap, 1));
  Root<Node> node(heap, Node::create(heap));
  Root<TestReference> watch(heap, TestReference::create(heap, *node));
  leaf->words()[0] = test::word_of(node.get());
  node.reset();
  heap.collect_exact();
  EXPECT_EQ(watch->target_cell(), nullptr);
}

TEST_F(Allocation, MarksTheCellWithItsKindAndHeap) {
  Root<Node> node(heap, Node::create(heap, 3));
  Root<Backing> backing(heap, Backing::create(heap, 3));
  EXPECT_TRUE(node->is_live_cell());
  EXPECT_STREQ(node->row().name, "node");
  EXPECT_EQ(backing->kind(), gc::kKindBacking);
  EXPECT_EQ(node->heap_id(), heap.id());
  EXPECT_TRUE(heap.owns(*node));
  EXPECT_EQ(gc::Heap::with_id(node->heap_id()), &heap);
  EXPECT_EQ(node->weak_index(), 0u);
}

TEST_F(Allocation, FindsTheCellAtAnAddress) {
  Root<Node> node(heap, Node::create(heap, 3));
  const uint64_t word = test::word_of(node.get());
  EXPECT_EQ(gc::Heap::cell_at(word), node.get());
  EXPECT_EQ(gc::Heap::cell_at(word + 8), nullptr);
  EXPECT_EQ(gc::Heap::cell_at(0), nullptr);
  EXPECT_EQ(gc::Heap::cell_at(plain_word(1)), nullptr);
  EXPECT_EQ(gc::Heap::cell_at(reinterpret_cast<uint64_t>(&word)), nullptr);
  EXPECT_EQ(gc::Heap::cell_at(4096), nullptr);
}

TEST_F(Allocation, OfImpossibleSizesFails) {
  EXPECT_EQ(Backing::create(heap, SIZE_MAX), nullptr);
  EXPECT_EQ(Backing::create(heap, SIZE_MAX / 8), nullptr);
  EXPECT_EQ(Backing::create_leaf(heap, SIZE_MAX / 16), nullptr);
  EXPECT_EQ(Backing::create_leaf(heap, size_t{1} << 41), nullptr);
  EXPECT_EQ(heap.allocation_error().kind(), ErrorKind::kOutOfMemory);
  EXPECT_NE(Backing::create(heap, 1), nullptr);
}

TEST_F(Allocation, FailsAtEveryNthWhenAskedTo) {
  test::FailingAllocations failing(heap, 3);
  std::vector<bool> worked;
  for (int i = 0; i < 9; i++) worked.push_back(Backing::create(heap, i % 2 ? 1000 : 1) != nullptr);
  EXPECT_EQ(worked, (std::vector<bool>{true, true, false, true, true, false, true, true, false}));
}

// Every allocation point of gc/: null or false, and everything as it was.
TEST_F(Allocation, ThatFailsAnywhereChangesNothing) {
  Root<Node> node(heap, Node::create(heap));
  Root<Node> other(heap, Node::create(heap));
  Root<Backing> holder(heap, Backing::create(heap, 8));
  auto& vector = *reinterpret_cast<gc::Vector<gc::Member<Node>>*>(holder->words());
  for (int i = 0; i < 4; i++) ASSERT_TRUE(vector.push_back(heap, node.get()));
  heap.collect_exact();
  {
    test::FailingAllocations failing(heap);
    EXPECT_EQ(Node::create(heap), nullptr);
    EXPECT_EQ(Backing::create(heap, 1), nullptr);
    EXPECT_EQ(Backing::create(heap, 100'000), nullptr);
    EXPECT_EQ(Backing::create_leaf(heap, 1), nullptr);
    EXPECT_EQ(TestEphemerons::create(heap), nullptr);
    EXPECT_EQ(TestReference::create(heap, *node, plain_word(1)), nullptr);
    EXPECT_EQ(test::TestPair::create(heap, *node, *other, plain_word(1)), nullptr);
    EXPECT_FALSE(vector.push_back(heap, other.get()));
    EXPECT_FALSE(vector.insert(heap, 0, other.get()));
    EXPECT_FALSE(vector.resize(heap, 100));
    EXPECT_FALSE(vector.reserve(heap, 100));
    EXPECT_EQ(vector.size(), 4u);
    for (Node* at : vector) EXPECT_EQ(at, node.get());
  }
  EXPECT_EQ(heap.weak_table().count(*node), 0u);
  EXPECT_TRUE(vector.push_back(heap, other.get()));
  EXPECT_EQ(vector.back(), other.get());
  node.reset();
  heap.collect_exact();
  EXPECT_FALSE(heap.has_due());
}

TEST_F(Allocation, UnderStressCollectsAtEachOrAboutEveryNth) {
  heap.set_stress(1);
  uint64_t before = gc::Heap::collection_count();
  for (int i = 0; i < 20; i++) Backing::create(heap, i % 4 ? 2 : 500);
  EXPECT_EQ(gc::Heap::collection_count() - before, 20u);
  heap.set_stress(10);
  before = gc::Heap::collection_count();
  for (int i = 0; i < 1'000; i++) Backing::create(heap, 2);
  EXPECT_GE(gc::Heap::collection_count() - before, 60u);  // 1000 / 19, the longest interval, is 52
  EXPECT_LE(gc::Heap::collection_count() - before, 1'000u / 2);
  heap.set_stress(0);
  before = gc::Heap::collection_count();
  for (int i = 0; i < 100; i++) Backing::create(heap, 2);
  EXPECT_EQ(gc::Heap::collection_count() - before, 0u);
}

TEST_F(Allocation, UnderStressIsTheSameForTheSameSeed) {
  std::vector<std::vector<uint64_t>> runs;
  for (uint64_t seed : {7, 7, 8}) {
    gc::HeapOptions options;
    options.stress = 5;
    options.seed = seed;
    auto made = gc::Heap::create(options);
    ASSERT_TRUE(made);
    std::vector<uint64_t> collections;
    const uint64_t before = gc::Heap::collection_count();
    for (int i = 0; i < 100; i++) {
      Backing::create(**made, 2);
      collections.push_back(gc::Heap::collection_count() - before);
    }
    runs.push_back(collections);
  }
  EXPECT_EQ(runs[0], runs[1]);
  EXPECT_NE(runs[0], runs[2]);
}

class HeapLimits : public test::HeapTest {
 protected:
  // Fills the heap with held cells until one is refused; returns their bytes.
  size_t fill(size_t words) {
    size_t bytes = 0;
    for (;;) {
      Root<Backing> cell(heap, Backing::create(heap, words));
      if (!cell) return bytes;
      bytes += sizeof(Backing) + words * 8;
      held_.push_back(cell);
    }
  }
  std::vector<Root<Backing>> held_;
};

TEST_F(HeapLimits, AreErrorsForSmallAndLargeCells) {
  constexpr size_t kLimit = 2 << 20;
  heap.set_stress(0);  // it would take a million collections
  heap.set_heap_limit(kLimit);
  for (size_t words : {size_t{14}, size_t{126}, size_t{300}, size_t{12'000}}) {
    const size_t bytes = fill(words);
    EXPECT_GE(bytes, kLimit * 3 / 4) << words;
    EXPECT_LE(bytes, kLimit + 64 * 4096) << words;  // what was on free lists is counted late
    EXPECT_EQ(heap.allocation_error().kind(), ErrorKind::kOutOfMemory);
    held_.clear();  // and there is room again
    EXPECT_NE(Backing::create(heap, words), nullptr);
  }
  EXPECT_EQ(Backing::create(heap, kLimit / 8), nullptr);
}

TEST_F(HeapLimits, CollectGarbageFirst) {
  heap.set_stress(0);
  heap.set_heap_limit(4 << 20);
  for (size_t i = 0; i < 200'000; i++) ASSERT_NE(Backing::create(heap, i % 100 ? 14 : 5'000), nullptr) << i;
}

TEST_F(HeapLimits, AreReachedWithoutACollectionWhileThoseAreDisabled) {
  heap.set_stress(0);
  heap.set_heap_limit(1 << 20);
  heap.disable_automatic();
  const uint64_t before = gc::Heap::collection_count();
  size_t made = 0;
  while (Backing::create(heap, 1'000)) made++;
  EXPECT_GE(made, (1 << 20) * 3 / 4 / 8'100u);
  EXPECT_LE(made, (1 << 20) / 8'000u);
  EXPECT_EQ(gc::Heap::collection_count(), before);
  heap.enable_automatic();
  EXPECT_NE(Backing::create(heap, 1'000), nullptr);
}

}  // namespace
}  // namespace mayfly
