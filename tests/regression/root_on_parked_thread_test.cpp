// A root that was copied and dropped on a thread which collections do not stop could be missed: the copy stood where the
// collection had looked already, the original where it had yet to look.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>

namespace mayfly {
namespace {

using test::Node;

using Roots = test::HeapTest;

// Handles are copied, tested and dropped on any thread, attached or not; what one of them names never dies.
TEST_F(Roots, AreHandledOnOtherThreadsWhileTheHeapCollects) {
  const size_t rounds = test::scaled(heap, 1'000, 20);
  constexpr size_t kObjects = 100, kThreads = 3;
  std::vector<Root<Node>> shares[kThreads];
  std::vector<gc::WeakHandle> watches;
  for (uint64_t i = 0; i < kObjects * kThreads; i++) {
    shares[i / kObjects].push_back(Root<Node>(heap, Node::create(heap, i)));
    watches.push_back(heap.weak_table().handle_for(*shares[i / kObjects].back()));
  }
  std::atomic<bool> stop{false};
  std::vector<std::thread> others;
  for (size_t t = 0; t < kThreads; t++) {
    others.emplace_back([&, t] {
      std::optional<ThreadScope> scope;
      if (t == 0) scope.emplace();
      std::vector<Root<Node>>& mine = shares[t];
      auto juggle = [&] {
        uint64_t random = t + 1;
        while (!stop) {
          random = random * 6364136223846793005u + 1442695040888963407u;
          // A copy takes a slot that the collector may have looked at already; the original goes.
          Root<Node>& any = mine[(random >> 33) % kObjects];
          Root<Node> copy = any;
          any.reset();
          EXPECT_TRUE(copy);
          any = std::move(copy);
        }
      };
      // Running attached, not attached at all, and attached but parked.
      if (t == 2) {
        scope.emplace();
        gc::blocking(gc::Frames::kHoldNone, juggle);
      } else {
        juggle();
      }
    });
  }
  size_t lost = 0;
  for (size_t round = 0; round < rounds && lost == 0; round++) {
    heap.collect();
    for (const gc::WeakHandle& node : watches) lost += node.get() == nullptr;
  }
  EXPECT_EQ(lost, 0u);
  stop = true;
  for (std::thread& other : others) other.join();
  for (auto& share : shares) share.clear();
  heap.collect_exact();
  for (const auto& node : watches) EXPECT_EQ(node.get(), nullptr);
  EXPECT_EQ(heap.statistics().roots, 0u);
}

}  // namespace
}  // namespace mayfly
