// A thread's stack may end where a block of the heap begins. The stack's end was then taken for the address of the block's
// first cell: an exact collection on that thread wiped it out where it was noted, and from then on the thread's stack was
// not scanned: what only the stack held was lost. And a parked thread kept that cell, since the note stood in its frames.
#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <pthread.h>

#include <functional>
#include <thread>

#include <sys/mman.h>

namespace mayfly {
namespace {

class StackBelowTheHeap : public test::HeapTest {
 protected:
  static constexpr size_t kStackBytes = size_t{1} << 20;

  void SetUp() override {
    HeapTest::SetUp();
    // Large cells, each the first of its block, until below one of them there is room.
    constexpr size_t kWords = size_t{1} << 18;
    for (int i = 0; i < 64 && !stack_; i++) {
      gc::Backing* cell = gc::Backing::create(heap, kWords);
      ASSERT_NE(cell, nullptr);
      cells_.emplace_back(heap, cell);
      first_ = WeakRoot<gc::Backing>(heap, cell);
      stack_ = map_below(cell);
    }
    ASSERT_NE(stack_, nullptr) << "no room below any block of the heap";
  }
  void TearDown() override {
    cells_.clear();
    if (stack_) munmap(stack_, kStackBytes);
    HeapTest::TearDown();
  }

  // Runs f on a thread with that stack, while this one is parked and holds nothing.
  void run(std::function<void()> f) {
    pthread_attr_t attributes;
    ASSERT_EQ(pthread_attr_init(&attributes), 0);
    ASSERT_EQ(pthread_attr_setstack(&attributes, stack_, kStackBytes), 0);
    blocking(gc::Frames::kHoldNone, [&] {
      const auto start = [](void* raw) -> void* {
        ThreadScope attached;
        (*static_cast<std::function<void()>*>(raw))();
        return nullptr;
      };
      pthread_t thread;
      ASSERT_EQ(pthread_create(&thread, &attributes, start, &f), 0);
      EXPECT_EQ(pthread_join(thread, nullptr), 0);
    });
    pthread_attr_destroy(&attributes);
  }

  std::vector<Root<gc::Backing>> cells_;
  WeakRoot<gc::Backing> first_;  // the cell that begins where the stack ends

 private:
  static void* map_below(gc::Backing* cell) {
    char* const wanted = reinterpret_cast<char*>(cell) - kStackBytes;
    void* const memory =
        mmap(wanted, kStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (memory == MAP_FAILED) return nullptr;
    if (memory == wanted) return memory;
    munmap(memory, kStackBytes);
    return nullptr;
  }

  void* stack_ = nullptr;
};

TEST_F(StackBelowTheHeap, IsScannedAfterAnExactCollection) {
  run([] {
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    const CollectReport report = own->collect_exact();
    EXPECT_TRUE(report.exact) << report.why_not();
    test::Node* volatile node = test::Node::create(*own, 7);
    const WeakRoot<test::Node> watch(*own, node);
    own->collect();
    EXPECT_EQ(watch.get(), node);
    EXPECT_EQ(node->id(), 7u);
  });
}

TEST_F(StackBelowTheHeap, DoesNotKeepTheCellAtItsEnd) {
  cells_.clear();
  run([&] {
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    const CollectReport report = own->collect_exact();
    EXPECT_TRUE(report.exact) << report.why_not();
    EXPECT_TRUE(first_.expired());
  });
}

TEST_F(StackBelowTheHeap, DoesNotKeepTheCellAtItsEndWhileItIsParked) {
  cells_.clear();
  run([&] {
    const auto collect = [&] {
      ThreadScope attached;
      std::unique_ptr<gc::Heap> own = test::make_test_heap();
      const CollectReport report = own->collect_exact();
      EXPECT_TRUE(report.exact) << report.why_not();
      EXPECT_TRUE(first_.expired());
    };
    blocking(gc::Frames::kHoldNone, [&] { std::thread(collect).join(); });
  });
}

}  // namespace
}  // namespace mayfly
