// Threads: attaching, waiting, and what others' collections see of them.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>
#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using gc::Frames;
using test::Node;
using test::TestReference;

class Threads : public test::HeapTest {};

TEST_F(Threads, ThatMadeTheFirstHeapAreAttached) {
  EXPECT_TRUE(ThreadScope::current_is_attached());
  EXPECT_FALSE(ThreadScope::current_is_blocking());
  EXPECT_TRUE(ThreadScope::may_dereference());
}

TEST_F(Threads, AreAttachedForTheLifeOfTheOutermostScope) {
  std::thread([] {
    EXPECT_FALSE(ThreadScope::current_is_attached());
    for (int i = 0; i < 3; i++) {
      ThreadScope outer;
      EXPECT_TRUE(outer.attached());
      {
        ThreadScope inner;
        EXPECT_TRUE(inner.attached());
      }
      EXPECT_TRUE(ThreadScope::current_is_attached());
      EXPECT_TRUE(GC_thread_is_registered());
    }
    EXPECT_FALSE(ThreadScope::current_is_attached());
    EXPECT_FALSE(GC_thread_is_registered());
  }).join();
}

TEST_F(Threads, MustBeAttachedToMakeAHeap) {
  std::thread([] {
    Result<std::unique_ptr<gc::Heap>> made = gc::Heap::create(test::test_options());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind(), ErrorKind::kWrongThread);
    EXPECT_EQ(made.error().message(),
              "this thread is not attached to the collector: make a mayfly::ThreadScope on it first");
    ThreadScope attached;
    EXPECT_TRUE(gc::Heap::create(test::test_options()));
  }).join();
}

TEST_F(Threads, AreScannedWhileTheyRun) {
  std::atomic<int> stage{0};
  gc::WeakRoot<Node> watch;
  std::thread other([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    Node* volatile held = Node::create(*own, 5);
    watch = gc::WeakRoot<Node>(*own, held);
    stage = 1;
    while (stage != 2) {
    }
    EXPECT_EQ(watch.get(), held);
    EXPECT_EQ(held->id(), 5u);
    held = nullptr;
  });
  while (stage != 1) std::this_thread::yield();
  for (int i = 0; i < 5; i++) heap.collect();
  stage = 2;
  other.join();
}

TEST_F(Threads, ThatWaitAreScannedUnlessTheyVouch) {
  for (Frames frames : {Frames::kMayHoldReferences, Frames::kHoldNone}) {
    std::atomic<int> stage{0};
    gc::WeakRoot<Node> watch;
    std::thread other([&] {
      ThreadScope attached;
      std::unique_ptr<gc::Heap> own = test::make_test_heap();
      Node* volatile held = Node::create(*own, 5);
      watch = gc::WeakRoot<Node>(*own, held);
      gc::blocking(frames, [&] {
        stage = 1;
        while (stage != 2) std::this_thread::yield();
      });
      held = nullptr;
    });
    while (stage != 1) std::this_thread::yield();
    heap.collect_exact();
    EXPECT_EQ(watch.expired(), frames == Frames::kHoldNone);
    stage = 2;
    other.join();
  }
}

TEST_F(Threads, MayCallBlockingInsideBlocking) {
  int ran = 0;
  gc::blocking(Frames::kHoldNone, [&] {
    EXPECT_TRUE(ThreadScope::current_is_blocking());
    EXPECT_FALSE(ThreadScope::may_dereference());
    gc::blocking([&] { ran++; });
    EXPECT_TRUE(ThreadScope::current_is_blocking());
  });
  EXPECT_EQ(ran, 1);
  EXPECT_FALSE(ThreadScope::current_is_blocking());
  EXPECT_TRUE(heap.collect_exact().exact);
}

TEST_F(Threads, ThatAreNotAttachedJustRunWhatTheyWouldBlockFor) {
  std::thread([] {
    bool ran = false;
    gc::blocking([&] { ran = true; });
    EXPECT_TRUE(ran);
  }).join();
}

TEST_F(Threads, AttachAndDetachWhileOthersCollect) {
  const size_t rounds = test::scaled(heap, 500, 10);
  std::atomic<bool> stop{false};
  std::vector<std::thread> others;
  for (int i = 0; i < 2; i++) {
    others.emplace_back([&] {
      while (!stop) {
        ThreadScope attached;
        std::unique_ptr<gc::Heap> own = test::make_test_heap();
        Root<Node> node(*own, Node::create(*own, 9));
        gc::blocking([] {});
        EXPECT_EQ(node->id(), 9u);
      }
    });
  }
  Root<Node> node(heap, Node::create(heap, 4));
  for (size_t i = 0; i < rounds; i++) {
    heap.collect();
    ASSERT_EQ(node->id(), 4u);
  }
  stop = true;
  for (std::thread& other : others) other.join();
  EXPECT_TRUE(heap.collect_exact().exact);
}

TEST_F(Threads, HaveAnIdOfTheirOwn) {
  const void* mine = ThreadScope::current_id();
  EXPECT_NE(mine, nullptr);
  EXPECT_EQ(mine, ThreadScope::current_id());
  std::thread([&] { EXPECT_NE(ThreadScope::current_id(), mine); }).join();
}

}  // namespace
}  // namespace mayfly
