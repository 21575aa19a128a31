// After a fork, the child goes on with the forking thread's heap, whatever other threads were doing.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestReference;

class Forks : public test::HeapTest {
 protected:
  // In the child: 0 if all is well, else the number of the check that failed.
  int use(const Root<Node>& old, const Root<TestReference>& reference) {
    if (old->id() != 41) return 1;
    if (reference->target_cell() != old.get()) return 2;
    std::vector<Root<Node>> nodes;
    for (uint64_t i = 0; i < test::scaled(heap, 500, 60); i++) {
      Node* node = Node::create(heap, i);
      if (!node) return 3;
      if (i % 10 == 0) nodes.emplace_back(heap, node);
    }
    CollectReport report = heap.collect_exact();
    if (!report.exact) return 4;
    for (uint64_t i = 0; i < nodes.size(); i++)
      if (nodes[i]->id() != i * 10) return 5;
    Root<TestReference> fresh(heap, TestReference::create(heap, *nodes[3], plain_word(6)));
    nodes.clear();
    heap.collect_exact();
    if (fresh->target_cell() || test::drain_callbacks(heap) != std::vector<uint64_t>{6}) return 6;
    // A thread of its own, with a heap.
    int outcome = 7;
    std::thread([&] {
      ThreadScope attached;
      std::unique_ptr<gc::Heap> own = test::make_test_heap();
      Root<Node> node(*own, Node::create(*own, 5));
      own->collect();
      outcome = node->id() == 5 ? 0 : 8;
    }).join();
    return outcome;
  }
  int fork_and_use(const Root<Node>& old, const Root<TestReference>& reference) {
    const pid_t child = fork();
    if (child == 0) std::_Exit(use(old, reference));
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1'000 + WTERMSIG(status);
  }
};

TEST_F(Forks, LeaveTheForkingThreadsHeapUsable) {
  Root<Node> old(heap, Node::create(heap, 41));
  Root<TestReference> reference(heap, TestReference::create(heap, *old));
  EXPECT_EQ(fork_and_use(old, reference), 0);
  EXPECT_EQ(use(old, reference), 0) << "in the parent";
}

TEST_F(Forks, DoNotMindWhatOtherThreadsWereDoing) {
  Root<Node> old(heap, Node::create(heap, 41));
  Root<TestReference> reference(heap, TestReference::create(heap, *old));
  std::atomic<bool> stop{false};
  std::atomic<int> ready{0};
  std::vector<std::thread> others;
  // One allocates and collects, one juggles handles of this heap, two are parked (one of them without vouching).
  others.emplace_back([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    own->set_stress(0);
    ready++;
    for (size_t i = 0; !stop; i++) {
      Node::create(*own, i);
      if (i % 1'000 == 0) own->collect();
    }
  });
  others.emplace_back([&] {
    ready++;
    while (!stop) {
      Root<Node> copy = old;
      EXPECT_TRUE(copy);
    }
  });
  for (gc::Frames frames : {gc::Frames::kHoldNone, gc::Frames::kMayHoldReferences}) {
    others.emplace_back([&, frames] {
      ThreadScope attached;
      gc::blocking(frames, [&] {
        ready++;
        while (!stop) std::this_thread::yield();
      });
    });
  }
  while (ready != 4) std::this_thread::yield();
  for (size_t i = 0; i < test::scaled(heap, 20, 2); i++) ASSERT_EQ(fork_and_use(old, reference), 0);
  stop = true;
  for (std::thread& other : others) other.join();
  EXPECT_EQ(use(old, reference), 0);
}

TEST_F(Forks, InsideBlockingLeaveThatWorking) {
  Root<Node> old(heap, Node::create(heap, 41));
  Root<TestReference> reference(heap, TestReference::create(heap, *old));
  pid_t child = -1;
  gc::blocking([&] { child = fork(); });
  if (child == 0) std::_Exit(use(old, reference));
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace mayfly
