// WeakRoot: a host's weak reference, on any thread, before and after the death of everything.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using test::Node;

class WeakRoots : public test::HeapTest {
 protected:
  Root<Node> make_node(uint64_t id = 0) { return Root<Node>(heap, Node::create(heap, id)); }
};

TEST_F(WeakRoots, GiveTheirObjectWhileItLives) {
  Root<Node> node = make_node(1);
  WeakRoot<Node> weak(heap, node.get());
  WeakRoot<Node> copy = weak;
  heap.collect_exact();
  EXPECT_EQ(weak.get(), node.get());
  EXPECT_EQ(copy, weak);
  EXPECT_FALSE(weak.expired());
  node.reset();
  heap.collect_exact();
  EXPECT_EQ(weak.get(), nullptr);
  EXPECT_TRUE(copy.expired());
}

TEST_F(WeakRoots, BecomeRoots) {
  Root<Node> node = make_node(1);
  WeakRoot<Node> weak(heap, node.get());
  Root<Node> strong = weak.lock(heap);
  const int line = __LINE__ - 1;
  EXPECT_EQ(strong.line(), line);
  node.reset();
  heap.collect_exact();
  EXPECT_EQ(strong->id(), 1u);
  strong.reset();
  heap.collect_exact();
  EXPECT_FALSE(weak.lock(heap));
}

TEST_F(WeakRoots, MayBeNull) {
  WeakRoot<Node> weak;
  WeakRoot<Node> null = nullptr;
  WeakRoot<Node> of_null(heap, nullptr);
  for (const auto& any : {weak, null, of_null}) {
    EXPECT_TRUE(any.is_null());
    EXPECT_EQ(any.get(), nullptr);
    EXPECT_EQ(any.identity(), 0u);
    EXPECT_FALSE(any.lock(heap));
  }
  Root<Node> node = make_node();
  weak = WeakRoot<Node>(heap, node.get());
  node.reset();
  heap.collect_exact();
  EXPECT_FALSE(weak.is_null()) << "says nothing of death";
}

TEST_F(WeakRoots, OfOneObjectAreEqualBeforeAndAfterItsDeath) {
  Root<Node> node = make_node(), other = make_node();
  WeakRoot<Node> a(heap, node.get()), b(heap, node.get()), c(heap, other.get());
  const uint64_t identity = a.identity();
  EXPECT_EQ(a, b);
  EXPECT_FALSE(a == c);
  node.reset();
  heap.collect_exact();
  EXPECT_EQ(a, b);
  EXPECT_FALSE(a == c);
  EXPECT_EQ(a.identity(), identity);
  EXPECT_NE(c.identity(), identity);
}

// A cell is used again; the handle knows it by its serial.
TEST_F(WeakRoots, NeverGiveTheObjectThatHasTheirCellNow) {  // gc.weak.serial-never-reused
  const size_t rounds = test::scaled(heap, 500, 20);
  std::vector<WeakRoot<Node>> old;
  std::vector<Root<Node>> others;
  Root<Node> node = make_node();
  for (size_t i = 0; i < rounds; i++) {
    old.emplace_back(heap, node.get());
    const uint32_t index = node->weak_index();
    node.reset();
    heap.collect_exact();
    node = test::make_node_in_cell(heap, index, others);
    ASSERT_TRUE(node);
    WeakRoot<Node> fresh(heap, node.get());
    ASSERT_EQ(fresh.get(), node.get());
    for (const auto& weak : old) {
      ASSERT_EQ(weak.get(), nullptr);
      ASSERT_NE(weak.identity(), fresh.identity());
    }
  }
}

TEST_F(WeakRoots, AreReadOnOtherThreads) {
  Root<Node> node = make_node(3), dead = make_node(4);
  WeakRoot<Node> weak(heap, node.get()), of_dead(heap, dead.get());
  dead.reset();
  heap.collect_exact();
  std::thread([&] {
    WeakRoot<Node> copy = weak;  // needs no attached thread
    EXPECT_EQ(copy, weak);
    ThreadScope attached;
    EXPECT_EQ(copy.get(), node.get());
    EXPECT_TRUE(of_dead.expired());
  }).join();
}

TEST_F(WeakRoots, OutliveTheirHeap) {
  std::unique_ptr<gc::Heap> other = test::make_test_heap();
  Root<Node> node(*other, Node::create(*other));
  WeakRoot<Node> weak(*other, node.get());
  const uint64_t identity = weak.identity();
  other.reset();
  EXPECT_EQ(weak.get(), nullptr);
  EXPECT_EQ(weak.identity(), identity);
  // A new heap in the same place uses the cells again, with other serials.
  other = test::make_test_heap();
  std::vector<Root<Node>> nodes;
  for (int i = 0; i < 100; i++) {
    nodes.emplace_back(*other, Node::create(*other));
    EXPECT_NE(WeakRoot<Node>(*other, nodes.back().get()).identity(), identity);
  }
  EXPECT_EQ(weak.get(), nullptr);
  std::thread([&] {
    ThreadScope attached;
    EXPECT_EQ(weak.get(), nullptr);
  }).join();
}

// Two heaps on two threads churn, while a third attached thread reads their weak roots without a lock. Each object says
// who it is: no dead and no foreign one is ever seen.
TEST_F(WeakRoots, ReadWithoutALockWhileTwoHeapsChurnNeverGiveADeadOrForeignObject) {
  constexpr size_t kPlaces = 256;
  struct Place {
    std::atomic<uint64_t> id{0};  // of the object that `handle` is for; 0 while that changes
    gc::WeakHandle handle;
  };
  struct Churner {
    Place places[kPlaces];
    std::atomic<bool> done{false};
  };
  const bool stressed = test::under_stress(heap);
  const size_t steps = stressed ? 300 : 150'000;
  auto churners = std::make_unique<Churner[]>(2);
  auto churn = [&](gc::Heap& own, size_t me) {
    Churner& churner = churners[me];
    std::vector<Root<Node>> held(kPlaces);
    uint64_t random = me + 1;
    for (size_t step = 1; step <= steps; step++) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      const size_t at = (random >> 33) % kPlaces;
      held[at].reset();
      if (step % (stressed ? 7 : 100) == 0) own.collect();
      if (random >> 62 == 0) continue;  // stays dead for a while
      const uint64_t id = step * 2 + me;
      held[at] = Root<Node>(own, Node::create(own, id));
      Place& place = churner.places[at];
      const gc::WeakHandle handle = own.weak_table().handle_for(*held[at]);
      // Like a sequence lock, with ids that never come back.
      place.id.store(0);
      std::atomic_thread_fence(std::memory_order_seq_cst);
      __atomic_store_n(&place.handle.slot, handle.slot, __ATOMIC_RELAXED);
      __atomic_store_n(&place.handle.serial, handle.serial, __ATOMIC_RELAXED);
      place.id.store(id);
    }
    churner.done = true;
  };
  std::atomic<size_t> alive{0}, dead{0}, wrong{0};
  std::thread reader([&] {
    ThreadScope attached;
    uint64_t random = 99;
    while (!churners[0].done || !churners[1].done) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      Place& place = churners[random >> 63].places[(random >> 33) % kPlaces];
      const uint64_t id = place.id.load();
      gc::WeakHandle handle;
      handle.slot = __atomic_load_n(&place.handle.slot, __ATOMIC_RELAXED);
      handle.serial = __atomic_load_n(&place.handle.serial, __ATOMIC_RELAXED);
      std::atomic_thread_fence(std::memory_order_seq_cst);
      if (id == 0 || place.id.load() != id) continue;
      auto* node = static_cast<Node*>(handle.get());
      if (!node)
        dead++;
      else if (node->id() == id)
        alive++;
      else
        wrong++;
    }
  });
  std::thread other([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    churn(*own, 1);
  });
  churn(heap, 0);
  gc::blocking(gc::Frames::kHoldNone, [&] {
    other.join();
    reader.join();
  });
  EXPECT_EQ(wrong, 0u);
  if (!stressed) {
    EXPECT_GT(alive, 0u);
    EXPECT_GT(dead, 0u);
  }
}

}  // namespace
}  // namespace mayfly
