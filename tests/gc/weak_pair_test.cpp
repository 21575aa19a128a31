// WeakPair: dead as soon as one of its two parts is, fires once, in the place of the part that died.
#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using gc::Death;
using test::drain_callbacks;
using test::Node;
using test::plain_word;
using test::TestPair;
using test::TestReference;
using Numbers = std::vector<uint64_t>;

class WeakPairs : public test::HeapTest {
 protected:
  Root<Node> make_node() { return Root<Node>(heap, Node::create(heap)); }
  Root<TestPair> pair(const Root<Node>& first, const Root<Node>& second, uint64_t callback) {
    return Root<TestPair>(heap, TestPair::create(heap, *first, *second, plain_word(callback)));
  }

  Root<Node> receiver = make_node();
  Root<Node> function = make_node();
};

TEST_F(WeakPairs, StandOnTheListsOfBothParts) {
  Root<TestPair> one = pair(receiver, function, 1);
  EXPECT_EQ(heap.weak_table().count(*receiver), 1u);
  EXPECT_EQ(heap.weak_table().count(*function), 1u);
  int seen_side = -1;
  heap.weak_table().for_each(
      *function, [](gc::WeakReference&, int side, void* data) { *static_cast<int*>(data) = side; }, &seen_side);
  EXPECT_EQ(seen_side, 1);
  EXPECT_NE(one->identity(), one->second_identity());
}

TEST_F(WeakPairs, DieWithTheirReceiver) {
  Root<TestPair> weak = pair(receiver, function, 1);
  receiver.reset();
  heap.collect_exact();
  EXPECT_EQ(weak->death(), Death::kReceiver);
  EXPECT_EQ(weak->second_cell(), function.get());
  EXPECT_EQ(heap.weak_table().count(*function), 0u);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
}

TEST_F(WeakPairs, DieWithTheirFunction) {
  Root<TestPair> weak = pair(receiver, function, 1);
  function.reset();
  heap.collect_exact();
  EXPECT_EQ(weak->death(), Death::kFunction);
  EXPECT_EQ(weak->target_cell(), receiver.get());
  EXPECT_EQ(heap.weak_table().count(*receiver), 0u);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
}

TEST_F(WeakPairs, AreSilentWhenTheSecondPartDiesToo) {
  Root<TestPair> weak = pair(receiver, function, 1);
  receiver.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
  function.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), Numbers{});
  EXPECT_EQ(weak->death(), Death::kReceiver);
}

TEST_F(WeakPairs, FireOnceInTheReceiversPlaceWhenBothPartsDieTogether) {
  // Whichever of the two cells is the older.
  for (bool function_first : {false, true}) {
    Root<Node> first = make_node();
    Root<Node> second = make_node();
    Root<Node> between = make_node();
    Root<TestReference> mark_first(heap, TestReference::create(heap, function_first ? *second : *first, plain_word(1)));
    Root<TestReference> mark_between(heap, TestReference::create(heap, *between, plain_word(2)));
    Root<TestReference> mark_last(heap, TestReference::create(heap, function_first ? *first : *second, plain_word(3)));
    Root<TestPair> weak = pair(first, second, 4);
    first.reset();
    second.reset();
    between.reset();
    CollectReport report = heap.collect_exact();
    EXPECT_EQ(report.callbacks_due, 4u);
    EXPECT_EQ(weak->death(), Death::kBoth);
    EXPECT_EQ(drain_callbacks(heap), function_first ? (Numbers{1, 2, 4, 3}) : (Numbers{4, 1, 2, 3}));
  }
}

TEST_F(WeakPairs, MayHaveOneObjectAsBothParts) {
  Root<TestPair> weak = pair(receiver, receiver, 1);
  Root<TestPair> other = pair(receiver, function, 2);
  EXPECT_EQ(heap.weak_table().count(*receiver), 3u);
  heap.collect_exact();
  receiver.reset();
  heap.collect_exact();
  EXPECT_EQ(weak->death(), Death::kBoth);
  EXPECT_EQ(other->death(), Death::kReceiver);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{2, 1}));
}

TEST_F(WeakPairs, ThatAreDroppedLeaveBothLists) {
  pair(receiver, function, 1).reset();
  heap.collect_exact();
  EXPECT_EQ(heap.weak_table().count(*receiver), 0u);
  EXPECT_EQ(heap.weak_table().count(*function), 0u);
  receiver.reset();
  heap.collect_exact();
  EXPECT_FALSE(heap.has_due());
}

TEST_F(WeakPairs, ThatAreClearedLeaveBothLists) {
  Root<TestPair> weak = pair(receiver, function, 1);
  heap.weak_table().clear(*weak, Death::kCleared);
  EXPECT_EQ(heap.weak_table().count(*receiver), 0u);
  EXPECT_EQ(heap.weak_table().count(*function), 0u);
  EXPECT_EQ(weak->death(), Death::kCleared);
}

TEST_F(WeakPairs, ByTheThousandsOnOneFunctionDieOneByOne) {
  const size_t count = test::scaled(heap, 20'000, 100);
  std::vector<Root<Node>> receivers;
  std::vector<Root<TestPair>> pairs;
  for (size_t i = 0; i < count; i++) {
    receivers.push_back(make_node());
    pairs.push_back(pair(receivers.back(), function, i + 1));
  }
  Numbers expected;
  for (size_t i = 0; i < count; i += 2) {
    receivers[i].reset();
    expected.push_back(i + 1);
  }
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), expected);
  EXPECT_EQ(heap.weak_table().count(*function), count - expected.size());
  function.reset();
  heap.collect_exact();
  // The rest, on one cell: newest first.
  expected.clear();
  for (size_t i = 1; i < count; i += 2) expected.insert(expected.begin(), i + 1);
  EXPECT_EQ(drain_callbacks(heap), expected);
}

}  // namespace
}  // namespace mayfly
