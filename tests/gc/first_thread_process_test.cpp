// The process's first heap made on a thread that is not its main thread, and that ends.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <thread>

namespace mayfly {
namespace {

using test::Node;

[[gnu::noinline]] void use_a_heap(size_t count) {
  std::unique_ptr<gc::Heap> heap = test::make_test_heap();
  std::vector<Root<Node>> roots;
  Node* volatile on_stack = Node::create(*heap, 77);
  for (uint64_t i = 0; i < count; i++) roots.emplace_back(*heap, Node::create(*heap, i));
  heap->collect();
  EXPECT_EQ(on_stack->id(), 77u);
  WeakRoot<Node> weak(*heap, roots[0].get());
  roots[0].reset();
  CollectReport report = heap->collect_exact();
  EXPECT_TRUE(report.exact) << report.why_not();
  EXPECT_EQ(weak.get(), nullptr);
  for (uint64_t i = 1; i < count; i++) ASSERT_EQ(roots[i]->id(), i);
}

TEST(FirstHeap, MayBeMadeOnAnyThreadWhichMayThenEnd) {
  for (int i = 0; i < 3; i++) {
    std::thread([i] {
      if (i > 0) {
        // Only the first one is attached by making a heap.
        ThreadScope attached;
        use_a_heap(300);
      } else {
        use_a_heap(300);
        EXPECT_TRUE(ThreadScope::current_is_attached());
      }
    }).join();
  }
  // The main thread is one like any other.
  EXPECT_FALSE(ThreadScope::current_is_attached());
  Result<std::unique_ptr<gc::Heap>> made = gc::Heap::create();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), ErrorKind::kWrongThread);
  ThreadScope attached;
  ASSERT_TRUE(attached.attached());
  use_a_heap(300);
  std::thread([] {
    ThreadScope other;
    std::unique_ptr<gc::Heap> heap = test::make_test_heap();
    for (int i = 0; i < 5; i++) heap->collect();
  }).join();
  use_a_heap(300);
}

}  // namespace
}  // namespace mayfly
