// New references stand in a log until a collection, or the owner under the lock, puts them on lists: so lists are whole
// at whatever instruction of their owner another thread's collection comes.
#include <mayfly/gc/threads/thread_scope.h>
#include <mayfly/gc/verify/verifier.h>

#include <support/test_cells.h>
#include <support/test_ephemerons.h>

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <thread>

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestEphemerons;
using test::TestPair;
using test::TestReference;

class ReferenceLog : public test::HeapTest {};

TEST_F(ReferenceLog, IsReadWhenListsAre) {
  Root<Node> node(heap, Node::create(heap));
  std::vector<Root<TestReference>> references;
  for (size_t i = 0; i < 5'000 && !test::under_stress(heap); i++) {
    references.emplace_back(heap, TestReference::create(heap, *node));
    if (i % 500 == 0) {
      EXPECT_EQ(heap.weak_table().count(*node), i + 1);
    }
  }
  heap.collect_exact();
  EXPECT_EQ(heap.weak_table().count(*node), references.size());
}

TEST_F(ReferenceLog, MayHoldReferencesThatAreClearedBeforeTheyAreListed) {
  Root<Node> node(heap, Node::create(heap));
  Root<TestReference> cleared(heap, TestReference::create(heap, *node, plain_word(1)));
  Root<TestReference> kept(heap, TestReference::create(heap, *node, plain_word(2)));
  heap.weak_table().clear(*cleared, gc::Death::kCleared);
  Root<TestReference> next(heap, TestReference::create(heap, *node, plain_word(3)));
  node.reset();
  heap.collect_exact();
  EXPECT_EQ(test::drain_callbacks(heap), (std::vector<uint64_t>{3, 2}));
}

TEST_F(ReferenceLog, MayHoldReferencesThatDieBeforeTheyAreListed) {
  Root<Node> node(heap, Node::create(heap));
  for (int i = 0; i < 100; i++) TestReference::create(heap, *node, plain_word(1));
  heap.collect_exact();
  EXPECT_EQ(heap.statistics().weak_references, 0u);
  EXPECT_EQ(heap.weak_table().count(*node), 0u);
}

// One thread makes, drops and clears references of all sorts; another collects all the time.
TEST_F(ReferenceLog, KeepsListsWholeWhileOthersCollect) {
  const bool stressed = test::under_stress(heap);
  const size_t collections = stressed ? 20 : 3'000;
  std::atomic<bool> stop{false};
  std::thread other([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    own->set_stress(0);
    for (size_t i = 0; i < collections; i++) own->collect();
    stop = true;
  });
  constexpr size_t kTargets = 16, kHeld = 200;
  std::vector<Root<Node>> targets(kTargets);
  std::vector<Root<gc::WeakReference>> held(kHeld);
  std::vector<uint64_t> expected(kHeld);  // the id of what a held reference was made for
  Root<TestEphemerons> table(heap, TestEphemerons::create(heap));
  uint64_t random = 7, ids = 0, fired = 0;
  size_t wrong = 0;
  for (size_t step = 0; !stop; step++) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    const size_t at = (random >> 33) % kTargets;
    const size_t place = (random >> 40) % kHeld;
    Root<Node>& target = targets[at];
    if (!target || random >> 58 == 0) target = Root<Node>(heap, Node::create(heap, ++ids));
    const Root<Node>& second = targets[(at + 1) % kTargets] ? targets[(at + 1) % kTargets] : target;
    const uint64_t callback = random >> 63 ? plain_word(target->id()) : 0;
    gc::WeakReference* made;
    if (random >> 62 & 1)
      made = TestReference::create(heap, *target, callback);
    else
      made = TestPair::create(heap, *target, *second, callback);
    if (random >> 60 & 1) {
      held[place] = Root<gc::WeakReference>(heap, made);
      expected[place] = target->id();
    } else if (step % 50 == 0) {
      heap.weak_table().clear(*made, gc::Death::kCleared);
    }
    if (step % 10 == 0 && !table->set(heap, *target, plain_word(target->id()))) wrong++;
    if (const Root<gc::WeakReference>& any = held[(random >> 50) % kHeld])
      if (auto* node = static_cast<Node*>(any->target_cell())) wrong += node->id() != expected[(random >> 50) % kHeld];
    while (gc::WeakReference* due = heap.next_due_callback()) {
      fired++;
      wrong += due->death() == gc::Death::kAlive;
      heap.weak_table().take_callback(*due);
    }
    if (step % (stressed ? 50 : 50'000) == 0) {
      heap.collect();
      ASSERT_EQ(gc::Verifier::check(heap).problem, "") << "step " << step;
    }
  }
  gc::blocking(gc::Frames::kHoldNone, [&] { other.join(); });
  EXPECT_EQ(wrong, 0u);
  if (!stressed) {
    EXPECT_GT(fired, 0u);
  }
  heap.collect_exact();
  EXPECT_EQ(gc::Verifier::check(heap).problem, "");
  size_t alive = 0;
  for (const auto& reference : held) alive += reference && reference->death() == gc::Death::kAlive;
  EXPECT_EQ(heap.statistics().weak_references, alive);
  for (const auto& target : targets)
    if (target && table->get(heap, *target)) {
      EXPECT_EQ(table->get(heap, *target), plain_word(target->id()));
    }
}

}  // namespace
}  // namespace mayfly
