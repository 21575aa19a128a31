// Exact collections: whatever precise roots do not reach is found dead, every time. Ten thousand random graphs on the main
// thread, ten thousand on another, and as many beside parked threads.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using gc::Frames;
using test::Node;
using test::TestReference;

// Builds graphs, drops most of their roots and compares what a collection leaves with what it should.
class Graphs {
 public:
  explicit Graphs(gc::Heap& heap, uint64_t seed) : heap_(heap), random_(seed) {}

  // Returns the rounds that were not exact.
  size_t run(size_t rounds) {
    size_t inexact = 0;
    for (size_t i = 0; i < rounds; i++) inexact += !round();
    return inexact;
  }

 private:
  uint64_t random(uint64_t below) {
    random_ = random_ * 6364136223846793005u + 1442695040888963407u;
    return (random_ >> 33) % below;
  }

  // Raw pointers all over the stack and the registers.
  [[gnu::noinline]] void build() {
    const size_t count = 50 + random(test::under_stress(heap_) ? 20 : 200);
    for (size_t i = 0; i < count; i++) {
      Node* node = Node::create(heap_, i, random(4) * 64);
      roots_.emplace_back(heap_, node);
      watches_.push_back(heap_.weak_table().handle_for(*node));
      // Large cells come straight from the collector.
      if (random(20) == 0) node->edges[0] = gc::Backing::create(heap_, 300 + random(2'000));
    }
    for (Root<Node>& root : roots_)
      for (size_t k = 1; k < Node::kEdges; k++)
        if (random(2)) root->edges[k] = roots_[random(count)].get();
  }
  // Leaves addresses deep down in the stack.
  [[gnu::noinline]] uint64_t use_deeply(uint64_t depth, Node* node) {
    Node* volatile copies[8];
    for (auto& copy : copies) copy = node;
    if (depth == 0) return node->id();
    auto* next = static_cast<Node*>(node->edges[1 + depth % 3].get());
    return use_deeply(depth - 1, next ? next : node) + copies[depth % 8]->id();
  }
  [[gnu::noinline]] size_t expected_alive(size_t kept) {
    std::vector<char> seen(roots_.size());
    std::vector<size_t> work;
    auto reach = [&](size_t i) {
      if (seen[i]) return;
      seen[i] = 1;
      work.push_back(i);
    };
    for (size_t i = 0; i < kept; i++) reach(i);
    size_t count = 0;
    while (!work.empty()) {
      Node& node = *roots_[work.back()];
      work.pop_back();
      count++;
      for (size_t k = 1; k < Node::kEdges; k++)
        if (auto* to = static_cast<Node*>(node.edges[k].get())) reach(to->id());
    }
    return count;
  }

  bool round() {
    build();
    sink_ = use_deeply(random(200), roots_[random(roots_.size())].get());
    const size_t kept = random(3) == 0 ? 0 : random(roots_.size() / 8);
    const size_t expected = expected_alive(kept);
    for (size_t i = kept; i < roots_.size(); i++) roots_[i].reset();
    CollectReport report = heap_.collect_exact();
    size_t alive = 0;
    for (const gc::WeakHandle& watch : watches_) alive += watch.get() != nullptr;
    EXPECT_GE(alive, expected);
    EXPECT_TRUE(report.exact) << report.why_not();
    roots_.clear();
    watches_.clear();
    return alive == expected && report.exact;
  }

  gc::Heap& heap_;
  uint64_t random_;
  std::vector<Root<Node>> roots_;
  std::vector<gc::WeakHandle> watches_;
  volatile uint64_t sink_ = 0;
};

class ExactCollections : public test::HeapTest {
 protected:
  size_t rounds() { return test::scaled(heap, 10'000, 20); }
};

TEST_F(ExactCollections, OfTenThousandGraphsOnTheMainThreadAreExact) { EXPECT_EQ(Graphs(heap, 1).run(rounds()), 0u); }

TEST_F(ExactCollections, OfTenThousandGraphsOnAnotherThreadAreExact) {
  const size_t count = rounds();
  size_t inexact = 1;
  std::atomic<bool> parked{false};
  std::thread worker([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    while (!parked) std::this_thread::yield();
    inexact = Graphs(*own, 2).run(count);
  });
  gc::blocking(Frames::kHoldNone, [&] {
    parked = true;
    worker.join();
  });
  EXPECT_EQ(inexact, 0u);
}

TEST_F(ExactCollections, OfTenThousandGraphsBesideParkedThreadsAreExact) {
  std::atomic<int> parked{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> others;
  for (uint64_t i = 0; i < 3; i++) {
    others.emplace_back([&, i] {
      ThreadScope attached;
      std::unique_ptr<gc::Heap> own = test::make_test_heap();
      for (int k = 0; k < 50; k++) Node::create(*own, i);
      gc::blocking(Frames::kHoldNone, [&] {
        parked++;
        while (!stop) std::this_thread::yield();
      });
    });
  }
  while (parked != 3) std::this_thread::yield();
  EXPECT_EQ(Graphs(heap, 3).run(rounds() / 4), 0u);
  stop = true;
  gc::blocking(Frames::kHoldNone, [&] {
    for (std::thread& other : others) other.join();
  });
}

// Two threads that take turns: each collects exactly while the other waits.
TEST_F(ExactCollections, OfThreadsThatTakeTurnsAreExact) {
  const size_t turns = test::scaled(heap, 200, 4);
  std::atomic<size_t> turn{0};
  std::atomic<bool> ready{false};
  std::atomic<size_t> inexact{0};
  // The turn is passed on from inside blocking(), so that no one collects while the other still runs.
  auto wait_for = [&](size_t wanted) {
    while (turn < wanted) std::this_thread::yield();
  };
  auto play = [&](gc::Heap& own, size_t me) {
    Graphs graphs(own, 10 + me);
    size_t next = me;
    for (; next < 2 * turns; next += 2) {
      gc::blocking(Frames::kHoldNone, [&] {
        ready = true;
        if (next >= 2) turn = next - 1;
        wait_for(next);
      });
      inexact += graphs.run(5);
    }
    gc::blocking(Frames::kHoldNone, [&] {
      turn = next - 1;
      wait_for(2 * turns);
    });
  };
  std::thread worker([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    play(*own, 1);
  });
  while (!ready) std::this_thread::yield();
  play(heap, 0);
  gc::blocking(Frames::kHoldNone, [&] { worker.join(); });
  EXPECT_EQ(inexact, 0u);
}

}  // namespace
}  // namespace mayfly
