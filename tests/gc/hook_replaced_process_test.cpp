// A host that puts a collection-event handler in the place of Mayfly's without calling it: nothing weak can be trusted
// from then on. Mayfly notices before anything has died unseen, and says so.
#include <mayfly/gc/root/weak_root.h>

#include <support/host_gc.h>
#include <support/test_cells.h>
#include <support/test_ephemerons.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestEphemerons;
using test::TestReference;

constexpr const char* kMessage =
    "bdwgc's collection-event handler was replaced by one that does not call the previous handler, and a collection "
    "went "
    "by without Mayfly: its weak references were emptied, and this heap can't go on";

class HookReplaced : public ::testing::TestWithParam<bool> {
 protected:
  HookReplaced() {
    // Under verification the collections would be looked at, and stress would find the loss earlier.
    heap = make();
  }
  static std::unique_ptr<gc::Heap> make() {
    auto made = gc::Heap::create();
    EXPECT_TRUE(made);
    return std::move(*made);
  }
  void replace() {
    event = GC_get_on_collection_event();
    push = GC_get_push_other_roots();
    GC_set_on_collection_event([](GC_EventType) {});
    // The worse case: the hook for roots is gone too, so that cells are reclaimed that Mayfly still knows of.
    if (GetParam()) GC_set_push_other_roots(default_push);
  }
  void restore() {
    GC_set_on_collection_event(event);
    GC_set_push_other_roots(push);
  }

  static void SetUpTestSuite() {
    GC_set_all_interior_pointers(0);
    GC_set_no_dls(1);
    GC_INIT();
    GC_clear_roots();
    default_push = GC_get_push_other_roots();
  }

  static inline GC_push_other_roots_proc default_push = nullptr;
  GC_on_collection_event_proc event = nullptr;
  GC_push_other_roots_proc push = nullptr;
  std::unique_ptr<gc::Heap> heap;
};

TEST_P(HookReplaced, EmptiesWeakReferencesAndRefusesMemory) {
  const bool roots_lost = GetParam();
  Root<Node> node(*heap, Node::create(*heap, 1));
  Node* volatile on_stack = node.get();
  WeakRoot<Node> weak(*heap, node.get()), weak_dead;
  Root<TestEphemerons> table(*heap, TestEphemerons::create(*heap));
  Root<TestReference> reference(*heap, TestReference::create(*heap, *node, plain_word(1)));
  TestReference* volatile reference_on_stack = reference.get();
  TestEphemerons* volatile table_on_stack = table.get();
  ASSERT_TRUE(table->set(*heap, *node, plain_word(2)));
  [&] {
    std::vector<Root<TestReference>> unlisted;
    for (uint64_t i = 0; i < 50; i++) {
      Root<Node> dead(*heap, Node::create(*heap, i, 4'000));
      ASSERT_TRUE(heap->register_finalizable(*dead, true));
      unlisted.emplace_back(*heap, TestReference::create(*heap, *dead, plain_word(i)));
      ASSERT_TRUE(table->set(*heap, *dead, plain_word(i)));
      weak_dead = WeakRoot<Node>(*heap, dead.get());
    }
  }();

  replace();
  for (int i = 0; i < 8; i++) GC_gcollect();
  if (!roots_lost) {  // at once
    EXPECT_EQ(weak_dead.get(), nullptr);
    EXPECT_EQ(weak.get(), nullptr);
    EXPECT_EQ(reference->death(), gc::Death::kCleared);
  }
  // Allocation notices. What lies on the lists may still be given out, if it was kept.
  size_t made = 0;
  while (Node::create(*heap, 9, 1'000)) ASSERT_LT(++made, 100u);
  Error error = heap->allocation_error();
  EXPECT_EQ(error.kind(), ErrorKind::kUnsupported);
  EXPECT_EQ(error.message(), kMessage);
  EXPECT_EQ(weak.get(), nullptr);
  EXPECT_EQ(weak_dead.get(), nullptr);
  restore();

  // Later collections, with the hooks again, meet nothing that is gone.
  for (int i = 0; i < 4; i++) {
    heap->collect();
    std::unique_ptr<gc::Heap> other = make();
    Root<Node> fresh(*other, Node::create(*other, 3));
    WeakRoot<Node> weak_fresh(*other, fresh.get());
    other->collect_exact();
    EXPECT_EQ(weak_fresh.get(), fresh.get());
    EXPECT_NE(Node::create(*other), nullptr) << "a new heap works";
  }
  heap->weak_table().clear(*reference_on_stack, gc::Death::kShutdown);
  EXPECT_FALSE(table_on_stack->set(*heap, *on_stack, plain_word(1)));
  EXPECT_EQ(table_on_stack->get(*heap, *on_stack), 0u);
  EXPECT_EQ(heap->allocation_error().message(), kMessage);
  EXPECT_EQ(heap->statistics().weak_references, 0u);
}

// A handler that takes the place of Mayfly's for a while: the first collection after it finds the gap by itself.
TEST_P(HookReplaced, IsNoticedByTheNextCollectionToo) {
  Root<Node> node(*heap, Node::create(*heap, 1));
  WeakRoot<Node> weak(*heap, node.get());
  replace();
  GC_gcollect();
  restore();
  GC_gcollect();
  EXPECT_EQ(weak.get(), nullptr);
  EXPECT_EQ(Node::create(*heap, 2, 1'000), nullptr);
  EXPECT_EQ(heap->allocation_error().message(), kMessage);
  std::unique_ptr<gc::Heap> other = make();
  Root<Node> fresh(*other, Node::create(*other, 3));
  WeakRoot<Node> weak_fresh(*other, fresh.get());
  other->collect_exact();
  EXPECT_EQ(weak_fresh.get(), fresh.get());
}

INSTANTIATE_TEST_SUITE_P(Hooks, HookReplaced, ::testing::Bool(),
                         [](const auto& tested) { return tested.param ? "RootsToo" : "EventsOnly"; });

}  // namespace
}  // namespace mayfly
