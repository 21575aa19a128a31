// Finalizable cells: queued once, in creation order, with all they reach; released when they are really dead.
#include <mayfly/gc/boehm/boehm.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using test::drain_callbacks;
using test::drain_finalizers;
using test::drain_releases;
using test::Node;
using test::plain_word;
using test::TestReference;
using Numbers = std::vector<uint64_t>;

class Finalizers : public test::HeapTest {
 protected:
  Root<Node> make_node(uint64_t id = 0) { return Root<Node>(heap, Node::create(heap, id)); }
  Root<Node> make_finalizable(uint64_t id) {
    Root<Node> made = make_node(id);
    EXPECT_TRUE(heap.register_finalizable(*made, true));
    return made;
  }
  Root<Node> make_releasable(uint64_t id) { return Root<Node>(heap, Node::create_releasable(heap, id, released)); }

  Numbers released;
};

TEST_F(Finalizers, AreDueOnceWhenTheirObjectDies) {
  Root<Node> object = make_finalizable(1);
  heap.collect_exact();
  EXPECT_FALSE(heap.has_due());
  object.reset();
  EXPECT_EQ(heap.collect_exact().finalizers_due, 1u);
  EXPECT_TRUE(heap.has_due());
  EXPECT_EQ(drain_finalizers(heap), (Numbers{1}));
  EXPECT_FALSE(heap.has_due());
  heap.collect_exact();
  EXPECT_EQ(drain_finalizers(heap), Numbers{});
  EXPECT_EQ(heap.statistics().finalizable, 0u);
}

TEST_F(Finalizers, ComeInCreationOrder) {
  std::vector<Root<Node>> objects;
  for (uint64_t i = 1; i <= 40; i++) objects.push_back(make_finalizable(i));
  Numbers expected, rest;
  for (uint64_t i = 40; i >= 1; i--) (i % 3 ? expected : rest).insert((i % 3 ? expected : rest).begin(), i);
  for (uint64_t i : expected) objects[i - 1].reset();
  heap.collect_exact();
  EXPECT_EQ(drain_finalizers(heap), expected);
  objects.clear();
  heap.collect_exact();
  EXPECT_EQ(drain_finalizers(heap), rest);
}

TEST_F(Finalizers, KeepTheirObjectWithAllItReaches) {
  Root<Node> object = make_finalizable(1);
  object->edges[0] = make_node(2).get();
  static_cast<Node*>(object->edges[0].get())->edges[0] = make_node(3).get();
  object.reset();
  heap.collect_exact();
  heap.collect_exact();  // the queue is a root
  Node* seen = static_cast<Node*>(heap.next_due_finalizer());
  ASSERT_NE(seen, nullptr);
  EXPECT_EQ(seen->id(), 1u);
  Node* second = static_cast<Node*>(seen->edges[0].get());
  EXPECT_EQ(second->id(), 2u);
  EXPECT_TRUE(gc::boehm::is_marked(second));
  Node* third = static_cast<Node*>(second->edges[0].get());
  EXPECT_EQ(third->id(), 3u);
  EXPECT_TRUE(gc::boehm::is_marked(third));
}

// Contract 8.4.
TEST_F(Finalizers, OfACycleComeInOneCollection) {
  const size_t count = 2'000;
  const size_t ring = test::scaled(heap, count, 50);
  std::vector<Root<Node>> objects;
  Numbers expected;
  for (uint64_t i = 1; i <= ring; i++) {
    objects.push_back(make_finalizable(i));
    expected.push_back(i);
  }
  for (size_t i = 0; i < ring; i++) objects[i]->edges[0] = objects[(i + 1) % ring].get();
  objects.clear();
  heap.collect_exact();
  EXPECT_EQ(drain_finalizers(heap), expected);
}

TEST_F(Finalizers, FindAllWeakReferencesCleared) {
  Root<Node> object = make_finalizable(1);
  Root<Node> inner = make_node(2);
  object->edges[0] = inner.get();
  Root<TestReference> reference(heap, TestReference::create(heap, *inner, plain_word(1)));
  inner.reset();
  object.reset();
  heap.collect_exact();
  EXPECT_EQ(reference->target_cell(), nullptr);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
}

// Contract 8.1, 8.3.
TEST_F(Finalizers, MayBringTheirObjectBackAndAreNotRunAgain) {
  Root<Node> object = make_finalizable(1);
  Root<TestReference> old(heap, TestReference::create(heap, *object, plain_word(1)));
  object.reset();
  heap.collect_exact();
  Root<Node> revived(heap, static_cast<Node*>(heap.next_due_finalizer()));
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
  heap.collect_exact();
  EXPECT_EQ(old->target_cell(), nullptr);  // cleared references stay cleared
  // New ones work, and fire at the real death.
  Root<TestReference> fresh(heap, TestReference::create(heap, *revived, plain_word(2)));
  EXPECT_NE(fresh->identity(), old->identity());
  EXPECT_TRUE(heap.register_finalizable(*revived, true));  // asked for again: finalized once is finalized
  heap.collect_exact();
  EXPECT_EQ(fresh->target_cell(), revived.get());
  EXPECT_FALSE(heap.has_due());
  revived.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), (Numbers{2}));
  EXPECT_EQ(drain_finalizers(heap), Numbers{});
}

TEST_F(Finalizers, OfReferencesThatLieInGarbageDoNotMakeThemFire) {
  // The reference dies with its target; that a finalizer brings both back changes nothing: it is silent for this death.
  Root<Node> object = make_finalizable(1);
  object->edges[0] = TestReference::create(heap, *object, plain_word(1));
  object.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), Numbers{});
  Root<Node> revived(heap, static_cast<Node*>(heap.next_due_finalizer()));
  auto* reference = static_cast<TestReference*>(revived->edges[0].get());
  EXPECT_EQ(reference->target_cell(), nullptr);
  EXPECT_EQ(reference->death(), gc::Death::kReceiver);
}

// The index in a revived object's header is that of a cell which may be another object's by now.
TEST_F(Finalizers, MayBringBackAnObjectWhoseWeakCellIsAnothersByThen) {
  Root<Node> object = make_finalizable(1);
  Root<TestReference> old(heap, TestReference::create(heap, *object));
  const uint32_t index = object->weak_index();
  object.reset();
  heap.collect_exact();
  Root<Node> revived(heap, static_cast<Node*>(heap.next_due_finalizer()));
  std::vector<Root<Node>> others;
  Root<Node> other = test::make_node_in_cell(heap, index, others);
  ASSERT_TRUE(other) << "no cell was used again";
  ASSERT_EQ(revived->weak_index(), index);
  EXPECT_EQ(heap.weak_table().existing_handle(*revived).slot, nullptr);
  EXPECT_EQ(heap.weak_table().count(*revived), 0u);
  Root<TestReference> fresh(heap, TestReference::create(heap, *revived));
  EXPECT_EQ(fresh->target_cell(), revived.get());
  EXPECT_EQ(heap.weak_table().count(*other), 0u);
  heap.collect_exact();
  EXPECT_EQ(fresh->target_cell(), revived.get());
}

// A reference that was revived and whose target lives must still be on the target's list, or it would dangle later.
TEST_F(Finalizers, BringBackReferencesThatStillWork) {
  for (bool linked_before : {false, true}) {
    Root<Node> target = make_node(5);
    Root<Node> object = make_finalizable(1);
    object->edges[0] = TestReference::create(heap, *target, plain_word(7));
    if (linked_before) heap.collect_exact();  // else it is still in the log of new ones
    object.reset();
    heap.collect_exact();
    EXPECT_EQ(heap.weak_table().count(*target), 1u);
    Root<Node> revived(heap, static_cast<Node*>(heap.next_due_finalizer()));
    auto* reference = static_cast<TestReference*>(revived->edges[0].get());
    EXPECT_EQ(reference->target_cell(), target.get());
    target.reset();
    heap.collect_exact();
    EXPECT_EQ(static_cast<TestReference*>(revived->edges[0].get())->target_cell(), nullptr);
    EXPECT_EQ(drain_callbacks(heap), (Numbers{7}));
  }
}

// Contract 8.4.
TEST_F(Finalizers, DoNotDelayThoseOfOtherGarbage) {
  Root<Node> object = make_finalizable(1);
  Root<Node> other = make_node(2);
  Root<TestReference> reference(heap, TestReference::create(heap, *other, plain_word(1)));
  object.reset();
  other.reset();
  CollectReport report = heap.collect_exact();
  EXPECT_EQ(report.finalizers_due, 1u);
  EXPECT_EQ(report.callbacks_due, 1u);
  heap.collect_exact();
  // The other one is gone for good, although the finalizer has not run.
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
}

TEST_F(Finalizers, ThatCannotBeEnteredChangeNothing) {
  Root<Node> object = make_node(1);
  EXPECT_TRUE(heap.register_finalizable(*object, false));
  EXPECT_EQ(heap.statistics().finalizable, 1u);
  EXPECT_TRUE(heap.register_finalizable(*object, true));  // the wish is added, not the cell
  EXPECT_EQ(heap.statistics().finalizable, 1u);
  object.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_finalizers(heap), (Numbers{1}));
}

TEST_F(Finalizers, ByTheThousandsComeInOrderFromQueuesThatGrow) {
  const size_t count = test::scaled(heap, 50'000, 100);
  uint64_t made = 0, seen = 0;
  for (int round = 0; round < 4; round++) {
    for (size_t i = 0; i < count; i++) make_finalizable(++made);
    heap.collect_exact();
    // Leaves some for the next round.
    for (size_t i = 0; i < count / 2 + 1; i++) {
      gc::Cell* due = heap.next_due_finalizer();
      if (!due) break;
      ASSERT_EQ(static_cast<Node*>(due)->id(), ++seen);
    }
  }
  for (uint64_t id : drain_finalizers(heap)) ASSERT_EQ(id, ++seen);
  EXPECT_EQ(seen, made);
}

class Releases : public Finalizers {};

TEST_F(Releases, ComeOnceWhenTheCellIsDead) {
  Root<Node> object = make_releasable(1);
  heap.collect_exact();
  EXPECT_EQ(drain_releases(heap), 0u);
  object.reset();
  heap.collect_exact();
  EXPECT_TRUE(heap.has_due());
  heap.collect_exact();
  EXPECT_EQ(drain_releases(heap), 1u);
  EXPECT_EQ(released, (Numbers{1}));
  EXPECT_FALSE(heap.has_due());
  heap.collect_exact();
  EXPECT_EQ(drain_releases(heap), 0u);
}

TEST_F(Releases, ComeInCreationOrder) {
  for (uint64_t i = 1; i <= 10; i++) make_releasable(i);
  heap.collect_exact();
  drain_releases(heap);
  EXPECT_EQ(released, (Numbers{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
}

TEST_F(Releases, ComeAfterTheFinalizerAndOnlyWhenThatDidNotReviveIt) {
  Root<Node> object = make_releasable(1);
  EXPECT_TRUE(heap.register_finalizable(*object, true));
  object.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_releases(heap), 0u);
  Root<Node> revived(heap, static_cast<Node*>(heap.next_due_finalizer()));
  heap.collect_exact();
  EXPECT_EQ(drain_releases(heap), 0u);
  revived.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_finalizers(heap), Numbers{});
  EXPECT_EQ(drain_releases(heap), 1u);
}

TEST_F(Releases, WaitUntilNoFinalizableReachesTheCell) {
  Root<Node> holder = make_finalizable(1);
  holder->edges[0] = make_releasable(2).get();
  holder.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_releases(heap), 0u);  // the finalizer may still want it
  EXPECT_EQ(drain_finalizers(heap), (Numbers{1}));
  heap.collect_exact();
  EXPECT_EQ(drain_releases(heap), 1u);
}

TEST_F(Releases, OfCellsThatReachEachOtherComeTogether) {
  Root<Node> one = make_releasable(1);
  Root<Node> two = make_releasable(2);
  one->edges[0] = two.get();
  two->edges[0] = one.get();
  one.reset();
  two.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_releases(heap), 2u);
}

TEST_F(Releases, FindWhatTheirCellRefersTo) {
  Root<Node> object = make_releasable(1);
  object->edges[0] = make_node(2).get();
  object.reset();
  heap.collect_exact();
  Node* due = static_cast<Node*>(heap.next_due_release());
  ASSERT_NE(due, nullptr);
  EXPECT_EQ(static_cast<Node*>(due->edges[0].get())->id(), 2u);
  EXPECT_TRUE(gc::boehm::is_marked(due->edges[0].get()));
}

TEST_F(Releases, OfLivingCellsCanBeTakenNewestFirstForShuttingDown) {
  std::vector<Root<Node>> objects;
  for (uint64_t i = 1; i <= 3; i++) objects.push_back(make_releasable(i));
  Root<Node> plain = make_finalizable(9);
  Numbers taken;
  while (gc::Cell* cell = heap.take_newest_finalizable()) taken.push_back(static_cast<Node*>(cell)->id());
  EXPECT_EQ(taken, (Numbers{3, 2, 1}));
  EXPECT_EQ(heap.statistics().finalizable, 0u);
}

}  // namespace
}  // namespace mayfly
