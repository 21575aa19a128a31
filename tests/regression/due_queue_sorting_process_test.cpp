// Sorting the due callbacks kept some of them in malloc memory alone for a while, where a collection by another thread did
// not see them. A program of its own, since its heap grows large.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestReference;

class LargeQueues : public test::HeapTest {
 protected:
  struct Watched {
    Root<Node> target;
    Root<TestReference> reference;
  };
  Watched watch(uint64_t number) {
    Watched made{Root<Node>(heap, Node::create(heap)), {}};
    made.reference = Root<TestReference>(heap, TestReference::create(heap, *made.target, plain_word(number)));
    return made;
  }
};

// What is due is held by the queue alone, while it is sorted too. Another thread collects, and takes what is free.
TEST_F(LargeQueues, LoseNothingWhileTheyAreSortedAndOthersCollect) {
  const size_t collections = test::scaled(heap, 1'000, 20);
  const size_t count = test::scaled(heap, 100'000, 40);
  std::atomic<bool> stop{false};
  std::thread other([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    own->set_stress(0);
    for (size_t i = 0; i < collections; i++) {
      own->collect();
      for (size_t k = 0; k < 1'000; k++) gc::Backing::create(*own, sizeof(TestReference) / 8 - 2);
    }
    stop = true;
  });
  Root<TestReference> any = watch(1).reference;
  uint64_t number = 0, random = 3;
  size_t wrong = 0, due = 0;
  while (!stop) {
    // Half of the cells are used again, in between the others: serials and cells disagree.
    std::vector<Watched> all;
    for (size_t i = 0; i < count; i++) all.push_back(watch(++number));
    for (Watched& watched : all) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      if (random >> 63) watched = {};
    }
    heap.collect();
    test::drain_callbacks(heap);
    for (Watched& watched : all)
      if (!watched.target) watched = watch(++number);
    for (Watched& watched : all) watched.target.reset();
    heap.collect();
    all.clear();
    while (gc::WeakReference* reference = heap.next_due_callback()) {
      due++;
      if (reference->kind() != any->kind() || test::number_of(reference->callback_word()) - 1 >= number)
        wrong++;
      else
        heap.weak_table().take_callback(*reference);
    }
  }
  gc::blocking(gc::Frames::kHoldNone, [&] { other.join(); });
  EXPECT_EQ(wrong, 0u);
  EXPECT_GT(due, 0u);
}

}  // namespace
}  // namespace mayfly
