// WeakReference at the level of cells: death, silence, sharing, identity, order within one target.
#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using test::drain_callbacks;
using test::Node;
using test::plain_word;
using test::TestReference;
using Numbers = std::vector<uint64_t>;

class WeakReferences : public test::HeapTest {
 protected:
  Root<Node> make_node(uint64_t id = 0) { return Root<Node>(heap, Node::create(heap, id)); }
  Root<TestReference> refer(const Root<Node>& target, uint64_t callback = 0) {
    return Root<TestReference>(heap, TestReference::create(heap, *target, callback ? plain_word(callback) : 0));
  }
};

TEST_F(WeakReferences, GiveTheirTargetWhileItLivesAndNothingAfterwards) {
  Root<Node> target = make_node(7);
  Root<TestReference> reference = refer(target);
  heap.collect_exact();
  EXPECT_EQ(reference->target_cell(), target.get());
  EXPECT_EQ(reference->death(), gc::Death::kAlive);
  target.reset();
  CollectReport report = heap.collect_exact();
  EXPECT_TRUE(report.exact) << report.why_not();
  EXPECT_EQ(report.references_cleared, 1u);
  EXPECT_EQ(reference->target_cell(), nullptr);
  EXPECT_EQ(reference->death(), gc::Death::kReceiver);
}

TEST_F(WeakReferences, KeepTheirCallbackAliveButNotTheirTarget) {
  Root<Node> target = make_node();
  Root<TestReference> watch;
  Root<TestReference> armed;
  {
    Root<Node> callback = make_node(1);
    watch = refer(callback);
    armed = Root<TestReference>(heap, TestReference::create(heap, *target, test::word_of(callback.get())));
  }
  heap.collect_exact();
  EXPECT_NE(watch->target_cell(), nullptr);
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(armed->target_cell(), nullptr);
  EXPECT_NE(watch->target_cell(), nullptr);  // due, not yet run
  EXPECT_EQ(heap.next_due_callback(), armed.get());
  EXPECT_NE(heap.weak_table().take_callback(*armed), 0u);
  heap.collect_exact();
  EXPECT_EQ(watch->target_cell(), nullptr);  // gone, not just spent
}

TEST_F(WeakReferences, FireNewestFirstWithinOneTarget) {
  Root<Node> target = make_node();
  std::vector<Root<TestReference>> references;
  for (uint64_t i = 1; i <= 6; i++) references.push_back(refer(target, i));
  references.erase(references.begin() + 2);
  heap.collect_exact();
  references.push_back(refer(target, 7));
  target.reset();
  EXPECT_EQ(heap.collect_exact().callbacks_due, 6u);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{7, 6, 5, 4, 2, 1}));
}

TEST_F(WeakReferences, AreAllClearedBeforeTheFirstCallback) {  // gc.weak.cleared-before-callback
  Root<Node> one = make_node();
  Root<Node> other = make_node();
  Root<TestReference> of_one = refer(one, 1);
  Root<TestReference> of_other = refer(other, 2);
  Root<TestReference> unarmed = refer(other);
  one.reset();
  other.reset();
  heap.collect_exact();
  ASSERT_NE(heap.next_due_callback(), nullptr);
  EXPECT_EQ(of_one->target_cell(), nullptr);
  EXPECT_EQ(of_other->target_cell(), nullptr);
  EXPECT_EQ(unarmed->target_cell(), nullptr);
}

TEST_F(WeakReferences, FireOnce) {
  Root<Node> target = make_node();
  Root<TestReference> reference = refer(target, 1);
  target.reset();
  heap.collect_exact();
  EXPECT_TRUE(heap.has_due());
  heap.collect_exact();  // a second one before the drain loses nothing and adds nothing
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), Numbers{});
  EXPECT_FALSE(heap.has_due());
}

TEST_F(WeakReferences, ThatAreDroppedFirstNeverFire) {
  Root<Node> target = make_node();
  refer(target, 1).reset();
  heap.collect_exact();
  EXPECT_EQ(heap.weak_table().count(*target), 0u);
  target.reset();
  heap.collect_exact();
  EXPECT_FALSE(heap.has_due());
}

TEST_F(WeakReferences, ThatDieWithTheirTargetAreSilent) {
  Root<Node> target = make_node();
  Root<Node> watcher = make_node();
  target->edges[0] = refer(target, 1).get();   // its own
  watcher->edges[0] = refer(target, 2).get();  // another's, in the same garbage
  target->edges[1] = watcher.get();
  watcher.reset();
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), Numbers{});
  EXPECT_EQ(heap.statistics().weak_references, 0u);
}

TEST_F(WeakReferences, StillFireWhenTheyAreDroppedWhileTheyWait) {
  Root<Node> target = make_node();
  Root<TestReference> reference = refer(target, 1);
  target.reset();
  heap.collect_exact();
  reference.reset();
  heap.collect_exact();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
}

TEST_F(WeakReferences, CanBeClearedByTheirOwner) {
  Root<Node> target = make_node();
  Root<TestReference> reference = refer(target, 1);
  Root<TestReference> neighbour = refer(target, 2);
  heap.weak_table().clear(*reference, gc::Death::kCleared);
  heap.weak_table().clear(*reference, gc::Death::kShutdown);  // the first reason stays
  EXPECT_EQ(reference->death(), gc::Death::kCleared);
  EXPECT_EQ(reference->target_cell(), nullptr);
  EXPECT_EQ(reference->identity(), neighbour->identity());
  EXPECT_EQ(heap.weak_table().count(*target), 1u);
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), (Numbers{2}));
  EXPECT_EQ(reference->death(), gc::Death::kCleared);
}

TEST_F(WeakReferences, LoseACallbackThatIsDueWhenTheyAreCleared) {
  Root<Node> target = make_node();
  Root<TestReference> reference = refer(target, 1);
  target.reset();
  heap.collect_exact();
  heap.weak_table().clear(*reference, gc::Death::kCleared);
  EXPECT_EQ(reference->death(), gc::Death::kReceiver);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{0}));
}

TEST_F(WeakReferences, OfAWholeHeapCanBeCleared) {
  Root<Node> target = make_node();
  std::vector<Root<TestReference>> references;
  for (uint64_t i = 1; i <= 20; i++) references.push_back(refer(target, i));
  heap.weak_table().clear_all(gc::Death::kShutdown);
  for (const auto& reference : references) {
    EXPECT_EQ(reference->death(), gc::Death::kShutdown);
    EXPECT_FALSE(reference->is_armed());
  }
  EXPECT_EQ(heap.statistics().weak_references, 0u);
  target.reset();
  heap.collect_exact();
  EXPECT_FALSE(heap.has_due());
}

TEST_F(WeakReferences, ShareOneThatIsMarkedAsShared) {
  Root<Node> target = make_node();
  EXPECT_EQ(heap.weak_table().shared(*target), nullptr);
  Root<TestReference> own = refer(target);
  EXPECT_EQ(heap.weak_table().shared(*target), nullptr);
  Root<TestReference> shared(heap, TestReference::create(heap, *target, 0, gc::WeakTable::Sharing::kShared));
  EXPECT_EQ(heap.weak_table().shared(*target), shared.get());
  own.reset();
  heap.collect_exact();
  EXPECT_EQ(heap.weak_table().shared(*target), shared.get());
  shared.reset();
  heap.collect_exact();
  EXPECT_EQ(heap.weak_table().shared(*target), nullptr);
}

TEST_F(WeakReferences, HaveAnIdentityThatSurvivesDeath) {
  Root<Node> target = make_node();
  Root<Node> other = make_node();
  Root<TestReference> a = refer(target);
  Root<TestReference> b = refer(target);
  Root<TestReference> c = refer(other);
  const uint64_t identity = a->identity();
  EXPECT_NE(identity, 0u);
  EXPECT_EQ(b->identity(), identity);
  EXPECT_NE(c->identity(), identity);
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(a->identity(), identity);
  EXPECT_EQ(b->identity(), identity);
}

TEST_F(WeakReferences, AreCountedAndListedForTheirTarget) {
  Root<Node> target = make_node();
  EXPECT_EQ(heap.weak_table().count(*target), 0u);
  Root<TestReference> one = refer(target, 1);
  Root<TestReference> two = refer(target, 2);
  Numbers listed;
  heap.weak_table().for_each(
      *target,
      [](gc::WeakReference& reference, int side, void* data) {
        EXPECT_EQ(side, 0);
        static_cast<Numbers*>(data)->push_back(test::number_of(reference.callback_word()));
      },
      &listed);
  EXPECT_EQ(listed, (Numbers{2, 1}));
  EXPECT_EQ(heap.weak_table().count(*target), 2u);
}

// What one held reference keeps alive: itself. The lists' links are indices, which the collector can't follow.
TEST_F(WeakReferences, DoNotKeepTheirNeighboursOnTheListAlive) {
  Root<Node> target = make_node();
  std::vector<Root<TestReference>> references;
  for (uint64_t i = 0; i < 10; i++) references.push_back(refer(target));
  heap.collect_exact();
  Root<TestReference> held = references[5];
  references.clear();
  heap.collect_exact();
  EXPECT_EQ(heap.statistics().weak_references, 1u);
  EXPECT_EQ(heap.weak_table().count(*target), 1u);
}

TEST_F(WeakReferences, ToOneTargetAreUnlinkedInAnyOrder) {
  Root<Node> target = make_node();
  const size_t count = test::scaled(heap, 10'000, 100);
  std::vector<Root<TestReference>> references;
  for (uint64_t i = 1; i <= count; i++) references.push_back(refer(target, i));
  Numbers expected;
  for (size_t i = 0; i < count; i++) {
    if (i * 2654435761u % 3 == 0)
      expected.insert(expected.begin(), i + 1);
    else
      references[i].reset();
  }
  heap.collect_exact();
  EXPECT_EQ(heap.weak_table().count(*target), expected.size());
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), expected);
}

TEST_F(WeakReferences, MayReferToCellsOfAnySize) {
  std::vector<Root<gc::Backing>> targets;
  std::vector<Root<TestReference>> references;
  for (size_t words : {size_t{1}, size_t{200}, size_t{300}, size_t{5'000}, size_t{500'000}}) {
    targets.emplace_back(heap, gc::Backing::create(heap, words));
    references.emplace_back(heap, TestReference::create(heap, *targets.back(), plain_word(words)));
  }
  heap.collect_exact();
  for (size_t i = 0; i < targets.size(); i++) EXPECT_EQ(references[i]->target_cell(), targets[i].get());
  targets.clear();
  heap.collect_exact();
  heap.collect_exact();  // the large blocks are gone by now
  for (const auto& reference : references) EXPECT_EQ(reference->target_cell(), nullptr);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1, 200, 300, 5'000, 500'000}));
}

TEST_F(WeakReferences, ThatCannotBeMadeChangeNothing) {
  Root<Node> target = make_node();
  Root<TestReference> before = refer(target, 1);
  heap.collect_exact();
  const gc::HeapStatistics then = heap.statistics();
  {
    test::FailingAllocations failing(heap);
    EXPECT_EQ(TestReference::create(heap, *target, plain_word(2)), nullptr);
    EXPECT_EQ(heap.allocation_error().kind(), ErrorKind::kOutOfMemory);
  }
  EXPECT_EQ(heap.statistics().weak_references, then.weak_references);
  EXPECT_EQ(heap.statistics().weak_cells, then.weak_cells);
  Root<TestReference> after = refer(target, 3);
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), (Numbers{3, 1}));
}

// A name for each reason.
TEST(Deaths, HaveNames) {
  using gc::Death;
  EXPECT_STREQ(name(Death::kAlive), "alive");
  EXPECT_STREQ(name(Death::kReceiver), "receiver");
  EXPECT_STREQ(name(Death::kFunction), "function");
  EXPECT_STREQ(name(Death::kBoth), "both");
  EXPECT_STREQ(name(Death::kCleared), "cleared");
  EXPECT_STREQ(name(Death::kShutdown), "runtime shut down");
}

}  // namespace
}  // namespace mayfly
