// Long references: they outlast a finalizer that revives their target, and tell of the real death, once.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>
#include <mayfly/gc/verify/verifier.h>

#include <support/test_cells.h>
#include <support/test_ephemerons.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using test::drain_callbacks;
using test::drain_finalizers;
using test::drain_releases;
using test::Node;
using test::plain_word;
using test::TestEphemerons;
using test::TestReference;
using Numbers = std::vector<uint64_t>;

class LongReferences : public test::HeapTest {
 protected:
  Root<Node> make_node(uint64_t id = 0) { return Root<Node>(heap, Node::create(heap, id)); }
  Root<Node> make_finalizable(uint64_t id) {
    Root<Node> made = make_node(id);
    EXPECT_TRUE(heap.register_finalizable(*made, true));
    return made;
  }
  Root<TestReference> refer(const Root<Node>& target, uint64_t callback = 0, gc::Reach reach = gc::Reach::kLong) {
    return Root<TestReference>(heap, TestReference::create(heap, *target, callback ? plain_word(callback) : 0,
                                                           gc::WeakTable::Sharing::kOwn, reach));
  }
  Root<TestReference> refer_shortly(const Root<Node>& target, uint64_t callback = 0) {
    return refer(target, callback, gc::Reach::kShort);
  }
  // Collects exactly, and takes the one cell whose finalizer is due: it is revived by being held.
  Root<Node> collect_and_revive() {
    heap.collect_exact();
    return Root<Node>(heap, static_cast<Node*>(heap.next_due_finalizer()));
  }
  void expect_intact() { EXPECT_EQ(gc::Verifier::check(heap).problem, ""); }
};

TEST_F(LongReferences, OutlastARevivalAndDieWithTheirTarget) {
  Root<Node> target = make_finalizable(1);
  Root<TestReference> lasting = refer(target, 1);
  Root<TestReference> brief = refer_shortly(target, 2);
  target.reset();
  Root<Node> revived = collect_and_revive();
  ASSERT_TRUE(revived);
  EXPECT_EQ(lasting->target_cell(), revived.get());
  EXPECT_EQ(lasting->death(), gc::Death::kAlive);
  EXPECT_EQ(brief->target_cell(), nullptr);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{2}));
  heap.collect_exact();
  EXPECT_EQ(lasting->target_cell(), revived.get());
  revived.reset();
  heap.collect_exact();
  EXPECT_EQ(lasting->target_cell(), nullptr);
  EXPECT_EQ(lasting->death(), gc::Death::kReceiver);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
  heap.collect_exact();
  EXPECT_FALSE(heap.has_due());
  EXPECT_EQ(heap.statistics().weak_cells, 0u);
  expect_intact();
}

TEST_F(LongReferences, AreAliveWhileTheFinalizerWaits) {
  Root<Node> target = make_finalizable(1);
  Root<TestReference> lasting = refer(target, 1);
  target.reset();
  for (int i = 0; i < 3; i++) heap.collect_exact();
  EXPECT_NE(lasting->target_cell(), nullptr);
  EXPECT_EQ(drain_finalizers(heap), (Numbers{1}));
  heap.collect_exact();
  EXPECT_EQ(lasting->target_cell(), nullptr);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
}

TEST_F(LongReferences, DieWithTheOthersWhereNothingRevives) {
  Root<Node> target = make_node();
  Root<TestReference> lasting = refer(target, 1);
  target.reset();
  CollectReport report = heap.collect_exact();
  EXPECT_EQ(report.references_cleared, 1u);
  EXPECT_EQ(report.callbacks_due, 1u);
  EXPECT_EQ(lasting->target_cell(), nullptr);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
}

// Of one object: the short ones, newest first, then the long ones, newest first. Across objects: by age.
TEST_F(LongReferences, FireAfterTheShortOnesOfTheirObject) {
  Root<Node> one = make_node();
  Root<Node> two = make_node();
  std::vector<Root<TestReference>> held;
  held.push_back(refer(one, 1));
  held.push_back(refer_shortly(two, 2));
  held.push_back(refer_shortly(one, 3));
  held.push_back(refer(two, 4));
  held.push_back(refer(one, 5));
  held.push_back(refer_shortly(one, 6));
  // Whatever else is revived. Made first: a collection between the resets would find one object dead before the other.
  Root<Node> revived = make_finalizable(9);
  one.reset();
  two.reset();
  revived.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), (Numbers{6, 3, 5, 1, 2, 4}));
}

// By the moment at which the object was first referred to, before its revival.
TEST_F(LongReferences, KeepTheirObjectsPlaceInTheOrder) {
  Root<Node> revived = make_finalizable(1);
  Root<TestReference> of_revived = refer(revived, 1);
  Root<Node> later = make_node();
  Root<TestReference> of_later = refer_shortly(later, 2);
  revived.reset();
  revived = collect_and_revive();
  revived.reset();
  later.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1, 2}));
}

TEST_F(LongReferences, HaveOneIdentityForTheWholeLifeOfTheirTarget) {
  Root<Node> target = make_finalizable(1);
  Root<TestReference> before = refer(target);
  Root<TestReference> brief = refer_shortly(target);
  const uint64_t identity = before->identity();
  EXPECT_EQ(brief->identity(), identity);
  target.reset();
  Root<Node> revived = collect_and_revive();
  Root<TestReference> after = refer(revived);
  Root<TestReference> brief_after = refer_shortly(revived);
  EXPECT_EQ(before->identity(), identity);
  EXPECT_EQ(after->identity(), identity);
  // A short reference's goes with it.
  EXPECT_EQ(brief->identity(), identity);
  EXPECT_NE(brief_after->identity(), identity);
  EXPECT_EQ(brief->target_cell(), nullptr);
  EXPECT_EQ(brief_after->target_cell(), revived.get());
  revived.reset();
  heap.collect_exact();
  EXPECT_EQ(before->identity(), identity);
  EXPECT_EQ(after->identity(), identity);
}

// Each round, another finalizable object reaches the target; more rounds than a serial has room for.
TEST_F(LongReferences, OutlastAnyNumberOfRevivals) {
  const size_t rounds = test::scaled(heap, 2'500, 40);
  Root<Node> target = make_node(7);
  Root<TestReference> lasting = refer(target, 1);
  const uint64_t identity = lasting->identity();
  std::vector<uint64_t> identities;  // of short references, one per life
  for (size_t i = 0; i < rounds; i++) {
    Root<TestReference> brief = refer_shortly(target, 2);
    WeakRoot<Node> handle(heap, target.get());
    identities.push_back(brief->identity());
    Root<Node> reviver = make_finalizable(i);
    reviver->edges[0] = target.get();
    target.reset();
    reviver.reset();
    Root<Node> revived = collect_and_revive();
    ASSERT_TRUE(revived);
    target = Root<Node>(heap, static_cast<Node*>(revived->edges[0].get()));
    ASSERT_EQ(lasting->target_cell(), target.get());
    ASSERT_EQ(brief->target_cell(), nullptr);
    ASSERT_EQ(handle.get(), nullptr);
    ASSERT_EQ(drain_callbacks(heap), (Numbers{2}));
  }
  EXPECT_EQ(lasting->identity(), identity);
  std::sort(identities.begin(), identities.end());
  EXPECT_EQ(std::unique(identities.begin(), identities.end()), identities.end());
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(lasting->target_cell(), nullptr);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
  EXPECT_EQ(heap.statistics().weak_cells, 0u);
  expect_intact();
}

// Garbage at the verdict, revived by a finalizer that has nothing to do with the target: silent, as a short one would be.
TEST_F(LongReferences, ThatWereGarbageWhenTheirTargetDiedAreSilent) {
  Root<Node> keeper = make_finalizable(1);
  {
    Root<Node> target = make_node();
    keeper->edges[0] = refer(target, 1).get();
  }
  keeper.reset();
  keeper = collect_and_revive();
  EXPECT_EQ(static_cast<TestReference*>(keeper->edges[0].get())->target_cell(), nullptr);
  EXPECT_EQ(drain_callbacks(heap), Numbers{});
}

TEST_F(LongReferences, ThatWereGarbageTogetherWithATargetThatCameBackTellOfItsDeath) {
  Root<Node> keeper = make_finalizable(1);
  {
    Root<Node> target = make_node();
    keeper->edges[0] = refer(target, 1).get();
    keeper->edges[1] = target.get();
  }
  keeper.reset();
  keeper = collect_and_revive();
  Root<TestReference> lasting(heap, static_cast<TestReference*>(keeper->edges[0].get()));
  EXPECT_EQ(lasting->target_cell(), keeper->edges[1].get());
  keeper.reset();
  heap.collect_exact();
  EXPECT_EQ(lasting->target_cell(), nullptr);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
}

TEST_F(LongReferences, ThatAreDroppedNeverFire) {
  Root<Node> target = make_finalizable(1);
  refer(target, 1).reset();
  target.reset();
  target = collect_and_revive();
  EXPECT_EQ(heap.weak_table().count(*target), 0u);
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), Numbers{});
  EXPECT_EQ(heap.statistics().weak_references, 0u);
  EXPECT_EQ(heap.statistics().weak_cells, 0u);
}

TEST_F(LongReferences, CanBeClearedByTheirOwner) {
  Root<Node> target = make_finalizable(1);
  Root<TestReference> lasting = refer(target, 1);
  target.reset();
  target = collect_and_revive();
  heap.weak_table().clear(*lasting, gc::Death::kCleared);
  EXPECT_EQ(lasting->target_cell(), nullptr);
  EXPECT_EQ(lasting->death(), gc::Death::kCleared);
  target.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), Numbers{});
}

TEST_F(LongReferences, StandBesideEphemeronsOnTheSameKey) {
  using KeyDeath = TestEphemerons::KeyDeath;
  Root<TestEphemerons> early(heap, TestEphemerons::create(heap, KeyDeath::kWithWeakReferences));
  Root<TestEphemerons> late(heap, TestEphemerons::create(heap, KeyDeath::kAfterFinalizers));
  for (bool with_late : {false, true}) {
    Root<Node> key = make_finalizable(1);
    Root<TestReference> lasting = refer(key, 1);
    EXPECT_TRUE(early->set(heap, *key, plain_word(1)));
    if (with_late) {
      EXPECT_TRUE(late->set(heap, *key, plain_word(2)));
    }
    key.reset();
    key = collect_and_revive();
    EXPECT_EQ(lasting->target_cell(), key.get());
    EXPECT_EQ(early->get(heap, *key), 0u);
    EXPECT_EQ(late->get(heap, *key), with_late ? plain_word(2) : 0u);
    EXPECT_EQ(late->size(), with_late ? 1u : 0u);
    // An entry that is made after the revival.
    EXPECT_TRUE(early->set(heap, *key, plain_word(3)));
    EXPECT_EQ(early->get(heap, *key), plain_word(3));
    expect_intact();
    key.reset();
    heap.collect_exact();
    EXPECT_EQ(lasting->target_cell(), nullptr);
    EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
    EXPECT_EQ(early->size(), 0u);
    EXPECT_EQ(late->size(), 0u);
    EXPECT_EQ(heap.statistics().weak_cells, 0u);
  }
}

// The value of an entry is alive as long as the key is, long references or not.
TEST_F(LongReferences, ToTheKeyKeepNoValueAndToTheValueKeepNothing) {
  Root<TestEphemerons> table(heap, TestEphemerons::create(heap, TestEphemerons::KeyDeath::kAfterFinalizers));
  Root<Node> key = make_finalizable(1);
  Root<Node> value = make_node(2);
  value->edges[0] = key.get();
  EXPECT_TRUE(table->set(heap, *key, test::word_of(value.get())));
  Root<TestReference> of_key = refer(key, 1);
  Root<TestReference> of_value = refer(value, 2);
  value.reset();
  key.reset();
  key = collect_and_revive();
  EXPECT_EQ(of_key->target_cell(), key.get());
  EXPECT_NE(of_value->target_cell(), nullptr);
  key.reset();
  heap.collect_exact();
  EXPECT_EQ(of_key->target_cell(), nullptr);
  EXPECT_EQ(of_value->target_cell(), nullptr);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1, 2}));
}

// What is released is not brought back by that.
TEST_F(LongReferences, DieWhenTheirTargetIsToBeReleased) {
  Numbers released;
  Root<Node> box(heap, Node::create_releasable(heap, 1, released));
  Root<Node> inside = make_node(2);
  box->edges[0] = inside.get();
  Root<TestReference> of_box = refer(box, 1);
  Root<TestReference> of_inside = refer(inside, 2);
  inside.reset();
  box.reset();
  heap.collect_exact();
  EXPECT_EQ(of_box->target_cell(), nullptr);
  EXPECT_EQ(of_inside->target_cell(), nullptr);
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1, 2}));
  EXPECT_EQ(drain_releases(heap), 1u);
  heap.collect_exact();
  EXPECT_EQ(heap.statistics().weak_cells, 0u);
}

// gc.weak.long-told-when-emptied, gc.weak.serial-never-reused: the dead one does not see the object that its cell
// serves next.
TEST_F(LongReferences, DoNotSeeTheNextObjectInTheirCell) {
  Root<Node> target = make_finalizable(1);
  Root<TestReference> lasting = refer(target);
  target.reset();
  target = collect_and_revive();
  const uint32_t cell = target->weak_index();
  target.reset();
  heap.collect_exact();
  std::vector<Root<Node>> others;
  Root<Node> next = test::make_node_in_cell(heap, cell, others);
  ASSERT_TRUE(next);
  EXPECT_EQ(lasting->target_cell(), nullptr);
  EXPECT_NE(WeakRoot<Node>(heap, next.get()).identity(), lasting->identity());
}

TEST_F(LongReferences, FireOnceThoughSecondCollectionsComeFirst) {
  Root<Node> target = make_finalizable(1);
  Root<TestReference> lasting = refer(target, 1);
  target.reset();
  collect_and_revive().reset();
  for (int i = 0; i < 3; i++) heap.collect_exact();
  lasting.reset();
  heap.collect_exact();
  EXPECT_EQ(drain_callbacks(heap), (Numbers{1}));
}

// The owner looks all the time, while another thread's collections find the target dead and finalizable.
TEST_F(LongReferences, AreReadWhileAnotherThreadCollects) {
  std::atomic<bool> done{false};
  std::thread other([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> theirs = test::make_test_heap();
    while (!done.load()) theirs->collect();
  });
  const size_t rounds = test::scaled(heap, 50, 5);
  std::vector<Root<TestReference>> kept;
  size_t fired = 0;
  for (size_t round = 0; round < rounds; round++) {
    Root<Node> target = make_finalizable(round);
    kept.push_back(refer(target, round + 1));
    const Root<TestReference>& lasting = kept.back();
    const uint64_t hidden = ~test::word_of(target.get());
    for (int life = 0; life < 2; life++) {
      target.reset();
      for (int i = 0; i < 200 && !heap.has_due(); i++) ASSERT_EQ(~test::word_of(lasting->target_cell()), hidden);
      if (!heap.has_due()) heap.collect_exact();
      ASSERT_EQ(~test::word_of(lasting->target_cell()), hidden);
      target = Root<Node>(heap, static_cast<Node*>(heap.next_due_finalizer()));
      Root<Node> reviver = make_finalizable(round);
      reviver->edges[0] = target.get();
      if (!target) break;
    }
    target.reset();
    fired += drain_callbacks(heap).size();
  }
  done.store(true);
  other.join();
  for (int i = 0; i < 3; i++) {
    heap.collect_exact();
    fired += drain_callbacks(heap).size();
    drain_finalizers(heap);
  }
  EXPECT_EQ(fired, rounds);
  for (const auto& reference : kept) EXPECT_EQ(reference->target_cell(), nullptr);
  expect_intact();
}

}  // namespace
}  // namespace mayfly
