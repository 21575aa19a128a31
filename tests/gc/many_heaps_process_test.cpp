// Heaps in numbers: one after another, many at once, made at the same time, up to the last id. A program of its own, since
// what belongs to a heap's id stays for ever.
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>
#include <support/test_ephemerons.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestEphemerons;
using test::TestReference;

class ManyHeaps : public test::HeapTest {
 protected:
  static gc::HeapOptions small() {
    gc::HeapOptions options;
    options.vm_stack_words = 4096;
    return options;
  }
  static std::unique_ptr<gc::Heap> make_small() {
    auto made = gc::Heap::create(small());
    EXPECT_TRUE(made) << made.error().to_string();
    return made ? std::move(*made) : nullptr;
  }
};

// Fills one with a bit of everything.
void live(gc::Heap& own, std::vector<gc::WeakRoot<Node>>& watches) {
  Root<Node> node(own, Node::create(own, 1)), dead(own, Node::create(own, 2)), finalizable(own, Node::create(own, 3));
  Root<TestEphemerons> table(own, TestEphemerons::create(own));
  Root<TestReference> reference(own, TestReference::create(own, *dead, plain_word(1)));
  ASSERT_TRUE(table->set(own, *node, test::word_of(Node::create(own, 4))));
  ASSERT_TRUE(own.register_finalizable(*finalizable, true));
  ASSERT_TRUE(own.vm_stack().push_word(node.word()));
  watches.emplace_back(own, node.get());
  watches.emplace_back(own, dead.get());
  dead.reset();
  finalizable.reset();
  own.collect_exact();
  EXPECT_EQ(watches.back().get(), nullptr);
  EXPECT_EQ(test::drain_callbacks(own), (std::vector<uint64_t>{1}));
  EXPECT_EQ(test::drain_finalizers(own), (std::vector<uint64_t>{3}));
  EXPECT_NE(table->get(own, *node), 0u);
  EXPECT_EQ(own.statistics().weak_references, 0u);
}

TEST_F(ManyHeaps, OneAfterAnotherUseOneId) {
  std::vector<gc::WeakRoot<Node>> watches;
  uint32_t id = 0;
  for (size_t i = 0; i < test::scaled(heap, 300, 20); i++) {
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    if (!id) id = own->id();
    ASSERT_EQ(own->id(), id);
    live(*own, watches);
    own.reset();
    ASSERT_EQ(gc::Heap::with_id(id), nullptr);
  }
  heap.collect_exact();
  for (const auto& watch : watches) EXPECT_EQ(watch.get(), nullptr);
}

TEST_F(ManyHeaps, AtOnceDoNotSeeEachOther) {
  std::vector<gc::WeakRoot<Node>> watches;
  std::vector<std::unique_ptr<gc::Heap>> heaps;
  std::vector<Root<Node>> roots;
  const size_t count = test::scaled(heap, 100, 10);
  for (size_t i = 0; i < count; i++) {
    heaps.push_back(make_small());
    live(*heaps.back(), watches);
    roots.emplace_back(*heaps.back(), Node::create(*heaps.back(), i));
  }
  std::vector<uint32_t> ids;
  for (const auto& own : heaps) ids.push_back(own->id());
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
  for (size_t i = 0; i < count; i += 2) heaps[i].reset();
  heap.collect_exact();
  for (size_t i = 0; i < count; i++) {
    EXPECT_EQ(static_cast<bool>(roots[i]), i % 2 == 1);
    EXPECT_EQ(watches[2 * i].get() != nullptr, i % 2 == 1);
    if (!heaps[i]) continue;
    EXPECT_EQ(heaps[i]->collect_exact().live, 2u);  // the node on the VM stack, and the root here
  }
}

TEST_F(ManyHeaps, EndWithAnErrorWhenAllIdsAreTaken) {
  gc::HeapOptions options;
  options.vm_stack_words = 1;
  std::vector<std::unique_ptr<gc::Heap>> heaps;
  for (;;) {
    auto made = gc::Heap::create(options);
    if (made) {
      heaps.push_back(std::move(*made));
      continue;
    }
    EXPECT_EQ(made.error().kind(), ErrorKind::kUnsupported);
    EXPECT_EQ(made.error().message(), "no more than 4095 heaps can live at once, or no memory for one more");
    break;
  }
  EXPECT_EQ(heaps.size(), 4094u);  // and the fixture's
  // Each with some roots: few ranges for the collector, whatever their number.
  std::vector<Root<Node>> roots;
  heap.set_stress(0);
  for (auto& own : heaps) {
    for (int k = 0; k < 3; k++) roots.emplace_back(*own, Node::create(*own, own->id()));
  }
  heap.collect_exact();
  for (size_t i = 0; i < roots.size(); i++) ASSERT_EQ(roots[i]->id(), heaps[i / 3]->id());
  heaps.pop_back();
  EXPECT_TRUE(gc::Heap::create(options));
}

TEST_F(ManyHeaps, NeedRoomOnTheirStacks) {
  gc::HeapOptions options;
  options.vm_stack_words = 0;
  auto made = gc::Heap::create(options);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), ErrorKind::kOptions);
  EXPECT_EQ(made.error().message(), "heap option vm_stack_words is 0: the VM stack needs room");
  options.vm_stack_words = size_t{1} << 60;
  made = gc::Heap::create(options);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), ErrorKind::kOutOfMemory);
}

}  // namespace
}  // namespace mayfly
