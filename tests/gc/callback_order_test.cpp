// The order of callbacks across objects: ascending serial of the weak cell, whatever slots are used again.
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <algorithm>

namespace mayfly {
namespace {

using test::drain_callbacks;
using test::Node;
using test::plain_word;
using test::TestReference;
using Numbers = std::vector<uint64_t>;

class CallbackOrder : public test::HeapTest {
 protected:
  struct Watched {
    Root<Node> target;
    Root<TestReference> reference;
  };
  Watched watch(uint64_t number) {
    Watched made{Root<Node>(heap, Node::create(heap)), {}};
    made.reference = Root<TestReference>(heap, TestReference::create(heap, *made.target, plain_word(number)));
    return made;
  }
  // Collects, and says how many cells died.
  size_t collect() { return heap.collect_exact().callbacks_due; }
};

TEST_F(CallbackOrder, IsThatInWhichTheirTargetsFirstHadAReference) {
  std::vector<Watched> all;
  for (uint64_t i = 1; i <= 50; i++) all.push_back(watch(i));
  std::reverse(all.begin(), all.end());
  all.clear();
  // The references went too: nothing fires. So once more, keeping them.
  heap.collect_exact();
  EXPECT_FALSE(heap.has_due());
  std::vector<Root<TestReference>> kept;
  std::vector<Root<Node>> targets;
  for (uint64_t i = 1; i <= 50; i++) {
    Watched made = watch(i);
    kept.push_back(made.reference);
    targets.insert(targets.begin(), made.target);
  }
  while (!targets.empty()) targets.pop_back();
  EXPECT_EQ(collect(), 50u);
  Numbers expected;
  for (uint64_t i = 1; i <= 50; i++) expected.push_back(i);
  EXPECT_EQ(drain_callbacks(heap), expected);
}

TEST_F(CallbackOrder, DoesNotFollowTheSlotsThatAreUsedAgain) {
  // Die and are made again in shuffled order, so that slots and serials disagree thoroughly.
  uint64_t number = 0;
  std::vector<Watched> all;
  for (int i = 0; i < 64; i++) all.push_back(watch(++number));
  uint64_t random = 12345;
  for (int round = 0; round < 20; round++) {
    Numbers expected;
    for (Watched& watched : all) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      if (random >> 62 == 0) continue;
      expected.push_back(test::number_of(watched.reference->callback_word()));
      watched.target.reset();
    }
    EXPECT_EQ(collect(), expected.size());
    std::sort(expected.begin(), expected.end());  // numbers were given in the order of serials
    EXPECT_EQ(drain_callbacks(heap), expected) << "round " << round;
    for (Watched& watched : all)
      if (!watched.target) watched = watch(++number);
  }
}

TEST_F(CallbackOrder, KeepsEachCollectionsBatchTogether) {
  std::vector<Watched> all;
  for (uint64_t i = 1; i <= 6; i++) all.push_back(watch(i));
  all[4].target.reset();
  all[5].target.reset();
  EXPECT_EQ(collect(), 2u);
  all[0].target.reset();
  all[3].target.reset();
  EXPECT_EQ(collect(), 2u);
  all[1].target.reset();
  EXPECT_EQ(collect(), 1u);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{5, 6, 1, 4, 2}));
}

TEST_F(CallbackOrder, HoldsWhileDrainsAndCollectionsAlternate) {
  std::vector<Watched> all;
  for (uint64_t i = 1; i <= 5; i++) all.push_back(watch(i));
  all[2].target.reset();
  all[3].target.reset();
  collect();
  ASSERT_NE(heap.next_due_callback(), nullptr);  // number 3 is out
  all[0].target.reset();
  collect();
  EXPECT_EQ(drain_callbacks(heap), (Numbers{4, 1}));
}

TEST_F(CallbackOrder, IsKeptByQueuesThatGrowAndAreNeverEmptied) {
  const size_t count = test::scaled(heap, 3'000, 60);
  uint64_t number = 0, next = 1;
  std::vector<Watched> waiting;
  for (size_t i = 0; i < count; i++) {
    waiting.push_back(watch(++number));
    if (i % 3 == 2) {
      waiting[waiting.size() - 2].target.reset();
      waiting.back().target.reset();
      if (i % 30 == 29) collect();
      if (gc::WeakReference* due = heap.next_due_callback()) {
        EXPECT_GE(test::number_of(heap.weak_table().take_callback(*due)), next);
      }
    }
  }
  collect();
  // What is left comes in order, each once, up to the last.
  Numbers rest = drain_callbacks(heap);
  EXPECT_TRUE(std::is_sorted(rest.begin(), rest.end()));
  EXPECT_EQ(std::adjacent_find(rest.begin(), rest.end()), rest.end());
  for (Watched& watched : waiting)
    EXPECT_EQ(watched.reference->is_armed(), static_cast<bool>(watched.target)) << "each once, none lost";
}

}  // namespace
}  // namespace mayfly
