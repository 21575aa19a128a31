// CollectReport: what a collection says of itself, and how.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using gc::Inexact;
using test::Node;
using test::plain_word;
using test::TestReference;

class CollectReports : public test::HeapTest {};

TEST_F(CollectReports, CountWhatDiedSinceTheLastExplicitCollection) {
  heap.collect_exact();
  std::vector<Root<Node>> nodes;
  for (uint64_t i = 0; i < 100; i++) nodes.emplace_back(heap, Node::create(heap, i));
  for (uint64_t i = 0; i < 30; i++) Node::create(heap, i);
  CollectReport report = heap.collect_exact();
  EXPECT_EQ(report.collected, 30u);
  EXPECT_EQ(report.live, 100u);
  EXPECT_EQ(report.live_bytes, 100 * sizeof(Node));
  nodes.resize(40);
  report = heap.collect_exact();
  EXPECT_EQ(report.collected, 60u);
  EXPECT_EQ(report.live, 40u);
  EXPECT_EQ(heap.collect_exact().collected, 0u);
  EXPECT_GT(report.nanoseconds, 0u);
}

TEST_F(CollectReports, DoNotCountWhatAFinalizerKeeps) {
  heap.collect_exact();
  Root<Node> node(heap, Node::create(heap));
  ASSERT_TRUE(heap.register_finalizable(*node, true));
  node.reset();
  CollectReport report = heap.collect_exact();
  EXPECT_EQ(report.collected, 0u);
  EXPECT_EQ(report.finalizers_due, 1u);
  heap.next_due_finalizer();
  EXPECT_EQ(heap.collect_exact().collected, 1u);
}

TEST_F(CollectReports, CountReferencesAndCallbacks) {
  Root<Node> node(heap, Node::create(heap));
  std::vector<Root<TestReference>> references;
  for (uint64_t i = 0; i < 6; i++)
    references.emplace_back(heap, TestReference::create(heap, *node, i % 2 ? plain_word(i) : 0));
  node.reset();
  CollectReport report = heap.collect_exact();
  EXPECT_EQ(report.references_cleared, 6u);
  EXPECT_EQ(report.callbacks_due, 3u);
  report = heap.collect_exact();
  EXPECT_EQ(report.references_cleared, 0u);
  EXPECT_EQ(report.callbacks_due, 0u);
}

TEST_F(CollectReports, SayThatAnOrdinaryCollectionScansTheStack) {
  CollectReport report = heap.collect();
  EXPECT_FALSE(report.exact);
  EXPECT_EQ(report.reasons, static_cast<uint32_t>(Inexact::kStackScanned));
  report = heap.collect_exact();
  EXPECT_TRUE(report.exact);
  EXPECT_EQ(report.reasons, 0u);
}

TEST_F(CollectReports, SayThatOtherThreadsWereRunning) {
  std::atomic<int> stage{0};
  std::thread other([&] {
    ThreadScope attached;
    stage = 1;
    while (stage != 2) {
    }
  });
  while (stage != 1) std::this_thread::yield();
  CollectReport report = heap.collect_exact();
  EXPECT_FALSE(report.exact);
  EXPECT_EQ(report.reasons, static_cast<uint32_t>(Inexact::kOtherThreads));
  stage = 2;
  other.join();
  EXPECT_TRUE(heap.collect_exact().exact);
}

TEST_F(CollectReports, SayThatAParkedThreadDidNotVouch) {
  for (gc::Frames frames : {gc::Frames::kMayHoldReferences, gc::Frames::kHoldNone}) {
    std::atomic<int> stage{0};
    std::thread other([&] {
      ThreadScope attached;
      gc::blocking(frames, [&] {
        stage = 1;
        while (stage != 2) std::this_thread::yield();
      });
    });
    while (stage != 1) std::this_thread::yield();
    CollectReport report = heap.collect_exact();
    if (frames == gc::Frames::kHoldNone)
      EXPECT_TRUE(report.exact) << report.why_not();
    else
      EXPECT_EQ(report.reasons, static_cast<uint32_t>(Inexact::kParkedThreads));
    stage = 2;
    other.join();
  }
  EXPECT_TRUE(heap.collect_exact().exact);
}

TEST_F(CollectReports, SayThatTheHostHasSwitchedCollectionsOff) {
  Root<Node> node(heap, Node::create(heap));
  Root<TestReference> reference(heap, TestReference::create(heap, *node));
  node.reset();
  GC_disable();
  CollectReport report = heap.collect_exact();
  EXPECT_EQ(report.reasons, static_cast<uint32_t>(Inexact::kNotCollected));
  EXPECT_EQ(report.references_cleared, 0u);
  GC_enable();
  report = heap.collect_exact();
  EXPECT_TRUE(report.exact);
  EXPECT_EQ(report.references_cleared, 1u);
}

TEST_F(CollectReports, SayThatTheyWereAskedForFromInsideBlocking) {
  CollectReport report;
  struct Ask {
    gc::Heap& heap;
    CollectReport& report;
  } ask{heap, report};
  gc::blocking(gc::Frames::kHoldNone, [&] {
    GC_call_with_gc_active(
        [](void* raw) -> void* {
          auto* asked = static_cast<Ask*>(raw);
          asked->report = asked->heap.collect_exact();
          return nullptr;
        },
        &ask);
  });
  EXPECT_TRUE(report.has(Inexact::kInsideBlocking));
  EXPECT_FALSE(report.exact);
  EXPECT_TRUE(heap.collect_exact().exact);
}

TEST_F(CollectReports, CanBeAddedTo) {
  CollectReport report = heap.collect_exact();
  ASSERT_TRUE(report.exact);
  report.add(Inexact::kUnrootedFrame);
  EXPECT_FALSE(report.exact);
  EXPECT_TRUE(report.has(Inexact::kUnrootedFrame));
  EXPECT_FALSE(report.has(Inexact::kHostRoots));
}

TEST(CollectReportTexts, NameEveryReason) {
  CollectReport report;
  EXPECT_EQ(report.why_not(), "exact");
  const struct {
    Inexact reason;
    const char* text;
  } kExpected[] = {
      {Inexact::kStackScanned, "this thread's stack was scanned"},
      {Inexact::kOtherThreads, "other attached threads were running, and their stacks were scanned"},
      {Inexact::kParkedThreads, "a thread in blocking() did not vouch for its frames, and its stack was scanned"},
      {Inexact::kInsideBlocking, "collected from inside blocking()"},
      {Inexact::kNotCollected, "collections are switched off by the host: nothing was collected"},
      {Inexact::kHostRoots, "the host uses bdwgc: its static roots and interior pointers count"},
      {Inexact::kRegisters, "this machine's callee-saved registers are not known to Mayfly"},
      {Inexact::kOutOfMemory, "the collection ran out of memory"},
  };
  std::string all;
  for (const auto& expected : kExpected) {
    CollectReport one;
    one.add(expected.reason);
    EXPECT_EQ(one.why_not(), expected.text);
    report.add(expected.reason);
    all += (all.empty() ? "" : "; ") + std::string(expected.text);
  }
  EXPECT_EQ(report.why_not(), all);
}

class HeapStatistics : public test::HeapTest {};

TEST_F(HeapStatistics, CountWhatTheHeapHolds) {
  heap.collect_exact();
  const gc::HeapStatistics before = heap.statistics();
  EXPECT_EQ(before.weak_cells, 0u);
  EXPECT_EQ(before.weak_references, 0u);
  EXPECT_EQ(before.finalizable, 0u);
  EXPECT_GT(before.heap_bytes, 0u);
  EXPECT_LE(before.free_bytes, before.heap_bytes);
  Root<Node> node(heap, Node::create(heap));
  Root<Node> watched(heap, Node::create(heap));
  Root<TestReference> one(heap, TestReference::create(heap, *watched, plain_word(1)));
  Root<TestReference> two(heap, TestReference::create(heap, *watched));
  ASSERT_TRUE(heap.register_finalizable(*node, true));
  gc::HeapStatistics now = heap.statistics();
  EXPECT_EQ(now.weak_cells, 1u);
  EXPECT_EQ(now.weak_references, 2u);
  EXPECT_EQ(now.finalizable, 1u);
  EXPECT_EQ(now.roots, before.roots + 4);
  EXPECT_GE(now.cells_allocated, before.cells_allocated + 4);
  EXPECT_EQ(now.callbacks_pending, 0u);
  node.reset();
  watched.reset();
  heap.collect_exact();
  now = heap.statistics();
  EXPECT_EQ(now.weak_cells, 0u);
  EXPECT_EQ(now.weak_references, 0u);
  EXPECT_EQ(now.finalizable, 0u);
  EXPECT_EQ(now.callbacks_pending, 1u);
  EXPECT_EQ(now.finalizers_pending, 1u);
  EXPECT_EQ(now.roots, before.roots + 2);
  EXPECT_GT(now.collections, before.collections);
}

}  // namespace
}  // namespace mayfly
