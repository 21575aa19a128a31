// A root that was copied while its heap went away named a cell of that heap for ever.
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using test::Node;

using Roots = test::HeapTest;

TEST_F(Roots, CopiedWhileTheirHeapGoesAwayAreNullToo) {
  const size_t rounds = test::scaled(heap, 40, 10);
  for (size_t i = 0; i < rounds; i++) {
    std::unique_ptr<gc::Heap> other = test::make_test_heap();
    Root<Node> root(*other, Node::create(*other));
    std::atomic<bool> started{false}, stop{false};
    std::vector<Root<Node>> copies;
    std::thread copier([&] {
      while (!stop) {
        if (copies.size() > 200) copies.clear();
        copies.push_back(root);
        started = true;
      }
    });
    while (!started) std::this_thread::yield();
    other.reset();
    stop = true;
    copier.join();
    for (const Root<Node>& copy : copies) ASSERT_FALSE(copy);
  }
}

}  // namespace
}  // namespace mayfly
